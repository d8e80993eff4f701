"""Controls are shown to those who can use them, and leave no trace elsewhere."""

from typing import Any

import nbformat.v4 as v4
import pytest

from communique import controls
from communique.execute import execute_notebook
from communique.kernels import kernel_environment

LIVE = {"JPY_SESSION_NAME": "02_issues"}


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    pieces: list[Any] = []
    monkeypatch.setattr("IPython.display.display", lambda *some: pieces.extend(some))
    return pieces


def test_our_own_runs_are_never_live() -> None:
    assert controls.STATIC in kernel_environment()
    assert not controls.is_live(kernel_environment() | LIVE)
    assert not controls.is_live({})


def test_a_stored_run_holds_no_output(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JPY_SESSION_NAME", "somebody’s")
    source = "from communique import controls\ncontrols.explore(print, word='trade')"
    notebook = execute_notebook(v4.new_notebook(cells=[v4.new_code_cell(source)]), tmp_path)
    assert notebook.cells[0].outputs == []


def test_nothing_is_imported_where_nobody_looks(shown: list[Any]) -> None:
    controls.explore(pytest.fail, {}, issue=["a"])
    assert shown == []


def test_choosing_shows_what_is_chosen(shown: list[Any]) -> None:
    asked: list[tuple[str, str]] = []
    controls.explore(
        lambda issue, word: asked.append((issue, word)) or f"{issue} {word}",
        LIVE,
        issue={"trade": "Trade", "ai": "Artificial intelligence"},
        word="tariff*",
    )
    menu, field = shown[-2].children
    assert menu.options == (("Trade", "trade"), ("Artificial intelligence", "ai"))
    assert asked == [("trade", "tariff*")]
    menu.value = "ai"
    field.value = "talks"
    assert asked[-1] == ("ai", "talks")
    assert "ai talks" in shown
    assert (menu.description, field.description) == ("issue", "word")


def test_without_anything_to_choose_there_is_no_menu(shown: list[Any]) -> None:
    controls.explore(pytest.fail, LIVE, issue=[])
    assert shown == []
