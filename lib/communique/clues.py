"""Find the words that place something in time, with a date or without one."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from communique.compare.base import records
from communique.cuespans import Seen, look, reach
from communique.hidden import past_hidden
from communique.timecues import TimeCues

__all__ = ["date_clues", "find_clues", "part_dates"]

CLUES = ["doc", "sentence", "start", "end", "text", "kind", "earliest", "latest", "basis"]
DATES = ["doc", "start", "end", "type", "value", "earliest", "latest", "basis"]
BEFORE = {"vague", "order"}  # kinds of clue that place something before publication
UNSURE = {"future", "hypothetical"}
SEEN_FROM_PAST = r"(?i)(?:would|was|were|had|agreed|promised|pledged|vowed|planned|intended)\b"
MAY_COME = r"(?i)(?:subsequent|ensuing|until|till|as soon|by the time|once|when|while|upon)\b"
APART = {"date", "order"}  # kinds whose neighbours stay two clues
OPEN = {"would", "will", "is to"}  # groups whose kind depends on the sentence
REFERENCES = {"PRESENT_REF": "ongoing", "PAST_REF": "vague", "FUTURE_REF": "future"}
BLANK = re.compile(r"\s*")
LOOSELY = {"", "the", "about", "around", "early", "late", "nearly", "almost", "shortly", "at"}
MEASURED = re.compile(r"(?:after|before|later|earlier|prior)\b", re.IGNORECASE)


class _Known(NamedTuple):
    """Cues, with what each group takes along and its kind."""

    cues: TimeCues
    takes: dict[str, str]
    kinds: dict[str, str]


class _Clue(NamedTuple):
    start: int
    end: int
    kind: str
    group: str  # of its cue; "" for one from the table of dates
    cue: int  # where the cue ends
    earliest: str = ""
    latest: str = ""
    basis: str = "none"


@past_hidden
def find_clues(
    sentences: pd.DataFrame, cues: TimeCues, dates: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find the words that place something in time, with the event word that they place.

    Columns: doc, sentence, start, end, text, kind (date, vague, duration, set, order, ongoing,
    future, hypothetical), earliest, latest, basis. A cue alone gives no date: earliest and latest
    are empty, basis is none; clues from `dates` (of `find_dates`) keep theirs. The rules:

    1. A clue is a cue and what it takes along (see `communique.cuespans`).
    2. Of two that overlap the longer stays. Words of order may hold another clue (“during his
       recent visit”), but order that only leads to a date (“since 2019”) is left to the date.
    3. A length of time before “after” or “later” belongs to the order (“two days after the vote”).
    4. “Would” after a verb of telling is future (“he said they would come”), and hypothetical
       elsewhere; “will” and “is to” under a condition are hypothetical. “If” counts
       where nothing else is hypothetical, “can” where a sentence proposes (its `mode`, if given).

    >>> from communique.timecues import make_time_cues
    >>> cues = make_time_cues({"vague": ["recent"]})
    >>> frame = pd.DataFrame({"doc": ["a"], "sentence": [1], "start": [0],
    ...                       "text": ["His recent visit"]})
    >>> find_clues(frame, cues)[["start", "end", "text", "kind"]].to_numpy().tolist()
    [[4, 10, 'recent', 'vague']]
    """
    moded = sentences if "mode" in sentences else sentences.assign(mode="")
    stated, known = _by_doc(dates), _known(cues)
    rows = [
        (doc, number, base + c.start, base + c.end, text[c.start : c.end], c.kind, *c[5:])
        for doc, number, base, text, mode in records(
            moded, "doc", "sentence", "start", "text", "mode"
        )
        for c in _in_sentence(text, mode, known, _inside(stated.get(doc, []), base, text))
    ]
    frame = pd.DataFrame(rows, columns=CLUES)
    return frame.sort_values(["doc", "start", "end", "kind"], ignore_index=True)


def _known(cues: TimeCues) -> _Known:
    groups, takes, kinds = (cues.table[name].to_list() for name in ("group", "takes", "kind"))
    return _Known(
        cues, dict(zip(groups, takes, strict=True)), dict(zip(groups, kinds, strict=True))
    )


