"""Make the students' exercises, pages for the site and assignments from the solutions.

The solutions are notebooks with two kinds of tagged cells. `solution` marks what a student has to
write: a code cell keeps its leading comments, and each name that the check reads is left open with
three dots (or the cell's metadata `stub` says what stands there); a Markdown cell becomes a place
to write. `check` marks the self-check behind it, a single expression.
"""

import argparse
import ast
import copy
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

import nbformat

from communique.execute import (
    NotebookError,
    execute_all,
    find_notebooks,
    read_notebook,
    set_corpus,
    write_notebook,
)
from communique.freshness import compare_notebooks
from communique.show import join_figures

__all__ = [
    "exercise_page",
    "exercise_pages",
    "main",
    "make_assignment",
    "make_student",
    "refresh_exercises",
    "write_exercise_pages",
]

SOLUTION, CHECK = "solution", "check"
PAGE = "exercises_"
PLACE = "*Write your answer here.*"
# The solutions lie one folder below the students' notebooks, the pages beside the lessons.
DEEPER, LINK = '"../../../', "](../../"
FOLD = {"code_prompt_show": "Show a solution", "code_prompt_hide": "Hide the solution"}


def make_student(notebook: Any) -> Any:
    """Make the student's version of a notebook with solutions: a copy without outputs.

    >>> answer = nbformat.v4.new_code_cell("# How many?\\nn = 2", metadata={"tags": ["solution"]})
    >>> check = nbformat.v4.new_code_cell("check.count(n)", metadata={"tags": ["check"]})
    >>> made = make_student(nbformat.v4.new_notebook(cells=[answer, check]))
    >>> made.cells[0].source
    '# How many?\\nn = ...'
    """
    student = copy.deepcopy(notebook)
    for place, cell in enumerate(student.cells):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if SOLUTION in _tags(cell):
            cell.source = _stub(notebook.cells, place)
            cell.metadata["tags"] = ["answer" if t == SOLUTION else t for t in _tags(cell)]
            cell.metadata.pop("stub", None)
        if "parameters" in _tags(cell):
            cell.source = cell.source.replace(DEEPER, DEEPER[:-3])
        if cell.cell_type == "markdown":
            cell.source = cell.source.replace(LINK, LINK[:-3])
    return student


def refresh_exercises(folder: Path, report: Callable[[str], object] = print) -> None:
    """Execute the solutions in `folder`/solutions, store what changed, and the students' versions.

    Raises NotebookError, and stores nothing, where one fails.
    """
    executed = execute_all(find_notebooks(folder / "solutions"), report=report)
    for path, notebook in executed.items():
        if compare_notebooks(read_notebook(path), notebook):
            write_notebook(notebook, path)
            report(f"  {path.stem} stored anew")
        write_notebook(make_student(notebook), folder / path.name)


