"""The runner: what it executes, with which Python, and what it says when that fails."""

import os
import sys
import threading
from pathlib import Path
from typing import Any

import nbformat.v4 as v4
import pytest

from communique import run
from communique.execute import (
    NotebookError,
    count_cells,
    execute_all,
    execute_notebook,
    read_notebook,
    set_corpus,
    write_notebook,
)

LOOK = """\
import os, sys
print(sys.executable, os.environ["PYTHONHASHSEED"], hash("talks"))
print(os.getcwd())"""


def cell(source: str, *tags: str, id: str = "c") -> Any:
    return v4.new_code_cell(source, id=id, metadata={"tags": list(tags)} if tags else {})


def write(folder: Path, *cells: Any, name: str = "01_talks.ipynb") -> Path:
    path = folder / name
    write_notebook(v4.new_notebook(cells=list(cells)), path)
    return path


def test_the_kernel_is_this_python_in_the_notebooks_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernels = tmp_path / "mine" / "kernels" / "python3"
    kernels.mkdir(parents=True)
    (kernels / "kernel.json").write_text('{"argv": ["no-such-python"], "display_name": "x"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "mine"))
    seen = [execute_notebook(v4.new_notebook(cells=[cell(LOOK)]), tmp_path) for _ in range(2)]
    first, second = (nb.cells[0].outputs[0].text.splitlines() for nb in seen)
    assert first == second
    assert first[0].startswith(f"{sys.executable} 0 ")
    assert Path(first[1]).resolve() == tmp_path.resolve()


def test_the_record_is_the_same_twice(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        cell("print({'a', 'b'})\nimport sys\nprint(1, file=sys.stderr)\nprint(2)", id="a"),
        cell("1 / 0", "raises-exception", id="b"),
        cell("sorted({'x', 'y'})", id="c"),
    )
    texts = []
    for name in ("one.ipynb", "two.ipynb"):
        write_notebook(execute_all([path], report=str)[path], tmp_path / name)
        texts.append((tmp_path / name).read_bytes())
    assert texts[0] == texts[1]
    for noise in (b'"version": "3.', b"iopub", b"Traceback", b"\r", str(tmp_path).encode()):
        assert noise not in texts[0]
    assert b"ZeroDivisionError: division by zero" in texts[0]


def test_an_error_names_notebook_cell_and_reason(tmp_path: Path) -> None:
    bad = write(tmp_path, cell("x = 1", id="a"), cell("int('tea')\nx", id="b"), name="02_b.ipynb")
    good = write(tmp_path, cell("print('still executed')"))
    saved: dict[str, Any] = {}
    stored = read_notebook(bad)
    stored.cells[1].outputs = [v4.new_output("stream", text="found in other texts")]
    write_notebook(stored, bad)
    with pytest.raises(NotebookError) as caught:
        execute_all([bad, good], report=str, save=lambda path, nb: saved.update({path.name: nb}))
    assert str(caught.value) == (
        "02_b.ipynb, cell 2 (int('tea')): ValueError: invalid literal for int() with base 10: 'tea'"
    )
    assert saved["01_talks.ipynb"].cells[0].outputs
    assert "other texts" not in str(saved["02_b.ipynb"])


def test_only_the_thread_that_may_be_stopped_saves(tmp_path: Path) -> None:
    """Or a notebook would be written while a stopped report removes its folder."""
    paths = [write(tmp_path, cell(str(n)), name=f"0{n}_talks.ipynb") for n in (1, 2, 3)]
    threads = []
    execute_all(paths, report=str, save=lambda *_: threads.append(threading.current_thread()))
    assert threads == [threading.current_thread()] * 3


def test_a_kernel_that_dies_is_said(tmp_path: Path) -> None:
    path = write(tmp_path, cell("import os\nos._exit(1)"))
    with pytest.raises(NotebookError, match=r"01_talks.ipynb, cell 1 \(import os\): .*died"):
        execute_all([path], report=str)


def test_another_corpus_replaces_the_parameter_only(tmp_path: Path) -> None:
    nb = v4.new_notebook(
        cells=[
            cell('CORPUS = "../seeds"\nDATA = "../data"', "parameters"),
            v4.new_markdown_cell("The balloon.", metadata={"tags": ["about-default-corpus"]}),
            cell('print("CORPUS = \\"../seeds\\"")', id="d"),
        ]
    )
    folder = tmp_path / "O'Neill “talks” \\n"
    changed = set_corpus(nb, folder)
    names: dict[str, str] = {}
    exec(changed.cells[0].source, names)
    assert Path(names["CORPUS"]) == folder
    assert names["DATA"] == "../data"
    assert [c.cell_type for c in changed.cells] == ["code", "code"]
    assert "../seeds" in changed.cells[1].source


def test_another_folder_of_data_can_be_named(tmp_path: Path) -> None:
    source = 'CORPUS = \'../seeds\'  # change it\nDATA = "../data"\nDATABASE = "x"'
    nb = v4.new_notebook(cells=[cell(source, "parameters")])
    names: dict[str, str] = {}
    exec(set_corpus(nb, tmp_path / "a", tmp_path / "b\\c").cells[0].source, names)
    assert (Path(names["CORPUS"]), Path(names["DATA"])) == (tmp_path / "a", tmp_path / "b\\c")
    assert names["DATABASE"] == "x"


def test_cells_are_counted_as_they_are_executed(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        cell('CORPUS = "../seeds"', "parameters", id="a"),
        cell("print('the balloon')", "about-default-corpus", id="b"),
        cell("", id="c"),
    )
    for corpus in (None, tmp_path):
        ticks: list[int] = []
        execute_all([path], corpus, report=str, tick=lambda ticks=ticks: ticks.append(1))
        assert len(ticks) == count_cells([path], bool(corpus)) == (1 if corpus else 2)


def test_a_notebook_without_parameter_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, cell('corpus = "../seeds"', "parameters"))
    with pytest.raises(NotebookError, match=r'01_talks.ipynb, no cell tagged "parameters" sets'):
        execute_all([path], corpus=tmp_path, report=str)


def test_refresh_stores_what_changed_and_only_that(tmp_path: Path) -> None:
    path, lines = write(tmp_path, cell("1 + 1")), []
    run.refresh(tmp_path, lines.append)
    assert read_notebook(path).cells[0].outputs[0].data["text/plain"] == "2"
    assert "stored anew" in lines[-1]
    before = path.read_bytes()
    run.refresh(tmp_path, lines.append)
    assert path.read_bytes() == before
    assert "stored anew" not in lines[-1]


def test_refresh_refuses_warnings(tmp_path: Path) -> None:
    path = write(tmp_path, cell("import warnings\nwarnings.warn('old way')"))
    before = path.read_bytes()
    with pytest.raises(NotebookError, match="cell 1 writes to standard error"):
        run.refresh(tmp_path, str)
    assert path.read_bytes() == before


def test_a_missing_corpus_is_one_plain_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["build", "--corpus", os.fspath(tmp_path / "nowhere")]) == 1
    said = capsys.readouterr().err
    assert "there is no such folder" in said
    assert said.count("\n") == 1
