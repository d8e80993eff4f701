"""Voices and directions of the invented corpora."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from communique import compare
from communique.directions import find_directions, make_direction_cues
from communique.names import make_names
from communique.quotes import find_quotes, read_quote_cues
from tests.invented import Tables

QUOTE_CUES = read_quote_cues(Path(__file__).parents[1] / "data" / "quote_cues.csv")
CUES = make_direction_cues(
    {
        "threatens": ["{actor} threatened {target}"],
        "criticises": ["{actor} called {target's}"],
        "meets": ["{both} signed"],
    },
    {"preposition": ["with", "of"]},
)
STATES = make_names(dict.fromkeys(["Freedonia", "Sylvania", "Ruritania"], "country"))


class Voices(NamedTuple):
    """What is made of the quotations and the acts of a corpus."""

    voices: pd.DataFrame
    speakers: pd.DataFrame
    directions: pd.DataFrame


def voices_of(tables: Tables) -> Voices:
    """Find who raises issues, and who acts towards whom."""
    sentences = tables.sentences
    quotes = find_quotes(tables.corpus.passages, sentences, QUOTE_CUES, STATES)
    told = compare.mention_voices(tables.mentions, quotes)
    return Voices(
        compare.voice_of_issues(told, sentences),
        compare.speakers_by_issue(told, sentences),
        find_directions(sentences, CUES, STATES, tables.mentions, quotes),
    )
