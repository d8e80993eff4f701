"""The front page is put together from what the notebooks found."""

from pathlib import Path

import nbformat.v4 as v4
import pytest

from communique.publish import (
    Page,
    SiteError,
    build_site,
    describe_page,
    fill_front_page,
    fold_code,
    number_figures,
)

FOUND = '<p class="finding">3 of 4 &lt;b&gt;</p>'


def notebook() -> v4.nbbase.NotebookNode:
    output = v4.new_output("execute_result", {"text/html": FOUND}, execution_count=1)
    headline = v4.new_code_cell("show()", metadata={"tags": ["headline"]}, outputs=[output])
    return v4.new_notebook(cells=[v4.new_markdown_cell("# Who said it?\n\nText"), headline])


def test_a_page_has_its_title_and_headlines() -> None:
    assert describe_page(notebook(), "05") == Page("05", "Who said it?", [FOUND])


def test_findings_link_to_their_notebooks() -> None:
    front = fill_front_page("%findings%\n%notebooks%", [Page("05", "Who said it?", [FOUND])], "")
    assert "[Who said it?](05.ipynb)" in front
    assert FOUND in front
    assert front.endswith("\n05")


def test_backticks_in_a_finding_cannot_end_its_block() -> None:
    front = fill_front_page(
        "%findings%", [Page("05", "Q", ["<p>````</p>\n```\n# Not a title"])], ""
    )
    assert "\n`````{raw} html\n" in front
    assert "\n`````\n" in front


def test_the_name_of_a_corpus_is_text() -> None:
    front = fill_front_page("%corpus%", [], "<b>%findings%[x](y)")
    assert front == r"\<b\>%findings%\[x\](y)"


def test_code_is_folded_once() -> None:
    folded = fold_code(fold_code(notebook()))
    assert folded.cells[1].metadata.tags == ["headline", "hide-input"]
    assert "tags" not in folded.cells[0].metadata


def test_a_site_that_cannot_be_built_says_why(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("extensions = ['no_such_extension']\n", encoding="utf-8")
    (tmp_path / "index.md").write_text("# Title\n", encoding="utf-8")
    with pytest.raises(SiteError, match="no_such_extension"):
        build_site(tmp_path, tmp_path / "none", tmp_path / "work", tmp_path / "out", "")


def test_a_summary_stands_above_the_cards() -> None:
    summary = '<dl class="summary"><dt>Left out</dt><dd>Much</dd></dl>'
    pages = [Page("02", "Issues", [FOUND]), Page("05", "Agreement", [summary])]
    pages += [Page("texts/index", "", []), Page("about", "", [])]
    front = fill_front_page("%summary%\n%findings%\n%ways%", pages, "")
    assert front.index(summary) < front.index(FOUND)
    assert front.count("[Agreement](05.ipynb)") == 1
    assert "- [About the data and the methods](about.md)" in front
    assert "(teaching.md)" not in front


def test_figures_and_tables_have_addresses() -> None:
    figure, table = '<figure class="communique">', '<figure class="communique-table">'
    numbered = number_figures(f"{figure}{table}{figure}")
    assert [f'id="{name}"' in numbered for name in ("figure-1", "table-1", "figure-2")] == [
        True
    ] * 3
    assert number_figures(numbered) == numbered
