"""The command `communique`: report, code, check.

Exit status: 0 done; 1 a problem with what was given, told in one line; 2 a command that was not
understood; 130 stopped.
"""

import shutil
import sys
import time
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from textwrap import shorten
from typing import Any

import click

from communique.progress import Told

# What a command needs is imported in it: help and mistakes shall not wait for pandas.

__all__ = ["commands", "main"]

PATH = click.Path(path_type=Path)
ASIDE = ".coded"  # where tables lie until they are written as CSV
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=SETTINGS, no_args_is_help=True)
@click.version_option(package_name="communique", message="communique %(version)s")
def commands() -> None:
    """Compare texts about one diplomatic event: issues, tone, dates, who says what.

    \b
    Examples:
      communique check my_texts                 what the reader of files sees
      communique report my_texts -o my_report   all notebooks on these texts, as a site
      communique code archive -o coded          only the tables, also for a large archive

    `communique COMMAND --help` tells more of each.
    """


@commands.command()
@click.argument("folder", type=PATH)
@click.option("-o", "--out", type=PATH, required=True, help="The folder for the pages.")
@click.option("--codebook", type=PATH, help="A codebook in place of data/codebook.csv.")
@click.option(
    "--notebooks", metavar="1,2,…", default="", help="Only these notebooks, by their numbers."
)
@click.option(
    "--force", is_flag=True, help="Write into a folder that holds other files; they stay."
)
@click.option("--public", is_flag=True, help="For publishing: excerpts of texts under copyright.")
def report(
    folder: Path, out: Path, codebook: Path | None, notebooks: str, force: bool, public: bool
) -> None:
    """Run all notebooks on the texts in FOLDER and build the site about them.

    What was written about the default texts is left out, and the project's own notebooks stay as
    they are. A report that lies in the folder OUT already is replaced once the new one is
    complete. With --public, a quarter at most of the sentences of each text is shown, unless
    documents.csv gives its rights as full.

    \b
    Examples:
      communique report my_texts -o my_report
      communique report my_texts -o my_report --codebook my_codebook.csv
      communique report my_texts -o my_report --notebooks 1,2
      communique report my_texts -o my_site --public
    """
    from communique.execute import count_cells
    from communique.report import choose_notebooks, write_report

    started = time.perf_counter()
    cells = count_cells(choose_notebooks(notebooks), corpus=True)
    with Told("cell", cells) as told:
        write_report(folder, out, notebooks, codebook, force, told.line, told.step, public)
    seconds = time.perf_counter() - started
    click.echo(f"Done in {seconds:.0f} s. Open {out / 'index.html'} in a browser.")


@commands.command()
@click.argument("inputs", type=PATH, nargs=-1, required=True)
@click.option("-o", "--out", type=PATH, required=True, help="The folder for the tables.")
@click.option(
    "--measures",
    default="",
    metavar="NAME,…",
    help="Only these: issues, weights, scale (tone), dates, quotes.",
)
@click.option("--codebook", type=PATH, help="A codebook in place of data/codebook.csv.")
@click.option("--workers", type=click.IntRange(1), default=1, help="Processes on this machine.")
@click.option("--scheduler", metavar="tcp://…", help="The address of a Dask cluster instead.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "csv"]),
    default="parquet",
    help="csv is for small folders and spreadsheets.",
)
def code(
    inputs: tuple[Path, ...],
    out: Path,
    measures: str,
    codebook: Path | None,
    workers: int,
    scheduler: str | None,
    form: str,
) -> None:
    """Code the texts of INPUTS and write tables: no notebooks, no pages.

    INPUTS are folders of texts, or tables of texts (.jsonl, .csv, .parquet) with a column
    text. Memory stays flat, however large they are. Work that was stopped goes on where it
    stopped when the same command is given again. Sentences are numbered with titles and headings;
    the pages of a report count running text alone. In CSV files, an apostrophe stands before a text
    that a spreadsheet could run as a formula.

    \b
    Examples:
      communique code my_texts -o tables --format csv
      communique code archive.jsonl -o coded --workers 4
      communique code archive -o coded --measures issues,weights
      communique code /shared/archive -o /shared/coded --scheduler tcp://10.0.0.1:8786
    """
    from communique.archive import MEASURES, code_archive, standard_measures
    from communique.export import write_tables
    from communique.report import ROOT

    which = [name.strip() for name in measures.split(",") if name.strip()] or MEASURES
    wanted = standard_measures(ROOT / "data", which, codebook)
    coded = out / ASIDE if form == "csv" else out
    if form == "csv" and (found := sorted(out.glob("*.csv"))):
        raise click.ClickException(f"{found[0]}: is there already. Give a new folder.")
    with Told("MB", scale=1e-6) as told:
        done = code_archive(inputs, coded, wanted, workers, scheduler, lambda p: told.at(*p[:3]))
    if form == "csv":
        write_tables(coded, out)
        shutil.rmtree(coded)
    rows = ", ".join(f"{count:,} {name}" for name, count in done.rows.items() if count)
    click.echo(f"Done in {done.seconds:.0f} s: {rows}. The tables are in {out}.")
    if done.rows.get("problems"):
        click.echo("What could not be read is in the table “problems”.", err=True)


