"""Find the names of a text, listed or recognised by rules, and mask them all alike.

Instruments of tone give points to names (“Great Britain”), or count them as distance between two
words. In a masked text every name is the same word, which no instrument knows, so that exchanging
one name for another changes nothing.
"""

import re
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from communique.capitals import ARTICLE, NAME, Shape, Unit, Words, blank_out, find_units
from communique.compare.base import records
from communique.patterns import Matcher, PatternError, compile_patterns
from communique.tables import Row, read_rows

__all__ = [
    "FILLER",
    "Masked",
    "Names",
    "NamesError",
    "Place",
    "find_names",
    "make_names",
    "mask_names",
    "read_names",
]

FILLER = "somename"

COLUMNS = ["name", "kind", "of", "forms"]
FOUND = ["doc", "sentence", "start", "end", "text", "name", "kind", "listed"]
KINDS = ("country", "territory", "region", "city", "people", "organisation", "person")
WORDS = ("title", "prefix", "joining", "opening", "ordinary", "month")
REMEMBERED = 4_096

_AT_END = re.compile(r"[\"”’')\]\s]*(?:$|(?<=\s)([A-Z]\w*),?\s+[a-z])")
_ARTICLE = re.compile(rf"{ARTICLE}\Z")
_WORD = re.compile(r"[\w.][\w.'’]*")
_LONGEST_ARTICLE = 8
_POSSESSIVE = re.compile(r"(?:['’]s\b|['’](?!\w))+")


class NamesError(ValueError):
    """A list of names that cannot be used; names the file, the line and the remedy."""


class Place(NamedTuple):
    """A masked name: its span in the text, and the span of the filler in the masked text."""

    start: int
    end: int
    masked_start: int
    masked_end: int


class Masked(NamedTuple):
    """A text with its names masked, and the places where they stood."""

    text: str
    places: tuple[Place, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the unmasked text for a span of the masked one.

        A span that touches a filler stands for the whole name; others keep their very characters.

        >>> names = make_names({"United States": "country"})
        >>> masked = mask_names("Talks with the United States stall.", names)
        >>> masked.text, masked.original_span(20, 25)
        ('Talks with somename stall.', (29, 34))
        """
        return self._original(start, 0), self._original(end, 1)

    def _original(self, at: int, is_end: int) -> int:
        # A start at a filler's first letter is inside it, an end there is not.
        index = bisect_right(self.places, at - is_end, key=lambda place: place.masked_start) - 1
        if index < 0:
            return at
        place = self.places[index]
        if at - is_end < place.masked_end:
            return place.end if is_end else place.start
        return at - place.masked_end + place.end


class _Listed(NamedTuple):
    name: str
    kind: str


class _Name(NamedTuple):
    start: int
    end: int
    name: str
    kind: str
    listed: bool


class Names:
    """A list of names (columns name, kind, of, forms), ready to be looked for in texts."""

    def __init__(self, table: pd.DataFrame, listed: dict[str, _Listed], words: Words) -> None:
        self.table = table
        self._listed = listed
        self._words = words
        self._matcher: Matcher = compile_patterns({"name": listed})
        self._find = lru_cache(REMEMBERED)(self._find_new)
        self._mask = lru_cache(REMEMBERED)(self._mask_new)

    def find(self, text: str) -> tuple[_Name, ...]:
        """Find the names of one text, as rows of start, end, name, kind, listed."""
        return self._find(text)

    def mask(self, text: str, filler: str) -> Masked:
        """Mask the names of one text (see `mask_names`)."""
        return self._mask(text, filler)

    def _find_new(self, text: str) -> tuple[_Name, ...]:
        hits = self._hits(text)
        shape = blank_out(text, [(start, end) for start, end, _ in hits])
        found = [_Name(start, end, *self._listed[key], True) for start, end, key in hits]
        for unit in find_units(shape.text, self._words):
            for start, end, titled in unit.unlisted:
                kind = "person" if titled else ""
                found.append(_Name(*shape.original(start, end), "", kind, False))
        return tuple(sorted(found))

    def _mask_new(self, text: str, filler: str) -> Masked:
        hits = [(start, end) for start, end, _ in self._hits(text)]
        masked = _spans(filler, text) if filler in text else []
        shape = blank_out(text, hits, masked)
        units = find_units(shape.text, self._words)
        spans = [_whole(text, shape, unit) for unit in units if _is_new(shape.text, unit)]
        return _masked(text, spans, filler)

    def _hits(self, text: str) -> list[tuple[int, int, str]]:
        return [
            (start, end - (text[end - 1] == "." and _ends_sentence(text, end, self._words)), key)
            for start, end, _, key in self._matcher.find(text)
        ]


def _spans(word: str, text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(rf"\b{re.escape(word)}\b", text)]


def _ends_sentence(text: str, end: int, words: Words) -> bool:
    """Say whether the full stop of an abbreviation (U.S.) ends the sentence too."""
    after = _AT_END.match(text, end)
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


def _masked(text: str, spans: list[tuple[int, int]], filler: str) -> Masked:
    parts, places = [], []
    last = length = 0
    for start, end in spans:
        parts += [text[last:start], filler]
        length += start - last + len(filler)
        places.append(Place(start, end, length - len(filler), length))
        last = end
    return Masked("".join([*parts, text[last:]]), tuple(places))


def read_names(path: str | Path) -> Names:
    """Read names from a CSV file with a row for each name, or list of words about names.

    Columns: name; kind; of (the listed name it belongs to: China for Chinese, Beijing, Xi Jinping;
    may be empty); forms (other ways to write it, parted by ";"). Kinds of names are country,
    territory, region, city, people, organisation, person. Rows of other kinds name lists of words
    that the rules of `find_names` need: title, prefix, joining, opening, ordinary, month.

    A name is found where its capitals are as in the list, or all its letters are capitals; dots
    of abbreviations are not read (US is U.S. too). Raises NamesError with the line and the remedy.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "names.csv")
    ...     _ = path.write_text("name,kind,of,forms\\nRuritania,country,,\\nRuritanian,people,"
    ...                         "Ruritania,Ruritanians")
    ...     read_names(path).table["name"].to_list()
    ['Ruritania', 'Ruritanian']
    """
    return _names(str(path), read_rows(path, COLUMNS, error=NamesError))


def make_names(listed: dict[str, str]) -> Names:
    """Make a list of names from a few, each with its kind, to try something out.

    >>> make_names({"Ruritania": "country"}).table["kind"].to_list()
    ['country']
    """
    rows = [
        Row(line, {"name": name, "kind": kind, "of": "", "forms": ""})
        for line, (name, kind) in enumerate(listed.items(), start=1)
    ]
    return _names("names", rows)


def find_names(sentences: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Find the names in sentences: those of the list, and others by their capitals.

    `sentences` needs doc, sentence, start, text. Returns doc, sentence, start, end, text, name
    (as in the list's column name; "" if not listed), kind ("person" for an unlisted name after a
    title, else ""), listed. Names never overlap; articles, titles and possessive ’s are no parts.

    >>> from communique.corpus import toy_sentences
    >>> names = make_names({"Ruritania": "country", "Mr.": "title"})
    >>> table = toy_sentences("In Ruritania Mr. Rassendyll saw the Strelsau Opera.")
    >>> find_names(table, names)[["text", "name", "kind", "listed"]].values.tolist()
    [['Ruritania', 'Ruritania', 'country', True], ['Rassendyll', '', 'person', False], \
['Strelsau Opera', '', '', False]]
    """
    rows = [
        (doc, sentence, base + start, base + end, text[start:end], *rest)
        for doc, sentence, base, text in records(sentences, "doc", "sentence", "start", "text")
        for start, end, *rest in names.find(text)
    ]
    found = pd.DataFrame(rows, columns=FOUND)
    return found.sort_values(["doc", "start"], ignore_index=True)


