"""Join the blocks of a page or document into one text, and keep what is known of each."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from communique.readers.base import Text

__all__ = ["Block", "join_blocks"]


class Block(NamedTuple):
    """A paragraph's text, and its kind where the format tells it ("" where not)."""

    text: str
    kind: str = ""


def join_blocks(
    blocks: Iterable[Block], encoding: str = "", facts: Mapping[str, str] | None = None
) -> Text:
    """Join blocks by blank lines; a block of known kind is marked at its first character.

    >>> text = join_blocks([Block("Talks", "title"), Block("They met.")])
    >>> text.raw, text.marks
    ('Talks\\n\\nThey met.', {0: 'title'})
    """
    pieces: list[str] = []
    marks: dict[int, str] = {}
    place = 0
    for text, kind in blocks:
        if not (text := text.strip()):
            continue
        if kind:
            marks[place] = kind
        pieces.append(text)
        place += len(text) + 2
    return Text("\n\n".join(pieces), encoding, facts or {}, marks)
