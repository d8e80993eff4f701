"""HTML: whatever a corpus holds, it comes out as text; marks cover what they should."""

import csv
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique import show
from communique.corpus import Corpus, read_corpus
from communique.show import Html
from tests.invented import corpus_of, tables_of

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' onclick='alert(1)' x='",
    "</td></tr></table><h1>Ha</h1>",
    "</mark></li></ul></details><iframe src=//x.example>",
    "<!-- ",
    "]]><svg/onload=alert(1)>",
    "</title></style></script><base href=//x.example>",
    "&lt;script&gt; &amp; &#60;b&#62;",
    "javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "<thead><caption>",
    "{{ 7 * 7 }} $(x) `x` \\u003cscript\\u003e",
    "＜script＞ \u202egnp.exe\u202c",
]
ALL = " ".join(ATTACKS)
ELEMENTS = {
    *(
        "a",
        "blockquote",
        "br",
        "caption",
        "cite",
        "details",
        "div",
        "figcaption",
        "figure",
        "footer",
    ),
    *(
        "img",
        "li",
        "mark",
        "p",
        "small",
        "strong",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
    ),
    *("i", "span", "tr", "ul"),
}
ATTRIBUTES = {
    *(("a", "href"), ("a", "rel"), ("details", "class"), ("div", "class"), ("figcaption", "class")),
    *(("i", "data-doc"), ("i", "data-sentence"), ("i", "style"), ("span", "class")),
    *(("blockquote", "data-doc"), ("cite", "data-doc"), ("cite", "data-sentence")),
    *(("td", "class"), ("td", "data-doc"), ("td", "data-sentence"), ("th", "class")),
    *(("figure", "class"), ("img", "alt"), ("img", "src"), ("img", "width"), ("p", "class")),
    *(
        ("div", "tabindex"),
        ("span", "style"),
        ("table", "class"),
        ("td", "style"),
        ("th", "scope"),
        ("th", "style"),
    ),
}
VOID = {"br", "img"}


