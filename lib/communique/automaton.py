"""Patterns as one automaton: places in patterns, and the words that lead from one to the next.

It has no backtracking (Thompson 1968), and is made deterministic as texts ask for it: a word seen
before costs one look into a table, however many patterns there are.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from communique.hits import Written
from communique.phrases import ANY, MOST_WORDS_BETWEEN, Row, lower, steps_of

__all__ = ["Automaton", "State"]

REMEMBERED = 50_000  # words after one state; beyond, they are worked out anew
Way = tuple[str, int]  # how the word must be written, if that matters, and the node it leads to


@dataclass(slots=True)
class _Node:
    """A place in patterns: the nodes that words lead to from here, and the patterns ending here."""

    words: dict[str, list[Way]] = field(default_factory=dict)
    stems: dict[str, list[Way]] = field(default_factory=dict)
    anything: list[int] = field(default_factory=list)
    ends: list[Written] = field(default_factory=list)


@dataclass(slots=True)
class State:
    """All nodes that the words of a text so far lead to; where next, as far as it was asked."""

    nodes: frozenset[int]
    ends: list[Written]
    keys: frozenset[str]
    after: dict[str, "State | None"] = field(default_factory=dict)


class Automaton:
    """The ways through some patterns, from `start` on."""

    def __init__(self, patterns: Iterable[Written]) -> None:
        self._nodes = [_Node()]
        for written in patterns:
            _grow(self._nodes, written)
        # No more of a word is looked up, for a text may hold words as long as a book.
        self._longest = max((len(stem) for node in self._nodes for stem in node.stems), default=-1)
        self._states: dict[frozenset[int], State] = {}
        self.start = self._state(frozenset({0}))

    def next(self, state: State, form: str) -> State | None:
        """Give the state that a word leads to, or None where no pattern goes on."""
        try:
            return state.after[form]
        except KeyError:
            if len(state.after) >= REMEMBERED:
                state.after.clear()
            nodes = frozenset(self._reached(state.nodes, form))
            after = state.after[form] = self._state(nodes) if nodes else None
            return after

    def kind(self, form: str) -> Hashable:
        """Tell words apart as far as the patterns do: words of one kind lead to the same states."""
        lowered = lower(form)
        words, stems = self._ways
        ways = [(lowered, words.get(lowered, ()))]
        for beginning in self._beginnings(lowered):
            ways.append((beginning + "*", stems.get(beginning, ())))
        return frozenset((w, t) for w, told in ways for t in told if form.startswith(t))

    @cached_property
    def _ways(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        return _ways(self._nodes)

    def _reached(self, nodes: frozenset[int], form: str) -> Iterator[int]:
        lowered = lower(form)
        for node in map(self._nodes.__getitem__, nodes):
            ways = list(node.words.get(lowered, ()))
            if node.stems:
                for beginning in self._beginnings(lowered):
                    ways += node.stems.get(beginning, ())
            yield from (target for written, target in ways if form.startswith(written))
            yield from node.anything

    def _beginnings(self, lowered: str) -> Iterator[str]:
        return (lowered[:length] for length in range(min(len(lowered), self._longest) + 1))

    def _state(self, nodes: frozenset[int]) -> State:
        if nodes not in self._states:
            ends = sorted({end for node in nodes for end in self._nodes[node].ends})
            self._states[nodes] = State(nodes, ends, frozenset(end.key for end in ends))
        return self._states[nodes]


def _ways(nodes: list[_Node]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Gather all words and stems of all nodes, each with the ways it must be written."""
    words: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    for node in nodes:
        for found, ways in ((words, node.words), (stems, node.stems)):
            for form, told in ways.items():
                found.setdefault(form, set()).update(written for written, _ in told)
    return words, stems


# Each pattern is a way of its own from the first node, place by place.


def _grow(nodes: list[_Node], written: Written) -> None:
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
