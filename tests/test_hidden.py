"""Signs that are not seen: words are found across them, and told where they are."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.compare import split_words
from communique.corpus import PASSAGES, SENTENCES, Corpus, Read, Text, code_text, toy_sentences
from communique.dates import find_dates
from communique.names import find_names, make_names, read_names
from communique.phrases import INVISIBLE
from communique.quotes import find_quotes, read_quote_cues

DATA = Path(__file__).parent.parent / "data"
NAMES, CUES = read_names(DATA / "names.csv"), read_quote_cues(DATA / "quote_cues.csv")
TITLE = 42  # inside “Mr.”: there the splitter would end a sentence, which it reads as it is
RAW = "They met on 3 May 2031. “We agree,” said Mr. Sapt of Zenda. It ended last week.\n\nAll left."


def corpus_of(raw: str) -> Corpus:
    coded = code_text(Read("x", "x.txt", "", {}, Text(raw)))
    return Corpus(
        pd.DataFrame([coded.document]),
        pd.DataFrame(coded.passages, columns=PASSAGES),
        pd.DataFrame(coded.sentences, columns=SENTENCES),
    )


def found(corpus: Corpus) -> list[pd.DataFrame]:
    dates = find_dates(corpus.sentences, anchor="none")
    return [dates, find_quotes(corpus.passages, corpus.sentences, CUES, NAMES)]


def hide(places: list[tuple[int, str]]) -> str:
    raw = RAW
    for place, sign in sorted(places, reverse=True):
        raw = raw[:place] + sign + raw[place:]
    return raw


@given(
    st.lists(
        st.tuples(
            st.integers(1, len(RAW) - 1).filter(
                lambda n: n != TITLE and RAW[n - 1].isalnum() and RAW[n].isalnum()
            ),
            st.sampled_from(INVISIBLE),
        ),
        max_size=20,
    )
)
@settings(deadline=None, max_examples=40)
def test_the_same_is_found(places: list[tuple[int, str]]) -> None:
    raw = hide(places)
    offsets = ["start", "end", "text", "cue_start", "cue_end", "speaker_start", "speaker_end"]
    for plain, hidden in zip(found(corpus_of(RAW)), found(corpus_of(raw)), strict=True):
        told = [column for column in plain.columns if column not in offsets]
        pd.testing.assert_frame_equal(plain[told], hidden[told])
        for start, end, text in zip(hidden["start"], hidden["end"], hidden["text"], strict=True):
            assert raw[start:end] == text
        shown = [text.translate(dict.fromkeys(map(ord, INVISIBLE))) for text in hidden["text"]]
        assert shown == plain["text"].to_list()


@pytest.mark.parametrize("sign", INVISIBLE)
def test_cues_and_speakers_are_told_where_they_are(sign: str) -> None:
    raw = f"“We ag{sign}ree,” sa{sign}id Mr. Sa{sign}pt of Zenda."
    row = found(corpus_of(raw))[1].iloc[0]
    assert raw[row["start"] : row["end"]] == row["text"] == f"“We ag{sign}ree,”"
    assert raw[row["cue_start"] : row["cue_end"]] == f"sa{sign}id"
    assert raw[row["speaker_start"] : row["speaker_end"]].endswith(f"Sa{sign}pt of Zenda")
    assert row["cue"] == "said"


def test_a_word_with_a_soft_hyphen_is_one_word() -> None:
    assert split_words("The mi\u00adnis\u00adter\u200b met.") == ["the", "minister", "met"]


@given(
    st.lists(st.sampled_from([*INVISIBLE, *"a “”.,\n", " said ", " 2031 ", " Sapt "])).map("".join)
)
@settings(deadline=None, max_examples=60)
def test_nothing_but_hidden_signs_is_no_error(raw: str) -> None:
    corpus = corpus_of(raw)
    for table in found(corpus) if len(corpus.sentences) else []:
        for start, end, text in zip(table["start"], table["end"], table["text"], strict=True):
            assert raw[start:end] == text


def test_names_are_found_past_hidden_signs() -> None:
    names = make_names({"Ruritania": "country"})
    plain = find_names(toy_sentences("Then Ruri\u00adtania met Blin\u200bken."), names)
    assert plain[["text", "name"]].to_numpy().tolist()[0] == ["Ruri\u00adtania", "Ruritania"]
    assert "Blin\u200bken" in set(plain["text"])
