"""Rules for the calendar: days, months, seasons, quarters, years, decades, centuries."""

import re
from dataclasses import replace
from datetime import date
from functools import partial

from communique.dates.counting import day_of_month, month_of, named_part, quarter_of
from communique.dates.meaning import Found, Meaning, Reading
from communique.dates.words import MONTHS, ORDINALS, SEASONS, number

__all__ = ["RULES"]

MODS = {"early": "START", "earlier": "START", "beginning": "START", "start": "START"}
MODS |= {"mid": "MID", "middle": "MID", "late": "END", "later": "END", "end": "END"}
MODS |= {"closing": "END", "opening": "START"}
# Words without which “may”, “march” or “fall” with a capital may still be no month or season.
_LEADS = re.compile(
    r"(?:in|since|by|until|till|last|next|this|of|early|late|mid|from|to|through|throughout|during"
    r"|for|and|or|between|after|before|late-|mid-|around|on|that|each|every|previous|following"
    r"|[a-z]+day|[0-9]) ?$"
)
_PLURAL = re.compile(
    r" (?!(?:was|is|has|as|this|its|his|us|does|plus|across|towards|always)\b)[a-z]{3,}[^su\W]s\b"
)
_PEOPLE = re.compile(
    r" (?:men|women|people|children|troops|soldiers|dead|feet|km|miles|m|kg|times|lb)\b"
)
_COUNTED = re.compile(
    r"(?:flight|room|no\.|number|page|route|highway|area|unit|section|article|about|nearly|over|than|some|only|another|almost|[$£€#]) ?$"
)


def _month(found: Found, name: str = "month") -> int:
    return MONTHS[found[name].rstrip(".")]


def _day(found: Found, name: str = "day") -> int:
    return int(re.sub(r"\D", "", found[name]))


def phase(found: Found) -> str:
    """Give the mod of “early”, “the end of” and the like before the expression."""
    return next((MODS[word] for word in re.findall(r"[a-z]+", found["phase"]) if word in MODS), "")


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
    return Meaning(
        "DATE",
        f"XXXX-{month:02}-{number_:02}",
        relative=partial(day_of_month, month, number_, ""),
        grain="Y",
        way=found.way,
    )


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


def year(found: Found) -> Reading:
    """Read a bare year, unless it counts things."""
    after, before = found.after(), found.before()
    if _COUNTED.search(before) and not found["phase"] or _PEOPLE.match(after):
        return None
    stated = re.search(
        r"(?:^|\W)(?:in|since|by|until|during|before|after|from|for|to|of) (?:the )?$", before
    )
    if _PLURAL.match(after) and (not stated or found["year"].endswith("00")):
        if not re.search(r"(?:the|'s|his|her|its|their|a) $", before):
            return None
    if re.search(r"(?:^|[\s(])[a-z]+ $", before) and _name_before(found):
        return None
    mod = "ON_OR_AFTER" if found["open"] else phase(found)
    return Meaning("DATE", found["year"], mod)


_SMALL = {"in", "the", "since", "by", "fiscal", "a", "from", "that", "this", "these", "those"}
_SMALL |= {"his", "her", "our", "their", "its", "for", "late", "early", "until", "during", "after"}


def _name_before(found: Found) -> bool:
    """Tell whether a word in capitals stands before (“Orion 1980”), which is no month or start."""
    word = re.search(r"([A-Za-z]\w*) $", found.text[max(0, found.start - 25) : found.start])
    if not word or word[1].lower() in _SMALL:
        return False
    starts = found.start - len(word[0]) == 0
    return word[1][0].isupper() and not starts and len(word[1]) > 3 and not word[1].isupper()


def spoken(found: Found) -> Reading:
    """Read a year as it is spoken: nineteen ninety-four, the year two thousand."""
    century, _, rest = found["spoken"].replace("-", " ").partition(" ")
    if "thousand" in rest:
        return Meaning("DATE", "2000") if found["spoken"].startswith("the year") else None
    last = number(rest)
    if last is None or last < 10:
        return None
    return Meaning("DATE", f"{number(century)}{last:02}")


def short_year(found: Found) -> Reading:
    """Read the second year of “1941–42”, or of “1914–1918”, as a year of its own."""
    first = found["year"]
    last = (
        found["last"] if len(found["last"]) == 4 else first[: -len(found["last"])] + found["last"]
    )
    if int(last) <= int(first):
        return None
    middle = found.match.end("year")
    return [
        Meaning("DATE", first, span=(found.start, middle)),
        Meaning("DATE", last, span=(found.match.start("last"), found.end)),
    ]


def decade(found: Found) -> Reading:
    """Read “the late 1970s” and “the ’80s”."""
    figures = found["figures"].lstrip("'")
    value = figures[:3] if len(figures) == 4 else f"19{figures[0]}"
    return Meaning("DATE", value, phase(found))


def century(found: Found) -> Reading:
    """Read “the 19th century” (18)."""
    ordinal = found["ordinal"]
    number_ = ORDINALS.get(ordinal) or int(re.sub(r"\D", "", ordinal) or 0)
    if not 1 < number_ <= 30:
        return None
    return Meaning("DATE", f"{number_ - 1:02}", phase(found))


def before_christ(found: Found) -> Reading:
    """Read “480 BC”."""
    return Meaning("DATE", f"BC{int(found['figures'].replace(',', '')):04}")


def season(found: Found) -> Reading:
    """Read “the summer of 1941”, “last summer”, “in the spring”."""
    part = SEASONS[found["season"]]
    if found["year"]:
        return Meaning("DATE", f"{found['year']}-{part}", phase(found))
    how = {"past": "last", "coming": "next"}.get(found["how"], found["how"])
    if found["season"] in ("fall", "spring") and not how:
        lead = re.search(r"(?:in|by|during|since|until|of|this|that|late|early) $", found.before())
        if not (lead or found["phase"]) or re.match(r" (?:of|in|to|from)\b", found.after()):
            return None
    by = {"last": -1, "next": 1}.get(found["years"].split(" ")[0], 0)
    back = how in ("that", "the following", "following", "the same", "same")
    return Meaning(
        "DATE",
        f"XXXX-{part}",
        phase(found),
        relative=partial(named_part, part, by, how if how in ("last", "next", "this") else ""),
        back=back,
        grain="Y",
        way=found.way,
    )


def quarter(found: Found) -> Reading:
    """Read “the third quarter of 1989”, “this year’s first half”, “third-quarter”."""
    half = found["kind"] == "half"
    if found["quarter"] in ("last", "latter"):
        if not half:
            return None
        number_ = 2
    else:
        number_ = int(number(found["quarter"]) or found["quarter"][0])
    part = f"{'H' if half else 'Q'}{number_}"
    stated = found["year"] or found["year2"]
    if stated:
        return Meaning("DATE", f"{stated}-{part}", phase(found))
    words = found["whose"] or found["years"]
    by = -1 if re.search(r"last|previous|ago|earlier", words) else 1 if "next" in words else None
    by = 0 if "this" in words or "current" in words else by
    if half:
        relative = partial(named_part, part, by or 0, "")
    else:
        relative = partial(quarter_of, number_, by)
    return Meaning(
        "DATE", f"XXXX-{part}", phase(found), relative=relative, grain="Y", way=found.way
    )


_PHASE = (
    r"(?P<phase>(?:early|mid|late)-|(?:the )?(?:early|mid|late) (?:to (?:mid|late)[- ])?"
    r"|(?:the )?(?:very )?(?:beginning|start|middle|end|close) of (?:the )?(?:month of )?)?"
)
_OF = r"(?: of)?,? "
_WHOSE = r"(?P<whose>(?:this|last|next|previous) year's |the year-(?:ago|earlier) |year-(?:ago|earlier) )"
_YEARS = r"(?P<years>(?:this|last|next|that|the previous|the following) year)"
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
    (rf"{_PHASE}MONTH{_OF}YEAR", month_year),
    (rf"{_PHASE}MONTH(?P<name> [a-z]+)??", month_alone),
    (
        rf"{_PHASE}(?:fiscal |the year |years? )?YEAR(?P<open> (?:and|or) (?:beyond|later|after))?",
        year,
    ),
    (r"the YEAR (?:period|fiscal year|season)", year),
    (r"YEAR ?[-/] ?(?P<last>[0-9]{2}|(?:1[5-9]|20)[0-9]{2})(?![-0-9])", short_year),
    (rf"(?:the )?{_PHASE}(?P<figures>(?:1[0-9]|20)[0-9]0|'?[2-9]0)'?s", decade),
    (rf"(?:the )?{_PHASE}ORDINAL[- ]century", century),
    (r"(?P<figures>[0-9]{1,4}) (?:bce|bc|b\.c\.e\.|b\.c\.)", before_christ),
    (rf"(?:the )?{_PHASE}(?:the )?SEASON(?: of|,)? YEAR(?: ?[-/] ?[0-9]{{2,4}})?", season),
    (
        rf"(?:{_PHASE}(?P<how>this|last|next|that|past|coming|the following|the same) SEASON)",
        season,
    ),
    (rf"(?:the )?{_PHASE}(?:the )?SEASON(?: (?:of )?{_YEARS})?", season),
    (rf"{_WHOSE}?QUARTER-(?P<kind>quarter|half)", quarter),
    (r"SPOKEN", spoken),
    (
        rf"(?:(?:the|its|their|his) )?{_WHOSE}?(?:YEAR )?(?:fiscal[- ])?QUARTER (?P<kind>quarter|half)(?:(?: of|,)?(?: fiscal)? YEAR2| (?:of )?{_YEARS})?",
        quarter,
    ),
]
