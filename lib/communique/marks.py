"""Turn dates, clues and the record into marks that a figure of time can draw."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from textwrap import shorten
from typing import Any

import pandas as pd

from communique.clues import part_dates
from communique.compare.base import label_documents, name_sentences, records

__all__ = ["time_marks"]

MARKS = ["doc", "sentence", "start", "end", "text", "label", "kind", "basis"]
MARKS += ["earliest", "latest", "fuzzy", "lane", "event", "url", "place"]
CLUE = ["doc", "sentence", "start", "end", "text", "kind", "basis", "earliest", "latest"]
DATE = [*CLUE[:5], "basis", "earliest", "latest", "mod"]
IN_TIME = {"date", "vague", "future"}  # kinds of clue that belong on an axis if they have a bound
LABEL_WIDTH = 36  # characters
EXCERPT = 60  # characters of a sentence around a date

Place = tuple[str, int, int, int, str]  # doc, sentence, start, end, text


def time_marks(
    dates: pd.DataFrame,
    clues: pd.DataFrame,
    links: pd.DataFrame,
    chronology: pd.DataFrame,
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
) -> pd.DataFrame:
    """List every mark of a figure of time: what texts date or hint at, and what the record dates.

    Takes `find_dates`, `find_clues` (best after `date_clues`), `link_events`, `read_chronology`,
    and sentences with their mode. Columns:

    - doc: the text the mark belongs to; "" for the record itself
    - sentence, start, end, text: the words in the text; 0, 0, 0, "" for the record and for the
      day of publication
    - label: at most 36 characters to stand beside the mark; for a date at most 60, the words of
      its sentence around it
    - kind: event (of the record), publication, or a kind of clue (date, vague, duration, set,
      order, ongoing, future, hypothetical)
    - basis: stated, resolved, background or none
    - earliest, latest: ISO days, "" where that end is open; both "" where nothing is known
    - fuzzy: whether the bounds are no more than bounds, so that its ends are drawn soft
    - lane: record (doc is ""), dated, undated (clues without a place on an axis, in order of the
      text), hypothetical (what could or should be: no event, whatever its date)
    - event: the event of the record that the words point to, or ""
    - url: the record's source, or the document's own for its publication
    - place: the sentence's name for a reader (“sentence 3”, title, heading), or ""

    An event that texts point to has a mark in lane `record`, and in each of these texts one mark
    of kind event, basis background, at the first words that point to it. The record is left out
    where no text points into it. Sorted by doc, start, end; the record by its days.
    """
    rows = [
        *_recorded(links, chronology),
        *_pointed(links, chronology),
        *_published(documents),
        *_dated(dates, clues, links, sentences),
        *_hinted(clues, links, dates),
    ]
    frame = pd.DataFrame(rows, columns=MARKS)
    names = name_sentences(sentences)
    frame["place"] = [names.get(at, "") for at in records(frame, "doc", "sentence")]
    order = ["doc", "start", "end", "earliest"]
    return frame.sort_values(order, kind="stable", ignore_index=True)


def _row(place: Place, kind: str, basis: str, when: tuple[str, str], **more: Any) -> dict[str, Any]:
    row = dict(zip(MARKS[:5], place, strict=True)) | {"kind": kind, "basis": basis}
    row |= {"earliest": when[0], "latest": when[1], "fuzzy": False, "event": "", "url": ""} | more
    wide = EXCERPT if kind == "date" else LABEL_WIDTH
    return row | {"label": shorten(more.get("label", place[4]), wide, placeholder=" …")}


def _recorded(links: pd.DataFrame, chronology: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for event, (when, url) in _record(chronology).items() if len(links) else ():
        place = ("", 0, 0, 0, "")
        yield _row(
            place, "event", "background", when, label=event, lane="record", event=event, url=url
        )


def _pointed(links: pd.DataFrame, chronology: pd.DataFrame) -> Iterator[dict[str, Any]]:
    record = _record(chronology)
    first = links.sort_values(["doc", "start"]).drop_duplicates(["doc", "event"])
    for *place, event in records(first, *CLUE[:5], "event"):
        when, url = record[event]
        doc, sentence, start, end, text = place
        at = (doc, sentence, start, end, text)
        yield _row(at, "event", "background", when, label=event, lane="dated", event=event, url=url)


def _record(chronology: pd.DataFrame) -> dict[str, tuple[tuple[str, str], str]]:
    """Give the days and the best source of each event."""
    columns = ["event", "begin", "end", "source_us", "source_cn_or_agency"]
    rows = records(chronology, *columns)
    return {event: ((begin, end), ours or theirs) for event, begin, end, ours, theirs in rows}


def _published(documents: pd.DataFrame) -> Iterator[dict[str, Any]]:
    labels = label_documents(documents)
    columns = ["doc", "published_from", "published_to", "url"]
    for doc, first, last, url in records(documents, *columns):
        if first:
            told = {"label": f"{labels[doc]} is published", "lane": "dated", "url": url}
            when = (first, last or first)
            yield _row((doc, 0, 0, 0, ""), "publication", "background", when, **told)


def _dated(
    dates: pd.DataFrame, clues: pd.DataFrame, links: pd.DataFrame, sentences: pd.DataFrame
) -> Iterator[dict[str, Any]]:
    points = dates[dates["type"].isin(["DATE", "TIME"])]
    known = points[(points["earliest"] != "") | (points["latest"] != "")]
    firm, unsure = part_dates(known, sentences, clues)
    find, around = _Finder(links), _excerpts(sentences)
    for part, lane in ((firm, "dated"), (unsure, "hypothetical")):
        kind = "date" if lane == "dated" else lane
        for doc, sentence, start, end, text, basis, earliest, latest, mod in records(part, *DATE):
            place, when = (doc, sentence, start, end, text), (earliest, latest)
            fuzzy = bool(mod) or not (earliest and latest)
            told = {"fuzzy": fuzzy, "lane": lane, "event": find.event(doc, start, end)}
            label = around(place) if kind == "date" else text
            yield _row(place, kind, basis, when, label=label, **told)


def _excerpts(sentences: pd.DataFrame) -> Callable[[Place], str]:
    """Give a function that finds the words of the sentence around a place."""
    columns = ["doc", "sentence", "start", "text"]
    rows = {(doc, number): (at, text) for doc, number, at, text in records(sentences, *columns)}

    def around(place: Place) -> str:
        doc, number, start, end, text = place
        at, told = rows.get((doc, number), (start, text))
        return _excerpt(told, start - at, end - at)

    return around


def _excerpt(told: str, start: int, end: int) -> str:
    """Cut a sentence to about two thirds around its date: its end, or its begin if that is late.

    So no label of a date is a whole sentence, of which a public site may show few.

    >>> _excerpt("The envoys of Ruritania and of Freedonia met in Strelsau on 3 May 2031.", 60, 70)
    '… met in Strelsau on 3 May 2031.'
    >>> _excerpt("On 3 May 2031 the envoys met in Strelsau.", 3, 13)
    'On 3 May 2031 the envoys …'
    """
    room = min(EXCERPT, len(told) * 2 // 3)
    begin = told.find(" ", max(min(end - room * 3 // 4, start - 1), 0), start)
    if end <= room - 2 or begin < 1:
        cut = shorten(told, room, placeholder=" …")
        return told[start:end] if cut == "…" else cut
    return f"… {told[begin:].strip()}"


def _hinted(
    clues: pd.DataFrame, links: pd.DataFrame, dates: pd.DataFrame
) -> Iterator[dict[str, Any]]:
    placed = dates[(dates["earliest"] != "") | (dates["latest"] != "")]
    find, taken = _Finder(links), _Finder(placed.assign(event="taken"))
    linked = set(records(links, "doc", "sentence"))
    dated = set(records(dates[dates["earliest"] != ""], "doc", "sentence"))
    for doc, sentence, start, end, text, kind, basis, earliest, latest in records(clues, *CLUE):
        if kind == "date" and taken.event(doc, start, end):
            continue
        place, when = (doc, sentence, start, end, text), (earliest, latest)
        # A day of the record, or of the sentence itself, says more than a bound: no second mark.
        known = {"vague": linked, "future": dated}.get(kind, set())
        lane = "undated" if (doc, sentence) in known else _lane(kind, when)
        told = {"fuzzy": kind != "date" or not all(when), "lane": lane}
        yield _row(place, kind, basis, when, event=find.event(doc, start, end), **told)


def _lane(kind: str, when: tuple[str, str]) -> str:
    if kind == "hypothetical":
        return kind
    return "dated" if kind in IN_TIME and any(when) else "undated"


class _Finder:
    """Find the event of the first link that shares a letter with a span."""

    def __init__(self, links: pd.DataFrame) -> None:
        self._spans: dict[str, list[tuple[int, int, str]]] = {}
        for doc, start, end, event in records(links, "doc", "start", "end", "event"):
            self._spans.setdefault(doc, []).append((start, end, event))
        for spans in self._spans.values():
            spans.sort()

    def event(self, doc: str, start: int, end: int) -> str:
        spans = self._spans.get(doc, [])
        before = spans[: bisect_left(spans, (end,))]
        return next((event for _, last, event in before if last > start), "")
