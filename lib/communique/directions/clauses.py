"""Bind the cues of a sentence to those who act and those acted upon, by the order of words."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

from communique.directions.lexicon import MUTUAL, DirectionCues, Form
from communique.directions.parties import POSSESSIVE, Party, Token, find_parties, read_tokens
from communique.patterns import Hit

__all__ = ["Clause", "Found", "opening_person", "read_clause"]

_CLOSED = ("preposition", "joint", "subordinator", "adverb", "negation", "modal", "auxiliary")
_MARKS = {"“", "‘", '"', "'"}
_HIS = {"his": "he", "her": "she"}
_THEM = {"him": True, "her": True, "it": False}
_FEW = 3  # words
_STOPS = {";", ":", "—", "–"}

Span = tuple[int, int]
NOBODY = Party(-1, -2, "", False)


class Found(NamedTuple):
    """An act: spans in the sentence, names; `end` is that of the clause where nobody is named.

    `noun` says that the cue opens no clause, `pronoun` that the actor is he or she.
    """

    act: str
    cue: Span
    actor: Span
    actor_name: str
    target: Span
    target_name: str
    end: int
    noun: bool
    pronoun: bool


class Clause(NamedTuple):
    """A sentence read for directions; `before` is who “he” or “she” may be."""

    text: str
    tokens: Sequence[Token]
    parties: Sequence[Party]
    cues: DirectionCues
    before: str
    speakers: Mapping[Span, str]

    def found(self) -> Iterator[Found]:
        """Give the acts of the sentence; of several that share their cue and actor the fullest."""
        found = sorted(set(self._all()), key=_rank)
        kept: list[Found] = []
        for one in found:
            if not any(_covers(other, one) for other in kept):
                kept.append(one)
        yield from sorted(kept, key=lambda one: (one.cue, one.actor, one.target))

    def _all(self) -> Iterator[Found]:
        for hit in self.cues.matcher.find(self.text):
            form = self.cues.forms[hit.key]
            first, behind = self._places(hit)
            for actor, target in self._pairs(form, first, behind):
                actor_name, target_name = self._name(actor, first), self._name(target, first)
                if actor_name and actor_name != target_name and (target_name or target is NOBODY):
                    cue = (hit.start, hit.end)
                    end = self._end(behind) if target is NOBODY else self._thing_end(target)
                    noun = form.before not in ("actor", "target", "both")
                    spans = self._span(actor), self._span(target)
                    yield Found(
                        form.act,
                        cue,
                        spans[0],
                        actor_name,
                        spans[1],
                        target_name,
                        end,
                        noun,
                        bool(actor.pronoun),
                    )

    def _places(self, hit: Hit) -> tuple[int, int]:
        """Give the places of a hit's first token, and of the first behind it."""
        first = bisect_left(self.tokens, hit.start, key=lambda token: token.end - 1)
        return first, bisect_left(self.tokens, hit.end, key=lambda token: token.start)

    def _pairs(self, form: Form, first: int, behind: int) -> Iterator[tuple[Party, Party]]:
        slots: dict[str, list[Party]] = {}
        if form.before:
            slots[form.before] = self._before(form.before, first)
        if form.behind and form.behind != "subject":
            slots[form.behind], behind = self._behind(form.behind, behind, bool(form.words))
        if form.words:
            behind = self._linked(form, behind)
        if form.last and form.last != "subject":
            slots[form.last], behind = self._behind(form.last, behind) if behind else ([], 0)
        if "subject" in (form.behind, form.last):
            slots["actor"] = self._main_subject(behind)
        if not all(slots.values()) or (form.words and not behind):
            return
        if "both" in slots:
            yield from _mutual(slots["both"], form)
            return
        actors = slots.get("actor") or slots.get("actor's") or []
        targets = slots.get("target") or slots.get("target's") or [NOBODY]
        yield from ((actor, target) for actor in actors for target in targets)

    # Before the cue

    def _before(self, slot: str, first: int) -> list[Party]:
        if slot == "actor's":
            return self._owner(first)
        at = self._back(first)
        found = self._subject(at) if at >= 0 else []
        return found if slot != "both" or len(found) > 1 else []

    def _back(self, first: int) -> int:
        """Pass back over what belongs to the verb; −1 where that makes the act unreal."""
        at = first - 1
        while at >= 0:
            token = self.tokens[at]
            if self._is(at, "negation", "modal") or token.text.endswith("n't"):
                return -1
            if token.text == "to":
                if not self._is(at - 1, "bridge"):
                    return -1
                at -= 2
            elif self._is(at, "auxiliary", "adverb") or _is_adverb(token):
                at -= 1
            else:
                break
        return at

    def _subject(self, at: int) -> list[Party]:
        token = self.tokens[at]
        if found := self._group(at):
            return found
        if token.text in ("who", "which"):
            return self._group(at - 2 if self._text(at - 1) == "," else at - 1, bare=False)
        if token.text == ",":
            return self._inserted(at) or self._shared(at)
        if self._is(at, "joint"):
            return self._shared(at)
        return []

    def _inserted(self, comma: int) -> list[Party]:
        """Give the subject before a clause between commas: “Borduria, an old ally, backed …”."""
        at = comma - 1
        while at > 0 and self.tokens[at].text not in {",", *_STOPS}:
            at -= 1
        if at <= 0 or self.tokens[at].text != "," or self._is(at + 1, "joint"):
            return []
        apposed = self._ending(comma - 1)
        office = self._ending(at - 1)
        if apposed and office and apposed.first == at + 1 and apposed.person and not office.person:
            return [apposed]
        return self._group(at - 1)

    def _group(self, at: int, bare: bool = True) -> list[Party]:
        """Give the parties that end at a place, joined by “and”, where they can be a subject."""
        last = self._ending(at)
        if not last:
            return []
        group = [last]
        place = last.first
        while self._text(place - 1) in ("and", ","):
            other = self._ending(place - 2)
            if not other or (self._text(place - 1) == "," and not self._listed(other, group)):
                break
            group.insert(0, other)
            place = other.first
        if self._text(place - 1) == "both":
            place -= 1
        if self._is(place - 1, "preposition", "negation") and bare:
            return []
        return group

    def _listed(self, party: Party, group: Sequence[Party]) -> bool:
        """Say whether a party before a comma is one of a list: not in “In Zenda, A and B …”."""
        return len(group) > 1 and not self._is(party.first - 1, "preposition")

    def _shared(self, at: int) -> list[Party]:
        """Give the subject of the verb before: “Ruritania left, accusing …”, “… and accused …”."""
        for party in reversed(self.parties):
            if party.last < at and self._opens(party):
                between = range(party.last + 1, at)
                hidden = self._is(party.first - 1, "subordinator", "negation")
                if hidden or any(
                    self._is(n, "subordinator", "modal", "negation")
                    or self._text(n) in _STOPS
                    or self.tokens[n].text.endswith("n't")
                    for n in between
                ):
                    return []
                if any(self._begins_clause(n) for n in between):
                    return []
                return self._group(party.last)
        return []

    def _opens(self, party: Party) -> bool:
        """Say whether a party looks like the subject of a clause."""
        before, behind = self._text(party.first - 1), party.last + 1
        free = (
            party.first == 0
            or before in {",", *_STOPS, *_MARKS}
            or self._is(party.first - 1, "joint", "subordinator")
        )
        if not free or party.thing >= 0 or behind >= len(self.tokens):
            return False
        if self.tokens[behind].text == ",":
            return party.first == 0
        return self._is_verb(behind)

    def _is_verb(self, at: int) -> bool:
        if at >= len(self.tokens) or not self.tokens[at].is_word or self.tokens[at].capital:
            return False
        return not self._is(at, "preposition", "joint", "subordinator")

    def _begins_clause(self, at: int) -> bool:
        """Say whether a party with a verb of its own begins here: “said Freedonia had left”."""
        party = self._starting(at)
        return bool(party and self._is(party.last + 1, "auxiliary", "modal"))

    def _owner(self, first: int) -> list[Party]:
        at = first - 1
        if at >= 0 and self.tokens[at].text in _HIS:
            return [Party(at, at, "", True, pronoun=_HIS[self.tokens[at].text])]
        skipped = 0
        while at > 0 and skipped < _FEW and self.tokens[at].is_word and not self._is(at, *_CLOSED):
            if self.tokens[at].text in _HIS:
                return [Party(at, at, "", True, pronoun=_HIS[self.tokens[at].text])]
            at, skipped = at - 1, skipped + 1
        if at > 0 and self.tokens[at].text == POSSESSIVE:
            found = self._ending(at - 1) or self._bare(at - 1)
            return [found] if found and not self._is(found.first - 1, "negation") else []
        near = at >= 0 and all(self._is(n, "modifier") for n in range(at + 1, first))
        found = self._bare(at) if near else None
        ok = found and not found.person and not self._is(found.first - 1, "negation")
        return [found] if found and ok else []

    def _bare(self, at: int) -> Party | None:
        token = self.tokens[at] if at >= 0 else None
        if not token or not token.is_name or token.kind == "region":
            return None
        return Party(at, at, token.known, token.kind in ("person", ""))

    # Behind the cue

    def _behind(self, slot: str, at: int, goes_on: bool = False) -> tuple[list[Party], int]:
        at = self._forward(at)
        own = slot == "target's"
        party = self._starting(at) or self._them(at)
        if not party or (party.pronoun and party.first == party.last and party.known == ""):
            return [], at
        end = self._fits(party, own, goes_on)
        if end < 0:
            return [], at
        group, end = self._joined([party], end, own, goes_on)
        return (group if slot != "both" or len(group) > 1 else []), end

    def _forward(self, at: int) -> int:
        """Pass over “again”, “both”, “what it called”, and opening marks."""
        while self._text(at) in {"both", *_MARKS} or (
            self._is(at, "adverb") and not self._starting(at)
        ):
            at += 1
        if self._text(at) == "what":
            for place in range(at + 1, at + 2 + _FEW):
                if self._is(place, "naming"):
                    return self._forward(place + 1)
        if self._text(at) in ("his", "her", "its", "their") and not self._starting(at):
            for place in range(at + 1, at + 2 + _FEW):
                if self._text(place) == "counterpart":
                    return place + 1 + (self._text(place + 1) == ",")
        return at

    def _fits(self, party: Party, own: bool, goes_on: bool) -> int:
        """Give the place behind a party as a target, or −1: “Zenda residents” are not Zenda."""
        behind = party.last + 1
        if own:
            deed = party.thing if party.thing >= 0 else behind if self._is(behind, "deed") else -1
            return deed + 1 if deed >= 0 else -1
        if party.thing >= 0 or self._text(behind) == POSSESSIVE:
            return -1
        word = behind < len(self.tokens) and self.tokens[behind].is_word
        closed = not word or self.tokens[behind].capital or self._is(behind, *_CLOSED)
        adverb = word and _is_adverb(self.tokens[behind])
        return behind if closed or adverb or goes_on else -1

    def _joined(
        self, group: list[Party], end: int, own: bool, goes_on: bool
    ) -> tuple[list[Party], int]:
        """Add the parties that “and” joins, unless a verb behind shows that a clause begins."""
        at, more = end, list[Party]()
        while self._text(at) in ("and", ","):
            place = at + 1 + (self._text(at) == "," and self._text(at + 1) == "and")
            party = self._starting(place)
            fits = self._fits(party, own, goes_on) if party and not party.pronoun else -1
            if not party or fits < 0 or self._is(fits, "auxiliary", "modal"):
                break
            more.append(party)
            if self._text(place - 1) == "and":
                return [*group, *more], fits
            at = fits
        return group, end

    def _them(self, at: int) -> Party | None:
        """Give the only one whom him, her or it can stand for here."""
        person = _THEM.get(self._text(at))
        if person is None or (self._text(at) == "her" and self._is_noun(at + 1)):
            return None
        return Party(at, at, "", person, pronoun=self._text(at) + "?")

    def _is_noun(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].is_word and not self._is(at, *_CLOSED)

    def _linked(self, form: Form, at: int) -> int:
        """Give the place behind the words of a form between or behind its slots, or 0."""
        if at >= len(self.tokens) or form.link is None:
            return 0
        start = self.tokens[at].start
        hits = [hit for hit in form.link.find(self.text[start:]) if hit.start == 0]
        return (
            self._places(hits[0]._replace(start=start, end=start + hits[0].end))[1] if hits else 0
        )

    def _main_subject(self, at: int) -> list[Party]:
        """Give the subject behind a phrase that opens the sentence: “After talks, Sapt said …”."""
        if not self._is(0, "fronted"):
            return []
        for party in self.parties:
            if party.first >= at and self._text(party.first - 1) == ",":
                group = self._chain(party)
                behind = group[-1].last + 1
                if self._is_verb(behind) and group[0].thing < 0 and not self._is(behind, "modal"):
                    return group
        return []

    def _chain(self, party: Party) -> list[Party]:
        joined = self._starting(party.last + 2) if self._text(party.last + 1) == "and" else None
        return [party, joined] if joined else [party]

    # Tokens and names

    def _is(self, at: int, *classes: str) -> bool:
        inside = 0 <= at < len(self.tokens) and not self.tokens[at].is_name
        return inside and self.cues.is_a(self.tokens[at].text, *classes)

    def _text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def _ending(self, at: int) -> Party | None:
        return next((party for party in self.parties if party.last == at), None)

    def _starting(self, at: int) -> Party | None:
        return next((party for party in self.parties if party.first == at), None)

    def _span(self, party: Party) -> Span:
        if party is NOBODY:
            return -1, -1
        return self.tokens[party.first].start, self.tokens[party.last].end

    def _thing_end(self, target: Party) -> int:
        return self.tokens[target.thing].end if target.thing >= 0 else -1

    def _end(self, at: int) -> int:
        """Give the end of the clause."""
        while at < len(self.tokens) and self.tokens[at].text not in _STOPS:
            at += 1
        last = self.tokens[at - 1]
        return last.start if last.text in (".", "!", "?") else last.end

    def _name(self, party: Party, first: int) -> str:
        if not party.pronoun:
            return party.known
        if party.pronoun.endswith("?"):
            return self._only(party.first, party.person, first)
        span = self._span(party)
        if span in self.speakers:
            return self.speakers[span]
        earlier = [one for one in self.parties if one.last < party.first and one.person]
        known = {one.known for one in earlier if one.known}
        if not known:
            later = self._cataphor(party) if self._is(0, "fronted") else ""
            return later or self.before
        opener = next((one.known for one in earlier if one.known and self._opens(one)), "")
        return opener if len(known) == 1 else ""

    def _cataphor(self, party: Party) -> str:
        """Give whom “his” stands for in “Before his talks with Sapt, Firefly said …”."""
        found = [one for one in self._main_subject(party.last + 1) if one.person]
        return found[0].known if len(found) == 1 else ""

    def _only(self, at: int, person: bool, cue: int) -> str:
        """Give the only party before a place that is not the subject of its cue."""
        back = self._back(cue)
        actors = {one.known for one in self._subject(back)} if back >= 0 else set()
        near = (one for one in self.parties if one.last < at and one.known)
        known = {one.known for one in near if one.person == person} - actors
        return known.pop() if len(known) == 1 else ""


