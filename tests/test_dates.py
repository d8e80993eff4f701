"""Dates: what a text states, and what is left alone."""

import itertools
import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.corpus import read_corpus, toy_sentences
from communique.dates import find_dates

CASES = json.loads((Path(__file__).parent / "cases" / "dates.json").read_text(encoding="utf-8"))
SEEDS = Path(__file__).parent.parent / "seeds"
COLUMNS = ["doc", "sentence", "start", "end", "text", "type", "value", "mod"]
COLUMNS += ["earliest", "latest", "basis"]
MONTHS = ["January", "May", "may", "Sept.", "Auguſt", "MARCH", "Feb", "İ"]
PARTS = ["31", "0", "29th", "of", ",", "2023", "2024", "in", "since", "–", "-", "-02-", "٣", " "]
TELLING = st.lists(st.sampled_from(MONTHS + PARTS), max_size=10)
TEXTS = (
    st.text(max_size=80)
    | TELLING.map(" ".join)
    | TELLING.map("".join)
    | st.dates().map(str)
    | st.dates().map(lambda day: day.strftime("%d %B %Y"))
)


def cases(name: str) -> Any:
    return pytest.mark.parametrize(
        "case", [pytest.param(case, id=case["comment"]) for case in CASES[name]]
    )


@cases("found")
def test_found(case: dict[str, Any]) -> None:
    found = find_dates(toy_sentences(case["text"]))
    columns = ["text", "value", "earliest", "latest"]
    assert found[columns].to_numpy().tolist() == case["found"]


@cases("left")
def test_left_alone(case: dict[str, Any]) -> None:
    assert find_dates(toy_sentences(case["text"]))["text"].tolist() == []


@pytest.mark.xfail(strict=True)
@cases("limits")
def test_known_limits(case: dict[str, Any]) -> None:
    assert find_dates(toy_sentences(case["text"]))["text"].tolist() == case["found"]


@given(TEXTS, TEXTS)
def test_offsets_and_values_hold_for_any_text(one: str, two: str) -> None:
    found = find_dates(toy_sentences(one, two))
    raw = f"{one}\n{two}"
    assert list(found) == COLUMNS
    for row in found.itertuples():
        assert raw[row.start : row.end] == row.text
        first, last = date.fromisoformat(row.earliest), date.fromisoformat(row.latest)
        assert first <= last
        assert row.earliest.startswith(row.value)
        assert row.latest.startswith(row.value)
        assert row.value.isascii()
    spans = list(zip(found["start"], found["end"], strict=True))
    assert all(before <= start for (_, before), (start, _) in itertools.pairwise(spans))


@given(st.dates(date(1500, 1, 1), date(2099, 12, 31)))
def test_every_day_is_found_in_every_form(day: date) -> None:
    month, forms = day.strftime("%B"), [day.isoformat()]
    forms += [f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"]
    found = find_dates(toy_sentences(*(f"It was on {form}, at noon." for form in forms)))
    assert found["text"].tolist() == forms
    assert set(found["value"]) == {day.isoformat()}


def test_table() -> None:
    sentences = pd.concat(
        [toy_sentences("In 2031."), toy_sentences("In 2030, and on 3 May 2029.").assign(doc="a")]
    )
    found = find_dates(sentences)
    assert found["doc"].tolist() == ["a", "a", "toy"]
    assert found["start"].tolist() == [3, 16, 3]
    assert set(found["type"]) == {"DATE"}
    assert set(found["basis"]) == {"stated"}
    assert list(find_dates(toy_sentences())) == COLUMNS


def test_the_default_texts_state_no_date() -> None:
    assert find_dates(read_corpus(SEEDS).sentences).empty
