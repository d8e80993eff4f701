"""Add words to an instrument of tone, to see what a list's gaps do to a score."""

import re
from collections.abc import Mapping, Sequence

from communique.tone.base import Instrument, Reading, Word

__all__ = ["add_words"]


def add_words(instrument: Instrument, added: Mapping[str, float]) -> Instrument:
    """Give an instrument that knows more words: a copy, the old one stays as it is.

    `added` gives single words, in the very forms of the text, with the weight that each adds to
    the instrument's own; upper and lower case are one. The added words know no negation.

    >>> from communique.tone import TEXTBLOB
    >>> longer = add_words(TEXTBLOB, {"friction": -0.5})
    >>> TEXTBLOB.read("Good talks, much friction.").score
    0.44999999999999996
    >>> longer.read("Good talks, much friction.").score
    0.13333333333333333
    """
    weights = {word.lower(): float(weight) for word, weight in added.items()}
    choice = "|".join(re.escape(word) for word in weights)
    pattern = re.compile(rf"(?<!\w)(?:{choice})(?!\w)" if weights else "(?!)", re.IGNORECASE)

    def read(text: str) -> Reading:
        found = [Word(*hit.span(), weights[hit[0].lower()]) for hit in pattern.finditer(text)]
        known = instrument.read(text)
        if not found:
            return known
        words = tuple(sorted((*known.words, *found)))
        return Reading(instrument.combine([word.weight for word in words]), words)

    def score(texts: Sequence[str]) -> list[tuple[float, int]]:
        readings = map(read, texts)
        return [(one.score, len(one.words)) for one in readings]

    def vocabulary() -> int:
        return instrument.vocabulary() + len(weights)

    return Instrument(f"{instrument.name}, longer", read, instrument.combine, score, vocabulary)
