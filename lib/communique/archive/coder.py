"""Take the measures of a chunk of texts: lists in, lists out, one for each column."""

from collections.abc import Callable
from functools import lru_cache
from itertools import chain

import pandas as pd

from communique.archive.measures import Measures, tables_of
from communique.archive.schemas import COLUMNS
from communique.archive.sentences import Chunk, Columns, columns_of, split_texts
from communique.archive.texts import Found, Problem
from communique.corpus import PASSAGES
from communique.dates import find_dates
from communique.dates.holidays import read_holidays
from communique.issues import find_mentions, read_codebook
from communique.names import read_names
from communique.quotes import find_quotes, read_quote_cues
from communique.tone.scale import read_scale
from communique.tone.weights import read_weights

__all__ = ["make_coder"]

Measure = Callable[[Chunk], Columns]
Coder = Callable[[list[Found], list[Problem]], dict[str, Columns]]


@lru_cache(maxsize=2)
def make_coder(measures: Measures) -> Coder:
    """Read the files of the measures, and give a function that codes texts into tables.

    Raises the errors of the files' readers.
    """
    taken: dict[str, Measure] = {}
    if measures.codebook:
        taken["mentions"] = _issues(measures.codebook)
    if measures.weights or measures.scale:
        taken["scores"] = _tone(measures)
    if measures.dates:
        taken["dates"] = _dates(measures.holidays)
    if measures.quote_cues:
        taken["quotes"] = _quotes(measures)

    def code(texts: list[Found], problems: list[Problem]) -> dict[str, Columns]:
        chunk = split_texts(texts)
        found = {"documents": chunk.documents, "sentences": chunk.sentences}
        found["problems"] = columns_of(COLUMNS["problems"], list(problems))
        found |= {table: measure(chunk) for table, measure in taken.items()}
        return {table: found[table] for table in tables_of(measures)}

    return code


def _issues(path: str) -> Measure:
    codebook = read_codebook(path)
    names = COLUMNS["mentions"]
    return lambda chunk: columns_of(names, list(find_mentions(chunk.sentences, codebook)))


def _tone(measures: Measures) -> Measure:
    instruments = [read_weights(measures.weights)] if measures.weights else []
    instruments += [read_scale(measures.scale)] if measures.scale else []

    def score(chunk: Chunk) -> Columns:
        told = [instrument.score(chunk.sentences["text"]) for instrument in instruments]
        names = [[one.name] * len(scored) for one, scored in zip(instruments, told, strict=True)]
        places = {name: chunk.sentences[name] * len(told) for name in COLUMNS["scores"][:4]}
        scores, hits = zip(*chain(*told), strict=True) if any(told) else ((), ())
        found = {"instrument": [*chain(*names)], "score": list(scores), "hits": list(hits)}
        return places | found

    return score


def _dates(path: str) -> Measure:
    holidays = read_holidays(path) if path else None

    def find(chunk: Chunk) -> Columns:
        documents = pd.DataFrame(chunk.documents)
        return _lists(find_dates(pd.DataFrame(chunk.sentences), documents, holidays=holidays))

    return find


def _quotes(measures: Measures) -> Measure:
    cues, names = read_quote_cues(measures.quote_cues), read_names(measures.names)

    def find(chunk: Chunk) -> Columns:
        passages = pd.DataFrame(chunk.passages(), columns=PASSAGES)
        return _lists(find_quotes(passages, pd.DataFrame(chunk.sentences), cues, names))

    return find


def _lists(table: pd.DataFrame) -> Columns:
    return {str(name): table[name].to_list() for name in table.columns}
