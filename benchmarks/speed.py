"""Measure the archive on invented news: MB of text in a second, and the peak of memory.

    python -m benchmarks.speed --mb 5 50 [--workers 1 2] [--others-mb 5] [--input FOLDER] [--json]

Each way runs in a process of its own over the same file (`benchmarks.invented`), or over texts of
yours. Ours splits, codes the issues, scores every sentence by word weights, and writes it all as
Parquet; `--measures` names more. Beside it, where they are installed: what is usually done instead,
none of which writes anything: TextBlob, and VADER, per sentence, with a compiled pattern for each
issue; scikit-learn's CountVectorizer with the codebook's plain phrases; spaCy's PhraseMatcher with
the same. Being slow, they are measured on the first `--others-mb` MB of texts.

MB/s counts seconds from start to end, with imports and reading of the codebook; “steady” leaves
out what comes before the first piece is done, as in a long run; “per core” counts the seconds of
processor of all processes, which a busy machine changes less. Memory is the largest process's.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.invented import write_archive
from communique.issues import read_codebook

DATA = Path(__file__).parent.parent / "data"
SENTENCE = re.compile(r"(?<=[.!?])\s+")
Row = dict[str, object]


def read_texts(path: Path, megabytes: float) -> Iterator[str]:
    """Give the texts of a .jsonl file, or of a folder, up to a length."""
    left = megabytes * 1e6
    files = sorted(path.rglob("*.txt")) if path.is_dir() else []
    texts = (file.read_text(encoding="utf-8", errors="replace") for file in files)
    lines = path.open(encoding="utf-8") if not files else ()
    for text in [*texts] if files else (json.loads(line)["text"] for line in lines):
        yield text
        left -= len(text.encode())
        if left <= 0:
            return


def issue_patterns() -> dict[str, re.Pattern[str]]:
    """Compile a pattern for each issue of the codebook, as it is usually done."""
    found: dict[str, list[str]] = {}
    for issue, phrase in plain_phrases():
        found.setdefault(issue, []).append(re.escape(phrase))
    return {i: re.compile(rf"\b(?:{'|'.join(p)})\b", re.IGNORECASE) for i, p in found.items()}


def plain_phrases() -> list[tuple[str, str]]:
    """Give the codebook's patterns without signs, with their issues."""
    patterns = read_codebook(DATA / "codebook.csv").patterns
    rows = zip(patterns["issue"], patterns["pattern"], strict=True)
    return [(issue, text) for issue, text in rows if re.fullmatch(r"[\w ]+", text)]


def per_sentence(texts: Iterator[str], score: Callable[[str], object]) -> int:
    """Score sentences, and look for each issue in each."""
    patterns, length = issue_patterns(), 0
    for text in texts:
        length += len(text.encode())
        for sentence in SENTENCE.split(text):
            score(sentence)
            [issue for issue, pattern in patterns.items() if pattern.search(sentence)]
    return length


def textblob(texts: Iterator[str]) -> int:
    """Loop over sentences with TextBlob."""
    from textblob import TextBlob

    return per_sentence(texts, lambda sentence: TextBlob(sentence).sentiment.polarity)


def vader(texts: Iterator[str]) -> int:
    """Loop over sentences with VADER."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return per_sentence(texts, SentimentIntensityAnalyzer().polarity_scores)


def count_vectorizer(texts: Iterator[str]) -> int:
    """Count phrases in texts with scikit-learn."""
    from sklearn.feature_extraction.text import CountVectorizer

    listed = list(texts)
    vocabulary = sorted({phrase.lower() for _, phrase in plain_phrases()})
    longest = max(phrase.count(" ") + 1 for phrase in vocabulary)
    sentences = [sentence for text in listed for sentence in SENTENCE.split(text)]
    CountVectorizer(vocabulary=vocabulary, ngram_range=(1, longest)).transform(sentences)
    return sum(len(text.encode()) for text in listed)


def phrase_matcher(texts: Iterator[str]) -> int:
    """Find phrases in texts with spaCy."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    nlp.max_length = 10**9
    matcher, length = PhraseMatcher(nlp.vocab, attr="LOWER"), 0
    for issue, phrase in plain_phrases():
        matcher.add(issue, [nlp.make_doc(phrase)])
    for text in texts:
        length += len(text.encode())
        matcher(nlp.make_doc(text))
    return length


