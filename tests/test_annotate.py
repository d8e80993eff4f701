"""The texts, annotated: addresses hold, all is escaped, nothing is shown that must not be."""

import csv
import re
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique import show
from communique.annotate import (
    Addresses,
    Tables,
    annotate_site,
    find_citations,
    make_addresses,
    write_text_pages,
)
from communique.annotate.address import name_pages
from communique.annotate.links import Linker, issue_id
from communique.annotate.measures import code_texts, read_measures
from communique.annotate.notes import write_notes
from communique.annotate.schemes import find_schemes
from communique.annotate.side import write_side
from communique.annotate.texts import list_texts, write_legend, write_text
from communique.compare.base import name_sentences
from communique.corpus import Corpus, read_corpus

ROOT = Path(__file__).parent.parent
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' onclick='alert(1)' x='",
    "</span></p></div></noscript><h1>Ha</h1>",
    "</script><iframe src=//x.example></iframe>",
    "<!--communique:notes--><!--communique:legend-->",
    "<!-- ",
    "]]><svg/onload=alert(1)>",
    "&lt;script&gt; &amp; &#60;b&#62;",
    "javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "```\n# Not a heading\n```{raw} html",
    "\u202egnp.exe\x00\x07",
    '<li id="n-s1" data-issue="0">',
]
TEXTS = {
    "ruritania": "Talks in Zenda\n\nTrade talks resumed on 3 May 2031. “We will fight on,” said "
    "Mr. Sapt. It was a great success.\n\nWhat Comes Next\n\nThe tariffs should go. "
    "War is a danger.",
    "freedonia": "By Ann Onym\n\nTrade is stalled. They met in Strelsau. "
    "Nobody spoke of climate change.",
}


