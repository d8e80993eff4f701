"""The archive: the rows of the notebooks' measures, from any input, whatever is in the way."""

import csv
import json
import os
import random
import resource
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.archive import (
    ArchiveError,
    Measures,
    Progress,
    code_archive,
    extra,
    standard_measures,
)
from communique.archive.ranges import byte_ranges
from communique.corpus import read_corpus
from communique.dates import find_dates, read_holidays
from communique.issues import code_issues, read_codebook
from communique.names import read_names
from communique.quotes import find_quotes, read_quote_cues
from communique.tone import read_instruments, score_tone
from tests.archives import (
    DATA,
    ROOT,
    kill_after,
    make_text,
    same_tables,
    shipped,
    start_run,
    tables,
    write_texts,
)

ISSUES = ("issues",)
DATES = Measures(dates=True)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    write_texts(folder, 40)
    return folder


@pytest.fixture(scope="module")
def whole(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("whole") / "out"
    code_archive(texts, out, shipped("issues", "weights"), piece_mb=0.002)
    return out


def listed(count: int = 25) -> list[dict[str, Any]]:
    chance = random.Random(5)
    return [
        {
            "doc": f"t{n:02}",
            "text": make_text(chance),
            "source": "Zenda Post",
            "desk": n,
            "published_from": "2031-05-0" + str(n % 9 + 1),
        }
        for n in range(count)
    ]


# ---------------------------------------------------------------- the same rows as the notebooks


def test_rows_are_those_of_the_notebooks_measures(tmp_path: Path) -> None:
    seeds = ROOT / "seeds"
    code_archive(seeds, tmp_path, shipped(*("issues", "weights", "scale", "dates", "quotes")))
    corpus, found = read_corpus(seeds), tables(tmp_path)
    names, cues = read_names(DATA / "names.csv"), read_quote_cues(DATA / "quote_cues.csv")
    tone = read_instruments(DATA / "lexicons")
    tone = {name: tone[name] for name in ("Word weights", "Cooperation scale")}
    holidays = read_holidays(DATA / "holidays.csv")
    expected = {
        "documents": corpus.documents,
        "sentences": corpus.sentences,
        "mentions": code_issues(corpus.sentences, read_codebook(DATA / "codebook.csv")),
        "scores": score_tone(corpus.sentences, tone),
        "dates": find_dates(corpus.sentences, corpus.documents, holidays=holidays),
        "quotes": find_quotes(corpus.passages, corpus.sentences, cues, names),
    }
    assert found.keys() == {*expected, "problems"}
    for name, frame in expected.items():
        columns = [column for column in found[name] if column in frame]
        ordered = frame[columns].sort_values(columns[:6], ignore_index=True)
        pd.testing.assert_frame_equal(
            found[name][columns].sort_values(columns[:6], ignore_index=True),
            ordered,
            check_dtype=False,
        )
        assert {*found[name]} - {*columns} <= {"other"}
        assert {*frame} - {*columns} <= ({"text"} if name == "scores" else {"raw"})


def test_folders_in_folders_and_small_pieces_give_the_same(texts: Path, whole: Path) -> None:
    found = tables(whole)
    assert len(found["documents"]) == 40
    assert "year1/text0001" in set(found["documents"]["doc"])
    flat = read_corpus(texts)
    rows = found["sentences"][~found["sentences"]["doc"].str.contains("/")]
    pd.testing.assert_frame_equal(
        rows.reset_index(drop=True)[list(flat.sentences)],
        flat.sentences.sort_values(["doc", "sentence"], ignore_index=True),
        check_dtype=False,
    )


def test_two_workers_give_the_same(texts: Path, whole: Path, tmp_path: Path) -> None:
    told: list[Progress] = []
    out = tmp_path / "out"
    done = code_archive(
        texts, out, shipped("issues", "weights"), workers=2, report=told.append, piece_mb=0.01
    )
    for name, frame in tables(out).items():
        pd.testing.assert_frame_equal(frame, tables(whole)[name])
    assert told[-1].done == told[-1].total == done.bytes > 0
    assert told[-1].left == 0
    assert told[-1].rate > 0


# ---------------------------------------------------------------- inputs


def write_table(path: Path, rows: list[dict[str, Any]]) -> Path:
    frame = pd.DataFrame(rows)
    if path.suffix == ".csv":
        frame.to_csv(path, index=False, quoting=csv.QUOTE_MINIMAL)
    elif path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pandas(frame), path, row_group_size=4)
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
@pytest.mark.parametrize("piece_mb", [0.001, 8])
def test_tables_of_texts(suffix: str, piece_mb: float, tmp_path: Path) -> None:
    rows = listed()
    path = write_table(tmp_path / f"texts{suffix}", rows)
    code_archive(path, tmp_path / "out", DATES, piece_mb=piece_mb)
    found = tables(tmp_path / "out")
    assert found["documents"]["doc"].to_list() == [row["doc"] for row in rows]
    assert found["documents"]["published_from"].to_list() == [r["published_from"] for r in rows]
    assert str(json.loads(found["documents"]["other"][3])["desk"]) == "3"
    for doc, start, end, text in found["sentences"][["doc", "start", "end", "text"]].to_numpy():
        assert rows[int(doc[1:])]["text"][start:end] == text
    parts = len(list((tmp_path / "out" / "sentences").iterdir()))
    assert parts == 1 if piece_mb == 8 else parts > 3


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_rows_without_a_name_are_named_as_elsewhere(suffix: str, tmp_path: Path) -> None:
    rows = [{"text": row["text"]} for row in listed(12)]
    folder = tmp_path / "texts"
    folder.mkdir()
    write_table(folder / f"texts{suffix}", rows)
    code_archive(folder, tmp_path / "out", DATES, piece_mb=0.001)
    expected = read_corpus(folder)
    found = tables(tmp_path / "out")
    assert found["documents"]["doc"].to_list() == expected.documents["doc"].to_list()
    assert found["sentences"]["text"].to_list() == expected.sentences["text"].to_list()


