"""Time expressions: what a text states, what is counted from an anchor, what is left alone."""

import itertools
import time
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from known import each_case, read_cases

from communique.corpus import read_corpus, toy_sentences
from communique.dates import (
    AnchorError,
    HolidayError,
    find_dates,
    read_holidays,
    stated_dates,
)

CASES = read_cases("dates")
ROOT = Path(__file__).parents[1]
HOLIDAYS = read_holidays(ROOT / "data" / "holidays.csv")
COLUMNS = ["doc", "sentence", "start", "end", "text", "type", "value", "mod"]
COLUMNS += ["earliest", "latest", "basis"]
WORDS = [
    "January",
    "May",
    "may",
    "Sept.",
    "Auguſt",
    "MARCH",
    "Feb",
    "İ",
    "Friday",
    "Sun.",
    "Easter",
]
WORDS += ["31", "0", "29th", "of", ",", "2023", "2024", "in", "since", "–", "-", "-02-", "٣", " "]
WORDS += ["last", "next", "the following", "two", "years", "ago", "later", "week", "weeks", "a few"]
WORDS += [
    "the past",
    "every",
    "the third quarter",
    "5 p.m.",
    "noon",
    "the end of",
    "century",
    "'80s",
]
WORDS += [
    "9999",
    "99,999",
    "480 BC",
    "the 31st",
    "a year earlier",
    "$",
    "10:75",
    "1 1/2",
    "hundred",
]
TELLING = st.lists(st.sampled_from(WORDS), max_size=10)
TEXTS = (
    st.text(max_size=80)
    | TELLING.map(" ".join)
    | TELLING.map("".join)
    | st.dates().map(str)
    | st.dates().map(lambda day: day.strftime("%d %B %Y"))
)
ANCHORS = st.sampled_from(["document", "narrative", "none"])
VALUE = (
    r"[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?(T([0-9]{2}:[0-9]{2}|MO|AF|EV|NI))?"
    r"|[0-9X]{2,3}|BC[0-9]{4}|[0-9X]{4}-(Q[0-9X]|H[12]|SP|SU|FA|WI)"
    r"|[0-9X]{4}-W[0-9X]{2}(-WE|-[1-7](T([0-9]{2}:[0-9]{2}|MO|AF|EV|NI))?)?"
    r"|PT?([0-9]+(\.[0-9]+)?|X)(S|M|H|D|W|WE|Q|Y|DE|CE)|PT[0-9]+H30M|(PAST|PRESENT|FUTURE)_REF"
)

HANGING = 30  # seconds; what takes a second here takes minutes where time is not linear


def published(first: str = "2024-05-03", last: str = "") -> pd.DataFrame:
    return pd.DataFrame({"doc": ["toy"], "published_from": [first], "published_to": [last]})


def pairs(found: pd.DataFrame) -> list[list[str]]:
    return found[["text", "value"]].to_numpy().tolist()  # type: ignore[no-any-return]


@each_case(CASES["stated"])
def test_stated(case: dict[str, Any]) -> None:
    found = find_dates(toy_sentences(case["text"]), anchor="none", holidays=HOLIDAYS)
    assert pairs(found) == case["found"]
    assert set(found["basis"]) <= {"stated"}


@each_case(CASES["left"])
def test_left_alone(case: dict[str, Any]) -> None:
    assert find_dates(toy_sentences(case["text"]), published())["text"].tolist() == []


@each_case(CASES["anchored"])
def test_counted_from_the_document(case: dict[str, Any]) -> None:
    found = find_dates(toy_sentences(case["text"]), published(), holidays=HOLIDAYS)
    assert pairs(found) == case["found"]


@each_case(CASES["narrative"])
def test_counted_from_the_last_mention(case: dict[str, Any]) -> None:
    text = toy_sentences(case["text"])
    assert pairs(find_dates(text, anchor="narrative", holidays=HOLIDAYS)) == case["found"]


@each_case(CASES["periods"])
def test_periods(case: dict[str, Any]) -> None:
    found = find_dates(toy_sentences(case["text"]))
    assert found[["text", "type", "value", "mod"]].to_numpy().tolist() == case["found"]


def test_days_that_values_cover() -> None:
    text = "in May 2024, in 2031, in the 1930s, in the third quarter of 2019, early 1990, 480 BC"
    found = find_dates(toy_sentences(text))
    assert found[["earliest", "latest"]].to_numpy().tolist() == [
        ["2024-05-01", "2024-05-31"],
        ["2031-01-01", "2031-12-31"],
        ["1930-01-01", "1939-12-31"],
        ["2019-07-01", "2019-09-30"],
        ["1990-01-01", "1990-12-31"],
        ["", ""],
    ]
    assert found["mod"].tolist() == ["", "", "", "", "START", ""]


