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
from communique.names import Masked, Names, mask_names
from communique.tone.base import Instrument, LexiconError, Reading, Word
from communique.tone.cards import read_cards, read_validity
from communique.tone.published import TEXTBLOB, VADER
from communique.tone.scale import read_scale
from communique.tone.weights import read_weights

__all__ = [
    "Instrument",
    "LexiconError",
    "Reading",
    "Word",
    "explain_tone",
    "read_cards",
    "read_instruments",
    "read_validity",
    "score_tone",
]


def read_instruments(folder: str | Path) -> dict[str, Instrument]:
    """Give the instruments by name: TextBlob, VADER, and those whose lexicons are in a folder.

    The folder holds `weights.csv` and `scale.csv`. Raises LexiconError with the line and the
    remedy for a mistake in either.
    """
    own = read_weights(Path(folder, "weights.csv")), read_scale(Path(folder, "scale.csv"))
    return {instrument.name: instrument for instrument in (TEXTBLOB, VADER, *own)}


def score_tone(
    sentences: pd.DataFrame, instruments: Mapping[str, Instrument], names: Names | None = None
) -> pd.DataFrame:
    """Score each sentence under each instrument; with `names`, with its names masked.

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
    texts = [_masked(place[-1], names).text for place in places]
    rows = [
        (*place, name, *scored)
        for name, instrument in instruments.items()
        for place, scored in zip(places, instrument.score(texts), strict=True)
    ]
    columns = ["doc", "sentence", "start", "end", "text", "instrument", "score", "hits"]
    return _sorted(pd.DataFrame(rows, columns=columns))


def explain_tone(
    sentences: pd.DataFrame, instruments: Mapping[str, Instrument], names: Names | None = None
) -> pd.DataFrame:
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
        for name, start, end, weight in _words(text, instruments, names)
    ]
    columns = ["doc", "sentence", "start", "end", "text", "instrument", "weight"]
    return _sorted(pd.DataFrame(rows, columns=columns))


def _words(
    text: str, instruments: Mapping[str, Instrument], names: Names | None
) -> Iterator[tuple[str, int, int, float]]:
    masked = _masked(text, names)
    for name, instrument in instruments.items():
        for word in instrument.read(masked.text).words:
            yield name, *masked.original_span(word.start, word.end), word.weight


def _masked(text: str, names: Names | None) -> Masked:
    return mask_names(text, names) if names else Masked(text, ())


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    order: list[Any] = ["doc", "instrument", "sentence", "start"]
    return frame.sort_values(order, kind="stable", ignore_index=True)
