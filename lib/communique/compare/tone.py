"""Compare documents by the tone of their sentences."""

from itertools import combinations
from math import isnan

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

MARGIN = 0.05  # scores nearer to zero count as neutral, as VADER's authors advise


def tone_summary(scores: pd.DataFrame) -> pd.DataFrame:
    """Describe the scores of each document under each instrument.

    Columns: doc, instrument, sentences, silent (sentences with no scored word), positive,
    negative, mean (over all sentences), median.
    """
    grouped = scores.groupby(["doc", "instrument"])
    summary = grouped["score"].agg(
        sentences="size",
        positive=lambda s: int((s > 0).sum()),
        negative=lambda s: int((s < 0).sum()),
        mean="mean",
        median="median",
    )
    silent = grouped["hits"].agg(lambda hits: int((hits == 0).sum()))
    summary.insert(1, "silent", silent)
    return summary.reset_index()


def side_by_side(*scores: pd.DataFrame) -> pd.DataFrame:
    """Write scores with a row for each sentence and a column for each instrument.

    Columns: doc, sentence, text, names (where the tables have such a column), the instruments.

    >>> one = pd.DataFrame({"doc": ["a"], "sentence": [1], "text": ["Good."], "score": [0.5]})
    >>> side_by_side(one.assign(instrument="VADER"), one.assign(instrument="TextBlob", score=1.0))
      doc  sentence   text  TextBlob  VADER
    0   a         1  Good.       1.0    0.5
    """
    joined = pd.concat(scores)
    keys = [name for name in ("doc", "sentence", "text", "names") if name in joined]
    wide = joined.pivot(index=keys, columns="instrument", values="score").reset_index()
    wide.columns.name = None
    return wide


def tone_by_issue(
    scores: pd.DataFrame, mentions: pd.DataFrame, level: str = "issue"
) -> pd.DataFrame:
    """Give each scored sentence the issues it raises, one row for each.

    Columns: issue, then those of `scores`.
    """
    pairs = mentions[["doc", "sentence", level]].drop_duplicates()
    pairs = pairs.rename(columns={level: "issue"})
    joined = scores.merge(pairs, on=["doc", "sentence"])
    columns = ["issue", *scores.columns]
    order = ["issue", "doc", "sentence", "instrument"]
    return joined[columns].sort_values(order, ignore_index=True)


def tone_by(scores: pd.DataFrame, sentences: pd.DataFrame, column: str) -> pd.DataFrame:
    """Average the scores of each document by the values of a column of `sentences`.

    Columns: doc, instrument, the column (mode, or voice from `add_voice`), sentences, mean.
    """
    joined = scores.merge(sentences[["doc", "sentence", column]], on=["doc", "sentence"])
    grouped = joined.groupby(["doc", "instrument", column])["score"]
    return grouped.agg(sentences="size", mean="mean").reset_index()


def add_voice(sentences: pd.DataFrame) -> pd.DataFrame:
    """Add the column voice: “quoted” where over half of a sentence is in quotation marks, or “own”.

    >>> add_voice(pd.DataFrame({"quoted": [0.9, 0.2]}))["voice"].to_list()
    ['quoted', 'own']
    """
    return sentences.assign(voice=np.where(sentences["quoted"] > 0.5, "quoted", "own"))


def masking_effect(raw: pd.DataFrame, masked: pd.DataFrame) -> pd.DataFrame:
    """Set scores beside those of the same sentences with their names masked.

    Columns: doc, instrument, sentences, changed (sentences whose score names change), mean,
    mean_masked.
    """
    keys = ["doc", "sentence", "instrument"]
    both = raw.merge(masked[[*keys, "score"]], on=keys, suffixes=("", "_masked"))
    both["changed"] = both["score"] != both["score_masked"]
    grouped = both.groupby(["doc", "instrument"])
    return grouped.agg(
        sentences=("score", "size"),
        changed=("changed", "sum"),
        mean=("score", "mean"),
        mean_masked=("score_masked", "mean"),
    ).reset_index()


