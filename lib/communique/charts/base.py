"""What all figures share: the `Figure` object, the style, the panels, the saving."""

import io
import json
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.typing import RcKeyType
from PIL import Image

from communique.compare import label_documents
from communique.findings.base import ALONE
from communique.show import Mark, figure_outputs

INK, FAINT, GREY, PAPER = "#222222", "#d0d0d0", "#6b6b6b", "#ffffff"
# Okabe and Ito's palette without black and yellow, then two of Tol's muted colours: told apart by
# colour-blind readers.
PALETTE = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#882255", "#999933"]
WIDTH = 7.2  # inches, shown at 100 CSS pixels each
DPI = 200  # stored at twice what is shown, for dense screens
CHARACTER = 0.085  # inches, a wide guess for a character of 9 points
LONGEST = 28  # characters of a label in a figure; the alternative text has it whole
MOST_NAMED = 6  # documents whose sizes a caption gives one by one
MOST_HUES = len(PALETTE)  # with more documents, all have one colour and no legend is drawn
STYLE: dict[RcKeyType, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.color": INK,
    "text.parse_math": False,  # a $ in a file's name is no formula
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "figure.facecolor": PAPER,
    "xtick.color": INK,
    "ytick.color": INK,
    "ytick.left": False,
}


class Figure(NamedTuple):
    """Hold a picture with the words that belong to it."""

    png: bytes
    title: str
    caption: str
    alt: str
    width: int
    marks: Sequence[Mark] = ()

    def _ipython_display_(self) -> None:
        from IPython.display import display  # nobody else calls this

        for data, metadata in figure_outputs(*self):
            display(data, metadata=metadata, raw=True)  # type: ignore[no-untyped-call]

    def __repr__(self) -> str:
        return f"Figure: {self.title}"


class Key(NamedTuple):
    """Hold the documents to draw, in order, with their labels and colours."""

    docs: list[str]
    labels: dict[str, str]
    hue: dict[str, str]

    def short(self, doc: str, room: float = LONGEST * CHARACTER) -> str:
        """Give the label as it fits into so many inches."""
        return shorten(self.labels[doc], max(int(room / CHARACTER), 4))


def colours(documents: pd.DataFrame) -> dict[str, str]:
    """Give each document its colour, the same in every figure; one for all beyond eight.

    >>> colours(pd.DataFrame({"doc": ["a", "b"]}))
    {'a': '#0072B2', 'b': '#D55E00'}
    """
    hues = PALETTE if len(documents) <= MOST_HUES else PALETTE[:1] * len(documents)
    return dict(zip(documents["doc"], hues, strict=False))


def key(documents: pd.DataFrame, present: Iterable[str]) -> Key:
    """Give the documents that a figure shows, in the order of the corpus."""
    wanted = set(present)
    docs = [doc for doc in documents["doc"] if doc in wanted]
    return Key(docs, label_documents(documents), colours(documents))


def shorten(label: str, most: int = LONGEST) -> str:
    """Cut the middle out of a long label: beginning and end tell labels apart.

    >>> shorten("Ruritania’s Ministry of Foreign Affairs 2024", most=20)
    'Ruritania’…airs 2024'
    """
    label = " ".join(label.split())
    if len(label) <= most:
        return label
    tail = most // 2 - 1
    return f"{label[: most - tail - 1].rstrip()}…{label[-tail:].lstrip()}"


def grid(
    rows: int, columns: int, size: tuple[float, float], **shared: Any
) -> tuple[Canvas, list[list[Axes]]]:
    """Make a canvas of so many rows and columns of axes; at least one of each."""
    canvas = Canvas(figsize=size, layout="constrained")
    axes = canvas.subplots(max(rows, 1), max(columns, 1), squeeze=False, **shared)
    return canvas, [list(row) for row in axes]


