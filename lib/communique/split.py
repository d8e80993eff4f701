"""Split a text into passages, a passage into sentences, and find what is quoted.

Nothing is rewritten: the functions return offsets (code points) into the text they were given.
"""

import re
from bisect import bisect
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import sentencex  # type: ignore[import-untyped]

from communique.layout import BULLET, LONGEST_LABEL, MARKDOWN, is_label, line_kinds
from communique.plainends import is_plain_word, plain_cuts

__all__ = ["Passage", "quoted_shares", "split_passages", "split_sentences"]


class Passage(NamedTuple):
    """A stretch of a text: its kind, the heading it stands under, and where it is."""

    kind: str
    section: str
    start: int
    end: int


# ---------------------------------------------------------------- passages

LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
OTHER_BREAKS = "\r\x0b\x0c\x85\u2028\u2029"
WRAPPED = range(40, 141)


def split_passages(raw: str, marks: Mapping[int, str] | None = None) -> list[Passage]:
    """Split a text into title, headings, paragraphs, bylines and boilerplate.

    A line is a passage. In a hard-wrapped text lines are joined as long as the next line's first
    word would not have fitted. A heading is a short line without a full stop, or a question in
    title case, with a paragraph somewhere below; the first line, when it has that shape, is the
    title. A line such as “By NAME”, “– NAME is …” (near either end) or a date alone is a byline;
    “[Print]”, “Read more: …”, “Photo: …”, “© 2024 …” and the like are boilerplate. `section` is
    the text of the heading above ("" before the first; a heading opens its own section).

    >>> [part.kind for part in split_passages("Talks\\n\\nBy Ann Other\\n\\nThey met.\\n[Print]")]
    ['title', 'byline', 'paragraph', 'boilerplate']
    """
    spans = _join_wrapped(raw, _line_spans(raw))
    spans = _join_labels(raw, spans)
    lines = [raw[start:end] for start, end in spans]
    known = (
        {n: marks[start] for n, (start, _) in enumerate(spans) if start in marks} if marks else {}
    )
    kinds = line_kinds(lines, known)
    parts: list[Passage] = []
    section = ""
    for kind, (start, end) in zip(kinds, spans, strict=True):
        if raw[start] == "#" and (mark := MARKDOWN.match(raw, start, end)):
            start = mark.end()
        section = raw[start:end] if kind == "heading" else section
        parts.append(Passage(kind, section, start, end))
    return parts


