"""Read a folder of texts into three tables: documents, passages and sentences.

Every row carries code-point offsets into the document's `raw` text, so that `raw[start:end]`
is the row's text, whatever was cut, joined or left out on the way.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from communique.folder import read_bytes, read_metadata, text_files
from communique.readers.base import METADATA, CorpusError, Text
from communique.readers.formats import read_texts
from communique.readers.stated import stated_facts
from communique.split import Passage, quoted_shares, split_passages, split_sentences

__all__ = [
    "Corpus",
    "CorpusError",
    "Read",
    "code_text",
    "count_words",
    "passage_rows",
    "read_corpus",
    "read_texts_of",
    "sentence_columns",
    "split_passages",
    "split_sentences",
    "text_facts",
    "toy_sentences",
]

Cell = str | int
PassageRow = tuple[str, int, str, str, int, int, str]
SentenceRow = tuple[str, int, int, str, str, int, int, str, float]

DOCUMENTS = ["doc", "start", "end", *METADATA, "file", "sha256", "raw", "words", "sentences"]
PASSAGES = ["doc", "passage", "kind", "section", "start", "end", "text"]
SENTENCES = ["doc", "sentence", "passage", "section", "kind", "start", "end", "text", "quoted"]
DAYS = {"published_from", "published_to"}
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


class Corpus(NamedTuple):
    """The three tables of a corpus."""

    documents: pd.DataFrame
    passages: pd.DataFrame
    sentences: pd.DataFrame


class Read(NamedTuple):
    """A text as it was read: its document, file, checksum and what documents.csv says of it."""

    doc: str
    file: str
    sha256: str
    known: Mapping[str, str]
    text: Text


class Coded(NamedTuple):
    """A text's row of documents, and its rows of passages and sentences."""

    document: dict[str, Cell]
    passages: list[PassageRow]
    sentences: list[SentenceRow]


