"""Questions: well made, true by the tables, and of use without a script."""

import json
import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.claims import find_claims, find_facts, read_claim_cues
from communique.compare import absent_issues, body, contradictions, issue_counts, label_documents
from communique.corpus import read_corpus, toy_sentences
from communique.dates import find_dates, stated_dates
from communique.execute import find_notebooks, read_notebook
from communique.issues import code_issues, read_codebook
from communique.modes import code_modes, read_cues
from communique.names import read_names
from communique.quizzes import (
    Option,
    Question,
    QuizError,
    read_quizzes,
    write_question,
    write_quizzes,
)
from communique.quotes import find_quotes, read_quote_cues
from communique.tone import explain_tone, read_instruments, read_validity, score_tone

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
PATHS = find_notebooks(ROOT / "notebooks")
QUIZZES = read_quizzes(DATA / "quizzes.json")
ALL = [(name, question) for name, questions in QUIZZES.items() for question in questions]
each = pytest.mark.parametrize(
    ("lesson", "question"), ALL, ids=[f"{name}-{one.id}" for name, one in ALL]
)


@cache
def tables() -> SimpleNamespace:
    corpus = read_corpus(ROOT / "seeds")
    sentences = code_modes(corpus.sentences, read_cues(DATA / "mode_cues.csv"))
    labels = label_documents(corpus.documents)
    sentences["source"] = sentences["doc"].map(labels)
    codebook = read_codebook(DATA / "codebook.csv")
    names = codebook.issues.set_index("issue")["label"].to_dict()
    mentions = code_issues(sentences, codebook)
    text = body(sentences)
    counts = issue_counts(mentions, sentences)
    counts = counts.assign(source=counts["doc"].map(labels), label=counts["issue"].map(names))
    cues = read_claim_cues(DATA / "claim_cues.csv")
    stated = sentences[sentences["mode"] != "proposed"]
    claims = find_claims(sentences, mentions, cues).merge(stated[["doc", "sentence"]])
    return SimpleNamespace(
        corpus=corpus,
        codebook=codebook,
        names=names,
        text=text,
        words=corpus.documents.set_index("source")["words"],
        counts=counts[counts["sentences"] > 0],
        sentences=counts.set_index(["source", "label"])["sentences"],
        dates=find_dates(text, corpus.documents),
        against=contradictions(claims, find_facts(stated, mentions, cues)),
        absent=absent_issues(
            mentions, pd.read_csv(DATA / "agenda.csv", dtype=str, keep_default_na=False)
        ),
        quotes=find_quotes(
            corpus.passages,
            sentences,
            read_quote_cues(DATA / "quote_cues.csv"),
            read_names(DATA / "names.csv"),
        ),
    )


def scores(*texts: str) -> Any:
    instruments = read_instruments(DATA / "lexicons")
    toys = toy_sentences(*texts)
    found = score_tone(toys, instruments)
    return found.set_index(["instrument", "sentence"])["score"], explain_tone(toys, instruments)


def texts_with(label: str) -> set[str]:
    """Give the texts that raise an issue."""
    counts = tables().counts
    return set(counts[counts["label"] == label]["source"])


def issues_raised_by(*sources: str) -> Callable[[Question], set[str]]:
    """Give the options that name an issue which exactly these texts raise."""
    return lambda question: {
        option.text for option in question.options if texts_with(option.text) == set(sources)
    }


def modes_of(words: str) -> set[str]:
    text = tables().text
    return set(text[text["text"].str.contains(words, regex=False)]["mode"])


def modes_by_source() -> dict[str, int]:
    text = tables().text
    return text[text["mode"] == "proposed"].groupby("source").size().to_dict()


def most_raised() -> set[str]:
    counts = tables().counts.sort_values("sentences")
    leading = {group["label"].iloc[-1] for _, group in counts.groupby("source")}
    return {
        {label.replace("Relations: ", "Relations between the parties: ") for label in leading}.pop()
    }


def share(source: str, label: str) -> float:
    size = (tables().text["source"] == source).sum()
    return float(tables().sentences[source, label] / size)


def rounds_to(label: str, first: str, second: str) -> bool:
    return abs(share(first, label) - share(second, label)) < 0.01


