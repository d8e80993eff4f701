"""Cut large files where rows end, without reading their rows: bytes are counted, not parsed."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from communique.archive.extra import parquet

__all__ = ["LONGEST_ROW", "Range", "byte_ranges", "row_groups"]

BLOCK = 1 << 20
LONGEST_ROW = 128 << 20  # a longer one is a quotation mark that is never closed


class Range(NamedTuple):
    """A range of a file: bytes from start to end (of Parquet: rows), the first row, its size."""

    start: int
    end: int
    row: int
    size: int


def byte_ranges(path: Path, size: int, quotes: bool) -> tuple[list[Range], int]:
    """Cut a file into ranges of about `size` bytes, each ending where a row ends; count the rows.

    With `quotes` a line break inside quotation marks ends no row, as in CSV (RFC 4180): a mark
    inside a cell is doubled, so that the number of marks before the end of a row is even.
    Raises ValueError for a row of over 128 MB.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "texts.csv")
    ...     _ = path.write_bytes(b'text\\n"a\\nb"\\nc\\n')
    ...     byte_ranges(path, 1, quotes=True)
    ([Range(start=0, end=5, row=1, size=5), Range(start=5, end=11, row=2, size=6), \
Range(start=11, end=13, row=3, size=2)], 3)
    """
    ranges: list[Range] = []
    start, row = 0, 1
    with path.open("rb") as file:
        for end, rows in _ends(file, size, quotes):
            ranges.append(Range(start, end, row, end - start))
            start, row = end, row + rows
    return ranges, row - 1


def _ends(file: IO[bytes], size: int, quotes: bool) -> Iterator[tuple[int, int]]:
    """Give the places to cut at, and the number of rows before each."""
    cut = place = rows = 0
    inside, last = False, b""
    while block := file.read(min(BLOCK, size)):
        parts = block.split(b'"') if quotes else [block]
        for number, part in enumerate(parts):
            inside ^= number > 0
            if not inside:
                while place + len(part) - cut >= size and (n := _break(part, cut + size - place)):
                    rows += part.count(b"\n", 0, n)
                    place, part = place + n, part[n:]
                    yield place, rows
                    cut, rows = place, 0
                rows += part.count(b"\n")
            place += len(part) + (number < len(parts) - 1)
        if place - cut > size + LONGEST_ROW:
            raise ValueError(
                f"no row ends between bytes {cut} and {place}; is a quotation mark never closed?"
            )
        last = block
    if place > cut:
        yield place, rows + (not last.endswith(b"\n"))


def _break(part: bytes, earliest: int) -> int:
    """Give the place behind the first line break from a place on; 0 if there is none."""
    return part.find(b"\n", max(0, earliest - 1)) + 1


def row_groups(path: Path, size: int) -> tuple[list[Range], int]:
    """Give the row groups of a Parquet file; small ones in a row are one range; count the rows.

    `start` and `end` are groups, `row` is the number of the first row. Raises ValueError where
    there is no column text.
    """
    file = parquet().ParquetFile(path)
    if "text" not in file.schema_arrow.names:
        raise ValueError("it has no column “text”; name the column with the texts so")
    ranges: list[Range] = []
    row = 1
    for number in range(file.num_row_groups):
        group = file.metadata.row_group(number)
        last = ranges[-1] if ranges else None
        if last and last.size + group.total_byte_size <= size:
            ranges[-1] = last._replace(end=number + 1, size=last.size + group.total_byte_size)
        else:
            ranges.append(Range(number, number + 1, row, group.total_byte_size))
        row += group.num_rows
    return ranges, row - 1
