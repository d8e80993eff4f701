"""Measure the matcher with few and with many patterns, beside simpler and faster ways.

    python -m benchmarks.patterns TEXTS [--counts 20 200 2000] [--mb 2] [--json]

TEXTS is a folder whose .txt files give the words and the text (repeated up to --mb). Patterns are
made from its own words: single words, words with any ending, and phrases of two and three words;
after the first twenty the words are turned round, so that the hits stay the same and only the
number of patterns grows.
Measured are the time to compile, MB/s over the text in sentences of about 150 characters, and the
peak of memory while compiling, for: the matcher; the same patterns as one alternation of the
standard library's re (no offsets kept apart by key, none nested); and ahocorasick_rs, where it is
installed (fixed words only).
"""

import argparse
import json
import random
import re
import time
import tracemalloc
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from communique.patterns import compile_patterns

SENTENCE = 150
IN_TEXT = 20
Find = Callable[[str], object]


def read_text(folder: Path, megabytes: float) -> str:
    """Join the folder's texts, repeated up to a length."""
    text = " ".join(p.read_text(encoding="utf-8", errors="replace") for p in folder.rglob("*.txt"))
    length = int(megabytes * 1_000_000)
    return (text * (length // max(len(text), 1) + 1))[:length]


def make_patterns(text: str, count: int, seed: int = 7) -> list[str]:
    """Make patterns of three lengths, and words with any ending, from the words of a text.

    After the first `IN_TEXT` the words are turned round, so that the number of hits stays the same.
    """
    words = re.findall(r"[a-z]{5,}", text.lower())
    chance, made = random.Random(seed), dict[str, None]()
    while len(made) < count:
        place, kind = chance.randrange(len(words) - 3), len(made) % 4
        row = [word if len(made) < IN_TEXT else word[::-1] for word in words[place : place + 3]]
        made[" ".join(row[: max(kind, 1)]) if kind else f"{row[0][:5]}*"] = None
    return list(made)


def matcher(patterns: list[str]) -> Find:
    """Compile with communique.patterns."""
    return compile_patterns({"a": patterns}).find


def alternation(patterns: list[str]) -> Find:
    """Compile one alternation, as it is usually done."""
    parts = (re.escape(p).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for p in patterns)
    pattern = re.compile(
        rf"\b(?:{'|'.join(sorted(parts, key=len, reverse=True))})\b", re.IGNORECASE
    )
    return lambda text: [found.span() for found in pattern.finditer(text)]


def aho_corasick(patterns: list[str]) -> Find | None:
    """Compile with ahocorasick_rs, or give None where it is not installed."""
    try:
        library = import_module("ahocorasick_rs")
    except ImportError:
        return None
    fixed = [pattern.rstrip("*") for pattern in patterns]
    search = library.AhoCorasick(fixed, matchkind=library.MatchKind.LeftmostLongest)
    return lambda text: list(search.find_matches_as_indexes(text.lower()))


WAYS: dict[str, Callable[[list[str]], Find | None]] = {
    "matcher": matcher,
    "one alternation": alternation,
    "ahocorasick_rs": aho_corasick,
}


def measure(
    way: Callable[[list[str]], Find | None], patterns: list[str], text: str
) -> dict[str, float]:
    """Return seconds to compile, MB/s and microseconds per sentence, and the peak in MB."""
    begin = time.perf_counter()
    find = way(patterns)
    compiled = time.perf_counter() - begin
    if find is None:
        return {}
    sentences = [text[at : at + SENTENCE] for at in range(0, len(text), SENTENCE)]
    begin = time.perf_counter()
    for sentence in sentences:
        find(sentence)
    spent = time.perf_counter() - begin
    return {
        "compile_s": compiled,
        "mb_per_s": len(text) / 1_000_000 / spent,
        "us_per_sentence": 1_000_000 * spent / len(sentences),
        "peak_mb": peak(way, patterns),
    }


def peak(way: Callable[[list[str]], Find | None], patterns: list[str]) -> float:
    """Return the most memory that compiling held, in MB."""
    re.purge()
    tracemalloc.start()
    way(patterns)
    most = tracemalloc.get_traced_memory()[1] / 1_000_000
    tracemalloc.stop()
    return most


def main() -> None:
    """Print one line per way and number of patterns, or the same figures as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", type=Path, help="folder with .txt files")
    parser.add_argument("--counts", type=int, nargs="+", default=[20, 200, 2_000])
    parser.add_argument("--mb", type=float, default=2.0, help="length of the text")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    text = read_text(arguments.texts, arguments.mb)
    table = [
        {"way": name, "patterns": count, **row}
        for count in arguments.counts
        for name, way in WAYS.items()
        if (row := measure(way, make_patterns(text, count), text))
    ]
    if arguments.json:
        print(json.dumps(table, indent=2))
        return
    print(f"{'way':18}{'patterns':>9}{'compile s':>11}{'MB/s':>8}{'µs/sentence':>13}{'peak MB':>9}")
    for row in table:
        print(
            f"{row['way']:18}{row['patterns']:9}{row['compile_s']:11.3f}{row['mb_per_s']:8.1f}"
            f"{row['us_per_sentence']:13.1f}{row['peak_mb']:9.1f}"
        )


if __name__ == "__main__":
    main()
