"""Lay out the figure of time: a lane for the record, one for each text, lanes without an axis."""

from collections import Counter
from datetime import date

import pandas as pd

from communique.charts.axis import Scale, make_scale, months, ticks
from communique.charts.base import INK, WIDTH, Key, key
from communique.charts.labels import Item, Label, Run, cut, flow, label_length, length, place
from communique.charts.page import MARGIN, QUIET, Line, Page, Shape
from communique.charts.told import Mark, Told, off_axis, on_axis, read_marks

ROW, HEAD = 0.19, 0.25
STRIP, NOTE = 0.36, 0.14  # the axis with its labels; one more line where its scale changes
RADIUS, LEAST_BAR = 0.05, 0.14
OPEN = 0.75  # inches of a bar with a soft open end
TALLEST = 14.0
MOST_LANES, MOST_SPLIT = 10, 3  # documents with a lane; documents whose hints are split by kind
LIMITS = (60, 40, 30, 20, 14, 10, 7, 5, 3, 2, 1)  # entries of a lane
KINDS = ["order", "duration", "set", "ongoing", "future", "vague", "date"]
SECTIONS = {
    "undated": "Without a day, in the order of the text",
    "hypothetical": "What could or should be: no events",
}
FORMS = {
    "stated": "dated by the text",
    "resolved": "worked out from its words",
    "background": "dated by the record only",
}
RANK = {"stated": 0, "resolved": 1}


def lay_out(marks: pd.DataFrame, documents: pd.DataFrame, width: float = WIDTH) -> Page:
    """Lay out marks from `time_marks` on a page so many inches wide and at most 14 high.

    Where there is too much, lanes hold fewer entries, and `notes` says what was left out.
    """
    rows = read_marks(marks)
    told = on_axis(rows)
    shown = key(documents, {row.doc for row in rows})
    for most in LIMITS:
        page = _page(rows, told, shown, width, most)
        if page.height <= TALLEST:
            break
    return page


def _page(rows: list[Mark], told: list[Told], shown: Key, width: float, most: int) -> Page:
    page = Page(width)
    if told:
        _in_time(page, told, shown, most)
    else:
        _head(page, "No day is given, and none can be worked out", INK)
    for lane in SECTIONS:
        _out_of_time(page, rows, lane, shown)
    page.height += MARGIN
    return page


def _in_time(page: Page, told: list[Told], shown: Key, most: int) -> None:
    """Set the record above the axis and the texts below it."""
    _forms(page, told)
    page.scale = scale = make_scale(_days(told), page.left, page.right)
    anchors: dict[str, tuple[float, float, float]] = {}
    record = [entry for entry in told if not entry.mark.doc]
    if record:
        _head(page, "The public record", INK)
        for entry, shape in _lane(page, record, scale, INK, most, "events of the record"):
            anchors[entry.mark.event] = (_anchor(shape), shape.middle, 0.0)
    top = page.height
    _axis(page, scale)
    bottom = page.height
    docs = _busiest(told, shown)
    for doc in docs:
        _head(page, shown.short(doc), shown.hue[doc])
        own = [entry for entry in told if entry.mark.doc == doc]
        if not own:
            page.write(page.left + 1.2, page.height - HEAD / 2, (Run("no mark", "note"),))
        for entry, shape in _lane(page, own, scale, shown.hue[doc], most, "marks"):
            event = entry.mark.event
            if event in anchors and entry.mark.kind == "event":
                at, y, _ = anchors[event]
                anchors[event] = (at, y, shape.middle)
    for at, y, low in anchors.values():
        page.lines.append(Line(at, y, at, top, "guide"))
        if low:
            page.lines.append(Line(at, bottom, at, low, "guide"))
    _left_out(page, told, shown, docs)


def _days(told: list[Told]) -> list[int]:
    """Give the days that the axis must hold, as ordinals."""
    bounds = (bound for entry in told for bound in (entry.mark.earliest, entry.mark.latest))
    return [date.fromisoformat(bound).toordinal() for bound in bounds if bound]


def _busiest(told: list[Told], shown: Key) -> list[str]:
    """Choose the texts that get a lane: those with most marks, in the order of the corpus."""
    counts = Counter(entry.mark.doc for entry in told)
    order = sorted(shown.docs, key=lambda doc: -counts[doc])
    if len(shown.docs) > MOST_LANES:
        order = [doc for doc in order if counts[doc]]
    kept = set(order[:MOST_LANES])
    return [doc for doc in shown.docs if doc in kept]


def _left_out(page: Page, told: list[Told], shown: Key, docs: list[str]) -> None:
    """Say which texts have no lane."""
    rest = [entry for entry in told if entry.mark.doc and entry.mark.doc not in docs]
    if not rest:
        return
    texts = len({entry.mark.doc for entry in rest})
    words = f"{texts} more text{'s' * (texts > 1)} with {len(rest)} mark{'s' * (len(rest) > 1)}"
    page.write(page.left, page.height + HEAD / 2, (Run(f"and {words}, not drawn", "note"),))
    page.height += HEAD
    page.notes.append(f"{words} {'are' if texts > 1 else 'is'} not drawn")