class Reader(HTMLParser):
    """Collect the elements, attributes and text of a piece of HTML, and check its nesting."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""
        self.marked: list[str] = []
        self.odd: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.marked += [""] * (tag == "mark")
        self._open += [tag] * (tag not in VOID)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if "mark" in self._open:
            self.marked[-1] += data

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def check(piece: Html) -> Reader:
    """Check that a piece holds only elements, attributes and links of our own."""
    read = Reader(piece.html)
    assert set(read.elements) <= ELEMENTS
    assert {(tag, name) for tag, name, _ in read.attributes} <= ATTRIBUTES
    assert not read.odd
    for tag, name, value in read.attributes:
        if (tag, name) == ("a", "href"):
            assert value.startswith(("https://", "http://"))
        if name == "src":
            assert value.startswith("data:image/png;base64,")
        if name in ("class", "style", "rel", "scope"):
            assert re.fullmatch(r"[a-z -]+|(?:[a-z-]+: [a-z0-9.-]+%?(?:; |$))+", value)
    bundle = piece._repr_mimebundle_(include=None)
    assert set(bundle) == {"text/html", "text/plain"}
    assert repr(piece) == bundle["text/plain"]
    return read


# ---------------------------------------------------------------- a hostile corpus


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Make a corpus whose texts, names and metadata all attack."""
    folder = tmp_path_factory.mktemp("hostile")
    with (folder / "documents.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "source", "title", "author", "genre", "url"])
        for i, attack in enumerate(ATTACKS):
            name = f"{i} {attack.replace('/', '∕')[:40]}.txt"
            text = f"{attack} {attack}.\n\nIt {attack} was so. {ALL} too.\n"
            (folder / name).write_text(text, encoding="utf-8")
            writer.writerow([name, f"{attack} {i}", ALL, attack, attack, attack])
    return read_corpus(folder)


def spans(corpus: Corpus) -> pd.DataFrame:
    """Take the second to the tenth character of each sentence."""
    rows = corpus.sentences.assign(start=corpus.sentences["start"] + 1)
    rows["end"] = rows[["start", "end"]].min(axis=1) + 9
    rows["end"] = rows["end"].clip(upper=corpus.sentences["end"])
    rows["text"] = [
        text[1 : 1 + end - start]
        for text, start, end in zip(
            corpus.sentences["text"], rows["start"], rows["end"], strict=True
        )
    ]
    return rows.assign(note=ALL, group=ATTACKS[0])


PIECES: dict[str, Callable[[Corpus], Html]] = {
    "finding": lambda c: show.finding(ALL),
    "figure": lambda c: show.figure(b"x", ALL, ALL, ALL, 700),
    "table": lambda c: show.table(c.documents.drop(columns="sha256"), ALL, c.documents),
    "sentences": lambda c: show.table(c.sentences, ALL, c.documents, {}),
    "heads": lambda c: show.table(pd.DataFrame([ATTACKS], columns=ATTACKS), ALL),
    "documents as heads": lambda c: show.table(
        pd.DataFrame([ATTACKS], columns=c.documents["doc"]), ALL, c.documents
    ),
    "folded": lambda c: show.table(c.sentences[["doc", "text"]], ALL, c.documents, folded=True),
    "names": lambda c: show.table(pd.DataFrame({"issue": ["x"]}), "", names={"x": ALL}),
    "evidence": lambda c: show.evidence(spans(c), c),
    "evidence by": lambda c: show.evidence(spans(c), c, by="group", note="note", limit=3),
    "evidence names": lambda c: show.evidence(
        spans(c).assign(group="x"), c, by="group", names={"x": ALL}
    ),
    "concordance": lambda c: show.concordance(spans(c), c),
    "openings": lambda c: show.openings(c),
}


@pytest.mark.parametrize("name", PIECES)
def test_nothing_but_text_comes_through(name: str, hostile: Corpus) -> None:
    read = check(PIECES[name](hostile))
    assert "a" not in read.elements
    if name in ("finding", "figure", "table", "folded", "heads", "names", "openings"):
        # What is shown is what was there, neither cut nor escaped twice.
        assert all(attack in read.text for attack in ATTACKS)


def test_alternative_text_is_whole(hostile: Corpus) -> None:
    read = check(show.figure(b"x", "T", "C", ALL, 700))
    assert ("img", "alt", ALL) in read.attributes


@pytest.mark.parametrize("place", [0, 2])
def test_words_beside_a_picture_stay_text(place: int) -> None:
    parts = show.figure_outputs(b"x", ALL, ALL, ALL, 700)
    read = check(show.Html(parts[place].data["text/html"], ""))
    assert not set(read.elements) - {"p", "strong", "details", "summary"}
    assert all(attack in read.text for attack in ATTACKS)


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_stays_text(text: str, head: str) -> None:
    assert check(show.finding(text)).elements == ["p"]
    read = check(show.table(pd.DataFrame({head: [text]}), text))
    own = {"figure", "div", "table", "thead", "tbody", "tr", "th", "td"}
    assert set(read.elements) - {"figcaption"} == own


# ---------------------------------------------------------------- links


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://news.example/talks?a=1&b=2", "news.example"),
        ("http://news.example:8080/#x", "news.example"),
        ("https://ministry.example@other.example/", "other.example"),
        ('https://news.example/"onclick="x', "news.example"),
    ],
)
def test_web_addresses_become_links(url: str, told: str) -> None:
    read = check(show.table(pd.DataFrame({"url": [url]})))
    assert [value for _, name, value in read.attributes if name == "href"] == [url]
    assert told in read.text
    assert url not in read.text


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "javascript://news.example/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//news.example",
        "https:news.example",
        "https://",
        "https://:80",
        "http://[::1",
        "ftp://news.example",
        "as above",
        "",
    ],
)
def test_other_addresses_stay_text(url: str) -> None:
    read = check(show.table(pd.DataFrame({"url": [url]})))
    assert "a" not in read.elements
    assert url in read.text


def test_only_a_column_called_url_holds_links() -> None:
    assert "a" not in check(show.table(pd.DataFrame({"text": ["https://x.example"]}))).elements


# ---------------------------------------------------------------- tables


def cells(piece: Html) -> list[str]:
    parts = piece.html.split("<td")[1:]
    return [Reader(f"<td{part.split('</td>')[0]}</td>").text for part in parts]


def test_values() -> None:
    values = [1.0, -0.001, 2.345, float("nan"), None, pd.NA, pd.NaT, 1_000, True, "nan", "a\nb"]
    shown = ["1.00", "0.00", "2.35", "", "", "", "", "1000", "True", "nan", "a\nb"]
    frame = pd.DataFrame({"x": pd.Series(values, dtype=object)})
    assert cells(show.table(frame)) == [*shown[:2], f"{2.345:.2f}", *shown[3:]]


