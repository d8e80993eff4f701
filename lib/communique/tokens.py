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

__all__ = [
    "BATCH",
    "BETWEEN",
    "MOST",
    "PASSED",
    "WORD",
    "Ints",
    "Tokens",
    "Vocabulary",
    "character_kinds",
    "read_batches",
    "read_tokens",
    "sum_up",
    "word_spans",
]

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

BATCH = 1 << 18  # characters read at a time: the arrays then stay near the processor
BETWEEN = "\0"
MOST = 500_000  # words and gaps that are remembered
SLOTS = 18  # bits
CODES = 0x110000
BASE = 0x9E3779B97F4A7C15
PASSED = "surrogatepass"

_GAP = re.compile(GAP)


class Tokens(NamedTuple):
    """The words of joined texts, in order.

    `words` are numbers in the `vocabulary`, `linked` tells whether the next word follows in a row
    (as a space in a pattern allows), `starts` and `ends` are places in what is read. `dropped`
    gives the places, in what is read, before which a character of `joined` was left out;
    `bases` where each text begins in `joined`.
    """

    joined: str
    bases: Ints
    dropped: Ints
    words: Ints
    linked: NDArray[np.bool_]
    starts: Ints
    ends: Ints
    vocabulary: "Vocabulary"

    def places(self, read: Ints) -> Ints:
        """Give the places in `joined` of characters that are read."""
        return read + np.searchsorted(self.dropped, read, "right")

    def texts(self, places: Ints) -> Ints:
        """Give the numbers of the texts at places in `joined`."""
        return np.searchsorted(self.bases, places, "right") - 1


class Vocabulary:
    """The words and gaps seen so far, with their numbers."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self._numbers: dict[int, int] = {}
        self._links = np.zeros(1024, np.bool_)
        # A word stands in the slot that its hash names, if no other took it since.
        self._keys = np.zeros(1 << SLOTS, np.uint64)
        self._slots = np.zeros(1 << SLOTS, np.int32)

    def number(self, text: "Summed", starts: Ints, ends: Ints) -> Ints:
        """Give the numbers of pieces of a text, by their hashes."""
        hashes = text.hashes(starts, ends)
        slots = (hashes >> np.uint64(64 - SLOTS)).astype(np.int64)
        numbers = self._slots[slots]
        for n in np.flatnonzero(self._keys[slots] != hashes).tolist():
            key = int(hashes[n])
            if key not in self._numbers:
                self._numbers[key] = len(self.forms)
                self._add("".join(map(chr, text.codes[starts[n] : ends[n]].tolist())))
            numbers[n] = self._slots[slots[n]] = self._numbers[key]
            self._keys[slots[n]] = hashes[n]
        return numbers.astype(np.int64)

    def _add(self, form: str) -> None:
        if len(self.forms) == len(self._links):
            self._links = np.concatenate([self._links, np.zeros_like(self._links)])
        self._links[len(self.forms)] = _GAP.fullmatch(form) is not None
        self.forms.append(form)

    def link(self, gaps: Ints) -> NDArray[np.bool_]:
        """Tell of numbers whether they are gaps that words in a row may have between them."""
        links: NDArray[np.bool_] = self._links[gaps]
        return links


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
    bases = np.cumsum(lengths + 1) - lengths - 1
    codes, is_word, dropped = _read(joined)
    starts, ends = word_spans(is_word)
    text = sum_up(codes)
    words = vocabulary.number(text, starts, ends)
    linked = np.zeros(len(words), np.bool_)
    linked[:-1] = _linked(text, ends[:-1], starts[1:], vocabulary)
    return Tokens(joined, bases, dropped, words, linked, starts, ends, vocabulary)


def _linked(text: "Summed", starts: Ints, ends: Ints, vocabulary: Vocabulary) -> NDArray[np.bool_]:
    """Tell of gaps whether words in a row may have them between; most are a space."""
    linked: NDArray[np.bool_] = (ends - starts == 1) & (text.codes[starts] == ord(" "))
    others = np.flatnonzero(~linked)
    linked[others] = vocabulary.link(vocabulary.number(text, starts[others], ends[others]))
    return linked


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


# ---------------------------------------------------------------- characters

WORD, APOSTROPHES, DOT, INVISIBLES = 1, 2, 3, 4


@cache
def character_kinds() -> NDArray[np.uint8]:
    """Give the kind of each character there is: of a word, a mark that may be left out, or 0."""
    kinds = np.zeros(CODES, np.uint8)
    for base in range(0, CODES, 4096):  # a million characters at once would take 90 MB
        for run in re.finditer(r"\w+", "".join(map(chr, range(base, base + 4096)))):
            kinds[base + run.start() : base + run.end()] = WORD
    for marks, kind in ((APOSTROPHE, APOSTROPHES), (".", DOT), (INVISIBLE, INVISIBLES)):
        kinds[[*map(ord, marks)]] = kind
    return kinds


def _read(joined: str) -> tuple[Ints, NDArray[np.bool_], Ints]:
    """Give the characters that are read, as numbers, whether each is a word's, and the dropped."""
    codes = np.frombuffer(joined.encode("utf-32-le", PASSED), np.uint32).astype(np.int64)
    kinds = character_kinds()[codes]
    found = (UNREAD.match(joined, place) for place in _doubtful(kinds))
    unread = [place for one in found if one for place in range(*one.span())]
    is_word = kinds == WORD
    if not unread:
        return codes, is_word, np.zeros(0, np.int64)
    dropped = np.array(unread, np.int64)
    kept = np.ones(len(codes), np.bool_)
    kept[dropped] = False
    return codes[kept], is_word[kept], dropped - np.arange(len(dropped))


def _doubtful(kinds: NDArray[np.uint8]) -> list[int]:
    """Give the places that `UNREAD` need be asked of: it can match nowhere else."""
    places = np.flatnonzero(kinds > WORD)
    around = np.concatenate([[0, 0], kinds, [0]])
    two_before, before, kind, after = (around[places + n] for n in range(4))
    initial = (kind == DOT) & (before == WORD) & (two_before != WORD)
    inside = (kind == APOSTROPHES) & ((before == WORD) | (before == DOT)) & (after == WORD)
    doubtful: list[int] = places[initial | inside | (kind == INVISIBLES)].tolist()
    return doubtful


def word_spans(is_word: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Give where words begin and end, from what tells of each character whether it is a word's.

    >>> word_spans(np.array([True, True, False, True]))
    (array([0, 3]), array([2, 4]))
    """
    edges = np.flatnonzero(is_word[1:] != is_word[:-1]) + 1
    if len(is_word) and is_word[0]:
        edges = np.concatenate([[0], edges])
    if len(is_word) and is_word[-1]:
        edges = np.concatenate([edges, [len(is_word)]])
    return edges[::2], edges[1::2]


# ---------------------------------------------------------------- hashes


@cache
def _values() -> Hashes:
    return np.random.default_rng(7).integers(0, 1 << 64, CODES, np.uint64)


class Summed(NamedTuple):
    """A text as numbers of characters, and the running sums that hashes are made from."""

    codes: Ints
    sums: Hashes

    def hashes(self, starts: Ints, ends: Ints) -> Hashes:
        """Give the hashes of pieces."""
        _, inverses = _powers(len(self.codes))
        hashes: Hashes = (self.sums[ends] - self.sums[starts]) * inverses[starts]
        return hashes


def sum_up(codes: Ints) -> Summed:
    """Make the running sums of a text."""
    powers, _ = _powers(len(codes))
    terms = _values()[codes]
    terms *= powers[: len(codes)]
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(terms, out=sums[1:])
    return Summed(codes, sums)


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
