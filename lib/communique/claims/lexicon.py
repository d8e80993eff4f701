"""Read the cues of claims: phrases that say how an issue stands, which people can read and edit."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from communique.patterns import Matcher, compile_patterns
from communique.phrases import fill_lists
from communique.tables import Row, read_rows

__all__ = ["NONE", "STATUSES", "ClaimCueError", "ClaimCues", "make_claim_cues", "read_claim_cues"]

COLUMNS = ["status", "group", "weight", "negated", "patterns", "example"]
STATUSES = (
    *("new", "resuming", "upcoming", "ongoing", "agreed", "progress"),
    *("proposed", "unresolved", "stalled", "ended", "denied"),
)
NONE = "none"  # words that hide others, and say no status themselves
LIST, RULE, THING, FACT = "list", "rule", "thing", "fact"
OTHERS = (LIST, RULE, THING, FACT)
RULES = (
    *("negation", "break", "opening", "pointing", "condition"),
    *("former", "latter", "earlier", "common", "no_activity"),
)


class ClaimCueError(ValueError):
    """A table of cues that cannot be used; names the file, the line and the remedy."""


class Group(NamedTuple):
    """A group of cues: the status it stands for, its weight, and the status if negated."""

    status: str
    weight: int
    negated: str


class ClaimCues(NamedTuple):
    """Cues by group and their matcher; words that rules need, things, and facts to compare."""

    groups: dict[str, Group]
    matcher: Matcher
    rules: Matcher
    things: Matcher
    facts: Matcher
    examples: dict[str, str]


def read_claim_cues(path: str | Path) -> ClaimCues:
    """Read the cues of claims from a CSV file with a row for each group of patterns.

    Columns: status (one of `STATUSES`, or none: it hides others and says nothing), group (a name,
    used once), weight (3: governs what follows it in its clause, 2: a predicate, 1: an attribute
    or a noun), negated (the status that is meant under a negation; empty: a negation changes
    nothing), patterns (parted by ";", see `communique.patterns`), example. Rows of four other
    kinds are no cues: `list` names words for the rows below (“will {happen}”), `rule` the words
    that a rule needs, `thing` the words for a kind of thing that a status can be said of, `fact`
    the words for a fact to compare.
    Raises ClaimCueError, which names the line and the remedy.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "cues.csv")
    ...     row = "agreed,pacts,2,unresolved,agreed; signed,They agreed."
    ...     _ = path.write_text(",".join(COLUMNS) + "\\n" + row)
    ...     read_claim_cues(path).groups["pacts"]
    Group(status='agreed', weight=2, negated='unresolved')
    """
    return _cues(str(path), read_rows(path, COLUMNS, error=ClaimCueError))


def make_claim_cues(
    patterns: Mapping[str, Iterable[str]], rules: Mapping[str, Iterable[str]] | None = None
) -> ClaimCues:
    """Make cues of weight 2 from patterns listed by status, to try something out.

    `rules` lists by name the words that rules need, as “negation”.

    >>> make_claim_cues({"agreed": ["agreed", "signed"]}).matcher.find("They signed")[0].key
    'agreed'
    """
    kinds = [(status, status, "2", listed) for status, listed in patterns.items()]
    kinds += [(RULE, name, "", listed) for name, listed in (rules or {}).items()]
    names = ("status", "group", "weight", "patterns", "negated", "example")
    rows = [
        Row(line, dict(zip(names, (*kind[:3], "; ".join(kind[3]), "", ""), strict=True)))
        for line, kind in enumerate(kinds, start=1)
    ]
    return _cues("patterns", rows)


def _cues(source: str, rows: list[Row]) -> ClaimCues:
    lists: dict[str, list[str]] = {}
    kinds: dict[str, dict[str, list[str]]] = {kind: {} for kind in (*OTHERS, "")}
    groups: dict[str, Group] = {}
    examples: dict[str, str] = {}
    for line, cells in rows:
        status, name = cells["status"], cells["group"]
        known = kinds[status if status in OTHERS else ""]
        try:
            _check(cells, known)
            known[name] = fill_lists(cells["patterns"], lists | kinds[LIST])
            compile_patterns({name: known[name]})
        except ValueError as error:
            raise ClaimCueError(f"{source}, line {line}: {error}") from None
        if status not in OTHERS:
            groups[name] = Group(status, int(cells["weight"]), cells["negated"])
            examples[name] = cells["example"]
    cues, rules, things, facts = (compile_patterns(kinds[k]) for k in ("", RULE, THING, FACT))
    return ClaimCues(groups, cues, rules, things, facts, examples)


def _check(cells: dict[str, str], known: Iterable[str]) -> None:
    status, group, negated = cells["status"], cells["group"], cells["negated"]
    if status not in (*STATUSES, NONE, *OTHERS):
        choice = ", ".join((*STATUSES, NONE, *OTHERS))
        raise ValueError(f"unknown status “{status}”; write {choice}")
    if not group or group in known:
        raise ValueError(f"the group “{group}” is empty or stands twice; give each row its own")
    if status == RULE and group not in RULES:
        raise ValueError(f"no rule needs “{group}”; write {', '.join(RULES)}")
    if status not in OTHERS and cells["weight"] not in ("1", "2", "3"):
        raise ValueError(f"weight “{cells['weight']}”; write 1, 2 or 3")
    if negated and negated not in STATUSES:
        raise ValueError(f"unknown status “{negated}” for negated; write {', '.join(STATUSES)}")
    if not cells["patterns"].strip(" ;"):
        raise ValueError("it has no patterns; write some, or remove the row")
