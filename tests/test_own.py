"""What is said of a folder of one's own, and the table about it that is begun for its owner."""

from pathlib import Path

import pandas as pd
import pytest

from communique import findings
from communique.corpus import read_corpus
from communique.findings.own import added_finding, files_finding, known_finding
from communique.metadata import MetadataError, draft_metadata, write_metadata

TALKS = "Talks resume\n\nThe envoy came. Ruritania was glad. They met. All left.\n"


def documents(number: int) -> pd.DataFrame:
    names = [f"t{i}" for i in range(number)]
    return pd.DataFrame({"doc": names, "source": names})


def body(modes: list[list[str]]) -> pd.DataFrame:
    rows = [(f"t{i}", n, m) for i, own in enumerate(modes) for n, m in enumerate(own, 1)]
    return pd.DataFrame(rows, columns=["doc", "sentence", "mode"])


# ---------------------------------------------------------------- documents.csv


def test_a_draft_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(TALKS, encoding="utf-8")
    draft = draft_metadata(read_corpus(tmp_path).documents)
    assert draft["file"].to_list() == ["a.txt", "b.txt"]
    assert (draft["source"] == "").all()
    write_metadata(draft.assign(source="Gazette", genre="news"), tmp_path)
    again = read_corpus(tmp_path).documents
    assert set(again["source"]) == {"Gazette"}
    assert draft_metadata(again)["genre"].to_list() == ["news", "news"]


def test_a_table_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(TALKS, encoding="utf-8")
    draft = draft_metadata(read_corpus(tmp_path).documents)
    path = write_metadata(draft, tmp_path)
    before = path.read_bytes()
    with pytest.raises(MetadataError, match="is there already"):
        write_metadata(draft, tmp_path)
    assert path.read_bytes() == before


def test_nothing_in_a_draft_runs(tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text("=cmd() " + TALKS, encoding="utf-8")
    draft = draft_metadata(read_corpus(tmp_path).documents)
    assert draft["title"][0].startswith("=")
    assert '"=' not in write_metadata(draft, tmp_path).read_text(encoding="utf-8")
    with pytest.raises(MetadataError, match="Rename the file"):
        write_metadata(draft.assign(file="=talks.txt"), tmp_path / "elsewhere")


# ---------------------------------------------------------------- sentences


def test_files_to_look_at_are_named() -> None:
    row = {"file": "a.txt", "doc": "a", "encoding": "UTF-8", "warnings": ""}
    assert files_finding(pd.DataFrame([row])) == "1 text can be read. There is no warning."


def test_what_is_known_of_all_is_said() -> None:
    row = dict.fromkeys(["source", "genre", "published_from", "rights"], "x")
    assert known_finding(pd.DataFrame([row])).startswith("The source, the genre,")


@pytest.mark.parametrize(
    ("hits", "said"),
    [
        ([], "“Hope” is found in no sentence."),
        ([1], "“Hope” is found in 1 of 2 sentences; each of them raised another issue already."),
        ([1, 2], "“Hope” is found in 2 of 2 sentences; 1 of them raised no issue before."),
    ],
)
def test_an_added_issue_is_set_beside_what_was_found(hits: list[int], said: str) -> None:
    before = pd.DataFrame({"doc": ["t0"], "sentence": [1], "issue": ["trade"]})
    after = pd.DataFrame({"doc": "t0", "sentence": hits, "issue": "hope"})
    assert added_finding("hope", "Hope", before, after, body([["reported"] * 2])) == said


def test_many_texts_are_not_told_one_by_one() -> None:
    many, sentences = documents(9), body([["proposed", "reported"]] * 2 + [["reported"]] * 7)
    assert findings.mode_share_finding(sentences, many) == (
        "Advice, theory and proposals: 2 of 11 sentences, in 2 of 9 texts; the largest share in "
        "t1 (1 of 2)."
    )
    marked = sentences.assign(quoted=[1.0, 0, 1.0, 1.0] + [0.0] * 7)
    assert findings.quote_finding(marked, many) == (
        "Words in quotation marks: 3 of 11 sentences, in 2 of 9 texts, most in t1 (2)."
    )
    assert (
        findings.date_finding(pd.DataFrame({"doc": ["t3"]}), many) == "1 of 9 texts states a date."
    )


def test_the_only_text_with_advice_is_named() -> None:
    sentences = body([["reported"]] * 3 + [["proposed"]])
    assert findings.mode_share_finding(sentences, documents(4)) == (
        "Advice, theory and proposals: 1 of 4 sentences, all in t3 (1 of 1)."
    )


def test_issues_of_many_texts_are_named_where_they_are_few() -> None:
    pairs = [(f"t{i}", issue) for i in range(4) for issue in ("trade", "arms")]
    counts = pd.DataFrame(pairs, columns=["doc", "issue"]).assign(sentences=1)
    counts.loc[(counts["issue"] == "arms") & (counts["doc"] != "t2"), "sentences"] = 0
    assert findings.overlap_finding(counts, documents(4)) == (
        "1 issue occurs in all 4 texts (“trade”); 1 issue is raised by a single text (“arms”)."
    )


def test_advice_of_many_texts_is_told_by_issue() -> None:
    modes = pd.DataFrame({"doc": [f"t{i}" for i in range(5)], "issue": "climate"})
    modes = modes.assign(reported=0, judged=0, proposed=1)
    assert findings.mode_finding(modes, documents(5)) == (
        "Raised only in proposals, not in what is reported or judged: “climate” in 5 texts."
    )


def test_no_sentence_without_an_issue_is_said_so() -> None:
    sentences = body([["reported"]])
    told = findings.uncoded_finding(sentences.head(0), sentences)
    assert told == "Every sentence carries an issue."
