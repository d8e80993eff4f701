"""CSV files: rows with their lines, and one clear error for each mistake."""

from pathlib import Path

import pytest

from communique.tables import read_rows


class WrongTable(ValueError):
    pass


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def test_rows_know_the_line_they_end_on(path: Path) -> None:
    path.write_bytes(b'\xef\xbb\xbfb,a\r\n\r\n"two\r\nlines", x \r\n1,2\r\n')
    rows = read_rows(path, ["a", "b"])
    assert [row.line for row in rows] == [4, 5]
    assert rows[0].cells == {"b": "two\r\nlines", "a": "x"}


def test_other_columns_are_mistakes_unless_allowed(path: Path) -> None:
    path.write_text("a,note\n1,2\n", encoding="utf-8")
    assert read_rows(path, ["a"], ["note"]) == read_rows(path, ["a"], None)
    with pytest.raises(
        WrongTable, match="line 1: unknown column “note”; write a, parted by commas"
    ):
        read_rows(path, ["a"], error=WrongTable)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "line 1: no column a; add it"),
        (b"b\n1\n", "line 1: unknown column “b”"),
        (b"a,a\n1,2\n", "line 1: the column “a” stands twice; keep one"),
        (b"a\n1\n2,3\n", "line 3: 2 cells under 1 columns"),
        (b'a\n"1\n', "line 2: not CSV"),
        (b"a\n\xe9\n", "not UTF-8 .byte 0xe9.; save it as “CSV UTF-8”"),
    ],
)
def test_mistakes_name_file_line_and_remedy(path: Path, content: bytes, says: str) -> None:
    path.write_bytes(content)
    with pytest.raises(WrongTable, match=rf"table\.csv, .*{says}"):
        read_rows(path, ["a"], error=WrongTable)


def test_what_is_not_there_or_a_folder_cannot_be_read(path: Path) -> None:
    with pytest.raises(WrongTable, match="there is no such file"):
        read_rows(path, ["a"], error=WrongTable)
    path.mkdir()
    with pytest.raises(WrongTable, match="cannot be read"):
        read_rows(path, ["a"], error=WrongTable)
