"""Word weights: an instrument read from a plain list of words and two-word phrases.

    score = total / sqrt(1 + total²),   total = the sum of what each word adds
    a word adds: its weight / sqrt(number of words in the text), turned after a negation

How text is read: in lower case; whatever is neither a letter nor a digit parts words, so “don’t”
is the phrase “don t”, and so do letters beyond Western European ones. Two words in a row that are
listed as a phrase count as the phrase, not as words, whatever stands between them; of two phrases
that share a word, the first counts.

Negation: an entry may say how many words after it it turns (column `turns`). A weighted word within
that reach counts `TURNED` times its weight, so that “not good” is a little bad and “not bad” a
little good, as raters of such pairs find them; two negations turn no further than one; entries that
turn others are not turned themselves. A negation inside a listed phrase turns nothing unless the
phrase says so (“not only”, “no longer”). The end of a sentence or clause does not stop it.
"""

import math
import re
from collections.abc import Iterable, Sequence
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from communique.tables import Row, read_rows
from communique.tokens import MOST, Vocabulary, sum_up, word_spans
from communique.tone.base import Instrument, LexiconError, Reading, Word

__all__ = ["TURNED", "read_weights"]

TURNED = -0.5
NAME = "Word weights"
MOST_TURNS = 9
BATCH = 1024  # texts at a time, so that memory stays flat

_Ints = NDArray[np.int64]
_Floats = NDArray[np.float64]
_Flags = NDArray[np.bool_]


def _plain(byte: int) -> int:
    lower = chr(byte).lower()
    return ord(lower) if lower.isalnum() and ord(lower) < 256 else ord(" ")


# One byte for each code point: offsets stay, and bytes are translated and split fastest.
_PLAIN = bytes(_plain(byte) for byte in range(256))
_JOINED = b"\0" + _PLAIN[1:]
_BREAK = b" \x00 "  # no text holds it once it is plain
_WORD = re.compile(rb"\S+")


class _Entry(NamedTuple):
    words: tuple[bytes, ...]
    weight: float
    turns: int


class _Lexicon(NamedTuple):
    """The entries as arrays. Words are numbered: 0 is any other word, 1 the break between texts."""

    numbers: dict[bytes, int]
    weights: _Floats  # by number of the word, then by number of the phrase
    turns: _Ints
    counts: _Flags  # whether the entry has a weight or turns others
    begins: _Flags  # whether a phrase begins with the word
    ends: _Flags
    pairs: _Ints  # sorted keys of the phrases: first * count of words + second
    seen: "_Seen"


class _Seen:
    """The words of texts so far, by their hash: only a new one is looked up in the lexicon."""

    def __init__(self, numbers: dict[bytes, int]) -> None:
        self._listed = numbers
        self._begin()

    def _begin(self) -> None:
        self._vocabulary = Vocabulary()
        self._numbers = np.zeros(0, np.int64)

    def numbers(self, plain: bytes) -> _Ints:
        """Give the numbers of the words of a plain text."""
        if len(self._vocabulary.forms) > MOST:
            self._begin()
        codes = np.frombuffer(plain, np.uint8).astype(np.int64)
        words = self._vocabulary.number(sum_up(codes), *word_spans(codes != ord(" ")))
        new = [form.encode("latin-1") for form in self._vocabulary.forms[len(self._numbers) :]]
        if new:
            listed = np.array([self._listed.get(word, 0) for word in new], np.int64)
            self._numbers = np.concatenate([self._numbers, listed])
        numbers: _Ints = self._numbers[words]
        return numbers


class _Units(NamedTuple):
    """Words and phrases of many texts that count, in order."""

    text: _Ints
    first: _Ints  # place of the first word among the words of all texts and the breaks between
    last: _Ints
    weight: _Floats


