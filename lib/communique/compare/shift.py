"""Say which words make two texts differ under an instrument of tone."""

from collections.abc import Hashable

import pandas as pd

__all__ = ["furthest_apart", "word_shift"]

CANCEL = 1e-9  # weights that add up to less cancel each other out


def furthest_apart(scores: pd.DataFrame) -> tuple[str, ...]:
    """Name the two texts whose mean scores are furthest apart, averaged over the instruments.

    In the order of the table; empty where there are fewer than two.

    >>> scores = pd.DataFrame({"doc": ["a", "b", "c"], "instrument": "VADER",
    ...                        "score": [0.1, 0.3, -0.2]})
    >>> furthest_apart(scores)
    ('b', 'c')
    """
    means = scores.groupby(["doc", "instrument"])["score"].mean().groupby("doc").mean()
    if len(means) < 2:
        return ()
    ends = {str(means.idxmin()), str(means[::-1].idxmax())}
    docs = [str(doc) for doc in dict.fromkeys(scores["doc"])]
    return tuple(doc for doc in docs if doc in ends)


def word_shift(
    words: pd.DataFrame, scores: pd.DataFrame, first: str = "", second: str = ""
) -> pd.DataFrame:
    """Deal the difference between two texts' mean scores out to the scored words.

    Each sentence's score is divided among its scored words in proportion to their weights. The
    shares of a word, added up over a text and divided by its number of scored sentences, are what
    it adds to the text's mean; its contribution is the difference. So the contributions add up to
    the difference of the mean scores, whatever an instrument does with its weights (TextBlob
    averages, VADER squeezes); words whose weights cancel out in a sentence have no share in it. A
    word shift in the sense of Dodds et al. 2011 (“Temporal patterns of happiness”) and Gallagher
    et al. 2021 (“Generalized word shift graphs”), per sentence instead of per word.

    Without `first` and `second`, those of `furthest_apart`. Columns: instrument, first, second
    (documents), word (in lower case), first_times, second_times, first_adds, second_adds,
    contribution (first less second); the largest first in each instrument, zeros left out.
    Empty where there are no two texts. Raises ValueError for a text without scores.

    >>> scores = pd.DataFrame({"doc": ["a", "b"], "sentence": 1, "instrument": "TextBlob",
    ...                        "score": [0.35, -0.5]})
    >>> words = pd.DataFrame({"doc": ["a", "a", "b"], "sentence": 1, "instrument": "TextBlob",
    ...                       "text": ["Good", "new", "war"], "weight": [0.5, 0.2, -0.5]})
    >>> word_shift(words, scores)[["word", "contribution"]].round(2).to_numpy().tolist()
    [['war', 0.5], ['good', 0.25], ['new', 0.1]]
    """
    pair = (first, second) if first or second else furthest_apart(scores)
    _check(pair, scores)
    parts = [_adds(words, scores, doc) for doc in pair] or [_adds(words, scores, "")] * 2
    names = ["first_times", "first_adds", "second_times", "second_adds"]
    both = pd.concat([part.astype(float) for part in parts], axis=1).fillna(0)
    table = both.set_axis(names, axis=1).reset_index()
    table = table.assign(contribution=table["first_adds"] - table["second_adds"])
    table = table[(table["first_adds"] != 0) | (table["second_adds"] != 0)]
    for name, doc in zip(["first", "second"], pair, strict=False):
        table[name] = doc
    return _ordered(table, list(dict.fromkeys(scores["instrument"])))


COLUMNS = ["instrument", "first", "second", "word", "first_times", "second_times"]
COLUMNS += ["first_adds", "second_adds", "contribution"]


def _check(pair: tuple[str, ...], scores: pd.DataFrame) -> None:
    known = {str(doc) for doc in scores["doc"]}
    for doc in pair:
        if doc not in known:
            told = ", ".join(sorted(known)[:6]) or "none"
            raise ValueError(f"no scores of “{doc}”: name one of the scored texts ({told})")


def _adds(words: pd.DataFrame, scores: pd.DataFrame, doc: str) -> pd.DataFrame:
    """Give each word's number in a text and what it adds to the mean score, by instrument."""
    keys: list[Hashable] = ["doc", "sentence", "instrument"]
    own = words[words["doc"] == doc]
    own = own.merge(scores[scores["doc"] == doc][[*keys, "score"]], on=keys)
    sums = own.groupby(keys)["weight"].transform("sum")
    shares = (own["weight"] * own["score"] / sums.where(sums.abs() > CANCEL)).fillna(0.0)
    own = own.assign(share=shares, word=own["text"].str.lower().str.split().str.join(" "))
    table = own.groupby(["instrument", "word"])["share"].agg(["size", "sum"])
    sizes = scores[scores["doc"] == doc].groupby("instrument").size().to_dict()
    number = [sizes[name] for name, _ in table.index]
    return table.assign(sum=table["sum"] / number)


def _ordered(table: pd.DataFrame, instruments: list[str]) -> pd.DataFrame:
    table = table.reindex(columns=COLUMNS)
    table = table.assign(
        place=table["instrument"].map({name: i for i, name in enumerate(instruments)}),
        size=-table["contribution"].abs().round(12),
    )
    table = table.sort_values(["place", "size", "word"], ignore_index=True)[COLUMNS]
    return table.astype({"first_times": int, "second_times": int})
