"""Set claims side by side: a row an issue, a column a document, and how they relate."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from communique.compare.base import ASKER, records
from communique.compare.contradictions import contradictions

__all__ = [
    "ADVICE",
    "ASKED",
    "RELATIONS",
    "WISH",
    "claim_cells",
    "compare_claims",
    "relate_claims",
    "tell_claims",
]

ADVICE = "advice"  # what the writer says should or could be
WISH = "wish"  # the status “proposed”: the mode has that name, too
ASKED = "question"  # what a question under a label takes for granted

RELATIONS = ("contradict", "differ", "agree", "raised", "only one", "silent")
ALONE = "nothing to compare"
CELL = ["issue", "doc", "raised", "status", "claims", "sentences", "text"]
Statuses = dict[tuple[str, str], set[str]]


def tell_claims(
    claims: pd.DataFrame, sentences: pd.DataFrame, quotes: pd.DataFrame
) -> pd.DataFrame:
    """Add to claims, as a column `told`, the word for each status that readers are given.

    It is `question` in what is asked under a label (from `find_quotes`), `advice` where the writer
    advises (the mode of the sentence), `wish` where somebody asks for a thing, offers, hopes for it
    or warns against it (the status “proposed”), and the status itself elsewhere.

    >>> claims = pd.DataFrame({"doc": "a", "sentence": [1, 2], "start": 0, "end": 9,
    ...                        "status": ["proposed", "agreed"]})
    >>> sentences = pd.DataFrame({"doc": "a", "sentence": [1, 2], "mode": ["reported", "proposed"]})
    >>> quotes = pd.DataFrame(columns=["doc", "start", "end", "speaker"])
    >>> tell_claims(claims, sentences, quotes)["told"].tolist()
    ['wish', 'advice']
    """
    advice = set(records(sentences[sentences["mode"] == "proposed"], "doc", "sentence"))
    asked: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for doc, start, end in records(quotes[quotes["speaker"] == ASKER], "doc", "start", "end"):
        asked[doc].append((start, end))
    told = []
    columns = ["doc", "sentence", "status", "start", "end"]
    for doc, sentence, status, first, last in records(claims, *columns):
        if any(start < last and first < end for start, end in asked[doc]):
            told.append(ASKED)
        elif (doc, sentence) in advice:
            told.append(ADVICE)
        else:
            told.append(WISH if status == "proposed" else status)
    return claims.assign(told=told)


def claim_cells(
    claims: pd.DataFrame, mentions: pd.DataFrame, documents: pd.DataFrame
) -> pd.DataFrame:
    """Give the cells of the matrix: what each document says of each issue that any raises.

    Columns: issue, doc, raised (whether the document raises the issue), status (each once, in
    the order of the text, parted by "; "), claims (how many), sentences (their numbers), text
    (the sentences of the claims, each once).
    """
    raised = set(records(mentions, "parent", "doc"))
    found: dict[tuple[str, str], list[tuple[str, int, str]]] = defaultdict(list)
    ordered = claims.sort_values(["doc", "start", "cue_start"])
    for issue, doc, *told in records(ordered, "issue", "doc", "status", "sentence", "text"):
        found[issue, doc].append((told[0], told[1], told[2]))
    rows = []
    for issue in sorted({issue for issue, _ in [*raised, *found]}):
        for doc in documents["doc"]:
            said = found.get((issue, doc), [])
            columns = [dict.fromkeys(map(str, one)) for one in zip(*said, strict=True)] or [{}] * 3
            status, sentences, texts = ("; ".join(columns[0]), ", ".join(columns[1]), columns[2])
            known = bool(said) or (issue, doc) in raised
            rows.append((issue, doc, known, status, len(said), sentences, " … ".join(texts)))
    return pd.DataFrame(rows, columns=CELL)


def relate_claims(
    claims: pd.DataFrame, mentions: pd.DataFrame, documents: pd.DataFrame
) -> pd.DataFrame:
    """Say for each issue and each two documents how what they say relates.

    Columns: issue, doc_a, doc_b, relation: contradict, agree (a status in common), differ (none
    in common), raised (both raise it, but not both say how it stands), only one, silent. Facts
    are no part of this (see `contradictions`).
    """
    cells = claim_cells(claims, mentions, documents)
    said = {(i, d): set(s.split("; ")) - {""} for i, d, s in records(cells, *CELL[:2], "status")}
    raised = {(i, d) for i, d, known in records(cells, *CELL[:3]) if known}
    against = {
        (issue, frozenset((a, b)))
        for issue, a, b in records(contradictions(claims), "issue", "doc_a", "doc_b")
    }
    rows = [
        (issue, a, b, _relation(issue, a, b, said, raised, against))
        for issue in dict.fromkeys(cells["issue"])
        for a, b in combinations(documents["doc"], 2)
    ]
    return pd.DataFrame(rows, columns=["issue", "doc_a", "doc_b", "relation"])


def _relation(
    issue: str,
    a: str,
    b: str,
    said: Statuses,
    raised: set[tuple[str, str]],
    against: set[tuple[str, frozenset[str]]],
) -> str:
    if (issue, frozenset((a, b))) in against:
        return "contradict"
    one, two = said[issue, a], said[issue, b]
    if one and two:
        return "agree" if one & two else "differ"
    known = ((issue, a) in raised) + ((issue, b) in raised)
    return ("silent", "only one", "raised")[known]


def compare_claims(
    claims: pd.DataFrame,
    mentions: pd.DataFrame,
    documents: pd.DataFrame,
    agenda: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Set the documents' claims side by side: a row an issue, a column a document.

    Columns: issue, relation (the first of `RELATIONS` that holds between any two documents;
    “nothing to compare” for a single document), pairs (of documents that contradict each other),
    within (documents that contradict themselves), and one for each document, named by its id: the
    statuses, “–” where it raises the issue without saying how it stands, "" where it is silent.
    Issues of the `agenda` (column issue) that nobody raises have the relation silent. Issues that
    most pairs contradict each other on come first, then by relation.

    >>> from communique.claims import find_claims, make_claim_cues
    >>> from communique.corpus import toy_sentences
    >>> from communique.issues import code_issues, make_codebook
    >>> table = toy_sentences("Trade talks resumed.").assign(doc="a")
    >>> found = code_issues(table, make_codebook({"trade": ["trade"]}))
    >>> claims = find_claims(table, found, make_claim_cues({"resuming": ["resumed"]}))
    >>> compare_claims(claims, found, pd.DataFrame({"doc": ["a"]})).to_numpy().tolist()
    [['trade', 'nothing to compare', 0, 0, 'resuming']]
    """
    cells = claim_cells(claims, mentions, documents)
    related = relate_claims(claims, mentions, documents)
    within = contradictions(claims).query("doc_a == doc_b").drop_duplicates(["issue", "doc_a"])
    rows = list(_rows(cells, related, Counter(within["issue"]), documents))
    raised = {row[0] for row in rows}
    for issue in agenda["issue"] if agenda is not None else ():
        if issue not in raised:
            rows.append((issue, "silent", 0, 0, *[""] * len(documents)))
    order = {relation: place for place, relation in enumerate(RELATIONS)}
    rows.sort(key=lambda row: (-row[2], order.get(str(row[1]), 0), row[0]))
    return pd.DataFrame(rows, columns=["issue", "relation", "pairs", "within", *documents["doc"]])


def _rows(
    cells: pd.DataFrame, related: pd.DataFrame, within: Mapping[str, int], documents: pd.DataFrame
) -> Iterator[tuple[Any, ...]]:
    shown = {
        (issue, doc): status or "–" * known
        for issue, doc, known, status in records(cells, "issue", "doc", "raised", "status")
    }
    relations: dict[str, list[str]] = defaultdict(list)
    for issue, relation in records(related, "issue", "relation"):
        relations[issue].append(relation)
    for issue in dict.fromkeys(cells["issue"]):
        held = relations[issue]
        relation = next((one for one in RELATIONS if one in held), ALONE)
        told = [shown[issue, doc] for doc in documents["doc"]]
        yield issue, relation, held.count("contradict"), within.get(issue, 0), *told
