"""Compare the clues of time found in a corpus with a reference coding, span by span.

    python -m benchmarks.clues CORPUS GOLD.csv [--ranges RANGES.csv] [--cues FILE] [--no-dates]
                               [--json] [--errors]

GOLD.csv is a quoted CSV file with the columns file, start, end (code points into the text of the
file, its byte-order mark left out) and kind. A clue counts as found where a found span overlaps
its span and has the same kind, one to one. Printed are precision, recall and F1 (percent) per
kind and micro. Only files that the reference names count; with RANGES.csv (file, start, end), only
clues that lie wholly in one of these stretches.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import NamedTuple

from communique.clues import find_clues
from communique.compare import body
from communique.corpus import Corpus, read_corpus
from communique.dates import find_dates
from communique.modes import code_modes, read_cues
from communique.tables import read_rows
from communique.timecues import KINDS, read_time_cues

CUES = Path(__file__).parent.parent / "data" / "time_cues.csv"
MODES = CUES.with_name("mode_cues.csv")
Figures = dict[str, dict[str, float]]


class Clue(NamedTuple):
    """Hold a clue, found or given."""

    file: str
    start: int
    end: int
    kind: str


def read_clues(path: Path) -> list[Clue]:
    """Read a reference coding; stop with one clear line at a mistake."""
    clues = []
    try:
        for line, cells in read_rows(path, Clue._fields, optional=None):
            clue = Clue(cells["file"], int(cells["start"]), int(cells["end"]), cells["kind"])
            if clue.kind not in KINDS:
                raise ValueError(f"{path}, line {line}: unknown kind “{clue.kind}”")
            clues.append(clue)
    except ValueError as error:
        sys.exit(str(error))
    return clues


def read_ranges(path: Path) -> dict[str, list[tuple[int, int]]]:
    """Read the stretches of text to compare, by file."""
    ranges: dict[str, list[tuple[int, int]]] = {}
    for _, cells in read_rows(path, ["file", "start", "end"], optional=None):
        ranges.setdefault(cells["file"], []).append((int(cells["start"]), int(cells["end"])))
    return ranges


def found_clues(corpus: Corpus, cues: Path, with_dates: bool) -> list[Clue]:
    """Find the clues in the sentences of a corpus."""
    sentences = body(code_modes(corpus.sentences, read_cues(MODES)))
    dates = find_dates(sentences) if with_dates else None
    found = find_clues(sentences, read_time_cues(cues), dates)
    files = dict(zip(corpus.documents["doc"], corpus.documents["file"], strict=True))
    rows = found[["doc", "start", "end", "kind"]].itertuples(index=False)
    return [Clue(files[doc], start, end, kind) for doc, start, end, kind in rows]


def match(found: list[Clue], gold: list[Clue]) -> list[tuple[Clue, Clue]]:
    """Pair found and given clues of one kind that overlap, one to one, in the order of the text.

    With spans sorted by their end, the earliest that fits is always a best choice.
    """
    free = sorted(gold, key=lambda c: (c.end, c.start))
    pairs = []
    for ours in sorted(found, key=lambda c: (c.end, c.start)):
        fits = (c for c in free if (c.file, c.kind) == (ours.file, ours.kind))
        theirs = next((c for c in fits if c.start < ours.end and ours.start < c.end), None)
        if theirs:
            free.remove(theirs)
            pairs.append((ours, theirs))
    return pairs


def figures(right: int, found: int, gold: int) -> dict[str, float]:
    """Return precision, recall and F1 in percent, with the counts of clues found and given."""
    precision, recall = 100 * right / max(found, 1), 100 * right / max(gold, 1)
    f1 = 200 * right / max(found + gold, 1)
    return {"precision": precision, "recall": recall, "f1": f1, "found": found, "gold": gold}


def compare(found: list[Clue], gold: list[Clue]) -> Figures:
    """Return the figures per kind, and micro."""
    pairs = match(found, gold)

    def of(kind: str) -> dict[str, float]:
        kinds = [[c.kind for c in listed].count(kind) for listed in (found, gold)]
        return figures(sum(ours.kind == kind for ours, _ in pairs), kinds[0], kinds[1])

    table = {kind: of(kind) for kind in KINDS}
    table = {kind: row for kind, row in table.items() if row["found"] or row["gold"]}
    return table | {"micro": figures(len(pairs), len(found), len(gold))}


def keep(clues: list[Clue], gold: list[Clue], ranges: Path | None) -> list[Clue]:
    """Keep clues of the files that the reference names, in the given stretches."""
    files = {clue.file for clue in gold}
    places = read_ranges(ranges) if ranges else {file: [(0, sys.maxsize)] for file in files}
    return [
        clue
        for clue in clues
        if clue.file in files
        and any(first <= clue.start and clue.end <= last for first, last in places[clue.file])
    ]


def print_table(table: Figures) -> None:
    """Print one line per kind, and micro."""
    print(f"{'kind':14}{'precision':>10}{'recall':>8}{'F1':>7}{'found':>7}{'gold':>6}")
    for name, row in table.items():
        figures_of = f"{row['precision']:10.1f}{row['recall']:8.1f}{row['f1']:7.1f}"
        print(f"{name:14}{figures_of}{row['found']:7}{row['gold']:6}")


def print_errors(found: list[Clue], gold: list[Clue], corpus: Corpus) -> None:
    """Print each clue that has no partner, with the words around it."""
    raws = dict(zip(corpus.documents["file"], corpus.documents["raw"], strict=True))
    pairs = match(found, gold)
    false = set(found) - {ours for ours, _ in pairs}
    missed = set(gold) - {theirs for _, theirs in pairs}
    for clue in sorted(false | missed):
        raw, (file, start, end, kind) = raws[clue.file], clue
        told = f"{raw[max(start - 40, 0) : start]}[{raw[start:end]}]{raw[end : end + 40]}"
        name = "false" if clue in false else "missed"
        print(f"{file} {start}: {name} {kind}: {' '.join(told.split())}")


def main() -> None:
    """Print one line per kind, or the same figures as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path, help="folder of texts")
    parser.add_argument("gold", type=Path, help="CSV file with the reference coding")
    parser.add_argument("--ranges", type=Path, help="CSV file with the stretches to compare")
    parser.add_argument("--cues", type=Path, default=CUES, help="another list of cues")
    parser.add_argument("--no-dates", action="store_true", help="clues from cues alone")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--errors", action="store_true", help="list what differs instead")
    arguments = parser.parse_args()
    corpus, gold = read_corpus(arguments.corpus), read_clues(arguments.gold)
    missing = sorted({clue.file for clue in gold} - set(corpus.documents["file"]))
    if missing:
        sys.exit(f"{arguments.corpus}: no file “{missing[0]}”, which the reference names.")
    found = found_clues(corpus, arguments.cues, not arguments.no_dates)
    found, gold = (keep(clues, gold, arguments.ranges) for clues in (found, gold))
    if arguments.errors:
        print_errors(found, gold, corpus)
    elif arguments.json:
        print(json.dumps(compare(found, gold), indent=2))
    else:
        print_table(compare(found, gold))


if __name__ == "__main__":
    main()
