"""Say of each instrument what it is, where it comes from, and how well it agrees with readers."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from communique.tables import read_rows
from communique.tone.base import Instrument, LexiconError

__all__ = ["read_cards", "read_validity"]

CARDS = ["instrument", "asks", "score", "made_from", "source", "licence"]
VALIDITY = ["instrument", "set", "texts", "r", "low", "high", "how"]


def read_cards(path: str | Path, instruments: Mapping[str, Instrument]) -> pd.DataFrame:
    """Read the cards of instruments, and count the vocabulary of each.

    Columns: instrument, asks (the question it answers), score (how it is made), made_from,
    vocabulary (entries of its list), source, licence. Raises LexiconError where an instrument has
    no card.
    """
    cards = {row.cells["instrument"]: row.cells for row in read_rows(path, CARDS, (), LexiconError)}
    missing = [name for name in instruments if name not in cards]
    if missing:
        raise LexiconError(f"{path}: no card for “{missing[0]}”; add a row for it")
    frame = pd.DataFrame([cards[name] for name in instruments], columns=CARDS, dtype=str)
    frame.insert(4, "vocabulary", [one.vocabulary() for one in instruments.values()])
    return frame


def read_validity(path: str | Path) -> pd.DataFrame:
    """Read how instruments agree with human ratings.

    Columns: set, instrument, texts, r (Pearson), low, high (its 95% interval), how (where the
    scores come from). Raises LexiconError with the line for a figure that is no number.
    """
    rows = []
    for line, cells in read_rows(path, VALIDITY, (), LexiconError):
        try:
            figures = [float(cells[name]) for name in ("r", "low", "high")]
            texts = int(cells["texts"])
            if not -1 <= figures[1] <= figures[0] <= figures[2] <= 1:
                raise ValueError
        except ValueError:
            raise LexiconError(
                f"{path}, line {line}: write texts, r, low, high as numbers, low ≤ r ≤ high"
            ) from None
        rows.append((cells["set"], cells["instrument"], texts, *figures, cells["how"]))
    return pd.DataFrame(rows, columns=["set", "instrument", "texts", "r", "low", "high", "how"])
