"""Compare the issues found in a corpus with a reference coding, span by span.

    python -m benchmarks.issues CORPUS GOLD.csv [--codebook FILE] [--no-back-reference]
                                [--no-weak] [--json] [--errors]

GOLD.csv is a quoted CSV file with the columns file, start, end (code points into the text of the
file, its byte-order mark left out) and issues (ids of the upper level joined by “;”; may be empty;
an id of the lower level counts as its parent). Each gold span takes the codes of the sentences
that overlap it by half or more: by half of the span or of the sentence, whichever is shorter.
Printed are precision, recall and F1 (percent) per issue, micro, and macro over the issues with
five or more cases.
"""

import argparse
import json
import sys
from pathlib import Path

import pandas as pd

from communique.corpus import read_corpus
from communique.issues import Codebook, code_issues, read_codebook

COLUMNS = ["file", "start", "end", "issues"]
FEWEST_CASES = 5
CODEBOOK = Path(__file__).parent.parent / "data" / "codebook.csv"

Codes = list[set[str]]


def read_gold(path: Path, codebook: Codebook) -> pd.DataFrame:
    """Read GOLD.csv, issues as sets of upper ids; stop with one clear line at a mistake."""
    table = pd.read_csv(path, dtype={"file": str, "issues": str}, keep_default_na=False)
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        sys.exit(f"{path}: no column “{missing[0]}”. Give {', '.join(COLUMNS)}.")
    parents = dict(zip(codebook.issues["issue"], codebook.issues["parent"], strict=True))
    listed = [[i.strip() for i in cell.split(";") if i.strip()] for cell in table["issues"]]
    unknown = sorted({issue for row in listed for issue in row} - set(parents))
    if unknown:
        sys.exit(f"{path}: unknown issue “{unknown[0]}”. Use ids of the codebook.")
    table["issues"] = [{parents[issue] for issue in row} for row in listed]
    return table[COLUMNS]


def found_codes(
    corpus_folder: Path, gold: pd.DataFrame, codebook: Codebook, refer: bool, weak: bool
) -> Codes:
    """Give each gold span the upper issues of the sentences that overlap it by half or more."""
    corpus = read_corpus(corpus_folder)
    mentions = code_issues(corpus.sentences, codebook, back_reference=refer, weak_yields=weak)
    codes = mentions.groupby(["doc", "sentence"])["parent"].agg(set).to_dict()
    files = dict(zip(corpus.documents["file"], corpus.documents["doc"], strict=True))
    missing = sorted(set(gold["file"]) - set(files))
    if missing:
        sys.exit(f"{corpus_folder}: no file “{missing[0]}”, which the reference names.")
    places = dict(list(corpus.sentences.groupby("doc")))
    found: Codes = []
    for file, start, end in gold[["file", "start", "end"]].itertuples(index=False):
        doc = files[file]
        numbers = overlapping(places[doc], start, end) if doc in places else []
        found.append(set().union(*(codes.get((doc, number), set()) for number in numbers)))
    return found


def overlapping(sentences: pd.DataFrame, start: int, end: int) -> list[int]:
    """Number the sentences that share half of themselves or of the span from start to end."""
    shared = sentences["end"].clip(upper=end) - sentences["start"].clip(lower=start)
    shorter = (sentences["end"] - sentences["start"]).clip(upper=end - start)
    return sentences.loc[(shared > 0) & (2 * shared >= shorter), "sentence"].to_list()


def compare(found: Codes, gold: Codes, issues: list[str]) -> dict[str, dict[str, float]]:
    """Return precision, recall, F1 (percent) and counts per issue, micro and macro."""
    pairs = list(zip(found, gold, strict=True))
    counts = {
        issue: [
            sum(issue in ours and issue in theirs for ours, theirs in pairs),
            sum(issue in ours for ours, _ in pairs),
            sum(issue in theirs for _, theirs in pairs),
        ]
        for issue in issues
    }
    table = {issue: figures(*row) for issue, row in counts.items() if row[1] or row[2]}
    frequent = [table[issue] for issue in issues if counts[issue][2] >= FEWEST_CASES]
    table["micro"] = figures(*(sum(column) for column in zip(*counts.values(), strict=True)))
    table["macro"] = {
        name: sum(row[name] for row in frequent) / max(len(frequent), 1)
        for name in ("precision", "recall", "f1")
    }
    return table


def figures(right: int, found: int, gold: int) -> dict[str, float]:
    """Return precision, recall and F1 in percent, with the counts of codes found and given."""
    precision, recall = 100 * right / max(found, 1), 100 * right / max(gold, 1)
    f1 = 200 * right / max(found + gold, 1)
    return {"precision": precision, "recall": recall, "f1": f1, "found": found, "gold": gold}


def print_table(table: dict[str, dict[str, float]]) -> None:
    """Print one line per issue, micro and macro."""
    print(f"{'issue':24}{'precision':>10}{'recall':>8}{'F1':>7}{'found':>7}{'gold':>6}")
    for name, row in table.items():
        counts = f"{row['found']:7}{row['gold']:6}" if "gold" in row else ""
        print(f"{name:24}{row['precision']:10.1f}{row['recall']:8.1f}{row['f1']:7.1f}{counts}")


def print_errors(gold: pd.DataFrame, found: Codes) -> None:
    """Print where the codes differ, one span a line."""
    for (file, start, end, theirs), ours in zip(gold.itertuples(index=False), found, strict=True):
        if ours != theirs:
            missed, false = ", ".join(sorted(theirs - ours)), ", ".join(sorted(ours - theirs))
            print(f"{file} {start}–{end}: missed {missed or 'none'}; false {false or 'none'}")


def main() -> None:
    """Print one line per issue, or the same figures as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path, help="folder of texts")
    parser.add_argument("gold", type=Path, help="CSV file with the reference coding")
    parser.add_argument("--codebook", type=Path, default=CODEBOOK, help="another codebook")
    parser.add_argument("--no-back-reference", action="store_true", help="switch the rule off")
    parser.add_argument("--no-weak", action="store_true", help="weak patterns count like others")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--errors", action="store_true", help="list what differs instead")
    arguments = parser.parse_args()
    codebook = read_codebook(arguments.codebook)
    gold = read_gold(arguments.gold, codebook)
    found = found_codes(
        arguments.corpus, gold, codebook, not arguments.no_back_reference, not arguments.no_weak
    )
    if arguments.errors:
        print_errors(gold, found)
        return
    issues = codebook.issues.loc[codebook.issues["issue"] == codebook.issues["parent"], "issue"]
    table = compare(found, list(gold["issues"]), issues.to_list())
    if arguments.json:
        print(json.dumps(table, indent=2))
    else:
        print_table(table)


if __name__ == "__main__":
    main()
