"""The tables of all measures of a corpus, in one hand."""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from communique.annotate.address import Place
from communique.compare import tell_claims
from communique.compare.base import records
from communique.corpus import Corpus

__all__ = ["Tables", "claims_told"]


class Tables(NamedTuple):
    """Hold a corpus whose sentences have modes, the tables of all measures, issues' labels."""

    corpus: Corpus
    mentions: pd.DataFrame
    scores: pd.DataFrame
    words: pd.DataFrame
    clues: pd.DataFrame
    dates: pd.DataFrame
    quotes: pd.DataFrame
    claims: pd.DataFrame
    issues: dict[str, str]


def claims_told(tables: Tables) -> Iterator[tuple[Place, str, str, str]]:
    """Give of each claim its sentence, its issue, its status as readers are told it, and its cue.

    A claim without a cue (“the latter …”) has its status from the sentence before.
    """
    claims = tell_claims(tables.claims, tables.corpus.sentences, tables.quotes)
    columns = ["doc", "sentence", "issue", "told", "cue"]
    for doc, sentence, issue, told, cue in records(claims, *columns):
        yield (doc, sentence), issue, told, cue
