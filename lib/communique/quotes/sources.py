"""Find who is meant: the words before or after a cue that name the speaker.

A source is a span of places in a stretch (see `words`): from its first to behind its last word.
"""

from collections.abc import Sequence

from communique.quotes.words import QUOTE, Cue, Word

__all__ = ["Source", "main_subject", "source_after", "source_before"]

Source = tuple[int, int]

LONGEST = 40
LONGEST_NAME = 14
STOPS = {QUOTE, ":", ";", "—", "–", "―", "?", "!", "…"}
SKIPPED = {"auxiliary", "adverb"}
OPENERS = {"preposition", "conjunction"}
SPEAKERS = {"role", "body"}
NAMING = {"determiner", "role", "body", "pronoun"}


def source_before(words: Sequence[Word], cue: Cue) -> Source | None:
    """Find the speaker before a cue: “the envoy, a friend of Mr. Sapt, has also said”."""
    place = _back_over_verbs(words, cue.first - 1)
    place = _back_over_insertion(words, place)
    if place < 0:
        return None
    if words[place].kinds & {"conjunction"} and words[place].text in ("and", "but", "then", "or"):
        return None
    if "relative" in words[place].kinds and words[place].text != "whom":
        return place, place + 1
    return _noun_phrase(words, place)


def _back_over_verbs(words: Sequence[Word], place: int) -> int:
    """Pass over “has”, “also”, “on Monday”, “angrily” and notes in brackets."""
    first = place - LONGEST
    while place > max(first, -1):
        word = words[place]
        if "personal" in word.kinds:
            return place
        if word.text == ")":
            place = _opening(words, place) - 1
        elif word.kinds & SKIPPED and not word.capital:
            place -= 1
        elif "time" in word.kinds or (word.text.isdigit() and place > 1):
            place -= 1
            while place > 0 and words[place].text in ("on", "last", "this", "late", "early", "in"):
                place -= 1
        else:
            return place
    return place


def _opening(words: Sequence[Word], place: int) -> int:
    for back in range(place, max(-1, place - LONGEST), -1):
        if words[back].text == "(":
            return back
    return place


def _back_over_insertion(words: Sequence[Word], place: int) -> int:
    """Pass over “, the envoy of Sylvania,”: what stands between two commas or dashes."""
    if place < 0 or words[place].text not in (",", "—", "–"):
        return place
    mark = words[place].text
    nearest = -1
    for back in range(place - 1, max(-1, place - LONGEST), -1):
        text = words[back].text
        if text == mark:
            nearest = back
            if back and not words[back - 1].text.isdigit() and not _lists(words, back):
                return back - 1
        elif text in STOPS:
            break
    return nearest - 1 if nearest > 0 else place - 1


def _lists(words: Sequence[Word], comma: int) -> bool:
    """Say whether what follows a comma goes on with the insertion rather than opens it."""
    following = words[comma + 1]
    return following.text in ("and", "or") or "time" in following.kinds


def _noun_phrase(words: Sequence[Word], last: int) -> Source | None:
    """Take the words back from the last one to where the subject begins."""
    if last < 0 or not (words[last].is_word or words[last].text in (")", "%")):
        return None
    if words[last].kinds & {"personal", "pronoun"}:
        return last, last + 1
    first = last + 1
    for back in range(last, max(-1, last - LONGEST_NAME), -1):
        word = words[back]
        if word.text in STOPS or word.text == "," or (back < last and _breaks(words, back, last)):
            break
        if word.text in (")", "("):
            first = back
            continue
        first = back
    return _trimmed(words, first, last + 1)


def _breaks(words: Sequence[Word], back: int, last: int) -> bool:
    word = words[back]
    if word.text == "and":
        return not (back and words[back - 1].capital and words[back + 1].capital)
    if "personal" in word.kinds or word.text == "that":
        return True
    if "auxiliary" in word.kinds:
        return not word.capital
    return bool(word.kinds & {"conjunction", "relative"}) and "determiner" not in word.kinds


def _trimmed(words: Sequence[Word], first: int, end: int) -> Source | None:
    """Leave out an opening phrase: “In a speech Mr. Sapt”, “after the talks the envoy”."""
    if first >= end:
        return None
    if "preposition" in words[first].kinds:
        start = first
        for place in range(end - 1, first, -1):
            if "determiner" in words[place].kinds:
                start = place
                break
            if words[place].capital and not words[place - 1].capital:
                start = place
                break
        first = start
    while first < end and words[first].kinds & {"adverb", "time"} and end - first > 1:
        first += 1
    return (first, end) if first < end else None


def source_after(words: Sequence[Word], start: int, stop: int | None = None) -> Source | None:
    """Find the speaker behind a cue: “said Mr. Sapt, the envoy”, “according to the envoy”."""
    place, size = start, len(words) if stop is None else stop
    while place < size and words[place].kinds & {"adverb"} and not words[place].capital:
        place += 1
    if place >= size or not words[place].is_word:
        return None
    first = words[place]
    if "personal" in first.kinds:
        return place, place + 1
    near = words[place : place + 4]
    if not (first.kinds & NAMING or any(word.capital or word.kinds & SPEAKERS for word in near)):
        return None
    if "time" in first.kinds:
        return None
    end = place + 1
    while end < min(size, place + LONGEST_NAME) and not _ends(words, end):
        if first.capital and _leaves_name(words, end, strict=stop is not None):
            break
        end += 1
    while end > place + 1 and words[end - 1].kinds & {"preposition", "conjunction"}:
        end -= 1
    return place, end


def _ends(words: Sequence[Word], place: int) -> bool:
    """Say whether a word behind a cue cannot go on with the speaker’s name or description."""
    word = words[place]
    if not word.is_word:
        return word.text not in ("(", ")", "-")
    if word.text == "and":
        return not words[min(place + 1, len(words) - 1)].capital
    if word.kinds & {"auxiliary", "adverb"} and not word.capital:
        return True
    if "preposition" in word.kinds and "link" not in word.kinds:
        return True
    return bool(word.kinds & {"conjunction", "relative", "time"})


def _leaves_name(words: Sequence[Word], place: int, strict: bool) -> bool:
    """Say whether a small word behind a name is no part of it: “Mr. Sapt offered”."""
    word = words[place]
    if word.capital or word.kinds & {"link", "role", "body", "determiner"} or not word.is_word:
        return False
    return strict or not any(near.capital for near in words[place + 1 : place + 4])


def main_subject(words: Sequence[Word], before: int) -> Source | None:
    """Find the subject of the sentence: the first person or noun phrase in it."""
    place = 0
    if words and (words[0].kinds & OPENERS or words[0].text.endswith(("ed", "ing"))):
        commas = [at for at in range(min(before, LONGEST)) if words[at].text == ","]
        place = commas[0] + 1 if commas else 0
    for at in range(place, min(before, place + LONGEST)):
        word = words[at]
        if "personal" in word.kinds:
            return at, at + 1
        if "determiner" in word.kinds and at + 1 < before:
            return source_after(words, at, before)
        named = word.capital and word.is_word and "time" not in word.kinds
        if named and not word.kinds & {"conjunction", "preposition", "adverb"}:
            return source_after(words, at, before)
    return None
