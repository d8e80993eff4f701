"""Code issues: find in which sentences, and by which words, the issues of a codebook come up."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from communique.codebook import (
    BACK_REFERENCE,
    PRONOUNS,
    Codebook,
    CodebookError,
    make_codebook,
    read_codebook,
)
from communique.patterns import Hit, Hits
from communique.tokens import read_batches

__all__ = [
    "Codebook",
    "CodebookError",
    "code_issues",
    "find_mentions",
    "make_codebook",
    "read_codebook",
]

MENTIONS = ["doc", "sentence", "start", "end", "text", "issue", "parent", "pattern"]
READ = ["doc", "sentence", "section", "kind", "start", "text"]
REACH = 3
GENERAL = frozenset((BACK_REFERENCE, PRONOUNS))


def code_issues(
    sentences: pd.DataFrame,
    codebook: Codebook,
    back_reference: bool = True,
    weak_yields: bool = True,
) -> pd.DataFrame:
    """Code sentences: give a row for each issue and place where a pattern of it was found.

    `sentences` needs doc, sentence, section, kind, start, text. Returns mentions: doc, sentence,
    start, end, text, issue, parent (the upper issue, or the issue itself), pattern. Titles and
    headings are coded too: leave them out of shares by their kind.

    With `weak_yields`, a pattern that an issue has in its group `weak` (“talks” for the relations)
    counts only where the sentence has no other upper issue by a pattern that is not weak: talks
    on tariffs are trade. Without it, weak patterns count like all others.

    With `back_reference`, sentences reach back under the same heading, by three rules. (1) Phrases
    that an issue has in its group `back_reference` (“the island” for Taiwan) stand for the issue
    that was coded last in the `REACH` sentences before, or else in the title or heading, among
    those that list the phrase, unless one of these is in the sentence anyway. A sentence still
    without any issue takes over the issues of the sentence just before (2) if it holds a general
    referring phrase (“this problem”), or (3) if it holds a pronoun (“they”) and both stand in one
    paragraph (`sentences` then needs the column passage).
    Rows found so have a pattern that begins "back_reference: ".

    >>> texts = ["Freedonia raised tariffs.", "This dispute is old.", "It rained."]
    >>> table = pd.DataFrame({"doc": "a", "sentence": [1, 2, 3], "section": "", "kind": "sentence",
    ...                       "start": [0, 26, 47], "text": texts})
    >>> book = make_codebook({"trade": ["tariff*"], "back_reference": ["this dispute"]})
    >>> code_issues(table, book)[["start", "end", "text", "issue", "pattern"]]
       start  end          text  issue                       pattern
    0     17   24       tariffs  trade                       tariff*
    1     26   38  This dispute  trade  back_reference: this dispute
    """
    ordered = sentences.sort_values(["doc", "start"])
    table = {name: ordered[name].to_list() for name in (*READ, "passage") if name in ordered}
    rows = find_mentions(table, codebook, back_reference, weak_yields)
    mentions = pd.DataFrame(rows, columns=MENTIONS)
    return mentions.sort_values(["doc", "start", "end", "issue"], ignore_index=True)


_Mention = tuple[str, int, int, int, str, str, str, str]


class _Rules(NamedTuple):
    codebook: Codebook
    parents: dict[str, str]
    back_reference: bool
    weak_yields: bool


class _Before:
    """What stands before a sentence under the same heading: issues, nearest first, and passage."""

    def __init__(self) -> None:
        self.recent: deque[set[str]] = deque(maxlen=REACH)
        self.topic: set[str] = set()
        self.passage: object = None


def find_mentions(
    sentences: Mapping[str, Sequence[Any]],
    codebook: Codebook,
    back_reference: bool = True,
    weak_yields: bool = True,
) -> Iterator[_Mention]:
    """Code sentences as `code_issues` does, from lists by column to rows.

    The sentences of a document must stand together and in order; so do its mentions, which are
    not sorted within a sentence.

    >>> from communique.corpus import toy_sentences
    >>> table = toy_sentences("Freedonia raised tariffs.").to_dict("list")
    >>> [row[4:6] for row in find_mentions(table, make_codebook({"trade": ["tariff*"]}))]
    [('tariffs', 'trade')]
    """
    parents = dict(zip(codebook.issues["issue"], codebook.issues["parent"], strict=True))
    rules = _Rules(codebook, parents, back_reference, weak_yields)
    places = zip(*(sentences[name] for name in ("doc", "sentence", "start", "text")), strict=True)
    for (doc, sentence, start, text), hits in zip(places, _coded(sentences, rules), strict=True):
        for first, last, issue, pattern in hits:
            place = start + first, start + last
            yield doc, sentence, *place, text[first:last], issue, parents[issue], pattern


def _coded(sentences: Mapping[str, Sequence[Any]], rules: _Rules) -> Iterator[list[Hit]]:
    before: dict[str, _Before] = {}
    current = None
    passages = sentences.get("passage", sentences["sentence"])
    columns = (sentences[name] for name in ("doc", "section", "kind"))
    found = _found(sentences["text"], rules.codebook)
    for doc, section, kind, passage, (hits, phrases, n) in zip(
        *columns, passages, found, strict=True
    ):
        if doc != current:
            current, before = doc, {}
        under = before.get(section) or before.setdefault(section, _Before())
        yield _code(kind, hits[n], (phrases, n), passage == under.passage, under, rules)
        under.passage = passage


def _found(texts: Sequence[str], codebook: Codebook) -> Iterator[tuple[Hits, Hits, int]]:
    """Give where the hits of each text are: of issues, of referring phrases, its number there."""
    for tokens in read_batches(texts):
        hits, phrases = codebook.matcher.find_in(tokens), codebook.referring.find_in(tokens)
        for number in range(len(tokens.bases)):
            yield hits, phrases, number


def _code(
    kind: str,
    hits: list[Hit],
    later: tuple[Hits, int],
    in_paragraph: bool,
    before: _Before,
    rules: _Rules,
) -> list[Hit]:
    if kind != "sentence":
        before.topic = {hit.key for hit in hits} or before.topic
    elif rules.back_reference and (before.topic or any(before.recent)):
        own = {hit.key for hit in hits}
        recent = [*before.recent, before.topic]
        wanted = set().union(*recent)
        if not own and recent[0]:
            wanted |= GENERAL if in_paragraph else {BACK_REFERENCE}
        if later[0].may_hold(later[1], wanted):
            phrases = later[0][later[1]]
            if not in_paragraph:
                phrases = [hit for hit in phrases if hit.key != PRONOUNS]
            hits = hits + _inherited(phrases, own, recent)
    if rules.weak_yields and len(hits) > 1:
        hits = _counting(hits, rules)
    if kind == "sentence":
        before.recent.appendleft({hit.key for hit in hits})
    return hits


def _counting(hits: list[Hit], rules: _Rules) -> list[Hit]:
    """Leave out the hits of weak patterns where another issue has a hit that is not weak."""
    weak = [hit for hit in hits if (hit.key, hit.pattern) in rules.codebook.weak]
    if not weak:
        return hits
    strong = {rules.parents[hit.key] for hit in hits if hit not in weak}
    return [hit for hit in hits if hit not in weak or strong <= {rules.parents[hit.key]}]


def _inherited(phrases: list[Hit], own: set[str], recent: Sequence[set[str]]) -> list[Hit]:
    """Give the hits of referring phrases: `recent` holds the issues coded before, nearest first."""
    meant: dict[int, list[Hit]] = {}
    for hit in phrases:
        meant.setdefault(hit.end, []).append(hit)
    named = [hit for hits in meant.values() for hit in _nearest(hits, own, recent)]
    if not own and not named and recent:
        general = [hit for hit in phrases if hit.key in GENERAL][:1]
        named = [hit._replace(key=issue) for hit in general for issue in sorted(recent[0])]
    return [hit._replace(pattern=f"{BACK_REFERENCE}: {hit.pattern}") for hit in named]


def _nearest(hits: list[Hit], own: set[str], recent: Sequence[set[str]]) -> list[Hit]:
    """Choose which of the issues that a phrase may stand for was named last, unless it is here."""
    if own & {hit.key for hit in hits}:
        return []
    for issues in recent:
        if found := [hit for hit in hits if hit.key in issues]:
            return found
    return []
