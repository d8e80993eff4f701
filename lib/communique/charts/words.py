"""Figures of words: what sets documents apart, and word clouds."""

from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from communique.charts.base import (
    FAINT,
    INK,
    PAPER,
    STYLE,
    Figure,
    Key,
    cite_words,
    drawn,
    finish,
    key,
    nothing,
    panels,
    shorten,
)
from communique.compare.base import records

MOST_PANELS = 6
LONGEST_WORD = 24  # characters


def keyness_plot(
    ranking: pd.DataFrame,
    documents: pd.DataFrame,
    title: str,
    uses: pd.DataFrame | None = None,
    top: int = 12,
) -> Figure:
    """Draw the words that set each document apart, with their counts.

    `ranking` comes from `compare.keyness`; the `top` words of each document are shown, and the
    first six documents. With `uses` (from `compare.first_uses`) each word leads to its first use.
    """
    if ranking.empty:
        return nothing(title, alone=len(documents) == 1)
    best = ranking.groupby("doc", sort=False).head(top)
    shown = key(documents, best["doc"])
    docs = shown.docs[:MOST_PANELS]
    with mpl.rc_context(STYLE):
        rows = int(best.groupby("doc").size().max())
        canvas, axes = panels(len(docs), 2, 0.9 + 0.24 * rows)
        for doc, ax in zip(docs, axes, strict=True):
            _ranked(ax, best[best["doc"] == doc], shown.hue[doc], uses)
            ax.set_xlim(0, best["log_ratio"].max() * 1.35)
            ax.set_ylim(rows - 0.4, -0.6)
            ax.set_title(shown.short(doc), color=shown.hue[doc])
            ax.set_xlabel("log ratio (1 = twice as frequent)")
        caption = (
            "The words that each text uses more than the rest of the corpus, ranked by "
            "weighted log-odds. Dots: log ratio; numbers: count here : elsewhere. A ranking, "
            "not a test."
        )
        alt = f"Distinctive words. {_listed(best, shown)}."
        return finish(canvas, title, drawn(caption, shown, MOST_PANELS), alt)


def clouds(
    weights: pd.DataFrame,
    documents: pd.DataFrame,
    title: str,
    caption: str,
    column: str = "count",
    uses: pd.DataFrame | None = None,
) -> Figure:
    """Draw a word cloud for each document; a word's size follows `column` of `weights`.

    `weights` has doc, word and `column`; the 60 heaviest words of the first six documents. With
    `uses` (from `compare.first_uses`) each word leads to its first use.
    """
    heavy = weights[weights[column] > 0].sort_values([column, "word"], ascending=[False, True])
    heavy = heavy.groupby("doc").head(60)
    if heavy.empty:
        return nothing(title, alone=column != "count" and len(documents) == 1)
    shown = key(documents, heavy["doc"])
    docs = shown.docs[:MOST_PANELS]
    with mpl.rc_context(STYLE):
        canvas, axes = panels(len(docs), 2, 2.8)
        for doc, ax in zip(docs, axes, strict=True):
            rows = heavy[heavy["doc"] == doc]
            cloud = _cloud(rows, column, shown.hue[doc])
            ax.imshow(np.asarray(cloud.to_array()))
            ax.autoscale(False)
            _cite_cloud(ax, cloud, doc, uses)
            ax.set_axis_off()
            ax.set_title(shown.short(doc), color=shown.hue[doc])
        alt = f"Word clouds; the largest words. {_listed(heavy.groupby('doc').head(8), shown)}."
        return finish(canvas, title, drawn(caption, shown, MOST_PANELS), alt)


def cloud_sizes(weights: pd.DataFrame, column: str = "count") -> pd.DataFrame:
    """Measure how large `clouds` draws each word: words that come late are shrunk to fit.

    Columns: doc, word, `column`, points (the size of the type).
    """
    heavy = weights[weights[column] > 0].sort_values([column, "word"], ascending=[False, True])
    drawn = [
        (doc, word, size)
        for doc, rows in heavy.groupby("doc")
        for (word, _), size, *_ in _cloud(rows.head(60), column, INK).layout_
    ]
    return pd.DataFrame(drawn, columns=["doc", "word", "points"]).merge(
        heavy[["doc", "word", column]], on=["doc", "word"]
    )[["doc", "word", column, "points"]]


def _ranked(ax: Axes, rows: pd.DataFrame, colour: str, uses: pd.DataFrame | None) -> None:
    places = np.arange(len(rows))
    ax.hlines(places, 0, rows["log_ratio"], color=FAINT, lw=1)
    dots = ax.plot(rows["log_ratio"], places, "o", color=colour)
    cite_words(dots, records(rows, "doc", "word"), uses)
    ax.set_yticks(places, [shorten(word, LONGEST_WORD) for word in rows["word"]])
    told = records(rows, "log_ratio", "count", "others")
    for place, (ratio, own, others) in enumerate(told):
        label, at = f"{own} : {others}", (ratio, place)
        ax.annotate(label, at, (7, 0), textcoords="offset points", va="center", fontsize=8)


def _cloud(rows: pd.DataFrame, column: str, colour: str) -> Any:
    # Imported here: no other figure needs it, and it costs a third of a second.
    from wordcloud import WordCloud

    cloud = WordCloud(
        width=700,
        height=520,
        background_color=PAPER,
        random_state=1,
        prefer_horizontal=1,
        max_font_size=110,
        color_func=lambda *_, **__: colour,
    )
    sizes = {shorten(word, LONGEST_WORD): float(n) for word, n in records(rows, "word", column)}
    return cloud.generate_from_frequencies(sizes)


def _cite_cloud(ax: Axes, cloud: Any, doc: str, uses: pd.DataFrame | None) -> None:
    """Note where each word lies; nothing is drawn. Words are as wide as their letters, roughly."""
    laid = [(word, size, x, y) for (word, _), size, (y, x), *_ in cloud.layout_]
    middles = [(x + 0.3 * size * len(word), y + 0.5 * size) for word, size, x, y in laid]
    points = ax.plot(*zip(*middles, strict=True), ls="", marker="")
    cite_words(points, [(doc, word) for word, *_ in laid], uses)


def _listed(rows: pd.DataFrame, shown: Key) -> str:
    docs = [doc for doc in shown.docs[:MOST_PANELS] if doc in set(rows["doc"])]
    words = {doc: ", ".join(rows[rows["doc"] == doc]["word"]) for doc in docs}
    return "; ".join(f"{shown.labels[doc]}: {words[doc]}" for doc in docs)
