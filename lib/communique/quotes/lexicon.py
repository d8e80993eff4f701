"""Read the words that the rules of quotation need: verbs of speech and their use, and others."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from communique.tables import Row, read_rows

__all__ = ["QuoteCueError", "QuoteCues", "make_quote_cues", "read_quote_cues"]

COLUMNS = ["kind", "use", "forms"]
VERB = "verb"
USES = ("quote", "that", "bare", "object", "to", "source")
CLASSES: tuple[str, ...] = ("pronoun", "determiner", "auxiliary", "adverb", "time", "conjunction")
CLASSES += ("preposition", "relative", "gloss", "role", "body", "term", "abbreviation", "he", "she")
CLASSES += ("label", "noun", "personal", "empty", "link", "opening", "subordinator", "condition")
CLASSES += ("negation", "passive", "question")


class QuoteCueError(ValueError):
    """A table of cues that cannot be used; names the file, the line and the remedy."""


class CueForm(NamedTuple):
    """The words of a cue in lower case, and what it can introduce (see `read_quote_cues`)."""

    words: tuple[str, ...]
    uses: frozenset[str]


class QuoteCues:
    """Cues by their first word, longest first, and the classes of other words."""

    def __init__(self, cues: Iterable[CueForm], classes: dict[str, frozenset[str]]) -> None:
        self.forms: dict[str, list[CueForm]] = {}
        for cue in sorted(cues, key=lambda cue: (-len(cue.words), cue.words)):
            self.forms.setdefault(cue.words[0], []).append(cue)
        self.classes = classes

    @cached_property
    def kinds(self) -> dict[str, frozenset[str]]:
        """Give for each word the classes that list it."""
        found: dict[str, set[str]] = {}
        for name, words in self.classes.items():
            for word in words:
                found.setdefault(word, set()).add(name)
        return {word: frozenset(names) for word, names in found.items()}


def read_quote_cues(path: str | Path) -> QuoteCues:
    """Read cues and words of attribution from a CSV file: columns kind, use, forms.

    A row of kind `verb` lists forms of cues, parted by ";", each one word or several. `use` says
    what they introduce, parted by ";": quote (words in quotation marks), that (a clause after
    “that”, “whether”, “how”), bare (a clause without “that”), object (a noun: “rejected the
    plan”), to (“urged both to talk”), source (the speaker follows: “according to”). Rows of other
    kinds list words: pronoun, determiner, auxiliary, adverb, time, conjunction, preposition,
    relative, role and body (who may speak without a name: envoy; ministry), term (what stands
    before names and titles in quotation marks: so-called; film), abbreviation, he and she (words
    that tell which pronoun fits: Mr., Ms.), label (of a transcript: A), question (such labels
    before what is asked: Q), noun (cues that are as often nouns: claims), personal (he; who), empty
    (it; this), link (what joins the parts of a name: of), opening (what may open a clause: there),
    subordinator (that; how), condition (if; unless), negation, passive (forms of be). Raises
    QuoteCueError.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "cues.csv")
    ...     _ = path.write_text("kind,use,forms\\nverb,quote; that,say; said\\nrole,,envoy")
    ...     sorted(read_quote_cues(path).forms)
    ['said', 'say']
    """
    return _cues(str(path), read_rows(path, COLUMNS, error=QuoteCueError))


def make_quote_cues(verbs: dict[str, str], **classes: str) -> QuoteCues:
    """Make cues from verbs with their use, and classes of words, to try something out.

    >>> make_quote_cues({"said": "quote; that"}, pronoun="he; she").kinds["he"]
    frozenset({'pronoun'})
    """
    rows = [(VERB, use, form) for form, use in verbs.items()]
    rows += [(kind, "", forms) for kind, forms in classes.items()]
    told = [Row(n, dict(zip(COLUMNS, row, strict=True))) for n, row in enumerate(rows, start=1)]
    return _cues("cues", told)


def _cues(source: str, rows: list[Row]) -> QuoteCues:
    cues: list[CueForm] = []
    classes: dict[str, set[str]] = {kind: set() for kind in CLASSES}
    for line, cells in rows:
        kind, uses = cells["kind"], frozenset(_parts(cells["use"]))
        forms = _parts(cells["forms"])
        if problem := _problem(kind, uses, forms):
            raise QuoteCueError(f"{source}, line {line}: {problem}")
        if kind == VERB:
            cues += [CueForm(tuple(form.lower().split()), uses) for form in forms]
        else:
            classes[kind].update(form.lower() for form in forms)
    return QuoteCues(cues, {kind: frozenset(words) for kind, words in classes.items()})


def _parts(cell: str) -> list[str]:
    return [part.strip().replace("’", "'") for part in cell.split(";") if part.strip()]


def _problem(kind: str, uses: frozenset[str], forms: list[str]) -> str:
    if kind not in (VERB, *CLASSES):
        return f"unknown kind “{kind}”; write {VERB}, {', '.join(CLASSES)}"
    if unknown := sorted(uses - {*USES}):
        return f"unknown use “{unknown[0]}”; write {', '.join(USES)}"
    if (kind == VERB) != bool(uses):
        return "a verb needs a use, other words have none; fill or empty the column use"
    return "" if forms else "it has no forms; write some, or remove the row"
