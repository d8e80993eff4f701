"""Findings on time: which dates the texts state, and what only the record knows."""

import pandas as pd

from communique.compare import label_documents
from communique.findings.base import listing, several


def date_finding(dates: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say which texts state dates.

    >>> date_finding(pd.DataFrame({"doc": []}), pd.DataFrame({"doc": ["a"], "source": ["a"]}))
    'a states no calendar date.'
    """
    labels = label_documents(documents)
    counts = dates.groupby("doc").size()
    if counts.empty:
        if len(documents) == 1:
            return f"{labels[documents['doc'].iloc[0]]} states no calendar date."
        return f"{'Neither' if len(documents) == 2 else 'No'} text states a calendar date."
    told = [f"{labels[doc]} states {n} date{'s' * (n != 1)}" for doc, n in counts.items()]
    silent = len(documents) - len(counts)
    return f"{listing(told)}{f'; {silent} without any' if silent else ''}."


def event_finding(events: pd.DataFrame, dates: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say which texts state dates, and to how many events of the record their words point."""
    pointed = events[(events["basis"] == "background") & (events["docs"].str.len() > 0)]
    told = date_finding(dates, documents)[:-1]
    if pointed.empty:
        return f"{told}; the public record adds no event."
    span = f"{pointed['earliest'].min()[:4]} to {pointed['earliest'].max()[:4]}"
    found = several(len(pointed), "event")
    return f"{told}, but their words point to {found} of the public record, {span}."


def clue_finding(clues: pd.DataFrame, dates: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say what texts give instead of dates."""
    real = clues[clues["kind"] != "hypothetical"]
    told = f"{date_finding(dates, documents)[:-1]}; {several(len(real), 'clue')} "
    kinds = real["kind"].value_counts()
    most = f", most often “{kinds.index[0]}” ({kinds.iloc[0]})" if len(kinds) else ""
    return f"{told}place events in time without one{most}."
