"""Find the quotations of a corpus, direct and reported, with speakers and cues."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from communique.compare.base import records
from communique.hidden import past_hidden
from communique.names import Names, find_names
from communique.quotes.lexicon import QuoteCues
from communique.quotes.paragraphs import Passage, read_document
from communique.quotes.speakers import Mention, name_speakers

__all__ = ["find_quotes"]

FOUND = ["doc", "sentence", "start", "end", "text", "direct", "speaker"]
FOUND += ["speaker_start", "speaker_end", "cue", "cue_start", "cue_end"]
LONGEST_TITLE = 60
OPENING_LETTERS = 60
BEFORE = re.compile(r"(?:(?:[A-Z][\w.’'-]*|of|for|the|and)\s+){0,6}[\w.-]+\s+$")
PRONOUNS = {"he": "he", "his": "he", "him": "he", "himself": "he"}
PRONOUNS |= {"she": "she", "her": "she", "hers": "she", "herself": "she"}
PRONOUN = re.compile(rf"[^A-Z“\"”.;]{{0,60}}?\b({'|'.join(PRONOUNS)})\b")
AFTER = re.compile(
    r"\s*,\s+(?:[Tt]he\s|[Aa]n?\s|[\w.’' -]{0,30}['’]s?\s)?"
    r"([\w.' -]{3,60}?)(?=,|\.|$|\swh|\sthat\s)"
)


@past_hidden
def find_quotes(
    passages: pd.DataFrame, sentences: pd.DataFrame, cues: QuoteCues, names: Names
) -> pd.DataFrame:
    """Find what is quoted or reported, by whom, and the words that say so.

    Returns doc, sentence (where the row begins), start, end, text, direct, speaker,
    speaker_start, speaker_end, cue, cue_start, cue_end; offsets are −1 where there is none.

    - text: the content as in the PolNeAR corpus: with its quotation marks and the punctuation
      inside them; where a quotation is part of a clause (he said the pact “would end it”), the
      clause behind the cue. What is interrupted has a row for each piece, all with one cue.
    - direct: whether 60% or more of it is quoted; the words under a transcript's label are, too.
    - speaker: the listed or the fullest name, also for “Mr. Sapt”, “he” or “who”; for a source
      without a name its own words (senior official); "" where nobody fits (we, it, they).
    - cue: verb, “according to”, or the colon or dash that stands for one; "" for a quotation
      that goes on, or stands alone, in a new paragraph.

    Quoted are sentences, and words bound to a cue; other words in quotation marks (terms, titles,
    irony) are left out. Reported speech (direct False) needs a cue, a speaker who can speak, and a
    content in the form the cue calls for; what is denied or only supposed is left out, and so is
    a relative clause at the end, which may be the author's own. Speakers
    are found by word order, not by grammar: a verb missing from the cues can mislead it.

    Contents and cues follow PolNeAR (Newell et al., 2018, aclanthology.org/L18-1524).

    >>> from communique.corpus import toy_sentences
    >>> from communique.names import make_names
    >>> from communique.quotes import make_quote_cues
    >>> table = toy_sentences("“We agree,” said Mr. Sapt of Zenda.")
    >>> cues = make_quote_cues({"said": "quote"}, preposition="of", abbreviation="Mr.")
    >>> names = make_names({"Zenda": "city", "Mr.": "title"})
    >>> find_quotes(table, table, cues, names)[["text", "speaker", "cue"]].values.tolist()
    [['“We agree,”', 'Sapt', 'said']]
    """
    mentions = _mentions(sentences, names)
    rows: list[tuple[Any, ...]] = []
    for doc, parts in _by_document(passages, sentences):
        found = list(read_document(parts, cues))
        sources = {one.speaker[0]: one.speaker[1] for one in found if one.speaker[1]}
        named = name_speakers(sources, mentions.get(doc, []), cues)
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
        beside = _before(sentence, at), *_after(sentence, end - base)
        one = Mention(start, end, text, name, kind, *beside, at < OPENING_LETTERS, at <= 1)
        found.setdefault(doc, []).append(one)
    return found


def _before(sentence: str, at: int) -> str:
    """Give the title before a name: “Chief Envoy” Sapt, “spokesman” Sapt."""
    found = BEFORE.search(sentence, max(0, at - LONGEST_TITLE), at)
    return " ".join(found[0].split()) if found else ""


def _after(sentence: str, at: int) -> tuple[str, str]:
    """Give what a name is said to be behind it (Fritz Sapt, “top diplomat”, …), and he or she."""
    found = AFTER.match(sentence, at)
    pronoun = PRONOUN.match(sentence, at)
    return found[1].strip() if found else "", PRONOUNS[pronoun[1]] if pronoun else ""


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
