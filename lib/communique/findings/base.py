"""What all findings share: lists, numbers and names as English writes them."""

from collections.abc import Iterable, Mapping

import pandas as pd

MANY = 3  # above so many documents, findings name extremes instead of every document


def listing(words: Iterable[str], most: int = 6) -> str:
    """Join words as English does, and count those past `most`.

    >>> listing(["trade", "arms", "climate"]), listing("abcd", most=2)
    ('trade, arms and climate', 'a, b and 2 more')
    """
    found = [str(word) for word in words]
    if len(found) > most:
        found = [*found[:most], f"{len(found) - most} more"]
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def quoted(words: Iterable[str]) -> list[str]:
    return [f"“{word}”" for word in words]


def name_of(issue: str, names: Mapping[str, str] | None) -> str:
    return (names or {}).get(issue, issue)


def named(rows: pd.DataFrame, names: Mapping[str, str] | None) -> list[str]:
    return [name_of(issue, names) for issue in rows["issue"]]


def signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−").replace("+0.00", "0.00").replace("−0.00", "0.00")


def all_texts(number: int) -> str:
    return {1: "the text", 2: "both texts"}.get(number, f"all {number} texts")


def no_text(number: int) -> str:
    return {1: "The text does not raise", 2: "Neither text raises"}.get(number, "No text raises")


def count_issues(number: int) -> str:
    return f"{number or 'no'} issue{'s' * (number != 1)}"


def several(number: int, thing: str) -> str:
    """Count things: 1 sentence, 2 sentences, no sentences.

    >>> several(1, "date"), several(0, "date")
    ('1 date', 'no dates')
    """
    return f"{number or 'no'} {thing}{'s' * (number != 1)}"


def capital(text: str) -> str:
    """Begin a sentence with a capital, and leave the rest as it is."""
    return text[:1].upper() + text[1:]
