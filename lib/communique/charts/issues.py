"""Figures of issues: which sentences raise what, where in the text, and in which mode."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from communique.charts.base import (
    CHARACTER,
    FAINT,
    GREY,
    INK,
    STYLE,
    WIDTH,
    Figure,
    Key,
    cite,
    cite_issue,
    finish,
    grid,
    key,
    named,
    nothing,
    shorten,
    sizes,
)
from communique.compare.base import records

MARKERS = {"reported": "o", "judged": "s", "proposed": "^"}
FEW = 30  # sentences; longer texts get smaller dots
LONGEST_ISSUE = 34  # characters
SENTENCES = ["sentences", "of"]
LEAST = 2.2  # the longest text gets at most so many times the width of the shortest
COUNT = 0.5  # inches for “37 of 60” at the end of a row
MOST_STRIPS = 3  # with more documents than this, dots give way to a matrix of counts


def issue_map(
    counts: pd.DataFrame,
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    documents: pd.DataFrame,
    title: str,
    names: Mapping[str, str] | None = None,
) -> Figure:
    """Draw each sentence as a dot in text order, filled where it raises the issue.

    `counts` comes from `compare.issue_counts` and says which issues, `mentions` from
    `code_issues`, `sentences` holds body sentences with their mode; `names` labels the issues.
    With more than three documents a matrix of counts is drawn.
    """
    shown = key(documents, sentences["doc"])
    issues = _by_total(counts)
    if not issues or not shown.docs:
        return nothing(title)
    labels = [shorten(name, LONGEST_ISSUE) for name in named(names, issues)]
    with mpl.rc_context(STYLE):
        if len(shown.docs) > MOST_STRIPS:
            canvas = _matrix(counts, shown, issues, labels)
            caption = "Sentences on each issue; the darker, the larger the share of the text."
        else:
            canvas = _strips(counts, mentions, sentences, shown, issues, labels)
            caption = (
                "Each row repeats the text's sentences from first to last as dots. Coloured: the "
                "sentence raises the issue; its form says in which mode. "
                "At the end of each row: how many of the text's sentences."
            )
        alt = _described(counts, shown, issues, named(names, issues))
        return finish(canvas, title, f"{caption} {sizes(sentences, shown)}", alt)


def _by_total(counts: pd.DataFrame) -> list[str]:
    """Order issues by their mean share, the largest first."""
    means = counts.groupby("issue")["share"].mean().reset_index()
    return list(means.sort_values(["share", "issue"], ascending=[False, True])["issue"])


def _strips(
    counts: pd.DataFrame,
    mentions: pd.DataFrame,
    sentences: pd.DataFrame,
    shown: Key,
    issues: list[str],
    labels: list[str],
) -> Canvas:
    size = (WIDTH, 1.1 + 0.27 * max(len(issues), 2))
    sizes = sentences.groupby("doc").size()
    wide = [max(sizes[doc], sizes.max() / LEAST) for doc in shown.docs]
    canvas, axes = grid(1, len(shown.docs), size, sharey=True, width_ratios=wide)
    level = "parent" if set(issues) <= set(mentions["parent"]) else "issue"
    pairs = mentions[["doc", "sentence", level]].drop_duplicates()
    found = _found(counts)
    whole = WIDTH - CHARACTER * max(map(len, labels))
    for doc, ax, part in zip(shown.docs, axes[0], wide, strict=False):
        room = whole * part / sum(wide) - 0.2
        rows = sentences[sentences["doc"] == doc].reset_index(drop=True)
        for place, issue in enumerate(issues):
            ids = set(pairs[(pairs["doc"] == doc) & (pairs[level] == issue)]["sentence"])
            _strip(ax, rows, ids, place, shown.hue[doc])
        right = len(rows) - 0.5 + 0.06 * len(rows) / room
        told = [found.get((doc, issue), (0, len(rows))) for issue in issues]
        _count(ax, right, told, [(doc, issue) for issue in issues])
        ax.set_xlim(-min(0.5, 0.06 * len(rows)), len(rows) * room / max(room - COUNT, room / 3))
        ax.set_xticks([])
        ax.spines["bottom"].set_visible(False)
        ax.set_title(shown.short(doc, room), color=shown.hue[doc])
    axes[0][0].set_yticks(range(len(issues)), labels)
    axes[0][0].set_ylim(max(len(issues), 1) - 0.4, -0.6)
    _modes(canvas)
    return canvas


def _modes(canvas: Canvas) -> None:
    """Say below the panels which form stands for which mode."""
    modes = [
        mpl.lines.Line2D([], [], marker=marker, ls="", ms=5, color=INK, label=mode)
        for mode, marker in MARKERS.items()
    ]
    canvas.legend(handles=modes, loc="outside lower left", ncols=3, frameon=False, handletextpad=0)


def _count(
    ax: Axes, right: float, told: Sequence[tuple[int, int]], cited: Sequence[tuple[str, str]]
) -> None:
    """Write at the end of each row how many of the text's sentences raise the issue."""
    style: dict[str, Any] = {"va": "center", "fontsize": 8}
    for place, ((k, n), (doc, issue)) in enumerate(zip(told, cited, strict=True)):
        words = ax.text(right, place, f"{k} of {n}", color=INK if k else GREY, **style)
        if k:
            cite_issue([words], doc, issue)


