"""What must hold of readers, splitter, matcher, dates, quotes for any input (benchmarks.fuzz)."""

import io
import os
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import gettempdir

import pandas as pd

from communique.codebook import CodebookError, read_codebook
from communique.compare.base import records
from communique.corpus import PASSAGES, SENTENCES, Coded, CorpusError, Read, Text, code_text
from communique.dates import find_dates, read_holidays
from communique.folder import read_metadata
from communique.names import read_names
from communique.patterns import PatternError, compile_patterns
from communique.quotes import find_quotes, read_quote_cues
from communique.readers import FORMATS, read_texts
from communique.split import quoted_shares, split_passages, split_sentences
from communique.tokens import read_tokens

__all__ = ["TARGETS", "empty_docx", "paged"]

DATA = Path(__file__).parent.parent / "data"
LONG = 20_000
ANCHORS = ("document", "narrative", "none")
DAYS = pd.DataFrame([("x", "2031-05-17", "2031-05-18")])
DAYS.columns = ["doc", "published_from", "published_to"]
WORDS = """
the of in on a to and that he it I US U.S. Mr. Ruritania Freedonia Strelsau Sapt Zenda said says
told according asked called envoy minister talks trade tariffs not agreed By May Monday March 2031
1999 17 3rd 5:30 p.m. two hundred last next week year days ago early since until between century
1990s winter Christmas noon tomorrow now 2031-05-17 (Reuters) CNN Photo: Read more: © Advertisement
[Print] Q: MS. SAPT: @ https://a.b
"""
SIGNS = [*" \n\r\t.,;:!?-–—()[]/&|*^#{}\"'“”„«»‘’…%$0aZ", "\n\n", "\r\n", "--", "...", "''", "``"]
SIGNS += [
    *"\0\x0b\x1c\x85\xa0\xad\u200b\u2028\u2029\ufeff\u0301\u0130\u1e9eßΣéЖ中。",
    "😀",
    "👩\u200d🚀",
]
PIECES = [*(f"{word} " for word in WORDS.split()), *SIGNS]
PDF = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[4 0 R]"
)
PDF += (
    b"/Count 1>>\nendobj\n3 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n4 0 obj"
)
PDF += (
    b"\n<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<</Font<</F1 3 0 R>>>>>>\nendobj\n5 0 obj"
)
TRAILER = b"\nendstream\nendobj\ntrailer<</Size 6/Root 1 0 R>>\nstartxref\n0\n%%EOF"


class Broken(Exception):
    """A rule that does not hold."""


def holds(rule: bool, *told: object) -> None:
    """Raise Broken where a rule does not hold."""
    if not rule:
        raise Broken(*told)


