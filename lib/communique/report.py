"""Run the notebooks on a folder of texts and put the pages about them where they are wanted."""

import re
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from communique.annotate import TextPages
from communique.codebook import read_codebook
from communique.companions import Companions
from communique.corpus import Corpus, read_corpus
from communique.cuts import cut_notebook
from communique.excerpts import Excerpts, check_site, choose_excerpts
from communique.execute import execute_all, find_notebooks, read_notebook, write_notebook
from communique.findings import name_texts
from communique.kernels import run_folder
from communique.publish import build_site
from communique.show import join_figures

__all__ = [
    "ROOT",
    "ReportError",
    "choose_notebooks",
    "make_pages",
    "place_site",
    "unlink",
    "write_report",
]

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\[([^][]+)\]\((\w+\.ipynb)[^()]*\)")
LIST = ".communique"  # what a report wrote into its folder: a name a line


class ReportError(ValueError):
    """A report that cannot be made, or not there: says why and what to do."""


def write_report(
    corpus: Path,
    out: Path,
    wanted: str = "",
    codebook: Path | None = None,
    force: bool = False,
    report: Callable[[str], object] = print,
    tick: Callable[[], object] = lambda: None,
    public: bool = False,
) -> None:
    """Run the project's notebooks on a folder of texts and build the site about them in `out`.

    `wanted` names some of the notebooks ("1,2,5"), `codebook` a file in place of
    data/codebook.csv. `report` gets a line for each step, `tick` a call after each cell. All work
    is done in a temporary folder, so that `out` changes only when the site is complete. Raises
    ReportError where `out` holds other files (unless `force` is given; they stay), and what
    reading and executing raise. With `public`, of texts whose rights are not `full` only excerpts
    are shown: see `communique.excerpts`, which raises ExcerptError where that cannot be kept.
    """
    check_place(out, corpus, force)
    paths = choose_notebooks(wanted)
    with TemporaryDirectory(prefix="work-", dir=run_folder(), ignore_cleanup_errors=True) as name:
        work = Path(name)
        data = _with_codebook(codebook, work / "data") if codebook else None
        make_pages(corpus, work, work / "site", paths, data, report, tick, public)
        place_site(work / "site", out)


def make_pages(
    corpus: Path | None,
    work: Path,
    out: Path,
    paths: Sequence[Path] = (),
    data: Path | None = None,
    report: Callable[[str], object] = print,
    tick: Callable[[], object] = lambda: None,
    public: bool = False,
) -> None:
    """Execute copies of the notebooks in `work` and build the site from them in the folder `out`.

    `corpus` None is the default one, no `paths` are all notebooks. `out` is replaced.
    With `public`, texts whose rights are not `full` are shown in excerpts: see `write_report`.
    """
    # Read here too, so that a mistake in it is told once, before any kernel starts.
    read = read_corpus(corpus or ROOT / "seeds")
    copies = work / "notebooks"
    shutil.rmtree(copies, ignore_errors=True)
    chosen = paths or choose_notebooks()
    names = {path.name for path in chosen}
    report("Executing the notebooks ...")
    execute_all(
        chosen,
        corpus,
        report,
        save=lambda path, notebook: write_notebook(unlink(notebook, names), copies / path.name),
        data=data,
        tick=tick,
    )
    report("Building the site ...")
    exercises = ROOT / "notebooks" / "exercises" if corpus is None else None
    excerpts = _cut(copies, read, exercises, work) if public else None
    if exercises and excerpts:
        exercises = work / "exercises"
    texts = TextPages(read, data or ROOT / "data", excerpts.shown if excerpts else None)
    beside = Companions(ROOT / "site", data or ROOT / "data", read.documents, corpus is None)
    named = name_texts(read.documents)
    build_site(ROOT / "site", copies, work, work / "pages", named, texts, beside, exercises)
    if excerpts:
        check_site(work / "pages", excerpts)
    shutil.rmtree(out, ignore_errors=True)
    shutil.move(work / "pages", out)


