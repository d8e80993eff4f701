"""Kinds of lines: cases, invented articles marked by hand, what holds for any text, time."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.passages import compare, found_segments, read_segments
from communique.bylines import is_byline, is_clock, is_job, is_name, is_person
from communique.corpus import read_corpus
from communique.furniture import is_boilerplate, is_section_label, opens_list
from communique.layout import is_label, line_kinds
from communique.split import split_passages, split_sentences
from tests.known import each_case, read_cases

CASES = read_cases("layout")
ARTICLES = Path(__file__).parent / "cases" / "articles"
KINDS = {"title", "heading", "paragraph", "byline", "boilerplate"}
LINES = st.lists(
    st.sampled_from(
        [
            *("By Ann Other", "Ann Other", "9 June 2024", "They met.", "Talks", "Read more", "Q"),
            *("More on this story", "Photo", "Otto Lind/AP", "— A (@b) June 9, 2024", "What now?"),
            *("1. Trade", "– Trade", "WORLD", "Sign up for our email", "___", "MS. OTHER:"),
        ]
    )
    | st.text(min_size=1, max_size=40).map(str.strip).filter(bool),
    max_size=30,
)


@each_case(CASES["byline"])
def test_byline(case: dict[str, Any]) -> None:
    assert is_byline(case["line"]) == case["holds"]


@each_case(CASES["boilerplate"])
def test_boilerplate(case: dict[str, Any]) -> None:
    assert is_boilerplate(case["line"]) == case["holds"]


@each_case(CASES["kinds"])
def test_kinds(case: dict[str, Any]) -> None:
    assert [part.kind for part in split_passages(case["raw"])] == case["kinds"].split()


def test_a_label_belongs_to_the_sentence_it_opens() -> None:
    raw = "Briefing\nMS. OTHER:\nGood afternoon. Sit down.\nThey sat."
    text = raw[split_passages(raw)[1].start : split_passages(raw)[1].end]
    spans = split_sentences(text)
    assert [text[a:b] for a, b in spans] == ["MS. OTHER:\nGood afternoon.", "Sit down."]


# ---------------------------------------------------------------- whole articles


def test_articles() -> None:
    # Development data: the rules were made with these in view.
    found = found_segments(read_corpus(ARTICLES))
    table = compare(found, read_segments(ARTICLES / "segments.csv"))
    assert table["sentence"]["f1"] > 99
    assert table["headlines"]["f1"] > 98
    assert table["furniture"]["f1"] > 98


@pytest.mark.parametrize("newline", ["\n", "\n\n", "\r\n", "\r\n\r\n", "\n \u00a0\n", "\n\n\n"])
@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.txt")), ids=lambda path: path.stem)
def test_kinds_are_the_same_with_and_without_blank_lines(path: Path, newline: str) -> None:
    raw = path.read_text(encoding="utf-8").strip()
    kinds = [part.kind for part in split_passages(raw)]
    assert [part.kind for part in split_passages(re.sub(r"\n+", newline, raw))] == kinds


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_but_running_text_is_scored(path: Path) -> None:
    raw = path.read_text(encoding="utf-8")
    body = [raw[p.start : p.end] for p in split_passages(raw) if p.kind == "paragraph"]
    furniture = (
        "Getty|@|http|newsletter|Read more|contributed to|All rights|Published|Advertisement"
    )
    assert not [text for text in body if re.search(furniture, text)]


# ---------------------------------------------------------------- any text


@given(LINES)
def test_every_line_has_a_kind(lines: list[str]) -> None:
    kinds = line_kinds(lines)
    assert len(kinds) == len(lines)
    assert {*kinds} <= KINDS
    assert kinds.count("title") <= 1


@given(LINES, st.dictionaries(st.integers(0, 29), st.sampled_from(sorted(KINDS))))
def test_known_kinds_of_furniture_stay(lines: list[str], known: dict[int, str]) -> None:
    known = {number: kind for number, kind in known.items() if number < len(lines)}
    kinds = line_kinds(lines, known)
    assert all(kinds[n] == k for n, k in known.items() if k in ("byline", "boilerplate"))


@given(st.text(min_size=1, max_size=80))
def test_no_line_raises(line: str) -> None:
    for rule in (is_byline, is_clock, is_job, is_name, is_person, is_boilerplate):
        rule(line)
    for rule in (is_section_label, opens_list, is_label):
        rule(line)


HOSTILE = [
    *("By " + "A" * 190, "By " + "A " * 90, "A " * 90 + "1", "1 " * 50 + "ago", "(" * 500),
    *("/A" * 250, "— " * 150 + "(@a", "[1]" * 150, "a, " * 150 + "contributed", "A > " * 25),
    *("Reporting by A" + "a " * 200, "@" * 300, "A.A-" * 100, "a@a." * 120, "Photo: " * 60),
]


@pytest.mark.parametrize("line", HOSTILE, ids=lambda line: line[:12])
def test_no_line_takes_long(line: str) -> None:
    # A pattern that tries every way to part a line would not come back.
    begun = time.perf_counter()
    split_passages("\n".join([line] * 200))
    assert time.perf_counter() - begun < 5
