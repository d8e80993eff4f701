"""Quotations: what is quoted, who says it, and what is left alone."""

import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.corpus import Corpus, read_corpus
from communique.names import Names, make_names
from communique.quotes import QuoteCueError, QuoteCues, find_quotes, read_quote_cues
from communique.quotes.spans import quoted_spans
from communique.split import split_passages, split_sentences
from tests.known import each_case, read_cases

ROOT = Path(__file__).parent.parent
CASES = read_cases("quotes")
LISTED = {"Ruritania": "country", "Strelsau": "city", "Mr.": "title", "Ms.": "title"}
LISTED |= {"Envoy": "title", "Chief Envoy": "title"}
COLUMNS = ["doc", "sentence", "start", "end", "text", "direct", "speaker"]
COLUMNS += ["speaker_start", "speaker_end", "cue", "cue_start", "cue_end"]
PIECES = [
    "“",
    "”",
    '"',
    "‘",
    "’",
    "'",
    "''",
    "``",
    "„",
    "«",
    "»",
    " ",
    " ",
    " ",
    "\n\n",
    ", ",
    ". ",
]
PIECES += [
    "said",
    "Sapt",
    "Mr. ",
    "that",
    "he",
    "according to",
    ":",
    "—",
    "-",
    "(",
    ")",
    "Q ",
    "we",
]
PIECES += [
    "who",
    "MR. SAPT: ",
    "told",
    "to",
    "and",
    "?",
    "İ",
    "😀",
    "5",
    "states",
]


LISTS = read_quote_cues(ROOT / "data" / "quote_cues.csv"), make_names(LISTED)


@pytest.fixture
def cues() -> QuoteCues:
    return LISTS[0]


@pytest.fixture
def names() -> Names:
    return LISTS[1]


