"""The figure of time: labels keep apart, every mark has its words, nothing unsure has a day."""

import io
import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path

import matplotlib as mpl
import matplotlib.figure
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text
from PIL import Image

from communique.charts import timeline_plot
from communique.charts.axis import make_scale, ticks
from communique.charts.base import DPI, STYLE
from communique.charts.labels import (
    Cite,
    Item,
    Run,
    cited_places,
    cut,
    fit,
    flow,
    label_length,
    length,
    place,
)
from communique.charts.lanes import LEAST_BAR, TALLEST, lay_out
from communique.charts.page import Box, Page
from communique.charts.told import read_marks, short_day
from communique.compare.base import find_phrases
from communique.corpus import read_corpus
from communique.marks import MARKS, time_marks
from communique.timeline import link_events, no_chronology, read_chronology
from tests.invented import CHRONOLOGY, Tables, tables_of

ROOT = Path(__file__).parents[1]
RECORD = ["begin", "end", "event", "parties", "phrases", "source_us", "source_cn_or_agency"]
WIDTHS = [6.0, 7.2, 12.0]  # inches of 100 CSS pixels
TOLD = [
    "the envoys met in Strelsau",
    "Freedonia and Sylvania signed a treaty on fishing rights",
    "the minister resigned",
    "Ruritania recalled its ambassador",
    "talks on tariffs were broken off",
]
WIDE = pytest.mark.parametrize("width", WIDTHS)


def marks_of(tables: Tables) -> pd.DataFrame:
    """List the marks of an invented corpus; none where its tables were emptied."""
    chronology = pd.DataFrame(CHRONOLOGY, columns=RECORD)
    marks = time_marks(
        tables.dates, tables.clues, tables.links, chronology, tables.documents, tables.sentences
    )
    return marks if len(tables.sentences) else marks.head(0)


def default() -> tuple[pd.DataFrame, pd.DataFrame]:
    """List the marks of the two texts, with the record and a few clues."""
    corpus = read_corpus(ROOT / "seeds")
    sentences = corpus.sentences.assign(mode="reported")
    cues = {"vague": ["recent"], "future": ["upcoming"], "order": ["prior to"]}
    found = find_phrases(sentences, cues | {"hypothetical": ["could"]})
    clues = found.drop(columns="pattern").rename(columns={"key": "kind"}).assign(earliest="")
    known = corpus.documents.set_index("doc")["published_to"]
    late = clues["doc"].map(known).where(clues["kind"] == "vague", "")
    chronology = read_chronology(ROOT / "data" / "chronology.csv")
    links = link_events(sentences, chronology)
    dates = tables_of(1).dates.head(0)
    clues = clues.assign(latest=late, basis="resolved")
    return time_marks(
        dates, clues, links, chronology, corpus.documents, sentences
    ), corpus.documents


def mark(
    day: str = "", to: str | None = None, sentence: int = 1, **more: object
) -> dict[str, object]:
    """Make a mark of a stated day, or of what else is said."""
    row = {"doc": "a", "sentence": sentence, "start": 0, "end": 1, "text": day, "label": day}
    row |= {"kind": "date", "basis": "stated", "earliest": day, "fuzzy": False, "lane": "dated"}
    return (
        row
        | {
            "latest": day if to is None else to,
            "event": "",
            "url": "",
            "place": f"sentence {sentence}",
        }
        | more
    )


