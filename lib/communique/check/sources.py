"""Self-checks for lesson 1: counts, rates, places, modes."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from communique.check.base import (
    Verdict,
    find_sentence,
    not_yet,
    number,
    one_sentence,
    right,
    still_open,
    table_of_numbers,
)
from communique.compare.base import body, label_documents, records, split_words
from communique.corpus import Corpus, toy_sentences
from communique.modes import Cues, code_modes

__all__ = ["exact_place", "mode_error", "running_text", "unseen_advice", "word_rates"]


def running_text(answer: object, corpus: Corpus) -> Verdict:
    """Check the number of sentences of running text in the longest document."""
    doc = longest(corpus.documents)
    rows = Counter(corpus.sentences["doc"].to_list())
    running = Counter(body(corpus.sentences)["doc"].to_list())
    wrong: list[tuple[object, str]] = [
        (rows[doc], "Titles and headings are in that number: keep the rows of kind “sentence”."),
        (running.total(), "That is all texts together. Take the longest one alone."),
        (rows.total(), "That is all texts together, titles and headings too. Take one text."),
        *((n, "That is another text. Which one has the most words?") for n in running.values()),
        *((n, "Those are words. Sentences are asked for.") for n in sizes(corpus).values()),
        (list(corpus.passages["doc"]).count(doc), "Those are passages, not sentences."),
    ]
    shows = (
        f"{label_documents(corpus.documents)[doc]} has {rows[doc] - running[doc]} more rows in the "
        "table: titles and headings are signposts, and no share in these lessons counts them."
    )
    return number(answer, running[doc], wrong, shows, "Count the rows of one text and one kind.")


def longest(documents: pd.DataFrame) -> str:
    """Give the id of the document with the most words."""
    return str(max(records(documents, "words", "doc"))[1])


def word_rates(answer: object, word: str, corpus: Corpus) -> Verdict:
    """Check how often a word occurs in each document's running text, per 1,000 words."""
    words = {
        str(doc): [w for text in texts for w in split_words(text)]
        for doc, texts in body(corpus.sentences).groupby("doc")["text"]
    }
    counts = {doc: found.count(word.lower()) for doc, found in words.items()}
    long = sizes(corpus)
    total = sum(long.values())
    rates = {doc: 1000 * n / max(long[doc], 1) for doc, n in counts.items()}
    wrong: list[tuple[Mapping[str, float], str]] = [
        ({d: float(n) for d, n in counts.items()}, "Those are counts. Divide by the words."),
        ({d: r / 10 for d, r in rates.items()}, "That is per 100 words. Multiply by 1,000."),
        ({d: r / 1000 for d, r in rates.items()}, "That is a share of 1. Multiply by 1,000."),
        (
            {d: 1000 * n / max(total, 1) for d, n in counts.items()},
            "Divide each count by the words of its own text, not of all texts.",
        ),
        (_swapped(counts, long), "The words of another text were taken to divide by."),
    ]
    most, densest = (max(of, key=lambda doc: of[doc]) for of in (counts, rates))
    labels = label_documents(corpus.documents)
    shows = (
        f"{labels[most]} has “{word}” most often, {labels[densest]} most densely. "
        + ("Count and rate point to different texts." * (most != densest))
        + ("Here count and rate point the same way; they need not." * (most == densest))
    )
    otherwise = "Divide the count in a text by the words of that text, times 1,000."
    return table_of_numbers(answer, rates, wrong, shows, otherwise, near=0.06)


def sizes(corpus: Corpus) -> dict[str, int]:
    """Give the number of words of each document."""
    return dict(records(corpus.documents, "doc", "words"))


def _swapped(counts: dict[str, int], long: dict[str, int]) -> dict[str, float]:
    docs = list(counts)
    return {d: 1000 * counts[d] / max(long[e], 1) for d, e in zip(docs, docs[::-1], strict=True)}


def exact_place(start: object, end: object, word: str, doc: str, corpus: Corpus) -> Verdict:
    """Check the place of the first `word` in a document's raw text, as `raw[start:end]`."""
    if verdict := still_open(start, end):
        return verdict
    if not all(isinstance(one, int) and not isinstance(one, bool) for one in (start, end)):
        return not_yet("Two whole numbers are asked for: start and end, counted in characters.")
    raws = dict(records(corpus.documents, "doc", "raw"))
    first = raws[doc].find(word)
    return _place(int(str(start)), int(str(end)), word, first, raws, doc, corpus.sentences)


def _place(
    start: int,
    end: int,
    word: str,
    first: int,
    raws: dict[str, str],
    doc: str,
    sentences: pd.DataFrame,
) -> Verdict:
    raw = raws[doc]
    if (start, end) == (first, first + len(word)):
        return right(f"raw[{start}:{end}] is “{word}”: anybody can go and look.")
    if raw[start:end] == word:
        return not_yet("The word does stand there, but it stands somewhere before that, too.")
    if start == first:
        return not_yet("The start is right. Python leaves out the character at the end itself.")
    if start == first + 1:
        return not_yet("One too far: Python counts characters from 0.")
    holding = sentences[(sentences["doc"] == doc) & (sentences["end"] > first)]
    if not holding.empty and start == first - holding["start"].iloc[0]:
        return not_yet("That is the place in its sentence. Count from the beginning of the file.")
    if any(text[start:end] == word for other, text in raws.items() if other != doc):
        return not_yet("The word stands there in another text.")
    if start == len(raw[: max(first, 0)].split()):
        return not_yet("Those seem to be words. Characters are counted.")
    return not_yet("Look what raw[start:end] gives: it must be the word, letter by letter.")


def mode_error(answer: object, sentences: pd.DataFrame, reading: pd.DataFrame) -> Verdict:
    """Check a sentence to which the rules and the reading give different modes.

    `sentences` has the rules' column mode, `reading` is a filled sheet (`coding.read_sheets`).
    """
    found, verdict = find_sentence(answer, sentences)
    if verdict:
        return verdict
    if found.kind != "sentence":
        return not_yet("That is a title or a heading; those have no mode.")
    read = reading[(reading["doc"] == found.doc) & (reading["sentence"] == found.sentence)]
    if read.empty or not read["mode"].iloc[0]:
        return not_yet("That sentence was not coded by reading. Take one of another text.")
    if read["mode"].iloc[0] == found.mode:
        return not_yet("Rules and reading agree on that sentence. Others they code differently.")
    return right(
        f"The rules call it {found.mode}, the reading {read['mode'].iloc[0]}. Which is better? "
        "A disagreement does not say which is wrong; some sentences allow both."
    )


def unseen_advice(answer: object, cues: Cues) -> Verdict:
    """Check an invented sentence for whether the rules see a proposal in it."""
    if verdict := one_sentence(answer):
        return verdict
    mode = code_modes(toy_sentences(str(answer)), cues)["mode"].iloc[0]
    if mode == "proposed":
        return not_yet("The rules see the advice. Say it without should, must, could and the like.")
    return right(
        f"The rules call it {mode}. Whether it is advice they cannot judge: ask your neighbour. "
        "If it is, a count of proposals misses it."
    )
