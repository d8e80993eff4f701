"""Bind quotations to cues and speakers inside a stretch of text."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from communique.quotes.lexicon import QuoteCues
from communique.quotes.sources import LONGEST, Source, main_subject, source_after, source_before
from communique.quotes.words import QUOTE, Cue, Word, find_cues

__all__ = ["Stretch", "Told", "closes", "is_titled", "read_stretch"]

LONG_WORD = re.compile(r"\w[\w'’]{3,}")
LOOK, TITLED = 200, 0.8
NEAR = 3
LONGEST_LABEL = 8
ENDS = {",", ".", ":", QUOTE}
DASHES = {"—", "–", "-", "―", "~"}
CLOSING = "”\"’'»"


class Told(NamedTuple):
    """A cue with its speaker: places in the stretch (`source` may be unknown)."""

    cue: Cue
    source: Source | None
    after: bool


class Stretch(NamedTuple):
    """What a stretch holds: its words, its cues with speakers, and contents bound to them."""

    words: list[Word]
    told: list[Told]
    bound: dict[int, Told]
    sides: dict[int, str]
    cues: frozenset[int]


def read_stretch(text: str, words: list[Word], cues: QuoteCues) -> Stretch:
    """Find the cues of a stretch with their speakers, and bind each quotation to one of them."""
    found = find_cues(words, cues)
    told = sorted([*_told(words, found), *_signs(words, found)], key=lambda one: one.cue.first)
    bound: dict[int, Told] = {}
    sides: dict[int, str] = {}
    for place, word in enumerate(words):
        if word.text == QUOTE:
            side, one = _bind(text, words, place, told)
            if one and not (side == "before" and _is_term(text, words, place, one)):
                bound[word.number] = one
                sides[word.number] = side
    return Stretch(words, told, bound, sides, frozenset(one.cue.first for one in told))


def _is_term(text: str, words: Sequence[Word], place: int, told: Told) -> bool:
    """Say whether a quotation is a name or a title: “the so-called …”, “on … Sunday”."""
    before = words[place - 1]
    if place - 1 <= told.cue.last or not before.is_word:
        return False
    return "term" in before.kinds or is_titled(text[words[place].start : words[place].end])


def is_titled(text: str) -> bool:
    """Say whether words have capitals as in a title: all but the small ones, and two or more."""
    long = [word[0].isupper() for word in LONG_WORD.findall(text[:LOOK])]
    return len(long) > 1 and sum(long) >= TITLED * len(long)


def _told(words: Sequence[Word], cues: Sequence[Cue]) -> Iterator[Told]:
    last: Told | None = None
    for cue in cues:
        if not _is_verb(words, cue):
            continue
        told = _with_source(words, cue, last)
        yield told
        last = told if told.source else last


def _signs(words: Sequence[Word], cues: Sequence[Cue]) -> Iterator[Told]:
    """Give colons and dashes that stand for a verb: “Mr. Sapt: “…””, ““…” — Fritz, a friend”."""
    verbs = {cue.first for cue in cues}
    for place, word in enumerate(words):
        here = Cue(place, place, frozenset({"quote"}))
        if word.text == ":" and words[place + 1 : place + 2] and words[place + 1].text == QUOTE:
            told = any(cue in verbs for cue in range(max(0, place - LONGEST), place))
            label = place <= LONGEST_LABEL and _is_label(words[:place])
            if not told:
                yield Told(here, (0, place) if label else main_subject(words, place), False)
        elif word.text in DASHES and place and _is_quote(words, place - 1):
            rest = range(place + 1, len(words))
            if 0 < len(rest) <= 2 * LONGEST_LABEL and not verbs & {*rest}:
                source = source_after(words, place + 1) if words[rest[0]].capital else None
                if source:
                    yield Told(here, source, True)


def _is_quote(words: Sequence[Word], place: int) -> bool:
    twice = place and words[place].text == "-"
    return words[place - 1 if twice else place].text == QUOTE


def _is_label(words: Sequence[Word]) -> bool:
    names = [word for word in words if word.is_word]
    plain = all(word.is_word or word.text in ",()" for word in words)
    return plain and any(word.capital for word in names)


def _is_verb(words: Sequence[Word], cue: Cue) -> bool:
    if "source" in cue.uses:
        return True
    if not cue.first:
        return not words[0].text.endswith(("ed", "ing"))
    before = words[cue.first - 1]
    if before.kinds & {"pronoun"} or before.text in ("that", "to"):
        return True
    if "noun" in words[cue.first].kinds and _possessed(words, cue.first):
        return False
    return not (
        before.kinds & {"determiner"} or (before.text.endswith("'s") and before.capital)
    ) and not (before.kinds & {"preposition"} and not words[cue.first].text.endswith("ing"))


def _possessed(words: Sequence[Word], place: int) -> bool:
    """Say whether a word belongs to somebody: “the envoy’s early-morning claims”."""
    near = words[max(0, place - NEAR) : place]
    return any(word.text.endswith(("'s", "s'")) for word in near)


def _with_source(words: Sequence[Word], cue: Cue, last: Told | None) -> Told:
    if "source" in cue.uses:
        return Told(cue, source_after(words, cue.last + 1), True)
    gerund = words[cue.first].text.endswith("ing")
    if cue.first and not gerund and _quote_before(words, cue.first):
        source = source_after(words, cue.last + 1)
        if source:
            return Told(cue, source, True)
    source = None
    infinitive = cue.first and words[cue.first - 1].text == "to"
    if not infinitive and (not gerund or words[cue.first - 1].kinds & {"auxiliary"}):
        source = source_before(words, cue)
    if source is None:
        relative = last and last.source and "relative" in words[last.source[0]].kinds
        known = None if relative else last and last.source
        source = known or main_subject(words, cue.first) or (last and last.source)
    return Told(cue, source, False)


def _quote_before(words: Sequence[Word], place: int) -> bool:
    back = place - 1
    while back >= 0 and (words[back].text == "," or words[back].kinds & {"adverb"}):
        back -= 1
    return back >= 0 and words[back].text == QUOTE


def _bind(
    text: str, words: Sequence[Word], place: int, told: Sequence[Told]
) -> tuple[str, Told | None]:
    at = bisect_left(told, place, key=lambda one: one.cue.first)
    behind = _behind(words, told, at, place)
    before = _outer(words, told, at - 1) if at else None
    if before and place - before.cue.last > LONGEST:
        before = None
    quote = words[place]
    ends = text[quote.start : quote.end].rstrip(CLOSING)[-1:]
    comma = ends in ",—-" or (place + 1 < len(words) and words[place + 1].text == ",")
    inside = before and words[before.cue.last + 1].text == "that" and words[place - 1].is_word
    if behind and not inside and (comma or ends in "?!…" or place == 0 or not before):
        return "after", behind
    if before:
        return "before", before
    if at < len(told) and closes(text, words, told[at]):
        return "clause", told[at]
    return "", None


def _outer(words: Sequence[Word], told: Sequence[Told], at: int) -> Told:
    """Pass from “she says it shows that” and “he hoped to say that” to the cue they belong to."""
    for back in range(at, max(at - NEAR, 0), -1):
        one = told[back]
        inner = one.source and "empty" in words[one.source[0]].kinds
        if not inner and words[one.cue.first - 1].text != "to":
            return one
    return told[max(at - NEAR, 0)]


def closes(text: str, words: Sequence[Word], told: Told) -> bool:
    """Say whether a cue with its speaker closes the clause it tells: “…, the envoy said.”"""
    first = told.cue.first if told.after else told.source[0] if told.source else 0
    behind = max(told.cue.last + 1, told.source[1] if told.source else 0)
    if first < 2 or not (words[first - 1].text == "," or _ends_open(text, words[first - 1])):
        return False
    listener = LONGEST_LABEL if "to" in told.cue.uses else 1
    if behind >= len(words) or any(word.text in ENDS for word in words[behind : behind + listener]):
        return True
    return "source" in told.cue.uses or bool(words[behind].kinds & {"time", "preposition"})


def _ends_open(text: str, word: Word) -> bool:
    return word.text == QUOTE and text[word.start : word.end].rstrip(CLOSING)[-1:] in ",—-?!…"


def _behind(words: Sequence[Word], told: Sequence[Told], at: int, place: int) -> Told | None:
    """Give the cue behind a quotation; “the envoy, speaking at night, said” is told by “said”."""
    for number in range(at, min(at + NEAR, len(told))):
        one = told[number]
        if _adjoins(words, place, one):
            inserted = words[one.cue.first].text.endswith("ing") and number + 1 < len(told)
            return told[number + 1] if inserted and told[number + 1].source == one.source else one
    return None


def _adjoins(words: Sequence[Word], place: int, told: Told) -> bool:
    """Say whether nothing but its speaker stands between a quotation and a cue behind it."""
    if told.cue.first - place > LONGEST:
        return False
    first = told.cue.first if told.after else told.source[0] if told.source else -1
    if first <= place or any(words[at].text == QUOTE for at in range(place + 1, first)):
        return False
    loose = [words[at] for at in range(place + 1, first) if words[at].is_word]
    return all(word.kinds & {"adverb"} or word.text == "as" for word in loose)
