"""The columns of the archive's tables, and their kinds."""

from typing import Any

from communique.archive.extra import arrow
from communique.corpus import SENTENCES
from communique.readers.base import METADATA

__all__ = ["COLUMNS", "schema"]

PLACE = ["doc", "sentence", "start", "end"]
COLUMNS = {
    "documents": [
        *("doc", "start", "end", *METADATA, "file", "sha256", "words", "sentences", "other")
    ],
    "sentences": SENTENCES,
    "mentions": [*PLACE, "text", "issue", "parent", "pattern"],
    "scores": [*PLACE, "instrument", "score", "hits"],
    "dates": [*PLACE, "text", "type", "value", "mod", "earliest", "latest", "basis"],
    "quotes": [
        *(*PLACE, "text", "direct", "speaker", "speaker_start", "speaker_end"),
        *("cue", "cue_start", "cue_end"),
    ],
    "problems": ["file", "place", "problem"],
}
NUMBERS = {"sentence", "passage", "start", "end", "hits", "words", "sentences"}
NUMBERS |= {"speaker_start", "speaker_end", "cue_start", "cue_end"}
SHARES = {"quoted", "score"}


def schema(table: str) -> Any:
    """Give the Arrow schema of a table."""
    return arrow().schema([(name, _kind(name)) for name in COLUMNS[table]])


def _kind(column: str) -> Any:
    types = arrow()
    if column in NUMBERS:
        return types.int32()
    if column in SHARES:
        return types.float64()
    return types.bool_() if column == "direct" else types.string()
