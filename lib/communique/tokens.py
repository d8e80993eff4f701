"""Read many texts at once: their words as numbers, in arrays, without a string for each word.

The texts are joined, with a character between that belongs to no word. What `phrases.read` leaves
out is left out. Words, and what stands between them, are told by a hash of 64 bits that is made
from running sums (Karp and Rabin 1987), so that only what was never seen before becomes a string.
Two of a million words have the same hash with a chance of 3 in 100 million.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from communique.phrases import APOSTROPHE, GAP, INVISIBLE, UNREAD

__all__ = ["BATCH", "Ints", "Tokens", "Vocabulary", "read_batches", "read_tokens"]

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

BATCH = 1 << 18  # characters read at a time: the arrays then stay near the processor
BETWEEN = "\0"
MOST = 500_000  # words and gaps that are remembered
SLOTS = 20  # bits
CODES = 0x110000
BASE = 0x9E3779B97F4A7C15
PASSED = "surrogatepass"

_GAP = re.compile(GAP)


class Tokens(NamedTuple):
    """The words of joined texts, in order.

    `words` are numbers in the `vocabulary`, `linked` tells whether the next word follows in a row
    (as a space in a pattern allows), `starts` and `ends` are places in what is read, `text` is the
    number of the text. `places` gives the place of each character read in `joined`, `bases`
    where each text begins there.
    """

    joined: str
    bases: Ints
    places: Ints
    words: Ints
    linked: NDArray[np.bool_]
    starts: Ints
    ends: Ints
    text: Ints
    vocabulary: "Vocabulary"


class _Characters(NamedTuple):
    """What there is to know of each character, by its number."""

    is_word: NDArray[np.bool_]
    is_apostrophe: NDArray[np.bool_]
    is_invisible: NDArray[np.bool_]
    values: Hashes


@cache
def _characters() -> _Characters:
    is_word, is_apostrophe, is_invisible = np.zeros((3, CODES), np.bool_)
    for run in re.finditer(r"\w+", "".join(map(chr, range(CODES)))):
        is_word[run.start() : run.end()] = True
    is_apostrophe[[*map(ord, APOSTROPHE)]] = True
    is_invisible[[*map(ord, INVISIBLE)]] = True
    values = np.random.default_rng(7).integers(0, 1 << 64, CODES, np.uint64)
    return _Characters(is_word, is_apostrophe, is_invisible, values)


class Vocabulary:
    """The words and gaps seen so far, with their numbers."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self._numbers: dict[int, int] = {}
        self._links: list[bool] = []
        # A word stands in the slot that its hash names, if no other took it since.
        self._keys = np.zeros(1 << SLOTS, np.uint64)
        self._slots = np.zeros(1 << SLOTS, np.int64)

    def number(self, hashes: Hashes, codes: NDArray[np.uint32], edges: Ints) -> Ints:
        """Give the numbers of the pieces of a text between edges, by their hashes."""
        slots = (hashes >> np.uint64(64 - SLOTS)).astype(np.int64)
        numbers = self._slots[slots]
        for n in np.flatnonzero(self._keys[slots] != hashes).tolist():
            key = int(hashes[n])
            if key not in self._numbers:
                self._numbers[key] = len(self.forms)
                self._add(codes[edges[n] : edges[n + 1]].tobytes().decode("utf-32-le", PASSED))
            numbers[n] = self._slots[slots[n]] = self._numbers[key]
            self._keys[slots[n]] = hashes[n]
        return numbers

    def _add(self, form: str) -> None:
        self.forms.append(form)
        self._links.append(_GAP.fullmatch(form) is not None)

    def links(self) -> NDArray[np.bool_]:
        """Tell of each number whether it is a gap that words in a row may have between them."""
        return np.array(self._links, np.bool_)


_known: list[Vocabulary] = []


