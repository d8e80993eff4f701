"""Find those acted upon: the parties behind a cue, by the order of words."""

from communique.directions.lexicon import Form
from communique.directions.parties import Party
from communique.directions.reading import CLOSED, HIS, MARKS, Reading
from communique.directions.tokens import POSSESSIVE

__all__ = ["behind_words", "targets_behind"]

FEW = 3  # words
THEM = {"him": True, "her": True, "it": False}


def targets_behind(read: Reading, slot: str, at: int, before: str = "") -> tuple[list[Party], int]:
    """Give the parties for a slot behind a cue, and the place behind them.

    `before` says what may follow them: any (whatever the pattern says), past (a verb, as behind a
    noun with its parties); else only what cannot make one noun with their name.
    """
    at = _forward(read, at)
    party = read.starting(at) or _them(read, at)
    if not party or party.pronoun in HIS.values():
        return [], at
    own = slot == "target's"
    end = _fits(read, party, own, before)
    if end < 0:
        return [], at
    group, end = _joined(read, [party], end, own, before)
    return (group if slot != "both" or len(group) > 1 else []), end


def _forward(read: Reading, at: int) -> int:
    """Pass over “again”, “both”, “what it called”, and opening marks."""
    while read.text_at(at) in {"both", *MARKS} or (
        read.is_a(at, "adverb") and not read.starting(at)
    ):
        at += 1
    if read.text_at(at) == "what":
        for place in range(at + 1, at + 2 + FEW):
            if read.is_a(place, "naming"):
                return _forward(read, place + 1)
    if read.text_at(at) in ("his", "her", "its", "their") and not read.starting(at):
        if read.starting(at + 1):
            return at + 1
        for place in range(at + 1, at + 2 + FEW):
            if read.text_at(place) == "counterpart":
                return place + 1 + (read.text_at(place + 1) == ",")
    return at


def _fits(read: Reading, party: Party, own: bool, before: str) -> int:
    """Give the place behind a party as a target, or −1: “Zenda residents” are not Zenda."""
    behind = party.last + 1
    if own:
        deed = party.thing if party.thing >= 0 else behind if read.is_a(behind, "deed") else -1
        return deed + 1 if deed >= 0 else -1
    if party.thing >= 0 or read.text_at(behind) == POSSESSIVE:
        return -1
    closed = not read.is_word(behind) or read.tokens[behind].capital or read.is_adverb(behind)
    if closed or read.is_a(behind, *CLOSED) or before == "any":
        return behind
    return behind if before == "past" and read.is_past(behind) else -1


def _joined(
    read: Reading, group: list[Party], end: int, own: bool, before: str
) -> tuple[list[Party], int]:
    """Add the parties that “and” joins, unless a verb behind shows that a clause begins."""
    at, more = end, list[Party]()
    while read.text_at(at) in ("and", ","):
        place = at + 1 + (read.text_at(at) == "," and read.text_at(at + 1) == "and")
        party = read.starting(place)
        fits = _fits(read, party, own, before) if party and not party.pronoun else -1
        if not party or fits < 0 or read.is_a(fits, "auxiliary", "modal"):
            break
        more.append(party)
        if read.text_at(place - 1) == "and":
            return [*group, *more], fits
        at = fits
    return group, end


def _them(read: Reading, at: int) -> Party | None:
    """Give the party that him, her or it may stand for."""
    person = THEM.get(read.text_at(at))
    whose = read.is_word(at + 1) and not read.is_a(at + 1, *CLOSED)
    if person is None or (read.text_at(at) == "her" and whose):
        return None
    return Party(at, at, "", person, pronoun=read.text_at(at))


def behind_words(read: Reading, form: Form, at: int) -> int:
    """Give the place behind the words of a form between or behind its slots, or 0."""
    if at >= len(read.tokens) or form.link is None:
        return 0
    start = read.tokens[at].start
    hits = [hit for hit in form.link.find(read.text[start:]) if hit.start == 0]
    end = hits[0].end if hits else 0
    return read.places(start, start + end)[1] if hits else 0
