"""Modes: cases, the cue table's own examples, what holds for any text, and every error."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.corpus import read_corpus
from communique.modes import CueError, Cues, code_modes, find_cues, read_cues
from communique.split import quoted_shares
from tests.known import each_case, read_cases

ROOT = Path(__file__).parent.parent
CASES = read_cases("modes")
CUES = read_cues(ROOT / "data" / "mode_cues.csv")
HEADER = "mode,group,weight,patterns,example\n"


def sentence(text: str, quoted: float | None = None) -> pd.DataFrame:
    share = quoted_shares(text, [(0, len(text))])[0] if quoted is None else quoted
    row = {"doc": "a", "sentence": 1, "kind": "sentence", "start": 0, "text": text}
    return pd.DataFrame([row | {"quoted": share}])


@each_case(CASES)
def test_cases(case: dict[str, Any]) -> None:
    coded = code_modes(sentence(case["text"], case.get("quoted")), CUES)
    assert coded["mode"].tolist() == [case["mode"]]


@pytest.mark.parametrize("row", list(CUES.table.itertuples()), ids=lambda row: row.group)
def test_each_example_shows_its_group(row: Any) -> None:
    example = sentence(row.example)
    assert code_modes(example, CUES)["mode"].tolist() == [row.mode]
    assert row.group in find_cues(example, CUES)["group"].tolist()


def test_titles_and_headings_have_no_mode() -> None:
    table = pd.concat([sentence("Both should talk.")] * 3).assign(
        kind=["title", "heading", "sentence"]
    )
    assert code_modes(table, CUES)["mode"].tolist() == ["", "", "proposed"]
    assert find_cues(table, CUES)["text"].tolist() == ["should"]


def test_default_corpus() -> None:
    corpus = read_corpus(ROOT / "seeds")
    coded = code_modes(corpus.sentences, CUES)
    assert list(coded.columns) == [*corpus.sentences.columns, "mode"]
    # These four topics stand in the commentary as advice only; as news they would mislead.
    topics = "arms control|hotlines|tariffs|cybersecurity"
    advice = coded[coded["text"].str.contains(topics)]
    assert advice["mode"].tolist() == ["proposed"] * 4
    news = coded.query("doc == 'blinken_in_china' and kind == 'sentence'")
    assert "proposed" not in set(news["mode"])
    raw = dict(zip(corpus.documents["doc"], corpus.documents["raw"], strict=True))
    found = find_cues(coded, CUES)[["doc", "start", "end", "text"]].values.tolist()
    assert all(raw[doc][start:end] == text for doc, start, end, text in found)


@given(
    st.text(max_size=80) | st.lists(st.sampled_from(["may", "“", "”", "said", "."])).map(" ".join)
)
def test_any_text_has_a_mode(text: str) -> None:
    table = sentence(text, 0.0)
    assert code_modes(table, CUES)["mode"][0] in ("reported", "judged", "proposed")
    found = find_cues(table, CUES)[["start", "end", "text"]].values.tolist()
    assert all(text[start:end] == cue for start, end, cue in found)


def read(folder: Path, rows: str) -> Cues:
    path = folder / "cues.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return read_cues(path)


def test_lists_stand_for_a_choice(tmp_path: Path) -> None:
    cues = read(tmp_path, "list,doing,,opening; closing,\nproposed,means,2,by {doing},\n")
    assert cues.table["patterns"].tolist() == ["by (opening|closing)"]
    found = find_cues(sentence("By closing it, all gain."), cues)
    assert found["text"].tolist() == ["By closing"]


def test_the_heavier_mode_counts_and_of_equals_the_first(tmp_path: Path) -> None:
    cues = read(tmp_path, "proposed,a,2,should,\njudged,b,2,clearly,\njudged,c,1,rivals,\n")
    table = pd.concat(
        map(
            sentence,
            ["They should clearly go.", "Clearly they should.", "Should rivals clearly go?"],
        )
    )
    assert code_modes(table, cues)["mode"].tolist() == ["proposed", "judged", "judged"]


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        ("judged,a,2,may\n", ["line 2", "4 cells under 5"]),
        ("guessed,a,2,may,\n", ["line 2", "guessed", "reported, judged, proposed"]),
        ("judged,a,2,may,\njudged,a,2,might,\n", ["line 3", "“a”", "twice"]),
        ("judged,a,0,may,\n", ["line 2", "weight “0”"]),
        ("judged,a,2,;,\n", ["line 2", "no patterns"]),
        ("judged,a,2,(may,\n", ["line 2", "(may"]),
        ("judged,a,2,by {doing},\n", ["line 2", "no list “doing”"]),
    ],
)
def test_errors(tmp_path: Path, rows: str, parts: list[str]) -> None:
    with pytest.raises(CueError) as error:
        read(tmp_path, rows)
    assert all(part in str(error.value) for part in ["cues.csv", *parts]), str(error.value)


def test_unreadable_files(tmp_path: Path) -> None:
    path = tmp_path / "cues.csv"
    with pytest.raises(CueError, match="no such file"):
        read_cues(path)
    path.write_bytes(b"\xff")
    with pytest.raises(CueError, match="UTF-8"):
        read_cues(path)
    path.write_text("mode;group\n", encoding="utf-8")
    with pytest.raises(CueError, match=r"line 1: .* parted by semicolons \(“mode;group”\); save"):
        read_cues(path)
