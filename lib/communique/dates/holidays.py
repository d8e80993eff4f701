"""Feasts and holidays, from a list of names and the rules of their days."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pandas as pd

from communique.compare.base import records
from communique.dates.counting import fixed
from communique.dates.meaning import Meaning
from communique.dates.tense import way_of
from communique.dates.words import WEEKDAYS
from communique.patterns import Hit, PatternError, compile_patterns
from communique.tables import read_rows

__all__ = ["HolidayError", "day_in", "make_finder", "read_holidays"]

Finder = Callable[[str, str], Iterator[tuple[int, int, Meaning]]]
_RULE = re.compile(
    r"(?:(?P<weekday>[A-Z][a-z]+day) )?(?P<month>\d\d)-(?P<day>\d\d)|Easter(?P<on>[+-]\d+)"
)
_HOW = re.compile(r"(?<!\w)(?P<how>last|next|this) {1,4}$")
_YEAR = re.compile(r",? {1,4}(?:of )?(?P<year>(?:1[5-9]|20)\d\d)(?!\w)")


class HolidayError(ValueError):
    """A list of holidays that cannot be used; says which line, and the remedy."""


def read_holidays(path: str | Path) -> pd.DataFrame:
    """Read a list of feasts and holidays: a CSV file with the columns name, rule, pattern.

    A rule is a day (12-25), a weekday on or after a day (Thursday 11-22: the fourth Thursday of
    November), or a day counted from Easter Sunday (Easter-2). Raises HolidayError with the line
    and the remedy.
    """
    rows = read_rows(path, ["name", "rule", "pattern"], error=HolidayError)
    for line, cells in rows:
        where = f"{path}, line {line}"
        try:
            day_in(2024, cells["rule"])
            compile_patterns({where: [cells["pattern"]]})
        except PatternError as error:
            raise HolidayError(f"{where}: {error}") from None
        except ValueError:
            raise HolidayError(
                f"{where}: “{cells['rule']}” is no rule; write 12-25, Monday 05-25 or Easter+1"
            ) from None
    return pd.DataFrame([row.cells for row in rows], columns=["name", "rule", "pattern"])


def day_in(year: int, rule: str) -> date:
    """Give the day of a holiday in a year; ValueError where the rule is none.

    >>> [str(day_in(2024, rule)) for rule in ("12-25", "Thursday 11-22", "Easter-2")]
    ['2024-12-25', '2024-11-28', '2024-03-29']
    """
    match = _RULE.fullmatch(rule)
    if not match:
        raise ValueError(rule)
    if match["on"]:
        return _easter(year) + timedelta(days=int(match["on"]))
    day = date(year, int(match["month"]), int(match["day"]))
    if not match["weekday"]:
        return day
    if match["weekday"].lower() not in WEEKDAYS:
        raise ValueError(rule)
    return day + timedelta(days=(WEEKDAYS[match["weekday"].lower()] - day.isoweekday()) % 7)


def _easter(year: int) -> date:
    """Give Easter Sunday of the Gregorian calendar (the rule of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)


def make_finder(holidays: pd.DataFrame | None) -> Finder:
    """Make a function that finds holidays in a text and its folded form."""
    if holidays is None or holidays.empty:
        return lambda text, folded: iter(())
    patterns: dict[str, list[str]] = {}
    for rule, pattern in records(holidays, "rule", "pattern"):
        patterns.setdefault(rule, []).append(pattern)
    return partial(_find, compile_patterns(patterns).find)


def _find(
    find: Callable[[str], list[Hit]], text: str, folded: str
) -> Iterator[tuple[int, int, Meaning]]:
    for start, end, rule, _ in find(text):
        how, year = _HOW.search(folded[max(0, start - 12) : start]), _YEAR.match(folded, end)
        if year:
            yield start, year.end(), Meaning("DATE", str(day_in(int(year["year"]), rule)))
            continue
        begin = start - len(how[0]) if how else start
        yield (
            begin,
            end,
            Meaning(
                "DATE",
                "XXXX-XX-XX",
                relative=partial(fixed, partial(day_in, rule=rule), how["how"] if how else ""),
                grain="Y",
                way=way_of(folded, start, end),
            ),
        )
