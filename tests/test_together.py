"""Issues that come together, and phrases outside all hits."""

import pandas as pd

from communique.compare import co_occurrence, uncovered_phrases
from communique.corpus import toy_sentences


def mentions(*rows: tuple[int, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["sentence", "issue"])
    return frame.assign(doc="toy", start=0, end=1)


def test_pairs_are_counted_by_sentence_against_chance() -> None:
    sentences = toy_sentences(*["Freedonia met Sylvania."] * 4)
    found = mentions((1, "a"), (1, "b"), (1, "b"), (2, "a"), (2, "b"), (3, "a"))
    table = co_occurrence(found, sentences)
    assert table[["issue", "with", "together", "expected"]].to_numpy().tolist() == [
        ["a", "b", 2, 1.5]
    ]


def test_pairs_that_meet_once_are_left_out() -> None:
    sentences = toy_sentences("One.", "Two.")
    assert co_occurrence(mentions((1, "a"), (1, "b")), sentences).empty
    assert len(co_occurrence(mentions((1, "a"), (1, "b")), sentences, least=1)) == 1


def test_no_mentions_give_an_empty_table() -> None:
    assert co_occurrence(mentions(), toy_sentences("One.")).empty


def test_phrases_avoid_hits_punctuation_and_ignored_ends() -> None:
    sentences = toy_sentences("The fish quota, the fish quota.", "The fish quota of Sylvania.")
    table = uncovered_phrases(mentions(), sentences, ignore={"the", "of"}, least=3)
    assert table.to_numpy().tolist() == [["fish quota", 3, 1]]


def test_a_hit_ends_a_phrase() -> None:
    sentences = toy_sentences("fish quota")
    hit = mentions((1, "a")).assign(start=5, end=10)
    assert uncovered_phrases(hit, sentences, least=1)["phrase"].to_list() == ["fish"]
