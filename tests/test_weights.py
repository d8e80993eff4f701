"""Word weights: each score is made of its words, and both ways to score give the same."""

import math
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.names import FILLER, read_names
from communique.tone import Instrument, LexiconError
from communique.tone.weights import TURNED, read_weights
from tests.known import each_case, read_cases

DATA = Path(__file__).parent.parent / "data"
KEPT = ["negation", "turns nothing"]
ORDINARY = {"holy", "great", "state of"}  # words of names that are common words
SHIPPED = DATA / "lexicons" / "weights.csv"
CASES = read_cases("weights")
TOY = """word,weight,turns
good,1,
war,-2,
won,0.8,
won't,0,3
good war,0.4,
war crime,-3,
crime case,-1,
not,-0.2,3
no,0,2
not only,0,
isn't,0,3
"""


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Instrument:
    file = tmp_path_factory.mktemp("toy") / "weights.csv"
    file.write_text(TOY, encoding="utf-8")
    return read_weights(file)


@lru_cache(maxsize=1)
def shipped() -> Instrument:
    return read_weights(SHIPPED)


@each_case(CASES["toy"])
def test_words(toy: Instrument, case: dict[str, Any]) -> None:
    words = toy.read(case["text"]).words
    found = [[case["text"][word.start : word.end], word.weight] for word in words]
    assert found == [[text, pytest.approx(weight, abs=1e-4)] for text, weight in case["words"]]


@each_case(CASES["errors"])
def test_mistakes_name_line_and_remedy(tmp_path: Path, case: dict[str, Any]) -> None:
    file = tmp_path / "weights.csv"
    file.write_text("\n".join(case["lines"]) + "\n", encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_weights(file)
    assert case["says"] in str(caught.value)
    assert str(file) in str(caught.value)
    assert not case["line"] or f"line {case['line']}: " in str(caught.value)


@each_case(CASES["shipped"])
def test_shipped_list(case: dict[str, Any]) -> None:
    better, worse = (shipped().read(case[side]).score for side in ("better", "worse"))
    assert better > worse
    assert "positive" not in case or shipped().read(case["positive"]).score > 0


WORDS = "good war won not no only isn’t isn't don’t won't crime case peace never without kills t"
MARKS = "Good hope, fear. “crisis” no-one — U.S. é 好 😀 \x00 ' \xa0"
PIECES = st.sampled_from([*WORDS.split(), *MARKS.split(" "), "\n"])
TEXTS = st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=40)


@given(st.lists(TEXTS, max_size=6))
def test_both_ways_give_the_same(texts: list[str]) -> None:
    one = shipped()
    readings = [one.read(text) for text in texts]
    assert one.score(texts) == [(reading.score, len(reading.words)) for reading in readings]
    for reading in readings:
        assert one.combine([word.weight for word in reading.words]) == reading.score
        assert -1 <= reading.score <= 1


@given(TEXTS)
def test_spans_are_in_order_and_hold_words(text: str) -> None:
    end = 0
    for word in shipped().read(text).words:
        assert end <= word.start < word.end <= len(text)
        assert text[word.start].isalnum()
        assert text[word.end - 1].isalnum()
        end = word.end


def test_many_texts_at_a_time_are_scored_as_one(toy: Instrument) -> None:
    texts = ["good", "not good", "", "war and war", "good war"] * 500
    assert toy.score(texts) == toy.score(texts[:5]) * 500
    assert toy.score([]) == []


def test_scores_can_be_made_by_hand(toy: Instrument) -> None:
    total = (-0.2 + TURNED * 1) / math.sqrt(3)
    assert toy.read("not a good").score == pytest.approx(total / math.sqrt(1 + total**2))


def test_vocabulary(toy: Instrument) -> None:
    assert toy.vocabulary() == 11


def test_shipped_file_is_short_and_sorted() -> None:
    table = pd.read_csv(SHIPPED, keep_default_na=False)
    assert list(table["word"]) == sorted(table["word"])
    assert len(table) <= 15_000
    assert (table["weight"] * 100 % 1).round(6).isin([0, 1]).all()
    nothing = table.loc[table["weight"] == 0, "word"]
    assert (nothing.isin(turning()) | nothing.str.contains(" ")).all()


def turning() -> set[str]:
    rules = pd.read_csv(DATA / "lexicons" / "weights_rules.csv", keep_default_na=False)
    return set(rules.loc[rules["why"].isin(KEPT), "word"])


def test_no_nation_no_person_no_group_has_a_weight() -> None:
    rules = pd.read_csv(DATA / "lexicons" / "weights_rules.csv", keep_default_na=False)
    weighted = set(pd.read_csv(SHIPPED, keep_default_na=False)["word"])
    assert not weighted & set(rules.loc[~rules["why"].isin(KEPT), "word"])
    assert shipped().read(FILLER).words == ()
    names = read_names(DATA / "names.csv").table
    peoples = names[names["kind"].isin(["country", "people"])]
    assert {word for name in peoples["name"] for word in scored(name)} <= ORDINARY


def scored(text: str) -> set[str]:
    return {text[word.start : word.end].lower() for word in shipped().read(text).words}
