"""Say which issue a clause is about: named in it, in another clause, or pointed back to."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from communique.claims.clauses import Span
from communique.claims.words import SHORT
from communique.compare.base import records
from communique.patterns import Hit

__all__ = [
    "GENERAL",
    "SHORT",
    "Memory",
    "Spot",
    "issues_of",
    "main_of",
    "relative",
    "spots_of",
    "things_of",
]

GENERAL = "bilateral_relations"  # gives way to any other issue
DIALOGUE = "dialogue_process"
REACH = 3  # sentences
ON = re.compile(r"\s+(?:on|over|about)(?:\s+[\w’'-]+){0,3}\s+")
INSERTED = re.compile(r"\s*(?:which|who|whose|whom|where)\b")
RELATIVE = re.compile(r"\s*(?:which|whose|where)\b")


class Spot(NamedTuple):
    """A place in a sentence where an issue is mentioned; `part` is the lower issue."""

    start: int
    end: int
    issue: str
    part: str


def spots_of(mentions: pd.DataFrame) -> dict[tuple[str, int], list[Spot]]:
    """List the mentions of each sentence, in the document's own offsets."""
    found: dict[tuple[str, int], list[Spot]] = {}
    columns = ["doc", "sentence", "start", "end", "parent", "issue"]
    for doc, number, *spot in records(mentions, *columns):
        found.setdefault((doc, number), []).append(Spot(*spot))
    return {key: _outer(sorted(listed)) for key, listed in found.items()}


def _outer(spots: list[Spot]) -> list[Spot]:
    """Leave out what stands within a mention of another issue (“talks between *warships*”)."""
    return [
        spot
        for spot in spots
        if not any(
            one.start <= spot.start and spot.end <= one.end and one[:2] != spot[:2]
            for one in spots
            if one.issue not in (spot.issue, GENERAL)
        )
    ]


def issues_of(
    clause: Span, clauses: Sequence[Span], spots: Sequence[Spot], text: str
) -> list[Spot]:
    """Give the mentions that a clause's status is said of.

    Those in the clause (where they are only of dialogue, with those of its relative clause), else
    in the nearest clause before it that has any, else behind it; of one issue the first.

    >>> spots = [Spot(0, 5, "trade", "trade"), Spot(9, 12, "bilateral_relations", "")]
    >>> [spot.issue for spot in issues_of(Span(0, 20), [Span(0, 20)], spots, "")]
    ['trade']
    """
    place = clauses.index(clause)
    inserted = {one: bool(INSERTED.match(text, one.start)) for one in clauses}
    before = sorted(clauses[:place], key=lambda one: (inserted[one], -one.start))
    for near in [clause, *before, *clauses[place + 1 :]]:
        own = [spot for spot in spots if near.start <= spot.start < near.end]
        if near == clause and all(spot.part == DIALOGUE for spot in own):
            own += relative(near, clauses, spots, text)
        if own:
            return _yielding(own)
    return [spot for spot in spots if spot.start < 0]


def relative(clause: Span, clauses: Sequence[Span], spots: Sequence[Spot], text: str) -> list[Spot]:
    """Give the mentions of the relative clause behind a clause: “a deal under which visas …”."""
    behind = clauses[clauses.index(clause) + 1 :][:1]
    return [
        spot
        for near in behind
        if RELATIVE.match(text, near.start)
        for spot in spots
        if near.start <= spot.start < near.end
    ]


def _yielding(spots: Sequence[Spot]) -> list[Spot]:
    first: dict[str, Spot] = {}
    for spot in spots:
        first.setdefault(spot.issue, spot)
    special = [spot for issue, spot in first.items() if issue != GENERAL]
    return special or list(first.values())


def main_of(spots: Sequence[Spot], sentences: int) -> list[Spot]:
    """Give the special issues that a short document raises most, as mentions outside of it.

    Where it raises several, each but once, none is its main one.

    >>> spots = [Spot(0, 5, "trade", ""), Spot(9, 12, "trade", ""), Spot(20, 24, "climate", "")]
    >>> [spot.issue for spot in main_of(spots, 6)], main_of(spots, 60)
    (['trade'], [])
    """
    counts = Counter(spot.issue for spot in spots if spot.issue != GENERAL)
    if sentences > SHORT or not counts:
        return []
    most = max(counts.values())
    if most == 1 and len(counts) > 1:
        return []
    return [Spot(-1, -1, issue, "") for issue, number in counts.items() if number == most]


def things_of(things: Sequence[Hit], text: str = "") -> str:
    """Give the kinds of things that a sentence names, in order, but not what they are on.

    >>> things_of([Hit(0, 4, "deal", "pact"), Hit(9, 14, "talks", "talks")])
    'deal talks'
    >>> things_of([Hit(0, 5, "talks", "talks"), Hit(9, 12, "fighting", "war")], "Talks on war")
    'talks'
    """
    said: list[Hit] = []
    for hit in things:
        inside = (one for one in said if one.key != hit.key)
        if not any(ON.fullmatch(text, one.end, hit.start) for one in inside if one.end < hit.start):
            said.append(hit)
    return " ".join(dict.fromkeys(hit.key for hit in said))


class Memory:
    """What “the talks” or “the pact” meant last: the issues named with each kind of thing."""

    def __init__(self) -> None:
        self._last: deque[dict[str, list[Spot]]] = deque(maxlen=REACH)
        self._issues: list[Spot] = []

    def note(self, things: Sequence[Hit], spots: Sequence[Spot]) -> None:
        """Remember a sentence: each thing in it with its issues, if any is not general."""
        special = [spot for spot in _yielding(spots) if spot.issue != GENERAL] if spots else []
        self._last.appendleft({hit.key: special for hit in things} if special else {})
        self._issues = special

    def last(self) -> list[Spot]:
        """Give the issues of the sentence before, as mentions outside of any sentence."""
        return [spot._replace(start=-1, end=-1) for spot in self._issues]

    def recall(
        self, pointing: Iterable[Hit], things: Sequence[Hit], spots: Sequence[Spot]
    ) -> list[Spot]:
        """Give the issues that a sentence points back to, where it names none but dialogue."""
        if any(spot.issue != GENERAL or spot.part != DIALOGUE for spot in spots):
            return []
        starts = {hit.end: hit for hit in pointing}
        meant = [
            hit
            for hit in things
            if any(p.start <= hit.start and hit.end <= p.end for p in starts.values())
        ]
        for hit in meant:
            for seen in self._last:
                if hit.key in seen:
                    return seen[hit.key]
        return []


Spots = Mapping[tuple[str, int], list[Spot]]
