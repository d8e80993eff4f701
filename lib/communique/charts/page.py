"""The page of a figure in inches from its top left corner: texts, marks, lines; nothing drawn."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from communique.charts.axis import Scale
from communique.charts.base import INK
from communique.charts.labels import SIZES, SPACE, Cite, Label, Run, cited_places, cut, length

MARGIN = 0.12
HEAD, LINE = 0.28, 0.18  # inches: the height of a lane's name, of a line of text
QUIET = "#666666"
ASCENT, DESCENT = 0.6, 0.6  # of the size of a font: above and below the middle of its letters
QUIET_STYLES = {"number", "note", "tick"}


class Words(NamedTuple):
    """Hold a text of the figure: its left end and its middle, in inches."""

    left: float
    middle: float
    text: str
    style: str
    colour: str


class Shape(NamedTuple):
    """Hold a mark: from low to high in inches, its middle, and what its form has to say."""

    low: float
    high: float
    middle: float
    basis: str
    colour: str
    point: bool
    open_left: bool
    open_right: bool
    fuzzy: bool


class Line(NamedTuple):
    """Hold a hairline with its ends in inches; kind is axis, tick, guide, edge, grid or rule."""

    x0: float
    y0: float
    x1: float
    y1: float
    kind: str


class Cited(NamedTuple):
    """Hold a place in inches, and the sentence that what is drawn there stands for."""

    x: float
    y: float
    cite: Cite


class Box(NamedTuple):
    """Hold the bounds of a label in inches."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass
class Page:
    """Collect what the figure consists of, from top to bottom."""

    width: float
    height: float = MARGIN
    words: list[Words] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    scale: Scale | None = None
    record: bool = False  # events of the public record are drawn
    strips: list[Box] = field(default_factory=list)  # what is tinted
    cites: list[Cited] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)  # one around each label
    left_out: Counter[str] = field(default_factory=Counter)  # what found no room

    @property
    def left(self) -> float:
        return MARGIN

    @property
    def right(self) -> float:
        return self.width - MARGIN

    def write(self, left: float, middle: float, label: Label, colour: str = INK) -> None:
        """Write the runs of a label, the quiet ones in grey."""
        if not label:
            return
        at = left
        for run in label:
            hue = QUIET if run.style in QUIET_STYLES else colour
            self.words.append(Words(at, middle, run.text, run.style, hue))
            self.cites += [Cited(at + x, middle, cite) for x, cite in cited_places(run)]
            at += length(run.text, run.style) + SPACE
        high = max(SIZES[run.style] for run in label) / 72
        self.boxes.append(Box(left, middle - high * ASCENT, at - SPACE, middle + high * DESCENT))

    def line(self, label: Label, colour: str = INK) -> None:
        """Write a label on a line of its own."""
        self.write(self.left, self.height + LINE / 2, label, colour)
        self.height += LINE

    def head(self, name: str, colour: str, note: str = "") -> None:
        """Begin a lane: a hairline, the name, and a note in grey behind it."""
        top = self.height + 0.02
        self.lines.append(Line(self.left, top, self.right, top, "rule"))
        spare = length(note, "note") + SPACE if note else 0.0
        label = [Run(cut(name, "lane", self.right - self.left - spare), "lane")]
        label += [Run(note, "note")] if note else []
        self.write(self.left, self.height + HEAD / 2 + 0.015, tuple(label), colour)
        self.height += HEAD
