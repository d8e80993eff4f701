"""Measure agreement: between coders, and of automatic coding with a reference."""

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

__all__ = ["agreement", "code_errors", "krippendorff_alpha", "score_codes"]

RESAMPLES = 1_000
Codes = dict[tuple[str, int], frozenset[str]]


def krippendorff_alpha(ratings: pd.DataFrame, level: str = "nominal") -> float:
    """Compute Krippendorff's alpha of several coders' ratings of the same units.

    `ratings` has a row a unit, a column a coder, missing values where a coder did not code.
    `level` is nominal or ordinal (values sort from low to high). 1: perfect agreement, 0: what
    chance would give, negative: worse. Not a number where no two coders coded a unit, or where
    only one value was ever used. Krippendorff 2011, “Computing Krippendorff's
    alpha-reliability”.

    >>> first, second = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    >>> round(krippendorff_alpha(pd.DataFrame({"first": first, "second": second})), 3)
    0.095
    """
    if level not in ("nominal", "ordinal"):
        raise ValueError(f"level “{level}”: write nominal or ordinal")
    coincidences = _coincidences(ratings)
    totals = coincidences.sum(axis=0)
    number = totals.sum()
    distance = _nominal(totals) if level == "nominal" else _ordinal(totals)
    expected = (np.outer(totals, totals) * distance).sum()
    if number <= 1 or expected == 0:
        return float("nan")
    return float(1 - (number - 1) * (coincidences * distance).sum() / expected)


def score_codes(reference: Codes, coded: Codes, least: int = 5) -> pd.DataFrame:
    """Compare multi-label codes with a reference, label by label.

    Both map a unit to its set of labels; units are those of `reference`. Columns: label, cases
    (in the reference), found, right, precision, recall, f1. The last two rows are “micro” (all
    labels pooled) and “macro” (mean over labels with `least` or more cases; empty if there is
    none).
    """
    units = list(reference)
    labels = sorted({label for unit in units for label in reference[unit] | coded.get(unit, set())})
    rows = [_row(label, *_confusion(reference, coded, units, label)) for label in labels]
    table = pd.DataFrame(rows, columns=SCORES)
    pooled = table[["cases", "found", "right"]].sum()
    micro = _row("micro", *(int(pooled[name]) for name in ("cases", "found", "right")))
    enough = table[table["cases"] >= least][["precision", "recall", "f1"]]
    macro = ("macro", len(enough), np.nan, np.nan, *enough.mean())
    rows_of_all = pd.DataFrame([micro, macro], columns=SCORES)
    whole = dict.fromkeys(["cases", "found", "right"], "Int64")
    return pd.concat([table, rows_of_all], ignore_index=True).astype(whole)


def agreement(
    reference: Codes, coded: Codes, seed: int = 1, resamples: int = RESAMPLES
) -> pd.DataFrame:
    """Say how well coded labels agree with a reference, with 95% bootstrap intervals.

    Columns: measure (micro precision, micro recall, micro f1, alpha), value, low, high. Units are
    drawn again with replacement `resamples` times; alpha is Krippendorff's, nominal, over all
    pairs of unit and label. The interval tells how much the figure depends on these units; it
    does not make them a sample of anything.
    """
    right, cases, found, labels = _per_unit(reference, coded)
    size = (resamples, len(right))
    draws = np.random.default_rng(seed).integers(0, max(len(right), 1), size)
    rows = []
    for name, measure in MEASURES.items():
        value = measure(right, cases, found, labels)
        spread = np.array([measure(right[d], cases[d], found[d], labels) for d in draws])
        known = spread[~np.isnan(spread)]
        low, high = np.percentile(known, [2.5, 97.5]) if len(known) else (np.nan, np.nan)
        rows.append((name, value, float(low), float(high)))
    return pd.DataFrame(rows, columns=["measure", "value", "low", "high"])


