"""Bind the cues of a sentence to those who act and those acted upon."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

from communique.directions.lexicon import MUTUAL, DirectionCues, Form
from communique.directions.parties import Party, find_parties
from communique.directions.reading import HIS, STOPS, Reading, Span
from communique.directions.subjects import (
    back_from,
    main_subject,
    opens,
    owner_word,
    subject_at,
    subjects_before,
)
from communique.directions.targets import behind_words, targets_behind
from communique.directions.tokens import read_tokens

__all__ = ["Found", "find_acts", "opening_person", "read_sentence"]

NOBODY = Party(-1, -1, "", False)
FEW = 3  # words


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


def read_sentence(
    text: str, names: Sequence[tuple[int, int, str, str]], cues: DirectionCues
) -> Reading:
    """Read a sentence: `names` are start, end, whom it stands for, kind."""
    tokens = read_tokens(text, names)
    return Reading(text, tokens, find_parties(tokens, cues), cues)


def find_acts(read: Reading, before: str = "", speakers: Mapping[Span, str] = {}) -> list[Found]:
    """Find the acts of a sentence; of several that share cue and actor the fullest stays.

    `before` is whom “he” or “she” may stand for; `speakers` says it of single spans.

    >>> from communique.directions.lexicon import make_direction_cues
    >>> cues = make_direction_cues({"thanks": ["{actor} thanked {target}"]})
    >>> names = [(0, 8, "Sylvania", "country"), (17, 26, "Ruritania", "country")]
    >>> read = read_sentence("Sylvania thanked Ruritania.", names, cues)
    >>> [(one.actor_name, one.target_name) for one in find_acts(read)]
    [('Sylvania', 'Ruritania')]
    """
    kept: list[Found] = []
    for one in sorted(set(_all(read, before, speakers)), key=_rank):
        if not any(_covers(other, one) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.cue, one.actor, one.target))


def _rank(one: Found) -> tuple[bool, bool, int, Found]:
    return not one.target_name, one.pronoun, one.cue[0] - one.cue[1], one


def _covers(kept: Found, one: Found) -> bool:
    """Say whether a row tells the same: of the same act and actor, with a cue that overlaps."""
    overlap = kept.cue[0] < one.cue[1] and one.cue[0] < kept.cue[1]
    same = kept.act == one.act and kept.actor_name == one.actor_name
    return overlap and same and (not one.target_name or kept.target_name == one.target_name)


def _all(read: Reading, before: str, speakers: Mapping[Span, str]) -> Iterator[Found]:
    if not read.parties:
        return
    for hit in read.cues.matcher.find(read.text):
        form = read.cues.forms[hit.key]
        first, behind = read.places(hit.start, hit.end)
        for actor, target in _pairs(read, form, first, behind):
            actor_name = _name(read, actor, first, before, speakers)
            target_name = _name(read, target, first, before, speakers)
            if not actor_name or actor_name == target_name:
                continue
            if target is not NOBODY and not target_name:
                continue
            end = _clause_end(read, behind) if target is NOBODY else _thing_end(read, target)
            spans = read.span(*actor[:2]), read.span(*target[:2])
            noun = form.before not in ("actor", "target", "both")
            told = actor_name, spans[1], target_name, end, noun, bool(actor.pronoun)
            yield Found(form.act, (hit.start, hit.end), spans[0], *told)


def _pairs(read: Reading, form: Form, first: int, behind: int) -> Iterator[tuple[Party, Party]]:
    """Give who fills the slots of a form whose cue stands at two places, as actor and target."""
    slots: dict[str, list[Party]] = {}
    noun = form.before in ("", "actor's")
    if form.before:
        slots[form.before] = subjects_before(read, form.before, first)
        if not slots[form.before]:
            return
    after = "any" if form.words else "past" * noun
    if form.behind and form.behind != "subject":
        slots[form.behind], behind = targets_behind(read, form.behind, behind, after)
    if form.words and all(slots.values()):
        behind = behind_words(read, form, behind)
        if not behind:
            return
    if form.last and form.last != "subject":
        slots[form.last], behind = targets_behind(read, form.last, behind, "past" * noun)
    if "subject" in (form.behind, form.last):
        slots["actor"] = _own(read, first, main_subject(read, behind))
    if not all(slots.values()):
        return
    if "both" in slots:
        yield from _mutual(read, slots["both"], form, first, behind)
        return
    actors = slots.get("actor") or slots.get("actor's") or []
    targets = slots.get("target") or slots.get("target's") or [NOBODY]
    yield from ((actor, target) for actor in actors for target in targets)


def _own(read: Reading, first: int, subject: list[Party]) -> list[Party]:
    """Leave out a subject whom “her talks” or “Sapt's talks” before cannot mean."""
    owner = owner_word(read, first)
    if not owner or (owner in HIS and subject and subject[0].person):
        return subject
    state = owner in ("its", "their") and subject and not subject[0].person
    return subject if state else []


