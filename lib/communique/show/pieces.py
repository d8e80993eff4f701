"""Findings, summaries and figures as HTML."""

import base64
from collections.abc import Iterable, Mapping
from html import escape
from typing import NamedTuple

from communique.show.html import Html, place

__all__ = ["Mark", "figure", "finding", "summary"]


def finding(text: str) -> Html:
    """Show one computed sentence as a finding.

    >>> finding("Sylvania < Freedonia").html
    '<p class="finding">Sylvania &lt; Freedonia</p>'
    """
    return Html(f'<p class="finding">{escape(text)}</p>', text)


def summary(parts: Mapping[str, str]) -> Html:
    """Show a few computed sentences under their headings, as one list.

    >>> summary({"In common": "Both texts raise “trade”."}).html.count("<dt>In common</dt><dd>")
    1
    """
    rows = "".join(
        f"<dt>{escape(head)}</dt><dd>{escape(said)}</dd>" for head, said in parts.items()
    )
    plain = "\n".join(f"{head}: {said}" for head, said in parts.items())
    return Html(f'<dl class="summary">{rows}</dl>', plain)


class Mark(NamedTuple):
    """Say what a mark of a picture stands for, and where: shares of width and height."""

    x: float  # from the left
    y: float  # from the top
    doc: str
    sentence: int = 0  # 0: all of the document's sentences on the issue
    issue: str = ""
    wide: float = 0  # a share of the picture's width; 0: as wide as a dot


def figure(
    png: bytes, title: str, caption: str, alt: str, width: int, marks: Iterable[Mark] = ()
) -> Html:
    """Show a picture with its finding, its caption and its alternative text.

    `width` is in CSS pixels; the picture is stored once, inside the HTML. `marks` are nothing to
    see: where there are pages of texts, each gets a link to what it stands for.

    >>> figure(b"", "More of it", "n = 2", 'a "chart"', 600).plain
    'More of it (n = 2)'
    """
    source = base64.b64encode(png).decode("ascii")
    picture = f'<img width="{int(width)}" alt="{escape(alt)}" src="data:image/png;base64,{source}">'
    return Html(
        f'<figure class="communique"><figcaption class="title"><strong>{escape(title)}</strong>'
        f'</figcaption><div class="scroll">{_with_marks(picture, marks)}</div>'
        f'<p class="caption">{escape(caption)}</p></figure>',
        f"{title} ({caption})",
    )


def _with_marks(picture: str, marks: Iterable[Mark]) -> str:
    spots = "".join(
        f'<i style="left: {x:.2%}; top: {y:.2%}{f"; width: {wide:.2%}" * (wide > 0)}"'
        f"{place(doc, sentence, issue)}></i>"
        for x, y, doc, sentence, issue, wide in marks
    )
    if not spots:
        return picture
    return f'<span class="plot">{picture}<span class="marks">{spots}</span></span>'
