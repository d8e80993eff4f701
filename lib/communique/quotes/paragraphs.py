"""Go through the passages of a document, and let quotations find a speaker beyond their own."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from communique.quotes.contents import Content, contents_of
from communique.quotes.labels import find_labels, line_names
from communique.quotes.lexicon import QuoteCues
from communique.quotes.reported import reported_contents
from communique.quotes.spans import Quoted, quoted_spans
from communique.quotes.speech import Told, read_stretch
from communique.quotes.words import Word, may_tell, read_words

__all__ = ["NOWHERE", "Passage", "Row", "Voice", "read_document"]

OPENING = ("“", "„", "«", '"', "``", "''", "‘")
CLOSING = "”\"’'»"
DASHES = "—–―-~"
MARKS = "“„«\"`'‘"
WORD = re.compile(r"\w+(?:['’.-]\w+)*")
ASIDE = re.compile(r"[“\"]?[(\[][^()\[\]]*[)\]][.”\"]*$")
FEWEST_WORDS = 4
LOOK = 200
WHOLE = 0.9

Span = tuple[int, int]
Place = tuple[Span, str]
NOWHERE: Place = ((-1, -1), "")


class Passage(NamedTuple):
    """A passage: its text, where it begins, its kind, its sentences (number, start, end)."""

    text: str
    start: int
    kind: str
    sentences: list[tuple[int, int, int]]


class Voice(NamedTuple):
    """Who speaks and which cue says so: offsets into the document, and the words there."""

    speaker: Place
    cue: Place


class Row(NamedTuple):
    """A row of the table before its speaker is named."""

    sentence: int
    start: int
    end: int
    text: str
    direct: bool
    speaker: Place
    cue: Place


NOBODY = Voice(NOWHERE, NOWHERE)


def read_document(parts: Sequence[Passage], cues: QuoteCues) -> Iterator[Row]:
    """Give the quotations of a document, passage by passage.

    A quotation that goes on in the next paragraph has one speaker, wherever he is named. A
    paragraph that is nothing but a quotation belongs to the name on the line beside it, if the
    document is laid out so, else to the speaker of the paragraph before.
    """
    texts = [part.text for part in parts]
    labels = find_labels(texts, cues)
    quoted = [quoted_spans(text, _goes_on(parts, number)) for number, text in enumerate(texts)]
    lines = line_names(texts, [_is_whole(*pair) for pair in zip(texts, quoted, strict=True)])
    last = spoken = NOBODY
    held: list[Row] = []
    joined = False
    for number, (part, quotes) in enumerate(zip(parts, quoted, strict=True)):
        label = labels.get(number)
        if label or (spoken is not NOBODY and _continues(part)):
            start = label.end if label else 0
            spoken = _labelled(part, label.start, label.name_end, start) if label else spoken
            yield _row(part, Content(start, len(part.text), True, None), spoken)
            continue
        begins = joined and bool(quotes) and quotes[0].start == 0
        rows, waiting, first = _passage(part, quotes, cues, last if begins and not held else None)
        yield from rows
        if first and begins:
            yield from (row._replace(speaker=first.speaker, cue=first.cue) for row in held)
            held = []
        elif not begins or not waiting:
            yield from held
            held = []
        line = lines.get(number)
        heir = _line_voice(parts[line[0]], line[1:]) if line else Voice(last.speaker, NOWHERE)
        held += [_row(part, content, heir) for content in waiting]
        joined = _goes_on(parts, number) and bool(quotes) and not quotes[-1].closed
        if not joined:
            yield from held
            held = []
        last = next((Voice(row.speaker, row.cue) for row in rows[::-1]), last)
    yield from held


def _goes_on(parts: Sequence[Passage], number: int) -> bool:
    return number + 1 < len(parts) and parts[number + 1].text.startswith(OPENING)


def _is_whole(text: str, quotes: Sequence[Quoted]) -> bool:
    return bool(quotes) and sum(q.end - q.start for q in quotes) >= WHOLE * len(text)


def _continues(part: Passage) -> bool:
    """Say whether a paragraph of a transcript without a label belongs to the speaker before."""
    return part.kind == "paragraph" and not ASIDE.match(part.text)


def _labelled(part: Passage, start: int, name_end: int, end: int) -> Voice:
    mark = part.text.find(":", name_end, end)
    cue = _place(part, (mark, mark + 1)) if mark >= 0 else NOWHERE
    return Voice(_place(part, (start, name_end)), cue)


def _line_voice(part: Passage, span: Span) -> Voice:
    return Voice(_place(part, span), NOWHERE)


def _place(part: Passage, span: Span) -> Place:
    return (part.start + span[0], part.start + span[1]), part.text[slice(*span)]


def _row(part: Passage, content: Content, voice: Voice) -> Row:
    at = bisect_right(part.sentences, content.start, key=lambda one: one[1]) - 1
    number = part.sentences[max(0, at)][0]
    span, text = _place(part, (content.start, content.end))
    return Row(number, *span, text, content.direct, *voice)


def _passage(
    part: Passage, quotes: list[Quoted], cues: QuoteCues, current: Voice | None
) -> tuple[list[Row], list[Content], Voice | None]:
    """Give the rows of a passage, the quotations without a speaker, and the first voice."""
    rows: list[Row] = []
    waiting: list[Content] = []
    first: Voice | None = None
    for start, end, inside in _stretches(part, quotes):
        if not inside and not may_tell(part.text, start, end, cues):
            continue
        words = read_words(part.text, start, end, inside, cues)
        stretch = read_stretch(part.text, words, cues)
        contents = list(contents_of(part.text, stretch))
        told = [content for content in contents if content.told]
        for content in reported_contents(part.text, stretch, told):
            if content.told:
                rows.append(_row(part, content, _voice(part, words, content.told)))
        for content in contents:
            if content.told:
                current = _voice(part, words, content.told)
                first = first or current
                rows += [_row(part, one, current) for one in waiting]
                rows.append(_row(part, content, current))
                waiting = []
            elif current and _is_sentence(part.text, content, fewest=1):
                rows.append(_row(part, content, current))
            elif _is_sentence(part.text, content, FEWEST_WORDS):
                waiting.append(content)
    return rows, waiting, first


def _stretches(part: Passage, quotes: Sequence[Quoted]) -> Iterator[tuple[int, int, list[Quoted]]]:
    """Join sentences as long as a quotation goes on over their boundary."""
    starts = [quote.start for quote in quotes]
    bounds = []
    for _, start, _ in part.sentences[1:]:
        before = bisect_right(starts, start - 1) - 1
        signed = (
            before >= 0
            and part.text[start] in DASHES
            and not part.text[quotes[before].end : start].strip()
        )
        if not signed and (before < 0 or quotes[before].end <= start):
            bounds.append(start)
    place = 0
    for start, end in itertools.pairwise([0, *bounds, len(part.text)]):
        first = place
        while place < len(quotes) and quotes[place].start < end:
            place += 1
        yield start, end, list(quotes[first:place])


def _voice(part: Passage, words: Sequence[Word], told: Told) -> Voice:
    cue = _place(part, (words[told.cue.first].start, words[told.cue.last].end))
    if told.source is None:
        return Voice(NOWHERE, cue)
    first, end = told.source
    return Voice(_place(part, (words[first].start, words[end - 1].end)), cue)


def _is_sentence(text: str, content: Content, fewest: int) -> bool:
    """Say whether a quotation that no cue tells is a sentence, no term or title."""
    inner = text[content.start : content.end].lstrip(MARKS)
    many = len(WORD.findall(inner[:LOOK])) >= fewest
    return many and inner[:1].isupper() and inner.rstrip(CLOSING)[-1:] in ".,?!…—-"
