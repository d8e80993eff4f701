"""Make data/lexicons/weights.csv: weights of words and pairs, from ratings of sentences by people.

    python -m benchmarks.make_weights DIR [--cache FOLDER]             writes weights.csv
    python -m benchmarks.make_weights DIR [--cache FOLDER] --validate  writes validity.csv

DIR holds sentiment/nyt_editorials_dev.tsv and sentiment/newsmtsc_dev.tsv (text, gold, group), and
texts without ratings in time/, sentences/ and quotes/ (data/README.md says where to get them).
In an environment of its own: the project, and the packages that `benchmarks.vectors` names.

How it is made. A teacher, ridge on sentence embeddings and the scores of VADER and TextBlob,
learns the ratings, and rates the texts that have none. Then each entry gets a weight, by ridge on
all these sentences: weight = features of the entry · shared slopes + what is its own. The features
are VADER's weight, TextBlob's weight, and the embedding of the entry alone and in three carrier
sentences: so words that no rater saw take after words like them. Names, function words and groups
of people (weights_rules.csv) get none, so that the list favours neither nations nor persons.

`--validate` makes the whole list anew in each fold (by article) and rates the texts left out. The
constants below were chosen on the same folds, which flatters the figures a little.
"""

import argparse
import csv
import re
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.linalg import LinearOperator, lsqr

from benchmarks.tone import group_means, interval, pearson
from benchmarks.vectors import Encoder, model_folder
from benchmarks.weights_inputs import (
    SETS,
    Texts,
    choose_pairs,
    choose_words,
    read_textblob,
    read_texts,
    read_vader,
)
from communique.tone import Instrument
from communique.tone.published import TEXTBLOB, VADER
from communique.tone.weights import read_weights

DATA = Path(__file__).parent.parent / "data"
LEXICONS = DATA / "lexicons"
CARRIERS = ("News of {}.", "It was {}.", "They said it would {} them.")
COMPONENTS = 100  # of the embeddings of words
TELLING_PAIR = 0.15  # how far its weight must lie from the sum of its words'
LEAST = 0.01  # weight of a word
TEACHER_RIDGE, TEACHER_MTSC = 4.0, 0.6
SPREAD_VADER, SPREAD_TEXTBLOB, SPREAD_EMBEDDING, SPREAD_OWN = 0.3, 0.6, 0.28, 0.7
MTSC_COUNTS = 0.3  # one rater's view of a target counts less than twenty raters' mean
UNRATED_COUNTS = 1.0
STEPS = 80
ENTRIES = 15_000
CARRIED = 2.0  # carried words lie closer together than words alone
KEPT = ("negation", "turns nothing")
SCALE = 0.4  # of the totals, so that the root of 1 + total² bends only what is strong
FOLDS = 10

Score = Callable[[list[str]], list[float]]


class Inputs(NamedTuple):
    """What is computed once: sentences and entries as numbers."""

    texts: Texts
    entries: list[str]
    counts: sparse.csr_matrix  # sentences by entries, as the instrument counts them
    features: np.ndarray  # of the entries
    teacher: np.ndarray  # what the teacher knows of the sentences
    rules: list[tuple[str, int]]  # negations and phrases that turn nothing


def prepare(folder: Path, encoder: Encoder) -> Inputs:
    """Read all inputs, and make numbers of them."""
    texts = read_texts(folder)
    rules = pd.read_csv(LEXICONS / "weights_rules.csv", keep_default_na=False)
    barred, kept = rules[~rules["why"].isin(KEPT)], rules[rules["why"].isin(KEPT)]
    vader, blob = read_vader(), read_textblob()
    vocabulary = set((model_folder() / "vocab.txt").read_text(encoding="utf-8").split())
    words = choose_words(texts, set(vader) | set(blob), vocabulary, set(rules["word"]))
    function = set(barred.loc[barred["why"] == "function word", "word"])
    pairs = choose_pairs(texts, set(words), function | set(kept["word"]))
    turning = list(zip(kept["word"], kept["turns"], strict=True))
    entries = [word for word, _ in turning]
    entries += sorted((set(words) | set(pairs)) - set(rules["word"]))
    alone = encoder.encode(entries)
    carried = sum(encoder.encode([form.format(word) for word in entries]) for form in CARRIERS)
    features = np.column_stack(
        [
            SPREAD_VADER * np.array([vader.get(entry, 0.0) for entry in entries]),
            SPREAD_TEXTBLOB * np.array([blob.get(entry, 0.0) for entry in entries]),
            SPREAD_EMBEDDING * components(alone),
            SPREAD_EMBEDDING * components(carried / len(CARRIERS)) * CARRIED,
        ]
    )
    features[: len(turning)] = 0
    lexical = [[one.read(text).score for one in (VADER, TEXTBLOB)] for text in texts.text]
    teacher = np.column_stack([encoder.encode(texts.text), lexical])
    return Inputs(
        texts, entries, count_entries(texts.text, entries, turning), features, teacher, turning
    )


