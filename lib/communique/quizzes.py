"""Questions on the lessons: read them, and write them as forms that work without a script too."""

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from communique.teaching import find_cell

__all__ = ["Option", "Question", "QuizError", "read_quizzes", "write_question", "write_quizzes"]

KINDS = {"one": "radio", "many": "checkbox"}
STYLE = '<link rel="stylesheet" href="_static/quiz.css">\n'
SCRIPT = '<script src="_static/quiz.js" defer></script>\n'
OPENING = """\
# Questions

For each lesson some questions. They need no code, and nothing that you answer leaves this page.
Choose and press *Check*, or open *Answer and explanation*.
"""


class QuizError(ValueError):
    """A file of questions that cannot be used: where, and what to do."""


class Option(NamedTuple):
    """Hold a possible answer, whether it is right, and what to say to it."""

    text: str
    right: bool
    feedback: str


class Question(NamedTuple):
    """Hold a question: `kind` is one or many (right answers); `see` names a notebook's cell."""

    id: str
    question: str
    kind: str
    options: tuple[Option, ...]
    hint: str
    explanation: str
    see: str


def read_quizzes(path: str | Path) -> dict[str, list[Question]]:
    """Read the questions of each lesson (a notebook's name), in the file's order.

    Raises QuizError, naming file, lesson and question, where something is missing, an id stands
    twice, or the number of right answers does not fit the kind.
    """
    try:
        lessons = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise QuizError(f"{path}: cannot be read as JSON in UTF-8 ({error})") from None
    if not isinstance(lessons, dict) or not all(isinstance(v, list) for v in lessons.values()):
        raise QuizError(f"{path}: give an object with a list of questions for each lesson")
    quizzes = {
        name: [_question(given, f"{path}, {name}, question {n}") for n, given in enumerate(all_, 1)]
        for name, all_ in lessons.items()
    }
    for name, questions in quizzes.items():
        ids = [question.id for question in questions]
        if twice := sorted({one for one in ids if ids.count(one) > 1}):
            raise QuizError(f"{path}, {name}: the id “{twice[0]}” stands twice; change one")
    return quizzes


def write_quizzes(
    quizzes: Mapping[str, list[Question]], notebooks: Mapping[str, Any], titles: Mapping[str, str]
) -> tuple[str, dict[str, set[str]]]:
    """Write the page of questions in Markdown, and give the ids of the cells it links to.

    Lessons whose notebook is not given are left out; `titles` gives their headings.
    """
    linked: dict[str, set[str]] = {}
    parts = [OPENING]
    for name, questions in quizzes.items():
        forms = []
        for number, question in enumerate(questions if name in notebooks else [], start=1):
            book, _, part = question.see.partition(":")
            url = ""
            if book in notebooks:
                cell = find_cell(notebooks[book], part, book)
                linked.setdefault(book, set()).add(cell)
                url = f"{book}.html#cell-{cell}"
            forms.append(write_question(question, name, number, url))
        if forms:
            parts.append(_raw(f"(questions-{name})=\n## {titles.get(name, name)}", "".join(forms)))
    parts.append(_raw("", STYLE + SCRIPT))
    return "\n".join(parts), linked


def write_question(question: Question, lesson: str, number: int, url: str = "") -> str:
    """Write a question as a form in HTML; `url` leads to where the answer can be seen.

    >>> options = (Option("a < b", True, "Yes."), Option("c", False, "No."))
    >>> html = write_question(Question("q", "?", "one", options, "", "Why.", ""), "01", 1)
    >>> html.count('type="radio"'), "a &lt; b" in html
    (2, True)
    """
    key = escape(f"quiz-{lesson}-{question.id}")
    how = "One answer is right." if question.kind == "one" else "More than one answer is right."
    options = "".join(
        f'<li><label><input type="{KINDS[question.kind]}" name="{key}" value="{place}"'
        f'{" data-right" * option.right} data-feedback="{escape(option.feedback)}"> '
        f"<span>{escape(option.text)}</span></label></li>\n"
        for place, option in enumerate(question.options)
    )
    hint = _details("Hint", f"<p>{escape(question.hint)}</p>") if question.hint else ""
    # The button is of use to the script only; while disabled it does not send the form either.
    return (
        f'<form class="quiz" id="{key}">\n<fieldset>\n'
        f"<legend>{number}. {escape(question.question)}</legend>\n"
        f'<p class="quiz-how">{how}</p>\n<ul class="quiz-options">\n{options}</ul>\n'
        '<button type="submit" disabled hidden>Check</button>\n'
        '<p class="quiz-said" role="status" aria-live="polite"></p>\n</fieldset>\n'
        f"{hint}{_answer(question, url)}</form>\n"
    )


def _answer(question: Question, url: str) -> str:
    rows = "".join(
        f"<li>{'Right' if option.right else 'Wrong'}: <q>{escape(option.text)}</q> "
        f"{escape(option.feedback)}</li>\n"
        for option in question.options
    )
    see = f' <a href="{escape(url)}">See it in the lesson</a>' if url else ""
    told = f"<p>{escape(question.explanation)}{see}</p>\n<ul>\n{rows}</ul>\n"
    return _details("Answer and explanation", told)


def _details(summary: str, html: str) -> str:
    return f'<details class="quiz-more"><summary>{summary}</summary>{html}</details>\n'


def _raw(heading: str, html: str) -> str:
    """Put HTML under a heading in Markdown, in a fence that nothing in it can close."""
    fence = "`" * 3
    while fence in html:
        fence += "`"
    return f"{heading}\n\n{fence}{{raw}} html\n{html}{fence}\n"


def _question(given: Any, where: str) -> Question:
    if not isinstance(given, dict) or set(given) != set(Question._fields):
        raise QuizError(f"{where}: give it {', '.join(Question._fields)}")
    texts = [given[name] for name in Question._fields if name != "options"]
    if not all(isinstance(text, str) for text in texts) or not all(texts[:2]):
        raise QuizError(f"{where}: write all but the options as text")
    try:
        options = tuple(Option(**option) for option in given["options"])
    except TypeError:
        raise QuizError(f"{where}: give each option {', '.join(Option._fields)}") from None
    right = sum(option.right is True for option in options)
    if given["kind"] not in KINDS:
        raise QuizError(f"{where}: the kind is “one” or “many”, not “{given['kind']}”")
    if len(options) < 2 or (right != 1 if given["kind"] == "one" else right < 2):
        raise QuizError(f"{where}: {right} right answers do not fit the kind “{given['kind']}”")
    return Question(**{**given, "options": options})
