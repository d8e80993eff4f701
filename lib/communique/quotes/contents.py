"""Say how far a content reaches: the quotation alone, or the clause it is a part of."""

from collections.abc import Iterator
from typing import NamedTuple

from communique.quotes.speech import Stretch, Told
from communique.quotes.words import QUOTE

__all__ = ["Content", "contents_of"]

ENOUGH = 0.6
ENDS = {",", ";", ":", "—", "–", "―", ".", "(", ")", "?", "!", "…"}


class Content(NamedTuple):
    """A span of the text, whether it is mostly quoted, and the cue it is bound to."""

    start: int
    end: int
    direct: bool
    told: Told | None


def contents_of(text: str, stretch: Stretch) -> Iterator[Content]:
    """Give the contents of a stretch; quotations that no cue tells have none."""
    words = stretch.words
    done = -1
    for place, word in enumerate(words):
        if word.text != QUOTE or place <= done:
            continue
        told = stretch.bound.get(word.number)
        if told is None:
            yield Content(word.start, word.end, True, None)
            continue
        if stretch.sides[word.number] == "after":
            yield Content(word.start, word.end, True, told)
            continue
        first = _first(stretch, told, place)
        if first == place:
            yield Content(word.start, word.end, True, told)
            continue
        done = _last(stretch, place)
        start, end = words[first].start, words[done].end
        quoted = sum(w.end - w.start for w in words[first : done + 1] if w.text == QUOTE)
        yield Content(start, end, quoted >= ENOUGH * (end - start), told)


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


def _last(stretch: Stretch, place: int) -> int:
    """Go on behind a quotation to the end of its clause."""
    words = stretch.words
    cues = {one.cue.first for one in stretch.told}
    last = place
    for at in range(place, len(words)):
        if words[at].text in ENDS or at in cues:
            break
        last = at
    return last
