"""Coding by people: draw a sheet of sentences, read filled sheets back, compare the coders.

A sheet is a CSV file that spreadsheets open well: one row a sentence, with empty columns issues
(ids joined by `;`), tone (1, 0, -1), mode (reported, judged, proposed) and note. The guide for
coders is data/gold/GUIDE.md.
"""

import csv
from collections.abc import Collection, Iterable
from pathlib import Path

import pandas as pd

from communique.compare.agreement import Codes, krippendorff_alpha, score_codes
from communique.corpus import Corpus
from communique.tables import harmless, read_rows

__all__ = [
    "SheetError",
    "claim_codes",
    "compare_coders",
    "draw_sheet",
    "issue_codes",
    "mention_codes",
    "read_claim_sheets",
    "read_sheets",
    "write_sheet",
]

PLACE = ["file", "start", "end"]
CODED = ["issues", "tone", "mode", "note"]
TONES = {"1", "0", "-1", "+1", "−1"}
MODES = {"reported", "judged", "proposed"}


class SheetError(ValueError):
    """A filled sheet that cannot be used: names the file, the line and the remedy."""


def draw_sheet(corpus: Corpus, number: int = 0, seed: int = 1) -> pd.DataFrame:
    """Draw sentences for people to code: from each document in proportion, at least one.

    Columns: file, start, end, kind, text, then the empty columns to fill in. `number` 0 takes
    every sentence, titles and headings included; otherwise only running text is drawn. The same
    `seed` draws the same sentences.
    """
    files = corpus.documents[["doc", "file"]]
    rows = corpus.sentences.merge(files, on="doc")
    if number:
        rows = rows[rows["kind"] == "sentence"]
        share = min(1.0, number / max(len(rows), 1))
        drawn = [
            group.sample(max(1, round(share * len(group))), random_state=seed)
            for _, group in rows.groupby("doc")
        ]
        rows = pd.concat(drawn) if drawn else rows
    sheet = rows.sort_values(["doc", "start"])[[*PLACE, "kind", "text"]].reset_index(drop=True)
    return sheet.assign(**dict.fromkeys(CODED, ""))


def write_sheet(sheet: pd.DataFrame, path: str | Path) -> None:
    """Write a sheet so that spreadsheets read its letters right and run nothing in it.

    A byte order mark tells them that it is UTF-8; a text that begins like a formula gets an
    apostrophe in front.
    """
    safe = sheet.assign(text=sheet["text"].map(harmless))
    safe.to_csv(path, index=False, encoding="utf-8-sig", quoting=csv.QUOTE_NONNUMERIC)


def read_sheets(
    paths: Iterable[str | Path], corpus: Corpus, issues: Collection[str]
) -> pd.DataFrame:
    """Read filled sheets, and check each cell against the corpus and the codebook's issues.

    Columns: doc, sentence, coder (the file's name), issues (ids joined by `;`, sorted), tone
    (-1, 0, 1; missing where not coded), mode, note. Rows on texts that are not in the corpus are
    left out. Raises SheetError with file and line for a missing column, a sentence that its text
    does not have, or a code that does not exist.
    """
    places = corpus.sentences.merge(corpus.documents[["doc", "file"]], on="doc")
    known = {
        (file, start, end): (doc, sentence)
        for file, start, end, doc, sentence in places[[*PLACE, "doc", "sentence"]].itertuples(
            index=False, name=None
        )
    }
    files = set(corpus.documents["file"])
    rows = [
        _row(row.cells, f"{path}, line {row.line}", Path(path).stem, known, issues)
        for path in paths
        for row in read_rows(path, [*PLACE, *CODED[:3]], None, SheetError)
        if row.cells["file"] in files
    ]
    columns = ["doc", "sentence", "coder", "issues", "tone", "mode", "note"]
    frame = pd.DataFrame(rows, columns=columns).astype({"tone": "Int64"})
    return frame.sort_values(["coder", "doc", "sentence"], ignore_index=True)


def issue_codes(codes: pd.DataFrame) -> Codes:
    """Give each sentence coded by one coder its set of issues, for `compare.score_codes`.

    >>> frame = pd.DataFrame({"doc": ["a"], "sentence": [1], "issues": ["trade;climate"]})
    >>> sorted(issue_codes(frame)[("a", 1)])
    ['climate', 'trade']
    """
    keys = zip(codes["doc"], codes["sentence"], strict=True)
    return {
        key: frozenset(filter(None, joined.split(";")))
        for key, joined in zip(keys, codes["issues"], strict=True)
    }


def mention_codes(mentions: pd.DataFrame) -> Codes:
    """Give each sentence the set of upper issues that a codebook found in it."""
    found: dict[tuple[str, int], set[str]] = {}
    for doc, sentence, issue in zip(
        mentions["doc"], mentions["sentence"], mentions["parent"], strict=True
    ):
        found.setdefault((doc, sentence), set()).add(issue)
    return {unit: frozenset(issues) for unit, issues in found.items()}