WARMTH = "Relations: warmth, rivalry, trust"
WAR = "The war goes on, and the talks have collapsed."
NAMED = "{} and Freedonia discussed a treaty without friendship."


def war_is_unknown() -> bool:
    found, words = scores(WAR)
    return bool(found["TextBlob", 1] == 0) and "TextBlob" not in set(words["instrument"])


def united_is_good() -> bool:
    found, words = scores(NAMED.format("The United States"), NAMED.format("Korea"))
    weight = words[(words["instrument"] == "VADER") & (words["text"].str.lower() == "united")]
    return bool(found["VADER", 1] > found["VADER", 2]) and bool((weight["weight"] > 0).all())


def validity() -> bool:
    rows = read_validity(DATA / "lexicons" / "validity.csv")
    r = rows[rows["set"] == "NYT editorials, sentences"].groupby("instrument")["r"].min()
    return (
        f"{r['TextBlob']:.2f}" == "0.30"
        and f"{r['VADER']:.2f}" == "0.51"
        and r.idxmin() == "TextBlob"
    )


# For each question that a table can answer: the texts of the right options, or whether they hold.
FACTS: dict[str, Callable[[Question], object]] = {
    "01_sources-longer": lambda q: (
        3.5 < float(tables().words["CBGA"] / tables().words["SOFREP"]) < 4.5
    ),
    "01_sources-advice": lambda q: modes_by_source() == {"CBGA": 25},
    "01_sources-sort": lambda q: modes_of("One potential solution is for both") == {"proposed"},
    "01_sources-quoted": lambda q: {
        f"{name}'s" for name in tables().quotes[tables().quotes["direct"]]["speaker"]
    },
    "02_issues-most": lambda q: most_raised(),
    "02_issues-only": issues_raised_by("SOFREP"),
    "02_issues-football": lambda q: "Sanctions" in found_in(q.question),
    "02_issues-absent": lambda q: {
        option.text for option in q.options if option.text in absent_labels()
    },
    "02_issues-shares": lambda q: rounds_to(WARMTH, "SOFREP", "CBGA"),
    "02_issues-precision": lambda q: (18 / 20, 18 / 40) == (0.9, 0.45),
    "03_tone-war": lambda q: war_is_unknown(),
    "03_tone-names": lambda q: united_is_good(),
    "03_tone-heading": lambda q: (
        "The Visit Holds Great Significance" not in set(tables().text["text"])
    ),
    "03_tone-two": lambda q: tables().corpus.documents["source"].is_unique,
    "03_tone-believe": lambda q: validity(),
    "04_timeline-stated": lambda q: {"None"} if stated_dates(tables().dates).empty else set(),
    "04_timeline-lengths": lambda q: set(tables().dates["value"]) == {"PT6H", "P3D"},
    "05_agreement-whose": lambda q: "Wang Yi" in speakers_of("descent into rivalry"),
    "05_agreement-differ": lambda q: set(tables().against["issue"].map(tables().names)),
    "05_agreement-silence": lambda q: "SOFREP" not in texts_with("Climate"),
}


def found_in(question: str) -> set[str]:
    cited = re.findall(r"“([^”]+)”", question)
    found = code_issues(toy_sentences(*cited[:1]), tables().codebook)
    return set(found["issue"].map(tables().names))


def absent_labels() -> set[str]:
    absent = tables().absent
    issues = absent["issue"] if isinstance(absent, pd.DataFrame) else absent
    return {tables().names[issue] for issue in issues}


def speakers_of(words: str) -> set[str]:
    quotes = tables().quotes
    return set(quotes[quotes["text"].str.contains(words, regex=False)]["speaker"])


@each
def test_a_question_is_whole(lesson: str, question: Question) -> None:
    assert 2 <= len(question.options) <= 5
    assert question.hint
    assert question.explanation
    assert all(option.feedback for option in question.options)
    assert all(o.feedback.startswith("Yes") == o.right for o in question.options)
    assert question.see.startswith(f"{lesson}:")


@each
def test_a_hint_does_not_give_the_answer_away(lesson: str, question: Question) -> None:
    for option in question.options:
        assert not option.right or option.text.lower() not in question.hint.lower()


