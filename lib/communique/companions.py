"""The pages beside the notebooks: glossary, about, teaching, questions, and the slides."""

from collections.abc import Set
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

from communique.about import about_values, keep_default
from communique.execute import find_notebooks, read_notebook, write_notebook
from communique.glossary import Term, link_terms, read_glossary, write_glossary
from communique.quizzes import read_quizzes, write_quizzes
from communique.slides import write_slides
from communique.teaching import fill_marks, link_cells, read_lesson, write_lessons

__all__ = ["Companions", "anchor_cells", "link_notebook"]

Links = dict[str, set[str]]  # of each notebook: the ids of cells that pages link to


class Companions:
    """Make the pages beside the notebooks: `write` before Sphinx runs, `complete` after it.

    `config` holds the templates teaching.md and about.md and the folder _static, `data` is the
    folder of data. Pages about the default texts are made only where `default` is true.
    """

    def __init__(
        self, config: Path, data: Path, documents: pd.DataFrame, default: bool = True
    ) -> None:
        self.config, self.data, self.documents, self.default = config, data, documents, default
        self._notebooks: dict[str, Any] = {}

    def write(self, folder: Path) -> list[str]:
        """Write the pages into the folder that Sphinx reads, and give their names in order.

        The notebooks there get addresses for the cells that the pages link to, and links where
        they first use a term of the glossary. Raises what reading the data raises.
        """
        self._notebooks = {path.stem: read_notebook(path) for path in find_notebooks(folder)}
        glossary = read_glossary(self.data / "glossary.csv")
        pages, linked = self._pages()
        used: dict[str, list[tuple[str, str]]] = {}
        for name, notebook in self._notebooks.items():
            shown = anchor_cells(notebook, linked.get(name, set()))
            for anchor in link_notebook(shown, glossary):
                used.setdefault(anchor, []).append((f"{name}.ipynb", _title(notebook, name)))
            write_notebook(shown, folder / f"{name}.ipynb")
        pages = {name: link_terms(page, glossary) for name, page in pages.items()}
        pages["glossary"] = write_glossary(glossary, used)
        for name, page in pages.items():
            (folder / f"{name}.md").write_text(page, encoding="utf-8", newline="\n")
        return list(pages)

    def complete(self, site: Path) -> None:
        """Put the slides of each notebook beside the pages that Sphinx built."""
        write_slides(self._notebooks, self.config / "_static", site / "slides", "../")

    def _pages(self) -> tuple[dict[str, str], Links]:
        """Write all pages but the glossary, and name the cells that they link to."""
        pages: dict[str, str] = {}
        linked: Links = {}
        if self.default:
            pages["teaching"] = self._teaching(linked)
            pages["questions"] = self._questions(linked)
        about = (self.config / "about.md").read_text(encoding="utf-8")
        values = about_values(self.data, self.documents)
        filled = fill_marks(keep_default(about, self.default), self._notebooks, values)
        pages["about"] = self._linked(filled, linked)
        return pages, linked

    def _teaching(self, linked: Links) -> str:
        lessons = [read_lesson(notebook, name) for name, notebook in self._notebooks.items()]
        template = (self.config / "teaching.md").read_text(encoding="utf-8")
        table = {"lessons": write_lessons(lessons, slides=True)}
        return self._linked(fill_marks(template, self._notebooks, table), linked)

    def _questions(self, linked: Links) -> str:
        titles = {name: _title(notebook, name) for name, notebook in self._notebooks.items()}
        quizzes = read_quizzes(self.data / "quizzes.json")
        page, cells = write_quizzes(quizzes, self._notebooks, titles)
        _add(linked, cells)
        return page

    def _linked(self, markdown: str, linked: Links) -> str:
        page, cells = link_cells(markdown, self._notebooks)
        _add(linked, cells)
        return page


def anchor_cells(notebook: Any, cells: Set[str]) -> Any:
    """Give a copy of a notebook in which some cells have addresses, `#cell-` and their id."""
    copy = nbformat.from_dict(notebook)
    copy.cells = []
    for cell in notebook.cells:
        if cell.id in cells:
            target = nbformat.v4.new_markdown_cell(f"(cell-{cell.id})=", id=f"to-{cell.id}")
            copy.cells.append(target)
        copy.cells.append(nbformat.from_dict(cell))
    return copy


def link_notebook(notebook: Any, glossary: list[Term]) -> list[str]:
    """Link the terms in a notebook's prose, in place; give their anchors."""
    linked: set[str] = set()
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = link_terms(cell.source, glossary, linked)
    return sorted(linked)


def _title(notebook: Any, name: str) -> str:
    lines = (line for cell in notebook.cells for line in cell.source.splitlines())
    return next((line[2:].strip() for line in lines if line.startswith("# ")), name)


def _add(linked: Links, more: Links) -> None:
    for name, cells in more.items():
        linked.setdefault(name, set()).update(cells)
