"""Rules for days and months of the calendar."""

import re
from dataclasses import replace
from datetime import date
from functools import partial

from communique.dates.counting import day_of_month, month_of
from communique.dates.meaning import Found, Meaning, Reading
from communique.dates.modifiers import phase
from communique.dates.words import MONTHS

__all__ = ["RULES"]

# Words without which “may”, “march” or “fall” with a capital may still be no month or season.
_LEADS = re.compile(
    r"(?:in|since|by|until|till|last|next|this|of|early|late|mid|from|to|through|throughout|during"
    r"|for|and|or|between|after|before|late-|mid-|around|on|that|each|every|previous|following"
    r"|[a-z]+day|[0-9]) ?$"
)


def _month(found: Found, name: str = "month") -> int:
    return MONTHS[found[name].rstrip(".")]


def _day(found: Found, name: str = "day") -> int:
    return int(re.sub(r"\D", "", found[name]))


def iso(found: Found) -> Reading:
    """Read 2024-04-26."""
    return _exact(found["year"], int(found["m"]), int(found["d"]))


def _exact(year: str, month: int, day: int) -> Reading:
    try:
        return Meaning("DATE", date(int(year), month, day).isoformat())
    except ValueError:
        return None


def numeric(found: Found) -> Reading:
    """Read 26.04.2024 or 4/26/2024; where both orders are possible only the year is sure."""
    one, two = int(found["one"]), int(found["two"])
    if found["dot"] == "." or one > 12:
        return _exact(found["year"], two, one)
    if two > 12 or one == two:
        return _exact(found["year"], one, two)
    return Meaning("DATE", found["year"]) if one and two else None


def full_day(found: Found) -> Reading:
    """Read a day and month, with or without year and weekday."""
    month, number_ = _month(found), _day(found)
    if found["year"]:
        return _exact(found["year"], month, number_)
    if not 1 <= number_ <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return None
    if found["month"] in ("may", "march", "mar", "sun") and not found.capital("month"):
        return None
    if found["month"] == "may" and re.match(r" [a-z]", found.after()) and not found["day"]:
        return None
    return _without_year(found, month, number_)


def day_range(found: Found) -> Reading:
    """Read “24–26 April 2024”, “April 24–26” or “5, 6 and 7 October” as days of their own."""
    names = [name for name in ("day", "day2", "day3") if found[name]]
    month, days = _month(found), [_day(found, name) for name in names]
    if days != sorted(set(days)):
        return None
    read = [_day_of(found, month, day) for day in days]
    spans = [found.match.span(name) for name in names]
    spans[0], spans[-1] = (found.start, spans[0][1]), (spans[-1][0], found.end)
    if any(meaning is None for meaning in read):
        return None
    return [replace(day, span=span) for day, span in zip(read, spans, strict=True) if day]


def _day_of(found: Found, month: int, day: int) -> Meaning | None:
    if found["year"]:
        meaning = _exact(found["year"], month, day)
        return meaning if isinstance(meaning, Meaning) else None
    try:
        date(2000, month, day)
    except ValueError:
        return None
    return _without_year(found, month, day)


def _without_year(found: Found, month: int, day: int) -> Meaning:
    return Meaning(
        "DATE",
        f"XXXX-{month:02}-{day:02}",
        relative=partial(day_of_month, month, day, ""),
        grain="Y",
        way=found.way,
    )


def impossible(found: Found) -> Reading:
    """Leave “32 May 2031” alone, and what it holds."""
    return None


def month_year(found: Found) -> Reading:
    """Read a month and year."""
    if not found.capital("month"):
        return None
    return Meaning("DATE", f"{found['year']}-{_month(found):02}", phase(found))


def month_alone(found: Found) -> Reading:
    """Read a month by itself, with a capital; “May” and “March” need a word before them."""
    month = _month(found)
    if not found.capital("month") or (
        found["name"] and found["month"][:3] in ("apr", "jun", "aug")
    ):
        return None
    if found["month"] in ("may", "march") and found.before(4) == "the ":
        return None if re.match(r" (?:on|of|to)\b", found.after()) else _any_year(month, found)
    doubtful = found["month"].rstrip(".") in ("may", "march", "mar", "jan", "sep", "dec", "jun")
    if doubtful and not found["phase"] and not _LEADS.search(found.before()):
        return None
    if found["month"] == "may" and re.match(r" (?:be|have|not|well|also)\b", found.after()):
        return None
    return _any_year(month, found)


def _any_year(month: int, found: Found) -> Meaning:
    return Meaning(
        "DATE",
        f"XXXX-{month:02}",
        phase(found),
        relative=partial(month_of, month, ""),
        grain="Y",
        way=_month_way(found),
    )


def _month_way(found: Found) -> str:
    """A month without a verb, or after an article (“a June agreement”), is over."""
    return "past" if re.search(r"(?:^|\W)an? $", found.before(4)) else found.way or "past"


RULES = [
    (r"(?P<year>[12][0-9]{3})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])(?!-)", iso),
    (
        r"(?P<one>[0-3]?[0-9])(?P<dot>[./])(?P<two>[0-3]?[0-9])[./](?P<year>(?:1[5-9]|20)[0-9]{2})",
        numeric,
    ),
    (r"(?:WEEKDAY,? )?(?:the )?DAY(?: day)?(?: of)? MONTH(?:,? YEAR)?", full_day),
    (r"(?:(?:last|this|next) |WEEKDAY,? )?MONTH DAY(?:,? YEAR)?", full_day),
    (r"DAY ?(?:-|/|to|and) ?DAY2(?: of)? MONTH(?:,? YEAR)?", day_range),
    (r"DAY, ?DAY2,? (?:and|or|to) DAY3(?: of)? MONTH(?:,? YEAR)?", day_range),
    (r"MONTH DAY ?(?:-|/|to|and) ?DAY2(?:,? YEAR)?", day_range),
    (r"[0-9]{1,3}(?:st|nd|rd|th)?(?: of)? MONTH,? YEAR", impossible),
    (r"MONTH [0-9]{1,3}(?:st|nd|rd|th)?,? YEAR", impossible),
    (r"PHASE?MONTH(?: of)?,? YEAR", month_year),
    (r"PHASE?MONTH(?P<name> [a-z]+)??", month_alone),
]
