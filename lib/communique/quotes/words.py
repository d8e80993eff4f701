"""Read a stretch of text as words, punctuation and whole quotations; find the cues in it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from communique.quotes.lexicon import QuoteCues
from communique.quotes.spans import Quoted

__all__ = ["QUOTE", "Cue", "Word", "find_cues", "may_tell", "read_words"]

TOKEN = re.compile(
    r"(?i:\b(?:s?he|they|we|I|you|it|who)(?=[’'](?:s|re|ve|d|ll|m)\b)|[’'](?:s|re|ve|d|ll|m)\b)"
    r"|(?:[^\W\d_]\.){2,}|[$€£#@]?[^\W_]+(?:[’'.&@/_-][^\W_]+|,\d{3})*|[^\w\s]|_+",
    re.UNICODE,
)
SHORT = 4
LETTERS = re.compile(r"[^\W\d_]+")
QUOTE = "“…”"  # no word, whatever the text says
NO_KINDS: frozenset[str] = frozenset()


class Word(NamedTuple):
    """A word in lower case, a mark, or a quotation (`text` is QUOTE, `number` counts them)."""

    start: int
    end: int
    text: str
    capital: bool
    kinds: frozenset[str]
    number: int = -1

    @property
    def is_word(self) -> bool:
        """Say whether it is a word: neither a mark nor a quotation."""
        return (self.number < 0 and self.text[:1].isalnum()) or self.text[:1] in "$€£#@"


class Cue(NamedTuple):
    """A cue: the places of its first and last word in the stretch, and its uses."""

    first: int
    last: int
    uses: frozenset[str]


def read_words(
    text: str, start: int, end: int, quotes: Sequence[Quoted], cues: QuoteCues
) -> list[Word]:
    """Read the words of a stretch; each quotation that begins in it is one."""
    words: list[Word] = []
    at = start
    for number, quote in enumerate(quotes):
        words += _words(text, at, quote.start, cues)
        words.append(Word(quote.start, quote.end, QUOTE, False, NO_KINDS, number))
        at = quote.end
    return [*words, *_words(text, at, end, cues)]


def _words(text: str, start: int, end: int, cues: QuoteCues) -> Iterator[Word]:
    abbreviations = cues.classes["abbreviation"]
    stop = start
    for found in TOKEN.finditer(text, start, end):
        if found.start() < stop:
            continue
        word, stop = found[0], found.end()
        if text[stop : stop + 1] == "." and f"{word.lower()}." in abbreviations:
            word, stop = f"{word}.", stop + 1
        lowered = word.lower().replace("’", "'")
        kinds = cues.kinds.get(lowered, NO_KINDS)
        capital = word[0].isupper()
        if lowered.endswith("ly") and not capital and len(word) > SHORT:
            kinds |= {"adverb"}
        yield Word(found.start(), stop, lowered, capital, kinds)


def may_tell(text: str, start: int, end: int, cues: QuoteCues) -> bool:
    """Say whether a stretch holds the first word of any cue, which is quick to see."""
    return not cues.forms.keys().isdisjoint(LETTERS.findall(text[start:end].lower()))


def find_cues(words: Sequence[Word], cues: QuoteCues) -> list[Cue]:
    """Find the cues of a stretch, the longest where two begin at one word."""
    found: list[Cue] = []
    place = 0
    titled = _is_titled(words)
    while place < len(words):
        named = place and words[place].capital and not titled
        cue = None if named else _cue_at(words, place, cues)
        if cue:
            found.append(cue)
        place = cue.last + 1 if cue else place + 1
    return found


def _is_titled(words: Sequence[Word]) -> bool:
    """Say whether most words have capitals, as in a headline: a capital makes no name there."""
    return 2 * sum(word.capital for word in words) > sum(word.is_word for word in words)


def _cue_at(words: Sequence[Word], place: int, cues: QuoteCues) -> Cue | None:
    longest, uses = 0, NO_KINDS
    for form in cues.forms.get(words[place].text, ()):
        size = len(form.words)
        here = tuple(word.text for word in words[place : place + size])
        if here == form.words and size >= longest:
            longest, uses = size, uses | form.uses
    return Cue(place, place + longest - 1, uses) if longest else None
