"""Findings on issues: what is raised most, by whom, in which mode, and what is absent."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from communique.compare import label_documents, only_proposed
from communique.compare.base import records
from communique.findings.base import (
    MANY,
    all_texts,
    any_text,
    are,
    capital,
    listing,
    name_of,
    named,
    no_text,
    part,
    several,
)


def issue_finding(
    counts: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say which issue takes most of each text, and by how many sentences.

    >>> counts = pd.DataFrame({"doc": ["a"], "issue": ["trade"], "sentences": [3], "of": [4],
    ...                        "share": [0.75]})
    >>> issue_finding(counts, pd.DataFrame({"doc": ["a"], "source": ["Freedonia Times"]}))
    'Freedonia Times gives most to trade (3 of 4 sentences).'
    """
    raised = counts[counts["sentences"] > 0]
    if raised.empty:
        return _nothing(documents)
    first = raised.sort_values(["share", "issue"], ascending=[False, True]).drop_duplicates("doc")
    own = {
        doc: (name_of(issue, names), part(k, n))
        for doc, issue, k, n in records(first, "doc", "issue", "sentences", "of")
    }
    leading = {doc: own[doc] for doc in documents["doc"] if doc in own}
    if len(leading) > MANY:
        issue, times = Counter(issue for issue, _ in leading.values()).most_common(1)[0]
        return f"In {times} of {len(documents)} texts the leading issue is {issue}."
    return _leading(leading, label_documents(documents))


def _leading(leading: Mapping[str, tuple[str, str]], labels: Mapping[str, str]) -> str:
    """Name the leading issue of few texts, once where it is the same."""
    issues = {issue for issue, _ in leading.values()}
    if len(leading) == 1 or len(issues) > 1:
        parts = [f"{labels[d]} gives most to {issue} ({k})" for d, (issue, k) in leading.items()]
        return f"{listing(parts)}."
    told = [f"{size} in {labels[doc]}" for doc, (_, size) in leading.items()]
    every = len(leading) == len(labels)
    texts = capital(all_texts(len(labels))) if every else listing(labels[doc] for doc in leading)
    return f"{texts} give most to {issues.pop()}: {listing(told)}."


def _nothing(documents: pd.DataFrame) -> str:
    return f"No issue of the codebook is raised in {any_text(len(documents))}."


def overlap_finding(
    counts: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say which issues all texts raise, and which only one does."""
    labels = label_documents(documents)
    raised: dict[str, list[str]] = {}
    for doc, issue, k in records(counts.sort_values("issue"), "doc", "issue", "sentences"):
        if k:
            raised.setdefault(issue, []).append(doc)
    if not raised:
        return _nothing(documents)
    if len(documents) == 1:
        return f"{labels[documents['doc'].iloc[0]]} raises {several(len(raised), 'issue')}."
    shared = sum(len(docs) == len(documents) for docs in raised.values())
    texts = all_texts(len(documents))
    parts = [f"{capital(texts)} raise {several(shared, 'issue')}"]
    if not shared:
        parts = [f"No issue is raised in {texts}"]
    for doc in documents["doc"] if len(documents) <= MANY else []:
        only = [name_of(issue, names) for issue, docs in raised.items() if docs == [doc]]
        parts += [f"only {labels[doc]} raises {listing(only, most=12)}"] * bool(only)
    if len(documents) > MANY:
        single = sum(len(docs) == 1 for docs in raised.values())
        parts.append(f"{several(single, 'issue')} {are(single)} raised by a single text")
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
    more = len(docs) - MANY
    rest = f" So do{'es' * (more == 1)} {several(more, 'more text')} with issues of their own."
    return f"{'; '.join(told)}.{rest * (more > 0)}"


def agenda_finding(
    absent: pd.DataFrame,
    agenda: pd.DataFrame,
    documents: pd.DataFrame,
    names: Mapping[str, str] | None = None,
) -> str:
    """Say which issues of the agenda no text raises."""
    if absent.empty:
        few = {0: "The agenda names no issue.", 1: "The agenda’s only issue is raised."}
        return few.get(len(agenda), f"All {len(agenda)} issues of the agenda are raised somewhere.")
    missing = listing(named(absent, names), most=12)
    if len(absent) == len(agenda) > 1:
        return f"None of the agenda’s {len(agenda)} issues is raised: {missing}."
    size = f"{len(absent)} of the agenda’s {several(len(agenda), 'issue')}"
    return f"{no_text(len(documents))} {size}: {missing}."


def uncoded_finding(uncoded: pd.DataFrame, sentences: pd.DataFrame) -> str:
    """Say how many sentences carry no issue."""
    if sentences.empty:
        return "There is no sentence to code."
    carry = "carries" if len(uncoded) == 1 else "carry"
    return f"{part(len(uncoded), len(sentences))} {carry} no issue."
