"""Place what the texts tell in time: their own clues, and the public record beside them.

A date from the record is always marked `background`: it is never shown as if a text had said it.
"""

from datetime import date
from pathlib import Path

import pandas as pd

from communique.compare import find_phrases, label_documents

__all__ = [
    "ChronologyError",
    "build_timeline",
    "find_clues",
    "link_events",
    "read_chronology",
    "read_time_cues",
]

CHRONOLOGY = ["begin", "end", "event", "parties", "issue", "status", "phrases"]
CHRONOLOGY += ["source_us", "source_cn_or_agency", "note"]
TIMELINE = ["earliest", "latest", "event", "basis", "docs", "url"]


class ChronologyError(ValueError):
    """A chronology or a list of time cues that cannot be used; says which line, and the remedy."""


def read_chronology(path: str | Path) -> pd.DataFrame:
    """Read the public record: a CSV file with one dated event a line.

    Columns: begin, end (ISO days; end empty: it goes on), event, parties, issue, status, phrases
    (patterns that point to the event in a text, joined by `;`), source_us, source_cn_or_agency,
    note. Raises ChronologyError with the line for a missing column or a date that is none.
    """
    frame = _read(path, CHRONOLOGY)
    for line, row in enumerate(frame.itertuples(), start=2):
        for value in (row.begin, row.end):
            _check_day(value, f"{Path(path).name}, line {line}")
        if not row.begin or not row.event:
            raise ChronologyError(f"{Path(path).name}, line {line}: begin and event must be filled")
    return frame


def read_time_cues(path: str | Path) -> pd.DataFrame:
    """Read the cues that place things in time: kind, pattern, example."""
    return _read(path, ["kind", "pattern", "example"])


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
    found = find_phrases(sentences, cues.groupby("kind")["pattern"].agg(list).to_dict())
    found = found.drop(columns="pattern").rename(columns={"key": "kind"})
    return found.assign(earliest="", latest="", basis="none")


def link_events(sentences: pd.DataFrame, chronology: pd.DataFrame) -> pd.DataFrame:
    """Find the words in the texts that point to an event of the record.

    Columns: doc, sentence, start, end, text, event. The link rests on the phrases of the
    chronology: it says that the words are used, not that the text gives the date.
    """
    phrases = {row.event: _phrases(row.phrases) for row in chronology.itertuples()}
    found = find_phrases(sentences, phrases)
    return found.drop(columns="pattern").rename(columns={"key": "event"})


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
    frame = pd.concat([part for part in parts if len(part)] or [_published(documents)])
    return frame.sort_values(["earliest", "latest", "event"], ignore_index=True)


def _stated(dates: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Name each date a text states by the sentence that states it."""
    rows = []
    for row in dates.itertuples():
        inside = (sentences["doc"] == row.doc) & (sentences["start"] <= row.start)
        text = sentences[inside & (sentences["end"] >= row.end)]["text"].iloc[0]
        rows.append((row.earliest, row.latest, text, "stated", (row.doc,), ""))
    return pd.DataFrame(rows, columns=TIMELINE)


def _published(documents: pd.DataFrame) -> pd.DataFrame:
    dated = documents[documents["published_from"] != ""]
    labels = label_documents(documents)
    rows = [
        (d.published_from, d.published_to, f"{labels[d.doc]} is published", "background", (), d.url)
        for d in dated.itertuples()
    ]
    return pd.DataFrame(rows, columns=TIMELINE)


def _recorded(links: pd.DataFrame, chronology: pd.DataFrame) -> pd.DataFrame:
    docs = links.groupby("event")["doc"].agg(lambda found: tuple(sorted(set(found))))
    rows = [
        (
            row.begin,
            row.end,
            row.event,
            "background",
            docs.get(row.event, ()),
            row.source_us or row.source_cn_or_agency,
        )
        for row in chronology.itertuples()
    ]
    return pd.DataFrame(rows, columns=TIMELINE)


def _phrases(joined: str) -> list[str]:
    return [phrase.strip() for phrase in joined.split(";") if phrase.strip()]


def _check_day(value: str, where: str) -> None:
    try:
        if value:
            date.fromisoformat(value)
    except ValueError:
        raise ChronologyError(f"{where}: “{value}” is no date; write it as 2024-04-26") from None


def _read(path: str | Path, columns: list[str]) -> pd.DataFrame:
    """Read a CSV file as text, and say which columns are missing."""
    file = Path(path)
    try:
        frame = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8")
    except FileNotFoundError:
        raise ChronologyError(f"{file}: there is no such file") from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise ChronologyError(f"{file}: not a CSV file in UTF-8 ({error})") from None
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise ChronologyError(f"{file.name}, line 1: no column {', '.join(missing)}")
    return frame[columns]
