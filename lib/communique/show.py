"""Write HTML: tables, findings, figures and the sentences behind them.

This is the only module that writes HTML. Texts, file names and metadata are untrusted, so
everything that comes from a table is escaped here, once.
"""

import base64
import re
from collections.abc import Hashable, Iterable, Mapping
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

import pandas as pd

from communique.compare import label_documents
from communique.corpus import Corpus

__all__ = ["Html", "concordance", "evidence", "figure", "finding", "openings", "table"]


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


def figure(png: bytes, title: str, caption: str, alt: str, width: int) -> Html:
    """Show a picture with its finding, its caption and its alternative text.

    `width` is in CSS pixels; the picture is stored once, inside the HTML.

    >>> figure(b"", "More of it", "n = 2", 'a "chart"', 600).plain
    'More of it (n = 2)'
    """
    source = base64.b64encode(png).decode("ascii")
    return Html(
        f'<figure class="communique"><figcaption class="title"><strong>{escape(title)}</strong>'
        f'</figcaption><img width="{width}" alt="{escape(alt)}" '
        f'src="data:image/png;base64,{source}"><p class="caption">{escape(caption)}</p></figure>',
        f"{title} ({caption})",
    )


def table(
    frame: pd.DataFrame,
    caption: str = "",
    documents: pd.DataFrame | None = None,
    names: Mapping[str, str] | None = None,
) -> Html:
    """Show a table with a caption.

    With `documents`, ids of documents become their labels; `names` does the same for the values
    of a column issue. Missing values are left blank, numbers have two decimals, web addresses in
    a column url become links; all else is text.

    >>> table(pd.DataFrame({"doc": ["a<b"]}), "One text").html.count("a&lt;b")
    1
    """
    labels = label_documents(documents) if documents is not None else {}
    shown = frame.rename(columns=labels).reset_index(drop=True)
    for column, known in (("doc", labels), ("issue", names or {})):
        if column in shown:
            shown[column] = [known.get(value, value) for value in shown[column]]
    plain = f"{caption}\n{shown.to_string(index=False)}".strip()
    for column in shown.columns:
        cell = _link if column == "url" else _cell
        shown[column] = [cell(value) for value in shown[column]]
    shown.columns = pd.Index([escape(str(column).replace("_", " ")) for column in shown.columns])
    html = shown.to_html(index=False, escape=False, border=0, classes="communique")
    html = html.replace('style="text-align: right;"', 'style="text-align: left;"')
    if caption:
        html = html.replace("<thead>", f"<caption>{escape(caption)}</caption>\n<thead>", 1)
    return Html(f'<div class="communique-table">{html}</div>', plain)


def evidence(
    rows: pd.DataFrame,
    corpus: Corpus,
    by: str = "",
    note: str = "",
    limit: int = 0,
    names: Mapping[str, str] | None = None,
) -> Html:
    """Show the sentences that rows are about, folded, with the rows' spans marked.

    `rows` needs doc, sentence, start, end. `by` names a column whose values become sub-headings;
    `note` one whose value stands after each sentence. `limit` keeps the first sentences of each
    group (0: all) and says how many were left out. `names` labels the values of `by`.
    """
    if rows.empty:
        return Html('<p class="evidence">No sentence.</p>', "No sentence.")
    groups = rows.groupby(by, sort=False) if by else [("", rows)]
    texts = corpus.sentences.set_index(["doc", "sentence"])
    labels = label_documents(corpus.documents)
    parts, plain = [], []
    for name, group in groups:
        cited = _cite(group, texts, labels, note)
        kept = cited[: limit or None]
        heading = f"{(names or {}).get(str(name), name)}: {_count(len(cited))}" if by else ""
        parts.append(_listing(heading, kept, len(cited) - len(kept)))
        plain += [heading] * bool(by) + [f"  {where}  {text}" for where, text, _ in kept]
    found = _count(len(rows[["doc", "sentence"]].drop_duplicates()))
    return Html(
        f'<details class="evidence"><summary>Evidence: {found}</summary>{"".join(parts)}</details>',
        "\n".join([f"Evidence: {found}", *plain]),
    )


