"""The figure of time: what texts say and what the record knows, in lanes along one axis."""

from datetime import date
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Polygon, Rectangle

from communique.charts.aloud import tell, when
from communique.charts.axis import LAST_DAY, Scale
from communique.charts.base import (
    DPI,
    FAINT,
    GREY,
    INK,
    PAPER,
    STYLE,
    WIDTH,
    Figure,
    finish,
    nothing,
)
from communique.charts.labels import font
from communique.charts.lanes import lay_out
from communique.charts.page import Box, Page, Shape, Words
from communique.charts.told import short_day
from communique.show import Mark

__all__ = ["timeline_plot", "when"]

HALF, TIP = 0.042, 0.07  # inches: half the height of a bar, the point of an open end
PAD = 0.03  # inches of paper left and right of a label
FORMS = (
    "{lanes} what each text says, with the number of its sentence. Filled: the text gives the "
    "day; half-filled or hatched: worked out from its words; hollow: known from {known} only. "
    "A bar runs from the earliest to the latest day, dashed where these are no more than bounds, "
    "pointed where an end is open."
)
RECORD = {
    "lanes": "Above the axis the public record (grey: no text touches on it), below it",
    "known": "the record or the publisher",
}
NO_RECORD = {"lanes": "Below the axis", "known": "the publisher"}
MUCH = 100  # times as wide: from here on the number says nothing
TINT = "#f1efe8"
LINES: dict[str, dict[str, Any]] = {
    "axis": {"color": INK, "lw": 1.0},
    "tick": {"color": INK, "lw": 0.8},
    "guide": {"color": "#bdbdbd", "lw": 0.6},
    "minor": {"color": GREY, "lw": 0.6},
    "rule": {"color": FAINT, "lw": 0.6},
}
LAYERS = {"axis": 4, "tick": 4, "minor": 4, "guide": 1, "rule": 1}


def timeline_plot(
    marks: pd.DataFrame, documents: pd.DataFrame, title: str, width: float = WIDTH
) -> Figure:
    """Draw what `time_marks` lists: the record above an axis, a lane for each text below it.

    What has no place on the axis, and what only could or should be, stands below in the order
    of the text. `width` is in inches.
    """
    if marks.empty:
        return nothing(title)
    page = lay_out(marks, documents, width)
    with mpl.rc_context(STYLE):
        canvas, alt = _draw(page), tell(marks, documents)
        return finish(canvas, title, _caption(page), alt, _marks(page))


def _marks(page: Page) -> list[Mark]:
    """Give the places of marks and numbers of sentences as shares of width and height."""
    return [
        Mark(round(x / page.width, 4), round(y / page.height, 4), cite.doc, cite.sentence)
        for x, y, cite in page.cites
    ]


def _draw(page: Page) -> Canvas:
    canvas = Canvas(figsize=(page.width, page.height), dpi=DPI)
    ax = canvas.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, page.width), ylim=(page.height, 0))
    ax.set_axis_off()
    for box in page.boxes:
        _hide(ax, box)
    for x0, y0, x1, y1 in page.strips:
        ax.add_patch(Rectangle((x0, y0), x1 - x0, y1 - y0, color=TINT, lw=0, zorder=3))
    for line in page.lines:
        ax.plot(
            [line.x0, line.x1], [line.y0, line.y1], zorder=LAYERS[line.kind], **LINES[line.kind]
        )
    for words in page.words:
        _write(ax, words)
    for shape in page.shapes:
        _mark(ax, shape)
    return canvas


def _write(ax: Axes, words: Words) -> None:
    ax.text(
        words.left,
        words.middle,
        words.text,
        va="center_baseline",
        fontproperties=font(words.style),
        color=words.colour,
        zorder=4,
    )


def _hide(ax: Axes, box: Box) -> None:
    """Hide the hairlines and the bar behind a label."""
    size = (box.x1 - box.x0 + 2 * PAD, box.y1 - box.y0)
    ax.add_patch(Rectangle((box.x0 - PAD, box.y0), *size, color=PAPER, lw=0, zorder=3))


def _mark(ax: Axes, shape: Shape) -> None:
    filled = shape.colour if shape.basis == "stated" else PAPER
    if shape.point:
        half: dict[str, Any] = {
            "fillstyle": "left",
            "mfc": shape.colour,
            "markerfacecoloralt": PAPER,
        }
        style = half if shape.basis == "resolved" else {"mfc": filled}
        middle = (shape.low + shape.high) / 2
        ax.plot([middle], [shape.middle], "o", ms=6.2, mec=shape.colour, mew=1.1, zorder=5, **style)
        return
    solid = shape.basis == "stated"
    ax.add_patch(
        Polygon(
            _outline(shape),
            facecolor=_pale(shape.colour) if solid and shape.fuzzy else filled,
            edgecolor=shape.colour,
            lw=1.0,
            ls=(0, (2, 1.2)) if shape.fuzzy else "-",
            hatch="//////" if shape.basis == "resolved" else None,
            hatch_linewidth=0.5,
            zorder=2,
        )
    )


def _pale(colour: str) -> tuple[float, float, float]:
    """Mix a colour with paper, so that dashes around it can be seen."""
    red, green, blue = to_rgb(colour)
    return (red + 1) / 2, (green + 1) / 2, (blue + 1) / 2


def _outline(shape: Shape) -> list[tuple[float, float]]:
    """Give the corners of a bar; an open end is a point."""
    low, high, y = shape.low, shape.high, shape.middle
    left = [(low + TIP, y + HALF), (low, y), (low + TIP, y - HALF)]
    right = [(high - TIP, y - HALF), (high, y), (high - TIP, y + HALF)]
    if not shape.open_left:
        left = [(low, y + HALF), (low, y - HALF)]
    if not shape.open_right:
        right = [(high, y - HALF), (high, y + HALF)]
    return left + right


def _caption(page: Page) -> str:
    """Explain the forms, and say which stretch is drawn wider and what was left out."""
    forms = FORMS.format_map(RECORD if page.record else NO_RECORD)
    told = forms if page.scale else "Words of time, with the number of their sentence."
    return " ".join(filter(None, (told, _widened(page.scale), _left_out(page))))


def _widened(scale: Scale | None) -> str:
    if not scale or scale.focus < 0:
        return ""
    wide = scale.parts[scale.focus]
    bounds = max(wide.first + 1, 1), min(wide.last, LAST_DAY)
    days = [date.fromordinal(int(day)).isoformat() for day in bounds]
    beside = [
        f"{_wider(wide.scale / part.scale)} what comes {side}"
        for side, part in zip(_sides(scale), scale.parts, strict=True)
        if side and wide.scale > 1.5 * part.scale
    ]
    return f"{short_day(*days)} is drawn {' and '.join(beside)}."


def _wider(times: float) -> str:
    """Say how much wider, in a number as long as that says something.

    >>> _wider(2.6), _wider(495.0)
    ('3 times as wide as', 'much wider than')
    """
    return f"{round(times)} times as wide as" if times < MUCH else "much wider than"


def _sides(scale: Scale) -> list[str]:
    places = range(len(scale.parts))
    return ["" if i == scale.focus else "before" if i < scale.focus else "after" for i in places]


def _left_out(page: Page) -> str:
    marks, texts = page.left_out["marks"], page.left_out["texts"]
    told = f"{marks} more mark{'s are' if marks > 1 else ' is'} left out for want of room"
    among = f", with the lanes of {texts} more text{'s' * (texts > 1)}" if texts else ""
    return f"{told}{among}." if marks else ""
