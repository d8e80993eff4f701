"""Read a sentence as words, marks and names."""

import re
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["POSSESSIVE", "Token", "read_tokens"]

_TOKEN = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*|[^\w\s]|_+")
_POSSESSIVE = re.compile(r"[’'](?:[sS]\b|(?!\w))")
_JOINED = re.compile(r"[-‐‑/–][^\W_]")
NAME, POSSESSIVE = "name", "'s"


class Token(NamedTuple):
    """A word in lower case, a mark, a name or the ’s behind a name, and where it stands.

    Of a name `text` is “name”; `known` is whom it stands for, `kind` its kind in the list.
    """

    start: int
    end: int
    text: str
    capital: bool
    known: str = ""
    kind: str = ""

    @property
    def is_name(self) -> bool:
        """Say whether it is a name."""
        return bool(self.known)

    @property
    def is_word(self) -> bool:
        """Say whether it is a word, neither a name nor a mark."""
        return not self.known and self.text[:1].isalnum()


def read_tokens(text: str, names: Sequence[tuple[int, int, str, str]]) -> list[Token]:
    """Read a sentence's words; `names` are start, end, whom it stands for, kind, sorted.

    A name joined to another word (US-led) is an ordinary word.

    >>> [token.text for token in read_tokens("Sylvania’s envoy left.", [(0, 8, "Sylvania", "")])]
    ['name', "'s", 'envoy', 'left', '.']
    """
    tokens: list[Token] = []
    at = 0
    for start, end, known, kind in names:
        if start < at:
            continue
        tokens += _plain(text, at, start)
        joined = _JOINED.match(text, end) or (
            start > 1 and text[start - 1] in "-‐‑/–" and not text[start - 2].isspace()
        )
        name = ("x", "", "") if joined else (NAME, known, kind)
        tokens.append(Token(start, end, name[0], True, name[1], name[2]))
        at = end
        if found := _POSSESSIVE.match(text, end):
            at = found.end()
            tokens.append(Token(end, at, POSSESSIVE, False))
    return [*tokens, *_plain(text, at, len(text))]


def _plain(text: str, start: int, end: int) -> list[Token]:
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text, start, end):
        word = found[0].lower().replace("’", "'")
        if word.endswith("'s") and len(word) > 3:
            tokens.append(Token(found.start(), found.end() - 2, word[:-2], found[0][0].isupper()))
            tokens.append(Token(found.end() - 2, found.end(), POSSESSIVE, False))
        else:
            tokens.append(Token(*found.span(), word, found[0][0].isupper()))
    return tokens
