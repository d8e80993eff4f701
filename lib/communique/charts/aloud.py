"""The alternative text of the figure of time: what is drawn, told in order."""

from calendar import monthrange

import pandas as pd

from communique.charts.labels import Run
from communique.charts.told import Mark, Told, off_axis, on_axis, read_marks, short_day
from communique.compare.base import label_documents

FEW = 6  # texts named for an event in the alternative text
MOST_TOLD = 60  # entries in the alternative text
OFF_AXIS = {"undated": "Without a day", "hypothetical": "What could or should be"}
BASES = {"stated": "stated", "resolved": "worked out", "background": "record", "none": "bounds"}


def tell(marks: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Tell the entries of the axis in order of time, then the others in order of the text."""
    rows, labels = read_marks(marks), label_documents(documents)
    told = sorted(on_axis(rows), key=lambda entry: _begin(entry.mark))
    pointed: dict[str, list[str]] = {}
    for entry in told:
        if entry.mark.doc and entry.mark.kind == "event":
            pointed.setdefault(entry.mark.event, []).append(_place(entry.mark, labels))
    parts = [
        _told(entry, labels, pointed)
        for entry in told
        if not (entry.mark.doc and entry.mark.kind == "event")
    ]
    dated = f"In order of time: {_listed(parts)}." if parts else "Nothing has a day."
    return " ".join([dated, *(_hints(rows, lane, labels) for lane in OFF_AXIS)]).strip()


def _told(entry: Told, labels: dict[str, str], pointed: dict[str, list[str]]) -> str:
    mark = entry.mark
    day = when(mark.earliest, mark.latest)
    if mark.kind == "publication":
        return f"{day} {labels[mark.doc]} is published"
    if mark.doc:
        runs = list(entry.label)
        before = runs[0].text == short_day(mark.earliest, mark.latest)
        words = " ".join(map(_aloud, runs[1:] or runs if before else runs))
        return f"{day} {words} ({labels[mark.doc]}, {BASES.get(mark.basis, mark.basis)})"
    where = pointed.get(mark.event, [])
    texts = "; ".join(where) if len(where) <= FEW else f"{len(where)} texts"
    return f"{day} {entry.label[-1].text} (record; {texts or 'no text'})"


def _aloud(run: Run) -> str:
    if run.style != "number":
        return run.text
    return f"(sentence {run.text})" if run.text[:1].isdigit() else f"({run.text})"


def _begin(mark: Mark) -> tuple[str, str]:
    return mark.earliest or mark.latest, mark.latest


def _place(mark: Mark, labels: dict[str, str]) -> str:
    return f"{labels[mark.doc]}, {mark.place}"


def _hints(rows: list[Mark], lane: str, labels: dict[str, str]) -> str:
    parts = [
        f"{labels[doc]}, {kind}: {', '.join(label[0].text for label in own)}"
        for (doc, kind), own in off_axis(rows, lane).items()
    ]
    return f"{OFF_AXIS[lane]}: {_listed(parts)}." if parts else ""


def _listed(parts: list[str]) -> str:
    more = len(parts) - MOST_TOLD
    return "; ".join(parts[:MOST_TOLD]) + (f"; and {more} more" if more > 0 else "")


def when(earliest: str, latest: str) -> str:
    """Write a date or an interval of dates shortly.

    >>> when("2024-04-24", "2024-04-26"), when("2022-02-24", ""), when("2024-05-01", "2024-05-31")
    ('2024-04-24 to 26', 'since 2022-02-24', '2024-05')
    """
    if not earliest:
        return f"by {latest}"
    if not latest:
        return f"since {earliest}"
    if earliest == latest:
        return earliest
    if earliest[4:] == "-01-01" and latest == f"{earliest[:4]}-12-31":
        return earliest[:4]
    if earliest[8:] == "01" and latest == f"{earliest[:8]}{_last_day(earliest)}":
        return earliest[:7]
    return f"{earliest} to {latest[8:] if earliest[:7] == latest[:7] else latest}"


def _last_day(day: str) -> int:
    return monthrange(int(day[:4]), int(day[5:7]))[1]
