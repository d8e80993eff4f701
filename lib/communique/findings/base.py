"""What all findings share: lists, numbers and names as English writes them."""

from collections.abc import Iterable, Mapping

import pandas as pd

ALONE = "There is one text, and nothing to compare it with."
MANY = 3  # above so many documents, findings name extremes instead of every document


def listing(words: Iterable[str], most: int = 6) -> str:
    """Join words as English does, and count those past `most`.

    >>> listing(["trade", "arms", "climate"]), listing("abcd", most=2)
    ('trade, arms and climate', 'a, b and 2 more')
    """
    found = [str(word) for word in words]
    if len(found) > most + 1:  # one more is named
        found = [*found[:most], f"{len(found) - most} more"]
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def foremost(counts: Mapping[str, int], most: int) -> list[tuple[str, int]]:
    """Give the largest counts, at most so many, and of equal ones all or none.

    >>> foremost({"trade": 3, "arms": 2, "climate": 2}, 2)
    [('trade', 3)]
    """
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    least = ranked[most][1] if len(ranked) > most else 0
    return [one for one in ranked[:most] if one[1] > least]


def quoted(words: Iterable[str]) -> list[str]:
    return [f"“{word}”" for word in words]


def name_of(issue: str, names: Mapping[str, str] | None) -> str:
    return (names or {}).get(issue, issue)


def named(rows: pd.DataFrame, names: Mapping[str, str] | None) -> list[str]:
    return [name_of(issue, names) for issue in rows["issue"]]


def signed(value: float) -> str:
    """Write a score with its sign.

    >>> signed(0.5), signed(-0.25), signed(-0.001)
    ('+0.50', '−0.25', '0.00')
    """
    return f"{value:+z.2f}".replace("-", "−").replace("+0.00", "0.00")


def all_texts(number: int) -> str:
    return {1: "the text", 2: "both texts"}.get(number, f"all {number} texts")


def no_text(number: int) -> str:
    return {1: "The text does not raise", 2: "Neither text raises"}.get(number, "No text raises")


def any_text(number: int) -> str:
    return {1: "the text", 2: "either text"}.get(number, f"any of the {number} texts")


def are(number: int) -> str:
    return "is" if number == 1 else "are"


def several(number: int, thing: str) -> str:
    """Count things: 1 sentence, 2,000 sentences, no sentences.

    >>> several(1, "date"), several(2000, "date"), several(0, "date")
    ('1 date', '2,000 dates', 'no dates')
    """
    return f"{number:,} {thing}{'s' * (number != 1)}" if number else f"no {thing}s"


def part(number: int, whole: int, thing: str = "sentence") -> str:
    """Count a part of a whole.

    >>> part(1, 3), part(1, 1)
    ('1 of 3 sentences', '1 of 1 sentence')
    """
    return f"{number:,} of {several(whole, thing)}"


def capital(text: str) -> str:
    """Begin a sentence with a capital, and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Begin with a small letter, inside a sentence."""
    return text[:1].lower() + text[1:]
