"""Say which issue a clause is about: named in it, in another clause, or pointed back to."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from communique.claims.clauses import Span
from communique.compare.base import records
from communique.patterns import Hit

__all__ = ["Memory", "Spot", "issues_of", "spots_of", "thing_of"]

GENERAL = "bilateral_relations"  # gives way to any other issue
DIALOGUE = "dialogue_process"
REACH = 3  # sentences


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
    return {key: sorted(listed) for key, listed in found.items()}


def issues_of(clause: Span, clauses: Sequence[Span], spots: Sequence[Spot]) -> list[Spot]:
    """Give the mentions that a clause's status is said of.

    Those in the clause, else in the nearest clause before it that has any, else behind it; of
    one issue the first.

    >>> spots = [Spot(0, 5, "trade", "trade"), Spot(9, 12, "bilateral_relations", "")]
    >>> [spot.issue for spot in issues_of(Span(0, 20), [Span(0, 20)], spots)]
    ['trade']
    """
    place = clauses.index(clause)
    for near in [clause, *reversed(clauses[:place]), *clauses[place + 1 :]]:
        own = [spot for spot in spots if near.start <= spot.start < near.end]
        if own:
            return _yielding(own)
    return []


def _yielding(spots: Sequence[Spot]) -> list[Spot]:
    first: dict[str, Spot] = {}
    for spot in spots:
        first.setdefault(spot.issue, spot)
    special = [spot for issue, spot in first.items() if issue != GENERAL]
    return special or list(first.values())


def thing_of(clause: Span, things: Sequence[Hit], at: int) -> str:
    """Give the kind of thing named in a clause nearest to a place, "" where there is none."""
    own = [hit for hit in things if clause.start <= hit.start < clause.end]
    near = min(own, key=lambda hit: min(abs(hit.start - at), abs(hit.end - at)), default=None)
    return near.key if near else ""


class Memory:
    """What “the talks” or “the pact” meant last: the issues named with each kind of thing."""

    def __init__(self) -> None:
        self._last: deque[dict[str, list[Spot]]] = deque(maxlen=REACH)

    def note(self, things: Sequence[Hit], spots: Sequence[Spot]) -> None:
        """Remember a sentence: each thing in it with its issues, if any is not general."""
        special = [spot for spot in _yielding(spots) if spot.issue != GENERAL] if spots else []
        self._last.appendleft({hit.key: special for hit in things} if special else {})

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
