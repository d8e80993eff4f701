"""Tone: scores are the instruments' own, and the words given for a score make it up."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from communique.corpus import Corpus, read_corpus, toy_sentences
from communique.names import Names, read_names
from communique.tone import explain_tone, read_instruments, score_tone

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
INSTRUMENTS = read_instruments(ROOT / "data" / "lexicons")
PUBLISHED = {name: INSTRUMENTS[name] for name in ("TextBlob", "VADER")}
ROUNDED = 6e-5  # VADER gives four decimals
TELLING = st.sampled_from(
    [
        "good",
        "great",
        "terrible",
        "war",
        "not",
        "no",
        "never",
        "very",
        "extremely",
        "kind",
        "of",
        "but",
        "least",
        "united",
        "artificial",
        "GOOD",
        "friendly!",
        "talks?",
        "?!",
        "!!!",
        ":)",
        "😀",
        "💔",
        "‼",
        "n't",
        "don’t",
        "can't",
        "U.S.",
        "–",
        "…",
        "“",
        "”",
        "a",
        "x-ray",
        "so-so",
        "(!)",
    ]
)
TEXTS = st.lists(TELLING, max_size=12).map(" ".join) | st.text(max_size=60)


def scored(text: str, instrument: str) -> float:
    return float(
        score_tone(toy_sentences(text), {instrument: INSTRUMENTS[instrument]})["score"].item()
    )


def words(text: str, instrument: str) -> list[tuple[str, float]]:
    told = explain_tone(toy_sentences(text), {instrument: INSTRUMENTS[instrument]})
    return list(zip(told["text"], told["weight"].round(3), strict=True))


def assert_explained(sentences: pd.DataFrame) -> None:
    """Check that the words make up each score, and that their offsets hold."""
    scores, told = score_tone(sentences, INSTRUMENTS), explain_tone(sentences, INSTRUMENTS)
    weights = told.groupby(["doc", "sentence", "instrument"])["weight"].agg(list).to_dict()
    for row in scores.itertuples():
        own = weights.get((row.doc, row.sentence, row.instrument), [])
        assert INSTRUMENTS[str(row.instrument)].combine(own) == pytest.approx(
            row.score, abs=ROUNDED
        )
        assert len(own) == row.hits
    joined = told.merge(sentences[["doc", "sentence", "start", "text"]], on=["doc", "sentence"])
    for row in joined.itertuples():
        first, last = row.start_x - row.start_y, row.end - row.start_y
        assert row.text_y[first:last] == row.text_x


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(SEEDS)


@cache
def names() -> Names:
    return read_names(ROOT / "data" / "names.csv")


def of_kind(kind: str) -> list[str]:
    table = names().table
    return table.loc[table["kind"] == kind, "name"].to_list()


# What a listed name may stand in; {0} takes a country, {1} a person.
FRAMES = [
    "{0} did not welcome the good offer of {1}.",
    "Hardly a great success, said {1} in {0}!",
    "The talks between {0} and Freedonia were no disaster, and {1}’s plan was not bad.",
    "{1} warned against war; {0}-Sylvania trade is very strong.",
    "In {0}, relations collapsed, but {1} never lost hope.",
    "“We threatened nobody,” {1} told reporters from {0}.",
]
COUNTRIES = st.sampled_from(of_kind("country"))
PERSONS = st.sampled_from(of_kind("person"))


@settings(max_examples=150, deadline=None)
@example(FRAMES[0], ("United States", "Xi Jinping"), ("Korea", "Blinken"))
@example(FRAMES[2], ("Great Britain", "Wang Yi"), ("Iran", "Hope"))
@given(st.sampled_from(FRAMES), st.tuples(COUNTRIES, PERSONS), st.tuples(COUNTRIES, PERSONS))
def test_exchanging_names_changes_no_score_once_they_are_masked(
    frame: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    sentences = toy_sentences(frame.format(*one)), toy_sentences(frame.format(*other))
    first, second = (score_tone(table, INSTRUMENTS, names()) for table in sentences)
    assert first["score"].to_list() == second["score"].to_list()
    assert first["hits"].to_list() == second["hits"].to_list()


def test_names_leak_into_scores_where_they_are_not_masked() -> None:
    texts = [
        f"{name} and Freedonia discussed a treaty without friendship."
        for name in ("The United States", "Korea")
    ]
    raw = score_tone(toy_sentences(*texts), {"VADER": INSTRUMENTS["VADER"]})["score"]
    masked = score_tone(toy_sentences(*texts), INSTRUMENTS, names())
    assert raw[0] != raw[1]
    assert masked.groupby("instrument")["score"].nunique().eq(1).all()


def test_words_of_masked_texts_are_found_in_the_texts_themselves(corpus: Corpus) -> None:
    told = explain_tone(corpus.sentences, INSTRUMENTS, names())
    raw = dict(zip(corpus.documents["doc"], corpus.documents["raw"], strict=True))
    assert all(raw[row.doc][row.start : row.end] == row.text for row in told.itertuples())
    scores = score_tone(corpus.sentences, INSTRUMENTS, names())
    found = told.groupby(["doc", "sentence", "instrument"]).size()
    for row in scores[scores["hits"] > 0].itertuples():
        assert found[(row.doc, row.sentence, row.instrument)] == row.hits


def test_words_make_up_the_scores_of_both_texts(corpus: Corpus) -> None:
    assert_explained(corpus.sentences)
    assert (explain_tone(corpus.sentences, INSTRUMENTS)["text"] != "").all()


@settings(max_examples=150, deadline=None)
@example("good! But never bad 😀!!")
@example("😀😀 x😀")
@example("kind of good, kind of")
@example("a-1")
@example("goodness is good")
@example("not a really good day!")
@given(TEXTS)
def test_words_make_up_any_score(text: str) -> None:
    assert_explained(toy_sentences(text, f"So. {text}"))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_scores_are_the_instruments_own(text: str) -> None:
    compound = SentimentIntensityAnalyzer().polarity_scores(text)["compound"]
    assert scored(text, "VADER") == compound
    assert -1 <= scored(text, "TextBlob") <= 1


@pytest.mark.parametrize(
    ("instrument", "text", "told"),
    [
        ("TextBlob", "The talks were good.", [("good", 0.7)]),
        ("TextBlob", "It was not a good day.", [("not a good", -0.35)]),
        ("TextBlob", "It was a very good day!", [("very good", 1.0)]),
        ("TextBlob", "Goodness, how good!", [("good", 0.875)]),
        ("VADER", "The talks were good.", [("good", 1.9)]),
        ("VADER", "It was not good.", [("good", -1.406)]),
        ("VADER", "It was good!!", [("good", 1.9), ("!", 0.584)]),
        ("VADER", "Well, it was 😀.", [("Well", 1.1), ("😀", 1.5)]),
        ("VADER", "❤ ", [("❤", 3.2)]),
        ("VADER", "It was good, but the war goes on.", [("good", 0.95), ("war", -4.35)]),
    ],
)
def test_words(instrument: str, text: str, told: list[tuple[str, float]]) -> None:
    assert words(text, instrument) == told


def test_no_word_known_is_zero_with_no_hits() -> None:
    scores = score_tone(toy_sentences("Sylvania spoke.", ""), PUBLISHED)
    assert scores["score"].tolist() == [0.0] * 4
    assert scores["hits"].tolist() == [0] * 4
    assert explain_tone(toy_sentences("Sylvania spoke.", ""), PUBLISHED).empty


def test_zero_with_hits_is_told_from_zero_without() -> None:
    scores = score_tone(
        toy_sentences("The last visit was recent."), {"TextBlob": INSTRUMENTS["TextBlob"]}
    )
    assert scores[["score", "hits"]].to_numpy().tolist() == [[0.0, 2]]


def test_offsets_count_from_the_document() -> None:
    sentences = toy_sentences("Sylvania spoke.", "It was good.")
    assert explain_tone(sentences, PUBLISHED)["start"].tolist() == [23, 23]


def test_order_and_columns() -> None:
    sentences = pd.concat([toy_sentences("Good.", "Bad."), toy_sentences("Bad.").assign(doc="a")])
    scores = score_tone(sentences, PUBLISHED)
    assert list(scores.index) == list(range(6))
    assert scores["doc"].tolist() == ["a"] * 2 + ["toy"] * 4
    assert scores["sentence"].tolist() == [1, 1, 1, 2, 1, 2]
    assert list(scores) == [
        "doc",
        "sentence",
        "start",
        "end",
        "text",
        "instrument",
        "score",
        "hits",
    ]
    assert list(explain_tone(sentences, PUBLISHED)) == [
        "doc",
        "sentence",
        "start",
        "end",
        "text",
        "instrument",
        "weight",
    ]


def test_no_sentences() -> None:
    empty = toy_sentences()
    assert score_tone(empty, INSTRUMENTS).empty
    assert explain_tone(empty, INSTRUMENTS).empty
    assert all(instrument.combine([]) == 0.0 for instrument in INSTRUMENTS.values())


# Known limits of the instruments, which notebook 3 shows: lexicons do not know what is meant.


def test_known_limit_artificial_is_bad() -> None:
    assert words("A dialogue on artificial intelligence began.", "TextBlob")[0] == (
        "artificial",
        -0.6,
    )


def test_known_limit_names_are_scored() -> None:
    assert words("The United States spoke.", "VADER") == [("United", 1.8)]
    assert scored("He came from Great Britain.", "TextBlob") == 0.8


def test_known_limit_war_and_peace_are_unknown_to_textblob() -> None:
    assert words("After the war came peace, then sanctions.", "TextBlob") == []


def test_what_notebook_3_says_of_hardly() -> None:
    scores = score_tone(toy_sentences("The talks were hardly a success."), INSTRUMENTS)
    signs = dict(zip(scores["instrument"], scores["score"] > 0, strict=True))
    assert [name for name, good in signs.items() if good] == ["TextBlob", "VADER"]
