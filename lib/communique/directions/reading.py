"""A sentence read for directions: its words, its parties, and questions about them."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from communique.directions.lexicon import DirectionCues
from communique.directions.parties import MARKS, Party
from communique.directions.tokens import Token

__all__ = ["CLOSED", "HIS", "MARKS", "STOPS", "Reading", "Span"]

CLOSED = ("preposition", "joint", "subordinator", "adverb", "negation", "modal", "auxiliary")
STOPS = {";", ":", "—", "–"}
HIS = {"his": "he", "her": "she"}

Span = tuple[int, int]


class Reading(NamedTuple):
    """A sentence, its tokens and parties; places are numbers of tokens, and may lie outside."""

    text: str
    tokens: Sequence[Token]
    parties: Sequence[Party]
    cues: DirectionCues

    def places(self, start: int, end: int) -> Span:
        """Give the place of the first token of a span, and of the first behind it."""
        first = bisect_left(self.tokens, start, key=lambda token: token.end - 1)
        return first, bisect_left(self.tokens, end, key=lambda token: token.start)

    def span(self, first: int, last: int) -> Span:
        """Give the characters from one token to another; (−1, −1) for none."""
        return (self.tokens[first].start, self.tokens[last].end) if first >= 0 else (-1, -1)

    def text_at(self, at: int) -> str:
        """Give the word at a place, or ""."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def is_a(self, at: int, *classes: str) -> bool:
        """Say whether the word at a place stands in one of the classes of the cues."""
        inside = 0 <= at < len(self.tokens) and not self.tokens[at].is_name
        return inside and self.cues.is_a(self.tokens[at].text, *classes)

    def is_word(self, at: int) -> bool:
        """Say whether there is a word, neither a name nor a mark."""
        return 0 <= at < len(self.tokens) and self.tokens[at].is_word

    def is_adverb(self, at: int) -> bool:
        """Say whether there is an adverb."""
        if self.is_a(at, "adverb"):
            return True
        return self.is_word(at) and not self.tokens[at].capital and self.text_at(at).endswith("ly")

    def is_unreal(self, at: int) -> bool:
        """Say whether a word makes a verb behind it negative or only possible."""
        return self.is_a(at, "negation", "modal") or self.text_at(at).endswith("n't")

    def may_be_verb(self, at: int) -> bool:
        """Say whether a word may be a verb: in small letters, and none that joins."""
        if not self.is_word(at) or self.tokens[at].capital:
            return False
        return not self.is_a(at, "preposition", "joint", "subordinator")

    def is_past(self, at: int) -> bool:
        """Say whether a word looks like a verb that tells what happened."""
        return self.is_a(at, "happened", "auxiliary") or (
            self.is_word(at) and self.text_at(at).endswith("ed")
        )

    def ending(self, at: int) -> Party | None:
        """Give the party that ends at a place."""
        return next((party for party in self.parties if party.last == at), None)

    def starting(self, at: int) -> Party | None:
        """Give the party that begins at a place."""
        return next((party for party in self.parties if party.first == at), None)
