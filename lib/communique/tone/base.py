"""What all instruments of tone share: a score, and the words it rests on."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

__all__ = ["Instrument", "LexiconError", "Reading", "Word"]


class LexiconError(ValueError):
    """A lexicon or a list of cards that cannot be used; says which line, and the remedy."""


class Word(NamedTuple):
    """A scored word: its span in the text and what it adds."""

    start: int
    end: int
    weight: float


class Reading(NamedTuple):
    """A text under one instrument: its score and the words it rests on."""

    score: float
    words: tuple[Word, ...]


class Instrument(NamedTuple):
    """An instrument of tone.

    `read` scores a text and gives the words; `combine` makes the score again from the weights of
    the words; `score` gives scores and numbers of hits of many texts, where that is all one needs;
    `vocabulary` counts the entries of its list.
    """

    name: str
    read: Callable[[str], Reading]
    combine: Callable[[Sequence[float]], float]
    score: Callable[[Sequence[str]], list[tuple[float, int]]]
    vocabulary: Callable[[], int]
