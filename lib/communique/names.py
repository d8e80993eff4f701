"""Find the names of a text, listed or recognised by rules, and mask them all alike.

Instruments of tone give points to names (“Great Britain”), or count them as distance between two
words. In a masked text every name is the same word, which no instrument knows, so that exchanging
one name for another changes nothing.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from communique.capitals import Words
from communique.compare.base import records
from communique.hidden import past_hidden
from communique.masking import Masked, Place
from communique.namelist import Listed, Name, Names
from communique.patterns import PatternError, compile_patterns
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

_WORD = re.compile(r"[\w.][\w.'’]*")
_FIRST = re.compile(r"[\W_]*([^\W\d_]+(?:-[^\W\d_]+)*)")


class NamesError(ValueError):
    """A list of names that cannot be used; names the file, the line and the remedy."""


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


@past_hidden
def find_names(sentences: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Find the names in sentences: those of the list, and others by their capitals.

    `sentences` needs doc, sentence, start, text; where it has kind, only listed names are found in
    titles and headings. Returns doc, sentence, start, end, text, name
    (as in the list's column name; "" if not listed), kind ("person" for an unlisted name after a
    title, else ""), listed. Names never overlap; articles, titles and possessive ’s are no parts.

    A name that is not listed is

    1. a word with a capital away from the beginning of a sentence (which is also a colon's or a
       quotation's), but for openings and ordinary words of the list (However, Monday, AI);
    2. two such words in a row, or initials, at the beginning of a sentence;
    3. what follows a title (Mr. Rassendyll; even Mrs. May); titles alone are no names;
    4. up to five capital letters (KRFC); more are taken for emphasis;
    5. words beside a listed family name (a namesake), unless the given name is listed with it;
    6. a sentence's first word that ends an unlisted name elsewhere in the document, where it is
       never written in small letters.

    Words in a row count as one name, also when joined by “of” and the like. Where all words have
    capitals, or all but small ones, only listed names are found. A name alone at the beginning of a
    sentence is missed (“Grace spoke”), and so is who is meant by a name that several people have.

    >>> from communique.corpus import toy_sentences
    >>> names = make_names({"Ruritania": "country", "Mr.": "title"})
    >>> table = toy_sentences("In Ruritania Mr. Rassendyll saw the Strelsau Opera.")
    >>> find_names(table, names)[["text", "name", "kind", "listed"]].values.tolist()
    [['Ruritania', 'Ruritania', 'country', True], ['Rassendyll', '', 'person', False], \
['Strelsau Opera', '', '', False]]
    """
    rows = [
        (doc, sentence, base + one.start, base + one.end, text[one.start : one.end], *one[2:])
        for doc, table in sentences.groupby("doc")
        for sentence, base, text, found in _in_document(table, names)
        for one in found
    ]
    found = pd.DataFrame(rows, columns=FOUND)
    return found.sort_values(["doc", "start"], ignore_index=True)


def _in_document(table: pd.DataFrame, names: Names) -> Iterator[tuple[int, int, str, list[Name]]]:
    rows = list(records(table, "sentence", "start", "text"))
    kinds = table["kind"] if "kind" in table else ["sentence"] * len(rows)
    found = [
        [one for one in names.find(text) if one.listed or kind == "sentence"]
        for kind, (_, _, text) in zip(kinds, rows, strict=True)
    ]
    known = _only_names([text for _, _, text in rows], found)
    for kind, (sentence, base, text), ones in zip(kinds, rows, found, strict=True):
        first = _FIRST.match(text) if kind == "sentence" else None
        if first and first[1] in known and not any(one.start <= first.start(1) for one in ones):
            ones = [Name(*first.span(1), "", "", False), *ones]
        yield sentence, base, text, ones


def _only_names(texts: list[str], found: list[list[Name]]) -> set[str]:
    """Give the last words of unlisted names, but for those that stand in small letters too."""
    known = {
        text[one.start : one.end].split()[-1]
        for text, ones in zip(texts, found, strict=True)
        for one in ones
        if not one.listed
    }
    small = {word for text in texts for word in text.split()} if known else set()
    return {word for word in known if word.lower() not in small}


def mask_names(text: str, names: Names, filler: str = FILLER) -> Masked:
    """Put one and the same word for every name of a text.

    Names side by side are one; titles, articles (“the United States”, “a Korean”), and possessive
    endings (China’s, the United States’) go with the name, so that the masked text is the same
    whatever listed name stands there. The full stop of “in the U.S.” stays where a sentence ends.
    A text without names is unchanged, and masking a masked text changes nothing. Names that are
    not listed are found by rules 1 to 4 of `find_names`: what stands elsewhere is not known here.

    >>> names = make_names({"United States": "country", "Ruritania": "country"})
    >>> mask_names("Ruritania’s talks with the United States", names).text
    'somename talks with somename'
    """
    return names.mask(text, filler)


def _names(source: str, rows: list[Row]) -> Names:
    listed: dict[str, Listed] = {}
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
                listed.setdefault(pattern, Listed(cells["name"], kind))
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
