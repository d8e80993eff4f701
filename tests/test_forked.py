"""Kernels that are copies of one process: fast, and each with nothing of another's."""

import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from communique import kernels
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


def test_a_long_name_of_the_folder_for_temporary_files_is_no_obstacle(tmp_path: Path) -> None:
    """The name of a socket is a path of about a hundred bytes at most."""
    place = tmp_path / ("long" * 30)
    place.mkdir()
    nbformat.write(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")]), tmp_path / "1.ipynb"
    )
    script = """
from pathlib import Path
from communique.execute import execute_all, find_notebooks
if __name__ == "__main__":
    (book,) = execute_all(find_notebooks(Path()), report=str).values()
    print(book.cells[0].outputs[0].data["text/plain"])
"""
    (tmp_path / "run.py").write_text(script)
    done = subprocess.run(
        [sys.executable, "run.py"],
        cwd=tmp_path,
        env=os.environ | {"TMPDIR": str(place)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("2\n", "")
    assert not list(place.iterdir())


class Launched:
    """A kernel whose process comes just as it is asked for the second time whether it is there."""

    def __init__(self, killed: list[str]) -> None:
        self.provisioner, self.asked, self.killed = SimpleNamespace(process=None), 0, killed

    @property
    def launching(self) -> bool:
        self.asked += 1
        if self.asked == 2:
            self.provisioner.process = SimpleNamespace(
                kill=lambda: self.killed.append("kill"), wait=lambda: None
            )
        return self.asked < 2


def test_a_kernel_that_is_launched_while_the_run_is_stopped_ends_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[str] = []
    monkeypatch.setattr(kernels.OwnKernel, "started", {Launched(killed)})
    monkeypatch.setattr(kernels.OwnKernel, "closed", False)
    for name in ("run_folder", "get_temp_dir"):
        (tmp_path / name).mkdir()
        monkeypatch.setattr(kernels, name, lambda name=name: str(tmp_path / name))
    kernels.clear_up()
    assert killed == ["kill"]
    assert not list(tmp_path.iterdir())
    with pytest.raises(RuntimeError, match="being stopped"):  # nor does a further one start
        kernels.OwnKernel()