def instrument_pairs(scores: pd.DataFrame) -> pd.DataFrame:
    """Compare the instruments two by two, over all sentences.

    Columns: first, second, correlation (Pearson's r), both (sentences to which both give a sign;
    scores nearer to zero than 0.05 have none), against (those on whose sign they differ).
    """
    wide = scores.pivot(index=["doc", "sentence"], columns="instrument", values="score")
    signs = wide.apply(_sign)
    rows = []
    for first, second in combinations(wide.columns, 2):
        product = signs[first] * signs[second]
        both, against = int((product != 0).sum()), int((product < 0).sum())
        rows.append((first, second, correlation(wide[first], wide[second]), both, against))
    return pd.DataFrame(rows, columns=["first", "second", "correlation", "both", "against"])


def extremes(scores: pd.DataFrame, number: int) -> pd.DataFrame:
    """Keep, for each instrument, the sentences with the lowest and the highest scores."""
    ranked = scores.sort_values(["instrument", "score", "doc", "sentence"])
    grouped = ranked.groupby("instrument", sort=True)
    kept = pd.concat([grouped.head(number), grouped.tail(number)]).drop_duplicates()
    return kept.sort_values(["instrument", "score", "doc", "sentence"], ignore_index=True)


def opposed(scores: pd.DataFrame, margin: float = MARGIN) -> pd.DataFrame:
    """Keep the scores of sentences that one instrument calls positive and another negative.

    Scores nearer to zero than `margin` have no sign.
    """
    spread = scores.groupby(["doc", "sentence"])["score"]
    low, high = spread.transform("min"), spread.transform("max")
    return scores[(low <= -margin) & (high >= margin)].reset_index(drop=True)


def tone_against_reference(
    scores: pd.DataFrame, codes: pd.DataFrame, seed: int = 1, resamples: int = 1_000
) -> pd.DataFrame:
    """Set each instrument's scores beside tone coded by reading (1, 0, -1).

    Columns: instrument, sentences, correlation (Pearson's r), low and high (its 95% bootstrap
    interval over these sentences), same_class (sentences on whose sign both agree; a score nearer
    to zero than 0.05 counts as 0), mean_score, mean_reference.
    """
    joined = scores.merge(codes[["doc", "sentence", "tone"]].dropna(), on=["doc", "sentence"])
    rows = []
    for name, part in joined.groupby("instrument"):
        score, tone = part["score"].to_numpy(float), part["tone"].to_numpy(float)
        same = int((_sign(score) == tone).sum())
        draws = np.random.default_rng(seed).integers(0, len(part), (resamples, len(part)))
        spread = [r for draw in draws if not isnan(r := correlation(score[draw], tone[draw]))]
        low, high = np.percentile(spread or [np.nan], [2.5, 97.5])
        r = correlation(score, tone)
        rows.append((name, len(part), r, low, high, same, score.mean(), tone.mean()))
    columns = ["instrument", "sentences", "correlation", "low", "high", "same_class"]
    return pd.DataFrame(rows, columns=[*columns, "mean_score", "mean_reference"])


def correlation(first: ArrayLike, second: ArrayLike) -> float:
    """Compute Pearson's r; not a number where one of the two does not vary.

    >>> round(correlation([1, 2, 3], [1, 2, 2]), 2)
    0.87
    """
    x, y = np.asarray(first, float), np.asarray(second, float)
    if len(x) < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return float("nan")
    return float(np.corrcoef(x, y)[0, 1])


def _sign(score: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.abs(score) >= MARGIN, np.sign(score), 0)


def words_of(words: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Keep the scored words of the given sentences and instruments, in the order of `scores`."""
    keys = ["doc", "sentence", "instrument"]
    order = scores[keys].drop_duplicates().reset_index(drop=True)
    return order.merge(words, on=keys)
