"""Findings on voices: whose words issues stand in, and who acts towards whom."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from communique.compare import label_documents
from communique.compare.base import ASKER, records
from communique.findings.base import (
    MANY,
    all_texts,
    any_text,
    are,
    capital,
    foremost,
    listing,
    part,
    quoted,
    several,
)

FEW = 4  # things named of each text
PLAIN = "meets"  # the act that says least; named last


def spoken_finding(voices: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say how many issues stand in a speaker's words, and how many only in the author's own.

    `voices` comes from `compare.voice_of_issues`; with many texts the extremes are named.

    >>> documents = pd.DataFrame({"doc": ["a"], "source": ["Freedonia Times"]})
    >>> voices = pd.DataFrame({"doc": "a", "issue": ["arms", "trade"], "voice": ["quoted", "own"]})
    >>> spoken_finding(voices, documents)
    'In Freedonia Times 1 of 2 issues is raised in a speaker’s words (1 quoted, 0 only reported).'
    """
    if voices.empty:
        return f"No issue of the codebook is raised in {any_text(len(documents))}."
    labels = label_documents(documents)
    found = {
        doc: Counter(voices["voice"][voices["doc"] == doc])
        for doc in documents["doc"]
        if doc in set(voices["doc"])
    }
    if not any(own["quoted"] + own["reported"] for own in found.values()):
        return f"Every issue is raised in the author’s own words in {all_texts(len(documents))}."
    if len(documents) > MANY:
        ranked = sorted(found, key=lambda doc: (_share(found[doc]), doc))
        silent = sum(not _share(own) for own in found.values())
        told = f"most in {labels[ranked[-1]]} ({_of(found[ranked[-1]])})"
        none = f"; in {part(silent, len(documents), 'text')} none is" if silent else ""
        return f"Issues raised in a speaker’s words, quoted or reported: {told}{none}."
    return (
        "; ".join([*(_spoken(labels[d], own, n) for n, (d, own) in enumerate(found.items()))]) + "."
    )


def _share(own: Mapping[str, int]) -> float:
    return (own["quoted"] + own["reported"]) / max(1, sum(own.values()))


def _of(own: Mapping[str, int]) -> str:
    return part(own["quoted"] + own["reported"], sum(own.values()), "issue")


def _spoken(label: str, own: Mapping[str, int], place: int) -> str:
    spoken = own["quoted"] + own["reported"]
    begin = f"{'in' if place else 'In'} {label}"
    said = " raised in a speaker’s words" * (not place)
    if not spoken:
        return f"{begin} no issue is{said}"
    kinds = f" ({own['quoted']} quoted, {own['reported']} only reported)"
    return f"{begin} {_of(own)} {are(spoken)}{said}{kinds}"


def speaker_finding(speakers: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say how many issues each speaker raises (from `compare.speakers_by_issue`).

    >>> documents = pd.DataFrame({"doc": ["a"], "source": ["Freedonia Times"]})
    >>> speakers = pd.DataFrame({"doc": "a", "speaker": "Fritz Sapt", "issue": ["arms", "trade"]})
    >>> speaker_finding(speakers, documents)
    'Issues raised in a speaker’s words: in Freedonia Times by Fritz Sapt 2.'
    """
    if speakers.empty:
        return f"No speaker is quoted or reported on an issue in {any_text(len(documents))}."
    labels = label_documents(documents)
    own: dict[str, Counter[str]] = {}
    for doc, speaker in records(speakers, "doc", "speaker"):
        own.setdefault(doc, Counter())[speaker] += 1
    if len(documents) > MANY:
        return _most_heard(own, len(documents))
    told = []
    for doc in documents["doc"]:
        ranked = sorted(own.get(doc, {}).items(), key=lambda one: (-one[1], one[0]))
        numbers = [f"{speaker} {number}" for speaker, number in ranked]
        by = f"by {listing(numbers, most=FEW)}" if numbers else "none"
        told.append(f"in {labels[doc]} {by}")
    return f"Issues raised in a speaker’s words: {'; '.join(told)}."


def _most_heard(own: Mapping[str, Mapping[str, int]], number: int) -> str:
    heard = Counter(speaker for speakers in own.values() for speaker in speakers)
    several_texts = {name: n for name, n in heard.items() if n > 1 and name != ASKER}
    told = [f"{name} (in {several(n, 'text')})" for name, n in foremost(several_texts, MANY)]
    often = f", most often {listing(told)}" if told else ""
    return f"Speakers raise issues in {part(len(own), number, 'text')}{often}."


def direction_finding(directions: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say who acts towards whom: what texts have in common, and what only one has.

    `directions` comes from `find_directions`; sentences that propose are left out.

    >>> documents = pd.DataFrame({"doc": ["a"], "source": ["Freedonia Times"]})
    >>> rows = {"doc": "a", "actor": ["Sylvania"], "act": "warns", "target": ["Ruritania"]}
    >>> direction_finding(pd.DataFrame(rows | {"mode": "reported"}), documents)
    'In Freedonia Times: “Sylvania warns Ruritania”.'
    """
    plain = directions[directions["mode"] != "proposed"]
    if plain.empty:
        return f"Who acts towards whom is not plainly said in {any_text(len(documents))}."
    told: dict[str, dict[str, None]] = {}
    ranked = plain.assign(last=plain["act"] == PLAIN).sort_values("last", kind="stable")
    for doc, actor, act, target in records(ranked, "doc", "actor", "act", "target"):
        told.setdefault(" ".join(filter(None, (actor, act, target))), {})[doc] = None
    labels = label_documents(documents)
    if len(documents) > MANY:
        most = sorted(told.items(), key=lambda one: (-len(one[1]), one[0]))[:MANY]
        named = [f"“{act}” ({several(len(docs), 'text')})" for act, docs in most]
        often = " most often" * any(len(docs) > 1 for _, docs in most)
        return f"Plainly said{often}: {listing(named)}."
    parts = []
    for number in range(len(documents), 1, -1):
        texts = (
            all_texts(number) if number == len(documents) else f"{number} of {len(documents)} texts"
        )
        shared = [act for act, docs in told.items() if len(docs) == number]
        parts += [f"said in {texts}: {_acts(shared)}"] * bool(shared)
    for doc in documents["doc"]:
        own = [act for act, docs in told.items() if list(docs) == [doc]]
        only = "only " * (len(documents) > 1)
        parts += [f"{only}in {labels[doc]}: {_acts(own)}"] * bool(own)
    return capital(f"{'; '.join(parts)}.")


def _acts(acts: Sequence[str]) -> str:
    return listing(quoted(acts), most=FEW)
