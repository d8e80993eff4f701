"""Read the layout of transcripts and of collected voices: labels, and lines that are names."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from communique.quotes.lexicon import QuoteCues

__all__ = ["Label", "find_labels", "line_names"]

SHOUTED = re.compile(
    r"(?P<name>[A-Z][A-Z.'’-]+(?:,?\s[A-Z][A-Z.'’-]*){0,5})(?:\s?\([^()]{1,40}\))?:\s+"
)
WRITTEN = re.compile(r"(?P<name>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,4}):\s+(?![“‘\"'\s])")
LINE = re.compile(
    r"(?:[—–―~-]+\s*)?(?P<name>[A-Z][\w.'’-]*(?:\s(?:[A-Z][\w.'’-]*|de|la|van|von|bin|al|of|the))*)"
    r"(?:,.{0,60})?$"
)
FEWEST = 2
LONGEST_LINE = 100


class Label(NamedTuple):
    """A label at the head of a paragraph: its name, and where the words spoken begin."""

    start: int
    name_end: int
    end: int


def find_labels(texts: Sequence[str], cues: QuoteCues) -> dict[int, Label]:
    """Find the paragraphs of a transcript that open with a speaker: “MR. SAPT: No.”, “Q Why?”

    Names in capitals count from two in a document on, other names if one returns; Q and A need no
    colon.

    >>> from communique.quotes.lexicon import make_quote_cues
    >>> texts = ["MR. SAPT: We met.", "Q And now?", "MR. SAPT: (Laughs.) No idea."]
    >>> find_labels(texts, make_quote_cues({}, label="Q"))[1]
    Label(start=0, name_end=1, end=2)
    """
    shouted = _matches(SHOUTED, texts)
    questions = _matches(_short(cues), texts)
    if len(shouted) + len(questions) < FEWEST:
        shouted, questions = {}, {}
    written = _matches(WRITTEN, texts)
    names = [texts[number][label.start : label.name_end] for number, label in written.items()]
    if len(names) < FEWEST + 1 or len({*names}) == len(names):
        written = {}
    return written | shouted | questions


def _short(cues: QuoteCues) -> re.Pattern[str]:
    words = [word.upper() for word in cues.classes["label"]]
    listed = "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?P<name>{listed})(?:[:.]\s*|\t\s*|\s\s+|(?<=^Q)\s)(?=[A-Z“\"(])")


def _matches(pattern: re.Pattern[str], texts: Sequence[str]) -> dict[int, Label]:
    found: dict[int, Label] = {}
    for number, text in enumerate(texts):
        opened = 1 if text[:1] in '"“' else 0
        if match := pattern.match(text, opened):
            found[number] = Label(match.start("name"), match.end("name"), match.end())
    return found


def line_names(texts: Sequence[str], whole: Sequence[bool]) -> dict[int, tuple[int, int, int]]:
    """Give for paragraphs that are one quotation the line beside them that names the speaker.

    `whole` says which they are. Lines count where two or more stand on one side, above or below.
    Returns the line's number, and where in it the name is.

    >>> texts = ["Fritz", "“We want to go home now.”", "Flavia Elphberg, 24", "“So do we.”"]
    >>> line_names(texts, [False, True, False, True])
    {1: (0, 0, 5), 3: (2, 0, 15)}
    """
    for step in (-1, 1):
        found: dict[int, tuple[int, int, int]] = {}
        for number, is_whole in enumerate(whole):
            beside = number + step
            line = texts[beside] if is_whole and 0 <= beside < len(texts) else ""
            match = LINE.match(line) if len(line) <= LONGEST_LINE else None
            if match:
                found[number] = (beside, *match.span("name"))
        if len(found) >= FEWEST:
            return found
    return {}
