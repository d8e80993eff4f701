"""Figures: for any number of documents they draw, warn of nothing, and cut no text off."""

import io
import re
import warnings
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import matplotlib as mpl
import matplotlib.figure
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from nbconvert import HTMLExporter
from nbformat import v4
from PIL import Image

from communique import charts, compare, findings
from communique.charts.base import ALONE, STYLE, shorten
from communique.execute import execute_notebook
from communique.show import figure, finding, join_figures
from tests.invented import NAMES, Tables, tables_of
from tests.invented_claims import claims_of
from tests.test_time_chart import marks_of

Draw = Callable[[Tables], charts.Figure]

CHARTS: dict[str, Draw] = {
    "claims": lambda t: charts.claim_matrix(claims_of(t).matrix, t.documents, "Title", NAMES),
    "keyness": lambda t: charts.keyness_plot(t.ranking, t.documents, "Title"),
    "clouds": lambda t: charts.clouds(t.words, t.documents, "Title", "Caption"),
    "issues": lambda t: charts.issue_map(t.counts, t.mentions, t.body, t.documents, "Title", NAMES),
    "strips": lambda t: charts.tone_strips(t.scores, t.documents, "Title"),
    "by issue": lambda t: charts.tone_by_issue_plot(t.toned, t.documents, "Title", NAMES),
    "instruments": lambda t: charts.instrument_plot(t.scores, t.documents, "Title"),
    "timeline": lambda t: charts.timeline_plot(marks_of(t), t.documents, "Title"),
}
SIZES = [1, 3, 8, 40]
# These draw so many documents at most, the same for 8 and for 40.
CAPPED = {"keyness", "clouds", "strips"}
DRAWN = [(name, n) for name in CHARTS for n in SIZES if not (name in CAPPED and n == 8)]
EACH = pytest.mark.parametrize("name", CHARTS)


@pytest.fixture
def canvases(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Canvas]]:
    """Collect what is saved, with every warning an error."""
    found: list[Canvas] = []
    save = Canvas.savefig

    def spy(self: Canvas, *args: object, **options: object) -> None:
        found.append(self)
        save(self, *args, **options)  # type: ignore[arg-type]

    # Texts are measured at the figure's own size; what is saved need not be fine.
    monkeypatch.setattr("communique.charts.base.DPI", 40)
    monkeypatch.setattr(matplotlib.figure.Figure, "savefig", spy)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield found


def measure(canvas: Canvas) -> dict[str, Bbox]:
    """Measure every text that is drawn."""
    with mpl.rc_context(STYLE), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        renderer = FigureCanvasAgg(canvas).get_renderer()
        canvas.draw_without_rendering()
        hidden = {text for ax in canvas.axes for text in unseen(ax)}
        texts = {
            f"{text.get_text()} #{i}": text.get_window_extent(renderer)
            for i, text in enumerate(canvas.findobj(Text))
            if isinstance(text, Text) and text.get_text().strip() and text not in hidden
        }
        return texts


def unseen(ax: Axes) -> Iterator[Text]:
    """Name the texts of axes that are switched off, and tick labels outside an axis' limits."""
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            shown = ax.axison and low <= tick.get_loc() <= high
            yield from (
                label
                for label, on in (
                    (tick.label1, shown and tick.label1.get_visible()),
                    (tick.label2, shown and tick.label2.get_visible()),
                )
                if not on
            )


@pytest.mark.parametrize(("name", "number"), DRAWN)
def test_no_text_is_cut_off_or_covers_another(
    name: str, number: int, canvases: list[Canvas]
) -> None:
    figure = CHARTS[name](tables_of(number))
    if not figure.png:  # one text, or no word that sets it apart
        assert (name, canvases) == ("keyness", [])
        return
    assert figure.caption.strip()
    assert figure.alt.strip()
    assert "nan" not in figure.alt
    assert figure.width <= 900 or number > 8
    texts = measure(canvases[0])
    paper = canvases[0].bbox.padded(1)
    outside = [told for told, box in texts.items() if not within(box, paper)]
    assert not outside
    pairs = combinations(texts.items(), 2)
    over = [(a, b) for (a, one), (b, two) in pairs if one.padded(-1).overlaps(two.padded(-1))]
    assert not over


def within(box: Bbox, paper: Bbox) -> bool:
    return bool(paper.x0 <= box.x0 and paper.y0 <= box.y0) and bool(
        box.x1 <= paper.x1 and box.y1 <= paper.y1
    )


