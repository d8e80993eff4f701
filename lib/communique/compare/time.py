"""Set out what is known of time: clues by kind, events with their sources."""

import pandas as pd

from communique.compare.base import label_documents


def count_by(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Count the rows of each document by the values of a column: doc, then a column a value.

    >>> count_by(pd.DataFrame({"doc": ["a", "a"], "kind": ["vague", "set"]}), "kind")
      doc  set  vague
    0   a    1      1
    """
    counts = pd.crosstab(rows["doc"], rows[column])
    counts.columns.name = None
    return counts.reset_index()


def event_table(events: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Write a timeline for the reader: from, to, event, basis, texts that touch on it, sources.

    Columns that are empty in all rows are left out.
    """
    labels = label_documents(documents)
    told = [", ".join(labels[doc] for doc in docs) for docs in events["docs"]]
    table = events.rename(columns={"earliest": "from", "latest": "to"}).assign(texts=told)
    names = {"url_us": "url_one_side_or_publisher", "url_other": "url_other_side_or_agency"}
    known = [name for name in ("texts", *names) if (table[name] != "").any()]
    columns = ["from", "to", "event", "basis", *known]
    return table[columns].rename(columns=names).reset_index(drop=True)
