"""The cooperation scale: its rules, case by case; its scores made again from the words."""

import csv
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from known import each_case, read_cases

from communique.phrases import rows_of
from communique.tone import Instrument, LexiconError
from communique.tone.scale import COLUMNS, read_scale

PATH = Path(__file__).parent.parent / "data" / "lexicons" / "scale.csv"
SCALE = read_scale(PATH)
ROWS = list(csv.DictReader(PATH.open(encoding="utf-8", newline="")))
CASES = read_cases("scale")
HEADER = ",".join(COLUMNS) + "\n"
CLEAR = 0.05
TELLING = """not failed to end ended despite could if but which the of , . “ ” –
U.S. talks treaty signed tensions war attack eased lifted sanctions were rejected agreed
cooperate discussed no"""
TEXTS = st.lists(st.sampled_from(TELLING.split())).map(" ".join) | st.text(max_size=80)


def score(text: str) -> float:
    return SCALE.read(text).score


def read(folder: Path, rows: str) -> Instrument:
    path = folder / "scale.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return read_scale(path)


@each_case(CASES["signs"])
def test_signs(case: dict[str, str | int]) -> None:
    found = score(str(case["text"]))
    assert (found > CLEAR) - (found < -CLEAR) == case["sign"], SCALE.read(str(case["text"]))


@each_case(CASES["weaker"])
def test_weaker(case: dict[str, str]) -> None:
    assert abs(score(case["weak"])) < abs(score(case["strong"]))


def test_the_examples_of_the_file_point_the_way_of_their_rows() -> None:
    for row in ROWS:
        if row["weight"] and row["example"]:
            assert score(row["example"]) * float(row["weight"]) > 0, row["group"]


def test_the_file_covers_every_category_of_cameo() -> None:
    assert {f"{root:02}" for root in range(1, 21)} <= {row["cameo"] for row in ROWS}


def test_each_phrase_of_the_file_is_found() -> None:
    """A phrase hidden by another, or by an exclusion, would be a dead line."""
    for row in ROWS:
        if row["cameo"] in ("list", "turn", "stop") or not float(row["weight"] or 0):
            continue
        for pattern in row["patterns"].split(";"):
            if "{" in pattern or "!" in pattern or not pattern.strip():
                continue
            shortest = min(sorted(rows_of(pattern.strip())), key=len)
            text = " ".join(word.written or word.form or "the" for word in shortest)
            assert SCALE.read(text).words, (row["group"], pattern)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_words_make_up_any_score(text: str) -> None:
    found = SCALE.read(text)
    assert SCALE.combine([word.weight for word in found.words]) == found.score
    assert SCALE.score([text, text]) == [(found.score, len(found.words))] * 2
    assert -1 < found.score < 1
    assert all(0 <= word.start < word.end <= len(text) for word in found.words)
    assert [*found.words] == sorted(found.words)


def test_the_order_of_rows_makes_no_difference(tmp_path: Path) -> None:
    lists = [row for row in ROWS if row["cameo"] == "list"]
    others = [row for row in ROWS if row["cameo"] != "list"]
    random.Random(1).shuffle(others)
    path = tmp_path / "scale.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(ROWS[0]))
        writer.writeheader()
        writer.writerows(lists + others)
    shuffled = read_scale(path)
    for case in CASES["signs"]:
        assert shuffled.read(case["text"]) == SCALE.read(case["text"])


def test_words_tell_where_and_how_much(tmp_path: Path) -> None:
    rows = "05,signing,0.6,,,,sign*\nturn,fail,,-0.5,0.2,after,fail* to\n"
    text = "They failed to sign."
    (word,) = read(tmp_path, rows).read(text).words
    assert (text[word.start : word.end], word.weight) == ("sign", -0.3)


def test_the_nearest_acts_first_and_reach_ends_after_eight_words(tmp_path: Path) -> None:
    rows = "05,signing,0.6,,,,sign\nturn,fail,,-0.5,0,after,failed to\nturn,not,,0,-1,after,not\n"
    scale = read(tmp_path, rows)
    assert scale.read("has not failed to sign").words[0].weight == 0.3
    assert scale.read("failed to a b c d e f g sign").words[0].weight == -0.3
    assert scale.read("failed to a b c d e f g h sign").words[0].weight == 0.6
    assert scale.read("failed to come; sign").words[0].weight == 0.6


