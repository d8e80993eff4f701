"""Find what stands inside quotation marks: one pass, whatever is nested, missing or wrong."""

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Quoted", "quoted_spans"]

DOUBLE = re.compile(r"(?P<row>[“”„«»\"])(?P=row){2,}|[“”„«»\"]|``|(?<!['’])''(?!')")
SINGLE = re.compile(r"(?<![\w'])[‘'‚](?=\w)|(?<=[\w.,!?…—–-])[’'](?![\w'])")
DOUBLE_OPEN, DOUBLE_CLOSE = "“„«", "”»"
BEFORE_OPENING = " \t\u00a0([{—–-―/\u2009\u202f\u200b"
HAS_WORD = re.compile(r"[^\W_]")
ELIDED = re.compile(r"['‘’](?:s|em|til|cause|n|tis|twas|round|\d\ds?)\b", re.IGNORECASE)


class Quoted(NamedTuple):
    """A quotation with its marks; `closed` is False when the closing mark is missing."""

    start: int
    end: int
    closed: bool


def quoted_spans(text: str, continues: bool = False) -> list[Quoted]:
    """Find the outermost quotations of one paragraph, marks included.

    Curly, straight, angular and low marks; a mark that the blanks around it contradict is read as
    they say. Single marks count where no double marks are open, from a mark before a word to one
    after a word that ends with punctuation, or the next. A quotation that is never closed ends
    where the next begins, else with the paragraph; if it `continues` in the next paragraph, it
    takes all that follows. Quotations without a letter are left out.

    >>> [text[q.start:q.end] for text in ["He said “no, ‘never’, no” and “yes."]
    ...                      for q in quoted_spans(text)]
    ['“no, ‘never’, no”', '“yes.']
    """
    closed, opened = _doubles(text)
    doubles = _joined(text, closed, opened, continues)
    found = [*doubles, *_singles(text, doubles)]
    return sorted(q for q in found if HAS_WORD.search(text, q.start, q.end))


def _doubles(text: str) -> tuple[list[Quoted], list[int]]:
    """Pair the marks; return the pairs, and the marks that are never closed."""
    pairs: list[Quoted] = []
    opened: list[int] = []
    for mark in DOUBLE.finditer(text):
        at = mark.start()
        if mark["row"]:  # three marks in a row are an ornament
            continue
        if _opens(text, at, mark.end(), bool(opened)):
            opened.append(at)
        elif opened:
            pairs.append(Quoted(opened.pop(), mark.end(), True))
    return pairs, opened


def _joined(text: str, pairs: list[Quoted], opened: list[int], continues: bool) -> list[Quoted]:
    """Keep the outer pairs, and let each quotation left open end before the next one."""
    if continues and opened:
        whole = Quoted(opened[0], len(text.rstrip()), False)
        pairs = [*(pair for pair in pairs if pair.start < whole.start), whole]
        opened = []
    outer: list[Quoted] = []
    for pair in sorted([*pairs, *(Quoted(at, at, False) for at in opened)]):
        if not outer or pair.start >= outer[-1].end:
            outer.append(pair)
    ends = [*(pair.start for pair in outer), len(text)][1:]
    return [
        pair
        if pair.end > pair.start
        else Quoted(pair.start, _trimmed(text, pair.start, end), False)
        for pair, end in zip(outer, ends, strict=True)
    ]


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _opens(text: str, at: int, end: int, is_open: bool) -> bool:
    mark = text[at]
    before, after = text[max(0, at - 1) : at], text[end : end + 1]
    spaced_before = not before or before in BEFORE_OPENING or before in "‘'“\""
    spaced_after = not after or after.isspace()
    if mark in DOUBLE_OPEN:
        return not (spaced_after and before and not spaced_before)
    if mark in DOUBLE_CLOSE:
        return bool(spaced_before and not spaced_after and after.isalnum() and not is_open)
    if spaced_before != spaced_after and (before.strip() or after.strip()):
        return spaced_before
    return not is_open and not before.isdigit()


def _singles(text: str, doubles: list[Quoted]) -> Iterator[Quoted]:
    inside = iter([*doubles, Quoted(len(text) + 1, len(text) + 1, True)])
    current = next(inside)
    begun = last = -1
    for mark in SINGLE.finditer(text):
        at = mark.start()
        while current.end <= at:
            current = next(inside)
        if current.start <= at:
            continue
        if mark[0] in "‘'‚" and (not text[at - 1 : at].strip() or text[at - 1] in BEFORE_OPENING):
            if begun >= 0 and last > begun:
                yield Quoted(begun, last + 1, True)
            begun = last = -1 if ELIDED.match(text, at) else at
        elif begun >= 0:
            last = at
            if text[at - 1] in ".,!?…" or not text[at + 1 : at + 2].isspace():
                yield Quoted(begun, at + 1, True)
                begun = -1
    if begun >= 0 and last > begun:
        yield Quoted(begun, last + 1, True)
