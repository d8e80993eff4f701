"""Figures of tone: along the text, by issue, and one instrument against another."""

from collections import Counter
from collections.abc import Mapping
from itertools import combinations, product
from textwrap import wrap

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from communique.charts.base import (
    INK,
    PAPER,
    STYLE,
    WIDTH,
    Figure,
    Key,
    cite,
    drawn,
    finish,
    grid,
    key,
    legend,
    named,
    nothing,
    panels,
)
from communique.compare.base import records
from communique.compare.tone import instrument_pairs

MOST_ROWS = 8
SCALE = "−1: most negative, +1: most positive."


def tone_strips(scores: pd.DataFrame, documents: pd.DataFrame, title: str) -> Figure:
    """Draw each sentence's score in text order, a row a document, a column an instrument.

    The first eight documents are drawn.
    """
    if scores.empty:
        return nothing(title)
    shown = key(documents, scores["doc"])
    docs, instruments = shown.docs[:MOST_ROWS], _instruments(scores)
    with mpl.rc_context(STYLE):
        size = (WIDTH, 0.4 + 1.5 * max(len(docs), 1))
        canvas, axes = grid(len(docs), len(instruments), size, sharey=True)
        for (row, doc), (column, name) in product(enumerate(docs), enumerate(instruments)):
            part = scores[(scores["doc"] == doc) & (scores["instrument"] == name)]
            _strip(axes[row][column], part, shown.hue[doc])
            axes[row][column].locator_params(axis="x", integer=True)
        for row, doc in enumerate(docs):
            name = shown.short(doc, room=1.3)
            axes[row][0].set_ylabel(name, color=shown.hue[doc], weight="bold")
        for ax, name in zip(axes[0], instruments, strict=False):
            ax.set_title("\n".join(wrap(name, 12)))
        canvas.supxlabel("sentence, in text order", fontsize=9, color=INK)
        caption = (
            "Each dot is a sentence; hollow: none of its words is in the instrument's lexicon. "
            "Dotted line: the mean. " + SCALE
        )
        told = drawn(caption, shown, MOST_ROWS)
        return finish(canvas, title, told, _described(scores, shown))


def tone_by_issue_plot(
    toned: pd.DataFrame,
    documents: pd.DataFrame,
    title: str,
    names: Mapping[str, str] | None = None,
    least: int = 2,
) -> Figure:
    """Draw the scores of the sentences on each issue: a dot a sentence, a bar at the mean.

    `toned` comes from `compare.tone_by_issue`; issues with fewer than `least` sentences in the
    whole corpus are left out, and the bar is drawn from `least` sentences on.
    """
    shown = key(documents, toned["doc"])
    instruments = _instruments(toned)
    found = Counter(issue for issue, *_ in set(records(toned, "issue", "doc", "sentence")))
    ranked = sorted((number, issue) for issue, number in found.items() if number >= least)
    issues = [issue for _, issue in ranked]
    if not issues:
        return nothing(title)
    with mpl.rc_context(STYLE):
        size = (WIDTH, 1.2 + 0.36 * max(len(issues), 2))
        canvas, axes = grid(1, len(instruments), size, sharey=True)
        for name, ax in zip(instruments, axes[0], strict=False):
            _by_issue(ax, toned[toned["instrument"] == name], issues, shown, least)
            ax.set(xlim=(-1.05, 1.05), xticks=[-1, 0, 1], title="\n".join(wrap(name, 12)))
        canvas.supxlabel("negative  ←  score  →  positive", fontsize=9, color=INK)
        labels = [wrap(name, 26, max_lines=2, placeholder="…") for name in named(names, issues)]
        axes[0][0].set_yticks(range(len(issues)), ["\n".join(lines) for lines in labels])
        axes[0][0].set_ylim(-0.6, max(len(issues), 1) - 0.4)
        legend(canvas, shown)
        caption = (
            f"Each dot is a sentence on the issue; the bar is the mean of a text's dots, where "
            f"there are {least} or more. Issues with fewer than {least} sentences are left out."
        )
        return finish(
            canvas, title, caption, _described_by_issue(toned, shown, issues, names, least)
        )


