"""Score how sentences sound, and show the words behind each score.

Two published instruments, both word lists with rules, both on a scale from −1 to +1:

- TextBlob (MIT): the mean polarity of the adjectives, adverbs and few nouns in the lexicon of
  Pattern (De Smedt and Daelemans 2012).
- VADER (MIT): the sum of rated words, with negation and emphasis, squeezed into the scale
  (Hutto and Gilbert 2014); made for short, informal messages.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd
from textblob.en import sentiment as textblob_sentiment
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    SentimentIntensityAnalyzer,
    SentiText,
)

from communique.compare.base import records

__all__ = ["INSTRUMENTS", "explain_tone", "recompute_score", "score_tone"]

VADER_ALPHA = 15  # VADER's constant: compound = sum / sqrt(sum² + 15)


class Word(NamedTuple):
    """A scored word: its span in the sentence and what it adds."""

    start: int
    end: int
    weight: float


class Reading(NamedTuple):
    """A sentence under one instrument: its score and the words it rests on."""

    score: float
    words: tuple[Word, ...]


def score_tone(sentences: pd.DataFrame, instruments: Iterable[str] = ()) -> pd.DataFrame:
    """Score each sentence under each instrument.

    Columns: doc, sentence, start, end, text, instrument, score (−1 to +1), hits (how many words
    the score rests on; 0: the instrument knows nothing about the sentence, and says 0.0).
    `instruments` are names from `INSTRUMENTS`, by default all. Raises ValueError for others.

    >>> frame = pd.DataFrame({"doc": ["a"], "sentence": [1], "start": [0], "end": [24],
    ...                       "text": ["The talks were very good."]})
    >>> score_tone(frame, ["TextBlob", "VADER"])[["instrument", "score", "hits"]].round(2)
      instrument  score  hits
    0   TextBlob   0.91     1
    1      VADER   0.49     1
    """
    rows = [
        (*place, name, reading.score, len(reading.words))
        for name in _chosen(instruments)
        for *place, reading in _readings(sentences, name)
    ]
    columns = ["doc", "sentence", "start", "end", "text", "instrument", "score", "hits"]
    return _sorted(pd.DataFrame(rows, columns=columns))


def explain_tone(sentences: pd.DataFrame, instruments: Iterable[str] = ()) -> pd.DataFrame:
    """List the scored words of each sentence, with the weight each adds to the score.

    Columns: doc, sentence, start, end, text (the word), instrument, weight. `recompute_score`
    makes the score of the sentence from these weights.

    >>> frame = pd.DataFrame({"doc": ["a"], "sentence": [1], "start": [0], "end": [18],
    ...                       "text": ["The talks were good"]})
    >>> explain_tone(frame, ["TextBlob"])[["text", "weight"]].to_numpy().tolist()
    [['good', 0.7]]
    """
    rows = [
        (doc, sentence, start + w.start, start + w.end, text[w.start : w.end], name, w.weight)
        for name in _chosen(instruments)
        for doc, sentence, start, _, text, reading in _readings(sentences, name)
        for w in reading.words
    ]
    columns = ["doc", "sentence", "start", "end", "text", "instrument", "weight"]
    return _sorted(pd.DataFrame(rows, columns=columns))


def recompute_score(weights: Iterable[float], instrument: str) -> float:
    """Make a sentence's score from the weights of its words.

    TextBlob takes their mean; VADER their sum s, as s / √(s² + 15).

    >>> recompute_score([0.5, -0.1], "TextBlob"), round(recompute_score([1.9], "VADER"), 2)
    (0.2, 0.44)
    """
    found = list(weights)
    if not found:
        return 0.0
    if instrument == "TextBlob":
        return sum(found) / len(found)
    total = sum(found)
    return max(-1.0, min(1.0, total / math.sqrt(total * total + VADER_ALPHA)))


def _chosen(instruments: Iterable[str]) -> list[str]:
    names = list(instruments) or list(INSTRUMENTS)
    for name in names:
        if name not in INSTRUMENTS:
            raise ValueError(f"no instrument “{name}”; there are: {', '.join(INSTRUMENTS)}")
    return names


def _readings(sentences: pd.DataFrame, name: str) -> Iterator[tuple[Any, ...]]:
    read = INSTRUMENTS[name]
    for row in records(sentences, "doc", "sentence", "start", "end", "text"):
        yield (*row, read(row[-1]))


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    order = ["doc", "instrument", "sentence", "start"]
    return frame.sort_values(order, kind="stable", ignore_index=True)


@lru_cache(maxsize=50_000)
def _textblob(text: str) -> Reading:
    result = textblob_sentiment(text)
    words, cursor = [], 0
    for chunk, polarity, *_ in result.assessments:
        start, end = _locate(text, chunk, cursor)
        words.append(Word(start, end, polarity))
        cursor = end
    return Reading(float(result[0]), tuple(words))


@lru_cache(maxsize=50_000)
def _vader(text: str) -> Reading:
    analyzer = _analyzer()
    spelled, places = _spell_emojis(text, analyzer.emojis)
    told = SentiText(spelled)
    tokens = told.words_and_emoticons
    weights: list[float] = []
    for i, token in enumerate(tokens):
        if token.lower() in BOOSTER_DICT or _kind_of(tokens, i):
            weights.append(0)
        else:
            weights = analyzer.sentiment_valence(0, told, token, i, weights)
    weights = analyzer._but_check(tokens, weights)
    words, cursor = [], 0
    for token, weight in zip(tokens, weights, strict=True):
        start, cursor = _locate(spelled, [token], cursor)
        if weight:
            words.append(Word(places[start], places[cursor - 1] + 1, float(weight)))
    words += _emphasis(analyzer, text, sum(word.weight for word in words))
    return Reading(float(analyzer.polarity_scores(text)["compound"]), tuple(words))


@lru_cache(maxsize=1)
def _analyzer() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


def _spell_emojis(text: str, names: dict[str, str]) -> tuple[str, list[int]]:
    """Write emojis as words, as VADER does, and give each character's place in the text."""
    spelled: list[tuple[str, int]] = []
    apart = True
    for place, character in enumerate(text):
        name = names.get(character)
        told = character if name is None else name if apart else f" {name}"
        spelled += [(letter, place) for letter in told]
        apart = name is None and character == " "
    return "".join(letter for letter, _ in spelled), [place for _, place in spelled]


