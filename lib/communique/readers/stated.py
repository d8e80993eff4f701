"""What a text states of itself in its bylines, dateline and copyright line. Nothing is guessed."""

import re
from collections.abc import Iterable
from datetime import date

from communique.bylines import MONTHS, NAMES, is_job, is_name, unmarked

__all__ = ["stated_facts"]

BYLINE = re.compile(rf"(?:\w+\s)?by:?\s+(?-i:({NAMES}{{1,12}}))", re.IGNORECASE)
SIGNED = re.compile(r"[–—]\s*((?:[^\W\d_a-z][\w.’'-]*\s){1,4}[^\W\d_a-z][\w.’'-]*)\s(?:is|was)\s")
AGENCY = re.compile(
    r"[,\s]+(?:(?:Fox|BBC|NBC|CBS|ABC|Sky)\sNews|CNN|BBC|NPR|Reuters|AFP|AP|(?:The\s)?Associated"
    r"\sPress|Staff.*|Agencies)\s*$"
)
ELSEWHERE = re.compile(r"\s(?:in|for)\s", re.IGNORECASE)
MONTH = rf"(?:{'|'.join(f'{name[:3]}(?:{name[3:]}|{name[3:4]})?' for name in MONTHS)})\.?"
DAYS = re.compile(
    rf"\b(?:(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m2>{MONTH}),?\s(?P<y2>\d{{4}})"
    rf"|(?P<m3>{MONTH})\s(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?:at\s)?(?P<y3>\d{{4}}))\b",
    re.IGNORECASE,
)
CHANGED = re.compile(r"\W*(?:last\s|first\s)?(?:updated|modified|edited)\b", re.IGNORECASE)
DATELINE = re.compile(
    r"(?P<place>[A-Z][^—–]{0,80}?)?(?:\((?P<agency>[A-Z][\w. ]{1,30})\))?\s?(?:--|[–—]|-\s)"
)
COPYRIGHT = re.compile(
    r"(?:copyright\s*)?(?:©|\(c\)|copyright)\s*(?:\d{4}(?:[–-]\d{4})?,?\s)?(?:by\s)?"
    r"(?-i:((?:The\s)?[A-Z][\w’'&-]*(?:\s(?:of|and|&|for|the|[A-Z][\w’'&-]*)){0,5}))",
    re.IGNORECASE,
)  # fmt: skip


def stated_facts(lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return author, source and day of publication where a text's lines state them.

    `lines` are kinds and texts of its passages. An author stands in a byline, a day in a byline
    or dateline with its year (an update's day is not taken, nor one that may be read as day or
    month), a publisher in a copyright line or in the brackets of a dateline.

    >>> stated_facts([("byline", "By Ann Other, CNN"), ("byline", "Published 9 June 2024")])
    {'author': 'Ann Other', 'published_from': '2024-06-09', 'published_to': '2024-06-09'}
    """
    lines = list(lines)
    bylines = [unmarked(text) for kind, text in lines if kind == "byline"]
    first = next((text for kind, text in lines if kind == "paragraph"), "")
    dateline = DATELINE.match(first)
    place = dateline["place"] if dateline else ""
    day = next(filter(None, map(_day, bylines)), "") or _day(place or "")
    owner = next((text for kind, text in lines if kind == "boilerplate" and _owner(text)), "")
    facts = {
        "source": _owner(owner) or ((dateline["agency"] or "") if dateline else ""),
        "author": next(filter(None, map(_author, bylines)), ""),
        "published_from": day,
        "published_to": day,
    }
    return {name: value for name, value in facts.items() if value}


def _author(line: str) -> str:
    found = BYLINE.match(line) or SIGNED.match(line)
    if found:
        names = AGENCY.sub("", found[1].strip(" ,"))
    elif is_name(line) and not is_job(line):
        names = line
    else:
        return ""
    names = ELSEWHERE.split(names)[0]
    parts = [part for part in re.split(r",\s*", names) if part and not is_job(part)]
    return re.sub(r"\s(?:and|&|with)$", "", ", ".join(parts))


def _owner(line: str) -> str:
    found = COPYRIGHT.match(line)
    return re.sub(r"\s(?:All|Inc|Ltd|LLC|of|and|for|the)$", "", found[1]) if found else ""


def _day(text: str) -> str:
    """Return the first day in a byline as YYYY-MM-DD; of an update, none."""
    if CHANGED.match(text):
        return ""
    for found in DAYS.finditer(text):
        parts = {key.rstrip("23"): value for key, value in found.groupdict().items() if value}
        month = parts["m"].lower().rstrip(".")
        number = int(month) if month.isdigit() else _month(month)
        try:
            return date(int(parts["y"]), number, int(parts["d"])).isoformat()
        except ValueError:
            continue
    return ""


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))
