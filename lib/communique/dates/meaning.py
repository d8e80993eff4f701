"""What a time expression means, before it is known from when it is counted."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from communique.dates.tense import way_of

__all__ = ["Found", "Meaning", "Reading", "Relative"]

# From a day and a way (past, future, narrative or "") to a value.
Relative = Callable[[date, str], str]


@dataclass(frozen=True)
class Meaning:
    """A TIMEX3 type, value and mod; where `relative` is given, the value is counted from a day.

    `back` tells that the day is that of the last mention (“the following day”), not that of
    speech (“tomorrow”); `grain` how fine that mention must be. `value` then holds what is known
    without it. `cover` gives the days of a period that is counted from speech (“the past three
    weeks”), whose value needs none. `span` is the part of the match that is meant.
    """

    type: str
    value: str
    mod: str = ""
    relative: Relative | None = None
    back: bool = False
    grain: str = "D"
    way: str = ""
    like: str = ""
    story: str = ""
    same: bool = False
    cover: Callable[[date], tuple[date, date]] | None = None
    span: tuple[int, int] | None = None

    def with_mod(self, mod: str) -> "Meaning":
        return replace(self, mod=mod or self.mod)


Reading = Meaning | list[Meaning] | None


class Found:
    """A match of a rule, with the text around it."""

    def __init__(self, match: re.Match[str], text: str, folded: str) -> None:
        self.match, self.text, self.folded = match, text, folded
        self.start, self.end = match.span()

    def __getitem__(self, name: str) -> str:
        groups = self.match.groupdict()
        held = (groups.get(each) for each in (name, f"{name}_2", f"{name}_3"))
        return next(filter(None, held), "").strip(" ")

    def before(self, length: int = 40) -> str:
        """Give the folded text before the match."""
        return self.folded[max(0, self.start - length) : self.start]

    def after(self, length: int = 40) -> str:
        """Give the folded text after the match."""
        return self.folded[self.end : self.end + length]

    def capital(self, name: str) -> bool:
        """Tell whether a group begins with a capital."""
        return self.text[self.match.start(name)].isupper()

    @property
    def way(self) -> str:
        """Tell where the words around point: past, future or ""."""
        return way_of(self.folded, self.start, self.end)
