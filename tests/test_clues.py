"""Clues of time: which words they are, what kind, how far they reach, what follows from them."""

import json
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.clues import Clue, compare, main, match
from communique.clues import date_clues, find_clues, part_dates
from communique.corpus import toy_sentences
from communique.dates import find_dates
from communique.marks import time_marks
from communique.timecues import COLUMNS, KINDS, TimeCueError, make_time_cues, read_time_cues
from communique.timeline import build_timeline, no_chronology
from tests.known import each_case, read_cases

ROOT = Path(__file__).parent.parent
CUES = read_time_cues(ROOT / "data" / "time_cues.csv")
CASES = read_cases("clues")
FOUND = ["doc", "sentence", "start", "end", "text", "kind", "earliest", "latest", "basis"]


def dates_of(case: dict[str, Any], sentences: pd.DataFrame) -> pd.DataFrame:
    """Make a table of dates from the words that a case gives: text, type, value."""
    rows = []
    for text, kind, value in case.get("dates", []):
        start = case["text"].index(text)
        when = (value, value) if kind == "DATE" and value[0].isdigit() else ("", "")
        rows.append(("toy", 1, start, start + len(text), text, kind, value, "", *when, "stated"))
    return pd.DataFrame(rows, columns=list(find_dates(sentences)))


@each_case(CASES)
def test_cases(case: dict[str, Any]) -> None:
    sentences = toy_sentences(case["text"])
    found = find_clues(sentences, CUES, dates_of(case, sentences))
    assert list(zip(found["kind"], found["text"], strict=True)) == [tuple(c) for c in case["clues"]]


def test_every_group_finds_its_example() -> None:
    for group, kind, example in CUES.table[["group", "kind", "example"]].itertuples(index=False):
        sentences = toy_sentences(example[0].upper() + example[1:] + ".")
        found = find_clues(sentences.assign(mode="proposed"), CUES)
        assert kind in set(found["kind"]), (group, example)


# ---------------------------------------------------------------- reading


def write(folder: Path, *lines: str) -> Path:
    path = folder / "cues.csv"
    path.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    return path


def test_time_cues(tmp_path: Path) -> None:
    days = "list,unit,,day; days,two days"
    cues = read_time_cues(write(tmp_path, days, "duration,long,,two {unit},two days"))
    assert cues.table["patterns"].to_list() == ["two {unit}"]
    assert find_clues(toy_sentences("Two days."), cues)["text"].to_list() == ["Two days"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("often,a,,recent,", "unknown kind “often”; write date, vague"),
        ("vague,,,recent,", "the group “” is empty or stands twice"),
        ("vague,lately,,recent,", "the group “lately” is empty or stands twice"),
        ("vague,a,noun,recent,", "takes “noun”; leave it empty, or write event"),
        ("vague,a,, ; ,", "it has no patterns"),
        ("vague,a,,{unit},", "there is no list “unit” above"),
        ("vague,a,,*,", "pattern “*”: "),
    ],
)
def test_mistakes(tmp_path: Path, row: str, problem: str) -> None:
    with pytest.raises(TimeCueError) as error:
        read_time_cues(write(tmp_path, "vague,lately,,lately,", row))
    assert str(error.value).startswith(f"{tmp_path / 'cues.csv'}, line 3: ")
    assert problem in str(error.value)


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(TimeCueError, match="there is no such file"):
        read_time_cues(tmp_path / "nothing.csv")


# ---------------------------------------------------------------- finding


def test_columns() -> None:
    sentences = toy_sentences("They met.", "After a recent visit, talks ended.")
    found = find_clues(sentences, make_time_cues({"vague": ["recent*"], "order": ["after"]}))
    assert list(found) == FOUND
    assert found[FOUND[:6]].to_numpy().tolist() == [
        ["toy", 2, 10, 15, "After", "order"],
        ["toy", 2, 18, 24, "recent", "vague"],
    ]
    assert set(found["earliest"]) == set(found["latest"]) == {""}
    assert set(found["basis"]) == {"none"}
    for nothing in (toy_sentences(), toy_sentences("They met.")):
        assert list(find_clues(nothing, CUES)) == FOUND
        assert find_clues(nothing, CUES, find_dates(nothing)).empty


