"""Execute the project's notebooks: store them with their outputs, or build the site from them."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from communique.corpus import CorpusError
from communique.excerpts import ExcerptError
from communique.execute import (
    NotebookError,
    execute_all,
    find_notebooks,
    read_notebook,
    write_notebook,
)
from communique.freshness import compare_notebooks
from communique.kernels import clear_up
from communique.publish import SiteError, find_picture
from communique.report import ROOT, ReportError, make_pages

__all__ = ["build", "main", "refresh", "stop"]


def refresh(
    folder: Path, report: Callable[[str], object] = print, picture: Path | None = None
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


def build(
    corpus: Path | None, report: Callable[[str], object] = print, public: bool = False
) -> None:
    """Execute copies of all notebooks in _build/, build the site in _site/, and say where it is.

    With `public`, the site for publishing is built in _public/: texts under copyright are not
    shown whole there.
    """
    work, out = ("_build/public", "_public") if public else ("_build", "_site")
    make_pages(corpus, ROOT / work, ROOT / out, report=report, public=public)
    report(f"Done. Open {out}/index.html in a browser.")


def stop() -> None:
    """End this process at once, with the status of one that was stopped: its kernels end too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # pressed again, it shall not end the clearing up
    print("Stopped.", file=sys.stderr)
    sys.stderr.flush()
    clear_up()
    os._exit(130)  # or it would wait for the threads, and they for the kernels


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the commands build, refresh; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m communique.run", description=__doc__)
    parser.add_argument("command", choices=["build", "refresh"])
    parser.add_argument("--corpus", default=os.environ.get("CORPUS"), help="a folder of texts")
    parser.add_argument("--public", action="store_true", help="build what may be published")
    given = parser.parse_args(arguments)
    corpus = Path(given.corpus) if given.corpus else None
    try:
        if given.command == "refresh":
            refresh(ROOT / "notebooks", picture=ROOT / "site" / "overview.png")
        else:
            build(corpus, public=given.public)
    except (CorpusError, ExcerptError, NotebookError, ReportError, SiteError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        stop()
    return 0


def _warnings(notebook: Any) -> list[str]:
    return [
        f"cell {number} writes to standard error: {output.text.strip().splitlines()[-1]}"
        for number, cell in enumerate(notebook.cells, start=1)
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output.name == "stderr" and output.text.strip()
    ]


if __name__ == "__main__":
    sys.exit(main())
