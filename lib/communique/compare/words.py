"""Compare documents by their words: lengths, frequencies, keyness."""

from collections import Counter
from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pandas as pd

from communique.compare.base import records, split_words
from communique.corpus import count_words as word_count


def count_words(sentences: pd.DataFrame, ignore: Collection[str] = ()) -> pd.DataFrame:
    """Count the words of each document, in lower case, without those to ignore.

    Columns: doc, word, count; the most frequent first. A word is letters, joined by hyphens or
    apostrophes, or initials (U.S.); a possessive 's is cut off.

    >>> frame = pd.DataFrame({"doc": ["a"], "text": ["Talks on the talks of Sylvania’s army"]})
    >>> count_words(frame, ignore={"on", "the", "of"})["word"].to_list()
    ['talks', 'army', 'sylvania']
    """
    skip = {word.lower() for word in ignore}
    found = Counter(
        (str(doc), word)
        for doc, text in records(sentences, "doc", "text")
        for word in split_words(text)
        if word not in skip
    )
    rows = sorted((doc, -count, word) for (doc, word), count in found.items())
    return pd.DataFrame(
        [(doc, word, -count) for doc, count, word in rows], columns=["doc", "word", "count"]
    )


def first_uses(sentences: pd.DataFrame) -> pd.DataFrame:
    """Find the sentence in which each document first uses each of its words.

    Columns: doc, word (as `count_words` counts it), sentence.

    >>> frame = pd.DataFrame({"doc": "a", "sentence": [1, 2], "text": ["War.", "War and talks."]})
    >>> first_uses(frame).to_numpy().tolist()
    [['a', 'war', 1], ['a', 'and', 2], ['a', 'talks', 2]]
    """
    first: dict[tuple[str, str], int] = {}
    for doc, number, text in records(sentences, "doc", "sentence", "text"):
        for word in split_words(text):
            first.setdefault((doc, word), number)
    rows = [(doc, word, number) for (doc, word), number in first.items()]
    return pd.DataFrame(rows, columns=["doc", "word", "sentence"])


def keyness(counts: pd.DataFrame, minimum: int = 3, prior: float = 0.5) -> pd.DataFrame:
    """Rank the words that set each document apart from all the others together.

    Columns: doc, word, count, others (count elsewhere), log_ratio (binary logarithm of the ratio
    of relative frequencies, `prior` added to both counts; Hardie 2014), log_odds (log-odds ratio
    with an informative Dirichlet prior from the pooled counts, divided by its standard deviation;
    Monroe, Colaresi and Quinn 2008). Words that the document has fewer than `minimum`
    times are left out. A ranking, not a test; empty with one document, or one word in all.

    >>> words = pd.DataFrame({"doc": ["a", "a", "b"], "word": ["war", "talks", "talks"],
    ...                       "count": [4, 4, 8]})
    >>> keyness(words)[["doc", "word", "log_ratio"]].round(1).head(1).to_numpy().tolist()
    [['a', 'war', 3.2]]
    """
    columns = ["doc", "word", "count", "others", "log_ratio", "log_odds"]
    if counts["doc"].nunique() < 2 or counts["word"].nunique() < 2:
        return pd.DataFrame(columns=columns)
    table = counts.pivot_table(index="doc", columns="word", values="count", fill_value=0)
    matrix = table.to_numpy(dtype=float)
    pooled = matrix.sum(axis=0)
    frames = []
    for doc, own in zip(table.index, matrix, strict=True):
        others = pooled - own
        ratio = np.log2((own + prior) / own.sum()) - np.log2((others + prior) / others.sum())
        frames.append(
            pd.DataFrame(
                {
                    "doc": doc,
                    "word": table.columns,
                    "count": own.astype(int),
                    "others": others.astype(int),
                    "log_ratio": ratio,
                    "log_odds": _log_odds(own, others, pooled),
                }
            )[own >= minimum]
        )
    ranked = pd.concat(frames, ignore_index=True)
    own_words: pd.DataFrame = ranked[ranked["log_ratio"] > 0]
    order = ["doc", "log_odds", "word"]
    return own_words.sort_values(order, ascending=[True, False, True], ignore_index=True)


Numbers = npt.NDArray[np.float64]


def _log_odds(own: Numbers, others: Numbers, prior: Numbers) -> Numbers:
    left, right = own + prior, others + prior
    ratio = np.log(left / (left.sum() - left)) - np.log(right / (right.sum() - right))
    weighted: Numbers = ratio / np.sqrt(1 / left + 1 / right)
    return weighted


def lengths(sentences: pd.DataFrame) -> pd.DataFrame:
    """Measure each document: doc, sentences, words, median_words (of a sentence)."""
    sizes = sentences.assign(size=[word_count(text) for text in sentences["text"]])
    grouped = sizes.groupby("doc")["size"]
    found = grouped.agg(sentences="size", words="sum", median_words="median")
    return found.round().astype(int).reset_index()


def mode_totals(sentences: pd.DataFrame) -> pd.DataFrame:
    """Count the sentences of each document by mode: doc, reported, judged, proposed, all."""
    counts = pd.crosstab(sentences["doc"], sentences["mode"])
    counts = counts.reindex(columns=["reported", "judged", "proposed"], fill_value=0)
    counts.columns.name = None
    return counts.assign(all=counts.sum(axis=1)).reset_index()


def top_words(counts: pd.DataFrame, number: int) -> pd.DataFrame:
    """Set the most frequent words of the documents side by side, a column a document."""
    columns = {
        doc: [f"{word} {n}" for word, n in records(rows.head(number), "word", "count")]
        for doc, rows in counts.groupby("doc")
    }
    return pd.DataFrame({doc: pd.Series(words) for doc, words in columns.items()}).fillna("")


def same_count_pair(sizes: pd.DataFrame) -> pd.DataFrame:
    """Pick two words of one document that occur equally often and are drawn least alike.

    `sizes` has doc, word, count and points (the size of the type), as `charts.cloud_sizes` gives
    it. Empty where no two words share a count.
    """
    spans = sizes.groupby(["doc", "count"])["points"].agg(lambda n: n.max() - n.min())
    if spans.empty or not spans.max():
        return sizes.head(0)
    widest = spans[spans == spans.max()].reset_index().head(1)
    group = sizes.merge(widest[["doc", "count"]]).sort_values(["points", "word"])
    return group.iloc[[0, -1]].reset_index(drop=True)