def table(rows: list[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=MARKS)


def documents(number: int = 2) -> pd.DataFrame:
    names = ["Ruritania Post", "The Freedonian Institute for Maritime Studies, Fredville"]
    names += [f"Gazette {place}" for place in range(2, number)]
    return pd.DataFrame({"doc": [chr(97 + i) for i in range(number)], "source": names[:number]})


def dated(number: int, days: int) -> pd.DataFrame:
    """List so many invented events in two texts, spread over so many days."""
    rows = []
    for i in range(number):
        day = (date(2030, 1, 1) + timedelta(days=(i * i * 7) % days)).isoformat()
        told = f"On {day}, {TOLD[i % 5]} again ({i})."
        rows.append(mark(day, sentence=i + 1, doc="ab"[i % 2], label=told))
    return table(rows)


def corpora() -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    many = tables_of(40)
    return {
        "default": default(),
        "thirty": (dated(30, 700), documents()),
        "one day": (dated(30, 1), documents()),
        "five on one day": (dated(5, 1), documents()),
        "hundreds": (dated(300, 3000), documents()),
        "many": (marks_of(many), many.documents),
    }


CORPORA = ["default", "thirty", "one day", "five on one day", "hundreds", "many"]
EACH = pytest.mark.parametrize("name", CORPORA)


@pytest.fixture(scope="module")
def given_marks() -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    return corpora()


def overlapping(page: Page) -> list[tuple[Box, Box]]:
    return [
        (one, two)
        for one, two in combinations(page.boxes, 2)
        if one.x0 < two.x1 and two.x0 < one.x1 and one.y0 < two.y1 and two.y0 < one.y1
    ]


def check(page: Page) -> None:
    """Check what must hold of every page."""
    assert not overlapping(page)
    assert page.height <= TALLEST
    for box in page.boxes:
        assert 0 < box.x0 < box.x1 < page.width
        assert 0 < box.y0 < box.y1 < page.height
    for shape in page.shapes:
        assert 0 <= shape.low < shape.high <= page.width
        assert shape.point or shape.high - shape.low >= LEAST_BAR - 1e-9
    for box in page.boxes:
        for shape in page.shapes:
            beside = box.x1 <= shape.low or shape.high <= box.x0
            apart = not box.y0 < shape.middle < box.y1
            inside = shape.low < box.x0 and box.x1 < shape.high
            assert beside or apart or inside


@WIDE
@EACH
def test_no_label_covers_another_or_a_mark(
    given_marks: dict[str, tuple[pd.DataFrame, pd.DataFrame]], name: str, width: float
) -> None:
    page = lay_out(*given_marks[name], width)
    check(page)
    assert page.boxes


@pytest.mark.parametrize(
    ("name", "width"), [("default", 6.0), ("default", 7.2), ("one day", 12.0), ("many", 7.2)]
)
def test_texts_as_drawn_are_as_wide_as_measured_and_keep_apart(
    given_marks: dict[str, tuple[pd.DataFrame, pd.DataFrame]],
    name: str,
    width: float,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    boxes = [box.padded(-1) for box in drawn(*given_marks[name], width, monkeypatch)]
    assert not [1 for one, two in combinations(boxes, 2) if one.overlaps(two)]
    assert min(box.x0 for box in boxes) > 0
    assert max(box.x1 for box in boxes) < width * DPI


def drawn(
    marks: pd.DataFrame, docs: pd.DataFrame, width: float, monkeypatch: pytest.MonkeyPatch
) -> Iterator[matplotlib.transforms.Bbox]:
    """Measure every text of a figure with the renderer that draws it."""
    found: list[Canvas] = []
    save = Canvas.savefig

    def spy(self: Canvas, *args: object, **options: object) -> None:
        found.append(self)
        save(self, *args, **options)  # type: ignore[arg-type]

    # Texts are measured at the figure's own size; what is saved need not be fine.
    monkeypatch.setattr("communique.charts.base.DPI", 40)
    monkeypatch.setattr(matplotlib.figure.Figure, "savefig", spy)
    timeline_plot(marks, docs, "Title", width)
    with mpl.rc_context(STYLE), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        renderer = FigureCanvasAgg(found[0]).get_renderer()  # type: ignore[no-untyped-call]
        for text in found[0].findobj(Text):
            if isinstance(text, Text) and text.get_text().strip() and text.get_zorder() == 4:
                yield text.get_window_extent(renderer)


days = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat)
words = st.text("aiW .$“é鲁\n", max_size=60)


@st.composite
def some_marks(draw: st.DrawFn) -> pd.DataFrame:
    rows = []
    for number in range(draw(st.integers(1, 16))):
        first, last = sorted([draw(days), draw(days)])
        if draw(st.booleans()):
            last = first
        lane = draw(st.sampled_from(["record", "dated", "dated", "undated", "hypothetical"]))
        kinds = ["event"] if lane == "record" else ["date", "vague", "future", "order", "event"]
        row = mark(
            draw(st.sampled_from([first, first, ""])),
            draw(st.sampled_from([last, last, ""])),
            sentence=number,
            doc="" if lane == "record" else draw(st.sampled_from(["a", "b"])),
            text=draw(words),
            label=draw(words),
            kind=lane if lane == "hypothetical" else draw(st.sampled_from(kinds)),
            basis=draw(st.sampled_from(["stated", "resolved", "background", "none"])),
            fuzzy=draw(st.booleans()),
            lane=lane,
            event=draw(st.sampled_from(["", "An event", "Another"])),
        )
        rows.append(row)
    return table(rows)


@settings(max_examples=100, deadline=None)
@given(some_marks(), st.sampled_from(WIDTHS))
def test_whatever_the_marks_labels_keep_apart_and_inside(marks: pd.DataFrame, width: float) -> None:
    check(lay_out(marks, documents(), width))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 3_000_000), min_size=1, max_size=40))
