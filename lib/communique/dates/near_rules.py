"""Rules for what is near the time of speech or of the last mention: today, last week, Friday."""

import re
from datetime import date
from functools import partial

from communique.dates.counting import in_unit, month_of, near_weekend, part_of_day, weekday_of
from communique.dates.meaning import Found, Meaning, Reading, Relative
from communique.dates.modifiers import PARTS, phase
from communique.dates.words import MONTHS, UNITS, WEEKDAYS

__all__ = ["RULES", "UNKNOWN"]

_SHIFTS = {"this": 0, "current": 0, "last": -1, "past": -1, "next": 1, "coming": 1}
_SHIFTS |= {"previous": -1, "preceding": -1, "following": 1, "subsequent": 1, "that": 0, "same": 0}
_SHIFTS |= {"before": -1, "earlier": -1, "after": 1}
_SHIFTS |= {"the": 0, "latest": -1, "ensuing": 1, "upcoming": 1, "entire": 0, "full": 0, "whole": 0}
# “the following week” is counted from what was told last, “next week” from the time of speech.
_BACK = {
    "before",
    "after",
    "earlier",
    "previous",
    "preceding",
    "following",
    "subsequent",
    "that",
    "same",
    "the",
    "ensuing",
}
UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX"}
UNKNOWN |= {"Q": "XXXX-QX", "Y": "XXXX", "decade": "XXX", "century": "XX"}


def near_day(found: Found) -> Reading:
    """Read today, yesterday, tomorrow and tonight, with a part of the day."""
    word = found["word"]
    if found.capital("word") and re.search(r"\b[A-Z]\w* $", found.text[: found.start]):
        return None  # Freedonia Today is a paper
    by = {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2}.get(word, 0)
    by = 2 if word == "the day after tomorrow" else by
    part = "TNI" if word == "tonight" else PARTS.get(found["part"], "")
    return Meaning(
        "TIME" if part else "DATE",
        f"XXXX-XX-XX{part}",
        phase(found),
        relative=partial(part_of_day, by, part),
        story="PRESENT_REF" if word in ("today", "tonight") else "",
    )


def part_of_this_day(found: Found) -> Reading:
    """Read “this morning”, “last night”, “that evening”, “the next morning”."""
    how = found["how"].removeprefix("the ")  # “the morning” stays “the”
    by = -1 if how in ("last", "previous") else 1 if how in ("next", "following") else 0
    part = PARTS[found["part"]]
    return Meaning(
        "TIME",
        f"XXXX-XX-XX{part}",
        phase(found),
        relative=partial(part_of_day, by, part),
        back=how not in ("this", "last"),
    )


def unit(found: Found) -> Reading:
    """Read this, last, next, that, the following … week, month, quarter, year."""
    how, name = found["how"].split(" ")[-1] if found["how"] else "the", found["unit"]
    if "quarter" in name and how in ("the", "latest", "that", "same"):
        return _quarter(found, how)
    grain = {"decade": "decade", "century": "century"}.get(name, UNITS.get(name, ""))
    if grain.startswith("T") or name == "night":
        return None
    if name == "day" and how in (
        "last",
        "past",
        "the",
        "full",
        "current",
        "whole",
        "entire",
        "latest",
    ):
        return None
    value = UNKNOWN[grain]
    relative: Relative = partial(in_unit, grain, _SHIFTS[how], grain)
    if name == "weekend" and how == "the":
        relative = near_weekend
    back = how in _BACK or (name == "day" and how == "next")
    if how == "the" and grain in ("Y", "W", "M", "WE"):
        back = False
    return Meaning(
        "DATE", value, phase(found), relative=relative, back=back, grain=grain, way=found.way
    )


def _quarter(found: Found, how: str) -> Reading:
    """“The latest quarter” is the last that is over; “the quarter” the one last told of."""
    relative = partial(in_unit, "Q", -1, "Q") if how == "latest" else _told_quarter
    return Meaning(
        "DATE",
        "XXXX-QX",
        phase(found),
        relative=relative,
        back=how != "latest",
        grain="Q",
        like="Q",
    )


