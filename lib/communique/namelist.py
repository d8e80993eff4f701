"""A list of names compiled into one matcher: what it finds in a text, and what it masks."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd

from communique.capitals import ARTICLE, NAME, Shape, Unit, Words, blank_out, find_units, is_heading
from communique.compare.base import records
from communique.masking import Masked, replace_spans
from communique.patterns import Matcher, compile_patterns

__all__ = ["Listed", "Name", "Names"]

REMEMBERED = 4_096
_AT_END = re.compile(r"[\"”’')\]\s]*(?:$|(?<=\s)([A-Z]\w*),?\s+[a-z])")
_ARTICLE = re.compile(rf"{ARTICLE}\Z")
_POSSESSIVE = re.compile(r"(?:['’]s\b|['’](?!\w))+")
_LONGEST_ARTICLE = 8


class Listed(NamedTuple):
    """What a pattern of the list stands for."""

    name: str
    kind: str


class Name(NamedTuple):
    """A name found in a text; `name` is that of the list, "" for a name that is not listed."""

    start: int
    end: int
    name: str
    kind: str
    listed: bool


class Names:
    """A list of names (columns name, kind, of, forms), ready to be looked for in texts."""

    def __init__(self, table: pd.DataFrame, listed: dict[str, Listed], words: Words) -> None:
        self.table = table
        self._listed = listed
        self._words = words
        self._given = _first_words(table)
        self._matcher: Matcher = compile_patterns({"name": listed})
        self._find = lru_cache(REMEMBERED)(self._find_new)
        self._mask = lru_cache(REMEMBERED)(self._mask_new)

    def __reduce__(self) -> tuple[Any, ...]:
        return Names, (self.table, self._listed, self._words)

    def find(self, text: str) -> tuple[Name, ...]:
        """Find the names of one text, as rows of start, end, name, kind, listed."""
        return self._find(text)

    def mask(self, text: str, filler: str) -> Masked:
        """Mask the names of one text (see `mask_names`)."""
        return self._mask(text, filler)

    def _find_new(self, text: str) -> tuple[Name, ...]:
        hits = self._hits(text)
        shape = blank_out(text, [(start, end) for start, end, _ in hits])
        found = [Name(start, end, *self._listed[key], True) for start, end, key in hits]
        for unit in find_units(shape.text, self._words):
            for start, end, titled in unit.unlisted:
                kind = "person" if titled else ""
                found.append(Name(*shape.original(start, end), "", kind, False))
        return tuple(self._full(sorted(found), text))

    def _full(self, found: list[Name], text: str) -> list[Name]:
        """Join a listed family name and the unlisted words beside it: another person's name."""
        full: list[Name] = []
        for one in found:
            last = full[-1] if full else one
            beside = text[last.end : one.start].isspace()
            if beside and not last.listed and self._is_family_name(one, text):
                given = text[last.start : last.end].split()[0]
                same = given in self._given[one.name]
                last = one._replace(start=last.start) if same else _unlisted(last, one)
                full[-1] = last
            elif beside and not one.listed and self._is_family_name(last, text, first=True):
                full[-1] = _unlisted(last, one)
            else:
                full.append(one)
        return full

    def _is_family_name(self, one: Name, text: str, first: bool = False) -> bool:
        if not one.listed or one.kind != "person" or not text[one.start : one.end].isalpha():
            return False
        return not first or one.name.startswith(text[one.start : one.end])

    def _mask_new(self, text: str, filler: str) -> Masked:
        hits = [(start, end) for start, end, _ in self._hits(text)]
        masked = _spans(filler, text) if filler in text else []
        shape = blank_out(text, hits, masked)
        units = find_units(shape.text, self._words)
        spans = [_whole(text, shape, unit) for unit in units if _is_new(shape.text, unit)]
        return replace_spans(text, spans, filler)

    def _hits(self, text: str) -> list[tuple[int, int, str]]:
        hits = [(start, end, key) for start, end, _, key in self._matcher.find(text)]
        if not any(text[end - 1] == "." for _, end, _ in hits):
            return hits
        # In a heading a full stop can only be that of the abbreviation.
        if is_heading(blank_out(text, [(start, end) for start, end, _ in hits]).text, self._words):
            return hits
        return [
            (start, end - _ends_sentence(text, end, self._words), key) for start, end, key in hits
        ]


def _unlisted(one: Name, other: Name) -> Name:
    return Name(one.start, other.end, "", "person", False)


def _first_words(table: pd.DataFrame) -> dict[str, set[str]]:
    rows = records(table, "name", "forms")
    return {
        name: {form.split()[0] for form in [name, *forms.split(";")] if form.strip()}
        for name, forms in rows
    }


def _spans(word: str, text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(rf"\b{re.escape(word)}\b", text)]


def _ends_sentence(text: str, end: int, words: Words) -> bool:
    """Say whether the full stop of an abbreviation (U.S.) ends the sentence too."""
    after = _AT_END.match(text, end) if text[end - 1] == "." else None
    return after is not None and (after[1] is None or after[1].lower() in words.opening)


def _is_new(shape: str, unit: Unit) -> bool:
    return bool(unit.unlisted) or NAME in shape[unit.start : unit.end]


def _whole(text: str, shape: Shape, unit: Unit) -> tuple[int, int]:
    """Take the articles before a name, and the possessive ’s after it, for parts of it."""
    start, end = shape.original(unit.start, unit.end)
    while article := _ARTICLE.search(text, max(0, start - _LONGEST_ARTICLE), start):
        start = article.start()
    possessive = _POSSESSIVE.match(text, end)
    return start, possessive.end() if possessive else end
