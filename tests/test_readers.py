"""Files as people have them: formats, encodings, what pages state, what is kept out."""

import io
import json
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.corpus import Corpus, CorpusError, read_corpus
from communique.findings.own import files_finding
from communique.readers.check import CHECKED, check_folder
from communique.readers.decode import decode
from communique.readers.formats import FORMATS, read_texts
from communique.readers.paper import unwrap
from communique.readers.stated import stated_facts

TEXT = "Talks resume\n\nThe envoys’ “café” met. They left.\n"


def offsets_hold(corpus: Corpus) -> bool:
    raw = dict(zip(corpus.documents["doc"], corpus.documents["raw"], strict=True))
    rows = pd.concat([corpus.passages, corpus.sentences])
    spans = zip(rows["doc"], rows["start"], rows["end"], rows["text"], strict=True)
    return all(raw[doc][start:end] == text for doc, start, end, text in spans)


def read_one(folder: Path, name: str, data: bytes, mend: bool = False) -> Corpus:
    (folder / name).write_bytes(data)
    corpus = read_corpus(folder, mend)
    assert offsets_hold(corpus)
    return corpus


def fact(corpus: Corpus, name: str) -> str:
    return str(corpus.documents[name].iloc[0])


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("codec", "seen"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with byte order mark"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16 without byte order mark"),
        ("utf-16-be", "UTF-16 without byte order mark"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_encodings_are_told_apart_and_named(tmp_path: Path, codec: str, seen: str) -> None:
    corpus = read_one(tmp_path, "a.txt", TEXT.encode(codec))
    assert fact(corpus, "raw") == TEXT
    assert check_folder(tmp_path)["encoding"].tolist() == [seen]


def test_windows_1252_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode("cp1252"))
    assert "Windows-1252" in check_folder(tmp_path)["warnings"][0]


