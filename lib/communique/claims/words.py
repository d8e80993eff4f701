"""Say what a sentence is about, in stems that can be set beside those of another sentence."""

import re

from communique.claims.lexicon import ClaimCues

__all__ = ["about", "names", "years"]

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
STEM = 6  # letters: “negotiators” and “negotiations” are one
SHORTEST = 3


def about(text: str, cues: ClaimCues) -> str:
    """Give the stems of a sentence's own words: no names, no words that say a status or nothing.

    >>> from communique.claims.lexicon import make_claim_cues
    >>> cues = make_claim_cues({"agreed": ["agreed"]}, {"common": ["they", "the", "on"]})
    >>> about("They agreed on the fishing quotas of Sylvania.", cues)
    'fishin quota'
    """
    left = [hit for hit in cues.rules.find(text) if hit.key == "common"]
    left += cues.matcher.find(text)
    covered = {at for hit in left for at in range(hit.start, hit.end)}
    found = [
        stem(word[0])
        for word in WORD.finditer(text)
        if word.start() not in covered and not _is_name(text, word)
    ]
    return " ".join(dict.fromkeys(s for s in found if len(s) >= SHORTEST))


def names(text: str, cues: ClaimCues) -> str:
    """Give the stems of words with a capital inside a sentence, but for common words (Monday).

    >>> from communique.claims.lexicon import make_claim_cues
    >>> cues = make_claim_cues({"agreed": ["agreed"]}, {"common": ["Monday"]})
    >>> names("On Monday the Sylvanian envoy and Sylvania spoke.", cues)
    'sylvan'
    """
    left = {hit.start for hit in cues.rules.find(text) if hit.key == "common"}
    words = [word for word in WORD.finditer(text) if word.start() not in left]
    return " ".join(dict.fromkeys(stem(word[0]) for word in words if _is_name(text, word)))


def years(text: str) -> str:
    """Give the years that a sentence names."""
    return " ".join(dict.fromkeys(YEAR.findall(text)))


def stem(word: str) -> str:
    """Cut a word to its first letters, without the ending of a plural or possessive.

    >>> stem("Tariffs"), stem("negotiations"), stem("Sylvania’s")
    ('tariff', 'negoti', 'sylvan')
    """
    short = re.sub(r"['’]s?$", "", word.lower())
    return re.sub(r"(?<=[a-rt-z])s$", "", short)[:STEM]


def _is_name(text: str, word: re.Match[str]) -> bool:
    """Take a capital for a name, but for the sentence's first word."""
    return word[0][0].isupper() and (bool(text[: word.start()].strip(" “\"‘'([–—-")))
