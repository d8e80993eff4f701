"""Find the files of a corpus, and read their bytes and the table documents.csv.

Whatever cannot be read raises one error that names the file, the place in it, and the remedy.
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from communique.readers.base import METADATA, CorpusError
from communique.readers.formats import ARCHIVES, FORMATS
from communique.readers.rows import check_facts
from communique.tables import read_rows

__all__ = ["METADATA", "CorpusError", "left_alone", "read_bytes", "read_metadata", "text_files"]

TABLE = "documents.csv"


def text_files(folder: Path) -> dict[str, Path]:
    """Find the texts of a folder, by document: the file's name without suffix, in NFC.

    Hidden files, subfolders, other suffixes and links that lead out of the folder are left
    alone. Raises CorpusError.
    """
    files: dict[str, Path] = {}
    for path in _candidates(folder):
        if path.suffix.lower() not in FORMATS or _leads_out(path):
            continue
        doc = unicodedata.normalize("NFC", path.stem)
        if doc in files:
            raise CorpusError(
                f"{path}: “{doc}” is also the name of {files[doc].name}. Rename one of the two."
            )
        files[doc] = path
    if not files:
        raise CorpusError(f"{folder}: holds no text. Put files into it: {', '.join(FORMATS)}.")
    return files


def _candidates(folder: Path) -> Iterator[Path]:
    if not folder.exists():
        raise CorpusError(f"{folder}: there is no such folder. Check the name, or create it.")
    if not folder.is_dir():
        raise CorpusError(f"{folder}: this is a file. Give the folder that holds the texts.")
    for path in sorted(folder.iterdir()):
        if not (path.name.startswith(".") or path.name == TABLE or path.is_dir()):
            yield path


def _leads_out(path: Path) -> bool:
    """Tell whether a link leads out of its folder; a text there is not the folder's."""
    return path.is_symlink() and path.resolve().parent != path.parent.resolve()


def left_alone(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files of a folder that are not read, with the reason."""
    for path in _candidates(folder):
        suffix = path.suffix.lower()
        if suffix in ARCHIVES:
            yield path, "left alone: archives are not unpacked; unpack it yourself"
        elif suffix not in FORMATS:
            yield path, "left alone: no format that is read"
        elif _leads_out(path):
            yield path, "left alone: a link that leads out of the folder; copy the file"


def read_bytes(path: Path) -> bytes:
    """Read a file's bytes; raise CorpusError where that cannot be done."""
    try:
        # A pipe would be waited for, and a device may never end.
        if path.exists() and not path.is_file():
            raise CorpusError(f"{path}: is no ordinary file. Remove it from the folder.")
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or error
        raise CorpusError(f"{path}: cannot be read ({why}). Check the file's rights.") from error


def read_metadata(path: Path, files: dict[str, Path]) -> dict[str, dict[str, str]]:
    """Read documents.csv, where there is one: the metadata of each document that has a row.

    Raises CorpusError, which names the line and the remedy.
    """
    if not path.exists():
        return {}
    if _leads_out(path):
        raise CorpusError(f"{path}: a link that leads out of the folder. Copy the table there.")
    docs = {unicodedata.normalize("NFC", file.name): doc for doc, file in files.items()}
    found: dict[str, dict[str, str]] = {}
    for line, row in read_rows(path, ["file"], METADATA, CorpusError):
        place, name = f"{path}, line {line}", row.pop("file")
        doc = docs.get(unicodedata.normalize("NFC", name))
        if doc is None:
            raise CorpusError(
                f"{place}: no text called “{name}” lies in {path.parent}."
                " Give the name of a file there."
            )
        if doc in found:
            raise CorpusError(f"{place}: a second row for “{doc}”. Keep one of the two.")
        check_facts(place, row)
        found[doc] = row
    return found