@each
def test_words_cited_as_a_texts_stand_in_it(lesson: str, question: Question) -> None:
    found = re.search(r"“([^”]+)” \((SOFREP|CBGA)\)", question.question)
    if found:
        raw = tables().corpus.documents.set_index("source")["raw"]
        assert found[1] in raw[found[2]]


@pytest.mark.parametrize("name", FACTS)
def test_the_right_answer_is_right_by_the_tables(name: str) -> None:
    question = next(one for lesson, one in ALL if f"{lesson}-{one.id}" == name)
    found = FACTS[name](question)
    right = {option.text for option in question.options if option.right}
    assert found is True or found == right


def test_every_lesson_with_questions_has_four_to_six() -> None:
    assert set(QUIZZES) <= {path.stem for path in PATHS} | {"05_agreement"}
    assert all(4 <= len(questions) <= 6 for questions in QUIZZES.values())


class Form(HTMLParser):
    """Collect the tags of a question."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [given for name, given in self.tags if name == tag]


@each
def test_a_form_is_of_use_without_a_script(lesson: str, question: Question) -> None:
    form = Form(write_question(question, lesson, 1, "a.html#b"))
    assert len(form.all("input")) == len(form.all("label")) == len(question.options)
    assert len({given["name"] for given in form.all("input")}) == 1
    assert {given["type"] for given in form.all("input")} == {
        "radio" if question.kind == "one" else "checkbox"
    }
    # The answer stands in a fold; the button waits for the script, and the form goes nowhere.
    assert question.explanation in form.text
    assert all(option.feedback in form.text for option in question.options)
    assert "hidden" in form.all("button")[0]
    assert "disabled" in form.all("button")[0]
    assert "action" not in form.all("form")[0]
    assert {"role": "status", "aria-live": "polite"}.items() <= form.all("p")[1].items()


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_a_question_holds_is_text(asked: str, said: str) -> None:
    options = (Option(said, True, said), Option("b", False, "c"))
    html = write_question(Question("x", asked, "one", options, said, asked, ""), "01", 1)
    plain = Question(
        "x", "q", "one", (Option("a", True, "f"), options[1]), "h" * bool(said), "e", ""
    )
    tags = [tag for tag, _ in Form(html).tags]
    assert tags == [tag for tag, _ in Form(write_question(plain, "01", 1)).tags]


def test_the_page_has_all_questions_and_leaves_out_lessons_that_are_not_there() -> None:
    notebooks = {path.stem: read_notebook(path) for path in PATHS}
    page, linked = write_quizzes(QUIZZES, notebooks, {})
    ids = re.findall(r'<form class="quiz" id="([^"]+)"', page)
    assert (
        len(ids)
        == len(set(ids))
        == sum(len(QUIZZES[name]) for name in QUIZZES if name in notebooks)
    )
    assert set(linked) <= set(notebooks)
    assert "<form" not in write_quizzes(QUIZZES, {}, {})[0]


def given_question(**changes: object) -> dict[str, object]:
    options = [
        {"text": "a", "right": True, "feedback": "Yes."},
        {"text": "b", "right": False, "feedback": "No."},
    ]
    return {
        "id": "x",
        "question": "?",
        "kind": "one",
        "options": options,
        "hint": "h",
        "explanation": "e",
        "see": "",
    } | changes


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "cannot be read"),
        ("[]", "an object with a list"),
        ({"01": [given_question(kind="some")]}, "“one” or “many”"),
        ({"01": [given_question(kind="many")]}, "1 right answers do not fit"),
        ({"01": [given_question(options=[])]}, "do not fit"),
        ({"01": [given_question(options=[{"text": "a"}])]}, "give each option"),
        ({"01": [given_question(hint=3)]}, "as text"),
        ({"01": [{"id": "x"}]}, "question 1: give it"),
        ({"01": [given_question(), given_question()]}, "stands twice"),
    ],
    ids=str,
)
def test_mistakes_say_where_and_what(tmp_path: Path, content: object, said: str) -> None:
    path = tmp_path / "quizzes.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    with pytest.raises(QuizError, match=said):
        read_quizzes(path)


def test_the_script_sends_and_stores_nothing() -> None:
    script = (ROOT / "site" / "_static" / "quiz.js").read_text(encoding="utf-8")
    assert not re.search(r"fetch|XMLHttp|Storage|cookie|https?:|innerHTML", script)
    assert len(script.splitlines()) < 60