def test_another_alphabet_is_no_windows_1252(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Посол встретился с министром.".encode("cp1251"))
    assert "another encoding" in check_folder(tmp_path)["warnings"][0]


@pytest.mark.parametrize("wrong", ["cp1252", "mac_roman"])
def test_wrong_decodings_are_reported_and_mended_on_request_only(
    tmp_path: Path, wrong: str
) -> None:
    garbled = TEXT.encode().decode(wrong, errors="replace").replace("\ufffd", "")
    assert fact(read_one(tmp_path, "a.txt", garbled.encode()), "raw") == garbled
    assert "mend=True" in check_folder(tmp_path)["warnings"][0]
    mended = fact(read_one(tmp_path, "a.txt", garbled.encode(), mend=True), "raw")
    assert "envoys’" in mended
    assert "café" in mended


def test_mending_leaves_sound_text_alone(tmp_path: Path) -> None:
    sound = "The ﬁrst “café”\r\n &amp; no\u00adhyphen\u200b.\n"
    assert fact(read_one(tmp_path, "a.txt", sound.encode(), mend=True), "raw") == sound


def test_odd_blanks_and_hyphens_stay_and_are_counted(tmp_path: Path) -> None:
    raw = "Talks\r\n\r\nThe en\u00advoys\u00a0met.\u200b They left. They spoke.\r\n"
    assert fact(read_one(tmp_path, "a.txt", raw.encode()), "raw") == raw
    warnings = check_folder(tmp_path)["warnings"][0]
    assert "1 soft hyphen" in warnings
    assert "1 zero-width" in warnings


def attempt(read: Callable[[], Any], name: str) -> Any:
    """Return what is read; None where the one documented error is raised, in one line."""
    try:
        return read()
    except CorpusError as error:
        problem = str(error)
    assert problem.startswith(name)
    assert "\n" not in problem
    return None


@given(st.binary(max_size=200))
def test_bytes_decode_or_raise_one_clear_error(data: bytes) -> None:
    found = attempt(lambda: decode(data, "a.txt"), "a.txt")
    assert found is None or found.text.encode("utf-8") is not None


# ---------------------------------------------------------------- pages

HEAD = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Talks - Post</title>
<meta property="og:title" content="Talks resume"><meta property="og:site_name" content="The Post">
<meta property="article:published_time" content="2024-06-09T10:30:00+02:00">
<meta name="author" content="Ann Other"><link rel="canonical" href="https://post.example/a"></head>
"""
BODY = (
    """<body><nav><a href="/">Home</a></nav><article><h1>Talks resume</h1>
<p>STRELSAU (Reuters) – The envoys of <a href="/r">Ruritania</a> and Freedonia met on Sunday.</p>
<h2>Concerns remain</h2><p>“We are not friends,” said the minister. <b>“We are not enemies.”</b></p>
"""
    + "<p>Both sides said that they would keep talking about the strait and the fish.</p>\n" * 6
    + """<ul><li>A hotline is to be opened.</li></ul></article>
<script>alert("x")</script><footer>Imprint</footer></body></html>"""
)


def test_a_page(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    corpus = read_one(tmp_path, "a.html", (HEAD + BODY).encode())
    facts = ["source", "title", "author", "published_from", "published_to", "url"]
    assert corpus.documents[facts].values.tolist() == [
        ["The Post", "Talks resume", "Ann Other", "2024-06-09", "2024-06-09", ADDRESS]
    ]
    kinds = corpus.passages["kind"].tolist()
    assert kinds[:4] == ["title", "paragraph", "heading", "paragraph"]
    assert "A hotline is to be opened." in corpus.sentences["text"].tolist()
    assert not corpus.passages["text"].str.contains("alert|Imprint|Home").any()


def test_facts_of_documents_csv_count_before_those_of_the_page(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    table = "file,author,published_to\na.html,Bo Grey,2024-06-01\n"
    (tmp_path / "documents.csv").write_text(table, encoding="utf-8")
    documents = read_one(tmp_path, "a.html", (HEAD + BODY).encode()).documents
    facts = documents[["source", "author", "published_from", "published_to"]].values.tolist()
    assert facts == [["The Post", "Bo Grey", "", "2024-06-01"]]


ADDRESS = "https://post.example/a"
JSON = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (JSON.format('{"@type":"Article","datePublished":"2024-06-09T10:00Z"}'), "2024-06-09"),
        (JSON.format('{"@graph":[{"@type":"Report","datePublished":"2024-06-09"}]}'), "2024-06-09"),
        (JSON.format('{"@type":"NewsArticle","dateModified":"2024-06-09"}'), ""),
        (JSON.format("{not json"), ""),
        ('<meta name="date" content="2024-06-09">', "2024-06-09"),
        ('<meta name="date" content="06/09/2024">', ""),
        ('<meta name="date" content="2024-02-31">', ""),
        ('<meta name="copyright" content="2024">', ""),
        ('<meta property="article:modified_time" content="2024-06-09">', ""),
        ('<time itemprop="datePublished" datetime="2024-06-09">9 June</time>', "2024-06-09"),
        ('<time datetime="2024-06-09">the day of the talks</time>', ""),
    ],
)  # fmt: skip
def test_a_day_is_taken_only_where_it_is_called_the_day_of_publication(
    tmp_path: Path, head: str, day: str
) -> None:
    pytest.importorskip("trafilatura")
    page = (
        f"<html><head>{head}</head><body><h1>Talks</h1><p>They met. 5 May 2021.</p></body></html>"
    )
    assert fact(read_one(tmp_path, "a.html", page.encode()), "published_from") == day


def test_a_page_declares_its_encoding(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    page = '<html><head><meta charset="windows-1251"></head><body><p>Посол уехал.</p></body></html>'
    corpus = read_one(tmp_path, "a.htm", page.encode("cp1251"))
    assert corpus.sentences["text"].tolist() == ["Посол уехал."]


def test_lines_parted_by_breaks_stay_parted(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    page = b"<html><body><div>They met.<br>They left.</div><div>So it was.</div></body></html>"
    texts = read_one(tmp_path, "a.html", page).sentences["text"].tolist()
    assert texts == ["They met.", "They left.", "So it was."]


@pytest.mark.parametrize(
    "page",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><html><body><p>They met. &c;</p></body></html>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><p>They met. &a;</p>',
        b"<p>They met.</p>" + b"<div>" * 50_000,
        b"<p>They met. <b>" * 3_000,
    ],
    ids=["entities in entities", "a file as an entity", "deep", "never closed"],
)
def test_hostile_pages_do_no_harm(page: bytes) -> None:
    pytest.importorskip("trafilatura")
    begun = time.perf_counter()
    text = read_texts(page, Path("a.html"))[0]
    assert len(text.raw) < 2 * len(page)
    assert "They met." in text.raw
    assert time.perf_counter() - begun < 15


# ---------------------------------------------------------------- documents


def docx_file(*paragraphs: tuple[str, str]) -> bytes:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    document.core_properties.author = "A computer"
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def test_docx(tmp_path: Path) -> None:
    data = docx_file(
        ("Title", "Talks resume."),
        ("Normal", "By Ann Other"),
        ("Normal", "The envoys met. They left."),
        ("Heading 1", "What it means for all who fish in the strait and beyond it, year by year"),
        ("Normal", "Nothing."),
        ("Caption", "The envoys in Strelsau."),
    )
    corpus = read_one(tmp_path, "a.docx", data)
    kinds = "title byline paragraph heading paragraph boilerplate"
    assert corpus.passages["kind"].tolist() == kinds.split()
    assert fact(corpus, "author") == "Ann Other"
    assert fact(corpus, "published_from") == ""


def test_a_file_that_has_its_own_encoding_counts_as_read(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(
        docx_file(("Normal", "The envoys met. They left. It rained."))
    )
    (tmp_path / "b.docx").write_bytes(b"no zip")
    checked = check_folder(tmp_path)
    assert checked["encoding"].tolist() == ["DOCX", ""]
    assert files_finding(checked) == "1 text can be read. To be looked at: “b.docx”."


def packed(**files: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return whole.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"no zip", docx_file(("Normal", "x"))[:900], packed(a=b"x"), packed(a=bytes(600_000_000))],
    ids=["no zip", "cut short", "another zip", "unpacks to 600 MB"],
)
def test_broken_docx(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(CorpusError, match=r"a\.docx: .*\."):
        read_one(tmp_path, "a.docx", data)


def pdf_file(*pages: list[str]) -> bytes:
    """Write a small .pdf file by hand: a font, and a page per list of lines."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    whole, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(whole))
        whole += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
    return f"{whole}{end}startxref\n{len(whole)}\n%%EOF".encode("latin-1")


PAGE = [
    *("The envoy of Ruritania came to Freedonia on Monday, and the", "two ministers spoke about"),
    *("Both sides said that they would meet again in the autumn, in", "a place to be chosen."),
]


def test_pdf(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    pages = [["The Strelsau Post 1", *PAGE], ["The Strelsau Post 2", *PAGE]]
    corpus = read_one(tmp_path, "a.pdf", pdf_file(*pages))
    assert "Both sides said that they would meet again in the autumn, in a place to be chosen." in (
        corpus.sentences["text"].tolist()
    )
    assert not corpus.passages["text"].str.contains("Post").any()
    assert "The Strelsau Post 0" in check_folder(tmp_path)["warnings"][0]


@pytest.mark.parametrize("data", [b"%PDF", b"", pdf_file([])], ids=["cut", "empty", "no text"])
def test_broken_pdf(tmp_path: Path, data: bytes) -> None:
    pytest.importorskip("pypdf")
    with pytest.raises(CorpusError, match=r"a\.pdf: "):
        read_one(tmp_path, "a.pdf", data)


@given(st.lists(st.text(st.characters(codec="ascii", exclude_categories=["C"]), min_size=1)))
def test_unwrapping_loses_no_letter(lines: list[str]) -> None:
    lines = [line.strip() for line in lines if line.strip()]
    kept = "".join("".join(unwrap(lines)).split()).replace("-", "")
    assert kept == "".join("".join(lines).split()).replace("-", "")


# ---------------------------------------------------------------- tables of texts

ROWS = [
    {"text": "They met. They left.", "source": "The Post", "published_to": "2024-06-09"},
    {"text": " ", "source": "The Post"},
    {"text": '“So,” he said, “it was, "all in all", good.”\n', "author": "Ann Other"},
]


def as_csv(rows: list[dict[str, Any]]) -> bytes:
    return pd.DataFrame(rows).to_csv(index=False).encode()


def as_parquet(rows: list[dict[str, Any]]) -> bytes:
    pytest.importorskip("pyarrow")
    whole = io.BytesIO()
    pd.DataFrame(rows).to_parquet(whole)
    return whole.getvalue()


def as_jsonl(rows: list[dict[str, Any]]) -> bytes:
    return "\n".join(map(json.dumps, rows)).encode()


WRITERS = {"csv": as_csv, "jsonl": as_jsonl, "parquet": as_parquet}


@pytest.mark.parametrize("suffix", WRITERS)
def test_tables_of_texts(tmp_path: Path, suffix: str) -> None:
    corpus = read_one(tmp_path, f"all.{suffix}", WRITERS[suffix](ROWS))
    facts = corpus.documents[["doc", "source", "author", "published_to", "sentences"]]
    assert facts.values.tolist() == [
        ["all#1", "The Post", "", "2024-06-09", 2],
        ["all#3", "all", "Ann Other", "", 1],
    ]
    assert fact(corpus, "file") == f"all.{suffix}"


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_table_without_texts_is_left_alone(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"names.{suffix}").write_bytes(WRITERS[suffix]([{"name": "x"}]))
    with pytest.raises(CorpusError, match="no column “text”"):
        read_corpus(tmp_path)
    assert read_one(tmp_path, "a.txt", b"They met.").documents["doc"].tolist() == ["a"]
    assert "no column" in check_folder(tmp_path).set_index("file")["warnings"][f"names.{suffix}"]


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_false_day_in_a_table(tmp_path: Path, suffix: str) -> None:
    rows = [{"text": "They met.", "published_from": "9 June"}]
    with pytest.raises(CorpusError, match=rf"all\.{suffix}, .*“9 June” is no date"):
        read_one(tmp_path, f"all.{suffix}", WRITERS[suffix](rows))


@pytest.mark.parametrize(
    ("name", "data", "parts"),
    [
        ("a.csv", b'text\n"x', ["line", "quotes"]),
        ("a.csv", b"text,title\nx\n", ["line 2", "1 cells under 2"]),
        ("a.jsonl", b'{"text": "x"}\n{"text"', ["line 2", "JSON"]),
        ("a.jsonl", b"[1]", ["line 1", "object"]),
        ("a.jsonl", b"[" * 100_000, ["line 1", "JSON"]),
        ("a.parquet", b"PAR1", ["Parquet"]),
    ],
)
def test_broken_tables(tmp_path: Path, name: str, data: bytes, parts: list[str]) -> None:
    with pytest.raises(CorpusError) as error:
        read_one(tmp_path, name, data)
    assert all(part in str(error.value) for part in [name, *parts]), str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_cells_may_be_parted_in_three_ways(tmp_path: Path, mark: str) -> None:
    data = f"source{mark}text\nThe Post{mark}They met.\n".encode()
    assert fact(read_one(tmp_path, "a.csv", data), "source") == "The Post"


def test_a_cell_may_be_as_long_as_a_book(tmp_path: Path) -> None:
    data = b'text\n"' + b"They met. " * 100_000 + b'"\n'
    assert fact(read_one(tmp_path, "a.csv", data), "sentences") == "100000"


def test_halves_of_characters_in_json_are_replaced(tmp_path: Path) -> None:
    corpus = read_one(tmp_path, "a.jsonl", rb'{"text": "They \ud800 met.\u0000"}')
    fact(corpus, "raw").encode("utf-8")
    assert "invalid" in check_folder(tmp_path)["warnings"][0]


# ---------------------------------------------------------------- what texts state


@pytest.mark.parametrize(
    ("lines", "facts"),
    [
        (["byline By Ann Other, CNN"], {"author": "Ann Other"}),
        (["byline By ANN OTHER and BO GREY"], {"author": "ANN OTHER and BO GREY"}),
        (["byline Ann Other in Strelsau"], {"author": "Ann Other"}),
        (["byline – S. M. Other is a fellow."], {"author": "S. M. Other"}),
        (["byline Published 9 June 2024"], {"day": "2024-06-09"}),
        (["byline June 9th, 2024 5:03 AM ET"], {"day": "2024-06-09"}),
        (["byline Updated 10 June 2024", "byline 9 June 2024"], {"day": "2024-06-09"}),
        (["byline Last modified on 10 June 2024"], {}),
        (["byline 06/09/2024"], {}),
        (["byline 31 June 2024"], {}),
        (["byline 2 hours ago"], {}),
        (["paragraph STRELSAU, June 9, 2024 -- They met."], {"day": "2024-06-09"}),
        (["paragraph STRELSAU (Reuters) – They met in 2021."], {"source": "Reuters"}),
        (["paragraph (CNN) — They met."], {"source": "CNN"}),
        (["paragraph They met (again) – so they said."], {}),
        (["paragraph They met on 9 June 2024."], {}),
        (["boilerplate © 2024 The Post. All rights reserved."], {"source": "The Post"}),
        (["boilerplate Copyright 2024 by the Post"], {}),
    ],
)  # fmt: skip
def test_stated_facts(lines: list[str], facts: dict[str, str]) -> None:
    day = facts.pop("day", "")
    wanted = facts | ({"published_from": day, "published_to": day} if day else {})
    assert stated_facts(tuple(line.split(" ", 1)) for line in lines) == wanted  # type: ignore[misc]


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("*Published 10 March 2031*", ("2031-03-10", "")),
        ("_10 March 2031_", ("2031-03-10", "")),
        ("**By Lena Harrow**", ("", "Lena Harrow")),
        ("By *Lena Harrow*", ("", "Lena Harrow")),
    ],
)
def test_marks_of_emphasis_hide_no_byline(
    line: str, facts: tuple[str, str], tmp_path: Path
) -> None:
    text = f"# The Talks\n\n{line}\n\nThe envoys met in Zenda. They agreed.\n"
    (tmp_path / "talks.md").write_text(text, encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert list(corpus.passages["kind"]) == ["title", "byline", "paragraph"]
    assert corpus.passages["text"][1] == line  # as it stands
    assert (corpus.documents["published_from"][0], corpus.documents["author"][0]) == facts


# ---------------------------------------------------------------- safety


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Secret.", encoding="utf-8")
    folder = tmp_path / "texts"
    folder.mkdir()
    try:
        (folder / "b.txt").symlink_to(tmp_path / "secret.txt")
        (folder / "c.txt").symlink_to("a.txt")
    except OSError:
        pytest.skip("no links on this system")
    corpus = read_one(folder, "a.txt", b"They met.")
    assert corpus.documents["doc"].tolist() == ["a", "c"]
    assert "leads out" in check_folder(folder).set_index("file")["warnings"]["b.txt"]
    (folder / "documents.csv").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(CorpusError, match="leads out"):
        read_corpus(folder)


def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes on this system")
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(CorpusError, match="no ordinary file"):
        read_corpus(tmp_path)


def test_archives_are_named_and_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(packed(c=b"They met."))
    assert len(read_one(tmp_path, "a.txt", b"They met.").documents) == 1
    assert "not unpacked" in check_folder(tmp_path).set_index("file")["warnings"]["b.zip"]


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=30, deadline=None)
@given(data=st.binary(max_size=120) | st.text(max_size=80).map(str.encode))
def test_any_bytes_in_any_format_raise_nothing_else(suffix: str, data: bytes) -> None:
    texts = attempt(lambda: read_texts(data, Path("a" + suffix)), "a" + suffix)
    assert all(text.raw.encode("utf-8") is not None for text in texts or [])


