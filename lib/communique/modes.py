"""Tell reported from judged from proposed sentences, by cues that people can read and edit."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from communique.patterns import Hit, Matcher, compile_patterns
from communique.phrases import fill_lists
from communique.tables import Row, read_rows

__all__ = ["CueError", "Cues", "code_modes", "find_cues", "make_cues", "read_cues"]

COLUMNS = ["mode", "group", "weight", "patterns", "example"]
FOUND = ["doc", "sentence", "start", "end", "text", "mode", "group", "weight", "pattern"]
MODES = ("reported", "judged", "proposed")
LIST = "list"
ENOUGH = 2
MOSTLY_QUOTED = 0.5
QUOTATION = re.compile(r"[“„«\"][^“”„«»\"]*(?:[”»\"]|$)|^[^“„«\"]*[”»]")


class CueError(ValueError):
    """A table of cues that cannot be used; names the file, the line and the remedy."""


class Cues(NamedTuple):
    """Groups of cues (columns mode, group, weight, patterns, example), and their matcher."""

    table: pd.DataFrame
    matcher: Matcher


class _Cue(NamedTuple):
    start: int
    end: int
    mode: str
    group: str
    weight: int
    pattern: str


def read_cues(path: str | Path) -> Cues:
    """Read cues from a CSV file with a row for each group of patterns.

    Columns: mode (reported, judged or proposed), group (a name, used once), weight (a whole
    number from 1 to 9), patterns (parted by ";", see `communique.patterns`; "!" marks an
    exclusion), example. A row whose mode is `list` is no cue but names a list of words, which
    stands for a choice of them in the rows below: “by {doing}”.
    Raises CueError, which names the line and the remedy.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "cues.csv")
    ...     row = "proposed,obligation,2,should; must; !must have,Both should talk."
    ...     _ = path.write_text(",".join(COLUMNS) + "\\n" + row)
    ...     read_cues(path).table["group"].to_list()
    ['obligation']
    """
    return _cues(str(path), read_rows(path, COLUMNS, error=CueError))


def code_modes(sentences: pd.DataFrame, cues: Cues) -> pd.DataFrame:
    """Add the column `mode` to sentences: reported, judged or proposed; "" outside the body.

    `sentences` needs kind, text and quoted. The rules:

    1. A sentence of which half or more is quoted is reported: somebody said it.
    2. Elsewhere the cues outside quotation marks are weighed; a cue inside a longer one is not.
       Each group of cues counts once, with its weight, for its mode.
    3. The sentence is judged or proposed if that mode weighs 2 or more, and more than reported;
       of the two the heavier counts, and if they are equal, the one whose cue comes first.
    4. All other sentences are reported. News is written in the past tense without cues, and a
       saying verb (“he said that both should …”) outweighs what is said.

    The unit is the sentence: one that reports in its first half and judges in its second has one
    mode all the same. What a cue cannot see is irony, and advice given in plain statements.

    >>> cues = make_cues({"proposed": ["should"], "judged": ["is crucial"], "reported": ["said"]})
    >>> texts = ["Both should talk.", "This is crucial.", "Both talked.", "He said they should."]
    >>> table = pd.DataFrame({"kind": "sentence", "text": texts, "quoted": 0.0})
    >>> code_modes(table, cues)["mode"].to_list()
    ['proposed', 'judged', 'reported', 'reported']
    """
    weights = _weights(cues)
    modes = [
        _mode(text, quoted, cues.matcher, weights) if kind == "sentence" else ""
        for kind, text, quoted in sentences[["kind", "text", "quoted"]].itertuples(index=False)
    ]
    return sentences.assign(mode=pd.Series(modes, index=sentences.index, dtype="str"))


def find_cues(sentences: pd.DataFrame, cues: Cues) -> pd.DataFrame:
    """Find the cues that `code_modes` weighs: the evidence for each sentence's mode.

    `sentences` needs doc, sentence, kind, start, text. Returns doc, sentence, start, end, text,
    mode, group, weight, pattern; a group may stand there several times but weighs once.

    >>> cues = make_cues({"proposed": ["should"]})
    >>> table = pd.DataFrame({"doc": "a", "sentence": [1], "kind": "sentence", "start": 10,
    ...                       "text": "Both should talk."})
    >>> find_cues(table, cues)[["start", "end", "text", "mode"]].values.tolist()
    [[15, 21, 'should', 'proposed']]
    """
    weights = _weights(cues)
    body = sentences[sentences["kind"] == "sentence"]
    columns = ["doc", "sentence", "start", "text"]
    rows = [
        (doc, number, start + cue.start, start + cue.end, text[cue.start : cue.end], *cue[2:])
        for doc, number, start, text in body[columns].itertuples(index=False)
        for cue in _found(text, cues.matcher, weights)
    ]
    found = pd.DataFrame(rows, columns=FOUND)
    return found.sort_values(["doc", "start", "end", "group"], ignore_index=True)


def _weights(cues: Cues) -> dict[str, tuple[str, int]]:
    columns = cues.table[["group", "mode", "weight"]]
    return {group: (mode, weight) for group, mode, weight in columns.itertuples(index=False)}


def _found(text: str, matcher: Matcher, weights: dict[str, tuple[str, int]]) -> Iterator[_Cue]:
    unquoted = QUOTATION.sub(lambda quotation: ";" * len(quotation[0]), text)
    hits = matcher.find(unquoted)
    for hit in hits:
        if not any(_inside(hit, other) for other in hits):
            mode, weight = weights[hit.key]
            yield _Cue(hit.start, hit.end, mode, hit.key, weight, hit.pattern)


def _inside(hit: Hit, other: Hit) -> bool:
    longer = other.end - other.start > hit.end - hit.start
    return longer and other.start <= hit.start and hit.end <= other.end


def _mode(text: str, quoted: float, matcher: Matcher, weights: dict[str, tuple[str, int]]) -> str:
    if quoted >= MOSTLY_QUOTED:
        return "reported"
    first_of_group: dict[str, _Cue] = {}
    for cue in _found(text, matcher, weights):
        first_of_group.setdefault(cue.group, cue)
    total: Counter[str] = Counter()
    for cue in first_of_group.values():
        total[cue.mode] += cue.weight
    # Counter keeps the order in which modes were met, and max takes the first of equals.
    best = max((mode for mode in total if mode != "reported"), key=total.__getitem__, default="")
    enough = best and total[best] >= max(ENOUGH, total["reported"] + 1)
    return best if enough else "reported"


def make_cues(patterns: dict[str, Iterable[str]]) -> Cues:
    """Make cues of weight 2 from patterns listed by mode, to try something out.

    >>> make_cues({"judged": ["is crucial"]}).table["mode"].to_list()
    ['judged']
    """
    rows = [
        Row(line, {"mode": mode, "group": mode, "weight": "2", "patterns": "; ".join(listed)})
        for line, (mode, listed) in enumerate(patterns.items(), start=1)
    ]
    return _cues("patterns", rows)


def _cues(source: str, rows: list[Row]) -> Cues:
    lists: dict[str, list[str]] = {}
    groups: dict[str, list[str]] = {}
    table = []
    for line, cells in rows:
        mode, group, weight = cells["mode"], cells["group"], cells["weight"]
        known = lists if mode == LIST else groups
        try:
            _check(cells, known)
            known[group] = fill_lists(cells["patterns"], lists)
            compile_patterns({group: known[group]})
        except ValueError as error:
            raise CueError(f"{source}, line {line}: {error}") from None
        if mode != LIST:
            example = cells.get("example", "")
            table.append((mode, group, int(weight), "; ".join(known[group]), example))
    return Cues(pd.DataFrame(table, columns=COLUMNS), compile_patterns(groups))


def _check(cells: dict[str, str], known: Iterable[str]) -> None:
    mode, group, weight = cells["mode"], cells["group"], cells["weight"]
    if mode not in (*MODES, LIST):
        raise ValueError(f"unknown mode “{mode}”; write {', '.join(MODES)} or {LIST}")
    if not group or group in known:
        raise ValueError(f"the group “{group}” is empty or stands twice; give each row its own")
    if mode != LIST and not re.fullmatch("[1-9]", weight):
        raise ValueError(f"weight “{weight}”; write a whole number from 1 to 9")
    if not cells["patterns"].strip(" ;"):
        raise ValueError("it has no patterns; write some, or remove the row")
