"""Tell bylines and stamps: lines that name who wrote, or when it was published."""

import re

__all__ = [
    "MONTHS",
    "NAMES",
    "is_byline",
    "is_clock",
    "is_job",
    "is_name",
    "is_person",
    "is_stamp",
    "unmarked",
]


def _words(text: str) -> set[str]:
    return set(text.split())


EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")

# ---------------------------------------------------------------- who wrote

# Possessive: a word is taken whole, or the words of a long line could be parted in many ways.
CAPITAL = r"[^\W\d_a-z][\w.’'-]*+"
PARTICLE = r"(?:and|&|with|de|da|del|der|den|di|du|la|le|van|von|al|bin|ibn|ter|zu)"
NAMES = rf"(?:(?:{CAPITAL}|{PARTICLE})[\s,]*)"
BYLINE = re.compile(
    r"(?:(?:analysis|opinion|story|written|reported|words|text|posted|report|interview|review"
    r"|commentary|perspective|column|compiled|produced)\s+)?"
    rf"by:?\s+(?-i:{NAMES}{{2,12}})(?:in\s(?-i:{CAPITAL}).{{0,60}}$|$|[|(–—•·/:,])",
    re.IGNORECASE,
)
BY_AGENCY = re.compile(
    r"by:?\s+(?:(?:(?-i:[A-Z]{2,6})|reuters|agencies|xinhua|staff)\b.{0,30}"
    r"|(?:the|our)\s(?:\w+\s){0,2}(?:desk|bureau|staff|board|team)(?:\sin\s\w+)?)$",
    re.IGNORECASE,
)
BY_STAMPED = re.compile(rf"(?:[Bb][Yy]:?\s+)?(?:{CAPITAL}\s+(?:and\s+)?){{1,6}}[|•·,–—-]?\s*(?=\S)")
PROSE_ENDS = frozenset('.!?"”')
OUTLET = re.compile(rf"\s?[/|•·]\s?(?:Source:\s)?{CAPITAL}(?:\s{CAPITAL}){{0,3}}$")
NAME = re.compile(rf"{CAPITAL}(?:\s+(?:{CAPITAL}|{PARTICLE}))*\s+{CAPITAL}")
PERSON = re.compile(rf"{CAPITAL}(?:\s[A-Z]\.)?(?:\s{CAPITAL}){{1,2}}")
NAME_IN_PLACE = re.compile(
    rf"{CAPITAL}(?:\s{CAPITAL}){{1,3}}(?:(?:,|\sand)\s{CAPITAL}(?:\s{CAPITAL}){{1,3}}){{0,3}}"
    rf"(?:\sin\s{CAPITAL}(?:\s{CAPITAL})?(?:(?:,|\sand)\s{NAMES}{{2,4}}in\s{CAPITAL})?"
    r"|,?\s.{0,40}\b(?:[Cc]orrespondent|[Ee]ditor|[Rr]eporter|[Ww]riter|[Cc]olumnist|Press|Reuters"
    r"|News|Times|Post|CNN|BBC|AFP|AP))"
)
JOB = re.compile(
    r"\b(?:correspondents?|editor|reporter|writer|columnist|contributor|staff|bureau|news|press"
    r"|reuters|analyst|agencies|journalist|afp|cnn|bbc|npr|fellow|professor)\b",
    re.IGNORECASE,
)


def unmarked(line: str) -> str:
    """Leave out the marks of emphasis that Markdown sets around words.

    >>> unmarked("*Published 9 June 2024* by **Ann Other**"), unmarked("* a_b, 2 * 3")
    ('Published 9 June 2024 by Ann Other', '* a_b, 2 * 3')
    """
    return EMPHASIS.sub("", line) if "*" in line or "_" in line else line


def is_byline(line: str) -> bool:
    """Tell whether a line names who wrote, or when it was published, and nothing else.

    >>> is_byline("By Ann Other and Bo Grey"), is_byline("By Monday it was over.")
    (True, False)
    """
    if len(line) > (60 if line[-1:] in PROSE_ENDS else 200):
        return False
    dated = DIGIT.search(line) or "ago" in line  # without, no part of it is a stamp
    if dated and (is_stamp(line) or is_stamp(OUTLET.sub("", line))):
        return True
    if BY_AGENCY.match(line):
        return True
    if BYLINE.match(line):
        return not line.endswith(".") or len(line.split()) < 5
    found = BY_STAMPED.match(line) if dated else None
    return bool(found and is_stamp(line[found.end() :]))


