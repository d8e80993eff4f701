"""The notebooks as they are stored: fresh, whole, small, readable without sight, and buildable."""

import copy
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from communique.execute import (
    execute_all,
    execute_notebook,
    find_notebooks,
    read_notebook,
    set_corpus,
    write_notebook,
)
from communique.freshness import compare_notebooks, compare_pictures, list_pictures
from communique.front import describe_page
from communique.publish import build_site, find_picture
from tests.invented import TOLD, write_corpus

ROOT = Path(__file__).parent.parent
PATHS = find_notebooks(ROOT / "notebooks")
MEGABYTE = 1_000_000
MINISTERS = {
    "ruritania_gazette.txt": (
        "Ministers Meet in Strelsau\n\n"
        "The foreign ministers of Ruritania and Freedonia met in Strelsau on Tuesday. They agreed "
        "to reopen the military hotline. “We want stable relations,” the Ruritanian minister "
        "said.\n\nTariffs on Freedonian steel remained a serious obstacle. Freedonia threatened "
        "new sanctions.\n"
    ),
    "freedonia_review.txt": (
        "A Useful Conversation\n\n"
        "The visit was a success for Freedonia. Both sides discussed climate change, trade and "
        "artificial intelligence.\n\nWhat Comes Next\n\n"
        "Ruritania should lower its tariffs before the next round of talks. A second meeting is "
        "planned for May 2031.\n"
    ),
}

# Of what our outputs hold, the tags that sanitisers of code hosts keep; <footer> leaves its words.
KEPT_TAGS = {"a", "blockquote", "br", "caption", "cite", "dd", "details", "div", "dl", "dt", "em"}
KEPT_TAGS |= {"figcaption", "figure", "footer", "li", "mark", "p", "small", "span", "strong"}
KEPT_TAGS |= {"summary", "table", "tbody", "td", "th", "thead", "tr", "ul"}

each = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
# One worker executes everything once; the tests that use it stay with it.
together = pytest.mark.xdist_group("notebooks")


@pytest.fixture(scope="module")
def fresh() -> dict[Path, Any]:
    return execute_all(PATHS, report=str)


@pytest.fixture(scope="module")
def site(fresh: dict[Path, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("site")
    for path, notebook in fresh.items():
        write_notebook(copy.deepcopy(notebook), work / "notebooks" / path.name)
    build_site(ROOT / "site", work / "notebooks", work / "build", work / "out", "2 texts")
    return work / "out"


def outputs(notebook: Any) -> list[tuple[Any, Any]]:
    return [(cell, output) for cell in notebook.cells for output in cell.get("outputs", [])]


def texts(output: Any) -> list[str]:
    return [value for value in [output.get("text"), *output.get("data", {}).values()] if value]


@together
@each
def test_what_is_stored_is_what_comes_out(path: Path, fresh: dict[Path, Any]) -> None:
    found = compare_notebooks(read_notebook(path), fresh[path])
    assert not found, "run `make refresh` and look at the changes:\n" + "\n".join(found)


@each
def test_an_altered_output_is_caught(path: Path) -> None:
    stored, altered = read_notebook(path), read_notebook(path)
    shown = [o for _, o in outputs(altered) if "text/html" in o.get("data", {})]
    shown[0].data["text/html"] = re.sub(r"\d", "7", shown[0].data["text/html"]) + " "
    assert len(compare_notebooks(stored, altered)) == 1


@each
def test_a_notebook_is_small_and_in_the_stored_form(path: Path, tmp_path: Path) -> None:
    assert path.stat().st_size < MEGABYTE
    write_notebook(read_notebook(path), tmp_path / path.name)
    assert path.read_bytes() == (tmp_path / path.name).read_bytes()


@each
def test_each_picture_is_stored_once(path: Path) -> None:
    pictures = list_pictures(read_notebook(path))
    assert len(pictures) == len(set(pictures))


@each
def test_code_hosts_show_what_is_stored(path: Path) -> None:
    """Hosts strip style, script and pictures inside HTML, and tags that they do not know."""
    for cell, output in outputs(read_notebook(path)):
        data = output.get("data", {})
        html = data.get("text/html", "")
        assert not re.search(r"<(?:img|script|style|svg|iframe|input|button)\b", html), cell.source
        assert set(re.findall(r"<([a-z][a-z0-9]*)", html)) <= KEPT_TAGS, cell.source
        assert set(data) <= {"text/html", "text/plain", "image/png"}, cell.source
        if "image/png" in data:
            words = output.metadata["image/png"]["alt"]
            assert re.fullmatch(r"[A-Z“][^.]* .*[.!?]”?", words, re.DOTALL), words


@each
def test_every_cell_was_executed_in_order(path: Path) -> None:
    cells = [c for c in read_notebook(path).cells if c.cell_type == "code" and c.source.strip()]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))


