"""Find the parties of a sentence: who could act in it, or be acted upon."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from communique.directions.lexicon import DirectionCues
from communique.directions.tokens import POSSESSIVE, Token

__all__ = ["MARKS", "Party", "find_parties", "full_names", "homes"]

_STATES = {"country", "territory", "city", "organisation"}
MARKS = {"“", "‘", '"', "'", "`"}
_LONGEST = 6  # words of a title, or between a name and what belongs to it
PERSONS = {"he", "she"}


class Party(NamedTuple):
    """A noun phrase for a party: tokens `first` to `last`, and who it is.

    `thing` is the last token of something of the party (“Ruritania's decision”), or −1; `person`
    says that it is a person by name; `pronoun` is he or she where it is still to be resolved.
    """

    first: int
    last: int
    known: str
    person: bool
    thing: int = -1
    pronoun: str = ""


def find_parties(tokens: Sequence[Token], cues: DirectionCues) -> list[Party]:
    """Find the noun phrases that name a party, in order; they do not overlap.

    A party is a person by name, with title and office; a state, a city that stands for one, or a
    body; its officials (“the Ruritanian foreign minister”, “officials from Zenda”), who stand for
    it; he and she. The people of a country are none, nor is what only belongs to a party.
    """
    found: list[Party] = []
    for at, token in enumerate(tokens):
        if found and at <= found[-1].last:
            continue
        if token.is_name:
            party = _party(tokens, at, cues)
            if party and not (found and party.first <= found[-1].last):
                found.append(party)
        elif token.text in PERSONS:
            found.append(Party(at, at, "", True, pronoun=token.text))
    return found


def _party(tokens: Sequence[Token], at: int, cues: DirectionCues) -> Party | None:
    token = tokens[at]
    if token.kind == "person":
        first = _title_from(tokens, at, cues)
        owned = _is(tokens, at + 1, POSSESSIVE)
        return Party(first, at, token.known, True, _thing(tokens, at + 2, cues) if owned else -1)
    first = at - 1 if _is(tokens, at - 1, "the") else at
    owned = _is(tokens, at + 1, POSSESSIVE)
    behind = at + 1 + owned
    head = _head(tokens, behind, cues)
    if head >= 0:
        return _of_office(tokens, first, head, token.known, cues)
    if token.kind == "people" and not owned:
        return _of_people(tokens, first, at, cues)
    if token.kind not in _STATES:
        return None
    if owned:
        return Party(first, at, token.known, False, _thing(tokens, behind, cues))
    if _named_next(tokens, at):
        return None
    office = _office_before(tokens, first, cues)
    return Party(office if office >= 0 else first, at, token.known, False)


def _is(tokens: Sequence[Token], at: int, text: str) -> bool:
    return 0 <= at < len(tokens) and tokens[at].text == text


def _named_next(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a name is only a part of what follows: “Zenda airport”, “US Steel”."""
    return at + 1 < len(tokens) and (tokens[at + 1].capital and not tokens[at + 1].is_name)


def _head(tokens: Sequence[Token], at: int, cues: DirectionCues) -> int:
    """Give the place of an office behind a name (“foreign minister”), or −1."""
    found = -1
    for place in range(at, min(at + _LONGEST, len(tokens))):
        token = tokens[place]
        if token.is_word and cues.is_a(token.text, "agent"):
            found = place
        elif not (token.is_word and cues.is_a(token.text, "modifier")):
            break
    return found


def _of_office(
    tokens: Sequence[Token], first: int, head: int, known: str, cues: DirectionCues
) -> Party | None:
    """Give the party of an office; the person who has it, where the name follows at once."""
    at = _past_domain(tokens, head + 1, cues)
    last = at - 1
    comma = _is(tokens, at, ",")
    named = at + comma
    if named < len(tokens) and tokens[named].is_name and tokens[named].kind == "person":
        closes = not comma or _is(tokens, named + 1, ",")
        if closes:
            owned = _is(tokens, named + 1, POSSESSIVE)
            thing = _thing(tokens, named + 2, cues) if owned else -1
            return Party(first, named, tokens[named].known, True, thing)
    owned = _is(tokens, at, POSSESSIVE)
    office = _office_before(tokens, first, cues)
    first = office if office >= 0 else first
    return Party(first, last, known, False, _thing(tokens, at + 1, cues) if owned else -1)


def _past_domain(tokens: Sequence[Token], at: int, cues: DirectionCues) -> int:
    """Pass over “of Foreign Affairs” and “and chief envoy” behind an office."""
    while at < len(tokens) and tokens[at].text in ("of", "for", "and"):
        end = _head(tokens, at + 1, cues) + 1
        if not end and tokens[at].text != "and":
            end = at + 1
            while end < len(tokens) and tokens[end].is_word and tokens[end].capital:
                end += 1
        if end <= at + 1:
            break
        at = end
    return at


def _of_people(tokens: Sequence[Token], first: int, at: int, cues: DirectionCues) -> Party | None:
    """Give the party of “the Chinese”, or of what they did (“the Ruritanian attack”)."""
    thing = _deed(tokens, at + 1, cues)
    if thing >= 0:
        return Party(first, at, tokens[at].known, False, thing)
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    noun = (
        following is not None
        and following.is_word
        and not cues.is_a(
            following.text, "auxiliary", "preposition", "modal", "adverb", "joint", "subordinator"
        )
    )
    if first < at and not noun:
        return Party(first, at, tokens[at].known, False)
    return None


def _deed(tokens: Sequence[Token], at: int, cues: DirectionCues) -> int:
    for place in range(at, min(at + 3, len(tokens))):
        if cues.is_a(tokens[place].text, "deed"):
            return place
        if not tokens[place].is_word or cues.is_a(tokens[place].text, "preposition", "auxiliary"):
            return -1
    return -1


def _thing(tokens: Sequence[Token], at: int, cues: DirectionCues) -> int:
    """Give the last word of what belongs to a party, or −1 where that is somebody else."""
    last = -1
    for place in range(at, min(at + _LONGEST, len(tokens))):
        token = tokens[place]
        if token.text in MARKS:
            continue
        if not token.is_word or cues.is_a(
            token.text, "preposition", "auxiliary", "joint", "subordinator", "modal"
        ):
            break
        if cues.is_a(token.text, "others"):
            return -1
        last = place
        if cues.is_a(token.text, "deed"):
            break
    return last


def _title_from(tokens: Sequence[Token], at: int, cues: DirectionCues) -> int:
    """Give where the title before a name begins: “US Secretary of State”, “the envoy”."""
    first = at
    while first and at - first < 2 * _LONGEST:
        token = tokens[first - 1]
        small = token.text in ("of", "for") and first > 1 and tokens[first - 2].capital
        office = cues.is_a(token.text, "agent", "modifier")
        state = token.is_name and token.kind in (*_STATES, "people")
        short = token.text == "." and first > 1 and tokens[first - 2].capital
        if not (state or short or (token.is_word and (token.capital or office or small))):
            owner = token.text == POSSESSIVE and first > 1 and tokens[first - 2].is_name
            if not owner or first == at:
                break
        first -= 1
    if first and tokens[first - 1].text in ("the", "his", "her", "its", "their"):
        first -= 1
    if first < at and tokens[first].is_word and cues.is_a(tokens[first].text, "preposition"):
        first += 1
    return first


def _office_before(tokens: Sequence[Token], first: int, cues: DirectionCues) -> int:
    """Give where “the officials from” before a name begins, or −1."""
    at = first - 1
    if at < 1 or tokens[at].text not in ("of", "from", "for"):
        return -1
    head = at - 1
    if not cues.is_a(tokens[head].text, "agent"):
        return -1
    while head and tokens[head - 1].is_word and cues.is_a(tokens[head - 1].text, "modifier"):
        head -= 1
    return head - 1 if head and tokens[head - 1].text in ("the", "a", "an") else head


def full_names(found: Sequence[tuple[str, str, str]]) -> Mapping[str, str]:
    """Give the fuller name for each short unlisted one: rows are text, listed name, kind.

    >>> full_names([("Fritz Sapt", "", "person"), ("Sapt", "", "")])
    {'Sapt': 'Fritz Sapt'}
    """
    full: dict[str, str] = {}
    for text, name, kind in found:
        words = text.split(" of ")[0].split()  # “Elena Varga of Veldania” is no Veldania
        if 1 < len(words) < 5 and kind in ("person", ""):
            full.setdefault(words[-1], name or text)
    return full


def homes(table: pd.DataFrame, cues: DirectionCues) -> dict[str, str]:
    """Give for each people and each seat of government in a list of names the state it stands for.

    The first city that the list gives a state is its seat, but for those of the rule `shared`.
    Words such as North, which only begin names, stand for none ("").
    """
    found: dict[str, str] = {}
    seats: set[str] = set()
    rows = zip(table["name"], table["kind"], table["of"], table["forms"], strict=True)
    for name, kind, of, forms in rows:
        if kind == "people" and of:
            found[name] = of
        elif kind == "city" and of and of not in seats:
            seats.add(of)
            if not cues.is_a(name.lower(), "shared"):
                found[name] = of
        elif kind == "prefix":
            found |= {one.strip(): "" for one in [name, *forms.split(";")]}
    return found