def panels(count: int, across: int, height: float) -> tuple[Canvas, list[Axes]]:
    """Make `count` axes, `across` in a row; what is left over stays empty."""
    across = max(1, min(across, count))
    down = max(1, -(-count // across))
    canvas, axes = grid(down, across, (WIDTH, height * down))
    flat = [ax for row in axes for ax in row]
    for ax in flat[count:]:
        ax.set_axis_off()
    return canvas, flat[:count]


def legend(canvas: Canvas, shown: Key) -> None:
    """Name the documents above the panels, each in its colour, where there are not too many."""
    if not shown.docs or len(shown.labels) > MOST_HUES:
        return
    dots = [
        Line2D([], [], marker="o", ls="", color=shown.hue[doc], label=shown.short(doc))
        for doc in shown.docs
    ]
    longest = max(len(shown.short(doc)) for doc in shown.docs) + 4
    across = max(1, int(canvas.get_figwidth() / CHARACTER) // longest)
    canvas.legend(
        handles=dots, loc="outside upper left", ncols=across, frameon=False, handletextpad=0
    )


def finish(
    canvas: Canvas, title: str, caption: str, alt: str, marks: Sequence[Mark] = ()
) -> Figure:
    """Save the canvas as a small PNG and keep its words, and what it cites, with it."""
    buffer, small = io.BytesIO(), io.BytesIO()
    with warnings.catch_warnings():
        # The font lacks some scripts; the alternative text says what a label is.
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        canvas.savefig(buffer, dpi=DPI, pil_kwargs={"compress_level": 0})  # packed below
    # 256 colours hold every ink exactly; the file is a third of its size.
    picture = Image.open(buffer).convert("RGB")
    picture = picture.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    picture.save(small, "PNG", optimize=True)
    width = round(canvas.get_figwidth() * 100)
    return Figure(small.getvalue(), title, caption, alt, width, [*marks, *_marks(canvas)])


def cite(points: Iterable[Line2D], rows: pd.DataFrame) -> None:
    """Note which sentence (doc, sentence) each point of a line stands for."""
    told = zip(rows["doc"], rows["sentence"], strict=True)
    _note(points, [[doc, int(sentence)] for doc, sentence in told])


def cite_sentence(words: Text, doc: str, sentence: int) -> None:
    """Note that words stand for a sentence."""
    _note([words], [[doc, sentence]])


def cite_issue(words: Iterable[Text], doc: str, issue: str) -> None:
    """Note that words stand for all sentences of a document on an issue."""
    _note(words, [[doc, 0, issue]])


def cite_words(
    points: Iterable[Line2D], words: Iterable[tuple[str, str]], uses: pd.DataFrame | None
) -> None:
    """Note for each point of a line the first sentence of a document with a word.

    `words` are pairs of document and word, `uses` has doc, word and sentence.
    """
    if uses is not None:
        known = uses.drop_duplicates(["doc", "word"])
        pairs = zip(known["doc"], known["word"], strict=True)
        first = dict(zip(pairs, known["sentence"], strict=True))
        _note(points, [[doc, int(first.get((doc, word), 0))] for doc, word in words])


def _note(drawn: Iterable[Artist], meant: Sequence[Sequence[str | int]]) -> None:
    for artist in drawn:
        artist.set_gid(json.dumps(meant))


def _marks(canvas: Canvas) -> list[Mark]:
    """Give the places, in the drawn picture, of all that stands for sentences."""
    width, height = canvas.get_size_inches() * canvas.dpi
    # The renderer of the stored picture has another resolution, in which words are wider.
    renderer = FigureCanvasAgg(canvas).get_renderer()  # type: ignore[no-untyped-call]
    drawn: list[tuple[Artist, Any]]
    drawn = [(one, _points(one)) for ax in canvas.axes for one in ax.lines if one.get_gid()]
    drawn += [(one, _box(one, renderer)) for ax in canvas.axes for one in ax.texts if one.get_gid()]
    return [
        Mark(round(x / width, 4), round(1 - y / height, 4), *meant)._replace(
            wide=round(wide / width, 4)
        )
        for artist, places in drawn
        for (x, y, wide), meant in zip(places, json.loads(str(artist.get_gid())), strict=True)
    ]


def _points(line: Line2D) -> Any:
    """Give the points of a line, in dots from the lower left; they have no width."""
    return [(x, y, 0) for x, y in line.get_transform().transform(line.get_xydata())]


def _box(words: Text, renderer: RendererBase) -> Any:
    """Give the middle of words and their width."""
    box = words.get_window_extent(renderer)
    return [((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, box.width)]


def nothing(title: str, alone: bool = False) -> Figure:
    """Say in place of a figure, without a picture, that there is nothing to draw.

    `alone`: because there is one text, and the figure compares.

    >>> nothing("No word sets one text apart.", alone=True).title
    'There is one text, and nothing to compare it with.'
    """
    said = (ALONE, "") if alone else (title, "There is nothing to draw.")
    return Figure(b"", *said, "An empty figure.", 0)


def drawn(caption: str, shown: Key, most: int) -> str:
    """Add to a caption how many documents are drawn, where they are the first `most` only.

    >>> drawn("Dots.", Key(["a", "b"], {"a": "Post", "b": "Sun", "c": "Monitor"}, {}), 1)
    'Dots. The first 1 of 2 texts are drawn; 1 more has nothing to draw.'
    """
    number, rest = len(shown.docs), len(shown.labels) - len(shown.docs)
    if number <= most:
        return caption
    more = f"; {rest} more ha{'ve' if rest > 1 else 's'} nothing to draw" if rest else ""
    return f"{caption} The first {most} of {number} texts are drawn{more}."


def sizes(sentences: pd.DataFrame, shown: Key) -> str:
    """Say how many sentences each document has.

    >>> frame = pd.DataFrame({"doc": ["a", "a"]})
    >>> sizes(frame, Key(["a"], {"a": "Ruritania Post"}, {}))
    'Sentences: Ruritania Post 2.'
    """
    counts = sentences.groupby("doc").size()
    known = [doc for doc in shown.docs if doc in counts]
    if len(known) > MOST_NAMED:
        own = counts[known]
        return f"Sentences: {own.min()} to {own.max()} in each of {len(known)} documents."
    return f"Sentences: {', '.join(f'{shown.labels[doc]} {counts[doc]}' for doc in known)}."


def named(names: Mapping[str, str] | None, values: Sequence[str]) -> list[str]:
    """Replace ids by their labels where there are any."""
    return [(names or {}).get(value, value) for value in values]
