"""What word weights are made from: sentences, published lists, and the words that may count."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import textblob
import vaderSentiment

from communique.names import read_names

NAMES = Path(__file__).parent.parent / "data" / "names.csv"
SETS = {"NYT editorials": "nyt_editorials_dev.tsv", "NewsMTSC": "newsmtsc_dev.tsv"}
SHORTEST, LONGEST = 20, 500  # characters of a sentence without a rating
LONG_PRIOR = 5  # shorter words of published lists may be chat slang, unless others know them
RARE_PAIR = 12  # times a pair must stand in the texts


class Texts(NamedTuple):
    """All sentences, rated ones first: rating in units of its set's spread, set, article."""

    text: list[str]
    gold: np.ndarray
    source: np.ndarray  # 0: editorials, 1: NewsMTSC, 2: not rated
    group: np.ndarray

    @property
    def rated(self) -> np.ndarray:
        """Say which sentences have ratings."""
        return self.source < 2


def read_texts(folder: Path) -> Texts:
    """Read the rated and the other sentences; of a sentence with several ratings, their mean."""
    frames = []
    for number, file in enumerate(SETS.values()):
        frame = pd.read_csv(folder / "sentiment" / file, sep="\t")
        frame = frame.groupby("text", sort=True, as_index=False).agg(
            gold=("gold", "mean"), group=("group", "first")
        )
        gold = (frame["gold"] - frame["gold"].mean()) / frame["gold"].std()
        frames.append(frame.assign(gold=gold, source=number, group=frame["group"].astype(str)))
    other = pd.DataFrame({"text": sorted(set(unrated(folder)) - set(frames[0]["text"]))})
    frames.append(other.assign(gold=0.0, source=2, group=""))
    table = pd.concat(frames, ignore_index=True)
    columns = (table[name].to_numpy() for name in ("gold", "source", "group"))
    return Texts(table["text"].to_list(), *columns)


def unrated(folder: Path) -> Iterable[str]:
    """Read the sentences of the news texts that have no ratings."""
    wholes = [
        "".join(text for part in ElementTree.parse(file).iter("TEXT") for text in part.itertext())
        for file in sorted(folder.glob("time/*/*.tml"))
    ]
    wholes += [file.read_text(encoding="utf-8") for file in sorted(folder.glob("quotes/*/text/*"))]
    for whole in wholes:
        for sentence in re.split(r"(?<=[.!?])[\"”']*\s+(?=[A-Z\"“])|\n\s*\n", whole):
            if SHORTEST < len(plain := " ".join(sentence.split())) < LONGEST:
                yield plain
    for file in sorted(folder.glob("sentences/*/*.conllu")):
        for line in file.read_text(encoding="utf-8").splitlines():
            plain = line.removeprefix("# text = ")
            if plain != line and SHORTEST < len(plain) < LONGEST:
                yield plain


def read_vader() -> dict[str, float]:
    """Read VADER's weights of single words."""
    file = Path(vaderSentiment.__file__).parent / "vader_lexicon.txt"
    lines = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines() if line)
    return {cells[0].lower(): float(cells[1]) for cells in lines if cells[0].isalpha()}


def read_textblob() -> dict[str, float]:
    """Read TextBlob's weights, the mean over the senses of a word."""
    file = Path(textblob.__file__).parent / "en" / "en-sentiment.xml"
    senses: dict[str, list[float]] = {}
    for word in ElementTree.parse(file).getroot().iter("word"):
        senses.setdefault(word.attrib["form"].lower(), []).append(float(word.attrib["polarity"]))
    return {word: sum(one) / len(one) for word, one in senses.items() if word.isalpha()}


def read_tagged() -> tuple[set[str], set[str]]:
    """Read which words TextBlob's tagger knows in lower case, and which in capitals alone."""
    file = Path(textblob.__file__).parent / "en" / "en-lexicon.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    forms = {line.split()[0] for line in lines if line.strip() and not line.startswith(";;;")}
    lower = {form for form in forms if form.islower()}
    return lower, {form.lower() for form in forms} - lower


def choose_words(
    texts: Texts, priors: set[str], vocabulary: set[str], barred: set[str]
) -> list[str]:
    """Choose the single words that may get a weight: known in lower case, and not barred.

    A word is a name if it is written with a capital more often than not (the first word of a
    sentence does not count), or is known only so.
    """
    upper, lower = count_cases(texts.text)
    tagged, capitals = read_tagged()
    priors = {word for word in priors if len(word) >= LONG_PRIOR or word in vocabulary | tagged}
    known = set(upper) | set(lower) | priors | (vocabulary & tagged)
    names = listed_names()

    def is_name(word: str) -> bool:
        if upper[word] or lower[word]:
            return upper[word] >= lower[word] if word in names else upper[word] > lower[word]
        return word in names or word in capitals or word not in tagged | priors

    return sorted(
        word
        for word in known - barred
        if word.isascii() and word.isalpha() and 3 <= len(word) <= 20 and not is_name(word)
    )


def count_cases(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Count each word with a capital inside sentences, and in lower case."""
    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for text in texts:
        for place, word in enumerate(re.findall(r"[^\W\d_]+", text)):
            if word.islower():
                lower[word] += 1
            elif place:
                upper[word.lower()] += 1
    return upper, lower


def listed_names() -> set[str]:
    """Give the names of one word in data/names.csv, in lower case."""
    table = read_names(NAMES).table
    forms = [*table["name"], *(form for cell in table["forms"] for form in cell.split(";"))]
    return {form.strip().lower() for form in forms}


def choose_pairs(texts: Texts, words: set[str], function: set[str]) -> list[str]:
    """Choose the frequent pairs of a word with a weight and another or a function word."""
    pairs = Counter(
        pair for text in texts.text for pair in pairwise(re.findall(r"[^\W_]+", text.lower()))
    )
    return sorted(
        f"{first} {second}"
        for (first, second), times in pairs.items()
        if times >= RARE_PAIR
        and len(first) > 1 < len(second)
        and ({first, second} <= words | function)
        and ({first, second} & words)
    )
