"""Archives to code in tests: invented texts of any number, and a run in a process of its own."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd

from communique.archive import Measures, standard_measures

DATA = Path(__file__).parent.parent / "data"
ROOT = DATA.parent
COUNTRIES = ["Ruritania", "Freedonia", "Sylvania", "Graustark", "Borduria"]
SAID = [
    "{} and {} agreed on tariffs last Friday.",
    "The envoy of {} said that sanctions against {} would stay.",
    "“We trust {},” said Mr. Sapt; “it is {} that worries us.”",
    "Nobody from {} or {} spoke. They left at noon.",
    "Arms control between {} and {} is dead, a U.S. official warned on 3 May 2031.",
]


def write_texts(folder: Path, count: int, seed: int = 7) -> None:
    """Write texts of a title and some paragraphs, half of them in folders inside the folder."""
    chance = random.Random(seed)
    for number in range(count):
        place = folder / f"year{number % 3}" if number % 2 else folder
        place.mkdir(parents=True, exist_ok=True)
        place.joinpath(f"text{number:04}.txt").write_text(make_text(chance), encoding="utf-8")


def make_text(chance: random.Random) -> str:
    """Make a text of three to nine paragraphs."""
    lines = [f"Talks in {chance.choice(COUNTRIES)} go on"]
    for _ in range(chance.randint(3, 9)):
        said = (chance.choice(SAID) for _ in range(chance.randint(1, 5)))
        lines.append(" ".join(one.format(*chance.sample(COUNTRIES, 2)) for one in said))
    return "\n\n".join(lines) + "\n"


def shipped(*which: str) -> Measures:
    """Give measures with the project's own data."""
    return standard_measures(DATA, which)


def tables(out: Path) -> dict[str, pd.DataFrame]:
    """Read all tables of a coded archive, rows in the order of documents."""
    folders = [path for path in sorted(out.iterdir()) if path.is_dir() and path.name != "_aside"]
    found = {path.name: pd.read_parquet(path) for path in folders}
    return {
        name: frame.sort_values(list(frame.columns[:6]), ignore_index=True)
        for name, frame in found.items()
    }


def same_tables(out: Path, other: Path) -> None:
    """Check that two archives hold the same rows, and nothing half written."""
    assert not list((out / "_aside").iterdir())
    ones, others = tables(out), tables(other)
    assert ones.keys() == others.keys()
    for name, frame in ones.items():
        pd.testing.assert_frame_equal(frame, others[name])


RUN = """
import sys
from pathlib import Path
from tests.archives import shipped
from communique.archive import code_archive
if __name__ == "__main__":
    texts, out, workers = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    code_archive(texts, out, shipped("issues", "weights"), workers, piece_mb=float(sys.argv[4]),
                 report=lambda progress: print(progress.done, flush=True))
"""


def start_run(
    texts: Path, out: Path, workers: int = 1, piece_mb: float = 0.002
) -> subprocess.Popen[str]:
    """Start to code texts in a process of its own, with a group of its own for its workers."""
    script = out.parent / "run.py"
    script.write_text(RUN, encoding="utf-8")
    command = [sys.executable, str(script), str(texts), str(out), str(workers), str(piece_mb)]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "lib")])
    return subprocess.Popen(
        command,
        env=os.environ | {"PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def kill_after(run: subprocess.Popen[str], pieces: int, seconds: float) -> bool:
    """Kill a run with its workers some time after some pieces were done; say whether it ran yet.

    A run that ended by itself must have ended well.
    """
    assert run.stdout
    for _ in range(pieces):
        run.stdout.readline()
    time.sleep(seconds)
    going_on = run.poll() is None
    if going_on:
        os.killpg(run.pid, signal.SIGKILL)
    _, told = run.communicate()
    assert going_on or run.returncode == 0, told
    return going_on