def test_axis_runs_one_way_and_its_ticks_keep_apart(found: list[int]) -> None:
    scale = make_scale(found, 0.0, 7.0)
    places = [scale.at(day) for day in sorted(found)]
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] <= 7
    marked = list(ticks(scale))
    for one, two in pairwise(marked):
        assert one.at < two.at
        wide = (length(one.label, "tick") + length(two.label, "tick")) / 2
        assert two.at - one.at > wide


def test_dense_weeks_get_half_of_the_axis() -> None:
    page = lay_out(*default())
    assert page.scale
    wide = page.scale.parts[page.scale.focus]
    first, last = date(2024, 4, 11).toordinal(), date(2024, 5, 14).toordinal()
    assert wide.first <= first < last <= wide.last
    assert wide.right - wide.left >= 0.5 * 7.2 * 0.95
    caption = timeline_plot(*default(), "T").caption
    assert "times as wide as what comes before" in caption


def test_even_spread_has_one_scale() -> None:
    page = lay_out(dated(30, 30), documents())
    assert page.scale
    assert page.scale.focus == -1
    assert "times as wide" not in timeline_plot(dated(30, 30), documents(), "T").caption


def test_every_entry_shows_its_sentence_or_has_a_source() -> None:
    marks, docs = default()
    page = lay_out(marks, docs)
    shown = {word.text for word in page.words if word.style == "number"}
    numbers = {number for text in shown for number in text.split(", ")}
    said = marks[(marks["doc"] != "") & (marks["kind"] != "publication")]
    assert {place.removeprefix("sentence ") for place in said["place"]} <= numbers
    assert (said["text"] != "").all()
    rest = marks[(marks["doc"] == "") | (marks["kind"] == "publication")]
    assert rest["url"].str.startswith("http").all()


def test_each_mark_has_a_label_in_its_row() -> None:
    page = lay_out(dated(30, 700), documents())
    rows = [word.middle for word in page.words]
    assert all(any(abs(shape.middle - row) < 1e-9 for row in rows) for shape in page.shapes)


def test_hypotheticals_are_never_on_the_axis() -> None:
    known = mark("2031-05-03", text="3 May 2031")
    unsure = known | {"lane": "hypothetical", "kind": "hypothetical", "text": "in June 2032"}
    unsure |= {"earliest": "2032-06-01", "latest": "2032-06-30", "label": "in June 2032"}
    alone = lay_out(table([unsure]), documents(1))
    assert (alone.scale, alone.shapes) == (None, [])
    both = lay_out(table([known, unsure]), documents(1))
    plain = lay_out(table([known]), documents(1))
    assert both.shapes == plain.shapes
    assert both.scale == plain.scale
    told = next(word for word in both.words if word.text == "in June 2032")
    assert told.style == "maybe"
    assert told.middle > max(shape.middle for shape in both.shapes)


