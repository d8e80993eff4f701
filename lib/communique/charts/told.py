"""Turn marks of time into what lanes show: one entry for all that is said in the same way."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from communique.charts.axis import MONTHS
from communique.charts.labels import Cite, Label, Run
from communique.compare.base import records

MOST_NUMBERS = 8  # sentences named in a label
ON_AXIS, OFF = ["record", "dated"], "undated"


class Mark(NamedTuple):
    """Hold what the figure reads of a row of `time_marks`."""

    doc: str
    sentence: int
    place: str
    text: str
    label: str
    kind: str
    basis: str
    earliest: str
    latest: str
    fuzzy: bool
    lane: str
    event: str


class Told(NamedTuple):
    """Hold an entry of a lane: its first mark, its label, and how many texts point to it."""

    mark: Mark
    label: Label
    touched: int


def read_marks(marks: pd.DataFrame) -> list[Mark]:
    """Read the rows of `time_marks`; what has no day at all leaves the axis."""
    rows = (Mark(*row) for row in records(marks, *Mark._fields))
    return [
        row if row.earliest or row.latest or row.lane not in ON_AXIS else row._replace(lane=OFF)
        for row in rows
        if row.doc or row.earliest or row.latest
    ]


def on_axis(marks: Sequence[Mark]) -> list[Told]:
    """Join marks of the axis: the same words on the same days, vague words with the same bounds."""
    pointing: dict[str, set[str]] = {}
    groups: dict[tuple[object, ...], list[Mark]] = {}
    for mark in marks:
        if mark.lane not in ON_AXIS:
            continue
        if mark.doc and mark.event:
            pointing.setdefault(mark.event, set()).add(mark.doc)
        said = "" if mark.fuzzy and mark.doc else (mark.kind, _words(mark).casefold())
        groups.setdefault((mark.doc, mark.basis, mark.earliest, mark.latest, said), []).append(mark)
    return [
        Told(group[0], _label(group), len(pointing.get(group[0].event, ())))
        for group in groups.values()
    ]


def off_axis(marks: Sequence[Mark], lane: str) -> dict[tuple[str, str], list[Label]]:
    """Give the labels of a lane without an axis by document and kind, in order of the text."""
    groups: dict[tuple[str, str], list[Mark]] = {}
    for mark in marks:
        if mark.lane == lane:
            groups.setdefault((mark.doc, mark.kind), []).append(mark)
    style = "maybe" if lane == "hypothetical" else "words"
    return {
        where: [(Run(words, style), numbers) for words, numbers in _cited(group)]
        for where, group in groups.items()
    }


def _label(group: Sequence[Mark]) -> Label:
    first = group[0]
    day = Run(short_day(first.earliest, first.latest), "date")
    if first.kind == "publication":
        return (day, Run("published", "words"))
    if not first.doc:
        return (day, Run(_words(first), "words"))
    runs: list[Run] = []
    for words, numbers in _cited(group):
        runs += _said(first, words, day) if first.kind == "date" else [Run(f"“{words}”", "words")]
        runs.append(numbers)
    return tuple(runs)


def _said(mark: Mark, words: str, day: Run) -> list[Run]:
    """Set off a date in the words around it; one that had to be worked out stands before them."""
    own = " ".join(mark.text.split())
    if mark.basis != "stated" or not own or own not in words:
        return [day, *([Run(words, "words")] if words else [])]
    before, found, after = words.partition(own)
    point = after[: len(after) - len(after.lstrip(".,;:!?)”’"))]
    rest = [before.strip(), found + point, after[len(point) :].strip()]
    return [
        Run(text, style)
        for text, style in zip(rest, ("words", "date", "words"), strict=True)
        if text
    ]


def _words(mark: Mark) -> str:
    """Give the text's own words; for a date the words around it, for the record the event."""
    own = mark.text if mark.doc and mark.kind != "date" else mark.event if not mark.doc else ""
    return " ".join((own or mark.label).split())


def _cited(group: Iterable[Mark]) -> list[tuple[str, Run]]:
    """Give each wording once, with the sentences it stands in."""
    found: dict[str, tuple[str, dict[Cite, None]]] = {}
    for mark in group:
        words = _words(mark)
        _, cites = found.setdefault(words.casefold(), (words, {}))
        cites[Cite(mark.place.removeprefix("sentence "), mark.doc, mark.sentence)] = None
    return [(words, _numbers([*cites])) for words, cites in found.values()]


def _numbers(cites: list[Cite]) -> Run:
    more = len(cites) - MOST_NUMBERS
    told = ", ".join(cite.name for cite in cites[:MOST_NUMBERS])
    words = f"{told} and {more} more" if more > 0 else told
    return Run(words, "number", tuple(cites[:MOST_NUMBERS]))


def short_day(earliest: str, latest: str) -> str:
    """Write a day or an interval as on a page of a newspaper.

    >>> short_day("2024-04-24", "2024-04-26"), short_day("2024-05-01", "2024-05-31")
    ('24–26 Apr 2024', 'May 2024')
    >>> short_day("2023-12-30", "2024-01-02"), short_day("2022-02-24", "")
    ('30 Dec 2023–2 Jan 2024', 'since 24 Feb 2022')
    """
    if not earliest or not latest:
        return f"since {_day(earliest)}" if earliest else f"by {_day(latest)}"
    if earliest == latest:
        return _day(latest)
    first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return _months(first, last)
    if first.year != last.year:
        return f"{_day(earliest)}–{_day(latest)}"
    month = f" {MONTHS[first.month - 1]}" if first.month != last.month else ""
    return f"{first.day}{month}–{_day(latest)}"


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _months(first: date, last: date) -> str:
    """Write an interval of whole months."""
    if (first.month, last.month) == (1, 12):
        return str(last.year) if first.year == last.year else f"{first.year}–{last.year}"
    begin, end = MONTHS[first.month - 1], f"{MONTHS[last.month - 1]} {last.year}"
    if first.year != last.year:
        return f"{begin} {first.year}–{end}"
    return end if first.month == last.month else f"{begin}–{end}"
