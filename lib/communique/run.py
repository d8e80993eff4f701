"""Execute the notebooks, store them with their outputs, and build the site."""

import argparse
import asyncio
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

from communique.corpus import CorpusError, read_corpus
from communique.findings import name_texts
from communique.freshness import compare_notebooks
from communique.kernels import OwnKernel, kernel_environment
from communique.publish import SiteError, build_site, find_picture

__all__ = [
    "NotebookError",
    "execute_all",
    "execute_notebook",
    "find_notebooks",
    "main",
    "read_notebook",
    "set_corpus",
    "write_notebook",
]

ROOT = Path(__file__).resolve().parents[2]
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


def set_corpus(notebook: Any, corpus: Path) -> Any:
    """Point a notebook to another corpus and leave out what was written about the default one.

    The cell tagged `parameters` gets the folder's absolute path. Raises NotebookError where
    no such cell sets CORPUS.

    >>> cell = nbformat.v4.new_code_cell('CORPUS = "../seeds"', metadata={"tags": ["parameters"]})
    >>> changed = set_corpus(nbformat.v4.new_notebook(cells=[cell]), Path("my texts"))
    >>> changed.cells[0].source.endswith("/my texts'")
    True
    """
    line = re.compile(r"""^CORPUS = (?:"[^"]*"|'[^']*')""", flags=re.MULTILINE)
    value = f"CORPUS = {corpus.resolve().as_posix()!r}"
    notebook.cells = [cell for cell in notebook.cells if "about-default-corpus" not in _tags(cell)]
    cells = [cell for cell in notebook.cells if "parameters" in _tags(cell)]
    if not any(line.search(cell.source) for cell in cells):
        raise NotebookError('no cell tagged "parameters" sets CORPUS = "…"')
    for cell in cells:
        cell.source = line.sub(lambda _: value, cell.source)
    return notebook


def execute_notebook(notebook: Any, folder: Path) -> Any:
    """Execute a notebook in a fresh kernel that works in `folder`, and make its record repeatable.

    Raises NotebookError naming the cell, its first line and the exception's last line; what
    was executed until then stays in the notebook.
    """
    started: list[int] = []
    client = NotebookClient(
        notebook,
        kernel_manager_class=OwnKernel,
        kernel_name="python3",
        timeout=CELL_SECONDS,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
        on_cell_execute=lambda cell, cell_index: started.append(cell_index),
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
    report: Callable[[str], None] = print,
    save: Callable[[Path, Any], None] = lambda path, notebook: None,
) -> dict[Path, Any]:
    """Execute notebooks side by side, on as many processors as there are, each in its own folder.

    `report` gets a line for each; `save` each notebook as it ends, failed ones too. Raises
    NotebookError with one line per failed notebook.
    """
    failures = []

    def execute(path: Path) -> Any:
        started, notebook = time.perf_counter(), read_notebook(path)
        try:
            notebook = set_corpus(notebook, corpus) if corpus else notebook
            execute_notebook(notebook, path.parent)
        except NotebookError as error:
            failures.append(f"{path.name}, {error}")
        save(path, notebook)
        report(f"  {path.stem:<24}{time.perf_counter() - started:5.1f} s")
        return notebook

    with ThreadPoolExecutor(max_workers=_processors()) as pool:
        executed = dict(zip(paths, pool.map(execute, paths), strict=True))
    if failures:
        raise NotebookError("\n".join(sorted(failures)))
    return executed


def refresh(
    folder: Path, report: Callable[[str], None] = print, picture: Path | None = None
) -> None:
    """Execute the notebooks of a folder and store those whose outputs changed.

    The picture of the cell tagged `picture` is stored apart, in the file `picture`. Raises
    NotebookError, and stores nothing, where one fails or writes to standard error.
    """
    executed = execute_all(find_notebooks(folder), report=report)
    noisy = [f"{path.name}, {line}" for path, nb in executed.items() for line in _warnings(nb)]
    if noisy:
        raise NotebookError("\n".join(noisy))
    for path, notebook in executed.items():
        if compare_notebooks(read_notebook(path), notebook):
            write_notebook(notebook, path)
            report(f"  {path.stem} stored anew")
        if picture and (found := find_picture(notebook)):
            picture.write_bytes(found)


def build(corpus: Path | None, report: Callable[[str], None] = print) -> None:
    """Execute copies of all notebooks in _build/, build the site in _site/, and say where it is."""
    # Read here too, so that a mistake in it is told once, before any kernel starts.
    texts = read_corpus(corpus or ROOT / "seeds").documents
    copies = ROOT / "_build" / "notebooks"
    shutil.rmtree(copies, ignore_errors=True)
    report("Executing the notebooks ...")
    execute_all(
        find_notebooks(ROOT / "notebooks"),
        corpus,
        report,
        save=lambda path, notebook: write_notebook(notebook, copies / path.name),
    )
    report("Building the site ...")
    build_site(ROOT / "site", copies, ROOT / "_build", ROOT / "_site", name_texts(texts))
    report("Done. Open _site/index.html in a browser.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the commands build, refresh; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m communique.run", description=__doc__)
    parser.add_argument("command", choices=["build", "refresh"])
    parser.add_argument("--corpus", default=os.environ.get("CORPUS"), help="a folder of texts")
    given = parser.parse_args(arguments)
    corpus = Path(given.corpus) if given.corpus else None
    try:
        if given.command == "refresh":
            refresh(ROOT / "notebooks", picture=ROOT / "site" / "overview.png")
        else:
            build(corpus)
    except (CorpusError, NotebookError, SiteError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.stderr.flush()
        os._exit(130)  # kernels end by themselves when this process is gone
    return 0


def _tags(cell: Any) -> list[str]:
    return list(cell.metadata.get("tags", []))


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


def _warnings(notebook: Any) -> list[str]:
    return [
        f"cell {number} writes to standard error: {output.text.strip().splitlines()[-1]}"
        for number, cell in enumerate(notebook.cells, start=1)
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output.name == "stderr" and output.text.strip()
    ]


if __name__ == "__main__":
    sys.exit(main())