def read_corpus(folder: str | Path, mend: bool = False) -> Corpus:
    """Read every text of a folder, and documents.csv where there is one.

    Args:
        folder: holds the texts (.txt, .md, .html, .docx, .pdf, and the rows of .csv, .jsonl and
            .parquet files with a column `text`) and, if wanted, documents.csv with the columns
            file, source, title, author, genre, published_from, published_to (YYYY-MM-DD), url,
            rights. A text without a row there is read all the same. Hidden files, subfolders,
            other suffixes and links that lead out of the folder are left alone.
        mend: undo wrong decodings (`â€™` for `’`); `raw` is then the mended text.

    Returns:
        `documents`, one row per text: `doc` (the file's name without suffix, for a row of a table
        with # and its number), metadata ("" where unknown; what documents.csv says counts before
        what the file states; `title` falls back to the text's title line, `source` to the file's
        name), `raw`, and the number of `words` and `sentences` of its body. `passages`: kind is
        title, heading, paragraph, byline or boilerplate; `section` is the heading it stands under.
        `sentences`: kind is title, heading or sentence; `quoted` is the share (0 to 1) of its
        characters, blanks aside, that stand inside quotation marks. The numbers in `sentence`
        count titles and headings too; what readers are shown counts the running text alone
        (`compare.base.name_sentences`).

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
    files = text_files(folder)
    metadata = read_metadata(folder / "documents.csv", files)
    coded = [
        code_text(read)
        for doc, path in files.items()
        for read in read_texts_of(doc, path, metadata.get(doc, {}), mend)
    ]
    if not coded:
        names = ", ".join(path.name for path in files.values())
        raise CorpusError(f"{folder}: holds no text; {names}: no column “text”. Name it so.")
    coded.sort(key=lambda text: str(text.document["doc"]))
    return Corpus(
        pd.DataFrame([text.document for text in coded], columns=DOCUMENTS),
        pd.DataFrame([row for text in coded for row in text.passages], columns=PASSAGES),
        pd.DataFrame([row for text in coded for row in text.sentences], columns=SENTENCES),
    )


def read_texts_of(
    doc: str, path: Path, known: Mapping[str, str], mend: bool = False
) -> Iterator[Read]:
    """Yield the texts of a file; rows of a table without text are passed over."""
    data = read_bytes(path)
    sha256 = hashlib.sha256(data).hexdigest()
    texts = read_texts(data, path)
    digits = len(str(len(texts)))
    for text in texts:
        if text.raw.strip():
            name = f"{doc}#{text.row:0{digits}}" if text.row else doc
            yield Read(name, path.name, sha256, known, _mended(text) if mend else text)


def _mended(text: Text) -> Text:
    from communique.readers.mend import mend  # ftfy is asked for only where it is needed

    raw = mend(text.raw)
    # A mark says where a line starts: the same line starts elsewhere now.
    before, after = (_line_starts(raw) for raw in (text.raw, raw))
    moved = dict(zip(before, after, strict=True))
    marks = {moved[start]: kind for start, kind in text.marks.items()}
    return text._replace(raw=raw, marks=marks)


def _line_starts(raw: str) -> list[int]:
    return [0, *(line.end() for line in re.finditer("\n", raw))]


def code_text(read: Read) -> Coded:
    """Split a text into its rows of passages and sentences, and count them."""
    doc, raw = read.doc, read.text.raw
    parts = split_passages(raw, read.text.marks)
    rows = list(zip(*sentence_columns(doc, raw, parts), strict=True))
    body = [row[7] for row in rows if row[4] == "sentence"]
    facts = text_facts(read, parts)
    words = sum(map(count_words, body))
    document: dict[str, Cell] = {"doc": doc, "start": 0, "end": len(raw), **facts}
    document |= {"file": read.file, "sha256": read.sha256, "raw": raw}
    document |= {"words": words, "sentences": len(body)}
    return Coded(document, passage_rows(doc, raw, parts), rows)


def text_facts(read: Read, parts: Iterable[Passage]) -> dict[str, str]:
    """Return the metadata of a text: documents.csv counts first, then what the file states."""
    lines = [(part.kind, read.text.raw[part.start : part.end]) for part in parts]
    facts = dict.fromkeys(METADATA, "")
    for stated in (stated_facts(lines), read.text.facts, read.known):
        given = {name: value for name, value in stated.items() if value}
        if DAYS & given.keys():  # the two days belong together
            facts |= dict.fromkeys(DAYS, "")
        facts |= given
    facts["source"] = facts["source"] or Path(read.file).stem
    facts["title"] = facts["title"] or next((text for kind, text in lines if kind == "title"), "")
    return facts


def passage_rows(doc: str, raw: str, parts: Iterable[Passage]) -> list[PassageRow]:
    """Give the rows of a text's passages."""
    return [(doc, n, *part, raw[part.start : part.end]) for n, part in enumerate(parts, 1)]


def sentence_columns(doc: str, raw: str, parts: Iterable[Passage]) -> list[list[Any]]:
    """Split the passages of a text into sentences: lists in the order of the table's columns."""
    columns: list[list[Any]] = [[] for _ in range(7)]
    passages, sections, kinds, starts, ends, texts, quoted = columns
    for number, (kind, section, start, end) in enumerate(parts, 1):
        if kind in ("byline", "boilerplate"):
            continue
        text = raw[start:end]
        kind = "sentence" if kind == "paragraph" else kind
        spans = split_sentences(text) if kind == "sentence" else [(0, len(text))]
        passages += [number] * len(spans)
        sections += [section] * len(spans)
        kinds += [kind] * len(spans)
        starts += [start + first for first, _ in spans]
        ends += [start + last for _, last in spans]
        texts += [text[first:last] for first, last in spans]
        quoted += quoted_shares(text, spans)
    return [[doc] * len(texts), [*range(1, len(texts) + 1)], *columns]


def count_words(text: str) -> int:
    """Count the words of a text, numbers included.

    >>> count_words("Freedonia’s 3-day talks, in 2021")
    5
    """
    return len(WORD.findall(text))


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
