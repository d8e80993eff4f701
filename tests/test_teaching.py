"""The teaching page and its companions: links lead somewhere, times add up, facts still hold."""

import copy
import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import nbformat.v4 as v4
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.readability import LOWEST, all_pages, measure, syllables
from communique.about import about_values, keep_default
from communique.companions import Companions, anchor_cells, link_notebook
from communique.corpus import read_corpus
from communique.execute import find_notebooks, read_notebook, write_notebook
from communique.glossary import read_glossary
from communique.show import finding, table
from communique.teaching import (
    Lesson,
    TeachingError,
    fill_marks,
    find_cell,
    link_cells,
    read_lesson,
    write_lessons,
)
from communique.tone import explain_tone, read_instruments

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
PATHS = find_notebooks(ROOT / "notebooks")
TEACHING = (ROOT / "site" / "teaching.md").read_text(encoding="utf-8")
ABOUT = (ROOT / "site" / "about.md").read_text(encoding="utf-8")
each = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


@cache
def tables() -> SimpleNamespace:
    corpus = read_corpus(ROOT / "seeds")
    sentences = corpus.sentences
    return SimpleNamespace(
        corpus=corpus,
        sentences=sentences,
        notebooks={path.stem: read_notebook(path) for path in PATHS},
        instruments=read_instruments(DATA / "lexicons"),
    )


@cache
def pages(default: bool = True) -> dict[str, str]:
    """Write all companion pages from the stored notebooks."""
    documents = tables().corpus.documents
    with TemporaryDirectory() as name:
        for path in PATHS:
            write_notebook(read_notebook(path), Path(name, path.name))
        names = Companions(ROOT / "site", DATA, documents, default).write(Path(name))
        written = {page: Path(name, f"{page}.md").read_text(encoding="utf-8") for page in names}
        prose = {path.stem: read_notebook(Path(name, path.name)) for path in PATHS}
        cells = {stem: "\n".join(cell.source for cell in nb.cells) for stem, nb in prose.items()}
    return written | cells


def test_pages_about_the_default_texts_stay_with_them() -> None:
    assert list(pages())[:4] == ["teaching", "questions", "about", "glossary"]
    others = set(pages(False)) - {path.stem for path in PATHS}
    assert others == {"about", "glossary"}
    assert not re.search(r"SOFREP's date|Two passes over", pages(False)["about"])


def test_every_link_of_the_pages_leads_somewhere() -> None:
    written = pages()
    everything = "\n".join(written.values())
    targets = set(re.findall(r"^\(([\w-]+)\)=$", everything, re.MULTILINE))
    for name, page in written.items():
        for anchor in re.findall(r"\]\(#([^\s)]+)", page):
            assert anchor in targets, (name, anchor)
        for notebook, cell in re.findall(r'href="(\w+)\.html#(cell-\w+)"', page):
            assert f"({cell})=" in written[notebook], (name, cell)
        for file in re.findall(r"\]\((\w+)\.(?:md|ipynb)\)", page):
            coming = file.startswith("0") and name.startswith("0")
            page = file.removeprefix("exercises_")  # made from the folder of that name
            assert page in written or coming, (name, file)


def test_nothing_is_left_unfilled() -> None:
    for name in ("teaching", "about"):
        assert not re.search(r"\{\{|<cell:|%[a-z]\w*%", pages()[name]), name


def test_every_cell_named_is_named_well() -> None:
    for name, part in re.findall(r"<cell:([^:>]+):([^>]+)>", TEACHING + ABOUT):
        assert find_cell(tables().notebooks[name], part, name)


def test_the_minutes_of_each_path_add_up() -> None:
    paths = re.findall(r"^\| Step \|.*?^\| Sum \|[^\n]*", TEACHING, re.MULTILINE | re.DOTALL)
    assert len(paths) == 3
    for path in paths:
        rows = [line.strip("|").split("|")[-3:] for line in path.splitlines()[2:]]
        minutes = [[int(cell.strip().replace("–", "0")) for cell in row] for row in rows]
        assert [sum(column) for column in zip(*minutes[:-1], strict=True)] == [45, 90, 180]
        assert minutes[-1] == [45, 90, 180]