def test_long_cells_are_whole() -> None:
    frame = pd.DataFrame({"text": ["word " * 100]})
    assert cells(show.table(frame)) == ["word " * 100]


def test_labels_and_heads() -> None:
    documents = pd.DataFrame({"doc": ["text", "b"], "source": ["Ruritania Post", "Sylvania Sun"]})
    frame = pd.DataFrame({"doc": ["b", "c"], "text": ["x", "text"], "log_ratio": [1, 2]})
    piece = show.table(frame, "Caption", documents)
    assert cells(piece) == ["Sylvania Sun", "x", "1", "c", "text", "2"]
    # A document called “text” does not rename the column of that name.
    assert Reader(piece.html).text.startswith("Captiondoctextlog ratio")
    assert piece.plain.startswith("Caption\n")
    side = show.table(pd.DataFrame({"text": [1], "b": [2]}), "", documents)
    assert Reader(side.html).text == "Ruritania PostSylvania Sun12"


def test_days_stay_on_one_line() -> None:
    frame = pd.DataFrame({"day": ["2031-05-03", "2031-05-03<b>", "٢٠٣١-05-03"]})
    read = check(show.table(frame))
    assert read.elements.count("span") == 2
    assert cells(show.table(frame)) == frame["day"].to_list()


def test_names_of_issues() -> None:
    frame = pd.DataFrame({"issue": ["trade", "visas"]})
    assert cells(show.table(frame, names={"trade": "Trade and tariffs"})) == [
        "Trade and tariffs",
        "visas",
    ]


def test_a_table_is_not_changed_by_showing_it() -> None:
    frame = pd.DataFrame({"doc": ["a"], "url": ["https://x.example"]}, index=[5])
    before = frame.copy()
    show.table(frame, "C", pd.DataFrame({"doc": ["a"], "source": ["Post"]}))
    assert frame.equals(before)


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame({"doc": []})])
def test_empty_tables(frame: pd.DataFrame) -> None:
    assert check(show.table(frame, "Nothing")).elements.count("td") == 1


def test_columns_of_the_same_name() -> None:
    frame = pd.DataFrame([["x", "1 of 2"]], columns=["issue", "issue"])
    assert cells(show.table(frame)) == ["x", "1 of 2"]


# ---------------------------------------------------------------- evidence


@pytest.fixture
def toys(tmp_path: Path) -> Corpus:
    texts = {"a": "Talks\n\nWe met & spoke. We left.", "b": "We met again. It rained. It ended."}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return read_corpus(tmp_path)


def rows(*spans: tuple[str, int, int, int, str]) -> pd.DataFrame:
    return pd.DataFrame(spans, columns=["doc", "sentence", "start", "end", "issue"])


@pytest.mark.parametrize(
    ("found", "marked"),
    [
        ([(7, 9)], ["We"]),
        ([(7, 13), (10, 15)], ["We met &"]),
        ([(7, 9), (9, 13)], ["We met"]),
        ([(10, 13), (7, 9), (14, 15)], ["We", "met", "&"]),
        ([(7, 9), (7, 9)], ["We"]),
        ([(10, 13), (7, 22)], ["met"]),
        ([(7, 22)], []),
        ([(0, 9), (16, 99)], ["We", "spoke."]),
        ([(0, 5), (30, 40), (9, 9)], []),
    ],
)
def test_marks(found: list[tuple[int, int]], marked: list[str], toys: Corpus) -> None:
    read = check(show.evidence(rows(*(("a", 2, *span, "x") for span in found)), toys))
    assert read.marked == marked
    assert read.text == "Evidence: 1 sentencea · sentence 1 · 7–22 We met & spoke."


SPANS = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)).map(sorted), min_size=1)


@given(SPANS)
def test_marks_cover_exactly_the_spans(found: list[list[int]]) -> None:
    corpus = corpus_of(1)
    text, base = corpus.sentences["text"][1], int(corpus.sentences["start"][1])
    name = corpus.sentences["doc"][1]
    placed = [(name, 2, base + first, base + last, "x") for first, last in found]
    html = show.evidence(rows(*placed), corpus).html.split("</cite> ")[1].split("</li>")[0]
    inside, covered, shown = False, set(), ""
    for part in html.replace("</mark>", "<mark>").split("<mark>"):
        covered |= set(range(len(shown), len(shown) + len(part))) if inside else set()
        shown, inside = shown + part, not inside
    assert shown == text
    assert covered == {place for first, last in found for place in range(first, last)}


