"""Say how far a content reaches: the quotation alone, or the clause it is a part of."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from communique.quotes.speech import CLOSING, Stretch, Told
from communique.quotes.words import QUOTE, Word

__all__ = ["Content", "before_told", "contents_of", "span_of"]

ENOUGH = 0.6
ENDS = {",", ";", ":", "—", "–", "―", ".", "(", ")", "?", "!", "…"}


class Content(NamedTuple):
    """A span of the text, whether it is mostly quoted, and the cue it is bound to."""

    start: int
    end: int
    direct: bool
    told: Told | None


def contents_of(text: str, stretch: Stretch) -> Iterator[Content]:
    """Give the contents of a stretch with quotations; those that no cue tells have none."""
    words = stretch.words
    done = -1
    for place, word in enumerate(words):
        if word.text != QUOTE or place <= done:
            continue
        told = stretch.bound.get(word.number)
        side = stretch.sides.get(word.number, "")
        if told is None:
            yield Content(word.start, word.end, True, None)
            continue
        first, done = place, place
        if side == "before":
            first = _first(stretch, told, place)
            done = _last(text, stretch, place) if first < place else place
        elif side == "clause":
            first, done = 0, before_told(stretch, told) - 1
        yield span_of(words, first, done, told)


def span_of(words: Sequence[Word], first: int, last: int, told: Told) -> Content:
    """Make a content of some words; it is direct if most of its letters are quoted."""
    start, end = words[first].start, words[last].end
    quoted = sum(word.end - word.start for word in words[first : last + 1] if word.text == QUOTE)
    return Content(start, end, quoted >= ENOUGH * (end - start), told)


def before_told(stretch: Stretch, told: Told) -> int:
    """Give the place behind a clause that a cue and its speaker close."""
    first = told.cue.first if told.after or not told.source else told.source[0]
    return first - 1 if stretch.words[first - 1].text == "," else first


def _first(stretch: Stretch, told: Told, place: int) -> int:
    words = stretch.words
    first = told.cue.last + 1
    if told.after and told.source:
        first = max(first, told.source[1])
    if words[place - 1].text in (",", ":") or place <= first:
        return place
    between = range(first, place)
    if any(words[at].text == QUOTE for at in between):
        return place
    that = [at for at in between if words[at].text == "that"]
    if that:
        return that[0]
    while first < place and ("time" in words[first].kinds or words[first].text in (",", "on")):
        first += 1
    return first


def _last(text: str, stretch: Stretch, place: int) -> int:
    """Go on behind a quotation to the end of its clause."""
    words = stretch.words
    last = place
    for at in range(place, len(words)):
        if words[at].text in ENDS or at in stretch.cues:
            break
        last = at
        ended = words[at].text == QUOTE and text[words[at].start : words[at].end].rstrip(CLOSING)
        if ended and ended[-1] in ",.?!;":
            break
    while last > place and words[last].kinds & {"conjunction"}:
        last -= 1
    return last
