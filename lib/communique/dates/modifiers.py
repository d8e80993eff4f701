"""What stands before a time expression and limits it: early, about, the end of."""

import re

from communique.dates.meaning import Found

__all__ = ["PARTS", "about", "phase"]

PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}

_MODS = {"early": "START", "earlier": "START", "beginning": "START", "start": "START"}
_MODS |= {"mid": "MID", "middle": "MID", "late": "END", "later": "END", "end": "END"}
_MODS |= {"closing": "END", "opening": "START"}


def phase(found: Found) -> str:
    """Give the mod of “early”, “the end of” and the like."""
    words = re.findall(r"[a-z]+", found["phase"] or found["edge"])
    return next((_MODS[word] for word in words if word in _MODS), "")


def about(found: Found) -> str:
    """Give the mod of “almost”, “at least” and the like."""
    words = found["about"]
    if found["orso"] or words in ("about", "around", "approximately", "roughly", "some"):
        return "APPROX"
    if words in ("nearly", "almost", "less than", "fewer than", "under", "just under"):
        return "LESS_THAN"
    if words in ("more than", "over", "just over"):
        return "MORE_THAN"
    if words in ("at least", "no less than"):
        return "EQUAL_OR_MORE"
    return "EQUAL_OR_LESS" if words in ("at most", "no more than", "up to", "within") else ""
