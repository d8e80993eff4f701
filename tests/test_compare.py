"""Comparisons: small tables worked out by hand, and any number of documents."""

import math
import warnings
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique import compare
from communique.compare.base import records
from communique.corpus import toy_sentences
from communique.issues import code_issues, make_codebook
from communique.patterns import compile_patterns
from tests.invented import ISSUES, Tables, tables_of

DOCUMENTS = pd.DataFrame({"doc": ["a", "b"], "source": ["Ruritania Post", "Sylvania Sun"]})
# Two documents: the first with a title and three sentences (4, 2 and 3 words), the second with
# two (5 and 1).
SENTENCES = pd.DataFrame(
    [
        ("a", 1, "title", "Tariffs again", "", 0),
        ("a", 2, "sentence", "Freedonia raised its tariffs.", "reported", 15),
        ("a", 3, "sentence", "Nobody spoke.", "judged", 45),
        ("a", 4, "sentence", "Tariffs must fall.", "proposed", 59),
        ("b", 1, "sentence", "Visas and tariffs may go.", "proposed", 0),
        ("b", 2, "sentence", "Silence.", "reported", 26),
    ],
    columns=["doc", "sentence", "kind", "text", "mode", "start"],
).assign(passage=1, section="")
SENTENCES["end"] = SENTENCES["start"] + SENTENCES["text"].str.len()
MENTIONS = pd.DataFrame(
    [
        ("a", 1, 0, 7, "Tariffs", "tariffs", "trade", "tariff*"),
        ("a", 2, 36, 43, "tariffs", "tariffs", "trade", "tariff*"),
        ("a", 2, 36, 43, "tariffs", "tariffs", "trade", "tariffs"),
        ("a", 4, 59, 66, "Tariffs", "tariffs", "trade", "tariff*"),
        ("b", 1, 0, 5, "Visas", "visas", "visas", "visas"),
        ("b", 1, 10, 17, "tariffs", "tariffs", "trade", "tariff*"),
    ],
    columns=["doc", "sentence", "start", "end", "text", "issue", "parent", "pattern"],
)


@pytest.fixture(autouse=True)
def no_warnings() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return list(records(frame, *(columns or list(frame))))


# ---------------------------------------------------------------- what all share


@pytest.mark.parametrize(
    ("docs", "sources", "labels"),
    [
        (["a", "b"], ["Post", "Sun"], ["Post", "Sun"]),
        (["a", "b", "c"], ["Post", "Post", "Sun"], ["a", "b", "Sun"]),
        (["a", "b"], ["", "Sun"], ["a", "Sun"]),
        # A source called like another document would name two.
        (["a", "b", "c"], ["b", "Sun", "Sun"], ["a", "b", "c"]),
    ],
)
def test_labels_are_unique(docs: list[str], sources: list[str], labels: list[str]) -> None:
    frame = pd.DataFrame({"doc": docs, "source": sources})
    assert list(compare.label_documents(frame).items()) == list(zip(docs, labels, strict=True))


