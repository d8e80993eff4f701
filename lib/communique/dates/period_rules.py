"""Rules for durations (three days, the past two years) and what repeats (every Friday)."""

import re
from datetime import date
from functools import partial

from communique.dates.meaning import Found, Meaning, Reading
from communique.dates.modifiers import PARTS, about
from communique.dates.values import shifted
from communique.dates.words import MULTIPLES, UNITS, WEEKDAYS, number

__all__ = ["RULES"]


def length(unit: str, amount: float | None) -> str:
    """Write a duration: P3D, PT6H, P20Y (two decades), PXW.

    >>> length("hour", 6), length("decade", 2), length("week", None)
    ('PT6H', 'P20Y', 'PXW')
    """
    name = unit if unit in UNITS else unit.rstrip("s")
    letter, times = UNITS[name], MULTIPLES.get(name, 1)
    head, letter = ("PT", letter[1:]) if letter[0] == "T" else ("P", letter)
    if amount is None:
        letter = {"decade": "DE", "centurie": "CE", "century": "CE"}.get(name, letter)
        return f"{head}X{letter}"
    if letter == "Q" and amount != 1:
        letter, times = "M", 3
    total = amount * times
    if letter == "H" and total % 1 == 0.5:
        return f"PT{int(total)}H30M" if total > 1 else "PT30M"
    return f"{head}{int(total) if total == int(total) else total}{letter}"


def duration(found: Found) -> Reading:
    """Read “three days”, “almost six hours”, “five-year”; an age is no duration of an event."""
    if re.match(r"[- ]olds?\b", found.after()) or re.match(r" of age\b", found.after()):
        return None
    unit = found["units"]
    if unit == "quarter" and re.match(r"s? (?:of|century)\b|-century|-to-", found.after()):
        return None
    return Meaning("DURATION", length(unit, number(found["many"])), about(found))


def vague(found: Found) -> Reading:
    """Read “weeks”, “for years”, “recent months”."""
    if re.match(r"[- ]old\b", found.after()):
        return None
    return Meaning("DURATION", length(found["units"], None))


def around_now(found: Found) -> Reading:
    """Read “the past three years”, “the next few weeks”, and the days they cover."""
    unit, amount = found["units"], number(found["many"])
    value = length(unit, amount)
    ahead = re.search(r"next|coming|following", found["how"]) is not None
    letter = UNITS[unit.rstrip("s")]
    cover = None
    if amount and amount == int(amount) and letter[0] != "T":
        by = int(amount) * MULTIPLES.get(unit, 1)
        cover = partial(_cover, letter, by if ahead else -by)
    return Meaning("DURATION", value, about(found), cover=cover)


def _cover(letter: str, by: int, day: date) -> tuple[date, date]:
    other = shifted(day, letter, by)
    return min(day, other), max(day, other)


def one(found: Found) -> Reading:
    """Read “a year”: after a number it is a rate, else a duration."""
    unit = found["units"]
    ordinal = unit == "second" and re.match(r" \w", found.after())  # a second meeting
    if unit == "quarter" or ordinal:
        return None
    rate = re.search(
        r"(?:[0-9]|%|percent|million|billion|thousand|hundred|times|twice|once|[a-z]s) $",
        found.before(),
    )
    if rate and not re.search(
        r"(?:is|was|has|its|takes|lasts|less than|this|as) $", found.before()
    ):
        return Meaning("SET", length(unit, 1))
    return Meaning("DURATION", length(unit, 1), about(found))


def each(found: Found) -> Reading:
    """Read “every day”, “each Thursday”, “every two years”."""
    if found["weekday"]:
        return Meaning(
            "SET",
            f"XXXX-WXX-{WEEKDAYS[found['weekday'].rstrip('.')]}{PARTS.get(found['part'], '')}",
        )
    if found["part"]:
        return Meaning("SET", f"XXXX-XX-XX{PARTS[found['part']]}")
    amount = {"other": 2}.get(found["many"], number(found["many"] or "one"))
    return Meaning("SET", length(found["units"], amount))


def adverb(found: Found) -> Reading:
    """Read “daily”, “annually”, “hourly”."""
    word = found["word"]
    if word == "daily" and found.text[found.start].isupper():
        return None
    unit = {"daily": "day", "annually": "year", "hourly": "hour", "nightly": "night"}[word]
    return Meaning("SET", length(unit, 1))


def weekdays(found: Found) -> Reading:
    """Read “Mondays”, “Tuesday nights”."""
    if not found.capital("weekday"):
        return None
    name, part = found["weekday"], PARTS.get(found["part"], "")
    return Meaning("SET", f"XXXX-WXX-{WEEKDAYS[name]}{part}")


def first(found: Found) -> Reading:
    """Read “the first nine months”."""
    return Meaning("DURATION", length(found["units"], number(found["many"])))


# Not “over”, which is a preposition before these.
_ABOUT_NOW = r"(?P<about>(?:about|nearly|almost|at least|more than|less than|roughly) )?"
RULES = [
    (
        r"ABOUT?MANY(?: more| additional| full| consecutive| straight| long"
        r"| whole)?[- ]UNITSs?(?P<orso> or so)?",
        duration,
    ),
    (r"(?:an? |the )?MANY-UNITS period", duration),
    (r"(?P<it>(?:a|one|three)[- ]quarters?) of", lambda found: None),
    (r"ABOUT?(?:an additional|another) UNITSs?(?P<many>)", duration),
    (
        rf"{_ABOUT_NOW}(?:the )?(?P<how>past|last|next|coming|previous|following"
        rf"|preceding) MANY UNITSs?(?P<orso> or so)?",
        around_now,
    ),
    (r"the (?P<how>past) (?P<many>)UNITS", around_now),
    (r"the (?:first|last|final|coming|next|past) UNITSs", vague),
    (r"the (?:coming )?UNITSs ahead", vague),
    (r"(?P<how>recent|coming|past) (?P<units>year|month|week|day|decade)s", vague),
    (r"(?P<units>year|month|week|day|hour|minute|decade|centurie)s", vague),
    (r"ABOUT?an? (?:full |whole |entire )?UNITS", one),
    (r"(?:every|each)(?: (?:MANY|other))? UNITSs?", each),
    (r"(?:every|each) WEEKDAY(?: PART)?", each),
    (r"(?:every|each) PART", each),
    (r"(?P<word>daily|annually|hourly|nightly)", adverb),
    (
        r"(?P<weekday>[a-z]{3,6}day)s",
        lambda found: weekdays(found) if found["weekday"] in WEEKDAYS else None,
    ),
    (
        r"(?P<weekday>[a-z]{3,6}day) (?P<part>morning|afternoon|evening|night)s",
        lambda found: weekdays(found) if found["weekday"] in WEEKDAYS else None,
    ),
    (r"the (?:first|last|latest|final|opening|year-earlier|year-ago) MANY UNITSs", first),
    (r"the MANY UNITSs?", first),
    (r"(?:[0-9]+|[a-z]+)[- ](?:year|month|week|day)s?[- ]olds?", lambda found: None),
]
