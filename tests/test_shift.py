"""Word shifts: contributions add up to the difference of the means, and the figure shows them."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure as Canvas

from communique import charts, compare, findings
from communique.corpus import toy_sentences
from communique.tone import explain_tone, score_tone
from tests.invented import INSTRUMENTS, tables_of
from tests.test_charts import canvases, measure, within

__all__ = ["canvases"]

TWO = pd.DataFrame({"doc": ["a", "b"], "source": ["Ruritania Post", "Sylvania Sun"]})


def toys() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Score two sentences of a and one of b: TextBlob averages, as by hand."""
    scores = pd.DataFrame(
        [("a", 1, "TextBlob", 0.3), ("a", 2, "TextBlob", 0.0), ("b", 1, "TextBlob", -0.5)],
        columns=["doc", "sentence", "instrument", "score"],
    )
    words = pd.DataFrame(
        [
            ("a", 1, "Good", "TextBlob", 0.7),
            ("a", 1, "bad", "TextBlob", -0.1),
            ("a", 2, "good", "TextBlob", 0.7),
            ("a", 2, "awful", "TextBlob", -0.7),
            ("b", 1, "bad", "TextBlob", -0.7),
            ("b", 1, "very\nbad", "TextBlob", -0.3),
            ("b", 1, "Freedonian", "TextBlob", 0.0),
        ],
        columns=["doc", "sentence", "text", "instrument", "weight"],
    )
    return words, scores


def test_contributions_by_hand() -> None:
    table = compare.word_shift(*toys()).set_index("word")
    # a: 0.3 × 0.7 / 0.6 over two sentences; its second sentence cancels out. b: −0.5 × 0.7 / 1.
    assert table["contribution"].to_dict() == pytest.approx(
        {"bad": -0.025 + 0.35, "good": 0.175, "very bad": 0.15}
    )
    assert table.loc["bad", ["first_times", "second_times"]].to_list() == [1, 1]
    assert table.loc["good", ["first_times", "second_times"]].to_list() == [2, 0]
    assert table["contribution"].sum() == pytest.approx(0.15 - -0.5)
    assert set(table["first"]) == {"a"}


def test_exchanging_the_texts_turns_every_sign() -> None:
    words, scores = toys()
    there, back = (
        compare.word_shift(words, scores, *pair).set_index("word")["contribution"]
        for pair in ("ab", "ba")
    )
    assert there.to_dict() == pytest.approx((-back).to_dict())


@pytest.mark.parametrize("number", [2, 8])
def test_contributions_add_up_under_every_instrument(number: int) -> None:
    tables = tables_of(number)
    table = compare.word_shift(tables.weights, tables.scores)
    means = tables.scores.groupby(["instrument", "doc"])["score"].mean()
    for name, rows in table.groupby("instrument"):
        first, second = rows["first"].iloc[0], rows["second"].iloc[0]
        expected = means[name, first] - means[name, second]
        assert rows["contribution"].sum() == pytest.approx(expected, abs=2e-4)


VOCABULARY = ["good", "not", "very", "war", "treaty", "threatened", "!", "but", "signed", "crisis"]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=8), min_size=2))
def test_contributions_add_up_on_any_text(told: list[list[str]]) -> None:
    toys = toy_sentences(*(" ".join(words) for words in told))
    toys["doc"] = ["a", *["b"] * (len(toys) - 1)]
    scores, words = score_tone(toys, INSTRUMENTS), explain_tone(toys, INSTRUMENTS)
    table = compare.word_shift(words, scores, "a", "b")
    means = scores.groupby(["instrument", "doc"])["score"].mean()
    sums = table.groupby("instrument")["contribution"].sum()
    for name in INSTRUMENTS:
        expected = means[name, "a"] - means[name, "b"]
        assert sums.get(name, 0.0) == pytest.approx(expected, abs=2e-4)