def test_can_counts_where_a_sentence_proposes() -> None:
    sentences = toy_sentences("Both can gain by it.", "Both can veto it.")
    found = find_clues(sentences.assign(mode=["proposed", "reported"]), CUES)
    assert found["text"].to_list() == ["can gain"]


def test_dates_keep_their_days() -> None:
    sentences = toy_sentences("Before the vote.", "After the talks of May 2031, all was quiet.")
    found = find_clues(sentences, CUES, find_dates(sentences))
    assert found[["kind", "text", "earliest", "latest", "basis"]].to_numpy().tolist() == [
        ["order", "Before the vote", "", "", "none"],
        ["order", "After the talks", "", "", "none"],
        ["date", "May 2031", "2031-05-01", "2031-05-31", "stated"],
    ]


WORDS = (
    "they will could may since after the talks recent two days long-standing War of once “ ( , . 5"
)
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(WORDS.split())).map(" ".join))


@given(TEXTS)
@settings(deadline=None)
def test_any_text(text: str) -> None:
    sentences = toy_sentences(text).assign(start=7)
    found = find_clues(sentences, CUES, find_dates(sentences))
    assert set(found["kind"]) <= set(KINDS)
    spans = found[["start", "end", "text"]].itertuples(index=False)
    assert all(text[start - 7 : end - 7] == words != "" for start, end, words in spans)
    assert not found.duplicated(["start", "end"]).any()


def test_time_grows_with_the_text_alone() -> None:
    words = "he said they would meet after two days of recent talks in May 2030 since then, "
    sentences = toy_sentences(words * 1500)
    dates = find_dates(sentences)
    started = perf_counter()
    assert len(find_clues(sentences, CUES, dates)) > 1500
    assert perf_counter() - started < 10  # a rule that looks at all pairs takes minutes


# ---------------------------------------------------------------- what follows


