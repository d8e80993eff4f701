"""What the page “About the data and the methods” shows: tables of the data, and versions."""

import re
from importlib.metadata import version
from pathlib import Path
from platform import python_version

import pandas as pd

from communique.compare.base import document_table
from communique.show import Html, table
from communique.tables import read_rows

__all__ = ["about_values", "keep_default", "list_versions"]

PACKAGES = ["communique", "matplotlib", "pandas", "sentencex", "textblob", "vaderSentiment"]
DEFAULT = re.compile(r"^<!-- default -->\n(.*?)^<!-- /default -->\n", re.MULTILINE | re.DOTALL)
TEXTS = ["source", "title", "author", "genre", "published_from", "published_to", "rights", "url"]


def about_values(data: Path, documents: pd.DataFrame) -> dict[str, str]:
    """Give the tables of the page by the names of their marks, as blocks of Markdown.

    `data` is the folder of data. Raises what reading its tables raises.
    """
    return {
        "texts": _block(
            table(document_table(documents, TEXTS), "The texts; empty: not known", documents)
        ),
        "codebook": _block(table(read_issues(data), "The issues of the codebook", folded=True)),
        "cards": _block(table(_rows(data / "lexicons" / "cards.csv"), "The four instruments")),
        "validity": _block(
            table(
                read_validity(data),
                "Instruments against readings: Pearson's r, with 95% intervals",
            )
        ),
        "chronology": _block(
            table(read_record(data), "The chronology; without an end: not over", folded=True)
        ),
        "files": read_files(data),
        "versions": list_versions(),
    }


def keep_default(template: str, default: bool) -> str:
    """Keep or leave out what a template says of the default texts, between its two marks.

    >>> page = "A\\n<!-- default -->\\nB\\n<!-- /default -->\\nC"
    >>> keep_default(page, True), keep_default(page, False)
    ('A\\nB\\nC', 'A\\nC')
    """
    return DEFAULT.sub(lambda found: found[1] if default else "", template)


def list_versions() -> str:
    """Name the versions of Python and of the packages that the figures hang on."""
    packages = [f"`{name}` {version(name)}" for name in PACKAGES]
    return ", ".join([f"Python {python_version()}", *packages])


def read_issues(data: Path) -> pd.DataFrame:
    """Read the issues of a codebook, without their patterns: label, part_of, definition, example.

    The patterns are counted over all groups of an issue.
    """
    rows = _rows(data / "codebook.csv")
    counts = rows["patterns"].str.count(";") + (rows["patterns"] != "")
    patterns = counts.groupby(rows["issue"]).sum()
    issues = rows[rows["label"] != ""]
    labels = issues.set_index("issue")["label"]
    return pd.DataFrame(
        {
            "label": issues["label"],
            "part_of": issues["parent"].map(labels).fillna(""),
            "definition": issues["definition"],
            "example": issues["example"],
            "patterns": issues["issue"].map(patterns),
        }
    )


def read_validity(data: Path) -> pd.DataFrame:
    """Read how the instruments agree with readings, as `communique.tone` does, but for its checks.

    That package takes half a second to load.
    """
    rows = _rows(data / "lexicons" / "validity.csv")
    columns = ["set", "instrument", "texts", "r", "low", "high", "how"]
    return rows[columns].astype({"r": float, "low": float, "high": float})


def read_record(data: Path) -> pd.DataFrame:
    """Read the dated events of the record and their sources, as text."""
    columns = ["begin", "end", "event", "source_us", "source_cn_or_agency"]
    names = {"source_us": "url_american", "source_cn_or_agency": "url_chinese_or_other"}
    return _rows(data / "chronology.csv")[columns].rename(columns=names)


def read_files(data: Path) -> str:
    """Take over the list of files from README.md of the data, as the table in Markdown it is."""
    lines = (data / "README.md").read_text(encoding="utf-8").splitlines()
    head = next((n for n, line in enumerate(lines) if line.startswith("| file | a row is")), None)
    if head is None:
        return ""
    rest = lines[head:]
    end = next((n for n, line in enumerate(rest) if not line.startswith("|")), len(rest))
    return "\n".join(rest[:end])


def _rows(path: Path) -> pd.DataFrame:
    return pd.DataFrame([row.cells for row in read_rows(path, (), None)])


def _block(shown: Html) -> str:
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", shown.html)), default=0))
    # The site's styles are those of a notebook's outputs.
    return f'{fence}{{raw}} html\n<div class="cell_output">\n{shown.html}\n</div>\n{fence}'
