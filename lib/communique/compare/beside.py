"""Set sentences of texts beside each other, as tables for the reader."""

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from communique.compare.base import label_documents, name_sentences, records

__all__ = [
    "contradiction_table",
    "direction_table",
    "fact_table",
    "record_table",
    "wording_table",
]

SIDE = ["doc", "value", "sentence", "text"]


def contradiction_table(
    contradictions: pd.DataFrame, documents: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    """Set the two sentences of each contradiction beside each other (from `contradictions`).

    Columns: issue (or, for a fact without one, its kind), one_text, another_text: who says what,
    in which sentence, the sentence, and the one before it, which may say what it is about.

    >>> sides = {"issue": "trade", "kind": "status", "doc_a": "a", "doc_b": "b"}
    >>> sides |= {"value_a": "new", "value_b": "ended", "sentence_a": 1, "sentence_b": 1}
    >>> found = pd.DataFrame([sides | {"text_a": "They begin.", "text_b": "They ended."}])
    >>> documents = pd.DataFrame({"doc": ["a", "b"], "source": ["a", "b"]})
    >>> both = pd.DataFrame({"doc": ["a", "b"], "sentence": 1, "passage": 1, "text": ""})
    >>> both = both.assign(kind="sentence")
    >>> contradiction_table(found, documents, both).to_numpy().tolist()
    [['trade', 'a, sentence 1: new. “They begin.”', 'b, sentence 1: ended. “They ended.”']]
    """
    labels, numbers = label_documents(documents), name_sentences(sentences)
    before = _before(sentences)

    def side(letter: str) -> Iterator[str]:
        for doc, value, number, text in records(contradictions, *(f"{n}_{letter}" for n in SIDE)):
            said = value.replace("; ", " or ")
            context = before.get((doc, number), "")
            yield f"{labels[doc]}, {numbers[doc, number]}: {said}. {_quote(text)}{context}"

    issues = [issue or kind for issue, kind in records(contradictions, "issue", "kind")]
    return pd.DataFrame({"issue": issues, "one_text": [*side("a")], "another_text": [*side("b")]})


def wording_table(
    wording: pd.DataFrame, documents: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    """Align the passages that texts share word for word (from `shared_wording`).

    Columns: words (how many), one_text, another_text: who, in which sentence, and the passage.
    """
    labels, numbers = label_documents(documents), name_sentences(sentences)

    def side(letter: str) -> list[str]:
        columns = [f"{name}_{letter}" for name in ("doc", "sentence", "text")]
        return [
            f"{labels[doc]}, {numbers[doc, number]}: {_quote(text)}"
            for doc, number, text in records(wording, *columns)
        ]

    return pd.DataFrame(
        {"words": wording["words"], "one_text": side("a"), "another_text": side("b")}
    )


def record_table(
    against: pd.DataFrame, documents: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    """Set claims beside the events they stand against (from `against_record`).

    Columns: issue, text (who, in which sentence, the status, and the sentence), record (status,
    event and day), url.
    """
    labels, numbers = label_documents(documents), name_sentences(sentences)
    columns = ["issue", "doc", "sentence", "status", "text"]
    said = [
        (issue, f"{labels[doc]}, {numbers[doc, number]}: {status}. {_quote(text)}")
        for issue, doc, number, status, text in records(against, *columns)
    ]
    record = [
        (f"{status}. {event} ({begin})", source)
        for status, event, begin, source in records(
            against, "record_status", "event", "begin", "source"
        )
    ]
    rows = [(*one, *two) for one, two in zip(said, record, strict=True)]
    return pd.DataFrame(rows, columns=["issue", "text", "record", "url"])


def fact_table(facts: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Set out what texts say of plain facts (from `find_facts`): lengths, places, results.

    Columns: kind, doc, where, text.
    """
    numbers = name_sentences(sentences)
    kept = facts.drop_duplicates(["doc", "sentence", "kind"]).sort_values(["kind", "doc", "start"])
    rows = [
        (kind, doc, numbers[doc, number], text)
        for kind, doc, number, text in records(kept, "kind", "doc", "sentence", "text")
    ]
    return pd.DataFrame(rows, columns=["kind", "doc", "where", "text"])


def direction_table(directions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Set out who acts towards whom (from `find_directions`), the same act once for each text.

    Columns: doc, actor, act, target (“–” where nobody is named), in_sentences (their numbers, as
    readers count them, parted by "; ").
    """
    numbers = name_sentences(sentences)
    found: dict[tuple[str, ...], dict[str, None]] = {}
    columns = ["doc", "actor", "act", "target", "sentence"]
    for *act, number in records(directions, *columns):
        told = numbers[act[0], number].removeprefix("sentence ")
        found.setdefault(tuple(act), {})[told] = None
    rows = [(*act, "; ".join(told)) for act, told in found.items()]
    table = pd.DataFrame(rows, columns=[*columns[:4], "in_sentences"])
    return table.replace({"target": {"": "–"}})


def _before(sentences: pd.DataFrame) -> dict[tuple[str, int], str]:
    """Give for each sentence the one before it in its paragraph, in brackets."""
    rows = list(records(sentences, "doc", "passage", "sentence", "text"))
    return {
        (doc, number): f" (After: {_quote(text)})"
        for (first, above, _, text), (doc, passage, number, _) in pairwise(rows)
        if (first, above) == (doc, passage)
    }


def _quote(text: str) -> str:
    """Put quotation marks around a passage unless it has some of its own."""
    return text if any(mark in text for mark in '“”"') else f"“{text}”"
