"""Compare quotations and their speakers with PolNeAR: precision, recall, F1, speakers, speed.

    python -m benchmarks.quotes DIR [--json] [--errors [--half 0|1]] [--reported]

DIR holds text/ and attributions/ of PolNeAR (github.com/networkdynamics/PolNeAR): texts, and brat
files of the same name plus `_xxxx`, the annotator; of several annotators the first by name counts.
An attribution has one source, cue and content, each perhaps in several pieces. It is a direct
quotation if 60% or more of its content stand inside quotation marks (double, of one sign: two
strokes '' do not count, though `find_quotes` reads them), and it has 4 words or more; the same
holds for what is found, and rows that share one cue are one quotation.

A quotation is found when the letters that both contents share are half or more of the longer one;
each counts once. Its speaker is right when the spans of the sources overlap (or neither has one);
`full` counts quotations found with the right speaker. Figures are also given by halves of the
files, dealt out in turn by name: the rules were chosen while looking at the first half only.
With --reported all other attributions are compared instead: what is said without quotation marks,
and what PolNeAR counts beyond speech (beliefs, intentions, knowledge), which is not looked for.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from communique.compare.base import records
from communique.corpus import Corpus, count_words, read_corpus
from communique.names import read_names
from communique.quotes import find_quotes, read_quote_cues
from communique.split import quoted_shares

DATA = Path(__file__).parent.parent / "data"
ENOUGH, FEWEST_WORDS = 0.6, 4
HALVES = ("all", "first half", "other half")

Spans = list[tuple[int, int]]


class Quotation(NamedTuple):
    """A quotation: pieces of its content and of its source."""

    content: Spans
    source: Spans


def read_gold(path: Path) -> list[Quotation]:
    """Read the attributions of a brat file that have a content."""
    spans: dict[str, Spans] = {}
    found: list[Quotation] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        told = rest.partition("\t")[0]
        if name.startswith("T"):
            places = told.split(" ", 1)[1].split(";")
            spans[name] = [(int(a), int(b)) for a, b in (place.split() for place in places)]
        elif name.startswith("E"):
            roles: dict[str, Spans] = {"Content": [], "Source": []}
            for role, _, span in (part.partition(":") for part in told.split()):
                roles.setdefault(role.rstrip("0123456789"), []).extend(spans.get(span, []))
            if roles["Content"]:
                found.append(Quotation(sorted(roles["Content"]), sorted(roles["Source"])))
    return found


def gold_files(folder: Path) -> dict[str, Path]:
    """Give for each text the file of its first annotator."""
    files: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(re.sub(r"_[^_]{4}$", "", path.stem), path)
    return files


def found_quotations(quotes: pd.DataFrame) -> dict[str, list[Quotation]]:
    """Join the rows that share a cue, by document."""
    found: dict[str, dict[tuple[int, int], Quotation]] = {}
    columns = ["doc", "start", "end", "cue_start", "speaker_start", "speaker_end"]
    for number, row in enumerate(records(quotes, *columns)):
        doc, start, end, cue, *speaker = row
        key = (cue, speaker[0]) if cue >= 0 else (-1, number)
        source = [(speaker[0], speaker[1])] if speaker[0] >= 0 else []
        one = found.setdefault(doc, {}).setdefault(key, Quotation([], source))
        one.content.append((start, end))
    return {doc: list(quotations.values()) for doc, quotations in found.items()}


def part_direct(raw: str, quotations: list[Quotation]) -> tuple[list[Quotation], list[Quotation]]:
    """Part the quotations that stand mostly inside quotation marks and are no mere words."""
    inside = [0.0] * len(raw)
    for line in re.finditer(r"[^\n]+", raw):
        letters = [(at, at + 1) for at in range(len(line[0]))]
        inside[line.start() : line.end()] = quoted_shares(line[0], letters)
    direct: list[Quotation] = []
    others: list[Quotation] = []
    for one in quotations:
        places = [at for at in letters_of(one.content) if not raw[at : at + 1].isspace()]
        words = sum(count_words(raw[start:end]) for start, end in one.content)
        share = sum(inside[at] for at in places) / max(1, len(places))
        (direct if share >= ENOUGH and words >= FEWEST_WORDS else others).append(one)
    return direct, others


def letters_of(spans: Spans) -> set[int]:
    """List the code points that spans cover."""
    return {at for start, end in spans for at in range(start, end)}


def match(found: list[Quotation], gold: list[Quotation]) -> Iterator[tuple[Quotation, Quotation]]:
    """Pair what is found with the reference, the greatest overlaps first, each once."""
    ours, theirs = ([letters_of(one.content) for one in side] for side in (found, gold))
    pairs = []
    for i, mine in enumerate(ours):
        for j, other in enumerate(theirs):
            share = len(mine & other) / max(len(mine), len(other))
            if share >= 0.5:
                pairs.append((-share, i, j))
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in sorted(pairs):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            yield found[i], gold[j]


def same_speaker(found: Quotation, gold: Quotation) -> bool:
    """Say whether the sources overlap."""
    if not found.source or not gold.source:
        return not found.source and not gold.source
    return bool(letters_of(found.source) & letters_of(gold.source))


def measure(
    found: dict[str, list[Quotation]], gold: dict[str, list[Quotation]]
) -> dict[str, float]:
    """Return figures in percent, and counts, over some documents."""
    pairs = [pair for doc in gold for pair in match(found.get(doc, []), gold[doc])]
    right = sum(same_speaker(*pair) for pair in pairs)
    given = sum(len(found.get(doc, [])) for doc in gold)
    wanted = sum(map(len, gold.values()))
    return {
        "precision": 100 * len(pairs) / max(1, given),
        "recall": 100 * len(pairs) / max(1, wanted),
        "f1": 200 * len(pairs) / max(1, given + wanted),
        "speaker": 100 * right / max(1, len(pairs)),
        "full_f1": 200 * right / max(1, given + wanted),
        "found": given,
        "gold": wanted,
    }


def timed_quotes(corpus: Corpus) -> tuple[pd.DataFrame, float]:
    """Find all quotations; return them with the speed in MB/s, reading and splitting apart."""
    cues, names = read_quote_cues(DATA / "quote_cues.csv"), read_names(DATA / "names.csv")
    size = sum(len(raw.encode()) for raw in corpus.documents["raw"])
    begun = time.perf_counter()
    quotes = find_quotes(corpus.passages, corpus.sentences, cues, names)
    return quotes, size / (time.perf_counter() - begun) / 1e6


def errors(
    raws: dict[str, str], found: dict[str, list[Quotation]], gold: dict[str, list[Quotation]]
) -> Iterator[str]:
    """Yield what is missed or invented, and wrong speakers."""
    for doc, theirs in gold.items():
        ours = found.get(doc, [])
        pairs = list(match(ours, theirs))
        matched = {id(one) for pair in pairs for one in pair}
        rows = [(one.content[0][0], "missed", one) for one in theirs if id(one) not in matched]
        rows += [(one.content[0][0], "invented", one) for one in ours if id(one) not in matched]
        for mine, other in pairs:
            if not same_speaker(mine, other):
                wrong = f"speaker {_text(raws[doc], mine.source)} ≠"
                rows.append((mine.content[0][0], wrong, other))
        for at, what, one in sorted(rows, key=lambda row: row[:2]):
            told = f"{_text(raws[doc], one.source)}: {_text(raws[doc], one.content)}"
            yield f"{doc} {at}: {what} {told}"


def _text(raw: str, spans: Spans) -> str:
    return "[" + " … ".join(raw[start:end] for start, end in spans) + "]"


def main() -> None:
    """Print one line for all files and for each half, or the same figures as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder with text/ and attributions/")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--errors", action="store_true", help="list what differs instead")
    parser.add_argument("--half", type=int, choices=[0, 1], help="list errors of one half only")
    parser.add_argument("--reported", action="store_true", help="all that is not direct instead")
    arguments = parser.parse_args()
    files = gold_files(arguments.folder)
    if not files:
        sys.exit(f"{arguments.folder}: no attributions/*.ann there; give the folder above it.")
    corpus = read_corpus(arguments.folder / "text")
    raws = dict(records(corpus.documents, "doc", "raw"))
    missing = sorted(set(files) - set(raws))
    if missing:
        sys.exit(f"{arguments.folder}: no text/{missing[0]}.txt beside its attributions.")
    quotes, speed = timed_quotes(corpus)
    gold = {doc: part_direct(raws[doc], read_gold(path)) for doc, path in sorted(files.items())}
    found = {doc: part_direct(raws[doc], some) for doc, some in found_quotations(quotes).items()}
    kind = int(arguments.reported)
    theirs = {doc: parts[kind] for doc, parts in gold.items()}
    ours = {doc: parts[kind] for doc, parts in found.items()}
    halves = [list(theirs), list(theirs)[::2], list(theirs)[1::2]]
    if arguments.errors:
        docs = halves[0 if arguments.half is None else arguments.half + 1]
        print("\n".join(errors(raws, ours, {doc: theirs[doc] for doc in docs})))
        return
    table = {
        name: measure(ours, {doc: theirs[doc] for doc in docs})
        for name, docs in zip(HALVES, halves, strict=True)
    }
    if arguments.json:
        print(json.dumps(table | {"mb_per_s": speed}, indent=2))
    else:
        print_table(table, speed)


def print_table(table: dict[str, dict[str, float]], speed: float) -> None:
    """Print one line for all files and for each half, and the speed."""
    print(
        f"{'files':12}{'P':>6}{'R':>7}{'F1':>7}{'speaker':>9}{'full F1':>9}{'found':>7}{'gold':>6}"
    )
    for name, row in table.items():
        print(
            f"{name:12}{row['precision']:6.1f}{row['recall']:7.1f}{row['f1']:7.1f}"
            f"{row['speaker']:9.1f}{row['full_f1']:9.1f}{row['found']:7}{row['gold']:6}"
        )
    print(f"speed {speed:.2f} MB/s")


if __name__ == "__main__":
    main()
