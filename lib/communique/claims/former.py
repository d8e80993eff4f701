"""Resolve “the former … the latter …” to two statuses, or two issues, in their order."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from communique.claims.clauses import Span
from communique.claims.cues import Cue
from communique.patterns import Hit

__all__ = ["joined_cues", "ordered_pair", "pointers"]

JOINT = re.compile(r",?\s*(?:\w+\s+)?(?:or|and)\s+(?:\w+\s+)?")


def pointers(rules: Sequence[Hit], clauses: Sequence[Span]) -> dict[Span, int]:
    """Say which clauses hold “the former” (0) or “the latter” (1)."""
    found = {}
    for clause in clauses:
        for hit in rules:
            if hit.key in ("former", "latter") and clause.start <= hit.start < clause.end:
                found[clause] = int(hit.key == "latter")
    return found


def joined_cues(text: str, cues: Sequence[Cue]) -> Iterator[tuple[Cue, Cue]]:
    """Give each two cues of different status that “or” or “and” joins.

    >>> text = "ongoing or upcoming talks"
    >>> cues = [Cue(0, 7, "ongoing", 1, ""), Cue(11, 19, "upcoming", 1, "")]
    >>> [(a.status, b.status) for a, b in joined_cues(text, cues)]
    [('ongoing', 'upcoming')]
    """
    for one, two in pairwise(cues):
        if one.status != two.status and JOINT.fullmatch(text[one.end : two.start]):
            yield one, two


def ordered_pair(issues: Sequence[str]) -> tuple[str, str] | None:
    """Give the two issues that were named, in order; None where there are more or fewer.

    >>> ordered_pair(["trade", "climate", "trade"]), ordered_pair(["trade"])
    (('trade', 'climate'), None)
    """
    named = list(dict.fromkeys(issues))
    return (named[0], named[1]) if len(named) == 2 else None