def is_name(line: str) -> bool:
    """Tell whether a line may be a name alone, with a place or with a job.

    >>> is_name("Ann Other"), is_name("Ann Other in Strelsau"), is_name("They met")
    (True, True, False)
    """
    if len(line) > 120:
        return False
    short = len(line.split()) <= 5
    return bool((short and NAME.fullmatch(line)) or NAME_IN_PLACE.fullmatch(line))


def is_person(line: str) -> bool:
    """Tell whether a line is two or three words with capitals, as a person's name is.

    >>> is_person("Ann Other"), is_person("Zenda")
    (True, False)
    """
    return len(line) < 60 and bool(PERSON.fullmatch(line))


def is_job(line: str) -> bool:
    """Tell whether a short line may be the job or the outlet that stands below a name.

    >>> is_job("Staff writer"), is_job("They met.")
    (True, False)
    """
    return len(line) < 80 and line[-1:] not in ".?!" and bool(JOB.search(line))


# ---------------------------------------------------------------- when it was published

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
DAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
DATE_WORDS = {word[:cut] for word in MONTHS for cut in (3, 4, len(word))}
TOLD = _words("published updated posted modified")
STAMP_WORDS = (
    {word[:cut] for word in DAYS for cut in (3, 4, 5, len(word))}
    | TOLD
    | _words("update first last on at date created filed edited of hrs the and to issued release")
    | _words("a.m p.m am pm noon midnight local time gmt utc est edt et bst cet cest ist pst pdt")
    | _words("pt ct cst cdt mst mdt jst kst hkt sgt aest aedt msk eet eest")
)
AGO = re.compile(
    r"(?:(?:an?|\d+)\s?(?:min(?:ute)?s?|hours?|hrs?|h|days?|d|weeks?|months?)\s)+ago", re.I
)
NUMERIC_DAY = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{4}-\d\d-\d\dt[\d:.]+(?:z|[+-][\d:]+)?"
)
NUMBER = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?|\d{4}|\d{1,2}[:.]\d\d(?::\d\d)?(?:[ap]\.?m\.?)?|\d{1,2}[ap]\.?m"
)
DIGIT = re.compile(r"\d")
ZONE = re.compile(r"(?:gmt|utc)?[+-]\d{1,2}(?::?\d\d)?")
TOKEN = re.compile(r"[^\s,|•·()]+")
TIME = re.compile(r"\d{1,2}[:.]\d\d|\d{1,2}\s?[ap]\.?m", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")


def is_stamp(line: str) -> bool:
    """Tell whether a line is nothing but a day, with or without a time of day and “Published”.

    >>> is_stamp("Updated 7:42 PM EDT, Sun June 9, 2024"), is_stamp("June was cold")
    (True, False)
    """
    if len(line) > 120 or not (DIGIT.search(line) or line.endswith("ago")):
        return False
    bare = AGO.sub("", line)
    tokens = _tokens(bare)
    if not all(map(_is_dating, tokens)):
        return False
    if bare != line or any(map(NUMERIC_DAY.fullmatch, tokens)):
        return True
    with_month = any(token in DATE_WORDS for token in tokens)
    return with_month and (bool(TOLD & {*tokens}) or any(map(YEAR.fullmatch, tokens)))


def is_clock(line: str) -> bool:
    """Tell whether a line is nothing but a time of day or a duration.

    >>> is_clock("1:15 P.M. EDT"), is_clock("02:14"), is_clock("At 5 p.m. it closed")
    (True, True, False)
    """
    if len(line) > 40 or not TIME.search(line) or is_stamp(line):
        return False
    return all(map(_is_dating, _tokens(line)))


def _tokens(line: str) -> list[str]:
    found = (token.strip(".:–—-/").lower() for token in TOKEN.findall(line))
    return [token for token in found if token]


def _is_dating(token: str) -> bool:
    return token in DATE_WORDS or token in STAMP_WORDS or _is_number(token)


def _is_number(token: str) -> bool:
    return any(rule.fullmatch(token) for rule in (NUMBER, NUMERIC_DAY, ZONE))
