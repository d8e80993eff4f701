"""Part an archive into pieces of work: groups of files, ranges of bytes, groups of rows.

A piece can be read, coded and written by itself, on any machine that sees the same files.
"""

import csv
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from communique.archive.errors import ArchiveError
from communique.archive.ranges import Range, byte_ranges, row_groups
from communique.folder import read_metadata
from communique.readers.formats import FORMATS

__all__ = ["TABLES", "Entry", "Piece", "plan_pieces"]

TABLES = (".jsonl", ".csv", ".parquet")
TEXTS = tuple(suffix for suffix in FORMATS if suffix not in TABLES)
DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Entry:
    """A text file of a piece: its document, its path, and what documents.csv says of it."""

    doc: str
    path: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of work.

    `kind` is files, jsonl, csv, parquet, or problem (what cannot be read, with the reason).
    `start` to `end` are bytes, in a Parquet file row groups. `row` is the number of the first row,
    `digits` the length of the last one's. `columns` are those of a CSV file.
    """

    kind: str
    path: str
    size: int
    entries: tuple[Entry, ...] = ()
    start: int = 0
    end: int = 0
    row: int = 1
    digits: int = 1
    columns: tuple[str, ...] = ()
    delimiter: str = ","
    problem: str = ""


def plan_pieces(inputs: Sequence[str | Path], size: int) -> list[Piece]:
    """Part folders and tables of texts into pieces of about `size` bytes of text.

    Raises ArchiveError where there is nothing to read.
    """
    pieces: list[Piece] = []
    entries: list[Entry] = []
    for given in map(Path, inputs):
        if not given.exists():
            raise ArchiveError(f"{given}: there is no such file or folder. Check the name.")
        for path in _files(given) if given.is_dir() else [given]:
            if path.suffix.lower() in TABLES:
                pieces += _table(path, size)
            elif _inside(path, given):
                entries.append(Entry(_doc(path, given), str(path)))
            else:
                pieces.append(_problem(path, "it is a link that leaves the folder; left out"))
    pieces = [*_groups(_described(_distinct(entries), inputs), size), *pieces]
    if not pieces:
        kinds = ", ".join((*TEXTS, *TABLES))
        raise ArchiveError(f"{', '.join(map(str, inputs))}: holds no text. Give files: {kinds}.")
    return pieces


# ---------------------------------------------------------------- text files


def _files(folder: Path) -> Iterator[Path]:
    """Find texts and tables in a folder and the folders in it, in order; hidden ones are left."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            is_text = name.lower().endswith((*TEXTS, *TABLES))
            if is_text and not name.startswith(".") and name != "documents.csv":
                yield Path(place, name)


def _inside(path: Path, given: Path) -> bool:
    if not path.is_symlink() or path == given:
        return True
    return path.resolve().is_relative_to(given.resolve())


def _doc(path: Path, given: Path) -> str:
    name = path.relative_to(given).as_posix() if given.is_dir() else path.name
    return unicodedata.normalize("NFC", name.removesuffix(path.suffix))


def _distinct(entries: Iterable[Entry]) -> list[Entry]:
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.doc in first:
            other = first[entry.doc].path
            raise ArchiveError(
                f"{entry.path}: “{entry.doc}” is also the name of {other}. Rename one of the two."
            )
        first[entry.doc] = entry
    return list(first.values())


def _described(entries: list[Entry], inputs: Sequence[str | Path]) -> list[Entry]:
    """Add what documents.csv in a given folder says of the texts there."""
    told: dict[str, dict[str, str]] = {}
    for folder in {Path(entry.path).parent for entry in entries} & set(map(Path, inputs)):
        files = {e.doc: Path(e.path) for e in entries if Path(e.path).parent == folder}
        told |= read_metadata(folder / "documents.csv", files)
    return [Entry(one.doc, one.path, told.get(one.doc, {})) for one in entries]


def _groups(entries: list[Entry], size: int) -> Iterator[Piece]:
    group: list[Entry] = []
    total = 0
    for entry in entries:
        length = Path(entry.path).stat().st_size if Path(entry.path).exists() else 0
        if group and total + length > size:
            yield Piece("files", group[0].path, total, tuple(group))
            group, total = [], 0
        group.append(entry)
        total += length
    if group:
        yield Piece("files", group[0].path, total, tuple(group))


# ---------------------------------------------------------------- tables of texts


def _problem(path: Path, why: str) -> Piece:
    return Piece("problem", str(path), 0, problem=why)


def _table(path: Path, size: int) -> list[Piece]:
    try:
        if path.suffix.lower() == ".parquet":
            return _pieces("parquet", path, *row_groups(path, size))
        if path.suffix.lower() == ".jsonl":
            return _pieces("jsonl", path, *byte_ranges(path, size, quotes=False))
        delimiter, columns = _head(path)
        parts, rows = byte_ranges(path, size, quotes=True)
        found = _pieces("csv", path, parts, rows - 1)
        return [replace(one, columns=columns, delimiter=delimiter) for one in found]
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return [_problem(path, why)]


def _pieces(kind: str, path: Path, parts: list[Range], rows: int) -> list[Piece]:
    digits = len(str(rows))
    return [
        Piece(kind, str(path), part.size, (), part.start, part.end, part.row, digits)
        for part in parts
    ]


def _head(path: Path) -> tuple[str, tuple[str, ...]]:
    """Read the names of a CSV file's columns, parted by a comma, a semicolon or a tab."""
    with path.open("rb") as file:
        line = file.readline(1_000_000).decode("utf-8-sig", "replace")
    for delimiter in DELIMITERS:
        columns = tuple(name.strip() for name in next(csv.reader([line], delimiter=delimiter), []))
        if "text" in columns:
            return delimiter, columns
    raise ValueError("it has no column “text”; name the column with the texts so")