def test_the_misconceptions_asked_for_are_there() -> None:
    told = TEACHING.split("## Common misconceptions")[1].split("\n## ")[0]
    for words in (
        "Headings scored as text",
        "Names that carry tone",
        "zero for “war”",
        "Word clouds",
        "Advice read as news",
        "Why no test is made",
        "Tone against stance",
        "Stated against known dates",
        "Former and latter",
    ):
        assert f"[{words}" in told or f"{words}](" in told, words


def test_each_misconception_leads_to_a_cell_that_shows_it() -> None:
    told = TEACHING.split("## Common misconceptions")[1].split("\n## ")[0]
    named = [part for part in told.split("\n\n") if part.startswith("**“")]
    assert len(named) >= 9
    for part in named:
        links = re.findall(r"<cell:([^:>]+):([^>]+)>", part)
        assert links, part
        for name, source in links:
            cell = next(c for c in tables().notebooks[name].cells if source in c.source)
            assert cell.cell_type == "markdown" or cell.outputs, part


def test_facts_in_the_prose_still_hold() -> None:
    texts = {row.source: row.raw for row in tables().corpus.documents.itertuples()}
    assert "China’s support for Russia’s defense sector" in texts["SOFREP"]
    assert "Former and latter" in TEACHING
    assert "The latter category" in texts["CBGA"]
    words = explain_tone(tables().sentences, tables().instruments)
    for word in ("support", "united"):
        same = (words["instrument"] == "VADER") & (words["text"].str.lower() == word)
        assert same.any()
        assert (words[same]["weight"] > 0).all()
    assert "war" not in set(words[words["instrument"] == "TextBlob"]["text"].str.lower())
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert re.search(r"247 sentences of eleven reports[^.]*: micro F1 0\.72", readme)
    assert re.search(
        r"216\s+sentences of thirteen real news articles[^.]*:\s+micro F1 0\.67", readme
    )
    tone = "\n".join(cell.source for cell in tables().notebooks["03_tone"].cells)
    assert "reaches about 0.75 against the mean of twenty" in tone


@each
def test_each_lesson_has_its_opening_block(path: Path) -> None:
    lesson = read_lesson(read_notebook(path), path.stem)
    assert 5 <= lesson.read <= lesson.work <= 60
    assert lesson.question.endswith("?")


@each
def test_the_minutes_to_read_fit_the_length(path: Path) -> None:
    # 200 words a minute, and twelve seconds to look at each output.
    cells, lesson = read_notebook(path).cells, read_lesson(read_notebook(path), path.stem)
    shown = [o.get("data", {}).get("text/html", "") for c in cells for o in c.get("outputs", [])]
    prose = [cell.source for cell in cells if cell.cell_type == "markdown"]
    prose += re.findall(r'<p class="finding"[^>]*>(.*?)</p>', "".join(shown), re.DOTALL)
    words = sum(len(re.findall(r"\w[\w’'-]*", text)) for text in prose)
    estimate = words / 200 + 0.2 * len([html for html in shown if html])
    assert 0.75 <= lesson.read / estimate <= 1.34, estimate


def test_the_table_of_exercises_says_what_the_exercises_say() -> None:
    rows = re.findall(r"^\| \[(\d) · [^|]+ \| (\d+) \| ([\d, ]+) \|$", TEACHING, re.MULTILINE)
    folder = find_notebooks(ROOT / "notebooks" / "exercises")
    assert len(rows) == len(folder) == len(PATHS)
    for (number, minutes, alone), path in zip(rows, folder, strict=True):
        cells = read_notebook(path).cells
        assert f"# Exercises {number} ·" in cells[0].source
        assert f"| Time | {minutes} minutes" in cells[0].source
        tasks = len([c for c in cells if c.source.startswith("## Exercise ")])
        assert all(1 <= int(one) <= tasks for one in alone.split(", "))


