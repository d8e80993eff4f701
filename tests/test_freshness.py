"""A fresh execution is compared with the stored one: what must be caught, what must not."""

import base64
import copy
import io
from collections.abc import Callable
from typing import Any

import nbformat.v4 as v4
import pytest
from PIL import Image, ImageDraw

from communique.freshness import compare_notebooks, compare_pictures, list_pictures


def picture(
    dot: tuple[int, int] = (60, 40), shade: int = 0, size: tuple[int, int] = (720, 400)
) -> bytes:
    image, file = Image.new("RGB", size, "white"), io.BytesIO()
    draw = ImageDraw.Draw(image)
    draw.line((20, 380, 700, 380), fill=(shade,) * 3, width=2)
    draw.ellipse((dot[0], dot[1], dot[0] + 10, dot[1] + 10), fill=(0, 114, 178))
    image.save(file, "png")
    return file.getvalue()


def inside_html(png: bytes, alt: str = "A dot") -> str:
    return f'<img alt="{alt}" src="data:image/png;base64,{base64.b64encode(png).decode()}">'


def notebook() -> Any:
    show = [
        v4.new_output("stream", name="stdout", text="13 and 60 sentences\n"),
        v4.new_output("display_data", {"text/html": "<table><tr><td>4 of 13</td></tr></table>"}),
        v4.new_output("display_data", {"text/html": inside_html(picture()), "text/plain": "dot"}),
        v4.new_output("display_data", {"image/png": base64.b64encode(picture()).decode()}),
    ]
    cells = [
        v4.new_markdown_cell("# Title", id="a"),
        v4.new_code_cell("show()", id="b", execution_count=1, outputs=show),
    ]
    return v4.new_notebook(cells=cells)


def set_output(number: int, kind: str, value: str) -> Callable[[Any], None]:
    return lambda nb: nb.cells[1].outputs[number].data.__setitem__(kind, value)


def replace_picture(png: bytes) -> Callable[[Any], None]:
    return set_output(2, "text/html", inside_html(png))


CHANGES: dict[str, tuple[Callable[[Any], None], str]] = {
    "text": (
        lambda nb: nb.cells[1].outputs[0].__setitem__("text", "14 and 60 sentences\n"),
        "cell 2: output 1: text differs",
    ),
    "table": (
        set_output(1, "text/html", "<table><tr><td>5 of 13</td></tr></table>"),
        "cell 2: output 2: text/html differs: '<table><tr><td>4 of 13</td></tr></table>' is now "
        "'<table><tr><td>5 of 13</td></tr></table>'",
    ),
    "alternative text": (
        set_output(2, "text/html", inside_html(picture(), "A dash")),
        "cell 2: output 3: text/html differs: ",
    ),
    "picture in HTML": (replace_picture(picture((300, 200))), "output 3: picture differs in"),
    "picture by itself": (
        set_output(3, "image/png", base64.b64encode(picture((300, 200))).decode()),
        "cell 2: output 4: picture differs in",
    ),
    "picture's size": (
        replace_picture(picture(size=(720, 401))),
        "output 3: picture was (720, 400)",
    ),
    "broken picture": (replace_picture(b"no picture"), "output 3: picture cannot be read"),
    "missing output": (lambda nb: nb.cells[1].outputs.pop(), "cell 2: output 4: missing now"),
    "missing form": (
        lambda nb: nb.cells[1].outputs[2].data.pop("text/plain"),
        "cell 2: output 3: text/plain missing now",
    ),
    "added output": (
        lambda nb: nb.cells[1].outputs.append(v4.new_output("stream", text="more")),
        "cell 2: output 5: missing in the committed notebook",
    ),
    "source": (
        lambda nb: nb.cells[1].__setitem__("source", "show(1)"),
        "cell 2: source differs",
    ),
    "prose": (lambda nb: nb.cells[0].__setitem__("source", "# Other"), "cell 1: source differs"),
    "tags": (
        lambda nb: nb.cells[1].metadata.__setitem__("tags", ["headline"]),
        "cell 2: metadata differs",
    ),
    "missing cell": (lambda nb: nb.cells.pop(), "cell 2: no longer there"),
    "count": (
        lambda nb: nb.cells[1].__setitem__("execution_count", 2),
        "cell 2: execution_count differs",
    ),
    "metadata": (
        lambda nb: nb.metadata.__setitem__("kernelspec", {"name": "other"}),
        "notebook metadata differ",
    ),
}


def test_a_notebook_equals_itself() -> None:
    assert compare_notebooks(notebook(), notebook()) == []


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_caught_once(name: str) -> None:
    change, message = CHANGES[name]
    changed = copy.deepcopy(notebook())
    change(changed)
    (found,) = compare_notebooks(notebook(), changed)
    assert message in found


def test_a_small_dot_that_moves_is_caught() -> None:
    assert compare_pictures(picture((60, 40)), picture((64, 40)))


def test_rounding_is_no_difference() -> None:
    assert compare_pictures(picture(), picture((61, 40), shade=30)) == []


def test_transparent_pixels_have_no_colour() -> None:
    files = [io.BytesIO(), io.BytesIO()]
    for colour, file in zip([(0, 0, 0, 0), (255, 255, 255, 0)], files, strict=True):
        Image.new("RGBA", (30, 30), colour).save(file, "png")
    assert compare_pictures(*(file.getvalue() for file in files)) == []


def test_pictures_are_listed_wherever_they_are() -> None:
    assert list_pictures(notebook()) == [picture(), picture()]
