"""Turn texts into HTML: everything that comes from a corpus is escaped here, on one line."""

import re
from html import escape

__all__ = ["clean", "plural"]

# What HTML may not hold at all; a line's end may stand within a sentence, but a note is one line.
FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Blanks that end lines or repeat; no-break spaces stay.
BLANKS = re.compile(r"[ \t\n\v\f\r\x85\u2028\u2029]+")


def clean(text: str) -> str:
    r"""Escape a text for HTML, on one line, without control characters.

    >>> clean("a < b\n &\x00 c\u00a0d")
    'a &lt; b &amp;� c\xa0d'
    """
    return escape(FORBIDDEN.sub("\ufffd", BLANKS.sub(" ", text)))


def plural(number: int, thing: str) -> str:
    """Count things.

    >>> plural(1, "sentence"), plural(2000, "sentence")
    ('1 sentence', '2,000 sentences')
    """
    return f"{number:,} {thing}{'s' * (number != 1)}"