def test_an_opening_block_that_lacks_its_time_is_told() -> None:
    book = v4.new_notebook(cells=[v4.new_markdown_cell("# T\n\n**Question.** Why?")])
    with pytest.raises(TeachingError, match=r"09_x: .*no time"):
        read_lesson(book, "09_x")


def test_the_table_of_lessons_sums_the_minutes() -> None:
    lessons = [Lesson("01_a", "A", "?", 10, 20, "★"), Lesson("02_b", "B", "?", 5, 7, "★")]
    assert write_lessons(lessons).splitlines()[-1] == "| Sum, in minutes | 15 | 27 | |"
    assert 'href="slides/02_b.html"' in write_lessons(lessons, slides=True)


def book(*htmls: str) -> v4.nbbase.NotebookNode:
    outputs = [v4.new_output("display_data", {"text/html": html}) for html in htmls]
    return v4.new_notebook(cells=[v4.new_code_cell("show(x)", outputs=outputs, id="abc")])


def test_figures_come_from_findings_and_tables() -> None:
    frame = pd.DataFrame({"what": ["issues", "tone"], "value": [0.5, -0.25]})
    books = {"n": book(finding("3 < 4 *of* 5").html, table(frame, "T").html)}
    assert fill_marks("{{n | show}}", books, {}) == r"3 \< 4 \*of\* 5"
    assert fill_marks("{{n | show | tone | value}}", books, {}) == "−0.25"


@pytest.mark.parametrize("mark", ["n | nothing", "m | show", "n | show | tone | no", "x", "n|a|b"])
def test_a_mark_that_leads_to_nothing_is_told(mark: str) -> None:
    with pytest.raises(TeachingError):
        fill_marks("{{" + mark + "}}", {"n": book()}, {})


def test_cells_get_addresses_and_notebooks_stay_as_they_were() -> None:
    given = {"n": book()}
    before = copy.deepcopy(given["n"])
    text, linked = link_cells("[a](<cell:n:show(x)>)", given)
    assert (text, linked) == ("[a](#cell-abc)", {"n": {"abc"}})
    assert [cell.source for cell in anchor_cells(given["n"], {"abc"}).cells] == [
        "(cell-abc)=",
        "show(x)",
    ]
    assert given["n"] == before
    with pytest.raises(TeachingError, match="no cell holds “gone”"):
        link_cells("[a](<cell:n:gone>)", given)


@each
def test_terms_are_linked_on_the_page_only(path: Path) -> None:
    stored = read_notebook(path)
    linked = link_notebook(copy.deepcopy(stored), read_glossary(DATA / "glossary.csv"))
    assert len(linked) >= 3
    assert "#term-" not in "".join(cell.source for cell in stored.cells)


def test_the_about_page_shows_every_table_escaped() -> None:
    documents = tables().corpus.documents.assign(author="<script>x</script> ```")
    values = about_values(DATA, documents)
    assert "<script>" not in values["texts"]
    assert values["texts"].startswith("````{raw} html")
    assert {f"{{{{{name}}}}}" for name in values} <= set(re.findall(r"\{\{\w+\}\}", ABOUT))
    assert values["files"].count("\n") > 8
    assert "A language model made the reference codings" in ABOUT
    assert ">doc</th>" not in values["texts"]
    one_source = about_values(DATA, documents.assign(source="Ruritania Post"))["texts"]
    assert all(doc in one_source for doc in [">doc</th>", *documents["doc"]])


@given(st.text(max_size=60))
def test_a_template_without_marks_stays(text: str) -> None:
    plain = text.replace("{{", "")
    assert fill_marks(plain, {}, {}) == plain
    assert keep_default(plain, True) == plain


def test_every_page_is_as_easy_to_read_as_a_textbook() -> None:
    for name, sentences in all_pages().items():
        assert measure(name, sentences).ease > LOWEST + 10, name


@pytest.mark.parametrize(
    ("word", "number"), [("the", 1), ("tables", 2), ("stated", 2), ("walked", 1), ("evidence", 3)]
)
def test_syllables_are_counted(word: str, number: int) -> None:
    assert syllables(word) == number
