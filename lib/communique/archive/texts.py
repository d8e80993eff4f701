"""Read the texts of a piece one by one; what cannot be read is reported, and the rest goes on."""

import csv
import hashlib
import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from communique.archive.extra import parquet
from communique.archive.pieces import Piece
from communique.corpus import Read, read_texts_of
from communique.readers.base import METADATA, CorpusError, Text
from communique.readers.decode import make_valid

__all__ = ["Found", "Problem", "read_piece"]

ROWS = 64  # rows of a Parquet file read at a time


class Found(NamedTuple):
    """A text that was read, and the columns beside it that are no metadata of ours."""

    read: Read
    other: Mapping[str, Any]


class Problem(NamedTuple):
    """What could not be read: the file, the place in it, and why."""

    file: str
    place: str
    problem: str


def read_piece(piece: Piece) -> Iterator[Found | Problem]:
    """Read the texts of a piece, and tell what cannot be read, in order."""
    try:
        yield from READERS[piece.kind](piece)
    except (OSError, CorpusError) as error:
        yield Problem(piece.path, "", _why(error, piece.path))


def _why(error: Exception, path: str) -> str:
    return str(getattr(error, "strerror", "") or error).removeprefix(f"{path}: ")


def _files(piece: Piece) -> Iterator[Found | Problem]:
    for entry in piece.entries:
        try:
            for read in read_texts_of(entry.doc, Path(entry.path), entry.facts):
                yield Found(read, {})
        except (CorpusError, OSError) as error:
            yield Problem(entry.path, "", _why(error, entry.path))


def _jsonl(piece: Piece) -> Iterator[Found | Problem]:
    for row, line in enumerate(io.BytesIO(_bytes(piece)), piece.row):
        if not line.strip():
            continue
        try:
            cells = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Problem(piece.path, f"row {row}", f"it is not JSON ({error})")
            continue
        if isinstance(cells, dict):
            yield _found(piece, row, cells)
        else:
            yield Problem(piece.path, f"row {row}", "it is no object with a text")


def _csv(piece: Piece) -> Iterator[Found | Problem]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    # Bytes that are not UTF-8 are kept as they are, so that one row is told, and others are read.
    text = _bytes(piece).decode("utf-8", "surrogateescape")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=piece.delimiter)
    for row, cells in enumerate(rows, piece.row - 1):
        if row == 0 or not any(cells):  # the names of the columns
            continue
        if len(cells) != len(piece.columns):
            told = f"{len(cells)} cells under {len(piece.columns)} columns"
            yield Problem(piece.path, f"row {row}", told)
        elif any("\udc80" <= letter <= "\udcff" for cell in cells for letter in _odd(cell)):
            yield Problem(piece.path, f"row {row}", "it is not UTF-8; save the table so")
        else:
            yield _found(piece, row, dict(zip(piece.columns, cells, strict=True)))


def _odd(cell: str) -> str:
    return "" if cell.isascii() else cell


def _parquet(piece: Piece) -> Iterator[Found | Problem]:
    row = piece.row
    with parquet().ParquetFile(piece.path, memory_map=True) as file:
        groups = range(piece.start, piece.end)
        for batch in file.iter_batches(ROWS, groups, use_threads=False):
            for cells in batch.to_pylist():
                yield _found(piece, row, cells)
                row += 1


def _problem(piece: Piece) -> Iterator[Found | Problem]:
    yield Problem(piece.path, "", piece.problem)


READERS: dict[str, Callable[[Piece], Iterator[Found | Problem]]] = {
    "files": _files,
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "problem": _problem,
}


def _bytes(piece: Piece) -> bytes:
    with Path(piece.path).open("rb") as file:
        file.seek(piece.start)
        data = file.read(piece.end - piece.start)
    return data.removeprefix(b"\xef\xbb\xbf") if piece.start == 0 else data


def _found(piece: Piece, row: int, cells: dict[str, Any]) -> Found | Problem:
    text = cells.pop("text", None)
    if not isinstance(text, str) or not text.strip():
        return Problem(piece.path, f"row {row}", "it has no text")
    raw, _ = make_valid(text)
    file = Path(piece.path)
    named = _cell(cells.pop("doc", None)) or _cell(cells.pop("id", None))
    doc = named or f"{file.stem}#{row:0{piece.digits}}"
    facts = {name: cell for name in METADATA if (cell := _cell(cells.pop(name, None)))}
    for name in ("published_from", "published_to"):
        if name in facts and not _is_day(facts[name]):
            cells[name] = facts.pop(name)  # kept, but no day to count from
    sha256 = hashlib.sha256(raw.encode()).hexdigest()
    return Found(Read(doc, file.name, sha256, {}, Text(raw, "UTF-8", facts, {}, row)), cells)


def _cell(value: object) -> str:
    """Turn a cell into text; of a day with a time of day, keep the day."""
    if value is None:
        return ""
    text = make_valid(value.isoformat() if isinstance(value, date) else str(value))[0].strip()
    return text[:10] if len(text) > 10 and text[10] in "T " and _is_day(text[:10]) else text


def _is_day(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False
