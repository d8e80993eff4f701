"""The tables of all measures of a corpus, in one hand."""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from communique.annotate.address import Place
from communique.compare.base import records
from communique.corpus import Corpus

__all__ = ["ADVICE", "WISH", "Tables", "claims_told"]

ADVICE = "advice"  # what the writer says should or could be
WISH = "wish"  # the status “proposed”: the mode has that name, too


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
    sentences = tables.corpus.sentences
    advice = set(records(sentences[sentences["mode"] == "proposed"], "doc", "sentence"))
    columns = ["doc", "sentence", "issue", "status", "cue"]
    for doc, sentence, issue, status, cue in records(tables.claims, *columns):
        told = WISH if status == "proposed" else status
        yield (doc, sentence), issue, ADVICE if (doc, sentence) in advice else told, cue
