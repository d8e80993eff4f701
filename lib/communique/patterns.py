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

from communique.phrases import GAP, PatternError, lower, read, rows_of

__all__ = ["EVERY", "Hit", "Matcher", "PatternError", "compile_patterns"]

EVERY = "*"

_WORD = re.compile(r"(\w++)")
_NEXT_WORD = re.compile(rf"{GAP}(\w++)")


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


class _End(NamedTuple):
    """What is complete at a node: a pattern, and its words that must be written as given."""

    written: _Written
    cased: tuple[tuple[int, str], ...]


@dataclass
class _Node:
    words: dict[str, "_Node"] = field(default_factory=dict)
    stems: dict[str, "_Node"] = field(default_factory=dict)
    lengths: set[int] = field(default_factory=set)
    ends: list[_End] = field(default_factory=list)


_Path = tuple[_Node, re.Match[str], tuple[int, ...]]


class Matcher:
    """Many patterns compiled into one; made by `compile_patterns`."""

    def __init__(self, patterns: list[_Written]) -> None:
        self._root = _Node()
        for written in patterns:
            _grow(self._root, written)
        begins = _regex(self._root, depth=2) if patterns else "(?!)"
        self._starts = re.compile(rf"\b(?={begins})")

    def find(self, text: str) -> list[Hit]:
        """Find all hits in `text`, sorted by start, end, key.

        >>> compile_patterns({"who": ["US"]}).find("The U.S. told us.")
        [Hit(start=4, end=8, key='who', pattern='US')]
        """
        kept, dropped = read(text)
        lowered = lower(kept)
        found: dict[str, list[_Found]] = {}
        for start in self._starts.finditer(lowered):
            for hit in self._at(start.start(), lowered, kept):
                found.setdefault(hit.written.key, []).append(hit)
        everywhere = [hit for hit in found.pop(EVERY, []) if hit.written.excludes]
        longest = [hit for hits in found.values() for hit in _longest(hits + everywhere)]
        return sorted(_hit(hit, text, dropped) for hit in longest)

    def _at(self, start: int, lowered: str, kept: str) -> Iterator["_Found"]:
        first = _WORD.match(lowered, start)
        paths: list[_Path] = [(self._root, first, (start,))] if first else []
        while paths:
            node, word, starts = paths.pop()
            after = _NEXT_WORD.match(lowered, word.end())
            for child in _children(node, word[1]):
                for end in child.ends:
                    if all(kept.startswith(form, starts[n]) for n, form in end.cased):
                        yield _Found(start, word.end(), end.written)
                if after:
                    paths.append((child, after, (*starts, after.start(1))))


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
    excluded = {(w.key, v) for w in written if w.excludes for v in rows_of(w.pattern)}
    for w in written:
        if not w.excludes and all({(w.key, v), (EVERY, v)} & excluded for v in rows_of(w.pattern)):
            raise PatternError(w.pattern, "an exclusion cancels it always; remove one of the two")
    return Matcher(written)


def _written(key: str, pattern: str) -> _Written:
    written = _Written(key, pattern.strip(), pattern.strip().startswith("!"))
    rows_of(written.pattern)
    return written


# The trie of word rows, and the expression that finds where a row begins


def _grow(root: _Node, written: _Written) -> None:
    for row in rows_of(written.pattern):
        node, cased = root, []
        for place, word in enumerate(row):
            children = node.stems if word.is_stem else node.words
            if word.is_stem:
                node.lengths.add(len(word.form))
            if word.form not in children:
                children[word.form] = _Node()
            node = children[word.form]
            cased += [(place, word.written)] if word.written else []
        node.ends.append(_End(written, tuple(cased)))


def _children(node: _Node, word: str) -> Iterator[_Node]:
    if word in node.words:
        yield node.words[word]
    for length in node.lengths:
        if length <= len(word) and word[:length] in node.stems:
            yield node.stems[word[:length]]


def _regex(node: _Node, depth: int) -> str:
    """Write what rows may begin with: `depth` words, in an expression that shares first letters."""
    rows = [(word, _tail(child, r"\b", depth)) for word, child in node.words.items()]
    # Behind a * almost anything may come: looking further would cost more than it spares.
    rows += [(s, _tail(child, r"\w*+", depth if s else 1)) for s, child in node.stems.items()]
    return _letters(sorted(rows))


def _tail(child: _Node, close: str, depth: int) -> str:
    return close if child.ends or depth == 1 else rf"{close}\W++{_regex(child, depth - 1)}"


def _letters(rows: list[tuple[str, str]]) -> str:
    ends = [tail for word, tail in rows if not word]
    heads: dict[str, list[tuple[str, str]]] = {}
    for word, tail in rows:
        if word:
            heads.setdefault(word[0], []).append((word[1:], tail))
    branches = [re.escape(head) + _letters(rest) for head, rest in heads.items()] + ends
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


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
