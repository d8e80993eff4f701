"""The command line: what it prints, what it refuses, and with which status it ends."""

import csv
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest

from communique import cli, report
from communique.report import ReportError, check_place, place_site
from communique.tables import FORMULA

SUMMIT = Path(__file__).parent / "corpora" / "summit"
TALKS = "Talks resume\n\nThe envoy of Freedonia came. Ruritania was glad. They met. All left.\n"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a shell does."""
    command = [sys.executable, "-m", "communique.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8")


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    folder = tmp_path / "talks"
    folder.mkdir()
    (folder / "talks.txt").write_text(TALKS, encoding="utf-8")
    return folder


# ---------------------------------------------------------------- help and mistakes


@pytest.mark.parametrize("command", sorted(cli.commands.commands))
def test_each_command_has_help_with_examples(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert "Example" in done.stdout
    assert f"  communique {command} " in done.stdout
    assert all(len(line) <= 100 for line in done.stdout.splitlines())


def test_the_version_is_the_projects() -> None:
    assert re.fullmatch(r"communique \d+\.\d+\.\d+", run("--version").stdout.strip())


@pytest.mark.parametrize(
    "arguments",
    [["chek"], ["check"], ["report", "x"], ["report", "x", "-o", "y", "--fast"]],
    ids=" ".join,
)
def test_a_command_that_is_not_understood_has_status_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Usage: communique" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nowhere"], "nowhere: there is no such folder"),
        (["report", "nowhere", "-o", "out"], "nowhere: there is no such folder"),
        (["report", SUMMIT, "-o", "out", "--notebooks", "1,77"], "There is no notebook 77"),
        (["report", SUMMIT, "-o", SUMMIT], "holds the texts themselves"),
        (["report", SUMMIT, "-o", SUMMIT.parent, "--force"], "holds the texts themselves"),
        (["report", SUMMIT, "-o", __file__], "this is a file"),
        (["report", SUMMIT, "-o", "out", "--codebook", "my.csv"], "my.csv: there is no such file"),
    ],
    ids=lambda value: "" if isinstance(value, str) else " ".join(map(str, value))[-30:],
)
def test_a_mistake_is_one_plain_line_and_status_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_what_is_no_users_mistake_keeps_its_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("a slip of ours")

    monkeypatch.setattr(report, "choose_notebooks", fail)
    with pytest.raises(ValueError, match="a slip of ours"):
        cli.main(["report", "x", "-o", "y"])


@pytest.mark.skipif(os.name == "nt", reason="Windows stops processes in another way")
@pytest.mark.parametrize(
    "moment", ["*/kernel-*", "*/work-*/notebooks/*"], ids=["a kernel starts", "a notebook is done"]
)
def test_stopped_is_status_130_soon_and_nothing_is_left(
    talks: Path, tmp_path: Path, moment: str
) -> None:
    command = [sys.executable, "-m", "communique.cli", "report", talks, "-o", tmp_path / "out"]
    with tempfile.TemporaryDirectory(dir="/tmp") as name:  # a short name: see short_folder
        place = Path(name)
        started = subprocess.Popen(
            command,
            stderr=subprocess.PIPE,
            env=os.environ | {"TMPDIR": name},
            # What runs in the background is started deaf to the signal, and so is what it starts.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        while not list(place.glob(moment)):
            assert started.poll() is None, started.communicate()[1].decode()
            time.sleep(0.05)
        started.send_signal(signal.SIGINT)
        said = started.communicate(timeout=20)[1].decode()
        assert started.returncode == 130
        assert said.splitlines()[-1] == "Stopped."
        assert "Traceback" not in said
        assert not (tmp_path / "out").exists()
        assert not sorted(place.rglob("*"))


# ---------------------------------------------------------------- check


def test_check_prints_a_line_for_each_text() -> None:
    done = run("check", SUMMIT)
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert len(lines) == len(list(SUMMIT.glob("*.*"))) - 1 + 1  # documents.csv, the sum
    assert re.match(r"courier_analysis.md +UTF-8 +2031-05-18 +\d+ words +“A Summit", lines[0])
    assert re.match(r"9 texts, [\d,]+ words", lines[-1])


def test_check_tells_what_cannot_be_read_and_reads_the_rest(talks: Path) -> None:
    (talks / "empty.txt").touch()
    (talks / "latin.txt").write_bytes(b"A caf\xe9. They met. They left. It rained.")
    done = run("check", talks)
    assert done.returncode == 1
    assert "empty.txt  not read\n    ! is empty." in done.stdout
    assert "Windows-1252" in done.stdout
    assert done.stdout.endswith("2 texts, 20 words of running text.\n")
    assert not done.stderr


def test_check_does_not_let_a_text_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\x1b[2J\x07 Gone\n\nThey met. They left. Rain.")
    assert not {"\x1b", "\x07"} & set(run("check", tmp_path).stdout)


# ---------------------------------------------------------------- code

needs_arrow = pytest.mark.skipif(not find_spec("pyarrow"), reason="the extra archive is missing")
FORMULAS = (
    "=cmd|' /C calc'!A0 was said.\n\n@SUM(A1) met +1 and -2. Freedonia cut tariffs. All left."
)


@needs_arrow
def test_code_writes_tables_and_goes_on_where_it_stopped(talks: Path, tmp_path: Path) -> None:
    for _ in range(2):
        done = run("code", talks, "-o", tmp_path / "out", "--measures", "issues,dates")
        assert done.returncode == 0, done.stderr
        assert "1 documents, 5 sentences" in done.stdout
    tables = {path.parent.name for path in (tmp_path / "out").glob("*/*.parquet")}
    assert {"documents", "sentences", "mentions"} <= tables
    assert "scores" not in tables


@needs_arrow
def test_code_writes_tables_for_spreadsheets_in_which_nothing_runs(tmp_path: Path) -> None:
    texts, out = tmp_path / "texts", tmp_path / "out"
    texts.mkdir()
    (texts / "=talks.txt").write_text(FORMULAS, encoding="utf-8")
    done = run("code", texts, "-o", out, "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert not [path for path in out.iterdir() if path.suffix != ".csv"]
    for path in out.glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [c for c in cells if c.startswith(FORMULA) and not re.fullmatch(r"-?[\d.]+", c)]
    scores = pd.read_csv(out / "scores.csv", encoding="utf-8-sig")
    assert scores["score"].dtype == float
    assert set(scores["doc"]) == {"'=talks"}
    again = run("code", texts, "-o", out, "--format", "csv")
    assert again.returncode == 1
    assert "is there already" in again.stderr


@needs_arrow
def test_code_tells_of_a_measure_that_is_none(talks: Path, tmp_path: Path) -> None:
    done = run("code", talks, "-o", tmp_path / "out", "--measures", "issues,mood")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no measure “mood”" in done.stderr
    assert done.stderr.count("\n") == 1


@needs_arrow
def test_code_tells_what_it_could_not_read_and_does_the_rest(talks: Path, tmp_path: Path) -> None:
    (talks / "no.txt").write_bytes(b"a\0b")
    done = run("code", talks, "-o", tmp_path / "out", "--measures", "dates", "--format", "csv")
    assert done.returncode == 0
    assert "table “problems”" in done.stderr
    assert "no.txt" in (tmp_path / "out" / "problems.csv").read_text(encoding="utf-8-sig")


# ---------------------------------------------------------------- where a report may lie


def site(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("page", encoding="utf-8")
    return folder


def test_a_report_replaces_its_own_pages_and_nothing_else(tmp_path: Path, talks: Path) -> None:
    out = tmp_path / "out"
    check_place(out, talks)
    place_site(site(tmp_path / "one", "index.html", "old.html", "_static/a.css"), out)
    check_place(out, talks)
    (out / "mine.txt").write_text("notes", encoding="utf-8")
    with pytest.raises(ReportError, match=r"no report wrote \(mine.txt\)"):
        check_place(out, talks)
    check_place(out, talks, force=True)
    place_site(site(tmp_path / "two", "index.html"), out)
    left = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert left == {".communique", "index.html", "mine.txt"}
    with pytest.raises(ReportError, match=r"mine.txt"):
        check_place(out, talks)


def test_a_list_of_pages_cannot_name_files_elsewhere(tmp_path: Path) -> None:
    site(tmp_path, "out/index.html", "thesis.txt")
    (tmp_path / "out" / ".communique").write_text("../thesis.txt\n/etc/hosts\n\n.\nindex.html\n")
    place_site(site(tmp_path / "new", "index.html"), tmp_path / "out")
    assert (tmp_path / "thesis.txt").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_report_does_not_follow_links_out_of_its_folder(tmp_path: Path) -> None:
    site(tmp_path, "elsewhere/a.css", "out/index.html")
    (tmp_path / "out" / "_static").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ReportError, match="leads out"):
        place_site(site(tmp_path / "new", "_static/a.css"), tmp_path / "out")