def _strip(ax: Axes, rows: pd.DataFrame, ids: set[int], place: int, colour: str) -> None:
    size = 4.5 if len(rows) <= FEW else 3.2
    ax.plot(rows.index, [place] * len(rows), ".", ms=size / 3, color=FAINT)
    raised = rows[rows["sentence"].isin(ids)]
    for mode, marker in MARKERS.items():
        at = raised.index[raised["mode"] == mode]
        points = ax.plot(at, [place] * len(at), marker, ms=size, color=colour, mew=0)
        cite(points, raised.loc[at])


def _matrix(counts: pd.DataFrame, shown: Key, issues: list[str], labels: list[str]) -> Canvas:
    found = _found(counts)
    names = [shown.short(doc) for doc in shown.docs]
    wide = max(WIDTH, 2.4 + 0.22 * len(names))
    high = 0.6 + CHARACTER * max(map(len, names)) + 0.24 * max(len(issues), 2)
    canvas, axes = grid(1, 1, (wide, high))
    ax = axes[0][0]
    cells = [[found.get((doc, issue), (0, 1)) for doc in shown.docs] for issue in issues]
    shares = [[k / n for k, n in row] for row in cells]
    ax.imshow(shares, cmap="Blues", aspect="auto", vmin=0, vmax=1)
    for (y, issue), (x, doc) in product(enumerate(issues), enumerate(shown.docs)):
        colour = "white" if shares[y][x] > 0.6 else INK
        if k := cells[y][x][0]:
            words = ax.text(x, y, f"{k}", ha="center", va="center", fontsize=7, color=colour)
            cite_issue([words], doc, issue)
    ax.set_yticks(range(len(issues)), labels)
    ax.set_xticks(range(len(names)), names, rotation=90)
    ax.tick_params(length=0, labelsize=8)
    return canvas


def _found(counts: pd.DataFrame) -> dict[tuple[str, str], tuple[int, int]]:
    """Look up sentences on the issue, and sentences in all, by document and issue."""
    return {
        (doc, issue): (k, n) for doc, issue, k, n in records(counts, "doc", "issue", *SENTENCES)
    }


def _described(counts: pd.DataFrame, shown: Key, issues: list[str], labels: list[str]) -> str:
    found = _found(counts)
    parts = []
    for issue, label in zip(issues, labels, strict=True):
        told = [
            f"{shown.labels[doc]} {k} of {n}"
            for doc, (k, n) in ((d, found[d, issue]) for d in shown.docs if (d, issue) in found)
        ]
        parts.append(f"{label}: {', '.join(told)}")
    return f"Sentences on each issue. {'; '.join(parts)}."
