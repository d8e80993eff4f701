"""Findings on the words that make texts differ, and on tests between outlets."""

import pandas as pd

from communique.compare import label_documents
from communique.compare.base import records
from communique.compare.inference import LEAST
from communique.findings.base import are, listing, part, several, signed


def shift_finding(shift: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Name, for each instrument, the word that adds most to the difference of two texts' means.

    `shift` comes from `compare.word_shift`. Only words that pull in the direction of the whole
    difference are looked at.

    >>> shift = pd.DataFrame({"instrument": ["VADER"], "first": ["a"], "second": ["b"],
    ...                       "word": ["united"], "contribution": [0.5]})
    >>> shift_finding(shift, pd.DataFrame({"doc": ["a", "b"], "source": ["", ""]}))
    'What single words add to the difference, a minus b: “united” +0.50 of +0.50 (VADER).'
    """
    if shift.empty:
        few = "There are no two texts to compare word by word."
        return few if len(documents) < 2 else "No scored word makes two texts differ."
    labels = label_documents(documents)
    first, second = (labels[shift[column].iloc[0]] for column in ("first", "second"))
    told = [_strongest(name, rows) for name, rows in shift.groupby("instrument", sort=False)]
    return f"What single words add to the difference, {first} minus {second}: {'; '.join(told)}."


def _strongest(name: object, rows: pd.DataFrame) -> str:
    total = rows["contribution"].sum()
    along = rows[rows["contribution"] * total > 0]
    word, adds = next(records(along if len(along) else rows, "word", "contribution"))
    return f"“{word}” {signed(adds)} of {signed(total)} ({name})"


def outlet_finding(compared: pd.DataFrame, described: pd.DataFrame) -> str:
    """Say whether outlets differ in tone, or why no test is made.

    Both tables come from `compare.compare_outlets` and `compare.describe_outlets`.

    >>> described = pd.DataFrame({"outlet": ["Freedonia", "Sylvania"], "documents": [1, 2]})
    >>> outlet_finding(pd.DataFrame(), described)[:61]
    'No test between outlets: it takes 5 documents of each of two;'
    """
    if compared.empty:
        return _no_test(described)
    found = compared[compared["p_adjusted"] <= 0.05]
    if found.empty:
        sizes = several(len(compared), "comparison")
        least = f"smallest p = {compared['p_adjusted'].min():.2f}"
        return (
            f"Chance alone makes differences as large as those between outlets ({sizes}, {least})."
        )
    best = found.sort_values(["p_adjusted", "p"], kind="stable").iloc[0]
    issue = f" on “{best['issue']}”" if "issue" in found else ""
    whole = part(len(found), len(compared), "comparison")
    return (
        f"{whole} between outlets show{'s' * (len(found) == 1)} a difference that chance makes "
        f"in at most 5% of cases, clearest{issue}: {best['first']} {signed(best['first_mean'])}, "
        f"{best['second']} {signed(best['second_mean'])} under {best['instrument']} "
        f"(p = {best['p_adjusted']:.3f}, g = {signed(best['g'])})."
    )


def _no_test(described: pd.DataFrame) -> str:
    most = described.groupby("outlet")["documents"].max().sort_values(ascending=False)
    if len(most) < 2:
        return "No test between outlets: there are no two."
    sizes = listing((f"{number} of {outlet}" for outlet, number in most.items()), most=3)
    verb = are(int(most.iloc[0]))
    return (
        f"No test between outlets: it takes {LEAST} documents of each of two; there {verb} {sizes}."
    )
