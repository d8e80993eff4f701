"""Texts to passages and sentences: cases, what holds for any text, and every error."""

import csv
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.corpus import Corpus, CorpusError, read_corpus, split_passages, split_sentences
from communique.split import quoted_shares
from tests.known import each_case, read_cases

CASES = read_cases("corpus")
# Half of the texts are made of what the rules look at, so that the rules are reached.
TELLING = st.sampled_from(
    [*" \n\t.?!…“”\"'’‘«»()[]–-#1aAé😀\u00a0\u2028", ". ", "\r\n", "U.S. ", "By A B"]
)
TEXTS = st.text(max_size=200) | st.lists(TELLING, max_size=60).map("".join)


@each_case(CASES["sentences"])
def test_sentences(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[start:end] for start, end in split_sentences(text)] == case["parts"]


@each_case(CASES["passages"])
def test_passages(case: dict[str, Any]) -> None:
    assert [part.kind for part in split_passages(case["raw"])] == case["kinds"].split()


@each_case(CASES["quoted"])
def test_quoted(case: dict[str, Any]) -> None:
    spans = split_sentences(case["text"])
    assert quoted_shares(case["text"], spans) == pytest.approx(case["shares"])


def assert_covers(text: str, spans: list[tuple[int, int]]) -> None:
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    outside = list(text)
    for start, end in spans:
        outside[start:end] = " " * (end - start)
    assert not "".join(outside).strip()


@given(TEXTS)
def test_sentences_cover_any_text(text: str) -> None:
    assert_covers(text, split_sentences(text))


@given(TEXTS.filter(lambda text: "#" not in text))
def test_passages_cover_any_text(text: str) -> None:
    assert_covers(text, [(part.start, part.end) for part in split_passages(text)])


@given(TEXTS)
def test_quoted_is_a_share(text: str) -> None:
    assert all(0 <= share <= 1 for share in quoted_shares(text, split_sentences(text)))


