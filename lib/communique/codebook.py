"""Read a codebook that people can edit, and say plainly what is wrong with it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from communique.patterns import EVERY, Matcher, PatternError, compile_patterns
from communique.tables import Row, read_rows

__all__ = [
    "BACK_REFERENCE",
    "PRONOUNS",
    "WEAK",
    "Codebook",
    "CodebookError",
    "make_codebook",
    "read_codebook",
]

COLUMNS = ["issue", "parent", "label", "definition", "example", "group", "patterns", "exclusions"]
DESCRIPTION = ["parent", "label", "definition", "example"]
EVERY_ISSUE = "every_issue"
BACK_REFERENCE = "back_reference"
PRONOUNS = "pronouns"
WEAK = "weak"


class CodebookError(ValueError):
    """A codebook that cannot be used; names the file, the line and the remedy."""


class Codebook(NamedTuple):
    """Issues, their patterns, and the matchers made of them.

    `issues` has the columns issue, parent, label, definition, example, where parent is the upper
    issue, or the issue itself; `patterns` has issue, group, pattern (exclusions begin with "!").
    `weak` holds the issue and pattern of those in the group `weak`.
    """

    issues: pd.DataFrame
    patterns: pd.DataFrame
    matcher: Matcher
    referring: Matcher
    weak: frozenset[tuple[str, str]]


def read_codebook(path: str | Path) -> Codebook:
    """Read a codebook from a CSV file with a row for each issue and group of patterns.

    Columns: issue, parent, label, definition, example (these four on the first row of an issue
    only), group (what its patterns have in common), patterns and exclusions (parted by ";", see
    `communique.patterns`). Two ids are not issues: `every_issue`, whose exclusions hold for all,
    and `back_reference`, whose patterns are phrases that refer back, in its group `pronouns` words
    that do so within a paragraph. Two groups of an issue have a meaning: the patterns of `weak`
    count only in a sentence without another issue, those of `back_reference` only after a sentence
    with their issue (see `communique.issues`).
    Raises CodebookError, which names the line and the remedy.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "codebook.csv")
    ...     row = "trade,,Trade,goods,Ruritania cut tariffs.,words,tariff*; trade deal*,trade wind*"
    ...     _ = path.write_text(",".join(COLUMNS) + "\\n" + row)
    ...     read_codebook(path).patterns["pattern"].to_list()
    ['tariff*', 'trade deal*', '!trade wind*']
    """
    rows = read_rows(path, COLUMNS, error=CodebookError)
    try:
        return _codebook(rows)
    except _Mistake as mistake:
        raise CodebookError(f"{path}, line {mistake.line}: {mistake.problem}") from None


def make_codebook(patterns: Mapping[str, Iterable[str]]) -> Codebook:
    """Make a codebook from patterns listed by issue, to try something out.

    Raises CodebookError where a pattern cannot be used.

    >>> make_codebook({"trade": ["tariff*", "!tariff barrier*"]}).issues["issue"].to_list()
    ['trade']
    """
    rows = [
        Row(0, dict.fromkeys(COLUMNS, "") | {"issue": issue, "patterns": "; ".join(listed)})
        for issue, listed in patterns.items()
    ]
    try:
        return _codebook([row._replace(line=n) for n, row in enumerate(rows, 1)], complete=False)
    except _Mistake as mistake:
        raise CodebookError(f"issue {mistake.line} of the patterns: {mistake.problem}") from None


class _Mistake(Exception):
    def __init__(self, line: int, problem: str) -> None:
        self.line, self.problem = line, problem


def _codebook(rows: list[Row], complete: bool = True) -> Codebook:
    described = _described(rows)
    if complete:
        _check_descriptions(described)
    patterns = [(row.cells["issue"], row.cells["group"], p) for row in rows for p in _listed(row)]
    return Codebook(
        _issues(described),
        pd.DataFrame(patterns, columns=["issue", "group", "pattern"]),
        _matcher([row for row in rows if not _refers(row)]),
        _matcher([row for row in rows if _refers(row)]),
        _weak(rows),
    )


def _described(rows: list[Row]) -> dict[str, Row]:
    """Find the first row of each issue; its other rows must follow and describe nothing anew."""
    first: dict[str, Row] = {}
    last = ""
    for row in rows:
        issue = row.cells["issue"]
        if not issue:
            raise _Mistake(row.line, "it has no issue; write the id of the issue in each row")
        if issue in first and issue != last:
            raise _Mistake(row.line, f"the id “{issue}” stands twice; keep its rows together")
        if issue in first and any(row.cells[name] for name in DESCRIPTION):
            raise _Mistake(row.line, f"“{issue}” is described twice; describe it in its first row")
        first.setdefault(issue, row)
        last = issue
    return first


def _check_descriptions(described: dict[str, Row]) -> None:
    for issue, row in described.items():
        if issue in (EVERY_ISSUE, BACK_REFERENCE):
            continue
        for name in DESCRIPTION[1:]:
            if not row.cells[name]:
                raise _Mistake(row.line, f"the {name} of “{issue}” is missing; write it here")


def _issues(described: dict[str, Row]) -> pd.DataFrame:
    rows = [
        {"issue": issue, **{name: row.cells[name] for name in DESCRIPTION}}
        | {"parent": _parent(issue, described)}
        for issue, row in described.items()
        if issue not in (EVERY_ISSUE, BACK_REFERENCE)
    ]
    return pd.DataFrame(rows, columns=COLUMNS[:5])


def _parent(issue: str, described: dict[str, Row]) -> str:
    row = described[issue]
    parent = row.cells["parent"]
    if parent and parent not in described:
        raise _Mistake(row.line, f"the parent “{parent}” is no issue here; add it or correct it")
    if parent and (parent == issue or described[parent].cells["parent"]):
        problem = (
            f"the parent “{parent}” has a parent, or is the issue itself; there are two levels"
        )
        raise _Mistake(row.line, problem)
    return parent or issue


def _refers(row: Row) -> bool:
    return BACK_REFERENCE in (row.cells["issue"], row.cells["group"])


def _key(row: Row) -> str:
    issue, group = row.cells["issue"], row.cells["group"]
    if issue == BACK_REFERENCE and group == PRONOUNS:
        return PRONOUNS
    return EVERY if issue == EVERY_ISSUE else issue


def _weak(rows: list[Row]) -> frozenset[tuple[str, str]]:
    """Gather the weak patterns by issue; none of them may stand in another group as well."""
    weak = {(r.cells["issue"], p): r for r in rows if r.cells["group"] == WEAK for p in _listed(r)}
    for row in rows:
        for pattern in _listed(row):
            twin = weak.get((row.cells["issue"], pattern))
            if twin and row is not twin and not (_refers(row) or pattern.startswith("!")):
                problem = f"“{pattern}” stands in line {row.line} too; is it weak or not?"
                raise _Mistake(twin.line, problem)
    return frozenset(weak)


def _matcher(rows: list[Row]) -> Matcher:
    patterns: dict[str, list[str]] = {}
    lines: dict[str, int] = {}
    parents = {row.cells["parent"] for row in rows}
    for row in rows:
        if row.cells["issue"] in parents and not _listed(row):
            continue  # the patterns of its parts are its own
        patterns.setdefault(_key(row), []).extend(_checked(row))
        lines |= dict.fromkeys(_listed(row), row.line)
    try:
        return compile_patterns(patterns)
    except PatternError as error:
        raise _Mistake(lines[error.pattern], str(error)) from None


def _checked(row: Row) -> list[str]:
    listed = _listed(row)
    if not listed:
        raise _Mistake(row.line, "it has no pattern; write one, or delete the row")
    if not all(pattern.strip("! ") for pattern in listed):
        raise _Mistake(row.line, "an empty pattern; delete the “;” that has nothing behind it")
    return listed


def _listed(row: Row) -> list[str]:
    """List the patterns of a row, exclusions with their "!"."""
    patterns = row.cells["patterns"].split(";") if row.cells["patterns"] else []
    exclusions = row.cells["exclusions"].split(";") if row.cells["exclusions"] else []
    return [p.strip() for p in patterns] + ["!" + e.strip().removeprefix("!") for e in exclusions]
