"""The words of time: names, numbers, units, and the fragments that rules are written with.

Rules are read over folded text: lower case, plain quotes, hyphens and blanks, of the same length.
In a rule a word in capitals stands for a fragment (MONTH, DAY2, …) and becomes a group of that
name in small letters; a blank stands for one to four blanks of any kind, so that nothing can
run long.
"""

import re
from collections import Counter

from communique.phrases import lower

__all__ = ["MONTHS", "SEASONS", "UNITS", "WEEKDAYS", "compile_rule", "fold", "number"]

# Not from the calendar module, whose names follow the machine's language.
_MONTHS = "january february march april may june july august september october november december"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
MONTHS = {name: number for number, name in enumerate(_MONTHS.split(), start=1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {name: number for number, name in enumerate(_DAYS.split(), start=1)}
WEEKDAYS |= {"mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5}
WEEKDAYS |= {"sat": 6, "sun": 7}
SEASONS = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
# TIMEX3 letters; a T in front marks what is shorter than a day. A decade or century is counted
# in years.
UNITS = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W"}
UNITS |= {"weekend": "WE", "month": "M", "quarter": "Q", "year": "Y"}
UNITS |= {"fortnight": "W", "decade": "Y", "century": "Y", "centurie": "Y"}
MULTIPLES = {"fortnight": 2, "decade": 10, "century": 100, "centurie": 100}

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_ONES += " fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {name: number for number, name in enumerate(_ONES.split())}
_NUMBERS |= {name: number * 10 for number, name in enumerate(_TENS.split(), start=2)}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS += " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
ORDINALS = {name: number for number, name in enumerate(_ORDINALS.split(), start=1)}
ORDINALS |= {"twentieth": 20, "twenty-first": 21}


def _either(names: object) -> str:
    return "|".join(sorted(names, key=len, reverse=True))  # type: ignore[call-overload]


_ONE = rf"(?:{_either(_TENS.split())})(?:[- ](?:{_either(_ONES.split()[1:10])}))?"
_ONE += rf"|{_either(_ONES.split()[1:])}"
_COUNT = rf"[0-9]{{1,4}}(?:,[0-9]{{3}}|\.[0-9]{{1,2}}| [1-3]/[2-4])?|(?:{_ONE})(?: hundred)?"
_COUNT = rf"(?:{_COUNT})(?:[- ]and[- ]a[- ]half)?|an? (?:hundred|dozen)|half an?"
_VAGUE = r"(?:a )?(?:few|couple of|number of)|several|many|some|numerous|a couple"
_ABBREVIATED = _either(name for name in MONTHS if len(name) < 5 and name not in ("may", "june"))
_FULL = _either(name for name in MONTHS if len(name) >= 5 or name in ("may", "june", "july"))
FRAGMENTS = {
    "MONTH": rf"(?:{_FULL})\b|(?:{_ABBREVIATED})\b\.?",
    "WEEKDAY": rf"(?:{_either(name for name in WEEKDAYS if len(name) > 5)})\b"
    rf"|(?:{_either(name for name in WEEKDAYS if len(name) < 6)})\b\.?(?=,? )",
    "DAY": r"(?:[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9]|[.,][0-9])",
    "YEAR": r"(?:1[5-9]|20)[0-9][0-9](?![0-9]|[.,][0-9]| ?%|-[0-9]{2}(?![0-9])-)",
    "UNIT": r"(?:second|minute|hour|day|night|week|fortnight|month|quarter|year|decade|century)\b",
    "UNITS": r"(?:second|minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade"
    r"|centur(?:y|ie))(?=s?\b)",
    "SEASON": rf"(?:{_either(SEASONS)})\b",
    "COUNT": _COUNT,
    "MANY": rf"{_COUNT}|{_VAGUE}",
    "ORDINAL": rf"(?:{_either(ORDINALS)}|[0-9]{{1,2}}(?:st|nd|rd|th))\b",
    "QUARTER": r"(?:first|second|third|fourth|1st|2nd|3rd|4th|last|latter)",
    "SPOKEN": rf"(?:eighteen|nineteen|twenty)[- ](?:{_ONE})|(?:the year )?two thousand",
    "PART": r"(?:morning|afternoon|evening|night)\b",
    "CLOCK": r"(?:[01]?[0-9]|2[0-4])(?:[:.][0-5][0-9])?",
    "ABOUT": r"(?:(?:about|around|approximately|roughly|some|nearly|almost|at least|at most"
    r"|more than|less than|fewer than|over|under|no more than|no less than|up to|as many as"
    r"|as long as|as much as) )",
    "PHASE": r"(?:early|mid|late)-|(?:the )?(?:early|mid|late) (?:to (?:mid|late) )?"
    r"|(?:the )?(?:very )?(?:beginning|start|middle|end|close) of (?:the )?(?:month of )?",
    "EDGE": r"(?:early|earlier|late|later|sometime|mid) (?:on )?(?:in )?"
    r"|(?:the )?(?:very )?(?:beginning|start|middle|end|close|rest|remainder) of ",
    "HOW": r"(?:the )?(?:previous|preceding|following|subsequent|same|next|coming|past|last|current"
    r"|latest|ensuing|entire|whole|full|upcoming)|this(?: past| coming)?|that",
    "WHERE": r"ago|earlier|later|afterwards|previously|from now|hence"
    r"|(?:before|after)(?= ?(?:[.,;:)]|$))",
}


def compile_rule(rule: str) -> re.Pattern[str]:
    """Compile a rule written with fragments.

    >>> compile_rule("MONTH,? YEAR").search("in may  1931").groupdict()
    {'month': 'may', 'year': '1931'}
    """
    used: Counter[str] = Counter()
    spelled = re.sub(r"(?<![A-Za-z])([A-Z]{2,})([0-9]?)", lambda found: _group(found, used), rule)
    spaced = re.sub(r"\(\?<[=!][^)]*\)|\[[^\]]*\]| \??", _blank, spelled)
    return re.compile(rf"(?<![\w$£€])(?:{spaced})(?!\w)")


def _blank(found: re.Match[str]) -> str:
    return {" ": " {1,4}", " ?": " {0,4}"}.get(found[0], found[0])


def _group(found: re.Match[str], used: Counter[str]) -> str:
    """Write a fragment as a group; the second of its name is called name_2."""
    name = found[0].lower()
    used[name] += 1
    again = f"_{used[name]}" if used[name] > 1 else ""
    return rf"(?P<{name}{again}>{FRAGMENTS[found[1]]})"


_BLANKS = {
    ord(blank): " " for blank in "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u2028\u2029\u202f\u2009"
}
_PLAIN = str.maketrans("‘’ʼ‐‑‒–—−ſ", "'''------s") | _BLANKS


def fold(text: str) -> str:
    """Write a text plainly, in lower case, without changing its length.

    >>> fold("24–26\u00a0April")
    '24-26 april'
    """
    return lower(text.translate(_PLAIN))


def number(words: str) -> float | None:
    """Read a number in figures or words; None for a vague one.

    >>> number("twenty-four"), number("a dozen"), number("2 1/2"), number("several")
    (24, 12, 2.5, None)
    """
    words = re.sub(r"[- ]+", " ", words.replace(",", "").strip())
    if words.endswith(" and a half"):
        whole = number(words.removesuffix(" and a half"))
        return None if whole is None else whole + 0.5
    if words.startswith("half a"):
        return 0.5
    if words in ("a", "an", "the", ""):
        return 1
    if words.endswith("couple of") or words.endswith("couple"):
        return 2
    if words in ORDINALS:
        return ORDINALS[words]
    if words[0] in "0123456789":
        return _figures(words)
    if words.startswith(("a ", "an ")):
        return {"hundred": 100, "dozen": 12}.get(words.split()[1])
    total = 0
    for part in re.split(r"[- ]+", words):
        if part == "hundred":
            total = (total or 1) * 100
        elif part not in _NUMBERS:
            return None
        else:
            total += _NUMBERS[part]
    return total


def _figures(words: str) -> float | None:
    whole, *rest = words.rstrip("stndrh").split()
    value = float(whole)
    if rest:
        over, under = rest[0].split("/")
        value += int(over) / int(under)
    return int(value) if value == int(value) else value