class Page(HTMLParser):
    """Collect a page's elements, attributes and text, and check that elements nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text, self.open, self.comments = "", list[str](), list[str]()
        self.feed(html)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.open += [tag] * (tag not in {"input", "link", "br", "img"})

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def all(self, attribute: str) -> list[str]:
        return [value for _, name, value in self.attributes if name == attribute]


OURS = {
    *("a", "aside", "b", "button", "code", "dd", "div", "dl", "dt", "fieldset", "h2", "h3", "i"),
    *("input", "kbd", "label", "legend", "li", "link", "mark", "nav", "noscript", "option", "p"),
    *("q", "script", "section", "select", "small", "span", "strong", "ul"),
}
NAMES = {
    *("aria-label", "aria-live", "class", "data-by", "data-code", "data-issue", "data-mode"),
    *("data-score", "data-speaker", "data-text", "data-texts", "data-time", "data-way", "defer"),
    *("for", "hidden", "href", "id", "rel", "src", "tabindex", "type", "value"),
}


def check(html: str) -> Page:
    """Check that a page holds only what we write ourselves."""
    page = Page(html)
    assert set(page.elements) <= OURS
    names = {name for _, name, _ in page.attributes}
    assert {name for name in names if not name.startswith("data-tone-")} <= NAMES
    for value in page.all("href"):
        assert re.match(r"#|https?://|\.\./|[\w-]+\.html(?:#|$)", value), value
    assert set(page.all("src")) <= {"../_static/annotate.js"}
    for value in [*page.all("id"), *page.all("class")]:
        assert re.fullmatch(r"[\w -]*", value)
    return page


@lru_cache(maxsize=1)
def measures():  # type: ignore[no-untyped-def]
    return read_measures(ROOT / "data")


def coded(folder: Path) -> tuple[Tables, Addresses]:
    corpus = read_corpus(folder)
    return code_texts(corpus, measures()), make_addresses(corpus)


def corpus_of(folder: Path, texts: dict[str, str], **metadata: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    if metadata:
        with (folder / "documents.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["file", *metadata])
            writer.writerows([f"{name}.txt", *metadata.values()] for name in texts)
    return folder


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tables, Addresses]:
    return coded(corpus_of(tmp_path_factory.mktemp("two"), TEXTS))


def build(tables: Tables, addresses: Addresses, site: Path, shown: set | None = None) -> Path:  # type: ignore[type-arg]
    """Make the pages as a builder would that only unpacks the raw HTML."""
    write_text_pages(site / "source", tables.corpus, addresses, shown)
    (site / "texts").mkdir(parents=True)
    for path in (site / "source" / "texts").glob("*.md"):
        _, html = re.search(
            r"\n(`{3,})\{raw\} html\n(.*?)\n\1\n", path.read_text(encoding="utf-8"), re.DOTALL
        ).groups()  # type: ignore[union-attr]
        (site / "texts" / f"{path.stem}.html").write_text(html, encoding="utf-8")
    cites = show.evidence(tables.mentions, tables.corpus).html
    (site / "02_issues.html").write_text(cites, encoding="utf-8")
    annotate_site(site, tables, addresses, {"02_issues": "2 · Issues <b>"}, shown)
    return site


# ---------------------------------------------------------------- addresses


def test_numbers_are_those_that_readers_see(two: tuple[Tables, Addresses]) -> None:
    tables, addresses = two
    for place, name in name_sentences(tables.corpus.sentences).items():
        anchor = addresses.anchors[place]
        assert anchor[0] == ("s" if name.startswith("sentence") else "h")
        assert not name.startswith("sentence") or anchor[1:] == name.split()[1]
    assert len(set(addresses.anchors.items())) == len(tables.corpus.sentences)


def test_unknown_places_have_no_address(two: tuple[Tables, Addresses]) -> None:
    _, addresses = two
    assert addresses.sentence_url("ruritania", 2) == "texts/ruritania.html#s1"
    assert addresses.sentence_url("ruritania", 99) == addresses.sentence_url("x", 1) == ""
    assert addresses.text_url("x") == ""


def test_only_the_first_texts_have_a_page() -> None:
    frame = pd.DataFrame({"doc": ["a", "b"], "source": ["a", "b"], "sentence": 1, "start": 0})
    frame["kind"] = "sentence"
    addresses = make_addresses(Corpus(frame, frame, frame), most=1)
    assert (addresses.sentence_url("a", 1), addresses.sentence_url("b", 1)) == (
        "texts/a.html#s1",
        "",
    )


@given(st.lists(st.text(max_size=80), unique=True, max_size=20))
def test_every_document_has_a_safe_name_of_its_own(docs: list[str]) -> None:
    names = name_pages(docs)
    assert list(names) == docs
    assert len({name.lower() for name in names.values()}) == len(docs)
    assert all(re.fullmatch(r"[a-z0-9_-]{1,70}", name) for name in names.values())
    assert not {"index", "side-by-side", "con", "nul", "com1"} & set(names.values())


@pytest.mark.parametrize(
    ("docs", "names"),
    [
        (["a b", "a-b", "A_B"], ["a-b", "a-b-2", "a_b"]),
        (["../etc/passwd", "ZÜRICH"], ["etc-passwd", "zurich"]),
        (["日本", "中国", "text"], ["text", "text-2", "text-3"]),
        (["a-2", "a", "A"], ["a-2", "a", "a-3"]),
        (["CON", "lpt1", "x" * 99], ["text-con", "text-lpt1", "x" * 60]),
    ],
)
def test_names_of_pages(docs: list[str], names: list[str]) -> None:
    assert list(name_pages(docs).values()) == names


# ---------------------------------------------------------------- the page of a text


def test_every_sentence_stands_at_its_anchor(two: tuple[Tables, Addresses]) -> None:
    tables, addresses = two
    for text in list_texts(tables.corpus):
        html = write_text(text, addresses)
        check(html)
        for number, words in zip(text.sentences["sentence"], text.sentences["text"], strict=True):
            anchor = addresses.anchors[text.doc, number]
            found = re.search(rf'<span class="s" id="{anchor}"><a.*?</a>\xa0(.*?)</span>', html)
            assert found
            assert Page(found[1]).text == words
    assert '<p class="furniture">By Ann Onym</p>' in write_text(
        list_texts(tables.corpus)[0], addresses
    )


def test_a_note_says_all_that_is_found(two: tuple[Tables, Addresses]) -> None:
    tables, addresses = two
    notes = write_notes(tables, addresses, find_schemes(tables), {})
    assert set(notes) == set(addresses.anchors)
    assert all("\n" not in note for note in notes.values())
    told = Page(notes["ruritania", 2]).text
    for words in ("Trade", "resuming", "3 May 2031", "2031-05-03, stated", "reported", "VADER"):
        assert words in told
    assert "Sapt, quoted: “We will fight on,”" in Page(notes["ruritania", 3]).text
    assert "Nothing is said of it." in notes["ruritania", 6] or "<dt>" in notes["ruritania", 6]


def test_codes_are_numbers_of_the_legend(two: tuple[Tables, Addresses]) -> None:
    tables, addresses = two
    schemes = find_schemes(tables)
    notes = write_notes(tables, addresses, schemes, {})
    assert [one.key for one in schemes][:5] == ["issue", *(f"tone-{n}" for n in (1, 2, 3, 4))]
    for text in list_texts(tables.corpus):
        legend = write_legend(text, schemes)
        check(legend)
        for one in schemes:
            counts = dict.fromkeys(range(len(one.labels)), 0)
            for number in text.sentences["sentence"]:
                found = re.search(rf' data-{one.key}="([^"]*)"', notes[text.doc, number])
                for code in found[1].split() if found else []:
                    counts[int(code)] += 1
            part = re.search(
                rf'<fieldset data-by="{one.key}" hidden>(.*?)</fieldset>', legend, re.S
            )
            shown = (
                re.findall(r'value="(\d+)".*?<small>(\d+)</small>', part[1], re.S) if part else []
            )
            assert {int(code): int(n) for code, n in shown} == {
                c: n for c, n in counts.items() if n
            }


def test_side_by_side_has_each_sentence_under_each_issue(two: tuple[Tables, Addresses]) -> None:
    tables, addresses = two
    html = write_side(list_texts(tables.corpus), tables, addresses)
    check(html)
    running = tables.corpus.sentences.query("kind == 'sentence'")[["doc", "sentence"]]
    pairs = tables.mentions.merge(running)[["doc", "sentence", "issue"]].drop_duplicates()
    assert html.count("<li><a class=") == len(pairs)
    assert html.count('<section class="pair"') == pairs["issue"].nunique()
    assert "Does not raise it." in html
    assert "<mark>" in html


def test_few_of_many_texts_are_compared(tmp_path: Path) -> None:
    texts = {f"t{n:02}": "The tariffs went up. Trade fell." for n in range(43)}
    tables, addresses = coded(corpus_of(tmp_path, texts))
    page = check(write_side(list_texts(tables.corpus), tables, addresses))
    assert "The first 40 of 43 texts are shown; the list of issues counts all." in page.text
    assert "86 sentences, 43 texts" in page.text
    assert page.all("data-texts") == ["40"]


# ---------------------------------------------------------------- hostile texts


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    with (folder / "documents.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "source", "title", "author", "genre", "url"])
        for number, attack in enumerate(ATTACKS):
            safe = re.sub(r"[/\x00-\x1f]", "∕", attack)
            name = f"{number} {safe[:40]}.txt"
            plain = attack.replace("\x00", "").replace("\x07", "")
            text = f"Trade talks {plain} resumed. {plain}\n\n“War {plain},” said {plain} Sapt.\n"
            (folder / name).write_text(text, encoding="utf-8")
            writer.writerow([name, f"{plain} {number}", plain, plain, plain, plain])
    tables, addresses = coded(folder)
    return build(tables, addresses, tmp_path_factory.mktemp("site"))


def test_nothing_but_text_comes_through(hostile: Path) -> None:
    pages = sorted(hostile.glob("texts/*.html"))
    assert len(pages) == len(ATTACKS) + 2
    for path in pages:
        page = check(path.read_text(encoding="utf-8"))
        assert not page.comments
        assert page.elements.count("script") == (path.stem != "index")
        assert len(set(page.all("id"))) == len(page.all("id"))
        assert not re.search(r"[\x00-\x08\x0e-\x1f]", page.text)


def test_what_was_there_is_shown(hostile: Path) -> None:
    shown = [
        " ".join(Page(path.read_text(encoding="utf-8")).text.split())
        for path in hostile.glob("texts/*.html")
        if path.stem not in ("index", "side-by-side")
    ]
    for attack in ATTACKS:
        words = " ".join(attack.replace("\x00", "").replace("\x07", "").split())
        assert any(words in text for text in shown), attack


def test_headings_are_text_for_the_builder(hostile: Path) -> None:
    for path in (hostile.parent / hostile.name / "source" / "texts").glob("*.md"):
        head = path.read_text(encoding="utf-8").split("\n\n")[1]
        assert head.startswith("# ")
        assert "\n" not in head
        assert not re.search(r"(?<!\\)[<>`*_\[\]{}$]", head)


@settings(deadline=None)  # files are written
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=200))
def test_any_text_has_a_page(words: str) -> None:
    with TemporaryDirectory() as folder:
        corpus = read_corpus(corpus_of(Path(folder), {"a": "They met.\n\n" + words}))
        page = check(write_text(list_texts(corpus)[0], make_addresses(corpus)))
    assert page.all("class").count("s") == len(corpus.sentences)


# ---------------------------------------------------------------- rights


def public(folder: Path, rights: str) -> tuple[str, str, Corpus]:
    corpus_of(folder, TEXTS, rights=rights, url="https://post.example/a?b=1&c=<d>")
    tables, addresses = coded(folder)
    site = build(tables, addresses, folder / "site", {("ruritania", 3), ("ruritania", 7)})
    page = (site / "texts" / "ruritania.html").read_text(encoding="utf-8")
    return page, (site / "texts" / "side-by-side.html").read_text(encoding="utf-8"), tables.corpus


def test_in_public_only_cited_sentences_are_shown(tmp_path: Path) -> None:
    html, side, corpus = public(tmp_path, "excerpt")
    page = check(html)
    assert "We will fight on" in page.text
    assert "War is a danger." in page.text
    for words in ("resumed", "great success", "What Comes Next", "tariffs", "Talks in Zenda"):
        assert words not in html.split("</aside>")[1], words
        assert words not in side
    assert "[… 2 sentences not shown: read them at post.example]" in page.text
    assert 'href="https://post.example/a?b=1&amp;c=&lt;d&gt;"' in html
    anchors = {one for one in page.all("id") if re.fullmatch(r"[sh]\d+", one)}
    assert len(anchors) == (corpus.sentences["doc"] == "ruritania").sum()
    assert "only cited sentences" in side or "Of texts under copyright" in side


def test_texts_with_full_rights_are_shown_in_public(tmp_path: Path) -> None:
    html, _, _ = public(tmp_path, "full")
    assert "not shown" not in html
    assert "great success" in html


def test_a_publisher_is_linked_by_web_address_only(tmp_path: Path) -> None:
    folder = corpus_of(tmp_path, TEXTS, url="javascript:alert(1)", rights="excerpt")
    tables, addresses = coded(folder)
    for shown in (None, set()):
        for text in list_texts(tables.corpus, shown):
            page = check(write_text(text, addresses))
            assert not any("alert" in value for value in page.all("href"))


# ---------------------------------------------------------------- links from other pages


@pytest.fixture
def linker(two: tuple[Tables, Addresses]) -> Linker:
    return Linker(
        two[1], {"trade": "trade", "Trade & co": "trade"}, {("ruritania", "trade"): 2}, {}, {}
    )


def test_evidence_leads_to_its_sentence_and_back(
    two: tuple[Tables, Addresses], tmp_path: Path
) -> None:
    tables, addresses = two
    site = build(tables, addresses, tmp_path)
    cites = (site / "02_issues.html").read_text(encoding="utf-8")
    cited = set(find_citations(show.evidence(tables.mentions, tables.corpus).html))
    assert cited == set(zip(tables.mentions["doc"], tables.mentions["sentence"], strict=True))
    pages = {
        path.stem: Page(path.read_text(encoding="utf-8")) for path in site.glob("texts/*.html")
    }
    for doc, number in cited:
        url = addresses.sentence_url(doc, number)
        anchor = url.partition("#")[2]
        assert f'<a href="{url}">' in cites
        assert anchor in pages[doc].all("id")
        back = f"../02_issues.html#cites-{doc}-{anchor}"
        assert back in pages[doc].all("href")
        assert f'id="{back.partition("#")[2]}"' in cites
    assert "2 · Issues <b>" in pages["ruritania"].text


def test_each_citation_has_one_place(linker: Linker, two: tuple[Tables, Addresses]) -> None:
    evidence = show.evidence(two[0].mentions, two[0].corpus).html
    ids = Page(linker.link(evidence * 2)).all("id")
    assert len(set(ids)) == len(ids) > 0


def table(linker: Linker, rows: dict[str, list[object]]) -> list[str]:
    html = linker.link(show.table(pd.DataFrame(rows), "Caption").html)
    return Page(html).all("href")


def test_cells_of_tables_lead_to_texts(linker: Linker) -> None:
    first = "texts/ruritania.html#s1"
    assert table(linker, {"doc": ["ruritania"], "sentence": [2]}) == [first]
    assert table(linker, {"doc": ["ruritania"], "start": [16]}) == [first]
    assert table(linker, {"doc": ["ruritania"], "sentence": [99]}) == []
    assert table(linker, {"doc": ["elsewhere"], "sentence": [2]}) == []
    assert table(linker, {"one_text": ["ruritania, sentence 1: new. “T.”"]}) == [first]
    cells = {"issue": ["Trade & co"], "ruritania": ["2 of 5"], "freedonia": ["–"]}
    assert table(linker, cells) == [
        f"texts/side-by-side.html#{issue_id('trade')}",
        "texts/ruritania.html?by=issue&only=trade#s1",
    ]
    assert table(linker, {"doc": ["ruritania"], "url": ["https://x.example"]}) == [
        "https://x.example"
    ]
    listed = table(linker, {"doc": ["ruritania"], "in_sentences": ["1; 2"]})
    assert listed == [first, "texts/ruritania.html#s2"]


def test_only_the_name_of_a_sentence_is_a_link(linker: Linker) -> None:
    told = "ruritania, sentence 1: new. “T & <b>.”"
    html = linker.link(show.table(pd.DataFrame({"one_text": [told]})).html)
    assert '<a href="texts/ruritania.html#s1">ruritania, sentence 1</a>: new. “T &amp;' in html


def test_invented_sentences_lead_nowhere(linker: Linker) -> None:
    assert table(linker, {"sentence": [1], "text": ["They met."], "issue": ["trade"]}) == []
    assert table(linker, {"issue": ["trade"], "one_text": ["Another, sentence 1: new."]}) == []
    assert (
        len(table(linker, {"issue": ["trade"], "one_text": ["ruritania, sentence 1: new."]})) == 2
    )


def test_an_issue_of_several_kinds_leads_to_all_of_them(two: tuple[Tables, Addresses]) -> None:
    kinds = {"trade": ["food", "steel & coal"]}
    linker = Linker(two[1], {"trade": "trade"}, {("ruritania", "trade"): 2}, kinds, {})
    mark = show.Mark(0.5, 0.5, "ruritania", 0, "trade")
    (url,) = Page(linker.link(show.figure(b"x", "T", "C", "A", 700, [mark]).html)).all("href")
    assert url == "texts/ruritania.html?by=issue&only=food&only=steel+%26+coal#s1"


def test_concordances_and_openings_lead_to_texts(
    linker: Linker, two: tuple[Tables, Addresses]
) -> None:
    corpus = two[0].corpus
    found = two[0].mentions.head(1)
    assert Page(linker.link(show.concordance(found, corpus).html)).all("href")
    assert "texts/freedonia.html" in Page(linker.link(show.openings(corpus).html)).all("href")


def test_marks_of_figures_lead_to_texts(linker: Linker) -> None:
    marks = [show.Mark(0.1, 0.2, "ruritania", 2), show.Mark(0.1, 0.2, "elsewhere", 2)]
    page = Page(linker.link(show.figure(b"x", "T", "C", "A", 700, marks).html))
    assert page.all("href") == ["texts/ruritania.html#s1"]
    assert page.all("aria-hidden") == ["true"]
    assert "i" not in page.elements


@given(st.text(max_size=100))
def test_html_of_others_stays_as_it_is(text: str) -> None:
    linker = Linker(Addresses({}, {}, {}, {}), {}, {}, {}, {})
    html = show.finding(text).html + show.table(pd.DataFrame({"doc": [text], "issue": "x"})).html
    assert linker.link(html) == html
    assert linker.link(escape(text)) == escape(text)
