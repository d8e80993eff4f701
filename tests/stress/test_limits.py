"""Texts without measure: a line of 50 MB, a million paragraphs, quotes in quotes: in linear time.

Each is read at a tenth of its length, and whole. Run with -s, the seconds are printed.
"""

import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.corpus import read_corpus

pytestmark = pytest.mark.stress

SENTENCE = "The envoys of Freedonia met in Strelsau. "
MB = 1_000_000
TEXTS: dict[str, Callable[[int], str]] = {
    "a line of sentences": lambda mb: SENTENCE * (mb * MB // len(SENTENCE)),
    "a line without a full stop": lambda mb: "word " * (mb * MB // 5),
    "a line that is one word": lambda mb: "a" * (mb * MB),
    "a line of full stops": lambda mb: "." * (mb * MB),
    "a line of blanks": lambda mb: "They met." + " " * (mb * MB) + "They left.",
}
MANY: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda count: "They met.\n\n" * count,
    "headings": lambda count: "Talks\n\nThey met.\n\n" * (count // 2),
    "lines of one letter": lambda count: "A\n" * count,
    "labels": lambda count: "Q:\n" * count,
    "quotes in quotes": lambda count: "“" * count + "They met." + "”" * count,
    "quotes of all kinds": lambda count: "“‘«They met. " * count + "»’”" * count,
    "quotes that open only": lambda count: "“They met. " * count,
    "brackets in brackets": lambda count: "([" * count + "They met." + "])" * count,
}


def seconds(folder: Path, raw: str) -> float:
    """Read a text from a file and tell the seconds of processor; check its offsets."""
    folder.mkdir()
    (folder / "a.txt").write_text(raw, encoding="utf-8")
    begun = time.process_time()
    corpus = read_corpus(folder)
    spent = time.process_time() - begun
    places = zip(*(corpus.sentences[name] for name in ("start", "end", "text")), strict=True)
    assert all(raw[start:end] == text for start, end, text in places)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(raw) / MB:6.1f} M characters {spent:6.1f} s, peak {peak:,} MB", end="")
    return spent


def check(folder: Path, short: str, long: str) -> None:
    """Check that ten times the length takes no more than fifteen times as long."""
    before, after = seconds(folder / "short", short), seconds(folder / "long", long)
    assert after < 15 * before + 1


@pytest.mark.parametrize("kind", TEXTS)
def test_a_line_of_50_mb(tmp_path: Path, kind: str) -> None:
    check(tmp_path, TEXTS[kind](5), TEXTS[kind](50))


@pytest.mark.parametrize("kind", MANY)
def test_a_million(tmp_path: Path, kind: str) -> None:
    check(tmp_path, MANY[kind](100_000), MANY[kind](1_000_000))
