"""Compare a stored notebook with a fresh execution: text byte for byte, pictures pixel by pixel."""

import base64
import io
import re
from itertools import zip_longest
from typing import Any

from PIL import Image, ImageChops, ImageFilter, UnidentifiedImageError

__all__ = ["LEVELS", "SHARE", "compare_notebooks", "compare_pictures", "list_pictures"]

# Another processor may round an edge to the next pixel and an anti-aliased shade a little
# differently. A pixel differs when it is more than LEVELS (of 255) outside the range of its
# nine nearest pixels in the other picture; a picture differs when more than SHARE of its pixels do.
LEVELS = 40
SHARE = 1 / 100_000

DATA_URI = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,([A-Za-z0-9+/=\s]*)")


def compare_notebooks(committed: Any, fresh: Any) -> list[str]:
    """List the differences between a committed notebook and its fresh execution, one line each.

    Sources, texts and tables must be equal to the byte; pictures, also those inside HTML,
    may differ within the tolerance that LEVELS and SHARE state. An empty list means fresh.

    >>> import nbformat.v4 as v4
    >>> one, two = (v4.new_code_cell(source, id="a") for source in ("1", "2"))
    >>> compare_notebooks(v4.new_notebook(cells=[one]), v4.new_notebook(cells=[two]))
    ['cell 1: source differs']
    """
    found = [] if committed.metadata == fresh.metadata else ["notebook metadata differ"]
    pairs = zip_longest(committed.cells, fresh.cells)
    for number, (old, new) in enumerate(pairs, start=1):
        found += [f"cell {number}: {line}" for line in _compare_cells(old, new)]
    return found


def _compare_cells(old: Any, new: Any) -> list[str]:
    if old is None or new is None:
        return ["no longer there" if new is None else "not in the committed notebook"]
    keys = sorted((set(old) | set(new)) - {"outputs"})
    found = [f"{key} differs" for key in keys if old.get(key) != new.get(key)]
    pairs = zip_longest(old.get("outputs", []), new.get("outputs", []))
    for number, (before, after) in enumerate(pairs, start=1):
        found += [f"output {number}: {line}" for line in _compare_outputs(before, after)]
    return found


def _compare_outputs(old: Any, new: Any) -> list[str]:
    if old is None or new is None:
        return ["missing now" if new is None else "missing in the committed notebook"]
    plain = [
        f"{key} differs"
        for key in sorted((set(old) | set(new)) - {"data"})
        if old.get(key) != new.get(key)
    ]
    before, after = old.get("data", {}), new.get("data", {})
    for kind in sorted(set(before) | set(after)):
        plain += _compare_data(kind, before.get(kind), after.get(kind))
    return plain


def _compare_data(kind: str, old: Any, new: Any) -> list[str]:
    if old == new:
        return []
    if old is None or new is None:
        return [
            f"{kind} " + ("missing now" if new is None else "missing in the committed notebook")
        ]
    if kind == "image/png":
        return compare_pictures(_decode(old), _decode(new))
    if not isinstance(old, str) or not isinstance(new, str):
        return [f"{kind} differs"]
    if DATA_URI.sub("", old) != DATA_URI.sub("", new):
        return [f"{kind} differs: {_first_difference(old, new)}"]
    pairs = zip(DATA_URI.findall(old), DATA_URI.findall(new), strict=True)
    return [
        line for before, after in pairs for line in compare_pictures(*map(_decode, (before, after)))
    ]


def _first_difference(old: str, new: str) -> str:
    old, new = DATA_URI.sub("", old), DATA_URI.sub("", new)
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    return f"{old[max(0, at - 20) : at + 40]!r} is now {new[max(0, at - 20) : at + 40]!r}"


def _decode(text: str) -> bytes:
    return base64.b64decode(text)


def compare_pictures(old: bytes, new: bytes) -> list[str]:
    """Say whether two pictures differ by more than the tolerance, as a list of none or one line.

    >>> dots = [io.BytesIO(), io.BytesIO()]
    >>> for shade, file in zip((0, 200), dots): Image.new("L", (9, 9), shade).save(file, "png")
    >>> compare_pictures(dots[0].getvalue(), dots[1].getvalue())
    ['picture differs in 81 of 81 pixels']
    """
    if old == new:
        return []
    try:
        before, after = (Image.open(io.BytesIO(data)).convert("RGBA") for data in (old, new))
    except UnidentifiedImageError:
        return ["picture cannot be read"]
    if before.size != after.size:
        return [f"picture was {before.size} and is now {after.size} pixels"]
    differing, pixels = _count_differing(before, after), before.width * before.height
    if differing <= SHARE * pixels:
        return []
    return [f"picture differs in {differing} of {pixels} pixels"]


def _count_differing(old: Image.Image, new: Image.Image) -> int:
    """Count the pixels of either picture that lie outside their neighbourhood in the other."""
    worst = Image.new("L", old.size)
    # Premultiplied: the colour of a fully transparent pixel is nobody's business.
    for before, after in zip(old.convert("RGBa").split(), new.convert("RGBa").split(), strict=True):
        for one, other in ((before, after), (after, before)):
            above = ImageChops.subtract(one, other.filter(ImageFilter.MaxFilter(3)))
            below = ImageChops.subtract(other.filter(ImageFilter.MinFilter(3)), one)
            worst = ImageChops.lighter(worst, ImageChops.lighter(above, below))
    return sum(worst.histogram()[LEVELS + 1 :])


def list_pictures(notebook: Any) -> list[bytes]:
    """List the pictures that a notebook's outputs hold, those inside HTML included.

    >>> import nbformat.v4 as v4
    >>> list_pictures(v4.new_notebook())
    []
    """
    data = [
        (kind, text)
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        for kind, text in output.get("data", {}).items()
        if isinstance(text, str)
    ]
    coded = [[text] if kind == "image/png" else DATA_URI.findall(text) for kind, text in data]
    return [_decode(text) for texts in coded for text in texts]