def code_errors(reference: Codes, coded: Codes) -> pd.DataFrame:
    """List the labels on which automatic coding and the reference differ.

    Units are (doc, sentence). Columns: doc, sentence, issue, error (“missed”: only in the
    reference, “added”: only in the automatic coding).

    >>> code_errors({("a", 1): frozenset({"trade"})}, {("a", 1): frozenset({"climate"})})
      doc  sentence    issue   error
    0   a         1  climate   added
    1   a         1    trade  missed
    """
    rows = [
        (*unit, label, "missed" if label in labels else "added")
        for unit, labels in reference.items()
        for label in sorted(labels ^ coded.get(unit, frozenset()))
    ]
    return pd.DataFrame(rows, columns=["doc", "sentence", "issue", "error"])


SCORES = ["label", "cases", "found", "right", "precision", "recall", "f1"]


def _coincidences(ratings: pd.DataFrame) -> np.ndarray:
    """Count pairs of values within units, each unit weighted by its number of coders less one."""
    values = sorted({v for column in ratings for v in ratings[column].dropna()})
    place = {value: i for i, value in enumerate(values)}
    matrix = np.zeros((len(values), len(values)))
    for row in ratings.itertuples(index=False):
        given = [place[value] for value in row if not pd.isna(value)]
        if len(given) > 1:
            counts = np.bincount(given, minlength=len(values))
            matrix += (np.outer(counts, counts) - np.diag(counts)) / (len(given) - 1)
    return matrix


def _nominal(totals: np.ndarray) -> np.ndarray:
    return 1 - np.eye(len(totals))


def _ordinal(totals: np.ndarray) -> np.ndarray:
    """Square the number of ratings that lie between two ranks, half of their own included."""
    middle = np.cumsum(totals) - totals / 2
    return np.subtract.outer(middle, middle) ** 2


def _confusion(
    reference: Codes, coded: Codes, units: Iterable[tuple[str, int]], label: str
) -> tuple[int, int, int]:
    true = {unit for unit in units if label in reference[unit]}
    found = {unit for unit in units if label in coded.get(unit, frozenset())}
    return len(true), len(found), len(true & found)


def _row(label: str, cases: int, found: int, right: int) -> tuple[str | float, ...]:
    precision = right / found if found else np.nan
    recall = right / cases if cases else np.nan
    f1 = 2 * right / (cases + found) if cases + found else np.nan
    return label, cases, found, right, precision, recall, f1


def _per_unit(reference: Codes, coded: Codes) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    pairs = [(reference[unit], coded.get(unit, frozenset())) for unit in reference]
    counts = np.array([(len(a & b), len(a), len(b)) for a, b in pairs]).reshape(-1, 3)
    return *counts.T, len({label for a, b in pairs for label in a | b})


def _f1(right: np.ndarray, cases: np.ndarray, found: np.ndarray, _: int) -> float:
    return _ratio(2 * right.sum(), cases.sum() + found.sum())


def _precision(right: np.ndarray, cases: np.ndarray, found: np.ndarray, _: int) -> float:
    return _ratio(right.sum(), found.sum())


def _recall(right: np.ndarray, cases: np.ndarray, found: np.ndarray, _: int) -> float:
    return _ratio(right.sum(), cases.sum())


def _alpha(right: np.ndarray, cases: np.ndarray, found: np.ndarray, labels: int) -> float:
    """Give alpha for two coders and yes or no, from the four counts (n = 2 × pairs values)."""
    pairs = len(right) * labels
    disagreed = cases.sum() + found.sum() - 2 * right.sum()
    yes = cases.sum() + found.sum()
    expected = 2 * yes * (2 * pairs - yes)
    return 1 - _ratio((2 * pairs - 1) * 2 * disagreed, expected)


def _ratio(above: float, below: float) -> float:
    return float(above / below) if below else float("nan")


MEASURES: dict[str, Callable[[np.ndarray, np.ndarray, np.ndarray, int], float]] = {
    "micro precision": _precision,
    "micro recall": _recall,
    "micro F1": _f1,
    "alpha": _alpha,
}