def components(vectors: np.ndarray) -> np.ndarray:
    """Give the first principal components, not scaled."""
    centred = vectors - vectors.mean(0)
    _, axes = np.linalg.eigh(centred.T.astype(float) @ centred)
    return centred @ axes[:, ::-1][:, :COMPONENTS]


def count_entries(
    texts: list[str], entries: list[str], turning: list[tuple[str, int]]
) -> sparse.csr_matrix:
    """Count entries by sentence with the instrument itself, under a list whose weights are 1."""
    ones = read_list([(entry, 1.0) for entry in entries], turning)
    numbers = {entry.replace("'", " "): number for number, entry in enumerate(entries)}
    cells = [
        (row, numbers[" ".join(re.findall(r"[^\W_]+", text[start:end].lower()))], weight)
        for row, text in enumerate(texts)
        for start, end, weight in ones.read(text).words
    ]
    rows, columns, values = zip(*cells, strict=True)
    return sparse.csr_matrix((values, (rows, columns)), (len(texts), len(entries)))


def read_list(weights: Iterable[tuple[str, float]], turning: list[tuple[str, int]]) -> Instrument:
    """Give the instrument of a list that is not in data/."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "weights.csv")
        write_list(file, weights, turning)
        return read_weights(file)


def write_list(
    file: Path, weights: Iterable[tuple[str, float]], turning: list[tuple[str, int]]
) -> None:
    """Write weights.csv, sorted by word."""
    turns = {word: str(number or "") for word, number in turning}
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["word", "weight", "turns"])
        for word, weight in sorted(weights):
            writer.writerow([word, f"{weight:.2f}".rstrip("0").rstrip("."), turns.get(word, "")])


def teach(inputs: Inputs, train: np.ndarray) -> np.ndarray:
    """Let the teacher learn the ratings of `train`, and rate every sentence."""
    weigh = np.where(inputs.texts.source[train] == 0, 1.0, TEACHER_MTSC)
    known, gold = inputs.teacher[train], inputs.texts.gold[train]
    mean, level = np.average(known, 0, weigh), np.average(gold, None, weigh)
    centred = known - mean
    normal = (centred * weigh[:, None]).T @ centred + TEACHER_RIDGE * np.eye(known.shape[1])
    slopes = np.linalg.solve(normal, (centred * weigh[:, None]).T @ (gold - level))
    return (inputs.teacher - mean) @ slopes


def learn(inputs: Inputs, train: np.ndarray) -> np.ndarray:
    """Learn the weights of all entries from the sentences numbered `train`."""
    other = np.flatnonzero(~inputs.texts.rated)
    taught = teach(inputs, train)[other]
    gold = np.concatenate([inputs.texts.gold[train], taught - taught.mean()])
    chosen = np.concatenate([train, other])
    source = inputs.texts.source[chosen]
    importance = np.sqrt(np.array([1.0, MTSC_COUNTS, UNRATED_COUNTS])[source])
    return ridge(inputs.counts[chosen], inputs.features, gold, source, importance)


def ridge(
    counts: sparse.csr_matrix,
    features: np.ndarray,
    gold: np.ndarray,
    source: np.ndarray,
    importance: np.ndarray,
) -> np.ndarray:
    """Solve gold = counts · (features · slopes + own) + level of the set, all shrunk to 0."""
    shared, turned = counts @ features, counts.T.tocsr()
    levels = 3.0 * np.eye(3)[source]
    cut = features.shape[1], features.shape[1] + counts.shape[1]

    def forward(x: np.ndarray) -> np.ndarray:
        slopes, own, level = np.split(x, cut)
        return importance * (shared @ slopes + SPREAD_OWN * (counts @ own) + levels @ level)

    def backward(y: np.ndarray) -> np.ndarray:
        weighed = importance * y
        parts = shared.T @ weighed, SPREAD_OWN * (turned @ weighed), levels.T @ weighed
        return np.concatenate(parts)

    shape = (len(gold), cut[1] + levels.shape[1])
    operator = LinearOperator(shape, matvec=forward, rmatvec=backward, dtype=float)
    slopes, own, _ = np.split(lsqr(operator, importance * gold, 1.0, iter_lim=STEPS)[0], cut)
    return features @ slopes + SPREAD_OWN * own


def shorten(inputs: Inputs, weights: np.ndarray) -> list[tuple[str, float]]:
    """Keep the negations and the strongest entries; a pair only if it says more than its words."""
    scaled = np.round(SCALE * weights, 2)
    alone = dict(zip(inputs.entries, scaled, strict=True))
    rules = {word for word, _ in inputs.rules}
    plain = {word for word, turns in inputs.rules if not turns}
    kept = {word: 0.0 if word in plain else float(alone[word]) for word in rules}
    strength = {
        entry: abs(weight - sum(alone.get(word, 0.0) for word in entry.split()) * (" " in entry))
        for entry, weight in alone.items()
        if entry not in rules
    }
    strength = {e: s for e, s in strength.items() if s >= (TELLING_PAIR if " " in e else LEAST)}
    for entry in sorted(strength, key=lambda one: (-strength[one], one))[: ENTRIES - len(kept)]:
        kept[entry] = float(alone[entry])
    return list(kept.items())


def make(inputs: Inputs, train: np.ndarray) -> Instrument:
    """Make the instrument from the sentences numbered `train`."""
    return read_list(shorten(inputs, learn(inputs, train)), inputs.rules)


def cross_validate(inputs: Inputs) -> np.ndarray:
    """Score each rated sentence by a list made without its article (and without its repeats)."""
    texts, rated = inputs.texts, np.flatnonzero(inputs.texts.rated)
    groups = {name: number for number, name in enumerate(dict.fromkeys(texts.group[rated]))}
    fold = np.array([groups[name] % FOLDS for name in texts.group[rated]])
    scores = np.zeros(len(rated))
    for number in range(FOLDS):
        inside = rated[fold == number]
        instrument = make(inputs, rated[fold != number])
        scores[inside] = [s for s, _ in instrument.score([texts.text[i] for i in inside])]
        print(f"fold {number + 1} of {FOLDS}", flush=True)
    return scores


def validate(inputs: Inputs, folder: Path) -> pd.DataFrame:
    """Measure how the instruments agree with the ratings; the own one in cross-validation."""
    texts, rated = inputs.texts, np.flatnonzero(inputs.texts.rated)
    crossed = dict(zip((texts.text[i] for i in rated), cross_validate(inputs), strict=True))
    ways: list[tuple[str, str, Score, list[str]]] = [
        (one.name, "as published", by(one), [*SETS]) for one in (TEXTBLOB, VADER)
    ]
    how = f"cross-validated by article, {FOLDS} folds"
    ways.append(("Word weights", how, lambda told: [crossed[text] for text in told], [*SETS]))
    for number, name in enumerate(SETS):
        other = make(inputs, np.flatnonzero(texts.source == 1 - number))
        ways.append(("Word weights", "made from the other set alone", by(other), [name]))
    rows = [
        row
        for name, how, score, sets in ways
        for one in sets
        for row in figures(name, how, score, one, folder)
    ]
    columns = ["instrument", "set", "texts", "r", "low", "high", "how"]
    return pd.DataFrame(rows, columns=columns).sort_values("set", kind="stable", ascending=False)


def by(instrument: Instrument) -> Score:
    """Give the instrument's scores without the hits."""
    return lambda texts: [score for score, _ in instrument.score(texts)]


