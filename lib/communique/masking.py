"""A text in which spans are replaced, and the way back to the text as it was."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Masked", "Place", "replace_spans"]


class Place(NamedTuple):
    """A masked name: its span in the text, and the span of the filler in the masked text."""

    start: int
    end: int
    masked_start: int
    masked_end: int


class Masked(NamedTuple):
    """A text with its names masked, and the places where they stood."""

    text: str
    places: tuple[Place, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the unmasked text for a span of the masked one.

        A span that touches a filler stands for the whole name; others keep their very characters.

        >>> masked = replace_spans("Talks with the United States stall.", [(11, 28)], "somename")
        >>> masked.text, masked.original_span(20, 25)
        ('Talks with somename stall.', (29, 34))
        """
        return self._original(start, 0), self._original(end, 1)

    def _original(self, at: int, is_end: int) -> int:
        # A start at a filler's first letter is inside it, an end there is not.
        index = bisect_right(self.places, at - is_end, key=lambda place: place.masked_start) - 1
        if index < 0:
            return at
        place = self.places[index]
        if at - is_end < place.masked_end:
            return place.end if is_end else place.start
        return at - place.masked_end + place.end


def replace_spans(text: str, spans: Iterable[tuple[int, int]], filler: str) -> Masked:
    """Put one word for each span of a text; the spans are sorted and do not overlap.

    >>> replace_spans("to China", [(3, 8)], "it")
    Masked(text='to it', places=(Place(start=3, end=8, masked_start=3, masked_end=5),))
    """
    parts, places = [], []
    last = length = 0
    for start, end in spans:
        parts += [text[last:start], filler]
        length += start - last + len(filler)
        places.append(Place(start, end, length - len(filler), length))
        last = end
    return Masked("".join([*parts, text[last:]]), tuple(places))
