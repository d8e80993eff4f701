"""Find the cues of a sentence: the longest ones, with negation read, and the ones that count."""

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import NamedTuple

from communique.claims.lexicon import NONE, ClaimCues, Group
from communique.patterns import Hit

__all__ = ["Cue", "find_cues", "visible"]

REACH = 3  # words between a negation and the cue that it negates
GOVERNS, PREDICATE, ATTRIBUTE = 3, 2, 1
ADVICE = {"advice", "possibility"}  # groups that propose only where the whole sentence does
FINITE = re.compile(r"(?:has|have|had|is|are|was|were|been)\b", re.IGNORECASE)
PROGRESSIVE = re.compile(
    r"\b(?:(?P<perfect>(?:has|have)\s+been)|is|are)\s+(?:\w+ly\s+|now\s+|also\s+)?[a-z]{2,}ing\b"
)
PAUSE = re.compile(r"[,;:()—–]")


class Cue(NamedTuple):
    """Words that say how something stands: their place in the sentence, status, weight."""

    start: int
    end: int
    status: str
    weight: int
    group: str


def find_cues(text: str, cues: ClaimCues, rules: Sequence[Hit], proposed: bool) -> list[Cue]:
    """Find the cues of a sentence, the longest of those that overlap, and read their negation.

    `rules` are the hits of words that rules need; `proposed` says whether the sentence proposes.
    There an attribute is part of the proposal; elsewhere a cue of the groups `ADVICE` says nothing.

    >>> from communique.claims.lexicon import make_claim_cues
    >>> cues = make_claim_cues({"agreed": ["agreed", "agreed to"]})
    >>> [text[c.start : c.end] for text in ["Both agreed to meet."]
    ...                        for c in find_cues(text, cues, [], False)]
    ['agreed to']
    """
    negations = [hit for hit in rules if hit.key == "negation"]
    unsure = any(hit.key == "condition" for hit in rules)
    found = []
    hits = cues.matcher.find(text)
    for hit in _chosen(hits, {hit.key: cues.groups[hit.key].weight for hit in hits}):
        group = cues.groups[hit.key]
        status = _status(text, hit, group, negations)
        if status == "upcoming" and unsure and text[hit.start :][:5].lower() == "would":
            status = "proposed"
        if proposed and group.weight == ATTRIBUTE:
            status = "proposed"
        elif not proposed and hit.key in ADVICE:
            status = NONE
        found.append(Cue(hit.start, hit.end, status, group.weight, hit.key))
    found += _progressive(text, found, rules)
    return sorted(found)


def _chosen(hits: Sequence[Hit], weights: dict[str, int]) -> list[Hit]:
    """Of hits that overlap keep what holds the other, else the heavier, else the longer."""
    whole = [hit for hit in hits if not any(_holds(other, hit) for other in hits)]
    kept: list[tuple[int, int, Hit]] = []
    for hit in sorted(whole, key=lambda h: (-weights[h.key], h.start - h.end, h.start, h.key)):
        at = bisect_left(kept, (hit.end,))
        if at == 0 or kept[at - 1][1] <= hit.start:
            insort(kept, (hit.start, hit.end, hit))
    return [hit for *_, hit in kept]


def _progressive(text: str, found: Sequence[Cue], rules: Sequence[Hit]) -> list[Cue]:
    """Give verbs that say that something goes on by their form (“have been comparing notes”)."""
    idle = {hit.end for hit in rules if hit.key == "no_activity"}
    idle |= {at for cue in found for at in range(cue.start, cue.end + 1)}
    verbs = [verb for verb in PROGRESSIVE.finditer(text) if not {*verb.span()} & idle]
    return [
        Cue(*verb.span(), "ongoing", PREDICATE if verb["perfect"] else ATTRIBUTE, "progressive")
        for verb in verbs
    ]


def _holds(other: Hit, hit: Hit) -> bool:
    longer = other.end - other.start > hit.end - hit.start
    return longer and other.start <= hit.start and hit.end <= other.end


def _status(text: str, hit: Hit, group: Group, negations: Sequence[Hit]) -> str:
    """Give the status of a cue, the other one if it is negated."""
    if not group.negated:
        return group.status
    for no in negations:
        between = text[no.end : hit.start]
        before = no.end <= hit.start and len(between.split()) <= REACH
        own = text[no.start : no.end].lower() in hit.pattern.lower()
        within = hit.start <= no.start and no.end <= hit.end and not own
        if within or (before and not PAUSE.search(between)):
            return group.negated
    return group.status


def visible(cues: Sequence[Cue], text: str) -> list[Cue]:
    """Leave out the cues of a clause that hide behind others.

    A cue that governs hides all behind it, but what is to come hides no finite verb (“the talks
    that were to begin have been cancelled”); an attribute hides behind every predicate.

    >>> agreed, resume = Cue(5, 11, "agreed", 3, ""), Cue(15, 21, "resuming", 2, "")
    >>> [cue.status for cue in visible([agreed, resume], "Both agreed to resume talks.")]
    ['agreed']
    """
    first = next((cue for cue in cues if cue.weight == GOVERNS), None)
    shown = [cue for cue in cues if not first or cue.start <= first.start]
    if first and first.status == "upcoming":
        behind = (cue for cue in cues if cue.start > first.start)
        shown += [cue for cue in behind if FINITE.match(text, cue.start)]
    if any(cue.weight > ATTRIBUTE for cue in shown):
        shown = [cue for cue in shown if cue.weight > ATTRIBUTE]
    return [cue for cue in shown if cue.status != NONE]