def _cut(copies: Path, corpus: Corpus, exercises: Path | None, work: Path) -> Excerpts:
    """Cut the executed notebooks, and copies of the exercises, to what a public site may show."""
    paths = find_notebooks(copies)
    said = [(ROOT / "data" / "quizzes.json").read_text(encoding="utf-8")] if exercises else []
    notebooks = [join_figures(read_notebook(path)) for path in paths]
    excerpts = choose_excerpts(notebooks, corpus, said)
    for path, notebook in zip(paths, notebooks, strict=True):
        write_notebook(cut_notebook(notebook, excerpts), path)
    for path in find_notebooks(exercises / "solutions") if exercises else ():
        place = work / "exercises" / "solutions" / path.name
        write_notebook(cut_notebook(read_notebook(path), excerpts), place)
    return excerpts


def unlink(notebook: Any, names: Collection[str]) -> Any:
    """Leave of a link to a notebook that has no page here its words alone.

    >>> from nbformat import v4
    >>> cell = v4.new_markdown_cell("Next: [2 · Issues](02_issues.ipynb)")
    >>> unlink(v4.new_notebook(cells=[cell]), ["01_sources.ipynb"]).cells[0].source
    'Next: 2 · Issues'
    """
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(lambda m: m[0] if m[2] in names else m[1], cell.source)
    return notebook


def choose_notebooks(wanted: str = "") -> list[Path]:
    """List the project's notebooks, or some of them, by their numbers: "1,3".

    Raises ReportError where there is none with such a number.

    >>> [path.name[:2] for path in choose_notebooks("3, 1")]
    ['01', '03']
    """
    found = {path.name[:2].lstrip("0"): path for path in find_notebooks(ROOT / "notebooks")}
    if not found:
        raise ReportError(
            f"{ROOT / 'notebooks'}: holds no notebooks. Run the command from a clone of the "
            "project, installed as its README says."
        )
    numbers = {part.strip().lstrip("0") for part in wanted.split(",")} - {""}
    if unknown := sorted(numbers - set(found)):
        raise ReportError(
            f"There is no notebook {unknown[0]}. Give numbers parted by commas: {','.join(found)}."
        )
    return [path for number, path in found.items() if number in numbers or not numbers]


def check_place(out: Path, corpus: Path, force: bool = False) -> None:
    """Raise ReportError where a report must not be written into the folder `out`."""
    if out.exists() and not out.is_dir():
        raise ReportError(f"{out}: this is a file. Give a folder for the report.")
    if corpus.resolve().is_relative_to(out.resolve()):
        raise ReportError(f"{out}: holds the texts themselves. Give another folder for the report.")
    foreign = sorted(set(_names(out)) - set(_listed(out)) - {LIST})
    if foreign and not force:
        more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        raise ReportError(
            f"{out}: holds files that no report wrote ({foreign[0]}{more}). Give a new folder, or "
            "--force: files with the names of pages are replaced then, all others stay."
        )


def place_site(site: Path, out: Path) -> None:
    """Put a site into a folder: what an earlier report wrote there goes, all else stays.

    Raises ReportError where a folder in it is a link to another place.
    """
    names = sorted(_names(site))
    inside = out.resolve()
    for name in names:
        if not (out / name).parent.resolve().is_relative_to(inside):
            raise ReportError(f"{(out / name).parent}: leads out of the folder. Remove the link.")
    for name in _listed(out):
        (out / name).unlink(missing_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    # Listed first, so that a report that was interrupted here can be written again.
    (out / LIST).write_text("\n".join(names) + "\n", encoding="utf-8", newline="\n")
    for name in names:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / name, out / name)


def _names(folder: Path) -> Iterator[str]:
    """Name all that lies in a folder and its subfolders, folders themselves left out."""
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(folder).as_posix()


def _listed(out: Path) -> list[str]:
    """Read which files of a folder an earlier report wrote; names that lead out do not count."""
    path = out / LIST
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    inside = out.resolve()
    places = [(name, (out / name).resolve()) for name in lines]
    return [name for name, place in places if place.is_relative_to(inside) and place.is_file()]


def _with_codebook(codebook: Path, data: Path) -> Path:
    """Copy the project's data with another codebook in place of its own."""
    read_codebook(codebook)  # here too, so that a mistake is told before any kernel starts
    shutil.copytree(ROOT / "data", data)
    shutil.copyfile(codebook, data / "codebook.csv")
    return data