@each
def test_no_error_or_warning_is_stored(path: Path) -> None:
    for cell, output in outputs(read_notebook(path)):
        allowed = "raises-exception" in cell.metadata.get("tags", [])
        assert output.output_type != "error" or allowed, cell.source
        assert output.get("name") != "stderr", cell.source


@each
def test_no_path_of_a_machine_is_stored(path: Path) -> None:
    local = re.compile(r"/(?:home|root|tmp|Users|work)/|[A-Z]:\\\\|site-packages|ipykernel_\d")
    places = (str(ROOT), str(Path.home()))
    for cell, output in outputs(read_notebook(path)):
        for text in texts(output):
            shown = re.sub(r"data:image/[^\"]*", "", str(text))
            assert not local.search(shown), cell.source
            assert not any(place in shown for place in places if len(place) > 1), cell.source


@each
def test_every_cell_has_its_own_lasting_id(path: Path) -> None:
    notebook = read_notebook(path)
    ids = [cell.id for cell in notebook.cells]
    assert len(ids) == len(set(ids))
    assert "execution" not in str([cell.metadata for cell in notebook.cells])


@each
def test_another_corpus_can_be_named(path: Path, tmp_path: Path) -> None:
    changed = set_corpus(read_notebook(path), tmp_path)
    assert not [c for c in changed.cells if "about-default-corpus" in c.metadata.get("tags", [])]


