"""Slides: findings first, code nowhere, all in one file, escaped, with every figure's words."""

import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat.v4 as v4
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.execute import find_notebooks, read_notebook
from communique.freshness import list_pictures
from communique.show import finding, join_figures
from communique.show.sentences import NO_SENTENCE
from communique.slides import find_slides, write_deck, write_slides

ROOT = Path(__file__).parents[1]
STATIC = ROOT / "site" / "_static"
PATHS = find_notebooks(ROOT / "notebooks")
each = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
FIGURE = "<figure><img alt='A line.' src='data:image/png;base64,'></figure>"
FOLD = "<details><summary>Evidence</summary></details>"


def shown(source: str, *htmls: str) -> v4.nbbase.NotebookNode:
    outputs = [v4.new_output("display_data", {"text/html": html}) for html in htmls]
    return v4.new_code_cell(source, outputs=outputs)


def lesson() -> v4.nbbase.NotebookNode:
    return v4.new_notebook(
        cells=[
            v4.new_markdown_cell("# 9 · Trial\n\n**Question.** Why?"),
            shown("secret = 1"),
            v4.new_markdown_cell("## First\n\nBefore the finding."),
            shown("show()", finding("3 < 4").html),
            shown("show()", FIGURE),
            shown("show()", FOLD),
            v4.new_markdown_cell("Before the second figure."),
            shown("show()", FIGURE),
            v4.new_markdown_cell("## What these numbers do not show\n\n- Not all."),
        ]
    )


def test_a_finding_stands_with_its_figure_and_what_is_folded_behind_it() -> None:
    slides = find_slides(lesson())
    assert [slide.heading for slide in slides] == [
        "9 · Trial",
        "First (1 of 2)",
        "First (2 of 2)",
        "What these numbers do not show",
    ]
    assert slides[1].shown == [finding("3 < 4").html, FIGURE, FOLD]
    assert slides[1].notes == ["Before the finding."]
    assert slides[2] == ("First (2 of 2)", [FIGURE], ["Before the second figure."])
    assert "<li>Not all.</li>" in slides[3].shown[0]


def test_what_would_be_folded_alone_is_open_and_nothing_is_no_slide() -> None:
    cells = [v4.new_markdown_cell("# Trial\n\nWhy?\n\n## Evidence"), shown("show()", FOLD)]
    cells += [shown("show()", NO_SENTENCE), v4.new_markdown_cell("## End\n\nNo more.")]
    slides = find_slides(v4.new_notebook(cells=cells))
    assert [slide.heading for slide in slides] == ["Trial", "Evidence", "End"]
    assert slides[1].shown == [FOLD.replace("<details", "<details open")]


def test_a_deck_leads_back_to_its_lesson() -> None:
    assert '<a href="../09_trial.html">Lesson</a>' in write_deck(
        lesson(), "", "", "../09_trial.html"
    )
    assert "Lesson</a>" not in write_deck(lesson(), "", "")


def test_no_code_is_on_a_slide() -> None:
    assert "secret" not in write_deck(lesson(), "", "")


def test_prose_cannot_bring_markup_of_its_own() -> None:
    book = v4.new_notebook(
        cells=[v4.new_markdown_cell("# <b>T</b>\n\n<script>x</script> [a](javascript:alert(1))")]
    )
    deck = write_deck(book, "", "")
    assert "<script>x" not in deck
    assert "<b>" not in deck
    assert 'href="javascript' not in deck


def test_links_to_notebooks_lead_to_their_slides() -> None:
    book = v4.new_notebook(cells=[v4.new_markdown_cell("# T\n\n[Next](02_issues.ipynb#x)")])
    assert '<a href="02_issues.html">Next</a>' in write_deck(book, "", "")


@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_prose_makes_slides(prose: list[str]) -> None:
    book = v4.new_notebook(cells=[v4.new_markdown_cell(text) for text in ["# T", *prose]])
    assert write_deck(book, "", "").count("<h1") == 1


class Page(HTMLParser):
    """Collect what the page holds and what it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@each
def test_a_deck_is_one_file_with_a_heading_for_each_slide(path: Path, tmp_path: Path) -> None:
    notebook = read_notebook(path)
    [deck] = write_slides({path.stem: notebook}, STATIC, tmp_path)
    page = Page()
    page.feed(deck.read_text(encoding="utf-8"))
    fetched = [given.get("src") for _, given in page.tags if "src" in given]
    assert all(str(url).startswith("data:") for url in fetched)
    assert not [tag for tag, _ in page.tags if tag in ("link", "iframe")]
    slides = [given for tag, given in page.tags if tag == "section"]
    heads = [tag for tag, given in page.tags if (given.get("id") or "").startswith("h")]
    assert 8 <= len(slides) == len(heads) <= 40
    assert heads == ["h1"] + ["h2"] * (len(heads) - 1)


@each
def test_every_figure_and_finding_of_a_notebook_is_on_a_slide(path: Path) -> None:
    notebook = join_figures(read_notebook(path))
    slides = "".join(html for slide in find_slides(notebook) for html in slide.shown)
    slides = slides.replace("<details open", "<details")
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            assert html in slides or html == NO_SENTENCE
    pictures = re.findall(r"<img [^>]*>", slides)
    assert len(pictures) == len(list_pictures(notebook))
    assert all(re.search(r'alt="[^"]{20,}', picture) for picture in pictures)


def test_the_script_fetches_and_stores_nothing() -> None:
    script = (STATIC / "slides.js").read_text(encoding="utf-8")
    assert not re.search(r"fetch|XMLHttp|localStorage|cookie|https?:", script)
    assert len(script.splitlines()) < 80