def test_a_period_counted_from_publication_has_days() -> None:
    found = find_dates(toy_sentences("over the past three weeks"), published("2024-05-03"))
    row = found[["value", "earliest", "latest", "basis"]].to_numpy().tolist()
    assert row == [["P3W", "2024-04-12", "2024-05-03", "resolved"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ended last Friday.", ["2024-04-26", "2024-04-26", "2024-04-26", "resolved"]),
        ("It ended last month.", ["2024", "2024-03-01", "2024-04-30", "resolved"]),
        ("It ended last year.", ["2023", "2023-01-01", "2023-12-31", "resolved"]),
        ("It ended yesterday.", ["2024", "2024-04-26", "2024-05-01", "resolved"]),
    ],
)
def test_an_interval_of_publication_gives_an_interval(text: str, expected: list[str]) -> None:
    found = find_dates(toy_sentences(text), published("2024-04-27", "2024-05-02"))
    columns = ["value", "earliest", "latest", "basis"]
    assert found[columns].to_numpy().tolist() == [expected]


def test_an_interval_over_a_new_year_leaves_the_value_open() -> None:
    found = find_dates(toy_sentences("It ended last year."), published("2023-12-30", "2024-01-02"))
    columns = ["value", "earliest", "latest"]
    assert found[columns].to_numpy().tolist() == [["XXXX", "2022-01-01", "2023-12-31"]]


def test_without_an_anchor_nothing_is_guessed() -> None:
    text = toy_sentences("On 3 May, last Friday, in April, two years ago, yesterday, the next day.")
    for documents, anchor in [
        (None, "document"),
        (published(""), "document"),
        (published(), "none"),
    ]:
        found = find_dates(text, documents, anchor)
        assert len(found) == 6
        assert found["value"].str.startswith("XX").all()
        assert set(found["basis"]) == {"none"}
        assert set(found["earliest"]) == set(found["latest"]) == {""}
        assert stated_dates(found).empty


@given(TEXTS, TEXTS, ANCHORS, st.dates(), st.integers(0, 400))
def test_offsets_and_values_hold_for_any_text(
    one: str, two: str, anchor: str, day: date, days: int
) -> None:
    last = date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
    documents = published(str(day), str(last))
    found = find_dates(toy_sentences(one, two), documents, anchor, HOLIDAYS)
    raw = f"{one}\n{two}"
    assert list(found) == COLUMNS
    for row in found.itertuples():
        assert raw[row.start : row.end] == row.text
        assert row.earliest <= row.latest
        assert all(value == "" or date.fromisoformat(value) for value in (row.earliest, row.latest))
    assert found["value"].str.fullmatch(VALUE).all(), found["value"].tolist()
    assert found["value"].map(str.isascii).all()
    spans = list(zip(found["start"], found["end"], strict=True))
    assert all(before <= start for (_, before), (start, _) in itertools.pairwise(spans))
    assert all(start < end for start, end in spans)


@given(st.dates(date(1500, 1, 1), date(2099, 12, 31)))
def test_every_day_is_found_in_every_form(day: date) -> None:
    month, forms = day.strftime("%B"), [day.isoformat()]
    forms += [f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"]
    found = find_dates(toy_sentences(*(f"It was on {form}, in Zenda." for form in forms)))
    assert found["text"].tolist() == forms
    assert set(found["value"]) == {day.isoformat()}


@pytest.mark.parametrize(
    "piece",
    ["the end of ", "12 ", "two ", "May ", " ", "3, ", "a few ", "said on Friday ", "last "],
)
def test_a_long_line_ends_soon(piece: str) -> None:
    text = toy_sentences(piece * (160_000 // len(piece)))
    began = time.perf_counter()
    find_dates(text, published())
    assert time.perf_counter() - began < HANGING


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
    corpus = read_corpus(ROOT / "seeds")
    for anchor in ("document", "narrative", "none"):
        found = find_dates(corpus.sentences, corpus.documents, anchor, HOLIDAYS)
        assert stated_dates(found).empty
        assert pairs(found) == [["almost six hours", "PT6H"], ["three-day", "P3D"]]


def test_no_such_anchor() -> None:
    with pytest.raises(AnchorError, match="no anchor “author”; write document, narrative or none"):
        find_dates(toy_sentences(), anchor="author")


@pytest.mark.parametrize("rule", ["12-32", "Mond 05-25", "Easter", ""])
def test_a_wrong_rule_of_a_holiday(tmp_path: Path, rule: str) -> None:
    path = tmp_path / "holidays.csv"
    path.write_text(f"name,rule,pattern\nA feast,{rule},Feast\n", encoding="utf-8")
    with pytest.raises(HolidayError, match=r"line 2: “.*” is no rule; write 12-25"):
        read_holidays(path)


def test_a_wrong_pattern_of_a_holiday(tmp_path: Path) -> None:
    path = tmp_path / "holidays.csv"
    path.write_text("name,rule,pattern\nA feast,12-25,(Feast\n", encoding="utf-8")
    with pytest.raises(HolidayError, match="line 2"):
        read_holidays(path)
