"""Read the texts of a file, whatever its format: `read_texts`."""

from communique.readers.base import METADATA, CorpusError, Text
from communique.readers.formats import FORMATS, read_texts

__all__ = ["FORMATS", "METADATA", "CorpusError", "Text", "read_texts"]