def test_words_without_a_day_stand_in_the_order_of_the_text() -> None:
    said = ["after the summit", "before the talks", "since then"]
    rows = [
        mark("", "", sentence=number, kind="order", basis="none", lane="undated", text=text)
        for number, text in enumerate(said, start=1)
    ]
    page = lay_out(table(rows), documents(1))
    placed = [(word.middle, word.left, word.text) for word in page.words if word.text in said]
    assert [text for *_, text in sorted(placed)] == said
    assert "none can be worked out" in page.words[0].text


def test_open_ends_soft_bounds_and_bases_have_forms_of_their_own() -> None:
    rows = [
        mark("2031-05-03", ""),
        mark("", "2031-06-01", basis="resolved", fuzzy=True, kind="vague", text="recent"),
        mark("2031-05-04", basis="background", kind="event", text="visit", event="A visit"),
    ]
    open_right, recent, visit = sorted(
        (shape for shape in lay_out(table(rows), documents(1)).shapes if shape.colour != "#666666"),
        key=lambda shape: (shape.basis != "stated", shape.basis != "resolved"),
    )
    assert (open_right.open_left, open_right.open_right, open_right.fuzzy) == (False, True, False)
    assert open_right.high == pytest.approx(7.2 - 0.12)
    assert (recent.open_left, recent.open_right, recent.fuzzy) == (True, False, True)
    assert visit.point
    assert (visit.basis, visit.open_left, visit.open_right) == ("background", False, False)


def test_what_finds_no_room_is_counted() -> None:
    marks = dated(300, 3000)
    figure = timeline_plot(marks, documents(), "Title")
    page = lay_out(marks, documents())
    kept = sum(1 for shape in page.shapes if shape.colour != "#666666")
    assert page.left_out["marks"] == 300 - kept > 0
    assert f"{300 - kept} more marks are left out for want of room" in figure.caption


def test_many_texts_are_grouped_and_the_others_counted() -> None:
    tables = tables_of(40)
    figure = timeline_plot(marks_of(tables), tables.documents, "Title")
    assert Image.open(io.BytesIO(figure.png)).height <= TALLEST * DPI
    assert "more texts" in figure.caption


def test_vague_words_with_the_same_bound_are_one_mark() -> None:
    soft = {"basis": "resolved", "fuzzy": True, "kind": "vague"}
    rows = [
        mark("", "2031-06-01", sentence=number, text=text, **soft)
        for number, text in [(2, "recent"), (5, "lately"), (9, "Recent")]
    ]
    page = lay_out(table(rows), documents(1))
    assert sum(shape.colour != "#666666" for shape in page.shapes) == 1
    told = [word.text for word in page.words if word.style in ("words", "number")]
    assert told[-4:] == ["“recent”", "2, 9", "“lately”", "5"]


def test_alternative_text_tells_in_order_of_time() -> None:
    marks, docs = default()
    alt = timeline_plot(marks, docs, "Title").alt
    told = ["balloon from China", "previous visit", "AI in Geneva", "presidential election"]
    places = [alt.index(words) for words in told]
    assert places == sorted(places)
    assert "Without a day: " in alt
    assert "What could or should be: " in alt


def test_same_marks_give_the_same_bytes() -> None:
    marks, docs = default()
    assert timeline_plot(marks, docs, "T").png == timeline_plot(marks, docs, "T").png


def test_without_a_record_the_texts_stand_alone() -> None:
    tables = tables_of(3)
    links = tables.links.head(0)
    marks = time_marks(
        tables.dates, tables.clues, links, no_chronology(), tables.documents, tables.sentences
    )
    page = lay_out(marks, tables.documents)
    told = {word.text for word in page.words}
    assert not {"The public record", "dated by the record only"} & told
    assert "dated by the publisher only" in told
    check(page)
    caption = timeline_plot(marks, tables.documents, "T").caption
    assert caption.startswith("Below the axis what each text says")
    assert "record" not in caption
    assert "Above the axis the public record" in timeline_plot(*default(), "T").caption


