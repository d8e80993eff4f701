"""Lay out the lanes without an axis: words of time without a date, and what only could be."""

from collections.abc import Sequence

from communique.charts.base import INK, Key
from communique.charts.labels import SPACE, Label, Run, flow, label_length, length
from communique.charts.page import LINE, Page
from communique.charts.told import Mark, off_axis

MOST_SPLIT = 3  # documents that get a line for each kind of words
MOST_LINES = 3  # for each kind
COLUMN, NAME = 0.85, 1.9  # inches: of the kinds; at most of the documents' names
BETWEEN = 0.16  # inches between two entries
KINDS = ["order", "duration", "set", "ongoing", "future", "vague", "date"]
SECTIONS = {
    "undated": "Clues with no place above, in the order of the text",
    "hypothetical": "What could or should be: no events",
}


def out_of_time(page: Page, rows: Sequence[Mark], shown: Key, most: int) -> None:
    """Set what has no place on the axis, by document and kind, in the order of the text."""
    for lane, title in SECTIONS.items():
        groups = off_axis(rows, lane)
        docs = [doc for doc in shown.docs if any(where[0] == doc for where in groups)]
        if not docs:
            continue
        page.height += 0.08
        page.head(title, INK)
        if len(docs) > MOST_SPLIT:
            _a_line_each(page, groups, docs, shown, most)
        else:
            _by_kind(page, groups, docs, shown)


def _by_kind(
    page: Page, groups: dict[tuple[str, str], list[Label]], docs: list[str], shown: Key
) -> None:
    for doc in docs:
        page.line((Run(shown.short(doc, page.right - page.left), "lane"),), shown.hue[doc])
        for kind in sorted((kind for name, kind in groups if name == doc), key=_order):
            if kind == "hypothetical":
                _flowed(page, groups[doc, kind], "", 0.0, MOST_LINES)
            else:
                _flowed(page, groups[doc, kind], kind, COLUMN, MOST_LINES)
        page.height += 0.05


def _order(kind: str) -> tuple[int, str]:
    return (KINDS.index(kind) if kind in KINDS else len(KINDS), kind)


def _a_line_each(
    page: Page, groups: dict[tuple[str, str], list[Label]], docs: list[str], shown: Key, most: int
) -> None:
    """Set one line for each of the texts with most such words; count the others."""
    own: dict[str, list[Label]] = {doc: [] for doc in docs}
    for (doc, _), labels in groups.items():
        own[doc] += labels
    kept = set(sorted(docs, key=lambda doc: -len(own[doc]))[:most])
    column = max(length(shown.short(doc, NAME), "note") for doc in kept) + BETWEEN
    for doc in (doc for doc in docs if doc in kept):
        _flowed(page, own[doc], shown.short(doc, NAME), column, 1)
    rest = [doc for doc in docs if doc not in kept]
    if rest:
        number = sum(len(own[doc]) for doc in rest)
        texts = f"{len(rest)} more text{'s' * (len(rest) > 1)}"
        page.line((Run(f"and {number} more entries from {texts}", "note"),))


def _flowed(page: Page, labels: list[Label], title: str, column: float, most: int) -> None:
    """Set entries one after another beside their title, and count those without room."""
    lines, rest = flow(labels, page.right - page.left - column, most, BETWEEN)
    if title:
        page.write(page.left, page.height + LINE / 2, (Run(title, "note"),))
    for number, line in enumerate(lines, start=1):
        middle, end = page.height + LINE / 2, 0.0
        for at, label in line:
            page.write(page.left + column + at, middle, label)
            end = at + label_length(label) + SPACE
        if rest and number == len(lines):
            more = (Run(f"and {rest} more", "note"),)
            page.write(page.left + column + end + BETWEEN - SPACE, middle, more)
        page.height += LINE
