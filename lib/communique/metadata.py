"""Begin a table of what is known of each text: documents.csv, to be filled in by hand."""

import csv
from pathlib import Path

import pandas as pd

from communique.readers.base import METADATA
from communique.tables import FORMULA, harmless

__all__ = ["MetadataError", "draft_metadata", "write_metadata"]


class MetadataError(ValueError):
    """A documents.csv that cannot be written: says why, and what to do."""


def draft_metadata(documents: pd.DataFrame) -> pd.DataFrame:
    """Draft a row for each file: what is known of it already, and empty cells for the rest.

    Columns: file, then those of documents.csv. A source that is only the file's name is left empty.

    >>> row = dict.fromkeys(METADATA, "") | {"doc": "talks", "file": "talks.txt", "source": "talks"}
    >>> draft_metadata(pd.DataFrame([row]))[["file", "source"]].values.tolist()
    [['talks.txt', '']]
    """
    draft = documents.drop_duplicates("file").sort_values("file", ignore_index=True)
    named = draft["source"] != draft["doc"]
    return draft.assign(source=draft["source"].where(named, ""))[["file", *METADATA]]


def write_metadata(draft: pd.DataFrame, folder: str | Path) -> Path:
    """Write a draft as documents.csv into a folder, and return where it is.

    Spreadsheets read its letters right and run nothing in it. Raises MetadataError where there is
    one already, and for a file whose name a spreadsheet would run.
    """
    path = Path(folder, "documents.csv")
    if path.exists():
        raise MetadataError(f"{path}: is there already. Fill in that one, or move it away first.")
    risky = [name for name in draft["file"] if str(name).startswith(FORMULA)]
    if risky:
        raise MetadataError(f"{risky[0]}: a spreadsheet would run this name. Rename the file.")
    draft.map(harmless).to_csv(
        path, index=False, encoding="utf-8-sig", quoting=csv.QUOTE_ALL, lineterminator="\n"
    )
    return path
