"""Compare in whose words issues are raised: a speaker's, quoted or reported, or the author's own.

Offsets decide: what stands inside the content of a quotation or a reported statement is its
speaker's, all else the author's, also beside it in the same sentence.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from communique.compare.base import body, name_sentences, records

__all__ = ["UNNAMED", "VOICES", "mention_voices", "speakers_by_issue", "voice_of_issues"]

VOICES = ["quoted", "reported", "own"]
UNNAMED = "unnamed"


class _Content(NamedTuple):
    start: int
    end: int
    direct: bool
    speaker: str


def mention_voices(mentions: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Say of each mention in whose words it stands: the evidence behind the tables below.

    `mentions` comes from `code_issues`, `quotes` from `find_quotes`. Adds voice (quoted: inside a
    quotation; reported: in the reported words of a speaker; own: the author's) and speaker
    (“unnamed” where nobody is named, "" for the author's own words). Where one content stands
    inside another, the inner one's speaker counts; what is quoted anywhere around is quoted.

    >>> mentions = pd.DataFrame({"doc": "a", "start": [4, 40], "end": [9, 45], "issue": "trade"})
    >>> quotes = pd.DataFrame({"doc": ["a"], "start": [0], "end": [20], "direct": [True],
    ...                        "speaker": ["Fritz Sapt"]})
    >>> mention_voices(mentions, quotes)[["voice", "speaker"]].to_numpy().tolist()
    [['quoted', 'Fritz Sapt'], ['own', '']]
    """
    contents: dict[str, list[_Content]] = {}
    columns = ["start", "end", "direct", "speaker"]
    for doc, *told in records(quotes.sort_values(["doc", "start", "end"]), "doc", *columns):
        contents.setdefault(doc, []).append(_Content(*told))
    lookup = {doc: _Lookup(told) for doc, told in contents.items()}
    nobody = _Lookup([])
    found = [
        lookup.get(doc, nobody).voice(start, end)
        for doc, start, end in records(mentions, "doc", "start", "end")
    ]
    voices = pd.DataFrame(found, columns=["voice", "speaker"], index=mentions.index, dtype="str")
    return mentions.assign(voice=voices["voice"], speaker=voices["speaker"])


class _Lookup:
    """Find the contents around a span, of contents sorted by their start."""

    def __init__(self, contents: Sequence[_Content]) -> None:
        self._contents = contents
        self._starts = [one.start for one in contents]
        self._longest = max((one.end - one.start for one in contents), default=0)

    def voice(self, start: int, end: int) -> tuple[str, str]:
        around = []
        at = bisect_right(self._starts, start) - 1
        while at >= 0 and self._starts[at] >= end - self._longest:
            if self._contents[at].end >= end:
                around.append(self._contents[at])
            at -= 1
        if not around:
            return "own", ""
        inner = min(around, key=lambda one: one.end - one.start)
        direct = any(one.direct for one in around)
        return "quoted" if direct else "reported", inner.speaker or UNNAMED


