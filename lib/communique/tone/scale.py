"""The cooperation scale: what a sentence says about how the parties stand to each other.

That is another thing than pleasant words: a treaty on nuclear weapons is cooperative, and a
splendid victory is not. The scale is a list of phrases of diplomacy. Each belongs to a root
category of CAMEO, the codebook of political events (Schrodt 2012, *CAMEO Conflict and Mediation
Event Observations: Event and Actor Codebook*), 01 to 20, and has a weight between −1 and +1 that
keeps the order and rough size of Goldstein's weights of events (−10.0, military attack, to +8.3,
military assistance; here divided by ten; Goldstein 1992, “A Conflict-Cooperation Scale for WEIS
Events Data”, *Journal of Conflict Resolution* 36). The phrases, their categories and weights are
our own judgement; a state of relations (tension, trust), which CAMEO does not code, stands with the
statements that come nearest.

Phrases change each other: “not”, “failed to”, “end”, “despite” say little alone, but turn or
weaken what stands in their reach. Both kinds are rows of one file, data/lexicons/scale.csv.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import fsum
from pathlib import Path
from typing import NamedTuple

from communique.patterns import Hit, Matcher, compile_patterns
from communique.phrases import fill_lists, steps_of
from communique.tables import Row, read_rows
from communique.tokens import read_batches
from communique.tone.base import Instrument, LexiconError, Reading, Word

__all__ = ["read_scale"]

COLUMNS = ["cameo", "group", "weight", "on_cooperation", "on_conflict", "reach", "patterns"]
NAME = "Cooperation scale"
LIST, TURN, STOP = "list", "turn", "stop"
COOPERATION = [f"{root:02}" for root in range(3, 9)]
CONFLICT = [f"{root:02}" for root in range(9, 21)]
EITHER = ["01", "02"]  # statements and appeals: hopeful or gloomy, for peace or for a boycott
REACHES = {"": (0, True), "after": (8, True), "before": (-8, True)}
REACHES |= {"rest": (60, False), "past": (-60, False)}
HALF = 0.1
PAUSE = re.compile(r"[,;:()…]|\s[-–—]|[–—]|[.!?]+[\"”’')\]]*(?=\s)")


class _Group(NamedTuple):
    """What a phrase weighs, and by how much it multiplies the weights in its reach."""

    weight: float
    on_cooperation: float
    on_conflict: float
    words: int  # how far it reaches; below zero: backwards
    clause: bool  # whether a pause ends its reach
    stops: bool  # whether it ends the reach of others


_Factor = tuple[int, float, float]


class _Scale(NamedTuple):
    matcher: Matcher
    groups: dict[str, _Group]


def read_scale(path: str | Path) -> Instrument:
    """Read the cooperation scale from a CSV file with a row for each group of phrases.

    Columns: cameo (01 to 20; `turn`: a group that only changes others; `stop`: one that also ends
    their reach; `list`: words for use in the rows below, as in “sign {agreement}”), group (a name,
    used once), weight (−1 to 1), on_cooperation and on_conflict (what the weights in reach are
    multiplied by; empty: 1), reach (after: eight words of the same clause; before: so too, but
    only the nearest phrase; rest, past: all up to sixty words on, or back), patterns (parted by
    ";", see `communique.patterns`), example.

    The score of a sentence is made in four steps:

    1. Find the phrases; of two that overlap, the longer counts.
    2. Multiply each weight by the factors of the phrases that reach it, the nearest first. What
       is above zero by then takes the factor for cooperation, else the one for conflict. A
       phrase that turns others (a factor below zero) turns the next one, and those behind it
       that point the same way: “ease tensions and build trust” eases no trust.
    3. Sum the weights: s.
    4. The score is s·|s| / (s² + 0.1): a single mild word decides little, two events suffice.

    Raises LexiconError, which names the line and the remedy.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "scale.csv")
    ...     rows = [COLUMNS, ["05", "signing", "0.6", "", "", "", "sign(|s|ed)"]]
    ...     rows += [["turn", "not", "", "-0.5", "-0.5", "after", "not"]]
    ...     _ = path.write_text("\\n".join(map(",".join, rows)))
    ...     scale = read_scale(path)
    >>> scale.read("They did not sign.").words
    (Word(start=13, end=17, weight=-0.3),)
    >>> round(scale.combine([-0.3]), 2)
    -0.47
    """
    scale = _scale(str(path), read_rows(path, COLUMNS, ["example"], LexiconError))

    def read(text: str) -> Reading:
        words = tuple(_words(text, scale.matcher.find(text), scale))
        return Reading(_combine([word.weight for word in words]), words)

    def score(texts: Sequence[str]) -> list[tuple[float, int]]:
        distinct = list(dict.fromkeys(texts))
        found = zip(distinct, _each(distinct, scale.matcher), strict=True)
        words = {text: list(_words(text, hits, scale)) for text, hits in found}
        scores = {text: _combine([word.weight for word in told]) for text, told in words.items()}
        return [(scores[text], len(words[text])) for text in texts]

    def vocabulary() -> int:
        return sum(not pattern.startswith("!") for pattern in scale.groups)

    return Instrument(NAME, read, _combine, score, vocabulary)


def _combine(weights: Sequence[float]) -> float:
    total = fsum(weights)
    return total * abs(total) / (total * total + HALF)


# ---------------------------------------------------------------- a text


def _each(texts: Sequence[str], matcher: Matcher) -> Iterator[list[Hit]]:
    for tokens in read_batches(texts):
        hits = matcher.find_in(tokens)
        yield from (hits[number] for number in range(len(tokens.bases)))


def _words(text: str, hits: list[Hit], scale: _Scale) -> Iterator[Word]:
    groups = [scale.groups[hit.pattern] for hit in hits]
    factors = _factors(text, hits, groups)
    for hit, group, reaching in zip(hits, groups, factors, strict=True):
        if group.weight:
            weight = group.weight
            for _, on_cooperation, on_conflict in sorted(reaching):
                weight *= on_cooperation if weight > 0 else on_conflict
            if rounded := round(weight, 4):
                yield Word(hit.start, hit.end, rounded)


def _factors(text: str, hits: list[Hit], groups: list[_Group]) -> list[list[_Factor]]:
    """Give, for each hit, the factors of the hits that reach it, with their distances."""
    found: list[list[_Factor]] = [[] for _ in hits]
    if any(group.words for group in groups):
        gaps = [_gap(text[one.end : two.start]) for one, two in pairwise(hits)]
        for n, group in enumerate(groups):
            for m, distance in _reached(n, groups, gaps) if group.words else ():
                found[m].append((distance, group.on_cooperation, group.on_conflict))
    return found


def _gap(between: str) -> tuple[int, bool]:
    """Count the words between two hits; say whether there is a pause."""
    return len(between.split()), PAUSE.search(between) is not None


def _reached(
    n: int, groups: list[_Group], gaps: list[tuple[int, bool]]
) -> Iterator[tuple[int, int]]:
    """Walk from a hit as far as it reaches: the hits on the way and their distances."""
    group, step = groups[n], 1 if groups[n].words > 0 else -1
    turns = min(group.on_cooperation, group.on_conflict) < 0
    distance, first = 0, 0.0
    for m in range(n + step, len(groups) if step > 0 else -1, step):
        words, pause = gaps[min(m, m - step)]
        distance += words + 1
        if distance > abs(group.words) or (group.clause and (pause or groups[m].stops)):
            return
        if turns and first * groups[m].weight < 0:
            return
        first = first or groups[m].weight
        yield m, distance
        if first and step < 0 and group.clause:
            return  # “he warned that the war is over”: over is the war, not the warning


# ---------------------------------------------------------------- the file


def _scale(source: str, rows: list[Row]) -> _Scale:
    lists: dict[str, list[str]] = {}
    groups: dict[str, _Group] = {}
    names: set[tuple[bool, str]] = set()
    for line, cells in rows:
        try:
            name = _name(cells, names)
            patterns = _patterns(cells["patterns"], lists)
            if cells["cameo"] == LIST:
                lists[name] = [word for p in patterns for word in _without_choices(p)]
            else:
                _add(groups, patterns, _group(cells))
        except ValueError as error:
            raise LexiconError(f"{source}, line {line}: {error}") from None
    try:
        return _Scale(compile_patterns({NAME: groups}), groups)
    except ValueError as error:
        raise LexiconError(f"{source}: {error}") from None


def _patterns(listed: str, lists: dict[str, list[str]]) -> list[str]:
    patterns = fill_lists(listed, lists)
    if not patterns:
        raise ValueError("it has no patterns; write some, or remove the row")
    for pattern in patterns:
        steps_of(pattern)
    return patterns


def _name(cells: dict[str, str], names: set[tuple[bool, str]]) -> str:
    name = (cells["cameo"] == LIST, cells["group"])
    if not cells["group"] or name in names:
        raise ValueError(f"the group “{name[1]}” is empty or stands twice; give each row its own")
    names.add(name)
    return cells["group"]


def _add(groups: dict[str, _Group], patterns: list[str], group: _Group) -> None:
    for pattern in set(patterns):
        if pattern in groups:
            raise ValueError(f"the pattern “{pattern}” stands in two groups; keep one")
        groups[pattern] = group


def _group(cells: dict[str, str]) -> _Group:
    cameo, reach = cells["cameo"], cells["reach"]
    if cameo not in (*EITHER, *COOPERATION, *CONFLICT, TURN, STOP):
        raise ValueError(f"unknown category “{cameo}”; write 01 to 20, {TURN}, {STOP} or {LIST}")
    if reach not in REACHES:
        raise ValueError(f"unknown reach “{reach}”; write after, before, rest, past, or nothing")
    weight = _number(cells["weight"] or "0", "weight")
    if (weight < 0 and cameo in COOPERATION) or (weight > 0 and cameo in CONFLICT):
        raise ValueError(f"weight {weight} in category {cameo}; 03–08 cooperate, 09–20 do not")
    if weight and cameo in (TURN, STOP):
        raise ValueError(f"weight {weight}; a {cameo} has none: leave it empty, or give a category")
    factors = [_number(cells[side] or "1", side) for side in ("on_cooperation", "on_conflict")]
    if bool(reach) != any(cells[side] for side in ("on_cooperation", "on_conflict")):
        raise ValueError("a reach needs a factor, and a factor a reach; write both or neither")
    return _Group(weight, factors[0], factors[1], *REACHES[reach], cameo == STOP)


def _number(cell: str, column: str) -> float:
    if not re.fullmatch(r"[-−]?(?:0(?:\.\d+)?|1(?:\.0+)?)", cell):
        raise ValueError(f"{column} “{cell}”; write a number from -1 to 1, such as -0.4")
    return float(cell.replace("−", "-"))


def _without_choices(pattern: str) -> Iterator[str]:
    """Write out each choice of a pattern: a list of choices within a choice would be slow."""
    choice = re.search(r"\(([^()]*)\)", pattern)
    if not choice:
        yield pattern
        return
    for word in choice[1].split("|"):
        yield from _without_choices(pattern.replace(choice[0], word, 1))