def text_of(data: bytes) -> str:
    """Read an input as a text: of bytes, of words and signs, or of these many times."""
    way, rest = data[:1] or b"\0", data[1:]
    if way[0] % 3 == 0:
        return rest.decode("utf-8", "replace")
    text = "".join(PIECES[byte % len(PIECES)] for byte in rest)
    return text * (LONG // max(1, len(text))) if way[0] % 64 == 1 else text


def coded(text: Text) -> Coded:
    """Code a text, and check its rows."""
    found, raw = code_text(Read("x", "x.txt", "", {}, text)), text.raw
    raw.encode("utf-8")
    in_order(((row[4], row[5], row[6]) for row in found.passages), raw)
    in_order(((row[5], row[6], row[7]) for row in found.sentences), raw)
    return found


def in_order(rows: Iterator[tuple[int, int, str]], raw: str) -> None:
    """Check that rows lie inside a text, one behind the other, and are what stands there."""
    before = 0
    for start, end, text in rows:
        holds(before <= start < end <= len(raw), "place", start, end)
        holds(raw[start:end] == text and text == text.strip(), "text", text)
        before = end


def covers(spans: list[tuple[int, int]], text: str) -> None:
    """Check that no letter stands outside of spans."""
    for (_, end), (start, _) in pairwise([(0, 0), *spans, (len(text), 0)]):
        holds(not any(map(str.isalnum, text[end:start])), "lost", text[end:start])


# ---------------------------------------------------------------- targets


def readers(data: bytes) -> None:
    """Read the bytes of a file of each format, and of documents.csv."""
    names = [*FORMATS, "documents", "xml", "pages"]
    which, rest = names[(data[:1] or b"\0")[0] % len(names)], data[1:]
    try:
        if which == "documents":
            read_metadata(_written(rest), {"a": Path("a.txt")})
            return
        packing = {"xml": (".docx", packed), "pages": (".pdf", paged)}
        suffix, pack = packing.get(which, (which, bytes))
        for text in read_texts(pack(rest), Path("a" + suffix)):
            coded(text)
    except CorpusError as error:
        holds("\n" not in str(error), "lines", str(error))


def packed(xml: bytes) -> bytes:
    """Put bytes into a .docx file as its document."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(empty_docx())) as source, zipfile.ZipFile(whole, "w") as out:
        for name in source.namelist():
            out.writestr(name, xml if name == "word/document.xml" else source.read(name))
    return whole.getvalue()


@cache
def empty_docx() -> bytes:
    import docx

    whole = io.BytesIO()
    document = docx.Document()
    document.add_heading("Talks")
    document.add_paragraph("They met.")
    document.add_table(1, 2)
    document.save(whole)
    return whole.getvalue()


def paged(stream: bytes) -> bytes:
    """Put bytes into a .pdf file as what its page shows."""
    return PDF + b"\n<</Length %d>>\nstream\n" % len(stream) + stream + TRAILER


def _written(data: bytes) -> Path:
    path = Path(gettempdir()) / f"fuzz-{os.getpid()}.csv"
    path.write_bytes(data)
    return path


def splitter(data: bytes) -> None:
    """Split a text into passages, and these into sentences."""
    raw = text_of(data)
    parts = split_passages(raw)
    covers([(part.start, part.end) for part in parts], raw)
    for part in parts:
        text = raw[part.start : part.end]
        spans = split_sentences(text)
        in_order(((start, end, text[start:end]) for start, end in spans), text)
        covers(spans, text)
        holds(all(0 <= share <= 1 for share in quoted_shares(text, spans)), "share")
    coded(Text(raw))


def matcher(data: bytes) -> None:
    """Compile patterns, or a codebook, and look for them in a text in both ways."""
    listed, _, rest = data.partition(b"\xff")
    if data[:1] == b"#":
        try:
            read_codebook(_written(data[1:]))
        except CodebookError:
            return
    patterns, text = text_of(listed)[:300].split(";"), text_of(rest)
    try:
        found = compile_patterns({"a": patterns[::2], "b": patterns[1::2]})
    except PatternError:
        return
    hits = found.find(text)
    for hit in hits:
        holds(0 <= hit.start < hit.end <= len(text) and hit.pattern in map(str.strip, patterns))
    holds(hits == sorted(hits), "order")
    texts = [text, "", text[: len(text) // 2]]
    told = found.find_in(read_tokens(texts))
    holds([told[n] for n in range(3)] == [found.find(one) for one in texts], "two ways")


def dates(data: bytes) -> None:
    """Find expressions of time."""
    raw = text_of(data)
    sentences = _table(coded(Text(raw)).sentences, SENTENCES)
    anchor = ANCHORS[len(data) % len(ANCHORS)]
    columns = ["start", "end", "text", "earliest", "latest"]
    rows = list(records(find_dates(sentences, DAYS, anchor, _holidays()), *columns))
    in_order(((start, end, text) for start, end, text, *_ in rows), raw)
    holds(all(earliest <= latest for *_, earliest, latest in rows), "earliest", rows)


@cache
def _holidays() -> pd.DataFrame:
    return read_holidays(DATA / "holidays.csv")


def quotes(data: bytes) -> None:
    """Find quotations, their speakers and cues."""
    raw = text_of(data)
    found = coded(Text(raw))
    tables = _table(found.passages, PASSAGES), _table(found.sentences, SENTENCES)
    names, cues = _names_and_cues()
    columns = ["start", "end", "text", "speaker_start", "speaker_end", "cue_start", "cue_end"]
    before = 0
    for start, end, text, *places in records(find_quotes(*tables, cues, names), *columns):
        holds(before <= start < end <= len(raw) and raw[start:end] == text, "place", start, end)
        before = start
        for first, last in (places[:2], places[2:]):
            holds(first == last == -1 or 0 <= first < last <= len(raw), "cue", first, last)


@cache
def _names_and_cues() -> tuple[object, object]:
    return read_names(DATA / "names.csv"), read_quote_cues(DATA / "quote_cues.csv")


def _table(rows: list[tuple[object, ...]], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns)


TARGETS = {one.__name__: one for one in (readers, splitter, matcher, dates, quotes)}
