"""Bind quotations to cues and speakers inside a stretch of text."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from communique.quotes.lexicon import QuoteCues
from communique.quotes.sources import LONGEST, Source, main_subject, source_after, source_before
from communique.quotes.words import QUOTE, Cue, Word, find_cues

__all__ = ["Stretch", "Told", "read_stretch"]


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


def read_stretch(text: str, words: list[Word], cues: QuoteCues) -> Stretch:
    """Find the cues of a stretch with their speakers, and bind each quotation to one of them."""
    told = list(_told(words, find_cues(words, cues)))
    bound: dict[int, Told] = {}
    sides: dict[int, str] = {}
    for place, word in enumerate(words):
        if word.text == QUOTE:
            side, one = _bind(text, words, place, told)
            if one:
                bound[word.number] = one
                sides[word.number] = side
    return Stretch(words, told, bound, sides)


def _told(words: Sequence[Word], cues: Sequence[Cue]) -> Iterator[Told]:
    last: Told | None = None
    for cue in cues:
        if not _is_verb(words, cue):
            continue
        told = _with_source(words, cue, last)
        yield told
        last = told if told.source else last


def _is_verb(words: Sequence[Word], cue: Cue) -> bool:
    if "source" in cue.uses or not cue.first:
        return True
    before = words[cue.first - 1]
    if before.kinds & {"pronoun"} or before.text in ("that", "to"):
        return True
    return not (
        before.kinds & {"determiner"} or (before.text.endswith("'s") and before.capital)
    ) and not (before.kinds & {"preposition"} and not words[cue.first].text.endswith("ing"))


def _with_source(words: Sequence[Word], cue: Cue, last: Told | None) -> Told:
    if "source" in cue.uses:
        return Told(cue, source_after(words, cue.last + 1), True)
    after_quote = cue.first and _quote_before(words, cue.first)
    if after_quote and (source := source_after(words, cue.last + 1)):
        if not words[cue.first].text.endswith("ing"):
            return Told(cue, source, True)
    source = None
    if not words[cue.first].text.endswith("ing") or words[cue.first - 1].kinds & {"auxiliary"}:
        source = source_before(words, cue)
    if source is None:
        source = last.source if last and last.source else main_subject(words, cue.first)
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
    behind = told[at] if at < len(told) and _adjoins(words, place, told[at]) else None
    before = told[at - 1] if at and place - told[at - 1].cue.last <= LONGEST else None
    quote = words[place]
    ends = text[quote.start : quote.end].rstrip("”\"’'»")[-1:]
    comma = ends in ",—-" or (place + 1 < len(words) and words[place + 1].text == ",")
    if behind and (comma or ends in "?!…" or place == 0 or not before):
        return "after", behind
    return ("before", before) if before else ("", None)


def _adjoins(words: Sequence[Word], place: int, told: Told) -> bool:
    """Say whether nothing but its speaker stands between a quotation and a cue behind it."""
    if told.cue.first - place > LONGEST:
        return False
    first = told.cue.first if told.after else told.source[0] if told.source else -1
    if first <= place or any(words[at].text == QUOTE for at in range(place + 1, first)):
        return False
    loose = [words[at] for at in range(place + 1, first) if words[at].is_word]
    return all(word.kinds & {"adverb"} or word.text == "as" for word in loose)
