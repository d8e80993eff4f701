"""Findings on time: which dates the texts state, and what only the record knows."""

from collections import Counter

import pandas as pd

from communique.compare import label_documents
from communique.compare.base import records
from communique.findings.base import MANY, listing, part, several


def date_finding(dates: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say which texts state dates.

    >>> date_finding(pd.DataFrame({"doc": []}), pd.DataFrame({"doc": ["a"], "source": ["a"]}))
    'a does not state a calendar date.'
    """
    labels = label_documents(documents)
    counts = Counter(dates["doc"])
    if not counts:
        return f"{_neither(documents)} a calendar date."
    if len(documents) > MANY:
        texts = part(len(counts), len(documents), "text")
        return f"{texts} state{'s' * (len(counts) == 1)} {several(len(dates), 'date')} in all."
    told = [
        f"{labels[doc]} states {several(counts[doc], 'date')}"
        for doc in documents["doc"]
        if doc in counts
    ]
    silent = [labels[doc] for doc in documents["doc"] if doc not in counts]
    return f"{listing(told)}{f', {listing(silent)} none' if silent else ''}."


def event_finding(events: pd.DataFrame, dates: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say which texts state dates, and to how many events of the record their words point."""
    linked = [
        earliest[:4]
        for earliest, basis, docs in records(events, "earliest", "basis", "docs")
        if basis == "background" and docs
    ]
    told = date_finding(dates, documents)[:-1]
    if not linked:
        return f"{told}; the public record adds no event."
    years = " to ".join(dict.fromkeys([min(linked), max(linked)]))
    found = several(len(linked), "event")
    words = f"{'and' if len(dates) else 'but'} {'its' if len(documents) == 1 else 'their'} words"
    return f"{told}, {words} point to {found} of the public record, {years}."


def pointer_finding(events: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say how many dated events each text points to, and how many all of them do."""
    labels = label_documents(documents)
    pointed = [set(docs) for docs in events["docs"] if docs]
    if not pointed:
        return "No text points to a dated event."
    counts = Counter(doc for docs in pointed for doc in docs)
    told = [f"{labels[doc]} points to {counts[doc]}" for doc in documents["doc"] if counts[doc]]
    common = sum(len(docs) == len(documents) for docs in pointed)
    shared = f"; {common or 'none'} in common" if len(documents) > 1 else ""
    return f"Of {several(len(events), 'dated event')}, {listing(told, most=MANY)}{shared}."


def clue_finding(clues: pd.DataFrame, dates: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say what texts give instead of dates."""
    kinds = Counter(kind for kind in clues["kind"] if kind != "hypothetical").most_common()
    number = sum(count for _, count in kinds)
    most = f", most often “{kinds[0][0]}” ({kinds[0][1]})" if kinds else ""
    return (
        f"{date_finding(dates, documents)[:-1]}; {several(number, 'clue')} "
        f"place{'s' * (number == 1)} events in time without one{most}."
    )


def _neither(documents: pd.DataFrame) -> str:
    if len(documents) == 1:
        return f"{label_documents(documents)[documents['doc'].iloc[0]]} does not state"
    return f"{'Neither' if len(documents) == 2 else 'No'} text states"