def _is_adverb(token: Token) -> bool:
    return token.is_word and not token.capital and token.text.endswith("ly")


def _mutual(group: Sequence[Party], form: Form) -> Iterator[tuple[Party, Party]]:
    if form.act == MUTUAL:
        yield from ((group[0], other) for other in group[1:])
    else:
        yield from permutations(group, 2)


def _rank(one: Found) -> tuple[bool, bool, int, Found]:
    return not one.target_name, one.pronoun, one.cue[0] - one.cue[1], one


def _covers(kept: Found, one: Found) -> bool:
    """Say whether a row tells the same: of the same act and actor, with a cue that overlaps."""
    overlap = kept.cue[0] < one.cue[1] and one.cue[0] < kept.cue[1]
    same = kept.act == one.act and kept.actor_name == one.actor_name
    return overlap and same and (not one.target_name or kept.target_name == one.target_name)


def read_clause(
    text: str,
    names: Sequence[tuple[int, int, str, str]],
    cues: DirectionCues,
    before: str = "",
    speakers: Mapping[Span, str] | None = None,
) -> Clause:
    """Read a sentence: its words, its parties."""
    tokens = read_tokens(text, names)
    return Clause(text, tokens, find_parties(tokens, cues), cues, before, speakers or {})


def opening_person(clause: Clause) -> str:
    """Give the person with whom the main clause of a sentence begins, or ""."""
    for party in clause.parties:
        if clause._opens(party):
            return clause._name(party, party.first) if party.person else ""
    return ""
