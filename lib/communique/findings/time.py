"""Findings on time: which dates the texts state, and what only the record knows."""

from collections import Counter

import pandas as pd

from communique.compare import label_documents
from communique.findings.base import MANY, capital, listing, part, several


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
        if len(dates) == 1:
            return f"{texts} states a date."
        return f"{texts} state{'s' * (len(counts) == 1)} {several(len(dates), 'date')} in all."
    told = [
        f"{labels[doc]} states {several(counts[doc], 'date')}"
        for doc in documents["doc"]
        if doc in counts
    ]
    silent = [labels[doc] for doc in documents["doc"] if doc not in counts]
    return f"{listing(told)}{f', {listing(silent)} none' if silent else ''}."


def event_finding(links: pd.DataFrame, dates: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say which texts state dates, and how many events of the record their words point to."""
    told, found = date_finding(dates, documents)[:-1], links["event"].nunique()
    if not found:
        return f"{told}."
    word = "and" if len(dates) else "but"
    whose = "its" if len(documents) == 1 else "their"
    return f"{told}, {word} {whose} words point to {several(found, 'event')} of the public record."


def pointer_finding(links: pd.DataFrame, dates: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say on how many events of the record each text touches, and how many dates it states."""
    labels = label_documents(documents)
    events = links.groupby("doc")["event"].agg(set).to_dict()
    touched = {doc: events[doc] for doc in documents["doc"] if doc in events}
    if not touched:
        return date_finding(dates, documents)
    told = [f"{labels[d]} touches on {several(len(own), 'event')}" for d, own in touched.items()]
    if len(touched) == len(documents) > 1:
        common = len(set.intersection(*touched.values()))
        return f"{listing(told, most=MANY)} of the public record, {common or 'none'} in common."
    return f"{listing(told, most=MANY)} of the public record."


def clue_finding(clues: pd.DataFrame) -> str:
    """Say what texts give instead of dates."""
    found = Counter(clues["kind"])
    left = found.pop("hypothetical", 0)
    found.pop("date", None)
    kinds, number = found.most_common(), found.total()
    most = f", most often “{kinds[0][0]}” ({kinds[0][1]})" if kinds else ""
    apart = f"; {left} more mark{'s' * (left == 1)} what could or would be" if left else ""
    return f"{capital(several(number, 'time clue'))} besides dates{most}{apart}."


def _neither(documents: pd.DataFrame) -> str:
    if len(documents) == 1:
        return f"{label_documents(documents)[documents['doc'].iloc[0]]} does not state"
    return f"{'Neither' if len(documents) == 2 else 'No'} text states"
