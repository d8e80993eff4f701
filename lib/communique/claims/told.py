"""Tell what the clauses of a sentence say of how issues stand."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from communique.claims.clauses import Span
from communique.claims.cues import ATTRIBUTE, Cue, visible
from communique.claims.former import joined_cues, ordered_pair, pointers
from communique.claims.issues import Spot, issues_of, relative, things_of
from communique.claims.words import years
from communique.patterns import Hit

__all__ = ["Read", "Told", "told_of"]

REACH = 5  # words from a cue to a time behind it
PREDICATE = re.compile(
    r"(?:has|have|had|is|are|was|were|been|will|would|can|remains?|remained|stays?|stayed|stands?"
    r"|continues?|continued|goes|go|came|comes?|went|did|does|do)\b",
    re.IGNORECASE,
)
AND = re.compile(r"\b(?:and|but)\b")
TURN = re.compile(r"\b(?:and|but)\b|,")
LIST = re.compile(r"\b(?:including|such as)\b")
NEW_PHRASE = re.compile(r"\s+and\s+(?:the|an?|its|their)\b")


class Read(NamedTuple):
    """A sentence read: its words that rules need, things, cues, mentions and clauses."""

    text: str
    rules: list[Hit]
    things: list[Hit]
    cues: list[Cue]
    spots: list[Spot]
    clauses: list[Span]


class Told(NamedTuple):
    """A claim: the issue, how it stands, and where that is said."""

    issue: str
    status: str
    cue: Span
    clause: Span
    thing: str
    time: str
    named: bool


def told_of(read: Read, before: Read | None) -> list[Told]:
    """Give the claims of a sentence, each issue and status once, best where the issue is named."""
    told: dict[tuple[str, str], Told] = {}
    for one in _all(read, before):
        known = told.setdefault((one.issue, one.status), one)
        if one.named and not known.named:
            told[one.issue, one.status] = one
    return list(told.values())


def _all(read: Read, before: Read | None) -> Iterator[Told]:
    pointed = pointers(read.rules, read.clauses)
    for clause in read.clauses:
        if clause in pointed and pointed:
            yield from _pointed(read, before, clause, pointed[clause])
            continue
        spots = issues_of(clause, read.clauses, read.spots, read.text)
        for cue in _shown(read, clause):
            near = _near(read.text, cue, spots) if cue.weight == ATTRIBUTE else spots
            yield from (_told(read, spot.issue, cue, clause) for spot in near)


def _near(text: str, cue: Cue, spots: list[Spot]) -> list[Spot]:
    """Leave out, for an attribute, what a new noun phrase names (“ongoing war and the trade”),
    unless it goes on with a list (“disputes, including fishing and the border”)."""
    phrase = NEW_PHRASE.search(text, cue.end)
    end = phrase.start() if phrase else len(text)
    if LIST.search(text, cue.end, end):
        return spots
    return [spot for spot in spots if spot.start < end] or spots


def _shown(read: Read, clause: Span) -> list[Cue]:
    own = [cue for cue in read.cues if clause.start <= cue.start < clause.end]
    return visible(own, read.text)


def _told(read: Read, issue: str, cue: Cue, clause: Span) -> Told:
    thing = things_of(read.things, read.text)
    earlier = any(
        h.key == "earlier"
        and clause.start <= h.start < clause.end
        and not _apart(read.text, h, cue, clause)
        for h in read.rules
    )
    time = years(read.text) or "earlier" * earlier
    named = _named(read, clause)
    return Told(issue, cue.status, Span(cue.start, cue.end), clause, thing, time, named)


def _apart(text: str, earlier: Hit, cue: Cue, clause: Span) -> bool:
    """Say whether what was earlier is not the cue's: behind it far off, or over in front of it.

    In front it ends at “and”, or with the insertion that it stands in.
    """
    if cue.end <= earlier.start:
        return len(text[cue.end : earlier.start].split()) > REACH
    opens = not text[clause.start : earlier.start].strip(" “,")
    return bool((AND if opens else TURN).search(text, earlier.end, cue.start))


def _named(read: Read, clause: Span) -> bool:
    """Say whether a clause names its issue, itself or with what belongs to it.

    To it belong its relative clause, what “it” or “the talks” at its beginning point back to, what
    follows if it only opens the sentence (“For the first time, …”), and the subject in front of
    an inserted clause (“The talks, …, have resumed”).
    """
    near = [clause]
    place = read.clauses.index(clause)
    if place == 0 and any(h.key == "opening" and h.start == 0 for h in read.rules):
        near += read.clauses[1:2]
    if place and PREDICATE.match(read.text[clause.start :].lstrip(" ,")):
        near += read.clauses[:place]
    if any(one.start <= spot.start < one.end for spot in read.spots for one in near):
        return True
    if relative(clause, read.clauses, read.spots, read.text):
        return True
    opening = next((hit.start for hit in read.rules if hit.start >= clause.start), -1)
    return any(h.key == "pointing" and h.start == opening for h in read.rules)


def _pointed(read: Read, before: Read | None, clause: Span, which: int) -> Iterator[Told]:
    """Give the claims of a clause with “the former” (0) or “the latter” (1)."""
    shown = _shown(read, clause)
    own = [spot for spot in read.spots if clause.start <= spot.start < clause.end]
    if own and not shown:
        for pair in joined_cues(before.text, before.cues) if before else ():
            for issue in {spot.issue for spot in own}:
                cue = pair[which]
                thing = things_of([*read.things, *before.things]) if before else ""
                yield Told(issue, cue.status, Span(-1, -1), clause, thing, "", True)
        return
    earlier = [spot for spot in read.spots if spot.start < clause.start]
    named = ordered_pair([s.issue for s in earlier]) or (
        ordered_pair([s.issue for s in before.spots]) if before else None
    )
    if named:
        yield from (_told(read, named[which], cue, clause) for cue in shown)
