"""Go through the passages of a document, and let quotations find a speaker beyond their own."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from communique.quotes.contents import Content, contents_of
from communique.quotes.labels import Label, find_labels, line_names
from communique.quotes.lexicon import QuoteCues
from communique.quotes.reported import reported_contents
from communique.quotes.spans import Quoted, quoted_spans
from communique.quotes.speech import Told, is_titled, read_stretch
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
    document is laid out so, else to the speaker of the paragraph before. In a transcript the
    words under a label are quoted up to the next one.
    """
    texts = [part.text for part in parts]
    labels = find_labels(texts, cues)
    quoted = [quoted_spans(text, _goes_on(parts, number)) for number, text in enumerate(texts)]
    lines = line_names(texts, [_is_whole(*pair) for pair in zip(texts, quoted, strict=True)])
    reader = _Reader(cues)
    spoken: Voice | None = None
    for number, (part, quotes) in enumerate(zip(parts, quoted, strict=True)):
        label = labels.get(number)
        spoken = _labelled(part, label) if label else spoken
        if label or (spoken and _continues(part)):
            start = label.end if label else 0
            yield _row(part, Content(start, len(part.text), True, None), spoken or NOBODY)
            continue
        line = lines.get(number)
        beside = Voice(_place(parts[line[0]], line[1:]), NOWHERE) if line else None
        yield from reader.read(part, quotes, beside, _goes_on(parts, number))
    yield from reader.held


class _Reader:
    """Reads paragraphs in order; remembers who spoke last, and what has no speaker yet."""

    def __init__(self, cues: QuoteCues) -> None:
        self.held: list[Row] = []
        self._cues = cues
        self._last = NOBODY
        self._open = False

    def read(
        self, part: Passage, quotes: list[Quoted], beside: Voice | None, goes_on: bool
    ) -> Iterator[Row]:
        """Give the rows that have found their speaker, those held from before among them."""
        begins = self._open and bool(quotes) and quotes[0].start == 0
        heir = self._last if begins and not self.held else None
        rows, waiting, first = _passage(part, quotes, self._cues, heir)
        yield from rows
        if first and begins:
            self.held = [row._replace(speaker=first.speaker, cue=first.cue) for row in self.held]
        if first or not (begins and waiting):
            yield from self._release()
        silent = beside or Voice(self._last.speaker, NOWHERE)
        self.held += [_row(part, content, silent) for content in waiting]
        self._open = goes_on and bool(quotes) and not quotes[-1].closed
        if not self._open:
            yield from self._release()
        if rows:
            self._last = Voice(rows[-1].speaker, rows[-1].cue)

    def _release(self) -> list[Row]:
        held, self.held = self.held, []
        return held


def _goes_on(parts: Sequence[Passage], number: int) -> bool:
    return number + 1 < len(parts) and parts[number + 1].text.startswith(OPENING)


def _is_whole(text: str, quotes: Sequence[Quoted]) -> bool:
    return bool(quotes) and sum(q.end - q.start for q in quotes) >= WHOLE * len(text)


def _continues(part: Passage) -> bool:
    """Say whether a paragraph of a transcript without a label belongs to the speaker before."""
    return part.kind == "paragraph" and not ASIDE.match(part.text)


def _labelled(part: Passage, label: Label) -> Voice:
    mark = part.text.find(":", label.name_end, label.end)
    cue = _place(part, (mark, mark + 1)) if mark >= 0 else NOWHERE
    return Voice(_place(part, (label.start, label.name_end)), cue)


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
    words = WORD.findall(inner[:LOOK])
    return (
        len(words) >= fewest
        and not is_titled(inner)
        and inner[:1].isupper()
        and inner.rstrip(CLOSING)[-1:] in ".,?!…—-"
    )
