"""Tables for spreadsheets: nothing in them runs, and numbers stay numbers."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique import export
from communique.export import ExportError, write_csv
from communique.tables import FORMULA, harmless


@given(st.text())
def test_no_text_opens_a_formula_and_none_is_lost(text: str) -> None:
    told = harmless(text)
    assert not told.startswith(FORMULA)
    assert told in (text, f"'{text}")


@pytest.mark.parametrize("value", [-0.5, 3, None, True, float("inf")], ids=str)
def test_what_is_no_text_stays(value: object) -> None:
    assert harmless(value) is value


def test_parts_make_one_table(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    parts = [pd.DataFrame({"doc": [doc], "score": [-0.5]}) for doc in ("=a", "é\r\n")]
    assert write_csv(parts, path) == 2
    assert path.read_bytes() == (b'\xef\xbb\xbf"doc","score"\n"\'=a",-0.5\n"\xc3\xa9\r\n",-0.5\n')
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [len(row) for row in csv.reader(file)] == [2, 2, 2]


def test_a_table_too_long_for_a_spreadsheet_is_refused_and_none_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "ROWS", 1)
    parts = [pd.DataFrame({"doc": ["a"]})] * 2
    with pytest.raises(ExportError, match="more than 1 rows"):
        write_csv(parts, tmp_path / "table.csv")
    assert not list(tmp_path.iterdir())
