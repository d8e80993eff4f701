"""Findings on words: how much there is to read, and what sets texts apart."""

import pandas as pd

from communique.compare import label_documents
from communique.findings.base import MANY, all_texts, capital, listing, quoted


def reading_finding(documents: pd.DataFrame) -> str:
    """Say how long it takes to read all texts, at 200 words a minute.

    >>> reading_finding(pd.DataFrame({"words": [300, 1300]}))
    '1,600 words in 2 texts: about 8 minutes of reading.'
    """
    words, texts = int(documents["words"].sum()), len(documents)
    minutes = max(1, round(words / 200))
    return (
        f"{words:,} words in {texts} text{'s' * (texts != 1)}: "
        f"about {minutes} minute{'s' * (minutes != 1)} of reading."
    )


def length_finding(documents: pd.DataFrame) -> str:
    """Say how long the texts are.

    >>> length_finding(pd.DataFrame({"doc": ["a", "b"], "source": ["a", "b"], "words": [50, 200]}))
    'b is 4.0 times as long as a: 200 words against 50.'
    """
    labels = label_documents(documents)
    rows = documents.sort_values("words")
    short, long = rows.iloc[0], rows.iloc[-1]
    if len(documents) == 1:
        return f"{labels[long['doc']]} has {long['words']} words."
    if short["words"] == long["words"]:
        return f"All texts have {long['words']} words."
    ratio = (
        f"{labels[long['doc']]} is {long['words'] / max(short['words'], 1):.1f} times as long as"
    )
    others = " (the shortest)" if len(documents) > 2 else ""
    against = f"{long['words']} words against {short['words']}"
    return f"{ratio} {labels[short['doc']]}{others}: {against}."


def distinctive_finding(ranking: pd.DataFrame, documents: pd.DataFrame, top: int = 3) -> str:
    """Name the words that set each document apart."""
    labels = label_documents(documents)
    docs = [doc for doc in documents["doc"] if doc in set(ranking["doc"])]
    if not docs:
        return "No word sets one text apart from the others."
    own = {doc: listing(quoted(ranking[ranking["doc"] == doc]["word"].head(top))) for doc in docs}
    told = "; ".join(f"{labels[doc]} {own[doc]}" for doc in docs[:MANY])
    rest = f"; and so on for {len(docs) - MANY} more texts" if len(docs) > MANY else ""
    return f"The words that set each text apart: {told}{rest}."


def mode_share_finding(sentences: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say which text gives the largest part to proposals."""
    labels = label_documents(documents)
    grouped = sentences.assign(yes=sentences["mode"] == "proposed").groupby("doc")["yes"]
    counts = grouped.agg(k="sum", n="size")
    if counts.empty or not counts["k"].sum():
        return f"No sentence of {all_texts(len(documents))} is a proposal."
    counts = counts.assign(share=counts["k"] / counts["n"]).sort_values("share")
    told = [
        f"{counts.loc[doc, 'k']} of {counts.loc[doc, 'n']} sentences in {labels[doc]}"
        for doc in dict.fromkeys([counts.index[-1], counts.index[0]])
    ]
    return f"Advice and proposals: {listing(told)}."


def shared_top_finding(counts: pd.DataFrame, documents: pd.DataFrame, top: int = 10) -> str:
    """Say which of the most frequent words all texts have in common."""
    if counts["doc"].nunique() < 2:
        return f"The most frequent words: {listing(quoted(counts['word'].head(5)))}."
    tops = [set(rows["word"].head(top)) for _, rows in counts.groupby("doc")]
    common = sorted(set.intersection(*tops))
    texts = all_texts(len(documents))
    if not common:
        return f"None of the {top} most frequent words is the same in {texts}."
    listed = listing(quoted(common))
    return capital(f"{texts} share {len(common)} of their {top} most frequent words: {listed}.")