def mask_names(text: str, names: Names, filler: str = FILLER) -> Masked:
    """Put one and the same word for every name of a text.

    Names side by side are one; titles, articles (“the United States”, “a Korean”), and possessive
    endings (China’s, the United States’) go with the name, so that the masked text is the same
    whatever listed name stands there. The full stop of “in the U.S.” stays where a sentence ends.
    A text without names is unchanged, and masking a masked text changes nothing.

    >>> names = make_names({"United States": "country", "Ruritania": "country"})
    >>> mask_names("Ruritania’s talks with the United States", names).text
    'somename talks with somename'
    """
    return names.mask(text, filler)


def _names(source: str, rows: list[Row]) -> Names:
    listed: dict[str, _Listed] = {}
    words: dict[str, list[str]] = {kind: [] for kind in WORDS}
    lines: dict[str, int] = {}
    known = {cells["name"] for _, cells in rows}
    for line, cells in rows:
        where = f"{source}, line {line}"
        _check(cells, known, where)
        kind = cells["kind"]
        forms = [form.strip() for form in [cells["name"], *cells["forms"].split(";")]]
        for form in filter(None, forms):
            if kind in WORDS:
                words[kind].append(form)
                continue
            if form in lines:
                raise NamesError(f"{where}: “{form}” stands in line {lines[form]} too; keep one")
            lines[form] = line
            for pattern in _patterns(form, where):
                listed.setdefault(pattern, _Listed(cells["name"], kind))
    table = pd.DataFrame([cells for _, cells in rows], columns=COLUMNS, dtype="str")
    return Names(table, listed, Words(words))


def _check(cells: dict[str, str], known: set[str], where: str) -> None:
    name, kind, of = cells["name"], cells["kind"], cells["of"]
    if not name:
        raise NamesError(f"{where}: the name is empty; write one, or remove the row")
    if kind not in (*KINDS, *WORDS):
        raise NamesError(f"{where}: unknown kind “{kind}”; write {', '.join(KINDS + WORDS)}")
    if of and of not in known:
        raise NamesError(f"{where}: “{of}” is in no row; add it, or leave the column of empty")


def _patterns(form: str, where: str) -> list[str]:
    """Give patterns for a name as written, and in capitals."""
    if not any(map(str.isupper, form)):
        raise NamesError(f"{where}: “{form}” has no capital, so that it cannot be told; remove it")
    patterns = [_WORD.sub(_cased, form), _WORD.sub(_cased, form.upper())]
    try:
        compile_patterns({"name": patterns})
    except PatternError as error:
        raise NamesError(f"{where}: {error}") from None
    return patterns


def _cased(word: re.Match[str]) -> str:
    """Mark a word that must be written so; in capitals, little words are read in any case."""
    return f"^{word[0]}" if word[0][0].isupper() else word[0]
