"""Name the speakers of a document: full names for short ones, names for pronouns."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from communique.compare.base import ASKER
from communique.quotes.lexicon import QuoteCues

__all__ = ["Mention", "name_speakers"]

REACH = 1_500
ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
PARTY = re.compile(r"\s*\([^()]*\)?,?$")
POSSESSIVE = re.compile(r"['’]s?$")
SHORT = 3
HE, SHE = "he", "she"
BESIDE = 60
AFTER_NAME = re.compile(r"\W*$|\s*[(,]|\s+(?:of|for|from|at|in|on)\b")
LINK = re.compile(r"\b(?:of|for|from|at|in|on|to|by|with|and)\s+(?:the\s+)?$")

Span = tuple[int, int]


class Mention(NamedTuple):
    """A name in the text, the listed name it stands for ("" if none), and what stands beside it.

    `before` and `after` are words of the same sentence, `pronoun` (he, she) is the next there;
    `opens` says that it stands early in it, `leads` that it begins it.
    """

    start: int
    end: int
    text: str
    name: str
    kind: str
    before: str
    after: str
    pronoun: str
    opens: bool
    leads: bool


def name_speakers(
    sources: Mapping[Span, str], mentions: Sequence[Mention], cues: QuoteCues
) -> dict[Span, str]:
    """Give each source, by its span, the name of the speaker ("" where nothing fits).

    A name stands for the person that the list, or the text by a fuller name, says it is. “He” and
    “she” stand for the last speaker, or the last person that opens a sentence, whichever is nearer,
    then for the nearest other person, unless a title (Mr., Ms.) speaks against it. “The envoy” is
    the last person whom the text called an envoy, if the cues list the word as a role; names of
    bodies are no persons. A source without a
    name is named by its own words.
    """
    people = _People(mentions, cues.classes)
    named: dict[Span, str] = {}
    for span in sorted(sources):
        named[span] = people.name(span, sources[span])
    return named


class _People:
    def __init__(self, mentions: Sequence[Mention], classes: Mapping[str, frozenset[str]]) -> None:
        self._classes = classes
        hints = {word: pronoun for pronoun in (HE, SHE) for word in classes[pronoun]}
        self._mentions = sorted(mentions)
        self._starts = [mention.start for mention in self._mentions]
        self._full = dict(_full_names(self._mentions))
        self._spoken: list[tuple[int, str]] = []
        self._persons: set[str] = set()
        self._gender: dict[str, str] = {}
        self._guessed: dict[str, Counter[str]] = {}
        for mention in self._mentions:
            known = self._known(mention)
            fitting = (
                not mention.kind and " " in known and not classes["body"] & {*known.lower().split()}
            )
            if mention.kind == "person" or fitting:
                self._persons.add(known)
            if hint := hints.get(mention.before.lower().split(" ")[-1]):
                self._gender.setdefault(known, hint)
            if mention.pronoun and known in self._persons:
                self._guessed.setdefault(known, Counter())[mention.pronoun] += 1
        self._roles = dict(self._called())

    def name(self, span: Span, text: str) -> str:
        """Name one source; later sources may refer to it."""
        word = text.lower()
        if word in self._classes["question"]:
            return ASKER
        if word in (HE, SHE):
            found = self._antecedent(span[0], word)
            if found:
                self._gender.setdefault(found, word)
        elif word in self._classes["relative"]:
            found = self._antecedent_of_relative(span[0])
        elif word in self._classes["personal"] | self._classes["empty"]:
            return ""
        else:
            found = self._named(span, text)
        if found in self._persons or self._is_role(text):
            self._spoken.append((span[0], found))
        return found

    def _is_role(self, text: str) -> bool:
        """Say whether a source is one person without a name: “the senior official”."""
        words = text.lower().split()
        return len(words) > 1 and words[0] == "the" and words[-1] in self._classes["role"]

    def _known(self, mention: Mention) -> str:
        return mention.name or self._full.get(mention.text, mention.text)

    def _inside(self, span: Span) -> list[Mention]:
        first = bisect_left(self._starts, span[0])
        near = self._mentions[first : bisect_left(self._starts, span[1])]
        return [mention for mention in near if mention.end <= span[1]]

    def _named(self, span: Span, text: str) -> str:
        if text.isupper() and len(text) > SHORT:
            return self._shouted(text)
        for one in self._inside(span):
            before, after = text[: one.start - span[0]], text[one.end - span[0] :]
            if LINK.search(before):
                break
            whole = not before.strip() or ARTICLE.fullmatch(before)
            known = self._known(one)
            if (whole or known in self._persons) and AFTER_NAME.match(after):
                return known
        if beside := self._beside(span, text):
            return beside
        bare = PARTY.sub("", text)
        called = self._roles.get(bare.lower().removeprefix("the "), [])
        if called and bare.lower().startswith("the "):
            place = bisect_left(called, (span[0], ""))
            return called[max(0, place - 1)][1]
        return ARTICLE.sub("", POSSESSIVE.sub("", bare), count=1)

    def _beside(self, span: Span, text: str) -> str:
        """Give the name in “the envoy of Zenda, Fritz Sapt, said”."""
        at = bisect_left(self._starts, span[1])
        near = self._mentions[at] if at < len(self._mentions) else None
        beside = near and near.start - span[1] <= SHORT and not near.leads
        known = self._known(near) if near and beside else ""
        role = any(word in self._classes["role"] for word in text.lower().split())
        return known if role and known in self._persons else ""

    def _called(self) -> Iterator[tuple[str, list[tuple[int, str]]]]:
        """Give for each role the places where the text says who has it: “Envoy Fritz Sapt”."""
        found: dict[str, list[tuple[int, str]]] = {}
        for mention in self._mentions:
            known = self._known(mention)
            if known in self._persons:
                for phrase in (mention.before.lower(), mention.after.lower()):
                    for role in self._endings(phrase.split()):
                        found.setdefault(role, []).append((mention.start, known))
        yield from found.items()

    def _endings(self, words: list[str]) -> Iterator[str]:
        """Give the ends of a phrase that hold a role: “chief envoy”, “envoy”."""
        small = self._classes["link"] | self._classes["determiner"] | {"and"}
        for first, word in enumerate(words):
            if word not in small and self._classes["role"] & {*words[first:]}:
                yield " ".join(words[first:])

    def _shouted(self, text: str) -> str:
        """Name a label in capitals (“MR. SAPT”) by the person whose name ends so."""
        last = PARTY.sub("", text).split()[-1].casefold()
        fitting = (name for name in self._persons if name.casefold().split()[-1:] == [last])
        return min(fitting, default=text)

    def _antecedent(self, place: int, word: str) -> str:
        first = bisect_left(self._starts, place - REACH)
        near = self._mentions[first : bisect_left(self._starts, place)]
        persons = [(one.start, self._known(one), one.opens) for one in near]
        persons = [one for one in persons if one[1] in self._persons and self._fits(one[1], word)]
        leading = [(start, name) for start, name, opens in persons if opens]
        leading += [one for one in self._spoken[-5:] if self._fits(one[1], word)]
        recent = [one for one in leading if one[0] >= place - REACH]
        return max(recent)[1] if recent else persons[-1][1] if persons else ""

    def _antecedent_of_relative(self, place: int) -> str:
        first = bisect_left(self._starts, place - BESIDE)
        near = self._mentions[first : bisect_left(self._starts, place)]
        return self._known(near[-1]) if near else ""

    def _fits(self, name: str, word: str) -> bool:
        guessed = self._guessed.get(name)
        return (
            self._gender.get(name) or (guessed and guessed.most_common(1)[0][0]) or word
        ) == word


def _full_names(mentions: Iterable[Mention]) -> Iterator[tuple[str, str]]:
    """Give the fuller name for each short one that stands on no list: the first that has it."""
    seen: dict[str, str] = {}
    for mention in mentions:
        words = mention.text.split(" of ")[0].split()  # “Elena Varga of Veldania” is no Veldania
        known = mention.name or mention.text
        if len(words) < 2 or mention.kind not in ("", "person") or len(words) > SHORT + 1:
            continue
        seen.setdefault(words[-1], known)
    for mention in mentions:
        words = mention.text.split()
        if len(words) > 1 and mention.kind in ("", "person") and len(words) <= SHORT:
            seen.setdefault(words[0], mention.name or mention.text)
    yield from seen.items()