def instrument_plot(scores: pd.DataFrame, documents: pd.DataFrame, title: str) -> Figure:
    """Draw the scores of the same sentences under two instruments, a panel for every pair."""
    shown = key(documents, scores["doc"])
    pairs = list(combinations(_instruments(scores), 2))
    if not pairs:
        return nothing(title)
    wide = scores.pivot(index=["doc", "sentence"], columns="instrument", values="score")
    with mpl.rc_context(STYLE):
        canvas, axes = panels(len(pairs), 3, 2.5)
        for ax, (first, second) in zip(axes, pairs, strict=True):
            _crossed(ax, wide, first, second, shown)
        legend(canvas, shown)
        caption = (
            f"Each dot is a sentence (n = {len(wide)}). In the upper left and the lower right "
            f"quarter one instrument calls positive what the other calls negative."
        )
        told = [
            f"{first} against {second}, {against} of {both}"
            for first, second, both, against in records(
                instrument_pairs(scores), "first", "second", "both", "against"
            )
        ]
        alt = f"Sentences with opposite signs, of those with two signs: {'; '.join(told)}."
        return finish(canvas, title, caption, alt)


def _crossed(ax: Axes, wide: pd.DataFrame, first: str, second: str, shown: Key) -> None:
    ax.axhline(0, color=INK, lw=0.8)
    ax.axvline(0, color=INK, lw=0.8)
    for doc in shown.docs:
        rows = wide.loc[[doc]]
        hue = shown.hue[doc]
        dots = ax.plot(rows[first], rows[second], "o", ms=4, alpha=0.6, color=hue, mew=0)
        cite(dots, rows.index.to_frame())
    ax.set(xlim=(-1.05, 1.05), ylim=(-1.05, 1.05), xlabel=first, ylabel=second, aspect="equal")
    ax.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])


def _instruments(scores: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(scores["instrument"]))


def _strip(ax: Axes, part: pd.DataFrame, colour: str) -> None:
    x, y = np.arange(1, len(part) + 1), part["score"].to_numpy()
    silent = part["hits"].to_numpy() == 0
    ax.axhline(0, color=INK, lw=0.8)
    ax.axhline(part["score"].mean(), color=colour, lw=1, ls=":")
    ax.vlines(x, 0, y, color=colour, lw=1, alpha=0.5)
    known = ax.plot(x[~silent], y[~silent], "o", ms=4, color=colour)
    unknown = ax.plot(x[silent], y[silent], "o", ms=4, mfc=PAPER, mec=colour)
    for points, chosen in ((known, part[~silent]), (unknown, part[silent])):
        cite(points, chosen)
    ax.set(ylim=(-1.1, 1.1), yticks=[-1, 0, 1])


def _by_issue(ax: Axes, rows: pd.DataFrame, issues: list[str], shown: Key, least: int) -> None:
    room = 0.6 / len(shown.docs)
    for (place, issue), (level, doc) in product(enumerate(issues), enumerate(shown.docs)):
        part = rows[(rows["issue"] == issue) & (rows["doc"] == doc)]
        _dots(ax, part, place + 0.3 - (level + 0.5) * room, room, shown.hue[doc], least)
    ax.axvline(0, color=INK, lw=0.8, zorder=0)


def _dots(ax: Axes, part: pd.DataFrame, level: float, room: float, colour: str, least: int) -> None:
    scores = part["score"]
    points = ax.plot(scores, [level] * len(scores), "o", ms=4.5, color=colour, alpha=0.45, mew=0)
    cite(points, part)
    if len(scores) >= least:
        half = min(0.15, room)
        ax.plot([scores.mean()] * 2, [level - half, level + half], color=colour, lw=2.4)


def _described(scores: pd.DataFrame, shown: Key) -> str:
    means = scores.groupby(["doc", "instrument"])["score"].mean()
    parts = [
        f"{shown.labels[doc]}, {name}: {mean:+z.2f}"
        for doc, name, mean in records(means.reset_index(), "doc", "instrument", "score")
    ]
    return f"Scores along each text. Means: {'; '.join(parts)}."


def _described_by_issue(
    toned: pd.DataFrame,
    shown: Key,
    issues: list[str],
    names: Mapping[str, str] | None,
    least: int,
) -> str:
    means = toned.groupby(["issue", "instrument", "doc"])["score"].agg(["mean", "size"])
    parts = [
        f"{(names or {}).get(issue, issue)}, {name}, {shown.labels[doc]} {mean:+z.2f}"
        for issue, name, doc, mean, size in records(
            means.reset_index(), "issue", "instrument", "doc", "mean", "size"
        )
        if issue in issues and size >= least
    ]
    return f"Mean scores by issue: {'; '.join(parts)}."
