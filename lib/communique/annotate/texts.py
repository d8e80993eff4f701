"""Write the page of a text: every sentence with its address, and places for what is said of it."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

import pandas as pd

from communique.annotate.address import SIDE, Addresses, Place
from communique.annotate.markup import clean, plural
from communique.annotate.schemes import Scheme
from communique.compare.base import label_documents, records
from communique.corpus import Corpus
from communique.show import link

__all__ = ["LEGEND", "NOTES", "Text", "list_texts", "shown_in_public", "write_legend", "write_text"]

# Marks in a page for what is known only once all measures are done.
LEGEND, NOTES = "<!--communique:legend-->", "<!--communique:notes-->"
LONG = 400  # sentences; in longer texts the browser lays out only what is seen
HUES = 7  # colours that annotate.js has for codes; the others are grey
FIELDS = ["doc", "title", "author", "genre", "published_from", "published_to", "url", "rights"]
SENTENCE = ["sentence", "passage", "start", "end", "text"]


class Text(NamedTuple):
    """Hold what the page of a text is made of; `shown` None: all of it."""

    doc: str
    label: str
    about: dict[str, str]
    raw: str
    passages: pd.DataFrame
    sentences: pd.DataFrame
    shown: Set[int] | None

    @property
    def heading(self) -> str:
        title = self.about["title"]
        return f"{self.label}: {title}" if title and title != self.label else f"Text {self.label}"


def list_texts(corpus: Corpus, shown: Set[Place] | None = None) -> list[Text]:
    """Part a corpus into its texts; `shown` are the sentences to show of those under copyright.

    `shown` None shows everything; else a text is shown whole only where its rights are `full`.
    """
    labels = label_documents(corpus.documents)
    parts = dict(list(corpus.passages.groupby("doc", sort=False)))
    sentences = dict(list(corpus.sentences.groupby("doc", sort=False)))
    texts = []
    for row in records(corpus.documents, *FIELDS, "raw"):
        about = dict(zip(FIELDS, row, strict=False))
        doc = about["doc"]
        limited = shown is not None and about["rights"] != "full"
        kept = {number for one, number in shown or () if one == doc} if limited else None
        none = corpus.sentences.head(0)
        own = sentences.get(doc, none)
        texts.append(
            Text(
                doc, labels[doc], about, row[-1], parts.get(doc, corpus.passages.head(0)), own, kept
            )
        )
    return texts


def shown_in_public(text: Text, sentence: int) -> bool:
    """Tell whether a page shows a sentence."""
    return text.shown is None or sentence in text.shown


def write_text(text: Text, addresses: Addresses) -> str:
    """Write the body of a text's page: who wrote it, its passages, marks for legend and notes."""
    kind = "reading long" if len(text.sentences) > LONG else "reading"
    parts = "".join(_passages(text, addresses))
    return (
        f'<p class="about-text">{_about(text)}</p>\n{HINT}'
        f'<div class="annotated">\n{LEGEND}\n<div class="{kind}">\n{parts}</div>\n</div>\n{NOTES}\n'
    )


PANEL = (
    '<section class="panel" aria-label="What these pages say" tabindex="0">'
    '<p class="live" aria-live="polite"></p>'
    '<p class="steps" hidden><button type="button" data-way="-1">‹ Back</button> '
    '<button type="button" data-way="1">Next ›</button> '
    '<button type="button" class="close">Close</button></p>'
    '<div class="told"><p>Point at a sentence, or choose its number.</p></div></section>\n'
)
HINT = (
    '<p class="hint">The small number before a sentence leads to all that these pages say of it. '
    '<span class="with-script">Point at a sentence or touch it, or walk through them with the '
    "arrow keys; <kbd>Esc</kbd> leaves.</span></p>\n"
)


def _about(text: Text) -> str:
    about = text.about
    days = [day for day in (about["published_from"], about["published_to"]) if day]
    when = " to ".join(dict.fromkeys(days))
    counted = plural(int((text.sentences["kind"] == "sentence").sum()), "sentence")
    told = [
        about["genre"],
        about["author"] and f"by {about['author']}",
        when and f"published {when}",
    ]
    parts = [clean(part) for part in told if part] + [counted]
    if about["url"]:
        parts.append(f"publisher: {link(about['url'])}")
    parts.append(f'<a href="{SIDE}.html">beside the other texts</a>')
    return " · ".join(parts)


