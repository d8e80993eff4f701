"""Find words and phrases: readable patterns, compiled once into a single matcher.

    >>> matcher = compile_patterns({"arms": ["(arms|weapons) control", "missile*"],
    ...                             "korea": ["Korea*", "!Korean war"]})
    >>> for hit in matcher.find("Missiles, and weapons-control talks on Korea"):
    ...     print(hit)
    Hit(start=0, end=8, key='arms', pattern='missile*')
    Hit(start=14, end=29, key='arms', pattern='(arms|weapons) control')
    Hit(start=39, end=44, key='korea', pattern='Korea*')
    >>> matcher.find("a veteran of the Korean War")
    []

How to write a pattern:

    sanctions              the word, in any case; never a part of a longer word
    trade deal             the words in a row
    stabili*               any ending: stabilise, stability (* stands only at the end of a word)
    arms * Taiwan          up to three words between: arms to Taiwan, arms sales to Taiwan
    (arms|weapons) control either; an empty choice is optional: programme is program(|me)
    cyber-security         a hyphen: joined, hyphenated or apart: cybersecurity, cyber security
    !Korean war            an exclusion: cancels the hits of its key that it covers
    US, NATO               a word with two capitals in a row must be written so: US is not us
    ^March                 a word after ^ must begin with the same capitals: not “a march”

How text is read: a space in a pattern stands for blanks of any kind, line breaks, quotation marks,
a hyphen, a dash without a blank before it, a slash or an ampersand; other punctuation ends a
phrase. A possessive ’s, soft hyphens, apostrophes inside words, and the dots of U.S. and N. Korea
are not read, neither in texts nor in patterns.

Which hits count: within one key, the longest of two that overlap (an exclusion takes part, and wins
a tie), so that nested hits count once. Different keys do not disturb one another: “arms sales to
Taiwan” may be a hit of two. Exclusions under the key EVERY ("*") hold for all keys.

Nothing here can hang: a pattern is a list of words, and a text is walked once.

Limits: a letter with a combining accent is not the accented letter; “let’s” is read as “let”; a
word divided by a hyphen at the end of a line stays two words.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set

import numpy as np

from communique.automaton import Automaton
from communique.hits import EVERY, Found, Hit, Written, choose
from communique.phrases import GAP, PatternError, read, rows_of, steps_of
from communique.runs import Table
from communique.tokens import Ints, Tokens

__all__ = ["EVERY", "Hit", "Hits", "Matcher", "PatternError", "compile_patterns"]

_WORD = re.compile(r"\w++")
_NEXT_WORD = re.compile(rf"{GAP}(\w++)")


class Matcher:
    """Many patterns compiled into one; made by `compile_patterns`."""

    def __init__(self, patterns: list[Written]) -> None:
        self._automaton = Automaton(patterns)
        self._table = Table(self._automaton)

    def find(self, text: str) -> list[Hit]:
        """Find all hits in `text`, sorted by start, end, key.

        >>> compile_patterns({"who": ["US"]}).find("The U.S. told us.")
        [Hit(start=4, end=8, key='who', pattern='US')]
        """
        kept, dropped = read(text)
        return sorted(_hit(hit, text, dropped) for hit in choose(self._found(kept)))

    def find_in(self, tokens: Tokens) -> "Hits":
        """Find all hits in many texts at once, which were read by `tokens.read_tokens`.

        >>> from communique.tokens import read_tokens
        >>> hits = compile_patterns({"who": ["US"]}).find_in(read_tokens(["I", "The U.S. told us"]))
        >>> hits[0], hits[1]
        ([], [Hit(start=4, end=8, key='who', pattern='US')])
        """
        return Hits(tokens, self._table)

    def _found(self, kept: str) -> Iterator[Found]:
        step, start = self._automaton.next, self._automaton.start
        known = start.after
        for word in _WORD.finditer(kept):
            form, end = word[0], word.end()
            state = known[form] if form in known else step(start, form)
            while state:
                for written in state.ends:
                    yield Found(word.start(), end, written)
                following = _NEXT_WORD.match(kept, end)
                if not following:
                    break
                end = following.end()
                state = step(state, following[1])


class Hits:
    """The hits in many texts, by the number of the text; made when they are asked for."""

    def __init__(self, tokens: Tokens, table: Table) -> None:
        first, last, self._states = table.run(tokens)
        read, until = tokens.starts[first], tokens.ends[last]
        starts = tokens.places(read)
        texts = tokens.texts(starts)
        self._joined, self._bases = tokens.joined, tokens.bases.tolist()
        self._bounds = np.searchsorted(texts, range(len(tokens.bases) + 1)).tolist()
        self._read = _pairs(read, until)
        self._places = _pairs(starts, tokens.places(until - 1) + 1)
        # Where nothing found overlaps what was found before, nothing need be chosen.
        several = (len(state.ends) > 1 or state.ends[0].excludes for state in self._states)
        doubts = np.fromiter(several, np.bool_, len(self._states))
        doubts[1:] |= read[1:] < np.maximum.accumulate(until)[:-1]
        self._doubts = np.cumsum(doubts).tolist()

    def may_hold(self, number: int, keys: Set[str]) -> bool:
        """Tell whether a text may have hits of some keys, without making them."""
        states = self._states[self._bounds[number] : self._bounds[number + 1]]
        return any(not state.keys.isdisjoint(keys) for state in states)

    def __getitem__(self, number: int) -> list[Hit]:
        low, high = self._bounds[number], self._bounds[number + 1]
        if low == high:
            return []
        if self._doubts[high - 1] > (self._doubts[low - 1] if low else 0):
            return self._chosen(low, high, self._bases[number])
        base = self._bases[number]
        found = zip(self._places[low:high], self._states[low:high], strict=True)
        return [self._hit(place, state.ends[0], base) for place, state in found]

    def _chosen(self, low: int, high: int, base: int) -> list[Hit]:
        rows = range(low, high)
        where = {self._read[n]: self._places[n] for n in rows}
        found = [Found(*self._read[n], told) for n in rows for told in self._states[n].ends]
        return sorted(self._hit(where[hit[:2]], hit.written, base) for hit in choose(found))

    def _hit(self, place: tuple[int, int], written: Written, base: int) -> Hit:
        start, end = place
        end += _abbreviated(self._joined, end)
        return Hit(start - base, end - base, written.key, written.pattern)


def _pairs(ones: Ints, others: Ints) -> list[tuple[int, int]]:
    return list(zip(ones.tolist(), others.tolist(), strict=True))


def _hit(found: Found, text: str, dropped: list[int]) -> Hit:
    start = found.start + bisect_right(dropped, found.start)
    end = found.end + bisect_right(dropped, found.end - 1)
    end += _abbreviated(text, end)
    return Hit(start, end, found.written.key, found.written.pattern)


def _abbreviated(text: str, end: int) -> bool:
    return text[end - 2 : end - 1] == "." == text[end : end + 1]


def compile_patterns(patterns: Mapping[str, Iterable[str]]) -> Matcher:
    """Compile patterns, listed by key, into one matcher.

    The order of keys and patterns makes no difference; a pattern may stand under several keys.
    Raises PatternError, which names the pattern and the remedy.

    >>> compile_patterns({"time": ["last week", "(mid|late) *"]})
    Traceback (most recent call last):
    communique.phrases.PatternError: pattern “(mid|late) *”: put words around the *
    """
    written = sorted(
        {_written(key, pattern) for key, listed in patterns.items() for pattern in listed}
    )
    excluded = {(w.key, row) for w in written if w.excludes for row in rows_of(w.pattern)}
    for w in written:
        rows = rows_of(w.pattern)
        if not w.excludes and all({(w.key, row), (EVERY, row)} & excluded for row in rows):
            raise PatternError(w.pattern, "an exclusion cancels it always; remove one of the two")
    return Matcher(written)


def _written(key: str, pattern: str) -> Written:
    written = Written(key, pattern.strip(), pattern.strip().startswith("!"))
    steps_of(written.pattern)
    return written