@given(
    st.lists(st.text(st.sampled_from('ab "\n,\r'), max_size=12), min_size=1, max_size=8),
    st.integers(1, 40),
)
@settings(max_examples=80, deadline=None)
def test_ranges_of_a_csv_file_end_where_rows_end(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str], size: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "cells.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([c] for c in cells)
    data, (ranges, rows) = path.read_bytes(), byte_ranges(path, size, quotes=True)
    assert rows == len(cells)
    assert [one.start for one in ranges] == [0, *(one.end for one in ranges[:-1])]
    assert ranges[-1].end == len(data)
    read = [
        row[0]
        for one in ranges
        for row in csv.reader(data[one.start : one.end].decode().splitlines(keepends=True))
    ]
    assert "".join(read).replace("\r", "\n").split() == "".join(cells).replace("\r", "\n").split()


def test_a_text_in_several_forms_gives_one_table(tmp_path: Path) -> None:
    write_texts(tmp_path / "a", 3)
    table = write_table(tmp_path / "more.jsonl", listed(2))
    done = code_archive([tmp_path / "a", table], tmp_path / "out", shipped(*ISSUES))
    assert done.rows["documents"] == 5
    for name in ("documents", "sentences", "mentions"):
        dataset = pyarrow.dataset.dataset(tmp_path / "out" / name)
        assert dataset.count_rows() == done.rows[name]


@pytest.mark.parametrize("library", ["polars", "duckdb"])
def test_other_readers(library: str, whole: Path) -> None:
    module = pytest.importorskip(library)
    files = str(whole / "sentences" / "*.parquet")
    count = (
        module.scan_parquet(files).collect().height
        if library == "polars"
        else module.connect().execute(f"select count(*) from '{files}'").fetchall()[0][0]
    )
    assert count == len(tables(whole)["sentences"])


# ---------------------------------------------------------------- what cannot be read


def test_an_unreadable_file_is_told_and_the_rest_done(texts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    write_texts(folder, 6)
    folder.joinpath("empty.txt").write_bytes(b"")
    folder.joinpath("nul.txt").write_bytes(b"\0\0\0\1\2\0")
    folder.joinpath("broken.parquet").write_bytes(b"PAR1 no")
    folder.joinpath("notext.csv").write_text("who,when\na,b\n")
    folder.joinpath("away.txt").symlink_to(texts / "text0000.txt")
    folder.joinpath("gone.txt").symlink_to(folder / "nothing.txt")
    code_archive(folder, tmp_path / "out", DATES)
    found = tables(tmp_path / "out")
    assert len(found["documents"]) == 6
    names = {Path(file).name for file in found["problems"]["file"]}
    assert names == {"empty.txt", "nul.txt", "broken.parquet", "notext.csv", "away.txt", "gone.txt"}
    assert all(found["problems"]["problem"].str.len() > 5)


def test_bad_rows_are_told_and_the_rest_done(tmp_path: Path) -> None:
    lines = [
        b'{"text": "They met."}',
        b"{no",
        b"[1]",
        b'{"text": 3}',
        b'{"text": "\xff"}',
        b"",
        b'{"text": "half \\ud800 a letter."}',
        b'{"text": "It rained.", "published_from": "x"}',
    ]
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"\n".join(lines))
    code_archive(path, tmp_path / "out", DATES)
    found = tables(tmp_path / "out")
    assert found["problems"]["place"].to_list() == ["row 2", "row 3", "row 4", "row 5"]
    assert found["documents"]["doc"].to_list() == ["rows#1", "rows#7", "rows#8"]
    assert found["documents"]["published_from"].to_list() == ["", "", ""]
    table = tmp_path / "rows.csv"
    table.write_bytes(b'id;text\n1;"They; met."\n2\n3;\xff\n4;"It ""rained"".\n"\n')
    code_archive(table, tmp_path / "csv", DATES)
    found = tables(tmp_path / "csv")
    assert found["sentences"]["text"].to_list() == ["They; met.", 'It "rained".']
    assert found["problems"]["place"].to_list() == ["row 2", "row 3"]


