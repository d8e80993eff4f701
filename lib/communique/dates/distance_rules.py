"""Rules for what is so far away: two years ago, three days later, the year-ago quarter, now."""

import re
from datetime import date
from functools import partial

from communique.dates.counting import after, in_unit
from communique.dates.meaning import Found, Meaning, Reading
from communique.dates.modifiers import about
from communique.dates.near_rules import UNKNOWN
from communique.dates.words import MULTIPLES, UNITS, number

__all__ = ["RULES"]


def counted(found: Found) -> Reading:
    """Read “two years ago”, “three days later”, “a year earlier”, “six weeks from now”."""
    name, amount = found["units"].rstrip("s"), number(found["many"])
    where = found["where"]
    unit_ = UNITS[name]
    mod = about(found)
    if unit_.startswith("T"):
        return _clock_shift(amount, unit_, where)
    grain = {"decade": "Y", "century": "Y", "fortnight": "W", "night": "D"}.get(name, unit_)
    back = where in ("earlier", "later", "before", "after", "afterwards", "previously")
    if amount is None or amount != int(amount):
        value = {"ago": "PAST_REF", "from now": "FUTURE_REF", "hence": "FUTURE_REF"}
        return Meaning("DATE", value.get(where, UNKNOWN[grain]), mod, relative=_open)
    if amount == 1 and name == "year" and where in ("ago", "earlier"):
        return a_year_ago(found).with_mod(mod)
    by = int(amount) * MULTIPLES.get(name, 1)
    by *= -1 if where in ("ago", "earlier", "before", "previously") else 1
    return Meaning(
        "DATE",
        UNKNOWN[grain],
        mod,
        relative=partial(in_unit, unit_, by, grain),
        back=back,
        grain=grain,
    )


def _open(day: date, way: str) -> str:
    """“A few days later” is no known day, whatever it is counted from."""
    return ""


def _clock_shift(amount: float | None, unit_: str, where: str) -> Reading:
    """An hour ago is a time of day that is not known."""
    value = "PAST_REF" if where in ("ago", "earlier", "before") else "FUTURE_REF"
    return Meaning("TIME", value)


def a_year_ago(found: Found) -> Meaning:
    """Read “the year-ago quarter”, “year-earlier”: what was told last, a year before."""
    return Meaning(
        "DATE", "XXXX", relative=partial(in_unit, "Y", -1, "Y"), back=True, grain="Y", same=True
    )


def reference(found: Found) -> Reading:
    """Read “now”, “recently”, “in the past”: no day, but a side of the time of speech."""
    word = found["word"]
    if word == "now" and re.match(r" (?:that|and then|to)\b", found.after()):
        return None
    past = ("recent", "past", "time", "long ago", "lately")
    if any(name in word for name in past):
        return Meaning("DATE", "PAST_REF")
    return Meaning("DATE", "FUTURE_REF" if "future" in word else "PRESENT_REF")


def at_the_time(found: Found) -> Reading:
    """Read “at that time”, unless it goes on (“at the time of writing”)."""
    return None if re.match(r" of\b", found.after()) else Meaning("DATE", "PAST_REF")


def day_number(found: Found) -> Reading:
    """Read “on the 28th”: of the month last told of."""
    day = int(re.sub(r"\D", "", found["ordinal"]) or 0)
    if not 1 <= day <= 31:
        return None
    return Meaning(
        "DATE", f"XXXX-XX-{day:02}", relative=partial(after, day, "D"), back=True, grain="M"
    )


RULES = [
    (
        r"ABOUT?MANY UNITSs?(?P<orso> or so)? WHERE",
        counted,
    ),
    (
        r"an? (?:UNITS)s?(?P<orso> or so)? (?P<many>)WHERE",
        counted,
    ),
    (
        r"(?:the )?(?:year-ago|year-earlier)(?: (?P<unit>quarter|period|month|week|half))?",
        a_year_ago,
    ),
    (
        r"(?P<word>right now|now|currently|at present|nowadays|recently|lately"
        r"|the recent past|not long ago|long ago)",
        reference,
    ),
    (r"in (?P<it>(?P<word>the (?:near |distant |foreseeable )?future))", reference),
    (r"at (?P<it>(?P<word>the|that) time)", at_the_time),
    (
        r"(?<=in )(?P<word>the past)(?! [0-9a-z]+ (?:years?|months?|weeks?|days?|decades?))",
        reference,
    ),
    (r"(?<=on )the ORDINAL", day_number),
]
