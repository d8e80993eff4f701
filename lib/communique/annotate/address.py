"""Addresses: the page of each text and the anchor of each sentence, for whatever links to them."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple
from unicodedata import normalize

from communique.compare.base import label_documents, records
from communique.corpus import Corpus

__all__ = ["FOLDER", "SIDE", "Addresses", "make_addresses", "name_pages"]

FOLDER = "texts"
SIDE = "side-by-side"  # the page of all texts, issue by issue
LONGEST = 60  # characters of a page's name
# Names that this folder needs, and those that no file may have on Windows.
TAKEN = {"index", SIDE, "con", "prn", "aux", "nul"}
Place = tuple[str, int]


class Addresses(NamedTuple):
    """Hold where texts and sentences stand on the site; addresses start at the site's root."""

    pages: dict[str, str]  # document: name of its page
    anchors: dict[Place, str]
    starts: dict[Place, int]  # document and offset: number of the sentence that begins there
    docs: dict[str, str]  # what a document is called, id or label: its id

    def text_url(self, doc: str) -> str:
        """Give the address of a document's page, "" where it has none."""
        return f"{FOLDER}/{self.pages[doc]}.html" if doc in self.pages else ""

    def sentence_url(self, doc: str, sentence: int) -> str:
        """Give the address of a sentence, "" where it has none.

        >>> from communique.corpus import toy_sentences
        >>> frame = toy_sentences("They met.", "They left.")
        >>> documents = frame[["doc"]].head(1).assign(source="Zenda Post")
        >>> make_addresses(Corpus(documents, frame, frame)).sentence_url("toy", 2)
        'texts/toy.html#s2'
        """
        anchor, page = self.anchors.get((doc, sentence)), self.text_url(doc)
        return f"{page}#{anchor}" if page and anchor else ""


def make_addresses(corpus: Corpus, most: int = 0) -> Addresses:
    """Give each document a page (the first `most` only, 0: all) and each sentence an anchor.

    Sentences are numbered as readers are shown them elsewhere: `s1`, `s2` count the running text
    of a document, `h1`, `h2` its titles and headings.
    """
    labels = label_documents(corpus.documents)
    return Addresses(
        name_pages(list(corpus.documents["doc"])[: most or None]),
        _anchors(records(corpus.sentences, "doc", "sentence", "kind")),
        {
            (doc, start): n
            for doc, start, n in records(corpus.sentences, "doc", "start", "sentence")
        },
        {label: doc for doc, label in labels.items()} | {doc: doc for doc in labels},
    )


def name_pages(docs: Iterable[str]) -> dict[str, str]:
    """Name the page of each document: safe in an address and as a file, each name once.

    >>> name_pages(["Day 2", "day, 2", "会谈", "index"])
    {'Day 2': 'day-2', 'day, 2': 'day-2-2', '会谈': 'text', 'index': 'text-index'}
    """
    names: dict[str, str] = {}
    used: set[str] = set()
    for doc in docs:
        plain = _plain(doc)
        name, count = plain, 1
        while name in used:
            count += 1
            name = f"{plain}-{count}"
        used.add(name)
        names[doc] = name
    return names


def _plain(doc: str) -> str:
    ascii_only = normalize("NFKD", doc).encode("ascii", "ignore").decode("ascii").lower()
    name = re.sub(r"[^a-z0-9_]+", "-", ascii_only)[:LONGEST].strip("-_")
    if name in TAKEN or re.fullmatch(r"(?:com|lpt)\d", name):
        return f"text-{name}"
    return name or "text"


def _anchors(rows: Iterable[tuple[str, int, str]]) -> dict[Place, str]:
    counts: Counter[tuple[str, str]] = Counter()
    anchors = {}
    for doc, number, kind in rows:
        letter = "s" if kind == "sentence" else "h"
        counts[doc, letter] += 1
        anchors[doc, number] = f"{letter}{counts[doc, letter]}"
    return anchors
