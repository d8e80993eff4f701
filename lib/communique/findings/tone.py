"""Findings on tone: who scores highest, what a score rests on, where instruments differ."""

from collections.abc import Mapping
from statistics import fmean

import pandas as pd

from communique.compare import label_documents
from communique.compare.base import records
from communique.compare.tone import MARGIN
from communique.findings.base import MANY, are, listing, name_of, part, several, signed

FEW = 3  # sentences; below, a mean says nothing


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
        leaders.append(means[-1][0] if means[-1][1] - means[0][1] >= MARGIN else "")
    scale = f"{'; '.join(told)} (means, −1 to +1; sentences: {_sizes(summary, documents)})."
    if summary["doc"].nunique() == 1:
        return scale
    named = {leader for leader in leaders if leader}
    if not named:
        return f"The texts do not differ by 0.05 or more. {scale}"
    if len(named) > 1:
        return f"The instruments disagree on which text sounds friendlier. {scale}"
    most = "higher" if summary["doc"].nunique() == 2 else "highest"
    most += f" by {MARGIN:.2f} or more" * (not all(leaders))
    clear, many = sum(map(bool, leaders)), len(leaders)
    every = "both instruments" if many == 2 else "every instrument"
    under = every if clear == many else f"{clear} of {several(many, 'instrument')}"
    return f"{labels[named.pop()]} scores {most}{f' under {under}' * (many > 1)}. {scale}"


def _sizes(summary: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say of how many sentences of each text a mean is taken."""
    sizes = summary.groupby("doc")["sentences"].max()
    if len(sizes) > MANY:
        return f"{sizes.min()} to {sizes.max()}"
    labels = label_documents(documents)
    return ", ".join(f"{labels[doc]} {sizes[doc]}" for doc in documents["doc"] if doc in sizes)


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
    many = f"Of the {len(ranked)} issues with {least} or more sentences in all texts together"
    return f"{many}, {name} puts {high} and {low}."


def coverage_finding(scores: pd.DataFrame) -> str:
    """Say how many sentences an instrument knows nothing about, or scores as exactly zero."""
    parts = []
    for name, rows in scores.groupby("instrument", sort=True):
        silent, zero = int((rows["hits"] == 0).sum()), int((rows["score"] == 0).sum())
        parts.append(f"{name} {zero} of {len(rows)} ({silent} without a hit)")
    if not parts:
        return "There is no sentence to score."
    return f"Sentences scored as exactly zero: {'; '.join(parts)}."


def instrument_finding(pairs: pd.DataFrame) -> str:
    """Say which two instruments agree most and least, from `compare.instrument_pairs`."""
    known = pairs.dropna(subset=["correlation"]).sort_values("correlation")
    if known.empty:
        return "There are no two instruments to compare on these sentences."
    least, most = known.iloc[0], known.iloc[-1]
    if len(known) == 1:
        told = _against(most).replace("the latter", "they")
        return f"{_pair(most)} correlate at r = {signed(most['correlation'])}; {told}."
    return (
        f"{_pair(most)} agree most (r = {signed(most['correlation'])}), {_pair(least)} least "
        f"(r = {signed(least['correlation'])}): {_against(least)}."
    )


def _pair(row: pd.Series) -> str:
    return f"{row['first']} and {row['second']}"


def _against(row: pd.Series) -> str:
    if not row["both"]:
        return "there is no sentence to which both give a sign"
    told = part(int(row["against"]), int(row["both"]))
    return f"the latter differ in sign on {told} to which both give one (0.05 or more from zero)"


def masking_finding(effect: pd.DataFrame) -> str:
    """Say how many sentences each instrument scores otherwise once names are masked."""
    totals = effect.groupby("instrument")[["changed", "sentences"]].sum().reset_index()
    told = [
        f"{name} {part(int(changed), int(number))}"
        for name, changed, number in records(totals, "instrument", "changed", "sentences")
    ]
    if not told:
        return "There is no sentence to score."
    return f"Sentences whose score changes once names are masked: {'; '.join(told)}."


def voice_finding(by_voice: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Set the tone of quoted sentences beside the rest, for the text that quotes most."""
    quoted = by_voice[by_voice["voice"] == "quoted"]
    if quoted.empty:
        return "No sentence is for the most part a direct quotation."
    number, doc = max(records(quoted, "sentences", "doc"))
    label = label_documents(documents)[doc]
    counted = f"In {label}, {several(number, 'sentence')} {are(number)} for the most part quoted"
    if number < FEW:
        return f"{counted}: too few for a mean."
    own = by_voice[(by_voice["doc"] == doc) & (by_voice["voice"] == "own")]
    rest = dict(records(own, "instrument", "mean"))
    told = [
        f"{name} {signed(mean)} against {signed(rest[name])}"
        for name, mean in records(quoted[quoted["doc"] == doc], "instrument", "mean")
        if name in rest
    ]
    if not told:
        return f"Every sentence of {label} is for the most part quoted."
    return f"{counted}; mean scores, quoted against the other sentences: {listing(told)}."


def mode_tone_finding(by_mode: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Set the tone of proposals beside that of the rest, for the text with most proposals."""
    labels = label_documents(documents)
    proposed = by_mode[by_mode["mode"] == "proposed"]
    if proposed.empty:
        return "No sentence is a proposal."
    number, doc = max(records(proposed, "sentences", "doc"))
    if number < FEW:
        return f"{labels[doc]} has {several(number, 'proposal')}: too few for a mean."
    told: list[str] = []
    for name, rows in by_mode[by_mode["doc"] == doc].groupby("instrument"):
        advice = rows["mode"] == "proposed"
        rest = rows[~advice]
        if len(rest):
            own = rows[advice]["mean"].sum()
            mean = (rest["mean"] * rest["sentences"]).sum() / rest["sentences"].sum()
            word = "about the same" if abs(own - mean) < MARGIN else "lower"
            word = "higher" if own - mean >= MARGIN else word
            told.append(f"{word} under {name} ({signed(own)} against {signed(mean)})")
    if not told:
        return f"Every sentence of {labels[doc]} is a proposal."
    return f"Beside the other sentences of {labels[doc]}, its proposals score {listing(told)}."


def reference_finding(table: pd.DataFrame, codes: pd.DataFrame) -> str:
    """Say how often an instrument agrees with coded tone, and how often one fixed answer would.

    `table` comes from `compare.tone_against_reference`, `codes` is the coding it was made with.
    """
    known = codes["tone"].dropna()
    if table.empty or known.empty:
        return "There is no coding to compare with."
    best = table.sort_values("same_class").iloc[-1]
    answer, times = known.value_counts().index[0], known.value_counts().iloc[0]
    name = {1: "cooperative", 0: "neither", -1: "conflictual"}[int(answer)]
    return (
        f"{best['instrument']} gives the coded class most often, for "
        f"{part(int(best['same_class']), int(best['sentences']))}; to call every sentence "
        f"{name} would be right for {times}."
    )
