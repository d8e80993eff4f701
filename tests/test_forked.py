"""Kernels that are copies of one process: fast, and each with nothing of another's."""

import os
import time
from pathlib import Path

import nbformat
import pytest

from communique.execute import execute_notebook
from communique.forked import can_fork

pytestmark = [
    pytest.mark.skipif(not can_fork(), reason="this system has no fork server"),
    pytest.mark.xdist_group("notebooks"),
]


def run(folder: Path, *sources: str) -> list[str]:
    """Execute cells in one kernel and give the text of each result."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    book = execute_notebook(nbformat.v4.new_notebook(cells=cells), folder)
    return [str(cell.outputs[0].data["text/plain"]) for cell in book.cells if cell.outputs]


def test_what_all_notebooks_import_is_there_already(tmp_path: Path) -> None:
    assert run(tmp_path, "import sys\n{'pandas', 'matplotlib.pyplot'} <= sys.modules.keys()") == [
        "True"
    ]


def test_a_kernel_keeps_nothing_for_the_next(tmp_path: Path) -> None:
    run(tmp_path, "import os, pandas\npandas.left = 1\nos.environ['LEFT'] = '1'\nx = 1")
    assert run(
        tmp_path, "import os, pandas\nhasattr(pandas, 'left'), 'LEFT' in os.environ, 'x' in dir()"
    ) == ["(False, False, False)"]


def test_a_kernel_works_in_its_folder_with_the_environment_of_all(tmp_path: Path) -> None:
    told = run(tmp_path, "import os\nos.getcwd(), os.environ['COLUMNS'], hash('Zenda')")
    assert str(tmp_path.resolve()) in told[0]
    assert told == run(tmp_path, "import os\nos.getcwd(), os.environ['COLUMNS'], hash('Zenda')")


def test_a_kernel_ends_with_its_notebook(tmp_path: Path) -> None:
    (pid,) = run(tmp_path, "import os\nos.getpid()")
    for _ in range(100):
        try:
            os.kill(int(pid), 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError(f"process {pid} is still there")


def test_the_own_environment_is_left_as_it_was(tmp_path: Path) -> None:
    before = dict(os.environ)
    run(tmp_path, "1")
    assert dict(os.environ) == before
