"""The timeline: what is read, what is refused, and whose date is whose."""

from pathlib import Path

import pandas as pd
import pytest

from communique.charts.time import when
from communique.clues import date_clues, find_clues
from communique.corpus import Corpus, read_corpus, toy_sentences
from communique.dates import find_dates
from communique.marks import time_marks
from communique.modes import code_modes, read_cues
from communique.timecues import read_time_cues
from communique.timeline import (
    ChronologyError,
    build_timeline,
    link_events,
    no_chronology,
    read_chronology,
)

ROOT = Path(__file__).parent.parent
CUES = read_time_cues(ROOT / "data" / "time_cues.csv")
COLUMNS = "begin,end,event,parties,issue,status,phrases,source_us,source_cn_or_agency,note"
WAR = "2028-02-01,,A war begins,,,ongoing,war; old quarrel,,https://agency.example,"
VISIT = (
    "2030-06-18,2030-06-19,A visit,,,ended,last visit,https://ours.example,https://theirs.example,"
)
TIMELINE = ["earliest", "latest", "event", "basis", "docs", "url_us", "url_other"]


def write(folder: Path, *lines: str, name: str = "chronology.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def chronology(folder: Path) -> pd.DataFrame:
    return read_chronology(write(folder, COLUMNS, VISIT, WAR))


# ---------------------------------------------------------------- reading


def test_chronology(tmp_path: Path) -> None:
    # A byte order mark, a blank line and a quoted line break do no harm.
    quoted = '2031-05-03,2031-05-03,"Envoys,\nat last, meet",,,,,,,'
    frame = read_chronology(write(tmp_path, "\ufeff" + COLUMNS, WAR, "", quoted, VISIT))
    assert list(frame) == COLUMNS.split(",")
    assert frame["begin"].tolist() == ["2028-02-01", "2031-05-03", "2030-06-18"]
    assert frame["event"][1] == "Envoys,\nat last, meet"
    assert frame["end"][0] == ""
    assert list(frame.index) == [0, 1, 2]


@pytest.mark.parametrize(
    ("lines", "line", "problem"),
    [
        ([], 1, "no column begin, end, event"),
        ([COLUMNS.replace(",note", "")], 1, "no column note"),
        ([COLUMNS, WAR.replace("2028-02-01", "1 Feb 2028")], 2, "“1 Feb 2028” is no date; write"),
        ([COLUMNS, WAR.replace("2028-02-01", "20280201")], 2, "“20280201” is no date"),
        ([COLUMNS, WAR.replace("2028-02-01", "2028-02-30")], 2, "“2028-02-30” is no date"),
        ([COLUMNS, WAR, VISIT.replace("2030-06-19", "soon")], 3, "“soon” is no date"),
        ([COLUMNS, VISIT.replace("2030-06-19", "2029-01-01")], 2, "end lies before begin; swap"),
        ([COLUMNS, WAR.replace("2028-02-01", "")], 2, "fill in begin and event"),
        ([COLUMNS, WAR.replace("A war begins", "")], 2, "fill in begin and event"),
        ([COLUMNS, WAR, "", WAR], 4, "same event as in line 2; rename one"),
        ([COLUMNS, WAR + "x,y"], 2, "11 cells under 10 columns; put quotes round a cell"),
        ([COLUMNS, "2028-02-01,,A war begins"], 2, "3 cells under 10 columns"),
        ([COLUMNS, WAR, WAR.replace("war;", "(war;").replace("A war", "B")], 3, "pattern “(war”"),
    ],
)
def test_mistakes(tmp_path: Path, lines: list[str], line: int, problem: str) -> None:
    path = write(tmp_path, *lines)
    with pytest.raises(ChronologyError) as error:
        read_chronology(path)
    assert str(error.value).startswith(f"{path}, line {line}: ")
    assert problem in str(error.value)


def test_a_row_over_several_lines_is_named_by_its_last(tmp_path: Path) -> None:
    path = write(tmp_path, COLUMNS, '2028-02-01,never,"A war\nbegins",,,,,,,')
    with pytest.raises(ChronologyError, match="line 3: “never” is no date"):
        read_chronology(path)


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(ChronologyError, match=r"nothing\.csv: there is no such file"):
        read_chronology(tmp_path / "nothing.csv")
    (tmp_path / "latin.csv").write_bytes(b"begin,\xe9")
    with pytest.raises(ChronologyError, match=r"latin\.csv, line 1: not UTF-8"):
        read_chronology(tmp_path / "latin.csv")
    with pytest.raises(ChronologyError, match=r"quote\.csv, line 2: not CSV"):
        read_chronology(write(tmp_path, COLUMNS, '"open', name="quote.csv"))


def test_the_record_of_the_project_can_be_read() -> None:
    assert len(read_chronology(ROOT / "data" / "chronology.csv")) > 5


# ---------------------------------------------------------------- links


def test_links(tmp_path: Path) -> None:
    sentences = toy_sentences("The last visit ended an old quarrel.", "Nobody came.")
    found = link_events(sentences, chronology(tmp_path))
    columns = ["sentence", "start", "end", "text", "event"]
    assert found[columns].to_numpy().tolist() == [
        [1, 4, 14, "last visit", "A visit"],
        [1, 24, 35, "old quarrel", "A war begins"],
    ]
    assert link_events(sentences, chronology(tmp_path).head(0)).empty


# ---------------------------------------------------------------- the timeline


def corpus_of(folder: Path, text: str, metadata: str) -> Corpus:
    (folder / "post.txt").write_text(text, encoding="utf-8")
    write(folder, "file,source,published_from,published_to,url", metadata, name="documents.csv")
    return read_corpus(folder)


def timeline(corpus: Corpus, record: pd.DataFrame) -> pd.DataFrame:
    links = link_events(corpus.sentences, record)
    dates = find_dates(corpus.sentences)
    return build_timeline(dates, corpus.sentences, links, record, corpus.documents)


def test_timeline(tmp_path: Path) -> None:
    record = chronology(tmp_path)
    text = "The war went on. They met in May 2031."
    metadata = "post.txt,Ruritania Post,2031-06-01,2031-06-03,https://post.example"
    events = timeline(corpus_of(tmp_path, text, metadata), record)
    assert list(events) == TIMELINE
    assert events.to_numpy().tolist() == [
        ["2028-02-01", "", "A war begins", "background", ("post",), "", "https://agency.example"],
        [
            "2030-06-18",
            "2030-06-19",
            "A visit",
            "background",
            (),
            "https://ours.example",
            "https://theirs.example",
        ],
        ["2031-05-01", "2031-05-31", "They met in May 2031.", "stated", ("post",), "", ""],
        [
            "2031-06-01",
            "2031-06-03",
            "Ruritania Post is published",
            "background",
            (),
            "https://post.example",
            "",
        ],
    ]


def test_no_link_no_record(tmp_path: Path) -> None:
    metadata = "post.txt,Ruritania Post,2031-06-01,,"
    events = timeline(corpus_of(tmp_path, "They met.", metadata), chronology(tmp_path))
    # One day of publication: it is over on the same day.
    assert events[["earliest", "latest"]].to_numpy().tolist() == [["2031-06-01", "2031-06-01"]]


def test_nothing_dated(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, "They met.", "post.txt,Ruritania Post,,,")
    events = timeline(corpus, chronology(tmp_path))
    assert events.empty
    assert list(events) == TIMELINE


def test_a_date_outside_the_given_sentences_keeps_its_own_words(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, "They met in May 2031.", "post.txt,Ruritania Post,,,")
    dates = find_dates(corpus.sentences)
    links = link_events(corpus.sentences, chronology(tmp_path))
    nothing = corpus.sentences.head(0)
    events = build_timeline(dates, nothing, links, chronology(tmp_path), corpus.documents)
    assert events["event"].tolist() == ["May 2031"]


def test_default_texts_state_nothing_and_the_record_stays_background() -> None:
    corpus = read_corpus(ROOT / "seeds")
    events = timeline(corpus, read_chronology(ROOT / "data" / "chronology.csv"))
    assert set(events["basis"]) == {"background"}
    assert events["earliest"].is_monotonic_increasing
    assert (events["docs"].map(len) > 0).any()


@pytest.mark.parametrize(
    ("earliest", "latest", "told"),
    [
        ("2031-05-03", "", "since 2031-05-03"),
        ("2031-05-03", "2031-05-03", "2031-05-03"),
        ("2031-05-03", "2031-05-05", "2031-05-03 to 05"),
        ("2031-05-03", "2031-06-05", "2031-05-03 to 2031-06-05"),
        ("2031-01-01", "2031-12-31", "2031"),
        ("2031-02-01", "2031-02-28", "2031-02"),
    ],
)
def test_when(earliest: str, latest: str, told: str) -> None:
    assert when(earliest, latest) == told


def test_a_phrase_counts_only_where_all_parties_are_named() -> None:
    chronology = pd.DataFrame(
        {"event": ["A visit"], "parties": ["Freedonia; Sylvan*"], "phrases": ["last visit"]}
    )
    told = [
        "Since the last visit to Freedonia, the Sylvanians kept quiet.",
        "Since the last visit.",
    ]
    for text, links in zip(told, (1, 0), strict=True):
        assert len(link_events(toy_sentences(text), chronology)) == links


def test_a_date_that_several_texts_state_is_one_event() -> None:
    told = ["They met on 3 May 2031.", "On 3 May 2031 nobody met."]
    both = [toy_sentences(text).assign(doc=doc) for doc, text in zip("ab", told, strict=True)]
    sentences = pd.concat(both, ignore_index=True)
    documents = pd.DataFrame({"doc": ["a", "b"], "source": ["a", "b"]})
    documents = documents.assign(published_from="", published_to="", url="")
    none = pd.DataFrame(columns=["doc", "event"])
    events = build_timeline(find_dates(sentences), sentences, none, none, documents)
    assert events[["event", "docs"]].to_numpy().tolist() == [[told[0], ("a", "b")]]


# ---------------------------------------------------------------- marks for the figure


def marks_of(told: list[str], record: pd.DataFrame, published: str = "2031-06-01") -> pd.DataFrame:
    sentences = toy_sentences(*told).assign(mode="reported")
    documents = pd.DataFrame({"doc": ["toy"], "source": ["Post"], "url": ["https://post.example"]})
    documents = documents.assign(published_from=published, published_to="")
    dates, links = find_dates(sentences), link_events(sentences, record)
    clues = date_clues(find_clues(sentences, CUES, dates), documents)
    return time_marks(dates, clues, links, record, documents, sentences)


def test_marks(tmp_path: Path) -> None:
    told = ["They met on 3 May 2031.", "Since the last visit, talks resumed.", "They will meet."]
    marks = marks_of(told, chronology(tmp_path))
    shown = ["doc", "sentence", "text", "kind", "basis", "earliest", "latest", "fuzzy", "lane"]
    visit = ("2030-06-18", "2030-06-19", False)
    day = ("2031-06-01", "2031-06-01", False, "dated")
    assert list(marks[shown].itertuples(index=False, name=None)) == [
        ("", 0, "", "event", "background", "2028-02-01", "", False, "record"),
        ("", 0, "", "event", "background", *visit, "record"),
        ("toy", 0, "", "publication", "background", *day),
        ("toy", 1, "3 May 2031", "date", "stated", "2031-05-03", "2031-05-03", False, "dated"),
        ("toy", 2, "Since the last visit", "order", "resolved", "", "2031-06-01", True, "undated"),
        ("toy", 2, "last visit", "event", "background", *visit, "dated"),
        ("toy", 2, "resumed", "order", "resolved", "", "2031-06-01", True, "undated"),
        ("toy", 3, "will meet", "future", "resolved", "2031-06-01", "", True, "dated"),
    ]
    assert marks["event"].to_list() == ["A war begins", "A visit", "", "", *["A visit"] * 2, "", ""]
    assert marks["url"].to_list()[:3] == [
        "https://agency.example",
        "https://ours.example",
        "https://post.example",
    ]
    assert marks["label"].str.len().between(1, 60).all()


def test_marks_without_a_record_or_a_day_of_publication(tmp_path: Path) -> None:
    told = ["Since the last visit, talks resumed soon.", "A truce could hold."]
    marks = marks_of(told, no_chronology(), published="")
    assert marks["lane"].to_list() == ["undated", "undated", "undated", "hypothetical"]
    assert set(marks["basis"]) == {"none"}
    assert set(marks["earliest"]) == set(marks["latest"]) == {""}
    nothing = marks_of(["They met."], chronology(tmp_path), published="")
    assert list(nothing) == list(marks)
    assert nothing.empty


def test_an_empty_chronology_leaves_what_the_texts_say(tmp_path: Path) -> None:
    text = "Since the last visit they met in May 2031."
    corpus = corpus_of(tmp_path, text, "post.txt,Ruritania Post,,,")
    assert timeline(corpus, no_chronology())["event"].to_list() == [text]
    assert list(no_chronology()) == COLUMNS.split(",")


def test_every_mark_of_a_text_has_its_sentence() -> None:
    corpus = read_corpus(ROOT / "seeds")
    sentences = code_modes(corpus.sentences, read_cues(ROOT / "data" / "mode_cues.csv"))
    record = read_chronology(ROOT / "data" / "chronology.csv")
    dates, links = find_dates(sentences), link_events(sentences, record)
    clues = date_clues(find_clues(sentences, CUES, dates), corpus.documents)
    marks = time_marks(dates, clues, links, record, corpus.documents, sentences)
    raws = corpus.documents.set_index("doc")["raw"]
    told = marks[marks["sentence"] > 0]
    for doc, start, end, text in told[["doc", "start", "end", "text"]].itertuples(index=False):
        assert raws[doc][start:end] == text
    assert set(marks.loc[marks["sentence"] == 0, "kind"]) == {"event", "publication"}
    assert set(marks["lane"]) == {"record", "dated", "undated", "hypothetical"}
    pointed = set(marks.loc[(marks["kind"] == "event") & (marks["doc"] != ""), "event"])
    assert pointed == set(links["event"])
    assert len(marks[marks["lane"] == "record"]) == len(record)
