"""Many texts at once: the same hits as text by text, whatever stands in the texts."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique import tokens as module
from communique.issues import read_codebook
from communique.patterns import Matcher, compile_patterns
from communique.tokens import read_batches, read_tokens

DATA = Path(__file__).parent.parent / "data"
PATTERNS = {
    "a": ["talk*", "US", "^March", "!talk* show*", "trade * deal", "UN", "N Korea", "s"],
    "b": ["(trade|arms) talks", "cyber-security", "R&D", "it"],
    "*": ["!the US it"],
}
PIECES = [
    *("talk", "Talks", "show", "US", "us", "U.S.", "U.S", "March", "march", "trade", "deal", "it"),
    *("N.", "Korea", "U.N.", "cyber", "security", "R", "D", "&", "’s", "'", "’", "’S", "s", "the"),
    *(" ", "  ", ".", ",", "-", "–", " – ", "/", "\n", "\u00a0", "\u00ad", "\u200b", "“", "”"),
    *("\0", "é", "İ", "ß", "ﬁ", "𝐀", "_", "9", "\ud800", "arms"),
]
texts = st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), max_size=5)


@lru_cache(maxsize=1)
def toy() -> Matcher:
    return compile_patterns(PATTERNS)


@given(texts)
@settings(max_examples=400, deadline=None)
def test_many_at_once_are_as_one_by_one(listed: list[str]) -> None:
    hits = toy().find_in(read_tokens(listed))
    assert [hits[n] for n in range(len(listed))] == [toy().find(text) for text in listed]


@given(st.lists(st.text(max_size=40), max_size=4))
@settings(max_examples=100, deadline=None)
def test_any_texts_are_read(listed: list[str]) -> None:
    hits = toy().find_in(read_tokens(listed))
    assert [hits[n] for n in range(len(listed))] == [toy().find(text) for text in listed]


def test_shipped_codebook_on_shipped_texts() -> None:
    book = read_codebook(DATA / "codebook.csv")
    folder = DATA.parent / "seeds"
    listed = [line for file in folder.glob("*.txt") for line in file.read_text().splitlines()]
    for matcher in (book.matcher, book.referring):
        hits = matcher.find_in(read_tokens(listed))
        assert [hits[n] for n in range(len(listed))] == [matcher.find(text) for text in listed]


def test_a_full_vocabulary_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 20)
    for n in range(30):
        listed = [f"word{n} U.S. talks {n}", "trade in a deal"]
        hits = toy().find_in(read_tokens(listed))
        assert [hits[0], hits[1]] == [toy().find(text) for text in listed]


def test_two_words_in_one_slot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SLOTS", 1)
    monkeypatch.setattr(module, "_known", [])
    listed = ["the US talks, the trade talks", "it is the US"] * 3
    hits = toy().find_in(read_tokens(listed))
    assert [hits[n] for n in range(6)] == [toy().find(text) for text in listed]
    module._known.clear()


def test_more_states_than_small_numbers_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    matcher, listed = compile_patterns(PATTERNS), ["the US talks, the trade talks", "it is the US"]
    matcher._table._after = np.zeros((8, 8), np.uint8)
    matcher._table._states = [*matcher._table._states, *[None] * 300]
    matcher._table._ends = np.zeros(len(matcher._table._states), np.bool_)
    matcher._table._vocabulary = read_tokens([]).vocabulary
    hits = matcher.find_in(read_tokens(listed))
    assert [hits[0], hits[1]] == [matcher.find(text) for text in listed]
    assert matcher._table._after.dtype == np.uint32


def test_batches_hold_every_text_once() -> None:
    listed = ["a " * 100_000, "b", "", "c " * 300_000, "d"]
    found = [tokens.joined for tokens in read_batches(listed)]
    assert "\0".join(found) == "\0".join(listed)
