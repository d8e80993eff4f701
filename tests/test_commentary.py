"""What the notebooks say about the default texts, checked against the texts and the tables.

Each fact names words of a cell tagged `about-default-corpus`, which must still stand there, and
a condition that must hold. A quotation of the texts must be found in them.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest

from communique.claims import find_claims, find_facts, read_claim_cues
from communique.coding import read_sheets
from communique.compare import (
    body,
    contradictions,
    find_phrases,
    label_documents,
    lengths,
    tone_against_reference,
)
from communique.compare.base import name_sentences
from communique.corpus import read_corpus
from communique.dates import find_dates, stated_dates
from communique.issues import code_issues, read_codebook
from communique.modes import code_modes, read_cues
from communique.names import read_names
from communique.quotes import find_quotes, read_quote_cues
from communique.timeline import build_timeline, link_events, read_chronology
from communique.tone import explain_tone, read_instruments, score_tone

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
INSTRUMENTS = read_instruments(DATA / "lexicons")


@cache
def tables() -> SimpleNamespace:
    corpus = read_corpus(ROOT / "seeds")
    sentences = code_modes(corpus.sentences, read_cues(DATA / "mode_cues.csv"))
    chronology = read_chronology(DATA / "chronology.csv")
    codebook = read_codebook(DATA / "codebook.csv")
    mentions, cues = code_issues(sentences, codebook), read_claim_cues(DATA / "claim_cues.csv")
    claims = find_claims(sentences, mentions, cues)
    quotes = find_quotes(
        corpus.passages,
        sentences,
        read_quote_cues(DATA / "quote_cues.csv"),
        read_names(DATA / "names.csv"),
    )
    return SimpleNamespace(
        documents=corpus.documents.set_index(
            corpus.documents["doc"].map(label_documents(corpus.documents))
        ),
        corpus=corpus,
        body=body(sentences),
        mentions=mentions,
        known=set(codebook.issues["issue"]),
        words=explain_tone(body(sentences), INSTRUMENTS),
        dates=find_dates(body(sentences), corpus.documents),
        chronology=chronology.set_index("event"),
        links=link_events(sentences, chronology),
        claims=claims.groupby(claims["doc"] + ": " + claims["issue"])["status"].agg(set),
        differing=contradictions(claims, find_facts(sentences, mentions, cues)),
        quotes=quotes,
        spoken=len(quotes[quotes["doc"] == CBGA]) / sum(sentences["doc"] == CBGA),
    )


def commentary(name: str) -> str:
    book = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    cells = [c for c in book.cells if "about-default-corpus" in c.metadata.get("tags", [])]
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def modes_of(*patterns: str) -> set[str]:
    """Give the modes of the body sentences in which a phrase occurs."""
    found = find_phrases(tables().body, {"phrase": patterns})
    return set(found.merge(tables().body, on=["doc", "sentence"])["mode"])


def doc_of(phrase: str) -> set[str]:
    return set(find_phrases(tables().body, {"phrase": [phrase]})["doc"])


def weights(word: str, instrument: str) -> list[float]:
    words = tables().words
    same = (words["text"].str.lower() == word) & (words["instrument"] == instrument)
    return words[same]["weight"].to_list()


def heaviest(instrument: str, number: int) -> list[str]:
    words = tables().words[lambda w: w["instrument"] == instrument]
    totals = words.groupby(words["text"].str.lower())["weight"].sum().abs()
    return totals.sort_values(ascending=False).index[:number].to_list()


def begins(event: str) -> pd.Timestamp:
    return pd.Timestamp(tables().chronology.loc[event, "begin"])


def weeks_after_visit(label: str) -> float:
    published = pd.Timestamp(tables().documents.loc[label, "published_from"])
    return (published - begins("Blinken visits Shanghai and Beijing")).days / 7


def place_of(words: str) -> tuple[str, str]:
    """Give the label of the text that holds these words, and the name of their sentence."""
    corpus = tables().corpus
    (row,) = (row for row in corpus.sentences.itertuples() if words in str(row.text))
    labels = label_documents(corpus.documents)
    return labels[str(row.doc)], name_sentences(corpus.sentences)[row.doc, row.sentence]


def is_missed(words: str) -> bool:
    """Tell whether no quotation or report that the rules find touches these words."""
    for doc, raw in tables().corpus.documents[["doc", "raw"]].to_numpy():
        if (start := raw.find(words)) >= 0:
            own = tables().quotes[tables().quotes["doc"] == doc]
            return not ((own["start"] < start + len(words)) & (own["end"] > start)).any()
    raise AssertionError(words)


def sentence_with(phrase: str) -> pd.Series:
    found = tables().body[tables().body["text"].str.contains(phrase, regex=False)]
    assert len(found) == 1
    return found.iloc[0]


def issues_in(phrase: str) -> set[str]:
    row = sentence_with(phrase)
    mentions = tables().mentions
    return set(
        mentions[(mentions["doc"] == row["doc"]) & (mentions["sentence"] == row["sentence"])][
            "issue"
        ]
    )


def correlation(instrument: str) -> float:
    codes = read_sheets([DATA / "gold" / "settled.csv"], tables().corpus, tables().known)
    scores = score_tone(tables().body, INSTRUMENTS, read_names(DATA / "names.csv"))
    table = tone_against_reference(scores, codes).set_index("instrument")
    return float(table.loc[instrument, "correlation"])


SOFREP, CBGA = "blinken_in_china", "cbga_beijing_visit"
BALLOON = "A balloon from China crosses US territory and is shot down"
FACTS: list[tuple[str, str, Callable[[], bool]]] = [
    (
        "01_sources",
        "published within days of the visit",
        lambda: 0 < weeks_after_visit("SOFREP") < 1.2,
    ),
    (
        "01_sources",
        "the date is an interval",
        lambda: (
            tables().documents.loc["SOFREP", "published_from"]
            < tables().documents.loc["SOFREP", "published_to"]
        ),
    ),
    ("01_sources", "published six weeks later", lambda: 6 <= weeks_after_visit("CBGA") < 7),
    (
        "01_sources",
        "It argues more than it reports",
        lambda: (tables().body[lambda b: b["doc"] == CBGA]["mode"] == "reported").mean() < 0.5,
    ),
    (
        "01_sources",
        "Much of CBGA is advice",
        lambda: (tables().body[lambda b: b["doc"] == CBGA]["mode"] == "proposed").mean() > 1 / 3,
    ),
    (
        "02_issues",
        "occur in CBGA only as advice or general argument",
        lambda: modes_of("arms control", "hotline*", "tariff*", "cybersecurity") == {"proposed"},
    ),
    (
        "02_issues",
        "the word *relationship* brings in the relations",
        lambda: (
            issues_in("emphasize the trade relationship")
            == {"relationship_climate", "trade_economy"}
        ),
    ),
    (
        "02_issues",
        "uses none of the words in the codebook",
        lambda: not issues_in("converting lofty commitments into tangible actions"),
    ),
    (
        "03_tone",
        "VADER's heaviest words are *united* and *parties*",
        lambda: heaviest("VADER", 2) == ["united", "parties"],
    ),
    (
        "03_tone",
        "*artificial* to be a bad word (−0.6)",
        lambda: set(weights("artificial", "TextBlob")) == {-0.6},
    ),
    (
        "03_tone",
        "*crucial*, CBGA's favourite word for advice, counts 0.0",
        lambda: set(weights("crucial", "TextBlob")) == {0.0},
    ),
    (
        "03_tone",
        "are not in its list at all",
        lambda: (
            not [w for x in ("unresolved", "tensions", "friction") for w in weights(x, "TextBlob")]
            and doc_of("unresolved") == {SOFREP}
        ),
    ),
    (
        "03_tone",
        "*support* is a good word in VADER and in the word weights",
        lambda: (
            min(weights("support", "VADER") + weights("support", "Word weights")) > 0
            and "support for Russia’s defense sector" in sentence_with("remains unresolved")["text"]
        ),
    ),
    (
        "03_tone",
        "TextBlob's scores tell nothing about the reading",
        lambda: abs(correlation("TextBlob")) < 0.15,
    ),
    (
        "03_tone",
        "VADER's and the word weights' a little, the cooperation scale's most",
        lambda: (
            0.15
            < min(correlation("VADER"), correlation("Word weights"))
            <= max(correlation("VADER"), correlation("Word weights"))
            < 0.55
            < correlation("Cooperation scale")
        ),
    ),
    (
        "04_timeline",
        "from these two texts alone nobody could put a single event on a calendar",
        lambda: stated_dates(tables().dates).empty,
    ),
    (
        "04_timeline",
        "Two durations are all that the date finder finds",
        lambda: tables().dates["value"].to_list() == ["PT6H", "P3D"],
    ),
    (
        "04_timeline",
        "By the record it was shot down in February 2023",
        lambda: tables().chronology.loc[BALLOON, "end"].startswith("2023-02"),
    ),
    (
        "04_timeline",
        "the visit took place in June, more than four months later",
        lambda: (
            (
                begins("Blinken's previous visit to Beijing")
                - pd.Timestamp(tables().chronology.loc[BALLOON, "end"])
            ).days
            > 4 * 30.5
        ),
    ),
    (
        "04_timeline",
        "a climate working group had met in January 2024, before the visit",
        lambda: begins("The US-China climate working group meets").strftime("%Y-%m") == "2024-01",
    ),
    (
        "04_timeline",
        "under the heading “The Focal Outcomes”",
        lambda: sentence_with("establishment of working groups")["section"] == "The Focal Outcomes",
    ),
    (
        "04_timeline",
        "senior military talks had resumed in December 2023",
        lambda: (
            begins("Generals Brown and Liu speak: senior military talks resume").strftime("%Y-%m")
            == "2023-12"
        ),
    ),
    (
        "04_timeline",
        "were held on 14 May 2024",
        lambda: (
            begins("First intergovernmental talks on AI in Geneva") == pd.Timestamp("2024-05-14")
        ),
    ),
    (
        "04_timeline",
        "By 9 June, when the commentary was published, the talks on artificial intelligence had "
        "been held",
        lambda: (
            begins("First intergovernmental talks on AI in Geneva")
            < pd.Timestamp(tables().documents.loc["CBGA", "published_from"])
        ),
    ),
    (
        "05_agreement",
        "Read literally, the talks on artificial intelligence were ongoing or resuming, and the "
        "military ones about to begin",
        lambda: (
            {"ongoing", "resuming"} <= tables().claims[f"{CBGA}: artificial_intelligence"]
            and "upcoming" in tables().claims[f"{CBGA}: military_communication"]
            and "new" in tables().claims[f"{SOFREP}: artificial_intelligence"]
        ),
    ),
    (
        "05_agreement",
        "when CBGA’s was published, the first talks on artificial intelligence had been held",
        lambda: (
            begins("First intergovernmental talks on AI in Geneva")
            < pd.Timestamp(tables().documents.loc["CBGA", "published_from"])
        ),
    ),
    (
        "05_agreement",
        "six weeks after SOFREP’s text, when CBGA’s was published",
        lambda: (
            40
            <= (
                pd.Timestamp(tables().documents.loc["CBGA", "published_from"])
                - pd.Timestamp(tables().documents.loc["SOFREP", "published_from"])
            ).days
            <= 45
        ),
    ),
    (
        "05_agreement",
        "CBGA speaks almost throughout in its author’s own voice",
        lambda: tables().spoken < 0.1,
    ),
    *(
        (
            "05_agreement",
            f"“{words}”{between}{label} {number})",
            lambda words=words, label=label, number=number: (  # type: ignore[misc]
                place_of(words) == (label, f"sentence {number}") and is_missed(words)
            ),
        )
        for words, between, label, number in (
            ("stirred concerns in Beijing", " (", "SOFREP", 13),
            ("ongoing challenges and tensions", ", ", "SOFREP", 11),
            ("China’s focus on the importance", " (", "CBGA", 29),
        )
    ),
]


@pytest.mark.parametrize(("notebook", "words", "holds"), FACTS, ids=[f[1][:40] for f in FACTS])
def test_fact_stands_in_the_notebook_and_holds(
    notebook: str, words: str, holds: Callable[[], bool]
) -> None:
    assert words in commentary(notebook)
    assert holds()


@pytest.mark.parametrize(
    "name", ["01_sources", "02_issues", "03_tone", "04_timeline", "05_agreement"]
)
def test_quotations_are_in_the_texts(name: str) -> None:
    # A no-break space looks like any other to a reader.
    raws = " ".join(tables().corpus.documents["raw"]).replace("\u00a0", " ")
    quoted = re.findall(r"“([^”]{25,})”", commentary(name))
    assert all(words.rstrip(".") in raws for words in quoted), quoted


def test_events_behind_the_commentary_are_five() -> None:
    events = build_timeline(
        tables().dates,
        tables().body,
        tables().links,
        tables().chronology.reset_index(),
        tables().corpus.documents,
    )
    pattern = "balloon|previous visit|military talks|climate working|AI in Geneva"
    assert events["event"].str.contains(pattern).sum() == 5


def test_the_front_page_says_when_and_where_the_talks_were() -> None:
    front = (ROOT / "site" / "index.md").read_text(encoding="utf-8")
    visit = tables().chronology.loc["Blinken visits Shanghai and Beijing"]
    assert (visit["begin"], visit["end"]) == ("2024-04-24", "2024-04-26")
    assert "in Shanghai and Beijing, 24 to 26 April 2024" in front


def test_the_texts_are_as_long_as_stated() -> None:
    assert lengths(tables().body).set_index("doc")["sentences"].to_dict() == {SOFREP: 13, CBGA: 60}


def test_hours_of_talks_and_days_of_a_trip_are_no_contradiction() -> None:
    assert "duration" not in set(tables().differing["kind"])
