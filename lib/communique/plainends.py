"""Find sentence ends the quick way, in paragraphs where nothing but plain full stops can be one.

This is no second way to split: where anything might decide otherwise than a word, a full stop and
a capital do, it gives None, and the splitter is asked. It takes most paragraphs of news.
"""

import re
from collections.abc import Callable

__all__ = ["is_plain_word", "plain_cuts"]

ODD = "?!…:([{<`@*#"
BEYOND = str.maketrans("’–—", "'--")  # signs beyond ASCII that decide nothing
PLAIN_WORD = re.compile(r"(?![ivx]+$)[A-Za-z][A-Za-z'’-]+")
SMALL, CAPITAL, DIGIT = (
    frozenset(map(chr, range(ord(first), ord(last) + 1))) for first, last in ("az", "AZ", "09")
)
CLOSING, OPENING = '”"', '“"'


def is_plain_word(word: str) -> bool:
    """Tell whether a full stop after a word means the same wherever it stands: no number, no sign.

    >>> is_plain_word("treaty"), is_plain_word("U.S"), is_plain_word("xii")
    (True, False, False)
    """
    return bool(PLAIN_WORD.fullmatch(word))


def plain_cuts(text: str, masked: str, ends_at: Callable[[str], bool | None]) -> list[int] | None:
    """Give where the sentences of a paragraph end, but the last; None if that is not plain.

    `masked` is the text with blanks for quotation marks. `ends_at` tells whether a sentence ends
    at a full stop between a word and a capital; None if that depends on more than the word.

    >>> text = "They met Mr. Poe. So did we."
    >>> plain_cuts(text, text, lambda word: word != "Mr")
    [17]
    """
    if any(map(text.__contains__, ODD)) or "May." in text:
        return None
    if not (masked.isascii() or masked.translate(BEYOND).isascii()):
        return None
    cuts = []
    last = len(masked.rstrip()) - 1
    place = masked.find(".")
    while 0 <= place < last:
        after = masked[place + 1]
        if after == " ":
            cut = _cut(text, masked, place, ends_at)
            if cut is None:
                return None
            if cut:
                cuts.append(cut)
        elif not (after in SMALL or after in DIGIT or _is_initial(masked, place, after)):
            return None
        place = masked.find(".", place + 1)
    return cuts


def _is_initial(masked: str, place: int, after: str) -> bool:
    before = masked[max(0, place - 2) : place]
    return after in CAPITAL and before[-1:] in CAPITAL and before[:-1] in ("", " ", ".")


def _cut(text: str, masked: str, place: int, ends_at: Callable[[str], bool | None]) -> int | None:
    """Give where a sentence ends at a full stop before a blank: 0 if none does, None if unsure."""
    letter = text[place + 2 : place + 3]
    if letter in SMALL and text[place + 1] == " ":
        return 0
    start = masked.rfind(" ", 0, place) + 1
    ends = ends_at(masked[start:place]) if start else None
    if ends is None or masked[start - 2 : start - 1].isdigit():
        return None
    if letter in CAPITAL and text[place + 1] == " ":
        return ends and place + 1
    return _quoted_cut(text, place) if ends else None


def _quoted_cut(text: str, place: int) -> int | None:
    """Give where a sentence ends at a full stop that a quotation mark follows, or stands near."""
    cut = place + 1 + (text[place + 1] in CLOSING)
    following = text[cut + 1 : cut + 3]
    letter = following[1:] if following[:1] in OPENING else following[:1]
    if text[cut] != " " or letter not in CAPITAL:
        return 0 if letter in SMALL and text[cut] == " " else None
    return cut
