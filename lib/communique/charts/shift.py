"""A figure of the words that make two texts differ under an instrument of tone."""

from collections.abc import Iterator
from textwrap import wrap

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes

from communique.charts.base import (
    GREY,
    INK,
    PALETTE,
    PAPER,
    STYLE,
    Figure,
    Key,
    cite_words,
    finish,
    key,
    legend,
    nothing,
    panels,
    shorten,
)
from communique.compare.base import records

LONGEST_WORD, LONGEST_LABEL, LONGEST_NAME = 20, 24, 18  # characters
MANY_PANELS = 6


def word_shift_plot(
    shift: pd.DataFrame,
    documents: pd.DataFrame,
    title: str,
    uses: pd.DataFrame | None = None,
    top: int = 12,
) -> Figure:
    """Draw what words add to the mean score of two texts: a row a word, a panel an instrument.

    `shift` comes from `compare.word_shift`; the `top` words of each instrument are shown, and the
    first six instruments. With `uses` (doc, word, sentence) each dot leads to the first sentence
    of its text with the word.
    """
    if shift.empty:
        return nothing(title, alone=len(documents) == 1)
    shown = pair_key(shift, documents)
    instruments = list(dict.fromkeys(shift["instrument"]))[:MANY_PANELS]
    with mpl.rc_context(STYLE):
        rows = int(shift.groupby("instrument").size().clip(upper=top + 1).max()) + 1
        canvas, axes = panels(len(instruments), 2, 1.0 + 0.24 * rows)
        for name, ax in zip(instruments, axes, strict=True):
            whole = shift[shift["instrument"] == name]
            _ranked(ax, whole, shown, top, uses)
            ax.set_ylim(rows - 0.4, -0.6)
            lines = wrap(name, LONGEST_NAME, max_lines=2, placeholder="…")
            ax.set_title("\n".join(lines))
            ax.set_xlabel("adds to the mean score")
        legend(canvas, shown)
        caption = (
            "Dots: what a word adds to the mean score of a text’s sentences, when each sentence’s "
            "score is divided among its words by their weights. Behind each word, how often it "
            f"counts in either text. On the right: {' minus '.join(_names(shown))}; "
            "over all words it makes the difference of the means."
        )
        return finish(canvas, title, caption, _listed(shift, shown, instruments, top))


def pair_key(shift: pd.DataFrame, documents: pd.DataFrame) -> Key:
    """Give the two documents; colours of their own where the corpus has too many for that."""
    pair = [shift["first"].iloc[0], shift["second"].iloc[0]]
    every = key(documents, pair)
    hue = {doc: every.hue[doc] for doc in pair}
    if len(set(hue.values())) < 2:
        hue = dict(zip(pair, PALETTE, strict=False))
    return Key(pair, {doc: every.labels[doc] for doc in pair}, hue)


def _ranked(ax: Axes, whole: pd.DataFrame, shown: Key, top: int, uses: pd.DataFrame | None) -> None:
    """Draw a row for each word; below, the other words and the sum."""
    rows = whole.head(top)
    ax.axvline(0, color=INK, lw=0.8, zorder=0)
    columns = ["word", "first_adds", "second_adds", "contribution"]
    for place, (word, one, two, gap) in enumerate(records(rows, *columns)):
        ax.plot([one, two], [place, place], color=GREY, lw=1.5, zorder=1)
        for adds, doc in ((two, shown.docs[1]), (one, shown.docs[0])):
            hue = shown.hue[doc]
            dot = ax.plot(adds, place, "o", ms=5.5, color=hue, mec=PAPER, mew=0.6, zorder=2)
            cite_words(dot, [(doc, word)], uses)
        _number(ax, place, gap)
    told = records(rows, "word", "first_times", "second_times")
    labels = [_label(word, f"{one} : {two}") for word, one, two in told]
    for name, gap in _sums(whole["contribution"], top):
        _number(ax, len(labels), gap, "bold" if name == "all" else "normal")
        labels.append(name)
    ax.set_yticks(range(len(labels)), labels)
    ax.margins(x=0.06)
    ax.locator_params(axis="x", nbins=3)


def _label(word: str, times: str) -> str:
    return f"{_short(word, min(LONGEST_WORD, LONGEST_LABEL - len(times)))}  {times}"


def _short(phrase: str, most: int) -> str:
    """Leave words out of the middle of a long phrase, or behind its first.

    >>> _short("dialogues have since resumed", 20), _short("stabilization in relations", 20)
    ('dialogues … resumed', 'stabilization …')
    """
    words = phrase.split()
    cuts = [(len(words) - left_out + 1) // 2 for left_out in range(1, len(words) - 1)]
    shorter = [
        " ".join([*words[:head], "…", *words[head + left_out :]])
        for left_out, head in enumerate(cuts, start=1)
    ]
    fitting = (one for one in (phrase, *shorter, f"{words[0]} …") if len(one) <= most)
    return next(fitting, shorten(phrase, most))


def _sums(gaps: "pd.Series[float]", top: int) -> list[tuple[str, float]]:
    """Count the words that are not drawn, and give what they and all words add."""
    rest, whole = gaps[top:], [("all", float(gaps.sum()))]
    if rest.empty:
        return whole
    return [(f"{len(rest):,} other{'s' * (len(rest) > 1)}", float(rest.sum())), *whole]


def _number(ax: Axes, place: int, value: float, weight: str = "normal") -> None:
    """Write a number to the right of the panel."""
    at, off = (1.0, place), (4, 0)
    side = ("axes fraction", "data")
    ax.annotate(
        _signed(value), at, off, side, "offset points", va="center", fontsize=8, weight=weight
    )


def _signed(value: float) -> str:
    return f"{value:+z.3f}".replace("-", "−").replace("+0.000", "0.000")


def _listed(shift: pd.DataFrame, shown: Key, instruments: list[str], top: int) -> str:
    told = "; ".join(_words(shift, instruments, top))
    minus = " minus ".join(_names(shown))
    return f"What words add to the difference in mean score, {minus}. {told}."


def _names(shown: Key) -> list[str]:
    return [shown.labels[doc] for doc in shown.docs]


def _words(shift: pd.DataFrame, instruments: list[str], top: int) -> Iterator[str]:
    for name in instruments:
        whole = shift[shift["instrument"] == name]
        total = _signed(whole["contribution"].sum())
        best = records(whole.head(top), "word", "contribution")
        yield f"{name} {total}: " + ", ".join(f"{word} {_signed(adds)}" for word, adds in best)
