"""Nobody gets in: a report on texts, names, a table and a codebook that attack (hostile.py)."""

import io
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from communique.readers import CorpusError, read_texts
from tests.hostile import BOMB, PAGE, SECRET, report, report_hostile, write_hostile

pytestmark = [
    pytest.mark.xdist_group("hostile"),
    pytest.mark.skipif(sys.platform == "win32", reason="such names and links need another system"),
]

ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "background",
    "cite",
    "srcset",
}
NEVER = {"iframe", "frame", "object", "embed", "base", "applet", "pwned-tag"}
HANDLERS = {"toggleFullScreen()"}  # of the theme


class Site(NamedTuple):
    """A report on the hostile folder, and what the command said."""

    pages: Path
    said: subprocess.CompletedProcess[str]
    work: Path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    pytest.importorskip("trafilatura")
    work = tmp_path_factory.mktemp("hostile")
    said = report_hostile(work)
    assert said.returncode == 0, said.stderr
    return Site(work / "out", said, work)


class Page(HTMLParser):
    """Collect what a page could run or load, and its words."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.scripts = ""
        self.text = ""
        self._inside = ""
        self.feed(path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in ("script", "style"):
            self.scripts += data
        else:
            self.text += data


def pages(site: Site) -> Iterator[tuple[str, Page]]:
    for path in sorted(site.pages.rglob("*.html")):
        if "_static" not in path.parts:
            yield path.relative_to(site.pages).as_posix(), Page(path)


def test_every_text_has_its_page_and_is_read_by_its_reader(site: Site) -> None:
    assert {"01_sources.html", "02_issues.html", "05_agreement.html"} <= dict(pages(site)).keys()
    shown = "".join(page.text for _, page in pages(site))
    assert "<pwned-tag>" in shown  # as text
    assert 'alert("PWNED")' in shown
    assert "Trade talks <script>" in shown


def test_no_element_or_handler_of_a_text_comes_through(site: Site) -> None:
    for name, page in pages(site):
        assert not page.tags & NEVER, name
        assert not re.search(r"PWNED|pwned-tag>|pwned\.example", page.scripts), name
        for tag, attribute, value in page.attributes:
            handles = attribute.startswith("on") and value not in HANDLERS
            assert not handles, (name, tag, attribute, value)
            assert "pwned" not in attribute, (name, tag, attribute)
            if attribute == "style":
                assert "url(" not in value, (name, tag, value)
            if attribute == "http-equiv":
                assert value.lower() != "refresh", name


def test_every_address_is_of_the_site_or_of_the_web(site: Site) -> None:
    for name, page in pages(site):
        for tag, attribute, value in page.attributes:
            if attribute.rpartition(":")[2] not in ADDRESSES:
                continue
            address = urlsplit("".join(value.split()).lower())
            assert address.scheme in ("", "http", "https", "data"), (name, tag, value)
            assert address.scheme != "data" or value.startswith("data:image/"), (name, value)
            if tag != "a":
                assert "pwned" not in value.lower() or not address.scheme, (name, tag, value)


def test_nothing_outside_the_folder_is_shown(site: Site) -> None:
    for path in site.pages.rglob("*"):
        if path.is_file():
            assert SECRET.lower().encode() not in path.read_bytes().lower(), path.name
    assert SECRET not in site.said.stdout + site.said.stderr


def test_nothing_was_run(site: Site) -> None:
    assert not [path for path in site.work.rglob("*") if path.name == "PWNED"]
    assert not (Path(__file__).parent.parent / "PWNED").exists()
    assert "PWNED" not in site.said.stdout.replace(str(site.work), "")


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize("name", ["../secret.txt", "inside/secret.txt", "{work}/secret.txt"])
def test_a_table_cannot_name_a_file_outside(tmp_path: Path, name: str) -> None:
    write_hostile(tmp_path / "texts", tmp_path / "secret.txt")
    table = f"file,title\n{name.replace('{work}', str(tmp_path))},PWNED\n"
    (tmp_path / "texts" / "documents.csv").write_text(table, encoding="utf-8")
    done = report(tmp_path / "texts", tmp_path / "out", "--notebooks", "1")
    assert done.returncode == 1
    assert re.search(r"documents\.csv, line 2: no text called", done.stderr)
    assert not (tmp_path / "out").exists()
    assert SECRET not in done.stdout + done.stderr


def word_file(xml: str) -> bytes:
    docx = pytest.importorskip("docx")
    plain, whole = io.BytesIO(), io.BytesIO()
    docx.Document().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(whole, "w") as out:
        for name in source.namelist():
            out.writestr(name, xml if name == "word/document.xml" else source.read(name))
    return whole.getvalue()


WORDS = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>They met. {}</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize("entity", ["&i;", "&s;", "&i;&s;"], ids=["bomb", "file", "both"])
@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_entities_are_not_filled_in(tmp_path: Path, suffix: str, entity: str) -> None:
    pytest.importorskip("trafilatura")
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    bomb = BOMB.replace("{secret}", str(secret))
    page = bomb + (WORDS.format(entity) if suffix == "docx" else PAGE.replace("&s;", entity))
    begun = time.process_time()
    try:
        text = read_texts(
            word_file(page) if suffix == "docx" else page.encode(), Path(f"a.{suffix}")
        )
        raw = text[0].raw
    except CorpusError as error:
        raw = str(error)
    assert SECRET not in raw
    assert len(raw) < 20_000
    assert time.process_time() - begun < 10
