"""What all pieces of HTML are made with: escaping, links, marks, and the object that holds them."""

import re
from collections.abc import Hashable, Iterable
from html import escape
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

import pandas as pd

__all__ = ["LEFT", "RIGHT", "Html", "as_text", "count", "fold", "link", "mark", "one_line", "place"]

LEFT = ' style="text-align: left"'  # JupyterLab puts cells to the right
RIGHT = ' style="text-align: right"'


class Html(NamedTuple):
    """Hold a piece of HTML and the plain text that stands for it where HTML cannot be shown."""

    html: str
    plain: str

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.plain}

    def __repr__(self) -> str:
        return self.plain


def link(value: Hashable) -> str:
    """Link to an address by its host, to http(s) addresses only: `javascript:` must stay text.

    >>> link("https://news.example/a"), link("javascript:alert(1)")
    ('<a href="https://news.example/a" rel="noopener noreferrer">news.example</a>', \
'javascript:alert(1)')
    """
    text = as_text(value)
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return escape(text)
    if parts.scheme not in ("http", "https") or not host:
        return escape(text)
    return f'<a href="{escape(text)}" rel="noopener noreferrer">{escape(host)}</a>'


def mark(text: str, base: int, spans: Iterable[tuple[int, int]]) -> str:
    """Escape a sentence that begins at `base`, and mark its spans; overlapping ones are joined."""
    inside = [False] * len(text)
    for start, end in spans:
        if (start, end) != (base, base + len(text)):
            for place in range(max(start - base, 0), min(end - base, len(text))):
                inside[place] = True
    html = ""
    for marked, part in groupby(zip(text, inside, strict=True), key=lambda pair: pair[1]):
        words = escape("".join(character for character, _ in part))
        html += f"<mark>{words}</mark>" if marked else words
    return html


def place(doc: str, sentence: int, issue: str = "") -> str:
    """Say in attributes what is meant: where there are pages of texts, it gets a link.

    >>> place("a", 3), place("a", 0, "trade")
    (' data-doc="a" data-sentence="3"', ' data-doc="a" data-issue="trade"')
    """
    meant = f'data-issue="{escape(issue)}"' if issue else f'data-sentence="{sentence}"'
    return f' data-doc="{escape(doc)}" {meant}'


def fold(caption: str, html: str) -> str:
    return f'<details class="evidence"><summary>{escape(caption)}</summary>{html}</details>'


def count(number: int, thing: str = "sentence") -> str:
    return f"{number:,} {thing}" + "s" * (number != 1)


def one_line(text: str) -> str:
    return re.sub(r"\s", " ", text)


def as_text(value: Hashable) -> str:
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:z.2f}".replace("-", "−")
    return "" if value is None or value is pd.NA or value is pd.NaT else str(value)
