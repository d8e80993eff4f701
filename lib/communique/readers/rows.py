"""Read tables of texts: .csv, .jsonl and .parquet with a column `text` and metadata beside it."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from communique.readers.base import METADATA, CorpusError, Text, needs
from communique.readers.decode import decode, make_valid

__all__ = ["check_facts", "read_csv", "read_jsonl", "read_parquet"]

Row = tuple[str, Mapping[str, Any]]  # the place (“line 3”), the cells by column


def read_csv(data: bytes, name: str) -> list[Text]:
    """Read a CSV file, parted by commas, semicolons or tabs. No column `text`: no texts.

    >>> [text.raw for text in read_csv(b"text;author\\nThey met.;Ann Other", "a.csv")]
    ['They met.']
    """
    found = decode(data, name)
    return _texts(_csv_rows(found.text, name), name, found.encoding, found.warnings)


def _csv_rows(text: str, name: str) -> Iterator[Row]:
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    with _long_cells():
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        try:
            columns = [cell.strip() for cell in next(reader, [])]
            if "text" not in columns:
                return
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield _csv_row(columns, cells, f"line {reader.line_num}", name)
        except csv.Error as error:
            place = f"{name}, line {reader.line_num}"
            raise CorpusError(f"{place}: not CSV ({error}); check its quotes.") from None


def _csv_row(columns: list[str], cells: list[str], place: str, name: str) -> Row:
    if len(cells) != len(columns):
        raise CorpusError(
            f"{name}, {place}: {len(cells)} cells under {len(columns)} columns;"
            " put quotes round a cell that holds a comma."
        )
    return place, dict(zip(columns, cells, strict=True))


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let a cell be as long as a book, which the csv module does not allow by itself."""
    before = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def read_jsonl(data: bytes, name: str) -> list[Text]:
    """Read a file of JSON objects, one a line. No `text` in any: no texts.

    >>> read_jsonl(b'{"text": "They met.", "source": "The Post"}', "a.jsonl")[0].facts
    {'source': 'The Post'}
    """
    found = decode(data, name)
    return _texts(_json_rows(found.text, name), name, found.encoding, found.warnings)


def _json_rows(text: str, name: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            why = getattr(error, "msg", "nested too deep")
            raise CorpusError(f"{name}, line {number}: not JSON ({why}); mend it.") from None
        if not isinstance(row, dict):
            raise CorpusError(f"{name}, line {number}: no JSON object; write {{…}}, one a line.")
        if "text" in row:
            yield f"line {number}", row


def read_parquet(data: bytes, name: str) -> list[Text]:
    """Read a Parquet file. No column `text`: no texts."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise CorpusError(needs("archive", name)) from None
    try:
        file = parquet.ParquetFile(io.BytesIO(data))
        columns = [c for c in file.schema_arrow.names if c in ("text", *METADATA)]
        rows = file.read(columns=columns).to_pylist() if "text" in columns else []
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        why = str(error).splitlines()[0]
        raise CorpusError(f"{name}: cannot be read as Parquet ({why}). Write it anew.") from None
    return _texts(((f"row {n}", row) for n, row in enumerate(rows, 1)), name, "UTF-8", ())


def _texts(rows: Iterable[Row], name: str, encoding: str, warnings: tuple[str, ...]) -> list[Text]:
    return [
        _text(row, place, number, name, encoding, warnings)
        for number, (place, row) in enumerate(rows, 1)
    ]


def _text(
    row: Mapping[str, Any],
    place: str,
    number: int,
    name: str,
    encoding: str,
    warnings: tuple[str, ...],
) -> Text:
    cells = {key: _cell(row[key]) for key in METADATA if row.get(key) is not None}
    facts = {key: cell for key, cell in cells.items() if cell}
    check_facts(f"{name}, {place}", facts)
    raw, bad = make_valid(_cell(row["text"], strip=False))
    if bad:
        warnings = (*warnings, f"{bad} invalid characters replaced")
    return Text(raw, encoding, facts, {}, number, warnings)


def _cell(value: Any, strip: bool = True) -> str:
    """Turn a cell into text; of a day with a time of day, keep the day."""
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    if strip and len(text) > 10 and text[10] in "T " and is_day(text[:10]):
        return text[:10]
    return text.strip() if strip else text


def check_facts(place: str, row: Mapping[str, str]) -> None:
    """Check the days and rights of a row of metadata; raise CorpusError with the remedy."""
    for name in ("published_from", "published_to"):
        if row.get(name) and not is_day(row[name]):
            raise CorpusError(
                f"{place}: {name} “{row[name]}” is no date. Write YYYY-MM-DD, or leave it empty."
            )
    if row.get("published_to") and row.get("published_from", "") > row["published_to"]:
        raise CorpusError(f"{place}: published_from lies after published_to. Swap the two.")
    if row.get("rights", "") not in ("", "full", "excerpt"):
        raise CorpusError(f"{place}: rights “{row['rights']}”. Write full or excerpt, or nothing.")


def is_day(text: str) -> bool:
    """Tell whether a text is a day that exists, as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
