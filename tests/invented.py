"""Corpora of invented countries, of any size, and all tables made of them."""

import csv
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pandas as pd

from communique import compare
from communique.clues import find_clues
from communique.corpus import Corpus, read_corpus
from communique.dates import find_dates, stated_dates
from communique.issues import code_issues, make_codebook
from communique.timecues import make_time_cues
from communique.timeline import build_timeline, link_events
from communique.tone import explain_tone, read_instruments, score_tone

INSTRUMENTS = read_instruments(Path(__file__).parents[1] / "data" / "lexicons")
TOLD = [
    "Freedonia and Sylvania signed a good trade agreement.",
    "The minister of Ruritania called the tariffs a terrible mistake!",
    "Both sides met in Strelsau on 3 May 2031 and agreed on nothing.",
    "Sylvania should join the climate treaty.",
    "The last visit was a great success, but the war goes on.",
    "Nobody spoke about the recent quarrel over fishing rights.",
    "Freedonia threatened Sylvania with sanctions in a friendly tone.",
    "If the talks fail, the envoy will leave.",
    "Trade grew in 2029, said the Ruritanian delegation.",
]
ISSUES = {
    "trade": ["trade", "tariff*", "sanctions"],
    "climate": ["climate"],
    "war": ["war"],
    "visits_of_ministers": ["visit", "envoy"],
    "fishing": ["fishing rights"],
}
NAMES = {
    "trade": "Trade and tariffs",
    "fishing": "Fishing rights in the waters off " + "Zenda, " * 8 + "Zenda",
}
SOURCES = [
    "Ruritania Post",
    "The Freedonian Institute for Strategic and Maritime Studies, Fredville",
    "$ylvania $un_{daily}",
    "鲁里坦尼亚日报",
    "",
]
MODES = ["reported", "judged", "proposed"]
CHRONOLOGY = [
    ("2028-02-01", "", "A war begins", "", "war;quarrel", "https://record.example/war", ""),
    (
        "2030-06-18",
        "2030-06-19",
        "The previous visit, " * 9,
        "",
        "last visit",
        "",
        "https://r.example",
    ),
    ("2031-05-03", "2031-05-03", "The envoys meet", "Freedonia;Sylvania", "no such phrase", "", ""),
]


class Tables(NamedTuple):
    """All tables of one corpus."""

    corpus: Corpus
    documents: pd.DataFrame
    sentences: pd.DataFrame
    body: pd.DataFrame
    mentions: pd.DataFrame
    counts: pd.DataFrame
    modes: pd.DataFrame
    words: pd.DataFrame
    ranking: pd.DataFrame
    scores: pd.DataFrame
    weights: pd.DataFrame
    toned: pd.DataFrame
    dates: pd.DataFrame
    clues: pd.DataFrame
    links: pd.DataFrame
    events: pd.DataFrame

    def emptied(self) -> "Tables":
        """Give the same documents with no row in any table made from them."""
        rest = [table.head(0) for table in self[2:]]
        return Tables(self.corpus, self.documents, *rest)


def write_corpus(folder: Path, number: int, silent: bool = False) -> None:
    """Write so many documents; silent ones hold no issue, score, date or clue."""
    with (folder / "documents.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "source", "published_from", "url"])
        for i in range(number):
            told = [TOLD[(i * 4 + k) % len(TOLD)] for k in range(4 + i % 7)]
            told = ["It rained."] if silent else told
            text = f"Talks number {i}\n\n" + " ".join(told) + "\n"
            (folder / f"text_{i:02}.txt").write_text(text, encoding="utf-8")
            day = f"2031-05-{i % 28 + 1:02}" if i % 2 == 0 else ""
            source = SOURCES[i] if i < len(SOURCES) else f"Gazette {i}"
            writer.writerow([f"text_{i:02}.txt", source, day, "https://news.example/"])


@lru_cache(maxsize=16)
def corpus_of(number: int, silent: bool = False) -> Corpus:
    """Read a corpus of so many invented documents."""
    with TemporaryDirectory() as name:
        write_corpus(Path(name), number, silent)
        return read_corpus(name)


@lru_cache(maxsize=16)
def tables_of(number: int, silent: bool = False) -> Tables:
    """Make every table of a corpus of so many documents."""
    corpus = corpus_of(number, silent)
    modes = [MODES[i % 3] for i in range(len(corpus.sentences))]
    sentences = corpus.sentences.assign(mode=modes)
    body = compare.body(sentences)
    mentions = code_issues(sentences, make_codebook(ISSUES))
    words = compare.count_words(body, ignore={"the", "and", "a", "in", "of", "on"})
    scores, dates = score_tone(body, INSTRUMENTS), stated_dates(find_dates(sentences))
    cues = make_time_cues({"vague": ["recent"], "hypothetical": ["if"]})
    columns = ["begin", "end", "event", "parties", "phrases", "source_us", "source_cn_or_agency"]
    chronology = pd.DataFrame(CHRONOLOGY, columns=columns)
    links = link_events(sentences, chronology)
    return Tables(
        corpus,
        corpus.documents,
        sentences,
        body,
        mentions,
        compare.issue_counts(mentions, sentences),
        compare.mode_counts(mentions, sentences),
        words,
        compare.keyness(words),
        scores,
        explain_tone(body, INSTRUMENTS),
        compare.tone_by_issue(scores, mentions),
        dates,
        find_clues(body, cues),
        links,
        build_timeline(dates, sentences, links, chronology, corpus.documents),
    )
