"""Findings on claims: what texts agree and contradict each other on, and what they leave out."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from communique.compare import label_documents
from communique.compare.base import records
from communique.compare.record import days_apart
from communique.findings.base import (
    MANY,
    any_text,
    are,
    capital,
    listing,
    name_of,
    named,
    no_text,
    part,
    quoted,
    several,
)


def claim_finding(
    matrix: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say on which issues texts contradict each other, differ, and agree (from `compare_claims`).

    >>> documents = pd.DataFrame({"doc": ["a", "b"], "source": ["a", "b"]})
    >>> matrix = pd.DataFrame({"issue": ["trade"], "relation": ["agree"], "pairs": [0]})
    >>> claim_finding(matrix, documents)
    'On “trade” texts have a status in common.'
    """
    if matrix.empty:
        return f"No issue is raised in {any_text(len(documents))}."
    if len(documents) < 2:
        return "There is one text, and nothing to compare it with."
    by_relation: dict[object, pd.DataFrame] = dict(iter(matrix.groupby("relation")))
    told = [
        verb.format(listing(quoted(named(by_relation[relation], names)), most=8))
        for relation, verb in VERBS.items()
        if relation in by_relation
    ]
    return f"{capital('; '.join(told))}." if told else "No two texts say how one issue stands."


VERBS = {
    "contradict": "on {} the texts differ so that, read literally, both cannot hold at one time",
    "differ": "on {} texts say different things that can both be true",
    "agree": "on {} texts have a status in common",
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
        return "There is one text, and nothing to compare it with."
    if between.empty:
        return f"No contradiction is found between {_texts(len(documents))}."
    pairs = between[["issue", "doc_a", "doc_b"]].drop_duplicates()
    if len(documents) > MANY:
        most = Counter(pairs["issue"]).most_common(3)
        told = [f"“{name_of(issue, names)}” ({several(n, 'pair')})" for issue, n in most]
        share = part(len(documents_of(between)), len(documents), "text")
        return f"{share} contradict another, most often on {listing(told)}."
    labels = label_documents(documents)
    told = []
    for issue, rows in between.groupby("issue", sort=False):
        columns = ["doc_a", "value_a", "doc_b", "value_b"]
        first, value, second, other = next(records(rows, *columns))
        about = f"On “{name_of(str(issue), names)}” " if issue else "On a fact "
        value, other = (one.replace("; ", " or ") for one in (value, other))
        said = f"{labels[first]} has “{value}”, {labels[second]} “{other}”"
        told.append(f"{about}the texts differ: {said}")
    return (
        f"{'; '.join([told[0], *(_small(one) for one in told[1:])])}.{_apart(between, documents)}"
    )


def documents_of(contradictions: pd.DataFrame) -> set[str]:
    """Give the documents that contradict another."""
    return set(contradictions["doc_a"]) | set(contradictions["doc_b"])


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


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
        return "There is one text, and nothing to compare it with."
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
    matrix: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say which issues of the agenda no text raises (from `compare_claims` with an agenda)."""
    silent = matrix[matrix["relation"] == "silent"]
    if silent.empty:
        return "No issue of the agenda is left out."
    return f"{no_text(len(documents))} {listing(quoted(named(silent, names)), most=12)}."


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
        f"{labels[doc]} has “{name_of(issue, names)}” as “{status}”; in the record: "
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
        return "There is one text, and nothing to compare it with."
    if wording.empty:
        return f"No long run of words is shared between {_texts(len(documents))}."
    runs, longest = capital(several(len(wording), "run")), wording["words"].max()
    return f"{runs} of words {are(len(wording))} shared, the longest of {longest} words."
