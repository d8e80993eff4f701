"""Properties that must hold for all input, on more examples than `make test` tries, and others."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.stress

ROOT = Path(__file__).parents[2]


def test_properties_hold_on_examples_drawn_by_chance() -> None:
    # In a process of its own: the other long tests measure the memory of this one.
    options = ["-n", "auto", "-q", "-m", "hypothesis", "--hypothesis-profile=chance"]
    command = [sys.executable, "-m", "pytest", *options, "tests", "lib"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1_200)
    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout
