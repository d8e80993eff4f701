"""Findings on tone: who scores highest, what a score rests on, where instruments differ."""

from collections.abc import Mapping
from statistics import fmean

import pandas as pd

from communique.compare import label_documents
from communique.compare.base import records
from communique.compare.tone import MARGIN
from communique.findings.base import listing, name_of, part, several, signed


def tone_finding(summary: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say which text scores highest under each instrument, and whether they agree on it."""
    if summary.empty:
        return "There is no sentence to score."
    labels = label_documents(documents)
    told, leaders = [], []
    for name, rows in summary.sort_values("mean").groupby("instrument"):
        means = list(records(rows, "doc", "mean"))
        ends = dict([means[-1], means[0]])
        pair = " against ".join(f"{labels[doc]} {signed(mean)}" for doc, mean in ends.items())
        told.append(f"{name}: {pair}")
        leaders.append(means[-1][0] if signed(means[-1][1]) != signed(means[0][1]) else "")
    scale = f"{'; '.join(told)} (means, −1 to +1)."
    if summary["doc"].nunique() == 1:
        return scale
    if not any(leaders):
        return f"The texts do not differ. {scale}"
    if len(set(leaders)) > 1:
        return f"The instruments disagree on which text sounds friendlier. {scale}"
    most = "higher" if summary["doc"].nunique() == 2 else "highest"
    under = f" under {'both instruments' if len(told) == 2 else 'every instrument'}"
    return f"{labels[leaders[0]]} scores {most}{under * (len(told) > 1)}. {scale}"


def issue_tone_finding(
    toned: pd.DataFrame, names: Mapping[str, str] | None = None, least: int = 5
) -> str:
    """Name the issues on which sentences score highest and lowest under the last instrument."""
    name = toned["instrument"].iloc[-1] if len(toned) else ""
    scores: dict[str, list[float]] = {}
    for issue, score in records(toned[toned["instrument"] == name], "issue", "score"):
        scores.setdefault(issue, []).append(score)
    ranked = sorted((fmean(own), issue) for issue, own in scores.items() if len(own) >= least)
    if len(ranked) < 2:
        return "Too few sentences on any two issues to compare their tone."
    low, high = (
        f"“{name_of(issue, names)}” {word} ({signed(mean)}, n = {len(scores[issue])})"
        for (mean, issue), word in ((ranked[0], "lowest"), (ranked[-1], "highest"))
    )
    return f"{name} scores sentences on {high} and on {low}."


def coverage_finding(scores: pd.DataFrame) -> str:
    """Say how many sentences an instrument knows nothing about, or scores as exactly zero."""
    parts = []
    for name, rows in scores.groupby("instrument", sort=True):
        silent, zero = int((rows["hits"] == 0).sum()), int((rows["score"] == 0).sum())
        parts.append(f"{name} scores {part(zero, len(rows))} exactly zero ({silent} without a hit)")
    return f"{'; '.join(parts) or 'There is no sentence to score'}."


def instrument_finding(scores: pd.DataFrame) -> str:
    """Say how often the first two instruments contradict each other on a sentence."""
    wide = scores.pivot(index=["doc", "sentence"], columns="instrument", values="score")
    if len(wide.columns) < 2:
        return "There are no two instruments to compare."
    first, second = wide.columns[:2]
    signs = wide.where(wide.abs() >= MARGIN, 0)
    product = signs[first] * signs[second]
    against, both = int((product < 0).sum()), int((product > 0).sum() + (product < 0).sum())
    if not both:
        return f"There is no sentence to which both {first} and {second} give a sign."
    return (
        f"{first} and {second} contradict each other on {against} of the "
        f"{several(both, 'sentence')} to which both give a sign (0.05 or more from zero)."
    )


def tone_headline(summary: pd.DataFrame, scores: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Join the finding on tone with how far the instruments can be relied on."""
    return f"{tone_finding(summary, documents)} {instrument_finding(scores)}"


def mode_tone_finding(by_mode: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Set the tone of proposals beside that of the rest, for the text with most proposals."""
    labels = label_documents(documents)
    proposed = by_mode[by_mode["mode"] == "proposed"]
    if proposed.empty:
        return "No sentence is a proposal."
    doc = max(records(proposed, "sentences", "doc"))[1]
    told: list[str] = []
    for name, rows in by_mode[by_mode["doc"] == doc].groupby("instrument"):
        advice = rows["mode"] == "proposed"
        rest = rows[~advice]
        if len(rest):
            own = rows[advice]["mean"].sum()
            mean = (rest["mean"] * rest["sentences"]).sum() / rest["sentences"].sum()
            word = "higher" if own > mean else "lower"
            word += " than the other sentences" * (not told)
            told.append(f"{word} under {name} ({signed(own)} against {signed(mean)})")
    if not told:
        return f"Every sentence of {labels[doc]} is a proposal."
    return f"In {labels[doc]}, proposals score {listing(told)}."
