"""The whole suite on texts that it was not made for: an invented summit, told nine ways."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from communique.corpus import read_corpus
from communique.execute import find_notebooks

ROOT = Path(__file__).parent.parent
SUMMIT = Path(__file__).parent / "corpora" / "summit"
PATHS = find_notebooks(ROOT / "notebooks")
ROW = "harbour,,Harbours,ports and quays,The quay was full.,words,quay*; Port Duck; boats,"

# One worker makes the report once; the tests that read it stay with it.
together = pytest.mark.xdist_group("report")


def report(out: Path, *options: object, texts: Path = SUMMIT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "communique.cli", "report", texts, "-o", out, *options]
    return subprocess.run(list(map(str, command)), capture_output=True, encoding="utf-8")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    before = {path: path.read_bytes() for path in PATHS}
    out = tmp_path_factory.mktemp("report") / "summit"
    done = report(out)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert str(out / "index.html") in done.stdout
    assert {path: path.read_bytes() for path in PATHS} == before
    return out


class Reading(HTMLParser):
    """Collect the words of a page, those of code and scripts left out."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.aside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.aside += tag in ("script", "style", "pre")

    def handle_endtag(self, tag: str) -> None:
        self.aside -= tag in ("script", "style", "pre")

    def handle_data(self, data: str) -> None:
        self.words += [] if self.aside else [data]


def read(page: Path) -> str:
    reading = Reading()
    reading.feed(page.read_text(encoding="utf-8"))
    return " ".join(reading.words)


def test_the_summit_is_what_it_was_made_for() -> None:
    documents = read_corpus(SUMMIT).documents
    assert len(documents) >= 6
    assert documents["source"].value_counts().gt(1).sum() >= 3
    assert (documents["published_from"] != "").all()
    assert len({Path(name).suffix for name in documents["file"]}) >= 3
    assert {"news", "commentary", "readout", "transcript"} <= set(documents["genre"])


@together
def test_each_notebook_has_its_page(pages: Path) -> None:
    assert {path.stem for path in PATHS} <= {path.stem for path in pages.glob("*.html")}
    front = read(pages / "index.html")
    assert "all 9 texts" in front


@together
def test_the_pages_are_about_these_texts_alone(pages: Path) -> None:
    for path in PATHS:
        shown = read(pages / f"{path.stem}.html")
        assert not re.search(r"SOFREP|CBGA|Blinken", shown), path.stem
        assert not re.search(r"\bnan\b|\bNone\b(?! of)|Empty DataFrame|Traceback", shown), path.stem
    assert "Freedonia Courier" in read(pages / "01_sources.html")


@together
@pytest.mark.skipif(len(PATHS) < 5, reason="notebook 5 finds contradictions")
def test_what_contradicts_on_purpose_is_found(pages: Path) -> None:
    shown = read(pages / "05_agreement.html")
    assert re.search(r"contradict another, most often on “Military communication”", shown)
    assert "the hotline works again" in shown
    assert "it is suspended today" in shown


@together
def test_a_report_of_some_notebooks_under_a_codebook_of_ones_own(tmp_path: Path) -> None:
    codebook = tmp_path / "codebook.csv"
    codebook.write_text((ROOT / "data" / "codebook.csv").read_text(encoding="utf-8") + ROW + "\n")
    done = report(tmp_path / "out", "--notebooks", "2", "--codebook", codebook)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    shown = read(tmp_path / "out" / "02_issues.html")
    assert "Harbours" in shown
    assert not (tmp_path / "out" / "01_sources.html").exists()
    assert "01_sources.html" not in (tmp_path / "out" / "02_issues.html").read_text("utf-8")


@together
def test_a_report_for_publishing_shows_a_quarter_of_each_text(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    shutil.copytree(SUMMIT, texts)
    (texts / "documents.csv").unlink()  # so the rights of none are known
    done = report(tmp_path / "out", "--notebooks", "4", "--public", texts=texts)
    assert done.returncode == 0, done.stderr
    body = read_corpus(texts).sentences.query("kind == 'sentence'")
    shown = " ".join(" ".join(read(page).split()) for page in (tmp_path / "out").rglob("*.html"))
    for doc, rows in body.groupby("doc"):
        seen = sum(" ".join(text.split()) in shown for text in rows["text"])
        assert 1 <= seen <= len(rows) / 4, doc