@pytest.mark.usefixtures("canvases")
@EACH
def test_no_rows_give_a_figure_that_says_so(name: str) -> None:
    figure = CHARTS[name](tables_of(2).emptied())
    assert (figure.title, figure.caption) == ("Title", "There is nothing to draw.")
    assert figure.alt == "An empty figure."
    assert not figure.png


def test_nothing_to_draw_is_one_line_without_a_picture(tmp_path: Path) -> None:
    source = 'from communique.charts.base import nothing\nnothing("No word.", alone=True)'
    notebook = execute_notebook(v4.new_notebook(cells=[v4.new_code_cell(source)]), tmp_path)
    (said,) = notebook.cells[0].outputs
    assert said.data == finding(ALONE)._repr_mimebundle_()
    assert join_figures(notebook).cells[0].outputs == [said]


def test_a_text_alone_has_nothing_to_compare_it_with() -> None:
    tables = tables_of(1)
    weights = tables.ranking.assign(log_odds=0.0)
    compared = [
        charts.keyness_plot(tables.ranking.head(0), tables.documents, "T"),
        charts.clouds(weights.head(0), tables.documents, "T", "C", "log_odds"),
    ]
    assert {(figure.title, figure.caption) for figure in compared} == {(ALONE, "")}
    assert charts.clouds(tables.words.head(0), tables.documents, "T", "C").title == "T"


@pytest.mark.parametrize(("name", "most"), [("clouds", 6), ("strips", 8)])
def test_captions_say_how_many_texts_are_drawn(name: str, most: int) -> None:
    assert f"The first {most} of 9 texts are drawn." in CHARTS[name](tables_of(9)).caption
    assert "texts are drawn" not in CHARTS[name](tables_of(most)).caption


def test_texts_with_nothing_to_draw_are_counted() -> None:
    tables = tables_of(9)
    words = {"word": "trade", "count": 3, "others": 1, "log_ratio": 1.0}
    ranking = tables.documents[["doc"]].tail(8).assign(**words)
    caption = charts.keyness_plot(ranking, tables.documents, "T").caption
    assert caption.endswith("The first 6 of 8 texts are drawn; 1 more has nothing to draw.")


def test_pairs_of_the_last_column_are_of_statuses() -> None:
    assert "whose statuses exclude each other" in CHARTS["claims"](tables_of(9)).caption


@pytest.mark.usefixtures("canvases")
@EACH
def test_texts_without_mention_score_date_or_clue(name: str) -> None:
    figure = CHARTS[name](tables_of(2, silent=True))
    assert figure.caption
    assert "nan" not in figure.alt


@pytest.mark.usefixtures("canvases")
@EACH
def test_same_tables_give_the_same_bytes(name: str) -> None:
    tables = tables_of(2)
    assert CHARTS[name](tables).png == CHARTS[name](tables).png


def test_picture_is_twice_as_fine_as_it_is_shown() -> None:
    figure = CHARTS["issues"](tables_of(2))
    assert Image.open(io.BytesIO(figure.png)).width == 2 * figure.width


def test_many_documents_have_one_colour_and_few_have_their_own() -> None:
    assert len(set(charts.colours(tables_of(8).documents).values())) == 8
    assert len(set(charts.colours(tables_of(40).documents).values())) == 1


def test_long_labels_keep_both_ends() -> None:
    told = shorten("The Ministry of Foreign Affairs of Ruritania, 3 May 2031", 20)
    assert told == "The Minist…May 2031"
    assert shorten("The\nRuritania  Post") == "The Ruritania Post"


def test_alternative_texts_have_labels_whole_and_numbers() -> None:
    tables = tables_of(2)
    alt = CHARTS["issues"](tables).alt
    row = tables.counts[(tables.counts["doc"] == "text_01") & (tables.counts["issue"] == "trade")]
    label = tables.documents["source"][1]
    assert f"{label} {row['sentences'].item()} of {row['of'].item()}" in alt
    assert NAMES["fishing"] in alt


def test_figures_show_themselves() -> None:
    tables = tables_of(2)
    title = findings.distinctive_finding(tables.ranking, tables.documents)
    figure = charts.keyness_plot(tables.ranking, tables.documents, title)
    assert repr(figure) == f"Figure: {title}"


