"""Read the cues of directions: phrases with places for who acts and towards whom."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from communique.patterns import Matcher, compile_patterns
from communique.phrases import fill_lists
from communique.tables import Row, read_rows

__all__ = [
    "ACTS",
    "RULES",
    "DirectionCueError",
    "DirectionCues",
    "Form",
    "make_direction_cues",
    "read_direction_cues",
]

COLUMNS = ["act", "group", "patterns", "example", "comment"]
ACTS = (
    *("criticises", "accuses", "warns", "threatens", "sanctions", "presses", "urges"),
    *("supports", "praises", "thanks", "meets"),
)
MUTUAL = "meets"  # its direction says only who is named first
LIST, RULE = "list", "rule"
RULES = (
    *("agent", "modifier", "deed", "others", "adverb", "auxiliary", "negation", "modal"),
    *(
        "bridge",
        "preposition",
        "subordinator",
        "joint",
        "fronted",
        "naming",
        "happened",
        "unreal",
        "shared",
    ),
)
_SLOT = re.compile(r"\{(actor's|target's|actor|target|subject|both)\}")
_LEFT = {"actor", "target", "actor's", "both"}
_RIGHT = {"actor", "target", "target's", "both"}


class DirectionCueError(ValueError):
    """A table of cues that cannot be used; names the file, the line and the remedy."""


class Form(NamedTuple):
    """What stands around the words of a cue: a slot before, slots behind, words between those.

    `last` is the slot behind `words`, where there are two behind the cue; "" is no slot.
    """

    act: str
    pattern: str
    before: str
    cue: str
    behind: str
    words: str
    last: str
    link: Matcher | None


class DirectionCues(NamedTuple):
    """Forms by key, the matcher of their cues, and the words that rules need by class."""

    forms: dict[str, Form]
    matcher: Matcher
    words: dict[str, frozenset[str]]
    examples: list[tuple[str, str, str]]

    def is_a(self, word: str, *classes: str) -> bool:
        """Say whether a word in lower case stands in one of the classes."""
        return any(word in self.words[name] for name in classes)


def read_direction_cues(path: str | Path) -> DirectionCues:
    """Read the cues of directions from a CSV file with a row for each group of patterns.

    Columns: act (one of `ACTS`), group (a name, used once), patterns (parted by ";", see
    `communique.patterns`), example, comment. A pattern has places (slots) for the parties:

        {actor}, {target}    a party: “{actor} accused {target}”, “{target} was accused by {actor}”
        {actor's}            whose act it is: “{actor's} criticism of {target}”
        {target's}           something of a party: “{actor} condemned {target's}”
        {both}               two parties or more: “{both} met”, “{both} accused each other”
        {subject}            the subject of the main clause behind: “meeting {target} {subject}”

    There may be one slot before the cue's words, and two behind it with words between.
    A pattern without {target} says something of nobody in particular (“{actor} warned that”).
    Rows of act `list` name words for the rows below (“{criticise}”), rows of act `rule` the words
    that a rule needs. Raises DirectionCueError, which names the line and the remedy.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "cues.csv")
    ...     row = "accuses,blame,{actor} blamed {target},Ruritania blamed Freedonia.,"
    ...     _ = path.write_text(",".join(COLUMNS) + "\\n" + row)
    ...     list(read_direction_cues(path).forms.values())[0][:5]
    ('accuses', '{actor} blamed {target}', 'actor', 'blamed', 'target')
    """
    return _cues(str(path), read_rows(path, COLUMNS, error=DirectionCueError))


def make_direction_cues(
    patterns: Mapping[str, Iterable[str]], rules: Mapping[str, Iterable[str]] | None = None
) -> DirectionCues:
    """Make cues from patterns listed by act, to try something out; `rules` lists words by rule.

    >>> make_direction_cues({"thanks": ["{actor} thanked {target}"]}).matcher.find("He thanked her")
    [Hit(start=3, end=10, key='0', pattern='thanked')]
    """
    rows = [(RULE, name, listed) for name, listed in (rules or {}).items()]
    rows += [(act, act, listed) for act, listed in patterns.items()]
    names = ("act", "group", "patterns", "example", "comment")
    cells = [(act, group, "; ".join(listed), "", "") for act, group, listed in rows]
    made = [
        Row(line, dict(zip(names, one, strict=True))) for line, one in enumerate(cells, start=1)
    ]
    return _cues("patterns", made)


def _cues(source: str, rows: list[Row]) -> DirectionCues:
    lists: dict[str, list[str]] = {}
    words: dict[str, list[str]] = {name: [] for name in RULES}
    groups: set[tuple[str, str]] = set()
    forms: dict[str, Form] = {}
    examples = []
    for line, cells in rows:
        act, group = cells["act"], cells["group"]
        try:
            _check(cells, groups)
            if act == LIST:
                lists[group] = fill_lists(cells["patterns"], lists)
                compile_patterns({group: lists[group]})
            elif act == RULE:
                words[group] = [form.strip().lower() for form in cells["patterns"].split(";")]
            else:
                for pattern in filter(None, map(str.strip, cells["patterns"].split(";"))):
                    forms[str(len(forms))] = _form(act, pattern, lists)
                examples.append((act, group, cells["example"]))
        except ValueError as error:
            raise DirectionCueError(f"{source}, line {line}: {error}") from None
        groups.add((act if act in (LIST, RULE) else "", group))
    matcher = compile_patterns({key: [form.cue] for key, form in forms.items()})
    classes = {name: frozenset(listed) for name, listed in words.items()}
    return DirectionCues(forms, matcher, classes, examples)


def _check(cells: dict[str, str], groups: set[tuple[str, str]]) -> None:
    act, group = cells["act"], cells["group"]
    if act not in (*ACTS, LIST, RULE):
        raise ValueError(f"unknown act “{act}”; write {', '.join((*ACTS, LIST, RULE))}")
    if not group or (act if act in (LIST, RULE) else "", group) in groups:
        raise ValueError(f"the group “{group}” is empty or stands twice; give each row its own")
    if act == RULE and group not in RULES:
        raise ValueError(f"no rule needs “{group}”; write {', '.join(RULES)}")
    if not cells["patterns"].strip(" ;"):
        raise ValueError("it has no patterns; write some, or remove the row")


def _form(act: str, pattern: str, lists: Mapping[str, Iterable[str]]) -> Form:
    """Part a pattern into its cue and its slots."""
    pieces = [piece.strip() for piece in _SLOT.split(pattern)]
    if pieces[0]:
        pieces = ["", "", *pieces]
    _, before, cue, behind, words, last, *rest = [*pieces, "", "", "", ""]
    slots = {before, behind, last} - {""}
    if not cue:
        raise ValueError(f"pattern “{pattern}”: write the cue's words between the slots")
    if any(rest) or (last and not words and last != "subject"):
        raise ValueError(
            f"pattern “{pattern}”: write one slot before the cue at most, and two behind it"
        )
    if before not in _LEFT | {""} or not {behind, last} <= _RIGHT | {"subject", ""}:
        raise ValueError(f"pattern “{pattern}”: a slot stands on the wrong side of the cue")
    if not slots & {"actor", "actor's", "subject", "both"}:
        raise ValueError(f"pattern “{pattern}”: nobody acts; write {{actor}} or {{both}}")
    cue, words = (fill_lists(part, lists)[0] if part else "" for part in (cue, words))
    compile_patterns({act: [cue]})
    link = compile_patterns({act: [words]}) if words else None
    return Form(act, pattern, before, cue, behind, words, last, link)
