"""Find reported speech: who says what without quotation marks. Precision comes before recall."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from communique.quotes.contents import Content, before_told, span_of
from communique.quotes.speech import Stretch, Told, closes
from communique.quotes.words import QUOTE, Word

__all__ = ["reported_contents"]

PAUSES = {",", ";", ":", "—", "–", "(", ")", "?", "!"}
STOPS = {";", "—", "–", "?", "!", "…"}
AHEAD, FAR = 8, 16
FEWEST_WORDS = 3
LONGEST = 120


def reported_contents(
    text: str, stretch: Stretch, taken: Sequence[Content] = ()
) -> Iterator[Content]:
    """Give the clauses of a stretch that a cue reports, quotations bound to a cue left out.

    A cue counts only with a speaker (a name, a pronoun, a word such as envoy), and if it is not
    denied, asked for, supposed, or in the passive: “would not say that”, “was told that”.
    """
    used = {one.cue.first for one in stretch.bound.values()}
    end = 0
    for number, told in enumerate(stretch.told):
        if told.cue.first in used or not _plausible(stretch.words, told):
            continue
        for span in _clauses(text, stretch, number, told):
            if span[0] >= end and _worth(stretch, span):
                content = span_of(stretch.words, *span, told)
                if not _overlaps(content, taken):
                    yield content
                    end = span[1] + 1


def _overlaps(content: Content, others: Sequence[Content]) -> bool:
    at = bisect_left(others, content.end, key=lambda one: one.start)
    return at > 0 and others[at - 1].end > content.start


def _plausible(words: Sequence[Word], told: Told) -> bool:
    if told.source is None:
        return False
    first, last = told.source
    if not _can_speak(words, first, last):
        return False
    if "source" in told.cue.uses:
        return True
    return not (_supposed(words, first) or _denied(words, told))


def _can_speak(words: Sequence[Word], first: int, last: int) -> bool:
    """Say whether the head of a source is a name, a person or a body: not “the envoy’s visit”."""
    if words[first].text in ("it", "you", "i"):
        return False
    links = [at for at in range(first + 1, last) if words[at].kinds & {"link", "preposition"}]
    head = words[(links[0] if links else last) - 1]
    named = head.capital and not head.kinds & {"determiner", "adverb", "conjunction", "time"}
    return (
        named
        or bool(head.kinds & {"role", "body", "pronoun"})
        or "personal" in head.kinds
        or head.text == ")"
    )


def _supposed(words: Sequence[Word], first: int) -> bool:
    return any("condition" in word.kinds for word in words[max(0, first - 1) : first])


def _denied(words: Sequence[Word], told: Told) -> bool:
    cue = told.cue.first
    begun = cue
    while begun and cue - begun < AHEAD and words[begun - 1].kinds & {"auxiliary", "adverb"}:
        begun -= 1
    between = words[begun:cue]
    subject = words[told.source[0] : told.source[0] + 1] if told.source else []
    if any("negation" in word.kinds or word.text.endswith("n't") for word in [*subject, *between]):
        return True
    gerund = words[cue].text.endswith("ing")
    if not gerund:
        return any("passive" in word.kinds or word.text == "to" for word in between)
    running = bool(between) and "passive" in between[-1].kinds  # is saying
    return not running and words[cue - 1].text != ","


def _clauses(text: str, stretch: Stretch, number: int, told: Told) -> Iterator[tuple[int, int]]:
    """Give the content of a cue: the clause behind it, or what stands before and behind it."""
    words, uses = stretch.words, told.cue.uses
    if not number and uses & {"bare", "source"} and closes(text, words, told):
        behind = max(told.cue.last + 1, told.source[1] if told.source else 0)
        goes_on = behind < len(words) and words[behind].text == ","
        opening = words[0].kinds & {"preposition"} or words[0].kinds & {"conjunction", "adverb"}
        if not (goes_on and opening):
            yield 0, before_told(stretch, told) - 1
        if goes_on and "source" not in uses:
            yield behind + 1, _end(stretch, number, behind + 1)
        return
    inner = any(_plausible(words, one) for one in stretch.told[number + 1 : number + 2])
    start = _start(words, told) if "source" not in uses else _source_start(words, told, inner)
    if start is not None and (end := _end(stretch, number, start)) > start:
        yield start, end


def _source_start(words: Sequence[Word], told: Told, inner: bool) -> int | None:
    """Find the clause of “According to the envoy, …”, unless it has a cue of its own."""
    start = told.source[1] if told.source else 0
    opens = told.cue.first <= 1 and start < len(words) and words[start].text == ","
    return start + 1 if opens and not inner else None


def _start(words: Sequence[Word], told: Told) -> int | None:
    """Find where the content behind a cue begins, or None if its form is not one of its uses."""
    uses, place = told.cue.uses, told.cue.last + 1
    if told.after:
        return None
    while place < len(words) and words[place].kinds & {"time", "adverb"}:
        place += 1
    if place >= len(words) or words[place].text in PAUSES or words[place].text == QUOTE:
        return None
    ahead = range(place, min(len(words), place + (FAR if "to" in uses else AHEAD)))
    if "that" in uses:
        for at in ahead:
            if "subordinator" in words[at].kinds:
                return at
            listener = "to" in uses or words[place].kinds & {"preposition"}
            if words[at].text in PAUSES or words[at].text == QUOTE or not listener:
                break
    if "to" in uses and any(words[at].text == "to" for at in ahead):
        return None if words[place].text in ("by", "with", "for", "not") else place
    word = words[place]
    starts = word.kinds & {"determiner", "personal", "opening"}
    if "bare" in uses and (starts or word.capital) and "preposition" not in word.kinds:
        return place
    plain = not word.kinds & {"conjunction", "preposition", "auxiliary", "relative"}
    return place if "object" in uses and (plain or starts) else None


def _end(stretch: Stretch, number: int, start: int) -> int:
    """Find the last word of the content: before the next cue that is no part of it."""
    words, stop = stretch.words, min(len(stretch.words), start + LONGEST)
    for told in stretch.told[number + 1 : number + 1 + AHEAD]:
        first = told.cue.first
        if told.source and told.source[0] < first:
            first = told.source[0] if told.source[0] > start else first
        while first > start and words[first - 1].kinds & {"adverb"}:
            first -= 1
        if start < first < stop and words[first - 1].text in ("and", "but", "while", "as", ","):
            stop = first - 1
            break
    for at in range(start, stop):
        if words[at].text in STOPS or (words[at].text == QUOTE and at == start):
            stop = at
            break
    stop = _before_gloss(words, start, stop)
    while stop > start and not (words[stop - 1].is_word or words[stop - 1].text in (QUOTE, ")")):
        stop -= 1
    return stop - 1 - (stop > start + 1 and words[stop - 1].text in ("and", "but", "while"))


def _before_gloss(words: Sequence[Word], start: int, stop: int) -> int:
    """Leave out a relative clause that closes the sentence: it may be the author's own gloss."""
    commas = [at for at in range(start + 1, stop - 1) if words[at].text == ","]
    if commas and words[commas[-1] + 1].kinds & {"relative", "gloss"}:
        return commas[-1]
    return stop


def _worth(stretch: Stretch, span: tuple[int, int]) -> bool:
    return sum(word.is_word for word in stretch.words[span[0] : span[1] + 1]) >= FEWEST_WORDS
