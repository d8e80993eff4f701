"""Link pages to the texts: at build time, for on code hosts such links would be dead."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape
from textwrap import shorten
from typing import NamedTuple
from urllib.parse import urlencode

from communique.annotate.address import FOLDER, SIDE, Addresses, Place

__all__ = ["Linker", "find_citations"]

CITED = re.compile(
    r'<(?P<tag>cite|td)(?P<rest>[^<>]*?) data-doc="(?P<doc>[^"]*)" data-sentence="(?P<n>\d+)">'
    r"(?P<text>.*?)</(?P=tag)>",
    re.DOTALL,
)
MARK = re.compile(
    r'<i (?P<style>style="[^"<>]*") data-doc="(?P<doc>[^"]*)" '
    r'data-(?:sentence="(?P<n>\d+)"|issue="(?P<issue>[^"]*)")></i>'
)
MARKS = '<span class="marks">'
# The evidence below a figure holds the same links, for those who do not point at things.
HIDDEN_MARKS = '<span class="marks" aria-hidden="true">'
OPENING = re.compile(
    r'(<blockquote data-doc="([^"]*)">(?:(?!</blockquote>).)*?)</footer>', re.DOTALL
)
TABLE = re.compile(
    r'(<table class="dataframe communique"><thead>)(.*?)(</thead><tbody>)(.*?)(</tbody></table>)',
    re.DOTALL,
)
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"(<t[hd][^>]*>)(.*?)(</t[hd]>)", re.DOTALL)
BEGINNING = 90  # characters of a sentence that pointing at a mark shows
LISTED = "in sentences"  # the head of a column that lists sentences by their numbers
NUMBER = re.compile(r"\b[0-9]+\b")
NAMED = re.compile(r"(?P<doc>.{1,200}?), (?:sentence|s) (?P<n>\d+)")


class Linker(NamedTuple):
    """Hold what the outputs of notebooks can be linked to."""

    addresses: Addresses
    issues: Mapping[str, str]  # of each issue raised, by id and by label: its id
    first: Mapping[tuple[str, str], int]  # of a document and an issue: the first sentence
    below: Mapping[str, Sequence[str]]  # of an issue: its kinds, or itself
    words: Mapping[Place, str]  # of each sentence that may be shown

    def link(self, html: str) -> str:
        """Lead each cited sentence of a page, and each cell for sentences, to its text.

        What `communique.show` marks with `data-doc` and `data-sentence` becomes a link; in
        tables that name documents and sentences, or issues, the cells do. The first citation of a
        sentence gets an id, so that the text can lead back. HTML of others stays as it is.
        """
        seen: set[str] = set()
        html = CITED.sub(lambda found: self._cited(found, seen), html)
        html = MARK.sub(self._mark, html).replace(MARKS, HIDDEN_MARKS)
        html = OPENING.sub(self._opening, html)
        return TABLE.sub(self._table, html)

    def _cited(self, found: re.Match[str], seen: set[str]) -> str:
        doc, number = unescape(found["doc"]), int(found["n"])
        url = self.addresses.sentence_url(doc, number)
        if not url:
            return found[0]
        anchor = cited_id(url)
        place = f' id="{anchor}"' if anchor not in seen else ""
        seen.add(anchor)
        return f"<{found['tag']}{found['rest']}{place}>{_a(url, found['text'])}</{found['tag']}>"

    def _mark(self, found: re.Match[str]) -> str:
        doc, issue = unescape(found["doc"]), unescape(found["issue"] or "")
        number = 0 if issue else int(found["n"])
        url = self._raised(doc, issue) if issue else self.addresses.sentence_url(doc, number)
        if not url:
            return ""
        label = next(name for name, one in self.addresses.docs.items() if one == doc)
        title = f"{label}, {self._on(issue) if issue else self._named(doc, number)}"
        return (
            f'<a {found["style"]} href="{escape(url)}" title="{escape(title)}" tabindex="-1"></a>'
        )

    def _named(self, doc: str, number: int) -> str:
        """Name a sentence by its anchor, and say how it begins."""
        name, words = self.addresses.anchors[doc, number], self.words.get((doc, number), "")
        return f"{name}: {shorten(words, BEGINNING, placeholder=' …')}" if words else name

    def _opening(self, found: re.Match[str]) -> str:
        url = self.addresses.text_url(unescape(found[2]))
        more = f" · {_a(url, 'the text, annotated')}" if url else ""
        return f"{found[1]}{more}</footer>"

    def _table(self, found: re.Match[str]) -> str:
        heads = [unescape(cell[2]) for cell in CELL.finditer(found[2])]
        rows = ROW.sub(lambda row: f"<tr>{self._row(heads, row[1])}</tr>", found[4])
        return f"{found[1]}{found[2]}{found[3]}{rows}{found[5]}"

    def _row(self, heads: list[str], row: str) -> str:
        cells = [(cell[1], cell[2], cell[3]) for cell in CELL.finditer(row)]
        if len(cells) != len(heads):
            return row
        values = {head: unescape(cell[1]) for head, cell in zip(heads, cells, strict=True)}
        linked = (
            self._cell(head, values, cell[1]) for head, cell in zip(heads, cells, strict=True)
        )
        return "".join(
            f"{cell[0]}{text}{cell[2]}" for text, cell in zip(linked, cells, strict=True)
        )

    def _cell(self, head: str, values: Mapping[str, str], text: str) -> str:
        """Link a cell as a whole, or the sentences that its words name."""
        if not text or "<a " in text:
            return text
        if url := self._url(head, values):
            return _a(url, text)
        docs = self.addresses.docs
        if head == LISTED and values.get("doc") in docs:
            page = self.addresses.text_url(docs[values["doc"]])
            return NUMBER.sub(lambda n: _a(f"{page}#s{n[0]}", n[0]) if page else n[0], text)
        named = NAMED.match(values[head])
        page = self.addresses.text_url(docs.get(named["doc"], "")) if named else ""
        if not named or not page:
            return text
        shown = escape(named[0])
        return _a(f"{page}#s{named['n']}", shown) + text.removeprefix(shown)

    def _url(self, head: str, values: Mapping[str, str]) -> str:
        """Find what a cell of a row stands for."""
        docs, value = self.addresses.docs, values[head]
        doc = docs.get(values.get("doc", ""), "")
        if doc and head in ("sentence", "start") and value.isascii() and value.isdigit():
            known = self.addresses.starts.get((doc, int(value)), -1)
            return self.addresses.sentence_url(doc, int(value) if head == "sentence" else known)
        issue = "" if self._elsewhere(values) else self.issues.get(values.get("issue", ""), "")
        if issue and head == "issue":
            return f"{FOLDER}/{SIDE}.html#{issue_id(issue)}"
        return self._raised(docs[head], issue) if issue and head in docs else ""

    def _elsewhere(self, values: Mapping[str, str]) -> bool:
        """Tell whether a row is of sentences that stand in none of the texts: invented ones."""
        if "sentence" in values and "doc" not in values:
            return True
        named = (NAMED.match(value) for value in values.values())
        return any(one and one["doc"] not in self.addresses.docs for one in named)

    def _on(self, issue: str) -> str:
        named = (label for label, one in self.issues.items() if one == issue)
        return f"sentences on “{next(named, issue)}”"

    def _raised(self, doc: str, issue: str) -> str:
        """Give the address of a text that shows only its sentences on an issue, at the first."""
        if (doc, issue) not in self.first:
            return ""
        url = self.addresses.sentence_url(doc, self.first[doc, issue])
        wanted = {"by": "issue", "only": self.below.get(issue, [issue])}
        return url.replace("#", f"?{urlencode(wanted, doseq=True)}#")


def find_citations(html: str) -> Iterator[Place]:
    """List the sentences that an output cites, in order.

    >>> list(find_citations('<cite data-doc="a&amp;b" data-sentence="3">A · sentence 2</cite>'))
    [('a&b', 3)]
    """
    for found in CITED.finditer(html):
        yield unescape(found["doc"]), int(found["n"])


def cited_id(url: str) -> str:
    """Name the place where a page cites a sentence: it has one, whatever else the page holds."""
    return "cites-" + url.removeprefix(f"{FOLDER}/").replace(".html#", "-")


def issue_id(issue: str) -> str:
    """Name an issue's place on the page of all texts.

    >>> issue_id("trade economy"), issue_id("x\\"><b>")
    ('issue-trade-economy', 'issue-x---b-')
    """
    return "issue-" + re.sub(r"[^\w-]", "-", issue)


def _a(url: str, text: str) -> str:
    return f'<a href="{escape(url)}">{text}</a>'
