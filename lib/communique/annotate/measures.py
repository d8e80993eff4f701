"""Gather all that the suite says of each sentence: every measure, from one folder of data."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from communique.annotate.tables import Tables
from communique.claims import ClaimCues, find_claims, read_claim_cues
from communique.clues import find_clues
from communique.codebook import Codebook
from communique.compare.base import body, records
from communique.corpus import Corpus
from communique.dates import find_dates, read_holidays
from communique.issues import code_issues, read_codebook
from communique.modes import Cues, code_modes, read_cues
from communique.names import Names, read_names
from communique.quotes import QuoteCues, find_quotes, read_quote_cues
from communique.timecues import TimeCues, read_time_cues
from communique.tone import Instrument, explain_tone, read_instruments, score_tone

__all__ = ["Measures", "code_texts", "read_measures"]


class Measures(NamedTuple):
    """Hold what the measures need: cues, codebook, names and instruments."""

    modes: Cues
    codebook: Codebook
    instruments: dict[str, Instrument]
    names: Names
    holidays: pd.DataFrame
    times: TimeCues
    quotes: QuoteCues
    claims: ClaimCues


def read_measures(data: str | Path) -> Measures:
    """Read what all measures need from the folder of data; each reader names mistakes by line."""
    folder = Path(data)
    return Measures(
        read_cues(folder / "mode_cues.csv"),
        read_codebook(folder / "codebook.csv"),
        read_instruments(folder / "lexicons"),
        read_names(folder / "names.csv"),
        read_holidays(folder / "holidays.csv"),
        read_time_cues(folder / "time_cues.csv"),
        read_quote_cues(folder / "quote_cues.csv"),
        read_claim_cues(folder / "claim_cues.csv"),
    )


def code_texts(corpus: Corpus, measures: Measures) -> Tables:
    """Apply every measure to a corpus, as the notebooks do.

    Issues and modes are coded in headings too; tone (with names masked), time and claims only in
    the running text.
    """
    sentences = code_modes(corpus.sentences, measures.modes)
    text = body(sentences)
    mentions = code_issues(sentences, measures.codebook)
    dates = find_dates(text, corpus.documents, holidays=measures.holidays)
    return Tables(
        corpus._replace(sentences=sentences),
        mentions,
        score_tone(text, measures.instruments, measures.names),
        explain_tone(text, measures.instruments, measures.names),
        find_clues(text, measures.times, dates),
        dates,
        find_quotes(corpus.passages, sentences, measures.quotes, measures.names),
        find_claims(sentences, mentions, measures.claims),
        dict(records(measures.codebook.issues, "issue", "label")),
    )
