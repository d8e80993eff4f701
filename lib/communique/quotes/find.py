"""Find the quotations of a corpus, direct and reported, with speakers and cues."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from communique.compare.base import records
from communique.names import Names, find_names
from communique.quotes.contents import Content, contents_of
from communique.quotes.lexicon import QuoteCues
from communique.quotes.spans import Quoted, quoted_spans
from communique.quotes.speakers import Mention, name_speakers
from communique.quotes.speech import Told, read_stretch
from communique.quotes.words import Word, read_words

__all__ = ["find_quotes"]

FOUND = ["doc", "sentence", "start", "end", "text", "direct", "speaker"]
FOUND += ["speaker_start", "speaker_end", "cue", "cue_start", "cue_end"]
OPENING = '“„«"'
WORD = re.compile(r"\w+(?:['’.-]\w+)*")
FEWEST_WORDS = 4

Span = tuple[int, int]
LONGEST_TITLE = 16
OPENING_LETTERS = 60
BEFORE = re.compile(r"([\w.]+)\s+$")


Words = tuple[Span, str]
NOWHERE: Words = ((-1, -1), "")


class Voice(NamedTuple):
    """Who speaks and which cue says so: offsets into the document, and the words there."""

    speaker: Words
    cue: Words


class Row(NamedTuple):
    """A row of the table before its speaker is named."""

    sentence: int
    start: int
    end: int
    text: str
    direct: bool
    speaker: Words
    cue: Words


class Passage(NamedTuple):
    """A passage: its text and its sentences (number, start, end), offsets into the passage."""

    text: str
    start: int
    sentences: list[tuple[int, int, int]]


def find_quotes(
    passages: pd.DataFrame, sentences: pd.DataFrame, cues: QuoteCues, names: Names
) -> pd.DataFrame:
    """Find what is quoted or reported, by whom, and the words that say so."""
    mentions = _mentions(sentences, names)
    hints = {word: pronoun for pronoun in ("he", "she") for word in cues.classes[pronoun]}
    rows: list[tuple[Any, ...]] = []
    for doc, parts in _by_document(passages, sentences):
        found = list(_document(parts, cues))
        sources = {one.speaker[0]: one.speaker[1] for one in found if one.speaker[1]}
        named = name_speakers(sources, mentions.get(doc, []), hints)
        for one in found:
            speaker, cue = one.speaker[0], one.cue
            told = (named.get(speaker, ""), *speaker, cue[1], *cue[0])
            rows.append((doc, one.sentence, one.start, one.end, one.text, one.direct, *told))
    table = pd.DataFrame(rows, columns=FOUND)
    return table.sort_values(["doc", "start", "end"], ignore_index=True)


def _mentions(sentences: pd.DataFrame, names: Names) -> dict[str, list[Mention]]:
    texts = {
        (doc, number): (start, text)
        for doc, number, start, text in records(sentences, "doc", "sentence", "start", "text")
    }
    found: dict[str, list[Mention]] = {}
    columns = ["doc", "sentence", "start", "end", "text", "name", "kind"]
    for doc, number, start, end, text, name, kind in records(
        find_names(sentences, names), *columns
    ):
        base, sentence = texts[doc, number]
        at = start - base
        before = BEFORE.search(sentence, max(0, at - LONGEST_TITLE), at)
        one = Mention(
            start, end, text, name, kind, before[1] if before else "", at < OPENING_LETTERS
        )
        found.setdefault(doc, []).append(one)
    return found


def _by_document(
    passages: pd.DataFrame, sentences: pd.DataFrame
) -> Iterator[tuple[str, list[Passage]]]:
    inside: dict[tuple[str, int], list[tuple[int, int, int]]] = {}
    columns = ["doc", "passage", "sentence", "start", "end"]
    for doc, passage, *place in records(sentences, *columns):
        inside.setdefault((doc, passage), []).append((place[0], place[1], place[2]))
    documents: dict[str, list[Passage]] = {}
    for doc, passage, start, text in records(passages, "doc", "passage", "start", "text"):
        if found := inside.get((doc, passage)):
            moved = [(number, a - start, b - start) for number, a, b in found]
            documents.setdefault(doc, []).append(Passage(text, start, moved))
    yield from documents.items()


def _document(parts: list[Passage], cues: QuoteCues) -> Iterator[Row]:
    last: Voice | None = None
    carried = False
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        continues = following is not None and following.text[:1] in OPENING
        quotes = quoted_spans(part.text, continues)
        goes_on = carried and bool(quotes) and quotes[0].start == 0
        carried = continues and bool(quotes) and not quotes[-1].closed
        for content, voice in _passage(part, quotes, cues, last, goes_on):
            number = _sentence(part, content.start)
            text = part.text[content.start : content.end]
            start, end = _moved((content.start, content.end), part.start)
            yield Row(number, start, end, text, content.direct, voice.speaker, voice.cue)
            if content.direct and voice.cue != NOWHERE:
                last = voice


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _sentence(part: Passage, at: int) -> int:
    place = bisect_right(part.sentences, at, key=lambda one: one[1]) - 1
    return part.sentences[max(0, place)][0]


def _stretches(part: Passage, quotes: Sequence[Quoted]) -> Iterator[tuple[int, int, list[Quoted]]]:
    """Join sentences as long as a quotation goes on over their boundary."""
    starts = [quote.start for quote in quotes]
    bounds = []
    for _, start, _ in part.sentences[1:]:
        before = bisect_right(starts, start - 1) - 1
        if before < 0 or quotes[before].end <= start:
            bounds.append(start)
    edges = [0, *bounds, len(part.text)]
    place = 0
    for start, end in itertools.pairwise(edges):
        first = place
        while place < len(quotes) and quotes[place].start < end:
            place += 1
        yield start, end, list(quotes[first:place])


def _passage(
    part: Passage, quotes: list[Quoted], cues: QuoteCues, last: Voice | None, goes_on: bool
) -> list[tuple[Content, Voice]]:
    rows: list[tuple[Content, Voice]] = []
    waiting: list[Content] = []
    current = last if goes_on else None
    for start, end, inside in _stretches(part, quotes):
        words = read_words(part.text, start, end, inside, cues)
        stretch = read_stretch(part.text, words, cues)
        for content in contents_of(part.text, stretch):
            if content.told:
                current = _voice(part, stretch.words, content.told)
                rows += [(one, current) for one in waiting]
                waiting = []
                rows.append((content, current))
            elif _is_speech(part.text, content):
                if current:
                    rows.append((content, current))
                else:
                    waiting.append(content)
    return [*rows, *((one, last or Voice(NOWHERE, NOWHERE)) for one in waiting)]


def _voice(part: Passage, words: Sequence[Word], told: Told) -> Voice:
    cue = words[told.cue.first].start, words[told.cue.last].end
    if told.source is None:
        return Voice(NOWHERE, _words(part, cue))
    first, end = told.source
    return Voice(_words(part, (words[first].start, words[end - 1].end)), _words(part, cue))


def _words(part: Passage, span: Span) -> Words:
    return _moved(span, part.start), part.text[slice(*span)]


def _is_speech(text: str, content: Content) -> bool:
    inner = text[content.start + 1 : content.end]
    many = len(WORD.findall(inner[:200])) >= FEWEST_WORDS
    bare = inner.rstrip("”\"’'»")
    return many and inner[:1].isupper() and bare[-1:] in ".,?!…—-"
