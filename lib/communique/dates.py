"""Find calendar dates that a text itself states.

This first version knows dates that need no context: a day, month and year; a month and year; a
bare year after “in” or “since”; ISO dates; in the years 1500 to 2099. Expressions that need an
anchor (“last Friday”, “two years ago”) are left alone rather than guessed; so are months and
weekdays by themselves, which are too easily confused with other words (may, March). Of a range of
days (“24–26 April 2024”) the last is found.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

import pandas as pd

from communique.compare.base import records

__all__ = ["find_dates"]

# Not from the calendar module, whose names follow the machine's language.
_NAMES = "January February March April May June July August September October November December"
_MONTHS = {name.lower(): number for number, name in enumerate(_NAMES.split(), start=1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_FORMS = "|".join(sorted(_MONTHS, key=len, reverse=True))
_MONTH = rf"(?P<month>(?i:{_FORMS}))\b\.?"
# Without a day beside it, “may” or “march” is a month only with a capital.
_CAPITAL = rf"(?P<month>(?=[A-Z])(?i:{_FORMS}))\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?i:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)\b(?![.,]\d|\s?%)"
_RULES = [
    re.compile(rule)
    for rule in (
        r"\b(?P<date>(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d))\b",
        rf"\b(?P<date>{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR})",
        rf"\b(?P<date>{_MONTH}\s+{_DAY},?\s+{_YEAR})",
        rf"\b(?P<date>{_CAPITAL},?\s+{_YEAR})",
        rf"\b(?i:in|since)\s+(?P<date>{_YEAR})",
    )
]
_COLUMNS = [
    "doc",
    "sentence",
    "start",
    "end",
    "text",
    "type",
    "value",
    "mod",
    "earliest",
    "latest",
    "basis",
]


def find_dates(sentences: pd.DataFrame) -> pd.DataFrame:
    """Find the dates stated in sentences.

    Columns: doc, sentence, start, end, text, type (DATE), value (TIMEX3: YYYY, YYYY-MM or
    YYYY-MM-DD), mod (empty), earliest and latest (ISO days), basis (stated). Impossible dates
    (31 February) are left as text.

    >>> frame = pd.DataFrame({"doc": ["a"], "sentence": [1], "start": [0],
    ...                       "text": ["They met on 26 April 2024, not on 31 February 2024."]})
    >>> find_dates(frame)[["text", "value"]].to_numpy().tolist()
    [['26 April 2024', '2024-04-26']]
    """
    rows = [
        (*place, base + start, base + end, text[start:end], "DATE", value, "", *days, "stated")
        for *place, base, text in records(sentences, "doc", "sentence", "start", "text")
        for start, end, value, *days in _found(text)
    ]
    frame = pd.DataFrame(rows, columns=_COLUMNS)
    return frame.sort_values(["doc", "start"], ignore_index=True)


def _found(text: str) -> Iterator[tuple[int, int, str, str, str]]:
    """Yield span, value, first and last day; a rule higher up wins where two overlap."""
    taken: list[tuple[int, int]] = []
    for rule in _RULES:
        for match in rule.finditer(text):
            start, end = match.span("date")
            if any(start < last and first < end for first, last in taken):
                continue
            taken.append((start, end))
            value = _value(match.groupdict())
            if value:
                yield start, end, *value


def _value(parts: dict[str, str]) -> tuple[str, str, str] | None:
    year = int(parts["year"])
    if "month" not in parts:
        return f"{year:04}", f"{year:04}-01-01", f"{year:04}-12-31"
    name = parts["month"].casefold()
    month = _MONTHS.get(name) or int(name)
    try:
        first = date(year, month, int(parts.get("day") or 1))
    except ValueError:
        return None
    if "day" in parts:
        return first.isoformat(), first.isoformat(), first.isoformat()
    last = first.replace(day=monthrange(year, month)[1])
    return f"{year:04}-{month:02}", first.isoformat(), last.isoformat()
