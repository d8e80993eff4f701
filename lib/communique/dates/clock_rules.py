"""Rules for times of day."""

import re
from datetime import date
from functools import partial

from communique.dates.counting import day_of_month, part_of_day, weekday_of
from communique.dates.meaning import Found, Meaning, Reading
from communique.dates.modifiers import PARTS
from communique.dates.words import MONTHS, WEEKDAYS

__all__ = ["RULES"]


def clock(found: Found) -> Reading:
    """Read “10:35 a.m. EDT Thursday”, “5 p.m. on Nov. 9”, “noon Saturday”, “14:30”."""
    time = _time(found)
    return _on_day(found, time) if time else None


def _time(found: Found) -> str:
    word = found["word"]
    if word:
        return {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}[word]
    hour, _, minute = found["clock"].replace(".", ":").partition(":")
    number = int(hour)
    half = found["half"].replace(".", "")
    if (half and number > 12) or number > 24:
        return ""
    if (half == "pm" or "afternoon" in half or "evening" in half) and number < 12:
        number += 12
    if (half == "am" or "morning" in half) and number == 12:
        number = 0
    return f"T{number:02}:{minute or '00'}"


def _on_day(found: Found, time: str) -> Reading:
    """Set a time of day, or part of the day, on the day that stands beside it."""
    if found["month"]:
        month, day = MONTHS[found["month"].rstrip(".")], int(re.sub(r"\D", "", found["day"]))
        if found["year"]:
            try:
                return Meaning("TIME", date(int(found["year"]), month, day).isoformat() + time)
            except ValueError:
                return None
        relative, value, grain = (
            partial(day_of_month, month, day, time),
            f"XXXX-{month:02}-{day:02}",
            "Y",
        )
        return Meaning("TIME", value + time, relative=relative, grain=grain, way=found.way)
    if found["weekday"]:
        number = WEEKDAYS[found["weekday"].rstrip(".")]
        relative = partial(weekday_of, number, "last" if found["how"] == "last" else "", time)
        return Meaning("TIME", f"XXXX-WXX-{number}{time}", relative=relative, way=found.way)
    by = {"yesterday": -1, "tomorrow": 1}.get(found["near"], 0)
    return Meaning(
        "TIME",
        f"XXXX-XX-XX{time}",
        relative=partial(part_of_day, by, time),
        back=not found["near"],
    )


def part(found: Found) -> Reading:
    """Read “the morning of 6 June 1944”, “Friday morning”, “on the morning of the 6th”."""
    return _on_day(found, PARTS[found["part"]])


_ZONE = r"(?: \(?(?:[ecmp][sd]t|gmt|utc|bst|cet|et|local time|eastern(?: time)?)\)?)?"
_DAYS = (
    r"(?:,? (?:on )?(?:(?P<near>today|yesterday|tomorrow)|(?:(?P<how>last|next"
    r"|this) )?WEEKDAY(?:,? MONTH DAY(?:,? YEAR)?)?"
    r"|MONTH DAY(?:,? YEAR)?|DAY(?: of)? MONTH(?:,? YEAR)?))?"
)
_OF_DAY = r"(?:WEEKDAY,? )?(?:DAY MONTH(?:,? YEAR)?)"
_OF_DAY2 = r"(?:WEEKDAY,? )?(?:MONTH DAY(?:,? YEAR)?)"
_HALF = r"(?P<half>a\.?m\.?|p\.?m\.?|in the (?:morning|afternoon|evening))"
RULES = [
    (rf"CLOCK ?{_HALF}{_ZONE}{_DAYS}", clock),
    (rf"(?P<clock>(?:[01]?[0-9]|2[0-4]):[0-5][0-9])(?: hours)?{_ZONE}{_DAYS}", clock),
    (rf"(?P<word>noon|midday|midnight){_ZONE}{_DAYS}", clock),
    (rf"(?:the )?PART of (?:the )?{_OF_DAY}", part),
    (rf"(?:the )?PART of {_OF_DAY2}", part),
]
