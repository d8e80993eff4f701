"""Tables as HTML: every cell escaped, a wide one scrolls in its own box."""

import re
from collections.abc import Hashable, Iterable, Mapping
from html import escape

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from communique.compare.base import label_documents
from communique.show.html import LEFT, RIGHT, Html, as_text, fold, link

__all__ = ["frame_table", "table"]

LONG, LONGER = 40, 140  # characters of a cell that is to be read, of one that holds sentences
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
    styles = [RIGHT if _is_number(column) else LEFT for _, column in frame.items()]
    heads = columns
    if set(columns) <= set(labels):
        heads = [labels[column] for column in columns]
    heads = [head.replace("_", " ") for head in heads]
    cells = [
        [known.get(column, {}).get(value, value) for value in frame.iloc[:, place]]
        for place, column in enumerate(columns)
    ]
    plain = pd.DataFrame(zip(*cells, strict=True), columns=heads).to_string(index=False)
    rows = "".join(_row(columns, row, styles) for row in zip(*cells, strict=True)) or NO_ROW
    shown = frame_table("" if folded else caption, rows, heads, styles)
    return Html(fold(caption, shown) if folded else shown, f"{caption}\n{plain}".strip())


def frame_table(
    caption: str, rows: str, heads: Iterable[str] = (), styles: Iterable[str] = (), kind: str = ""
) -> str:
    """Write a table around rows that are HTML already."""
    styled = zip(heads, styles, strict=True)
    head = "".join(
        f'<th scope="col"{_room(text)}{style}>{escape(text)}</th>' for text, style in styled
    )
    thead = f"<thead><tr>{head}</tr></thead>" * bool(head)
    title = f"<figcaption>{escape(caption)}</figcaption>" * bool(caption)
    # The caption stands outside the box that scrolls, so that a narrow screen shows all of it.
    return (
        f'<figure class="communique-table">{title}'
        f'<div class="scroll" tabindex="0"><table class="dataframe communique{kind}">'
        f"{thead}<tbody>{rows}</tbody></table></div></figure>"
    )


def _is_number(column: pd.Series) -> bool:
    return is_numeric_dtype(column) and not is_bool_dtype(column)


def _row(columns: Iterable[str], values: Iterable[Hashable], styles: Iterable[str]) -> str:
    cells = "".join(map(_cell, columns, values, styles))
    return f"<tr>{cells}</tr>"


def _cell(column: str, value: Hashable, style: str) -> str:
    """Write a cell; a long text gets room, and a day keeps to one line: it breaks at hyphens."""
    text = as_text(value)
    if column.startswith("url"):
        shown = link(value)
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        shown = f'<span style="white-space: nowrap">{text}</span>'
    else:
        shown = escape(text)
    return f"<td{_room(text)}{style}>{shown}</td>"


def _room(text: str) -> str:
    if len(text) <= LONG:
        return ""
    return ' class="longer"' if len(text) > LONGER else ' class="long"'
