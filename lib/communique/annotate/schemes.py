"""Say how sentences can be coloured: by issue, tone, time, speaker and mode; and code each one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from communique.annotate.address import Place
from communique.annotate.tables import Tables
from communique.compare.base import records

__all__ = ["TONES", "Scheme", "find_schemes"]

NEUTRAL, STRONG = 0.05, 0.35  # scores nearer to 0 are neutral; from here on strong
TONES = {
    "2": "strongly positive",
    "1": "positive",
    "0": "neutral",
    "-1": "negative",
    "-2": "strongly negative",
    "x": "knows no word",
}
TONED = (
    "Tick to see only these (number of sentences). Names are masked; neutral: nearer to 0 than "
    f"{NEUTRAL}"
)
MODES = ("reported", "judged", "proposed")


class Scheme(NamedTuple):
    """Hold one way to colour: what it is called, the label of each code, the codes of sentences."""

    key: str
    name: str
    labels: dict[str, str]
    codes: dict[Place, list[str]]
    told: str = "Tick to see only these (number of sentences and headings)"


def find_schemes(tables: Tables) -> list[Scheme]:
    """List the ways to colour these texts that have anything to show, most frequent code first.

    Codes of kinds without an order (issues, clues, speakers) follow their number of sentences in
    all texts, so that colours, which are given in this order, are the same on every page.
    """
    issues = _ranked("issue", "Issue", _rows(tables, "mentions", "issue"), tables.issues)
    tones = [
        Scheme(f"tone-{place}", f"Tone: {name}", dict(TONES), codes, TONED)
        for place, (name, codes) in enumerate(_tones(tables).items(), start=1)
    ]
    clues = _ranked("time", "Time clue", _rows(tables, "clues", "kind"))
    speakers = _ranked("speaker", "Speaker", _spoken(tables))
    found = _ranked("mode", "Mode", _rows(tables, "modes", "mode"))
    modes = found._replace(labels={mode: mode for mode in MODES if mode in found.labels})
    return [scheme for scheme in (issues, *tones, clues, speakers, modes) if scheme.codes]


def tone_class(score: float, hits: int) -> str:
    """Sort a score into one of `TONES`.

    >>> [tone_class(score, 1) for score in (-0.4, -0.1, 0.0, 0.2, 0.9)], tone_class(0.0, 0)
    (['-2', '-1', '0', '1', '2'], 'x')
    """
    if not hits:
        return "x"
    size = (abs(score) >= NEUTRAL) + (abs(score) >= STRONG)
    return str(-size if score < 0 else size)


def _rows(tables: Tables, table: str, column: str) -> Iterator[tuple[Place, str]]:
    frame = tables.corpus.sentences if table == "modes" else getattr(tables, table)
    for doc, sentence, value in records(frame, "doc", "sentence", column):
        if value:
            yield (doc, sentence), value


def _ranked(
    key: str,
    name: str,
    rows: Iterable[tuple[Place, str]],
    labels: Mapping[str, str] | None = None,
) -> Scheme:
    """Collect the values of each sentence, each once, and rank values by their sentences."""
    found: dict[Place, dict[str, None]] = {}
    counts: dict[str, int] = {}
    for place, value in rows:
        if value not in found.setdefault(place, {}):
            found[place][value] = None
            counts[value] = counts.get(value, 0) + 1
    order = sorted(counts, key=lambda value: (-counts[value], value))
    ranks = {value: rank for rank, value in enumerate(order)}
    codes = {place: sorted(values, key=ranks.__getitem__) for place, values in found.items()}
    return Scheme(key, name, {value: (labels or {}).get(value, value) for value in order}, codes)


def _tones(tables: Tables) -> dict[str, dict[Place, list[str]]]:
    found: dict[str, dict[Place, list[str]]] = {}
    columns = ["doc", "sentence", "instrument", "score", "hits"]
    for doc, sentence, instrument, score, hits in records(tables.scores, *columns):
        found.setdefault(instrument, {})[doc, sentence] = [tone_class(score, hits)]
    return found


def _spoken(tables: Tables) -> Iterator[tuple[Place, str]]:
    """Give the speakers of each sentence: a quotation may run over several."""
    for place, speaker, *_ in spoken_parts(tables):
        if speaker:
            yield place, speaker


def spoken_parts(tables: Tables) -> Iterator[tuple[Place, str, bool, str, str]]:
    """Give for each sentence what is quoted in it: speaker, whether direct, cue, words."""
    spans: dict[str, list[tuple[int, int, int, str]]] = {}
    columns = ["doc", "sentence", "start", "end", "text"]
    for doc, sentence, start, end, text in records(tables.corpus.sentences, *columns):
        spans.setdefault(doc, []).append((start, end, sentence, text))
    columns = ["doc", "start", "end", "speaker", "direct", "cue"]
    for doc, first, last, speaker, direct, cue in records(tables.quotes, *columns):
        for start, end, sentence, text in spans.get(doc, []):
            if start < last and first < end:
                words = text[max(first - start, 0) : last - start]
                yield (doc, sentence), speaker, bool(direct), cue, words
