"""Find the quotations of a corpus, direct and reported, with speakers and cues."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from communique.compare.base import records
from communique.names import Names, find_names
from communique.quotes.lexicon import QuoteCues
from communique.quotes.paragraphs import Passage, read_document
from communique.quotes.speakers import Mention, name_speakers

__all__ = ["find_quotes"]

FOUND = ["doc", "sentence", "start", "end", "text", "direct", "speaker"]
FOUND += ["speaker_start", "speaker_end", "cue", "cue_start", "cue_end"]
LONGEST_TITLE = 16
OPENING_LETTERS = 60
BEFORE = re.compile(r"([\w.]+)\s+$")


def find_quotes(
    passages: pd.DataFrame, sentences: pd.DataFrame, cues: QuoteCues, names: Names
) -> pd.DataFrame:
    """Find what is quoted or reported, by whom, and the words that say so."""
    mentions = _mentions(sentences, names)
    hints = {word: pronoun for pronoun in ("he", "she") for word in cues.classes[pronoun]}
    rows: list[tuple[Any, ...]] = []
    for doc, parts in _by_document(passages, sentences):
        found = list(read_document(parts, cues))
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
    columns = ["doc", "passage", "start", "kind", "text"]
    for doc, passage, start, kind, text in records(passages, *columns):
        if found := inside.get((doc, passage)):
            moved = [(number, a - start, b - start) for number, a, b in found]
            documents.setdefault(doc, []).append(Passage(text, start, kind, moved))
    yield from documents.items()
