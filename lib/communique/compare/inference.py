"""Test whether outlets differ in tone: the document is the unit, from five of each outlet on.

Sentences of one document are alike, so a test over sentences finds differences where there are
none. Here each document counts once for each outlet, and the question is how often outlets' names,
dealt to the documents by chance, would make as large a difference (Edgington and Onghena 2007,
“Randomization Tests”). Below five documents of an outlet there is a description, and no test.
"""

from collections.abc import Iterator
from itertools import combinations
from math import fsum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from communique.compare.base import records
from communique.compare.permute import Sample, permutation_p

__all__ = ["LEAST", "compare_outlets", "describe_outlets", "leave_one_out"]

LEAST = 5  # documents of each outlet
PERMUTATIONS = 9_999
SLACK = 1e-9  # values that differ by rounding only are equal
Numbers = npt.NDArray[np.float64]


class Unit(NamedTuple):
    """A document under one instrument (and on one issue); squares: of its sentences' deviations."""

    name: tuple[str, ...]
    doc: str
    outlet: str
    mean: float
    sentences: int
    squares: float


class Pair(NamedTuple):
    """Two outlets under one instrument (and on one issue)."""

    name: tuple[str, ...]
    one: Numbers
    two: Numbers
    sample: Sample


def describe_outlets(scores: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Describe the tone of each outlet (`source`) by the mean scores of its documents.

    Columns: issue (where `scores` comes from `tone_by_issue`), instrument, outlet, documents,
    sentences, mean, sd (between documents; none for a single one), low, high (of the documents'
    means), enough (five documents, so that `compare_outlets` takes part in a test).

    >>> scores = pd.DataFrame({"doc": ["a", "a", "b"], "instrument": "VADER",
    ...                        "score": [0.2, 0.4, 0.5]})
    >>> documents = pd.DataFrame({"doc": ["a", "b"], "source": "Ruritania Post"})
    >>> described = describe_outlets(scores, documents).round(2)
    >>> described[["outlet", "documents", "mean", "low", "high", "enough"]].to_numpy().tolist()
    [['Ruritania Post', 2, 0.4, 0.3, 0.5, False]]
    """
    units = _units(scores, documents)
    rows = [(*unit.name, unit.outlet, unit.mean, unit.sentences) for unit in units]
    keys = [*_keys(scores), "outlet"]
    grouped = pd.DataFrame(rows, columns=[*keys, "mean", "sentences"]).groupby(keys, sort=True)
    table = grouped.agg(
        documents=("mean", "size"),
        sentences=("sentences", "sum"),
        mean=("mean", "mean"),
        sd=("mean", "std"),
        low=("mean", "min"),
        high=("mean", "max"),
    )
    return table.assign(enough=table["documents"] >= LEAST).reset_index()


def compare_outlets(
    scores: pd.DataFrame,
    documents: pd.DataFrame,
    permutations: int = PERMUTATIONS,
    seed: int = 1,
) -> pd.DataFrame:
    """Test the difference in tone between each two outlets that have five documents or more.

    Columns: issue (where `scores` comes from `tone_by_issue`), instrument, first, second (in
    alphabetical order), first_documents, second_documents, first_mean, second_mean (means of the
    documents' means), difference (first less second), g (Hedges' g: the difference in standard
    deviations between documents; Hedges 1981), p, p_adjusted (over all rows of the table, by the
    largest statistic in each permutation; Westfall and Young 1993). Hand over what you ask about,
    no more: one instrument chosen beforehand, say.

    Refuses to test outlets with fewer than five documents (on an issue: five that raise it); such
    pairs have no row, and `describe_outlets` says what there is. All ways of dealing the names
    are gone through where they are `permutations` or fewer and every row has the same documents;
    else so many are drawn, with a fixed seed, and p is (b + 1) / (m + 1) (Phipson and Smyth
    2010). The statistic is Welch's t of the documents' deviations, each divided by its standard
    error: a mean of two sentences wavers more than one of forty, and outlets that write short
    would otherwise seem to differ too often.

    >>> means = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    >>> names = [f"text {number}" for number in range(10)]
    >>> scores = pd.DataFrame({"doc": names, "instrument": "VADER", "score": means})
    >>> documents = pd.DataFrame({"doc": names, "source": ["Freedonia"] * 5 + ["Sylvania"] * 5})
    >>> compare_outlets(scores, documents)[["difference", "g", "p"]].round(3).to_numpy().tolist()
    [[-0.5, -2.856, 0.008]]
    """
    keys = _keys(scores)
    return _compared(_units(scores, documents), keys, LEAST, permutations, seed)


def leave_one_out(
    scores: pd.DataFrame,
    documents: pd.DataFrame,
    permutations: int = PERMUTATIONS,
    seed: int = 1,
) -> pd.DataFrame:
    """Say how far each result of `compare_outlets` hangs on a single document.

    Columns: issue (where there is one), instrument, first, second, difference_low,
    difference_high, p_low, p_high (of p_adjusted, over all tables with one document left out),
    hinge (the document without which p is highest). The whole table is made anew for each
    document; fewer permutations save time.
    """
    keys, units = _keys(scores), _units(scores, documents)
    full = _compared(units, keys, LEAST, 1, seed)
    name = [*keys, "first", "second"]
    columns = [*name, "difference_low", "difference_high", "p_low", "p_high", "hinge"]
    if full.empty:
        return pd.DataFrame(columns=columns)
    tested = {*full["first"], *full["second"]}
    runs = []
    for doc in sorted({unit.doc for unit in units if unit.outlet in tested}):
        others = [unit for unit in units if unit.doc != doc]
        rest = _compared(others, keys, LEAST - 1, permutations, seed, full)
        runs.append(rest[[*name, "difference", "p_adjusted"]].assign(hinge=doc))
    table = pd.concat(runs, ignore_index=True)
    grouped = table.groupby(name, sort=False)
    ranges = grouped.agg(
        difference_low=("difference", "min"),
        difference_high=("difference", "max"),
        p_low=("p_adjusted", "min"),
        p_high=("p_adjusted", "max"),
    )
    ranges["hinge"] = table.loc[grouped["p_adjusted"].idxmax(), "hinge"].to_list()
    return full[name].merge(ranges.reset_index(), on=name)[columns]


def _keys(scores: pd.DataFrame) -> list[str]:
    return ["issue", "instrument"] if "issue" in scores else ["instrument"]


def _units(scores: pd.DataFrame, documents: pd.DataFrame) -> list[Unit]:
    outlets = dict(records(documents, "doc", "source"))
    keys, found = _keys(scores), dict[tuple[str, ...], list[float]]()
    for *place, score in records(scores, *keys, "doc", "score"):
        found.setdefault(tuple(place), []).append(score)
    unknown = sorted({place[-1] for place in found if place[-1] not in outlets})
    if unknown:
        told = ", ".join(f"“{doc}”" for doc in unknown[:3])
        raise ValueError(f"scores of {told}: no such document; hand over its row in `documents`")
    units = []
    for (*name, doc), own in sorted(found.items()):
        mean = fsum(own) / len(own)  # exact, whatever the order of the sentences
        squares = fsum((score - mean) ** 2 for score in own)
        units.append(Unit(tuple(name), doc, outlets[doc] or doc, mean, len(own), squares))
    return units


def _compared(
    units: list[Unit],
    keys: list[str],
    least: int,
    permutations: int,
    seed: int,
    only: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Test all pairs of outlets, or those that `only` has."""
    pairs = list(_pairs(units, least))
    if only is not None:
        wanted = set(records(only, *keys, "first", "second"))
        pairs = [pair for pair in pairs if pair.name in wanted]
    own, largest = permutation_p([pair.sample for pair in pairs], permutations, seed)
    rows = [
        (*pair.name, *_described(pair), p, adjusted)
        for pair, p, adjusted in zip(pairs, own, largest, strict=True)
    ]
    told = ["documents", "mean"]
    sizes = [f"{which}_{what}" for what in told for which in ("first", "second")]
    columns = [*keys, "first", "second", *sizes, "difference", "g", "p", "p_adjusted"]
    return pd.DataFrame(rows, columns=columns)


def _pairs(units: list[Unit], least: int) -> Iterator[Pair]:
    instruments = {unit.name[-1] for unit in units}
    variances = {i: _variances([unit for unit in units if unit.name[-1] == i]) for i in instruments}
    groups: dict[tuple[str, ...], dict[str, list[Unit]]] = {}
    for unit in units:
        groups.setdefault(unit.name, {}).setdefault(unit.outlet, []).append(unit)
    for name, outlets in sorted(groups.items()):
        within, between = variances[name[-1]]
        enough = sorted(outlet for outlet, own in outlets.items() if len(own) >= least)
        for first, second in combinations(enough, 2):
            both = [*outlets[first], *outlets[second]]
            split, means = len(outlets[first]), np.array([unit.mean for unit in both])
            error = between + within / np.array([unit.sentences for unit in both])
            sample = Sample(tuple(unit.doc for unit in both), split, _scaled(means, error))
            yield Pair((*name, first, second), means[:split], means[split:], sample)


def _variances(units: list[Unit]) -> tuple[float, float]:
    """Estimate the variance of sentences in a document, and of documents beyond that.

    By the method of moments over all issues: no outlet is looked at, so that dealing the outlets'
    names anew leaves both as they are.
    """
    means = np.array([unit.mean for unit in units])
    sizes = np.array([unit.sentences for unit in units])
    _, group = np.unique([unit.name[0] for unit in units], return_inverse=True)
    centres = np.bincount(group, means) / np.bincount(group)
    free, degrees = (sizes - 1).sum(), len(units) - len(centres)
    within = float(fsum(unit.squares for unit in units) / free) if free else 0.0
    if not degrees:
        return within, 0.0
    spread = float(((means - centres[group]) ** 2).sum() / degrees)
    return within, max(spread - float((within / sizes).mean()), 0.0)


def _scaled(means: Numbers, error: Numbers) -> Numbers:
    """Take the weighted mean from the documents' means and divide by their standard errors."""
    if np.ptp(means) < SLACK or not error.all():
        return np.asarray(means - means.mean())
    centre = np.average(means, weights=1 / error)
    scaled: Numbers = (means - centre) / np.sqrt(error)
    return scaled


def _described(pair: Pair) -> tuple[int, int, float, float, float, float]:
    one, two = float(pair.one.mean()), float(pair.two.mean())
    return len(pair.one), len(pair.two), one, two, one - two, _hedges(pair.one, pair.two)


def _hedges(one: Numbers, two: Numbers) -> float:
    degrees = len(one) + len(two) - 2
    squares = ((one - one.mean()) ** 2).sum() + ((two - two.mean()) ** 2).sum()
    if squares < SLACK**2:
        return float("nan")
    small = 1 - 3 / (4 * degrees - 1)
    return float((one.mean() - two.mean()) / np.sqrt(squares / degrees) * small)