@pytest.mark.parametrize(
    "unit", ["a. ", "“", "'", "“a. ", "‘A.’ ", "A? ” ", "(", "a\n", "– A\n", "A.B."]
)
def test_time_grows_with_length_only(unit: str) -> None:
    # Quadratic code needs minutes here, ours a fraction of a second.
    text = unit * (400_000 // len(unit))
    begun = time.perf_counter()
    quoted_shares(text, split_sentences(text))
    split_passages(text)
    assert time.perf_counter() - begun < 20


# ---------------------------------------------------------------- folders


def write(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name.replace("__", ".")).write_bytes(data)
    return folder


def offsets_hold(corpus: Corpus) -> bool:
    raw = dict(zip(corpus.documents["doc"], corpus.documents["raw"], strict=True))
    rows = pd.concat([corpus.passages, corpus.sentences])
    spans = zip(rows["doc"], rows["start"], rows["end"], rows["text"], strict=True)
    return all(raw[doc][start:end] == text for doc, start, end, text in spans)


def test_windows_newlines_and_byte_order_mark_keep_offsets(tmp_path: Path) -> None:
    text = b"\xef\xbb\xbfTalks\r\n\r\nThey met. They left.\r\n"
    corpus = read_corpus(write(tmp_path, a__txt=text))
    assert corpus.documents["raw"][0] == "Talks\r\n\r\nThey met. They left.\r\n"
    assert corpus.sentences["text"].tolist() == ["Talks", "They met.", "They left."]
    assert offsets_hold(corpus)


def test_tables(tmp_path: Path) -> None:
    rows = "file,source,author\nb.txt,The Post,Ann Other\n"
    write(tmp_path, b__txt="Talks\n\nThey met.\n\nNext\n\nThey left.", a__md="They spoke.")
    corpus = read_corpus(write(tmp_path, documents__csv=rows, c__zip=b"PK", __hidden__txt="x"))
    documents = corpus.documents.set_index("doc")
    assert documents.index.tolist() == ["a", "b"]
    assert list(documents.loc["a", ["source", "title", "author", "file"]]) == [
        "a",
        "",
        "",
        "a.md",
    ]
    assert list(documents.loc["b", ["source", "title"]]) == ["The Post", "Talks"]
    assert documents[["words", "sentences"]].values.tolist() == [[2, 1], [4, 2]]
    assert corpus.passages["section"].tolist() == ["", "", "", "Next", "Next"]
    assert corpus.sentences["sentence"].tolist() == [1, 1, 2, 3, 4]
    assert corpus.sentences["passage"].tolist() == [1, 1, 2, 3, 4]
    assert corpus.sentences.index.tolist() == [0, 1, 2, 3, 4]


def test_a_text_of_boilerplate_has_no_sentences(tmp_path: Path) -> None:
    corpus = read_corpus(write(tmp_path, a__txt="[Print]"))
    assert len(corpus.sentences) == 0
    assert "quoted" in corpus.sentences.columns


@settings(deadline=None)  # files are written: how long that takes is not ours
@given(st.dictionaries(st.sampled_from("abc"), TEXTS.filter(str.strip), min_size=1))
def test_any_texts_come_back_whole(
    tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("texts")
    texts = {doc: text.replace("\0", "").removeprefix("\ufeff") for doc, text in texts.items()}
    texts = {doc: text for doc, text in texts.items() if text.strip()} or {"a": "x"}
    corpus = read_corpus(write(folder, **{f"{doc}__txt": text for doc, text in texts.items()}))
    assert dict(zip(corpus.documents["doc"], corpus.documents["raw"], strict=True)) == texts
    assert offsets_hold(corpus)


ERRORS = [
    ("no text", {}, ["holds no text", ".txt"]),
    ("empty", {"a__txt": ""}, ["a.txt", "is empty"]),
    ("only blanks", {"a__txt": "\ufeff \n"}, ["a.txt", "is empty"]),
    (
        "broken UTF-8",
        {"a__txt": "Zone\ncafé 5 €".encode()[:-1]},
        ["a.txt", "0xe2", "offset 13", "line 2"],
    ),
    ("no text", {"a__txt": b"Zone\n\xff\x01"}, ["a.txt", "0xff", "offset 5", "line 2"]),
    ("no encoding", {"a__txt": b"Zone\n\x81"}, ["a.txt", "0x81", "Windows-1252", "line 2"]),
    ("binary", {"a__txt": b"PK\x03\x04\x00\x00"}, ["a.txt", "NUL", "byte 4"]),
    ("UTF-16", {"a__txt": b"\xff\xfea"}, ["a.txt", "UTF-16", "byte 0", "UTF-8"]),
    ("same stem", {"a__txt": "x", "a__md": "y"}, ["a.md", "a.txt", "Rename"]),
    ("missing", {"table": "file\nb.txt\n"}, ["csv, line 2", "b.txt"]),
    ("outside", {"table": "file\n../a.txt\n"}, ["csv, line 2", "../a.txt"]),
    ("twice", {"table": "file\na.txt\na.txt\n"}, ["csv, line 3", "second row"]),
    ("column", {"table": "file,mood\na.txt,x\n"}, ["csv, line 1", "mood"]),
    ("no file", {"table": "title\nx\n"}, ["csv, line 1", "file"]),
    ("columns twice", {"table": "file,file\na.txt,\n"}, ["csv, line 1", "twice"]),
    ("semicolons", {"table": "file;title\na.txt;x\n"}, ["csv, line 1", "comma"]),
    ("cells", {"table": "file,title\na.txt,x,y\n"}, ["csv, line 2", "3 cells"]),
    ("date", {"table": "file,published_to\na.txt,9 June\n"}, ["line 2", "9 June", "YYYY-MM-DD"]),
    ("day", {"table": "file,published_to\na.txt,2024-02-30\n"}, ["line 2", "2024-02-30"]),
    ("plain date", {"table": "file,published_to\na.txt,20240209\n"}, ["line 2", "20240209"]),
    (
        "order",
        {"table": "file,published_from,published_to\na.txt,2024-02-02,2024-02-01\n"},
        ["line 2", "after"],
    ),
    ("rights", {"table": "file,rights\na.txt,mine\n"}, ["line 2", "mine", "full or excerpt"]),
    ("quotes", {"table": 'file,title\na.txt,"x"y\n'}, ["csv, line 2", "quotes"]),
    ("open quote", {"table": 'file,title\na.txt,"x\n'}, ["csv, line 2", "quotes"]),
    ("encoding", {"table": b"file,title\na.txt,caf\xe9\n"}, ["documents.csv, line", "0xe9"]),
    ("empty table", {"table": ""}, ["documents.csv, line 1", "no column file"]),
]


@pytest.mark.parametrize(("files", "parts"), [e[1:] for e in ERRORS], ids=[e[0] for e in ERRORS])
def test_errors(tmp_path: Path, files: dict[str, str | bytes], parts: list[str]) -> None:
    if "table" in files:
        files = {"a__txt": "They met.", "documents__csv": files["table"]}
    with pytest.raises(CorpusError) as error:
        read_corpus(write(tmp_path, **files))
    assert all(part in str(error.value) for part in parts), str(error.value)
    assert "\n" not in str(error.value)


def test_no_folder_and_a_file_for_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such folder"):
        read_corpus(tmp_path / "none")
    with pytest.raises(CorpusError, match="Give the folder"):
        read_corpus(write(tmp_path, a__txt="x") / "a.txt")


def test_a_broken_link(tmp_path: Path) -> None:
    try:
        (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    except OSError:
        pytest.skip("no links on this system")
    with pytest.raises(CorpusError, match=r"a\.txt: cannot be read"):
        read_corpus(tmp_path)


def test_composed_and_decomposed_names_are_one(tmp_path: Path) -> None:
    write(tmp_path, **{"cafe\u0301__txt": "They met."})
    with (tmp_path / "documents.csv").open("w", encoding="utf-8", newline="") as table:
        csv.writer(table).writerows([["file", "source"], ["caf\u00e9.txt", "The Post"]])
    assert read_corpus(tmp_path).documents["source"].tolist() == ["The Post"]
