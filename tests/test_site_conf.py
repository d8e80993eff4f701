"""The settings of the site: a button for Binder where the address of the repository is known."""

import runpy
from pathlib import Path
from typing import Any

import pytest

CONF = Path(__file__).parents[1] / "site" / "conf.py"


def settings(monkeypatch: pytest.MonkeyPatch, repository: str) -> dict[str, Any]:
    monkeypatch.setenv("GITHUB_REPOSITORY", repository)
    monkeypatch.setenv("GITHUB_REF_NAME", "main")
    monkeypatch.delenv("GITHUB_SERVER_URL", raising=False)
    return runpy.run_path(str(CONF))


def test_at_home_there_is_no_button(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "launch_buttons" not in settings(monkeypatch, "")["html_theme_options"]


def test_on_a_code_host_notebooks_open_in_binder(monkeypatch: pytest.MonkeyPatch) -> None:
    options = settings(monkeypatch, "freedonia/communique")["html_theme_options"]
    assert options["repository_url"] == "https://github.com/freedonia/communique"
    assert options["repository_branch"] == "main"
    assert options["launch_buttons"]["binderhub_url"] == "https://mybinder.org"


@pytest.mark.parametrize("page", ["02_issues", "exercises_02_issues"])
def test_exercises_have_no_button(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    leave_out = settings(monkeypatch, "")["leave_out_launch"]
    context = {"header_buttons": [{"label": "launch-buttons"}, {"label": "theme"}]}
    leave_out(None, page, "page.html", context, None)
    labels = [button["label"] for button in context["header_buttons"]]
    assert labels == ["theme"] if page.startswith("exercises") else ["launch-buttons", "theme"]
    leave_out(None, page, "page.html", {}, None)
