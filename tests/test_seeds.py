"""The default corpus is what was supplied, byte for byte."""

import hashlib
from pathlib import Path

import pytest

from communique.corpus import Corpus, read_corpus

SEEDS = Path(__file__).parent.parent / "seeds"
SHA256 = {
    "blinken_in_china.txt": "2aed833d42d741398533f176abf6c827a12080afa5a812a5ad2fedc130ff3a12",
    "cbga_beijing_visit.txt": "54161ccdcad1c7694059f071cae65e648a0ad7be3ea995fc903cd38b40ab66ea",
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(SEEDS)


@pytest.mark.parametrize("name", SHA256)
def test_texts_are_unaltered(name: str) -> None:
    assert hashlib.sha256((SEEDS / name).read_bytes()).hexdigest() == SHA256[name]


def test_there_are_no_other_texts() -> None:
    assert sorted(path.name for path in SEEDS.iterdir()) == sorted([*SHA256, "documents.csv"])


def test_counts(corpus: Corpus) -> None:
    assert corpus.documents["sentences"].tolist() == [13, 60]
    kinds = corpus.passages.groupby(["doc", "kind"]).size().to_dict()
    assert kinds == {
        ("blinken_in_china", "title"): 1,
        ("blinken_in_china", "heading"): 2,
        ("blinken_in_china", "paragraph"): 7,
        ("cbga_beijing_visit", "title"): 1,
        ("cbga_beijing_visit", "heading"): 3,
        ("cbga_beijing_visit", "paragraph"): 12,
        ("cbga_beijing_visit", "byline"): 1,
        ("cbga_beijing_visit", "boilerplate"): 1,
    }


def test_headings(corpus: Corpus) -> None:
    headings = corpus.passages.query("kind == 'heading'")["text"].tolist()
    assert headings == [
        "Recovering Relations",
        "Concerns Remain",
        "The Visit Holds Great Significance",
        "The Focal Outcomes",
        "Will It Stabilize Their Bilateral Relations?",
    ]


def test_metadata(corpus: Corpus) -> None:
    documents = corpus.documents.set_index("doc")
    assert documents["source"].tolist() == ["SOFREP", "CBGA"]
    assert documents["genre"].tolist() == ["news", "commentary"]
    assert documents["rights"].tolist() == ["excerpt", "excerpt"]
    assert documents["title"].tolist()[0] == "Blinken in China"
    assert documents["published_to"].tolist() == ["2024-05-02", "2024-06-09"]
    assert documents["sha256"].tolist() == list(SHA256.values())


def test_the_one_quotation(corpus: Corpus) -> None:
    quoting = corpus.sentences.query("quoted > 0")
    assert quoting["text"].str[:12].tolist() == ["“Even as we "]
    assert 0.7 < quoting["quoted"].iloc[0] < 0.8
