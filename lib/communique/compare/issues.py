"""Compare documents by the issues they raise: counts, shares, modes, and what is absent."""

from collections.abc import Collection, Mapping

import pandas as pd

from communique.compare.base import body, label_documents
from communique.corpus import count_words as word_count

MODES = ["reported", "judged", "proposed"]


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


def _totals(sentences: pd.DataFrame) -> pd.DataFrame:
    rows = _measured(sentences)
    sizes = rows.groupby("doc")["length"].agg(["size", "sum"])
    return sizes.set_axis(["of", "of_words"], axis=1)


def _measured(sentences: pd.DataFrame) -> pd.DataFrame:
    rows = body(sentences)
    return rows.assign(length=[word_count(text) for text in rows["text"]])


def _coded(mentions: pd.DataFrame, sentences: pd.DataFrame, level: str) -> pd.DataFrame:
    """Pair each body sentence with each issue found in it, once."""
    pairs = mentions[["doc", "sentence", level]].drop_duplicates()
    pairs = pairs.rename(columns={level: "issue"})
    return _measured(sentences).merge(pairs, on=["doc", "sentence"])


def _every_pair(counts: pd.DataFrame, docs: Collection[str], column: str) -> pd.DataFrame:
    """Add a row of zeros for each document that lacks a value others have."""
    pairs = pd.MultiIndex.from_product([docs, sorted(set(counts[column]))], names=["doc", column])
    return counts.set_index(["doc", column]).reindex(pairs, fill_value=0).reset_index()


def share_table(
    counts: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str]
) -> pd.DataFrame:
    """Write counts for the reader: a row an issue, for each document “k of n” and words' share."""
    labels = label_documents(documents)
    told = counts.assign(
        shown=[
            f"{k} of {n} ({words:.0%} of words)" if k else "–"
            for k, n, words in zip(
                counts["sentences"], counts["of"], counts["word_share"], strict=True
            )
        ]
    )
    table = told.pivot(index="issue", columns="doc", values="shown")
    means = counts.groupby("issue")["share"].mean().sort_values(ascending=False, kind="stable")
    table = table.loc[means.index, [d for d in documents["doc"] if d in table.columns]]
    table = table.rename(columns=labels)
    issues = [names.get(issue, issue) for issue in table.index]
    # A document may be called “issue”, too.
    table.insert(0, "issue", issues, allow_duplicates=True)
    return table.reset_index(drop=True)


def raised_by(counts: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Say who raises each issue: issue, raised_by, texts (how many); what few raise comes first."""
    labels = label_documents(documents)
    raised = counts[counts["sentences"] > 0]
    docs = raised.groupby("issue", sort=True)["doc"].agg(list)
    rows = [
        (issue, ", ".join(labels[doc] for doc in documents["doc"] if doc in found), len(found))
        for issue, found in docs.items()
    ]
    frame = pd.DataFrame(rows, columns=["issue", "raised_by", "texts"])
    return frame.sort_values(["texts", "raised_by", "issue"], ignore_index=True)


def only_proposed(modes: pd.DataFrame) -> pd.DataFrame:
    """Keep the issues that a document raises only in proposals: rows of `mode_counts`."""
    advice = (modes["proposed"] > 0) & (modes["reported"] + modes["judged"] == 0)
    return modes[advice].reset_index(drop=True)


def on_issues(mentions: pd.DataFrame, wanted: pd.DataFrame) -> pd.DataFrame:
    """Keep the mentions whose doc and issue stand in `wanted` (doc, issue)."""
    pairs = wanted[["doc", "issue"]].drop_duplicates()
    kept = mentions.merge(pairs, on=["doc", "issue"])
    return kept.sort_values(["issue", "doc", "start"], ignore_index=True)


def agenda_table(
    mentions: pd.DataFrame, agenda: pd.DataFrame, documents: pd.DataFrame
) -> pd.DataFrame:
    """Set an agenda beside who raises what: the agenda's columns, raised_by."""
    labels = label_documents(documents)
    pairs = pd.concat(
        [mentions[["doc", "issue"]], mentions[["doc", "parent"]].set_axis(["doc", "issue"], axis=1)]
    )
    docs = pairs.groupby("issue")["doc"].agg(set).to_dict()
    told = [
        ", ".join(labels[doc] for doc in documents["doc"] if doc in docs.get(issue, set()))
        for issue in agenda["issue"]
    ]
    return agenda.drop(columns="source", errors="ignore").assign(raised_by=told)


def uncoded(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Keep the sentences that carry no issue."""
    pairs = mentions[["doc", "sentence"]].drop_duplicates()
    marked = sentences.merge(pairs, on=["doc", "sentence"], how="left", indicator=True)
    return marked[marked["_merge"] == "left_only"].drop(columns="_merge").reset_index(drop=True)
