"""What all self-checks share: a verdict in plain words, and how answers are read.

A check never raises and never shows the expected value: it says what may have gone wrong. It is
computed from the tables each time, so that it holds for other texts too.
"""

import numbers
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeGuard

import pandas as pd

from communique import show

__all__ = ["Verdict", "require"]

OPEN, NOT_YET, RIGHT = "Not answered yet.", "Not yet.", "Right."
DOTS = "Put your answer in place of the three dots, run that cell, then this one again."
Wrong = Sequence[tuple[object, str]]


class Verdict(NamedTuple):
    """Say whether an answer is right, and why or why not."""

    right: bool
    said: str

    def __repr__(self) -> str:
        return self.said

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return show.finding(self.said)._repr_mimebundle_()


def require(verdict: Verdict) -> Verdict:
    """Raise AssertionError with the verdict's words unless the answer is right: for graders.

    >>> require(Verdict(True, "Right."))
    Right.
    """
    if not verdict.right:
        raise AssertionError(verdict.said)
    return verdict


def right(shows: str) -> Verdict:
    return Verdict(True, f"{RIGHT} {shows}")


def not_yet(hint: str) -> Verdict:
    return Verdict(False, f"{NOT_YET} {hint}")


def still_open(*answers: object) -> Verdict | None:
    """Say that something is not answered yet, if so: three dots stand somewhere.

    >>> still_open({"a": 1, "b": ...}).said.startswith("Not answered yet.")
    True
    >>> still_open(3) is None
    True
    """
    return Verdict(False, f"{OPEN} {DOTS}") if any(map(_dots, answers)) else None


def _dots(answer: object) -> bool:
    if isinstance(answer, str):
        return answer.strip() in ("", "...", "…")
    if isinstance(answer, Mapping):
        return any(map(_dots, [*answer, *answer.values()]))
    if isinstance(answer, list | tuple | set | frozenset):
        return any(map(_dots, answer))
    return answer is ... or answer is None


def number(
    answer: object, expected: float, wrong: Wrong, shows: str, otherwise: str, near: float = 0.0
) -> Verdict:
    """Judge a number; `wrong` pairs what typical mistakes give with what to say of them.

    A value as near as `near` counts as equal. Where two mistakes give one number, both are named.

    >>> number(3, 2, [(3, "The heading was counted.")], "Two sentences.", "Count again.")
    Not yet. The heading was counted.
    """
    if verdict := still_open(answer) or not_a_number(answer):
        return verdict
    given = float(str(answer))
    if _close(given, expected, near):
        return right(shows)
    hints = [
        hint
        for value, hint in wrong
        if _numeric(value) and _close(given, value, near) and not _close(value, expected, near)
    ]
    if hints:
        return not_yet(" Or else: ".join(dict.fromkeys(hints[:2])))
    if near and _close(given, 100 * expected, 100 * near):
        return not_yet("Is that in per cent? Give the plain number.")
    if near and _close(given, expected, 20 * near):
        return not_yet("Nearly: give more decimals, and round only at the end.")
    return not_yet(otherwise)


def not_a_number(answer: object) -> Verdict | None:
    """Say what an answer is instead of a number, if it is none.

    >>> not_a_number("13")
    Not yet. That is text, because of its quotation marks. Give a number without them.
    """
    if isinstance(answer, str):
        return not_yet("That is text, because of its quotation marks. Give a number without them.")
    if isinstance(answer, pd.DataFrame | pd.Series):
        return not_yet("That is a table. Give one number: a cell of it, or its length with len().")
    if isinstance(answer, bool) or not isinstance(answer, numbers.Real):
        return not_yet(f"A number is asked for, and this is {_kind(answer)}.")
    if pd.isna(answer):  # type: ignore[call-overload]
        return not_yet("That is “nan”, not a number: the mean of an empty table, or 0 by 0?")
    return None


def _numeric(value: object) -> TypeGuard[float]:
    return isinstance(value, numbers.Real)


def _kind(answer: object) -> str:
    name = type(answer).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _close(one: float, two: float, near: float) -> bool:
    return abs(one - two) <= near + 1e-9