def test_groups_limits_and_counts(toys: Corpus) -> None:
    found = rows(
        ("a", 2, 7, 9, "trade"),
        ("b", 1, 0, 2, "trade"),
        ("b", 1, 3, 6, "trade"),
        ("b", 3, 25, 27, "trade"),
        ("b", 2, 14, 16, "visas"),
    )
    piece = show.evidence(found, toys, by="issue", limit=2, names={"trade": "Trade"})
    read = check(piece)
    assert read.text.startswith("Evidence: 4 sentencesTrade: 3 sentencesa · sentence 1")
    assert "… and 1 sentence more.visas: 1 sentenceb" in read.text
    assert read.elements.count("li") == 3
    assert read.marked == ["We", "We", "met", "It"]
    assert piece.plain.splitlines()[:3] == [
        "Evidence: 4 sentences",
        "Trade: 3 sentences",
        "  a · sentence 1 · 7–22  We met & spoke.",
    ]


def test_notes_are_told_once(toys: Corpus) -> None:
    found = rows(("b", 1, 0, 2, "y"), ("b", 1, 3, 6, "x"), ("b", 1, 3, 6, "y"))
    assert "We met again. (y, x)" in check(show.evidence(found, toys, note="issue")).text
    scored = found.assign(score=[0.5, None, -0.25])
    assert "(0.50, −0.25)" in check(show.evidence(scored, toys, note="score")).text


def test_no_evidence(toys: Corpus) -> None:
    for options in ({}, {"by": "issue", "note": "issue"}):
        piece = show.evidence(rows(), toys, **options)
        assert check(piece).text == piece.plain == "No sentence."


def test_concordance(toys: Corpus) -> None:
    found = rows(("a", 2, 10, 13, "x"), ("b", 1, 3, 6, "x"), ("b", 3, 28, 33, "x"))
    read = check(show.concordance(found, toys, width=8))
    assert read.marked == ["met", "met", "ended"]
    # Line breaks become blanks; nothing is taken from before the beginning or after the end.
    assert cells(show.concordance(found, toys, width=8))[:3] == [
        "a, sentence 1",
        "We ",
        "met & spoke",
    ]
    assert cells(show.concordance(found, toys, width=8))[-1] == "ended."
    piece = show.concordance(found, toys, limit=2)
    assert check(piece).text.startswith("3 found, the first 2 shown")
    assert len(piece.plain.splitlines()) == 3
    assert check(show.concordance(rows(), toys)).text == "0 found"


def test_cited_sentences_say_which_they_are(toys: Corpus) -> None:
    found = rows(("a", 2, 10, 13, "x"), ("b", 1, 3, 6, "x"))
    places = [("a", "2"), ("b", "1")]
    for piece, tag in ((show.evidence(found, toys), "cite"), (show.concordance(found, toys), "td")):
        named = [(name, value) for one, name, value in check(piece).attributes if one == tag]
        docs = [value for name, value in named if name == "data-doc"]
        numbers = [value for name, value in named if name == "data-sentence"]
        assert list(zip(docs, numbers, strict=True)) == places


def test_marks_of_figures_say_which_sentence_they_are() -> None:
    marks = [show.Mark(0.125, 0.5, ALL, 3)]
    read = check(show.figure(b"x", "T", "C", "A", 700, marks))
    assert ("i", "data-doc", ALL) in read.attributes
    assert ("i", "style", "left: 12.50%; top: 50.00%") in read.attributes
    assert "i" not in check(show.figure(b"x", "T", "C", "A", 700)).elements


def test_openings(toys: Corpus) -> None:
    read = check(show.openings(toys, sentences=1))
    assert read.text.startswith("TalksWe met & spoke. …a.txt, 5 words")
    # Without a title the document's name stands.
    assert "bWe met again. …" in read.text


def test_tables_of_an_invented_corpus() -> None:
    tables = tables_of(5)
    for frame in tables[1:]:
        check(show.table(frame, "Caption", tables.documents))
    for frame, by in ((tables.mentions, "issue"), (tables.clues, "kind")):
        read = check(show.evidence(frame, tables.corpus, by=by))
        assert read.marked
    assert "news.example" in check(show.openings(tables.corpus)).text
