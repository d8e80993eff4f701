"""Findings on issues: what is raised most, by whom, in which mode, and what is absent."""

from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from communique.compare import label_documents, only_proposed
from communique.compare.base import records
from communique.findings.base import (
    MANY,
    all_texts,
    any_text,
    are,
    foremost,
    listing,
    name_of,
    named,
    no_text,
    part,
    quoted,
    several,
)


def issue_finding(
    counts: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say which two issues take most of each text, and how many sentences.

    >>> counts = pd.DataFrame({"doc": ["a"], "issue": ["trade"], "sentences": [3], "of": [4],
    ...                        "share": [0.75]})
    >>> issue_finding(counts, pd.DataFrame({"doc": ["a"], "source": ["Freedonia Times"]}))
    'Freedonia Times gives most sentences to “trade” (3 of 4).'
    """
    labels = label_documents(documents)
    raised = counts[counts["sentences"] > 0]
    if raised.empty:
        return _nothing(documents)
    ranked = raised.sort_values(["share", "issue"], ascending=[False, True])
    leading: dict[str, list[tuple[str, str]]] = {}
    for doc, issue, k, n in records(ranked, "doc", "issue", "sentences", "of"):
        leading.setdefault(doc, []).append((name_of(issue, names), f"{k} of {n}"))
    if len(leading) > MANY:
        # Where two lead together, neither does.
        sole = [own[0][0] for own in leading.values() if own[0][1] not in {k for _, k in own[1:]}]
        if not (most := foremost(Counter(sole), 1)):
            return "No issue leads in more texts than any other."
        issue, times = most[0]
        return f"In {times} of {len(documents)} texts the leading issue is “{issue}”."
    told = [
        f"{labels[doc]} {'gives most sentences ' * (place == 0)}to {_largest(leading[doc])}"
        for place, doc in enumerate(doc for doc in documents["doc"] if doc in leading)
    ]
    return f"{'; '.join(told)}."


def _largest(issues: list[tuple[str, str]]) -> str:
    """Name the two largest issues: the order of two may hang on a sentence."""
    return listing(f"“{issue}” ({size})" for issue, size in issues[:2])


def _nothing(documents: pd.DataFrame) -> str:
    return f"No issue of the codebook is raised in {any_text(len(documents))}."


def overlap_finding(
    counts: pd.DataFrame,
    documents: pd.DataFrame,
    names: Mapping[str, str] | None = None,
    joined: Iterable[str] = (),
) -> str:
    """Say which issues all texts raise, and which only one does.

    `joined` are issues of several kinds that are counted as one.
    """
    labels = label_documents(documents)
    raised: dict[str, list[str]] = {}
    for doc, issue, k in records(counts.sort_values("issue"), "doc", "issue", "sentences"):
        if k:
            raised.setdefault(issue, []).append(doc)
    if not raised:
        return _nothing(documents)
    if len(documents) == 1:
        return f"{labels[documents['doc'].iloc[0]]} raises {several(len(raised), 'issue')}."
    shared = [issue for issue, docs in raised.items() if len(docs) == len(documents)]
    texts = all_texts(len(documents))
    parts = [
        f"{several(len(shared), 'issue')} {'occurs' if len(shared) == 1 else 'occur'} in {texts}"
    ]
    if len(documents) > MANY:
        parts[0] += _in_brackets(shared, names)
    if as_one := listing(quoted(name_of(one, names) for one in sorted({*joined} & {*shared}))):
        kinds = f"the kinds of {as_one} count as one"
        parts[0] += f", where {kinds}" if len(documents) > MANY else f" ({kinds})"
    if not shared:
        parts = [f"No issue is raised in {texts}"]
    for doc in documents["doc"] if len(documents) <= MANY else []:
        only = [name_of(issue, names) for issue, docs in raised.items() if docs == [doc]]
        parts += [f"only {labels[doc]} raises {listing(quoted(only), most=12)}"] * bool(only)
    if len(documents) > MANY:
        single = [issue for issue, docs in raised.items() if len(docs) == 1]
        alone = f"{several(len(single), 'issue')} {are(len(single))} raised by a single text"
        parts.append(alone + _in_brackets(single, names) if single else "none by a single text")
    return f"{'; '.join(parts)}."


def _in_brackets(issues: list[str], names: Mapping[str, str] | None) -> str:
    """Name a few issues behind their number."""
    return f" ({listing(quoted(name_of(i, names) for i in issues))})" if 0 < len(issues) < 5 else ""


def mode_finding(
    modes: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say which issues a text raises only in what it proposes."""
    labels = label_documents(documents)
    advice = only_proposed(modes)
    if advice.empty:
        return "No issue occurs only in proposals."
    docs = [doc for doc in documents["doc"] if doc in set(advice["doc"])]
    if len(docs) > MANY:
        found = Counter(named(advice, names)).most_common()
        texts = [f"“{name}” in {several(count, 'text')}" for name, count in found]
        return f"Raised only in proposals, not in what is reported or judged: {listing(texts)}."
    own = {doc: quoted(named(advice[advice["doc"] == doc], names)) for doc in docs}
    told = [
        f"{labels[doc]} raises {listing(own[doc], most=8)} only in what it proposes, not in what "
        "it reports or judges"
        for doc in docs
    ]
    return f"{'; '.join(told)}."


def agenda_finding(
    absent: pd.DataFrame,
    agenda: pd.DataFrame,
    documents: pd.DataFrame,
    names: Mapping[str, str] | None = None,
) -> str:
    """Say which issues of the agenda no text raises."""
    if absent.empty:
        few = {0: "The agenda names no issue.", 1: "The agenda’s only issue is raised."}
        return few.get(len(agenda), f"All {len(agenda)} issues of the agenda are raised somewhere.")
    missing = listing(quoted(named(absent, names)), most=12)
    if len(absent) == len(agenda) > 1:
        return f"None of the agenda’s {len(agenda)} issues is raised: {missing}."
    size = f"{len(absent)} of the agenda’s {several(len(agenda), 'issue')}"
    return f"{no_text(len(documents))} {size}: {missing}."


def uncoded_finding(uncoded: pd.DataFrame, sentences: pd.DataFrame) -> str:
    """Say how many sentences carry no issue."""
    if sentences.empty:
        return "There is no sentence to code."
    if uncoded.empty:
        return "Every sentence carries an issue."
    carry = "carries" if len(uncoded) == 1 else "carry"
    return f"{part(len(uncoded), len(sentences))} {carry} no issue."


def mode_agreement_finding(sentences: pd.DataFrame, codes: pd.DataFrame) -> str:
    """Say for how many sentences the rules and a coder give the same mode."""
    joined = sentences[["doc", "sentence", "mode"]].merge(codes, on=["doc", "sentence"])
    if joined.empty:
        return "No sentence is coded both by rules and by reading."
    same = int((joined["mode_x"] == joined["mode_y"]).sum())
    told = f"Reported, judged or proposed: rules and reading agree on {part(same, len(joined))}."
    rules, reading = (int((joined[name] == "proposed").sum()) for name in ("mode_x", "mode_y"))
    return f"{told} The rules call {rules} of them proposed, the reading {reading}."
