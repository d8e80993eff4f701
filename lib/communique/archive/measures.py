"""Which measures to take: the files they need, which every process reads for itself."""

import hashlib
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from communique.archive.errors import ArchiveError

__all__ = ["MEASURES", "Measures", "fingerprint", "standard_measures", "tables_of"]

MEASURES = ("issues", "weights", "scale", "dates", "quotes")


class Measures(NamedTuple):
    """The measures to take, by the files that they need; without its file a measure is left out.

    `dates` are found without a file; with `holidays`, these too. `quote_cues` needs `names`.
    """

    codebook: str = ""
    weights: str = ""
    scale: str = ""
    dates: bool = False
    holidays: str = ""
    quote_cues: str = ""
    names: str = ""


def standard_measures(
    data: str | Path, which: Collection[str] = MEASURES, codebook: str | Path | None = None
) -> Measures:
    """Give measures with the files of a folder laid out as this project's `data`.

    `which` names them: issues, weights (tone by word weights), scale (cooperation), dates, quotes.
    Raises ArchiveError for a name that is none of these.

    >>> standard_measures("data", ["issues"])._asdict()["codebook"]
    'data/codebook.csv'
    """
    unknown = [name for name in which if name not in MEASURES]
    if unknown or not which:
        named = f"no measure “{unknown[0]}”" if unknown else "no measure is named"
        raise ArchiveError(f"{named}; write one or more of {', '.join(MEASURES)}")
    folder = Path(data)

    def file(measure: str, *names: str) -> str:
        return str(folder.joinpath(*names)) if measure in which else ""

    return Measures(
        str(codebook) if codebook and "issues" in which else file("issues", "codebook.csv"),
        file("weights", "lexicons", "weights.csv"),
        file("scale", "lexicons", "scale.csv"),
        "dates" in which,
        file("dates", "holidays.csv"),
        file("quotes", "quote_cues.csv"),
        file("quotes", "names.csv"),
    )


def tables_of(measures: Measures) -> list[str]:
    """Name the tables that the measures fill.

    >>> tables_of(Measures(dates=True))
    ['documents', 'sentences', 'problems', 'dates']
    """
    wanted = {
        "mentions": measures.codebook,
        "scores": measures.weights or measures.scale,
        "dates": measures.dates,
        "quotes": measures.quote_cues,
    }
    return ["documents", "sentences", "problems", *(name for name, told in wanted.items() if told)]


def fingerprint(measures: Measures) -> dict[str, str]:
    """Give the SHA-256 of each file of the measures, by what it is for.

    Raises ArchiveError for a file that cannot be read.
    """
    files = {name: value for name, value in measures._asdict().items() if isinstance(value, str)}
    prints = {name: _sha256(path) if path else "" for name, path in files.items()}
    return prints | {"dates": "yes" if measures.dates else ""}


def _sha256(path: str) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read ({error.strerror}). Check the name.") from None
