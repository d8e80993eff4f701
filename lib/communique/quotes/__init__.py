"""Find who says what: direct quotations and reported speech, with speakers, by rules."""

from communique.quotes.find import find_quotes
from communique.quotes.lexicon import (
    QuoteCueError,
    QuoteCues,
    make_quote_cues,
    read_quote_cues,
)

__all__ = ["QuoteCueError", "QuoteCues", "find_quotes", "make_quote_cues", "read_quote_cues"]
