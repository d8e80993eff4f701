"""Count the time expressions of one document from its date, or from its last mention."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from communique.dates.meaning import Meaning
from communique.dates.values import coarsest, common, days_of, grain_of, of_unit

__all__ = ["Clock", "Row"]

Days = tuple[date, date]


class Row(NamedTuple):
    """What is known of a time expression in the end."""

    value: str
    earliest: str
    latest: str
    basis: str


class Clock:
    """Knows the days that expressions are counted from, while a document is read."""

    def __init__(self, published: Days | None, narrative: bool = False) -> None:
        self._published, self._narrative = published, narrative
        self._mentions: dict[str, Days] = {}
        self._last: Days | None = None

    def read(self, meaning: Meaning) -> Row:
        """Resolve an expression, and remember its days."""
        if meaning.type in ("DURATION", "SET"):
            return self._period(meaning)
        row = self._a_year_before() if meaning.same else None
        if row:
            return row
        row = self._dated(meaning)
        if not meaning.same:
            self._remember(row)
        return row

    def _a_year_before(self) -> Row | None:
        """“A year earlier” is as fine as the quarter that was told of."""
        if "Q" not in self._mentions or not (self._published or self._narrative):
            return None
        day = self._mentions["Q"][0]
        value = of_unit(day.replace(year=day.year - 1), "Q")
        first, last = days_of(value) or self._mentions["Q"]
        return Row(value, str(first), str(last), "resolved")

    def _dated(self, meaning: Meaning) -> Row:
        if meaning.relative is None:
            return stated(meaning)
        if self._narrative and meaning.story:
            return Row(meaning.story, "", "", "none")
        origin = self._origin(meaning)
        unknown = Row(meaning.value, "", "", "none")
        if origin is None:
            return unknown
        told = self._narrative or (meaning.back and origin is not self._published)
        way = "narrative" if told else meaning.way
        try:
            first, last = (meaning.relative(day, way) for day in origin)
        except (ValueError, OverflowError):
            return unknown
        value, days = common(first, last), (days_of(first), days_of(last))
        if not days[0] or not days[1]:
            return unknown
        return Row(value or meaning.value, str(days[0][0]), str(days[1][1]), "resolved")

    def _origin(self, meaning: Meaning) -> Days | None:
        """Choose the day that an expression is counted from; an interval where not one is sure."""
        if self._narrative or (meaning.back and self._last and self._published):
            for days, grain in self._recent():
                if meaning.like and grain != meaning.like:
                    continue
                if coarsest(grain, meaning.grain) and self._fits(days):
                    return days[0], days[0]
            at_once = meaning.type == "TIME" and not self._narrative
            if self._last and not meaning.like and not at_once:
                return self._last
        return self._published

    def _fits(self, days: Days) -> bool:
        """Tell whether days are the last mention, or lie within it: else it is not about them."""
        return self._last is None or (self._last[0] <= days[0] and days[1] <= self._last[1])

    def _recent(self) -> Iterator[tuple[Days, str]]:
        yield from ((days, grain) for grain, days in reversed(self._mentions.items()))

    def _remember(self, row: Row) -> None:
        days = days_of(row.value)
        if days:
            grain = grain_of(row.value)
            self._mentions.pop(grain, None)
            self._mentions[grain] = days
            self._last = days

    def _period(self, meaning: Meaning) -> Row:
        """A duration is as stated; one that ends or begins now covers days that are counted."""
        if meaning.cover is None or self._narrative or self._published is None:
            return Row(meaning.value, "", "", "stated")
        try:
            first, last = (meaning.cover(day) for day in self._published)
        except (ValueError, OverflowError):
            return Row(meaning.value, "", "", "stated")
        return Row(meaning.value, str(first[0]), str(last[1]), "resolved")


def stated(meaning: Meaning) -> Row:
    """Give what an expression says by itself."""
    days = days_of(meaning.value)
    if days:
        return Row(meaning.value, str(days[0]), str(days[1]), "stated")
    basis = "none" if meaning.value.endswith("_REF") else "stated"
    return Row(meaning.value, "", "", basis)
