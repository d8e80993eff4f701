"""Self-checks of the exercises: each says in plain words what is wrong, and gives nothing away.

A check takes the student's answer and the tables of the notebook, and gives a `Verdict`: it
shows as a sentence. The expected values are computed
from the tables. `require` makes an assertion of a verdict, for graders.
"""

from communique.check.agreement import (
    Reader,
    contradicting,
    only_advised,
    read_literally,
    relations,
    reported_words,
)
from communique.check.base import Verdict, require
from communique.check.issues import (
    coders,
    fooled_codebook,
    largest_gap,
    new_issue,
    not_advice,
)
from communique.check.own import (
    extend_codebook,
    file_problems,
    published_days,
    sheets_apart,
    taken_away,
)
from communique.check.sources import (
    exact_place,
    mode_error,
    running_text,
    unseen_advice,
    word_rates,
)
from communique.check.timeline import (
    date_values,
    event_order,
    events_in_common,
    fooled_dates,
    latest_day,
)
from communique.check.tone import (
    added_words,
    advice_apart,
    fooled_tone,
    heaviest_word,
    name_effect,
    zeros,
)

__all__ = [
    "Reader",
    "Verdict",
    "added_words",
    "advice_apart",
    "coders",
    "contradicting",
    "date_values",
    "event_order",
    "events_in_common",
    "exact_place",
    "extend_codebook",
    "file_problems",
    "fooled_codebook",
    "fooled_dates",
    "fooled_tone",
    "heaviest_word",
    "largest_gap",
    "latest_day",
    "mode_error",
    "name_effect",
    "new_issue",
    "not_advice",
    "only_advised",
    "published_days",
    "read_literally",
    "relations",
    "reported_words",
    "require",
    "running_text",
    "sheets_apart",
    "taken_away",
    "unseen_advice",
    "word_rates",
    "zeros",
]
