"""Compare documents: words, issues, tone, and what is absent.

Every function takes tables and gives a table. Two texts are two texts: there is one significance
test here, between outlets, and it starts at five documents of each (`compare_outlets`).
"""

from communique.compare.agreement import (
    agreement,
    code_errors,
    krippendorff_alpha,
    score_codes,
)
from communique.compare.base import (
    body,
    document_table,
    find_phrases,
    label_documents,
    name_sentences,
    split_words,
)
from communique.compare.beside import (
    contradiction_table,
    direction_table,
    fact_table,
    record_table,
    wording_table,
)
from communique.compare.claims import (
    ADVICE,
    ASKED,
    WISH,
    claim_cells,
    compare_claims,
    relate_claims,
    tell_claims,
)
from communique.compare.contradictions import contradictions
from communique.compare.inference import compare_outlets, describe_outlets, leave_one_out
from communique.compare.issues import (
    absent_issues,
    agenda_table,
    issue_counts,
    mode_counts,
    on_issues,
    only_proposed,
    raised_by,
    share_table,
    uncoded,
)
from communique.compare.record import against_record, days_apart
from communique.compare.shift import furthest_apart, word_shift
from communique.compare.time import count_by, event_table
from communique.compare.together import co_occurrence, uncovered_phrases
from communique.compare.tone import (
    add_voice,
    extremes,
    instrument_pairs,
    masking_effect,
    opposed,
    side_by_side,
    tone_against_reference,
    tone_by,
    tone_by_issue,
    tone_summary,
    words_of,
)
from communique.compare.voices import mention_voices, speakers_by_issue, voice_of_issues
from communique.compare.wording import shared_wording
from communique.compare.words import (
    count_words,
    first_uses,
    keyness,
    lengths,
    mode_totals,
    same_count_pair,
    top_words,
)

__all__ = [
    "ADVICE",
    "ASKED",
    "WISH",
    "absent_issues",
    "add_voice",
    "against_record",
    "agenda_table",
    "agreement",
    "body",
    "claim_cells",
    "co_occurrence",
    "code_errors",
    "compare_claims",
    "compare_outlets",
    "contradiction_table",
    "contradictions",
    "count_by",
    "count_words",
    "days_apart",
    "describe_outlets",
    "direction_table",
    "document_table",
    "event_table",
    "extremes",
    "fact_table",
    "find_phrases",
    "first_uses",
    "furthest_apart",
    "instrument_pairs",
    "issue_counts",
    "keyness",
    "krippendorff_alpha",
    "label_documents",
    "leave_one_out",
    "lengths",
    "masking_effect",
    "mention_voices",
    "mode_counts",
    "mode_totals",
    "name_sentences",
    "on_issues",
    "only_proposed",
    "opposed",
    "raised_by",
    "record_table",
    "relate_claims",
    "same_count_pair",
    "score_codes",
    "share_table",
    "shared_wording",
    "side_by_side",
    "speakers_by_issue",
    "split_words",
    "tell_claims",
    "tone_against_reference",
    "tone_by",
    "tone_by_issue",
    "tone_summary",
    "top_words",
    "uncoded",
    "uncovered_phrases",
    "voice_of_issues",
    "word_shift",
    "wording_table",
    "words_of",
]
