"""One reader per suffix: a file's bytes to its texts."""

from collections.abc import Callable
from pathlib import Path

from communique.readers.base import CorpusError, Text
from communique.readers.decode import decode
from communique.readers.page import read_page
from communique.readers.paper import read_pdf
from communique.readers.rows import read_csv, read_jsonl, read_parquet
from communique.readers.word import read_docx

__all__ = ["ARCHIVES", "FORMATS", "TABLES", "read_texts"]


def read_plain(data: bytes, name: str) -> list[Text]:
    """Decode a plain text; nothing else is changed."""
    found = decode(data, name)
    return [Text(found.text, found.encoding, warnings=found.warnings)]


FORMATS: dict[str, Callable[[bytes, str], list[Text]]] = {
    ".txt": read_plain,
    ".md": read_plain,
    ".html": read_page,
    ".htm": read_page,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".csv": read_csv,
    ".jsonl": read_jsonl,
    ".parquet": read_parquet,
}
TABLES = {".csv", ".jsonl", ".parquet"}
ARCHIVES = {".zip", ".gz", ".bz2", ".xz", ".tar", ".tgz", ".7z", ".rar", ".zst"}


def read_texts(data: bytes, path: Path) -> list[Text]:
    """Read the texts in a file's bytes by its suffix: one, or those of a table's rows.

    Raises CorpusError, also where the extra that the format needs is not installed.

    >>> read_texts(b"They met.", Path("talks.txt"))[0].raw
    'They met.'
    """
    texts = FORMATS[path.suffix.lower()](data, str(path))
    is_table = path.suffix.lower() in TABLES
    if not is_table and not texts[0].raw.strip():
        raise CorpusError(f"{path}: is empty. Put the text into it, or remove the file.")
    return texts