def figures(
    name: str, how: str, score: Score, one: str, folder: Path
) -> Iterable[tuple[object, ...]]:
    """Give r with its interval, over sentences and over articles where these are long enough."""
    frame = pd.read_csv(folder / "sentiment" / SETS[one], sep="\t")
    frame = pd.DataFrame(
        {"score": score(frame["text"].to_list()), "gold": frame["gold"], "group": frame["group"]}
    )
    yield name, f"{one}, sentences", len(frame), *rounded(frame, pearson), how
    if len(means := group_means(frame)) >= 30:
        yield name, f"{one}, articles", len(means), *rounded(means, pearson), how


def rounded(frame: pd.DataFrame, figure: Callable[[pd.DataFrame], float]) -> list[float]:
    """Round a figure and its interval."""
    return [round(number, 3) for number in (figure(frame), *interval(frame, figure))]


def main() -> None:
    """Write weights.csv, or validity.csv."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of the rated and the other texts")
    parser.add_argument("--cache", type=Path, default=Path("_build/vectors"), help="of embeddings")
    parser.add_argument("--validate", action="store_true", help="write validity.csv instead")
    arguments = parser.parse_args()
    inputs = prepare(arguments.folder, Encoder(arguments.cache))
    if arguments.validate:
        table = validate(inputs, arguments.folder)
        # Figures of other sets, which this command cannot compute, stay.
        stored = pd.read_csv(LEXICONS / "validity.csv")
        table = pd.concat([table, stored[~stored["set"].isin(table["set"])]])
        table.to_csv(LEXICONS / "validity.csv", index=False, lineterminator="\n")
        print(table.to_string(index=False))
        return
    entries = shorten(inputs, learn(inputs, np.flatnonzero(inputs.texts.rated)))
    write_list(LEXICONS / "weights.csv", entries, inputs.rules)
    print(f"{len(entries)} entries")


if __name__ == "__main__":
    main()
