"""Tell what the reader of files saw in a folder, a line per text."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from communique.corpus import Cell, Read, code_text, read_texts_of
from communique.folder import left_alone, read_metadata, text_files
from communique.readers.base import CorpusError
from communique.readers.mend import is_garbled

__all__ = ["CHECKED", "check_folder"]

CHECKED = ["file", "doc", "format", "encoding", "title", "date", "kinds", "words", "sentences"]
CHECKED += ["warnings"]
HIDDEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
SHORT = 3  # sentences: too few for shares to mean anything
ENGLISH = re.compile(r"\b(?:the|of|and|to)\b", re.IGNORECASE)
FEWEST = 0.04  # of a text's words: 0.08 or more in 92 English texts, news and this project's
JUDGED = 30  # words: fewer tell nothing of the language


def check_folder(folder: str | Path) -> pd.DataFrame:
    """Read a folder as `read_corpus` does, and tell per text what was seen there.

    A file that cannot be read, and one that is left alone, has a row too: `warnings` says why.

    Returns:
        file, doc, format (the suffix), encoding (“PDF” where a format has its own; "" where the
        file is not read), title, date (the days of publication; "" where
        none is stated), kinds (“title 1, paragraph 7”), words and sentences of the running text,
        warnings (parted by “; ”).

    Raises:
        CorpusError: no such folder, or a documents.csv that cannot be read.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "talks.txt").write_text("Talks resume\\n\\nThe envoy came. He left.")
    >>> check_folder(folder)[["doc", "encoding", "kinds", "words"]].values.tolist()
    [['talks', 'UTF-8', 'title 1, paragraph 1', 5]]
    """
    folder = Path(folder)
    files = text_files(folder)
    metadata = read_metadata(folder / "documents.csv", files)
    rows: list[list[Cell]] = []
    for doc, path in sorted(files.items()):
        try:
            read = read_texts_of(doc, path, metadata.get(doc, {}))
            found = [_row(text) for text in read] or [_bare(path, "no column “text”: left alone")]
        except CorpusError as error:
            found = [_bare(path, str(error), doc)]
        rows += found
    rows += [_bare(path, why) for path, why in left_alone(folder)]
    return pd.DataFrame(rows, columns=CHECKED)


def _bare(path: Path, why: str, doc: str = "") -> list[Cell]:
    return [path.name, doc, path.suffix.lower().lstrip("."), "", "", "", "", 0, 0, why]


def _row(read: Read) -> list[Cell]:
    coded = code_text(read)
    facts, passages = coded.document, coded.passages
    kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(p[2] for p in passages).items())
    days = dict.fromkeys(filter(None, (facts["published_from"], facts["published_to"])))
    name = str(facts["file"])
    words, sentences = int(facts["words"]), int(facts["sentences"])
    seen = _warnings(read.text.raw, words, sentences)
    warnings = "; ".join([*read.text.warnings, *seen])
    shown: list[Cell] = [
        str(facts["title"]),
        " to ".join(map(str, days)),
        kinds,
        words,
        sentences,
        warnings,
    ]
    suffix = Path(name).suffix.lower().lstrip(".")
    # Files that say themselves how they are to be read have no encoding to be told.
    return [name, read.doc, suffix, read.text.encoding or suffix.upper(), *shown]


def _warnings(raw: str, words: int, sentences: int) -> Iterator[str]:
    if words >= JUDGED and len(ENGLISH.findall(raw)) < FEWEST * words:
        yield "not English? Lists and rules are English: expect to find next to nothing"
    if is_garbled(raw):
        yield "wrongly decoded characters (such as â€™): read with mend=True"
    if count := raw.count("\u00ad"):
        yield f"{count} soft hyphens"
    if count := len(HIDDEN.findall(raw)):
        yield f"{count} zero-width characters"
    if "\ufffd" in raw:
        yield f"{raw.count(chr(0xFFFD))} replacement characters (text was lost)"
    if not sentences:
        yield "no running text"
    elif sentences < SHORT:
        yield f"only {sentences} sentence{'s' * (sentences > 1)}"
