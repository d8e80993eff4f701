"""Directions: who acts towards whom, what is left out, and every error."""

import csv
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.corpus import read_corpus
from communique.directions import (
    ACTS,
    DirectionCueError,
    find_directions,
    make_direction_cues,
    read_direction_cues,
)
from communique.issues import code_issues, read_codebook
from communique.modes import code_modes, read_cues
from communique.names import Names, make_names, read_names
from communique.quotes import find_quotes, read_quote_cues
from communique.split import split_sentences
from tests.known import each_case, read_cases

ROOT = Path(__file__).parent.parent
CASES = read_cases("directions")
CUES = read_direction_cues(ROOT / "data" / "direction_cues.csv")
COLUMNS = ["doc", "sentence", "start", "end", "text", "act", "cue", "cue_start", "cue_end"]
COLUMNS += ["actor", "actor_start", "actor_end", "target", "target_start", "target_end"]
COLUMNS += ["issues", "told_by", "mode"]
INVENTED = [
    ("Ruritania", "Strelsau", "Zenda"),
    ("Freedonia", "Fredville", ""),
    ("Sylvania", "", ""),
    ("Borduria", "", ""),
]


def known_names() -> Names:
    """Add invented states, their peoples and cities to the words about names in data/."""
    with (ROOT / "data" / "names.csv").open(encoding="utf-8-sig", newline="") as file:
        words = [row for row in csv.reader(file) if row[1] in {"title", "opening", "ordinary"}]
    for state, *cities in INVENTED:
        words.append([state, "country", "", ""])
        words.append([f"{state}n", "people", state, f"{state}ns"])
        words += [[city, "city", state, ""] for city in cities if city]
    with TemporaryDirectory() as folder:
        path = Path(folder, "names.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["name", "kind", "of", "forms"], *words])
        return read_names(path)


NAMES = known_names()


def table(text: str) -> pd.DataFrame:
    rows = [
        ("toy", number, 1, "sentence", start, end, text[start:end])
        for number, (start, end) in enumerate(split_sentences(text), 1)
    ]
    columns = ["doc", "sentence", "passage", "kind", "start", "end", "text"]
    return pd.DataFrame(rows, columns=columns)


def acts(found: pd.DataFrame) -> list[list[str]]:
    return sorted(found[["actor", "act", "target"]].to_numpy().tolist())


@each_case(CASES["acts"])
def test_acts(case: dict[str, Any]) -> None:
    found = find_directions(table(case["text"]), CUES, NAMES)
    assert acts(found) == sorted(case["rows"])


@pytest.mark.parametrize(("act", "group", "example"), CUES.examples)
def test_each_example_shows_its_act(act: str, group: str, example: str) -> None:
    found = find_directions(table(example), CUES, NAMES)
    assert act in found["act"].tolist(), group


def test_reports_written_before_the_rules() -> None:
    """Reports, then sentences, with what they plainly say: a floor, no evidence of accuracy."""
    right = wrong = missed = 0
    for case in CASES["reports"]:
        gold = {tuple(row) for row in case["rows"]}
        found = {tuple(row) for row in acts(find_directions(table(case["text"]), CUES, NAMES))}
        right, wrong, missed = (
            right + len(gold & found),
            wrong + len(found - gold),
            missed + len(gold - found),
        )
    assert right / (right + wrong) >= 0.9
    assert right / (right + missed) >= 0.8


@pytest.fixture(scope="module")
def seeds() -> tuple[pd.DataFrame, pd.DataFrame]:
    corpus = read_corpus(ROOT / "seeds")
    data = ROOT / "data"
    names = read_names(data / "names.csv")
    sentences = code_modes(corpus.sentences, read_cues(data / "mode_cues.csv"))
    mentions = code_issues(sentences, read_codebook(data / "codebook.csv"))
    quotes = find_quotes(
        corpus.passages, sentences, read_quote_cues(data / "quote_cues.csv"), names
    )
    return corpus.documents, find_directions(sentences, CUES, names, mentions, quotes)


def test_default_corpus(seeds: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """What a reader found in the two texts by hand; one text says more than is plain."""
    _, found = seeds
    by_doc = {str(doc): acts(rows) for doc, rows in found.groupby("doc")}
    assert by_doc == {
        "blinken_in_china": [
            ["Antony Blinken", "meets", "China"],
            ["Antony Blinken", "meets", "Wang Yi"],
            ["Antony Blinken", "meets", "Xi Jinping"],
            ["Antony Blinken", "warns", "China"],
            ["China", "supports", "Russia"],
            ["United States", "meets", "Japan"],
            ["United States", "meets", "Philippines"],
            ["Wang Yi", "warns", ""],
        ],
        "cbga_beijing_visit": [
            ["Antony Blinken", "meets", "Wang Yi"],
            ["China", "supports", "Russia"],
            ["United States", "criticises", "China"],
            ["United States", "presses", "China"],
            ["United States", "presses", "China"],
        ],
    }
    support = found[found["act"] == "supports"]
    assert support["issues"].tolist() == ["russia_ukraine", "russia_ukraine"]
    assert support["told_by"].tolist() == ["", "United States"]


def test_offsets(seeds: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    documents, found = seeds
    raw = dict(zip(documents["doc"], documents["raw"], strict=True))
    assert found.columns.tolist() == COLUMNS
    for row in found.itertuples():
        text = raw[row.doc]
        assert text[row.start : row.end] == row.text
        assert text[row.cue_start : row.cue_end] == row.cue
        assert row.start <= row.cue_start < row.cue_end <= row.end
        assert row.start <= row.actor_start < row.actor_end <= row.end
        assert (row.target_start == -1) == (row.target == "")


def test_empty_tables() -> None:
    nothing = table("Nobody came.")
    assert find_directions(nothing, CUES, NAMES).columns.tolist() == COLUMNS
    assert find_directions(nothing.head(0), CUES, NAMES).empty


PIECES = [
    "Ruritania",
    "Freedonia",
    "'s",
    "’s",
    "criticised",
    "by",
    "was",
    ",",
    "and",
    "met",
    "with",
]
PIECES += ["he", "his", "talks", "between", "the", "government", "of", "not", "to", "urged", "him"]
PIECES += ["Mr.", "Sapt", "who", "In", "After", "-", "“", "”", ".", ";", "İ", "😀", "pressure on"]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join) | st.text(max_size=60))
def test_any_text(text: str) -> None:
    found = find_directions(table(text), CUES, NAMES)
    for row in found.itertuples():
        assert text[row.start : row.end] == row.text
        assert text[row.cue_start : row.cue_end] == row.cue
        assert row.act in ACTS
        assert row.actor not in ("", row.target)


def test_time_is_linear() -> None:
    sentence = "Ruritania, which met Freedonia, criticised Sylvania and urged it to pay. "
    find_directions(table(sentence), CUES, NAMES)
    begin = time.perf_counter()
    find_directions(table(sentence * 300), CUES, NAMES)
    assert time.perf_counter() - begin < 5


def test_made_cues_go_alone() -> None:
    cues = make_direction_cues({"thanks": ["{actor} thanked {target}"]})
    names = make_names({"Ruritania": "country", "Freedonia": "country"})
    found = find_directions(table("Ruritania thanked Freedonia."), cues, names)
    assert acts(found) == [["Ruritania", "thanks", "Freedonia"]]


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ("greets,a,{actor} greeted {target},,", "unknown act “greets”"),
        ("thanks,,{actor} thanked {target},,", "group “” is empty"),
        ("thanks,a, ; ,,", "no patterns"),
        ("thanks,a,thanked {target},,", "nobody acts"),
        ("thanks,a,{actor} {target},,", "write the cue's words"),
        ("thanks,a,{actor} (thanked {target},,", "(thanked"),
        ("thanks,a,{actor} {thank} {target},,", "no list “thank”"),
        ("thanks,a,{target's} thanked by {actor},,", "wrong side"),
        ("thanks,a,{actor} told {target} of {target} by {both},,", "two behind it"),
        ("rule,weather,rain,,", "no rule needs “weather”"),
    ],
)
def test_errors(tmp_path: Path, row: str, part: str) -> None:
    path = tmp_path / "cues.csv"
    path.write_text(f"act,group,patterns,example,comment\n{row}\n", encoding="utf-8")
    with pytest.raises(DirectionCueError) as error:
        read_direction_cues(path)
    assert "cues.csv, line 2" in str(error.value)
    assert part in str(error.value)


def test_a_group_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "cues.csv"
    row = "thanks,a,{actor} thanked {target},,\n"
    path.write_text(f"act,group,patterns,example,comment\n{row}{row}", encoding="utf-8")
    with pytest.raises(DirectionCueError, match="line 3: the group “a”"):
        read_direction_cues(path)
