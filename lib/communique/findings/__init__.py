"""Say in a sentence what a table shows, so that figures' titles stay true on other texts.

Every function takes tables and gives one or two plain sentences. They describe these texts and
claim nothing about the outlets behind them.
"""

from communique.findings.base import listing, signed
from communique.findings.claims import (
    claim_finding,
    contradiction_finding,
    only_one_finding,
    record_finding,
    silent_finding,
    wording_finding,
)
from communique.findings.issues import (
    agenda_finding,
    issue_finding,
    mode_agreement_finding,
    mode_finding,
    overlap_finding,
    uncoded_finding,
)
from communique.findings.shift import outlet_finding, shift_finding
from communique.findings.summary import (
    advice_finding,
    common_finding,
    emphasis_finding,
    one_text_finding,
    summary,
)
from communique.findings.time import clue_finding, date_finding, event_finding, pointer_finding
from communique.findings.tone import (
    coverage_finding,
    instrument_finding,
    issue_tone_finding,
    masking_finding,
    mode_tone_finding,
    reference_finding,
    tone_finding,
    voice_finding,
)
from communique.findings.voices import direction_finding, speaker_finding, spoken_finding
from communique.findings.words import (
    distinctive_finding,
    length_finding,
    mode_share_finding,
    name_texts,
    quote_finding,
    reading_finding,
    shared_top_finding,
)

__all__ = [
    "advice_finding",
    "agenda_finding",
    "claim_finding",
    "clue_finding",
    "common_finding",
    "contradiction_finding",
    "coverage_finding",
    "date_finding",
    "direction_finding",
    "distinctive_finding",
    "emphasis_finding",
    "event_finding",
    "instrument_finding",
    "issue_finding",
    "issue_tone_finding",
    "length_finding",
    "listing",
    "masking_finding",
    "mode_agreement_finding",
    "mode_finding",
    "mode_share_finding",
    "mode_tone_finding",
    "name_texts",
    "one_text_finding",
    "only_one_finding",
    "outlet_finding",
    "overlap_finding",
    "pointer_finding",
    "quote_finding",
    "reading_finding",
    "record_finding",
    "reference_finding",
    "shared_top_finding",
    "shift_finding",
    "signed",
    "silent_finding",
    "speaker_finding",
    "spoken_finding",
    "summary",
    "tone_finding",
    "uncoded_finding",
    "voice_finding",
    "wording_finding",
]
