"""Part a sentence into stretches in which a cue and an issue belong together."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from communique.patterns import Hit

__all__ = ["Span", "inside", "part"]

STOPS = re.compile(r"[;:()]|\s[–—-]\s|—")
JOINTS = re.compile(r",\s+(?:and\s+|but\s+|or\s+)?|\s+and\s+(?!(?:to|on|in|for|over|of)\b)")
AFTER_COMMA = 2  # words that must follow the comma that ends an inserted clause


class Span(NamedTuple):
    """A stretch of a sentence, from its start to its end."""

    start: int
    end: int


def part(
    text: str, rules: Sequence[Hit], cues: Sequence[Span], issues: Sequence[Span]
) -> list[Span]:
    """Part a sentence into clauses, by the words that open them and by what they hold.

    `rules` are hits of the words in a table of cues that rules need. A sentence is cut

    1. at semicolons, colons, brackets and dashes,
    2. before a word of the rule `break` (while, although, which, despite), outside of cues,
    3. at the first comma after such a word, or after a preposition that opens the sentence
       (rule `opening`: “In talks on climate, …”),
    4. at a comma or an “and” if both sides hold a cue and an issue of their own.

    >>> text = "Trade talks resumed and arms talks stalled."
    >>> part(text, [], [Span(12, 19), Span(35, 42)], [Span(0, 5), Span(24, 28)])
    [Span(start=0, end=19), Span(start=24, end=43)]
    """
    cuts = {span for stop in STOPS.finditer(text) if (span := Span(*stop.span()))}
    opened = []
    for hit in rules:
        if hit.key == "break" and not any(c.start <= hit.start < c.end for c in cues):
            cuts.add(Span(hit.start, hit.start))
            opened.append(hit.start)
        elif hit.key == "opening" and not text[: hit.start].strip(" “\"‘'"):
            opened.append(hit.start)
    cuts |= {comma for start in opened for comma in _closing(text, start)}
    return [
        piece
        for whole in _between(text, sorted(cuts))
        for piece in _joined(text, whole, cues, issues)
    ]


def _closing(text: str, start: int) -> Iterator[Span]:
    """Give the comma that ends what a word opens, if enough follows."""
    at = text.find(", ", start)
    if at >= 0 and len(text[at:].split()) > AFTER_COMMA:
        yield Span(at, at + 1)


def _between(text: str, cuts: Sequence[Span]) -> Iterator[Span]:
    start = 0
    for cut in [*cuts, Span(len(text), len(text))]:
        if text[start : cut.start].strip():
            yield Span(start, cut.start)
        start = max(start, cut.end)


def _joined(text: str, whole: Span, cues: Sequence[Span], issues: Sequence[Span]) -> Iterator[Span]:
    """Cut at joints whose two sides have each a cue and an issue."""
    start = whole.start
    for joint in JOINTS.finditer(text, whole.start, whole.end):
        sides = Span(start, joint.start()), Span(joint.end(), whole.end)
        if all(inside(side, cues) and inside(side, issues) for side in sides):
            yield sides[0]
            start = joint.end()
    yield Span(start, whole.end)


def inside(span: Span, places: Sequence[Span]) -> bool:
    """Say whether one of the sorted places begins in a span."""
    at = bisect_left(places, (span.start,))
    return at < len(places) and places[at].start < span.end
