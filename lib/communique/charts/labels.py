"""Measure labels and place them beside their marks, so that none covers another."""

import warnings
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from communique.charts.base import DPI

FAMILY = "DejaVu Sans"
SIZES = {  # points
    "date": 8.0,
    "words": 8.0,
    "maybe": 8.0,
    "number": 7.0,
    "tick": 8.0,
    "lane": 9.0,
    "note": 8.0,
}
BOLD, ITALIC = {"date", "lane"}, {"maybe"}
GAP = 0.06  # inches between a mark and its label
SPACE = 0.042  # inches between the runs of a label
APART = 0.1  # inches between two labels in a row
INSIDE = 0.2  # inches from the begin of a long bar to a label that stands on it
_AGG: Any = RendererAgg(1, 1, DPI)  # type: ignore[no-untyped-call]  # widths depend on how fine a picture is


class Cite(NamedTuple):
    """Hold how words name a sentence, and which it is."""

    name: str
    doc: str
    sentence: int


class Run(NamedTuple):
    """Hold words in one style, and what they cite; a label is a few of them in a row."""

    text: str
    style: str
    cites: tuple[Cite, ...] = ()


Label = tuple[Run, ...]


class Item(NamedTuple):
    """Hold what a mark covers, from low to high in inches, and its label."""

    low: float
    high: float
    label: Label


class Spot(NamedTuple):
    """Hold where a label goes: its row from the top, its begin in inches, and what fits."""

    row: int
    start: float
    label: Label


def font(style: str) -> FontProperties:
    """Give the font of a style."""
    return FontProperties(
        family=FAMILY,
        size=SIZES[style],
        weight="bold" if style in BOLD else "normal",
        style="italic" if style in ITALIC else "normal",
    )


@lru_cache(maxsize=8192)
def length(text: str, style: str) -> float:
    """Measure a text in inches, as it is drawn.

    >>> length("Strelsau", "lane") > length("Strelsau", "words") > 0.4
    True
    """
    with warnings.catch_warnings():
        # The font lacks some scripts; boxes stand for their letters, and have a width too.
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        wide = _AGG.get_text_width_height_descent(text, font(style), ismath=False)[0]
    return float(wide) / DPI


def label_length(label: Label) -> float:
    """Measure a label in inches."""
    return sum(length(run.text, run.style) for run in label) + SPACE * max(len(label) - 1, 0)


def cited_places(run: Run) -> Iterator[tuple[float, Cite]]:
    """Give what a run cites, each with the middle of its name in inches from the run's left end."""
    end = 0
    for cite in run.cites:
        start = run.text.find(cite.name, end)
        if start < 0:  # cut off
            return
        end = start + len(cite.name)
        yield length(run.text[:start], run.style) + length(cite.name, run.style) / 2, cite


@lru_cache(maxsize=8192)
def cut(text: str, style: str, room: float) -> str:
    """Cut a text at its end so that it fits into so many inches.

    >>> cut("Ruritania and Freedonia", "words", 0.7)
    'Ruritania…'
    """
    if length(text, style) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = length(text[:middle].rstrip() + "…", style) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    words = text[:low].rpartition(" ")[0]
    kept = words if len(words) > low - 8 else text[:low]
    return kept.rstrip(" ,;:-–") + "…"


def fit(label: Label, room: float) -> Label:
    """Shorten the longest words of a label until it fits into so many inches."""
    while label_length(label) > room and label:
        place = max(range(len(label)), key=lambda i: length(label[i].text, label[i].style))
        run = label[place]
        others = label_length(label) - length(run.text, run.style)
        short = run._replace(text=cut(run.text, run.style, max(room - others, 0.25)))
        shorter = (*label[:place], short, *label[place + 1 :])
        label = label[:-1] if short == run else shorter
    return label


def place(items: Sequence[Item], left: float, right: float) -> list[Spot]:
    """Give each label a place right of its mark, on its bar, or left of it, and a row.

    No two marks or labels in a row touch. A mark stands below the labels that reach over it, so
    that a line from the mark down to the axis crosses no label of an earlier one.
    """
    spots: dict[int, Spot] = {}
    boxes: list[tuple[int, float, float]] = []
    for index in sorted(range(len(items)), key=lambda i: (items[i].low, items[i].high, i)):
        item = items[index]
        start, label = _beside(item, left, right)
        low, high = min(item.low, start), max(item.high, start + label_length(label))
        crossed = [row for row, begin, end in boxes if begin < item.low < end]
        row = max(crossed, default=-1) + 1
        taken = {r for r, begin, end in boxes if begin < high + APART and low - APART < end}
        while row in taken:
            row += 1
        boxes.append((row, low, high))
        spots[index] = Spot(row, start, label)
    return [spots[index] for index in range(len(items))]


def _beside(item: Item, left: float, right: float) -> tuple[float, Label]:
    """Choose the side of the mark where the label fits; shorten it if it fits nowhere."""
    after, before = right - item.high - GAP, item.low - GAP - left
    inside = item.high - item.low - 2 * INSIDE
    for least in (label_length(item.label), max(after, before, inside)):
        label = fit(item.label, least)
        need = label_length(label)
        if need <= after:
            return item.high + GAP, label
        if need <= inside:
            return item.low + INSIDE, label
        if need <= before:
            return item.low - GAP - need, label
    return left, ()


def flow(
    chunks: Sequence[Label], room: float, most: int, gap: float
) -> tuple[list[list[tuple[float, Label]]], int]:
    """Set labels one after another in lines of so many inches; at most so many lines.

    Gives the lines (begin in inches, label) and how many labels were left out at the end; room
    for the words “and 99 more” is kept in the last line.
    """
    lines: list[list[tuple[float, Label]]] = [[]]
    at, spare = 0.0, length("and 999 more", "note") + gap
    for done, chunk in enumerate(chunks):
        chunk = fit(chunk, room - spare)
        need = label_length(chunk)
        if at and at + need > room - (spare if len(lines) == most else 0):
            if len(lines) == most:
                return lines, len(chunks) - done
            lines.append([])
            at = 0.0
        lines[-1].append((at, chunk))
        at += need + gap
    return lines, 0
