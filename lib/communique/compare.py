"""Compare documents: words, keyness, shares of issues, tone, and what is absent.

Every function takes tables and gives a table. Only rows of kind "sentence" count: `body` keeps
them. None of these measures is a significance test: two texts are two texts.
"""

import re
from collections import Counter
from collections.abc import Collection

import numpy as np
import pandas as pd

__all__ = [
    "absent_issues",
    "body",
    "count_words",
    "issue_counts",
    "keyness",
    "label_documents",
    "mode_counts",
    "tone_by_issue",
    "tone_summary",
]

WORD = re.compile(r"[^\W\d_]+(?:['’\-.][^\W\d_]+)*")
MODES = ["reported", "judged", "proposed"]


def label_documents(documents: pd.DataFrame) -> dict[str, str]:
    """Name each document for figures: its source where that is unique, else its id.

    >>> label_documents(pd.DataFrame({"doc": ["a", "b"], "source": ["Ruritania Post", "b"]}))
    {'a': 'Ruritania Post', 'b': 'b'}
    """
    counts = Counter(documents["source"])
    pairs = zip(documents["doc"], documents["source"], strict=True)
    return {doc: source if source and counts[source] == 1 else doc for doc, source in pairs}


def body(sentences: pd.DataFrame) -> pd.DataFrame:
    """Keep the sentences of the running text: no title, no heading.

    >>> frame = pd.DataFrame({"kind": ["title", "sentence"], "text": ["Talks", "They met."]})
    >>> body(frame)["text"].to_list()
    ['They met.']
    """
    return sentences[sentences["kind"] == "sentence"].reset_index(drop=True)


def count_words(sentences: pd.DataFrame, ignore: Collection[str] = ()) -> pd.DataFrame:
    """Count the words of each document, in lower case, without those to ignore.

    Columns: doc, word, count; the most frequent first. A word is letters, joined by hyphens,
    apostrophes or inner full stops (U.S., China's); a possessive 's is cut off.

    >>> frame = pd.DataFrame({"doc": ["a"], "text": ["Talks on the talks of Sylvania’s army"]})
    >>> count_words(frame, ignore={"on", "the", "of"})["word"].to_list()
    ['talks', 'army', 'sylvania']
    """
    skip = {word.lower() for word in ignore}
    rows = []
    for doc, texts in sentences.groupby("doc", sort=True)["text"]:
        words = Counter(word for text in texts for word in _words(text))
        rows += [(doc, word, n) for word, n in words.items() if word not in skip]
    rows.sort(key=lambda row: (row[0], -row[2], row[1]))
    return pd.DataFrame(rows, columns=["doc", "word", "count"])


def keyness(counts: pd.DataFrame, minimum: int = 3, prior: float = 0.5) -> pd.DataFrame:
    """Rank the words that set each document apart from all the others together.

    Columns: doc, word, count, others (count elsewhere), log_ratio (binary logarithm of the ratio
    of relative frequencies, `prior` added to both counts; Hardie 2014), log_odds (log-odds ratio
    with an informative Dirichlet prior from the pooled counts, divided by its standard deviation;
    Monroe, Colaresi and Quinn 2008). Words found fewer than `minimum` times in all are left out.
    A ranking, not a test. With one document the table is empty.

    >>> words = pd.DataFrame({"doc": ["a", "a", "b"], "word": ["war", "talks", "talks"],
    ...                       "count": [4, 4, 8]})
    >>> keyness(words)[["doc", "word", "log_ratio"]].round(1).head(1).to_numpy().tolist()
    [['a', 'war', 3.2]]
    """
    table = counts.pivot_table(index="doc", columns="word", values="count", fill_value=0)
    matrix = table.to_numpy(dtype=float)
    pooled, total = matrix.sum(axis=0), matrix.sum()
    frames = []
    for doc, own in zip(table.index, matrix, strict=True):
        others = pooled - own
        if not others.sum() or not own.sum():
            continue
        ratio = np.log2((own + prior) / own.sum()) - np.log2((others + prior) / others.sum())
        frames.append(
            pd.DataFrame(
                {
                    "doc": doc,
                    "word": table.columns,
                    "count": own.astype(int),
                    "others": others.astype(int),
                    "log_ratio": ratio,
                    "log_odds": _log_odds(own, others, pooled, total),
                }
            )[pooled >= minimum]
        )
    columns = ["doc", "word", "count", "others", "log_ratio", "log_odds"]
    if not frames:
        return pd.DataFrame(columns=columns)
    ranked = pd.concat(frames)[lambda rows: rows["log_ratio"] > 0]
    return ranked.sort_values(
        ["doc", "log_odds", "word"], ascending=[True, False, True], ignore_index=True
    )