def _by_doc(dates: pd.DataFrame | None) -> dict[str, list[_Clue]]:
    found: dict[str, list[_Clue]] = {}
    for doc, start, end, kind, value, *when in records(dates, *DATES) if dates is not None else ():
        kind = kind.lower() if kind in ("DURATION", "SET") else REFERENCES.get(value, "date")
        found.setdefault(doc, []).append(_Clue(start, end, kind, "", end, *when))
    return {doc: sorted(listed) for doc, listed in found.items()}


def _inside(dates: list[_Clue], base: int, text: str) -> list[_Clue]:
    """Keep the dates of a sentence, counted from its start; “six-year-old” is no length of time."""
    near = dates[bisect_left(dates, (base,)) : bisect_left(dates, (base + len(text),))]
    moved = [d._replace(start=d.start - base, end=d.end - base) for d in near]
    held = [d for d in moved if d.end <= len(text)]
    return [d for d in held if not re.match(r"[\s-]old\b", text[d.end :])]


def _in_sentence(text: str, mode: str, known: _Known, dates: list[_Clue]) -> list[_Clue]:
    chosen = _longest(_measured(text, [*_grown(text, known, dates), *dates], known.cues))
    kept = [c for c in chosen if c.group != "can" or mode == "proposed"]
    unsure = any(c.kind == "hypothetical" and c.group != "if" for c in kept)
    return _joined(text, [c for c in kept if not (unsure and c.group == "if")])


def _grown(text: str, known: _Known, dates: list[_Clue]) -> Iterator[_Clue]:
    """Give each cue in a text with the words that it takes along."""
    hits, lists = known.cues.matcher.find(text), known.cues.lists
    places = [(hit.start, known.kinds[hit.key]) for hit in hits]
    seen = look(text, [*places, *((d.start, d.kind) for d in dates)], lists["event"])
    told = min((hit.end for hit in lists["told"].find(text)), default=len(text))
    unsure = bool(lists["condition"].find(text))
    for hit in hits:
        kind, end = known.kinds[hit.key], reach(known.takes[hit.key], seen, hit.start, hit.end)
        if hit.key in OPEN:
            kind = _open_kind(hit.key, unsure, told <= hit.start)
        if end is not None and not (kind == "order" and _only_a_date(seen, hit.end, end, dates)):
            yield _Clue(hit.start, end, kind, hit.key, hit.end)


def _open_kind(group: str, unsure: bool, told: bool) -> str:
    """Decide on “would”, “will” and “is to” by what stands around them."""
    return "hypothetical" if unsure or (group == "would" and not told) else "future"


def _only_a_date(seen: Seen, start: int, end: int, dates: list[_Clue]) -> bool:
    """Tell whether a cue of order leads to nothing but a date."""
    first = bisect_left(dates, (start,))
    if first == len(dates) or dates[first].start >= end or dates[first].kind != "date":
        return False
    before = seen.text[start : dates[first].start].strip().lower()
    return before in LOOSELY and not seen.events.find(seen.text[dates[first].end : end])


def _measured(text: str, clues: list[_Clue], cues: TimeCues) -> Iterator[_Clue]:
    """Take along what stands before: “almost” six hours, “two days” after the vote."""
    about = {_after(text, hit.end): hit.start for hit in cues.lists["about"].find(text)}
    ends = ((_after(text, c.end), c.start) for c in clues if c.kind == "duration")
    lengths = sorted((at, start) for at, start in ends if MEASURED.match(text, at))
    for clue in clues:
        start = clue.start
        if clue.kind == "order":
            begun = lengths[bisect_left(lengths, (start,)) : bisect_left(lengths, (clue.end,))]
            start = min([start, *(s for _, s in begun)])
        if clue.kind == "duration" or start < clue.start or clue.group == "so long after":
            start = about.get(start, start)
        yield clue._replace(start=start)


