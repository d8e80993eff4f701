"""Put the pages of the texts into the site: plain before Sphinx runs, with all notes after it."""

import re
from collections.abc import Iterable, Mapping, Set
from html import escape
from pathlib import Path

from communique.annotate.address import FOLDER, SIDE, Addresses, Place
from communique.annotate.links import Linker, cited_id, find_citations
from communique.annotate.markup import clean, plural
from communique.annotate.notes import Citation, write_notes
from communique.annotate.schemes import find_schemes
from communique.annotate.side import write_side
from communique.annotate.tables import Tables
from communique.annotate.texts import (
    LEGEND,
    NOTES,
    Text,
    list_texts,
    shown_in_public,
    write_legend,
    write_text,
)
from communique.compare.base import records
from communique.corpus import Corpus

__all__ = ["MOST_PAGES", "annotate_site", "write_text_pages"]

MOST_PAGES = 100  # texts with a page of their own
SIDE_MARK = "<!--communique:side-->"
STYLE = '<link rel="stylesheet" href="../_static/annotate.css">\n'
NAMELESS = {
    '<summary><span class="toctree-toggle"': '<summary aria-label="The pages of the texts">'
    '<span class="toctree-toggle"',
    '<div id="pst-primary-sidebar" class': '<div id="pst-primary-sidebar" role="region" '
    'aria-label="Site" class',
}
SCRIPT = '<script src="../_static/annotate.js" defer></script>\n'
NO_SIDEBAR = "---\nhtml_theme.sidebar_secondary.remove: true\n---\n\n"


def write_text_pages(
    folder: Path, corpus: Corpus, addresses: Addresses, shown: Set[Place] | None = None
) -> list[str]:
    """Write a page for each text, one for all side by side, and a list of them, for Sphinx.

    The pages hold the texts, so that the site's search finds their words, and marks that
    `annotate_site` fills. `shown` None shows all; else of texts whose rights are not `full` only
    these sentences. Returns the names for the table of contents.
    """
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    texts = list_texts(corpus, shown)
    kept = [text for text in texts if text.doc in addresses.pages]
    for text in kept:
        body = STYLE + write_text(text, addresses) + SCRIPT
        _write(place / f"{addresses.pages[text.doc]}.md", text.heading, body)
    _write(place / f"{SIDE}.md", "Side by side", STYLE + SIDE_MARK + "\n" + SCRIPT)
    names = [SIDE, *(addresses.pages[text.doc] for text in kept)]
    contents = "\n```{toctree}\n:hidden:\n\n" + "\n".join(names) + "\n```\n"
    _write(place / "index.md", "The texts", STYLE + _list(kept, texts, addresses), contents)
    return [f"{FOLDER}/index"]


def annotate_site(
    site: Path,
    tables: Tables,
    addresses: Addresses,
    titles: Mapping[str, str],
    shown: Set[Place] | None = None,
) -> None:
    """Fill the pages of the texts that Sphinx built, and link the other pages to them.

    `titles` gives the name of each page of a notebook (without suffix) its title.
    """
    texts = list_texts(tables.corpus, shown)
    linker = _linker(tables, addresses, texts)
    citations: dict[Place, list[Citation]] = {}
    for name, title in titles.items():
        page = site / f"{name}.html"
        html = page.read_text(encoding="utf-8")
        for place in dict.fromkeys(find_citations(html)):
            if url := addresses.sentence_url(*place):
                citation = (f"{name}.html#{cited_id(url)}", title)
                citations.setdefault(place, []).append(citation)
        page.write_text(linker.link(html), encoding="utf-8", newline="\n")
    for page in site.glob("index.html"):  # the figure on the front page
        html = linker.link(page.read_text(encoding="utf-8"))
        page.write_text(html, encoding="utf-8", newline="\n")
    schemes = find_schemes(tables)
    notes = write_notes(tables, addresses, schemes, citations)
    for text in texts:
        if text.doc in addresses.pages:
            page = site / FOLDER / f"{addresses.pages[text.doc]}.html"
            legend = write_legend(text, schemes)
            _fill(page, {LEGEND: legend, NOTES: _notes(text, notes)})
    for page in site.rglob("*.html"):
        _name_parts(page)
    side = write_side(texts, tables, addresses)
    _fill(site / FOLDER / f"{SIDE}.html", {SIDE_MARK: side})


