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
    "date_clues",
    "find_clues",
    "link_events",
    "part_dates",
    "read_chronology",
    "read_time_cues",
]

CHRONOLOGY = ["begin", "end", "event", "parties", "issue", "status", "phrases"]
CHRONOLOGY += ["source_us", "source_cn_or_agency", "note"]
TIMELINE = ["earliest", "latest", "event", "basis", "docs", "url_us", "url_other"]
BEFORE, AFTER = {"vague", "order"}, {"future"}  # kinds of clue: against the day of publication

DATED = ["doc", "start", "end", "text", "earliest", "latest"]


class ChronologyError(ValueError):
    """A chronology or a list of time cues that cannot be used; says which line, and the remedy."""


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


def read_time_cues(path: str | Path) -> pd.DataFrame:
    """Read the cues that place things in time: kind, pattern, example.

    Raises ChronologyError with the line and the remedy for a missing column, an empty kind or
    pattern, or a pattern that cannot be read.
    """
    frame = _read(path, ["kind", "pattern", "example"])
    for line, (kind, pattern) in zip(frame.index, records(frame, "kind", "pattern"), strict=True):
        if not kind or not pattern:
            raise ChronologyError(f"{path}, line {line}: fill in kind and pattern")
        _check_patterns([pattern], f"{path}, line {line}")
    return frame.reset_index(drop=True)


def find_clues(sentences: pd.DataFrame, cues: pd.DataFrame) -> pd.DataFrame:
    """Find the words that place something in time without a date.

    Columns: doc, sentence, start, end, text, kind, earliest, latest, basis. A clue alone gives no
    date: earliest and latest are empty, basis is none.

    >>> cues = pd.DataFrame({"kind": ["vague"], "pattern": ["recent"]})
    >>> frame = pd.DataFrame({"doc": ["a"], "sentence": [1], "start": [0],
    ...                       "text": ["His recent visit"]})
    >>> find_clues(frame, cues)[["start", "end", "text", "kind"]].to_numpy().tolist()
    [[4, 10, 'recent', 'vague']]
    """
    patterns: dict[str, list[str]] = {}
    for kind, pattern in records(cues, "kind", "pattern"):
        patterns.setdefault(kind, []).append(pattern)
    found = find_phrases(sentences, patterns)
    found = found.drop(columns="pattern").rename(columns={"key": "kind"})
    return found.assign(earliest="", latest="", basis="none")


def date_clues(clues: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Work out from the day of publication what clues allow: before it, or after it.

    Fills `latest` for clues of kind vague and order (what happened did so before the text came
    out) and `earliest` for future ones; their basis becomes resolved. Others stay as they are,
    and so does all where the day of publication is not known.
    """
    known = documents.set_index("doc")
    first = clues["doc"].map(known["published_from"]).where(clues["kind"].isin(AFTER), "")
    last = clues["doc"].map(known["published_to"]).where(clues["kind"].isin(BEFORE), "")
    basis = clues["basis"].mask((first != "") | (last != ""), "resolved")
    return clues.assign(earliest=first, latest=last, basis=basis)


def part_dates(
    dates: pd.DataFrame, sentences: pd.DataFrame, clues: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part dates of what happened or is planned from dates of what could, should or would be.

    The second table holds those in sentences that propose, or with a hypothetical clue.
    """
    proposed = sentences[sentences["mode"] == "proposed"]
    unsure = clues[clues["kind"] == "hypothetical"]
    places = {*records(proposed, "doc", "sentence"), *records(unsure, "doc", "sentence")}
    apart = pd.Series([place in places for place in records(dates, "doc", "sentence")], dtype=bool)
    return dates[~apart].reset_index(drop=True), dates[apart].reset_index(drop=True)


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
    text, or background: from the record or documents.csv), docs (tuple of the documents that
    point to it), url (the record's source). The record is left out when no text points into it.
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
    named: dict[tuple[str, str], str] = {}
    docs: dict[tuple[str, str], set[str]] = {}
    for doc, start, end, text, *days in records(dates, *DATED):
        when = (days[0], days[1])
        named.setdefault(when, _around(telling.get(doc, []), start, end, text))
        docs.setdefault(when, set()).add(doc)
    rows = [
        (*when, event, "stated", tuple(sorted(docs[when])), "", "") for when, event in named.items()
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
