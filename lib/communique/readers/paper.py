"""Read .pdf files: the paragraphs of their pages, put together again from lines."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator

from communique.readers.base import CorpusError, Text, needs
from communique.readers.blocks import Block, join_blocks

__all__ = ["read_pdf", "unwrap"]

FULL = 0.8  # of the usual width: a line at least so long goes on in the next
NARROW = 40  # characters: shorter lines are a slide's or a table's
DIGITS = re.compile(r"\d+")
HYPHENATED = re.compile(r"[a-z]-$")


def read_pdf(data: bytes, name: str) -> list[Text]:
    """Read the text of a .pdf file. Its properties are left alone: they date the file only.

    Lines are joined to paragraphs, and words that were parted at a line's end; what stands at
    the top or foot of most pages is left out. Raises CorpusError, also where the pages are
    pictures of text.
    """
    try:
        import pypdf
    except ImportError:
        raise CorpusError(needs("files", name)) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        pages = [_lines(page.extract_text()) for page in reader.pages]
    except Exception as error:  # a broken file raises anything from KeyError to RecursionError
        why = type(error).__name__
        raise CorpusError(f"{name}: cannot be read as .pdf ({why}). Save it as .txt.") from error
    running = _running_heads(pages)
    lines = [line for page in pages for line in page if DIGITS.sub("0", line) not in running]
    if not lines:
        raise CorpusError(
            f"{name}: its {len(pages)} pages hold no text; they may be pictures."
            " Read them with a program for text recognition, and save the text."
        )
    text = join_blocks(Block(paragraph) for paragraph in unwrap(lines))
    left_out = [f"left out from top or foot of the pages: “{line}”" for line in sorted(running)]
    return [text._replace(warnings=tuple(left_out))]


def _lines(page: str) -> list[str]:
    return [line.strip() for line in page.splitlines() if line.strip()]


def _running_heads(pages: list[list[str]]) -> set[str]:
    """Return the lines at the top or foot of most pages, numbers made alike."""
    edges = (DIGITS.sub("0", line) for page in pages for line in {*page[:1], *page[-1:]})
    most = max(1, len(pages) // 2)
    return {line for line, n in Counter(edges).items() if n > most and line[-1] not in ".!?"}


def unwrap(lines: list[str]) -> Iterator[str]:
    """Join the lines of a page to paragraphs: a paragraph ends with a line that is not full.

    >>> list(unwrap(["The envoy of Ruritania came to Freedonia to nego-", "tiate.", "He left."]))
    ['The envoy of Ruritania came to Freedonia to negotiate.', 'He left.']
    """
    usual = sorted(map(len, lines))[-1 - len(lines) // 10] if lines else 0
    paragraph = ""
    for line in lines:
        if HYPHENATED.search(paragraph) and line[0].islower():
            paragraph = paragraph[:-1] + line
        else:
            paragraph = f"{paragraph} {line}".lstrip()
        if usual < NARROW or len(line) < FULL * usual:
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph
