"""Write tables as CSV that spreadsheets open well, and in which nothing can run."""

import csv
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from communique.archive.extra import parquet
from communique.tables import harmless

__all__ = ["ROWS", "ExportError", "write_csv", "write_tables"]

ROWS = 1_048_575  # more, and a spreadsheet cuts the table off without a word


class ExportError(ValueError):
    """A table that cannot be written as CSV: says why, and what to do."""


def write_csv(frames: Iterable[pd.DataFrame], path: Path) -> int:
    """Write a table that comes in parts as one CSV file, and return the number of its rows.

    UTF-8 with a byte order mark, which spreadsheets need; texts in quotes, numbers without. Raises
    ExportError where the table has more rows than spreadsheets take; what was there stays.
    """
    rows = 0
    with TemporaryDirectory(dir=path.parent, prefix=".csv-") as aside:
        part = Path(aside, path.name)
        for number, frame in enumerate(frames):
            rows += len(frame)
            if rows > ROWS:
                raise ExportError(
                    f"{path}: more than {ROWS:,} rows, too many for a spreadsheet. Write Parquet."
                )
            frame.map(harmless).to_csv(
                part,
                mode="a",
                header=not number,
                index=False,
                encoding="utf-8" if number else "utf-8-sig",
                quoting=csv.QUOTE_NONNUMERIC,
                lineterminator="\n",
            )
        if part.exists():
            part.replace(path)
    return rows


def write_tables(coded: Path, out: Path) -> None:
    """Write the tables of a coded archive as CSV files, one for each."""
    read = parquet().read_table
    for table in sorted(path for path in coded.iterdir() if path.is_dir()):
        parts = sorted(table.glob("*.parquet"))
        write_csv((read(part).to_pandas() for part in parts), out / f"{table.name}.csv")
