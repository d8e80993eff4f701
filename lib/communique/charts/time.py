"""The figure of time: dated events, and which text points to each."""

from calendar import monthrange
from textwrap import wrap
from typing import Any, NamedTuple

import matplotlib as mpl
import matplotlib.dates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from communique.charts.base import (
    CHARACTER,
    FAINT,
    GREY,
    INK,
    MOST_HUES,
    PAPER,
    STYLE,
    WIDTH,
    Figure,
    Key,
    finish,
    key,
    nothing,
)
from communique.compare.base import records

LABEL_WIDTH = 44  # characters
ROW = 0.32  # inches: two lines of a label


class Event(NamedTuple):
    """Hold a row of the figure."""

    event: str
    earliest: str
    latest: str
    basis: str
    docs: tuple[str, ...]


def timeline_plot(events: pd.DataFrame, documents: pd.DataFrame, title: str) -> Figure:
    """Draw dated events as rows in order of time, and beside them which text points to each.

    `events` comes from `build_timeline`: event, earliest, latest, basis, docs. With more than
    eight documents the number of texts stands beside each event.
    """
    if events.empty:
        return nothing(title)
    ordered = events.sort_values(["earliest", "latest", "event"], ascending=False)
    rows = [Event(*row) for row in records(ordered, *Event._fields)]
    shown = key(documents, {doc for row in rows for doc in row.docs})
    with mpl.rc_context(STYLE):
        canvas, ax, side = _canvas(len(rows), shown)
        for place, row in enumerate(rows):
            _mark(ax, row, place)
        ax.set_yticks(range(len(rows)), [_label(row) for row in rows], fontsize=8)
        ax.set_ylim(-0.7, len(rows) - 0.3)
        _dress(ax)
        _point(side, rows, shown)
        caption = (
            "Filled mark: the text itself gives the date. Hollow mark: only the public record "
            "does. Right: a coloured dot where words of the text touch on the event."
        )
        if len(documents) > MOST_HUES:
            caption = caption.replace("a coloured dot where", "in how many texts")
        told = "; ".join(f"{when(row.earliest, row.latest)} {row.event}" for row in reversed(rows))
        return finish(canvas, title, caption, f"Events in order: {told}.")


def _canvas(rows: int, shown: Key) -> tuple[Canvas, Axes, Axes]:
    """Make the axes of time and, right of them, those of the documents."""
    few = _few(shown)
    names = max((len(shown.short(doc)) for doc in few), default=0) * CHARACTER
    high, wide = (names, 0.25) if _upright(shown) else (0.2, 0.6)
    canvas = Canvas(figsize=(WIDTH, 0.9 + high + ROW * max(rows, 2)), layout="constrained")
    ax, side = canvas.subplots(1, 2, sharey=True, width_ratios=[4.0, 0.5 + wide * len(few)])
    return canvas, ax, side


def _few(shown: Key) -> list[str]:
    return shown.docs if len(shown.labels) <= MOST_HUES else []


def _upright(shown: Key) -> bool:
    """Tell whether the documents' names need to stand upright beside one another."""
    return len(shown.docs) > 3 or any(len(shown.short(doc)) > 9 for doc in shown.docs)


def when(earliest: str, latest: str) -> str:
    """Write a date or an interval of dates shortly.

    >>> when("2024-04-24", "2024-04-26"), when("2022-02-24", ""), when("2024-05-01", "2024-05-31")
    ('2024-04-24 to 26', 'since 2022-02-24', '2024-05')
    """
    if not latest:
        return f"since {earliest}"
    if earliest == latest:
        return earliest
    if earliest[4:] == "-01-01" and latest == f"{earliest[:4]}-12-31":
        return earliest[:4]
    if earliest[8:] == "01" and latest == f"{earliest[:8]}{_last_day(earliest)}":
        return earliest[:7]
    return f"{earliest} to {latest[8:] if earliest[:7] == latest[:7] else latest}"


def _last_day(day: str) -> int:
    return monthrange(int(day[:4]), int(day[5:7]))[1]


def _label(row: Event) -> str:
    """Write the date and the event on at most two lines."""
    told = f"{when(row.earliest, row.latest)} · {row.event}"
    return "\n".join(wrap(told, LABEL_WIDTH, max_lines=2, placeholder=" …"))


def _mark(ax: Axes, row: Event, place: int) -> None:
    solid = row.basis != "background"
    days = np.array([row.earliest, row.latest or row.earliest], dtype="datetime64[D]")
    ax.plot(days, [place, place], lw=4, color=INK if solid else GREY, zorder=2)
    ax.plot(days[:1], [place], "o", ms=7, mec=INK, mfc=INK if solid else PAPER, zorder=3)
    if not row.latest:
        # It goes on.
        ax.plot(days[:1] + np.timedelta64(45, "D"), [place], ">", ms=5, color=INK)
        ax.plot(days[:1] + np.array([0, 45], dtype="timedelta64[D]"), [place, place], color=INK)


def _dress(ax: Axes) -> None:
    dates: Any = mpl.dates  # its classes have no types
    locator = dates.AutoDateLocator(minticks=3, maxticks=8)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))
    ax.grid(axis="x", color=FAINT, lw=0.5)


def _point(side: Axes, rows: list[Event], shown: Key) -> None:
    """Say beside each event which texts point to it."""
    few = _few(shown)
    for place, row in enumerate(rows):
        for column, doc in enumerate(few):
            mark, hue = ("o", shown.hue[doc]) if doc in row.docs else ("_", FAINT)
            side.plot(column, place, mark, ms=7, color=hue)
        if not few and row.docs:
            side.text(0, place, str(len(row.docs)), ha="center", va="center", fontsize=8)
    side.set_xticks(
        range(len(few)),
        [shown.short(doc) for doc in few],
        fontsize=8,
        rotation=90 * _upright(shown),
    )
    for tick, doc in zip(side.get_xticklabels(), few, strict=True):
        tick.set_color(shown.hue[doc])
    side.set_xlim(-0.7, max(len(few), 1) - 0.3)
    side.xaxis.tick_top()
    side.tick_params(length=0)
    side.spines[:].set_visible(False)
