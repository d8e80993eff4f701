"""Sheets for people: drawn, written, filled, read back, compared."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from communique.coding import (
    SheetError,
    compare_coders,
    draw_sheet,
    issue_codes,
    mention_codes,
    read_sheets,
    write_sheet,
)
from communique.corpus import Corpus, read_corpus
from communique.issues import read_codebook

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "data" / "gold"
ISSUES = {"trade_economy", "climate"}
TEXTS = {
    "a.txt": "Talks\n\nFreedonia cut tariffs. Sylvania signed. They met again. They spoke of rain.",
    "b.txt": "=cmd() was the first thing said. Nothing more was said.",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return read_corpus(tmp_path)


def fill(corpus: Corpus, path: Path, **codes: str) -> Path:
    """Write a sheet of the whole corpus with the same codes in every row."""
    write_sheet(draw_sheet(corpus).assign(**codes), path)
    return path


def test_whole_sheet_has_every_sentence_and_title(corpus: Corpus) -> None:
    sheet = draw_sheet(corpus)
    assert len(sheet) == len(corpus.sentences)
    assert (sheet[["issues", "tone", "mode", "note"]] == "").all().all()


def test_drawn_sheet_takes_from_every_document_running_text_only(corpus: Corpus) -> None:
    sheet = draw_sheet(corpus, 3)
    assert set(sheet["file"]) == set(TEXTS)
    assert set(sheet["kind"]) == {"sentence"}


def test_the_same_seed_draws_the_same_sentences(corpus: Corpus) -> None:
    pd.testing.assert_frame_equal(draw_sheet(corpus, 3, seed=7), draw_sheet(corpus, 3, seed=7))


def test_written_sheet_is_marked_as_utf8_and_runs_nothing(corpus: Corpus, tmp_path: Path) -> None:
    path = fill(corpus, tmp_path / "sheet.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as handle:
        texts = [row["text"] for row in csv.DictReader(handle)]
    assert not any(text.startswith(("=", "+", "-", "@")) for text in texts)


def test_filled_sheet_comes_back_as_codes(corpus: Corpus, tmp_path: Path) -> None:
    path = fill(
        corpus, tmp_path / "one.csv", issues="trade_economy; climate", tone="-1", mode="judged"
    )
    codes = read_sheets([path], corpus, ISSUES)
    assert len(codes) == len(corpus.sentences)
    assert codes.iloc[0][["coder", "issues", "tone"]].to_list() == [
        "one",
        "climate;trade_economy",
        -1,
    ]
    assert issue_codes(codes)[("a", 1)] == {"climate", "trade_economy"}


@pytest.mark.parametrize(
    ("codes", "says"),
    [
        ({"issues": "rain"}, "line 2: no issue “rain”"),
        ({"tone": "2"}, "line 2: tone “2”"),
        ({"mode": "said"}, "line 2: mode “said”"),
        ({"start": "x"}, "line 2: start and end must be numbers"),
        ({"start": "99"}, "line 2: no sentence at"),
    ],
)
def test_a_wrong_code_is_named_with_file_and_line(
    corpus: Corpus, tmp_path: Path, codes: dict[str, str], says: str
) -> None:
    path = fill(corpus, tmp_path / "bad.csv", **codes)
    with pytest.raises(SheetError, match=f"bad.csv, {says}"):
        read_sheets([path], corpus, ISSUES)


def test_a_missing_column_or_file_is_named(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text("file,start,end\n", encoding="utf-8")
    with pytest.raises(SheetError, match="line 1: no column issues, tone, mode"):
        read_sheets([path], corpus, ISSUES)
    with pytest.raises(SheetError, match="there is no such file"):
        read_sheets([tmp_path / "none.csv"], corpus, ISSUES)
    path.write_bytes(b"file,start,end,issues,tone,mode\n\xff,1,2,,,\n")
    with pytest.raises(SheetError, match="not UTF-8"):
        read_sheets([path], corpus, ISSUES)


def test_coders_who_agree_have_alpha_one(corpus: Corpus, tmp_path: Path) -> None:
    sheet = draw_sheet(corpus)
    half = [str(n % 2) for n in range(len(sheet))]
    filled = sheet.assign(
        tone=half,
        issues=["climate" * int(h) for h in half],
        mode=["judged" if h == "1" else "reported" for h in half],
    )
    paths = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for path in paths:
        write_sheet(filled, path)
    table = compare_coders(read_sheets(paths, corpus, ISSUES))
    assert table["value"].to_list() == [1.0] * 4
    assert set(table["sentences"]) == {len(sheet)}


def test_only_sentences_that_all_coded_are_counted(corpus: Corpus, tmp_path: Path) -> None:
    one = fill(corpus, tmp_path / "one.csv", issues="climate", tone="1", mode="judged")
    write_sheet(draw_sheet(corpus).head(2).assign(issues="", tone="0"), tmp_path / "two.csv")
    table = compare_coders(read_sheets([one, tmp_path / "two.csv"], corpus, ISSUES))
    assert set(table["sentences"]) == {2}


def test_mentions_become_sets_of_upper_issues() -> None:
    mentions = pd.DataFrame({"doc": ["a", "a"], "sentence": [1, 1], "parent": ["x", "y"]})
    assert mention_codes(mentions) == {("a", 1): {"x", "y"}}


def test_reference_coding_is_whole_and_valid() -> None:
    corpus = read_corpus(ROOT / "seeds")
    known = set(read_codebook(ROOT / "data" / "codebook.csv").issues["issue"])
    paths = [GOLD / f"{name}.csv" for name in ("pass_a", "pass_b", "settled")]
    codes = read_sheets(paths, corpus, known)
    assert codes.groupby("coder").size().to_list() == [len(corpus.sentences)] * 3
    assert codes["tone"].notna().all()


def test_settled_codes_keep_what_both_passes_agree_on() -> None:
    corpus = read_corpus(ROOT / "seeds")
    known = set(read_codebook(ROOT / "data" / "codebook.csv").issues["issue"])
    one, two, settled = (
        read_sheets([GOLD / f"{name}.csv"], corpus, known)
        for name in ("pass_a", "pass_b", "settled")
    )
    for column in ("issues", "tone", "mode"):
        agreed = one[column] == two[column]
        assert (settled[column] == one[column])[agreed].all()


def test_blank_sheets_lie_ready() -> None:
    corpus = read_corpus(ROOT / "seeds")
    sheet = draw_sheet(corpus)
    for file, rows in sheet.groupby("file"):
        path = GOLD / f"blank_{Path(str(file)).stem}.csv"
        ready = pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False)
        assert (
            ready[["file", "start", "end"]].to_numpy().tolist()
            == rows[["file", "start", "end"]].to_numpy().tolist()
        )
