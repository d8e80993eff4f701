"""Rules for what is counted from a day: today, last week, Friday, two years ago, that month."""

import re
from datetime import date
from functools import partial

from communique.dates.calendar_rules import MODS
from communique.dates.counting import (
    after,
    in_unit,
    month_of,
    near_weekend,
    part_of_day,
    weekday_of,
)
from communique.dates.meaning import Found, Meaning, Reading, Relative
from communique.dates.words import MONTHS, MULTIPLES, UNITS, WEEKDAYS, number

__all__ = ["RULES"]

PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
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
_UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX"}
_UNKNOWN |= {"Q": "XXXX-QX", "Y": "XXXX", "decade": "XXX", "century": "XX"}


def phase(found: Found) -> str:
    """Give the mod of words such as “earlier” or “the end of” before the expression."""
    return next((MODS[word] for word in re.findall(r"[a-z]+", found["phase"]) if word in MODS), "")


def near_day(found: Found) -> Reading:
    """Read today, yesterday, tomorrow and tonight, with a part of the day."""
    word = found["word"]
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
    value = _UNKNOWN[grain]
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


def counted(found: Found) -> Reading:
    """Read “two years ago”, “three days later”, “a year earlier”, “six weeks from now”."""
    name, amount = found["units"].rstrip("s"), number(found["many"])
    where = found["where"]
    unit_ = UNITS[name]
    mod = _about(found)
    if unit_.startswith("T"):
        return _clock_shift(amount, unit_, where)
    grain = {"decade": "Y", "century": "Y", "fortnight": "W", "night": "D"}.get(name, unit_)
    back = where in ("earlier", "later", "before", "after", "afterwards", "previously")
    if amount is None or amount != int(amount):
        value = {"ago": "PAST_REF", "from now": "FUTURE_REF", "hence": "FUTURE_REF"}
        return Meaning("DATE", value.get(where, _UNKNOWN[grain]), mod, relative=_open)
    if amount == 1 and name == "year" and where in ("ago", "earlier"):
        return a_year_ago(found).with_mod(mod)
    by = int(amount) * MULTIPLES.get(name, 1)
    by *= -1 if where in ("ago", "earlier", "before", "previously") else 1
    return Meaning(
        "DATE",
        _UNKNOWN[grain],
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


def _about(found: Found) -> str:
    about = found["about"]
    if found["orso"] or about in ("about", "around", "approximately", "roughly", "some"):
        return "APPROX"
    if about in ("nearly", "almost", "less than", "fewer than", "under", "just under"):
        return "LESS_THAN"
    if about in ("more than", "over", "just over"):
        return "MORE_THAN"
    if about in ("at least", "no less than"):
        return "EQUAL_OR_MORE"
    return "EQUAL_OR_LESS" if about in ("at most", "no more than", "up to", "within") else ""


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


_PHASE = (
    r"(?P<phase>(?:early|earlier|late|later|sometime|mid) (?:on )?(?:in )?"
    r"|(?:the )?(?:very )?(?:beginning|start|middle|end|close|rest|remainder) of )?"
)
_HOW = r"(?P<how>(?:the )?(?:previous|preceding|following|subsequent|same|next|coming|past|last|current|latest|ensuing|entire|whole|full|upcoming)|this(?: past| coming)?|that)"
RULES = [
    (
        rf"{_PHASE}(?P<word>today|tomorrow|yesterday|tonight|the day before yesterday|the day after tomorrow)(?: PART)?",
        near_day,
    ),
    (
        rf"{_PHASE}(?P<how>this|last|that|(?:the )?(?:next|following|previous|same)) PART",
        part_of_this_day,
    ),
    (
        rf"{_PHASE}{_HOW} (?:calendar |fiscal |academic |school |election )?(?P<unit>day|weekend|week|month|quarter|year|decade|century)",
        unit,
    ),
    (rf"{_PHASE}the (?:fiscal )?(?P<unit>weekend|week|month|quarter|year)", unit),
    (
        rf"{_PHASE}(?:(?P<how>(?:the )?(?:last|next|this|past|previous|following|coming|same)|that) )?WEEKDAY(?: PART)?",
        weekday,
    ),
    (
        rf"{_PHASE}(?P<how>(?:the )?(?:last|next|past|previous|following|coming|same)|this|that) MONTH",
        month_how,
    ),
    (
        rf"{_PHASE}MONTH,? (?:of )?(?P<years>(?:the )?(?:previous|following|same) year|(?:this|last|next|that) year)",
        month_how,
    ),
    (
        r"ABOUT?MANY UNITSs?(?P<orso> or so)? (?P<where>ago|earlier|later|afterwards|previously|from now|hence|(?:before|after)(?= ?(?:[.,;:)]|$)))",
        counted,
    ),
    (
        r"an? (?:UNITS)s?(?P<orso> or so)? (?P<many>)(?P<where>ago|earlier|later|afterwards|previously|from now|hence|(?:before|after)(?= ?(?:[.,;:)]|$)))",
        counted,
    ),
    (r"the (?P<unit>day|week|month|year) (?P<how>before|after|earlier)(?= ?(?:[.,;:)]|$))", unit),
    (r"(?:the )?year[- ]end", year_end),
    (
        r"(?:the )?(?:year-ago|year-earlier)(?: (?P<unit>quarter|period|month|week|half))?",
        a_year_ago,
    ),
    (
        r"(?P<word>right now|now|currently|at present|nowadays|recently|lately|the recent past|not long ago|long ago)",
        reference,
    ),
    (r"in (?P<it>(?P<word>the (?:near |distant |foreseeable )?future))", reference),
    (r"at (?P<it>(?P<word>the|that) time)", at_the_time),
    (r"(?:in|by|during|throughout) (?P<it>(?P<how>the) PART)", part_of_this_day),
    (
        r"(?<=in )(?P<word>the past)(?! [0-9a-z]+ (?:years?|months?|weeks?|days?|decades?))",
        reference,
    ),
    (r"(?<=on )the ORDINAL", day_number),
]
