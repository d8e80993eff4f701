"""Measure claims against a reference coding, and contradictions on pairs of reports.

Claims: `python -m benchmarks.claims CORPUS GOLD.csv` (columns file, start, end, issue, status). A
claim counts when issue and status are equal and the spans overlap.

Pairs: `python -m benchmarks.claims --pairs DIR PAIRS.csv [--half odd|even]`: DIR holds NN_a.txt and
NN_b.txt; columns pair, issue, kind (status, fact, none), a_start, a_end, b_start, b_end. A
contradiction found is right if its issue (for a fact: its being a fact) and at least one of its
two sentences match. The last line leaves the issue out: it tells the rules' faults from those of
the codebook.
"""

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from communique.claims import ClaimCues, find_claims, find_facts, read_claim_cues
from communique.codebook import Codebook
from communique.compare.base import records
from communique.compare.contradictions import contradictions
from communique.corpus import Corpus, read_corpus
from communique.issues import code_issues, read_codebook
from communique.modes import Cues, code_modes, read_cues

DATA = Path(__file__).parents[1] / "data"
SIDES = ("a", "b")
Figures = dict[str, dict[str, float]]


class Claim(NamedTuple):
    """A claim: where it stands, and what it says of which issue."""

    file: str
    start: int
    end: int
    issue: str
    status: str


class Against(NamedTuple):
    """A contradiction in a pair of reports: its issue, its kind, a span in each report."""

    pair: str
    issue: str
    kind: str
    spans: tuple[tuple[int, int], tuple[int, int]]


class Tools(NamedTuple):
    """What claims are found with."""

    codebook: Codebook
    modes: Cues
    cues: ClaimCues


def read_tools() -> Tools:
    """Read codebook and cues."""
    return Tools(
        read_codebook(DATA / "codebook.csv"),
        read_cues(DATA / "mode_cues.csv"),
        read_claim_cues(DATA / "claim_cues.csv"),
    )


def read_table(path: Path) -> list[dict[str, str]]:
    """Read the rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def tables(corpus: Corpus, tools: Tools) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find the claims and the facts of a corpus."""
    sentences = code_modes(corpus.sentences, tools.modes)
    mentions = code_issues(sentences, tools.codebook)
    return (
        find_claims(sentences, mentions, tools.cues),
        find_facts(sentences, mentions, tools.cues),
    )


def match(found: Iterable[Claim], gold: Iterable[Claim]) -> list[tuple[Claim, Claim]]:
    """Pair claims of equal file, issue and status whose spans overlap, each once."""
    left: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in gold:
        left[claim.file, claim.issue, claim.status].append(claim)
    pairs = []
    for claim in found:
        fitting = left[claim.file, claim.issue, claim.status]
        near = [other for other in fitting if overlap(claim[1:3], other[1:3])]
        if near:
            fitting.remove(near[0])
            pairs.append((claim, near[0]))
    return pairs


def overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Say whether two spans share a character."""
    return one[0] < two[1] and two[0] < one[1]


def figures(right: int, found: int, gold: int, hit: int | None = None) -> dict[str, float]:
    """Return precision, recall and F1 in percent; `hit` counts what was found of the gold."""
    precision = 100 * right / found if found else 0.0
    recall = 100 * (right if hit is None else hit) / gold if gold else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {"precision": precision, "recall": recall, "f1": f1, "found": found, "gold": gold}


def compare(found: list[Claim], gold: list[Claim]) -> Figures:
    """Give figures for each status, and for all together."""
    pairs = match(found, gold)
    table = {}
    for status in sorted({claim.status for claim in [*found, *gold]}):
        sizes = [sum(c.status == status for c in claims) for claims in (found, gold)]
        table[status] = figures(sum(c.status == status for c, _ in pairs), *sizes)
    return table | {"micro": figures(len(pairs), len(found), len(gold))}


def compare_pairs(found: list[Against], gold: list[Against]) -> Figures:
    """Give figures for status, facts, both together, and for both whatever the issue."""
    table = {}
    for name, kinds in {"status": {"status"}, "fact": {"fact"}, "all": {"status", "fact"}}.items():
        ours, theirs = ([one for one in side if one.kind in kinds] for side in (found, gold))
        table[name] = _measured(ours, theirs)
    blind = [[one._replace(issue="", kind="") for one in side] for side in (found, gold)]
    return table | {"any issue": _measured(*blind)}


def _measured(found: list[Against], gold: list[Against]) -> dict[str, float]:
    right = sum(any(same(one, other) for other in gold) for one in found)
    hit = sum(any(same(one, other) for one in found) for other in gold)
    return figures(right, len(found), len(gold), hit)


def same(found: Against, gold: Against) -> bool:
    """Say whether a contradiction is the one of the reference."""
    if found.pair != gold.pair or found.kind != gold.kind:
        return False
    alike = found.issue == gold.issue or found.kind == "fact"
    return alike and any(overlap(*spans) for spans in zip(found.spans, gold.spans, strict=True))


def read_pairs(path: Path, half: str) -> tuple[list[str], list[Against]]:
    """Read the names of the pairs of a half, and the contradictions in them."""
    rows = [row for row in read_table(path) if chosen(row["pair"], half)]
    gold = [
        Against(row["pair"], row["issue"], row["kind"], (_span(row, "a"), _span(row, "b")))
        for row in rows
        if row["kind"] != "none"
    ]
    return list(dict.fromkeys(row["pair"] for row in rows)), gold


def chosen(pair: str, half: str) -> bool:
    """Say whether a pair belongs to a half: odd, even, or all."""
    return half == "all" or int(pair) % 2 == (half == "odd")


def _span(row: dict[str, str], side: str) -> tuple[int, int]:
    return int(row[f"{side}_start"]), int(row[f"{side}_end"])


def found_in_pairs(folder: Path, pairs: list[str], tools: Tools) -> list[Against]:
    """Find the contradictions within each pair of reports, each pair read as a corpus."""
    corpus = read_corpus(folder)
    found = []
    for pair in pairs:
        docs = [f"{pair}_{side}" for side in SIDES]
        own = Corpus(*(table[table["doc"].isin(docs)] for table in corpus))
        columns = ["issue", "kind", "doc_a", "doc_b", "start_a", "end_a", "start_b", "end_b"]
        for issue, kind, a, b, *spans in records(contradictions(*tables(own, tools)), *columns):
            if a != b:
                sides = [(spans[0], spans[1]), (spans[2], spans[3])]
                first, second = sides if a == docs[0] else sides[::-1]
                kind = kind if kind == "status" else "fact"
                found.append(Against(pair, issue, kind, (first, second)))
    return found


def print_table(table: Figures) -> None:
    """Print one line per row."""
    print(f"{'':12}{'precision':>10}{'recall':>8}{'F1':>7}{'found':>7}{'gold':>6}")
    for name, row in table.items():
        numbers = f"{row['precision']:10.1f}{row['recall']:8.1f}{row['f1']:7.1f}"
        print(f"{name:12}{numbers}{row['found']:7.0f}{row['gold']:6.0f}")


def errors(found: list[Claim], gold: list[Claim], corpus: Corpus) -> Iterable[str]:
    """Yield each claim that has no partner, with its sentence."""
    raws = dict(records(corpus.documents, "file", "raw"))
    pairs = match(found, gold)
    for name, claims, place in (("false", found, 0), ("missed", gold, 1)):
        matched = {pair[place] for pair in pairs}
        for claim in sorted(set(claims) - matched):
            text = " ".join(raws[claim.file][claim.start : claim.end].split())
            yield f"{claim.file} {claim.start}: {name} {claim.issue} {claim.status}: {text}"


def main() -> None:
    """Print one line per status or kind, or the same figures as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path, help="folder of texts")
    parser.add_argument("gold", type=Path, help="CSV file with the reference")
    parser.add_argument("--pairs", action="store_true", help="the texts are pairs of reports")
    parser.add_argument("--half", choices=["odd", "even", "all"], default="all")
    parser.add_argument("--errors", action="store_true", help="list what differs instead (claims)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    tools = read_tools()
    if arguments.pairs:
        pairs, reference = read_pairs(arguments.gold, arguments.half)
        table = compare_pairs(found_in_pairs(arguments.corpus, pairs, tools), reference)
    else:
        corpus = read_corpus(arguments.corpus)
        gold = [
            Claim(row["file"], int(row["start"]), int(row["end"]), row["issue"], row["status"])
            for row in read_table(arguments.gold)
        ]
        files = dict(records(corpus.documents, "doc", "file"))
        missing = sorted({claim.file for claim in gold} - set(files.values()))
        if missing:
            sys.exit(f"{arguments.corpus}: no file “{missing[0]}”, which the reference names.")
        claims = records(tables(corpus, tools)[0], "doc", "start", "end", "issue", "status")
        found = [Claim(files[doc], *rest) for doc, *rest in claims]
        if arguments.errors:
            print("\n".join(errors(found, gold, corpus)))
            return
        table = compare(found, gold)
    if arguments.json:
        print(json.dumps(table, indent=2))
    else:
        print_table(table)


if __name__ == "__main__":
    main()