@each
def test_a_notebook_has_one_title_and_a_headline(path: Path) -> None:
    notebook = read_notebook(path)
    prose = "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
    levels = [len(mark) for mark in re.findall(r"^(#+) ", prose, flags=re.MULTILINE)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    page = describe_page(notebook, path.stem)
    assert page.headlines or page.leads
    assert page.question


@each
def test_a_lesson_opens_with_its_block_and_closes_with_what_stays(path: Path) -> None:
    cells = read_notebook(path).cells
    block, end = cells[0].source, cells[-1].source
    assert re.match(r"# \d · .+\?\n\n\*\*Question\.\*\* .+\?\n", block)
    rows = dict(re.findall(r"^\| ([\w ]+) \| (.+) \|$", block, re.MULTILINE))
    assert list(rows) == ["You will", "You will learn", "You need", "Time", "Difficulty"]
    assert re.match(r"\d+ minutes to read, \d+ to work through", rows["Time"])
    assert rows["Difficulty"] in ("★☆☆", "★★☆", "★★★")
    assert re.match(r"## What these numbers do not show\n\n(?:- Not .+\n){3,}", end)
    assert re.search(r"^\*\*Key points\.\*\* .{40,}\.$", end, re.MULTILINE)


@pytest.mark.skipif(not PATHS, reason="there are no notebooks yet")
@together
def test_all_notebooks_run_on_other_texts(tmp_path: Path) -> None:
    for name, text in MINISTERS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    executed = execute_all(PATHS, corpus=tmp_path, report=str)
    for path, notebook in executed.items():
        shown = " ".join(str(text) for _, output in outputs(notebook) for text in texts(output))
        assert not re.search(r"SOFREP|CBGA", shown), path.name


@pytest.mark.parametrize(("number", "silent"), [(1, False), (1, True), (40, False)], ids=str)
def test_all_notebooks_run_on_any_number_of_texts(
    tmp_path: Path, number: int, silent: bool
) -> None:
    write_corpus(tmp_path, number, silent)
    for path, notebook in execute_all(PATHS, corpus=tmp_path, report=str).items():
        shown = " ".join(str(text) for _, output in outputs(notebook) for text in texts(output))
        assert not re.search(r"\bnan\b|\bNone\b(?! of)|Warning:", shown), path.name


def run_on(folder: Path) -> dict[str, str]:
    """Execute all notebooks on a folder and give what each shows."""
    executed = execute_all(PATHS, corpus=folder, report=str)
    return {
        path.stem: " ".join(str(text) for _, output in outputs(notebook) for text in texts(output))
        for path, notebook in executed.items()
    }


def test_all_notebooks_run_on_texts_of_one_line(tmp_path: Path) -> None:
    for number, line in enumerate(TOLD[:4]):
        (tmp_path / f"line_{number}.txt").write_text(line + "\n", encoding="utf-8")
    for name, shown in run_on(tmp_path).items():
        assert not re.search(r"\bnan\b|\bNone\b(?! of)|Warning:", shown), name


def test_all_notebooks_run_on_several_texts_of_each_outlet(tmp_path: Path) -> None:
    rows = ["file,source"]
    for number in range(12):
        told = [TOLD[(number * 2 + k * (1 + number % 2)) % len(TOLD)] for k in range(5)]
        text = f"Talks number {number}\n\n" + " ".join(told) + "\n"
        (tmp_path / f"text_{number:02}.txt").write_text(text, encoding="utf-8")
        rows.append(f"text_{number:02}.txt,{('Ruritania Post', 'Freedonia Courier')[number % 2]}")
    (tmp_path / "documents.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    shown = run_on(tmp_path)
    assert "No test between outlets" not in shown["03_tone"]
    for name, told in shown.items():
        assert not re.search(r"\bnan\b|\bNone\b(?! of)|Warning:", told), name


@each
def test_a_reader_may_change_the_first_cell_and_run_all(path: Path, tmp_path: Path) -> None:
    write_corpus(tmp_path, 3)
    notebook = read_notebook(path)
    first = next(c for c in notebook.cells if "parameters" in c.metadata.get("tags", []))
    first.source = first.source.replace("../seeds", tmp_path.as_posix())
    # The cells about the default texts stay in JupyterLab; they must run all the same.
    execute_notebook(notebook, path.parent)


class Requests(HTMLParser):
    """Collect what a page makes a browser fetch, its pictures and its headings."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.pictures: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "img":
            self.pictures.append(given)
        if tag not in ("a", "blockquote", "q"):
            names = ("src", "href", "srcset", "data", "poster", "action", "cite")
            self.fetched += [given[name] or "" for name in names if name in given]


def read_page(path: Path) -> Requests:
    page = Requests()
    page.feed(path.read_text(encoding="utf-8"))
    return page


OUTSIDE = re.compile(r"(?i)^\s*(?:[a-z][a-z0-9+.-]*:)?//")


@together
@pytest.mark.skipif(not PATHS, reason="there are no notebooks yet")
def test_no_page_asks_another_host(site: Path) -> None:
    for path in site.glob("*.html"):
        fetched = read_page(path).fetched
        assert not [url for url in fetched if OUTSIDE.match(url)], path.name
        here = [url for url in fetched if url and not url.startswith(("#", "data:"))]
        for url in here:
            target = re.split(r"[?#]", url)[0]
            assert not target or (path.parent / target).exists(), f"{path.name}: {url}"
    for path in site.rglob("*.css"):
        asked = re.findall(r"url\(\s*['\"]?([^'\")]+)", path.read_text(encoding="utf-8"))
        asked += re.findall(r"@import\s+['\"]([^'\"]+)", path.read_text(encoding="utf-8"))
        assert not [url for url in asked if OUTSIDE.match(url)], path.name


@together
@pytest.mark.skipif(not PATHS, reason="there are no notebooks yet")
def test_every_picture_of_the_site_has_words(site: Path) -> None:
    for path in site.glob("*.html"):
        for picture in read_page(path).pictures:
            assert (picture.get("alt") or "").strip(), path.name
            assert "/" not in (picture.get("alt") or "")[:10], path.name


@together
@pytest.mark.skipif(not PATHS, reason="there are no notebooks yet")
def test_the_front_page_says_what_was_found_and_leads_on(
    site: Path, fresh: dict[Path, Any]
) -> None:
    front = (site / "index.html").read_text(encoding="utf-8")
    for path, notebook in fresh.items():
        page = describe_page(notebook, path.stem)
        assert all(headline in front for headline in page.headlines)
        assert front.count(f'href="{path.stem}.html"') >= 2


@together
@pytest.mark.skipif(not PATHS, reason="there are no notebooks yet")
def test_the_site_carries_no_clutter(site: Path) -> None:
    names = {path.name for path in site.iterdir()}
    assert not names & {"_sources", "jupyter_execute", "conf.py", "genindex.html"}
    pages = {path.stem for path in site.glob("*.html")}
    assert pages == {"index", "search", *(path.stem for path in PATHS)}


def test_the_picture_of_the_readme_is_the_notebooks() -> None:
    found = [picture for path in PATHS if (picture := find_picture(read_notebook(path)))]
    shown = (ROOT / "site" / "overview.png").read_bytes()
    assert len(found) == 1
    assert not compare_pictures(found[0], shown)
    assert "site/overview.png" in (ROOT / "README.md").read_text(encoding="utf-8")