def table_of_numbers(
    answer: object,
    expected: Mapping[str, float],
    wrong: Sequence[tuple[Mapping[str, float], str]],
    shows: str,
    otherwise: str,
    near: float,
) -> Verdict:
    """Judge a number for each document: a dict, or a Series with the documents as its index.

    A mistake counts as made where it would explain the first number that is not right.
    """
    if isinstance(answer, pd.Series):
        answer = answer.to_dict()
    if verdict := still_open(answer):
        return verdict
    if not isinstance(answer, dict):
        return not_yet(f"A dict is asked for, {{document: number, …}}; this is {_kind(answer)}.")
    if missing := [key for key in expected if key not in answer]:
        return not_yet(f"There is no number for {missing[0]}. The keys are the ids of the texts.")
    for key, value in expected.items():
        hints = [(values.get(key), hint) for values, hint in wrong]
        verdict = number(answer[key], value, hints, shows, otherwise, near)
        if not verdict.right:
            return verdict
    return right(shows)


def chosen(
    answer: object,
    expected: Collection[str],
    labels: Mapping[str, str],
    wrong: Wrong,
    shows: str,
    otherwise: str,
) -> Verdict:
    """Judge one name out of several, given by its id or its label, in any case of letters."""
    if verdict := still_open(answer):
        return verdict
    if not isinstance(answer, str):
        return not_yet(f"A name in quotation marks is asked for; this is {_kind(answer)}.")
    given = known_id(answer, labels)
    if given is None:
        return not_yet(f"There is no “{answer}” here. Copy a name from the table or the figure.")
    if given in expected:
        return right(shows)
    return not_yet(next((hint for value, hint in wrong if given == value), otherwise))


def known_id(answer: str, labels: Mapping[str, str]) -> str | None:
    """Find the id that is meant by an id or a label.

    >>> known_id(" Trade and economy", {"trade_economy": "Trade and economy"})
    'trade_economy'
    """
    wanted = _plain(answer)
    return next((key for key, label in labels.items() if wanted in map(_plain, (key, label))), None)


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").strip(" .,“”\"'").split())


def one_sentence(answer: object, least: int = 4) -> Verdict | None:
    """Say what is wrong with an answer that should be one sentence of the student's own, if so.

    >>> one_sentence("Too short")
    Not yet. Write a whole sentence, of 4 words or more.
    """
    if verdict := still_open(answer):
        return verdict
    if not isinstance(answer, str):
        return not_yet(f"A sentence in quotation marks is asked for; this is {_kind(answer)}.")
    if len(answer.split()) < least:
        return not_yet(f"Write a whole sentence, of {least} words or more.")
    return None


def find_sentence(answer: object, sentences: pd.DataFrame) -> tuple[Any, Verdict | None]:
    """Find the one sentence that an answer quotes, by any words that stand only there."""
    if verdict := still_open(answer):
        return None, verdict
    if not isinstance(answer, str):
        return None, not_yet("Copy the sentence, or its first words, between quotation marks.")
    texts = sentences["text"].map(_plain)
    found = sentences[[_plain(answer) in text for text in texts]]
    if found.empty:
        return None, not_yet("These words stand in no sentence. Copy them from the text as it is.")
    if len(found) > 1:
        return None, not_yet(f"These words stand in {len(found)} sentences. Copy a few more.")
    return next(found.itertuples()), None


def same_names(
    answer: object,
    expected: Collection[str],
    labels: Mapping[str, str],
    wrong: Wrong,
    shows: str,
    otherwise: str,
) -> Verdict:
    """Judge a set of names; `wrong` pairs sets with what to say of them."""
    if verdict := still_open(answer):
        return verdict
    if isinstance(answer, str) or not isinstance(answer, Iterable):
        return not_yet('Give a set of names: {"first", "second"}; set() if there is none.')
    names = list(answer)
    given = {known_id(str(name), labels) for name in names}
    if None in given:
        unknown = next(str(name) for name in names if known_id(str(name), labels) is None)
        return not_yet(f"There is no “{unknown}” here. Copy the names from the table.")
    if given == set(expected):
        return right(shows)
    hint = next((hint for value, hint in wrong if given == value), "")
    return not_yet(hint or otherwise)
