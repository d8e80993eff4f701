"""Set claims against the public record, and say how far apart documents were published."""

from collections.abc import Mapping
from itertools import combinations

import pandas as pd

from communique.compare.base import records
from communique.compare.same import GENERAL
from communique.patterns import compile_patterns

__all__ = ["against_record", "days_apart"]

SOURCES = ["source_us", "source_cn_or_agency"]
AGAINST = ["issue", "doc", "sentence", "start", "end", "text", "status", "record_status", "event"]
AGAINST += ["begin", "source"]
CLAIM = ["doc", "sentence", "start", "end", "text", "issue", "status"]
AFTER = {  # what the record had begun, or ended, excludes of a later text's claims
    "new": ("upcoming", "resuming"),
    "resuming": ("upcoming", "new"),
    "ongoing": ("upcoming", "new"),
    "ended": ("upcoming", "ongoing"),
}


def against_record(
    claims: pd.DataFrame, chronology: pd.DataFrame, documents: pd.DataFrame
) -> pd.DataFrame:
    """List claims that exclude what the public record says of the same thing.

    The record is `chronology` (begin, event, issue, status, phrases, source_us,
    source_cn_or_agency), not another document: a background that no text need have known. Columns:
    issue, doc, sentence, start, end, text, status, record_status, event, begin, source. A claim
    and an event are set against each other if they are of one issue (relations between the
    parties are left out), a phrase of the event is in the claim's sentence, the event began
    before the document was published (where that is known), and its status leaves no room for
    the claim's: what had begun is not upcoming, what was new did not resume.
    """
    published = dict(records(documents, "doc", "published_to"))
    events = list(records(chronology, "issue", "status", "begin", "event", "phrases", *SOURCES))
    rows = []
    for doc, number, start, end, text, issue, status in records(claims, *CLAIM):
        for about, said, begin, event, phrases, *sources in events:
            late = bool(published.get(doc)) and begin > published[doc]
            if about != issue or late or issue == GENERAL or status not in AFTER.get(said, ()):
                continue
            if compile_patterns({"": [p for p in phrases.split(";") if p.strip()]}).find(text):
                source = next(filter(None, sources), "")
                told = (issue, doc, number, start, end, text, status, said, event, begin, source)
                rows.append(told)
    return pd.DataFrame(rows, columns=AGAINST).drop_duplicates(ignore_index=True)


def days_apart(documents: pd.DataFrame) -> Mapping[tuple[str, str], tuple[int, int]]:
    """Give for two documents the least and the most days between their publications.

    >>> days = ["2031-05-01", "2031-06-10"]
    >>> frame = pd.DataFrame({"doc": ["a", "b"], "published_from": days, "published_to": days})
    >>> days_apart(frame)
    {('a', 'b'): (40, 40)}
    """
    dated = [
        (doc, pd.Timestamp(first), pd.Timestamp(last or first))
        for doc, first, last in records(documents, "doc", "published_from", "published_to")
        if first
    ]
    found = {}
    for (a, first_a, last_a), (b, first_b, last_b) in combinations(dated, 2):
        gaps = [(first_b - last_a).days, (last_b - first_a).days]
        least = 0 if gaps[0] <= 0 <= gaps[1] else min(map(abs, gaps))
        found[a, b] = (least, max(map(abs, gaps)))
    return found
