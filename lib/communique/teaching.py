"""The teaching page: a template with places for figures, and links to cells of the notebooks."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any, NamedTuple

from communique.glossary import plain_markdown

__all__ = [
    "Lesson",
    "TeachingError",
    "fill_marks",
    "find_cell",
    "link_cells",
    "read_lesson",
    "write_lessons",
]

CELL_LINK = re.compile(r"\[([^\]]*)\]\(<cell:([^:>]+):([^>]+)>\)")
MARK = re.compile(r"\{\{([^{}]+)\}\}")


class TeachingError(ValueError):
    """A teaching page that points to nothing: which mark or cell, and what to do."""


class Lesson(NamedTuple):
    """Hold what a notebook's first cell says of it."""

    name: str
    title: str
    question: str
    read: int
    work: int
    difficulty: str


def read_lesson(notebook: Any, name: str) -> Lesson:
    """Read a notebook's title, question, minutes and difficulty from its opening block.

    Raises TeachingError where the block lacks one of them.
    """
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = {
        "title": re.search(r"^# (.+)$", prose, re.MULTILINE),
        "question": re.search(r"^\*\*Question\.\*\* (.+)$", prose, re.MULTILINE),
        "time": re.search(r"^\| Time \| (\d+) minutes to read, (\d+) to work", prose, re.MULTILINE),
        "difficulty": re.search(r"^\| Difficulty \| (\S+) \|", prose, re.MULTILINE),
    }
    for what, match in found.items():
        if not match:
            raise TeachingError(f"{name}: its opening block has no {what}; add it")
    title, question, minutes, difficulty = (match for match in found.values() if match)
    return Lesson(name, title[1], question[1], int(minutes[1]), int(minutes[2]), difficulty[1])


def find_cell(notebook: Any, part: str, name: str = "the notebook") -> str:
    """Give the id of the first cell whose source holds `part`.

    Raises TeachingError where no cell does.
    """
    for cell in notebook.cells:
        if part in cell.source:
            return str(cell.id)
    raise TeachingError(f"{name}: no cell holds “{part}”; mend the link, or the cell")


def link_cells(markdown: str, notebooks: Mapping[str, Any]) -> tuple[str, dict[str, set[str]]]:
    """Turn links to cells into addresses, and give the ids of those cells by notebook.

    A link is `[text](<cell:notebook:part of the cell's source>)`. Where a notebook is not among
    those given, its links become plain text. Raises TeachingError where a cell is not found.

    >>> link_cells("See [the tables](<cell:01_sources:groupby>).", {})
    ('See the tables.', {})
    """
    linked: dict[str, set[str]] = {}

    def link(found: re.Match[str]) -> str:
        text, name, part = found.groups()
        if name not in notebooks:
            return text
        cell = find_cell(notebooks[name], part, name)
        linked.setdefault(name, set()).add(cell)
        return f"[{text}](#cell-{cell})"

    return CELL_LINK.sub(link, markdown), linked


def fill_marks(template: str, notebooks: Mapping[str, Any], values: Mapping[str, str]) -> str:
    """Put what the notebooks found, and other values, where a template has its marks.

    `{{name}}` is a value; `{{notebook | part of a cell}}` the finding that this cell shows;
    `{{notebook | part of a cell | words of a row; more words | column}}` a figure of its table.
    Raises TeachingError for a mark that leads to nothing.

    >>> fill_marks("{{n}} of 100", {}, {"n": "5"})
    '5 of 100'
    """

    def fill(mark: re.Match[str]) -> str:
        name, *rest = (part.strip() for part in mark[1].split("|"))
        if not rest and name in values:
            return values[name]
        if name not in notebooks or len(rest) not in (1, 3):
            raise TeachingError(f"the mark {mark[0]} leads to nothing; write it otherwise")
        return plain_markdown(_shown(notebooks[name], name, *rest))

    return MARK.sub(fill, template)


def write_lessons(lessons: list[Lesson], slides: bool = False) -> str:
    """Write the table of lessons in Markdown, with its sums of minutes."""
    head = "| Lesson | To read | To work through | Difficulty |" + " Slides |" * slides
    rows = [
        f"| [{one.title}]({one.name}.ipynb) | {one.read} | {one.work} | {one.difficulty} |"
        + f' <a href="slides/{one.name}.html">slides</a> |' * slides
        for one in lessons
    ]
    read, work = sum(one.read for one in lessons), sum(one.work for one in lessons)
    total = f"| Sum, in minutes | {read} | {work} | |" + " |" * slides
    return "\n".join([head, "|---" * (4 + slides) + "|", *rows, total])


class _Shown(HTMLParser):
    """Collect the findings and the rows of the tables of an output."""

    def __init__(self) -> None:
        super().__init__()
        self.findings: list[str] = []
        self.rows: list[list[str]] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p" and ("class", "finding") in attrs:
            self.findings.append("")
            self._inside = tag
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "p":
            self.findings[-1] += data
        elif self._inside:
            self.rows[-1][-1] += data


def _shown(notebook: Any, name: str, part: str, row: str = "", column: str = "") -> str:
    """Read a finding, or a figure of a table, from the outputs of a cell."""
    cell = find_cell(notebook, part, name)
    shown = _Shown()
    for output in next(one for one in notebook.cells if one.id == cell).get("outputs", []):
        shown.feed(output.get("data", {}).get("text/html", ""))
    if not row and shown.findings:
        return shown.findings[0]
    heads, *rows = shown.rows or [[]]
    words = [word.strip() for word in row.split(";")]
    for cells in rows if row and column in heads else []:
        if all(word in " ".join(cells) for word in words):
            return cells[heads.index(column)]
    raise TeachingError(f"{name}: the cell with “{part}” shows no “{row or 'finding'}” {column}")
