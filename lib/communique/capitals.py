"""Recognise names that stand on no list: by their capitals, and by the titles before them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

__all__ = [
    "ARTICLE",
    "MASKED",
    "NAME",
    "Shape",
    "Unit",
    "Words",
    "blank_out",
    "find_units",
    "is_heading",
]

# In a shape each listed name is one character, so that no rule can depend on how it is written.
NAME, MASKED = "\ue000", "\ue001"
_OWN = {ord(NAME): "\ue002", ord(MASKED): "\ue002"}
_OPAQUE = f"[{NAME}{MASKED}]"

_UPPER = "[" + "".join(c for c in map(chr, range(0x530)) if c.isupper()) + "]"
_TOKEN = (
    rf"(?P<name>{_OPAQUE})|(?<!\w)(?={_UPPER})(?:(?P<title>{{titles}})(?!\w)|(?P<dotted>(?:{_UPPER}\.){{{{2,}}}})"
    rf"|(?P<initial>{_UPPER}\.(?=\s))|{_UPPER}\w*(?:['’](?!s\b)\w+|[-‐‑]{_UPPER}\w*)*)"
)
ARTICLE = r"\b(?:[Tt]he|THE|[Aa]n?|AN)\s+"
_ARTICLES = f"(?:{ARTICLE})*"
_BESIDE = re.compile(rf"(?:['’]s?)?\s+{_ARTICLES}")
_ONE = re.compile(ARTICLE)
_LOWER_WORD = re.compile(r"(?<![\w’'-])[^\W\d_A-Z]\w*")
_SENTENCE_END = re.compile(
    rf"(?:(?<!{_UPPER}\.{_UPPER})[.!?…:][\"”’')\]]*\s+|\n\s*\n\s*)[“\"‘'(\[\s]*$|[“\"]$"
)
_PLAIN = re.compile(r"\s+(?:\S+\s+)*")
_FULL_STOP = re.compile(r"\.[\s\"”’')\]]*\Z")
_LOOK_BACK = 12
_LONGEST_ACRONYM = 5
_HEADING = 3
_GROUPS = {"name": "N", "title": "T", "dotted": "A", "initial": "I"}
_REMEMBERED = 8_192

Span = tuple[int, int]


class Shape(NamedTuple):
    """A text with each listed name as one character, and where that stood (see `blank_out`)."""

    text: str
    places: list[int]
    spans: list[Span]

    def original(self, start: int, end: int) -> Span:
        """Give the span of the original text that a span of the shape stands for."""
        return self._shifted(start), self._shifted(end)

    def _shifted(self, place: int) -> int:
        count = bisect_right(self.places, place - 1)
        if not count:
            return place
        return self.spans[count - 1][1] + place - self.places[count - 1] - 1


class Unit(NamedTuple):
    """Names that stand side by side, in a shape: with titles, and the unlisted names among them.

    `unlisted` has for each name its span and whether a title stands before it.
    """

    start: int
    end: int
    unlisted: tuple[tuple[int, int, bool], ...]


class _Token(NamedTuple):
    start: int
    end: int
    kind: str


_STOP = _Token(-1, -1, "O")


def blank_out(text: str, names: Iterable[Span], masked: Iterable[Span] = ()) -> Shape:
    """Put one character for each listed name, and for each word that masks one already.

    >>> shape = blank_out("the United States and China", [(4, 17), (22, 27)])
    >>> len(shape.text), shape.original(4, 5), shape.original(10, 11)
    (11, (4, 17), (22, 27))
    """
    text = text.translate(_OWN) if NAME in text or MASKED in text else text
    marks = sorted([(*span, NAME) for span in names] + [(*span, MASKED) for span in masked])
    parts, places, spans = [], [], []
    last = length = 0
    for start, end, mark in marks:
        parts += [text[last:start], mark]
        length += start - last + 1
        places.append(length - 1)
        spans.append((start, end))
        last = end
    return Shape("".join([*parts, text[last:]]), places, spans)


class Words:
    """The words that the rules need, by kind: title, opening, ordinary, month, prefix, joining."""

    def __init__(self, listed: Mapping[str, Iterable[str]]) -> None:
        self._listed = {kind: frozenset(forms) for kind, forms in listed.items()}
        self.opening = frozenset(form.lower() for form in self._of("opening"))
        self.prefix = self._of("prefix")
        self.month = self._of("month")
        ordinary = self._of("ordinary")
        self.ordinary = ordinary | {form.upper() for form in ordinary}
        self.small = self.opening | self._of("joining")
        self.kind = lru_cache(maxsize=_REMEMBERED)(self._kind)

    def __reduce__(self) -> tuple[Any, ...]:
        return Words, (self._listed,)

    def _of(self, kind: str) -> frozenset[str]:
        return self._listed.get(kind, frozenset())

    def _kind(self, word: str) -> str:
        if word in self.ordinary or word.lower() in self.opening:
            return "O"
        if word in self.month:
            return "M"
        if len(word) == 1:
            return "I"
        if not word.isupper():
            return "W"
        # A longer word in capitals is shouted rather than abbreviated.
        return "A" if len(word) <= _LONGEST_ACRONYM else "O"

    @cached_property
    def token(self) -> re.Pattern[str]:
        """Find listed names, titles, initials and words with a capital."""
        titles = sorted(self._of("title"), key=lambda form: (-len(form), form))
        written = (re.escape(form).replace(r"\ ", r"\s+") for form in titles)
        return re.compile(_TOKEN.format(titles="|".join(written) or "(?!)"))

    @cached_property
    def joint(self) -> re.Pattern[str]:
        """Find the words that join two parts of a name."""
        joining = "|".join(sorted(map(re.escape, self._of("joining")))) or "(?!)"
        return re.compile(rf"\s+(?:(?:{joining})\s+{_ARTICLES})+")


def is_heading(shape: str, words: Words) -> bool:
    """Say whether capitals tell nothing here: all words, or all but the small ones, have them.

    >>> words = Words({"opening": ["on"]})
    >>> is_heading(f"Great Hope on {NAME} Talks", words), is_heading("He hoped on", words)
    (True, False)
    """
    if shape.isupper():
        return True
    if _FULL_STOP.search(shape) or not all(
        w[0] in words.small for w in _LOWER_WORD.finditer(shape)
    ):
        return False
    # An article goes with the name after it, so that it must not count.
    tokens = _tokens(shape, words)
    return (
        sum(t.kind != "N" and not _ONE.match(shape, t.start, t.end + 1) for t in tokens) >= _HEADING
    )


def find_units(shape: str, words: Words) -> Iterator[Unit]:
    """Find the names of a shape, those side by side as one; `find_names` states the rules.

    >>> words = Words({"title": ["President"], "joining": ["of"]})
    >>> shape = f"the {NAME} President Rassendyll of Strelsau, and others"
    >>> [shape[unit.start + 1 : unit.end] for unit in find_units(shape, words)]
    [' President Rassendyll of Strelsau']
    """
    tokens = list(_tokens(shape, words))
    if is_heading(shape, words):
        tokens = [token for token in tokens if token.kind == "N"]
    for run in _runs(shape, tokens, words):
        if run[0].kind == "W" and _only_opens(shape, run, words):
            run = run[1:]
        while run and run[-1].kind in "TI":
            run = run[:-1]
        if run:
            yield Unit(run[0].start, run[-1].end, tuple(_unlisted(shape, run)))


# Kinds of tokens: N listed name, T title, I initial, A acronym, W other word with a capital,
# M month (a name after a title alone), O no name.


def _tokens(shape: str, words: Words) -> Iterator[_Token]:
    last, last_end = "O", 0
    for found in words.token.finditer(shape):
        start, end = found.span()
        kind = _GROUPS[found.lastgroup] if found.lastgroup else words.kind(found[0])
        if last == "T" and kind in "MO" and shape[last_end:start].isspace():
            kind = "W" if kind == "M" or shape[last_end - 1] == "." else kind
        last, last_end = kind, end
        yield _Token(start, end, kind)


def _runs(shape: str, tokens: list[_Token], words: Words) -> Iterator[list[_Token]]:
    run: list[_Token] = []
    for token in tokens:
        if token.kind in "MO":
            continue
        if run and not _linked(shape, run[-1], token, words):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _linked(shape: str, left: _Token, right: _Token, words: Words) -> bool:
    between = shape[left.end : right.start]
    if between in ("", " ") or _BESIDE.fullmatch(between):
        return True
    joins = left.kind in "WA" and right.kind in "NWAI"
    return joins and bool(words.joint.fullmatch(between))


def _only_opens(shape: str, run: list[_Token], words: Words) -> bool:
    """Say whether the first word of a run has its capital only because a sentence begins there."""
    first = run[0]
    if not _begins_sentence(shape, first.start):
        return False
    if len(run) == 1 or not shape[first.end : run[1].start].isspace():
        return True
    if shape[first.start : first.end] in words.prefix:
        return run[1].kind not in "NWAI"
    return run[1].kind not in "WAI"


def _begins_sentence(shape: str, place: int) -> bool:
    before = shape[max(0, place - _LOOK_BACK) : place]
    return not before.strip() or bool(_SENTENCE_END.search(before))


def _unlisted(shape: str, run: list[_Token]) -> Iterator[tuple[int, int, bool]]:
    """Give what is left of a run beside listed names and titles, parted at possessives."""
    part: list[_Token] = []
    titled = False
    for token, before in zip([*run, _STOP], [_STOP, *run], strict=True):
        apart = part and not _PLAIN.fullmatch(shape, part[-1].end, token.start)
        if part and (token.kind not in "WAI" or apart):
            if any(one.kind != "I" for one in part):
                yield part[0].start, part[-1].end, titled
            part = []
        if token.kind in "WAI":
            titled = titled if part else before.kind == "T"
            part.append(token)
