"""Say how far a time clue reaches: which words behind a cue belong to it.

Cues say what they take in the column `takes` of their table:

    (empty)   nothing: the cue is the clue
    event     the words up to the event word they place (“following the incident”), which must come
    event?    the same within the noun phrase; without an event word, to its noun
    clause    the words up to an event word, or three words; one at least must come
    subject   as clause, if it begins like a subject: a name, a pronoun, an article
    verb      the verb, with what stands between (“could soon be set up”); one must come
    done      the same for a passive verb alone (“may be closed”, not “may be right”)
    ing       a word in -ing, as next word but one at most
    word      the next word, if one comes
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from communique.patterns import Matcher

__all__ = ["Seen", "look", "reach"]

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:['’\-‑]\w+)*(?:['’](?=\s))?")
_GAP = re.compile(r"[\s\"“„«‘`]*(?:[-‑](?=\w))?")
_ADJECTIVE = re.compile(r"[A-Z].*|\w+(?:al|ic|ary|ive|ous|ish|ian|ese|level)")
_MOST = 6  # words to an event
_FEW = 3  # words of a clause
_JOINING = {"and", "or", "but", "which", "who", "whom", "that", "because", "whether", "nor"}
_VERBS = {"is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "said"}
_MODALS = {"will", "would", "could", "may", "might", "should", "shall"}
_WHOLE = {"order", "future", "hypothetical"}  # kinds of cue that a clause does not run into
_PLACING = {"to", "in", "on", "at", "by", "with", "for", "from", "between", "of", "among", "into"}
_PLACING |= {"over", "than", "as", "against", "about", "if", "when", "after", "before", "since"}
_POINTING = {"the", "a", "an", "this", "these", "those", "his", "her", "its", "their", "our", "my"}
_SUBJECTS = {"he", "she", "it", "they", "we", "you", "i", "both", "all", "one", "two", "some"}
_AUXILIARY = {"be", "been", "being", "have", "to", "not", "never", "also", "soon", "still", "only"}
_AUXILIARY |= {
    "then",
    "even",
    "now",
    "ever",
    "once",
    "again",
    "well",
    "therefore",
    "just",
    "instead",
}


class Seen(NamedTuple):
    """A text, where its first word and its cues begin, and the matcher of event words."""

    text: str
    first: int
    cues: Sequence[int]
    whole: Sequence[int]  # of the cues those that a clause does not run into
    events: Matcher


def look(text: str, cues: Iterable[tuple[int, str]], events: Matcher) -> Seen:
    """Note what `reach` needs of a text, given where cues begin, and their kinds."""
    places = sorted(cues)
    word = re.search(r"\w", text)
    whole = [at for at, kind in places if kind in _WHOLE]
    return Seen(text, word.start() if word else 0, [at for at, _ in places], whole, events)


def reach(takes: str, seen: Seen, start: int, end: int) -> int | None:
    """Give the end of a clue whose cue spans start to end; None where what must come is missing.

    >>> from communique.patterns import compile_patterns
    >>> text = "Following the sad incident of March, they could soon be asked."
    >>> seen = look(text, [], compile_patterns({"": ["incident"]}))
    >>> text[: reach("event", seen, 0, 9)], text[42 : reach("verb", seen, 42, 47)]
    ('Following the sad incident', 'could soon be asked')
    """
    return _RULES[takes](seen, start, end) if takes else end


def _words(
    text: str, start: int, most: int, stop: Collection[str], until: int | None = None
) -> list[re.Match[str]]:
    """Read at most so many words, up to punctuation, to a place, or to a word that stops."""
    until = len(text) if until is None else until
    words: list[re.Match[str]] = []
    while len(words) < most:
        gap = _GAP.match(text, start, until)
        word = _WORD.match(text, gap.end() if gap else start, until)
        if not word or word[0].lower() in stop:
            break
        words.append(word)
        start = word.end()
    return words


def _next(places: Sequence[int], end: int) -> int | None:
    at = bisect_left(places, end)
    return places[at] if at < len(places) else None


def _to_event(seen: Seen, end: int, words: list[re.Match[str]]) -> int | None:
    """Give the end of the first event word, and of those that follow it directly."""
    last = None
    hits = seen.events.find(seen.text[end : words[-1].end()]) if words else []
    for hit in hits:
        if last is not None and seen.text[last : end + hit.start].strip(" -‑"):
            break
        last = end + hit.end
    return last


def _event(seen: Seen, start: int, end: int) -> int | None:
    return _to_event(seen, end, _words(seen.text, end, _MOST, _JOINING | _VERBS))


def _maybe_event(seen: Seen, start: int, end: int) -> int | None:
    words = _words(seen.text, end, _MOST, _JOINING | _VERBS | _PLACING)
    nearest = _next(seen.cues, end)
    free = [word for word in words if nearest is None or word.start() < nearest]
    found = _to_event(seen, end, free)
    if found is None and free and free[0][0].lower() not in _POINTING | _SUBJECTS:
        noun = (word for word in free if not _ADJECTIVE.fullmatch(word[0]))
        return next(noun, free[-1]).end()
    return found or end


def _clause(seen: Seen, start: int, end: int) -> int | None:
    words = _words(seen.text, end, _MOST, _JOINING | _MODALS, _next(seen.whole, end))
    few = words[:_FEW]
    while len(few) > 1 and few[-1][0].lower() in _POINTING | _SUBJECTS | _PLACING:
        few.pop()
    return _to_event(seen, end, words) or (few[-1].end() if few else None)


def _subject(seen: Seen, start: int, end: int) -> int | None:
    first = next(iter(_words(seen.text, end, 1, _JOINING)), None)
    if not first or not (first[0][0].isupper() or first[0].lower() in _SUBJECTS | _POINTING):
        return None
    return _clause(seen, start, end)


def _verb(seen: Seen, start: int, end: int) -> int | None:
    """Pass auxiliaries, adverbs, and a subject after a modal that opens a question."""
    if seen.text[start].isupper() and start > seen.first:
        return None  # a month, or a name
    asked = end + 2 if seen.text[start:end].lower() in _MODALS else end
    last = None
    for word in _words(seen.text, end, _MOST, _JOINING):
        form = word[0].lower()
        if (
            form in _AUXILIARY
            or form.endswith("ly")
            or (form in _SUBJECTS and word.start() < asked)
        ):
            last = word.end() if form in {"be", "been", "have"} else last
        elif form in _POINTING | _PLACING or not word[0][0].islower():
            break
        else:
            return word.end()
    return last


def _done(seen: Seen, start: int, end: int) -> int | None:
    last = _verb(seen, start, end)
    return last if last and re.search(r"(?:ed|en|ne|ld|ut)$", seen.text[end:last]) else None


def _ing(seen: Seen, start: int, end: int) -> int | None:
    words = _words(seen.text, end, 2, _JOINING | _PLACING)
    ends = (word.end() for word in words if re.fullmatch(r"\w\w+ing", word[0]))
    return next(ends, None)


def _word(seen: Seen, start: int, end: int) -> int | None:
    if start == 0 and seen.text[end : end + 1] == ",":
        return None  # “Still, …” tells no time
    words = _words(seen.text, end, 1, _JOINING | _POINTING | _PLACING)
    return words[0].end() if words else end


_RULES: dict[str, Callable[[Seen, int, int], int | None]] = {
    "event": _event,
    "event?": _maybe_event,
    "clause": _clause,
    "subject": _subject,
    "verb": _verb,
    "done": _done,
    "ing": _ing,
    "word": _word,
}