def _linker(tables: Tables, addresses: Addresses, texts: Iterable[Text]) -> Linker:
    first: dict[tuple[str, str], int] = {}
    headings = tables.corpus.sentences.query("kind != 'sentence'")
    left_out = set(records(headings, "doc", "sentence"))
    columns = ["doc", "issue", "parent", "sentence"]
    for doc, issue, parent, sentence in records(tables.mentions, *columns):
        if (doc, sentence) not in left_out:
            first.setdefault((doc, issue), sentence)
            first.setdefault((doc, parent), sentence)
    raised = {issue for _, issue in first}
    known = {label: issue for issue, label in tables.issues.items() if issue in raised}
    kinds: dict[str, list[str]] = {}
    for parent, issue in sorted(set(records(tables.mentions, "parent", "issue"))):
        kinds.setdefault(parent, []).append(issue)
    words = {
        (text.doc, number): told
        for text in texts
        for number, told in records(text.sentences, "sentence", "text")
        if shown_in_public(text, number)
    }
    return Linker(addresses, known | {issue: issue for issue in raised}, first, kinds, words)


def _notes(text: Text, notes: Mapping[Place, str]) -> str:
    """Gather the notes of a text where a browser without script shows them.

    With script they stay a text until one is asked for: a long text opens as fast as a short one.
    """
    numbers = (number for number in text.sentences["sentence"] if shown_in_public(text, number))
    listed = "\n".join(notes[text.doc, number] for number in numbers)
    return (
        f'<noscript id="notes">\n<h2>What these pages say of each sentence</h2>\n'
        f'<ul class="notes">\n{listed}\n</ul>\n</noscript>'
    )


def _list(kept: Iterable[Text], texts: list[Text], addresses: Addresses) -> str:
    rows = "".join(_item(text, addresses) for text in kept)
    left = len(texts) - len(addresses.pages)
    more = f"<p>{plural(left, 'text')} more without a page of their own.</p>" if left > 0 else ""
    return (
        f"<p>Every sentence with its own address, and all that the notebooks say of it. Or read "
        f'them <a href="{SIDE}.html">side by side, issue by issue</a>.</p>\n'
        f'<ul class="list-of-texts">{rows}</ul>{more}\n'
    )


def _item(text: Text, addresses: Addresses) -> str:
    url = escape(f"{addresses.pages[text.doc]}.html")
    about = text.about
    days = dict.fromkeys(day for day in (about["published_from"], about["published_to"]) if day)
    counted = plural(int((text.sentences["kind"] == "sentence").sum()), "sentence")
    told = [about["genre"], " to ".join(days), counted]
    limited = text.shown is not None
    told += ["only cited sentences are shown"] if limited else []
    return (
        f'<li><a href="{url}">{clean(text.heading)}</a> '
        f"<small>{clean(', '.join(filter(None, told)))}</small></li>"
    )


def _write(path: Path, title: str, html: str, rest: str = "") -> None:
    """Write a page of raw HTML under one heading."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", html)), default=0))
    text = f"{NO_SIDEBAR}# {_heading(title)}\n\n{fence}{{raw}} html\n{html}\n{fence}\n{rest}"
    path.write_text(text, encoding="utf-8", newline="\n")


def _heading(title: str) -> str:
    r"""Escape what Markdown would read as markup.

    Angle brackets get other forms: the theme writes titles of pages into its page for printing as
    they are, and so does the search.

    >>> print(_heading("a*b\n# [c](d) <i>"))
    a\*b \# \[c\]\(d\) ‹i›
    """
    plain = re.sub(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+", " ", title).strip()
    plain = plain.translate({ord("<"): "‹", ord(">"): "›"})
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", plain)


def _name_parts(page: Path) -> None:
    """Name the parts of the sidebar that the theme leaves without a name for a screen reader."""
    html = page.read_text(encoding="utf-8")
    for part, named in NAMELESS.items():
        html = html.replace(part, named, 1)
    page.write_text(html, encoding="utf-8", newline="\n")


def _fill(page: Path, parts: Mapping[str, str]) -> None:
    """Put parts where a page has their marks: once each, whatever the parts hold."""
    html = page.read_text(encoding="utf-8")
    pattern = "|".join(map(re.escape, parts))
    page.write_text(
        re.sub(pattern, lambda mark: parts[mark[0]], html), encoding="utf-8", newline="\n"
    )