def tables(raw: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make the tables of one text, as `read_corpus` does."""
    passages, sentences = [], []
    for number, part in enumerate(split_passages(raw), 1):
        text = raw[part.start : part.end]
        passages.append(("toy", number, part.kind, part.section, part.start, part.end, text))
        for start, end in split_sentences(text):
            place = (part.start + start, part.start + end)
            kind = "sentence" if part.kind == "paragraph" else part.kind
            row = ("toy", len(sentences) + 1, number, kind, *place, text[start:end])
            sentences.append(row)
    head = ["doc", "passage", "kind", "section", "start", "end", "text"]
    columns = ["doc", "sentence", "passage", "kind", "start", "end", "text"]
    return pd.DataFrame(passages, columns=head), pd.DataFrame(sentences, columns=columns)


def found(raw: str, cues: QuoteCues, names: Names) -> pd.DataFrame:
    return find_quotes(*tables(raw), cues, names)


def rows(quotes: pd.DataFrame, direct: bool) -> list[list[Any]]:
    return quotes[quotes["direct"] == direct][["text", "speaker", "cue"]].to_numpy().tolist()


# ---------------------------------------------------------------- what is found


@each_case(CASES["marks"])
def test_marks(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[quote.start : quote.end] for quote in quoted_spans(text)] == case["spans"]


@each_case(CASES["direct"])
def test_direct(case: dict[str, Any], cues: QuoteCues, names: Names) -> None:
    assert rows(found(case["text"], cues, names), direct=True) == case["rows"]


@each_case(CASES["transcripts"])
def test_transcripts(case: dict[str, Any], cues: QuoteCues, names: Names) -> None:
    assert rows(found(case["text"], cues, names), direct=True) == case["rows"]


@each_case(CASES["reported"])
def test_reported(case: dict[str, Any], cues: QuoteCues, names: Names) -> None:
    quotes = found(case["text"], cues, names)
    assert rows(quotes, direct=False) == case["rows"]
    assert not quotes["direct"].any()


def test_listed_names_join(cues: QuoteCues) -> None:
    names = make_names({"Rudolf Rassendyll": "person", "King": "title", "Ruritania": "country"})
    text = "“We want peace,” said King Rudolf Rassendyll of Ruritania."
    assert found(text, cues, names)["speaker"].to_list() == ["Rudolf Rassendyll"]


def test_default_corpus(cues: QuoteCues) -> None:
    names = make_names({"Xi Jinping": "person", "Wang Yi": "person", "Antony Blinken": "person"})
    corpus: Corpus = read_corpus(ROOT / "seeds")
    quotes = find_quotes(corpus.passages, corpus.sentences, cues, names)
    direct = quotes[quotes["direct"]]
    assert direct["doc"].to_list() == ["blinken_in_china"]
    assert direct["text"].iloc[0].startswith("“Even as we seek")
    assert direct["cue"].to_list() == ["remarked"]
    told = quotes[["cue", "speaker"]].to_numpy().tolist()
    assert ["cautioned against", "Wang Yi"] in told


# ---------------------------------------------------------------- the table


def test_table(cues: QuoteCues, names: Names) -> None:
    raw = "Talks in Strelsau\n\n“We want peace,” he said. Mr. Sapt said that they did not.\n"
    quotes = found(raw, cues, names)
    assert list(quotes) == COLUMNS
    assert quotes["direct"].to_list() == [True, False]
    assert list(quotes.index) == [0, 1]
    assert_offsets(raw, quotes)


def test_nobody_speaks(cues: QuoteCues, names: Names) -> None:
    quotes = found("“Nobody will ever come back here.”", cues, names)
    places = ["speaker_start", "speaker_end", "cue_start", "cue_end"]
    assert quotes[places].to_numpy().tolist() == [[-1] * 4]
    assert quotes[["speaker", "cue"]].to_numpy().tolist() == [["", ""]]
    empty = find_quotes(*(table.iloc[:0] for table in tables("Nothing.")), cues, names)
    assert list(empty) == COLUMNS
    assert empty.empty


def assert_offsets(raw: str, quotes: pd.DataFrame) -> None:
    for row in quotes.itertuples():
        assert raw[row.start : row.end] == row.text
        assert row.text.strip()
        assert (row.cue_start < 0 and row.cue == "") or raw[row.cue_start : row.cue_end] == row.cue
        assert -1 <= row.speaker_start <= row.speaker_end <= len(raw)
    assert quotes[["doc", "start", "end"]].to_numpy().tolist() == sorted(
        quotes[["doc", "start", "end"]].to_numpy().tolist()
    )


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40))
def test_any_text(pieces: list[str]) -> None:
    raw = "".join(pieces)
    cues, names = LISTS
    passages, sentences = tables(raw)
    if len(sentences):
        assert_offsets(raw, find_quotes(passages, sentences, cues, names))


# ---------------------------------------------------------------- time


HARD = [
    '"',
    "“",
    "“a ",
    "“a” ",
    '"We all agree here." ',
    "“We agree to it,” said Sapt. ",
    "he said that ",
]
HARD += [
    "Sapt said “we go” and ",
    "” — A “",
    "(Sapt) ",
    "‘a’ ",
    "who said ",
    ", said ",
    "''",
    "x: “y” ",
]


def seconds(text: str, cues: QuoteCues, names: Names) -> float:
    head = {"doc": ["a"], "passage": [1], "kind": ["paragraph"], "start": [0], "text": [text]}
    sentence = head | {"sentence": [1], "end": [len(text)]}
    begun = time.perf_counter()
    find_quotes(pd.DataFrame(head), pd.DataFrame(sentence), cues, names)
    return time.perf_counter() - begun


@pytest.mark.parametrize("piece", HARD)
def test_a_long_line_ends_soon(piece: str, cues: QuoteCues, names: Names) -> None:
    # It takes a second or two; minutes, were time not linear.
    assert seconds(piece * (80_000 // len(piece)), cues, names) < 60


def test_deep_nesting(cues: QuoteCues, names: Names) -> None:
    text = "“we " * 20_000 + "go” " * 20_000
    assert seconds(text, cues, names) < 60


# ---------------------------------------------------------------- the cues


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("verbs,quote,say", "unknown kind “verbs”; write verb, "),
        ("verb,shout,say", "unknown use “shout”; write quote, "),
        ("verb,,say", "a verb needs a use"),
        ("role,quote,envoy", "other words have none"),
        ("role,, ; ", "it has no forms"),
    ],
)
def test_cues_tell_mistakes(line: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "cues.csv"
    path.write_text(f"kind,use,forms\nverb,quote,said\n{line}\n", encoding="utf-8")
    with pytest.raises(QuoteCueError, match=problem) as error:
        read_quote_cues(path)
    assert f"{path}, line 3: " in str(error.value)


def test_listed_cues(cues: QuoteCues) -> None:
    """Each form stands once under its use; verbs of speech are the bulk of them."""
    forms = [form for listed in cues.forms.values() for form in listed]
    assert len({(form.words, form.uses) for form in forms}) == len(forms)
    assert sum("quote" in form.uses for form in forms) > len(forms) / 2
