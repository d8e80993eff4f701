"""Place what the texts tell in time: their own clues, and the public record beside them.

A date from the record is always marked `background`: it is never shown as if a text had said it.
"""

from datetime import date
from pathlib import Path

import pandas as pd

from communique.compare.base import find_phrases, label_documents, records
from communique.patterns import PatternError, compile_patterns
from communique.tables import read_rows

__all__ = [
    "ChronologyError",
    "build_timeline",
    "link_events",
    "no_chronology",
    "read_chronology",
]

CHRONOLOGY = ["begin", "end", "event", "parties", "issue", "status", "phrases"]
CHRONOLOGY += ["source_us", "source_cn_or_agency", "note"]
TIMELINE = ["earliest", "latest", "event", "basis", "docs", "url_us", "url_other"]
DATED = ["doc", "start", "end", "text", "earliest", "latest", "basis"]


class ChronologyError(ValueError):
    """A chronology that cannot be used; says which line, and the remedy."""


def read_chronology(path: str | Path) -> pd.DataFrame:
    """Read the public record: a CSV file with one dated event a line.

    Columns: begin, end (ISO days; end empty: it goes on), event, parties, issue, status, phrases
    (patterns that point to the event in a text, joined by `;`), source_us, source_cn_or_agency,
    note. Raises ChronologyError with the line and the remedy for a missing column, a date that is
    none or lies before its begin, an event named twice, or a pattern that cannot be read.
    """
    frame = _read(path, CHRONOLOGY)
    seen: dict[str, int] = {}
    rows = records(frame, "begin", "end", "event", "phrases")
    for line, (begin, end, event, phrases) in zip(frame.index, rows, strict=True):
        where = f"{path}, line {line}"
        _check_event(begin, end, event, where)
        if event in seen:
            raise ChronologyError(f"{where}: same event as in line {seen[event]}; rename one")
        seen[event] = line
        _check_patterns(_phrases(phrases), where)
    return frame.reset_index(drop=True)


def no_chronology() -> pd.DataFrame:
    """Give a chronology without events, for texts of which no public record is at hand.

    >>> len(no_chronology())
    0
    """
    return pd.DataFrame(columns=CHRONOLOGY, dtype=str)


def link_events(sentences: pd.DataFrame, chronology: pd.DataFrame) -> pd.DataFrame:
    """Find the words in the texts that point to an event of the record.

    Columns: doc, sentence, start, end, text, event. A phrase counts only in a document that
    names all parties of the event, so that a “last visit” is not just anyone's. The link says
    that the words are used, not that the text gives the date.
    """
    phrases = {e: _phrases(joined) for e, joined in records(chronology, "event", "phrases")}
    found = find_phrases(sentences, phrases).drop(columns="pattern")
    parties = {e: _phrases(joined) for e, joined in records(chronology, "event", "parties")}
    named = find_phrases(sentences, {p: [p] for listed in parties.values() for p in listed})
    present = set(records(named, "doc", "key"))
    meant = [
        all((doc, party) in present for party in parties[event])
        for doc, event in records(found, "doc", "key")
    ]
    return (
        found[pd.Series(meant, dtype=bool)].rename(columns={"key": "event"}).reset_index(drop=True)
    )


def build_timeline(
    dates: pd.DataFrame,
    sentences: pd.DataFrame,
    links: pd.DataFrame,
    chronology: pd.DataFrame,
    documents: pd.DataFrame,
) -> pd.DataFrame:
    """Put dated things in order: what texts date themselves, what the record dates, publication.

    Columns: earliest, latest (ISO days; latest empty: it goes on), event, basis (stated by the
    text, resolved from its words and its day of publication, or background: from the record or
    documents.csv), docs (tuple of the documents that point to it), url_us and url_other (the
    record's sources). Of `dates` only days and times with a first and a last day count. The record
    is left out when no text points into it; `no_chronology` gives an empty one.
    """
    parts = [_stated(dates, sentences), _published(documents)]
    if len(links):
        parts.append(_recorded(links, chronology))
    frame = pd.concat(parts)
    return frame.sort_values(["earliest", "latest", "event"], ignore_index=True)


def _stated(dates: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Name each date that texts state by the first sentence that states it."""
    telling: dict[str, list[tuple[int, int, str]]] = {}
    for doc, start, end, text in records(sentences, "doc", "start", "end", "text"):
        telling.setdefault(doc, []).append((start, end, text))
    points = dates["type"].isin(["DATE", "TIME"])
    known = dates[points & (dates["earliest"] != "") & (dates["latest"] != "")]
    named: dict[tuple[str, str, str], str] = {}
    docs: dict[tuple[str, str, str], set[str]] = {}
    for doc, start, end, text, *when in records(known, *DATED):
        key = (when[0], when[1], when[2])
        named.setdefault(key, _around(telling.get(doc, []), start, end, text))
        docs.setdefault(key, set()).add(doc)
    rows = [
        (*key[:2], event, key[2], tuple(sorted(docs[key])), "", "") for key, event in named.items()
    ]
    return pd.DataFrame(rows, columns=TIMELINE)


def _around(sentences: list[tuple[int, int, str]], start: int, end: int, text: str) -> str:
    """Give the sentence that holds a date; the date's own text where none does."""
    inside = (told for first, last, told in sentences if first <= start and end <= last)
    return next(inside, text)


def _published(documents: pd.DataFrame) -> pd.DataFrame:
    labels = label_documents(documents)
    rows = [
        (first, last or first, f"{labels[doc]} is published", "background", (), url, "")
        for doc, first, last, url in records(
            documents, "doc", "published_from", "published_to", "url"
        )
        if first
    ]
    return pd.DataFrame(rows, columns=TIMELINE)


def _recorded(links: pd.DataFrame, chronology: pd.DataFrame) -> pd.DataFrame:
    docs: dict[str, set[str]] = {}
    for event, doc in records(links, "event", "doc"):
        docs.setdefault(event, set()).add(doc)
    columns = ["begin", "end", "event", "source_us", "source_cn_or_agency"]
    rows = [
        (begin, end, event, "background", tuple(sorted(docs.get(event, ()))), ours, theirs)
        for begin, end, event, ours, theirs in records(chronology, *columns)
    ]
    return pd.DataFrame(rows, columns=TIMELINE)


def _phrases(joined: str) -> list[str]:
    return [phrase.strip() for phrase in joined.split(";") if phrase.strip()]


def _check_event(begin: str, end: str, event: str, where: str) -> None:
    if not begin or not event:
        raise ChronologyError(f"{where}: fill in begin and event")
    for value in filter(None, (begin, end)):
        if not _is_day(value):
            raise ChronologyError(f"{where}: “{value}” is no date; write it as 2024-04-26")
    if end and end < begin:
        raise ChronologyError(f"{where}: end lies before begin; swap the two")


def _check_patterns(patterns: list[str], where: str) -> None:
    try:
        compile_patterns({where: patterns})
    except PatternError as error:
        raise ChronologyError(f"{where}: {error}") from None


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _read(path: str | Path, columns: list[str]) -> pd.DataFrame:
    """Read a table as text; the index is the line where each row ends."""
    rows = read_rows(path, columns, error=ChronologyError)
    frame = pd.DataFrame([row.cells for row in rows], columns=columns, dtype=str)
    return frame.set_axis([row.line for row in rows])
