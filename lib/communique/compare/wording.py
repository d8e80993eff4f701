"""Find close wording: runs of words that two documents share, with their places in both."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import pandas as pd

from communique.compare.base import records

__all__ = ["shared_wording"]

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:['’-]\w+)*")
COLUMNS = ["words", "doc_a", "sentence_a", "start_a", "end_a", "text_a"]
COLUMNS += ["doc_b", "sentence_b", "start_b", "end_b", "text_b"]
_Word = tuple[str, str, int, int, int]  # form, doc, sentence, start, end
Texts = dict[tuple[str, int], tuple[int, str]]


def shared_wording(sentences: pd.DataFrame, least: int = 6) -> pd.DataFrame:
    """Align the runs of at least `least` words that two documents have in common.

    `sentences` needs doc, sentence, start, text. Columns: words (how many), doc_a, sentence_a,
    start_a, end_a, text_a, doc_b, sentence_b, start_b, end_b, text_b; the longest runs first.
    Words are compared in lower case, whatever stands between them; a run ends with a sentence of
    either document, and is as long as it can be. That texts share words does not tell who took
    them from whom, or from what third text.

    >>> from communique.corpus import toy_sentences
    >>> table = toy_sentences("They met in the old town of Zenda.", "We met in the old town.")
    >>> table["doc"] = ["a", "b"]
    >>> shared_wording(table, least=4)[["words", "text_a", "start_b"]].to_numpy().tolist()
    [[5, 'met in the old town', 38]]
    """
    documents = _words(sentences)
    texts = {
        (doc, number): (start, text)
        for doc, number, start, text in records(sentences, "doc", "sentence", "start", "text")
    }
    rows = [
        (len(one), a, *_place(one, texts), b, *_place(two, texts))
        for a, b in combinations(documents, 2)
        for one, two in _runs(documents[a], documents[b], least)
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    order = ["words", "doc_a", "start_a", "doc_b", "start_b"]
    return table.sort_values(order, ascending=[False, True, True, True, True], ignore_index=True)


def _words(sentences: pd.DataFrame) -> dict[str, list[_Word]]:
    found: dict[str, list[_Word]] = defaultdict(list)
    ordered = sentences.sort_values(["doc", "start"])
    for doc, number, base, text in records(ordered, "doc", "sentence", "start", "text"):
        found[doc] += [
            (word[0].lower().replace("’", "'"), doc, number, base + word.start(), base + word.end())
            for word in WORD.finditer(text)
        ]
    return found


def _runs(
    one: list[_Word], two: list[_Word], least: int
) -> Iterator[tuple[list[_Word], list[_Word]]]:
    """Give the longest runs that begin with `least` equal words, each place of the first once."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(two) - least + 1):
        places[tuple(word[0] for word in two[at : at + least])].append(at)
    at = 0
    while at <= len(one) - least:
        starts = places.get(tuple(word[0] for word in one[at : at + least]), [])
        lengths = {start: _length(one, two, at, start) for start in starts}
        length = max(lengths.values(), default=0)
        if length >= least:
            start = next(start for start in starts if lengths[start] == length)
            yield one[at : at + length], two[start : start + length]
        at += length if length >= least else 1


def _length(one: list[_Word], two: list[_Word], at: int, start: int) -> int:
    length = 0
    while (
        at + length < len(one)
        and start + length < len(two)
        and one[at + length][0] == two[start + length][0]
        and one[at + length][2] == one[at][2]
        and two[start + length][2] == two[start][2]
    ):
        length += 1
    return length


def _place(run: list[_Word], texts: Texts) -> tuple[int, int, int, str]:
    doc, sentence, start, end = run[0][1], run[0][2], run[0][3], run[-1][4]
    base, text = texts[doc, sentence]
    return sentence, start, end, text[start - base : end - base]
