"""Sentences as HTML: the evidence of a number, concordances, and how texts begin."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from communique.compare.base import label_documents, name_sentences, records
from communique.corpus import Corpus
from communique.show.html import LEFT, Html, as_text, count, fold, link, mark, one_line, place
from communique.show.tables import frame_table

__all__ = ["NO_SENTENCE", "concordance", "evidence", "openings"]

CITED = ["doc", "sentence", "start", "end", "text"]


Place = tuple[str, int]

NO_SENTENCE = '<p class="evidence">No sentence.</p>'


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
        return Html(NO_SENTENCE, "No sentence.")
    groups = rows.groupby(by, sort=False) if by else [("", rows)]
    texts = _numbered(corpus.sentences)
    labels = label_documents(corpus.documents)
    parts, plain, places = [], [], 0
    for name, group in groups:
        cited = _cite(group, texts, labels, note)
        kept = cited[: limit or None]
        places += len(cited)
        heading = f"{(names or {}).get(str(name), name)}: {count(len(cited))}" if by else ""
        parts.append(_listing(heading, kept, len(cited) - len(kept)))
        plain += [heading] * bool(by) + [f"  {where}  {text}" for where, text, _ in kept]
    sentences = len(set(records(rows, "doc", "sentence")))
    # A sentence stands in each group that it belongs to; a filter counts these places.
    found = count(sentences) + f", {count(places, 'place')}" * (places > sentences)
    return Html(
        fold(f"Evidence: {found}", "".join(parts)),
        "\n".join([f"Evidence: {found}", *plain]),
    )


def concordance(rows: pd.DataFrame, corpus: Corpus, width: int = 50, limit: int = 0) -> Html:
    """Show rows in their context, one under another (KWIC): left, the words found, right.

    `rows` needs doc, sentence, start, end; `width` is in characters, less where a word would be
    cut; `limit` keeps the first rows (0: all).
    """
    raws = dict(zip(corpus.documents["doc"], corpus.documents["raw"], strict=True))
    labels = label_documents(corpus.documents)
    kept, names = rows.head(limit or len(rows)), _numbered(corpus.sentences)
    lines = [
        (
            place(doc, sentence),
            f"{labels[doc]}, {names[doc, sentence][-1]}",
            one_line(_before(raws[doc], start, width)),
            one_line(raws[doc][start:end]),
            one_line(_after(raws[doc], end, width)),
        )
        for doc, sentence, start, end in records(kept, "doc", "sentence", "start", "end")
    ]
    html = "".join(
        f"<tr><td{LEFT}{at}>{escape(where)}</td>"
        f'<td style="text-align: right">{escape(left)}</td>'
        f"<td{LEFT}><mark>{escape(word)}</mark>{escape(right)}</td></tr>"
        for at, where, left, word, right in lines
    )
    caption = f"{len(rows)} found" + f", the first {len(kept)} shown" * (len(kept) < len(rows))
    plain = [f"{w:22.22} {before:>{width}}{word}{after}" for _, w, before, word, after in lines]
    return Html(frame_table(caption, html, kind=" kwic"), "\n".join([caption, *plain]))


def _before(raw: str, place: int, width: int) -> str:
    """Give the words before a place.

    >>> _before("The envoys met.", 11, 9)
    'envoys '
    """
    begin = max(place - width, 0)
    cut = begin > 0 and raw[begin - 1 : begin + 1].isalnum()  # in the middle of a word
    rest = re.search(r"\s\S.*", raw[begin:place], re.DOTALL) if cut else None
    return rest[0].lstrip() if rest else raw[begin:place]


def _after(raw: str, place: int, width: int) -> str:
    """Give the words after a place.

    >>> _after("The envoys met.", 3, 9)
    ' envoys'
    """
    end = place + width
    cut = end < len(raw) and raw[end - 1 : end + 1].isalnum()
    rest = re.search(r".*\S(?=\s)", raw[place:end], re.DOTALL) if cut else None
    return rest[0] if rest else raw[place:end]


def openings(corpus: Corpus, sentences: int = 2) -> Html:
    """Show how each text begins: title, first sentences, and a link to the publisher."""
    body = corpus.sentences[corpus.sentences["kind"] == "sentence"]
    parts, plain = [], []
    columns = ["doc", "title", "file", "words", "url"]
    for doc, title, file, words, url in records(corpus.documents, *columns):
        first = " ".join(body[body["doc"] == doc]["text"].head(sentences))
        head, where = title or doc, f"{file}, {count(words, 'word')}"
        address = f" · {link(url)}" if url else ""
        parts.append(
            f'<blockquote data-doc="{escape(doc)}">'
            f"<p><strong>{escape(head)}</strong><br>{escape(first)} …</p>"
            f"<footer>{escape(where)}{address}</footer></blockquote>"
        )
        plain.append(f"{head}\n{first} …\n({where})")
    return Html("".join(parts), "\n\n".join(plain))


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
        notes.setdefault((doc, number), {})[as_text(told) if note else ""] = None
    cited = []
    for (doc, number), found in spans.items():
        start, end, text, name = texts[doc, number]
        where = f"{labels[doc]} · {name} · {start}–{end}"
        html = f"<cite{place(doc, number)}>{escape(where)}</cite> {mark(text, start, found)}"
        noted = ", ".join(filter(None, notes[doc, number]))
        cited.append((where, text, html + f" <small>({escape(noted)})</small>" * bool(noted)))
    return cited


def _listing(heading: str, cited: list[tuple[str, str, str]], more: int) -> str:
    items = "".join(f"<li>{html}</li>" for _, _, html in cited)
    rest = f"<p>… and {count(more)} more.</p>" if more else ""
    title = f"<p><strong>{escape(heading)}</strong></p>" if heading else ""
    return f"{title}<ul>{items}</ul>{rest}"
