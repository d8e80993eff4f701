"""Look for input that breaks what reads texts: readers, splitter, matcher, dates, quotes.

    python -m benchmarks.fuzz TARGET [--seconds N] [--kept FOLDER] [--try FILE ...]

atheris (github.com/google/atheris), which is no dependency of the project and must be installed by
hand, changes inputs for N seconds so that they reach code that none reached before. The first byte
of an input decides how the rest is read: as bytes of a file, as words and signs that the rules look
for, or as these repeated up to 20,000 characters, which shows what takes more than linear time.

For every input must hold: rows lie inside the text and in order, their text is what stands at their
offsets, no letter is lost in splitting, both ways of matching find the same, an expression of
time has an earliest day no later than its latest, no exception but the documented ones, and no
second spent. An input that breaks a rule is told once by the place in the code, and kept in FOLDER;
`--try` runs it again.
"""

import argparse
import hashlib
import io
import os
import re
import sys
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import gettempdir
from types import FunctionType

import pandas as pd

from benchmarks.fuzz_targets import TARGETS, empty_docx, paged

SEEDS = Path(__file__).parent.parent / "seeds"
SECONDS = 1.0
LONGEST, LONGEST_FILE = 600, 4096


class Run:
    """A target under test: counts what was tried, keeps what broke it."""

    def __init__(self, target: Callable[[bytes], None], seconds: float, kept: Path) -> None:
        self.target, self.kept = target, kept
        self.begun, self.seconds = time.monotonic(), seconds
        self.tried, self.slowest = 0, 0.0
        self.places: set[str] = set()

    def __call__(self, data: bytes) -> None:
        """Try an input; end the process when the time is over."""
        self.tried += 1
        before = time.process_time()
        try:
            self.target(data)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)
            own = next((one for one in reversed(last) if "communique" in one.filename), last[-1])
            self._keep(
                data, f"{type(error).__name__} {Path(own.filename).name}:{own.lineno}", error
            )
        spent = time.process_time() - before
        self.slowest = max(self.slowest, spent)
        if spent > SECONDS:
            self._keep(data, f"slow {spent:.0f}", "")
        if time.monotonic() - self.begun > self.seconds:
            self.tell()
            os._exit(bool(self.places))

    def _keep(self, data: bytes, place: str, why: object) -> None:
        if place not in self.places:
            self.places.add(place)
            path = self.kept / f"{self.target.__name__}-{hashlib.sha256(data).hexdigest()[:12]}"
            path.write_bytes(data)
            print(f"found: {place}: {why!r:.300} ({path})", flush=True)

    def tell(self) -> None:
        """Print the figures."""
        minutes = (time.monotonic() - self.begun) / 60
        print(
            f"{self.target.__name__}: {self.tried:,} inputs in {minutes:.1f} minutes, "
            f"the slowest {self.slowest:.2f} s, findings: {len(self.places)}",
            flush=True,
        )


def first_inputs(name: str) -> Iterator[bytes]:
    """Give inputs to begin with: the default texts, and files of each format."""
    texts = [path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))]
    pieces = [piece for text in texts for piece in re.split(rb"\n\s*\n", text) if piece.strip()]
    if name != "readers":
        yield from (b"\0" + piece[:LONGEST] for piece in pieces)
        yield from (bytes([way, *range(255)]) for way in (1, 2))
        yield b"\0(arms|weapons) control;missile*;!US;arms * sale\xff\0US arms controls"
        yield b"\0(a|b)(c|d)-(e|f)-g;!a * b * c * d;((h))\xff\0a bc d"
        return
    page = (
        b"<html><head><title>Talks</title></head><body><h1>Talks</h1><p>They met.</p></body></html>"
    )
    rows = b"text,source\nThey met.,Post\n", b'{"text": "They met.", "source": "Post"}'
    parquet = io.BytesIO()
    pd.DataFrame({"text": ["They met."]}).to_parquet(parquet)
    with zipfile.ZipFile(io.BytesIO(empty_docx())) as archive:
        xml = archive.read("word/document.xml")
    files = [
        pieces[0],
        pieces[1],
        page,
        page,
        empty_docx(),
        paged(b"BT /F1 9 Tf (They met.) Tj ET"),
    ]
    files += [*rows, parquet.getvalue(), b"file,title\na.txt,Talks\n", xml, b"BT (x) Tj ET"]
    for number, data in enumerate(files):
        yield bytes([number]) + data


def main() -> None:
    """Fuzz a target, or try kept inputs again."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--kept", type=Path, default=Path(gettempdir()) / "fuzz-kept")
    parser.add_argument("--try", dest="again", type=Path, nargs="+", default=[])
    given = parser.parse_args()
    for path in given.again:
        TARGETS[given.target](path.read_bytes())
    if given.again:
        return
    try:
        import atheris
    except ImportError:
        sys.exit("needs atheris: pip install atheris")
    inputs = given.kept / f"inputs-{given.target}"
    inputs.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(first_inputs(given.target)):
        (inputs / f"first-{number}").write_bytes(data)
    run = Run(TARGETS[given.target], given.seconds, given.kept)
    instrument(atheris)
    longest = LONGEST_FILE if given.target == "readers" else LONGEST
    options = [f"-max_len={longest}", "-timeout=120", "-rss_limit_mb=6000", "-print_final_stats=0"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={given.kept}/", str(inputs)], run)
    atheris.Fuzz()


def instrument(atheris: object) -> None:
    """Have the project's own functions tell which branches an input reaches."""
    for name, module in [*sys.modules.items()]:
        if not name.startswith("communique"):
            continue
        holders = [module, *(one for one in vars(module).values() if isinstance(one, type))]
        for holder in holders:
            for function in [*vars(holder).values()]:
                if isinstance(function, FunctionType) and function.__module__ == name:
                    atheris.instrument_func(function)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
