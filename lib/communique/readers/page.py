"""Read .html files: the main text of a page, and what its metadata state."""

from collections.abc import Iterator
from typing import Any

from communique.readers.base import CorpusError, Text, needs
from communique.readers.blocks import Block, join_blocks
from communique.readers.decode import decode
from communique.readers.pagefacts import page_facts

__all__ = ["read_page"]

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "head"}
BLOCKS = {"p", "li", "item", "blockquote", "quote", "td", "th", "cell", "dt", "dd", "pre", "ab"}
SKIPPED = {"script", "style", "noscript", "nav", "form", "iframe", "svg", "template", "button"}
SKIPPED |= {"select", "textarea", "head", "footer", "aside", "figure", "graphic"}


def read_page(data: bytes, name: str) -> list[Text]:
    """Read the main text of a page, its title first; headings are marked.

    The main text is found by trafilatura (github.com/adbar/trafilatura), and where that finds
    none, it is all that stands in paragraphs. Facts are only those that the page states (see
    `page_facts`). Raises CorpusError.
    """
    try:
        import trafilatura
        from lxml import html  # type: ignore[import-untyped]
    except ImportError:
        raise CorpusError(needs("files", name)) from None
    found = decode(data, name)
    tree = _parse(found.text, html)
    if tree is None:
        raise CorpusError(f"{name}: is empty. Put the text into it, or remove the file.")
    facts = page_facts(tree)
    blocks = list(_main_blocks(found.text, trafilatura)) or list(_all_blocks(tree))
    title = facts.get("title", "")
    if title and not any(text == title for text, _ in blocks):
        blocks.insert(0, Block(title, "title"))
    text = join_blocks(blocks, found.encoding, facts)
    return [text._replace(warnings=found.warnings)]


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


def _all_blocks(tree: Any) -> Iterator[Block]:
    for body in tree.iter("body"):
        yield from _walk(body)


def _walk(root: Any) -> Iterator[Block]:
    """Yield the innermost blocks under an element in their order (no recursion: pages nest)."""
    for element in root.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in HEADINGS or (tag in BLOCKS and not _holds_block(element)):
            yield Block(" ".join("".join(element.itertext()).split()), _kind(tag))


def _holds_block(element: Any) -> bool:
    return any(child.tag in BLOCKS | HEADINGS for child in element.iter() if child is not element)


def _kind(tag: str) -> str:
    return "heading" if tag in HEADINGS else ""
