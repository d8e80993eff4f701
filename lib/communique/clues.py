"""Find the words that place something in time, with a date or without one."""

from pathlib import Path

import pandas as pd

from communique.compare.base import find_phrases, records
from communique.patterns import PatternError, compile_patterns
from communique.tables import read_rows

__all__ = ["TimeCueError", "date_clues", "find_clues", "part_dates", "read_time_cues"]

BEFORE, AFTER = {"vague", "order"}, {"future"}  # kinds of clue: against the day of publication


class TimeCueError(ValueError):
    """A list of time cues that cannot be used; says which line, and the remedy."""


def read_time_cues(path: str | Path) -> pd.DataFrame:
    """Read the cues that place things in time: kind, pattern, example.

    Raises TimeCueError with the line and the remedy for a missing column, an empty kind or
    pattern, or a pattern that cannot be read.
    """
    columns = ["kind", "pattern", "example"]
    rows = read_rows(path, columns, error=TimeCueError)
    for line, cells in rows:
        if not cells["kind"] or not cells["pattern"]:
            raise TimeCueError(f"{path}, line {line}: fill in kind and pattern")
        try:
            compile_patterns({"": [cells["pattern"]]})
        except PatternError as error:
            raise TimeCueError(f"{path}, line {line}: {error}") from None
    return pd.DataFrame([row.cells for row in rows], columns=columns, dtype=str)


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
