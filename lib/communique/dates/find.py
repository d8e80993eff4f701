"""Find time expressions in sentences, and make the dates table."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pandas as pd

from communique.compare.base import records
from communique.dates import (
    clock_rules,
    day_rules,
    distance_rules,
    near_rules,
    period_rules,
    year_rules,
)
from communique.dates.holidays import Finder, make_finder
from communique.dates.meaning import Found, Meaning, Reading
from communique.dates.resolve import Clock, Days
from communique.dates.values import days_of
from communique.dates.words import compile_rule, fold
from communique.hidden import past_hidden

__all__ = ["AnchorError", "find_dates", "stated_dates"]

COLUMNS = ["doc", "sentence", "start", "end", "text", "type", "value", "mod"]
COLUMNS += ["earliest", "latest", "basis"]
_JOINED = re.compile(r" ?(?:,|-|/|,? (?:and|or|to|until|till|through|and on|and in|to the)) ?")
Rule = Callable[[Found], Reading]
ANCHORS = ("document", "narrative", "none")

_RULES: list[tuple[re.Pattern[str], Rule]] = [
    (compile_rule(rule), read)
    for rules in (day_rules, year_rules, period_rules, near_rules, distance_rules, clock_rules)
    for rule, read in rules.RULES
]


class AnchorError(ValueError):
    """An anchor that is none of document, narrative, none."""


class Span(NamedTuple):
    """A time expression in a sentence, not yet counted from a day."""

    start: int
    end: int
    meaning: Meaning


@past_hidden
def find_dates(
    sentences: pd.DataFrame,
    documents: pd.DataFrame | None = None,
    anchor: str = "document",
    holidays: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the time expressions of sentences, and what they mean.

    Args:
        sentences: doc, sentence, start, text.
        documents: doc, published_from, published_to (ISO days, or "" where not known).
        anchor: what “last Friday” or “two years ago” is counted from: “document”, the day of
            publication (an interval gives an interval); “narrative”, the last mention in the
            text that is fine enough; “none”: it is left open. Without a day of publication
            “document” is “none”.
        holidays: from `read_holidays`; without it none are found.

    Returns:
        Columns doc, sentence, start, end, text, type (DATE, TIME, DURATION, SET), value and mod
        (TIMEX3; XXXX for what is not known), earliest and latest (ISO days; "" where not known or
        not meant), basis: stated (by the text alone), resolved (counted from the anchor), none.
        Sorted by doc, start. Impossible dates (31 February) are left as text.

    Raises:
        AnchorError: no such anchor.

    >>> frame = pd.DataFrame({"doc": ["a"], "sentence": [1], "start": [0],
    ...                       "text": ["They met on 26 April 2024, not on 31 February 2024."]})
    >>> find_dates(frame)[["text", "value"]].to_numpy().tolist()
    [['26 April 2024', '2024-04-26']]
    """
    if anchor not in ANCHORS:
        raise AnchorError(f"no anchor “{anchor}”; write {', '.join(ANCHORS[:-1])} or none")
    published = _published(documents) if anchor == "document" else {}
    finder, clocks = make_finder(holidays), dict[str, Clock]()
    rows = []
    ordered = sentences.sort_values(["doc", "start"])
    for doc, sentence, base, text in records(ordered, "doc", "sentence", "start", "text"):
        clock = clocks.setdefault(doc, Clock(published.get(doc), anchor == "narrative"))
        for start, end, meaning in spans(text, finder):
            value, *days = clock.read(meaning)
            place = (doc, sentence, base + start, base + end, text[start:end])
            rows.append((*place, meaning.type, value, meaning.mod, *days))
    return pd.DataFrame(rows, columns=COLUMNS)


def stated_dates(dates: pd.DataFrame) -> pd.DataFrame:
    """Keep the dates and times that the texts give by themselves, with their days.

    >>> from communique.corpus import toy_sentences
    >>> stated_dates(find_dates(toy_sentences("Three days in 2031, last year.")))["text"].to_list()
    ['2031']
    """
    kept = dates["type"].isin(["DATE", "TIME"]) & (dates["basis"] == "stated")
    return dates[kept & (dates["earliest"] != "")].reset_index(drop=True)


# Without any of these no rule fits; it saves time, for most sentences have none.
_HINT = re.compile(
    r"[0-9]|day|week|month|year|time|past|now|late|future|hour|minute|second|night|morning|noon"
    r"|evening|quarter|decade|centur|spring|summer|autumn|fall|winter|present|recent|long|thousand|teen|twenty"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|curr|annual|dail|hourly|tomorrow"
)


def spans(text: str, finder: Finder) -> list[Span]:
    """Find the expressions of a text; the leftmost and longest win, then the first rule."""
    folded = fold(text)
    found: list[Span] = []
    free = 0
    for start, end, reading in _readings(text, folded, finder):
        if start < free:
            continue
        free = -end
        meanings = reading()
        for part in meanings if isinstance(meanings, list) else [meanings]:
            if part:
                found.append(Span(*(part.span or (start, -end)), part))
    return borrow_years(found, folded)


def borrow_years(found: list[Span], folded: str) -> list[Span]:
    """Give “June” in “June and July 1943” the year that follows."""
    for place in range(len(found) - 2, -1, -1):
        (start, end, one), (after, _, two) = found[place : place + 2]
        known = re.match(r"([0-9]{4})(-.*)", two.value)
        open_ = re.match(r"XXXX(-[0-9]{2}.*)", one.value)
        if not (known and open_ and two.relative is None and _JOINED.fullmatch(folded[end:after])):
            continue
        value = f"{int(known[1]) - (open_[1] > known[2]):04}{open_[1]}"
        if days_of(value):
            found[place] = Span(start, end, replace(one, value=value, relative=None))
    return found


def _readings(
    text: str, folded: str, finder: Finder
) -> list[tuple[int, int, Callable[[], Reading]]]:
    """List what may be read: start, minus end, and the reading, which is not yet done."""
    hits = [(start, -end, _given(meaning)) for start, end, meaning in finder(text, folded)]
    for rule, read in _RULES if _HINT.search(folded) else []:
        it = "it" if "it" in rule.groupindex else 0
        for match in rule.finditer(folded):
            hits.append((match.start(it), -match.end(it), _later(read, match, text, folded)))
    return sorted(hits, key=lambda hit: hit[:2])


def _given(meaning: Meaning) -> Callable[[], Reading]:
    return lambda: meaning


def _later(read: Rule, match: re.Match[str], text: str, folded: str) -> Callable[[], Reading]:
    return lambda: read(Found(match, text, folded))


def _published(documents: pd.DataFrame | None) -> dict[str, Days]:
    if documents is None:
        return {}
    return {
        doc: (date.fromisoformat(first), date.fromisoformat(last or first))
        for doc, first, last in records(documents, "doc", "published_from", "published_to")
        if first
    }