def _told_quarter(day: date, way: str) -> str:
    return in_unit("Q", 0 if way == "narrative" else -1, "Q", day, way)


def year_end(found: Found) -> Reading:
    """Read “by year-end”."""
    return Meaning("DATE", "XXXX-12-31", relative=_year_end, grain="Y")


def _year_end(day: date, way: str) -> str:
    return f"{day.year:04}-12-31"


def weekday(found: Found) -> Reading:
    """Read a weekday, with last, next or this, and a part of the day."""
    name = found["weekday"].rstrip(".")
    short = len(name) < 6
    if not found.capital("weekday") or (
        short and not re.match(r",? (?:[0-9]|[a-z]+\.? [0-9])", found.after())
    ):
        return None
    how = found["how"].removeprefix("the ")
    part = PARTS.get(found["part"], "")
    how_ = {"past": "last", "previous": "last", "following": "next", "coming": "next"}.get(how, how)
    return Meaning(
        "TIME" if part else "DATE",
        f"XXXX-WXX-{WEEKDAYS[name]}{part}",
        phase(found),
        relative=partial(
            weekday_of, WEEKDAYS[name], how_ if how_ in ("last", "next") else "", part
        ),
        back=how in ("previous", "following", "that", "same"),
        way=found.way,
    )


def month_how(found: Found) -> Reading:
    """Read “last April”, “April last year”, “this June”."""
    if not found.capital("month"):
        return None
    month = MONTHS[found["month"].rstrip(".")]
    how = (found["how"] or found["years"]).removeprefix("the ")
    if found["years"]:
        by = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(how.split(" ")[0], 0)
        return Meaning(
            "DATE",
            f"XXXX-{month:02}",
            phase(found),
            relative=partial(_month_in_year, month, by),
            back=how.split(" ")[0] in ("that", "previous", "following", "same"),
            grain="Y",
        )
    back = how in ("that", "following", "previous", "same")
    how = {"past": "last", "previous": "last", "following": "next", "coming": "next"}.get(how, how)
    return Meaning(
        "DATE",
        f"XXXX-{month:02}",
        phase(found),
        relative=partial(month_of, month, how if how in ("last", "next", "this") else ""),
        back=back,
        grain="M",
        way="past",
    )


def _month_in_year(month: int, by: int, day: date, way: str) -> str:
    return f"{day.year + by:04}-{month:02}"


RULES = [
    (
        r"EDGE?(?P<word>today|tomorrow|yesterday|tonight|the day before yesterday"
        r"|the day after tomorrow)(?: PART)?",
        near_day,
    ),
    (
        r"EDGE?(?P<how>this|last|that|(?:the )?(?:next|following|previous|same)) PART",
        part_of_this_day,
    ),
    (
        r"EDGE?HOW (?:calendar |fiscal |academic |school |election )?(?P<unit>day|weekend"
        r"|week|month|quarter|year|decade|century)",
        unit,
    ),
    (r"EDGE?the (?:fiscal )?(?P<unit>weekend|week|month|quarter|year)", unit),
    (
        r"EDGE?(?:(?P<how>(?:the )?(?:last|next|this|past|previous|following|coming|same)"
        r"|that) )?WEEKDAY(?: PART)?",
        weekday,
    ),
    (
        r"EDGE?(?P<how>(?:the )?(?:last|next|past|previous|following|coming|same)|this|that) MONTH",
        month_how,
    ),
    (
        r"EDGE?MONTH,? (?:of )?(?P<years>(?:the )?(?:previous|following|same) year|(?:this"
        r"|last|next|that) year)",
        month_how,
    ),
    (r"the (?P<unit>day|week|month|year) (?P<how>before|after|earlier)(?= ?(?:[.,;:)]|$))", unit),
    (r"(?:the )?year[- ]end", year_end),
    (r"(?:in|by|during|throughout) (?P<it>(?P<how>the) PART)", part_of_this_day),
]
