"""Say what a sentence is about, in stems that can be set beside those of another sentence."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from communique.claims.lexicon import ClaimCues
from communique.compare.base import records
from communique.patterns import Hit

__all__ = ["SHORT", "About", "about", "dateline", "known_names", "report_words", "stem", "years"]

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_MONTH = "Jan|Feb|March|Mar|Apr|May|June|July|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
DATELINE = re.compile(
    r"[A-Z][^\W\d_]*(?:[ -][A-Z][^\W\d_]*){0,2},?\s+\(?"
    rf"(?:(?P<day>\d\d?)\s(?P<month>{_MONTH})[a-z]*"
    rf"|(?P<before>{_MONTH})[a-z]*\.?\s(?P<after>\d\d?))\b[^–—-]{{0,30}}[–—-]"
)
WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
SHORT = 15  # sentences, titles counted: a report on one matter
STEM = 6  # letters: “negotiators” and “negotiations” are one
LAND = re.compile(r"(?:[^dr]ia|(?<!ic|or|ar)ian)(?:s|['’]s?)?$")  # Freedonia, Syldavians
SHORTEST = 3
VERBAL = re.compile(r"(?<=[a-z]{3})([a-df-z])\1?(?:ing|ed)$")  # “pulling”, “stopped”
OBJECT = re.compile(r"\s+(?:on|over|about|for|against|into|concerning|of)((?:\s+[\w’'-]+){1,4})")


class About(NamedTuple):
    """Stems of a sentence: its own words, its names, and what its things are on or of."""

    words: str
    names: str
    objects: str


def about(text: str, cues: ClaimCues, known: Collection[str] = ()) -> About:
    """Say in stems what a sentence is about, apart from words that say a status or nothing.

    The words for a thing (a visa, a patrol) stay, even where a cue names them.

    Names are words with a capital inside the sentence, or that begin it and are `known` names.

    >>> from communique.claims.lexicon import make_claim_cues
    >>> cues = make_claim_cues({"agreed": ["agreed"]}, {"common": ["they", "the", "on"]})
    >>> about("They agreed on the fishing quotas of Sylvania.", cues)
    About(words='fish quota', names='sylvan', objects='')
    """
    left = [hit for hit in cues.rules.find(text) if hit.key == "common"]
    skipped = _covered(left)
    things = cues.things.find(text)
    said = {at for hit in cues.matcher.find(text) for at in _literal(text, hit)} - _covered(things)
    words = [word for word in WORD.finditer(text) if word.start() not in skipped]
    names = [word for word in words if _is_name(text, word, known)]
    own = [w for w in words if w not in names and w.start() not in said]
    places = [
        range(found.start(1), found.end())
        for hit in things
        if (found := OBJECT.match(text, hit.end))
    ]
    objects = [w for w in own if any(w.start() in place for place in places)]
    return About(_stems(own), _stems(names), _stems(objects))


def report_words(
    sentences: pd.DataFrame, cues: ClaimCues, known: Collection[str]
) -> dict[str, str]:
    """Give the stems of each short document; its names, which begin with @, and weekdays too."""
    texts: dict[str, list[str]] = {}
    for doc, text in records(sentences, "doc", "text"):
        texts.setdefault(doc, []).append(text)
    return {
        doc: " ".join(dict.fromkeys(word for text in listed for word in _told(text, cues, known)))
        for doc, listed in texts.items()
        if len(listed) <= SHORT
    }


def _told(text: str, cues: ClaimCues, known: Collection[str]) -> Iterator[str]:
    said = about(text, cues, known)
    yield from said.words.split()
    yield from (f"@{name}" for name in said.names.split())
    yield from (day.lower() for day in WEEKDAY.findall(text))


def _literal(text: str, hit: Hit) -> Iterator[int]:
    """Give the places of a cue's own words; what a * in it stands for is the sentence's own."""
    written = {stem(word) for word in WORD.findall(hit.pattern)}
    for word in WORD.finditer(text, hit.start, hit.end):
        if stem(word[0]) in written:
            yield word.start()


def _covered(hits: Iterable[Hit]) -> set[int]:
    return {at for hit in hits for at in range(hit.start, hit.end)}


def _stems(words: Iterable[re.Match[str]]) -> str:
    stems = (stem(word[0]) for word in words)
    return " ".join(dict.fromkeys(one for one in stems if len(one) >= SHORTEST))


def known_names(texts: Iterable[str]) -> set[str]:
    """Collect the stems of all words with a capital inside a sentence.

    >>> known_names(["The envoy of Sylvania left."])
    {'sylvan'}
    """
    return {stem(w[0]) for text in texts for w in WORD.finditer(text) if _is_name(text, w, ())}


def dateline(texts: Iterable[str]) -> str:
    """Give month and day of the dateline that opens one of the texts, or "".

    >>> dateline(["Talks near", "ZENDA, 8 April (Agency) – The envoys met."])
    '04-08'
    """
    for text in texts:
        if found := DATELINE.match(text):
            day, month = found["day"] or found["after"], found["month"] or found["before"]
            return f"{MONTHS.index(month[:3]) // 3 + 1:02}-{int(day):02}"
    return ""


def years(text: str) -> str:
    """Give the years that a sentence names."""
    return " ".join(dict.fromkeys(YEAR.findall(text)))


def stem(word: str) -> str:
    """Cut a word to its first letters, without the ending of a plural, possessive or verb.

    >>> stem("Tariffs"), stem("negotiations"), stem("Sylvania’s"), stem("pulling")
    ('tariff', 'negoti', 'sylvan', 'pull')
    """
    short = re.sub(r"['’]s?$", "", word.lower())
    short = re.sub(r"(?<=[a-rt-z])s$", "", short)
    return VERBAL.sub(r"\1", short)[:STEM]


def _is_name(text: str, word: re.Match[str], known: Collection[str]) -> bool:
    """Take a capital for a name; of a sentence's first word, if it is known as one or looks so."""
    if not word[0][0].isupper():
        return False
    return (
        bool(LAND.search(word[0]))
        or bool(text[: word.start()].strip(" “\"‘'([–—-"))
        or stem(word[0]) in known
    )
