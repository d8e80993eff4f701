"""Figures in notebooks: outputs that code hosts show too, and that the site joins to one figure."""

import base64
import json
from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

from communique.show.pieces import Mark, figure, finding

__all__ = ["Output", "figure_outputs", "join_figures"]

NAME = "communique"  # of our own metadata of an output


class Output(NamedTuple):
    """Hold what one output of a cell consists of: data by MIME type, and metadata."""

    data: dict[str, str]
    metadata: dict[str, Any]


def figure_outputs(
    png: bytes, title: str, caption: str, alt: str, width: int, marks: Sequence[Mark] = ()
) -> list[Output]:
    """Give the outputs of a figure: its finding, its picture, its caption with it in words.

    Code hosts show a picture only as `image/png`, without style and without links. So the picture
    is an output of its own, stored once; its metadata hold all that `join_figures` needs. Without
    a picture the words stand alone, as a finding.

    >>> [next(iter(one.data)) for one in figure_outputs(b"x", "More of it", "n = 2", "…", 600)]
    ['text/html', 'image/png', 'text/html']
    >>> [one.data["text/plain"] for one in figure_outputs(b"", "No word.", "Nothing.", "…", 0)]
    ['No word. Nothing.']
    """
    if not png:
        return [Output(finding(f"{title} {caption}".strip())._repr_mimebundle_(), {})]
    coded = base64.b64encode(png).decode("ascii")
    words = f"<details><summary>The figure in words</summary><p>{escape(alt)}</p></details>"
    whole = {"title": title, "caption": caption, "marks": json.dumps(marks)}
    shown = {"width": int(width), "alt": alt}
    return [
        _beside(f"<p><strong>{escape(title)}</strong></p>", title),
        Output({"image/png": coded, "text/plain": alt}, {"image/png": shown, NAME: whole}),
        _beside(f"<p>{escape(caption)}</p>{words}", caption),
    ]


def _beside(html: str, plain: str) -> Output:
    return Output({"text/html": html, "text/plain": plain}, {NAME: {}})


def join_figures(notebook: Any) -> Any:
    """Make of the outputs of each figure the one that the site shows, in place; and give it back.

    >>> from nbformat import v4
    >>> parts = figure_outputs(b"x", "More of it", "n = 2", "A chart.", 600)
    >>> outputs = [v4.new_output("display_data", **part._asdict()) for part in parts]
    >>> cell = v4.new_code_cell("figure", outputs=outputs)
    >>> joined = join_figures(v4.new_notebook(cells=[cell]))
    >>> [output.data["text/html"][:7] for output in joined.cells[0].outputs]
    ['<figure']
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [one for output in cell.outputs for one in _joined(output)]
    return notebook


def _joined(output: Any) -> list[Any]:
    own = output.get("metadata", {}).get(NAME)
    if own is None:
        return [output]
    if "title" not in own:
        return []
    shown = output.metadata["image/png"]
    piece = figure(
        base64.b64decode(output.data["image/png"]),
        own["title"],
        own["caption"],
        shown["alt"],
        shown["width"],
        [Mark(*mark) for mark in json.loads(own["marks"])],
    )
    output.data, output.metadata = piece._repr_mimebundle_(), {}
    return [output]