def concordance(rows: pd.DataFrame, corpus: Corpus, width: int = 50, limit: int = 0) -> Html:
    """Show rows in their context, one under another (KWIC): left, the words found, right.

    `rows` needs doc, sentence, start, end, text; `width` is in characters; `limit` keeps the
    first rows (0: all).
    """
    raws = dict(zip(corpus.documents["doc"], corpus.documents["raw"], strict=True))
    labels = label_documents(corpus.documents)
    kept = rows.head(limit or len(rows))
    lines = [
        (
            f"{labels[row.doc]} {row.sentence}",
            _one_line(raws[row.doc][max(row.start - width, 0) : row.start]),
            row.text,
            _one_line(raws[row.doc][row.end : row.end + width]),
        )
        for row in kept.itertuples()
    ]
    html = "".join(
        f'<tr><td>{escape(where)}</td><td style="text-align: right">{escape(left)}</td>'
        f'<td style="text-align: left"><mark>{escape(word)}</mark>{escape(right)}</td></tr>'
        for where, left, word, right in lines
    )
    caption = f"{len(rows)} found" + (f", the first {len(kept)} shown" * (len(kept) < len(rows)))
    plain = [f"{w:14.14} {lft:>{width}}{word}{right}" for w, lft, word, right in lines]
    return Html(
        f'<div class="communique-table"><table class="communique kwic"><caption>{caption}'
        f"</caption><tbody>{html}</tbody></table></div>",
        "\n".join([caption, *plain]),
    )


def openings(corpus: Corpus, sentences: int = 2) -> Html:
    """Show how each text begins: title, first sentences, and a link to the publisher."""
    body = corpus.sentences[corpus.sentences["kind"] == "sentence"]
    parts, plain = [], []
    for row in corpus.documents.itertuples():
        first = " ".join(body[body["doc"] == row.doc]["text"].head(sentences))
        where = f"{row.file}, {row.words} words"
        link = f" · {_link(row.url)}" if row.url else ""
        parts.append(
            f"<blockquote><p><strong>{escape(row.title)}</strong><br>{escape(first)} …</p>"
            f"<footer>{escape(where)}{link}</footer></blockquote>"
        )
        plain.append(f"{row.title}\n{first} …\n({where})")
    return Html("".join(parts), "\n\n".join(plain))


def _cite(
    rows: pd.DataFrame, texts: pd.DataFrame, labels: Mapping[str, str], note: str
) -> list[tuple[str, str, str]]:
    cited = []
    for (doc, number), spans in rows.groupby(["doc", "sentence"], sort=False):
        sentence = texts.loc[(doc, number)]
        where = f"{labels[doc]} · sentence {number} · {sentence['start']}–{sentence['end']}"
        marked = _mark(sentence, zip(spans["start"], spans["end"], strict=True))
        notes = ", ".join(dict.fromkeys(_text(value) for value in spans[note])) if note else ""
        html = f"<cite>{escape(where)}</cite> {marked}"
        html += f" <small>({escape(notes)})</small>" if notes else ""
        cited.append((where, str(sentence["text"]), html))
    return cited


def _mark(sentence: pd.Series, spans: Iterable[tuple[int, int]]) -> str:
    """Return a sentence's escaped text with its spans marked; overlapping ones are joined."""
    text, base = sentence["text"], sentence["start"]
    inside = [False] * len(text)
    for start, end in spans:
        if (start, end) != (base, sentence["end"]):
            inside[start - base : end - base] = [True] * (end - start)
    html, open_ = "", False
    for character, marked in zip(text, inside, strict=True):
        if marked != open_:
            html, open_ = html + ("<mark>" if marked else "</mark>"), marked
        html += escape(character)
    return html + "</mark>" * open_


def _listing(heading: str, cited: list[tuple[str, str, str]], more: int) -> str:
    items = "".join(f"<li>{html}</li>" for _, _, html in cited)
    rest = f"<p>… and {_count(more)} more.</p>" if more else ""
    title = f"<p><strong>{escape(heading)}</strong></p>" if heading else ""
    return f"{title}<ul>{items}</ul>{rest}"


def _one_line(text: str) -> str:
    return re.sub(r"\s", " ", text)


def _count(number: int) -> str:
    return f"{number} sentence" + "s" * (number != 1)


def _text(value: Hashable) -> str:
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:.2f}"
    return "" if value is None or value is pd.NA or value is pd.NaT else str(value)


def _cell(value: Hashable) -> str:
    return escape(_text(value))


def _link(value: Hashable) -> str:
    """Link to http(s) addresses only: a `javascript:` address must stay text."""
    text = _text(value)
    try:
        parts = urlsplit(text)
    except ValueError:
        return escape(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return escape(text)
    return f'<a href="{escape(text)}" rel="noopener noreferrer">{escape(parts.netloc)}</a>'
