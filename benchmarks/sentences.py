"""Compare sentence splitters on CoNLL-U data: F1 of the boundaries inside paragraphs, and speed.

    python -m benchmarks.sentences DIR [--json] [--errors]

DIR holds .conllu files with `# newpar` and `# text` lines, for example the news documents of
UD_English-GUM (github.com/UniversalDependencies/UD_English-GUM; mind its split into train, dev
and test). A paragraph's sentences are joined by one blank; a boundary is the place where a
sentence starts, the first of a paragraph apart. Beside our own splitter run those that happen to
be installed: sentencex as it is, nupunkt, blingfire, pysbd, syntok, and a plain rule.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import accumulate
from pathlib import Path

from communique.corpus import split_sentences

Starts = Callable[[str], list[int]]


def read_paragraphs(folder: Path) -> list[list[str]]:
    """Read the paragraphs of all .conllu files, each a list of its sentences."""
    paragraphs: list[list[str]] = []
    for path in sorted(folder.glob("**/*.conllu")):
        paragraphs.append([])
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.split(" ")[:2] == ["#", "newpar"]:
                paragraphs.append([])
            elif line.startswith("# text = "):
                paragraphs[-1].append(line.removeprefix("# text = ").strip())
    return [sentences for sentences in paragraphs if sentences]


def gold_starts(sentences: list[str]) -> set[int]:
    """Return where the sentences start in their paragraph, the first apart."""
    return set(accumulate(len(sentence) + 1 for sentence in sentences[:-1]))


def splitters() -> Iterator[tuple[str, Starts]]:
    """Yield the name and function of every splitter that is installed."""
    yield "communique", lambda text: [start for start, _ in split_sentences(text)]
    yield "plain rule", lambda text: [m.end() for m in re.finditer(r"[.!?]\s+(?=[A-Z])", text)]
    with suppress(ImportError):
        import sentencex  # type: ignore[import-untyped]

        yield (
            "sentencex",
            lambda text: [b["start_index"] for b in sentencex.get_sentence_boundaries("en", text)],
        )
    with suppress(ImportError):
        import nupunkt  # type: ignore[import-not-found]

        yield "nupunkt", lambda text: [start for start, _ in nupunkt.sent_spans(text)]
    with suppress(ImportError):
        import blingfire  # type: ignore[import-not-found]

        yield (
            "blingfire",
            lambda text: [start for start, _ in blingfire.text_to_sentences_and_offsets(text)[1]],
        )
    with suppress(ImportError):
        import pysbd  # type: ignore[import-not-found]

        segmenter = pysbd.Segmenter(language="en", clean=False, char_span=True)
        yield "pysbd", lambda text: [span.start for span in segmenter.segment(text)]
    with suppress(ImportError):
        from syntok import segmenter as syntok  # type: ignore[import-not-found]

        yield (
            "syntok",
            lambda text: [s[0].offset for p in syntok.analyze(text) for s in p],
        )


def measure(split: Starts, paragraphs: list[list[str]]) -> dict[str, float]:
    """Return precision, recall and F1 (percent), and speed (MB/s over at least a second)."""
    texts = [" ".join(sentences) for sentences in paragraphs]
    gold = [gold_starts(sentences) for sentences in paragraphs]
    found = [inner_starts(split, text) for text in texts]
    right = sum(len(g & f) for g, f in zip(gold, found, strict=True))
    precision = right / max(1, sum(map(len, found)))
    recall = right / max(1, sum(map(len, gold)))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    size = sum(len(text.encode()) for text in texts)
    begun, rounds = time.perf_counter(), 0
    while (spent := time.perf_counter() - begun) < 1:
        for text in texts:
            split(text)
        rounds += 1
    figures = {"precision": 100 * precision, "recall": 100 * recall, "f1": 100 * f1}
    return figures | {"mb_per_s": size * rounds / spent / 1e6}


def inner_starts(split: Starts, text: str) -> set[int]:
    """Return where `split` starts sentences, moved to the first character that is no blank."""
    starts = {start + len(text[start:]) - len(text[start:].lstrip()) for start in split(text)}
    return {start for start in starts if 0 < start < len(text)}


def errors(split: Starts, paragraphs: list[list[str]]) -> Iterator[str]:
    """Yield every boundary missed or invented, with its surroundings."""
    for sentences in paragraphs:
        text, gold = " ".join(sentences), gold_starts(sentences)
        for place in sorted(gold ^ inner_starts(split, text)):
            name = "missed" if place in gold else "invented"
            yield f"{name:8} …{text[max(0, place - 50) : place]}‖{text[place : place + 50]}…"


def main() -> None:
    """Print one line per splitter, or the same figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="folder with .conllu files")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--errors", action="store_true", help="list our own errors instead")
    arguments = parser.parse_args()
    paragraphs = read_paragraphs(arguments.folder)
    if not any(len(sentences) > 1 for sentences in paragraphs):
        sys.exit(f"{arguments.folder}: no .conllu file with `# text` lines there.")
    if arguments.errors:
        print("\n".join(errors(dict(splitters())["communique"], paragraphs)))
        return
    table = {name: measure(split, paragraphs) for name, split in splitters()}
    if arguments.json:
        print(json.dumps(table, indent=2))
        return
    print(f"{'splitter':12} {'P':>6} {'R':>6} {'F1':>6} {'MB/s':>7}")
    for name, row in sorted(table.items(), key=lambda item: -item[1]["f1"]):
        print(
            f"{name:12} {row['precision']:6.1f} {row['recall']:6.1f} {row['f1']:6.1f}"
            f" {row['mb_per_s']:7.1f}"
        )


if __name__ == "__main__":
    main()
