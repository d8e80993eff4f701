"""Compare documents by the tone of their sentences."""

import numpy as np
import pandas as pd

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


def tone_by_mode(scores: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Average the scores of each document by mode: doc, instrument, mode, sentences, mean."""
    joined = scores.merge(sentences[["doc", "sentence", "mode"]], on=["doc", "sentence"])
    grouped = joined.groupby(["doc", "instrument", "mode"])["score"]
    return grouped.agg(sentences="size", mean="mean").reset_index()


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


def tone_against_reference(scores: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Set each instrument's scores beside tone coded by reading (1, 0, -1).

    Columns: instrument, sentences, correlation (Pearson's r), same_class (sentences on whose sign
    both agree; a score nearer to zero than 0.05 counts as 0), mean_score, mean_reference.
    """
    joined = scores.merge(codes[["doc", "sentence", "tone"]].dropna(), on=["doc", "sentence"])
    rows = []
    for name, part in joined.groupby("instrument"):
        score, tone = part["score"], part["tone"].astype(float)
        sign = np.sign(score.where(score.abs() >= MARGIN, 0))
        same = int((sign == tone).sum())
        rows.append((name, len(part), score.corr(tone), same, score.mean(), tone.mean()))
    columns = ["instrument", "sentences", "correlation", "same_class"]
    return pd.DataFrame(rows, columns=[*columns, "mean_score", "mean_reference"])


def weightiest(words: pd.DataFrame, number: int) -> pd.DataFrame:
    """List the scored words that weigh most over all sentences, by instrument.

    Columns: instrument, word, times, mean_weight, total (their absolute sum orders the rows).
    """
    lower = words.assign(word=words["text"].str.lower())
    grouped = lower.groupby(["instrument", "word"])["weight"]
    table = grouped.agg(times="size", mean_weight="mean", total="sum").reset_index()
    table["size"] = table["total"].abs()
    table = table.sort_values(["instrument", "size", "word"], ascending=[True, False, True])
    return table.groupby("instrument").head(number).drop(columns="size").reset_index(drop=True)


def words_of(words: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Keep the scored words of the given sentences and instruments, in the order of `scores`."""
    keys = ["doc", "sentence", "instrument"]
    order = scores[keys].drop_duplicates().reset_index(drop=True)
    return order.merge(words, on=keys)
