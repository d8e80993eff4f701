"""Find claims: what a document says of how an issue stands, and by which words."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from communique.claims.clauses import Span, part
from communique.claims.cues import ATTRIBUTE, FINITE, Cue, find_cues, visible
from communique.claims.former import joined_cues, ordered_pair, pointers
from communique.claims.issues import (
    GENERAL,
    Memory,
    Spot,
    issues_of,
    main_of,
    relative,
    spots_of,
    things_of,
)
from communique.claims.lexicon import ClaimCues
from communique.claims.words import SHORT, about, known_names, report_words, years
from communique.compare.base import records
from communique.patterns import Hit

__all__ = ["find_claims"]

FOUND = ["doc", "sentence", "start", "end", "text", "issue", "status", "cue", "cue_start"]
FOUND += ["cue_end", "clause_start", "clause_end", "things", "time", "named"]
FOUND += ["about", "names", "objects", "raised", "around", "report"]
NEEDED = ["doc", "sentence", "kind", "start", "text", "mode"]


AND = re.compile(r"\b(?:and|but)\b")
TURN = re.compile(r"\b(?:and|but)\b|,")
PRONOUN = re.compile(r"\b(?:on|over|against|for|with) (?:them|it|these|those)\b")
NEW_PHRASE = re.compile(r"\s+and\s+(?:the|an?|its|their)\b")


class _Read(NamedTuple):
    """A sentence read: its words that rules need, things, cues, mentions and clauses."""

    text: str
    rules: list[Hit]
    things: list[Hit]
    cues: list[Cue]
    spots: list[Spot]
    clauses: list[Span]


class _Told(NamedTuple):
    issue: str
    status: str
    cue: Span
    clause: Span
    thing: str
    time: str
    named: bool


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
    report (stems of a short document, without names). The rules:

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
        memory, before = Memory(), None
        main = main_of(
            [spot for one in listed for spot in spots.get((doc, one[0]), [])], len(listed)
        )
        raised = " ".join(spot.issue for spot in main) or GENERAL * (len(listed) <= SHORT)
        title = last = said = ""
        for number, kind, start, text, mode in listed:
            own = [_moved(spot, -start) for spot in spots.get((doc, number), [])]
            read = _read(text, own, cues, mode == "proposed", memory)
            if read.cues and not read.spots:
                read = read._replace(spots=main)
            if kind == "sentence":
                told = _claims(read, before)
                words = about(text, cues, known)
                if not words.objects and read.things and PRONOUN.search(text):
                    words = words._replace(objects=said)
                rest = (*words, raised, f"{title} {last}".strip(), reports.get(doc, ""))
                rows += ((*_row(doc, number, start, text, one), *rest) for one in told)
                said, last = words.words, f"{words.words} {words.names}"
            elif not title:
                title = about(text, cues, known).words
            memory.note(read.things, read.spots)
            before = read
    table = pd.DataFrame(rows, columns=FOUND)
    return table.sort_values(["doc", "start", "cue_start", "issue", "status"], ignore_index=True)


def _documents(sentences: pd.DataFrame) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for doc, *rest in records(sentences.sort_values(["doc", "start"]), *NEEDED):
        found.setdefault(doc, []).append(tuple(rest))
    yield from found.items()


def _moved(spot: Spot, by: int) -> Spot:
    return spot._replace(start=spot.start + by, end=spot.end + by)


def _read(text: str, spots: list[Spot], cues: ClaimCues, proposed: bool, memory: Memory) -> _Read:
    rules, things = cues.rules.find(text), cues.things.find(text)
    found = find_cues(text, cues, rules, proposed)
    pointing = [hit for hit in rules if hit.key == "pointing"]
    if recalled := memory.recall(pointing, things, spots):
        spots = [spot._replace(start=pointing[0].start, end=pointing[0].end) for spot in recalled]
    borrowed = memory.last() if found and not spots else []
    special = [Span(*spot[:2]) for spot in spots if spot.issue != GENERAL]
    strong = [Span(cue.start, cue.end) for cue in found]
    clauses = part(text, rules, strong, special or [Span(*spot[:2]) for spot in spots])
    return _Read(text, rules, things, found, spots or borrowed, clauses)


def _claims(read: _Read, before: _Read | None) -> list[_Told]:
    """Give the claims of a sentence, each issue and status once, best where the issue is named."""
    told: dict[tuple[str, str], _Told] = {}
    for one in _all(read, before):
        known = told.setdefault((one.issue, one.status), one)
        if one.named and not known.named:
            told[one.issue, one.status] = one
    return list(told.values())


def _all(read: _Read, before: _Read | None) -> Iterator[_Told]:
    pointed = pointers(read.rules, read.clauses)
    for clause in read.clauses:
        if clause in pointed and pointed:
            yield from _pointed(read, before, clause, pointed[clause])
            continue
        spots = issues_of(clause, read.clauses, read.spots, read.text)
        for cue in _shown(read, clause):
            near = _near(read.text, cue, spots) if cue.weight == ATTRIBUTE else spots
            yield from (_told(read, spot.issue, cue, clause) for spot in near)


def _near(text: str, cue: Cue, spots: list[Spot]) -> list[Spot]:
    """Leave out, for an attribute, what a new noun phrase names (“ongoing war and the trade”)."""
    phrase = NEW_PHRASE.search(text, cue.end)
    end = phrase.start() if phrase else len(text)
    return [spot for spot in spots if spot.start < end] or spots


def _shown(read: _Read, clause: Span) -> list[Cue]:
    own = [cue for cue in read.cues if clause.start <= cue.start < clause.end]
    return visible(own, read.text)


def _told(read: _Read, issue: str, cue: Cue, clause: Span) -> _Told:
    thing = things_of(read.things, read.text)
    earlier = any(
        h.key == "earlier"
        and clause.start <= h.start < clause.end
        and not (h.end <= cue.start and _over(read.text, h, cue, clause))
        for h in read.rules
    )
    time = years(read.text) or "earlier" * earlier
    named = _named(read, clause)
    return _Told(issue, cue.status, Span(cue.start, cue.end), clause, thing, time, named)


def _over(text: str, earlier: Hit, cue: Cue, clause: Span) -> bool:
    """Say whether what was earlier ends before the cue: at “and”, or a comma behind an insertion."""
    opens = not text[clause.start : earlier.start].strip(" “,")
    return bool((AND if opens else TURN).search(text, earlier.end, cue.start))


def _named(read: _Read, clause: Span) -> bool:
    """Say whether a clause names its issue, itself or with what belongs to it.

    To it belong its relative clause, what “it” or “the talks” at its beginning point back to, what
    follows if it only opens the sentence (“For the first time, …”), and the subject in front of
    an inserted clause (“The talks, …, have resumed”).
    """
    near = [clause]
    place = read.clauses.index(clause)
    if place == 0 and any(h.key == "opening" and h.start == 0 for h in read.rules):
        near += read.clauses[1:2]
    if place and FINITE.match(read.text[clause.start :].lstrip(" ,")):
        near += read.clauses[:place]
    if any(one.start <= spot.start < one.end for spot in read.spots for one in near):
        return True
    if relative(clause, read.clauses, read.spots, read.text):
        return True
    opening = next((hit.start for hit in read.rules if hit.start >= clause.start), -1)
    return any(h.key == "pointing" and h.start == opening for h in read.rules)


def _pointed(read: _Read, before: _Read | None, clause: Span, which: int) -> Iterator[_Told]:
    """Give the claims of a clause with “the former” (0) or “the latter” (1)."""
    shown = _shown(read, clause)
    own = [spot for spot in read.spots if clause.start <= spot.start < clause.end]
    if own and not shown:
        for pair in joined_cues(before.text, before.cues) if before else ():
            for issue in {spot.issue for spot in own}:
                cue = pair[which]
                thing = things_of([*read.things, *before.things]) if before else ""
                yield _Told(issue, cue.status, Span(-1, -1), clause, thing, "", True)
        return
    earlier = [spot for spot in read.spots if spot.start < clause.start]
    named = ordered_pair([s.issue for s in earlier]) or (
        ordered_pair([s.issue for s in before.spots]) if before else None
    )
    if named:
        yield from (_told(read, named[which], cue, clause) for cue in shown)


def _row(doc: str, number: int, base: int, text: str, one: _Told) -> tuple[Any, ...]:
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