def test_the_two_texts_furthest_apart() -> None:
    scores = pd.DataFrame(
        {"doc": list("abcd"), "instrument": "VADER", "score": [0.1, 0.5, -0.3, 0.2]}
    )
    assert compare.furthest_apart(scores) == ("b", "c")
    assert compare.furthest_apart(scores.assign(score=0.0)) == ("a", "d")
    assert compare.furthest_apart(scores.head(1)) == ()
    assert compare.furthest_apart(scores.head(0)) == ()


def test_one_text_has_nothing_to_compare() -> None:
    words, scores = toys()
    alone = compare.word_shift(words[words["doc"] == "a"], scores[scores["doc"] == "a"])
    assert alone.empty
    assert alone.columns.equals(compare.word_shift(words, scores).columns)
    told = findings.shift_finding(alone, TWO.head(1))
    assert told == "There are no two texts to compare word by word."
    shown = charts.word_shift_plot(alone, TWO.head(1), told)
    assert shown.title == "There is one text, and nothing to compare it with."


def test_texts_without_a_scored_word() -> None:
    words, scores = toys()
    none = compare.word_shift(words.head(0), scores.assign(score=0.0))
    assert none.empty
    assert findings.shift_finding(none, TWO) == "No scored word makes two texts differ."


def test_text_without_scores() -> None:
    words, scores = toys()
    with pytest.raises(
        ValueError, match=r"no scores of “c”: name one of the scored texts \(a, b\)"
    ):
        compare.word_shift(words, scores, "a", "c")


def test_finding_names_words_and_both_texts() -> None:
    told = findings.shift_finding(compare.word_shift(*toys()), TWO)
    assert told == (
        "What single words add to the difference, Ruritania Post minus Sylvania Sun: "
        "“bad” +0.32 of +0.65 (TextBlob)."
    )


@pytest.mark.parametrize("number", [2, 3, 8, 40])
def test_no_text_is_cut_off_or_covers_another(number: int, canvases: list[Canvas]) -> None:
    tables = tables_of(number)
    table = compare.word_shift(tables.weights, tables.scores)
    figure = charts.word_shift_plot(table, tables.documents, "Title", top=4)
    assert figure.width <= 900
    assert "nan" not in figure.alt
    check(canvases[0])


def test_long_words_many_words_and_long_names(canvases: list[Canvas]) -> None:
    rows = [
        (f"An instrument of a long name {i}", f"{'word' * 20} {j}", 3 * j, 3000, j / 900, -0.9)
        for i in range(8)
        for j in range(40)
    ]
    columns = ["instrument", "word", "first_times", "second_times", "first_adds", "second_adds"]
    table = pd.DataFrame(rows, columns=columns).assign(first="a", second="b")
    table["contribution"] = table["first_adds"] - table["second_adds"]
    documents = TWO.assign(source=["Ruritania Post " * 9, "$ylvania_{Sun} " * 9])
    figure = charts.word_shift_plot(table, documents, "Title")
    assert "28 others" in {label.get_text() for label in canvases[0].axes[0].get_yticklabels()}
    assert figure.alt.count("word" * 20) == 6 * 12
    check(canvases[0])


def check(canvas: Canvas) -> None:
    texts = measure(canvas)
    paper = canvas.bbox.padded(1)
    assert not [told for told, box in texts.items() if not within(box, paper)]
    pairs = combinations(texts.items(), 2)
    assert not [(a, b) for (a, one), (b, two) in pairs if one.padded(-1).overlaps(two.padded(-1))]


def test_texts_keep_their_colours_until_there_are_too_many() -> None:
    for number, same in ((8, True), (40, False)):
        tables = tables_of(number)
        table = compare.word_shift(tables.weights, tables.scores)
        hue = charts.shift.pair_key(table, tables.documents).hue
        own = charts.colours(tables.documents)
        assert ({doc: own[doc] for doc in hue} == hue) == same
        assert len(set(hue.values())) == 2
