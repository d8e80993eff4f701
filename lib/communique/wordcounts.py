"""Count the words of many texts at once, in arrays, as `corpus.count_words` counts those of one."""

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from communique.tokens import BATCH, BETWEEN, PASSED, WORD, Ints, character_kinds

__all__ = ["count_words_of"]

JOINING = 2


def count_words_of(texts: Sequence[str]) -> Ints:
    """Count the words of each text, numbers included.

    >>> count_words_of(["Freedonia’s 3-day talks, in 2021", "", "--"]).tolist()
    [5, 0, 0]
    """
    counts = [_counts(texts[start:end]) for start, end in _batches(texts)]
    return np.concatenate(counts) if counts else np.zeros(0, np.int64)


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    start = length = 0
    for end, text in enumerate(texts, 1):
        length += len(text)
        if length >= BATCH or end == len(texts):
            yield start, end
            start, length = end, 0


def _counts(texts: Sequence[str]) -> Ints:
    joined = BETWEEN + BETWEEN.join(texts)
    codes = np.frombuffer((BETWEEN + joined).encode("utf-32-le", PASSED), np.uint32)
    kinds = _kinds()[codes]
    lettered = kinds == WORD
    # A word begins at a letter, but not behind another, nor behind a joining mark behind one.
    begins = lettered[2:] & ~lettered[1:-1] & ~((kinds[1:-1] == JOINING) & lettered[:-2])
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    ends = np.cumsum(lengths + 1) - 1
    begun = np.concatenate([[0], np.cumsum(begins)])
    counts: Ints = begun[ends] - begun[ends - lengths]
    return counts


@cache
def _kinds() -> NDArray[np.uint8]:
    kinds = np.where(character_kinds() == WORD, np.uint8(WORD), np.uint8(0))
    kinds[ord("_")] = 0
    kinds[[*map(ord, "'’.-")]] = JOINING
    return kinds
