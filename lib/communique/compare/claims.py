"""Set claims side by side: where documents agree, differ, contradict, or stay silent."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from communique.compare.base import records

__all__ = ["contradictions"]

EXCLUDES = {
    "new": ("resuming", "ongoing", "ended"),
    "resuming": ("ended", "stalled"),
    "upcoming": ("ongoing", "resuming", "ended", "new"),
    "ongoing": ("stalled", "ended"),
    "agreed": ("unresolved", "stalled", "denied"),
    "progress": ("stalled", "denied"),
}
PAIRS = {frozenset((one, other)) for one, others in EXCLUDES.items() for other in others}
GENERAL = "bilateral_relations"
PARTIES = 2  # names that two sentences share, which counts as one stem more
ENOUGH = 2  # shared stems, with a shared kind of thing as one of them
BROAD = ("bilateral_relations", "trade_economy", "alliances", "regional_security")
COLUMNS = ["doc", "sentence", "start", "end", "text", "issue", "status", "things", "time"]
COLUMNS += ["named", "about", "names"]
FOUND = ["issue", "doc_a", "doc_b", "status_a", "status_b", "sentence_a", "sentence_b"]
FOUND += ["start_a", "end_a", "start_b", "end_b", "text_a", "text_b", "shared"]


class _Claim(NamedTuple):
    doc: str
    sentence: int
    start: int
    end: int
    text: str
    issue: str
    status: str
    things: frozenset[str]
    time: str
    named: bool
    about: frozenset[str]
    names: frozenset[str]


def contradictions(claims: pd.DataFrame) -> pd.DataFrame:
    """List pairs of claims that exclude each other: of one issue, one thing, at one time.

    `claims` comes from `find_claims`. Columns: issue, doc_a, doc_b (the same document where a
    text contradicts itself), status_a, status_b, sentence_a, sentence_b, start_a, end_a, start_b,
    end_b, text_a, text_b, shared (the stems that both sentences have). Which statuses exclude
    each other is laid down in the guide to claims. Two claims are

    - of one thing if their sentences share `ENOUGH` stems of their own words (a shared kind of
      thing counts as one), no party being named in the one alone where both name two;
    - at one time unless one names a year or the past and the other does not, or another one.

    What is not clearly of one thing at one time is no contradiction here. Each pair of sentences
    stands once.
    """
    rows = [
        (
            *(one.issue, one.doc, two.doc, one.status, two.status, one.sentence, two.sentence),
            *(one.start, one.end, two.start, two.end, one.text, two.text, shared),
        )
        for one, two, shared in _found(_read(claims))
    ]
    return pd.DataFrame(rows, columns=FOUND)


def _read(claims: pd.DataFrame) -> list[_Claim]:
    return [
        _Claim(
            *told,
            frozenset(things.split()),
            time,
            named,
            frozenset(about.split()),
            frozenset(names.split()),
        )
        for *told, things, time, named, about, names in records(claims, *COLUMNS)
    ]


def _found(claims: Iterable[_Claim]) -> Iterator[tuple[_Claim, _Claim, str]]:
    by_issue: dict[str, list[_Claim]] = defaultdict(list)
    for claim in claims:
        by_issue[claim.issue].append(claim)
    seen: set[tuple[str, int, str, int]] = set()
    for issue in sorted(by_issue, key=lambda issue: (issue in BROAD, issue)):
        for one, two in combinations(by_issue[issue], 2):
            if frozenset((one.status, two.status)) not in PAIRS or one[:2] == two[:2]:
                continue
            place = (one.doc, one.sentence, two.doc, two.sentence)
            if place not in seen and _same_time(one, two) and _same_thing(one, two):
                seen.add(place)
                yield one, two, " ".join(sorted(one.about & two.about))


def _same_time(one: _Claim, two: _Claim) -> bool:
    return one.time == two.time


def _same_thing(one: _Claim, two: _Claim) -> bool:
    shared = len(one.about & two.about) + bool(one.things & two.things)
    shared += one.issue not in BROAD and len(one.names & two.names) >= PARTIES
    needed = ENOUGH + (one.issue == GENERAL or one.doc == two.doc)
    needed += not (one.named and two.named)
    return shared >= needed + _others(one, two)


def _others(one: _Claim, two: _Claim) -> bool:
    """Say whether each of two claims names somebody whom the other does not, of two or more."""
    if min(len(one.names), len(two.names)) < PARTIES:
        return False
    return bool(one.names - two.names and two.names - one.names)
