"""Voices: whose words issues stand in; and the sentences that say so."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.compare import mention_voices, speakers_by_issue, voice_of_issues
from communique.findings import direction_finding, speaker_finding, spoken_finding
from tests.known import each_case, read_cases

CASES = read_cases("voices")
QUOTES = ["start", "end", "direct", "speaker"]


def quotes_of(rows: list[list[Any]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=QUOTES).assign(doc="a")


def mentions_of(rows: list[list[int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["start", "end"]).assign(doc="a", sentence=1)


def documents_of(docs: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"doc": docs, "source": docs})


@each_case(CASES["voices"])
def test_offsets_decide(case: dict[str, Any]) -> None:
    told = mention_voices(mentions_of(case["mentions"]), quotes_of(case["quotes"]))
    assert told[["voice", "speaker"]].to_numpy().tolist() == case["told"]


SPAN = st.tuples(st.integers(0, 60), st.integers(1, 60)).map(lambda one: (one[0], sum(one)))


@given(st.lists(SPAN, max_size=6), st.lists(SPAN, max_size=6))
def test_a_mention_is_spoken_exactly_inside_a_content(
    contents: list[tuple[int, int]], spans: list[tuple[int, int]]
) -> None:
    quotes = quotes_of([[*content, True, "Fritz Sapt"] for content in contents])
    told = mention_voices(mentions_of([list(span) for span in spans]), quotes)
    for (start, end), voice in zip(spans, told["voice"], strict=True):
        inside = any(first <= start and end <= last for first, last in contents)
        assert (voice == "quoted") == inside


@pytest.fixture
def told() -> pd.DataFrame:
    rows = [
        ("a", 1, "visas", "travel", "quoted", "Ann Other"),
        ("a", 2, "visas", "travel", "quoted", "Fritz Sapt"),
        ("a", 3, "visas", "travel", "reported", "Fritz Sapt"),
        ("a", 3, "visas", "travel", "own", ""),
        ("a", 4, "flights", "travel", "own", ""),
        ("b", 1, "visas", "travel", "own", ""),
    ]
    return pd.DataFrame(rows, columns=["doc", "sentence", "issue", "parent", "voice", "speaker"])


@pytest.fixture
def sentences() -> pd.DataFrame:
    kinds = [("a", "title"), ("a", "sentence"), ("a", "sentence"), ("a", "sentence")]
    table = pd.DataFrame([*kinds, ("b", "sentence")], columns=["doc", "kind"])
    return table.assign(sentence=[1, 2, 3, 4, 1])


def test_speakers_by_issue(told: pd.DataFrame, sentences: pd.DataFrame) -> None:
    found = speakers_by_issue(told, sentences)
    columns = ["doc", "speaker", "issue", "quoted", "reported", "sentences", "numbers"]
    assert found.columns.tolist() == columns
    assert found.to_numpy().tolist() == [["a", "Fritz Sapt", "visas", 1, 1, 2, "1; 2"]]


def test_voice_of_issues(told: pd.DataFrame, sentences: pd.DataFrame) -> None:
    found = voice_of_issues(told, sentences, "parent")
    columns = ["doc", "issue", "quoted", "reported", "own", "sentences"]
    assert found[columns].to_numpy().tolist() == [
        ["a", "travel", 1, 1, 1, 3],
        ["b", "travel", 0, 0, 1, 1],
    ]
    assert found["voice"].tolist() == ["quoted", "own"]
    assert found["spoken"].round(2).tolist() == [0.67, 0.0]
    assert found["speakers"].tolist() == ["Fritz Sapt", ""]


def test_empty_tables(told: pd.DataFrame, sentences: pd.DataFrame) -> None:
    nothing = told.head(0)
    assert speakers_by_issue(nothing, sentences).empty
    assert voice_of_issues(nothing, sentences).empty
    assert speakers_by_issue(told.assign(voice="own"), sentences).empty
    assert mention_voices(mentions_of([]), quotes_of([]))["voice"].tolist() == []


def of_documents(docs: list[str], function: Any, rows: list[Any], columns: list[str]) -> str:
    table = pd.DataFrame(rows, columns=columns).assign(mode="")
    return str(function(table, documents_of(docs)))


@each_case(CASES["spoken"])
def test_spoken_finding(case: dict[str, Any]) -> None:
    columns = ["doc", "issue", "voice"]
    told = of_documents(case["docs"], spoken_finding, case["voices"], columns)
    assert told == case["told"]


@each_case(CASES["speakers"])
def test_speaker_finding(case: dict[str, Any]) -> None:
    columns = ["doc", "speaker", "issue"]
    told = of_documents(case["docs"], speaker_finding, case["speakers"], columns)
    assert told == case["told"]


@each_case(CASES["directions"])
def test_direction_finding(case: dict[str, Any]) -> None:
    columns = ["doc", "actor", "act", "target"]
    told = of_documents(case["docs"], direction_finding, case["acts"], columns)
    assert told == case["told"]


def test_proposals_are_no_directions() -> None:
    rows = {"doc": "a", "actor": ["Ruritania"], "act": "warns", "target": ["Freedonia"]}
    table = pd.DataFrame(rows).assign(mode="proposed")
    assert direction_finding(table, documents_of(["a"])).startswith("Who acts towards whom is not")
