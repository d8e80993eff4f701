"""Find who acts: the parties before a cue, by the order of words."""

from collections.abc import Sequence

from communique.directions.parties import Party
from communique.directions.reading import CLOSED, HIS, MARKS, STOPS, Reading
from communique.directions.tokens import POSSESSIVE

__all__ = ["back_from", "main_subject", "opens", "owner_word", "subject_at", "subjects_before"]

FEW = 3  # words


def subjects_before(read: Reading, slot: str, first: int) -> list[Party]:
    """Give the parties for a slot before the cue whose first word is at a place."""
    if slot == "actor's":
        return _owner(read, first)
    at = back_from(read, first)
    found = subject_at(read, at) if at >= 0 else []
    return found if slot != "both" or len(found) > 1 else []


def back_from(read: Reading, first: int) -> int:
    """Pass back over what belongs to the verb; −1 where that makes the act unreal."""
    at = first - 1
    while at >= 0:
        if read.is_unreal(at):
            return -1
        if read.text_at(at) == "to":
            if not read.is_a(at - 1, "bridge"):
                return -1
            at -= 2
        elif read.is_a(at, "auxiliary") or read.is_adverb(at):
            at -= 1
        else:
            break
    return at


def subject_at(read: Reading, at: int) -> list[Party]:
    """Give the subject of a verb, where what belongs to the verb begins behind a place."""
    token = read.tokens[at]
    if found := _group(read, at):
        return found
    if token.text in ("who", "which"):
        return _group(read, at - 2 if read.text_at(at - 1) == "," else at - 1, bare=False)
    if token.text == ",":
        return _inserted(read, at) or _shared(read, at)
    if read.is_a(at, "joint"):
        return _shared(read, at)
    return []


def _inserted(read: Reading, comma: int) -> list[Party]:
    """Give the subject before a clause between commas: “Borduria, an old ally, backed …”."""
    at = comma - 1
    while at > 0 and read.tokens[at].text not in {",", *STOPS}:
        at -= 1
    if at <= 0 or read.tokens[at].text != "," or read.is_a(at + 1, "joint"):
        return []
    apposed = read.ending(comma - 1)
    office = read.ending(at - 1)
    if apposed and office and apposed.first == at + 1 and apposed.person and not office.person:
        return [apposed]
    return _group(read, at - 1)


def _group(read: Reading, at: int, bare: bool = True) -> list[Party]:
    """Give the parties that end at a place, joined by “and”, where they can be a subject."""
    last = read.ending(at)
    if not last:
        return []
    group = [last]
    place = last.first
    while read.text_at(place - 1) in ("and", ","):
        other = read.ending(place - 2)
        if not other or (read.text_at(place - 1) == "," and not _listed(read, other, group)):
            break
        group.insert(0, other)
        place = other.first
    if read.text_at(place - 1) == "both":
        place -= 1
    if read.is_a(place - 1, "preposition", "negation") and bare:
        return []
    return group


def _listed(read: Reading, party: Party, group: Sequence[Party]) -> bool:
    """Say whether a party before a comma is one of a list: not in “In Zenda, A and B …”."""
    return len(group) > 1 and not read.is_a(party.first - 1, "preposition")


def _shared(read: Reading, at: int) -> list[Party]:
    """Give the subject of the verb before: “Ruritania left, accusing …”, “… and accused …”."""
    for party in reversed(read.parties):
        if party.last < at and opens(read, party):
            between = range(party.last + 1, at)
            hidden = read.is_a(party.first - 1, "subordinator", "negation")
            if hidden or any(_parts(read, place) for place in between):
                return []
            return _group(read, party.last)
    return []


def _parts(read: Reading, at: int) -> bool:
    """Say whether a new clause begins at a place, or what follows is unreal."""
    if read.is_a(at, "subordinator") or read.is_unreal(at) or read.text_at(at) in STOPS:
        return True
    party = read.starting(at)
    return bool(party and read.is_a(party.last + 1, "auxiliary", "modal"))


def opens(read: Reading, party: Party) -> bool:
    """Say whether a party looks like the subject of a clause."""
    before, behind = read.text_at(party.first - 1), party.last + 1
    free = (
        party.first == 0
        or before in {",", *STOPS, *MARKS}
        or read.is_a(party.first - 1, "joint", "subordinator")
    )
    if not free or party.thing >= 0 or behind >= len(read.tokens):
        return False
    if read.tokens[behind].text == ",":
        return party.first == 0 or (party.person and before == "," and read.may_be_verb(behind + 1))
    return read.may_be_verb(behind)


def owner_word(read: Reading, first: int) -> str:
    """Give the word that says whose a noun is: his, its, ’s; "" for none."""
    at = first - 1
    while at > 0 and first - at <= FEW and _is_attribute(read, at):
        at -= 1
    word = read.text_at(at)
    return word if word in (*HIS, "its", "their", POSSESSIVE) else ""


def _owner(read: Reading, first: int) -> list[Party]:
    """Give whose act a noun tells: “Zenda's repeated warning”, “US criticism”, “his talks”."""
    at = first - 1
    while at > 0 and first - at <= FEW and _is_attribute(read, at):
        at -= 1
    if read.text_at(at) in HIS:
        return [Party(at, at, "", True, pronoun=HIS[read.text_at(at)])]
    if read.text_at(at) == POSSESSIVE:
        found = read.ending(at - 1) or _bare(read, at - 1)
    else:
        near = all(read.is_a(place, "modifier") for place in range(at + 1, first))
        found = _bare(read, at) if near else None
        found = None if found and found.person else found
    if not found or read.is_a(found.first - 1, "negation", "unreal"):
        return []
    return [found]


def _is_attribute(read: Reading, at: int) -> bool:
    return read.is_word(at) and read.text_at(at) not in HIS and not read.is_a(at, *CLOSED, "unreal")


def _bare(read: Reading, at: int) -> Party | None:
    token = read.tokens[at] if at >= 0 else None
    if not token or not token.is_name or token.kind in ("region", "place"):
        return None
    return Party(at, at, token.known, token.kind == "person")


def main_subject(read: Reading, at: int) -> list[Party]:
    """Give the subject behind a phrase that opens the sentence: “After talks, Sapt said …”."""
    if not read.is_a(0, "fronted"):
        return []
    for party in read.parties:
        if party.first >= at and read.text_at(party.first - 1) == ",":
            group = _chain(read, party)
            behind = group[-1].last + 1
            if read.may_be_verb(behind) and group[0].thing < 0 and not read.is_a(behind, "modal"):
                return group
    return []


def _chain(read: Reading, party: Party) -> list[Party]:
    joined = read.starting(party.last + 2) if read.text_at(party.last + 1) == "and" else None
    return [party, joined] if joined else [party]
