"""Say what was seen in a folder of someone's own, and what a codebook of their own changed."""

import pandas as pd

from communique.findings.base import are, listing, part, quoted, several

__all__ = ["added_finding", "files_finding", "known_finding"]

WANTED = {
    "source": "the source",
    "genre": "the genre",
    "published_from": "the day of publication",
    "rights": "the rights",
}


def files_finding(checked: pd.DataFrame) -> str:
    """Say how many texts can be read, and which files need a look.

    >>> row = {"file": "a.txt", "doc": "a", "encoding": "UTF-8", "warnings": ""}
    >>> files_finding(pd.DataFrame([row, row | {"encoding": "", "warnings": "is empty"}]))
    '1 text can be read. To be looked at: “a.txt”.'
    """
    read = int((checked["encoding"] != "").sum())
    odd = list(dict.fromkeys(checked.loc[checked["warnings"] != "", "file"]))
    told = f"{several(read, 'text')} can be read"
    rest = f"To be looked at: {listing(quoted(odd))}" if odd else "There is no warning"
    return f"{told[:1].upper()}{told[1:]}. {rest}."


def known_finding(draft: pd.DataFrame) -> str:
    """Say what documents.csv does not yet tell of the files.

    >>> row = {"source": "Post", "genre": "", "published_from": "", "rights": "full"}
    >>> known_finding(pd.DataFrame([row]))
    'Not known: the genre of 1 of 1 file and the day of publication of 1 of 1 file.'
    """
    gaps = {told: int((draft[column] == "").sum()) for column, told in WANTED.items()}
    missing = [f"{told} of {part(n, len(draft), 'file')}" for told, n in gaps.items() if n]
    if not missing:
        return f"{listing(WANTED.values())} {are(2)} known of every file.".capitalize()
    return f"Not known: {listing(missing)}."


def added_finding(
    issue: str, label: str, before: pd.DataFrame, after: pd.DataFrame, body: pd.DataFrame
) -> str:
    """Say where an added issue is found, and what those sentences raised before.

    `before` and `after` are mentions under the two codebooks, `body` the sentences that count.
    """
    places = list(zip(body["doc"], body["sentence"], strict=True))
    coded = set(zip(before["doc"], before["sentence"], strict=True))
    hits = after[after["issue"] == issue]
    found = set(zip(hits["doc"], hits["sentence"], strict=True)).intersection(places)
    if not found:
        return f"“{label}” is found in no sentence."
    new = len(found - coded)
    told = f"“{label}” is found in {part(len(found), len(places))}"
    if not new:
        return f"{told}; each of them raised another issue already."
    return f"{told}; {new} of them raised no issue before."
