"""Find who acts towards whom, where a text says it plainly."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from communique.compare.base import records
from communique.directions.clauses import Found, find_acts, opening_person, read_sentence
from communique.directions.lexicon import DirectionCues
from communique.directions.parties import full_names, homes
from communique.names import Names, find_names

__all__ = ["find_directions"]

FOUND = ["doc", "sentence", "start", "end", "text", "act"]
FOUND += ["cue", "cue_start", "cue_end", "actor", "actor_start", "actor_end"]
FOUND += ["target", "target_start", "target_end", "issues", "told_by", "mode"]
THE = re.compile(r"\b[Tt]he\s+$")
REACH = 2  # sentences back to the person whom a pronoun stands for

_Span = tuple[int, int]


def find_directions(
    sentences: pd.DataFrame,
    cues: DirectionCues,
    names: Names,
    mentions: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find who criticises, urges, warns, supports (…) whom, where a sentence says so plainly.

    Returns doc, sentence, start, end, text (from the first to the last of actor, cue and target;
    without a target to the end of the clause), act, cue, cue_start, cue_end, actor, actor_start,
    actor_end, target, target_start, target_end (−1 and "" where nobody is named), issues (ids of
    `mentions` in the clause, parted by "; "), told_by (the speaker of the row of `quotes` that
    holds actor and cue; "" for the author's own words), mode ("" if sentences have none).

    - Parties are names, listed or introduced by the text, with their titles; offices of a state
      (“the Ruritanian foreign ministry”) and cities stand for the state that the list gives them,
      persons for themselves. He and she are the speaker that `quotes` has for them, or
      the person that one of the two sentences before begins with.
    - Several actors or targets give a row each. Of those who meet the first named is the actor;
      “accused each other” goes both ways.
    - Left out: what is denied, only possible, intended or demanded (did not, may, should, will,
      refused to, if), “the two sides”, and all whose actor or target is not named.

    The rules go by the order of words, and prefer to be silent where it is not plain.

    >>> from communique.corpus import toy_sentences
    >>> from communique.directions import make_direction_cues
    >>> from communique.names import make_names
    >>> cues = make_direction_cues({"criticises": ["{actor} criticised {target}"]})
    >>> names = make_names({"Ruritania": "country", "Freedonia": "country"})
    >>> table = find_directions(toy_sentences("Ruritania criticised Freedonia."), cues, names)
    >>> table[["actor", "act", "target"]].to_numpy().tolist()
    [['Ruritania', 'criticises', 'Freedonia']]
    """
    home = homes(names.table, cues)
    context = _Context(mentions, quotes)
    rows: list[tuple[Any, ...]] = []
    for doc, table in sentences.groupby("doc", sort=True):
        rows += _in_document(str(doc), table, cues, names, home, context)
    found = pd.DataFrame(rows, columns=FOUND)
    return found.sort_values(["doc", "start", "cue_start", "target_start"], ignore_index=True)


def _in_document(
    doc: str,
    table: pd.DataFrame,
    cues: DirectionCues,
    names: Names,
    home: Mapping[str, str],
    context: "_Context",
) -> Iterator[tuple[Any, ...]]:
    named = find_names(table, names)
    columns = ["sentence", "start", "end", "text", "name", "kind"]
    inside: dict[int, list[tuple[int, int, str, str, str]]] = {}
    for number, *name in records(named, *columns):
        inside.setdefault(number, []).append((name[0], name[1], name[2], name[3], name[4]))
    full = full_names(list(records(named, "text", "name", "kind")))
    modes = table["mode"] if "mode" in table else [""] * len(table)
    recent: list[str] = []
    for mode, (number, base, text) in zip(
        modes, records(table, "sentence", "start", "text"), strict=True
    ):
        placed = [
            (
                *(start - base, end - base, home.get(name, name) or full.get(word, word)),
                _kind(text[: start - base], word, name, kind, home),
            )
            for start, end, word, name, kind in inside.get(number, [])
            if name or not _is_office(word, cues)
        ]
        before = next((one for one in reversed(recent[-REACH:]) if one), "")
        read = read_sentence(text, placed, cues)
        found = find_acts(read, before, context.speakers(doc, base, len(text)))
        for one in found:
            yield _row((doc, number, base, text, mode), one, found, context)
        recent.append(opening_person(read))