def test_figures_show_themselves_in_outputs_that_code_hosts_show_too(tmp_path: Path) -> None:
    source = 'from communique.charts import Figure\nFigure(b"x", "T <1>", "C", "A <b>.", 700)'
    notebook = execute_notebook(v4.new_notebook(cells=[v4.new_code_cell(source)]), tmp_path)
    title, picture, caption = notebook.cells[0].outputs
    assert title.data["text/html"] == "<p><strong>T &lt;1&gt;</strong></p>"
    assert picture.data == {"image/png": "eA==", "text/plain": "A <b>."}
    assert picture.metadata["image/png"] == {"width": 700, "alt": "A <b>."}
    assert caption.data["text/html"].startswith("<p>C</p><details>")
    assert "A &lt;b&gt;." in caption.data["text/html"]
    # Those who show notebooks with nbconvert's plain pages find the words where they look.
    page, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)
    assert re.search(r'<img\b[^>]*\balt="A &lt;b&gt;\."', page)
    (joined,) = join_figures(notebook).cells[0].outputs
    assert joined.data == figure(b"x", "T <1>", "C", "A <b>.", 700)._repr_mimebundle_()
    assert join_figures(notebook).cells[0].outputs == [joined]


def test_one_instrument_is_not_set_against_itself() -> None:
    tables = tables_of(2)
    scores = tables.scores[tables.scores["instrument"] == "VADER"]
    assert charts.instrument_plot(scores, tables.documents, "T").alt == "An empty figure."


def test_few_words_and_very_long_ones(canvases: list[Canvas]) -> None:
    documents = pd.DataFrame({"doc": ["a"], "source": ["a"]})
    words = pd.DataFrame({"doc": "a", "word": ["w" * 500, "x"], "count": [5, 1]})
    assert charts.clouds(words, documents, "T", "C").png
    assert charts.clouds(words.head(1), documents, "T", "C").png
    assert len(canvases) == 2


def test_dots_say_which_sentence_they_stand_for() -> None:
    tables = tables_of(2)
    shown = CHARTS["issues"](tables)
    raised = tables.mentions[["doc", "sentence", "issue"]].drop_duplicates()
    raised = raised.merge(tables.body[["doc", "sentence"]])
    told = sorted((mark.doc, mark.sentence) for mark in shown.marks if mark.sentence)
    assert told == sorted(raised[["doc", "sentence"]].itertuples(index=False, name=None))
    assert all(0 < mark.x < 1 and 0 < mark.y < 1 for mark in shown.marks)
    # Later sentences stand further to the right in their panel.
    for doc in tables.documents["doc"]:
        places = sorted((m.sentence, m.x) for m in shown.marks if m.doc == doc and m.sentence)
        assert [x for _, x in places] == sorted(x for _, x in places)


@pytest.mark.parametrize("number", [2, 8])
def test_counts_and_statuses_lead_to_all_sentences_on_an_issue(number: int) -> None:
    tables = tables_of(number)
    counted = tables.counts[tables.counts["sentences"] > 0]
    wanted = set(counted[["doc", "issue"]].itertuples(index=False, name=None))
    marks = CHARTS["issues"](tables).marks
    assert {(mark.doc, mark.issue) for mark in marks if mark.issue} == wanted
    matrix = claims_of(tables).matrix
    written = {
        (doc, issue)
        for doc in tables.documents["doc"]
        for issue, cell in zip(matrix["issue"], matrix[doc], strict=True)
        if cell
    }
    assert {(mark.doc, mark.issue) for mark in CHARTS["claims"](tables).marks} == written


@pytest.mark.parametrize("kind", ["keyness", "clouds"])
def test_words_lead_to_their_first_use(kind: str) -> None:
    tables = tables_of(2)
    uses = compare.first_uses(tables.body)
    if kind == "keyness":
        marks = charts.keyness_plot(tables.ranking, tables.documents, "T", uses).marks
        drawn = tables.ranking.groupby("doc").head(12)
    else:
        marks = charts.clouds(tables.words, tables.documents, "T", "C", uses=uses).marks
        drawn = tables.words.groupby("doc").head(60)
    wanted = drawn.merge(uses)[["doc", "sentence"]].itertuples(index=False, name=None)
    assert sorted((mark.doc, mark.sentence) for mark in marks) == sorted(wanted)
    assert all(0 < mark.x < 1 and 0 < mark.y < 1 for mark in marks)


def test_each_pair_of_scores_is_a_sentence() -> None:
    tables = tables_of(2)
    marks = CHARTS["instruments"](tables).marks
    scored = set(tables.scores[["doc", "sentence"]].itertuples(index=False, name=None))
    assert {(mark.doc, mark.sentence) for mark in marks} == scored
