"""Find where claims, or plain facts, of documents exclude each other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import NamedTuple

import pandas as pd

from communique.compare.base import records

__all__ = ["GENERAL", "contradictions"]

EXCLUDES = {
    "new": ("resuming", "ongoing", "ended"),
    "resuming": ("ended", "stalled"),
    "upcoming": ("ongoing", "resuming", "ended"),
    "ongoing": ("stalled", "ended"),
    "agreed": ("unresolved", "stalled", "denied"),
    "progress": ("stalled", "denied"),
}
GENERAL = "bilateral_relations"
BROAD = (GENERAL, "trade_economy", "alliances", "regional_security")  # named last
PARTIES = 2  # names that two sentences share, which counts as one stem more
ENOUGH = 2  # stems that two sentences on one thing share, at least
ENOUGH_FACTS = 3  # the same for facts
MANY = 5  # stems of words that two short reports on one event share, at least
EQUAL = 0.001  # of it: lengths in other units are as long
NEAR = 0.25  # a rough number contradicts only what is further off than this share of it
LENGTHS = {  # stems of units, with the one they are compared in (90 minutes, an hour and a half)
    "second": ("hour", 1 / 3600),
    "minute": ("hour", 1 / 60),
    "hour": ("hour", 1.0),
    "day": ("day", 1.0),
    "night": ("day", 1.0),
    "week": ("day", 7.0),
    "fortni": ("day", 14.0),
    "month": ("year", 1 / 12),
    "year": ("year", 1.0),
    "decade": ("year", 10.0),
}
CLAIM = ["doc", "sentence", "start", "end", "text", "issue", "status", "things", "time"]
CLAIM += ["named", "about", "names", "objects", "raised", "around", "report"]
FACT = ["doc", "sentence", "start", "end", "text", "issue", "value", "things", "time"]
FACT += ["unit", "kind", "about", "names", "objects", "report"]
FOUND = ["issue", "kind", "doc_a", "doc_b", "value_a", "value_b", "sentence_a", "sentence_b"]
FOUND += ["start_a", "end_a", "start_b", "end_b", "text_a", "text_b", "shared"]


class _Said(NamedTuple):
    """A claim (kind: status) or a fact, with what its sentence is about."""

    doc: str
    sentence: int
    start: int
    end: int
    text: str
    issue: str
    value: str
    things: frozenset[str]
    time: str
    unit: frozenset[str]
    kind: str
    named: bool
    about: frozenset[str]
    names: frozenset[str]
    objects: frozenset[str]
    raised: frozenset[str]
    around: frozenset[str]
    report: frozenset[str]
    lent: bool


_Pair = tuple[_Said, _Said]


def contradictions(claims: pd.DataFrame, facts: pd.DataFrame | None = None) -> pd.DataFrame:
    """List pairs of claims, and of facts, that exclude each other: of one thing, at one time.

    `claims` comes from `find_claims`, `facts` from `find_facts`. Columns: issue, kind (status, or
    the kind of fact), doc_a, doc_b (the same document where a text contradicts itself), value_a,
    value_b, sentence_a, sentence_b, start_a, end_a, start_b, end_b, text_a, text_b, shared (the
    stems that both sentences have). Each pair of sentences stands once for statuses and once for
    facts; several statuses of a sentence are parted by "; ". Which statuses exclude each other is
    laid down in the guide to claims; sentences that have one of them in common (“ongoing or
    upcoming”) do not exclude each other. Two claims on an issue are

    - of one thing if their sentences share `ENOUGH` stems of their own words; a kind of thing
      (talks, a deal) that they share counts as one, and so do, but for broad issues, two names,
      and any name beyond two. One more is needed for relations between the parties, within one
      document, where a clause does not name the issue itself (then what it points back to counts:
      the title, the sentence before), where each sentence names somebody whom the other does not,
      and where one kind of thing has two objects (a tariff on shoes, a tariff on glass); one less,
      where the two documents are short and share `MANY` stems;
    - of one issue also where one, in a short document, is of relations between the parties or has
      its issue from elsewhere: it is then lent the other's, if its document raises that most, or
      raises no special issue;
    - at one time unless one names a year or the past and the other does not, or another one.

    Facts exclude each other by other rules: two numbers of the same things, two lengths of
    time (hours of talks and days of a trip are not), two places of one event, a result and none;
    their sentences must share three stems, counted as above, or two, if their reports are short and
    share `MANY`. Rough numbers may be a quarter off.

    What is not clearly of one thing at one time is left out: it may differ, no more is said.
    """
    pairs = list(_statuses(_claims(claims)))
    if facts is not None:
        pairs += _differing(_facts(facts))
    rows = [
        (
            *(one.issue or two.issue, one.kind, one.doc, two.doc, one.value, two.value),
            *(one.sentence, two.sentence, one.start, one.end, two.start, two.end),
            *(one.text, two.text, " ".join(sorted(one.about & two.about))),
        )
        for one, two in pairs
    ]
    return pd.DataFrame(rows, columns=FOUND)


def _claims(claims: pd.DataFrame) -> list[_Said]:
    return [
        _Said._make(
            (*told, _set(things), time, _set(""), "status", named, *map(_set, stems), False)
        )
        for *told, things, time, named, a, b, c, d, e, f in records(claims, *CLAIM)
        for stems in [(a, b, c, d, e, f)]
    ]


def _facts(facts: pd.DataFrame) -> list[_Said]:
    return [
        _Said._make((*told, _set(things), time, _set(unit), kind, True, *map(_set, stems), False))
        for *told, things, time, unit, kind, a, b, c, d in records(facts, *FACT)
        for stems in [(a, b, c, "", "", d)]
    ]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _statuses(claims: Iterable[_Said]) -> Iterator[_Pair]:
    by_issue: dict[str, list[_Said]] = defaultdict(list)
    for claim in claims:
        by_issue[claim.issue].append(claim)
    for claim in [claim for listed in by_issue.values() for claim in listed]:
        for issue in _lent(claim, by_issue):
            by_issue[issue].append(claim._replace(issue=issue, named=False, lent=True))
    found: dict[tuple[str, int, str, int], list[_Pair]] = {}
    for issue in sorted(by_issue, key=lambda issue: (issue in BROAD, issue)):
        for one, two in _excluding(by_issue[issue]):
            if one[:2] == two[:2] or (one.doc == two.doc and (one.lent or two.lent)):
                continue
            if one.time == two.time and _same_thing(one, two):
                place = (one.doc, one.sentence, two.doc, two.sentence)
                found.setdefault(place, []).append((one, two))
    for pairs in found.values():
        (one, two), issue = pairs[0], pairs[0][0].issue
        first, second = (
            {p[side].value: None for p in pairs if p[0].issue == issue} for side in (0, 1)
        )
        if not first.keys() & second.keys():
            yield one._replace(value="; ".join(first)), two._replace(value="; ".join(second))


def _lent(claim: _Said, issues: Iterable[str]) -> list[str]:
    """Give the issues that a claim of a short document may be of, where its clause names none."""
    if not claim.raised or (claim.named and claim.issue != GENERAL):
        return []
    any_issue = claim.raised == {GENERAL}
    lent = (issue for issue in issues if any_issue or issue in claim.raised)
    return [issue for issue in lent if issue not in (claim.issue, GENERAL)]


def _excluding(claims: list[_Said]) -> Iterator[_Pair]:
    """Give the pairs of claims whose statuses exclude each other, in the order of the claims."""
    by_status: dict[str, list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        by_status[claim.value].append(place)
    pairs = (
        _ordered(claims, a, b)
        for one, others in EXCLUDES.items()
        for two in others
        for a, b in product(by_status[one], by_status[two])
    )
    yield from ((claims[a], claims[b]) for a, b in sorted(pairs))


def _ordered(claims: Sequence[_Said], a: int, b: int) -> tuple[int, int]:
    first = (claims[a].doc, claims[a].start, a) <= (claims[b].doc, claims[b].start, b)
    return (a, b) if first else (b, a)


def _same_thing(one: _Said, two: _Said) -> bool:
    needed = ENOUGH + (one.issue == GENERAL or one.doc == two.doc)
    needed += not (one.named and two.named)
    needed -= _alike(one, two)
    own = one.about & two.about or one.things & two.things or len(one.names & two.names) > PARTIES
    return bool(own) and _shared(_whole(one), _whole(two)) >= needed + _others(one, two)


def _alike(one: _Said, two: _Said) -> bool:
    """Say whether two short reports share so much that less is enough for two sentences."""
    return one.doc != two.doc and len(one.report & two.report) >= MANY


def _whole(claim: _Said) -> _Said:
    """Add to what a clause without an issue of its own is about what it points back to."""
    return claim if claim.named else claim._replace(about=claim.about | claim.around)


def _shared(one: _Said, two: _Said) -> int:
    shared = len(one.about & two.about) + bool(one.things & two.things)
    names = len(one.names & two.names)
    return shared + max(names - PARTIES, 0) + (one.issue not in BROAD and names >= PARTIES)


def _others(one: _Said, two: _Said) -> int:
    """Count what speaks against two sentences being about one thing.

    Each names somebody whom the other does not, of two or more; or one's tariff is on shoes, the
    other's on glass.
    """
    named = min(len(one.names), len(two.names)) >= PARTIES
    parties = bool(one.names - two.names and two.names - one.names)
    on = bool(one.objects and two.objects) and not one.objects & two.objects
    return (named and parties) + (on and bool(one.things & two.things))


def _differing(facts: Iterable[_Said]) -> Iterator[_Pair]:
    by_kind: dict[str, list[_Said]] = defaultdict(list)
    for fact in facts:
        by_kind[fact.kind].append(fact)
    seen: set[tuple[str, int, str, int]] = set()
    for kind in sorted(by_kind):
        listed = by_kind[kind]
        for one, two in combinations(listed, 2):
            place = (one.doc, one.sentence, two.doc, two.sentence)
            if one.doc == two.doc or place in seen or one.time != two.time:
                continue
            if _excluded(one, two, listed) and _same_event(one, two):
                seen.add(place)
                yield one, two


def _same_event(one: _Said, two: _Said) -> bool:
    """Say whether facts are of one thing; a stem less is enough in reports that share many."""
    return _shared(one, two) >= ENOUGH_FACTS - _alike(one, two) + _others(one, two)


def _excluded(one: _Said, two: _Said, listed: Iterable[_Said]) -> bool:
    """Say whether two facts of a kind cannot both be true, if they are of one thing."""
    if one.kind == "place":
        places = {f.value for f in listed if f[:2] in (one[:2], two[:2])}
        return one.value != two.value and len(places) == 2
    if one.kind == "duration":
        return _lengths_differ(one, two)
    if not one.unit & two.unit and (one.kind != "number" or (one.unit and two.unit)):
        return False
    if one.kind == "outcome":
        return one.value != two.value
    return _differ(_number(one), _number(two), "~" in one.value + two.value)


def _lengths_differ(one: _Said, two: _Said) -> bool:
    """Compare lengths of time within hours, days, or years."""
    (first, size), (second, other) = (LENGTHS["".join(fact.unit)] for fact in (one, two))
    rough = "~" in one.value + two.value
    return first == second and _differ(_number(one) * size, _number(two) * other, rough)


def _number(fact: _Said) -> float:
    return float(fact.value.lstrip("~"))


def _differ(first: float, second: float, rough: bool) -> bool:
    return abs(first - second) > max(NEAR * rough, EQUAL) * max(first, second)
