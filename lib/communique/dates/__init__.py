"""Time expressions: dates, times, durations and sets, as TIMEX3 describes them.

Small rules for English on the standard library. `words` holds the words of time and the fragments
that rules are written with; the `…_rules` modules hold one rule and one reading a line; `counting`
counts from a day, whose choice is `resolve`'s; `find` makes the table.
"""

from communique.dates.find import AnchorError, find_dates, stated_dates
from communique.dates.holidays import HolidayError, read_holidays

__all__ = ["AnchorError", "HolidayError", "find_dates", "read_holidays", "stated_dates"]
