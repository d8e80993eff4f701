"""Read a folder of texts into three tables: documents, passages and sentences.

Every row carries code-point offsets into the document's `raw` text, so that `raw[start:end]`
is the row's text, whatever was cut, joined or left out on the way.
"""

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from communique.split import Passage, quoted_shares, split_passages, split_sentences

__all__ = [
    "Corpus",
    "CorpusError",
    "read_corpus",
    "split_passages",
    "split_sentences",
    "toy_sentences",
]

Cell = str | int
PassageRow = tuple[str, int, str, str, int, int, str]
SentenceRow = tuple[str, int, int, str, str, int, int, str, float]

SUFFIXES = (".txt", ".md")
METADATA = ["source", "title", "author", "genre", "published_from", "published_to", "url", "rights"]
DOCUMENTS = ["doc", "start", "end", *METADATA, "file", "sha256", "raw", "words", "sentences"]
PASSAGES = ["doc", "passage", "kind", "section", "start", "end", "text"]
SENTENCES = ["doc", "sentence", "passage", "section", "kind", "start", "end", "text", "quoted"]


class CorpusError(ValueError):
    """A folder, text or documents.csv that cannot be read: says which, where and what to do."""


class Corpus(NamedTuple):
    """The three tables of a corpus."""

    documents: pd.DataFrame
    passages: pd.DataFrame
    sentences: pd.DataFrame


def read_corpus(folder: str | Path) -> Corpus:
    """Read every .txt and .md file of a folder, and documents.csv where there is one.

    Args:
        folder: holds the texts (UTF-8) and, if wanted, documents.csv with the columns file,
            source, title, author, genre, published_from, published_to (YYYY-MM-DD), url, rights.
            A text without a row there is read all the same. Hidden files, subfolders and other
            suffixes are left alone.

    Returns:
        `documents`, one row per text: `doc` (the file's name without suffix), metadata ("" where
        unknown; `title` falls back to the text's title line, `source` to `doc`), `raw`, and the
        number of `words` and `sentences` of its body. `passages`: kind is title, heading,
        paragraph, byline or boilerplate; `section` is the heading it stands under.
        `sentences`: kind is title, heading or sentence; `quoted` is the share (0 to 1) of its
        characters, blanks aside, that stand inside quotation marks.

    Raises:
        CorpusError: names the file, the place in it, and the remedy.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "talks.txt").write_text("Talks resume\\n\\nThe U.S. Envoy came. He left.")
    >>> corpus = read_corpus(folder)
    >>> corpus.sentences[["doc", "sentence", "kind", "text"]].values.tolist()[:2]
    [['talks', 1, 'title', 'Talks resume'], ['talks', 2, 'sentence', 'The U.S. Envoy came.']]
    """
    folder = Path(folder)
    files = _text_files(folder)
    metadata = _read_metadata(folder / "documents.csv", files)
    documents: list[list[Cell]] = []
    passages: list[PassageRow] = []
    sentences: list[SentenceRow] = []
    for doc, path in sorted(files.items()):
        data, raw = _read_text(path)
        parts = split_passages(raw)
        rows = list(_sentence_rows(doc, raw, parts))
        body = [row[7] for row in rows if row[4] == "sentence"]
        facts = dict.fromkeys(METADATA, "") | metadata.get(doc, {})
        facts["source"] = facts["source"] or doc
        facts["title"] = facts["title"] or _title(raw, parts)
        sha256 = hashlib.sha256(data).hexdigest()
        words = sum(len(WORD.findall(text)) for text in body)
        facts_row = [facts[name] for name in METADATA]
        documents.append([doc, 0, len(raw), *facts_row, path.name, sha256, raw, words, len(body)])
        passages += _passage_rows(doc, raw, parts)
        sentences += rows
    return Corpus(
        pd.DataFrame(documents, columns=DOCUMENTS),
        pd.DataFrame(passages, columns=PASSAGES),
        pd.DataFrame(sentences, columns=SENTENCES),
    )


WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def _title(raw: str, parts: list[Passage]) -> str:
    return next((raw[part.start : part.end] for part in parts if part.kind == "title"), "")


def _passage_rows(doc: str, raw: str, parts: list[Passage]) -> Iterator[PassageRow]:
    for number, part in enumerate(parts, 1):
        yield doc, number, *part, raw[part.start : part.end]


def _sentence_rows(doc: str, raw: str, parts: list[Passage]) -> Iterator[SentenceRow]:
    count = 0
    for number, part in enumerate(parts, 1):
        if part.kind in ("byline", "boilerplate"):
            continue
        text = raw[part.start : part.end]
        kind = "sentence" if part.kind == "paragraph" else part.kind
        spans = split_sentences(text) if kind == "sentence" else [(0, len(text))]
        for (start, end), share in zip(spans, quoted_shares(text, spans), strict=True):
            count += 1
            place = part.start + start, part.start + end
            yield doc, count, number, part.section, kind, *place, text[start:end], share


# ---------------------------------------------------------------- files


def _text_files(folder: Path) -> dict[str, Path]:
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


def _read_text(path: Path) -> tuple[bytes, str]:
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


def _read_metadata(path: Path, files: dict[str, Path]) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    text = _read_text(path)[1]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: dict[str, dict[str, str]] = {}
    docs = {unicodedata.normalize("NFC", file.name): doc for doc, file in files.items()}
    try:
        header = _header(path, next(reader))
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            place = f"{path}, line {reader.line_num}"
            row = _row(place, header, cells)
            doc = docs.get(unicodedata.normalize("NFC", row.pop("file")))
            if doc is None:
                raise CorpusError(
                    f"{place}: no text called “{cells[header.index('file')]}” lies in"
                    f" {path.parent}. Give the name of a .txt or .md file there."
                )
            if doc in found:
                raise CorpusError(f"{place}: a second row for “{doc}”. Keep one of the two.")
            found[doc] = row
    except csv.Error as error:
        raise CorpusError(
            f"{path}, line {reader.line_num}: is not CSV ({error}). Check the quotation marks."
        ) from error
    return found


def _header(path: Path, cells: list[str]) -> list[str]:
    header = [cell.strip() for cell in cells]
    allowed = ["file", *METADATA]
    unknown = [name for name in header if name not in allowed]
    if unknown:
        raise CorpusError(
            f"{path}, line 1: unknown column “{unknown[0]}”."
            f" Use {', '.join(allowed)}, separated by commas."
        )
    if "file" not in header or len(set(header)) < len(header):
        raise CorpusError(f"{path}, line 1: give the column file, and no column twice.")
    return header


def _row(place: str, header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(header):
        raise CorpusError(
            f"{place}: {len(cells)} cells under {len(header)} columns."
            " Put values that hold a comma into double quotes."
        )
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    for name in ("published_from", "published_to"):
        if row.get(name) and not _is_date(row[name]):
            raise CorpusError(
                f"{place}: {name} “{row[name]}” is no date. Write YYYY-MM-DD, or leave it empty."
            )
    if row.get("published_to") and row.get("published_from", "") > row["published_to"]:
        raise CorpusError(f"{place}: published_from lies after published_to. Swap the two.")
    if row.get("rights", "") not in ("", "full", "excerpt"):
        raise CorpusError(f"{place}: rights “{row['rights']}”. Write full or excerpt, or nothing.")
    return row


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def toy_sentences(*texts: str) -> pd.DataFrame:
    """Make a table of sentences from invented ones, to try a measure on.

    >>> toy_sentences("Freedonia and Sylvania met.")[["doc", "sentence", "kind", "start", "end"]]
       doc  sentence      kind  start  end
    0  toy         1  sentence      0   27
    """
    rows: list[SentenceRow] = []
    start = 0
    for number, text in enumerate(texts, start=1):
        end = start + len(text)
        rows.append(("toy", number, number, "", "sentence", start, end, text, 0.0))
        start = end + 1
    return pd.DataFrame(rows, columns=SENTENCES)
