"""What every reader gives back, and the one error they raise."""

from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["METADATA", "CorpusError", "Text", "needs"]

METADATA = ["source", "title", "author", "genre", "published_from", "published_to", "url", "rights"]


class CorpusError(ValueError):
    """A folder, text or documents.csv that cannot be read: says which, where and what to do."""


class Text(NamedTuple):
    """One text of a file: what was read, and what the reader saw on the way.

    `facts` are metadata that the file states; `marks` gives the kind (title, heading, byline,
    boilerplate) of a line by the code point at which it starts, where the format tells it;
    `row` counts the rows of a table of texts from 1 (0 elsewhere).
    """

    raw: str
    encoding: str = ""
    facts: Mapping[str, str] = {}
    marks: Mapping[int, str] = {}
    row: int = 0
    warnings: tuple[str, ...] = ()


def needs(extra: str, name: str) -> str:
    """Say which extra a file needs, and how to get it.

    >>> needs("files", "talks.pdf")
    'talks.pdf: needs the extra “files”. Install it: pip install "communique[files]".'
    """
    return f'{name}: needs the extra “{extra}”. Install it: pip install "communique[{extra}]".'
