"""Find the cues of a sentence: the longest ones, with negation read, and the ones that count."""

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from communique.claims.lexicon import NONE, ClaimCues, Group
from communique.patterns import Hit

__all__ = ["ATTRIBUTE", "FINITE", "Cue", "find_cues", "visible"]

REACH = 3  # words between a negation and the cue that it negates
# From a “no” that opens a subject to its verb: “no dialogue on artificial intelligence was agreed”.
SUBJECT = re.compile(
    r"\s+(?:(?!(?:who|that|which|and|but|is|are|was|were|has|have|had)\b)[\w’'-]+\s+){1,8}"
    r"(?:(?P<finite>is|are|was|were|has|have|had)\s+)?(?:been\s+)?(?:\w+ly\s+)?",
    re.IGNORECASE,
)
GOVERNS, PREDICATE, ATTRIBUTE = 3, 2, 1
ADVICE = {"advice", "possibility"}  # groups that propose only where the whole sentence does
WORD = re.compile(r"\w+")
APOSTROPHE = re.compile(r"['’]")
FINITE = re.compile(r"(?:has|have|had|is|are|was|were|been)\b", re.IGNORECASE)
PROGRESSIVE = re.compile(
    r"\b(?:(?P<perfect>(?:has|have)\s+been)|is|are)\s+(?:\w+ly\s+|now\s+|also\s+)?[a-z]{2,}ing\b"
)
ARTICLE = re.compile(
    r"\b(?:the|an?|its|their|his|her|this)\s(?:(?:joint|common|new|first|last|latest|final)\s)?$",
    re.IGNORECASE,
)
FIRST_ARTICLE = re.compile(r"(?:the|an?|its|their)\s", re.IGNORECASE)
PAST = {"stalled", "ended"}
INSERTED = re.compile(r", ")
FRESH = {"new", "resuming"}
COMING = re.compile(r"\b(?:will|shall|(?:is|are)(?: due)? to)\s+(?:\w+\s+){0,3}$")
BEFORE = re.compile(r"[^,;:.]*\b(?:before|until|till|earlier than)\b")
INSTEAD = re.compile(r"[^,;:.]*\bbut (?:only )?(?:in|on|at|from|next|by|after)\b")
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
    for hit in _chosen(text, hits, {hit.key: cues.groups[hit.key].weight for hit in hits}):
        group = cues.groups[hit.key]
        status = _status(text, hit, group, negations)
        if status in FRESH and COMING.search(text, 0, hit.start):
            status = "upcoming"
        if status == "upcoming" and unsure and text[hit.start :][:5].lower() == "would":
            status = "proposed"
        if proposed and group.weight == ATTRIBUTE:
            status = "proposed"
        elif not proposed and hit.key in ADVICE:
            status = NONE
        found.append(Cue(hit.start, hit.end, status, group.weight, hit.key))
    found += _progressive(text, found, rules)
    return _without_inserted(text, sorted(found))


def _chosen(text: str, hits: Sequence[Hit], weights: dict[str, int]) -> list[Hit]:
    """Of hits that overlap keep what says more words of its own, else the heavier, else the longer.

    A hit gives way to one around it, unless that has fewer words apart from those that a * stands
    for (“agreed on a truce” around “on”).
    """
    own = {hit: _own(text, hit) for hit in hits}
    whole = [hit for hit in hits if not any(_beats(one, hit, own) for one in hits)]
    kept: list[tuple[int, int, Hit]] = []
    for hit in sorted(whole, key=lambda h: (-weights[h.key], -own[h], h.start - h.end, h)):
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


def _without_inserted(text: str, cues: list[Cue]) -> list[Cue]:
    """Leave out a halt that commas enclose, if a predicate follows (“…, cut in May, is back”)."""
    return [
        cue
        for place, cue in enumerate(cues)
        if cue.status not in PAST
        or not INSERTED.fullmatch(text, max(cue.start - 2, 0), cue.start)
        or not any(
            "," in text[cue.end : later.start] and later.weight > ATTRIBUTE
            for later in cues[place + 1 :]
        )
    ]


def _beats(one: Hit, other: Hit, own: dict[Hit, int]) -> bool:
    """Say whether of two hits, one within the other, the first says more in its own words."""
    size, less = one.end - one.start, other.end - other.start
    if size == less or not (_holds(one, other) or _holds(other, one)):
        return False
    return (own[one], size) > (own[other], less)


def _holds(one: Hit, other: Hit) -> bool:
    return one.start <= other.start and other.end <= one.end


def _own(text: str, hit: Hit) -> int:
    """Count the words of a hit that its pattern names."""
    exact, stems = _forms(hit.pattern)
    words = WORD.findall(APOSTROPHE.sub("", text[hit.start : hit.end].lower()))
    return sum(word in exact or word.startswith(stems) for word in words)


@lru_cache(maxsize=8_192)
def _forms(pattern: str) -> tuple[frozenset[str], tuple[str, ...]]:
    words = re.findall(r"\w+\*?", APOSTROPHE.sub("", pattern.lower()))
    stems = tuple(word[:-1] for word in words if word.endswith("*"))
    return frozenset(word for word in words if not word.endswith("*")), stems


def _status(text: str, hit: Hit, group: Group, negations: Sequence[Hit]) -> str:
    """Give the status of a cue, the other one if it is negated."""
    if not group.negated:
        return group.status
    for no in negations:
        between = text[no.end : hit.start]
        before = no.end <= hit.start and (len(between.split()) <= REACH or _denied(text, no, hit))
        own = text[no.start : no.end].lower() in hit.pattern.lower()
        within = hit.start <= no.start and no.end <= hit.end and not own
        if group.status == "upcoming" and BEFORE.match(text, hit.end):
            continue
        if INSTEAD.match(text, hit.end):  # “will not start in June but in September”
            continue
        if within or (before and not PAUSE.search(between)):
            return group.negated
    return group.status


def _denied(text: str, no: Hit, hit: Hit) -> bool:
    """Say whether a “no” opens the subject of a passive or perfect verb, however long that is."""
    if text[no.start : no.end].lower() != "no":
        return False
    subject = SUBJECT.fullmatch(text, no.end, max(no.end, hit.start))
    return bool(subject and (subject["finite"] or FINITE.match(text, hit.start)))


def visible(cues: Sequence[Cue], text: str) -> list[Cue]:
    """Leave out the cues of a clause that hide behind others.

    A cue that governs hides all behind it, but what is to come hides no finite verb (“the talks
    that were to begin have been cancelled”), and what says nothing hides only up to the next comma,
    or a few words (“may”); an attribute hides behind every predicate.

    >>> agreed, resume = Cue(5, 11, "agreed", 3, ""), Cue(15, 21, "resuming", 2, "")
    >>> [cue.status for cue in visible([agreed, resume], "Both agreed to resume talks.")]
    ['agreed']
    """
    cues = _unhidden(cues, text)
    first = next((cue for cue in cues if cue.weight == GOVERNS and cue.status != NONE), None)
    shown = [cue for cue in cues if not first or cue.start <= first.start]
    if first and (first.status == "upcoming" or _is_noun(text, first)):
        behind = [cue for cue in cues if cue.start > first.start]
        finite = [cue for cue in behind if FINITE.match(text, cue.start)]
        shown = [cue for cue in shown if cue != first or not finite or cue.status == "upcoming"]
        shown += finite
    if any(cue.weight > ATTRIBUTE and cue.status != NONE for cue in shown):
        shown = [cue for cue in shown if cue.weight > ATTRIBUTE]
    return [cue for cue in shown if cue.status != NONE]


def _is_noun(text: str, cue: Cue) -> bool:
    """Say whether a cue is a noun phrase, which can be the subject of another cue."""
    return bool(ARTICLE.search(text, 0, cue.start) or FIRST_ARTICLE.match(text, cue.start))


def _unhidden(cues: Sequence[Cue], text: str) -> list[Cue]:
    """Leave out what stands behind words that say nothing, as “if” or “may”."""
    kept: list[Cue] = []
    for cue in cues:
        nothing = [one for one in kept if one.status == NONE and one.weight == GOVERNS]
        if not any(_covers(one, text[one.end : cue.start]) for one in nothing):
            kept.append(cue)
    return kept


def _covers(cue: Cue, between: str) -> bool:
    near = cue.group not in ADVICE or len(between.split()) <= REACH
    return near and "," not in between
