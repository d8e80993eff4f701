"""Build the site from executed notebooks: nothing is executed here and no HTML is written."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import nbformat

from communique.about import keep_default
from communique.annotate import TextPages
from communique.companions import Companions
from communique.execute import read_notebook, write_notebook
from communique.exercises import write_exercise_pages
from communique.freshness import list_pictures
from communique.front import Page, describe_page, fill_front_page, lead_with_findings
from communique.show import join_figures

__all__ = [
    "SiteError",
    "build_site",
    "defer_scripts",
    "find_picture",
    "fold_code",
    "leave_out",
    "number_figures",
]


# What the theme shows in print only: the title and the contents, both a second time.
PRINTED = re.compile(r'<div id="jb-print-docs-body".*?(?=\s*<div id="searchbox">)', re.DOTALL)
# A second bar from the theme below the book theme, which is not shown: scripts measure it, but
# would bind the buttons for the menu in it, and not those that readers see.
SECOND_BAR = re.compile(r'(<header id="pst-header"[^>]*>).*?(</header>)', re.DOTALL)
TWICE = re.compile(r"<title>(.+?) &#8212; \1</title>")
UNCLEAR = ' aria-label="Toggle hidden content"'  # read aloud in place of “Show the code”


class SiteError(ValueError):
    """A site that could not be built, with what the builder said."""


def build_site(
    config: Path,
    notebooks: Path,
    work: Path,
    out: Path,
    corpus: str,
    texts: TextPages | None = None,
    companions: Companions | None = None,
    exercises: Path | None = None,
) -> None:
    """Build the executed notebooks of a folder into `out`, by way of the folder `work`.

    `config` holds conf.py and index.md, the front page with its marks; `corpus` says on the front
    page what was read; `texts` makes pages of the texts themselves, `companions` those beside the
    notebooks; `exercises` is the folder of those. Raises SiteError.
    """
    pages, source = work / "site", work / "html" / "site"
    shutil.rmtree(pages, ignore_errors=True)
    shutil.rmtree(work / "html", ignore_errors=True)
    pages.mkdir(parents=True)
    described = [_take_over(path, pages) for path in sorted(notebooks.glob("*.ipynb"))]
    more = texts.write(pages) if texts else []
    more += companions.write(pages) if companions else []
    more += write_exercise_pages(exercises, pages) if exercises else []
    for page in described:  # last: slides and terms are made of the notebooks as they were
        path = pages / f"{page.name}.ipynb"
        write_notebook(lead_with_findings(read_notebook(path), page), path)
    default = bool(companions and companions.default)
    template = keep_default((config / "index.md").read_text(encoding="utf-8"), default)
    front = fill_front_page(template, [*described, *map(Page, more)], corpus)
    (pages / "index.md").write_text(front, encoding="utf-8", newline="\n")
    _run_sphinx(config, pages, source)
    if texts:
        texts.complete(source, {page.name: page.title for page in described})
    if companions:
        companions.complete(source)
    _finish(source, described)
    shutil.rmtree(out, ignore_errors=True)
    shutil.move(source, out)


def _take_over(path: Path, pages: Path) -> Page:
    """Write a notebook in the form of the site into the folder that Sphinx reads."""
    notebook = join_figures(read_notebook(path))
    page = describe_page(notebook, path.stem)
    write_notebook(fold_code(notebook), pages / path.name)
    return page


def _finish(site: Path, described: Sequence[Page]) -> None:
    """Mend the pages that Sphinx wrote."""
    for page in described:
        _rewrite(site / f"{page.name}.html", number_figures)
    for path in site.glob("**/*.html"):
        if path.name != "search.html" and "_static" not in path.parts:
            _rewrite(path, lambda html: defer_scripts(leave_out(html)))
    shutil.rmtree(site / "_sources", ignore_errors=True)


def find_picture(notebook: Any) -> bytes | None:
    """Give the first picture of the cells tagged `picture`: the one that the README shows.

    >>> find_picture(nbformat.v4.new_notebook()) is None
    True
    """
    tagged = [cell for cell in notebook.cells if "picture" in cell.metadata.get("tags", [])]
    return next(iter(list_pictures(nbformat.v4.new_notebook(cells=tagged))), None)


def fold_code(notebook: Any) -> Any:
    """Tag code cells so that the page shows findings first and code on demand.

    Cells one after another that show nothing are joined to the one behind them, if there is one:
    readers get one fold, and not three in a row.
    """
    cells: list[Any] = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            if cells and _prepares(cells[-1]) and "remove-cell" not in _tags(cell):
                cell.source = f"{cells.pop().source}\n\n{cell.source}"
            cell.metadata["tags"] = [*_tags(cell), *({"hide-input"} - set(_tags(cell)))]
        cells.append(cell)
    notebook.cells = cells
    return notebook


def _prepares(cell: Any) -> bool:
    return cell.cell_type == "code" and not cell.get("outputs") and "remove-cell" not in _tags(cell)


def _tags(cell: Any) -> list[str]:
    return list(cell.metadata.get("tags", []))


def number_figures(html: str) -> str:
    """Give each figure and each table of a page an address: #figure-1, #table-1.

    >>> number_figures('<figure class="communique"><figure class="communique-table">')
    '<figure class="communique" id="figure-1"><figure class="communique-table" id="table-1">'
    """
    counts: Counter[str] = Counter()

    def number(found: re.Match[str]) -> str:
        kind = "table" if found[2] else "figure"
        counts[kind] += 1
        return f'{found[1]}" id="{kind}-{counts[kind]}">'

    return re.sub('(<figure class="communique(-table)?)">', number, html)


def leave_out(html: str) -> str:
    """Leave out what the themes add to a page and no reader needs.

    >>> leave_out('<header id="pst-header">Menu</header><p>Text</p>')
    '<header id="pst-header"></header><p>Text</p>'
    >>> leave_out("<title>Communiqué &#8212; Communiqué</title>")
    '<title>Communiqué</title>'
    """
    html = SECOND_BAR.sub(r"\1\2", PRINTED.sub("", html)).replace(UNCLEAR, "")
    return TWICE.sub(r"<title>\1</title>", html)


def defer_scripts(html: str) -> str:
    """Let the first view wait for no script, but for the few settings that one in the page needs.

    >>> defer_scripts('<script src="a.js"></script>')
    '<script defer src="a.js"></script>'
    """
    return re.sub(r'<script (?=src="(?!\S*documentation_options))', "<script defer ", html)


def _rewrite(path: Path, change: Callable[[str], str]) -> None:
    text = change(path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8", newline="\n")


def _run_sphinx(config: Path, source: Path, out: Path) -> None:
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-E",
        "-b",
        "html",
        "-c",
        config,
    ]
    command += ["-d", source.parent / "doctrees", source, out]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        raise SiteError(f"The site could not be built:\n{(done.stdout + done.stderr).strip()}")
    if done.stderr.strip():
        print(done.stderr.strip(), file=sys.stderr)
