"""Deal the names of two groups to documents by chance, and compare what comes out.

Many samples (issues, pairs of outlets, instruments) are tested at once: one order of the documents
serves them all. In each sample the documents that come first in it bear the first group's name, as
many as really do. So every sample keeps its documents and the size of its groups, and what samples
share stays shared; the real names are one such order.
"""

from collections.abc import Iterator
from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Sample", "permutation_p"]

BLOCK = 1_000  # orders at a time, so that large corpora fit into memory
SLACK = 1e-9  # statistics that differ by rounding only are equal
FLOOR = 0.05  # of the variance of all documents
Numbers = npt.NDArray[np.float64]
Names = npt.NDArray[np.bool_]


class Sample(NamedTuple):
    """Documents with a value each; the first `split` of them are the first group."""

    docs: tuple[str, ...]
    split: int
    values: Numbers


class Design(NamedTuple):
    """Samples of the same documents and groups: a column of values each, its place in the list."""

    columns: npt.NDArray[np.intp]
    split: int
    values: Numbers
    places: list[int]


def permutation_p(samples: list[Sample], permutations: int, seed: int) -> tuple[Numbers, Numbers]:
    """Give each sample's p-value, and the one adjusted for all samples, from the same orders.

    The statistic is Welch's t, squared; the adjusted p-value counts orders in which the largest
    statistic of all samples is as large (Westfall and Young 1993). All ways of dealing the names
    count where there are `permutations` or fewer and all samples have the same documents; else
    (b + 1) / (m + 1) of m orders drawn with the seed (Phipson and Smyth 2010).

    >>> one = Sample(("a", "b", "c", "d", "e"), 2, np.array([5.0, 4.0, 3.0, 2.0, 1.0]))
    >>> own, adjusted = permutation_p([one], 100, seed=1)
    >>> float(own[0]), float(adjusted[0])
    (0.2, 0.2)
    """
    docs = sorted({doc for sample in samples for doc in sample.docs})
    designs = _designs(samples, docs)
    exact = len(designs) == 1 and comb(len(docs), designs[0].split) <= permutations
    orders = (
        _all_orders(len(docs), designs[0].split)
        if exact
        else _drawn_orders(len(docs), permutations, seed)
    )
    bar = _observed(designs, len(samples)) * (1 - SLACK)
    total = 0 if exact else 1  # the real names count besides the drawn ones
    own, largest = np.full((2, len(samples)), float(total))
    for order in orders:
        found = _statistics(designs, len(samples), order)
        own += (found >= bar).sum(axis=0)
        largest += (found.max(axis=1, initial=0)[:, None] >= bar).sum(axis=0)
        total += len(order)
    return own / total, largest / total


def _designs(samples: list[Sample], docs: list[str]) -> list[Design]:
    place = {doc: i for i, doc in enumerate(docs)}
    groups: dict[tuple[tuple[str, ...], int], list[int]] = {}
    for i, sample in enumerate(samples):
        groups.setdefault((sample.docs, sample.split), []).append(i)
    return [
        Design(
            np.array([place[doc] for doc in own]),
            split,
            np.array([samples[i].values for i in places]).T,
            places,
        )
        for (own, split), places in groups.items()
    ]


def _observed(designs: list[Design], number: int) -> Numbers:
    found = np.zeros(number)
    for design in designs:
        real = (np.arange(len(design.values)) < design.split)[None, :]
        found[design.places] = _welch(real, design.values, design.split)[0]
    return found


def _statistics(designs: list[Design], number: int, order: Numbers) -> Numbers:
    found = np.zeros((len(order), number))
    for design in designs:
        first = _first(order[:, design.columns], design.split)
        found[:, design.places] = _welch(first, design.values, design.split)
    return found


def _all_orders(docs: int, split: int) -> Iterator[Numbers]:
    chosen = np.array(list(combinations(range(docs), split)))
    ranks = np.ones((len(chosen), docs))
    np.put_along_axis(ranks, chosen, 0, axis=1)
    yield ranks


def _drawn_orders(docs: int, permutations: int, seed: int) -> Iterator[Numbers]:
    generator = np.random.default_rng(seed)
    for start in range(0, permutations, BLOCK):
        yield generator.random((min(BLOCK, permutations - start), docs))


def _first(ranks: Numbers, split: int) -> Names:
    last = np.partition(ranks, split - 1, axis=1)[:, split - 1 : split]
    first: Names = ranks <= last
    return first


def _welch(first: Names, values: Numbers, split: int) -> Numbers:
    """Compute the square of Welch's t: a row a way of dealing the names, a column a sample."""
    names, rest = first.astype(float), len(values) - split
    total, squares = values.sum(axis=0), (values**2).sum(axis=0)
    one, square = names @ values, names @ values**2
    two = total - one
    within = (square - one**2 / split) / (split * (split - 1))
    other = (squares - square - two**2 / rest) / (rest * (rest - 1))
    # Two groups that happen to have next to no spread would outdo every other sample.
    floor = FLOOR * squares / len(values) * (1 / split + 1 / rest)
    spread = np.maximum(within + other, np.maximum(floor, SLACK**2))
    statistic: Numbers = (one / split - two / rest) ** 2 / spread
    return statistic
