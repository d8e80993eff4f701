"""Have pieces done on this machine: in turn, or by several processes."""

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from communique.archive.errors import ArchiveError
from communique.archive.measures import Measures
from communique.archive.parts import code_piece
from communique.archive.pieces import Piece

__all__ = ["in_processes", "in_turn"]

Todo = list[tuple[int, Piece]]
Done = Iterator[tuple[int, dict[str, int]]]


def in_turn(todo: Todo, out: str, measures: Measures) -> Done:
    """Do the pieces one after the other, in this process."""
    for number, piece in todo:
        yield number, code_piece(number, piece, out, measures)


def in_processes(todo: Todo, out: str, measures: Measures, workers: int) -> Done:
    """Do the pieces in several processes; give each that is done, in whatever order.

    Raises ArchiveError when a process is lost, for example for want of memory.
    """
    # Spawned, not forked: a fork of a process with threads (Arrow has some) may hang.
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        try:
            yield from _as_done(pool, iter(todo), out, measures, 2 * workers)
        except BrokenProcessPool:
            raise ArchiveError(
                f"{out}: a worker was killed, perhaps for want of memory. Run it again, with fewer"
                " workers: it goes on where it stopped."
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)


def _as_done(
    pool: ProcessPoolExecutor,
    todo: Iterator[tuple[int, Piece]],
    out: str,
    measures: Measures,
    most: int,
) -> Done:
    running: dict[Future[dict[str, int]], int] = {}
    while True:
        for number, piece in todo:
            running[pool.submit(code_piece, number, piece, out, measures)] = number
            if len(running) >= most:
                break
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            yield running.pop(future), future.result()
