"""The terms of the field: read them, link them where a page first uses them, make their page."""

import re
from collections.abc import Iterator, Mapping, MutableSet
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from communique.tables import read_rows

__all__ = [
    "GlossaryError",
    "Term",
    "link_terms",
    "plain_markdown",
    "read_glossary",
    "write_glossary",
]

COLUMNS = ["term", "variants", "definition", "example", "reference", "url", "anchor"]
SHORTEST = 2  # letters: a shorter term (n) is linked in its variants only
# What is no prose: code, links and pictures, HTML and addresses, and words cited from a text.
NO_PROSE = re.compile(r"(`+)(?:.*?)\1|!?\[[^\]]*\](?:\([^)]*\))?|<[^>]*>|“[^”]*”|https?://\S+")
FENCE = re.compile(r"\s*(`{3,}|~{3,}|:{3,})")


class GlossaryError(ValueError):
    """A glossary that cannot be used: file, line, and what to do."""


class Term(NamedTuple):
    """Hold a term: its other spellings, two sentences, an example, where to read more."""

    term: str
    variants: tuple[str, ...]
    definition: str
    example: str
    reference: str
    url: str
    anchor: str


def read_glossary(path: str | Path) -> list[Term]:
    """Read the terms of a glossary, in the file's order.

    Variants are parted by `;`. Raises GlossaryError, naming file, line and remedy, for an empty
    cell that is needed, an anchor or a spelling that stands twice, an address that is not http(s).
    """
    terms: list[Term] = []
    seen: set[str] = set()
    for line, cells in read_rows(path, COLUMNS, (), GlossaryError):
        variants = tuple(filter(None, (one.strip() for one in cells["variants"].split(";"))))
        term = Term(**{**cells, "variants": variants})  # type: ignore[arg-type]
        if problem := _problem(term, seen):
            raise GlossaryError(f"{path}, line {line}: {problem}")
        seen |= {spelling.lower() for spelling in (term.anchor, term.term, *variants)}
        terms.append(term)
    return terms


def link_terms(markdown: str, glossary: list[Term], linked: MutableSet[str] | None = None) -> str:
    """Link each term where the prose of a page first uses it.

    Headings, code, links, HTML and words in quotation marks are left alone. `linked` holds the
    anchors that the page links already, and is added to, so that a page may come in parts. The
    definition is the link's title, so that it can be read without leaving the page.

    >>> term = Term("keyness", (), "It tells. It helps.", "x", "y", "", "term-keyness")
    >>> print(link_terms("# Keyness\\n`keyness`, Keyness and keyness", [term]))
    # Keyness
    `keyness`, [Keyness](#term-keyness "It tells. It helps.") and keyness
    """
    done = set() if linked is None else linked
    forms = _forms(glossary)
    if not forms:
        return markdown
    pattern = _pattern(forms)
    lines = markdown.split("\n")
    for number, line in _prose_lines(lines):
        lines[number] = _link_line(line, pattern, forms, done)
    return "\n".join(lines)


def write_glossary(
    glossary: list[Term], used: Mapping[str, list[tuple[str, str]]] | None = None
) -> str:
    """Write the glossary as a page in Markdown.

    `used` gives for an anchor the pages that
    link to it: their files and titles."""
    parts = [
        "# Glossary\n\nThe words of the field that these pages use: each in two sentences, with "
        "an example and a place to read more. Examples cite one of the two texts that Communiqué "
        "comes with (SOFREP, CBGA) or are invented.\n"
    ]
    ordered = sorted(glossary, key=lambda term: term.term.lower())
    for letter, terms in groupby(ordered, key=lambda term: term.term[:1].upper()):
        parts.append(f"## {letter}\n")
        parts += [_entry(term, (used or {}).get(term.anchor, [])) for term in terms]
    return "\n".join(parts)


def plain_markdown(text: str) -> str:
    r"""Escape what Markdown would read as markup.

    >>> print(plain_markdown("a*b [c] <d>"))
    a\*b \[c\] \<d\>
    """
    return re.sub(r"([\\`*_\[\]<>{}#!|$&~^])", r"\\\1", re.sub(r"\s+", " ", text).strip())