def _kind_of(tokens: list[str], i: int) -> bool:
    return [token.lower() for token in tokens[i : i + 2]] == ["kind", "of"]


def _emphasis(analyzer: SentimentIntensityAnalyzer, text: str, total: float) -> list[Word]:
    """Give VADER's bonus for “!” and “?” a word of its own, at the last such mark."""
    bonus = analyzer._punctuation_emphasis(text)
    if not bonus or not total:
        return []
    at = max(text.rfind("!"), text.rfind("?"))
    return [Word(at, at + 1, math.copysign(bonus, total))]


def _locate(text: str, words: list[str], cursor: int) -> tuple[int, int]:
    """Find the span of a lexicon's words in the text, from the cursor on.

    The last word is the scored one; those before it (not, very) may stand some words away, and an
    exclamation mark may stand far behind.
    """
    *before, last = [word for word in words if word != "!"] or words
    found = _find(text, last, cursor)
    if not found:
        return cursor, cursor
    start, end = found[0]
    for word in reversed(before):
        start = (_find(text[:start], word, cursor) or [(start, start)])[-1][0]
    return start, end


def _find(text: str, word: str, cursor: int) -> list[tuple[int, int]]:
    """Find a word; one that stands alone if there is one (good, not goodness)."""
    bare = re.escape(word)
    for pattern in (rf"(?<!\w){bare}(?!\w)", bare):
        found = re.compile(pattern, re.IGNORECASE).finditer(text, cursor)
        if spans := [match.span() for match in found]:
            return spans
    return []


INSTRUMENTS: dict[str, Callable[[str], Reading]] = {"TextBlob": _textblob, "VADER": _vader}