def read_weights(path: str | Path) -> Instrument:
    """Read a list of word weights as the instrument “Word weights”.

    Columns of the file: word (a word or two words, in lower case), weight (a number), and, if
    there are negations, turns (how many words after it are turned; empty for none). Scores lie
    between −1 and +1. Raises LexiconError with the line and the remedy.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "weights.csv")
    ...     _ = path.write_text("word,weight,turns\\ngood,1.2,\\nnot,-0.2,3\\nnot only,0,\\n")
    ...     instrument = read_weights(path)
    >>> instrument.read("Not a good day")
    Reading(score=-0.37139067635410367, words=(Word(start=0, end=3, weight=-0.1), \
Word(start=6, end=10, weight=-0.3)))
    >>> instrument.score(["Good", "Not only good", "Freedonia"])
    [(0.7682212795973759, 1), (0.5694947974514994, 1), (0.0, 0)]
    """
    entries = _read_entries(path)
    lexicon = _compile(entries)
    return Instrument(
        NAME,
        lambda text: _read(text, lexicon),
        _combine,
        lambda texts: [
            scored
            for start in range(0, len(texts), BATCH)
            for scored in _score(texts[start : start + BATCH], lexicon)
        ],
        lambda: len(entries),
    )


def _combine(weights: Sequence[float]) -> float:
    return float(_squeezed(_sums(np.zeros(len(weights), np.int64), np.array(weights, float), 1))[0])


def _score(texts: Sequence[str], lexicon: _Lexicon) -> Iterable[tuple[float, int]]:
    units = _units(lexicon.seen.numbers(_joined(texts)), lexicon)
    scores = _squeezed(_sums(units.text, units.weight, len(texts)))
    hits = np.bincount(units.text, minlength=len(texts))
    return zip(scores.tolist(), hits.tolist(), strict=True)


def _read(text: str, lexicon: _Lexicon) -> Reading:
    found = list(_WORD.finditer(_plain_text(text)))
    numbers = map(lexicon.numbers.get, (word[0] for word in found), repeat(0))
    units = _units(np.fromiter(numbers, np.int64, len(found)), lexicon)
    words = tuple(
        Word(found[first].start(), found[last].end(), weight)
        for first, last, weight in zip(
            units.first.tolist(), units.last.tolist(), units.weight.tolist(), strict=True
        )
    )
    return Reading(_combine([word.weight for word in words]), words)


def _joined(texts: Sequence[str]) -> bytes:
    """Give plain texts with breaks between; all at once if none holds what stands for a break."""
    joined = "\0".join(texts)
    if joined.count("\0") >= len(texts):
        return _BREAK.join(map(_plain_text, texts))
    return joined.encode("latin-1", "replace").translate(_JOINED).replace(b"\0", _BREAK)


def _plain_text(text: str) -> bytes:
    return text.encode("latin-1", "replace").translate(_PLAIN)


def _sums(text: _Ints, weights: _Floats, count: int) -> _Floats:
    """Add up by text, one weight after the other, so that all ways give the same last digit."""
    return np.bincount(text, weights, minlength=count)[:count].astype(float)


def _squeezed(totals: _Floats) -> _Floats:
    squeezed: _Floats = totals / np.sqrt(1 + totals * totals)
    return squeezed


def _units(numbers: _Ints, lexicon: _Lexicon) -> _Units:
    breaks = np.flatnonzero(numbers == 1)
    lengths = np.diff(breaks, prepend=-1, append=len(numbers)) - 1
    text = np.repeat(np.arange(len(lengths)), lengths + 1)[: len(numbers)]
    first, entry = _entries(numbers, lexicon)
    last = first + (entry >= len(lexicon.begins))
    turned = _turned(first, last, entry, text, lexicon)
    weight = lexicon.weights[entry] * np.where(turned, TURNED, 1.0)
    weight /= np.sqrt(lengths[text[first]])
    kept = weight != 0
    return _Units(text[first][kept], first[kept], last[kept], weight[kept])


def _entries(numbers: _Ints, lexicon: _Lexicon) -> tuple[_Ints, _Ints]:
    """Give the place and the number of each entry: phrases first, then the words left over."""
    size = len(lexicon.begins)
    starts = np.flatnonzero(lexicon.begins[numbers[:-1]] & lexicon.ends[numbers[1:]])
    keys = numbers[starts] * size + numbers[starts + 1]
    rank = np.searchsorted(lexicon.pairs, keys)
    found = lexicon.pairs[np.minimum(rank, len(lexicon.pairs) - 1)] == keys
    starts, rank = starts[found], rank[found]
    chosen = _first_of_each_two(starts)
    starts, rank = starts[chosen], rank[chosen]
    entry = numbers.copy()
    entry[starts] = size + rank
    entry[starts + 1] = 0
    first = np.flatnonzero(lexicon.counts[entry])
    return first, entry[first]


