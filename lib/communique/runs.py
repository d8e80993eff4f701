"""Run an automaton over many words at once: a table of states by kinds of words, in arrays.

Words that the automaton cannot tell apart are of one kind. The table is filled where texts ask. All
places in the texts take their first step together, then those that are left their second, and so
on: few go on for long.
"""

from collections.abc import Hashable

import numpy as np

from communique.automaton import Automaton, State
from communique.tokens import Ints, Tokens, Vocabulary

__all__ = ["Table"]

UNKNOWN, DEAD = 0, 1  # other numbers are states
MOST_STATES = 1 << 15  # when there are more, the table is begun anew


class Table:
    """An automaton, the numbers of its states and of the kinds of words, and what follows."""

    def __init__(self, automaton: Automaton) -> None:
        self._automaton = automaton
        self._begin(None)

    def _begin(self, vocabulary: Vocabulary | None) -> None:
        self._vocabulary = vocabulary
        self._states: list[State | None] = [None, None, self._automaton.start]
        self._numbers = {id(self._automaton.start): 2}
        self._kinds: dict[Hashable, int] = {}
        self._examples: list[str] = []  # a word of each kind
        self._kind_of = np.zeros(0, np.int64)
        self._ends = np.zeros(3, np.bool_)
        self._after = np.zeros((8, 8), np.uint16)

    def run(self, tokens: Tokens) -> tuple[Ints, Ints, list[State]]:
        """Give the first and last words of all patterns found, and the states that name them."""
        if tokens.vocabulary is not self._vocabulary or len(self._states) > MOST_STATES:
            self._begin(tokens.vocabulary)
        kinds = self._kinds_of(tokens.words)
        first = last = np.arange(len(kinds))
        states = np.full(len(kinds), 2)
        found = [(first[:0], first[:0], first[:0])]
        while len(first):
            states = self._step(states, kinds[last])
            alive = np.flatnonzero(states > DEAD)
            first, last, states = first[alive], last[alive], states[alive]
            ended = self._ends[states]
            found.append((first[ended], last[ended], states[ended]))
            linked = tokens.linked[last]
            first, last, states = first[linked], last[linked] + 1, states[linked]
        firsts, lasts, numbers = map(np.concatenate, zip(*found, strict=True))
        order = np.argsort(firsts, kind="stable")
        ending = [self._states[number] for number in numbers[order].tolist()]
        return firsts[order], lasts[order], [state for state in ending if state]

    def _kinds_of(self, words: Ints) -> Ints:
        forms = self._vocabulary.forms if self._vocabulary else []
        if len(forms) > len(self._kind_of):
            new = [self._kind(form) for form in forms[len(self._kind_of) :]]
            self._kind_of = np.concatenate([self._kind_of, np.array(new, np.int64)])
        kinds: Ints = self._kind_of[words]
        return kinds

    def _kind(self, form: str) -> int:
        kind = self._automaton.kind(form)
        if kind not in self._kinds:
            self._kinds[kind] = len(self._examples)
            self._examples.append(form)
        return self._kinds[kind]

    def _step(self, states: Ints, kinds: Ints) -> Ints:
        self._grow()
        width = self._after.shape[1]
        cells = states * width + kinds
        after: Ints = self._after.reshape(-1)[cells].astype(np.int64)
        unknown = np.flatnonzero(after == UNKNOWN)
        if len(unknown):
            for cell in np.unique(cells[unknown]).tolist():
                self._fill(*divmod(cell, width))
            return self._step(states, kinds)
        return after

    def _fill(self, state: int, kind: int) -> None:
        before = self._states[state]
        after = before and self._automaton.next(before, self._examples[kind])
        self._after[state, kind] = self._number(after) if after else DEAD

    def _number(self, state: State) -> int:
        if id(state) not in self._numbers:
            if len(self._states) > np.iinfo(self._after.dtype).max:
                self._after = self._after.astype(np.uint32)
            self._numbers[id(state)] = len(self._states)
            self._states.append(state)
            self._ends = np.append(self._ends, bool(state.ends))
        return self._numbers[id(state)]

    def _grow(self) -> None:
        """Make room for the states and kinds there are, by half again as many."""
        height, width = self._after.shape
        if len(self._states) > height or len(self._examples) > width:
            room = _room(len(self._states), height), _room(len(self._examples), width)
            larger = np.zeros(room, self._after.dtype)
            larger[:height, :width] = self._after
            self._after = larger


def _room(used: int, had: int) -> int:
    return had if used <= had else used * 3 // 2