def test_reach_backwards_and_over_the_sentence(tmp_path: Path) -> None:
    rows = "05,signing,0.6,,,,signed\nturn,gone,,-1,1,before,is gone\n"
    rows += "stop,but,,0.5,0.5,past,but\nturn,amid,,0.5,0.5,rest,amid\n"
    scale = read(tmp_path, rows)
    assert scale.read("What they signed is gone").words[0].weight == -0.6
    assert scale.read("It is gone what they signed").words[0].weight == 0.6
    weights = [word.weight for word in scale.read("signed, and so on, but signed").words]
    assert weights == [0.3, 0.6]
    assert scale.read("amid rain, and so on, signed").words[0].weight == 0.3


def test_what_is_turned_backwards_is_the_nearest(tmp_path: Path) -> None:
    rows = "13,warning,-0.5,,,,warned\n19,war,-0.4,,,,war\nturn,over,,-1,-1,before,is over\n"
    (warned, war) = read(tmp_path, rows).read("He warned that the war is over").words
    assert (warned.weight, war.weight) == (-0.5, 0.4)


def test_what_weighs_nothing_is_no_word(tmp_path: Path) -> None:
    rows = "19,war,-0.4,,,,war\n07,aid,0.5,,0,after,aid\n"
    assert [word.weight for word in read(tmp_path, rows).read("aid for war").words] == [0.5]


def test_a_phrase_turns_what_points_the_same_way(tmp_path: Path) -> None:
    rows = "05,trust,0.5,,,,trust\n11,tension,-0.4,,,,tensions; rows\nturn,ease,,-1,-1,after,ease\n"
    weights = [w.weight for w in read(tmp_path, rows).read("ease tensions and rows, trust").words]
    assert weights == [0.4, 0.4, 0.5]


def test_the_vocabulary_counts_what_is_looked_for(tmp_path: Path) -> None:
    rows = "list,paper,,,,,treaty; accord\n05,signing,0.6,,,,sign {paper}; seal; !seal cub\n"
    assert read(tmp_path, rows + "turn,not,,-1,-1,after,not\n").vocabulary() == 3


def test_choices_in_lists_stay_quick(tmp_path: Path) -> None:
    many = "; ".join(f"{word}(|s|ed)" for word in TELLING.split() if word.isalpha())
    rows = f"list,deed,,,,,{many}\n05,signing,0.6,,,,{{deed}} gladly\n"
    assert read(tmp_path, rows).score(["They signed gladly."])[0][1] == 1


def test_lists_stand_for_their_words(tmp_path: Path) -> None:
    rows = "list,paper,,,,,treaty; accord(|s)\n05,signing,0.6,,,,sign {paper}\n"
    scale = read(tmp_path, rows)
    assert [scale.score([t])[0][1] for t in ("sign treaty", "sign accords", "sign")] == [1, 1, 0]


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        ("05,a,0.5\n", ["line 2", "3 cells under 7"]),
        ("21,a,0.5,,,,sign\n", ["line 2", "“21”", "01 to 20"]),
        ("05,a,5,,,,sign\n", ["line 2", "weight “5”", "-1 to 1"]),
        ("05,a,-0.5,,,,sign\n", ["line 2", "category 05"]),
        ("13,a,0.5,,,,warn\n", ["line 2", "category 13"]),
        ("turn,a,0.5,1,1,after,not\n", ["line 2", "a turn has none"]),
        ("turn,a,,-1,,,not\n", ["line 2", "write both or neither"]),
        ("turn,a,,,,after,not\n", ["line 2", "write both or neither"]),
        ("turn,a,,-2,,after,not\n", ["line 2", "on_cooperation “-2”"]),
        ("turn,a,,-1,,behind,not\n", ["line 2", "“behind”", "after, before, rest, past"]),
        ("05,a,0.5,,,,sign\n05,a,0.5,,,,seal\n", ["line 3", "“a”", "twice"]),
        ("05,a,0.5,,,,sign\n05,b,0.5,,,,sign\n", ["line 3", "“sign”", "two groups"]),
        ("05,,0.5,,,,sign\n", ["line 2", "empty"]),
        ("05,a,0.5,,,,;\n", ["line 2", "no patterns"]),
        ("05,a,0.5,,,,(sign\n", ["line 2", "(sign"]),
        ("05,a,0.5,,,,sign {paper}\n", ["line 2", "no list “paper”"]),
        ("05,a,0.5,,,,sign; !sign\n", ["an exclusion cancels it always"]),
    ],
)
def test_errors(tmp_path: Path, rows: str, parts: list[str]) -> None:
    with pytest.raises(LexiconError) as error:
        read(tmp_path, rows)
    assert all(part in str(error.value) for part in ["scale.csv", *parts]), str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no such file"):
        read_scale(tmp_path / "scale.csv")


def test_a_long_text_is_read_in_linear_time() -> None:
    words = SCALE.read("They did not sign the treaty but war was avoided. " * 2_000).words
    assert len(words) >= 4_000
