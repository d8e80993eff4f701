"""The tables of all measures of a corpus, in one hand."""

from typing import NamedTuple

import pandas as pd

from communique.corpus import Corpus

__all__ = ["Tables"]


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
