"""Lay out the figure of time: a lane for the record, one for each text, lanes without an axis."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pandas as pd

from communique.charts.axis import Scale, make_scale, months, ticks
from communique.charts.base import INK, WIDTH, Key, key
from communique.charts.hints import out_of_time
from communique.charts.labels import Cite, Item, Run, label_length, length, place
from communique.charts.page import LINE, MARGIN, QUIET, Box, Cited, Line, Page, Shape
from communique.charts.told import Mark, Told, on_axis, read_marks

ROW = 0.19
STRIP, NOTE = 0.4, 0.14  # the axis with its labels; one more line where its scale changes
RADIUS, LEAST_BAR = 0.05, 0.14
OPEN = 0.75  # inches of a bar with a soft open end
TALLEST = 14.0
FAR = 5.0  # inches of lanes below an axis; beyond them it is drawn again
# The most lanes of texts, and the most entries of a lane: tried until the figure is low enough.
LIMITS = [(10, 60), (10, 40), (10, 30), (10, 20), (10, 14), (10, 10), (8, 9), (6, 9), (6, 7)]
LIMITS += [(5, 6), (4, 6), (3, 5), (2, 4), (1, 2)]
FORMS = {
    "stated": "dated by the text",
    "resolved": "worked out from its words",
    "background": "dated by the record only",
}
NO_RECORD = {"background": "dated by the publisher only"}
RANK = {"stated": 0, "resolved": 1}


def lay_out(marks: pd.DataFrame, documents: pd.DataFrame, width: float = WIDTH) -> Page:
    """Lay out marks from `time_marks` on a page so many inches wide and at most 14 high.

    Where there is too much, fewer lanes hold fewer entries, and `left_out` counts the others.
    """
    rows = read_marks(marks)
    told = on_axis(rows)
    shown = key(documents, {row.doc for row in rows})
    for lanes, most in LIMITS:
        page = Page(width)
        if told:
            _in_time(page, told, shown, lanes, most)
        else:
            page.head("Nothing here has a date, and none can be worked out", INK)
        out_of_time(page, rows, shown, lanes)
        page.height += MARGIN
        if page.height <= TALLEST:
            break
    return page


def _in_time(page: Page, told: list[Told], shown: Key, lanes: int, most: int) -> None:
    """Set the record above the axis and the texts below it."""
    page.record = bool(_of(told, ""))
    _forms(page, told)
    page.scale = scale = make_scale(_days(told), page.left, page.right)
    docs = _busiest(told, shown, lanes)
    anchors: dict[str, tuple[float, float]] = {}
    lowest: dict[str, float] = {}
    record = [_counted(entry) if len(docs) < len(shown.docs) else entry for entry in _of(told, "")]
    if record:
        for entry, shape in _lane(page, record, scale, "The public record", INK, most):
            anchors[entry.mark.event] = (_anchor(shape), shape.middle)
    top = page.height + 0.03
    _axis(page, scale)
    bottom = page.height
    for doc in docs:
        name = shown.short(doc, page.right - page.left - 1.5)
        for entry, shape in _lane(page, _of(told, doc), scale, name, shown.hue[doc], most):
            if entry.mark.kind == "event":
                lowest[entry.mark.event] = shape.middle
    page.lines += _guides(anchors, lowest, top, bottom)
    if page.height - bottom > FAR:
        _axis(page, scale)
    _others(page, told, shown, docs)


def _of(told: list[Told], doc: str) -> list[Told]:
    return [entry for entry in told if entry.mark.doc == doc]


def _counted(entry: Told) -> Told:
    """Say how many texts point to an event, where not all have a lane."""
    texts = f"{entry.touched or 'no'} text{'s' * (entry.touched > 1)}"
    return entry._replace(label=(*entry.label, Run(texts, "number")))


def _guides(
    anchors: dict[str, tuple[float, float]], lowest: dict[str, float], top: float, bottom: float
) -> Iterator[Line]:
    """Lead from each event down to the axis, and on to the last text that points to it."""
    for event, (at, middle) in anchors.items():
        yield Line(at, middle, at, top, "guide")
        if event in lowest:
            yield Line(at, bottom, at, lowest[event], "guide")


def _days(told: list[Told]) -> list[int]:
    """Give the days that the axis must hold, as ordinals."""
    bounds = (bound for entry in told for bound in (entry.mark.earliest, entry.mark.latest))
    return [date.fromisoformat(bound).toordinal() for bound in bounds if bound]


def _busiest(told: list[Told], shown: Key, lanes: int) -> list[str]:
    """Choose the texts that get a lane: those with most marks, in the order of the corpus."""
    counts = Counter(entry.mark.doc for entry in told)
    order = sorted(shown.docs, key=lambda doc: -counts[doc])
    if len(shown.docs) > lanes:
        order = [doc for doc in order if counts[doc]]
    return [doc for doc in shown.docs if doc in set(order[:lanes])]


def _others(page: Page, told: list[Told], shown: Key, docs: list[str]) -> None:
    """Say which texts have no lane."""
    counts = Counter(entry.mark.doc for entry in told if entry.mark.doc)
    rest = [doc for doc in shown.docs if doc not in docs and counts[doc]]
    if not rest:
        return
    marks = sum(counts[doc] for doc in rest)
    words = f"and {marks} more marks from {len(rest)} more text{'s' * (len(rest) > 1)}"
    page.height += 0.04
    page.line((Run(f"{words}, not drawn", "note"),))
    page.left_out["marks"] += marks
    page.left_out["texts"] += len(rest)


def _lane(
    page: Page, told: list[Told], scale: Scale, name: str, colour: str, most: int
) -> list[tuple[Told, Shape]]:
    """Set the name and the entries of a lane, and give these with their shapes."""
    kept, record = _foremost(told, most), colour == INK
    some = f"{len(kept)} of {len(told)} marks" if len(kept) < len(told) else ""
    page.head(name, colour, some if told else "no mark")
    page.left_out["marks"] += len(told) - len(kept)
    shapes = [_shape(entry.mark, scale, page.left, page.right) for entry in kept]
    labelled = zip(shapes, kept, strict=True)
    items = [Item(shape.low, shape.high, entry.label) for shape, entry in labelled]
    spots = place(items, page.left, page.right)
    for index, (entry, spot) in enumerate(zip(kept, spots, strict=True)):
        middle = page.height + (spot.row + 0.5) * ROW
        hue = QUIET if record and not entry.touched else colour
        shapes[index] = shapes[index]._replace(middle=middle, colour=hue)
        page.write(spot.start, middle, spot.label, hue if record else INK)
    page.shapes += shapes
    page.cites += _cited(kept, shapes)
    page.height += ROW * (max((spot.row for spot in spots), default=-1) + 1) + 0.06
    return list(zip(kept, shapes, strict=True))


def _cited(kept: list[Told], shapes: list[Shape]) -> Iterator[Cited]:
    """Say which sentence each mark stands for: of several, the first."""
    for entry, shape in zip(kept, shapes, strict=True):
        if entry.mark.sentence:
            cite = Cite(entry.mark.place, entry.mark.doc, entry.mark.sentence)
            yield Cited((shape.low + shape.high) / 2, shape.middle, cite)


def _foremost(told: list[Told], most: int) -> list[Told]:
    """Keep what texts state themselves and, of the record, what most texts point to."""
    ranks = [
        (RANK.get(entry.mark.basis, 2), -entry.touched, place) for place, entry in enumerate(told)
    ]
    return [told[place] for place in sorted(rank[-1] for rank in sorted(ranks)[:most])]


def _shape(mark: Mark, scale: Scale, left: float, right: float) -> Shape:
    """Give the mark of an entry: a point for a day, a bar for more, open where no bound is."""
    first, last = _inches(mark.earliest, scale), _inches(mark.latest, scale)
    point = mark.earliest == mark.latest
    reach = OPEN if mark.fuzzy else right - left
    low = max(left, (last or 0.0) - reach) if first is None else first
    high = min(right, low + reach) if last is None else last
    least = 2 * RADIUS if point else LEAST_BAR
    if high - low < least:
        middle = min(max((low + high) / 2, left + least / 2), right - least / 2)
        low, high = middle - least / 2, middle + least / 2
    ends = (first is None, last is None)
    return Shape(low, high, 0.0, mark.basis, INK, point, *ends, mark.fuzzy)


def _inches(bound: str, scale: Scale) -> float | None:
    return scale.at(date.fromisoformat(bound).toordinal()) if bound else None


def _anchor(shape: Shape) -> float:
    """Give the place of the guide of a mark: its middle, or the end that is known."""
    if shape.open_right:
        return shape.low + RADIUS
    return shape.high - RADIUS if shape.open_left else (shape.low + shape.high) / 2


def _axis(page: Page, scale: Scale) -> None:
    top, wide = page.height + 0.03, scale.focus >= 0
    page.lines.append(Line(page.left, top, page.right, top, "axis"))
    page.lines += [Line(at, top, at, top + 0.03, "minor") for at in months(scale)]
    for tick in ticks(scale):
        page.lines.append(Line(tick.at, top, tick.at, top + 0.06, "tick"))
        for text, middle in ((tick.label, top + 0.13), (tick.year, top + 0.27)):
            if text:
                left = tick.at - length(text, "tick") / 2
                page.write(left, middle, (Run(text, "tick"),))
    page.height += STRIP + NOTE * wide
    if wide:
        part = scale.parts[scale.focus]
        page.strips.append(Box(part.left, top, part.right, page.height))
        text = "this stretch is drawn wider"
        left = (part.left + part.right - length(text, "note")) / 2
        page.write(left, page.height - 0.08, (Run(text, "note"),))
    page.height += 0.04


def _forms(page: Page, told: list[Told]) -> None:
    """Set the key: only forms that occur."""
    at, middle = page.left, page.height + 0.1
    entries: list[tuple[str, bool, bool, str]] = []
    for basis, words in (FORMS if page.record else FORMS | NO_RECORD).items():
        marks = [entry.mark for entry in told if entry.mark.basis == basis]
        if marks:  # a point if there is one, else a bar
            point = any(mark.earliest == mark.latest for mark in marks)
            entries.append((basis, point, False, words))
    if any(entry.mark.fuzzy for entry in told):
        entries.append(("background", False, True, "no more than bounds"))
    numbered = [Run("5", "number"), Run("sentence of the text", "note")]
    for basis, point, fuzzy, words in entries:
        wide = 2 * RADIUS if point else 0.3
        need = wide + 0.06 + length(words, "note")
        if at + need > page.right:
            at, middle = page.left, middle + LINE
        shape = Shape(at, at + wide, middle, basis, QUIET, point, False, False, fuzzy)
        page.shapes.append(shape)
        page.write(at + wide + 0.06, middle, (Run(words, "note"),))
        at += need + 0.2
    if at + label_length(tuple(numbered)) > page.right:
        at, middle = page.left, middle + LINE
    page.write(at, middle, tuple(numbered))
    page.height = middle + 0.16
