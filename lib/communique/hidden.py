"""Read past characters that are not seen: soft hyphens, zero-width blanks and joiners.

They stand inside words (`mi\u00adnister`), and rules that look for words would miss these. What is
handed to a function marked `past_hidden` has none; what it finds is told by the places in the text
as it is.
"""

from bisect import bisect_right
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

import pandas as pd

from communique.phrases import INVISIBLE

__all__ = ["past_hidden", "places_with_hidden", "without_hidden"]

P = ParamSpec("P")
GONE = dict.fromkeys(map(ord, INVISIBLE))
Hidden = dict[str, dict[int, str]]  # of each document, what stands where


def without_hidden(text: str) -> str:
    """Leave out what is not seen.

    >>> without_hidden("mi\\u00adnister")
    'minister'
    """
    return text.translate(GONE) if _holds_hidden(text) else text


def places_with_hidden(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Tell where stretches of `without_hidden(text)` stand in `text`.

    >>> places_with_hidden("a\\u00adb c", [(0, 2), (3, 4)])
    [(0, 3), (4, 5)]
    """
    places = [place for place, sign in enumerate(text) if sign not in INVISIBLE]
    return [(places[start], places[end - 1] + 1) for start, end in spans]


def past_hidden(find: Callable[P, pd.DataFrame]) -> Callable[P, pd.DataFrame]:
    """Have a function that finds rows in tables of sentences or passages read past hidden signs.

    Tables among its arguments that have doc, start, end and text are handed on without them; in
    its result start, end (also `cue_start` and the like) and text are those of the text as it is.

    >>> from communique.corpus import toy_sentences
    >>> same = past_hidden(lambda table: table[["doc", "start", "end", "text"]])
    >>> same(toy_sentences("The mi\\u00adnister.", "He left."))["start"].to_list()
    [0, 15]
    """

    @wraps(find)
    def found(*args: P.args, **kwargs: P.kwargs) -> pd.DataFrame:
        tables = [one for one in (*args, *kwargs.values()) if _has_texts(one)]
        hidden = _hidden(tables)
        if not hidden:
            return find(*args, **kwargs)
        seen: Any = [_seen(one, hidden) for one in args]
        named: Any = {name: _seen(one, hidden) for name, one in kwargs.items()}
        return _back(find(*seen, **named), hidden)

    return found


def _holds_hidden(text: str) -> bool:
    return not text.isascii() and any(sign in text for sign in INVISIBLE)


def _has_texts(table: object) -> bool:
    return isinstance(table, pd.DataFrame) and {"doc", "start", "end", "text"} <= {*table.columns}


def _hidden(tables: list[Any]) -> Hidden:
    """Tell for each document where hidden signs stand in it, in their order."""
    found: dict[str, dict[int, str]] = {}
    for table in tables:
        for doc, start, text in zip(table["doc"], table["start"], table["text"], strict=True):
            if _holds_hidden(text):
                places = ((start + n, sign) for n, sign in enumerate(text) if sign in INVISIBLE)
                found.setdefault(doc, {}).update(places)
    return {doc: dict(sorted(places.items())) for doc, places in found.items()}


def _seen(table: Any, hidden: Hidden) -> Any:
    """Give a table as it would be, were there no hidden signs."""
    if not _has_texts(table):
        return table
    places = {doc: list(signs) for doc, signs in hidden.items()}
    moved = {
        column: [
            place - bisect_right(places.get(doc, []), place - 1)
            for doc, place in zip(table["doc"], table[column], strict=True)
        ]
        for column in ("start", "end")
    }
    return table.assign(**moved, text=[without_hidden(text) for text in table["text"]])


def _back(found: pd.DataFrame, hidden: Hidden) -> pd.DataFrame:
    """Tell the places of rows, and their text, as they are with the hidden signs."""
    # Of the signs left out, so many stand before a character that is read.
    before = {doc: [p - n for n, p in enumerate(signs)] for doc, signs in hidden.items()}

    def place(doc: str, at: int, last: int) -> int:
        return at if at < 0 else at + bisect_right(before.get(doc, []), at - last)

    moved = {
        column: [place(doc, at, last) for doc, at in zip(found["doc"], found[column], strict=True)]
        for end, last in (("start", 0), ("end", 1))
        for column in found.columns
        if column == end or column.endswith(f"_{end}")
    }
    rows = zip(found["doc"], found["text"], moved["start"], moved["end"], strict=True)
    texts = [_with_hidden(text, start, end, hidden.get(doc, {})) for doc, text, start, end in rows]
    return found.assign(**moved, text=texts)


def _with_hidden(text: str, start: int, end: int, signs: dict[int, str]) -> str:
    if end - start == len(text):
        return text
    letters = iter(text)
    return "".join(signs.get(place) or next(letters) for place in range(start, end))
