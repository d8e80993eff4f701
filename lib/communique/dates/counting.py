"""Values counted from a day: units, weekdays, months, seasons, quarters.

Each function ends in `day` and `way`, and gives the value seen from that day; `way` is past,
future, narrative (the day is that of the last mention) or "".
"""

from collections.abc import Callable
from datetime import date, timedelta

from communique.dates.values import days_of, of_unit, shifted

__all__ = [
    "after",
    "day_of_month",
    "fixed",
    "in_unit",
    "month_of",
    "named_part",
    "near_weekend",
    "part_of_day",
    "quarter_of",
    "weekday_of",
]


def in_unit(unit: str, by: int, grain: str, day: date, way: str) -> str:
    """Count units from a day, and write the result as fine as `grain`.

    >>> in_unit("Y", -1, "Y", date(2024, 5, 3), "")
    '2023'
    """
    return of_unit(shifted(day, unit, by), grain)


def near_weekend(day: date, way: str) -> str:
    """Find the weekend that is near: the coming one, or in the past the one that is over."""
    over = way != "future" and day.isoweekday() < 6
    return of_unit(day - timedelta(days=7 * over), "WE")


def part_of_day(by: int, part: str, day: date, way: str) -> str:
    """Write a part of the day so many days on (“last night”: by −1, TNI)."""
    return (day + timedelta(days=by)).isoformat() + part


def weekday_of(number: int, how: str, part: str, day: date, way: str) -> str:
    """Find the weekday nearest in the direction that how or way gives; in news, the past.

    `how`: last, next, this (of this week), or "".
    """
    ahead = (number - day.isoweekday()) % 7
    if how == "this":
        return (day + timedelta(days=number - day.isoweekday())).isoformat() + part
    if how == "next" or (not how and way in ("future", "narrative")):
        days = ahead or 7 * (how == "next")
    else:
        days = ahead - 7 if ahead or how == "last" else 0
    return (day + timedelta(days=days)).isoformat() + part


def month_of(month: int, how: str, day: date, way: str) -> str:
    """Find the month nearest in the direction that how or way gives.

    A narrative goes on within the year of its last mention, from its end into the next.
    """
    return f"{_year(month, how, day, way):04}-{month:02}"


def day_of_month(month: int, number: int, part: str, day: date, way: str) -> str:
    """Find the day of a month nearest to a day, as far as the way allows."""
    year = day.year
    if way == "narrative":
        year += day.month >= 11 and month <= 3
    else:
        year = _nearest(month, number, day, way)
    return date(year, month, number).isoformat() + part


def _nearest(month: int, number: int, day: date, way: str) -> int:
    def away(year: int) -> int:
        ahead = (date(year, month, min(number, 28)) - day).days
        wrong = (way == "past" and ahead > 7) or (way == "future" and ahead < -7)
        return abs(ahead) + 180 * wrong

    return min((day.year, day.year - 1, day.year + 1), key=away)


def _year(month: int, how: str, day: date, way: str) -> int:
    if how == "last":
        return day.year - (month >= day.month)
    if how == "next":
        return day.year + (month <= day.month)
    if how == "this":
        return day.year
    if way == "narrative":
        return day.year + (day.month >= 11 and month <= 3)
    if way == "past":
        return day.year - (month > day.month)
    if way == "future":
        return day.year + (month < day.month)
    return min((day.year, day.year - 1, day.year + 1), key=lambda y: abs(_months(y, month, day)))


def _months(year: int, month: int, day: date) -> int:
    return (year - day.year) * 12 + month - day.month


def named_part(part: str, by: int, how: str, day: date, way: str) -> str:
    """Find a season or half of the year: nearest begun one, or by so many years on."""
    value = f"{day.year + by:04}-{part}"
    begins = days_of(value)
    if how == "last" and begins and begins[1] >= day:
        return f"{day.year - 1:04}-{part}"
    if how == "next" and begins and begins[0] <= day:
        return f"{day.year + 1:04}-{part}"
    if not how and not by and way == "past" and begins and begins[0] > day:
        return f"{day.year - 1:04}-{part}"
    return value


def quarter_of(number: int, by: int | None, day: date, way: str) -> str:
    """Find a quarter: of the year so many years on, or the nearest that has begun."""
    if by is not None:
        return f"{day.year + by:04}-Q{number}"
    begun = (day.month + 2) // 3 >= number
    return f"{day.year - (not begun and way != 'narrative'):04}-Q{number}"


def after(number: int, grain: str, day: date, way: str) -> str:
    """Give the day of this number in the month of a day (“on the 28th”)."""
    return day.replace(day=number).isoformat()


def fixed(day_in: Callable[[int], date], how: str, day: date, way: str) -> str:
    """Find a holiday, whose day in a year is known, nearest in the direction of how or way."""
    days = [day_in(year) for year in (day.year - 1, day.year, day.year + 1)]
    if way == "narrative" and not how:
        return days[1].isoformat()
    if how == "last" or (way == "past" and not how):
        days = [each for each in days if each < day + timedelta(days=not how)]
    elif how == "next" or (way == "future" and not how):
        days = [each for each in days if each > day - timedelta(days=not how)]
    return min(days, key=lambda each: abs((each - day).days)).isoformat()
