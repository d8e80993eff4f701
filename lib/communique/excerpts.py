"""What a public site may show of texts under copyright: a share of their sentences, chosen once.

A text whose `rights` are not `full` is shown in excerpts. Which sentences those are is decided for
the whole site: first what commentary, figures and the tagged cells cite, then what serves most
lists of evidence. All other sentences leave the notebooks' outputs before pages are made of them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from communique.compare.base import records
from communique.corpus import Corpus

__all__ = [
    "ITEM",
    "LIST",
    "MOST",
    "PLACE",
    "SHARE",
    "ExcerptError",
    "Excerpts",
    "check_site",
    "choose_excerpts",
    "plain",
]

SENTENCE = ["doc", "sentence", "kind", "text"]
SHARE = 0.25  # of a text's sentences, over the whole site
MOST = 3  # sentences of such texts in one list
FIRST = "cite-first"  # the tag of cells whose sentences come first
Place = tuple[str, int]

PLACE = r'data-doc="([^"]*)" data-sentence="(\d+)"'
ITEM = re.compile(rf"<li><cite {PLACE}>.*?</li>", re.DOTALL)
LIST = re.compile(
    r"<ul>((?:<li><cite data-doc=(?:(?!</li>).)*</li>)+)</ul>"
    r"(?:<p>… and (\d+) sentences? more\.</p>)?",
    re.DOTALL,
)
FIGURE = re.compile(r'<figure class="communique">.*?</figure>', re.DOTALL)
TAG = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]*>", re.DOTALL)
ATTRIBUTE = re.compile(r'="([^"]{12,})"')


class ExcerptError(ValueError):
    """A public site that shows more of a text than it may."""


class Excerpts(NamedTuple):
    """Hold which sentences of the texts under copyright are shown, and all that they consist of."""

    shown: Set[Place]  # titles and headings too
    texts: Mapping[Place, str]  # the sentences of these texts, blanks made one
    urls: Mapping[str, str]  # of each of these texts: the publisher's address

    def hidden(self, doc: str, sentence: int) -> bool:
        return doc in self.urls and (doc, sentence) not in self.shown

    def find(self, text: str) -> set[Place]:
        """Find the sentences that can be read in a text."""
        said = plain(text)
        return {place for place, words in self.texts.items() if words in said}


def choose_excerpts(
    notebooks: Sequence[Any], corpus: Corpus, said: Iterable[str] = (), share: float = SHARE
) -> Excerpts:
    """Choose the sentences that a public site shows of each text whose rights are not `full`.

    `said` are further texts that will be published as they are. Of each text at most `share` of
    its sentences are chosen: those in prose, in figures (which cannot be cut) and in cells tagged
    `cite-first`, the first one, and then again and again the one that most lists of evidence
    without any other could show.
    """
    columns = ["doc", "rights", "url"]
    urls = {
        doc: url for doc, rights, url in records(corpus.documents, *columns) if rights != "full"
    }
    rows = [row for row in records(corpus.sentences, *SENTENCE) if row[0] in urls]
    texts = {(doc, n): plain(words) for doc, n, kind, words in rows if kind == "sentence"}
    signposts = {(doc, n) for doc, n, kind, _ in rows if kind != "sentence"}
    whole = Excerpts(signposts, texts, urls)
    first = [*_said(notebooks), *said, *_figures(notebooks)]
    wanted = [place for text in first for place in sorted(whole.find(text))]
    wanted += [
        place for html in _htmls(notebooks, FIRST) for place in sorted(whole.find(_text(html)))
    ]
    wanted += [
        next(place for place in texts if place[0] == doc) for doc in {d: 0 for d, _ in texts}
    ]
    lists = [_cited(found[1]) for html in _htmls(notebooks) for found in LIST.finditer(html)]
    shown: set[Place] = set()
    for doc in urls:
        own = [place for place in texts if place[0] == doc]
        sets = [{place for place in one if place in own} for one in lists]
        chosen = [place for place in dict.fromkeys(wanted) if place[0] == doc]
        shown.update(_fill(chosen, sets, int(share * len(own))))
    return whole._replace(shown=shown | signposts)


def _fill(first: Sequence[Place], lists: Sequence[Set[Place]], most: int) -> list[Place]:
    """Add to the first places those that serve the most lists with none, then one, then two."""
    chosen = list(first[:most])
    for full in range(1, MOST + 1):
        while len(chosen) < most:
            open_lists = [one for one in lists if len(one & set(chosen)) < full]
            counts: dict[Place, int] = {}
            for place in (place for one in open_lists for place in sorted(one - set(chosen))):
                counts[place] = counts.get(place, 0) + 1
            if not counts:
                break
            chosen.append(max(counts, key=lambda place: (counts[place], -place[1])))
    return chosen


def check_site(site: Path, excerpts: Excerpts, share: float = SHARE) -> dict[str, int]:
    """Count the sentences of each text under copyright that can be read anywhere in a site.

    Raises ExcerptError where it is more than `share` of a text.
    """
    read: set[Place] = set()
    for path in (path for path in site.rglob("*") if path.suffix in (".html", ".js", ".txt")):
        text = path.read_text(encoding="utf-8")
        read |= excerpts.find(_text(text) if path.suffix == ".html" else text)
    counts = dict.fromkeys(excerpts.urls, 0)
    for doc, _ in read:
        counts[doc] += 1
    for doc, count in counts.items():
        whole = sum(place[0] == doc for place in excerpts.texts)
        if count > share * whole:
            raise ExcerptError(
                f"{doc}: {count} of its {whole} sentences could be read on the public site, more "
                f"than {share:.0%}. Cite less of it, or give its rights as full in documents.csv."
            )
    return counts


def _text(html: str) -> str:
    """Give all words of a page: what is seen, and what stands in attributes."""
    hidden = " ".join(unescape(found) for found in ATTRIBUTE.findall(html))
    return f"{unescape(TAG.sub('', html))} {hidden}"


def plain(text: str) -> str:
    """Make all blanks one."""
    return " ".join(text.split())


def _said(notebooks: Iterable[Any]) -> Iterator[str]:
    for notebook in notebooks:
        yield from (cell.source for cell in notebook.cells)


def _htmls(notebooks: Iterable[Any], tag: str = "") -> Iterator[str]:
    for notebook in notebooks:
        for cell in notebook.cells:
            if not tag or tag in cell.metadata.get("tags", []):
                for output in cell.get("outputs", []):
                    html = output.get("data", {}).get("text/html", "")
                    yield html if isinstance(html, str) else "".join(html)


def _figures(notebooks: Iterable[Any]) -> Iterator[str]:
    for html in _htmls(notebooks):
        yield from (_text(figure) for figure in FIGURE.findall(html))


def _cited(items: str) -> set[Place]:
    return {(unescape(item[1]), int(item[2])) for item in ITEM.finditer(items)}
