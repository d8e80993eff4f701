"""Compare the passages and sentences found in a corpus with a reference, exact span by exact span.

    python -m benchmarks.passages CORPUS SEGMENTS.csv [--json] [--errors]

SEGMENTS.csv is a quoted CSV file with the columns file, kind (title, heading, sentence, byline,
boilerplate), start and end: code points into the text of the file, its byte-order mark left out.
Printed are precision, recall and F1 (percent) per kind, for titles and headings together
(headlines), for bylines and boilerplate together (furniture), and overall, over the files that
SEGMENTS.csv names. In a group, too, a segment must have the right kind.
"""

import argparse
import json
import sys
from pathlib import Path

import pandas as pd

from communique.corpus import Corpus, read_corpus

COLUMNS = ["file", "kind", "start", "end"]
KINDS = ["title", "heading", "sentence", "byline", "boilerplate"]
GROUPS = {kind: [kind] for kind in KINDS} | {
    "headlines": ["title", "heading"],
    "furniture": ["byline", "boilerplate"],
    "all": KINDS,
}


def found_segments(corpus: Corpus) -> pd.DataFrame:
    """Return what read_corpus found, in the columns of SEGMENTS.csv."""
    passages = corpus.passages[corpus.passages["kind"].isin(["byline", "boilerplate"])]
    both = pd.concat([corpus.sentences, passages], ignore_index=True)
    return both.merge(corpus.documents[["doc", "file"]], on="doc")[COLUMNS]


def read_segments(path: Path) -> pd.DataFrame:
    """Read SEGMENTS.csv; stop with one clear line where it is not what it should be."""
    table = pd.read_csv(path, dtype={"file": str, "kind": str})
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        sys.exit(f"{path}: no column “{missing[0]}”. Give {', '.join(COLUMNS)}.")
    unknown = sorted(set(table["kind"]) - set(KINDS))
    if unknown:
        sys.exit(f"{path}: unknown kind “{unknown[0]}”. Use {', '.join(KINDS)}.")
    return table[COLUMNS]


def compare(found: pd.DataFrame, gold: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Return precision, recall, F1 (percent) and both counts per kind and group of kinds."""
    found = found[found["file"].isin(gold["file"])]
    table = {}
    for name, chosen in GROUPS.items():
        ours, theirs = (
            set(frame[frame["kind"].isin(chosen)].itertuples(index=False, name=None))
            for frame in (found, gold)
        )
        table[name] = figures(len(ours & theirs), len(ours), len(theirs))
    return table


def figures(right: int, found: int, gold: int) -> dict[str, float]:
    """Return precision, recall and F1 in percent; an empty side that should be empty is right."""
    precision = 100 * right / found if found else 100.0 * (gold == 0)
    recall = 100 * right / gold if gold else 100.0 * (found == 0)
    f1 = 2 * precision * recall / (precision + recall) if right else min(precision, recall)
    return {"precision": precision, "recall": recall, "f1": f1, "found": found, "gold": gold}


def main() -> None:
    """Print one line per kind, or the same figures as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path, help="folder of texts")
    parser.add_argument("segments", type=Path, help="CSV file with the reference")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--errors", action="store_true", help="list what differs instead")
    arguments = parser.parse_args()
    gold, corpus = read_segments(arguments.segments), read_corpus(arguments.corpus)
    found = found_segments(corpus)
    if arguments.errors:
        print_errors(found[found["file"].isin(gold["file"])], gold, corpus)
        return
    table = compare(found, gold)
    if arguments.json:
        print(json.dumps(table, indent=2))
        return
    print(f"{'kind':12} {'P':>6} {'R':>6} {'F1':>6} {'found':>6} {'gold':>6}")
    for kind, row in table.items():
        shares = " ".join(f"{row[name]:6.1f}" for name in ("precision", "recall", "f1"))
        print(f"{kind:12} {shares} {row['found']:6} {row['gold']:6}")


def print_errors(found: pd.DataFrame, gold: pd.DataFrame, corpus: Corpus) -> None:
    """Print each segment that only one side has, with its text."""
    raw = dict(zip(corpus.documents["file"], corpus.documents["raw"], strict=True))
    both = gold.merge(found, how="outer", indicator="side")
    for row in both[both["side"] != "both"].itertuples():
        side = "missed" if row.side == "left_only" else "invented"
        text = raw.get(str(row.file), "")[row.start : row.end]
        print(f"{side:8} {row.file} {row.kind} {row.start}–{row.end}: {text}")


if __name__ == "__main__":
    main()
