"""Tell the kinds of a text's lines: title, heading, paragraph, byline or boilerplate."""

import re
from collections.abc import Collection, Mapping, Sequence

from communique.bylines import is_byline, unmarked
from communique.furniture import (
    is_boilerplate,
    is_plain_prose,
    is_quiet,
    is_section_label,
    phrases_in,
)
from communique.surroundings import BULLET, INNER_END, is_prose, settle

__all__ = ["BULLET", "LONGEST_LABEL", "MARKDOWN", "is_label", "line_kinds"]

MARKDOWN = re.compile(r"#{1,6}\s+(?=\S)")
SPEAKER = re.compile(r"[A-Z][A-Z.’'-]*(?:\s[A-Z][A-Z.’'-]*){0,4}:|[QA][:.]?")
DATELINE = re.compile(
    r"(?:[A-Z]{3,}[\w.,’'() /-]{0,50}|[\w.,’' /-]{0,40}\([A-Z][\w /.-]{1,30}\))\s?(?:--|[–—-])"
)
OPENING = re.compile(
    r"(?:[A-Z]{3,}[\w.,’'() /-]{0,60}|[A-Z][\w.,’' /-]{0,40}\([A-Z][\w /.-]{1,30}\))"
    r"\s?(?:--|[–—]|-\s)"
)
SMALL_WORDS = {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "is", "nor"}
SMALL_WORDS |= {"not", "of", "on", "or", "over", "the", "to", "up", "via", "vs", "with"}
LONGEST_LABEL = 70
LEAST_TITLE = 4  # words: fewer, and it may be a list of names
LONGEST_HEADING, LONGEST_TITLE = 16, 30
TOP = 12  # lines in which a text must begin


def is_label(line: str) -> bool:
    """Tell whether a line is a speaker's label or a dateline alone, which the next line goes on.

    >>> is_label("MS. OTHER:"), is_label("STRELSAU (Reuters) –"), is_label("They met.")
    (True, True, False)
    """
    return len(line) < LONGEST_LABEL and bool(SPEAKER.fullmatch(line) or DATELINE.fullmatch(line))


def line_kinds(lines: Sequence[str], known: Mapping[int, str] | None = None) -> list[str]:
    """Return the kind of each line: title, heading, paragraph, byline or boilerplate.

    `known` are kinds that the format of the file tells, by the number of the line; they stay.

    >>> line_kinds(["Talks", "By Ann Other", "They met.", "Read more: Talks fail"])
    ['title', 'byline', 'paragraph', 'boilerplate']
    """
    known = known or {}
    quiet = is_quiet(lines)
    phrases = [] if quiet else phrases_in(lines)
    kinds = [
        known.get(number)
        or ("paragraph" if quiet and _is_paragraph(line) else _line_kind(line, phrases))
        for number, line in enumerate(lines)
    ]
    first = _first_body(lines, kinds)
    settle(lines, kinds, first)
    signed = kinds[first + 1 : first + 2] == ["byline"] or _opens_with_dateline(lines, kinds, first)
    if lines and kinds[first] == "paragraph" and _may_be_title(lines[first], signed):
        kinds[first] = "heading"
    for number, kind in known.items():
        kinds[number] = kind
    return _demote(kinds, first)


def _is_paragraph(line: str) -> bool:
    """Tell whether a line of a quiet text is surely a paragraph, as most are: it need not be."""
    long = line.count(" ") >= LONGEST_HEADING and "  " not in line and line[0] != "#"
    return long and is_plain_prose(line)


def _line_kind(line: str, phrases: Collection[str]) -> str:
    if is_boilerplate(line, phrases):
        return "boilerplate"
    if is_byline(unmarked(line)):
        return "byline"
    return "heading" if MARKDOWN.match(line) or _is_heading(line) else "paragraph"


def _is_heading(line: str) -> bool:
    words = line.split(None, LONGEST_HEADING)
    if len(words) > LONGEST_HEADING or BULLET.match(line) or not _starts_well(line):
        return False
    last = line.rstrip("”\"'’)")[-1:]
    if any(map(line[:-1].__contains__, ".!?")) and INNER_END.search(line):
        return False
    if last == "." and _is_title_case(words):
        return True
    if last in "?!":
        return all(word in SMALL_WORDS or not word[0].islower() for word in words)
    return last not in ".…:;,。" and any(map(str.isalpha, line))


def _opens_with_dateline(lines: Sequence[str], kinds: list[str], first: int) -> bool:
    near = range(first + 1, min(len(lines), first + TOP))
    body = next((lines[number] for number in near if kinds[number] == "paragraph"), "")
    return bool(OPENING.match(body)) and not OPENING.match(lines[first])


def _may_be_title(line: str, signed: bool) -> bool:
    """Tell whether a text's first line may be its title though it is long, asks or ends so."""
    if len(line.split(None, LONGEST_TITLE)) > LONGEST_TITLE or not _starts_well(line):
        return False
    ends = line.rstrip("”\"'’)")[-1:]
    return signed or ends == "?" or not (ends in ".!…:,。" or BULLET.match(line))


def _is_title_case(words: list[str]) -> bool:
    """Tell whether all words but small ones are capitalised, as in no sentence of some length."""
    return len(words) > LEAST_TITLE and all(
        word in SMALL_WORDS or not word[0].islower() for word in words
    )


def _starts_well(line: str) -> bool:
    return not line[0].islower() and line[0] not in "(["


def _first_body(lines: Sequence[str], kinds: list[str]) -> int:
    """Return the line the text begins with: a section's name above a title is none."""
    body = [n for n, kind in enumerate(kinds[:TOP]) if kind in ("title", "heading", "paragraph")]
    for place, number in enumerate(body[:-1]):
        below = body[place + 1]
        if not is_section_label(lines[number]) or is_prose(lines[below], kinds[below]):
            return number
        kinds[number] = "boilerplate"
    return body[-1] if body else 0


def _demote(kinds: list[str], first: int) -> list[str]:
    """Make the first heading the title, and headings with no paragraph below paragraphs."""
    below = False
    for place in range(len(kinds) - 1, -1, -1):
        if kinds[place] == "heading" and not below:
            kinds[place] = "paragraph"
        elif kinds[place] == "heading" and place == first:
            kinds[place] = "title"
        below = below or kinds[place] == "paragraph"
    return kinds
