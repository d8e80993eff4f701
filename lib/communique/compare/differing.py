"""Find plain facts that exclude each other: numbers, lengths of time, places, results."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from communique.compare.same import Said, same_event, same_report

__all__ = ["differing"]

LETTERS = 5  # of a name: Sylvania, Sylvanian
OFFICES = ("led", "left")
DEPUTY = {"deputy", "vice", "under-secretary", "assistant", "junior"}
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


def differing(facts: Iterable[Said]) -> Iterator[tuple[Said, Said]]:
    """Give facts of two documents that exclude each other, each two sentences once."""
    by_kind: dict[str, list[Said]] = defaultdict(list)
    for fact in facts:
        by_kind[fact.kind].append(fact)
    seen: set[tuple[str, int, str, int]] = set()
    for kind in sorted(by_kind):
        listed = by_kind[kind]
        for one, two in combinations(listed, 2):
            place = (one.doc, one.sentence, two.doc, two.sentence)
            if one.doc == two.doc or place in seen or one.time != two.time:
                continue
            told = bool(one.event) and one.event == two.event and same_report(one, two)
            told = told and _only(one, two, listed)
            if told and one.kind == "place":
                differ = not _within(one, two) and not _known(one, two)
            elif one.event == two.event == "vote":
                differ = one.value != two.value
            else:
                differ = _excluded(one, two, listed)
            if differ and (told or same_event(one, two)):
                seen.add(place)
                yield one, two


def _only(one: Said, two: Said, listed: Iterable[Said]) -> bool:
    """Say whether each document tells of an event once, or always the same."""
    return all(
        len(
            {
                fact.value
                for fact in listed
                if fact.doc == said.doc and _alike(fact, said) and not _known(fact, other)
            }
        )
        == 1
        for said, other in ((one, two), (two, one))
    )


def _alike(fact: Said, said: Said) -> bool:
    counted = fact.unit & said.unit or not (fact.unit and said.unit)
    return fact.event == said.event and bool(counted)


def _known(one: Said, two: Said) -> bool:
    """Say whether one of two places is a name that the other's report has too."""
    return one.kind == "place" and any(
        f"@{place.value.split()[0].lower()}"[: LETTERS + 1] == name[: LETTERS + 1]
        for place, other in ((one, two), (two, one))
        for name in other.report
    )


def _within(one: Said, two: Said) -> bool:
    """Say whether a place may lie in the other: a palace in a town."""
    words = set(one.value.split()) & set(two.value.split())
    return bool(words) or (len(one.value.split()) > 1) != (len(two.value.split()) > 1)


def _persons_differ(one: Said, two: Said) -> bool:
    """Say whether two offices, or sides, differ: a minister and a deputy, not the minister."""
    if one.event == "left":
        return one.value[:LETTERS].lower() != two.value[:LETTERS].lower()
    first, second = set(one.value.split()), set(two.value.split())
    return not (first <= second or second <= first) or bool((first ^ second) & DEPUTY)


def _excluded(one: Said, two: Said, listed: Iterable[Said]) -> bool:
    """Say whether two facts of a kind cannot both be true, if they are of one thing."""
    if one.event in OFFICES:
        return one.event == two.event and _persons_differ(one, two)
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


def _lengths_differ(one: Said, two: Said) -> bool:
    """Compare lengths of time within hours, days, or years."""
    (first, size), (second, other) = (LENGTHS["".join(fact.unit)] for fact in (one, two))
    rough = "~" in one.value + two.value
    return first == second and _differ(_number(one) * size, _number(two) * other, rough)


def _number(fact: Said) -> float:
    return float(fact.value.lstrip("~"))


def _differ(first: float, second: float, rough: bool) -> bool:
    return abs(first - second) > max(NEAR * rough, EQUAL) * max(first, second)
