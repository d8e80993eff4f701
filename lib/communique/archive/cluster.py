"""Have pieces done by a Dask cluster, whose workers read their own ranges of the files."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from communique.archive.errors import ArchiveError
from communique.archive.extra import distributed
from communique.archive.measures import Measures
from communique.archive.parts import code_piece
from communique.archive.pieces import Piece

__all__ = ["on_cluster"]

TIMEOUT = "30s"
Done = tuple[int, dict[str, int]]


def on_cluster(
    todo: list[tuple[int, Piece]], out: str, measures: Measures, scheduler: str
) -> Iterator[Done]:
    """Do the pieces on a cluster; give each that is done, in whatever order.

    A piece whose worker is lost is done by another. Raises ArchiveError where the scheduler does
    not answer, or where a piece loses several workers.
    """
    dask = distributed()
    try:
        client = dask.Client(scheduler, timeout=TIMEOUT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ArchiveError(f"{scheduler}: no Dask scheduler answers ({error}).") from None
    with client:
        waiting = iter(todo)
        first = _submit(client, islice(waiting, _most(client)), out, measures)
        done = dask.as_completed(first, loop=client.loop)
        for future in done:
            yield _result(future, dask, out)
            for more in _submit(client, islice(waiting, 1), out, measures):
                done.add(more)


def _most(client: Any) -> int:
    """Give how many pieces are handed out at a time: two for each thread of the workers."""
    return 2 * max(1, sum(map(int, client.nthreads().values())))


def _submit(
    client: Any, pieces: Iterable[tuple[int, Piece]], out: str, measures: Measures
) -> list[Any]:
    return [
        client.submit(_coded, number, piece, out, measures, pure=False) for number, piece in pieces
    ]


def _coded(number: int, piece: Piece, out: str, measures: Measures) -> Done:
    return number, code_piece(number, piece, out, measures)


def _result(future: Any, dask: Any, out: str) -> Done:
    try:
        done: Done = future.result()
    except dask.scheduler.KilledWorker:
        raise ArchiveError(
            f"{out}: a piece lost several workers, perhaps for want of memory. Run it again:"
            " it goes on where it stopped."
        ) from None
    return done
