"""Choose among the patterns found in a text: of two hits of a key that overlap the longest."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["EVERY", "Found", "Hit", "Written", "choose"]

EVERY = "*"


class Hit(NamedTuple):
    """A pattern found in a text: code points `start` to `end`, its key, the pattern as written."""

    start: int
    end: int
    key: str
    pattern: str


class Written(NamedTuple):
    """A pattern as it was written, with its key; an exclusion cancels hits."""

    key: str
    pattern: str
    excludes: bool


class Found(NamedTuple):
    """A pattern found in what was read of a text."""

    start: int
    end: int
    written: Written


def choose(found: Iterable[Found]) -> list[Found]:
    """Keep, by key, the longest of those that overlap, and no exclusions.

    >>> talks, trade = Written("a", "talks", False), Written("a", "trade talks", False)
    >>> choose([Found(0, 11, trade), Found(6, 11, talks)])[0].written.pattern
    'trade talks'
    """
    by_key: dict[str, list[Found]] = {}
    for hit in found:
        by_key.setdefault(hit.written.key, []).append(hit)
    everywhere = [hit for hit in by_key.pop(EVERY, ()) if hit.written.excludes]
    return [hit for hits in by_key.values() for hit in _longest(hits + everywhere)]


def _longest(hits: list[Found]) -> list[Found]:
    starts: list[int] = []
    kept: list[Found] = []
    for hit in sorted(hits, key=_rank) if len(hits) > 1 else hits:
        place = bisect_left(starts, hit.end)
        if place == 0 or kept[place - 1].end <= hit.start:
            starts.insert(place, hit.start)
            kept.insert(place, hit)
    return [hit for hit in kept if not hit.written.excludes]


def _rank(hit: Found) -> tuple[int, bool, int, int, str]:
    letters = len(hit.written.pattern.replace("*", ""))
    return hit.start - hit.end, not hit.written.excludes, hit.start, -letters, hit.written.pattern
