"""Tables as HTML: every cell escaped, a wide one scrolls in its own box."""

import re
from collections.abc import Hashable, Iterable, Mapping
from html import escape

import pandas as pd

from communique.compare.base import label_documents
from communique.show.html import LEFT, Html, as_text, fold, link

__all__ = ["frame_table", "table"]

NO_ROW = "<tr><td>none</td></tr>"


def table(
    frame: pd.DataFrame,
    caption: str = "",
    documents: pd.DataFrame | None = None,
    names: Mapping[str, str] | None = None,
    folded: bool = False,
) -> Html:
    """Show a table with a caption; `folded` leaves only the caption to see until it is opened.

    With `documents`, ids of documents become their labels (in a column doc, and as heads where
    every column is a document); `names` does the same for the values of a column issue. Missing
    values are left blank, fractions have two decimals, web addresses in columns url… become
    links; all else is text.

    >>> table(pd.DataFrame({"doc": ["a<b"]}), "One text").html.count("a&lt;b")
    1
    """
    labels = label_documents(documents) if documents is not None else {}
    known = {"doc": labels, "issue": names or {}}
    columns = [str(column) for column in frame.columns]
    heads = columns
    if set(columns) <= set(labels):
        heads = [labels[column] for column in columns]
    heads = [head.replace("_", " ") for head in heads]
    cells = [
        [known.get(column, {}).get(value, value) for value in frame.iloc[:, place]]
        for place, column in enumerate(columns)
    ]
    plain = pd.DataFrame(zip(*cells, strict=True), columns=heads).to_string(index=False)
    rows = "".join(_row(columns, row) for row in zip(*cells, strict=True)) or NO_ROW
    html = (
        fold(caption, frame_table("", rows, heads)) if folded else frame_table(caption, rows, heads)
    )
    return Html(html, f"{caption}\n{plain}".strip())


def frame_table(caption: str, rows: str, heads: Iterable[str] = (), kind: str = "") -> str:
    """Write a table around rows that are HTML already."""
    head = "".join(f'<th scope="col"{LEFT}>{escape(text)}</th>' for text in heads)
    thead = f"<thead><tr>{head}</tr></thead>" * bool(head)
    title = f"<figcaption>{escape(caption)}</figcaption>" * bool(caption)
    # The caption stands outside the box that scrolls, so that a narrow screen shows all of it.
    return (
        f'<figure class="communique-table">{title}'
        f'<div class="scroll" tabindex="0"><table class="dataframe communique{kind}">'
        f"{thead}<tbody>{rows}</tbody></table></div></figure>"
    )


def _row(columns: Iterable[str], values: Iterable[Hashable]) -> str:
    cells = (
        link(value) if column.startswith("url") else _cell(as_text(value))
        for column, value in zip(columns, values, strict=True)
    )
    return f"<tr>{''.join(f'<td{LEFT}>{cell}</td>' for cell in cells)}</tr>"


def _cell(text: str) -> str:
    """Keep a day on one line: it would break at its hyphens."""
    day = re.fullmatch(r"\d{4}-\d\d-\d\d", text)
    return f'<span style="white-space: nowrap">{text}</span>' if day else escape(text)