def _problem(term: Term, seen: set[str]) -> str:
    for name in ("term", "definition", "example", "reference"):
        if not getattr(term, name):
            return f"no {name}; write one"
    if not re.fullmatch(r"[a-z][a-z0-9-]*", term.anchor):
        return f"the anchor “{term.anchor}” needs small letters, digits and hyphens only"
    if term.url and (urlsplit(term.url).scheme not in ("http", "https")):
        return f"“{term.url}” is no web address; begin it with https://, or leave it empty"
    spellings = [spelling.lower() for spelling in (term.anchor, term.term, *term.variants)]
    for spelling in spellings:
        if spelling in seen or spellings.count(spelling) > 1:
            return f"“{spelling}” stands twice; keep one"
    return ""


def _forms(glossary: list[Term]) -> dict[str, Term]:
    return {
        form.lower(): term
        for term in glossary
        for form in (term.term, *term.variants)
        if len(form) >= SHORTEST
    }


def _pattern(forms: Mapping[str, Term]) -> re.Pattern[str]:
    """Find any form, the longest first; a hyphen or a star beside it makes another word of it."""
    longest = sorted(forms, key=len, reverse=True)
    any_form = "|".join(re.escape(form).replace(r"\ ", r"\s") for form in longest)
    return re.compile(rf"(?<![\w\-’'/.])(?:{any_form})(?![\w\-’'/]|\.\w)", re.IGNORECASE)


def _prose_lines(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Pass over headings, fenced blocks, blocks of HTML, front matter and targets."""
    fence, html = "", False
    front = bool(lines) and lines[0] == "---"
    for number, line in enumerate(lines):
        mark = FENCE.match(line)
        if front:
            front = not (number and line == "---")
        elif fence:
            closing = mark and line.strip() == mark[1]
            fence = "" if closing and mark and mark[1].startswith(fence) else fence
        elif mark:
            fence = mark[1]
        elif html or re.match(r"\s*<(?!https?:)[a-zA-Z/!]", line):
            html = bool(line.strip())
        elif not re.match(r"\s{0,3}#|\(\S+\)=|\s{4,}\S|\s*\|?[\s:|-]+\|?\s*$|%", line):
            yield number, line


def _link_line(
    line: str,
    pattern: re.Pattern[str],
    forms: Mapping[str, Term],
    done: MutableSet[str],
) -> str:
    def link(found: re.Match[str]) -> str:
        term = forms[re.sub(r"\s", " ", found[0].lower())]
        if term.anchor in done:
            return found[0]
        done.add(term.anchor)
        told = term.definition.translate(
            {ord("\\"): "/", ord("|"): "/", ord('"'): "”", ord("\n"): " "}
        )
        return f'[{found[0]}](#{term.anchor} "{told}")'

    parts, place = [], 0
    for kept in NO_PROSE.finditer(line):
        parts += [pattern.sub(link, line[place : kept.start()]), kept[0]]
        place = kept.end()
    return "".join([*parts, pattern.sub(link, line[place:])])


def _entry(term: Term, used: list[tuple[str, str]]) -> str:
    others = plain_markdown(", ".join(_other_names(term)))
    also = f" *Also:* {others}." if others else ""
    read = plain_markdown(term.reference)
    read = f"[{read}]({term.url.replace(')', '%29').replace('(', '%28')})" if term.url else read
    pages = ", ".join(f"[{plain_markdown(title)}]({page})" for page, title in used)
    return (
        f"({term.anchor})=\n### {plain_markdown(term.term[:1].upper() + term.term[1:])}\n\n"
        f"{plain_markdown(term.definition)}{also}\n\n"
        f"*Example.* {plain_markdown(term.example)}\n\n"
        f"*Read more.* {read}" + (f"\n\n*Used in* {pages}" if pages else "") + "\n"
    )


def _other_names(term: Term) -> list[str]:
    """Leave out of the variants what only bends the term or another variant."""
    names: list[str] = []
    for variant in term.variants:
        known = (term.term, *names)
        if not any(variant[:4].lower() == name[:4].lower() for name in known):
            names.append(variant)
    return names