def _is_office(word: str, cues: DirectionCues) -> bool:
    """Say whether an unlisted name is only an office: “Defence Ministry”."""
    return all(cues.is_a(part, "agent", "modifier") for part in word.lower().split())


def _kind(before: str, word: str, name: str, kind: str, home: Mapping[str, str]) -> str:
    """Give the kind of a name for the rules: unlisted ones are persons, or bodies (the EFTA).

    A city that is no seat is a place, and so are “the Zenda Accord” and what is left of “Eastern
    and Northern Ruritania”: places do not act.
    """
    if kind == "city" and name not in home:
        return "place"
    if kind or name:
        return kind
    if word.isupper():
        return "organisation"
    return "place" if THE.search(before) or word in home else "person"


def _row(
    place: tuple[str, int, int, str, str], one: Found, found: Iterable[Found], context: "_Context"
) -> tuple[Any, ...]:
    doc, number, base, text, mode = place
    spans = [one.cue, one.actor, one.target] if one.target[1] > 0 else [one.cue, one.actor]
    start = min(span[0] for span in spans)
    following = [other.cue[0] for other in found if other.cue[0] >= one.cue[1] and not other.noun]
    stop = min([*following, len(text)])
    end = one.end if one.end > 0 else max(span[1] for span in spans)
    issues = context.issues(doc, base + start, base + max(stop, end))
    told = min(one.cue[0], one.actor[0]), max(one.cue[1], one.actor[1])
    target = [base + at for at in one.target] if one.target[1] > 0 else [-1, -1]
    return (
        *(doc, number, base + start, base + end, text[start:end], one.act),
        *(text[slice(*one.cue)], base + one.cue[0], base + one.cue[1]),
        *(one.actor_name, base + one.actor[0], base + one.actor[1]),
        *(one.target_name, *target, "; ".join(issues)),
        *(context.speaker(doc, base + told[0], base + told[1]), mode),
    )


class _Content(NamedTuple):
    start: int
    end: int
    speaker: str


class _Context:
    """What mentions and quotes say of a place in a document."""

    def __init__(self, mentions: pd.DataFrame | None, quotes: pd.DataFrame | None) -> None:
        self._issues: dict[str, list[tuple[int, int, str]]] = {}
        if mentions is not None:
            for doc, *mention in records(mentions, "doc", "start", "end", "issue"):
                self._issues.setdefault(doc, []).append((mention[0], mention[1], mention[2]))
        self._speakers: dict[str, list[tuple[int, int, str]]] = {}
        self._contents: dict[str, list[_Content]] = {}
        if quotes is not None:
            columns = ["start", "end", "speaker", "speaker_start", "speaker_end"]
            for doc, start, end, speaker, first, last in records(quotes, "doc", *columns):
                self._contents.setdefault(doc, []).append(_Content(start, end, speaker))
                if speaker and first >= 0:
                    self._speakers.setdefault(doc, []).append((first, last, speaker))
        for places in (*self._issues.values(), *self._speakers.values()):
            places.sort()

    def issues(self, doc: str, start: int, end: int) -> list[str]:
        """Give the issues raised inside a span, in order."""
        inside = self._issues.get(doc, [])
        near = inside[bisect_right(inside, (start - 1,)) : bisect_right(inside, (end,))]
        return list(dict.fromkeys(issue for _, last, issue in near if last <= end))

    def speakers(self, doc: str, start: int, length: int) -> dict[_Span, str]:
        """Give the speakers that quotes name inside a sentence, by their span in it."""
        told = self._speakers.get(doc, [])
        near = told[bisect_left(told, (start,)) : bisect_left(told, (start + length,))]
        return {(first - start, last - start): speaker for first, last, speaker in near}

    def speaker(self, doc: str, start: int, end: int) -> str:
        """Give the speaker of the innermost content around a span."""
        around = [
            (one.end - one.start, one.speaker or "unnamed")
            for one in self._contents.get(doc, [])
            if one.start <= start and end <= one.end
        ]
        return min(around)[1] if around else ""
