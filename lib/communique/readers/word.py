"""Read .docx files: paragraphs and tables in their order, headings known by their style."""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from communique.readers.base import CorpusError, Text, needs
from communique.readers.blocks import Block, join_blocks

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["read_docx"]

LARGEST = 500_000_000  # bytes unpacked: a small file that unpacks to more is no text


def read_docx(data: bytes, name: str) -> list[Text]:
    """Read the running text of a .docx file; what Word calls a title or heading is marked so.

    The document's properties are left alone: they tell who owned the computer, and when.
    Raises CorpusError.
    """
    try:
        import docx
    except ImportError:
        raise CorpusError(needs("files", name)) from None
    _check_size(data, name)
    try:
        return [join_blocks(_blocks(docx.Document(io.BytesIO(data))))]
    except Exception as error:  # a broken file raises anything from KeyError to XMLSyntaxError
        why = type(error).__name__
        raise CorpusError(f"{name}: cannot be read as .docx ({why}). Save it again.") from error


def _check_size(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(member.file_size for member in packed.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise CorpusError(f"{name}: is no .docx file ({error}). Save it again.") from None
    if size > LARGEST:
        raise CorpusError(f"{name}: unpacks to {size // 10**6} MB. Save its text as .txt.")


def _blocks(document: "Document") -> Iterator[Block]:
    for item in document.iter_inner_content():
        yield from _item_blocks(item)


def _item_blocks(item: Any) -> Iterator[Block]:
    if not hasattr(item, "rows"):
        yield Block(item.text, _kind(item))
        return
    for row in item.rows:
        # A merged cell is handed out once per column.
        cells = {cell._tc: cell for cell in row.cells}
        for cell in cells.values():
            for inner in cell.iter_inner_content():
                yield from _item_blocks(inner)


def _kind(paragraph: Any) -> str:
    style = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
    if style == "title":
        return "title"
    if style.startswith("heading"):
        return "heading"
    return "boilerplate" if style == "caption" else ""
