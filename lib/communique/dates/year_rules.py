"""Rules for years and what they are parts of or make up: seasons, quarters, decades, centuries."""

import re
from functools import partial

from communique.dates.counting import named_part, quarter_of
from communique.dates.meaning import Found, Meaning, Reading, Relative
from communique.dates.modifiers import phase
from communique.dates.words import ORDINALS, SEASONS, number

__all__ = ["RULES"]

_PLURAL = re.compile(
    r" (?!(?:was|is|has|as|this|its|his|us|does|plus|across|towards|always)\b)[a-z]{3,}[^su\W]s\b"
)
_PEOPLE = re.compile(
    r" (?:men|women|people|children|troops|soldiers|dead|feet|km|miles|m|kg|times|lb)\b"
)
_COUNTED = re.compile(
    r"(?:flight|room|no\.|number|page|route|highway|area|unit|section|article|about"
    r"|nearly|over|than|some|only|another|almost|[$£€#]) ?$"
)


def year(found: Found) -> Reading:
    """Read a bare year, unless it counts things."""
    after, before = found.after(), found.before()
    if (_COUNTED.search(before) and not found["phase"]) or _PEOPLE.match(after):
        return None
    stated = re.search(
        r"(?:^|\W)(?:in|since|by|until|during|before|after|from|for|to|of) (?:the )?$", before
    )
    owned = re.search(r"(?:the|'s|his|her|its|their|a) $", before)
    doubtful = not stated or found["year"].endswith("00")
    if _PLURAL.match(after) and doubtful and not owned:
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
    relative: Relative = partial(quarter_of, number_, by)
    if half:
        relative = partial(named_part, part, by or 0, "")
    return Meaning(
        "DATE", f"XXXX-{part}", phase(found), relative=relative, grain="Y", way=found.way
    )


_WHOSE = r"(?P<whose>(?:this|last|next|previous) year's |(?:the )?year-(?:ago|earlier) )"
_YEARS = r"(?P<years>(?:this|last|next|that|the previous|the following) year)"
RULES = [
    (
        r"PHASE?(?:fiscal |the year |years? )?YEAR(?P<open> (?:and|or) (?:beyond|later|after))?",
        year,
    ),
    (r"the YEAR (?:period|fiscal year|season)", year),
    (r"YEAR ?[-/] ?(?P<last>[0-9]{2}|(?:1[5-9]|20)[0-9]{2})(?![-0-9])", short_year),
    (r"(?:the )?PHASE?(?P<figures>(?:1[0-9]|20)[0-9]0|'?[2-9]0)'?s", decade),
    (r"(?:the )?PHASE?ORDINAL[- ]century", century),
    (r"(?P<figures>[0-9]{1,4}) (?:bce|bc|b\.c\.e\.|b\.c\.)", before_christ),
    (r"(?:the )?PHASE?(?:the )?SEASON(?: of|,)? YEAR(?: ?[-/] ?[0-9]{2,4})?", season),
    (
        r"(?:PHASE?(?P<how>this|last|next|that|past|coming|the following|the same) SEASON)",
        season,
    ),
    (rf"(?:the )?PHASE?(?:the )?SEASON(?: (?:of )?{_YEARS})?", season),
    (rf"{_WHOSE}?QUARTER-(?P<kind>quarter|half)", quarter),
    (r"SPOKEN", spoken),
    (
        rf"(?:(?:the|its|their|his) )?{_WHOSE}?(?:YEAR )?"
        rf"(?:fiscal[- ])?QUARTER (?P<kind>quarter|half)(?:(?: of|,)?(?: fiscal)? YEAR2| "
        rf"(?:of )?{_YEARS})?",
        quarter,
    ),
]
