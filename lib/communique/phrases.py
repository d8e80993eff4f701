"""Read patterns and texts the same way: a written pattern becomes steps of plain words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice, product
from math import prod
from typing import NamedTuple

__all__ = [
    "APOSTROPHE",
    "GAP",
    "INVISIBLE",
    "UNREAD",
    "PatternError",
    "Row",
    "Word",
    "fill_lists",
    "lower",
    "read",
    "rows_of",
    "steps_of",
]

MOST_WORDS_BETWEEN = 3
MOST_ROWS = 4_000

# One class of characters comes first, because the search for it is quick; then what must hold.
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
APOSTROPHE = "'’‘ʼ`´"
UNREAD = re.compile(
    rf"[{INVISIBLE}{APOSTROPHE}.](?:(?<=[{INVISIBLE}])"
    rf"|(?<=[\w.][{APOSTROPHE}])[sS]\b"
    rf"|(?<=\w[{APOSTROPHE}])(?=\w)"
    r"|(?<=\b[A-Za-z]\.)(?=[A-Za-z]\b)"
    r"|(?<=\.[A-Za-z]\.)"
    r"|(?<=\b[NS]\.)(?=\s[A-Z]))"
)
_DASH = "[-‐‑‒–—−]"
_BLANK = r"[\s\"“”„«»'’‘‚\[\]]"
GAP = rf"(?:(?:{_DASH}|[/&])\s*+|{_BLANK}++(?:&\s++)?)"
_CAPITALS = re.compile(r"[A-Z]{2}")
_NOT_ALLOWED = re.compile(r"[^\w\s()|*^'’/&\-‐‑‒–—−]|_")
_NAME = re.compile(r"\{(\w+)\}")
_CHOICE = re.compile(r"\(([^()]*)\)")


class PatternError(ValueError):
    """A pattern that cannot be understood, or that could never match; `pattern` is that pattern."""

    def __init__(self, pattern: str, problem: str) -> None:
        super().__init__(f"pattern “{pattern}”: {problem}")
        self.pattern = pattern


class Word(NamedTuple):
    """A word of a row: in lower case; if it is a stem, any ending may follow.

    Where `written` is not empty, a text must have the word written like that.
    """

    form: str
    is_stem: bool
    written: str


Row = tuple[Word, ...]
Step = tuple[Row, ...]  # the alternatives at one place; an empty one can be left out
ANY = Word("", True, "")  # any word: what a * of its own stands for, up to three times


@lru_cache(maxsize=8_192)
def steps_of(pattern: str) -> tuple[Step, ...]:
    """Give what a pattern stands for, place by place; raise PatternError where it has a mistake.

    >>> [[[word.form for word in row] for row in step] for step in steps_of("(arms|) control")]
    [[['arms'], []], [['control']]]
    """
    body = UNREAD.sub("", pattern.removeprefix("!").strip())
    _check(pattern, body)
    steps = tuple(_step(pattern, chunk) for chunk in _chunks(body))
    if not any(row for step in steps for row in step):
        raise PatternError(pattern, "it has no words, so that it can match nothing")
    if ANY in {*_firsts(steps, 0), *_firsts(steps[::-1], -1)}:
        raise PatternError(pattern, "put words around the *")
    if prod(map(_count, steps) if pattern.startswith("!") else map(len, steps)) > MOST_ROWS:
        raise _too_many(pattern)
    return steps


def rows_of(pattern: str) -> Iterator[Row]:
    """Give all rows of words that a pattern stands for; raise PatternError as `steps_of` does."""
    return _rows(steps_of(pattern))


def _rows(steps: tuple[Step, ...]) -> Iterator[Row]:
    for chosen in product(*steps):
        words = [word for row in chosen for word in row]
        lengths = [range(MOST_WORDS_BETWEEN + 1) if word == ANY else (1,) for word in words]
        for times in product(*lengths):
            if row := tuple(w for w, n in zip(words, times, strict=True) for _ in range(n)):
                yield row


def _count(step: Step) -> int:
    """Count the rows of a step; for an exclusion, which is written out, each * four times."""
    return sum((MOST_WORDS_BETWEEN + 1) ** row.count(ANY) for row in step)


def _firsts(steps: tuple[Step, ...], end: int) -> Iterator[Word]:
    """Give the words that may stand first (end 0), or last (end -1, the steps turned round)."""
    for step in steps:
        yield from (row[end] for row in step if row)
        if all(step):
            return


def _chunks(body: str) -> list[str]:
    """Part a pattern at the blanks outside brackets."""
    if "(" not in body and ")" not in body:
        return body.split()
    depth, parted = 0, []
    for letter in body:
        depth += (letter == "(") - (letter == ")")
        parted.append("\n" if letter.isspace() and depth == 0 else letter)
    return [chunk for chunk in "".join(parted).split("\n") if chunk]


def _step(pattern: str, chunk: str) -> Step:
    if len(chunk) > 1 and chunk.isalpha():
        return ((_word(chunk),),)
    rows = (
        tuple(_word(word) for word in words)
        for choice in _choices(chunk)
        for words in _joined(choice)
        if _checked(pattern, choice, words)
    )
    # Asked for one by one: a short chunk may stand for more than there is time for.
    found = list(islice(rows, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise _too_many(pattern)
    return tuple(sorted({*found}, reverse=True))


def _too_many(pattern: str) -> PatternError:
    return PatternError(pattern, f"it stands for over {MOST_ROWS} phrases; split it up")


def _check(pattern: str, body: str) -> None:
    bad = _NOT_ALLOWED.search(body)
    if bad:
        raise PatternError(
            pattern, f"“{bad[0]}” cannot stand in a pattern; write words and blanks alone"
        )
    if re.search(r"\*[\w*]", body):
        raise PatternError(
            pattern, "* may only stand at the end of a word, or as a word of its own"
        )


def _choices(body: str) -> Iterator[str]:
    waiting = [body]
    while waiting:
        body = waiting.pop()
        choice = _CHOICE.search(body)
        if not choice:
            yield body
            continue
        before, after = body[: choice.start()], body[choice.end() :]
        waiting += [before + part + after for part in reversed(choice[1].split("|"))]


def _joined(choice: str) -> Iterator[list[str]]:
    """Split a choice into words, with the words around each hyphen joined, and apart."""
    pieces = re.split(rf"(?<=\w)({_DASH})(?=\w)", choice)
    for joined in product(*(["", " "] if n % 2 else [piece] for n, piece in enumerate(pieces))):
        yield re.sub(rf"{_DASH}|[/&'’]", " ", "".join(joined)).split()


@lru_cache(maxsize=8_192)
def _word(word: str) -> Word:
    form = word.strip("^*")
    counts = word.startswith("^") or _CAPITALS.search(word)
    return Word(lower(form), word.endswith("*"), form if counts else "")


def _checked(pattern: str, choice: str, words: list[str]) -> bool:
    if any(mark in choice for mark in "(|)"):
        raise PatternError(pattern, "write alternatives as (one|other), each ( with its )")
    for word in words:
        letters = word.strip("^*")
        if word != "*" and (not letters or (word.endswith("*") and len(letters) < 2)):
            raise PatternError(pattern, f"“{word}” needs at least two letters")
        if "^" in word[1:]:
            raise PatternError(pattern, "^ may only stand before a word")
    return True


def fill_lists(listed: str, lists: Mapping[str, Iterable[str]]) -> list[str]:
    """Part patterns at each “;”, and put for {name} the list of that name, as a choice.

    Raises ValueError for a name that is not in `lists`.

    >>> fill_lists("{who} agreed; a pact", {"who": ["they", "both"]})
    ['(they|both) agreed', 'a pact']
    """

    def choice(name: re.Match[str]) -> str:
        if name[1] not in lists:
            raise ValueError(f"there is no list “{name[1]}” above; write one, or the words")
        return f"({'|'.join(lists[name[1]])})"

    parts = [part.strip() for part in listed.split(";")]
    return [_NAME.sub(choice, part) for part in parts if part]


def read(text: str) -> tuple[str, list[int]]:
    """Leave out what is not read; say after how many read characters each one was left out."""
    dropped = [n for part in UNREAD.finditer(text) for n in range(part.start(), part.end())]
    if not dropped:
        return text, []
    return UNREAD.sub("", text), [place - count for count, place in enumerate(dropped)]


def lower(text: str) -> str:
    """Put a text in lower case without changing its length."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