def _line_spans(raw: str) -> list[tuple[int, int]]:
    """Give where the lines stand that are not blank, without the blanks around them."""
    if any(map(raw.__contains__, OTHER_BREAKS)):
        spans = [_trim(raw, *line.span()) for line in LINE.finditer(raw)]
        return [span for span in spans if span[0] < span[1]]
    spans, start = [], 0
    for line in raw.split("\n"):  # much faster, and most texts have no other breaks
        if solid := line.strip():
            first = start if solid[0] == line[0] else start + line.index(solid[0])
            spans.append((first, first + len(solid)))
        start += len(line) + 1
    return spans


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    if start < end and not (text[start].isspace() or text[end - 1].isspace()):
        return start, end
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _join_wrapped(raw: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the lines of a hard-wrapped text; return other texts' lines as they are.

    A text counts as wrapped when most line breaks inside its blocks stand where the next word
    would have gone over the widest line, and most of these not at a sentence's end.
    """
    inside = [_follows(raw, a[1], b[0]) for a, b in pairwise(spans)]
    width = max((a[1] - a[0] for a, near in zip(spans, inside, strict=False) if near), default=0)
    if width not in WRAPPED:
        return spans
    soft = [
        near and _overflows(raw, a, b, width)
        for near, (a, b) in zip(inside, pairwise(spans), strict=True)
    ]
    ends = sum(raw[a[1] - 1] in '.!?”"' for is_soft, a in zip(soft, spans, strict=False) if is_soft)
    if 2 * sum(soft) < sum(inside) or 2 * ends > sum(soft):
        return spans
    joined = spans[:1]
    for is_soft, span in zip(soft, spans[1:], strict=True):
        if is_soft:
            joined[-1] = joined[-1][0], span[1]
        else:
            joined.append(span)
    return joined


def _follows(raw: str, end: int, start: int) -> bool:
    """Tell whether a line follows on another without a blank line between."""
    between = raw[end:start]
    return len(between) == 1 or (between != "\n\n" and len(BREAK.findall(between)) == 1)


def _join_labels(raw: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join a speaker's label or a dateline that has a line of its own to what it opens."""
    joined: list[tuple[int, int]] = []
    label = False
    for start, end in spans:
        if label:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
        label = not label and end - start < LONGEST_LABEL and is_label(raw[start:end])
    return joined


def _overflows(raw: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    text = raw[slice(*following)]
    fits = line[1] - line[0] + 1 + len(text.split(None, 1)[0]) <= width
    return not (fits or BULLET.match(text) or MARKDOWN.match(raw, *line))


# ---------------------------------------------------------------- sentences

# Quotation marks hide sentence ends from the splitter, and some blanks are no blanks to it:
# it is given a text of the same length in which both are spaces.
BLANKS = "\n\r\t\x0b\x0c\x85\u00a0\u2007\u2009\u202f\u2028\u2029"
MASKED = '“”„«»"‘' + BLANKS
SINGLE = re.compile(r"'(?!\w)|(?<!\w)'")
CLOSING = re.compile(r"(?:\s?[”»])+|[“„«]+(?=\s|$)|[\"’')\]]+")
OPENING = re.compile(r"[\s“”„«»\"‘’'(\[]*")
NUMBER = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{2,4})[.)]|[-–—*•·‣]")
MONTH = re.compile(r"(?<=\bMay\.)(?=\s+[A-Z])")  # the splitter takes it for an abbreviation
CLOCKED = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[ECMPGBU][SMDT]?T|UTC|Eastern|Pacific|local)\b"
)
INITIAL = re.compile(r"\b[A-Z]\.$")
ASIDE = re.compile(r"(?:^|(?<=[.!?”\"]\s))\([A-Z][^()]{0,400}[.!?][”\"]?\)(?=\s+\S)")
CREDIT = re.compile(r"\s(?=(?:Image|Photo|Picture)s?:\s)")
# Ends that the splitter misses: what must stand in the text, and where it is then cut.
MISSED = [(": ", CREDIT), ("May.", MONTH), ("(", ASIDE)]
ATTRIBUTION = re.compile(
    r"\s*(?:(?:[A-Z][\w.’'-]*|the|of|Mr\.|Ms\.)\s+){1,5}"
    r"(?:said|says|asked|asks|added|wrote|told|replied|warned|insisted|wondered|demanded)\b"
)
TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gov|Sen|Rep|Gen|Lt|Prof|Amb|Min|Cmdr|Sens|Govs|Profs|Drs|Brig|Sec)\.$"
)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Split a paragraph into sentences; return the start and end of each.

    The splitter is sentencex (github.com/wikimedia/sentencex). A layer of ours lets it look
    inside quotation marks, keeps a closing mark with its sentence, “Will it?” she asked in one
    piece and a number with its list item, and parts a picture credit from its caption.

    >>> text = "“We agree. We go on,” he said. The U.S. Envoy left."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['“We agree.', 'We go on,” he said.', 'The U.S. Envoy left.']
    """
    masked = _mask(text)
    cuts = plain_cuts(text, masked, _ends_at)
    if cuts is None:
        return _split_slowly(text, masked)
    start, end = _trim(text, 0, len(text))
    if start >= end:
        return []
    # A cut stands before a blank, which is one alone.
    return list(zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True))


def _split_slowly(text: str, masked: str) -> list[tuple[int, int]]:
    ends = [piece["end_index"] for piece in sentencex.get_sentence_boundaries("en", masked)]
    cuts = [0]
    for cut in (_after_closing(text, masked, end) for end in ends[:-1]):
        if cut > cuts[-1] and not _belongs(text, cuts[-1], cut):
            cuts.append(cut)
    for sign, rule in MISSED:
        if sign in text:
            cuts = sorted({*cuts, *(found.end() for found in rule.finditer(text))})
    spans = (_trim(text, *span) for span in pairwise([*cuts, len(text)]))
    return [span for span in spans if span[0] < span[1]]


@lru_cache(maxsize=1 << 15)
def _ends_at(word: str) -> bool | None:
    """Tell whether a sentence ends at a full stop between a word and a capital, if that is sure."""
    if TITLE.fullmatch(word + "."):
        return False
    if not is_plain_word(word):
        return None
    # After some words, such as “Inc.”, only what often begins a sentence does so.
    examples = f"As an {word}. Zenda stood.", f"As an {word}. The end."
    return all(len(_split_slowly(told, told)) == 2 for told in examples) or None


def _mask(text: str) -> str:
    # A replacement for each sign there is: five times as fast as translate.
    masked = text.replace("…", ".")
    for sign in MASKED:
        if sign in masked:
            masked = masked.replace(sign, " ")
    return SINGLE.sub(" ", masked) if "'" in masked else masked


def _after_closing(text: str, masked: str, end: int) -> int:
    while end and masked[end - 1] == " ":
        end -= 1
    closing = CLOSING.match(text, end)
    return closing.end() if closing else end


def _belongs(text: str, start: int, cut: int) -> bool:
    """Tell whether what follows the cut belongs to the sentence before it."""
    opening = OPENING.match(text, cut)
    place = opening.end() if opening else cut
    following = text[place : place + 1]
    if following.islower() or following in ".,;:!?)":
        return True
    before = text[max(start, cut - 8) : cut].rstrip()
    if before.endswith(("a.m.", "p.m.")) and CLOCKED.match(text, place):
        return True
    if place == cut and INITIAL.search(before):
        return True  # China-U.S.
    if before[-2:-1] in "?!…" and before[-1:] in '”"’' and ATTRIBUTION.match(text, cut):
        return True
    is_number = cut - start < 8 and NUMBER.fullmatch(before.strip())
    return bool(is_number or TITLE.search(before))


# ---------------------------------------------------------------- quotations

MARKS = re.compile(r"[“”„«»\"]")


def quoted_shares(text: str, spans: list[tuple[int, int]]) -> list[float]:
    """Return for each span the share of its characters, blanks aside, that is quoted.

    Counted are curly, straight and angular double marks, the marks themselves included; a
    quotation left open runs to the end of the text, as in a speech of several paragraphs.

    >>> quoted_shares("It was “so.” Yes.", [(0, 12), (13, 17)])
    [0.5, 0.0]
    """
    quotations = _quotations(text)
    if not quotations:
        return [0.0] * len(spans)
    ends = [end for _, end in quotations]
    shares = []
    for start, end in spans:
        quoted = 0
        for place in range(bisect(ends, start), len(quotations)):
            opened, closed = quotations[place]
            if opened >= end:
                break
            quoted += _solid(text, max(start, opened), min(end, closed))
        shares.append(quoted / max(1, _solid(text, start, end)) if quoted else 0.0)
    return shares


def _solid(text: str, start: int, end: int) -> int:
    """Count the characters of a stretch that are no blanks."""
    return len("".join(text[start:end].split()))


def _quotations(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    if '"' not in text and (text.isascii() or not any(map(text.__contains__, "“„«"))):
        return spans
    opened = -1
    for match in MARKS.finditer(text):
        mark, place = match[0], match.start()
        if (
            opened < 0
            and mark in '“„«"'
            and not (mark == '"' and text[place - 1 : place].isdigit())
        ):
            opened = place
        elif opened >= 0 and mark in '”»"':
            spans.append((opened, place + 1))
            opened = -1
    return [*spans, (opened, len(text))] if opened >= 0 else spans
