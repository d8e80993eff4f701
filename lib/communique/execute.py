"""Execute notebooks, each in a fresh kernel, side by side, and store them in one form."""

import asyncio
import os
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

from communique.kernels import OwnKernel, kernel_environment

__all__ = [
    "NotebookError",
    "count_cells",
    "execute_all",
    "execute_notebook",
    "find_notebooks",
    "read_notebook",
    "set_corpus",
    "write_notebook",
]

CELL_SECONDS = 600
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "pygments_lexer": "ipython3",
}


class NotebookError(ValueError):
    """A notebook that cannot be executed or stored: which one, where, and why."""


def find_notebooks(folder: Path) -> list[Path]:
    """List the notebooks of a folder in reading order.

    >>> find_notebooks(Path("no such folder"))
    []
    """
    return sorted(folder.glob("[0-9]*.ipynb"))


def read_notebook(path: Path) -> Any:
    """Read a notebook as it stands in its file."""
    return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)


def write_notebook(notebook: Any, path: Path) -> None:
    """Write a notebook in the form in which all are stored: UTF-8, LF, one final newline."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = nbformat.writes(notebook).rstrip("\n") + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def set_corpus(notebook: Any, corpus: Path, data: Path | None = None) -> Any:
    """Point a notebook to another corpus and leave out what was written about the default one.

    The cell tagged `parameters` gets the folder's absolute path; with `data`, that of another
    folder in place of data/ too. Raises NotebookError where no such cell sets CORPUS.

    >>> cell = nbformat.v4.new_code_cell('CORPUS = "../seeds"', metadata={"tags": ["parameters"]})
    >>> changed = set_corpus(nbformat.v4.new_notebook(cells=[cell]), Path("my texts"))
    >>> changed.cells[0].source.endswith("/my texts'")
    True
    """
    notebook.cells = _kept(notebook)
    cells = [cell for cell in notebook.cells if "parameters" in _tags(cell)]
    if not any(_parameter("CORPUS").search(cell.source) for cell in cells):
        raise NotebookError('no cell tagged "parameters" sets CORPUS = "…"')
    for cell in cells:
        _point(cell, "CORPUS", corpus)
        if data:
            _point(cell, "DATA", data)
    return notebook


def count_cells(paths: Sequence[Path], corpus: bool = False) -> int:
    """Count the code cells that notebooks would execute, with another `corpus` or the default one.

    >>> count_cells([])
    0
    """
    notebooks = map(read_notebook, paths)
    cells = [cell for nb in notebooks for cell in (_kept(nb) if corpus else nb.cells)]
    return sum(cell.cell_type == "code" and bool(cell.source.strip()) for cell in cells)


def execute_notebook(notebook: Any, folder: Path, tick: Callable[[], object] = lambda: None) -> Any:
    """Execute a notebook in a fresh kernel that works in `folder`, and make its record repeatable.

    `tick` is called after each code cell. Raises NotebookError naming the cell, its first line and
    the exception's last line; what was executed until then stays in the notebook.
    """
    started: list[int] = []
    for cell in notebook.cells:
        if cell.cell_type == "code":  # or a notebook that fails would show what it once found
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        kernel_manager_class=OwnKernel,
        kernel_name="python3",
        timeout=CELL_SECONDS,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
        on_cell_execute=lambda cell, cell_index: started.append(cell_index),
        on_cell_complete=lambda cell, cell_index: tick(),
    )
    try:
        # A loop of its own, closed at the end (nbclient leaves the one it makes open), of the kind
        # that the kernels' sockets need on Windows too.
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(client.async_execute(env=kernel_environment()))
    except CellExecutionError as error:
        last = f"{error.ename}: {error.evalue}".strip().splitlines()[-1]
        raise NotebookError(f"{_place(notebook, started)}: {last}") from None
    except (DeadKernelError, TimeoutError) as error:
        reason = str(error).strip().splitlines()[0]
        raise NotebookError(f"{_place(notebook, started)}: {reason}") from None
    finally:
        _normalise(notebook)
    return notebook


def execute_all(
    paths: Sequence[Path],
    corpus: Path | None = None,
    report: Callable[[str], object] = print,
    save: Callable[[Path, Any], None] = lambda path, notebook: None,
    data: Path | None = None,
    tick: Callable[[], object] = lambda: None,
) -> dict[Path, Any]:
    """Execute notebooks side by side, on as many processors as there are, each in its own folder.

    `corpus` and `data` replace the folders that the notebooks name. `report` gets a line for each
    notebook, `save` each as it ends, failed ones too; `tick` is called after each cell. Raises
    NotebookError with one line per failed notebook.
    """
    failures = []

    def execute(path: Path) -> Any:
        started, notebook = time.perf_counter(), read_notebook(path)
        try:
            notebook = set_corpus(notebook, corpus, data) if corpus else notebook
            execute_notebook(notebook, path.parent, tick)
        except NotebookError as error:
            failures.append(f"{path.name}, {error}")
        report(f"  {path.stem:<24}{time.perf_counter() - started:5.1f} s")
        return notebook

    executed = {}
    pool = ThreadPoolExecutor(max_workers=_processors())
    running = {pool.submit(execute, path): path for path in paths}
    try:
        while running:
            # Again and again: a signal another thread takes wakes no one who waits without end.
            for future in wait(running, timeout=0.2, return_when=FIRST_COMPLETED).done:
                path = running.pop(future)
                executed[path] = future.result()
                save(path, executed[path])  # here: whoever stops the run clears up, no one writes
    finally:  # whoever stops the run shall not wait for notebooks half done
        pool.shutdown(wait=False, cancel_futures=True)
    if failures:
        raise NotebookError("\n".join(sorted(failures)))
    return {path: executed[path] for path in paths}


def _tags(cell: Any) -> list[str]:
    return list(cell.metadata.get("tags", []))


def _kept(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if "about-default-corpus" not in _tags(cell)]


def _point(cell: Any, name: str, folder: Path) -> None:
    value = f"{name} = {folder.resolve().as_posix()!r}"
    cell.source = _parameter(name).sub(lambda _: value, cell.source)


def _parameter(name: str) -> re.Pattern[str]:
    return re.compile(rf"""^{name} = (?:"[^"]*"|'[^']*')""", flags=re.MULTILINE)


def _processors() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _normalise(notebook: Any) -> None:
    """Remove from the record what differs between machines and Python versions."""
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": LANGUAGE})
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.traceback = [f"{output.ename}: {output.evalue}"]


def _place(notebook: Any, started: Sequence[int]) -> str:
    """Name the last cell that was started."""
    if not started:
        return "before its first cell"
    source = notebook.cells[started[-1]].source
    return f"cell {started[-1] + 1} ({source.strip().splitlines()[0]})"
