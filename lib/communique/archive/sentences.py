"""Split the texts of a chunk into passages and sentences, as `read_corpus` does, in lists."""

import json
from typing import Any, NamedTuple

import numpy as np

from communique.archive.schemas import COLUMNS
from communique.archive.texts import Found
from communique.corpus import SENTENCES, PassageRow, passage_rows, sentence_columns, text_facts
from communique.readers.decode import make_valid
from communique.split import Passage, split_passages
from communique.wordcounts import count_words_of

__all__ = ["Chunk", "Columns", "columns_of", "split_texts"]

Columns = dict[str, list[Any]]

STATED = [name for name in COLUMNS["documents"] if name not in ("words", "sentences")]


class Chunk(NamedTuple):
    """Some texts, split: tables as lists by column, each text's rows together, in order."""

    documents: Columns
    sentences: Columns
    parts: list[tuple[Found, list[Passage]]]

    def passages(self) -> list[PassageRow]:
        """Give the passages, which few measures need, as rows with the columns of `PASSAGES`."""
        return [
            row
            for text, parts in self.parts
            for row in passage_rows(text.read.doc, text.read.text.raw, parts)
        ]


def split_texts(texts: list[Found]) -> Chunk:
    """Split texts; titles, headings and sentences are numbered as `read_corpus` numbers them."""
    parts = [(text, split_passages(text.read.text.raw, text.read.text.marks)) for text in texts]
    sentences: Columns = {name: [] for name in SENTENCES}
    counts = []
    for text, passages in parts:
        columns = sentence_columns(text.read.doc, text.read.text.raw, passages)
        counts.append(len(columns[0]))
        for column, filled in zip(sentences.values(), columns, strict=True):
            column += filled
    documents = [_document(text, passages) for text, passages in parts]
    stated = {name: [row[name] for row in documents] for name in STATED}
    return Chunk(stated | _counted(sentences, counts), sentences, parts)


def columns_of(names: list[str], rows: list[tuple[Any, ...]]) -> Columns:
    """Turn rows into columns; without rows they are empty."""
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return {name: list(column) for name, column in zip(names, columns, strict=True)}


def _document(text: Found, passages: list[Passage]) -> dict[str, Any]:
    read = text.read
    places = {"doc": read.doc, "start": 0, "end": len(read.text.raw), "file": read.file}
    return places | text_facts(read, passages) | {"sha256": read.sha256, "other": _other(text)}


def _counted(sentences: Columns, counts: list[int]) -> Columns:
    """Count the words and sentences of the running text of each document."""
    document = np.repeat(np.arange(len(counts)), counts)
    is_body = np.array([kind == "sentence" for kind in sentences["kind"]], bool)
    words = np.where(is_body, count_words_of(sentences["text"]), 0)
    return {
        "words": np.bincount(document, words, len(counts)).astype(int).tolist(),
        "sentences": np.bincount(document, is_body, len(counts)).astype(int).tolist(),
    }


def _other(text: Found) -> str:
    if not text.other:
        return ""
    return make_valid(json.dumps(text.other, default=str, ensure_ascii=False))[0]
