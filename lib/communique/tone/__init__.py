"""Score how sentences sound under several instruments, and show the words behind each score.

Every instrument is a list of weighted words with rules, on a scale from −1 to +1, so that each
score can be made again from its words:

- TextBlob and VADER, published, for all kinds of text (`tone.published`);
- word weights: single words and pairs, weighted by human ratings of news (`tone.weights`);
- the cooperation scale: phrases of diplomacy, for how parties stand to each other (`tone.scale`).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from communique.compare.base import records
from communique.tone.base import Instrument, LexiconError, Reading, Word
from communique.tone.published import TEXTBLOB, VADER

__all__ = [
    "Instrument",
    "LexiconError",
    "Reading",
    "Word",
    "explain_tone",
    "read_instruments",
    "score_tone",
]


def read_instruments(folder: str | Path) -> dict[str, Instrument]:
    """Give the instruments by name: TextBlob, VADER, and those whose lexicons are in a folder.

    The folder holds `weights.csv` and `scale.csv`. Raises LexiconError with the line and the
    remedy for a mistake in either.
    """
    return {instrument.name: instrument for instrument in (TEXTBLOB, VADER)}


def score_tone(sentences: pd.DataFrame, instruments: Mapping[str, Instrument]) -> pd.DataFrame:
    """Score each sentence under each instrument.

    Columns: doc, sentence, start, end, text, instrument, score (−1 to +1), hits (how many words
    the score rests on; 0: the instrument knows nothing about the sentence, and says 0.0).

    >>> frame = pd.DataFrame({"doc": ["a"], "sentence": [1], "start": [0], "end": [24],
    ...                       "text": ["The talks were very good."]})
    >>> both = {"TextBlob": TEXTBLOB, "VADER": VADER}
    >>> score_tone(frame, both)[["instrument", "score", "hits"]].round(2)
      instrument  score  hits
    0   TextBlob   0.91     1
    1      VADER   0.49     1
    """
    places = list(records(sentences, "doc", "sentence", "start", "end", "text"))
    texts = [place[-1] for place in places]
    rows = [
        (*place, name, *scored)
        for name, instrument in instruments.items()
        for place, scored in zip(places, instrument.score(texts), strict=True)
    ]
    columns = ["doc", "sentence", "start", "end", "text", "instrument", "score", "hits"]
    return _sorted(pd.DataFrame(rows, columns=columns))


def explain_tone(sentences: pd.DataFrame, instruments: Mapping[str, Instrument]) -> pd.DataFrame:
    """List the scored words of each sentence, with the weight each adds to the score.

    Columns: doc, sentence, start, end, text (the word), instrument, weight. An instrument's
    `combine` makes the score of the sentence from these weights.

    >>> frame = pd.DataFrame({"doc": ["a"], "sentence": [1], "start": [0], "end": [18],
    ...                       "text": ["The talks were good"]})
    >>> explain_tone(frame, {"TextBlob": TEXTBLOB})[["text", "weight"]].to_numpy().tolist()
    [['good', 0.7]]
    """
    rows = [
        (doc, sentence, base + start, base + end, text[start:end], name, weight)
        for doc, sentence, base, text in records(sentences, "doc", "sentence", "start", "text")
        for name, start, end, weight in _words(text, instruments)
    ]
    columns = ["doc", "sentence", "start", "end", "text", "instrument", "weight"]
    return _sorted(pd.DataFrame(rows, columns=columns))


def _words(
    text: str, instruments: Mapping[str, Instrument]
) -> Iterator[tuple[str, int, int, float]]:
    for name, instrument in instruments.items():
        for word in instrument.read(text).words:
            yield name, word.start, word.end, word.weight


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    order: list[Any] = ["doc", "instrument", "sentence", "start"]
    return frame.sort_values(order, kind="stable", ignore_index=True)
