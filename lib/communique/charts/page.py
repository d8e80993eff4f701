"""The page of a figure in inches from its top left corner: texts, marks, lines; nothing drawn."""

from dataclasses import dataclass, field
from typing import NamedTuple

from communique.charts.axis import Scale
from communique.charts.base import INK
from communique.charts.labels import SIZES, SPACE, Label, length

MARGIN = 0.12
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
    strip: tuple[float, float, float, float] | None = None  # what is tinted
    boxes: list[Box] = field(default_factory=list)  # one around each label
    notes: list[str] = field(default_factory=list)  # what was left out, for the caption

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
        for text, style in label:
            hue = QUIET if style in QUIET_STYLES else colour
            self.words.append(Words(at, middle, text, style, hue))
            at += length(text, style) + SPACE
        high = max(SIZES[style] for _, style in label) / 72
        self.boxes.append(Box(left, middle - high * ASCENT, at - SPACE, middle + high * DESCENT))