def exercise_pages(folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield name and notebook of each page of exercises for the site, from the stored solutions.

    `folder` is the one of the exercises. Nothing is executed; see `exercise_page`.
    """
    for path in find_notebooks(folder / "solutions"):
        yield f"{PAGE}{path.stem}", exercise_page(join_figures(read_notebook(path)))


def write_exercise_pages(folder: Path, pages: Path) -> list[str]:
    """Write the pages of exercises into the folder that Sphinx reads; give their names.

    Lessons that are not in that folder get no page.
    """
    names = []
    for name, page in exercise_pages(folder):
        if (pages / f"{name.removeprefix(PAGE)}.ipynb").exists():
            write_notebook(page, pages / f"{name}.ipynb")
            names.append(name)
    return names


def exercise_page(notebook: Any) -> Any:
    """Make a page of a notebook with solutions: task, place to answer, check; solutions folded.

    Cells with a solution carry the tag hide-cell and their own prompts (for myst-nb); each shows
    what its check said. Cells that prepare the tables are folded too, findings stay in view.
    """
    page, held = nbformat.v4.new_notebook(metadata=notebook.metadata), None
    for place, cell in enumerate(copy.deepcopy(notebook.cells)):
        tags = _tags(cell)
        if cell.cell_type == "markdown":
            cell.source = cell.source.replace(LINK, LINK[:-6])
        if SOLUTION in tags and cell.cell_type == "markdown":
            folded = f"<details><summary>Show an answer</summary>\n\n{cell.source}\n\n</details>"
            page.cells.append(nbformat.v4.new_markdown_cell(folded, id=cell.id))
        elif SOLUTION in tags:
            stub = _stub(notebook.cells, place)
            page.cells.append(nbformat.v4.new_code_cell(stub, id=f"{cell.id}-answer"))
            held = cell
        else:
            if cell.cell_type == "code" and CHECK not in tags:
                cell.metadata["tags"] = [*tags, "hide-input"]
            page.cells.append(cell)
        if CHECK in tags and held:
            held.outputs, cell.outputs = [*held.outputs, *cell.outputs], []
            held.metadata = nbformat.from_dict({"tags": [SOLUTION, "hide-cell"], "mystnb": FOLD})
            page.cells.append(held)
            held = None
    return page


def make_assignment(notebook: Any, corpus: Path, data: Path) -> Any:
    """Make the instructor's version of an nbgrader assignment from a notebook with solutions.

    Its solutions stand between nbgrader's marks, each check is a test of one point, and answers in
    Markdown are graded by hand. `corpus` and `data` are the folders that students will read.
    """
    made = copy.deepcopy(notebook)
    point_to(made, corpus, data)
    for place, cell in enumerate(made.cells):
        tags = _tags(cell)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if SOLUTION in tags:
            if cell.cell_type == "code":
                stub = _stub(notebook.cells, place)
                marked = f"{stub}\n### BEGIN SOLUTION\n{cell.source}\n### END SOLUTION"
                cell.source = marked
            _grade(cell, grade=cell.cell_type == "markdown", solution=True)
        elif CHECK in tags:
            cell.source = f"check.require(\n    {cell.source.strip()}\n)"
            _grade(cell, grade=True, solution=False)
    return made


def point_to(notebook: Any, corpus: Path, data: Path) -> None:
    """Point a notebook to other folders, and keep what is said about the default texts."""
    cells = [cell for cell in notebook.cells if "parameters" in _tags(cell)]
    set_corpus(nbformat.v4.new_notebook(cells=cells), corpus, data)


def main(arguments: Sequence[str] | None = None) -> int:
    """Execute the solutions, store them, and make the students' notebooks; return the status."""
    parser = argparse.ArgumentParser(prog="python -m communique.exercises", description=__doc__)
    folder = Path(__file__).resolve().parents[2] / "notebooks" / "exercises"
    parser.add_argument("folder", nargs="?", type=Path, default=folder)
    try:
        refresh_exercises(parser.parse_args(arguments).folder)
    except NotebookError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _tags(cell: Any) -> list[str]:
    return list(cell.metadata.get("tags", []))


def _stub(cells: Sequence[Any], place: int) -> str:
    """Say what stands in place of a solution."""
    cell = cells[place]
    if cell.cell_type == "markdown":
        return PLACE
    if "stub" in cell.metadata:
        return str(cell.metadata["stub"])
    comments = takewhile(lambda line: line.startswith("#"), cell.source.splitlines())
    check = next((c for c in cells[place:] if CHECK in _tags(c)), None)
    asked = _loaded(check.source) if check else set()
    return "\n".join([*comments, *(f"{name} = ..." for name in _stored(cell.source, asked))])


def _loaded(source: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


def _stored(source: str, asked: set[str]) -> list[str]:
    """List the asked names that a cell assigns, in the order of their first assignment."""
    names = [
        node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    return [name for name in dict.fromkeys(names) if name in asked]


def _grade(cell: Any, grade: bool, solution: bool) -> None:
    """Mark a cell for nbgrader (the format of its metadata, version 3)."""
    marks: dict[str, object] = {
        "grade": grade,
        "solution": solution,
        "locked": not solution,
        "task": False,
    }
    marks |= {"grade_id": f"cell-{cell.id}", "schema_version": 3}
    cell.metadata["nbgrader"] = nbformat.from_dict(marks | ({"points": 1} if grade else {}))


if __name__ == "__main__":
    sys.exit(main())
