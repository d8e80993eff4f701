"""Find claims: what a document says of how an issue stands, and by which words."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pandas as pd

from communique.claims.clauses import Span, part
from communique.claims.cues import find_cues
from communique.claims.issues import GENERAL, Memory, Spot, main_of, spots_of
from communique.claims.lexicon import ClaimCues
from communique.claims.told import Read, Told, told_of
from communique.claims.words import SHORT, About, about, dateline, known_names, report_words
from communique.compare.base import records

__all__ = ["find_claims"]

FOUND = ["doc", "sentence", "start", "end", "text", "issue", "status", "cue", "cue_start"]
FOUND += ["cue_end", "clause_start", "clause_end", "things", "time", "named"]
FOUND += ["about", "names", "objects", "raised", "around", "report", "dated"]
LINES = 3  # sentences, titles counted, that may hold a dateline
NEEDED = ["doc", "sentence", "kind", "start", "text", "mode"]


PRONOUN = re.compile(r"\b(?:on|over|against|for|with) (?:them|it|these|those)\b")


def find_claims(sentences: pd.DataFrame, mentions: pd.DataFrame, cues: ClaimCues) -> pd.DataFrame:
    """Find what documents say of the status of issues, by cues and stated rules.

    `sentences` needs doc, sentence, kind, start, end, text (and mode, if coded), `mentions` comes
    from `code_issues`. Returns doc, sentence, start, end, text (of the sentence), issue (the
    upper one), status, cue (the words), cue_start, cue_end, clause_start, clause_end, things
    (the kinds of things named there: talks, deal, …), time
    (“earlier” or years where the clause speaks of the past or names a year, else ""), named
    (whether the clause itself names the issue), about (stems of the sentence's own words), names
    (stems of its capitalised words), objects (stems of what its things are on or of; of what the
    sentence before is about, where a pronoun stands for them), raised (the
    issues that a short document raises most), around (stems of the title and the sentence before),
    report (stems of a short document, @ its names), dated (month and day of a dateline, “04-08”,
    or ""). The rules:

    1. Of cues that overlap the longest counts. A negation before a cue, or in it, turns its
       status into the one that its group names (“did not agree”: unresolved).
    2. Within a clause (see `communique.claims.clauses`) a cue of weight 3 hides those behind it
       (“agreed to resume”: agreed) and an attribute hides behind any predicate (“the ongoing
       talks were suspended”: stalled).
    3. The status is said of all issues of the clause; relations between the parties give way to
       any other issue there. A clause without an issue takes that of the nearest clause before
       it, or else after it.
    4. “The talks”, “the pact” and the like mean those that were last called so with another
       issue, in the three sentences before. A sentence without any issue takes that of the
       sentence before it, or of the title, or the one that a short document raises most.
    5. “The former … the latter …” take two statuses, or two issues, in the order in which they
       are joined in the clauses before, or in the sentence before.
    6. A verb in its progressive form (“have been comparing notes”) says that something goes on;
       of the present (“are testing”) it counts as an attribute.
    7. Under a condition, what would happen is proposed, and so is what a weak cue of advice
       says in a sentence whose mode is “proposed”.

    Titles and headings make no claims, but are remembered for rule 4.

    >>> from communique.claims.lexicon import make_claim_cues
    >>> from communique.corpus import toy_sentences
    >>> from communique.issues import code_issues, make_codebook
    >>> table = toy_sentences("Trade talks resumed, and a pact on climate was signed.")
    >>> found = code_issues(table, make_codebook({"trade": ["trade"], "climate": ["climate"]}))
    >>> cues = make_claim_cues({"agreed": ["signed"], "resuming": ["resumed"]})
    >>> find_claims(table, found, cues)[["issue", "status", "cue"]].to_numpy().tolist()
    [['trade', 'resuming', 'resumed'], ['climate', 'agreed', 'signed']]
    """
    spots = spots_of(mentions)
    moded = sentences if "mode" in sentences else sentences.assign(mode="")
    known = known_names(sentences["text"])
    reports = report_words(sentences, cues, known)
    rows: list[tuple[Any, ...]] = []
    for doc, listed in _documents(moded):
        own = {one[0]: spots.get((doc, one[0]), []) for one in listed}
        main = main_of([spot for spots in own.values() for spot in spots], len(listed))
        raised = " ".join(spot.issue for spot in main) or GENERAL * (len(listed) <= SHORT)
        dated = dateline([text for *_, text, _ in listed[:LINES]])
        for place, words, around, told in _told(listed, own, main, cues, known):
            row = *words, raised, around, reports.get(doc, ""), dated
            rows += ((*_row(doc, *place, one), *row) for one in told)
    table = pd.DataFrame(rows, columns=FOUND)
    return table.sort_values(["doc", "start", "cue_start", "issue", "status"], ignore_index=True)


def _told(
    listed: list[tuple[Any, ...]],
    spots: Mapping[int, list[Spot]],
    main: list[Spot],
    cues: ClaimCues,
    known: Collection[str],
) -> Iterator[tuple[tuple[int, int, str], About, str, list[Told]]]:
    """Give the claims of each sentence of a document, what it is about, and what stands around."""
    memory, before = Memory(), None
    title, last = "", About("", "", "")
    for number, kind, start, text, mode in listed:
        own = [_moved(spot, -start) for spot in spots[number]]
        read = _read(text, own, cues, mode == "proposed", memory)
        if read.cues and not read.spots:
            read = read._replace(spots=main)
        words = about(text, cues, known)
        if kind == "sentence":
            if not words.objects and read.things and PRONOUN.search(text):
                words = words._replace(objects=last.words)
            around = f"{title} {last.words} {last.names}".strip()
            yield (number, start, text), words, around, told_of(read, before)
            last = words
        title = title or words.words * (kind != "sentence")
        memory.note(read.things, read.spots)
        before = read


def _documents(sentences: pd.DataFrame) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for doc, *rest in records(sentences.sort_values(["doc", "start"]), *NEEDED):
        found.setdefault(doc, []).append(tuple(rest))
    yield from found.items()


def _moved(spot: Spot, by: int) -> Spot:
    return spot._replace(start=spot.start + by, end=spot.end + by)


def _read(text: str, spots: list[Spot], cues: ClaimCues, proposed: bool, memory: Memory) -> Read:
    rules, things = cues.rules.find(text), cues.things.find(text)
    found = find_cues(text, cues, rules, proposed)
    pointing = [hit for hit in rules if hit.key == "pointing"]
    if recalled := memory.recall(pointing, things, spots):
        spots = [spot._replace(start=pointing[0].start, end=pointing[0].end) for spot in recalled]
    borrowed = memory.last() if found and not spots else []
    special = [Span(*spot[:2]) for spot in spots if spot.issue != GENERAL]
    strong = [Span(cue.start, cue.end) for cue in found]
    clauses = part(text, rules, strong, special or [Span(*spot[:2]) for spot in spots])
    return Read(text, rules, things, found, spots or borrowed, clauses)


def _row(doc: str, number: int, base: int, text: str, one: Told) -> tuple[Any, ...]:
    place = (base, base + len(text), text)
    cue = text[one.cue.start : one.cue.end] if one.cue.start >= 0 else ""
    at = (base + one.cue.start, base + one.cue.end) if one.cue.start >= 0 else (-1, -1)
    clause = (base + one.clause.start, base + one.clause.end)
    return (
        doc,
        number,
        *place,
        one.issue,
        one.status,
        cue,
        *at,
        *clause,
        one.thing,
        one.time,
        one.named,
    )
