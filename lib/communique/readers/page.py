"""Read .html files: the main text of a page, and what its metadata state."""

import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from typing import Any

from communique.readers.base import CorpusError, Text, needs
from communique.readers.blocks import Block, join_blocks
from communique.readers.decode import Decoded, decode
from communique.readers.pagefacts import page_facts

__all__ = ["read_page"]

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "head"}
BLOCKS = {"p", "li", "item", "blockquote", "quote", "td", "th", "cell", "dt", "dd", "pre", "ab"}
SKIPPED = {"script", "style", "noscript", "nav", "form", "iframe", "svg", "template", "button"}
SKIPPED |= {"select", "textarea", "head", "footer", "aside", "figure", "title", "object"}
INLINE = {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "hi", "i", "ins"}
INLINE |= {"kbd", "label", "mark", "q", "ref", "s", "small", "span", "strong", "sub", "sup"}
INLINE |= {"time", "tt", "u", "var", "wbr", "br", "lb", "img"}
# Browsers read these names as Windows-1252, and so do the pages that give them.
WEB_NAMES = dict.fromkeys((b"iso-8859-1", b"latin1", b"ascii", b"us-ascii"), "cp1252")
LITTLE = 500  # characters: a page with less holds no menus to find a text among
LARGE = 1_000_000  # characters: beyond, finding the main text takes minutes
BREAK = "\u2028"
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)


def read_page(data: bytes, name: str) -> list[Text]:
    """Read the main text of a page, its title first; headings are marked.

    The main text is found by trafilatura (github.com/adbar/trafilatura); where that finds none,
    and in very short or long pages, it is all but menus, forms and asides. Facts are only those
    that the page states (see `page_facts`). Raises CorpusError.
    """
    try:
        import trafilatura
        from lxml import html  # type: ignore[import-untyped]
    except ImportError:
        raise CorpusError(needs("files", name)) from None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = _decode(data, name)
    tree = _parse(found.text, html)
    if tree is None:
        raise CorpusError(f"{name}: is empty. Put the text into it, or remove the file.")
    facts = page_facts(tree)
    whole = list(_all_blocks(tree))
    plain = not LITTLE < sum(len(text) for text, _ in whole) < LARGE
    blocks = whole if plain else list(_main_blocks(found.text, trafilatura)) or whole
    title = facts.get("title", "")
    if title and not any(text == title for text, _ in blocks):
        blocks.insert(0, Block(title, "title"))
    text = join_blocks(blocks, found.encoding, facts)
    return [text._replace(warnings=found.warnings)]


def _decode(data: bytes, name: str) -> Decoded:
    """Decode a page; the encoding it declares counts where it is not UTF-8."""
    declared = CHARSET.search(data, 0, 4096)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        with suppress(LookupError, UnicodeError):
            if declared and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
                codec = WEB_NAMES.get(declared[1].lower(), declared[1].decode())
                return Decoded(data.decode(codec), declared[1].decode())
    return decode(data, name)


def _parse(text: str, html: Any) -> Any:
    try:
        # As bytes: lxml refuses a str that declares an encoding of its own.
        parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
        return html.document_fromstring(text.encode("utf-8"), parser=parser)
    except Exception:  # nothing but comments, or nesting beyond what lxml takes
        return None


def _main_blocks(text: str, trafilatura: Any) -> Iterator[Block]:
    try:
        found = trafilatura.bare_extraction(
            text, include_comments=False, include_tables=True, include_formatting=False
        )
    except Exception:  # the page is read the plain way then
        return
    if found is not None and found.body is not None:
        yield from _walk(found.body)


def _walk(root: Any) -> Iterator[Block]:
    """Yield the innermost blocks under an element in their order (no recursion: pages nest)."""
    for line_break in root.iter("br", "lb"):
        line_break.tail = BREAK + (line_break.tail or "")
    holding = {parent for element in root.iter(*BLOCKS, *HEADINGS) for parent in _above(element)}
    for element in root.iter(*BLOCKS, *HEADINGS):
        if element.tag in HEADINGS or element not in holding:
            yield Block(_tidy("".join(element.itertext())), _kind(element.tag))


def _above(element: Any) -> Iterator[Any]:
    """Yield the blocks around an element, the nearest first."""
    return (parent for parent in element.iterancestors() if parent.tag in BLOCKS)


def _all_blocks(tree: Any) -> Iterator[Block]:
    """Yield all text of a page that is no menu, form or program, block by block."""
    for line_break in tree.iter("br"):
        line_break.tail = BREAK + (line_break.tail or "")
    texts = tree.xpath("//body//text()")
    for block, pieces in groupby(texts, key=_block):
        if block is not None:
            yield Block(_tidy("".join(map(str, pieces))), _kind(block.tag))


def _block(text: Any) -> Any:
    """Return the block in which a piece of text stands; None where it is not shown as text."""
    element = text.getparent()
    around = [element, *element.iterancestors()][1 if text.is_tail else 0 :]
    if any(one.tag in SKIPPED for one in around):
        return None
    return next((one for one in around if one.tag not in INLINE), None)


def _tidy(text: str) -> str:
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split(BREAK))))


def _kind(tag: str) -> str:
    return "heading" if tag in HEADINGS else ""