def _first_of_each_two(starts: _Ints) -> _Flags:
    """Of phrases that begin on words in a row, keep the first, third and so on."""
    if not len(starts):
        return np.zeros(0, np.bool_)
    index = np.arange(len(starts))
    fresh = np.concatenate([[True], np.diff(starts) > 1])
    run = np.maximum.accumulate(np.where(fresh, index, 0))
    odd: _Flags = (index - run) % 2 == 0
    return odd


def _turned(first: _Ints, last: _Ints, entry: _Ints, text: _Ints, lexicon: _Lexicon) -> _Flags:
    turns = lexicon.turns[entry]
    turning, reach = last[turns > 0], turns[turns > 0]
    reached = np.zeros(len(text) + MOST_TURNS, np.bool_)
    for step in range(1, reach.max(initial=0) + 1):
        far = np.minimum(turning + step, len(text) - 1)
        reached[far[(reach >= step) & (text[far] == text[turning]) & (far > turning)]] = True
    turned: _Flags = reached[first] & (turns == 0)
    return turned


def _read_entries(path: str | Path) -> list[_Entry]:
    seen: dict[tuple[bytes, ...], int] = {}
    entries = []
    for row in read_rows(path, ["word", "weight"], ["turns"], LexiconError):
        try:
            entry = _entry(row)
            if entry.words in seen:
                raise LexiconError(f"it stands on line {seen[entry.words]} too; keep one")
        except LexiconError as problem:
            raise LexiconError(
                f"{path}, line {row.line}: “{row.cells['word']}”: {problem}"
            ) from None
        seen[entry.words] = row.line
        entries.append(entry)
    if not entries:
        raise LexiconError(f"{path}: no entries; add a line such as good,1.2,")
    return entries


def _entry(row: Row) -> _Entry:
    written, turns = row.cells["word"], row.cells.get("turns", "")
    words = tuple(_plain_text(written).split())
    if not 1 <= len(words) <= 2:
        raise LexiconError("write one word or two")
    if written != written.lower():
        raise LexiconError("write it in lower case; texts are read so")
    if turns and (not turns.isascii() or not turns.isdigit() or int(turns) > MOST_TURNS):
        raise LexiconError(f"turns is “{turns}”; write a whole number up to {MOST_TURNS}")
    return _Entry(words, _number(row.cells["weight"]), int(turns or 0))


def _number(cell: str) -> float:
    try:
        number = float(cell)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise LexiconError(f"the weight is “{cell}”; write a number such as -0.25")
    return number


def _compile(entries: list[_Entry]) -> _Lexicon:
    words = sorted({word for entry in entries for word in entry.words})
    numbers = {_BREAK.strip(): 1, **{word: place for place, word in enumerate(words, start=2)}}
    size = len(words) + 2
    phrases = {entry.words for entry in entries if entry.words[1:]}
    keys = {numbers[first] * size + numbers[second] for first, second in phrases}
    pairs = np.array(sorted(keys) or [-1], np.int64)
    weights, turns = np.zeros(size + len(pairs)), np.zeros(size + len(pairs), np.int64)
    for entry in entries:
        place = numbers[entry.words[0]]
        if entry.words[1:]:
            place = size + int(np.searchsorted(pairs, place * size + numbers[entry.words[1]]))
        weights[place], turns[place] = entry.weight, entry.turns
    begins, ends = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    begins[[numbers[first] for first, _ in phrases]] = True
    ends[[numbers[second] for _, second in phrases]] = True
    counts, seen = (weights != 0) | (turns > 0), _Seen(numbers)
    return _Lexicon(numbers, weights, turns, counts, begins, ends, pairs, seen)
