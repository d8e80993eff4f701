"""The figure of time: dated events, and which text points to each."""

from textwrap import wrap

import matplotlib as mpl
import matplotlib.dates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from communique.charts.base import FAINT, GREY, INK, PAPER, STYLE, WIDTH, Figure, Key, finish, key

LABEL_WIDTH = 44  # characters


def timeline_plot(events: pd.DataFrame, documents: pd.DataFrame, title: str) -> Figure:
    """Draw dated events as rows in order of time, and beside them which text points to each.

    `events` comes from `build_timeline`: event, earliest, latest, basis, docs.
    """
    rows = events.sort_values(["earliest", "latest", "event"], ascending=False)
    shown = key(documents, {doc for docs in events["docs"] for doc in docs})
    with mpl.rc_context(STYLE):
        size = (WIDTH, 1.1 + 0.3 * max(len(rows), 2))
        canvas = Canvas(figsize=size, layout="constrained")
        ratios = [4.0, 0.5 + 0.6 * len(shown.docs)]
        ax, side = canvas.subplots(1, 2, sharey=True, width_ratios=ratios)
        for place, row in enumerate(rows.itertuples()):
            _mark(ax, row, place)
            _pointers(side, row, place, shown)
        ax.set_yticks(range(len(rows)), [_label(row) for row in rows.itertuples()], fontsize=8)
        _dress(ax, side, shown)
        caption = (
            "Filled mark: the text itself gives the date. Hollow mark: only the public record "
            "does. Right: a coloured dot where words of the text point to the event."
        )
        told = "; ".join(
            f"{when(row.earliest, row.latest)} {row.event}" for row in rows[::-1].itertuples()
        )
        return finish(canvas, title, caption, f"Events in order: {told}.")


def when(earliest: str, latest: str) -> str:
    """Write a date or an interval of dates shortly.

    >>> when("2024-04-24", "2024-04-26"), when("2022-02-24", ""), when("2024-05-14", "2024-05-14")
    ('2024-04-24 to 26', 'since 2022-02-24', '2024-05-14')
    """
    if not latest:
        return f"since {earliest}"
    if earliest == latest:
        return earliest
    return f"{earliest} to {latest[8:] if earliest[:7] == latest[:7] else latest}"


def _label(row: pd.Series) -> str:
    """Write the date and the event on at most two lines."""
    told = f"{when(row.earliest, row.latest)} · {row.event}"
    return "\n".join(wrap(told, LABEL_WIDTH, max_lines=2, placeholder=" …"))


def _mark(ax: Axes, row: pd.Series, place: int) -> None:
    solid = row.basis != "background"
    start = mpl.dates.datestr2num(row.earliest)
    end = mpl.dates.datestr2num(row.latest or row.earliest)
    ax.plot([start, end], [place, place], lw=4, color=INK if solid else GREY, zorder=2)
    ax.plot(start, place, "o", ms=7, mec=INK, mfc=INK if solid else PAPER, zorder=3)
    if not row.latest:
        ax.annotate("", (start + 60, place), (start, place), arrowprops={"arrowstyle": "->"})


def _pointers(side: Axes, row: pd.Series, place: int, shown: Key) -> None:
    for column, doc in enumerate(shown.docs):
        pointed = doc in row.docs
        face, edge = (shown.hue[doc], shown.hue[doc]) if pointed else (PAPER, FAINT)
        side.plot(column, place, "o", ms=7, mfc=face, mec=edge)


def _dress(ax: Axes, side: Axes, shown: Key) -> None:
    locator = mpl.dates.AutoDateLocator(minticks=3, maxticks=8)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(mpl.dates.ConciseDateFormatter(locator))
    ax.grid(axis="x", color=FAINT, lw=0.5)
    side.set_xticks(range(len(shown.docs)), [shown.labels[doc] for doc in shown.docs], fontsize=8)
    for tick, doc in zip(side.get_xticklabels(), shown.docs, strict=True):
        tick.set_color(shown.hue[doc])
    side.set_xlim(-0.7, max(len(shown.docs), 1) - 0.3)
    side.xaxis.tick_top()
    side.tick_params(length=0)
    side.spines[:].set_visible(False)