def clues_of(*rows: tuple[str, int, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["doc", "sentence", "kind", "text"])
    return frame.assign(earliest="", latest="", basis="none")


DOCUMENTS = pd.DataFrame(
    {
        "doc": ["a", "b", "c"],
        "published_from": ["2031-05-01", "", "2031-06-01"],
        "published_to": ["2031-05-03", "", ""],
    }
)


@pytest.mark.parametrize(
    ("clue", "earliest", "latest", "basis"),
    [
        (("a", 1, "vague", "recent visit"), "", "2031-05-03", "resolved"),
        (("a", 1, "order", "after the talks"), "", "2031-05-03", "resolved"),
        (("a", 1, "future", "will meet"), "2031-05-01", "", "resolved"),
        (("a", 1, "future", "would meet"), "", "", "none"),
        (("a", 1, "order", "until the vote"), "", "", "none"),
        (("a", 1, "set", "yearly"), "", "", "none"),
        (("a", 1, "hypothetical", "could meet"), "", "", "none"),
        (("b", 1, "future", "will meet"), "", "", "none"),
        (("c", 1, "vague", "recent visit"), "", "2031-06-01", "resolved"),
        (("d", 1, "vague", "recent visit"), "", "", "none"),
    ],
)
def test_publication_bounds_what_clues_allow(
    clue: tuple[str, int, str, str], earliest: str, latest: str, basis: str
) -> None:
    bounds = date_clues(clues_of(clue), DOCUMENTS)
    assert bounds[["earliest", "latest", "basis"]].to_numpy().tolist() == [
        [earliest, latest, basis]
    ]


def test_order_beside_a_future_has_no_bound() -> None:
    rows = ("a", 1, "order", "after the vote"), ("a", 1, "future", "will meet")
    assert date_clues(clues_of(*rows), DOCUMENTS)["basis"].to_list() == ["none", "resolved"]


def test_a_date_keeps_its_bounds() -> None:
    clue = clues_of(("a", 1, "vague", "recently")).assign(latest="2031-04-01", basis="stated")
    pd.testing.assert_frame_equal(date_clues(clue, DOCUMENTS), clue)


def test_dates_of_proposals_are_kept_apart() -> None:
    told = ["They met in 2030.", "They should meet in 2031.", "They could meet in 2032."]
    sentences = toy_sentences(*told).assign(mode=["reported", "proposed", "reported"])
    clues = pd.DataFrame({"doc": ["toy"], "sentence": [3], "kind": ["hypothetical"]})
    firm, apart = part_dates(find_dates(sentences), sentences, clues)
    assert firm["value"].to_list() == ["2030"]
    assert apart["value"].to_list() == ["2031", "2032"]
    assert all(len(table) == 0 for table in part_dates(firm.head(0), sentences, clues))


def test_a_hypothetical_is_never_an_event() -> None:
    told = ["They met in May 2030.", "A new round could be held in June 2031."]
    sentences = toy_sentences(*told).assign(mode="reported")
    documents = pd.DataFrame({"doc": ["toy"], "source": ["toy"], "url": [""]})
    documents = documents.assign(published_from="2030-07-01", published_to="2030-07-01")
    dates = find_dates(sentences)
    clues = date_clues(find_clues(sentences, CUES, dates), documents)
    links = pd.DataFrame(columns=["doc", "sentence", "start", "end", "text", "event"])
    firm, _ = part_dates(dates, sentences, clues)
    events = build_timeline(firm, sentences, links, no_chronology(), documents)
    assert events["event"].to_list() == [told[0], "toy is published"]
    marks = time_marks(dates, clues, links, no_chronology(), documents, sentences)
    unsure = marks[marks["sentence"] == 2]
    assert set(unsure["lane"]) == {"hypothetical"}
    assert set(unsure["kind"]) == {"hypothetical"}


# ---------------------------------------------------------------- measuring


def test_match_is_one_to_one() -> None:
    gold = [Clue("f", 0, 9, "order"), Clue("f", 20, 25, "vague")]
    found = [Clue("f", 0, 4, "order"), Clue("f", 5, 9, "order"), Clue("f", 20, 25, "set")]
    assert match(found, gold) == [(found[0], gold[0])]
    table = compare(found, gold)
    assert table["micro"]["found"] == 3
    assert table["micro"]["f1"] == pytest.approx(40)
    assert table["order"]["precision"] == 50
    assert table["vague"]["recall"] == 0


def test_the_benchmark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("They may meet. They met after the recent talks.", "utf-8")
    gold, ranges = tmp_path / "gold.csv", tmp_path / "ranges.csv"
    gold.write_text("file,start,end,kind\na.txt,24,46,order\na.txt,34,46,date\n")
    ranges.write_text("file,start,end\na.txt,15,48\n")

    def run(*more: str) -> str:
        monkeypatch.setattr("sys.argv", ["clues", str(tmp_path), str(gold), *more])
        main()
        return capsys.readouterr().out

    assert json.loads(run("--json"))["micro"]["found"] == 3
    told = run("--ranges", str(ranges)).splitlines()
    assert told[-1].split() == ["micro", "50.0", "50.0", "50.0", "2", "2"]
    assert "missed date: They may meet. They met after the [recent talks]." in run("--errors")
    gold.write_text("file,start,end,kind\na.txt,24,46,often\n")
    with pytest.raises(SystemExit, match="line 2: unknown kind “often”"):
        run()
    gold.write_text("file,start,end,kind\nb.txt,24,46,order\n")
    with pytest.raises(SystemExit, match=r"no file “b\.txt”"):
        run()