@commands.command()
@click.argument("folder", type=PATH)
def check(folder: Path) -> None:
    """Print what the reader of files sees in FOLDER: a line for each text, its warnings below.

    Each line gives file, encoding, day of publication, words, kinds of passages and title. The
    exit status is 1 where a file could not be read.

    \b
    Example:
      communique check my_texts
    """
    from communique.readers.check import check_folder

    found = check_folder(folder).fillna("").to_dict("records")
    width = max((len(_name(row)) for row in found), default=0)
    for row in found:
        click.echo(_printable(_seen(row, min(width, 40))))
        for warning in filter(None, str(row["warnings"]).split("; ")):
            told = warning.removeprefix(f"{folder / str(row['file'])}: ")
            click.echo(f"    ! {_printable(told)}")
    read = [row for row in found if row["encoding"]]
    words = sum(int(row["words"]) for row in read)
    texts = "1 text" if len(read) == 1 else f"{len(read):,} texts"
    click.echo(f"{texts}, {words:,} words of running text.")
    if any(row["doc"] and not row["encoding"] for row in found):
        sys.exit(1)


def _name(row: Mapping[Hashable, Any]) -> str:
    """Name a text by its file, one of several in a file by its document."""
    return str(row["doc"] if "#" in str(row["doc"]) else row["file"])


def _seen(row: Mapping[Hashable, Any], width: int) -> str:
    """Tell in a line what was seen of a text."""
    name = f"{_name(row):<{width}}"
    if not row["encoding"]:
        return f"{name}  not read"
    facts = f"{row['encoding']:<8}  {row['date'] or 'no date':<10}  {row['words']:>6,} words"
    title = f"“{shorten(str(row['title']), 70, placeholder=' …')}”" if row["title"] else "no title"
    return f"{name}  {facts}  {title} ({row['kinds'] or 'no passages'})"


def _printable(text: str) -> str:
    """Replace what could steer a terminal: names and titles come from files of others."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit status."""
    try:
        commands.main(arguments, prog_name="communique", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        if "communique.execute" in sys.modules:  # then kernels may run
            from communique.run import stop

            stop()
        click.echo("Stopped. The same command goes on from here.", err=True)
        sys.exit(130)
    except (OSError, ValueError) as error:
        if not _told(error):
            raise
        click.echo(_plainly(error), err=True)
        sys.exit(1)


def _told(error: Exception) -> bool:
    """Is this a problem that a user can mend? Then no one needs the program's own traces."""
    return isinstance(error, OSError) or type(error).__module__.startswith("communique.")


def _plainly(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'A file'}: {error.strerror}."
    return str(error)


if __name__ == "__main__":
    main()
