"""Findings on issues: what is raised most, by whom, in which mode, and what is absent."""

from collections.abc import Mapping

import pandas as pd

from communique.compare import label_documents, only_proposed
from communique.findings.base import (
    MANY,
    all_texts,
    count_issues,
    listing,
    name_of,
    named,
    no_text,
    several,
)


def issue_finding(
    counts: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say which issue takes most of each text, and by how many sentences.

    >>> counts = pd.DataFrame({"doc": ["a"], "issue": ["trade"], "sentences": [3], "of": [4],
    ...                        "share": [0.75]})
    >>> issue_finding(counts, pd.DataFrame({"doc": ["a"], "source": ["Freedonia Times"]}))
    'Freedonia Times gives most to trade: 3 of 4 sentences.'
    """
    labels = label_documents(documents)
    raised = counts[counts["sentences"] > 0]
    if raised.empty:
        return f"No issue of the codebook is raised in {all_texts(len(documents))}."
    first = raised.sort_values(["share", "issue"], ascending=[False, True]).drop_duplicates("doc")
    first = first.set_index("doc").reindex([d for d in documents["doc"] if d in set(first["doc"])])
    issues = [name_of(issue, names) for issue in first["issue"]]
    if len(first) > MANY:
        common = pd.Series(issues).value_counts()
        return (
            f"In {common.iloc[0]} of {len(documents)} texts the leading issue is {common.index[0]}."
        )
    sizes = [f"{k} of {n}" for k, n in zip(first["sentences"], first["of"], strict=True)]
    if len(set(issues)) == 1:
        told = [f"{n} sentences" for n in sizes]
        told = [f"{n} in {labels[d]}" for n, d in zip(told, first.index, strict=True)]
        if len(first) == 1:
            return f"{labels[first.index[0]]} gives most to {issues[0]}: {sizes[0]} sentences."
        return f"{all_texts(len(first)).capitalize()} give most to {issues[0]}: {listing(told)}."
    parts = [
        f"{labels[doc]} gives most to {issue} ({size} sentences)"
        for doc, issue, size in zip(first.index, issues, sizes, strict=True)
    ]
    return f"{listing(parts)}."


def overlap_finding(
    counts: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say which issues all texts raise, and which only one does."""
    labels = label_documents(documents)
    raised = counts[counts["sentences"] > 0].groupby("issue", sort=True)["doc"].agg(list)
    if len(documents) < 2 or raised.empty:
        return f"{labels[documents['doc'].iloc[0]]} raises {count_issues(len(raised))}."
    everywhere = [name_of(i, names) for i, docs in raised.items() if len(docs) == len(documents)]
    parts = [f"{all_texts(len(documents)).capitalize()} raise {count_issues(len(everywhere))}"]
    for doc in documents["doc"] if len(documents) <= MANY else []:
        only = [name_of(issue, names) for issue, docs in raised.items() if docs == [doc]]
        if only:
            parts.append(f"only {labels[doc]} raises {listing(only, most=12)}")
    if len(documents) > MANY:
        parts.append(f"{sum(len(docs) == 1 for docs in raised)} are raised by a single text")
    return f"{'; '.join(parts)}."


def mode_finding(
    modes: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say which issues a text raises only in what it proposes."""
    labels = label_documents(documents)
    advice = only_proposed(modes)
    if advice.empty:
        return "No issue occurs only in proposals."
    docs = [doc for doc in documents["doc"] if doc in set(advice["doc"])]
    told = [
        f"{labels[doc]} raises {listing(named(advice[advice['doc'] == doc], names), most=8)} "
        "only in what it proposes, not in what it reports or judges"
        for doc in docs[:MANY]
    ]
    rest = f" So do {len(docs) - MANY} more texts with other issues." if len(docs) > MANY else ""
    return f"{'; '.join(told)}.{rest}"


def agenda_finding(
    absent: pd.DataFrame,
    agenda: pd.DataFrame,
    documents: pd.DataFrame,
    names: Mapping[str, str] | None = None,
) -> str:
    """Say which issues of the agenda no text raises."""
    if absent.empty:
        return f"All {len(agenda)} issues of the agenda are raised somewhere."
    missing = listing(named(absent, names), most=12)
    return (
        f"{no_text(len(documents))} {len(absent)} of the agenda’s {len(agenda)} issues: {missing}."
    )


def uncoded_finding(uncoded: pd.DataFrame, sentences: pd.DataFrame) -> str:
    """Say how many sentences carry no issue."""
    return f"{len(uncoded)} of {several(len(sentences), 'sentence')} carry no issue."