def test_mistakes_are_told(texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for inputs, told in ((tmp_path / "none", "no such"), (tmp_path, "holds no text")):
        with pytest.raises(ArchiveError, match=told):
            code_archive(inputs, tmp_path / "out", DATES)
    with pytest.raises(ArchiveError, match="no measure “tone”"):
        standard_measures(DATA, ["tone"])
    with pytest.raises(ArchiveError, match="above zero"):
        code_archive(texts, tmp_path / "out", DATES, workers=0)
    with pytest.raises(ArchiveError, match="also the name of"):
        code_archive([texts / "text0000.txt", texts], tmp_path / "out", DATES)

    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(extra, "import_module", missing)
    with pytest.raises(ArchiveError, match="install the extra “archive”"):
        code_archive(texts, tmp_path / "out", DATES)


# ---------------------------------------------------------------- interruptions


def test_a_killed_run_goes_on(texts: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert kill_after(start_run(texts, out), pieces=3, seconds=0.01)
    done = json.loads((out / "manifest.json").read_text())["done"]
    assert 3 <= len(done) < 20
    kept = {n: (out / "sentences" / f"part-{int(n):05}.parquet").stat().st_mtime_ns for n in done}
    code_archive(texts, out, shipped("issues", "weights"), piece_mb=0.002)
    for n, written in kept.items():
        assert (out / "sentences" / f"part-{int(n):05}.parquet").stat().st_mtime_ns == written
    same_tables(out, whole)


def test_a_finished_run_does_nothing_more(texts: Path, whole: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in whole.glob("*/*.parquet")}
    told: list[Progress] = []
    again = code_archive(
        texts, whole, shipped("issues", "weights"), report=told.append, piece_mb=0.002
    )
    assert before == {path: path.stat().st_mtime_ns for path in whole.glob("*/*.parquet")}
    assert not told
    assert again.rows["documents"] == 40


def test_no_room_loses_nothing(texts: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code = shipped("issues", "weights")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, limits[1]))
    try:
        with pytest.raises(ArchiveError, match="cannot be written"):
            code_archive(texts, out, code, piece_mb=0.002)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not list(out.glob("_aside/*"))
    code_archive(texts, out, code, piece_mb=0.002)
    same_tables(out, whole)


def test_other_texts_or_measures_are_noticed(tmp_path: Path) -> None:
    folder, out = tmp_path / "texts", tmp_path / "out"
    write_texts(folder, 3)
    book = tmp_path / "book.csv"
    book.write_bytes((DATA / "codebook.csv").read_bytes())
    measures = standard_measures(DATA, ["issues"], book)
    code_archive(folder, out, measures)
    with pytest.raises(ArchiveError, match="parted otherwise"):
        code_archive(folder, out, measures, piece_mb=0.0001)
    with pytest.raises(ArchiveError, match="“dates” is another"):
        code_archive(folder, out, measures._replace(dates=True))
    book.write_bytes(book.read_bytes() + b"\n")
    with pytest.raises(ArchiveError, match="“codebook” is another"):
        code_archive(folder, out, measures)
    book.write_bytes((DATA / "codebook.csv").read_bytes())
    folder.joinpath("text0000.txt").write_text("It rained.")
    with pytest.raises(ArchiveError, match="texts have changed"):
        code_archive(folder, out, measures)
    os.truncate(out / "manifest.json", 40)
    with pytest.raises(ArchiveError, match=r"manifest\.json: cannot be read"):
        code_archive(folder, out, measures)


# ---------------------------------------------------------------- a cluster


def test_a_cluster_gives_the_same(
    texts: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "lib")]))
    out = tmp_path / "out"
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        done = code_archive(
            texts,
            out,
            shipped("issues", "weights"),
            scheduler=cluster.scheduler_address,
            piece_mb=0.002,
        )
    assert done.rows["documents"] == 40
    same_tables(out, whole)


def test_a_cluster_that_is_not_there(texts: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(ArchiveError, match="no Dask scheduler answers"):
        code_archive(texts, tmp_path, DATES, scheduler="nowhere://127.0.0.1:1")