def _passages(text: Text, addresses: Addresses) -> Iterator[str]:
    rows: dict[int, list[tuple[int, int, int, str]]] = {}
    for number, passage, start, end, words in records(text.sentences, *SENTENCE):
        rows.setdefault(passage, []).append((number, start, end, words))
    hidden: list[str] = []  # anchors of sentences not shown since the last one that is
    for passage, kind, words in records(text.passages, "passage", "kind", "text"):
        found = rows.get(passage, [])
        if not found:
            if text.shown is None:
                yield f'<p class="furniture">{clean(words)}</p>\n'
            continue
        inside = _sentences(text, found, addresses, hidden)
        tag = "h2" if kind == "heading" else "p"
        attribute = ' class="headline"' if kind == "title" else ""
        if inside:
            yield f"<{tag}{attribute}>{inside}</{tag}>\n"
    if hidden:
        yield f"<p>{_gap(hidden, text)}</p>\n"


def _sentences(
    text: Text,
    found: Sequence[tuple[int, int, int, str]],
    addresses: Addresses,
    hidden: list[str],
) -> str:
    """Write the sentences of a passage; those not shown gather in `hidden`."""
    html, last = "", found[0][1]
    for number, start, end, words in found:
        anchor = addresses.anchors[text.doc, number]
        if not shown_in_public(text, number):
            hidden.append(anchor)
            continue
        html += clean(text.raw[last:start]) if text.shown is None else " " * bool(html)
        html += f"{_gap(hidden, text)} " if hidden else ""
        address = f'<a class="n" href="#n-{anchor}">{_number(anchor)}</a>'
        html += f'<span class="s" id="{anchor}">{address}\xa0{clean(words)}</span>'
        hidden.clear()
        last = end
    return html


def _number(anchor: str) -> str:
    """Give the number of a sentence; titles and headings are not counted, but need a link, too."""
    return anchor[1:] if anchor[0] == "s" else "¶"


def _gap(hidden: Sequence[str], text: Text) -> str:
    """Say how many sentences are not shown, at an anchor for each, with a link to the publisher."""
    anchors = "".join(f'<span id="{anchor}"></span>' for anchor in hidden)
    count = plural(len(hidden), "sentence")
    address = link(text.about["url"]) if text.about["url"] else ""
    where = f": read them at {address}" if address.startswith("<a") else ""
    return f'<span class="gap">{anchors}[… {count} not shown{where}]</span>'


def write_legend(text: Text, schemes: Sequence[Scheme]) -> str:
    """Write the choice of colours, a legend for each with counts, and the place of the panel."""
    places = [(text.doc, n) for n in text.sentences["sentence"] if shown_in_public(text, n)]
    used = [(one, counted) for one in schemes if (counted := _count(one, places))]
    options = "".join(f'<option value="{one.key}">{clean(one.name)}</option>' for one, _ in used)
    legends = "".join(_legend(one, counted) for one, counted in used)
    return (
        '<aside class="side" aria-label="Colours and notes" hidden>\n'
        f'<p class="choice"><label for="colour-by">Colour by</label> <select id="colour-by">'
        f'<option value="">nothing</option>{options}</select></p>\n{legends}'
        f"{PANEL}</aside>"
    )


def _count(scheme: Scheme, places: Sequence[Place]) -> dict[str, int]:
    """Count the sentences of each code."""
    counts = dict.fromkeys(scheme.labels, 0)
    for place in places:
        for code in scheme.codes.get(place, ()):
            counts[code] += 1
    return counts if any(counts.values()) else {}


def _legend(scheme: Scheme, counts: Mapping[str, int]) -> str:
    grey = "; grey: ticked, it gets a colour" if sum(map(bool, counts.values())) > HUES else ""
    chips = "".join(
        f'<label class="chip"><input type="checkbox" value="{number}" data-code="{clean(code)}">'
        f'<i class="swatch"></i>'
        f"{clean(scheme.labels[code])} <small>{counts[code]}</small></label>\n"
        for number, code in enumerate(scheme.labels)
        if counts[code]
    )
    return (
        f'<fieldset data-by="{scheme.key}" hidden><legend>{clean(scheme.told)}{grey}</legend>'
        f'<div class="chips">{chips}</div>'
        '<button type="button" class="to-first" hidden>To the first of them</button></fieldset>\n'
    )
