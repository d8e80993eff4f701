"""Find and read the files of a corpus: texts in UTF-8, and the table documents.csv.

Whatever cannot be read raises one error that names the file, the place in it, and the remedy.
"""

import unicodedata
from datetime import date
from pathlib import Path

from communique.tables import read_rows

__all__ = ["METADATA", "CorpusError", "read_metadata", "read_text", "text_files"]

SUFFIXES = (".txt", ".md")
METADATA = ["source", "title", "author", "genre", "published_from", "published_to", "url", "rights"]


class CorpusError(ValueError):
    """A folder, text or documents.csv that cannot be read: says which, where and what to do."""


def text_files(folder: Path) -> dict[str, Path]:
    """Find the texts of a folder, by document: the file's name without suffix, in NFC.

    Hidden files, subfolders and other suffixes are left alone. Raises CorpusError.
    """
    if not folder.exists():
        raise CorpusError(f"{folder}: there is no such folder. Check the name, or create it.")
    if not folder.is_dir():
        raise CorpusError(f"{folder}: this is a file. Give the folder that holds the texts.")
    files: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.suffix.lower() not in SUFFIXES or path.is_dir():
            continue
        doc = unicodedata.normalize("NFC", path.stem)
        if doc in files:
            raise CorpusError(
                f"{path}: “{doc}” is also the name of {files[doc].name}. Rename one of the two."
            )
        files[doc] = path
    if not files:
        raise CorpusError(f"{folder}: holds no text. Put .txt or .md files (UTF-8) into it.")
    return files


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or error
        raise CorpusError(f"{path}: cannot be read ({why}). Check the file's rights.") from error


def read_text(path: Path) -> tuple[bytes, str]:
    """Read a file's bytes and its text, the byte-order mark left out, newlines untouched.

    Raises CorpusError where it is empty or not UTF-8, with the byte and the line.
    """
    # Bytes, because opening as text would turn Windows newlines into others and move offsets.
    data = _read_bytes(path)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise CorpusError(f"{path}: is UTF-16. Save it again as UTF-8.")
    if b"\0" in data:
        place = data.index(b"\0")
        raise CorpusError(
            f"{path}: is no text (NUL at byte {place}). Save it as plain text in UTF-8."
        )
    try:
        raw = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CorpusError(
            f"{path}: is not UTF-8 (byte 0x{data[error.start]:02x} at offset {error.start},"
            f" line {line}). Save it as UTF-8, for example with"
            f" iconv -f WINDOWS-1252 -t UTF-8 {path.name}."
        ) from error
    if not raw.strip():
        raise CorpusError(f"{path}: is empty. Put the text into it, or remove the file.")
    return data, raw


def read_metadata(path: Path, files: dict[str, Path]) -> dict[str, dict[str, str]]:
    """Read documents.csv, where there is one: the metadata of each document that has a row.

    Raises CorpusError, which names the line and the remedy.
    """
    if not path.exists():
        return {}
    docs = {unicodedata.normalize("NFC", file.name): doc for doc, file in files.items()}
    found: dict[str, dict[str, str]] = {}
    for line, row in read_rows(path, ["file"], METADATA, CorpusError):
        place, name = f"{path}, line {line}", row.pop("file")
        doc = docs.get(unicodedata.normalize("NFC", name))
        if doc is None:
            raise CorpusError(
                f"{place}: no text called “{name}” lies in {path.parent}."
                " Give the name of a .txt or .md file there."
            )
        if doc in found:
            raise CorpusError(f"{place}: a second row for “{doc}”. Keep one of the two.")
        _check_row(place, row)
        found[doc] = row
    return found


def _check_row(place: str, row: dict[str, str]) -> None:
    for name in ("published_from", "published_to"):
        if row.get(name) and not _is_date(row[name]):
            raise CorpusError(
                f"{place}: {name} “{row[name]}” is no date. Write YYYY-MM-DD, or leave it empty."
            )
    if row.get("published_to") and row.get("published_from", "") > row["published_to"]:
        raise CorpusError(f"{place}: published_from lies after published_to. Swap the two.")
    if row.get("rights", "") not in ("", "full", "excerpt"):
        raise CorpusError(f"{place}: rights “{row['rights']}”. Write full or excerpt, or nothing.")


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
