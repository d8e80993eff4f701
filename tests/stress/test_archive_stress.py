"""The archive under stress: killed again and again, no room, workers lost, flat memory."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from benchmarks.invented import write_archive
from communique.archive import ArchiveError, code_archive
from tests.archives import ROOT, kill_after, same_tables, shipped, start_run, write_texts

pytestmark = pytest.mark.stress

PIECE_MB = 0.004


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    write_texts(folder, 400)
    return folder


@pytest.fixture(scope="module")
def whole(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("whole") / "out"
    code_archive(texts, out, shipped("issues", "weights"), piece_mb=PIECE_MB)
    return out


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_random_moments(texts: Path, whole: Path, tmp_path: Path, workers: int) -> None:
    out, chance, kills = tmp_path / "out", random.Random(workers), 0
    for _ in range(200):
        run = start_run(texts, out, workers, PIECE_MB)
        if not kill_after(run, pieces=1, seconds=chance.uniform(0, 0.3)):
            break
        kills += 1
        done = json.loads((out / "manifest.json").read_text())["done"]
        for number in done:
            assert (out / "mentions" / f"part-{int(number):05}.parquet").exists()
    assert kills >= 3
    same_tables(out, whole)


def test_killed_before_the_first_piece(texts: Path, whole: Path, tmp_path: Path) -> None:
    out, chance = tmp_path / "out", random.Random(3)
    for _ in range(6):
        kill_after(start_run(texts, out, 1, PIECE_MB), pieces=0, seconds=chance.uniform(0.3, 3))
    code_archive(texts, out, shipped("issues", "weights"), piece_mb=PIECE_MB)
    same_tables(out, whole)


def test_no_room_at_any_length(texts: Path, whole: Path, tmp_path: Path) -> None:
    out, measures = tmp_path / "out", shipped("issues", "weights")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for length in (100, 1_000, 3_000, 5_000, 8_000, 12_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (length, hard))
        try:
            with pytest.raises(ArchiveError, match="cannot be written"):
                code_archive(texts, out, measures, piece_mb=PIECE_MB)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert not list(out.glob("_aside/*"))
    code_archive(texts, out, measures, piece_mb=PIECE_MB)
    same_tables(out, whole)


def test_a_local_worker_that_is_killed_is_told(texts: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = start_run(texts, out, 2, PIECE_MB)
    assert run.stdout
    run.stdout.readline()
    os.kill(_children(run.pid)[-1], signal.SIGKILL)
    _, told = run.communicate(timeout=120)
    assert "a worker was killed" in told
    code_archive(texts, out, shipped("issues", "weights"), piece_mb=PIECE_MB)
    same_tables(out, whole)


def _children(pid: int) -> list[int]:
    """Give the workers that a process started, without Python's tracker of resources."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    commands = {int(one): Path(f"/proc/{one}/cmdline").read_bytes() for one in found}
    return [one for one, command in commands.items() if b"spawn_main" in command]


def test_dask_workers_that_are_killed(
    texts: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "lib")]))
    out = tmp_path / "out"
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:

        def kill() -> None:
            for _ in range(2):
                while not list(out.glob("sentences/*")):
                    time.sleep(0.05)
                time.sleep(1)
                nannies = [n for n in cluster.workers.values() if n.process and n.process.pid]
                os.kill(nannies[0].process.pid, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        code_archive(
            texts,
            out,
            shipped("issues", "weights"),
            scheduler=cluster.scheduler_address,
            piece_mb=PIECE_MB,
        )
        killer.join()
    same_tables(out, whole)


MEASURED = """
import resource, sys
from tests.archives import shipped
from communique.archive import code_archive
if __name__ == "__main__":
    code_archive(sys.argv[1], sys.argv[2], shipped("issues", "weights"))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def test_memory_stays_flat(tmp_path: Path) -> None:
    script = tmp_path / "measured.py"
    script.write_text(MEASURED)
    peaks = []
    for megabytes in (10, 60):
        archive = tmp_path / f"{megabytes}.jsonl"
        write_archive(archive, megabytes)
        done = subprocess.run(
            [sys.executable, str(script), str(archive), str(tmp_path / f"out{megabytes}")],
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "lib")])},
            capture_output=True,
            text=True,
            check=True,
        )
        peaks.append(float(done.stdout))
    assert max(peaks) < 400
    assert peaks[1] < 1.15 * peaks[0]