def _after(text: str, end: int) -> int:
    blank = BLANK.match(text, end)
    return blank.end() if blank else end


def _longest(clues: Iterable[_Clue]) -> list[_Clue]:
    """Keep the longer of two that overlap; of two as long, the cue before the date."""
    outer: list[_Clue] = []
    inner: list[_Clue] = []
    for clue in sorted(clues, key=lambda c: (c.start - c.end, not c.group, c.start)):
        holding = _overlapping(outer, clue)
        if not holding:
            insort(outer, clue)
        elif all(_holds(long, clue) for long in holding) and not _overlapping(inner, clue):
            insort(inner, clue)
    return sorted([*outer, *inner])


def _overlapping(apart: list[_Clue], clue: _Clue) -> list[_Clue]:
    """Give those of some clues, in order and apart from one another, that share a letter."""
    first = bisect_left(apart, (clue.start,))
    if first and apart[first - 1].end > clue.start:
        first -= 1
    return apart[first : bisect_left(apart, (clue.end,))]


def _holds(long: _Clue, short: _Clue) -> bool:
    within = long.kind == "order" and long.cue <= short.start
    return within and short.kind not in UNSURE | {"order"}


def _joined(text: str, clues: list[_Clue]) -> list[_Clue]:
    """Join neighbours of one kind: “scheduled to begin” and “soon”."""
    joined: list[_Clue] = []
    for clue in clues:
        last = joined[-1] if joined else None
        if last and last.kind == clue.kind not in APART and not text[last.end : clue.start].strip():
            joined[-1] = last._replace(end=max(last.end, clue.end))
        else:
            joined.append(clue)
    return joined


def date_clues(clues: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Work out from the day of publication what clues allow: before it, or after it.

    What clues of kind vague and order place happened before the text came out: their `latest` is
    the last day on which that can have been. What future ones place lies after the first such
    day: their `earliest`. Their basis becomes resolved. Left as they are: clues with a date, other
    kinds, order that may lie ahead (“until the vote”) or stands beside something to come (“after
    the vote they will meet”), a future seen from the past (“would come”), all where the day of
    publication is not known. In a quotation too, a future counts from publication, though the
    words were said earlier.
    """
    known = documents.set_index("doc")
    either = known["published_to"].mask(known["published_to"] == "", known["published_from"])
    first, last = (clues["doc"].map(day).fillna("") for day in (known["published_from"], either))
    open_ = clues["basis"] == "none"
    told = clues["kind"].isin(BEFORE) & ~clues["text"].str.match(MAY_COME)
    before = open_ & told & ~_beside(clues, UNSURE)
    after = open_ & (clues["kind"] == "future") & ~clues["text"].str.match(SEEN_FROM_PAST)
    earliest = clues["earliest"].mask(after, first)
    latest = clues["latest"].mask(before, last)
    bounded = (before | after) & ((earliest != "") | (latest != ""))
    basis = clues["basis"].mask(bounded, "resolved")
    return clues.assign(earliest=earliest, latest=latest, basis=basis)


def _beside(clues: pd.DataFrame, kinds: set[str]) -> pd.Series:
    """Tell which clues stand in a sentence with a clue of these kinds."""
    unsure = set(records(clues[clues["kind"].isin(kinds)], "doc", "sentence"))
    there = [place in unsure for place in records(clues, "doc", "sentence")]
    return pd.Series(there, index=clues.index, dtype=bool)


def part_dates(
    dates: pd.DataFrame, sentences: pd.DataFrame, clues: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part dates of what happened or is planned from dates of what could, should or would be.

    The second table holds those in sentences that propose, or with a hypothetical clue.
    """
    proposed = sentences[sentences["mode"] == "proposed"]
    unsure = clues[clues["kind"] == "hypothetical"]
    places = {*records(proposed, "doc", "sentence"), *records(unsure, "doc", "sentence")}
    apart = np.array([at in places for at in records(dates, "doc", "sentence")], dtype=bool)
    return dates[~apart].reset_index(drop=True), dates[apart].reset_index(drop=True)
