"""Patterns: cases, every error, and what must hold for any patterns and any text."""

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.patterns import EVERY, Hit, PatternError, compile_patterns
from communique.tokens import read_tokens
from tests.known import each_case, read_cases

CASES = read_cases("patterns")
WORDS = ["arms", "control", "trade", "US", "talks", "Ruritania", "war", "İ"]
JOINS = [" ", "-", "\u00a0", "\n", "’s ", "” ", ", ", " – "]

words = st.sampled_from(WORDS)
texts = st.lists(st.tuples(words, st.sampled_from(JOINS)), max_size=12).map(
    lambda pairs: "".join(word + join for word, join in pairs)
)
phrases = st.lists(words, min_size=1, max_size=3).map(" ".join)
patterns = st.one_of(phrases, words.map(lambda word: f"{word[:2]}*" if len(word) > 1 else word))
tables = st.dictionaries(st.sampled_from("abc"), st.lists(patterns, max_size=5), max_size=3)


@each_case(CASES)
def test_cases(case: dict[str, Any]) -> None:
    hits = compile_patterns(case["patterns"]).find(case["text"])
    assert [case["text"][hit.start : hit.end] for hit in hits] == case["hits"]


@pytest.mark.parametrize(
    ("pattern", "remedy"),
    [
        ("", "no words"),
        ("!", "no words"),
        ("…", "cannot stand"),
        ("arms, control", "“,” cannot stand"),
        ("trade; war", "“;” cannot stand"),
        ("* control", "words around the *"),
        ("arms *", "words around the *"),
        ("*", "words around the *"),
        ("ar*ms", "end of a word"),
        ("**", "end of a word"),
        ("a*", "two letters"),
        ("(arms|weapons", "each ( with its )"),
        ("arms)", "each ( with its )"),
        ("arms | weapons", "each ( with its )"),
        ("ar^ms", "before a word"),
        ("^", "two letters"),
        ("under_score", "“_” cannot stand"),
        (" ".join(["(a|b|c|d)"] * 20), "split it"),
        ("(a|b)" * 40, "split it"),
        ("(a|)" * 40, "split it"),
        ("-".join("abcdefghijklmnop"), "split it"),
        ("!" + " * ".join("abcdefghijklmnop"), "split it"),
        ("(" * 20_000, "each ( with its )"),
    ],
)
def test_mistakes_name_pattern_and_remedy(pattern: str, remedy: str) -> None:
    with pytest.raises(PatternError) as error:
        compile_patterns({"a": [pattern]})
    assert pattern in str(error.value)
    assert remedy in str(error.value)


def test_a_pattern_that_its_exclusion_always_cancels_is_a_mistake() -> None:
    with pytest.raises(PatternError, match="cancels it always"):
        compile_patterns(
            {"a": ["(arms|weapons) control"], EVERY: ["!(arms|weapons|birth) control"]}
        )


def test_nothing_to_find() -> None:
    assert compile_patterns({}).find("arms") == []
    assert compile_patterns({"a": []}).find("arms") == []
    assert compile_patterns({"a": ["arms"]}).find("") == []


def test_hits_are_sorted_and_carry_their_pattern() -> None:
    hits = compile_patterns({"b": ["war"], "a": ["trade war"]}).find("war, trade war")
    assert hits == [
        Hit(0, 3, "b", "war"),
        Hit(5, 14, "a", "trade war"),
        Hit(11, 14, "b", "war"),
    ]


def test_hostile_patterns_and_texts_end_soon() -> None:
    matcher = compile_patterns({"a": ["aa* * aa* * aa* * ab", "aa* aa* aa* ac"]})
    assert matcher.find("aa " * 3_000) == []
    assert matcher.find("a" * 100_000) == []


@given(tables, texts)
@settings(deadline=None)
def test_offsets_are_exact(table: dict[str, list[str]], text: str) -> None:
    for hit in compile_patterns(table).find(text):
        found = text[hit.start : hit.end]
        assert found == found.strip()
        assert hit.pattern in table[hit.key]
        again = compile_patterns({hit.key: [hit.pattern]}).find(found)
        assert [(h.start, h.end) for h in again] == [(0, len(found))]


@given(tables, texts, st.randoms())
@settings(deadline=None)
def test_order_makes_no_difference(table: dict[str, list[str]], text: str, random: Any) -> None:
    items = [(key, random.sample(listed, len(listed))) for key, listed in table.items()]
    shuffled = dict(random.sample(items, len(items)))
    assert compile_patterns(shuffled).find(text) == compile_patterns(table).find(text)


@given(tables, texts)
@settings(deadline=None)
def test_repeated_patterns_make_no_difference(table: dict[str, list[str]], text: str) -> None:
    doubled = {key: listed + listed for key, listed in table.items()}
    assert compile_patterns(doubled).find(text) == compile_patterns(table).find(text)


@given(tables, texts)
@settings(deadline=None)
def test_hits_of_a_key_never_overlap(table: dict[str, list[str]], text: str) -> None:
    hits = compile_patterns(table).find(text)
    for first, second in pairwise(hits):
        assert first.key != second.key or first.end <= second.start


@given(tables, texts, st.data())
@settings(deadline=None)
def test_no_hit_is_lost_when_patterns_are_split(
    table: dict[str, list[str]], text: str, data: st.DataObject
) -> None:
    sides = {key: [data.draw(st.booleans()) for _ in listed] for key, listed in table.items()}
    parts = [
        {k: [p for p, s in zip(table[k], sides[k], strict=True) if s is side] for k in table}
        for side in (True, False)
    ]
    whole = compile_patterns(table).find(text)
    split = [hit for part in parts for hit in compile_patterns(part).find(text)]
    assert {(h.start, h.end, h.key) for h in whole} <= {(h.start, h.end, h.key) for h in split}
    for hit in split:
        assert any(w.key == hit.key and w.start < hit.end and hit.start < w.end for w in whole)


@given(st.lists(words, min_size=1, max_size=4), st.sampled_from(JOINS[:6]))
@settings(deadline=None)
def test_blanks_of_any_kind_hide_nothing(row: list[str], join: str) -> None:
    text = join.join(row)
    matcher = compile_patterns({"a": [" ".join(row)]})
    assert [(hit.start, hit.end) for hit in matcher.find(f"({text})")] == [(1, 1 + len(text))]


@given(st.lists(st.sampled_from(["arms", "control", "trade"]), min_size=1, max_size=4))
def test_case_makes_no_difference_without_capitals(row: list[str]) -> None:
    text = " ".join(row)
    matcher = compile_patterns({"a": [text]})
    spans = {tuple(matcher.find(form)) for form in (text, text.upper(), text.title())}
    assert len(spans) == 1
    assert len(spans.pop()) == 1


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for hit in compile_patterns({"a": ["a-b", "xy* z", "US"]}).find(text):
        assert 0 <= hit.start < hit.end <= len(text)


def test_a_word_as_long_as_a_book_is_read_once() -> None:
    text = f"missiles {'a' * 2_000_000} missile"
    begun = time.process_time()
    matcher = compile_patterns({"a": ["missile*", "aa*"]})
    assert [hit.end - hit.start for hit in matcher.find(text)] == [8, 2_000_000, 7]
    assert matcher.find_in(read_tokens([text]))[0] == matcher.find(text)
    assert time.process_time() - begun < 10
