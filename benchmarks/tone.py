"""Compare the instruments of tone with ratings by people, set by set.

    python -m benchmarks.tone DIR [--lexicons FOLDER] [--json]

Each .tsv file in DIR (tab-separated, quoted where a text holds a line break) is a set: columns
text, gold (a number), klass (-1, 0, 1), optionally group (the article), split, target. Printed per
set and instrument: n; Pearson's r with its 95% interval (bootstrap, by group where there are
groups); Spearman's rho; macro-F1 of the three classes with thresholds at ±0.05, and with thresholds
chosen on the other sets; the area under the curve (AUC) of class +1 against −1; r of the means of
groups with eight texts or more; and how many MB of text are scored in a second.

A * marks sets whose ratings the word weights were made from: there, their figures say how well
they fit, not how well they predict. `benchmarks.make_weights --validate` has those.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd

from communique.tone import Instrument, read_instruments

LEXICONS = Path(__file__).parent.parent / "data" / "lexicons"
COLUMNS = ["text", "gold", "klass"]
USUAL, SMALLEST_GROUP, DRAWS = 0.05, 8, 1000
TRIED = np.round(np.arange(0.0, 0.61, 0.02), 2)
MADE_FROM = {("Word weights", "nyt_editorials_dev"), ("Word weights", "newsmtsc_dev")}
Figures = dict[str, object]


def read_sets(folder: Path) -> dict[str, pd.DataFrame]:
    """Read the sets of a folder by name; stop with one clear line at a mistake."""
    sets = {file.stem: pd.read_csv(file, sep="\t") for file in sorted(folder.glob("*.tsv"))}
    if not sets:
        sys.exit(f"{folder}: no .tsv files. Give a folder of rated texts.")
    for name, frame in sets.items():
        missing = [column for column in COLUMNS if column not in frame.columns]
        if missing:
            sys.exit(f"{name}.tsv: no column “{missing[0]}”. Give {', '.join(COLUMNS)}.")
    return sets


def pearson(frame: pd.DataFrame) -> float:
    """Give Pearson's r of score and gold; 0 where one of them does not vary."""
    score, gold = frame["score"].to_numpy(float), frame["gold"].to_numpy(float)
    if len(frame) < 2 or not score.std() or not gold.std():
        return 0.0
    return float(np.corrcoef(score, gold)[0, 1])


def spearman(frame: pd.DataFrame) -> float:
    """Give Spearman's rho of score and gold."""
    return pearson(frame[["score", "gold"]].rank())


def interval(
    frame: pd.DataFrame, figure: Callable[[pd.DataFrame], float], seed: int = 7
) -> tuple[float, float]:
    """Give the 95% interval of a figure by bootstrap, over groups where there are any."""
    groups = frame["group"] if "group" in frame else pd.Series(range(len(frame)))
    codes = pd.factorize(groups.to_numpy())[0]
    order = np.argsort(codes, kind="stable")
    places = np.split(order, np.cumsum(np.bincount(codes))[:-1])
    chance, columns = np.random.default_rng(seed), frame[["score", "gold"]]
    drawn = (
        np.concatenate([places[i] for i in chance.integers(len(places), size=len(places))])
        for _ in range(DRAWS)
    )
    low, high = np.quantile([figure(columns.iloc[rows]) for rows in drawn], [0.025, 0.975])
    return float(low), float(high)


