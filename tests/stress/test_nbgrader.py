"""An exercise notebook as an assignment of nbgrader, in an environment of its own."""

import os
import re
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import pytest

from communique.execute import find_notebooks, read_notebook, write_notebook
from communique.exercises import make_assignment

ROOT = Path(__file__).parents[2]
SOLUTION = find_notebooks(ROOT / "notebooks" / "exercises" / "solutions")[0]
NBGRADER = "nbgrader==0.9.6"
SETTINGS = """
c = get_config()
c.CourseDirectory.course_id = "communique"
c.ClearSolutions.code_stub = {"python": "# your code here"}
c.ExecutePreprocessor.timeout = 300
"""

pytestmark = pytest.mark.stress


def call(*command: str | Path, folder: Path) -> str:
    # nbgrader calls alembic by its name.
    paths = os.pathsep.join([str(Path(command[0]).parent), os.environ["PATH"]])
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=os.environ | {"PATH": paths},
        capture_output=True,
        text=True,
        timeout=1200,
    )
    assert not done.returncode, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an environment with nbgrader that finds this project and its packages behind its own."""
    folder = tmp_path_factory.mktemp("grader")
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    try:
        call(python, "-m", "pip", "install", "--quiet", NBGRADER, folder=folder)
    except (AssertionError, subprocess.TimeoutExpired) as error:
        pytest.skip(f"{NBGRADER} cannot be installed here: {str(error)[-300:]}")
    place = next((folder / "venv" / "lib").glob("python*/site-packages"))
    (place / "project.pth").write_text("\n".join(path for path in sys.path if path))
    return folder / "venv" / "bin"


@pytest.fixture(scope="module")
def course(grader: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    (folder / "nbgrader_config.py").write_text(SETTINGS)
    made = make_assignment(read_notebook(SOLUTION), ROOT / "seeds", ROOT / "data")
    write_notebook(made, folder / "source" / "lesson" / SOLUTION.name)
    call(grader / "python", "-m", "nbgrader", "generate_assignment", "lesson", folder=folder)
    return folder


def hand_in(course: Path, student: str, answers: dict[str, str]) -> None:
    """Hand in the released notebook with the given cells in place of what they begin with."""
    released = read_notebook(course / "release" / "lesson" / SOLUTION.name)
    for cell in released.cells:
        if "solution" in cell.metadata.get("tags", []) and cell.cell_type == "code":
            cell.source = answers.get(cell.id, cell.source)
    write_notebook(released, course / "submitted" / student / "lesson" / SOLUTION.name)


def solutions() -> dict[str, str]:
    cells = read_notebook(SOLUTION).cells
    return {c.id: c.source for c in cells if "solution" in c.metadata.get("tags", [])}


def grade(grader: Path, course: Path) -> dict[str, list[float]]:
    call(grader / "python", "-m", "nbgrader", "autograde", "lesson", "--force", folder=course)
    script = (
        "from nbgrader.api import Gradebook\n"
        "with Gradebook('sqlite:///gradebook.db') as book:\n"
        "    for handed in book.assignment_submissions('lesson'):\n"
        "        for notebook in handed.notebooks:\n"
        "            print(handed.student.id, *[g.auto_score for g in notebook.grades\n"
        "                  if g.cell.cell_type == 'code'])\n"
    )
    lines = call(grader / "python", "-c", script, folder=course).splitlines()
    found: dict[str, Any] = {}
    for line in lines:
        if match := re.fullmatch(r"(\w+)((?: [\d.]+)+)", line):
            found[match[1]] = [float(score) for score in match[2].split()]
    return found


def test_a_released_assignment_holds_no_solution(course: Path) -> None:
    released = read_notebook(course / "release" / "lesson" / SOLUTION.name)
    shown = "\n".join(cell.source for cell in released.cells)
    assert "BEGIN SOLUTION" not in shown
    assert shown.count("= ...") >= 5
    for source in solutions().values():
        assert source not in shown


def test_right_wrong_and_untouched_submissions_are_graded(grader: Path, course: Path) -> None:
    right = solutions()
    first = next(iter(right))
    hand_in(course, "right", right)
    hand_in(course, "wrong", right | {first: right[first] + "\nrunning = len(own)"})
    hand_in(course, "untouched", {})
    points = grade(grader, course)
    assert points["right"] == [1.0] * 5
    assert sorted(points["wrong"]) == [0.0] + [1.0] * 4
    assert points["untouched"] == [0.0] * 5