def speakers_by_issue(
    told: pd.DataFrame, sentences: pd.DataFrame, level: str = "issue"
) -> pd.DataFrame:
    """Count the sentences in which each speaker raises each issue.

    `told` comes from `mention_voices`; `level` is issue or parent. Returns doc, speaker, issue,
    quoted, reported, sentences (the sum; a sentence with both counts as quoted), numbers (of
    the sentences, as evidence names them: “4; 7”). Sorted by document, then speakers with most
    sentences first. Titles and headings do not count.

    >>> from communique.corpus import toy_sentences
    >>> told = pd.DataFrame({"doc": "toy", "sentence": [1, 1], "issue": "trade",
    ...                      "voice": ["quoted", "own"], "speaker": ["Fritz Sapt", ""]})
    >>> speakers_by_issue(told, toy_sentences("“Trade,” said Sapt of trade."))
       doc     speaker  issue  quoted  reported  sentences numbers
    0  toy  Fritz Sapt  trade       1         0          1       1
    """
    rows = _in_body(told[told["voice"] != "own"], sentences, level)
    counted: dict[tuple[str, str, str], dict[int, str]] = {}
    for doc, speaker, issue, number, voice in records(
        rows, "doc", "speaker", "issue", "sentence", "voice"
    ):
        _first_voice(counted.setdefault((doc, speaker, issue), {}), number, voice)
    names = name_sentences(sentences)
    table = pd.DataFrame(
        [
            (*key, *_counts(found)[:2], len(found), _numbers(names, key[0], found))
            for key, found in counted.items()
        ],
        columns=["doc", "speaker", "issue", "quoted", "reported", "sentences", "numbers"],
    )
    total = table.groupby(["doc", "speaker"])["sentences"].transform("sum")
    order = ["doc", "total", "speaker", "sentences", "issue"]
    table = table.assign(total=total).sort_values(order, ascending=[True, False, True, False, True])
    return table.drop(columns="total").reset_index(drop=True)


def voice_of_issues(
    told: pd.DataFrame, sentences: pd.DataFrame, level: str = "issue"
) -> pd.DataFrame:
    """Count for each document and issue the sentences in which each voice raises it.

    Returns doc, issue, quoted, reported, own, sentences (their sum), spoken (share quoted or
    reported), voice (the first of quoted, reported, own that is not 0), speakers (as “Fritz Sapt;
    Ann Other”). A sentence in which several voices raise the issue counts for the first of quoted,
    reported, own. Issues that a document does not raise in its running text have no row.

    >>> from communique.corpus import toy_sentences
    >>> told = pd.DataFrame({"doc": "toy", "sentence": [1, 2], "issue": "trade",
    ...                      "voice": ["quoted", "own"], "speaker": ["Fritz Sapt", ""]})
    >>> table = voice_of_issues(told, toy_sentences("“Trade,” said Sapt.", "Trade grew."))
    >>> table[["quoted", "reported", "own", "sentences", "spoken"]].to_numpy().tolist()
    [[1.0, 0.0, 1.0, 2.0, 0.5]]
    """
    rows = _in_body(told, sentences, level)
    voices: dict[tuple[str, str], dict[int, str]] = {}
    speakers: dict[tuple[str, str], dict[str, None]] = {}
    for doc, issue, number, voice, speaker in records(
        rows, "doc", "issue", "sentence", "voice", "speaker"
    ):
        _first_voice(voices.setdefault((doc, issue), {}), number, voice)
        if speaker:
            speakers.setdefault((doc, issue), {})[speaker] = None
    found = []
    for key, by_sentence in voices.items():
        quoted, reported, own = _counts(by_sentence)
        number = len(by_sentence)
        best = min(by_sentence.values(), key=VOICES.index)
        named = "; ".join(speakers.get(key, {}))
        found.append(
            (*key, quoted, reported, own, number, (quoted + reported) / number, best, named)
        )
    columns = ["doc", "issue", *VOICES, "sentences", "spoken", "voice", "speakers"]
    return pd.DataFrame(found, columns=columns).sort_values(["doc", "issue"], ignore_index=True)


def _in_body(told: pd.DataFrame, sentences: pd.DataFrame, level: str) -> pd.DataFrame:
    rows = told.assign(issue=told[level])
    return rows.merge(body(sentences)[["doc", "sentence"]], on=["doc", "sentence"])


def _first_voice(voices: dict[int, str], number: int, voice: str) -> None:
    voices[number] = min(voice, voices.get(number, voice), key=VOICES.index)


def _counts(voices: Mapping[int, str]) -> list[int]:
    return [sum(one == voice for one in voices.values()) for voice in VOICES]


def _numbers(names: Mapping[tuple[str, int], str], doc: str, voices: Mapping[int, str]) -> str:
    return "; ".join(names[doc, number].removeprefix("sentence ") for number in sorted(voices))
