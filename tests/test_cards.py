"""Cards of the instruments and their validity: complete, computed, mistakes told by line."""

from pathlib import Path

import pytest

from communique.tone import LexiconError, read_instruments
from communique.tone.cards import read_cards, read_validity

LEXICONS = Path(__file__).parents[1] / "data" / "lexicons"
INSTRUMENTS = read_instruments(LEXICONS)
HEAD = "instrument,asks,score,made_from,source,licence\n"


def test_every_instrument_has_a_card_with_every_field() -> None:
    cards = read_cards(LEXICONS / "cards.csv", INSTRUMENTS)
    assert list(cards["instrument"]) == list(INSTRUMENTS)
    assert (cards.map(str).map(len) > 0).all(axis=None)
    assert (cards["vocabulary"] > 500).all()


def test_an_instrument_without_a_card(tmp_path: Path) -> None:
    file = tmp_path / "cards.csv"
    file.write_text(f"{HEAD}VADER,a,b,c,d,e\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"cards\.csv: no card for “TextBlob”; add a row"):
        read_cards(file, INSTRUMENTS)


def test_validity_names_known_instruments_and_honest_intervals() -> None:
    validity = read_validity(LEXICONS / "validity.csv")
    assert set(validity["instrument"]) <= set(INSTRUMENTS)
    assert (validity["low"] <= validity["r"]).all()
    assert (validity["r"] <= validity["high"]).all()
    assert (validity["texts"] > 100).all()
    ours = validity[validity["instrument"].isin(["Word weights", "Cooperation scale"])]
    assert ours["how"].str.contains("cross-validated|other set|never seen").all()


def test_a_figure_that_is_no_number(tmp_path: Path) -> None:
    file = tmp_path / "validity.csv"
    file.write_text("instrument,set,texts,r,low,high,how\nVADER,x,10,half,0,1,raw\n", "utf-8")
    with pytest.raises(LexiconError, match=r"validity\.csv, line 2: write texts, r, low, high as"):
        read_validity(file)
