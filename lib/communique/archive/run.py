"""Code an archive: plan the pieces, have them done, and note each that is."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from communique.archive.cluster import on_cluster
from communique.archive.errors import ArchiveError, no_room
from communique.archive.local import in_processes, in_turn
from communique.archive.manifest import Manifest, open_manifest
from communique.archive.measures import Measures, tables_of
from communique.archive.parts import ASIDE
from communique.archive.pieces import Piece, plan_pieces

__all__ = ["Progress", "Summary", "code_archive"]

PIECE_MB = 8.0


class Progress(NamedTuple):
    """How far a run is: bytes done, in all, and done before it began; seconds since then."""

    done: int
    total: int
    before: int
    seconds: float

    @property
    def rate(self) -> float:
        """MB in a second, of what this run did."""
        return (self.done - self.before) / 1e6 / max(self.seconds, 1e-9)

    @property
    def left(self) -> float:
        """Seconds that the rest takes at this rate; infinite before the first piece."""
        return (self.total - self.done) / 1e6 / self.rate if self.rate else float("inf")


class Summary(NamedTuple):
    """What a finished archive holds: rows by table, bytes read, and the seconds of this run."""

    out: Path
    rows: dict[str, int]
    bytes: int
    seconds: float


def code_archive(
    inputs: str | Path | Sequence[str | Path],
    out: str | Path,
    measures: Measures,
    workers: int = 1,
    scheduler: str | None = None,
    report: Callable[[Progress], None] | None = None,
    piece_mb: float = PIECE_MB,
) -> Summary:
    """Code the texts of an archive in flat memory, and write tables in Parquet.

    Args:
        inputs: folders (those in them too) of .txt and .md files, and tables of texts: .jsonl,
            .csv, .parquet with the column text; doc or id, and those of documents.csv, if they
            are there. Other columns are kept as JSON in the column `other` of the documents.
        out: a folder; each table is a folder in it: documents, sentences, mentions, scores, dates,
            quotes, and problems (file, place, problem), with files part-00001.parquet and so on.
            Rows are those of `read_corpus`, `code_issues`, `score_tone`, `find_dates` and
            `find_quotes`; scores have no text, and documents no raw, which would double them.
        measures: from `standard_measures`, or of your own.
        workers: processes on this machine.
        scheduler: the address of a Dask cluster (tcp://…) instead, whose workers see the same
            files under the same names. Needs the extra `archive`, as all of this does.
        report: called after each piece.
        piece_mb: MB of text in a piece, the unit of work; what was begun is done again after an
            interruption.

    A run that was stopped goes on where it stopped when it is called again, and gives the rows
    that it would have given. Rows of one document stand together in one part. Raises ArchiveError:
    nothing to read, an output of other texts or measures, no room, a worker lost too often.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "talks.txt").write_text("The talks went on. Nobody left.")
    ...     code_archive(folder, Path(folder, "out"), Measures(dates=True)).rows["sentences"]
    2
    """
    began = time.monotonic()
    if workers < 1 or piece_mb <= 0:
        raise ArchiveError(f"workers is {workers}, piece_mb {piece_mb}; give numbers above zero")
    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    folder = Path(out).absolute()
    pieces = plan_pieces([Path(one).absolute() for one in given], int(piece_mb * 1e6))
    measures = _absolute(measures)
    manifest = open_manifest(folder, pieces, measures)
    _prepare(folder, tables_of(measures), manifest)
    todo = [(n, p) for n, p in enumerate(pieces, 1) if str(n) not in manifest.done]
    total, done = sum(p.size for p in pieces), sum(p.size for p in pieces) - _size(todo)
    before = done
    for number, rows in _finished(todo, str(folder), measures, workers, scheduler):
        manifest.add(number, rows)
        done += pieces[number - 1].size
        if report:
            report(Progress(done, total, before, time.monotonic() - began))
    _clear(folder / ASIDE)  # of what lost workers left
    return Summary(folder, _rows(manifest), total, time.monotonic() - began)


def _finished(
    todo: list[tuple[int, Piece]],
    out: str,
    measures: Measures,
    workers: int,
    scheduler: str | None,
) -> Iterator[tuple[int, dict[str, int]]]:
    try:
        if scheduler:
            yield from on_cluster(todo, out, measures, scheduler)
        elif workers == 1 or len(todo) < 2:
            yield from in_turn(todo, out, measures)
        else:
            yield from in_processes(todo, out, measures, workers)
    except OSError as error:
        raise no_room(out, error) from error


def _prepare(folder: Path, tables: Iterable[str], manifest: Manifest) -> None:
    try:
        for name in (*tables, ASIDE):
            (folder / name).mkdir(parents=True, exist_ok=True)
        _clear(folder / ASIDE)
        manifest.save()
    except OSError as error:
        raise no_room(str(folder), error) from error


def _clear(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink(missing_ok=True)


def _absolute(measures: Measures) -> Measures:
    *files, dates = (*measures[:3], *measures[4:], measures.dates)
    codebook, weights, scale, *others = [path and str(Path(path).absolute()) for path in files]
    return Measures(codebook, weights, scale, dates, *others)


def _size(todo: list[tuple[int, Piece]]) -> int:
    return sum(piece.size for _, piece in todo)


def _rows(manifest: Manifest) -> dict[str, int]:
    rows: dict[str, int] = {}
    for counted in manifest.done.values():
        rows |= {table: rows.get(table, 0) + count for table, count in counted.items()}
    return rows
