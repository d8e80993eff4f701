"""Find plain facts that texts can be compared by: how long, how many, where, what result."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from communique.claims.clauses import Span
from communique.claims.events import event_of, leaders, votes
from communique.claims.issues import issues_of, spots_of
from communique.claims.lexicon import ClaimCues
from communique.claims.words import YEAR, About, about, known_names, report_words, stem, years
from communique.compare.base import records
from communique.patterns import Hit

__all__ = ["FACTS", "find_facts"]

FACTS = ("duration", "number", "participants", "place", "outcome")
FOUND = ["doc", "sentence", "start", "end", "text", "issue", "kind", "unit", "value", "cue"]
FOUND += ["cue_start", "cue_end", "time", "things", "about", "names", "objects", "report"]
FOUND += ["event"]
SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
SMALL += "fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
VALUES = {word: value for value, word in enumerate(SMALL.split())}
VALUES |= {word: 20 + 10 * value for value, word in enumerate(TENS.split())}
NUMERALS = tuple(VALUES)
VALUES |= {"single": 1, "dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
VALUES |= {"billion": 1_000_000_000}
MULTIPLES = {"dozen", "hundred", "thousand", "million", "billion"}
UNITS = {"second", "minute", "hour", "day", "night", "week", "fortni", "month", "year", "decade"}
VERBS = "were was are is have had has go went left came died more others remain"
NO_UNIT = {*VERBS.split()}
_WORDS = "|".join(sorted(VALUES, key=len, reverse=True))
RESULT_IN = re.compile(r"results? in\b", re.IGNORECASE)  # a verb: what results stands behind it
_FIGURES = r"\d[\d,]*(?:\.\d+)?(?:\s(?:thousand|million|billion))?"
_NUMBER = rf"(?:{_FIGURES}|(?:{_WORDS})(?:[\s-](?:and\s)?(?:{_WORDS}))*)"
NUMBER = re.compile(
    rf"\b(?P<n>{_NUMBER})[\s-](?P<unit>per\s?cent\b|(?!(?:of|by|or|and|to|in|the|is|was)\b)"
    rf"[a-z]+(?:[\s-](?!(?:of|by|or|and|to|in|the|is|was|from|at|on|for|{_WORDS})\b)[a-z]+){{0,2}})",
    re.IGNORECASE,
)
_UNIT = "second|minute|hour|day|night|week|fortnight|month|year|decade"
HALVES = re.compile(
    rf"\b(?:(?P<half>half)\s(?:an?|the)\s(?P<one>{_UNIT})|an?\s(?P<two>{_UNIT})\sand\sa\shalf"
    rf"|(?P<n>{_NUMBER})\sand\sa\shalf\s(?P<three>{_UNIT})s?|(?P<long>(?<=\ba\s)(?:{_UNIT}))-long)\b",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"\b(?:in|at|outside|near)\s+(?:the\s+)?(?:(?:[a-z]+\s+){1,3}?(?:of|in|at|near)\s+)?"
    r"(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)"
)
ACTOR = re.compile(r"(?<!\bin )(?<!\bat )(?<!\bnear )(?<!\bthe )\b[A-Z]\w+(?:['’]s|\s+and\s+[A-Z])")


class _Fact(NamedTuple):
    kind: str
    unit: str
    value: str
    start: int
    end: int
    event: str = ""


def find_facts(sentences: pd.DataFrame, mentions: pd.DataFrame, cues: ClaimCues) -> pd.DataFrame:
    """Find numbers, lengths of time, places of events, and whether there was a result.

    Returns doc, sentence, start, end, text (of the sentence), issue (the first special one in the
    sentence, or ""), kind (one of `FACTS`), unit (what is counted; the kind of result), value,
    cue, cue_start, cue_end, and time, things, about, names, objects as `find_claims` does, and
    report (stems of a short document, @ its names), event (what the fact is told of: lasted,
    freed, vote, venue; see `communique.claims.events`). Numbers that
    are said to be rough (“almost six hours”) have a value that begins with “~”. A place is the
    name after “in” or “at” in a sentence on an event (a meeting, a signature), unless that name
    stands for an actor anywhere in the documents.

    >>> from communique.claims.lexicon import make_claim_cues
    >>> from communique.corpus import toy_sentences
    >>> from communique.issues import code_issues, make_codebook
    >>> table = toy_sentences("The ministers talked for six hours.")
    >>> found = code_issues(table, make_codebook({"trade": ["trade"]}))
    >>> facts = find_facts(table, found, make_claim_cues({"agreed": ["agreed"]}))
    >>> facts[["kind", "unit", "value"]].to_numpy().tolist()
    [['duration', 'hour', '6']]
    """
    spots, actors = spots_of(mentions), _actors(sentences["text"])
    known = known_names(sentences["text"])
    rows: list[tuple[Any, ...]] = []
    body = sentences[sentences["kind"] == "sentence"]
    reports = report_words(sentences, cues, known)
    for doc, number, base, text in records(body, "doc", "sentence", "start", "text"):
        found = list(_facts(text, cues, actors))
        if not found:
            continue
        whole = Span(base, base + len(text))
        issues = issues_of(whole, [whole], spots.get((doc, number), []), "")
        things = " ".join(dict.fromkeys(hit.key for hit in cues.things.find(text)))
        said, hits = about(text, cues, known), cues.facts.find(text)
        past = (text[h.start : h.end] for h in cues.rules.find(text) if h.key == "earlier")
        earlier = "earlier" * any("week" not in words for words in past)
        for fact in found:
            place = doc, number, base, base + len(text), text, issues[0].issue if issues else ""
            cue = text[fact.start : fact.end], base + fact.start, base + fact.end
            time = years(text) or earlier
            event = event_of(text, fact.kind, fact.start, fact.end, hits) or fact.event
            rest = time, things, *_without(said, fact), reports.get(doc, ""), event
            rows.append((*place, *fact[:3], *cue, *rest))
    table = pd.DataFrame(rows, columns=FOUND)
    return table.sort_values(["doc", "start", "cue_start", "kind"], ignore_index=True)


def _without(said: About, fact: _Fact) -> About:
    """Leave a place out of the names: two places are compared, not two parties."""
    place = {stem(word) for word in fact.value.split()} if fact.kind == "place" else set()
    return said._replace(names=" ".join(name for name in said.names.split() if name not in place))


def _facts(text: str, cues: ClaimCues, actors: set[str]) -> Iterator[_Fact]:
    hits = cues.facts.find(text)
    yield from _numbers(text, hits)
    for value, start, end in votes(text, NUMERALS):
        yield _Fact("number", "", _value(value), start, end, "vote")
    for value, start, end in leaders(hits, text):
        yield _Fact("participants", "", value, start, end, "left" if value[0].isupper() else "led")
    if any(hit.key in ("event", "venue", "site") for hit in hits):
        yield from _places(text, cues, actors)
    negations = [hit for hit in cues.rules.find(text) if hit.key == "negation"]
    for hit in hits:
        if hit.key == "outcome" and not RESULT_IN.match(text, hit.start):
            no = any(
                0 <= len(text[n.end : hit.start].split()) <= 4 and n.end <= hit.start
                for n in negations
            )
            yield _Fact(
                "outcome",
                stem(text[hit.start : hit.end].split()[-1]),
                "no" if no else "yes",
                hit.start,
                hit.end,
            )


def _numbers(text: str, hits: Sequence[Hit]) -> Iterator[_Fact]:
    """Give what is counted in a sentence, with the stems of up to three words behind the number."""
    lengths = list(_halves(text))
    yield from lengths
    for found in NUMBER.finditer(text):
        if any(one.start < found.end() and found.start() < one.end for one in lengths):
            continue
        words = found["unit"].lower().replace("percent", "per cent").replace("-", " ").split()
        unit = stem(words[0])
        kind = "duration" if unit in UNITS else "number"
        if words[:2] == ["per", "cent"]:
            unit = "per cent"
        elif kind == "number":
            near = (hit for hit in hits if hit.key == "persons")
            kind = "participants" if any(_in(hit, found) for hit in near) else kind
            unit = "" if words[0] in NO_UNIT else " ".join(map(stem, words))
        if not unit and found["n"].lower() in ("one", "two"):
            continue
        rough = any(hit.key == "about" and 0 <= found.start() - hit.end <= 1 for hit in hits)
        if not YEAR.fullmatch(found["n"]):
            end = found.start("unit") + len(words[0]) if kind == "duration" else found.end()
            yield _Fact(kind, unit, "~" * rough + _value(found["n"]), found.start(), end)


def _halves(text: str) -> Iterator[_Fact]:
    """Give lengths of time with a half, and of one (“an hour and a half”, “a day-long”)."""
    for found in HALVES.finditer(text):
        unit = found["one"] or found["two"] or found["three"] or found["long"]
        whole = _value(found["n"]) if found["n"] else "0" if found["half"] else "1"
        value = whole if found["long"] else f"{float(whole) + 0.5:g}"
        yield _Fact("duration", stem(unit), value, *found.span())


def _in(hit: Hit, found: re.Match[str]) -> bool:
    return found.start() <= hit.start and hit.end <= found.end()


def _value(words: str) -> str:
    """Read a number in figures or words.

    >>> _value("forty-five"), _value("twelve thousand"), _value("1,200"), _value("2.4 million")
    ('45', '12000', '1200', '2400000')
    """
    if words[0].isdigit():
        number, *times = words.replace(",", "").lower().split()
        return f"{float(number) * VALUES[times[0]]:.0f}" if times else number.rstrip(".")
    total = last = 0
    for word in re.findall(r"[a-z]+", words.lower().replace(" and ", " ")):
        if word in MULTIPLES:
            last = max(last, 1) * VALUES[word]
            total, last = (total + last, 0) if word != "hundred" else (total, last)
        else:
            last += VALUES[word]
    return str(total + last)


def _places(text: str, cues: ClaimCues, actors: set[str]) -> Iterator[_Fact]:
    common = {hit.start for hit in cues.rules.find(text) if hit.key == "common"}
    for found in PLACE.finditer(text):
        name = found["name"]
        if found.start("name") not in common and stem(name) not in actors:
            yield _Fact("place", "", name, found.start("name"), found.end())


def _actors(texts: pd.Series) -> set[str]:
    """Collect the stems of names that own or join something: countries and persons, not places."""
    return {stem(re.split(r"['’\s]", found)[0]) for text in texts for found in ACTOR.findall(text)}