OTHERS: dict[str, tuple[str, Callable[[Iterator[str]], int]]] = {
    "TextBlob loop": ("textblob", textblob),
    "VADER loop": ("vaderSentiment", vader),
    "CountVectorizer": ("sklearn", count_vectorizer),
    "PhraseMatcher": ("spacy", phrase_matcher),
}


def ours(path: Path, workers: int, measures: list[str]) -> Row:
    """Code the archive; give its length and seconds, in all and from the first piece on."""
    from communique.archive import Progress, code_archive, standard_measures

    told: list[Progress] = []
    with TemporaryDirectory(dir=path.parent) as out:
        done = code_archive(
            path, out, standard_measures(DATA, measures), workers, None, told.append
        )
    steady = (told[-1].done - told[0].done) / 1e6 / (told[-1].seconds - told[0].seconds + 1e-9)
    return {"bytes": done.bytes, "steady": steady if len(told) > 3 else None, "rows": done.rows}


def measure_here(way: str, path: Path, megabytes: float, measures: list[str]) -> Row:
    """Run one way in this process."""
    if way in OTHERS:
        row: Row = {"bytes": OTHERS[way][1](read_texts(path, megabytes)), "steady": None}
    else:
        row = ours(path, int(way.split()[-1]), measures)
    used = [resource.getrusage(one) for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    spent = sum(one.ru_utime + one.ru_stime for one in used)
    length = float(str(row["bytes"])) / 1e6
    peak = max(one.ru_maxrss for one in used) / 1024
    return row | {"mb": length, "per_core": length / spent, "peak_mb": peak}


def measure(way: str, path: Path, megabytes: float, measures: list[str]) -> Row:
    """Run one way in a process of its own."""
    row: Row = {"way": way}
    if way in OTHERS and not find_spec(OTHERS[way][0]):
        return row | {"missing": "not installed"}
    command = [sys.executable, "-m", "benchmarks.speed", "--way", way, "--mb", str(megabytes)]
    command += ["--input", str(path), "--measures", *measures]
    began = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    seconds = time.perf_counter() - began
    row |= json.loads(done.stdout)
    return row | {"mb_per_s": float(str(row["mb"])) / seconds, "seconds": seconds}


def print_row(row: Row) -> None:
    """Print a line: the way, MB, MB/s, steady, per core, peak of memory."""
    if "missing" in row:
        print(f"{row['way']:18} {row['missing']}", flush=True)
        return
    steady = f"{row['steady']:8.1f}" if row["steady"] else f"{'':8}"
    told = f"{row['mb']:8.1f} {row['mb_per_s']:8.1f} {steady} {row['per_core']:8.1f}"
    print(f"{row['way']:18} {told} {row['peak_mb']:8.0f}", flush=True)


def main() -> None:
    """Print one line per length and way, or the same figures as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--mb", type=float, nargs="+", default=[5.0], help="MB of invented news")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--others-mb", type=float, default=5.0, help="MB for other libraries")
    parser.add_argument("--input", type=Path, help="a folder or .jsonl of your own")
    parser.add_argument("--measures", nargs="+", default=["issues", "weights"])
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--way", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        print(json.dumps(measure_here(given.way, given.input, given.mb[0], given.measures)))
        return
    rows: list[Row] = []
    if not given.json:
        print(f"{'way':18} {'MB':>8} {'MB/s':>8} {'steady':>8} {'per core':>8} {'peak MB':>8}")
    with TemporaryDirectory() as folder:
        for megabytes in given.mb:
            path = given.input or Path(folder, f"{megabytes:g}.jsonl")
            if not given.input:
                write_archive(path, megabytes)
            ways = [*(f"Communiqué {n}" for n in given.workers), *OTHERS]
            for way in ways:
                most = min(megabytes, given.others_mb) if way in OTHERS else megabytes
                rows.append(measure(way, path, most, given.measures))
                if not given.json:
                    print_row(rows[-1])
    if given.json:
        print(json.dumps(rows, indent=2))


if __name__ == "__main__":
    main()
