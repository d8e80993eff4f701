"""The two published instruments: TextBlob and VADER, and the words behind their scores.

Both are word lists with rules, on a scale from −1 to +1:

- TextBlob (MIT): the mean polarity of the adjectives, adverbs and few nouns in the lexicon of
  Pattern (De Smedt and Daelemans 2012).
- VADER (MIT): the sum of rated words, with negation and emphasis, squeezed into the scale
  (Hutto and Gilbert 2014); made for short, informal messages.
"""

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from statistics import fmean

from textblob.en import sentiment as textblob_sentiment
from tqdm import tqdm
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    SentimentIntensityAnalyzer,
    SentiText,
)

from communique.tone.base import Instrument, Reading, Word

__all__ = ["TEXTBLOB", "VADER"]

VADER_ALPHA = 15  # VADER's constant: compound = sum / sqrt(sum² + 15)


def _mean(weights: Sequence[float]) -> float:
    return fmean(weights) if weights else 0.0


def _squeezed(weights: Sequence[float]) -> float:
    total = sum(weights)
    return max(-1.0, min(1.0, total / math.sqrt(total * total + VADER_ALPHA)))


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
    tokens, weights = _weighed(spelled)
    words, cursor = [], 0
    for token, weight in zip(tokens, weights, strict=True):
        start, cursor = _locate(spelled, [token], cursor)
        if weight:
            words.append(Word(places[start], places[cursor - 1] + 1, float(weight)))
    words += _emphasis(analyzer, text, sum(word.weight for word in words))
    compound = analyzer.score_valence(weights, spelled)["compound"]
    return Reading(float(compound), tuple(words))


def _weighed(spelled: str) -> tuple[list[str], list[float]]:
    """Weigh each of VADER's tokens as its `polarity_scores` does, which keeps the weights."""
    analyzer, told = _analyzer(), SentiText(spelled)
    tokens = told.words_and_emoticons
    weights: list[float] = []
    for i, token in enumerate(tokens):
        if token.lower() in BOOSTER_DICT or _kind_of(tokens, i):
            weights.append(0)
        else:
            weights = analyzer.sentiment_valence(0, told, token, i, weights)
    return tokens, analyzer._but_check(tokens, weights)


def _textblob_score(text: str) -> tuple[float, int]:
    result = textblob_sentiment(text)
    return float(result[0]), len(result.assessments)


def _vader_score(text: str) -> tuple[float, int]:
    analyzer = _analyzer()
    spelled = text if text.isascii() else _spell_emojis(text, analyzer.emojis)[0]
    _, weights = _weighed(spelled)
    hits = sum(map(bool, weights)) + len(_emphasis(analyzer, text, sum(weights)))
    return float(analyzer.score_valence(weights, spelled)["compound"]), hits


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
    followed = i + 1 < len(tokens) and tokens[i].lower() == "kind"
    return followed and tokens[i + 1].lower() == "of"


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


def _each(
    name: str, score_one: Callable[[str], tuple[float, int]]
) -> Callable[[Sequence[str]], list[tuple[float, int]]]:
    """Score texts one by one, each distinct text once; show a bar where it takes over a second."""

    def score(texts: Sequence[str]) -> list[tuple[float, int]]:
        distinct = tqdm(dict.fromkeys(texts), f"{name}, sentences", delay=1, leave=False)
        found = {text: score_one(text) for text in distinct}
        return [found[text] for text in texts]

    return score


def _textblob_words() -> int:
    textblob_sentiment("")  # reads the lexicon, which is left unread until it is needed
    return len(textblob_sentiment)


TEXTBLOB = Instrument(
    "TextBlob", _textblob, _mean, _each("TextBlob", _textblob_score), _textblob_words
)
VADER = Instrument(
    "VADER", _vader, _squeezed, _each("VADER", _vader_score), lambda: len(_analyzer().lexicon)
)
