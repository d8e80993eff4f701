"""Write HTML: tables, findings, figures and the sentences behind them.

This is the only module that writes HTML. Texts, file names and metadata are untrusted, so
everything that comes from a table is escaped here, once.
"""

import base64
import re
from collections.abc import Hashable, Iterable, Mapping
from html import escape
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pandas as pd

from communique.compare.base import label_documents, name_sentences, records
from communique.corpus import Corpus

__all__ = [
    "Html",
    "Mark",
    "concordance",
    "evidence",
    "figure",
    "finding",
    "openings",
    "summary",
    "table",
]

LEFT = ' style="text-align: left"'  # JupyterLab puts cells to the right


class Html(NamedTuple):
    """Hold a piece of HTML and the plain text that stands for it where HTML cannot be shown."""

    html: str
    plain: str

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.plain}

    def __repr__(self) -> str:
        return self.plain


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
    """Say which sentence a mark of a picture stands for, and where: shares of width and height."""

    x: float  # from the left
    y: float  # from the top
    doc: str
    sentence: int


def figure(
    png: bytes, title: str, caption: str, alt: str, width: int, marks: Iterable[Mark] = ()
) -> Html:
    """Show a picture with its finding, its caption and its alternative text.

    `width` is in CSS pixels; the picture is stored once, inside the HTML. `marks` are nothing to
    see: where there are pages of texts, each gets a link to its sentence.

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
    html = _fold(caption, _table("", rows, heads)) if folded else _table(caption, rows, heads)
    return Html(html, f"{caption}\n{plain}".strip())


def evidence(
    rows: pd.DataFrame,
    corpus: Corpus,
    by: str = "",
    note: str = "",
    limit: int = 0,
    names: Mapping[str, str] | None = None,
) -> Html:
    """Show the sentences that rows are about, folded, with the rows' spans marked.

    `rows` needs doc, sentence, start, end; a span that is the whole sentence gets no mark, and
    overlapping ones are joined. `by` names a column whose values become sub-headings;
    `note` one whose value stands after each sentence. `limit` keeps the first sentences of each
    group (0: all) and says how many were left out. `names` labels the values of `by`.
    """
    if rows.empty:
        return Html('<p class="evidence">No sentence.</p>', "No sentence.")
    groups = rows.groupby(by, sort=False) if by else [("", rows)]
    texts = _numbered(corpus.sentences)
    labels = label_documents(corpus.documents)
    parts, plain = [], []
    for name, group in groups:
        cited = _cite(group, texts, labels, note)
        kept = cited[: limit or None]
        heading = f"{(names or {}).get(str(name), name)}: {_count(len(cited))}" if by else ""
        parts.append(_listing(heading, kept, len(cited) - len(kept)))
        plain += [heading] * bool(by) + [f"  {where}  {text}" for where, text, _ in kept]
    found = _count(len(set(records(rows, "doc", "sentence"))))
    return Html(
        _fold(f"Evidence: {found}", "".join(parts)),
        "\n".join([f"Evidence: {found}", *plain]),
    )


def concordance(rows: pd.DataFrame, corpus: Corpus, width: int = 50, limit: int = 0) -> Html:
    """Show rows in their context, one under another (KWIC): left, the words found, right.

    `rows` needs doc, sentence, start, end; `width` is in characters; `limit` keeps the
    first rows (0: all).
    """
    raws = dict(zip(corpus.documents["doc"], corpus.documents["raw"], strict=True))
    labels = label_documents(corpus.documents)
    kept, names = rows.head(limit or len(rows)), _numbered(corpus.sentences)
    lines = [
        (
            _place(doc, sentence),
            f"{labels[doc]}, {names[doc, sentence][-1]}",
            _one_line(raws[doc][max(start - width, 0) : start]),
            _one_line(raws[doc][start:end]),
            _one_line(raws[doc][end : end + width]),
        )
        for doc, sentence, start, end in records(kept, "doc", "sentence", "start", "end")
    ]
    html = "".join(
        f"<tr><td{LEFT}{place}>{escape(where)}</td>"
        f'<td style="text-align: right">{escape(left)}</td>'
        f"<td{LEFT}><mark>{escape(word)}</mark>{escape(right)}</td></tr>"
        for place, where, left, word, right in lines
    )
    caption = f"{len(rows)} found" + f", the first {len(kept)} shown" * (len(kept) < len(rows))
    plain = [f"{w:22.22} {before:>{width}}{word}{after}" for _, w, before, word, after in lines]
    return Html(_table(caption, html, kind=" kwic"), "\n".join([caption, *plain]))


def openings(corpus: Corpus, sentences: int = 2) -> Html:
    """Show how each text begins: title, first sentences, and a link to the publisher."""
    body = corpus.sentences[corpus.sentences["kind"] == "sentence"]
    parts, plain = [], []
    columns = ["doc", "title", "file", "words", "url"]
    for doc, title, file, words, url in records(corpus.documents, *columns):
        first = " ".join(body[body["doc"] == doc]["text"].head(sentences))
        head, where = title or doc, f"{file}, {_count(words, 'word')}"
        address = f" · {link(url)}" if url else ""
        parts.append(
            f'<blockquote data-doc="{escape(doc)}">'
            f"<p><strong>{escape(head)}</strong><br>{escape(first)} …</p>"
            f"<footer>{escape(where)}{address}</footer></blockquote>"
        )
        plain.append(f"{head}\n{first} …\n({where})")
    return Html("".join(parts), "\n\n".join(plain))


NO_ROW = "<tr><td>none</td></tr>"
CITED = ["doc", "sentence", "start", "end", "text"]
Place = tuple[str, int]


def _numbered(sentences: pd.DataFrame) -> dict[Place, tuple[Any, ...]]:
    """Give each sentence's span, text and name."""
    names = name_sentences(sentences)
    return {
        (doc, number): (*cited, names[doc, number])
        for doc, number, *cited in records(sentences, *CITED)
    }