def test_far_apart_days_have_no_number_that_says_nothing() -> None:
    days = [f"2031-05-{day:02}" for day in range(1, 20)]
    days = ["1931-05-01", *days, "2032-05-01"]
    rows = [mark(day, sentence=number) for number, day in enumerate(days, 1)]
    caption = timeline_plot(table(rows), documents(), "T").caption
    assert "is drawn much wider than what comes before and much wider than" in caption
    assert "times as wide" not in caption


def test_a_lane_says_that_it_is_empty() -> None:
    row = mark("2031-05-03")
    words = mark("", "", doc="b", kind="order", lane="undated", text="after the summit")
    page = lay_out(table([row, words]), documents(2))
    assert "no mark" in {word.text for word in page.words}


def test_dated_marks_without_any_day_leave_the_axis() -> None:
    rows = read_marks(table([mark("", ""), mark("2031-05-03")]))
    assert [row.lane for row in rows] == ["undated", "dated"]


def test_labels_choose_a_side_and_are_cut_last() -> None:
    label = (Run("Freedonia", "words"),)
    need = label_length(label)
    right, left, inside = place(
        [Item(0.1, 0.2, label), Item(3.8, 3.9, label), Item(0.1, 3.9, label)], 0.0, 4.0
    )
    assert right.start == pytest.approx(0.26)
    assert left.start == pytest.approx(3.8 - 0.06 - need)
    assert 0.1 < inside.start < inside.start + need < 3.9
    assert len({right.row, inside.row}) == 2
    (tight,) = place([Item(0.4, 0.5, label)], 0.0, 1.0)
    assert tight.label[0].text.endswith("…")
    assert place([Item(0.0, 1.0, label)], 0.0, 1.0)[0].label == fit(label, 0.6)


def test_cut_prefers_whole_words() -> None:
    assert cut("Freedonia and Sylvania", "words", 1.2) == "Freedonia and…"
    assert cut("Strelsau", "words", 9.0) == "Strelsau"


def test_flow_counts_what_is_left_over() -> None:
    chunks = [(Run("Freedonia", "words"),)] * 30
    lines, rest = flow(chunks, 4.0, 2, 0.16)
    assert len(lines) == 2
    assert sum(map(len, lines)) + rest == 30


@pytest.mark.parametrize(
    ("earliest", "latest", "told"),
    [
        ("2024-04-26", "2024-04-26", "26 Apr 2024"),
        ("2023-01-28", "2023-02-04", "28 Jan–4 Feb 2023"),
        ("2024-02-01", "2024-02-29", "Feb 2024"),
        ("2024-01-01", "2024-03-31", "Jan–Mar 2024"),
        ("2024-01-01", "2024-12-31", "2024"),
        ("1990-01-01", "1999-12-31", "1990–1999"),
        ("2023-11-01", "2024-02-29", "Nov 2023–Feb 2024"),
        ("", "2024-06-09", "by 9 Jun 2024"),
    ],
)
def test_short_days(earliest: str, latest: str, told: str) -> None:
    assert short_day(earliest, latest) == told


def test_marks_and_numbers_lead_to_their_sentences() -> None:
    rows = [mark("2031-05-03", sentence=2), mark("2031-06-01", sentence=4, fuzzy=True)]
    rows += [
        mark(kind="order", text=word, sentence=n, lane="undated")
        for n, word in [(1, "x"), (3, "x")]
    ]
    figure = timeline_plot(table(rows), documents(), "T")
    found = [(m.doc, m.sentence) for m in figure.marks]
    # A mark on the axis leads to its sentence, and so does its number.
    assert Counter(found) == {("a", 2): 2, ("a", 4): 2, ("a", 1): 1, ("a", 3): 1}
    first, second = (m for m in figure.marks if m.sentence in (1, 3))
    assert first.y == second.y
    assert first.x < second.x
    assert all(0 < m.x < 1 and 0 < m.y < 1 for m in figure.marks)


def test_what_is_cut_off_is_not_cited() -> None:
    cites = (Cite("12", "a", 12), Cite("140", "a", 140))
    places = list(cited_places(Run("12, 1…", "number", cites)))
    assert [cite.sentence for _, cite in places] == [12]
    assert places[0][0] == pytest.approx(length("12", "number") / 2)
