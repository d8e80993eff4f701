"""An axis of time with one stretch drawn wider, where most of what happened lies."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import inf
from typing import NamedTuple

from communique.charts.labels import length

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
STEPS = [("day", n) for n in (1, 2, 5, 14)] + [("month", n) for n in (1, 2, 3, 6)]
STEPS += [("year", n) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)]
FOCUS, LEAST = 0.56, 0.1  # shares of the axis: of the wide stretch, of the narrowest other one
SPARSE = 0.3  # a stretch that has this share of the axis anyway needs no widening
SHORTEST = 5  # days
TICK_GAP = 0.13  # inches
LAST_DAY = date.max.toordinal()


class Part(NamedTuple):
    """Hold a stretch of the axis with a scale of its own: days (as ordinals) and inches."""

    first: float
    last: float
    left: float
    right: float

    @property
    def scale(self) -> float:
        """Give the inches of a day."""
        return (self.right - self.left) / (self.last - self.first)

    def at(self, day: float) -> float:
        """Give the place of a day, in inches."""
        return self.left + (day - self.first) * self.scale


class Tick(NamedTuple):
    """Hold a mark of the axis: its place in inches, its label, and the year where it turns."""

    at: float
    label: str
    year: str


class Scale(NamedTuple):
    """Hold the parts of an axis from left to right; `focus` is the place of the wide one or -1."""

    parts: tuple[Part, ...]
    focus: int

    def at(self, day: float) -> float:
        """Give the place of a day, in inches; days beyond the axis stand at its ends."""
        for part in self.parts:
            if day <= part.last:
                return part.at(max(day, part.first))
        return self.parts[-1].right


def make_scale(days: Sequence[int], left: float, right: float) -> Scale:
    """Spread days over an axis; the shortest stretch with half of them gets over half of it.

    Where such a stretch would be wide enough anyway, the whole axis has one scale.

    >>> scale = make_scale([0, 700, 710, 720, 730], 0, 10)
    >>> [round(part.right - part.left, 1) for part in scale.parts], scale.focus
    ([4.4, 5.6], 1)
    """
    days = sorted(days)
    pad = max(1.0, (days[-1] - days[0]) * 0.015)
    first, last = days[0] - pad, days[-1] + pad
    found = _focus(days)
    if not found:
        return Scale((Part(first, last, left, right),), -1)
    cuts = [first, *(cut for cut in found if first < cut < last), last]
    place = int(found[0] > first)
    weights = [bisect_left(days, high) - bisect_left(days, low) for low, high in pairwise(cuts)]
    shares = _shares(weights, place)
    edges = [left]
    for share in shares:
        edges.append(edges[-1] + share * (right - left))
    parts = zip(pairwise(cuts), pairwise(edges), strict=True)
    return Scale(tuple(Part(*when, *where) for when, where in parts), place)


def _shares(weights: list[int], focus: int) -> list[float]:
    """Share out the axis: a fixed part for the focus, the rest by the number of days."""
    others = [weight for place, weight in enumerate(weights) if place != focus]
    rest = 1 - FOCUS
    least = [max(LEAST, rest * weight / max(sum(others), 1)) for weight in others]
    fitted = iter([share * rest / sum(least) for share in least])
    return [FOCUS if place == focus else next(fitted) for place in range(len(weights))]


def _focus(days: list[int]) -> tuple[float, float] | None:
    """Find the stretch worth widening: half of the days, and what lies close to them."""
    span, half = days[-1] - days[0], -(-len(days) // 2)
    if len(days) < 4 or not span:
        return None
    at = min(range(len(days) - half + 1), key=lambda i: (days[i + half - 1] - days[i], -i))
    low, high = _widened(days, at, at + half - 1, span)
    first, last = days[low], days[high]
    pad = max(SHORTEST - (last - first), (last - first) * 0.06, 1.0)
    if last - first + 2 * pad > SPARSE * span:
        return None
    rest = days[high + 1 :]
    begin = max(first - pad, (days[low - 1] + first) / 2) if low else -inf
    return begin, min(last + pad, (last + rest[0]) / 2) if rest else inf


def _widened(days: list[int], low: int, high: int, span: int) -> tuple[int, int]:
    """Take in neighbours that lie close, as long as the stretch stays short."""
    while True:
        near = max(SHORTEST, (days[high] - days[low]) * 0.65)
        gaps = [(days[low] - days[low - 1], -1)] if low else []
        gaps += [(days[high + 1] - days[high], 1)] if high + 1 < len(days) else []
        gap, way = min(gaps, default=(span, 0))
        if gap > near or days[high] - days[low] + gap > SPARSE * span / 2:
            return low, high
        low, high = (low - 1, high) if way < 0 else (low, high + 1)


def ticks(scale: Scale) -> Iterator[Tick]:
    """Give the ticks of every part: as many as their labels leave room for."""
    for part in scale.parts:
        room = (part.left + 0.03, part.right - 0.03)
        fine = (_tried(part, unit, step, room) for unit, step in STEPS)
        yield from next(filter(None, fine), [])


def months(scale: Scale) -> list[float]:
    """Give the places of all months, or years: the same unit everywhere shows where scale changes.

    Empty where they would stand too close.
    """
    for unit, days in (("month", 28), ("year", 365)):
        if min(part.scale for part in scale.parts) * days > 0.04:
            return [part.at(day) for part in scale.parts for day, _ in _days(part, unit, 1)]
    return []


def _tried(part: Part, unit: str, step: int, room: tuple[float, float]) -> list[Tick]:
    """Set ticks a step apart; none if they would stand too close."""
    if part.scale * step * {"day": 1, "month": 28, "year": 365}[unit] < 0.12:
        return []
    found: list[Tick] = []
    year = ""
    for day, label in _days(part, unit, step):
        at, wide = part.at(day), length_of(label)
        if at - wide / 2 < room[0] or at + wide / 2 > room[1]:
            continue
        if found and at - found[-1].at < (wide + length_of(found[-1].label)) / 2 + TICK_GAP:
            return []
        turned = "" if unit == "year" else str(date.fromordinal(day).year)
        found.append(Tick(at, label, turned if turned != year else ""))
        year = turned
    return found


def length_of(label: str) -> float:
    """Give the width of a tick's label in inches."""
    return length(label, "tick")


def _days(part: Part, unit: str, step: int) -> Iterator[tuple[int, str]]:
    """Give the days of ticks, in order, with their labels."""
    first, last = max(int(part.first), 1), min(int(part.last), LAST_DAY)
    if unit == "day":
        for now in map(date.fromordinal, range(first, last + 1)):
            if (now.day - 1) % step == 0 and _far_from_end(now, step):
                yield now.toordinal(), f"{now.day} {MONTHS[now.month - 1]}"
        return
    start, end = date.fromordinal(first), date.fromordinal(last)
    months = step if unit == "month" else 12 * step
    count = (start.year * 12 + start.month - 1) // months * months
    while count <= end.year * 12 + end.month - 1:
        year, month = divmod(count, 12)
        if year >= 1 and date(year, month + 1, 1).toordinal() >= first:
            label = MONTHS[month] if unit == "month" else str(year)
            yield date(year, month + 1, 1).toordinal(), label
        count += months


def _far_from_end(day: date, step: int) -> bool:
    """Leave out the 31st, which would stand beside the first."""
    return day.day + step // 2 <= 31