def issue_counts(
    mentions: pd.DataFrame, sentences: pd.DataFrame, level: str = "issue"
) -> pd.DataFrame:
    """Count the sentences and words that each document gives to each issue.

    Columns: doc, issue, sentences (k), of (n sentences in the document), share (k of n), words,
    word_share. `level` is "issue" or "parent". A sentence with several issues counts for each, so
    shares do not add up to one. Issues that no document raises do not appear.
    """
    totals = _totals(sentences)
    coded = _coded(mentions, sentences, level)
    grouped = coded.groupby(["doc", "issue"])["length"].agg(["size", "sum"]).reset_index()
    grouped.columns = pd.Index(["doc", "issue", "sentences", "words"])
    full = _every_pair(grouped, totals.index, "issue").join(totals, on="doc")
    full["share"] = full["sentences"] / full["of"]
    full["word_share"] = full["words"] / full["of_words"]
    return full[["doc", "issue", "sentences", "of", "share", "words", "word_share"]]


def mode_counts(
    mentions: pd.DataFrame, sentences: pd.DataFrame, level: str = "issue"
) -> pd.DataFrame:
    """Count each document's sentences on each issue by mode.

    Columns: doc, issue, reported, judged, proposed.
    """
    coded = _coded(mentions, sentences, level)
    counts = pd.crosstab([coded["doc"], coded["issue"]], coded["mode"])
    counts = counts.reindex(columns=MODES, fill_value=0).reset_index()
    counts.columns.name = None
    return counts


def absent_issues(mentions: pd.DataFrame, agenda: pd.DataFrame) -> pd.DataFrame:
    """List the issues of an agenda that no document raises.

    `agenda` has a column issue; its other columns are kept. An issue counts as raised when it or
    one of its parts is found in a sentence, a title or a heading.
    """
    raised = set(mentions["issue"]) | set(mentions["parent"])
    return agenda[~agenda["issue"].isin(raised)].reset_index(drop=True)


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

    Columns: doc, issue, sentence, instrument, score, hits.
    """
    pairs = mentions[["doc", "sentence", level]].drop_duplicates()
    pairs = pairs.rename(columns={level: "issue"})
    joined = scores.merge(pairs, on=["doc", "sentence"])
    columns = ["doc", "issue", "sentence", "instrument", "score", "hits"]
    return joined[columns].sort_values(columns[:4], ignore_index=True)


def _words(text: str) -> list[str]:
    found = (match.group().lower().replace("’", "'") for match in WORD.finditer(text))
    return [word.removesuffix("'s") for word in found]


def _log_odds(own: np.ndarray, others: np.ndarray, prior: np.ndarray, total: float) -> np.ndarray:
    left = np.log((own + prior) / (own.sum() + total - own - prior))
    right = np.log((others + prior) / (others.sum() + total - others - prior))
    return (left - right) / np.sqrt(1 / (own + prior) + 1 / (others + prior))


def _totals(sentences: pd.DataFrame) -> pd.DataFrame:
    rows = body(sentences)
    length = rows["text"].map(lambda text: len(_words(text)))
    return rows.assign(length=length).groupby("doc")["length"].agg(of="size", of_words="sum")


def _coded(mentions: pd.DataFrame, sentences: pd.DataFrame, level: str) -> pd.DataFrame:
    """Pair each body sentence with each issue found in it, once."""
    pairs = mentions[["doc", "sentence", level]].drop_duplicates()
    pairs = pairs.rename(columns={level: "issue"})
    rows = body(sentences)
    rows = rows.assign(length=rows["text"].map(lambda text: len(_words(text))))
    return rows.merge(pairs, on=["doc", "sentence"])


def _every_pair(counts: pd.DataFrame, docs: Collection[str], column: str) -> pd.DataFrame:
    """Add a row of zeros for each document that lacks a value others have."""
    pairs = pd.MultiIndex.from_product([docs, sorted(set(counts[column]))], names=["doc", column])
    return counts.set_index(["doc", column]).reindex(pairs, fill_value=0).reset_index()