def _cite(
    rows: pd.DataFrame, texts: Mapping[Place, tuple[Any, ...]], labels: Mapping[str, str], note: str
) -> list[tuple[str, str, str]]:
    """Give where each sentence stands, its text, and both as HTML with marks and notes."""
    spans: dict[Place, list[tuple[int, int]]] = {}
    notes: dict[Place, dict[str, None]] = {}
    for doc, number, start, end, told in records(rows, *CITED[:4], note or "doc"):
        spans.setdefault((doc, number), []).append((start, end))
        notes.setdefault((doc, number), {})[_text(told) if note else ""] = None
    cited = []
    for (doc, number), found in spans.items():
        start, end, text, name = texts[doc, number]
        where = f"{labels[doc]} · {name} · {start}–{end}"
        html = f"<cite{_place(doc, number)}>{escape(where)}</cite> {mark(text, start, found)}"
        noted = ", ".join(filter(None, notes[doc, number]))
        cited.append((where, text, html + f" <small>({escape(noted)})</small>" * bool(noted)))
    return cited


def _with_marks(picture: str, marks: Iterable[Mark]) -> str:
    spots = "".join(
        f'<i style="left: {x:.2%}; top: {y:.2%}"{_place(doc, sentence)}></i>'
        for x, y, doc, sentence in marks
    )
    if not spots:
        return picture
    return f'<span class="plot">{picture}<span class="marks">{spots}</span></span>'


def _place(doc: str, sentence: int) -> str:
    """Say in attributes which sentence is meant: where there are pages of texts, it gets a link."""
    return f' data-doc="{escape(doc)}" data-sentence="{sentence}"'


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


def _listing(heading: str, cited: list[tuple[str, str, str]], more: int) -> str:
    items = "".join(f"<li>{html}</li>" for _, _, html in cited)
    rest = f"<p>… and {_count(more)} more.</p>" if more else ""
    title = f"<p><strong>{escape(heading)}</strong></p>" if heading else ""
    return f"{title}<ul>{items}</ul>{rest}"


def _one_line(text: str) -> str:
    return re.sub(r"\s", " ", text)


def _count(number: int, thing: str = "sentence") -> str:
    return f"{number} {thing}" + "s" * (number != 1)


def _text(value: Hashable) -> str:
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:z.2f}".replace("-", "−")
    return "" if value is None or value is pd.NA or value is pd.NaT else str(value)


def _table(caption: str, rows: str, heads: Iterable[str] = (), kind: str = "") -> str:
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


def _fold(caption: str, html: str) -> str:
    return f'<details class="evidence"><summary>{escape(caption)}</summary>{html}</details>'


def _row(columns: Iterable[str], values: Iterable[Hashable]) -> str:
    cells = (
        link(value) if column.startswith("url") else _cell(_text(value))
        for column, value in zip(columns, values, strict=True)
    )
    return f"<tr>{''.join(f'<td{LEFT}>{cell}</td>' for cell in cells)}</tr>"


def _cell(text: str) -> str:
    """Keep a day on one line: it would break at its hyphens."""
    day = re.fullmatch(r"\d{4}-\d\d-\d\d", text)
    return f'<span style="white-space: nowrap">{text}</span>' if day else escape(text)


def link(value: Hashable) -> str:
    """Link to an address by its host, to http(s) addresses only: `javascript:` must stay text.

    >>> link("https://news.example/a"), link("javascript:alert(1)")
    ('<a href="https://news.example/a" rel="noopener noreferrer">news.example</a>', \
'javascript:alert(1)')
    """
    text = _text(value)
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return escape(text)
    if parts.scheme not in ("http", "https") or not host:
        return escape(text)
    return f'<a href="{escape(text)}" rel="noopener noreferrer">{escape(host)}</a>'
