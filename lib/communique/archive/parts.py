"""Write the tables of a piece: aside first, then renamed, so that no half-written part is seen."""

import gc
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from communique.archive.coder import make_coder
from communique.archive.extra import arrow, parquet
from communique.archive.measures import Measures, tables_of
from communique.archive.pieces import Piece
from communique.archive.schemas import COLUMNS, schema
from communique.archive.sentences import Columns
from communique.archive.texts import Found, Problem, read_piece

__all__ = ["ASIDE", "CHUNK", "code_piece", "part_name"]

ASIDE = "_aside"
CHUNK = 1 << 20  # characters coded at a time: more takes memory, and is no faster
REPEATING = ("doc", "section", "kind", "issue", "parent", "pattern", "instrument", "source")


def part_name(number: int) -> str:
    """Name the part of a table that a piece fills.

    >>> part_name(7)
    'part-00007.parquet'
    """
    return f"part-{number:05}.parquet"


def code_piece(number: int, piece: Piece, out: str, measures: Measures) -> dict[str, int]:
    """Code one piece, write a part of each table, and give the numbers of rows.

    A part is written again with the same rows if a run is repeated. Raises OSError where the
    parts cannot be written.
    """
    rows = dict.fromkeys(tables_of(measures), 0)
    code = make_coder(measures)
    with _written(number, Path(out), list(rows)) as writers, _uncollected():
        for texts, problems in _chunks(piece):
            for table, columns in code(texts, problems).items():
                rows[table] += _write(writers[table], table, columns)
    return rows


@contextmanager
def _uncollected() -> Iterator[None]:
    """Spare Python the search for cycles among a million rows: there are none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _chunks(piece: Piece) -> Iterator[tuple[list[Found], list[Problem]]]:
    texts: list[Found] = []
    problems: list[Problem] = []
    length = 0
    for found in read_piece(piece):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        if texts and length + len(found.read.text.raw) > CHUNK:
            yield texts, problems
            texts, problems, length = [], [], 0
        texts.append(found)
        length += len(found.read.text.raw)
    yield texts, problems


@contextmanager
def _written(number: int, out: Path, tables: list[str]) -> Iterator[dict[str, Any]]:
    # Two workers may hold one piece, when one is taken for lost: each writes aside by itself.
    own = f"{number:05}.{uuid.uuid4().hex}"
    files = {table: out / ASIDE / f"{table}.{own}" for table in tables}
    try:
        with ExitStack() as stack:
            yield {t: stack.enter_context(_writer(file, t)) for t, file in files.items()}
        for table, file in files.items():
            file.replace(out / table / part_name(number))
    finally:
        for file in files.values():
            with suppress(OSError):
                file.unlink(missing_ok=True)


def _writer(file: Path, table: str) -> Any:
    repeating = [name for name in REPEATING if name in COLUMNS[table]]
    return parquet().ParquetWriter(
        file, schema(table), compression="zstd", compression_level=1, use_dictionary=repeating
    )


def _write(writer: Any, table: str, columns: Columns) -> int:
    filled = arrow().table([columns[name] for name in COLUMNS[table]], schema=schema(table))
    writer.write_table(filled)
    return int(filled.num_rows)