def group_means(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the mean score and gold of the groups that are large enough."""
    if "group" not in frame:
        return pd.DataFrame(columns=["score", "gold"])
    sizes = frame["group"].map(frame["group"].value_counts())
    return frame[sizes >= SMALLEST_GROUP].groupby("group")[["score", "gold"]].mean()


def macro_f1(score: np.ndarray, klass: np.ndarray, below: float, above: float) -> float:
    """Give the mean F1 of the three classes, a score above or below a threshold being ±1."""
    told = np.where(score > above, 1, np.where(score < below, -1, 0))
    pairs = [(told == one, klass == one) for one in (-1, 0, 1)]
    return float(np.mean([2 * (a & b).sum() / max(a.sum() + b.sum(), 1) for a, b in pairs]))


def best_thresholds(frames: list[pd.DataFrame]) -> tuple[float, float]:
    """Choose the thresholds with the best mean macro-F1 over sets."""
    arrays = [(frame["score"].to_numpy(), frame["klass"].to_numpy()) for frame in frames]
    tried = [(-below, above) for below in TRIED for above in TRIED]
    return max(tried, key=lambda pair: np.mean([macro_f1(*one, *pair) for one in arrays]))


def auc(frame: pd.DataFrame) -> float | None:
    """Give the chance that a text of class +1 scores above one of class −1 (a tie is half)."""
    chosen = frame[frame["klass"] != 0]
    above = (chosen["klass"] == 1).to_numpy()
    pairs = above.sum() * (~above).sum()
    ranks = chosen["score"].rank().to_numpy()[above].sum() - above.sum() * (above.sum() + 1) / 2
    return float(ranks / pairs) if pairs else None


def score_sets(
    instrument: Instrument, sets: dict[str, pd.DataFrame]
) -> tuple[dict[str, pd.DataFrame], float]:
    """Score the distinct texts of all sets; also give MB of text in a second of processor.

    What is done within a second is done five times, and the median counts.
    """
    texts = list(dict.fromkeys(text for frame in sets.values() for text in frame["text"]))
    instrument.score(["Before the clock starts, what is read at first use is read."])
    taken: list[float] = []
    while not taken or (taken[0] < 1 and len(taken) < 5):
        began = time.process_time()
        found = instrument.score(texts)
        taken.append(time.process_time() - began)
    scores = dict(zip(texts, (score for score, _ in found), strict=True))
    seconds = median(taken)
    scored = {n: frame.assign(score=frame["text"].map(scores)) for n, frame in sets.items()}
    return scored, sum(len(text.encode()) for text in texts) / 1e6 / max(seconds, 1e-9)


def figures(name: str, scored: dict[str, pd.DataFrame]) -> Figures:
    """Give all figures of one instrument on one set, the other sets being there for thresholds."""
    frame = scored[name]
    low, high = interval(frame, pearson)
    others = [other for key, other in scored.items() if key != name]
    score, klass, means = frame["score"].to_numpy(), frame["klass"].to_numpy(), group_means(frame)
    return {
        "n": len(frame),
        "r": pearson(frame),
        "low": low,
        "high": high,
        "spearman": spearman(frame),
        "f1": macro_f1(score, klass, -USUAL, USUAL),
        "f1_tuned": macro_f1(score, klass, *best_thresholds(others)) if others else None,
        "auc": auc(frame),
        "groups": len(means),
        "r_groups": pearson(means) if len(means) > 2 else None,
    }


def compare(sets: dict[str, pd.DataFrame], instruments: dict[str, Instrument]) -> list[Figures]:
    """Give one row of figures for each set and instrument."""
    rows: list[Figures] = []
    for instrument in instruments.values():
        scored, speed = score_sets(instrument, sets)
        for name in sets:
            made_from = (instrument.name, name) in MADE_FROM
            head: Figures = {"set": name, "instrument": instrument.name, "made_from": made_from}
            rows.append({**head, **figures(name, scored), "mb_per_s": speed})
    return sorted(rows, key=lambda row: str(row["set"]))


def print_table(rows: list[Figures]) -> None:
    """Print one line per set and instrument."""
    print(
        f"{'set':22} {'instrument':18} {'n':>6} {'r':>6} {'95% interval':>15} {'rho':>6} {'F1':>6} "
        f"{'tuned':>6} {'AUC':>6} {'groups':>6} {'r':>6} {'MB/s':>6}"
    )
    for row in rows:
        star = "*" if row["made_from"] else " "
        cells = [row[name] for name in ("spearman", "f1", "f1_tuned", "auc")]
        shown = " ".join(f"{'':>6}" if cell is None else f"{cell:6.3f}" for cell in cells)
        means = "" if row["r_groups"] is None else f"{row['r_groups']:.3f}"
        print(
            f"{row['set']:22} {row['instrument']:17}{star} {row['n']:6} {row['r']:6.3f} "
            f"{row['low']:6.3f} to {row['high']:5.3f} {shown} {row['groups']:6} {means:>6} "
            f"{row['mb_per_s']:6.1f}"
        )
    if any(row["made_from"] for row in rows):
        print("* made from these ratings: a fit, no prediction (see make_weights --validate)")


def main() -> None:
    """Print one line per set and instrument, or the same figures as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of .tsv files with rated texts")
    parser.add_argument("--lexicons", type=Path, default=LEXICONS, help="other lexicons")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    rows = compare(read_sets(arguments.folder), read_instruments(arguments.lexicons))
    if arguments.json:
        print(json.dumps(rows, indent=2))
    else:
        print_table(rows)


if __name__ == "__main__":
    main()
