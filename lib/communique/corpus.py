"""Read a folder of texts into three tables: documents, passages and sentences.

Every row carries code-point offsets into the document's `raw` text, so that `raw[start:end]`
is the row's text, whatever was cut, joined or left out on the way.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from communique.folder import METADATA, CorpusError, read_metadata, read_text, text_files
from communique.split import Passage, quoted_shares, split_passages, split_sentences

__all__ = [
    "Corpus",
    "CorpusError",
    "count_words",
    "read_corpus",
    "split_passages",
    "split_sentences",
    "toy_sentences",
]

Cell = str | int
PassageRow = tuple[str, int, str, str, int, int, str]
SentenceRow = tuple[str, int, int, str, str, int, int, str, float]

DOCUMENTS = ["doc", "start", "end", *METADATA, "file", "sha256", "raw", "words", "sentences"]
PASSAGES = ["doc", "passage", "kind", "section", "start", "end", "text"]
SENTENCES = ["doc", "sentence", "passage", "section", "kind", "start", "end", "text", "quoted"]
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


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
    documents: list[list[Cell]] = []
    passages: list[PassageRow] = []
    sentences: list[SentenceRow] = []
    for doc, path in sorted(files.items()):
        data, raw = read_text(path)
        parts = split_passages(raw)
        rows = list(_sentence_rows(doc, raw, parts))
        body = [row[7] for row in rows if row[4] == "sentence"]
        facts = dict.fromkeys(METADATA, "") | metadata.get(doc, {})
        facts["source"] = facts["source"] or doc
        facts["title"] = facts["title"] or _title(raw, parts)
        sha256 = hashlib.sha256(data).hexdigest()
        words = sum(map(count_words, body))
        facts_row = [facts[name] for name in METADATA]
        documents.append([doc, 0, len(raw), *facts_row, path.name, sha256, raw, words, len(body)])
        passages += _passage_rows(doc, raw, parts)
        sentences += rows
    return Corpus(
        pd.DataFrame(documents, columns=DOCUMENTS),
        pd.DataFrame(passages, columns=PASSAGES),
        pd.DataFrame(sentences, columns=SENTENCES),
    )


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
