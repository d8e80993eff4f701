"""The report on texts that attack, in a browser: nothing runs, nothing is fetched."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import report_hostile

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("hostile")]

TOUCH_ALL = """
document.querySelectorAll("details").forEach(one => { one.open = true; });
document.querySelectorAll("*").forEach(one => ["mouseover", "focus", "pointerdown", "error", "load",
    "toggle"].forEach(kind => one.dispatchEvent(new Event(kind))));
"""
FOREIGN = "pwned-tag, iframe, object, base, meta[http-equiv=refresh], [href^='javascript:' i]"
Visits = Callable[..., Any]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    pytest.importorskip("trafilatura")
    work = tmp_path_factory.mktemp("hostile")
    said = report_hostile(work)
    assert said.returncode == 0, said.stderr
    found = sorted((work / "out").rglob("*.html"))
    return [path for path in found if "_static" not in path.parts]


def test_nothing_runs_and_nothing_is_fetched(pages: list[Path], visit: Visits) -> None:
    opened, asked = visit(), list[str]()
    opened.page.on("dialog", lambda dialog: asked.append(dialog.message) or dialog.dismiss())
    for path in pages:
        page = opened.open(path)
        page.evaluate(TOUCH_ALL)
        assert page.locator(FOREIGN).count() == 0, path.name
        assert page.url.partition("#")[0] == path.as_uri()
        if path.name == "search.html":
            opened.errors.clear()  # the search asks for pages in a way that files do not allow
    assert len(pages) > 12
    assert not asked


def test_what_attacks_is_found_by_the_search_as_text(pages: list[Path], visit: Visits) -> None:
    search = next(path for path in pages if path.name == "search.html")
    opened, asked = visit(), list[str]()
    opened.page.on("dialog", lambda dialog: asked.append(dialog.message) or dialog.dismiss())
    page = opened.open(search, "?q=pwned+%3Cscript%3Ealert(1)%3C/script%3E")
    page.wait_for_timeout(500)
    page = opened.open(search, "?q=pwned")
    page.wait_for_selector("#search-results li")
    assert page.locator(f"#search-results :is(script, img, {FOREIGN})").count() == 0
    assert not asked
    opened.errors.clear()
