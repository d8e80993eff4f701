"""The figure of claims: how each issue stands in each document, in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text

from communique.charts.base import (
    CHARACTER,
    FAINT,
    GREY,
    INK,
    STYLE,
    WIDTH,
    Figure,
    Key,
    cite_issue,
    cite_sentence,
    finish,
    grid,
    key,
    named,
    nothing,
    shorten,
)
from communique.claims.lexicon import STATUSES
from communique.compare.base import records

MOST_COLUMNS = 8  # documents whose statuses are written out; beyond, documents are counted
MOST_LINES = 8  # statuses in a cell; the alternative text has all
LONGEST_ISSUE = 34  # characters
CELL = 0.84  # inches: the longest status at 7 points
LINE = 0.125  # inches
GAP = 0.05  # inches
RELATED = {
    "contradict": "contradict, if\nof one time",
    "differ": "differ in\nemphasis",
    "agree": "agree",
    "raised": "raised in\nmore than one",
    "only one": "only one",
    "silent": "silent",
}
AGAINST = "#fbe6da"  # behind issues on which statuses exclude each other
WIDEST = 8.9  # inches
IN_PART = {"agree": "agree in part"}
First = Mapping[tuple[str, str, str], int]  # of document, issue and status: a sentence


def claim_matrix(
    matrix: pd.DataFrame,
    documents: pd.DataFrame,
    title: str,
    names: Mapping[str, str] | None = None,
    claims: pd.DataFrame | None = None,
) -> Figure:
    """Draw the matrix of `compare_claims`: rows issues, columns documents, cells their statuses.

    Rows on which statuses exclude each other are shaded; a dash is an issue that is raised
    without a word on how it stands. With more than eight documents, columns are statuses, and
    cells the number of documents that have them. `names` labels the issues. With the `claims`
    (from `find_claims`) each status leads to the first sentence that gives it.
    """
    shown = key(documents, matrix.columns)
    if matrix.empty or not shown.docs:
        return nothing(title)
    issues = list(matrix["issue"])
    labels = [shorten(name, LONGEST_ISSUE) for name in named(names, issues)]
    with mpl.rc_context(STYLE):
        if len(shown.docs) > MOST_COLUMNS:
            canvas = _counts(matrix, shown, labels)
            caption = (
                f"Of {len(shown.docs)} documents, those that give an issue a status (one may give "
                "several). Last column: pairs of documents whose statuses exclude each other."
            )
        else:
            canvas = _words(matrix, shown, labels, _first(claims))
            caption = (
                "What each document says of how an issue stands. Shaded: statuses that exclude "
                "each other. –: raised, with nothing on how it stands but wishes or advice. "
                "Empty: not raised."
            )
        return finish(canvas, title, caption, _described(matrix, shown, named(names, issues)))


def _cells(matrix: pd.DataFrame, shown: Key) -> list[list[list[str]]]:
    """Give for each row and document its statuses."""
    rows = [matrix[doc].tolist() for doc in shown.docs]
    return [[cell.split("; ") if cell else [] for cell in row] for row in zip(*rows, strict=True)]


def _lines(statuses: Sequence[str]) -> list[str]:
    """Give the lines of a cell, the last one for what has no room."""
    more = len(statuses) - MOST_LINES
    return [*statuses[: MOST_LINES - 1], f"+{more + 1} more"] if more > 0 else list(statuses)


def _first(claims: pd.DataFrame | None) -> First:
    """Look up, by document, issue and status, the first sentence that gives it."""
    if claims is None:
        return {}
    rows = records(claims.iloc[::-1], "doc", "issue", "status", "sentence")
    return {(doc, issue, status): sentence for doc, issue, status, sentence in rows}


def _words(matrix: pd.DataFrame, shown: Key, labels: Sequence[str], first: First) -> Canvas:
    cells = [[_lines(cell) for cell in row] for row in _cells(matrix, shown)]
    several = len(shown.docs) > 1
    relations = zip(matrix["relation"], cells, strict=True)
    related = [_related(relation, row) if several else [] for relation, row in relations]
    heights = _heights(cells, related)
    left = CHARACTER * max(map(len, labels)) + 0.3
    columns = len(shown.docs) + several  # the last one: how they relate
    wide = min(max(WIDTH, left + CELL * columns), WIDEST)
    column = (wide - left) / columns
    longest = max(len(shown.short(doc)) for doc in shown.docs) * CHARACTER
    slanted = longest > column
    canvas, axes = grid(1, 1, (wide, sum(heights) + (longest if slanted else 0.3) + 0.4))
    ax = axes[0][0]
    edges = [*pairwise(accumulate(heights, initial=0.0))]
    middles = [(top + bottom) / 2 for top, bottom in edges]
    rows = zip(cells, related, edges, middles, matrix["issue"], matrix["relation"], strict=True)
    for row, words, (top, bottom), middle, issue, relation in rows:
        if relation == "contradict":
            ax.axhspan(top, bottom, color=AGAINST, lw=0)
        ax.axhline(top, color=FAINT, lw=0.6)
        _statuses(ax, middle, row, issue, shown, first)
        _write(ax, columns - 1, middle, words, INK)
    _frame(ax, middles, labels, edges[-1][1])
    ax.set_xlim(-0.5, columns - 0.5)
    heads = [*(shown.short(doc) for doc in shown.docs), "between them"]
    ax.set_xticks(range(columns), heads[:columns])
    ax.tick_params(axis="x", rotation=90 if slanted else 0)
    return canvas


def _heights(cells: list[list[list[str]]], related: list[list[str]]) -> list[float]:
    """Give each row the height that its longest cell needs."""
    rows = zip(cells, related, strict=True)
    longest = [max(1.5, len(words), *map(len, row)) for row, words in rows]
    return [lines * LINE + GAP for lines in longest]


def _statuses(
    ax: Axes, middle: float, row: Sequence[Sequence[str]], issue: str, shown: Key, first: First
) -> None:
    """Write what each document says of an issue, and note where that leads."""
    for place, (doc, cell) in enumerate(zip(shown.docs, row, strict=True)):
        colour = shown.hue[doc] if cell != ["–"] else GREY
        for status, words in zip(cell, _write(ax, place, middle, cell, colour), strict=True):
            if sentence := first.get((doc, issue, status)):
                cite_sentence(words, doc, sentence)
            else:
                cite_issue([words], doc, issue)


def _related(relation: str, row: Sequence[Sequence[str]]) -> list[str]:
    """Give the lines that say how documents relate; to agree on all is more than in part."""
    in_part = len({*map(tuple, row)}) > 1
    return (IN_PART if in_part and relation in IN_PART else RELATED)[relation].split("\n")


CENTRE: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 7}


def _write(ax: Axes, x: float, y: float, lines: Sequence[str], colour: str) -> list[Text]:
    """Write lines around a middle, at even distances: one text of several would not keep them."""
    return [
        ax.text(x, y + (number - (len(lines) - 1) / 2) * LINE, line, color=colour, **CENTRE)
        for number, line in enumerate(lines)
    ]


def _frame(ax: Axes, ticks: Sequence[float], labels: Sequence[str], bottom: float) -> None:
    """Put issues to the left, heads above, and no axis."""
    ax.set_ylim(bottom, 0)
    ax.set_yticks(ticks, labels)
    ax.tick_params(length=0, labelsize=8)
    ax.xaxis.tick_top()
    ax.spines["bottom"].set_visible(False)


def _counts(matrix: pd.DataFrame, shown: Key, labels: Sequence[str]) -> Canvas:
    heads = [*STATUSES, "contradict"]
    counted = [Counter(s for cell in row for s in cell) for row in _cells(matrix, shown)]
    high = 0.22 * max(len(labels), 2)
    canvas, axes = grid(1, 1, (WIDTH, high + 1.3))
    ax = axes[0][0]
    most = max((n for row in counted for s, n in row.items() if s in STATUSES), default=1)
    for y, (row, pairs) in enumerate(zip(counted, matrix["pairs"], strict=True)):
        ax.axhline(y, color=FAINT, lw=0.6)
        for x, status in enumerate(STATUSES):
            if row[status]:
                shade = mpl.colormaps["Blues"](0.1 + 0.5 * row[status] / most)
                ax.fill_between([x - 0.5, x + 0.5], y, y + 1, color=shade, lw=0)
                ax.text(x, y + 0.5, str(row[status]), color=INK, **CENTRE)
        if pairs:
            ax.fill_between([len(STATUSES) - 0.5, len(STATUSES) + 0.5], y, y + 1, color=AGAINST)
            ax.text(len(STATUSES), y + 0.5, f"{pairs}", color=INK, **CENTRE)
    _frame(ax, [y + 0.5 for y in range(len(labels))], labels, len(labels))
    ax.set_xlim(-0.5, len(STATUSES) + 0.5)
    ax.set_xticks(range(len(heads)), heads, rotation=90)
    return canvas


def _described(matrix: pd.DataFrame, shown: Key, labels: Sequence[str]) -> str:
    parts = []
    columns = ["relation", "pairs", *shown.docs]
    for label, (relation, pairs, *cells) in zip(labels, records(matrix, *columns), strict=True):
        told = [
            f"{shown.labels[doc]} {cell.replace(';', ',') if cell != '–' else 'raises it'}"
            for doc, cell in zip(shown.docs, cells, strict=True)
            if cell
        ]
        many = f" ({pairs} pairs)" if pairs > 1 else ""
        parts.append(f"{label}, {relation}{many}: {', '.join(told) or 'nobody raises it'}")
    return f"How issues stand. {'; '.join(parts)}."
