"""Sentences beside each other: tables for the reader."""

from pathlib import Path

import pandas as pd
import pytest

from communique import coding, compare
from communique.claims import find_claims, find_facts, make_claim_cues
from communique.corpus import read_corpus, toy_sentences
from communique.findings.summary import resting_finding
from communique.issues import code_issues, make_codebook

CODEBOOK = make_codebook({"trade": ["tariffs"], "arms": ["hotline"]})
CUES = make_claim_cues({"new": ["launched"], "resuming": ["resumed"]})
DOCUMENTS = pd.DataFrame({"doc": ["one", "two"], "source": ["The Courier", "The Post"]})


def sentences() -> pd.DataFrame:
    table = toy_sentences(
        "They met in Zenda castle.",
        "A dialogue on tariffs in Zenda castle was launched.",
        "The dialogue on tariffs in Zenda castle resumed.",
    )
    return table.assign(doc=["one", "one", "two"], passage=1)


def contradictions() -> pd.DataFrame:
    table = sentences()
    mentions = code_issues(table, CODEBOOK)
    return compare.contradictions(find_claims(table, mentions, CUES))


def test_a_contradiction_shows_who_says_what_and_what_stands_before() -> None:
    (row,) = compare.contradiction_table(contradictions(), DOCUMENTS, sentences()).to_dict(
        "records"
    )
    assert row == {
        "issue": "trade",
        "one_text": "The Courier, sentence 2: new. “A dialogue on tariffs in Zenda castle was "
        "launched.” (After: “They met in Zenda castle.”)",
        "another_text": "The Post, sentence 1: resuming. “The dialogue on tariffs in Zenda castle "
        "resumed.”",
    }


def test_no_contradiction_gives_a_table_without_rows() -> None:
    table = compare.contradiction_table(contradictions()[:0], DOCUMENTS, sentences())
    assert table.empty
    assert list(table.columns) == ["issue", "one_text", "another_text"]


def test_a_sentence_with_marks_of_its_own_gets_no_more() -> None:
    found = contradictions().assign(text_a="“So be it,” they said.")
    told = compare.contradiction_table(found, DOCUMENTS, sentences())["one_text"][0]
    assert ": new. “So be it,” they said. (After" in told


def test_shared_words_stand_side_by_side() -> None:
    wording = compare.shared_wording(sentences(), least=5)
    (row,) = compare.wording_table(wording, DOCUMENTS, sentences()).to_dict("records")
    assert row["words"] == 6
    assert row["one_text"] == "The Courier, sentence 2: “dialogue on tariffs in Zenda castle”"
    assert row["another_text"] == "The Post, sentence 1: “dialogue on tariffs in Zenda castle”"


def test_the_record_stands_beside_the_claim() -> None:
    row = {"issue": "arms", "doc": "one", "sentence": 2, "status": "new", "text": "A hotline."}
    row |= {"record_status": "ongoing", "event": "Hotline opened", "begin": "2030-01-02"}
    table = compare.record_table(
        pd.DataFrame([row | {"source": "https://example.org"}]), DOCUMENTS, sentences()
    )
    assert table.to_numpy().tolist() == [
        [
            "arms",
            "The Courier, sentence 2: new. “A hotline.”",
            "ongoing. Hotline opened (2030-01-02)",
            "https://example.org",
        ]
    ]


def test_each_sentence_stands_once_for_each_kind_of_fact() -> None:
    table = toy_sentences("They talked for six hours, not for seven hours.")
    facts = find_facts(table, code_issues(table, CODEBOOK), CUES)
    assert (facts["kind"] == "duration").sum() == 2
    told = compare.fact_table(facts, table).query("kind == 'duration'")
    assert told[["doc", "where"]].to_numpy().tolist() == [["toy", "sentence 1"]]


def test_the_same_act_stands_once_with_all_its_sentences() -> None:
    rows = [("one", "Ruritania", "warns", "", 2), ("one", "Ruritania", "warns", "", 1)]
    rows += [("two", "Sylvania", "meets", "Ruritania", 3)]
    acts = pd.DataFrame(rows, columns=["doc", "actor", "act", "target", "sentence"])
    told = compare.direction_table(acts, sentences())
    assert told.to_numpy().tolist() == [
        ["one", "Ruritania", "warns", "–", "2; 1"],
        ["two", "Sylvania", "meets", "Ruritania", "1"],
    ]
    assert compare.direction_table(acts[:0], sentences()).empty


def test_a_difference_names_the_sentences_it_rests_on() -> None:
    matrix = pd.DataFrame({"issue": ["trade"], "relation": ["differ"]})
    rows = [("one", 1, "trade", "agreed"), ("one", 1, "visas", "new"), ("two", 2, "visas", "new")]
    claims = pd.DataFrame(rows, columns=["doc", "sentence", "issue", "cue"])
    told = resting_finding(matrix, contradictions(), claims, DOCUMENTS, sentences())
    assert told == (
        "This rests on sentences 1 and 2 of The Courier and 1 of The Post, read literally."
    )
    none = contradictions()[:0]
    assert resting_finding(matrix, none, claims[:0], DOCUMENTS, sentences()) == ""
    one = resting_finding(matrix, none, claims, DOCUMENTS, sentences())
    assert one == "This rests on sentence 1 of The Courier, read literally."


def test_a_claim_that_points_back_rests_on_the_sentence_before_too() -> None:
    matrix = pd.DataFrame({"issue": ["trade"], "relation": ["differ"]})
    rows = [("one", 2, "trade", ""), ("two", 2, "visas", "")]
    claims = pd.DataFrame(rows, columns=["doc", "sentence", "issue", "cue"])
    told = resting_finding(matrix, contradictions()[:0], claims, DOCUMENTS, sentences())
    assert told == "This rests on sentences 1 and 2 of The Courier, read literally."


def corpus_of(folder: Path) -> Path:
    (folder / "one.txt").write_text("They met. Tariffs fell.\n", encoding="utf-8")
    return folder


def claims_sheet(folder: Path, start: str) -> Path:
    sheet = folder / "claims.csv"
    rows = f"file,start,end,issue,status,note\none.txt,{start},23,trade,new,\nother.txt,0,3,a,b,\n"
    sheet.write_text(rows, encoding="utf-8")
    return sheet


def test_reference_claims_find_their_sentence(tmp_path: Path) -> None:
    corpus = read_corpus(corpus_of(tmp_path / "."))
    found = coding.read_claim_sheets([claims_sheet(tmp_path, "10")], corpus)
    assert found.to_numpy().tolist() == [["one", 2, "claims", "trade", "new"]]
    codes = coding.claim_codes(found, corpus.sentences)
    assert codes == {("one", 1): frozenset(), ("one", 2): frozenset({"trade: new"})}


@pytest.mark.parametrize(("start", "wrong"), [("x", "must be numbers"), ("99", "no character 99")])
def test_a_wrong_place_is_named(tmp_path: Path, start: str, wrong: str) -> None:
    corpus = read_corpus(corpus_of(tmp_path / "."))
    with pytest.raises(coding.SheetError, match=rf"claims\.csv, line 2: .*{wrong}"):
        coding.read_claim_sheets([claims_sheet(tmp_path, start)], corpus)
