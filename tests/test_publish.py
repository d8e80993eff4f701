"""The front page is put together from what the notebooks found."""

from pathlib import Path

import nbformat.v4 as v4
import pytest

from communique.front import Page, describe_page, fill_front_page, lead_with_findings
from communique.publish import SiteError, build_site, fold_code, number_figures
from communique.show import figure

FOUND = '<p class="finding">3 of 4 &lt;b&gt;</p>'


def notebook() -> v4.nbbase.NotebookNode:
    output = v4.new_output("execute_result", {"text/html": FOUND}, execution_count=1)
    headline = v4.new_code_cell("show()", metadata={"tags": ["headline"]}, outputs=[output])
    return v4.new_notebook(cells=[v4.new_markdown_cell("# Who said it?\n\nText"), headline])


def test_a_page_has_its_title_and_headlines() -> None:
    assert describe_page(notebook(), "05") == Page("05", "Who said it?", "", [FOUND], [])


def test_findings_link_to_their_notebooks() -> None:
    front = fill_front_page("%findings%\n%pages%", [Page("05", "Who said it?", "", [FOUND])], "")
    assert "[Who said it?](05.ipynb)" in front
    assert FOUND in front
    assert front.endswith(":caption: Notebooks\n\n05\n```")


def test_backticks_in_a_finding_cannot_end_its_block() -> None:
    front = fill_front_page(
        "%findings%", [Page("05", "Q", "", ["<p>````</p>\n```\n# Not a title"])], ""
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


def test_code_that_shows_nothing_is_folded_with_what_comes_next() -> None:
    cells = [v4.new_code_cell(source) for source in ("a = 1", "b = 2")]
    shown = notebook().cells[1]
    hidden = v4.new_code_cell("menu()", metadata={"tags": ["remove-cell"]})
    folded = fold_code(v4.new_notebook(cells=[*cells, shown, hidden, v4.new_code_cell("c")]))
    assert [cell.source for cell in folded.cells] == ["a = 1\n\nb = 2\n\nshow()", "menu()", "c"]
    assert folded.cells[0].outputs == shown.outputs
    assert folded.cells[0].metadata.tags == ["headline", "hide-input"]


def test_a_notebook_without_findings_is_told_by_its_question() -> None:
    pages = [Page("06", "Your own", "Which *texts*?", [], [FOUND])]
    front = fill_front_page("%findings%", pages, "")
    assert r"Which \*texts\*?" in front
    assert FOUND not in front


def test_a_site_that_cannot_be_built_says_why(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("extensions = ['no_such_extension']\n", encoding="utf-8")
    (tmp_path / "index.md").write_text("# Title\n", encoding="utf-8")
    with pytest.raises(SiteError, match="no_such_extension"):
        build_site(tmp_path, tmp_path / "none", tmp_path / "work", tmp_path / "out", "")


def test_a_summary_stands_above_the_findings() -> None:
    summary = '<dl class="summary"><dt>Left out</dt><dd>Much</dd></dl>'
    pages = [Page("02", "Issues", "", [FOUND]), Page("05", "Agreement", "", [summary])]
    pages += [Page("texts/index"), Page("about")]
    front = fill_front_page("%summary%\n%findings%\n%ways%", pages, "")
    assert front.index(summary) < front.index(FOUND)
    assert front.count("[Agreement](05.ipynb)") == 1
    assert "- [About the data and the methods](about.md)" in front
    assert "(teaching.md)" not in front


def test_a_page_leads_with_what_it_found() -> None:
    asked = "# Who?\n\n**Question.** Who said it?\n\n| | |\n|---|---|\n| Time | 5 minutes |"
    whole = v4.new_notebook(cells=[v4.new_markdown_cell(asked), *notebook().cells[1:]])
    page = describe_page(whole, "05")
    first = lead_with_findings(whole, page).cells[0].source
    places = [first.index(part) for part in ("Question", FOUND, "| Time")]
    assert places == sorted(places)
    silent = v4.new_notebook(cells=[v4.new_markdown_cell(asked)])
    assert lead_with_findings(silent, describe_page(silent, "05")).cells[0].source == asked


def test_the_front_page_shows_the_figure_that_is_tagged() -> None:
    shown = figure(b"x", "T", "C", "A.", 700)
    outputs = [v4.new_output("display_data", shown._repr_mimebundle_())]
    cell = v4.new_code_cell("f", metadata={"tags": ["picture"]}, outputs=outputs)
    page = describe_page(v4.new_notebook(cells=[cell]), "02")
    front = fill_front_page("%picture%", [Page("01"), page], "")
    assert shown.html in front
    assert "(02.ipynb)" in front
    assert fill_front_page("%picture%", [Page("01")], "") == ""


def test_every_page_of_the_site_is_listed_once() -> None:
    names = ["01_sources", "texts/index", "questions", "exercises_01_sources", "teaching"]
    names += ["about", "glossary"]
    front = fill_front_page("%pages%", [Page(name) for name in names], "")
    listed = [line for line in front.splitlines() if line and line[0] not in "`:"]
    assert sorted(listed) == sorted(names)


def test_figures_and_tables_have_addresses() -> None:
    figure, table = '<figure class="communique">', '<figure class="communique-table">'
    numbered = number_figures(f"{figure}{table}{figure}")
    assert [f'id="{name}"' in numbered for name in ("figure-1", "table-1", "figure-2")] == [
        True
    ] * 3
    assert number_figures(numbered) == numbered
