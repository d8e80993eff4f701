"""Findings on tone: who scores highest, what a score rests on, where instruments differ."""

from collections.abc import Mapping

import pandas as pd

from communique.compare import label_documents, opposed
from communique.findings.base import listing, name_of, signed


def tone_finding(summary: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say which text scores highest under each instrument, and whether they agree on it."""
    labels = label_documents(documents)
    means = summary.pivot(index="doc", columns="instrument", values="mean")
    told = []
    for name in means.columns:
        best = means[name].sort_values(ascending=False)
        pair = [f"{labels[doc]} {signed(best[doc])}" for doc in dict.fromkeys(best.index[[0, -1]])]
        told.append(f"{name}: {' against '.join(pair)}")
    scale = f"{'; '.join(told)} (means, −1 to +1)."
    if len(means) == 1:
        return scale
    leaders = {means[name].idxmax() for name in means.columns}
    if len(leaders) == 1:
        return f"{labels[leaders.pop()]} scores highest under every instrument. {scale}"
    return f"The instruments disagree on which text sounds friendlier. {scale}"


def issue_tone_finding(
    toned: pd.DataFrame, names: Mapping[str, str] | None = None, least: int = 3
) -> str:
    """Name the issues on which sentences score highest and lowest under the last instrument."""
    name = toned["instrument"].iloc[-1] if len(toned) else ""
    rows = toned[toned["instrument"] == name].groupby("issue")["score"].agg(["mean", "size"])
    rows = rows[rows["size"] >= least].sort_values("mean")
    if len(rows) < 2:
        return "Too few sentences on any two issues to compare their tone."
    low, high = (
        f"{name_of(issue, names)} {word} ({signed(mean)}, n = {size:.0f})"
        for issue, word, mean, size in (
            (rows.index[place], word, *rows.iloc[place][["mean", "size"]].to_list())
            for place, word in ((0, "lowest"), (-1, "highest"))
        )
    )
    return f"{name} scores sentences on {high} and on {low}."


def coverage_finding(scores: pd.DataFrame) -> str:
    """Say how many sentences an instrument knows nothing about, or scores as exactly zero."""
    parts = []
    for name, rows in scores.groupby("instrument", sort=True):
        silent, zero = int((rows["hits"] == 0).sum()), int((rows["score"] == 0).sum())
        parts.append(f"{name} scores {zero} of {len(rows)} exactly zero ({silent} without a hit)")
    return f"{'; '.join(parts)}."


def instrument_finding(scores: pd.DataFrame) -> str:
    """Say how often two instruments contradict each other on a sentence."""
    wide = scores.pivot(index=["doc", "sentence"], columns="instrument", values="score")
    first, second = list(wide.columns)[:2]
    against = len(opposed(scores)) // 2
    both = int(((wide[first] != 0) & (wide[second] != 0)).sum())
    return (
        f"{first} and {second} contradict each other on {against} of the {both} sentences "
        "to which both give a sign."
    )


def tone_headline(summary: pd.DataFrame, scores: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Join the finding on tone with how far the instruments can be relied on."""
    return f"{tone_finding(summary, documents)} But {instrument_finding(scores)}"


def mode_tone_finding(by_mode: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Set the tone of proposals beside that of the rest, for the text with most proposals."""
    labels = label_documents(documents)
    proposed = by_mode[by_mode["mode"] == "proposed"]
    if proposed.empty:
        return "No sentence is a proposal."
    doc = proposed.sort_values(["sentences", "doc"])["doc"].iloc[-1]
    told = []
    for name, rows in by_mode[by_mode["doc"] == doc].groupby("instrument"):
        rest = rows[rows["mode"] != "proposed"]
        if len(rest):
            mean = (rest["mean"] * rest["sentences"]).sum() / rest["sentences"].sum()
            own = rows[rows["mode"] == "proposed"]["mean"].iloc[0]
            told.append(f"{signed(own)} against {signed(mean)} ({name})")
    if not told:
        return f"Every sentence of {labels[doc]} is a proposal."
    return f"In {labels[doc]}, proposals against the other sentences: {listing(told)}."
