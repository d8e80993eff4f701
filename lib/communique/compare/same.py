"""Say whether two sentences of documents are about one thing."""

from typing import NamedTuple

__all__ = [
    "BROAD",
    "GENERAL",
    "Said",
    "same_event",
    "same_matter",
    "same_report",
    "same_thing",
    "same_time",
]

GENERAL = "bilateral_relations"
BROAD = (GENERAL, "trade_economy", "alliances", "regional_security")  # named last
SPECIAL = {"channel", "exercise", "programme", "group", "measure", "post", "inquiry"}
VARIED = {"measure", "programme", "help"}  # of many sorts: a ban, a tariff
COMMON = {"talks", "deal"}  # kinds of things that most reports name
PARTIES = 2  # names that two sentences share, which counts as one stem more
ENOUGH = 2  # stems that two sentences on one thing share, at least
ENOUGH_FACTS = 3  # the same for facts
WEEK, DAYS = 7, 31  # days of a week, of a month
LEAST = 2  # in any case
ENOUGH_TOLD = 4  # of which they share for facts that both tell of one event
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
    dated: str
    event: str
    words: str = ""  # of a fact, as the text has them


def same_time(one: Said, two: Said) -> bool:
    """Say whether claims are of one time: what they say of it, and their reports' datelines."""
    dates = [[int(part) for part in said.dated.split("-")] for said in (one, two) if said.dated]
    days = [DAYS * month + day for month, day in dates]
    apart = abs(days[0] - days[-1]) if len(days) == PARTIES else 0
    return one.time == two.time and min(apart, 12 * DAYS - apart) < WEEK


def same_thing(one: Said, two: Said) -> bool:
    """Say whether two claims are of one thing, by the rules that `contradictions` states."""
    needed = ENOUGH + (one.issue == GENERAL or one.doc == two.doc)
    needed += not (one.named and two.named)
    needed -= _alike(one, two)
    first, second = _whole(one), _whole(two)
    own = one.about & two.about or len(one.names & two.names) > PARTIES
    own = own or (one.things & two.things - VARIED)
    return bool(own) and _shared(first, second) >= max(LEAST, needed + _others(one, two))


def same_matter(one: Said, two: Said) -> bool:
    """Say whether two claims of short reports are of one thing, whatever issue each is coded as."""
    if not _alike(one, two):
        return False
    shared = len(one.about & two.about) + bool(one.things & two.things & SPECIAL)
    return len(one.about & two.about) >= LEAST and shared >= LEAST + _others(one, two)


def _alike(one: Said, two: Said) -> bool:
    """Say whether two short reports share so much that less is enough for two sentences."""
    return one.doc != two.doc and _likeness(one, two) >= MANY


def _likeness(one: Said, two: Said) -> int:
    """Count the stems that two short reports share, and the names beyond those of two parties."""
    shared = one.report & two.report
    names = sum(word[0] == "@" for word in shared)
    return len(shared) - min(names, PARTIES)


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


def same_report(one: Said, two: Said) -> bool:
    """Say whether two short reports are of one event, and nothing parts what two facts are of."""
    parted = min(len(one.names), len(two.names)) and not one.names & two.names
    return _likeness(one, two) >= ENOUGH_TOLD and not (parted or _others(one, two))