@pytest.mark.parametrize(
    "raw",
    [
        "They met. " * 200_000,
        "They met.\n" * 30_000,
        "“" * 100_000 + "They met." + "”" * 100_000,
        "“‘«They met. " * 20_000 + "»’”" * 20_000,
        "a" * 1_000_000 + ".",
    ],
    ids=["line", "lines", "quotes in quotes", "quotes of all kinds", "word"],
)
def test_time_grows_with_length_only(tmp_path: Path, raw: str) -> None:
    begun = time.perf_counter()
    assert fact(read_one(tmp_path, "a.txt", raw.encode()), "sentences") == str(raw.count("."))
    assert time.perf_counter() - begun < 30


# ---------------------------------------------------------------- the check


def test_check_tells_a_line_per_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Talks\n\nBy Ann Other\n9 June 2024\n\nThey met.", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_bytes(b"\x00\x01")
    (tmp_path / "c.csv").write_bytes(as_csv(ROWS))
    (tmp_path / "d.xlsx").write_bytes(b"x")
    found = check_folder(tmp_path)
    assert found.columns.tolist() == CHECKED
    assert found["doc"].tolist() == ["a", "b", "c#1", "c#3", ""]
    assert found.loc[0].drop("warnings").tolist() == [
        *("a.txt", "a", "txt", "UTF-8", "Talks", "2024-06-09"),
        *("title 1, byline 2, paragraph 1", 2, 1),
    ]
    assert found["warnings"][0] == "only 1 sentence"
    assert "NUL" in found["warnings"][1]
    assert "left alone" in found["warnings"][4]


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [
        ("a.html", "trafilatura", "files"),
        ("a.docx", "docx", "files"),
        ("a.pdf", "pypdf", "files"),
        ("a.parquet", "pyarrow", "archive"),
    ],
)
def test_a_missing_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, module: str, extra: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(CorpusError, match=rf"{name}: .*pip install .communique\[{extra}\]"):
        read_one(tmp_path, name, b"x")


def test_a_text_in_another_language_is_told(tmp_path: Path) -> None:
    german = "Der Minister sprach mit dem Gast aus Zenda. Beide lobten das Treffen sehr. " * 4
    english = "The minister spoke with the guest from Zenda. Both praised the meeting. " * 4
    texts = {"german": german, "english": english, "short": german[:80], "list": "Zenda\n" * 20}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    warned = check_folder(tmp_path).set_index("doc")["warnings"].str.contains("not English")
    assert warned[warned].index.tolist() == ["german"]
