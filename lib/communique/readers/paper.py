"""Read .pdf files: the text of their pages, one after the other."""

import io
import logging

from communique.readers.base import CorpusError, Text, needs

__all__ = ["read_pdf"]


def read_pdf(data: bytes, name: str) -> list[Text]:
    """Read the text of a .pdf file. Its properties are left alone: they date the file only.

    Raises CorpusError, also where the pages are pictures of text.
    """
    try:
        import pypdf
    except ImportError:
        raise CorpusError(needs("files", name)) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        pages = [page.extract_text() for page in reader.pages]
    except Exception as error:  # a broken file raises anything from KeyError to RecursionError
        why = type(error).__name__
        raise CorpusError(f"{name}: cannot be read as .pdf ({why}). Save it as .txt.") from error
    raw = "\n".join(filter(None, (page.strip() for page in pages)))
    if not raw:
        raise CorpusError(
            f"{name}: its {len(pages)} pages hold no text; they may be pictures."
            " Read them with a program for text recognition, and save the text."
        )
    return [Text(raw)]
