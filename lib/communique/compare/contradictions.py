"""Find where claims, or plain facts, of documents exclude each other."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import combinations, product

import pandas as pd

from communique.compare.base import records
from communique.compare.differing import differing
from communique.compare.same import BROAD, GENERAL, Said, same_matter, same_thing, same_time

__all__ = ["contradictions"]

EXCLUDES = {
    "new": ("resuming", "ongoing", "ended"),
    "resuming": ("ended", "stalled"),
    "upcoming": ("ongoing", "resuming", "ended"),
    "ongoing": ("stalled", "ended"),
    "agreed": ("unresolved", "stalled", "denied"),
    "progress": ("stalled", "denied"),
}
CLAIM = ["doc", "sentence", "start", "end", "text", "issue", "status", "things", "time"]
CLAIM += ["named", "about", "names", "objects", "raised", "around", "report", "dated"]
FACT = ["doc", "sentence", "start", "end", "text", "issue", "value", "things", "time"]
FACT += ["unit", "kind", "about", "names", "objects", "report", "event", "cue"]
FOUND = ["issue", "kind", "doc_a", "doc_b", "value_a", "value_b", "sentence_a", "sentence_b"]
FOUND += ["start_a", "end_a", "start_b", "end_b", "text_a", "text_b", "shared"]

RARE = 200  # claims that name a word: more, and it tells nothing apart

_Pair = tuple[Said, Said]


def contradictions(claims: pd.DataFrame, facts: pd.DataFrame | None = None) -> pd.DataFrame:
    """List pairs of claims, and of facts, that exclude each other: of one thing, at one time.

    `claims` comes from `find_claims`, `facts` from `find_facts`. Columns: issue, kind (status, or
    the kind of fact), doc_a, doc_b (the same document where a text contradicts itself), value_a,
    value_b (of facts the words that give them), sentence_a, sentence_b, start_a, end_a, start_b,
    end_b, text_a, text_b, shared (the stems that both sentences have). Each pair of sentences
    stands once for statuses and once for facts; several statuses of a sentence are parted by "; ".
    Which statuses exclude each other is laid down in the guide to claims; sentences that have one
    of them in common (“ongoing or upcoming”) do not exclude each other. Two claims on an issue are

    - of one thing if their sentences share `ENOUGH` stems of their own words; a kind of thing
      (talks, a deal) that they share counts as one, and so do a second one (a panel), and, but for
      broad issues, two names, and any name beyond two. One more is needed for relations between
      the parties, within one document, where a clause does not name the issue itself (then what
      it points back to counts: the title, the sentence before), where each sentence names somebody
      whom the other does not, and where one kind of thing has two objects (a tariff on shoes, a
      tariff on glass); one less, where the two documents are short and share `MANY` stems;
    - of one issue also where one, in a short document, is of relations between the parties or has
      its issue from elsewhere: it is then lent the other's, if its document raises that most, or
      raises no special issue;
    - at one time unless one names a year or the past and the other does not, or another one.

    Facts exclude each other by other rules: two numbers of the same things, two lengths of
    time (hours of talks and days of a trip are not), two places of one event, a result and none;
    their sentences must share three stems, counted as above, or two, if their reports are short and
    share `MANY`. Rough numbers may be a quarter off. Where two short reports that share
    `ENOUGH_TOLD` stems each tell once of a plain event (who was freed, how long talks lasted,
    where they were, who led a delegation: `communique.claims.events`), these count whatever else
    the sentences share. In these counts weekdays are stems, and so is each name beyond two.

    Claims of such short reports are also compared where they are coded as different issues, if
    their sentences share two stems of their own words. Reports whose datelines are a week apart
    are of different times.

    What is not clearly of one thing at one time is left out: it may differ, no more is said.
    """
    pairs = list(_statuses(_claims(claims)))
    if facts is not None:
        pairs += differing(_facts(facts))
    rows = [
        (
            *(one.issue or two.issue, one.kind, one.doc, two.doc),
            *(one.words or one.value, two.words or two.value),
            *(one.sentence, two.sentence, one.start, one.end, two.start, two.end),
            *(one.text, two.text, " ".join(sorted(one.about & two.about))),
        )
        for one, two in pairs
    ]
    return pd.DataFrame(rows, columns=FOUND)


def _claims(claims: pd.DataFrame) -> list[Said]:
    return [
        Said._make(
            (
                *told,
                _set(things),
                time,
                _set(""),
                "status",
                named,
                *map(_set, stems),
                False,
                dated,
                "",
                "",
            )
        )
        for *told, things, time, named, a, b, c, d, e, f, dated in records(claims, *CLAIM)
        for stems in [(a, b, c, d, e, f)]
    ]


def _facts(facts: pd.DataFrame) -> list[Said]:
    return [
        Said._make(
            (
                *(*told, _set(things), time, _set(unit), kind, True),
                *(*map(_set, stems), False, "", event, cue),
            )
        )
        for *told, things, time, unit, kind, a, b, c, d, event, cue in records(facts, *FACT)
        for stems in [(a, b, c, "", "", d)]
    ]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _statuses(claims: Sequence[Said]) -> Iterator[_Pair]:
    by_issue: dict[str, list[Said]] = defaultdict(list)
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
            if same_time(one, two) and same_thing(one, two):
                place = (one.doc, one.sentence, two.doc, two.sentence)
                found.setdefault(place, []).append((one, two))
    for one, two in _crossing(claims, found):
        place = (one.doc, one.sentence, two.doc, two.sentence)
        found.setdefault(place, []).append((one, two))
    for pairs in found.values():
        (one, two), issue = pairs[0], pairs[0][0].issue
        first, second = (
            {p[side].value: None for p in pairs if p[0].issue == issue} for side in (0, 1)
        )
        if not first.keys() & second.keys():
            issue = _issue_of(one, two) if issue == GENERAL else issue
            yield (
                one._replace(issue=issue, value="; ".join(first)),
                two._replace(issue=issue, value="; ".join(second)),
            )


def _crossing(claims: Sequence[Said], found: Container[tuple[str, int, str, int]]) -> list[_Pair]:
    """Give claims of short reports that share their words, but are coded as different issues."""
    by_stem: dict[str, list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        for word in claim.about if claim.report else ():
            by_stem[word].append(place)
    near = {
        pair
        for places in by_stem.values()
        if len(places) <= RARE
        for pair in combinations(places, 2)
        if claims[pair[0]].doc != claims[pair[1]].doc
    }
    pairs = (_ordered(claims, *pair) for pair in sorted(near))
    return [
        (one._replace(issue=issue), two._replace(issue=issue))
        for one, two in ((claims[a], claims[b]) for a, b in pairs)
        if (one.doc, one.sentence, two.doc, two.sentence) not in found
        if _exclude(one, two) and same_time(one, two) and same_matter(one, two)
        for issue in [_issue_of(one, two)]
    ]


def _exclude(one: Said, two: Said) -> bool:
    return two.value in EXCLUDES.get(one.value, ()) or one.value in EXCLUDES.get(two.value, ())


def _issue_of(one: Said, two: Said) -> str:
    """Give the issue that a clause names, or one that both reports raise, or relations."""
    named = [claim.issue for claim in (one, two) if claim.named and claim.issue != GENERAL]
    both = sorted(one.raised & two.raised - {GENERAL})
    special = [issue for issue in named if issue not in BROAD]
    any_issue = [claim.issue for claim in (one, two) if claim.issue != GENERAL]
    either = sorted((one.raised | two.raised) - {GENERAL})
    only = either if len(either) == 1 and one.report and two.report else []
    return next(iter([*special, *both, *named, *only, *any_issue]), GENERAL)


def _lent(claim: Said, issues: Iterable[str]) -> list[str]:
    """Give the issues that a claim of a short document may be of, where its clause names none."""
    if not claim.raised or (claim.named and claim.issue != GENERAL):
        return []
    any_issue = claim.raised == {GENERAL}
    lent = (issue for issue in issues if any_issue or issue in claim.raised)
    return [issue for issue in lent if issue not in (claim.issue, GENERAL)]


def _excluding(claims: list[Said]) -> Iterator[_Pair]:
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


def _ordered(claims: Sequence[Said], a: int, b: int) -> tuple[int, int]:
    first = (claims[a].doc, claims[a].start, a) <= (claims[b].doc, claims[b].start, b)
    return (a, b) if first else (b, a)
