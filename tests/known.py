"""Cases from tests/cases: each has a comment; `"expect": "fail"` marks a known limit."""

import json
from pathlib import Path
from typing import Any

import pytest


def read_cases(name: str) -> Any:
    """Read the cases of a module."""
    path = Path(__file__).parent / "cases" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def each_case(cases: list[dict[str, Any]]) -> pytest.MarkDecorator:
    """Run a test on each case; a known limit must fail, so that its cure is noticed."""
    fails = pytest.mark.xfail(strict=True)
    marked = [
        pytest.param(case, id=case["comment"], marks=[fails] if "expect" in case else [])
        for case in cases
    ]
    return pytest.mark.parametrize("case", marked)