def read_claim_sheets(paths: Iterable[str | Path], corpus: Corpus) -> pd.DataFrame:
    """Read claims coded under data/gold/CLAIMS.md: columns file, start, end, issue, status.

    Columns: doc, sentence (the first that the span touches), coder (the file's name), issue,
    status. Rows on texts that are not in the corpus are left out. Raises SheetError.
    """
    docs = dict(zip(corpus.documents["file"], corpus.documents["doc"], strict=True))
    places = dict(iter(corpus.sentences.groupby("doc")))
    rows = []
    for path in paths:
        for row in read_rows(path, [*PLACE, "issue", "status"], None, SheetError):
            file, start, issue, status = (
                row.cells[n] for n in ("file", "start", "issue", "status")
            )
            if file not in docs:
                continue
            if not start.isdigit():
                raise SheetError(f"{path}, line {row.line}: start and end must be numbers")
            doc = docs[file]
            after = places[doc][places[doc]["end"] > int(start)]
            if after.empty:
                raise SheetError(f"{path}, line {row.line}: {file} has no character {start}")
            rows.append((doc, int(after["sentence"].iloc[0]), Path(path).stem, issue, status))
    return pd.DataFrame(rows, columns=["doc", "sentence", "coder", "issue", "status"])


def claim_codes(claims: pd.DataFrame, sentences: pd.DataFrame) -> Codes:
    """Give each of the sentences the set of its claims, for `compare.score_codes`.

    >>> row = {"doc": "a", "sentence": 1, "issue": "trade", "status": "new"}
    >>> claim_codes(pd.DataFrame([row]), pd.DataFrame({"doc": "a", "sentence": [1, 2]}))
    {('a', 1): frozenset({'trade: new'}), ('a', 2): frozenset()}
    """
    units = zip(sentences["doc"], sentences["sentence"], strict=True)
    found: dict[tuple[str, int], set[str]] = {unit: set() for unit in units}
    columns = (claims[name] for name in ("doc", "sentence", "issue", "status"))
    for doc, sentence, issue, status in zip(*columns, strict=True):
        found[doc, sentence].add(f"{issue}: {status}")
    return {unit: frozenset(labels) for unit, labels in found.items()}


def compare_coders(codes: pd.DataFrame) -> pd.DataFrame:
    """Measure how far coders agree, over the sentences that all of them coded.

    Columns: what (issues, tone, mode), measure, value, coders, sentences. Issues: alpha
    (nominal) over all pairs of sentence and issue, and with two coders the micro F1; tone: alpha
    (ordinal); mode: alpha (nominal).
    """
    issues, tone, mode = (
        codes.pivot(index=["doc", "sentence"], columns="coder", values=what)
        for what in ("issues", "tone", "mode")
    )
    rows = [
        ("issues", "alpha (nominal)", krippendorff_alpha(_issue_pairs(issues))),
        ("tone", "alpha (ordinal)", krippendorff_alpha(tone, "ordinal")),
        ("mode", "alpha (nominal)", krippendorff_alpha(mode.replace("", pd.NA))),
    ]
    coders = [part for _, part in codes.groupby("coder")]
    if len(coders) == 2:
        first, second = map(issue_codes, coders)
        shared = {unit: first[unit] for unit in first if unit in second}
        scores = score_codes(shared, second).set_index("label")
        rows.insert(1, ("issues", "micro F1", float(scores["f1"]["micro"])))
    frame = pd.DataFrame(rows, columns=["what", "measure", "value"])
    return frame.assign(coders=len(coders), sentences=len(issues.dropna()))


def _row(
    row: dict[str, str],
    where: str,
    coder: str,
    known: dict[tuple[str, int, int], tuple[str, int]],
    issues: Collection[str],
) -> tuple[object, ...]:
    if not (row["start"].isdigit() and row["end"].isdigit()):
        raise SheetError(f"{where}: start and end must be numbers, as the sheet was drawn")
    place = (row["file"], int(row["start"]), int(row["end"]))
    if place not in known:
        raise SheetError(f"{where}: no sentence at {place}; the text has changed since the draw")
    ids = sorted({part.strip() for part in row["issues"].split(";")} - {""})
    unknown = [issue for issue in ids if issue not in issues]
    if unknown:
        raise SheetError(f"{where}: no issue “{unknown[0]}” in the codebook")
    if row["tone"] not in TONES | {""}:
        raise SheetError(f"{where}: tone “{row['tone']}”; write 1, 0 or -1")
    if row["mode"] not in MODES | {""}:
        raise SheetError(f"{where}: mode “{row['mode']}”; write {', '.join(sorted(MODES))}")
    tone = int(row["tone"].replace("−", "-")) if row["tone"] else pd.NA
    return (*known[place], coder, ";".join(ids), tone, row["mode"], row.get("note", ""))


def _issue_pairs(issues: pd.DataFrame) -> pd.DataFrame:
    """Turn sets of issues into yes or no for each pair of sentence and issue."""
    both = issues.dropna()
    labels = sorted({i for column in both for cell in both[column] for i in cell.split(";")} - {""})
    return pd.DataFrame(
        [[label in cell.split(";") for cell in row] for row in both.to_numpy() for label in labels]
    )
