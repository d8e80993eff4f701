"""Read CSV files row by row, so that every mistake can be told with its line and its remedy."""

import csv
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["FORMULA", "Row", "harmless", "read_rows"]

# What begins a formula in a spreadsheet, or may lead to one; the wide forms are those of East
# Asian keyboards (OWASP, “CSV injection”).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Row(NamedTuple):
    """A row of a table: the line on which it ends, and its cells by column."""

    line: int
    cells: dict[str, str]


def read_rows(
    path: str | Path,
    required: Collection[str],
    optional: Collection[str] | None = (),
    error: type[ValueError] = ValueError,
) -> list[Row]:
    """Read a CSV file (UTF-8, with or without byte order mark) as rows of stripped cells.

    Blank rows are passed over, columns may stand in any order; `optional` None allows any other
    column. Raises `error`, naming file, line and remedy: no such file, not UTF-8, not CSV, a
    column missing, unknown or twice, a row with too few or too many cells.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "table.csv")
    ...     _ = path.write_text("who,when\\nFreedonia,2021\\n")
    ...     read_rows(path, ["who", "when"])
    [Row(line=2, cells={'who': 'Freedonia', 'when': '2021'})]
    """
    lines = _lines(Path(path), error)
    head = lines[0][1] if lines else []
    problem = _column_problem(head, required, optional)
    if problem:
        raise error(f"{path}, line 1: {problem}")
    for line, cells in lines[1:]:
        if len(cells) != len(head):
            raise error(
                f"{path}, line {line}: {len(cells)} cells under {len(head)} columns; put quotes "
                "round a cell that holds a comma"
            )
    return [Row(line, dict(zip(head, cells, strict=True))) for line, cells in lines[1:]]


def _lines(path: Path, error: type[ValueError]) -> list[tuple[int, list[str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            found = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except FileNotFoundError:
        raise error(f"{path}: there is no such file; check its name") from None
    except UnicodeDecodeError as cause:
        line = cause.object.count(b"\n", 0, cause.start) + 1
        raise error(
            f"{path}, line {line}: not UTF-8 (byte 0x{cause.object[cause.start]:02x}); "
            "save it as “CSV UTF-8”"
        ) from None
    except csv.Error as cause:
        raise error(
            f"{path}, line {reader.line_num}: not CSV ({cause}); check its quotes"
        ) from None
    except OSError as cause:
        raise error(f"{path}: cannot be read ({cause.strerror}); check the file") from None
    return [(line, cells) for line, cells in found if any(cells)]


def _column_problem(
    head: Sequence[str], required: Collection[str], optional: Collection[str] | None
) -> str:
    allowed = [*required, *(optional or ())]
    for name in head:
        if head.count(name) > 1:
            return f"the column “{name}” stands twice; keep one"
        if ";" in name:
            return f"the columns are parted by semicolons (“{name}”); save the table with commas"
        if optional is not None and name not in allowed:
            return f"unknown column “{name}”; write {', '.join(allowed)}, parted by commas"
    missing = [name for name in required if name not in head]
    return f"no column {', '.join(missing)}; add it" if missing else ""


def harmless(text: Any) -> Any:
    """Put an apostrophe before a text that a spreadsheet could run as a formula.

    Numbers stay numbers, and every other value is what it was.

    >>> harmless("=1+1"), harmless("Talks"), harmless(-0.5)
    ("'=1+1", 'Talks', -0.5)
    """
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA) else text
