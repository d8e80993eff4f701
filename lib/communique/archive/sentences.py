"""Split the texts of a chunk into passages and sentences, as `read_corpus` does, in lists."""

import json
from typing import Any, NamedTuple

from communique.archive.schemas import COLUMNS
from communique.archive.texts import Found
from communique.corpus import SENTENCES, PassageRow, code_text
from communique.readers.decode import make_valid

__all__ = ["Chunk", "Columns", "columns_of", "split_texts"]

Columns = dict[str, list[Any]]


class Chunk(NamedTuple):
    """Some texts, split: tables as lists by column, each text's rows together, in order.

    Passages, which few measures need, are rows with the columns of `PASSAGES`.
    """

    documents: Columns
    passages: list[PassageRow]
    sentences: Columns


def split_texts(texts: list[Found]) -> Chunk:
    """Split texts; titles, headings and sentences are numbered as `read_corpus` numbers them."""
    coded = [code_text(text.read) for text in texts]
    documents = [
        one.document | {"other": _other(text)} for one, text in zip(coded, texts, strict=True)
    ]
    return Chunk(
        {name: [row[name] for row in documents] for name in COLUMNS["documents"]},
        [row for one in coded for row in one.passages],
        columns_of(SENTENCES, [row for one in coded for row in one.sentences]),
    )


def columns_of(names: list[str], rows: list[tuple[Any, ...]]) -> Columns:
    """Turn rows into columns; without rows they are empty."""
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return {name: list(column) for name, column in zip(names, columns, strict=True)}


def _other(text: Found) -> str:
    if not text.other:
        return ""
    return make_valid(json.dumps(text.other, default=str, ensure_ascii=False))[0]
