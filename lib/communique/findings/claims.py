"""Findings on claims: what texts agree and contradict each other on, and what they leave out."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from communique.compare import label_documents
from communique.compare.base import records
from communique.compare.record import days_apart
from communique.findings.base import (
    ALONE,
    MANY,
    any_text,
    are,
    capital,
    foremost,
    listing,
    name_of,
    named,
    no_text,
    part,
    quoted,
    several,
    small,
)


def claim_finding(matrix: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say on how many issues texts exclude each other, differ, and agree (from `compare_claims`).

    >>> documents = pd.DataFrame({"doc": ["a", "b"], "source": ["a", "b"]})
    >>> matrix = pd.DataFrame({"issue": ["trade"], "relation": ["agree"], "pairs": [0]})
    >>> claim_finding(matrix, documents)
    'Both texts say how 1 issue stands: on 1 they have a status in common.'
    """
    number = len(documents)
    if matrix.empty:
        return f"No issue is raised in {any_text(number)}."
    if number < 2:
        return ALONE
    counts = Counter(matrix["relation"])
    told = [verb.format(counts[relation]) for relation, verb in VERBS.items() if counts[relation]]
    if not told:
        return "No two texts say how one issue stands."
    compared = sum(counts[relation] for relation in VERBS)
    who = "Both texts" if number == 2 else "Two texts or more"
    stand = "stands" if compared == 1 else "stand"
    return f"{who} say how {several(compared, 'issue')} {stand}: {', '.join(told)}."


# The first of these that holds between any two texts.
VERBS = {
    "contradict": "on {} their statuses exclude each other, if read literally and of one time",
    "differ": "on {} they differ in emphasis",
    "agree": "on {} they have a status in common",
}


def contradiction_finding(
    contradictions: pd.DataFrame,
    documents: pd.DataFrame,
    names: Mapping[str, str] | None = None,
) -> str:
    """Say where two texts exclude each other, and how far apart they were published.

    `contradictions` comes from `compare.contradictions`; with many texts the issues are counted.
    """
    between = contradictions[contradictions["doc_a"] != contradictions["doc_b"]]
    if len(documents) < 2:
        return ALONE
    if between.empty:
        return f"No contradiction is found between {_texts(len(documents))}."
    pairs = between[["issue", "doc_a", "doc_b"]].drop_duplicates()
    if len(documents) > MANY:
        most = foremost(Counter(pairs["issue"]), 3)
        told = [f"“{name_of(issue, names)}” ({several(n, 'pair')})" for issue, n in most]
        share = part(len(documents_of(between)), len(documents), "text")
        often = f", most often on {listing(told)}" if told else ""
        return f"As the rules read them, {share} contradict another{often}."
    labels = label_documents(documents)
    told = []
    for issue, rows in between.groupby("issue", sort=False):
        columns = ["doc_a", "value_a", "doc_b", "value_b"]
        first, value, second, other = next(records(rows, *columns))
        about = f"On “{name_of(str(issue), names)}” " if issue else "On a fact "
        value, other = (one.replace("; ", " or ") for one in (value, other))
        said = f"{labels[first]} has it as {value}, {labels[second]} as {other}"
        told.append(f"{about}the texts differ: {said}")
    return f"{'; '.join([told[0], *(small(one) for one in told[1:])])}.{_apart(between, documents)}"


def documents_of(contradictions: pd.DataFrame) -> set[str]:
    """Give the documents that contradict another."""
    return set(contradictions["doc_a"]) | set(contradictions["doc_b"])


def _texts(number: int) -> str:
    return "the two texts" if number == 2 else f"any two of the {number} texts"


def _apart(between: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say how far apart two texts were published, which may explain a contradiction."""
    gaps = days_apart(documents) if "published_from" in documents else {}
    found = {frozenset(pair): gap for pair, gap in gaps.items()}
    known = [
        found[frozenset(pair)]
        for pair in records(between, "doc_a", "doc_b")
        if frozenset(pair) in found
    ]
    if not known or len(documents) != 2:
        return ""
    least, most = known[0]
    if most < WEEK:
        return ""
    weeks = round((least + most) / 2 / WEEK)
    return (
        f" They were published about {several(weeks, 'week')} apart, which may explain part of it."
    )


WEEK = 7  # days


def only_one_finding(
    matrix: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say on which issues only one text says how they stand (from `compare_claims`)."""
    if len(documents) < 2:
        return ALONE
    labels = label_documents(documents)
    alone: dict[str, list[str]] = {}
    docs = list(documents["doc"])
    for issue, *cells in records(matrix, "issue", *docs):
        said = [doc for doc, cell in zip(docs, cells, strict=True) if cell.strip("–")]
        if len(said) == 1:
            alone.setdefault(said[0], []).append(name_of(issue, names))
    if not alone:
        return "There is no issue of which one text alone says how it stands."
    if len(documents) > MANY:
        number = sum(map(len, alone.values()))
        return f"{capital(several(number, 'issue'))} stand{'s' * (number == 1)} in one text alone."
    told = [
        f"only {labels[doc]} says how {listing(quoted(alone[doc]), most=12)} "
        f"stand{'s' * (len(alone[doc]) == 1)}"
        for doc in docs
        if doc in alone
    ]
    return f"{capital('; '.join(told))}."


def silent_finding(
    matrix: pd.DataFrame,
    documents: pd.DataFrame,
    names: Mapping[str, str] | None = None,
    agenda: str = "asked for",
) -> str:
    """Say which issues of the agenda no text raises (from `compare_claims` with an agenda).

    `agenda` tells which issues those are.
    """
    silent = matrix[matrix["relation"] == "silent"]
    if silent.empty:
        return f"Each of the issues {agenda} is raised."
    told = " or ".join(listing(quoted(named(silent, names)), most=12).rsplit(" and ", 1))
    return f"Of the issues {agenda}, {small(no_text(len(documents)))} {told}."


def record_finding(
    against: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say which claims stand against the public record (from `compare.against_record`)."""
    if against.empty:
        return f"Nothing in {any_text(len(documents))} is found to stand against the record."
    labels = label_documents(documents)
    columns = ["doc", "issue", "status", "event", "begin"]
    first = against.drop_duplicates(["doc", "issue"])
    told = [
        f"{labels[doc]} has “{name_of(issue, names)}” as {status}; in the record: "
        f"{event.strip().rstrip('.,')} ({_day(begin)})"
        for doc, issue, status, event, begin in records(first, *columns)
    ]
    more = len(told) - MANY
    rest = f" There {'is' if more == 1 else 'are'} {several(more, 'more such claim')}."
    return f"{'. '.join(told[:MANY])}.{rest * (more > 0)}"


def _day(date: str) -> str:
    day = pd.Timestamp(date)
    return f"{day.day} {day:%B %Y}"


def wording_finding(wording: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say how many runs of words texts share, and the longest (from `compare.shared_wording`)."""
    if len(documents) < 2:
        return ALONE
    if wording.empty:
        return f"No long run of words is shared between {_texts(len(documents))}."
    runs, longest = capital(several(len(wording), "run")), wording["words"].max()
    return f"{runs} of words {are(len(wording))} shared, the longest of {longest} words."
