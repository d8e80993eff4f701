"""The set-up says the same in every file that says it, and plainly what is missing."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from rattler import MatchSpec

import communique

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ \\]+)(?: ; [^\\]+)? \\$", re.MULTILINE)
# What a conda name may look like: rattler also accepts names with a blank inside.
CONDA_SPEC = re.compile(r"^[a-z0-9_][a-z0-9_.-]*(?: [<>=!,.0-9*]+)?$")


def asked(*groups: str) -> dict[str, SpecifierSet]:
    lines = list(PROJECT["project"]["dependencies"])
    for group in groups:
        if group == "extras":
            lines += [
                one
                for extra in PROJECT["project"]["optional-dependencies"].values()
                for one in extra
            ]
            continue
        lines += [line for line in PROJECT["dependency-groups"][group] if isinstance(line, str)]
    found = [Requirement(line) for line in lines]
    return {canonicalize_name(one.name): one.specifier for one in found}


def conda() -> tuple[list[str], list[str]]:
    entries: list[Any] = ENVIRONMENT["dependencies"]
    (pip,) = (entry["pip"] for entry in entries if isinstance(entry, dict))
    return [entry for entry in entries if isinstance(entry, str)], pip


def test_conda_asks_for_the_same_as_pip() -> None:
    specs, pip = conda()
    named = [spec.partition(" ") for spec in specs] + [
        (one.name, " ", str(one.specifier))
        for one in (Requirement(line) for line in pip if not line.startswith("-"))
    ]
    given = {canonicalize_name(name): SpecifierSet(version) for name, _, version in named}
    assert given.pop("python") == SpecifierSet(PROJECT["project"]["requires-python"])
    assert given.pop("pip") == SpecifierSet()
    assert given == asked("site")


def test_conda_understands_every_line() -> None:
    for spec in conda()[0]:
        assert CONDA_SPEC.match(spec), spec
        assert MatchSpec(spec).name is not None, spec
    assert ENVIRONMENT["name"] == "communique"
    assert ENVIRONMENT["channels"] == ["conda-forge"]
    assert conda()[1][-1] == "-e ."


@pytest.mark.skipif(not shutil.which("repo2docker"), reason="repo2docker is not installed")
def test_binder_accepts_the_environment() -> None:
    command = ["repo2docker", "--no-build", "--debug", str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "environment.yml" in done.stdout + done.stderr


def test_the_lock_pins_all_that_is_asked_for() -> None:
    pinned = dict(PINNED.findall(LOCK))
    for name, wanted in asked("site", "dev", "extras").items():
        assert pinned[name] in wanted, name
    assert LOCK.count("\n    --hash=sha256:") >= len(pinned)


def test_the_lock_names_no_place() -> None:
    assert not re.search(r"://|file:|--index|--find-links|(?:^|\s)/", LOCK)
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[a-z0-9])", LOCK))


def test_the_readme_gives_a_reason_for_every_dependency() -> None:
    rows = re.findall(r"^\| ([\w-]+) \| \S.+ \|$", README, flags=re.MULTILINE)
    assert asked("site", "dev", "extras").keys() <= {canonicalize_name(row) for row in rows}


def test_one_version_everywhere() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == PROJECT["project"]["version"]
    assert citation["license"] == PROJECT["project"]["license"] == "MIT"
    assert citation["authors"] == [{"name": "The Communiqué project"}]


def test_the_library_is_the_one_in_lib() -> None:
    assert Path(communique.__file__).resolve().is_relative_to(ROOT.resolve() / "lib")


needs_make = pytest.mark.skipif(
    not shutil.which("make") or os.name == "nt", reason="make is not installed"
)


def run_make(folder: Path, tools: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make in a bare copy of the set-up, with nothing on the path but what `tools` holds."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    command = [str(shutil.which("make")), "--no-print-directory", *arguments]
    environment = {"PATH": str(tools)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def fake_python(tools: Path, script: str) -> None:
    tools.mkdir()
    (tools / "python3").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (tools / "python3").chmod(0o755)


@needs_make
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("", "Python is missing (python3): install Python 3.11 to 3.13"),
        ('case "$*" in *version_info*) exit 1;; *) echo Python 3.9.2;; esac', "is Python 3.9.2: "),
        ('case "$*" in *ensurepip*) exit 1;; esac', "apt install python3-venv"),
    ],
    ids=["no Python", "old Python", "no venv"],
)
def test_what_is_missing_is_one_plain_line(tmp_path: Path, script: str, said: str) -> None:
    tools = tmp_path / "tools"
    if script:
        fake_python(tools, script)
    done = run_make(tmp_path, tools)
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make: ")]
    assert done.returncode
    assert len(lines) == 1
    assert said in lines[0]
    assert not (tmp_path / ".venv").exists()


@needs_make
def test_make_help_names_every_command(tmp_path: Path) -> None:
    done = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True)
    for name in ("make test", "make lab", "make check", "make refresh", "make help"):
        assert name in done.stdout


def test_continuous_integration_runs_the_readers_command() -> None:
    script = ROOT / ".ci" / "run"
    assert "make test" in script.read_text(encoding="utf-8")
    assert os.name == "nt" or os.access(script, os.X_OK)


def test_this_python_is_supported() -> None:
    wanted = SpecifierSet(PROJECT["project"]["requires-python"])
    assert ".".join(map(str, sys.version_info[:3])) in wanted