@given(st.lists(st.sampled_from("abcdeXY"), min_size=4, max_size=4))
def test_labels_are_unique_whatever_the_sources(sources: list[str]) -> None:
    frame = pd.DataFrame({"doc": list("abcd"), "source": sources})
    assert len(set(compare.label_documents(frame).values())) == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("U.S.-China ties: Sylvania’s view", ["u.s.", "china", "ties", "sylvania", "view"]),
        ("the U.S. The end.", ["the", "u.s.", "the", "end"]),
        ("the co-operation; Ruritania's", ["the", "co-operation", "ruritania"]),
        ("Don’t pay 5 million on 3 May", ["don't", "pay", "million", "on", "may"]),
        ("Ærø, Müller, Φίλιππος", ["ærø", "müller", "φίλιππος"]),
        ("– … “ ” 2024", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert compare.split_words(text) == words


@given(st.text() | st.text("aA.-'’Uİß é1_\u0301"))
def test_each_word_can_be_looked_for(text: str) -> None:
    for word in compare.split_words(text):
        compile_patterns({"word": [word]})


def test_phrases_have_offsets_into_the_document() -> None:
    found = compare.find_phrases(SENTENCES, {"tariff": ["tariff*"], "go": ["may go"]})
    assert rows(found, "doc", "sentence", "start", "end", "text", "key") == [
        ("a", 1, 0, 7, "Tariffs", "tariff"),
        ("a", 2, 36, 43, "tariffs", "tariff"),
        ("a", 4, 59, 66, "Tariffs", "tariff"),
        ("b", 1, 10, 17, "tariffs", "tariff"),
        ("b", 1, 18, 24, "may go", "go"),
    ]


# ---------------------------------------------------------------- words


def test_count_words() -> None:
    counts = compare.count_words(compare.body(SENTENCES), ignore={"Its", "may"})
    assert rows(counts)[:3] == [("a", "tariffs", 2), ("a", "fall", 1), ("a", "freedonia", 1)]
    assert "its" not in set(counts["word"])
    assert counts[counts["doc"] == "b"]["word"].tolist() == [
        "and",
        "go",
        "silence",
        "tariffs",
        "visas",
    ]


def test_keyness_by_hand() -> None:
    counts = pd.DataFrame(
        [("a", "war", 4), ("a", "talks", 4), ("b", "talks", 8)], columns=["doc", "word", "count"]
    )
    ranking = compare.keyness(counts).set_index(["doc", "word"])
    assert list(ranking.index) == [("a", "war"), ("b", "talks")]
    war, talks = ranking.loc[("a", "war")], ranking.loc[("b", "talks")]
    assert (war["count"], war["others"], talks["count"], talks["others"]) == (4, 0, 8, 4)
    # Eight words each: (4 + ½) / 8 against (0 + ½) / 8; (8 + ½) / 8 against (4 + ½) / 8.
    assert war["log_ratio"] == pytest.approx(math.log2(4.5 / 0.5))
    assert talks["log_ratio"] == pytest.approx(math.log2(8.5 / 4.5))
    # Prior: war 4, talks 12, 16 in all. War: 8 of 24 against 4 of 24.
    z = (math.log(8 / 16) - math.log(4 / 20)) / math.sqrt(1 / 8 + 1 / 4)
    assert war["log_odds"] == pytest.approx(z)
    assert z == pytest.approx(1.4963, abs=1e-4)
    # Talks: 20 of 24 against 16 of 24.
    z = (math.log(20 / 4) - math.log(16 / 8)) / math.sqrt(1 / 20 + 1 / 16)
    assert talks["log_odds"] == pytest.approx(z)


def test_keyness_leaves_out_rare_words() -> None:
    counts = pd.DataFrame(
        [("a", "war", 2), ("a", "talks", 4), ("b", "talks", 8)], columns=["doc", "word", "count"]
    )
    assert "war" not in set(compare.keyness(counts)["word"])
    assert "war" in set(compare.keyness(counts, minimum=2)["word"])


@pytest.mark.parametrize(
    "counts", [[], [("a", "war", 9), ("a", "talks", 3)], [("a", "war", 9), ("b", "war", 3)]]
)
def test_keyness_needs_two_documents_and_two_words(counts: list[tuple[str, str, int]]) -> None:
    ranking = compare.keyness(pd.DataFrame(counts, columns=["doc", "word", "count"]))
    assert ranking.empty
    assert list(ranking) == ["doc", "word", "count", "others", "log_ratio", "log_odds"]


def test_a_document_without_words_is_no_neighbour() -> None:
    counts = compare.count_words(toy_sentences("1999!", "Talks, talks and talks."))
    assert rows(counts) == [("toy", "talks", 3), ("toy", "and", 1)]


def test_lengths_and_modes() -> None:
    body = compare.body(SENTENCES)
    assert rows(compare.lengths(body)) == [("a", 3, 9, 3.0), ("b", 2, 6, 3.0)]
    assert rows(compare.mode_totals(body)) == [("a", 1, 1, 1, 3), ("b", 1, 0, 1, 2)]


def test_top_words_stand_side_by_side() -> None:
    counts = compare.count_words(compare.body(SENTENCES))
    table = compare.top_words(counts.drop(index=counts.index[1:6]), 2)
    assert table.to_dict("list") == {"a": ["tariffs 2", "raised 1"], "b": ["and 1", "go 1"]}


def test_same_count_pair() -> None:
    sizes = pd.DataFrame(
        [("a", "arms", 2, 30), ("a", "envoy", 2, 90), ("b", "war", 3, 40), ("b", "wars", 3, 50)],
        columns=["doc", "word", "count", "points"],
    )
    assert rows(compare.same_count_pair(sizes)) == [("a", "arms", 2, 30), ("a", "envoy", 2, 90)]
    assert compare.same_count_pair(sizes.iloc[[0, 2]]).empty
    assert compare.same_count_pair(sizes.assign(points=1)).empty


def test_tone_against_reference() -> None:
    codes = pd.DataFrame({"doc": ["a", "a", "b"], "sentence": [2, 3, 1], "tone": [1, -1, pd.NA]})
    scores = pd.DataFrame(
        [("a", 2, "One", 0.6), ("a", 3, "One", 0.01), ("b", 1, "One", 0.5)],
        columns=["doc", "sentence", "instrument", "score"],
    )
    table = compare.tone_against_reference(scores, codes)
    told = rows(table, "instrument", "sentences", "correlation", "same_class", "mean_score")
    assert told == [("One", 2, pytest.approx(1), 1, pytest.approx(0.305))]


def test_the_interval_of_a_correlation_holds_the_figure_and_narrows_with_more_sentences() -> None:
    few = interval(20)
    many = interval(400)
    assert few["low"] < few["correlation"] < few["high"]
    assert many["high"] - many["low"] < few["high"] - few["low"]


def interval(number: int) -> pd.Series:
    random = np.random.default_rng(3)
    tone = random.integers(-1, 2, number)
    places = {"doc": "a", "sentence": range(number)}
    scores = pd.DataFrame(
        {**places, "instrument": "One", "score": tone + random.normal(size=number)}
    )
    return compare.tone_against_reference(scores, pd.DataFrame({**places, "tone": tone})).iloc[0]


def test_an_instrument_that_says_nothing_has_no_correlation() -> None:
    codes = pd.DataFrame({"doc": "a", "sentence": [1, 2], "tone": [1, -1]})
    scores = pd.DataFrame({"doc": "a", "sentence": [1, 2], "instrument": "One", "score": 0.0})
    assert compare.tone_against_reference(scores, codes)["correlation"].isna().all()


# ---------------------------------------------------------------- issues


def test_issue_counts_by_hand() -> None:
    # Title left out; two patterns in one sentence count once.
    assert rows(compare.issue_counts(MENTIONS, SENTENCES)) == [
        ("a", "tariffs", 2, 3, pytest.approx(2 / 3), 7, pytest.approx(7 / 9)),
        ("a", "visas", 0, 3, 0.0, 0, 0.0),
        ("b", "tariffs", 1, 2, 0.5, 5, pytest.approx(5 / 6)),
        ("b", "visas", 1, 2, 0.5, 5, pytest.approx(5 / 6)),
    ]


def test_issue_counts_by_parent() -> None:
    counts = compare.issue_counts(MENTIONS, SENTENCES, level="parent")
    assert rows(counts, "doc", "issue", "sentences") == [
        ("a", "trade", 2),
        ("a", "visas", 0),
        ("b", "trade", 1),
        ("b", "visas", 1),
    ]


def test_two_issues_of_one_parent_in_a_sentence_count_once() -> None:
    more = MENTIONS.assign(issue=["sanctions", *MENTIONS["issue"][1:]], sentence=[2, 2, 2, 4, 1, 1])
    counts = compare.issue_counts(more, SENTENCES, level="parent")
    assert rows(counts, "doc", "issue", "sentences")[0] == ("a", "trade", 2)


def test_mode_counts_and_what_is_only_proposed() -> None:
    modes = compare.mode_counts(MENTIONS, SENTENCES)
    assert rows(modes) == [
        ("a", "tariffs", 1, 0, 1),
        ("b", "tariffs", 0, 0, 1),
        ("b", "visas", 0, 0, 1),
    ]
    assert rows(compare.only_proposed(modes), "doc", "issue") == [("b", "tariffs"), ("b", "visas")]
    advice = compare.on_issues(MENTIONS, compare.only_proposed(modes))
    assert rows(advice, "issue", "doc", "start") == [("tariffs", "b", 10), ("visas", "b", 0)]


def test_share_table() -> None:
    counts = compare.issue_counts(MENTIONS, SENTENCES)
    table = compare.share_table(counts, DOCUMENTS, {"visas": "Visas and travel"})
    assert list(table) == ["issue", "Ruritania Post", "Sylvania Sun"]
    assert rows(table) == [
        ("tariffs", "2 of 3 (78% of words)", "1 of 2 (83% of words)"),
        ("Visas and travel", "–", "1 of 2 (83% of words)"),
    ]


def test_a_document_may_be_called_issue() -> None:
    counts = compare.issue_counts(MENTIONS, SENTENCES).replace({"doc": {"a": "issue"}})
    documents = pd.DataFrame({"doc": ["issue", "b"], "source": ["", ""]})
    assert list(compare.share_table(counts, documents, {})) == ["issue", "issue", "b"]


def test_raised_by() -> None:
    counts = compare.issue_counts(MENTIONS, SENTENCES)
    assert rows(compare.raised_by(counts, DOCUMENTS)) == [
        ("visas", "Sylvania Sun", 1),
        ("tariffs", "Ruritania Post, Sylvania Sun", 2),
    ]


def test_absent_issues_and_agenda() -> None:
    agenda = pd.DataFrame({"issue": ["climate", "trade", "visas"], "source": "x", "us": ["y"] * 3})
    # “trade” is raised by its part, tariffs.
    assert rows(compare.absent_issues(MENTIONS, agenda)) == [("climate", "x", "y")]
    assert rows(compare.agenda_table(MENTIONS, agenda, DOCUMENTS)) == [
        ("climate", "y", ""),
        ("trade", "y", "Ruritania Post, Sylvania Sun"),
        ("visas", "y", "Sylvania Sun"),
    ]
    assert compare.absent_issues(MENTIONS.head(0), agenda).equals(agenda)


def test_a_title_raises_an_issue_but_takes_no_share() -> None:
    only_title = MENTIONS.head(1)
    agenda = pd.DataFrame({"issue": ["tariffs"]})
    assert compare.absent_issues(only_title, agenda).empty
    assert compare.issue_counts(only_title, SENTENCES).empty


def test_uncoded() -> None:
    found = compare.uncoded(MENTIONS, compare.body(SENTENCES))
    assert rows(found, "doc", "sentence") == [("a", 3), ("b", 2)]


# ---------------------------------------------------------------- tone, time

SCORES = pd.DataFrame(
    [
        ("a", 2, 15, 44, "…", "One", 0.5, 1),
        ("a", 3, 45, 58, "…", "One", 0.0, 0),
        ("b", 1, 0, 25, "…", "One", -0.2, 2),
        ("a", 2, 15, 44, "…", "Two", -0.3, 1),
        ("a", 3, 45, 58, "…", "Two", 0.1, 1),
        ("b", 1, 0, 25, "…", "Two", -0.4, 1),
    ],
    columns=["doc", "sentence", "start", "end", "text", "instrument", "score", "hits"],
)


def test_tone_summary() -> None:
    summary = compare.tone_summary(SCORES)
    assert rows(summary)[0] == ("a", "One", 2, 1, 1, 0, 0.25, 0.25)
    assert rows(summary, "doc", "instrument", "mean")[1:] == [
        ("a", "Two", pytest.approx(-0.1)),
        ("b", "One", -0.2),
        ("b", "Two", -0.4),
    ]


def test_tone_by_issue_and_mode() -> None:
    toned = compare.tone_by_issue(SCORES, MENTIONS)
    assert rows(toned, "issue", "doc", "sentence", "instrument") == [
        ("tariffs", "a", 2, "One"),
        ("tariffs", "a", 2, "Two"),
        ("tariffs", "b", 1, "One"),
        ("tariffs", "b", 1, "Two"),
        ("visas", "b", 1, "One"),
        ("visas", "b", 1, "Two"),
    ]
    assert rows(compare.tone_by(SCORES, SENTENCES, "mode"))[:2] == [
        ("a", "One", "judged", 1, 0.0),
        ("a", "One", "reported", 1, 0.5),
    ]


def test_voice() -> None:
    sentences = SENTENCES.assign(quoted=[1.0] + [0.5] * (len(SENTENCES) - 1))
    assert compare.add_voice(sentences)["voice"].value_counts().to_dict() == {
        "own": len(SENTENCES) - 1,
        "quoted": 1,
    }


def test_masking_effect() -> None:
    masked = SCORES.assign(score=SCORES["score"].replace({0.5: 0.1}))
    effect = compare.masking_effect(SCORES, masked)
    told = rows(effect, "doc", "instrument", "sentences", "changed")
    assert told == [("a", "One", 2, 1), ("a", "Two", 2, 0), ("b", "One", 1, 0), ("b", "Two", 1, 0)]
    assert effect["mean_masked"].iloc[0] == pytest.approx(0.05)


def test_instrument_pairs() -> None:
    pairs = compare.instrument_pairs(SCORES)
    assert rows(pairs, "first", "second", "both", "against") == [("One", "Two", 2, 1)]
    assert pairs["correlation"].item() == pytest.approx(
        np.corrcoef([0.5, 0, -0.2], [-0.3, 0.1, -0.4])[0, 1]
    )


def test_words_of_chosen_scores_come_in_their_order() -> None:
    words = pd.DataFrame(
        [
            ("a", 2, 15, 19, "Good", "One", 0.7),
            ("a", 2, 20, 24, "good", "One", 0.7),
            ("b", 1, 0, 3, "bad", "One", -0.9),
            ("b", 1, 4, 7, "war", "Two", -2.9),
        ],
        columns=["doc", "sentence", "start", "end", "text", "instrument", "weight"],
    )
    own = compare.words_of(words, SCORES.iloc[[2, 0]])
    assert own["text"].tolist() == ["bad", "Good", "good"]


def test_extremes_and_opposed() -> None:
    found = compare.extremes(SCORES, 1)
    assert rows(found, "instrument", "doc", "sentence") == [
        ("One", "b", 1),
        ("One", "a", 2),
        ("Two", "b", 1),
        ("Two", "a", 3),
    ]
    assert rows(compare.opposed(SCORES), "doc", "sentence") == [("a", 2), ("a", 2)]
    # Few sentences are not listed twice.
    assert len(compare.extremes(SCORES, 10)) == len(SCORES)


def test_counts_and_events() -> None:
    clues = pd.DataFrame({"doc": ["a", "a", "b"], "kind": ["vague", "order", "vague"]})
    assert rows(compare.count_by(clues, "kind")) == [("a", 1, 1), ("b", 0, 1)]
    events = pd.DataFrame(
        [("2031-05-03", "", "A war", "background", ("a", "b"), "https://r.example", "")],
        columns=["earliest", "latest", "event", "basis", "docs", "url_us", "url_other"],
    )
    told = "Ruritania Post, Sylvania Sun"
    assert rows(compare.event_table(events, DOCUMENTS)) == [
        ("2031-05-03", "", "A war", "background", told, "https://r.example")
    ]


# ---------------------------------------------------------------- any number of documents


def every_table(t: Tables) -> dict[str, pd.DataFrame]:
    agenda = pd.DataFrame({"issue": [*ISSUES, "space"]})
    return {
        "counts": compare.issue_counts(t.mentions, t.sentences),
        "parents": compare.issue_counts(t.mentions, t.sentences, level="parent"),
        "modes": compare.mode_counts(t.mentions, t.sentences),
        "shares": compare.share_table(t.counts, t.documents, {}),
        "raised": compare.raised_by(t.counts, t.documents),
        "advice": compare.on_issues(t.mentions, compare.only_proposed(t.modes)),
        "agenda": compare.agenda_table(t.mentions, agenda, t.documents),
        "absent": compare.absent_issues(t.mentions, agenda),
        "uncoded": compare.uncoded(t.mentions, t.body),
        "words": compare.count_words(t.body),
        "keyness": compare.keyness(t.words),
        "lengths": compare.lengths(t.body),
        "mode totals": compare.mode_totals(t.body),
        "top": compare.top_words(t.words, 5),
        "pair": compare.same_count_pair(t.words.assign(points=9)),
        "summary": compare.tone_summary(t.scores),
        "toned": compare.tone_by_issue(t.scores, t.mentions),
        "by mode": compare.tone_by(t.scores, t.sentences, "mode"),
        "extremes": compare.extremes(t.scores, 2),
        "opposed": compare.opposed(t.scores),
        "words of": compare.words_of(t.weights, t.scores),
        "clues": compare.count_by(t.clues, "kind"),
        "events": compare.event_table(t.events, t.documents),
    }


@pytest.mark.parametrize("number", [1, 2, 5])
def test_any_number_of_documents(number: int) -> None:
    tables = tables_of(number)
    for name, table in every_table(tables).items():
        assert list(table.index) == list(range(len(table))), name
        assert not table.isna().any(axis=None), name
    counts = tables.counts
    assert (counts["sentences"] <= counts["of"]).all()
    assert counts["share"].between(0, 1).all()
    assert counts["word_share"].between(0, 1).all()
    assert set(counts["doc"]) == set(tables.documents["doc"])


@pytest.mark.parametrize("number", [1, 2, 5])
def test_no_mention_and_no_sentence(number: int) -> None:
    full = every_table(tables_of(number))
    nothing = tables_of(number).emptied()
    for tables in (tables_of(number, silent=True), nothing):
        for name, table in every_table(tables).items():
            assert not table.isna().any(axis=None), name
    for name, table in every_table(nothing).items():
        fixed = set(table) & set(full[name])
        assert fixed or name == "top", name
        assert table.empty or name in ("agenda", "absent"), name


def test_counts_agree_with_coding() -> None:
    book = make_codebook({"tariffs": ["tariff*"], "visas": ["visas"]})
    mentions = code_issues(SENTENCES, book)
    counts = compare.issue_counts(mentions, SENTENCES)
    assert counts.equals(compare.issue_counts(MENTIONS, SENTENCES))


def test_what_a_question_takes_for_granted_is_told_apart() -> None:
    claims = pd.DataFrame(
        [("a", 1, 10, 30, "resuming"), ("a", 2, 30, 40, "denied"), ("b", 1, 10, 30, "agreed")],
        columns=["doc", "sentence", "start", "end", "status"],
    )
    sentences = claims[["doc", "sentence"]].assign(mode="reported")
    quotes = pd.DataFrame(
        [("a", 12, 30, "question"), ("a", 32, 40, "Fritz Sapt")],
        columns=["doc", "start", "end", "speaker"],
    )
    told = compare.tell_claims(claims, sentences, quotes)["told"].tolist()
    assert told == [compare.ASKED, "denied", "agreed"]
