"""Say whether two sentences of documents are about one thing."""

from typing import NamedTuple

__all__ = ["BROAD", "GENERAL", "Said", "same_event", "same_thing"]

GENERAL = "bilateral_relations"
BROAD = (GENERAL, "trade_economy", "alliances", "regional_security")  # named last
COMMON = {"talks", "deal"}  # kinds of things that most reports name
PARTIES = 2  # names that two sentences share, which counts as one stem more
ENOUGH = 2  # stems that two sentences on one thing share, at least
ENOUGH_FACTS = 3  # the same for facts
MANY = 5  # stems of words that two short reports on one event share, at least


class Said(NamedTuple):
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


def same_thing(one: Said, two: Said) -> bool:
    """Say whether two claims are of one thing, by the rules that `contradictions` states."""
    needed = ENOUGH + (one.issue == GENERAL or one.doc == two.doc)
    needed += not (one.named and two.named)
    needed -= _alike(one, two)
    own = one.about & two.about or one.things & two.things or len(one.names & two.names) > PARTIES
    return bool(own) and _shared(_whole(one), _whole(two)) >= needed + _others(one, two)


def _alike(one: Said, two: Said) -> bool:
    """Say whether two short reports share so much that less is enough for two sentences."""
    return one.doc != two.doc and len(one.report & two.report) >= MANY


def _whole(claim: Said) -> Said:
    """Add to what a clause without an issue of its own is about what it points back to."""
    return claim if claim.named else claim._replace(about=claim.about | claim.around)


def _shared(one: Said, two: Said) -> int:
    things = one.things & two.things
    shared = len(one.about & two.about) + bool(things) + (len(things) > 1 and not things <= COMMON)
    names = len(one.names & two.names)
    return shared + max(names - PARTIES, 0) + (one.issue not in BROAD and names >= PARTIES)


def _others(one: Said, two: Said) -> int:
    """Count what speaks against two sentences being about one thing.

    Each names somebody whom the other does not, of two or more; or one's tariff is on shoes, the
    other's on glass.
    """
    named = min(len(one.names), len(two.names)) >= PARTIES
    parties = bool(one.names - two.names and two.names - one.names)
    on = bool(one.objects and two.objects) and not one.objects & two.objects
    return (named and parties) + (on and bool(one.things & two.things))


def same_event(one: Said, two: Said) -> bool:
    """Say whether facts are of one thing; a stem less is enough in reports that share many."""
    return _shared(one, two) >= ENOUGH_FACTS - _alike(one, two) + _others(one, two)
