"""Findings on words: how much there is to read, and what sets texts apart."""

from collections import Counter

import pandas as pd

from communique.compare import label_documents
from communique.compare.base import records
from communique.findings.base import (
    MANY,
    all_texts,
    any_text,
    are,
    capital,
    foremost,
    listing,
    part,
    quoted,
    several,
)

NUMBERS = ("one", "two", "three", "four", "five", "six")  # of so many texts all are named


def reading_finding(documents: pd.DataFrame) -> str:
    """Say how long it takes to read all texts, at 200 words a minute.

    >>> reading_finding(pd.DataFrame({"words": [300, 1300]}))
    '1,600 words in 2 texts: about 8 minutes of reading.'
    """
    words = int(documents["words"].sum())
    minutes = several(max(1, round(words / 200)), "minute")
    read = f"{several(words, 'word')} in {several(len(documents), 'text')}"
    return capital(f"{read}: about {minutes} of reading.")


def name_texts(documents: pd.DataFrame) -> str:
    """Name the texts of a corpus, as a part of a sentence.

    >>> both = pd.DataFrame({"doc": ["a", "b"], "source": ["Ruritania Post", "b"]})
    >>> name_texts(both.assign(genre=["news", ""]))
    'two texts, Ruritania Post (news) and b'
    """
    labels = label_documents(documents)
    told = [
        f"{labels[doc]} ({genre})" if genre else labels[doc]
        for doc, genre in records(documents, "doc", "genre")
    ]
    if len(told) > len(NUMBERS):
        return all_texts(len(told))
    return f"{NUMBERS[len(told) - 1]} text{'s' * (len(told) > 1)}, {listing(told)}"


def length_finding(documents: pd.DataFrame) -> str:
    """Say how long the texts are.

    >>> length_finding(pd.DataFrame({"doc": ["a", "b"], "source": ["a", "b"], "words": [50, 200]}))
    'b is 4.0 times as long as a: 200 words against 50.'
    """
    labels = label_documents(documents)
    rows = sorted(records(documents, "words", "doc"))
    (few, short), (many, long) = rows[0], rows[-1]
    if len(rows) == 1:
        return f"{labels[long]} has {several(many, 'word')}."
    if few == many:
        return capital(f"{all_texts(len(rows))} have {several(many, 'word')}.")
    against = f"{several(many, 'word')} against {few:,}"
    if not few:
        return f"{labels[short]} has no running text, {labels[long]} has most: {against}."
    others = " (the shortest)" * (len(rows) > 2)
    times = f"{_times(many / few)} times as long as"
    return f"{labels[long]} is {times} {labels[short]}{others}: {against}."


def distinctive_finding(ranking: pd.DataFrame, documents: pd.DataFrame, top: int = 3) -> str:
    """Name the words that set each document apart."""
    labels = label_documents(documents)
    docs = [doc for doc in documents["doc"] if doc in set(ranking["doc"])]
    if not docs:
        return "No word sets one text apart from the others."
    own = {doc: listing(quoted(ranking[ranking["doc"] == doc]["word"].head(top))) for doc in docs}
    told = "; ".join(f"{labels[doc]} {own[doc]}" for doc in docs[:MANY])
    more = several(len(docs) - MANY, "more text")
    rest = f"; and so on for {more}" if len(docs) > MANY else ""
    return f"Words used more in one text than elsewhere: {told}{rest}."


def mode_share_finding(sentences: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say which text gives the largest part to proposals."""
    labels = label_documents(documents)
    sizes = Counter(sentences["doc"])
    proposed = Counter(sentences["doc"][sentences["mode"] == "proposed"])
    if not proposed:
        return "No sentence is a proposal."
    ranked = sorted(sizes, key=lambda doc: (proposed[doc] / sizes[doc], doc))
    told = [
        f"{part(proposed[doc], sizes[doc])} in {labels[doc]}"
        for doc in dict.fromkeys([ranked[-1], ranked[0]])
    ]
    if len(ranked) > 2:
        doc = ranked[-1]
        where = f"in {len(proposed)} of {len(sizes)} texts; the largest share in {labels[doc]}"
        if len(proposed) == 1:
            where = f"all in {labels[doc]}"
        most = f" ({proposed[doc]} of {sizes[doc]})"
        told = [f"{part(proposed.total(), len(sentences))}, {where}{most}"]
    return f"Advice, theory and proposals: {listing(told)}."


def shared_top_finding(counts: pd.DataFrame, documents: pd.DataFrame, top: int = 10) -> str:
    """Say which of the most frequent words all texts have in common."""
    if counts.empty:
        return "There is no word to count."
    if len(documents) == 1:
        return f"The most frequent words: {listing(quoted(counts['word'].head(5)))}."
    tops = [_most_frequent(counts[counts["doc"] == doc], top) for doc in documents["doc"]]
    common = sorted(set.intersection(*tops))
    texts = all_texts(len(documents))
    if not common:
        return f"No word is among the {top} most frequent of {texts}."
    words = several(len(common), "word")
    listed = listing(quoted(common))
    return (
        f"{capital(words)} {are(len(common))} among the {top} most frequent of {texts} (words as "
        f"frequent as the last of them included): {listed}."
    )


def quote_finding(sentences: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say how many sentences of each text hold words in quotation marks."""
    labels = label_documents(documents)
    counts = Counter(sentences["doc"][sentences["quoted"] > 0])
    if not counts:
        return f"There are no quotation marks in {any_text(len(documents))}."
    if len(documents) > MANY:
        most = [f", most in {labels[doc]} ({n})" for doc, n in foremost(counts, 1)]
        end = "".join(most) if len(counts) > 1 else f" ({labels[next(iter(counts))]})"
        where = (
            f"{part(counts.total(), len(sentences))}, in {len(counts)} of {len(documents)} texts"
        )
        return f"Words in quotation marks: {where}{end}."
    told = [f"{several(counts[d], 'sentence')} of {labels[d]}" for d in documents["doc"]]
    return f"Words in quotation marks: {listing(told)}."


def _times(ratio: float) -> str:
    return f"{ratio:.1f}" if ratio < 10 else f"{ratio:.0f}"


def _most_frequent(counts: pd.DataFrame, top: int) -> set[str]:
    """Take the most frequent words, and all that are as frequent as the last of them."""
    least = counts["count"].nlargest(top).min()
    return set(counts[counts["count"] >= least]["word"])
