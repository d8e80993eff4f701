"""What all comparisons share: names of documents, running text, words, phrases."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from communique.hidden import without_hidden
from communique.patterns import compile_patterns
from communique.phrases import lower

# What is a word here can be looked for as a pattern: it has no full stop inside but those of
# initials, and ten parts at most.
WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}|[A-Za-z]\.[A-Za-z](?![^\W\d_])|[^\W\d_]+(?:['’-][^\W\d_]+){0,9}"
)

ASKER = "question"  # the speaker of what is asked under a label (see `communique.quotes`)


def label_documents(documents: pd.DataFrame) -> dict[str, str]:
    """Name each document for figures: its source where that is unique, else its id.

    >>> label_documents(pd.DataFrame({"doc": ["a", "b"], "source": ["Ruritania Post", "b"]}))
    {'a': 'Ruritania Post', 'b': 'b'}
    """
    sources = Counter(documents["source"])
    docs = set(documents["doc"])
    return {
        doc: source if source and sources[source] == 1 and source not in docs else doc
        for doc, source in records(documents, "doc", "source")
    }


def document_table(documents: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Give some columns of the documents, and doc before them where sources do not name each.

    >>> frame = pd.DataFrame({"doc": ["a", "b"], "source": ["Post", "Post"]})
    >>> document_table(frame, ["source"]).columns.to_list()
    ['doc', 'source']
    >>> document_table(frame.head(1), ["source"]).columns.to_list()
    ['source']
    """
    labels = documents["doc"].map(label_documents(documents))
    named = bool((labels == documents["source"]).all())
    return documents[[*([] if named else ["doc"]), *columns]]


def records(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a table as tuples of plain values of some columns.

    >>> list(records(pd.DataFrame({"doc": ["a", "b"], "n": [1, 2]}), "n", "doc"))
    [(1, 'a'), (2, 'b')]
    """
    return zip(*(frame[column].to_list() for column in columns), strict=True)


def body(sentences: pd.DataFrame) -> pd.DataFrame:
    """Keep the sentences of the running text: no title, no heading.

    >>> frame = pd.DataFrame({"kind": ["title", "sentence"], "text": ["Talks", "They met."]})
    >>> body(frame)["text"].to_list()
    ['They met.']
    """
    return sentences[sentences["kind"] == "sentence"].reset_index(drop=True)


def name_sentences(sentences: pd.DataFrame) -> dict[tuple[str, int], str]:
    """Name each sentence as a reader would: running text is counted, titles and headings are not.

    >>> frame = pd.DataFrame({"doc": "a", "sentence": [1, 2], "kind": ["title", "sentence"]})
    >>> name_sentences(frame)
    {('a', 1): 'title', ('a', 2): 'sentence 1'}
    """
    counts: Counter[str] = Counter()
    names: dict[tuple[str, int], str] = {}
    for doc, number, kind in records(sentences, "doc", "sentence", "kind"):
        counts[doc] += kind == "sentence"
        names[doc, number] = f"sentence {counts[doc]}" if kind == "sentence" else kind
    return names


def find_phrases(sentences: pd.DataFrame, phrases: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    """Find words and phrases in sentences; each key has patterns as in `communique.patterns`.

    Columns: doc, sentence, start, end, text, key, pattern.

    >>> frame = pd.DataFrame({"doc": ["a"], "sentence": [1], "start": [0],
    ...                       "text": ["Trust, but verify."]})
    >>> find_phrases(frame, {"word": ["trust*"]})[["start", "end", "text"]].to_numpy().tolist()
    [[0, 5, 'Trust']]
    """
    matcher = compile_patterns(phrases)
    rows = [
        (doc, sentence, base + hit.start, base + hit.end, text[hit.start : hit.end], *hit[2:])
        for doc, sentence, base, text in records(sentences, "doc", "sentence", "start", "text")
        for hit in matcher.find(text)
    ]
    names = ["doc", "sentence", "start", "end", "text", "key", "pattern"]
    return pd.DataFrame(rows, columns=names).sort_values(["doc", "start", "key"], ignore_index=True)


def split_words(text: str) -> list[str]:
    """Give the words of a text in lower case, without possessive ’s.

    A word is letters, joined by hyphens or apostrophes, or initials (U.S.).

    >>> split_words("U.S.-China ties: Sylvania’s view")
    ['u.s.', 'china', 'ties', 'sylvania', 'view']
    """
    words = WORD.findall(without_hidden(text))
    found = (lower(word).replace("’", "'") for word in words)
    return [word.removesuffix("'s") for word in found]