def _mutual(
    read: Reading, group: Sequence[Party], form: Form, first: int, behind: int
) -> Iterator[tuple[Party, Party]]:
    """Pair those who act together; talks must have been held, and not with a third party."""
    if form.act != MUTUAL:
        yield from permutations(group, 2)
    elif form.before != "both" and not _is_held(read, first, behind):
        return
    elif form.before != "both" or read.text_at(behind) != "with":
        yield from ((group[0], other) for other in group[1:])


def _is_held(read: Reading, first: int, behind: int) -> bool:
    """Say whether talks took place: “after talks between …”, “talks between … broke down”."""
    while read.is_a(behind, "auxiliary") or read.is_adverb(behind):
        behind += 1
    if read.is_a(behind, "happened"):
        return True
    at = first - 1
    while first - at <= FEW and read.is_word(at) and not read.is_a(at, "fronted", "unreal"):
        at -= 1
    return read.is_a(at, "fronted")


def _thing_end(read: Reading, target: Party) -> int:
    return read.tokens[target.thing].end if target.thing >= 0 else -1


def _clause_end(read: Reading, at: int) -> int:
    while at < len(read.tokens) and read.tokens[at].text not in STOPS:
        at += 1
    last = read.tokens[at - 1]
    return last.start if last.text in (".", "!", "?") else last.end


def _name(read: Reading, party: Party, cue: int, before: str, speakers: Mapping[Span, str]) -> str:
    """Give whom a party stands for, "" where a pronoun does not say."""
    if not party.pronoun:
        return party.known
    if party.pronoun not in HIS.values():
        return _only(read, party, cue)
    span = read.span(party.first, party.last)
    if span in speakers:
        return speakers[span]
    earlier = [one for one in read.parties if one.last < party.first and one.person and one.known]
    if not earlier:
        return _cataphor(read, party) or before
    opening = any(opens(read, one) for one in earlier)
    return earlier[0].known if opening and len({one.known for one in earlier}) == 1 else ""


def _cataphor(read: Reading, party: Party) -> str:
    """Give whom “his” stands for in “Before his talks with Sapt, Firefly said …”."""
    found = main_subject(read, party.last + 1)
    return found[0].known if len(found) == 1 and found[0].person else ""


def _only(read: Reading, party: Party, cue: int) -> str:
    """Give the only party before him, her or it that is not the subject of the cue."""
    at = back_from(read, cue)
    actors = {one.known for one in subject_at(read, at)} if at >= 0 else set()
    near = (one for one in read.parties if one.last < party.first and one.known)
    known = {one.known for one in near if one.person == party.person} - actors
    return known.pop() if len(known) == 1 else ""


def opening_person(read: Reading) -> str:
    """Give the person with whom the main clause of a sentence begins, or ""."""
    for party in read.parties:
        if opens(read, party):
            return party.known if party.person else ""
    return ""
