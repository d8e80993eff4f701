"""Compare documents by the tone of their sentences."""

import pandas as pd


def tone_summary(scores: pd.DataFrame) -> pd.DataFrame:
    """Describe the scores of each document under each instrument.

    Columns: doc, instrument, sentences, silent (sentences with no scored word), positive,
    negative, mean (over all sentences), median, lowest, highest.
    """
    grouped = scores.groupby(["doc", "instrument"])
    summary = grouped["score"].agg(
        sentences="size",
        positive=lambda s: int((s > 0).sum()),
        negative=lambda s: int((s < 0).sum()),
        mean="mean",
        median="median",
        lowest="min",
        highest="max",
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


def opposed(scores: pd.DataFrame) -> pd.DataFrame:
    """Keep the scores of sentences that one instrument calls positive and another negative."""
    spread = scores.groupby(["doc", "sentence"])["score"]
    low, high = spread.transform("min"), spread.transform("max")
    return scores[(low < 0) & (high > 0)].reset_index(drop=True)


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
