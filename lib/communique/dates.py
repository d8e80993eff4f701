"""Find calendar dates that a text itself states.

This first version knows dates that need no context: a day, month and year; a month and year; a
bare year after a preposition; ISO dates. Expressions that need an anchor (“last Friday”, “two
years ago”) are left alone rather than guessed; so are months and weekdays by themselves, which
are too easily confused with other words (may, March).
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date

import pandas as pd

__all__ = ["find_dates"]

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
_MONTHS["sept"] = 9
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_RULES = [
    re.compile(rule, re.IGNORECASE)
    for rule in (
        r"\b(?P<year>\d{4})-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b",
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_MONTH},?\s+{_YEAR}\b",
        rf"(?<=\b[Ii]n )(?P<lone>){_YEAR}\b",
        rf"(?<=\b[Ss]ince )(?P<lone>){_YEAR}\b",
    )
]
_COLUMNS = ["doc", "start", "end", "text", "type", "value", "mod", "earliest", "latest", "basis"]


def find_dates(sentences: pd.DataFrame) -> pd.DataFrame:
    """Find the dates stated in sentences.

    Columns: doc, start, end, text, type (DATE), value (TIMEX3: YYYY, YYYY-MM or YYYY-MM-DD), mod
    (empty), earliest and latest (ISO days), basis (stated). Impossible dates (31 February) are
    left as text.

    >>> frame = pd.DataFrame({"doc": ["a"], "start": [0],
    ...                       "text": ["They met on 26 April 2024, not on 31 February 2024."]})
    >>> find_dates(frame)[["text", "value"]].to_numpy().tolist()
    [['26 April 2024', '2024-04-26']]
    """
    rows = [
        (doc, base + start, base + end, text[start:end], "DATE", value, "", first, last, "stated")
        for doc, base, text in sentences[["doc", "start", "text"]].itertuples(index=False)
        for start, end, value, first, last in _found(text)
    ]
    frame = pd.DataFrame(rows, columns=_COLUMNS)
    return frame.sort_values(["doc", "start"], ignore_index=True)


def _found(text: str) -> Iterator[tuple[int, int, str, str, str]]:
    """Yield span, value, first and last day; a rule higher up wins where two overlap."""
    taken: list[tuple[int, int]] = []
    for rule in _RULES:
        for match in rule.finditer(text):
            start, end = match.span()
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
    name = parts["month"].lower()
    month = _MONTHS.get(name) or int(name)
    try:
        first = date(year, month, int(parts.get("day") or 1))
    except ValueError:
        return None
    if "day" in parts:
        return first.isoformat(), first.isoformat(), first.isoformat()
    last = first.replace(day=calendar.monthrange(year, month)[1])
    return f"{year:04}-{month:02}", first.isoformat(), last.isoformat()
