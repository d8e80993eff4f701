"""A browser for the tests of the site, and the sites that they open."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communique import report
from communique.execute import read_notebook

PATHS = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--no-first-run", "--force-color-profile=srgb"),
]
MISSING = "needs Chromium: install it (Debian: apt install chromium), or name it in CHROMIUM"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    found = next(filter(None, (shutil.which(path) for path in PATHS if path)), None)
    if not found:
        pytest.skip(MISSING)
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright (make test)")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield chromium
        chromium.close()


def _build(folder: Path, public: bool) -> Path:
    """Build all pages of the default texts from the stored notebooks: nothing is executed."""

    def stored(paths: Any, *_: Any, save: Any, **__: Any) -> None:
        for path in paths:
            save(path, read_notebook(path))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(report, "execute_all", stored)
        report.make_pages(None, folder, folder / "out", report=lambda _: None, public=public)
    return folder / "out"


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(tmp_path_factory.mktemp("whole"), public=False)


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(tmp_path_factory.mktemp("public"), public=True)


class Visit:
    """Open pages and note every error and every request that leaves this machine's files."""

    def __init__(self, browser: Any, **options: Any) -> None:
        options.setdefault("viewport", {"width": 1300, "height": 900})
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._console)
        self.page.on("request", lambda request: self.requests.append(request.url))

    def _console(self, message: Any) -> None:
        # The theme says so of every page whose reader has chosen no mode yet.
        if message.type == "error" and "invalid theme mode" not in message.text:
            self.errors.append(message.text)

    def open(self, path: Path, rest: str = "") -> Any:
        self.page.goto(path.as_uri() + rest)
        return self.page

    def check(self) -> None:
        assert not self.errors
        assert all(url.startswith(("file:", "data:")) for url in self.requests)


@pytest.fixture
def visit(browser: Any) -> Iterator[Any]:
    """Give a function that opens a visit with options of the browser's context."""
    visits: list[Visit] = []

    def start(**options: Any) -> Visit:
        visits.append(Visit(browser, **options))
        return visits[-1]

    yield start
    for one in visits:
        one.check()
        one.context.close()