def read_tokens(texts: Sequence[str]) -> Tokens:
    """Read texts as words.

    >>> tokens = read_tokens(["The U.S. left", "It’s"])
    >>> [tokens.vocabulary.forms[number] for number in tokens.words], tokens.linked.tolist()
    (['The', 'US', 'left', 'It'], [True, True, False, False])
    """
    if not _known or len(_known[0].forms) > MOST:
        _known[:] = [Vocabulary()]
    vocabulary = _known[0]
    joined = BETWEEN.join(texts)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    bases = np.concatenate([[0], np.cumsum(lengths + 1)[:-1]]).astype(np.int64)
    codes, places = _read(joined)
    edges, first = _edges(codes)
    numbers = vocabulary.number(_hashes(codes, edges), codes, edges)
    starts, ends = edges[first:-1:2], edges[first + 1 :: 2]
    words = numbers[first::2]
    linked = np.zeros(len(words), np.bool_)
    linked[:-1] = vocabulary.links()[numbers[first + 1 :: 2][: len(words) - 1]]
    text = np.searchsorted(bases, places[starts], "right") - 1
    return Tokens(joined, bases, places, words, linked, starts, ends, text, vocabulary)


def read_batches(texts: Sequence[str]) -> Iterator[Tokens]:
    """Read texts as words, about `BATCH` characters at a time.

    >>> [len(tokens.bases) for tokens in read_batches(["They met."] * 50_000)]
    [26215, 23785]
    """
    start = length = 0
    for end, text in enumerate(texts):
        length += len(text) + 1
        if length >= BATCH:
            yield read_tokens(texts[start : end + 1])
            start, length = end + 1, 0
    if start < len(texts):
        yield read_tokens(texts[start:])


def _read(joined: str) -> tuple[NDArray[np.uint32], Ints]:
    """Give the characters that are read, as numbers, and the place of each."""
    codes = np.frombuffer(joined.encode("utf-32-le", PASSED), np.uint32)
    kept = np.ones(len(codes), np.bool_)
    for place in _doubtful(codes):
        if unread := UNREAD.match(joined, place):
            kept[place : unread.end()] = False
    places = np.flatnonzero(kept)
    return codes[places], places


def _doubtful(codes: NDArray[np.uint32]) -> list[int]:
    """Give the places that `UNREAD` need be asked of: it can match nowhere else."""
    known = _characters()
    is_word = np.concatenate([[False, False], known.is_word[codes], [False]])
    before, after = is_word[1:-2], is_word[3:]
    initial = before & ~is_word[:-3]
    dot = codes == ord(".")
    behind_dot = np.concatenate([[False], dot[:-1]])
    marks = known.is_apostrophe[codes] & (before | behind_dot) & after
    return np.flatnonzero(marks | dot & initial | known.is_invisible[codes]).tolist()


def _edges(codes: NDArray[np.uint32]) -> tuple[Ints, int]:
    """Give where words and gaps begin and end, and the place of the first word among them."""
    is_word = _characters().is_word[codes]
    changes = np.flatnonzero(is_word[1:] != is_word[:-1]) + 1
    edges = np.concatenate([[0], changes, [len(codes)]]).astype(np.int64)
    return edges, 0 if len(codes) and is_word[0] else 1


def _hashes(codes: NDArray[np.uint32], edges: Ints) -> Hashes:
    powers, inverses = _powers(len(codes))
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(_characters().values[codes] * powers[: len(codes)], out=sums[1:])
    at = sums[edges]
    hashes: Hashes = (at[1:] - at[:-1]) * inverses[edges[:-1]]
    return hashes


_kept_powers: list[tuple[Hashes, Hashes]] = []


def _powers(length: int) -> tuple[Hashes, Hashes]:
    """Give the powers of the base and of its inverse, modulo 2 to the 64th, kept for reuse."""
    if not _kept_powers or len(_kept_powers[0][0]) <= length:
        size = max(length + 1, 2 * BATCH)
        both = _power_row(BASE, size), _power_row(pow(BASE, -1, 1 << 64), size)
        _kept_powers[:] = [both]
    return _kept_powers[0]


def _power_row(base: int, size: int) -> Hashes:
    row = np.full(size, base, np.uint64)
    row[0] = 1
    return np.cumprod(row, dtype=np.uint64)