def _lane(
    page: Page, told: list[Told], scale: Scale, colour: str, most: int, what: str
) -> list[tuple[Told, Shape]]:
    """Set the entries of a lane, and give their shapes."""
    kept = _foremost(told, most)
    if len(kept) < len(told):
        page.notes.append(f"{len(told) - len(kept)} more {what} are left out for want of room")
    shapes = [_shape(entry.mark, scale, page.left, page.right) for entry in kept]
    items = [
        Item(shape.low, shape.high, entry.label) for entry, shape in zip(kept, shapes, strict=True)
    ]
    record = colour == INK
    spots = place(items, page.left, page.right, leaders=record)
    found = []
    for entry, shape, spot in zip(kept, shapes, spots, strict=True):
        middle = page.height + (spot.row + 0.5) * ROW
        hue = QUIET if record and not entry.touched else colour
        shape = shape._replace(middle=middle, colour=hue)
        page.shapes.append(shape)
        page.write(spot.start, middle, spot.label, hue if record else INK)
        found.append((entry, shape))
    page.height += ROW * (max((spot.row for spot in spots), default=-1) + 1) + 0.06
    return found


def _foremost(told: list[Told], most: int) -> list[Told]:
    """Keep what most texts touch on and what texts state themselves."""
    order = sorted(
        range(len(told)), key=lambda i: (-told[i].touched, RANK.get(told[i].mark.basis, 2), i)
    )
    return [told[i] for i in sorted(order[:most])]


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
        page.strip = (part.left, top, part.right, page.height)
        text = "this stretch is drawn wider"
        left = (part.left + part.right - length(text, "note")) / 2
        page.write(left, page.height - 0.08, (Run(text, "note"),))
    page.height += 0.04


def _forms(page: Page, told: list[Told]) -> None:
    """Set the key: only forms that occur."""
    at, middle = page.left, page.height + 0.1
    entries: list[tuple[str, bool, bool, str]] = [
        (basis, True, False, words)
        for basis, words in FORMS.items()
        if any(entry.mark.basis == basis for entry in told)
    ]
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


def _head(page: Page, name: str, colour: str, rule: bool = True) -> None:
    if rule:
        page.lines.append(
            Line(page.left, page.height + 0.02, page.right, page.height + 0.02, "rule")
        )
    text = cut(name, "lane", page.right - page.left)
    page.write(page.left, page.height + HEAD / 2 + 0.03, (Run(text, "lane"),), colour)
    page.height += HEAD + 0.03


LINE = 0.18


def _out_of_time(page: Page, rows: list[Mark], lane: str, shown: Key) -> None:
    """Set what has no place on the axis, by document and kind, in the order of the text."""
    groups = off_axis(rows, lane)
    docs = [doc for doc in shown.docs if any(where[0] == doc for where in groups)]
    if not docs:
        return
    page.height += 0.08
    _head(page, SECTIONS[lane], INK)
    if len(docs) > MOST_SPLIT:
        _one_line_each(page, groups, docs, shown)
        return
    for doc in docs:
        kinds = [kind for name, kind in groups if name == doc]
        name = shown.short(doc)
        column = 0.85
        if lane == "hypothetical":
            kinds = kinds[:1]
        page.write(page.left, page.height + LINE / 2, (Run(name, "lane"),), shown.hue[doc])
        page.height += LINE + 0.02
        for kind in sorted(kinds, key=_kind_order):
            title = "" if kind == "hypothetical" else kind
            _flowed(page, groups[doc, kind], Run(title, "note"), column if title else 0.0, 3)
        page.height += 0.05


def _kind_order(kind: str) -> tuple[int, str]:
    return (KINDS.index(kind) if kind in KINDS else len(KINDS), kind)


def _one_line_each(
    page: Page, groups: dict[tuple[str, str], list[Label]], docs: list[str], shown: Key
) -> None:
    counts = {d: sum(len(own) for (doc, _), own in groups.items() if doc == d) for d in docs}
    kept = set(sorted(docs, key=lambda doc: -counts[doc])[:MOST_LANES])
    column = max(length(shown.short(doc, 1.9), "note") for doc in kept) + 0.15
    for doc in docs:
        if doc in kept:
            own = [label for (name, _), labels in groups.items() if name == doc for label in labels]
            _flowed(page, own, Run(shown.short(doc, 1.9), "note"), column, 1)
    rest = len(docs) - len(kept)
    if rest:
        number = sum(counts[doc] for doc in docs if doc not in kept)
        words = f"and {rest} more texts with {number} such words"
        page.write(page.left, page.height + LINE / 2, (Run(words, "note"),))
        page.height += LINE


def _flowed(page: Page, labels: list[Label], title: Run, column: float, most: int) -> None:
    lines, rest = flow(labels, page.right - page.left - column, most)
    if title.text:
        page.write(page.left, page.height + LINE / 2, (title,))
    for number, line in enumerate(lines):
        middle = page.height + LINE / 2
        for at, label in line:
            page.write(page.left + column + at, middle, label)
        if rest and number == len(lines) - 1:
            at = max(at + label_length(label) + 0.16 for at, label in line)
            page.write(page.left + column + at, middle, (Run(f"and {rest} more", "note"),))
        page.height += LINE
