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
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from communique.phrases import (
    ANY,
    GAP,
    MOST_WORDS_BETWEEN,
    PatternError,
    Row,
    lower,
    read,
    rows_of,
    steps_of,
)

__all__ = ["EVERY", "Hit", "Matcher", "PatternError", "compile_patterns"]

EVERY = "*"

_WORD = re.compile(r"\w++")
_NEXT_WORD = re.compile(rf"{GAP}(\w++)")
REMEMBERED = 50_000  # words after one state; beyond, they are worked out anew


class Hit(NamedTuple):
    """A pattern found in a text: code points `start` to `end`, its key, the pattern as written."""

    start: int
    end: int
    key: str
    pattern: str


class _Written(NamedTuple):
    key: str
    pattern: str
    excludes: bool


@dataclass(slots=True)
class _Node:
    """A place in patterns: the places that words lead to from here, and the patterns ending here.

    Beside each place stands how the word must be written to lead there, if that matters.
    """

    words: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    stems: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    anything: list[int] = field(default_factory=list)
    ends: list[_Written] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    """All places that the words of a text so far lead to; where next, as far as it was asked."""

    nodes: frozenset[int]
    ends: list[_Written]
    after: dict[str, "_State | None"] = field(default_factory=dict)


class Matcher:
    """Many patterns compiled into one; made by `compile_patterns`.

    Patterns become one automaton without backtracking (Thompson 1968), which is made deterministic
    as texts ask for it: a word seen before costs one look into a table, however many patterns.
    """

    def __init__(self, patterns: list[_Written]) -> None:
        self._nodes = [_Node()]
        for written in patterns:
            _grow(self._nodes, written)
        self._states: dict[frozenset[int], _State] = {}
        self._start = self._state(frozenset({0}))

    def find(self, text: str) -> list[Hit]:
        """Find all hits in `text`, sorted by start, end, key.

        >>> compile_patterns({"who": ["US"]}).find("The U.S. told us.")
        [Hit(start=4, end=8, key='who', pattern='US')]
        """
        kept, dropped = read(text)
        found: dict[str, list[_Found]] = {}
        for hit in self._found(kept):
            found.setdefault(hit.written.key, []).append(hit)
        everywhere = [hit for hit in found.pop(EVERY, []) if hit.written.excludes]
        longest = [hit for hits in found.values() for hit in _longest(hits + everywhere)]
        return sorted(_hit(hit, text, dropped) for hit in longest)

    def _found(self, kept: str) -> Iterator["_Found"]:
        known = self._start.after
        for word in _WORD.finditer(kept):
            form, end = word[0], word.end()
            state = known[form] if form in known else self._next(self._start, form)
            while state:
                for written in state.ends:
                    yield _Found(word.start(), end, written)
                following = _NEXT_WORD.match(kept, end)
                if not following:
                    break
                end = following.end()
                state = self._next(state, following[1])

    def _next(self, state: _State, form: str) -> _State | None:
        try:
            return state.after[form]
        except KeyError:
            if len(state.after) >= REMEMBERED:
                state.after.clear()
            nodes = frozenset(self._reached(state.nodes, form))
            after = state.after[form] = self._state(nodes) if nodes else None
            return after

    def _reached(self, nodes: frozenset[int], form: str) -> Iterator[int]:
        lowered = lower(form)
        for node in map(self._nodes.__getitem__, nodes):
            ways = list(node.words.get(lowered, ()))
            if node.stems:
                for length in range(len(lowered) + 1):
                    ways += node.stems.get(lowered[:length], ())
            yield from (target for written, target in ways if form.startswith(written))
            yield from node.anything

    def _state(self, nodes: frozenset[int]) -> _State:
        if nodes not in self._states:
            ends = sorted({end for node in nodes for end in self._nodes[node].ends})
            self._states[nodes] = _State(nodes, ends)
        return self._states[nodes]


class _Found(NamedTuple):
    start: int
    end: int
    written: _Written


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


def _written(key: str, pattern: str) -> _Written:
    written = _Written(key, pattern.strip(), pattern.strip().startswith("!"))
    steps_of(written.pattern)
    return written


# The automaton: each pattern is a way of its own from the first node, place by place


def _grow(nodes: list[_Node], written: _Written) -> None:
    heads = [0]
    for step in steps_of(written.pattern):
        join = _new(nodes)
        heads = sorted({head for row in step for head in _along(nodes, heads, row, join)})
    for head in heads:
        if head:
            nodes[head].ends.append(written)


def _new(nodes: list[_Node]) -> int:
    nodes.append(_Node())
    return len(nodes) - 1


def _along(nodes: list[_Node], heads: list[int], row: Row, join: int) -> list[int]:
    """Lead from nodes along the words of a row to where its step ends; give the nodes behind."""
    for place, word in enumerate(row, start=1):
        if word == ANY:
            heads = _skipping(nodes, heads)
            continue
        target = join if place == len(row) else _new(nodes)
        for head in heads:
            ways = nodes[head].stems if word.is_stem else nodes[head].words
            ways.setdefault(word.form, []).append((word.written, target))
        heads = [target]
    return heads


def _skipping(nodes: list[_Node], heads: list[int]) -> list[int]:
    reached, latest = list(heads), heads
    for _ in range(MOST_WORDS_BETWEEN):
        target = _new(nodes)
        for head in latest:
            nodes[head].anything.append(target)
        latest = [target]
        reached += latest
    return reached


# Choosing among overlapping hits


def _longest(hits: list[_Found]) -> list[_Found]:
    starts: list[int] = []
    kept: list[_Found] = []
    for hit in sorted(hits, key=_rank) if len(hits) > 1 else hits:
        place = bisect_left(starts, hit.end)
        if place == 0 or kept[place - 1].end <= hit.start:
            starts.insert(place, hit.start)
            kept.insert(place, hit)
    return [hit for hit in kept if not hit.written.excludes]


def _rank(hit: _Found) -> tuple[int, bool, int, int, str]:
    letters = len(hit.written.pattern.replace("*", ""))
    return hit.start - hit.end, not hit.written.excludes, hit.start, -letters, hit.written.pattern


def _hit(found: _Found, text: str, dropped: list[int]) -> Hit:
    start = found.start + bisect_right(dropped, found.start)
    end = found.end + bisect_right(dropped, found.end - 1)
    abbreviated = text[end - 2 : end - 1] == "." == text[end : end + 1]
    return Hit(start, end + abbreviated, found.written.key, found.written.pattern)
