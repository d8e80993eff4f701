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

    Columns that are empty in all rows are left out. Without events of the record, the only address
    is the publisher's.
    """
    labels = label_documents(documents)
    told = [", ".join(labels[doc] for doc in docs) for docs in events["docs"]]
    table = events.rename(columns={"earliest": "from", "latest": "to"}).assign(texts=told)
    known = [name for name in ("texts", "url_us", "url_other") if (table[name] != "").any()]
    names = {"url_us": "url_American_or_publisher", "url_other": "url_Chinese_or_other"}
    names = names if "url_other" in known else {"url_us": "url"}
    columns = ["from", "to", "event", "basis", *known]
    return table[columns].rename(columns=names).reset_index(drop=True)
