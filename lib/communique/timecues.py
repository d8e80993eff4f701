"""Read the cues that place things in time: phrases that people can read and edit."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from communique.patterns import Matcher, PatternError, compile_patterns
from communique.phrases import fill_lists, steps_of
from communique.tables import read_rows

__all__ = ["KINDS", "TimeCueError", "TimeCues", "make_time_cues", "read_time_cues"]

KINDS = ("date", "vague", "duration", "set", "order", "ongoing", "future", "hypothetical")
TAKES = ("", "event", "event?", "clause", "subject", "verb", "done", "ing", "word")
LISTS = ("event", "about", "told", "condition")  # lists that rules in `communique.clues` use
LIST = "list"
COLUMNS = ["kind", "group", "takes", "patterns", "example"]


class TimeCueError(ValueError):
    """A list of time cues that cannot be used; says which line, and the remedy."""


class TimeCues(NamedTuple):
    """Groups of cues (columns kind, group, takes, patterns, example), their matcher, the lists."""

    table: pd.DataFrame
    matcher: Matcher
    lists: dict[str, Matcher]


def read_time_cues(path: str | Path) -> TimeCues:
    """Read time cues from a CSV file with a row for each group of patterns.

    Columns: kind (of clue), group (a name, used once), takes (which words behind the cue belong
    to the clue, see `communique.clues`), patterns (parted by ";", see `communique.patterns`; "!"
    marks an exclusion), example. A row whose kind is `list` is no cue but names a list of words,
    which stands for a choice of them in the rows below: “{number} (days|weeks)”. Raises
    TimeCueError with the line and the remedy.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "cues.csv")
    ...     row = "vague,recent,event?,recent,a recent visit"
    ...     _ = path.write_text(",".join(COLUMNS) + "\\n" + row)
    ...     read_time_cues(path).table["group"].to_list()
    ['recent']
    """
    return _cues(str(path), read_rows(path, COLUMNS, error=TimeCueError))


def make_time_cues(patterns: Mapping[str, Iterable[str]]) -> TimeCues:
    """Make time cues from patterns by kind, for a trial; they take no words behind them along.

    >>> make_time_cues({"vague": ["recent", "recently"]}).table["patterns"].to_list()
    ['recent; recently']
    """
    rows = [
        (line, {"kind": kind, "group": kind, "takes": "", "patterns": "; ".join(listed)})
        for line, (kind, listed) in enumerate(patterns.items(), start=1)
    ]
    return _cues("patterns", rows)


def _cues(source: str, rows: Iterable[tuple[int, dict[str, str]]]) -> TimeCues:
    lists: dict[str, list[str]] = {}
    groups: dict[str, list[str]] = {}
    table = []
    for line, cells in rows:
        known = lists if cells["kind"] == LIST else groups
        try:
            _check(cells, known)
            known[cells["group"]] = fill_lists(cells["patterns"], lists)
            for pattern in known[cells["group"]]:
                steps_of(pattern)
        except ValueError as error:
            raise TimeCueError(f"{source}, line {line}: {error}") from None
        if cells["kind"] != LIST:
            table.append([cells.get(column, "") for column in COLUMNS])
    matcher = _compiled(source, groups)
    matchers = {name: compile_patterns({name: lists.get(name, [])}) for name in LISTS}
    return TimeCues(pd.DataFrame(table, columns=COLUMNS), matcher, matchers)


def _compiled(source: str, groups: Mapping[str, list[str]]) -> Matcher:
    try:
        return compile_patterns(groups)
    except PatternError as error:
        raise TimeCueError(f"{source}: {error}") from None


def _check(cells: dict[str, str], known: Iterable[str]) -> None:
    kind, group, takes = cells["kind"], cells["group"], cells["takes"]
    if kind not in (*KINDS, LIST):
        raise ValueError(f"unknown kind “{kind}”; write {', '.join(KINDS)} or {LIST}")
    if not group or group in known:
        raise ValueError(f"the group “{group}” is empty or stands twice; give each row its own")
    if takes not in TAKES:
        raise ValueError(f"takes “{takes}”; leave it empty, or write {', '.join(TAKES[1:])}")
    if not cells["patterns"].strip(" ;"):
        raise ValueError("it has no patterns; write some, or remove the row")
