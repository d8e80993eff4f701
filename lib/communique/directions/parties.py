"""Read a sentence as words and parties: who could act in it, or be acted upon."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from communique.directions.lexicon import DirectionCues

__all__ = ["Party", "Token", "find_parties", "read_tokens"]

_TOKEN = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*|[^\w\s]|_+")
_POSSESSIVE = re.compile(r"[’'](?:[sS]\b|(?!\w))")
_JOINED = re.compile(r"[-‐‑/–][^\W_]")
_STATES = {"country", "territory", "city", "organisation"}
_LONGEST = 6  # words of a title, or between a name and what belongs to it
NAME, POSSESSIVE = "name", "'s"
PERSONS = {"he", "she"}


class Token(NamedTuple):
    """A word in lower case, a mark, a name or the ’s behind a name, and where it stands.

    Of a name `text` is “name”; `known` is whom it stands for, `kind` its kind in the list.
    """

    start: int
    end: int
    text: str
    capital: bool
    known: str = ""
    kind: str = ""

    @property
    def is_name(self) -> bool:
        """Say whether it is a name."""
        return bool(self.known)

    @property
    def is_word(self) -> bool:
        """Say whether it is a word, neither a name nor a mark."""
        return not self.known and self.text[:1].isalnum()


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


def read_tokens(text: str, names: Sequence[tuple[int, int, str, str]]) -> list[Token]:
    """Read a sentence's words; `names` are start, end, whom it stands for, kind, sorted.

    A name joined to another word (US-led) is an ordinary word.

    >>> [token.text for token in read_tokens("Sylvania’s envoy left.", [(0, 8, "Sylvania", "")])]
    ['name', "'s", 'envoy', 'left', '.']
    """
    tokens: list[Token] = []
    at = 0
    for start, end, known, kind in names:
        if start < at:
            continue
        tokens += _plain(text, at, start)
        joined = _JOINED.match(text, end) or (
            start > 1 and text[start - 1] in "-‐‑/–" and not text[start - 2].isspace()
        )
        name = ("x", "", "") if joined else (NAME, known, kind)
        tokens.append(Token(start, end, name[0], True, name[1], name[2]))
        at = end
        if found := _POSSESSIVE.match(text, end):
            at = found.end()
            tokens.append(Token(end, at, POSSESSIVE, False))
    return [*tokens, *_plain(text, at, len(text))]


def _plain(text: str, start: int, end: int) -> list[Token]:
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text, start, end):
        word = found[0].lower().replace("’", "'")
        if word.endswith("'s") and len(word) > 3:
            tokens.append(Token(found.start(), found.end() - 2, word[:-2], found[0][0].isupper()))
            tokens.append(Token(found.end() - 2, found.end(), POSSESSIVE, False))
        else:
            tokens.append(Token(*found.span(), word, found[0][0].isupper()))
    return tokens


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
    if token.kind in ("person", ""):
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
    if found >= 0 and _is(tokens, found + 1, POSSESSIVE):
        return found
    return found


def _of_office(
    tokens: Sequence[Token], first: int, head: int, known: str, cues: DirectionCues
) -> Party | None:
    """Give the party of an office; the person who has it, where the name follows at once."""
    at = head + 1
    while at < len(tokens) and at <= head + _LONGEST and tokens[at].text in ("of", "for", "and"):
        office = _head(tokens, at + 1, cues)
        state = at + 1 < len(tokens) and tokens[at + 1].capital and not tokens[at + 1].is_name
        at = office + 1 if office >= 0 else at + 2 if state and tokens[at].text != "and" else at
        if tokens[at - 1].text in ("of", "for", "and") or (office < 0 and not state):
            break
        if office < 0:
            while at < len(tokens) and tokens[at].is_word and tokens[at].capital:
                at += 1
            break
    last = at - 1
    comma = _is(tokens, at, ",")
    named = at + comma
    if named < len(tokens) and tokens[named].is_name and tokens[named].kind in ("person", ""):
        closes = not comma or _is(tokens, named + 1, ",")
        if closes:
            owned = _is(tokens, named + 1, POSSESSIVE)
            thing = _thing(tokens, named + 2, cues) if owned else -1
            return Party(first, named, tokens[named].known, True, thing)
    owned = _is(tokens, at, POSSESSIVE)
    return Party(first, last, known, False, _thing(tokens, at + 1, cues) if owned else -1)


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
        if not (state or (token.is_word and (token.capital or office or small))):
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
        words = text.split()
        if 1 < len(words) < 5 and kind in ("person", ""):
            full.setdefault(words[-1], name or text)
    return full


def homes(table: Any) -> dict[str, str]:
    """Give for each city and people of a list of names the country that it stands for."""
    rows = zip(table["name"], table["kind"], table["of"], strict=True)
    return {name: of for name, kind, of in rows if of and kind in ("city", "people")}
