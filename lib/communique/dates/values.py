"""TIMEX3 values: the days they cover, and counting forth and back from a day."""

import re
from calendar import monthrange
from datetime import date, timedelta

__all__ = ["coarsest", "common", "days_of", "grain_of", "of_unit", "shifted"]

_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})(-WE)?")
_PART = re.compile(r"([0-9]{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
# Seasons of the northern half of the earth, with the days on which people disagree.
_PARTS = {f"Q{n}": (3 * n - 2, 3 * n) for n in range(1, 5)} | {"H1": (1, 6), "H2": (7, 12)}
_PARTS |= {"SP": (3, 6), "SU": (6, 9), "FA": (9, 12)}
# From coarse to fine.
GRAINS = ["century", "decade", "Y", "H", "SEASON", "Q", "M", "W", "D"]


def days_of(value: str) -> tuple[date, date] | None:
    """Give the first and last day that a value covers; None where it names no days.

    >>> [str(day) for day in days_of("2024-02")]
    ['2024-02-01', '2024-02-29']
    >>> days_of("P3D") is None
    True
    """
    try:
        return _days(value.partition("T")[0])
    except (ValueError, OverflowError):
        return None


def _days(value: str) -> tuple[date, date] | None:
    if match := _WEEK.fullmatch(value):
        year, week = int(match[1]), int(match[2])
        first = date.fromisocalendar(year, week, 6 if match[3] else 1)
        return first, date.fromisocalendar(year, week, 7)
    if match := _PART.fullmatch(value):
        return _part(int(match[1]), match[2])
    if not re.fullmatch(r"[0-9]{2,4}|[0-9]{4}-[0-9]{2}(-[0-9]{2})?", value):
        return None
    if len(value) < 5:
        return date(int(value.ljust(4, "0")), 1, 1), date(int(value.ljust(4, "9")), 12, 31)
    if len(value) == 7:
        return _months(int(value[:4]), int(value[5:]), int(value[5:]))
    return date.fromisoformat(value), date.fromisoformat(value)


def _part(year: int, part: str) -> tuple[date, date]:
    if part == "WI":  # “the winter of 1994” may have begun or ended in that year
        return date(year - 1, 12, 1), _months(year + 1, 2, 2)[1]
    return _months(year, *_PARTS[part])


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def grain_of(value: str) -> str:
    """Tell how fine a value is: D, W, M, Q, SEASON, H, Y, decade, century."""
    value = value.partition("T")[0]
    if match := _PART.fullmatch(value):
        return match[2][0] if match[2][0] in "QH" else "SEASON"
    if _WEEK.fullmatch(value):
        return "W"
    return {2: "century", 3: "decade", 4: "Y", 7: "M", 10: "D"}.get(len(value), "")


def coarsest(grain: str, wanted: str) -> bool:
    """Tell whether a grain is as fine as the wanted one, or finer."""
    return grain in GRAINS and GRAINS.index(grain) >= GRAINS.index(wanted)


def of_unit(day: date, unit: str) -> str:
    """Write the day, week, month, quarter or year that a day lies in.

    >>> [of_unit(date(2024, 5, 3), unit) for unit in ("D", "W", "M", "Q", "Y")]
    ['2024-05-03', '2024-W18', '2024-05', '2024-Q2', '2024']
    """
    if unit in ("W", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + "-WE" * (unit == "WE")
    if unit == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    return day.isoformat()[: {"D": 10, "M": 7, "Y": 4, "decade": 3, "century": 2}[unit]]


def shifted(day: date, unit: str, by: int) -> date:
    """Count days, weeks, months, quarters or years from a day; the month's end is kept to.

    >>> str(shifted(date(2024, 3, 31), "M", -1))
    '2024-02-29'
    """
    if unit in ("D", "W", "WE"):
        return day + timedelta(days=by * (1 if unit == "D" else 7))
    months = by * {"M": 1, "Q": 3, "Y": 12, "decade": 120, "century": 1200}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def common(one: str, two: str) -> str:
    """Give the value as far as two agree on it: the day, month or year; "" where they don't.

    >>> common("2024-04-26", "2024-04-28"), common("2024-W17", "2024-W18"), common("2023", "2024")
    ('2024-04', '2024', '')
    """
    if one == two:
        return one
    for length in (10, 7, 4):
        if one[:length] == two[:length] and one[:length].replace("-", "").isdigit():
            return one[:length] if len(one) >= length else ""
    return ""
