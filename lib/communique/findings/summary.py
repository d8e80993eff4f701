"""Sum up a comparison on one screen: what all texts say, what one says, where they differ."""

from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from communique.compare import label_documents
from communique.compare.base import name_sentences, records
from communique.findings.base import (
    MANY,
    all_texts,
    any_text,
    capital,
    listing,
    name_of,
    part,
    quoted,
    several,
)
from communique.findings.claims import contradiction_finding, silent_finding

MOST = 12  # issues named in one line


def summary(
    matrix: pd.DataFrame,
    contradictions: pd.DataFrame,
    documents: pd.DataFrame,
    names: Mapping[str, str] | None = None,
    claims: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    agenda: str = "asked for",
) -> dict[str, str]:
    """Say in a few sentences, each under its heading, how the texts compare.

    `matrix` comes from `compare_claims` (with an agenda, where there is one), `contradictions`
    from `compare.contradictions`. With the `claims` of the matrix and the sentences, the sentences
    that a difference rests on are named. `agenda` tells which issues were looked for. One text has
    nothing to compare: it gets two sentences.

    >>> documents = pd.DataFrame({"doc": ["a"], "source": ["a"]})
    >>> matrix = pd.DataFrame({"issue": ["trade"], "relation": [""], "a": ["new"]})
    >>> summary(matrix, matrix[:0], documents)["Raised"]
    'The text raises “trade”. With one text there is nothing to compare.'
    """
    silent = silent_finding(matrix, documents, names, agenda)
    if len(documents) == 1:
        return {"Raised": _alone(matrix, documents, names), "Not raised": silent}
    differing = [
        contradiction_finding(contradictions, documents, names),
        emphasis_finding(matrix, documents, names),
    ]
    if claims is not None and sentences is not None:
        differing.append(resting_finding(matrix, contradictions, claims, documents, sentences))
    return {
        "Where they differ": " ".join(filter(None, differing)),
        "In common": common_finding(matrix, documents, names),
        "In one only": one_text_finding(matrix, documents, names),
        "In neither" if len(documents) == 2 else "In none": silent,
    }


def resting_finding(
    matrix: pd.DataFrame,
    contradictions: pd.DataFrame,
    claims: pd.DataFrame,
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
) -> str:
    """Name the sentences that differences rest on; nothing where they are many.

    A claim without a cue of its own (“the latter …”) rests on the sentence before, too.
    """
    differing = claims["issue"].isin(matrix[matrix["relation"] == "differ"]["issue"])
    places = set(records(claims[differing], "doc", "sentence"))
    for side in ("a", "b"):
        places |= set(records(contradictions, f"doc_{side}", f"sentence_{side}"))
    pointing = set(records(claims[claims["cue"] == ""], "doc", "sentence"))
    places |= {(doc, sentence - 1) for doc, sentence in places & pointing}
    if not places or len(places) > MOST or len(documents) > MANY:
        return ""
    labels, numbers = label_documents(documents), name_sentences(sentences)
    told = []
    for doc in documents["doc"]:
        own = [
            numbers[place].removeprefix("sentence ") for place in sorted(places) if place[0] == doc
        ]
        told += [f"{listing(own)} of {labels[doc]}"] * bool(own)
    return f"This rests on {'sentence' + 's' * (len(places) > 1)} {listing(told)}, read literally."


def common_finding(
    matrix: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say which issues all texts raise."""
    rows = records(matrix, "issue", *documents["doc"])
    raised = [issue for issue, *cells in rows if all(cells)]
    if not raised:
        return f"There is no issue that {all_texts(len(documents))} raise."
    return f"{capital(all_texts(len(documents)))} raise {_named(raised, names)}."


def emphasis_finding(
    matrix: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say how texts differ in emphasis; nothing where there are many texts, or no difference."""
    rows = matrix[matrix["relation"] == "differ"]
    if rows.empty or len(documents) > MANY:
        return ""
    labels = label_documents(documents)
    told = []
    for issue, *cells in records(rows, "issue", *documents["doc"]):
        said = [
            f"{labels[doc]} has {listing(cell.split('; '))}"
            for doc, cell in zip(documents["doc"], cells, strict=True)
            if cell.strip("–")
        ]
        told.append(f"on “{name_of(issue, names)}”: {', '.join(said)}")
    return f"In emphasis they differ {'; '.join(told)}."


def one_text_finding(
    matrix: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say which issues one text alone raises."""
    labels = label_documents(documents)
    alone: dict[str, list[str]] = {}
    for issue, *cells in records(matrix, "issue", *documents["doc"]):
        raising = [doc for doc, cell in zip(documents["doc"], cells, strict=True) if cell]
        if len(raising) == 1:
            alone.setdefault(raising[0], []).append(issue)
    if not alone:
        return "There is no issue that one text alone raises."
    if len(documents) > MANY:
        named = [
            f"“{name_of(issue, names)}” only in {labels[doc]}"
            for doc in alone
            for issue in alone[doc]
        ]
        if len(named) > MANY:
            return f"{len(named)} issues are each in one text alone."
        return f"{capital(several(len(named), 'issue'))}: {listing(named)}."
    told = [f"only {labels[doc]} raises {_named(alone[doc], names)}" for doc in alone]
    return f"{capital('; '.join(told))}."


def advice_finding(
    advice: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None = None
) -> str:
    """Say on how many issues each text has wishes or advice, and on which most often.

    `advice` are the claims (from `find_claims`) that are proposals, or stand in sentences that are.
    """
    labels, number = label_documents(documents), len(documents)
    told = []
    for doc in documents["doc"]:
        sentences = advice[advice["doc"] == doc].drop_duplicates(["sentence", "issue"])
        if len(sentences):
            counts = Counter(sentences["issue"])
            (first, most), *_ = counts.most_common(1)
            told.append(
                f"{labels[doc]} has wishes or advice on {several(len(counts), 'issue')}, most on "
                f"“{name_of(first, names)}” ({several(most, 'sentence')})"
            )
    if not told:
        return f"No sentence of {any_text(number)} holds a wish or advice on an issue."
    if number > MANY:
        give = "gives" if len(told) == 1 else "give"
        return f"{capital(part(len(told), number, 'text'))} {give} wishes or advice on an issue."
    return f"{'; '.join(told)}."


def _alone(matrix: pd.DataFrame, documents: pd.DataFrame, names: Mapping[str, str] | None) -> str:
    raised = matrix.loc[matrix[documents["doc"].iloc[0]] != "", "issue"]
    told = f"raises {_named(raised, names)}" if len(raised) else "raises no issue"
    return f"The text {told}. With one text there is nothing to compare."


def _named(issues: Iterable[str], names: Mapping[str, str] | None) -> str:
    return listing(quoted(name_of(issue, names) for issue in issues), most=MOST)
