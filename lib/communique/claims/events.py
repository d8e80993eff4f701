"""Say of which plain event a fact is told: who was freed, how long talks lasted, and where."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from communique.patterns import Hit

__all__ = ["EVENTS", "event_of", "leaders", "votes"]

EVENTS = {  # the kinds of facts that tell an event
    "freed": ("number", "participants"),
    "killed": ("number", "participants"),
    "held": ("number", "participants"),
    "seized": ("number", "participants"),
    "attended": ("number", "participants"),
    "worth": ("number",),
    "lasted": ("duration",),
    "term": ("duration",),
    "venue": ("place",),
    "site": ("place",),
}
REACH = 5  # words between the words for an event and the fact
FAR = 10  # the same for who led a delegation
NO_VALUE = re.compile(
    r"\s*(?:longer|later|earlier|more|less|shorter|ago|before|after|early|late)\b"
)
END = re.compile(r"[;:]|\.\s")
_NUMBER = r"(?P<{}>\d+|[a-z]+(?:-[a-z]+)?)"
VOTES = re.compile(
    rf"\b{_NUMBER.format('one')}\s(?:votes?\s)?(?:to|against)\s{_NUMBER.format('two')}\b"
    rf"|\b{_NUMBER.format('yes')}\s(?:[^,.;\d]{{1,30}}\s)?(?:voted|votes)\s(?:for|in favour)"
    rf"\b[^.;]{{0,60}}\b{_NUMBER.format('no')}\s(?:voted\s)?against",
    re.IGNORECASE,
)
NAME = re.compile(r"[A-Z][\w’'-]+")


def event_of(text: str, kind: str, start: int, end: int, hits: Sequence[Hit]) -> str:
    """Give the event whose words stand nearest to a fact, or "" if none is near.

    >>> event_of("They freed ten men.", "number", 11, 18, [Hit(5, 10, "freed", "freed")])
    'freed'
    """
    if kind == "duration" and NO_VALUE.match(text, end):
        return ""
    near = [
        (gap, hit.key)
        for hit in hits
        if kind in EVENTS.get(hit.key, ()) and (gap := _gap(text, hit, start, end)) <= REACH
    ]
    return min(near)[1] if near else ""


def _gap(text: str, hit: Hit, start: int, end: int) -> int:
    between = text[hit.end : start] if hit.end <= start else text[end : hit.start]
    return FAR + 1 if END.search(between) else len(between.split())


def votes(text: str, numbers: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Give the votes for something, with their place, where those against stand beside them.

    `numbers` are the words for numbers that count.

    >>> list(votes("It was passed by 61 votes to 39.", []))
    [('61', 17, 31)]
    """
    for found in VOTES.finditer(text):
        both = found["one"] or found["yes"], found["two"] or found["no"]
        if all(one.isdigit() or re.split("-", one.lower())[0] in numbers for one in both):
            yield both[0], *found.span()


def leaders(hits: Sequence[Hit], text: str) -> Iterator[tuple[str, int, int]]:
    """Give the office of who led a delegation, and the name of the side that left, with places.

    >>> text = "The team was led by the envoy."
    >>> list(leaders([Hit(9, 19, "led", "led by"), Hit(24, 29, "office", "envoy")], text))
    [('envoy', 24, 29)]
    """
    offices = [hit for hit in hits if hit.key == "office"]
    led = [hit for hit in hits if hit.key == "led"]
    near = [
        (max(_gap(text, one, office.start, office.end), 0), office.start, office.end)
        for one, office in product(led, offices)
    ]
    if near and min(near)[0] <= FAR:
        _, start, end = min(near)
        yield text[start:end].lower(), start, end
    for hit in hits:
        if hit.key == "left" and (names := list(NAME.finditer(text, 0, hit.start))):
            named = [name for name in names if name[0] not in ("The", "It", "In", "On", "At")]
            if named:
                yield named[-1][0], *named[-1].span()
