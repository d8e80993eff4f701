"""A public site shows of a text under copyright a share of its sentences, and no more."""

from pathlib import Path
from typing import Any

import nbformat.v4 as v4
import pandas as pd
import pytest

from communique import show
from communique.corpus import Corpus, read_corpus
from communique.cuts import cut_html, cut_notebook
from communique.excerpts import ExcerptError, Excerpts, check_site, choose_excerpts
from communique.execute import find_notebooks, read_notebook
from communique.show import join_figures

ROOT = Path(__file__).parents[1]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "New Year"]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    for name in ("kept", "open"):
        lines = [f"On {day} the envoys of “{name}” met & ate <b>." for day in DAYS]
        (tmp_path / f"{name}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    rows = ["file,source,url,rights", "kept.txt,Kept,https://kept.example/1,excerpt"]
    rows += ["open.txt,Open,https://open.example/1,full"]
    (tmp_path / "documents.csv").write_text("\n".join(rows), encoding="utf-8")
    return read_corpus(tmp_path)


def notebook(*pieces: show.Html, tags: tuple[str, ...] = (), prose: str = "") -> Any:
    outputs = [
        v4.new_output("execute_result", piece._repr_mimebundle_(), execution_count=1)
        for piece in pieces
    ]
    cell = v4.new_code_cell("show()", outputs=outputs, metadata={"tags": [*tags]})
    return v4.new_notebook(cells=[v4.new_markdown_cell(prose), cell])


def all_pieces(corpus: Corpus) -> list[show.Html]:
    body = corpus.sentences
    words = body.assign(start=body["start"] + 3, end=body["start"] + 9)
    return [
        show.evidence(body, corpus, by="doc"),
        show.evidence(words, corpus, limit=5),
        show.concordance(words, corpus, width=80),
        show.openings(corpus, 3),
        show.table(body[["doc", "text"]], "All", corpus.documents),
        show.table(body[["text"]], "All, folded", folded=True),
        show.finding(body["text"].iloc[5]),
    ]


def chosen(excerpts: Excerpts) -> set[tuple[str, int]]:
    return {place for place in excerpts.shown if place in excerpts.texts}


def words_of(excerpts: Excerpts, built: Any) -> set[tuple[str, int]]:
    page = "".join(o["data"]["text/html"] for c in built.cells for o in c.get("outputs", []))
    plain = "".join(o["data"]["text/plain"] for c in built.cells for o in c.get("outputs", []))
    stripped = pd.Series([page]).str.replace("<[^>]*>", "", regex=True)[0]
    stripped = stripped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return excerpts.find(stripped) | excerpts.find(plain)


def test_a_quarter_is_chosen_of_what_is_not_free(corpus: Corpus) -> None:
    excerpts = choose_excerpts([notebook(*all_pieces(corpus))], corpus)
    assert {doc for doc, _ in chosen(excerpts)} == {"kept"}
    assert len(chosen(excerpts)) == 2
    assert ("kept", 1) in excerpts.shown  # how the text begins
    assert not excerpts.hidden("open", 5)


def test_what_is_said_or_tagged_comes_first(corpus: Corpus) -> None:
    rows = corpus.sentences.query("doc == 'kept'")
    table = show.table(rows[["text"]].iloc[[6]], "Tagged")
    tagged = notebook(table, tags=("cite-first",), prose=f"It says: {rows['text'].iloc[4]}")
    excerpts = choose_excerpts([notebook(*all_pieces(corpus)), tagged], corpus)
    assert chosen(excerpts) == {("kept", 5), ("kept", 7)}


def test_the_words_of_figures_come_first(corpus: Corpus) -> None:
    # Nobody can cut a picture.
    rows = corpus.sentences.query("doc == 'kept'")
    alt = f"In order of time: {rows['text'].iloc[5]}"
    excerpts = choose_excerpts([notebook(show.figure(b"x", "T", "C", alt, 700))], corpus)
    assert chosen(excerpts) == {("kept", 1), ("kept", 6)}


def test_what_serves_most_lists_is_chosen(corpus: Corpus) -> None:
    rows = corpus.sentences.query("doc == 'kept'")
    pairs = [show.evidence(rows.iloc[[place, 3]], corpus) for place in (1, 2, 4)]
    assert chosen(choose_excerpts([notebook(*pairs)], corpus)) == {("kept", 1), ("kept", 4)}


def test_no_other_sentence_can_be_read(corpus: Corpus) -> None:
    whole = notebook(*all_pieces(corpus))
    excerpts = choose_excerpts([whole], corpus)
    assert len(words_of(excerpts, whole)) == len(DAYS)
    built = cut_notebook(whole, excerpts)
    assert words_of(excerpts, built) == chosen(excerpts)
    page = "".join(o["data"]["text/html"] for o in built.cells[1].outputs)
    assert page.count("of “open” met &amp; ate &lt;b&gt;.") >= 3 * len(DAYS)
    assert (
        '… and 6 sentences more, in the publisher’s text: <a href="https://kept.example/1"' in page
    )
    assert "… and 6 lines more" in page
    assert "[in the publisher’s text]" in page


def test_fragments_of_neighbours_leave_a_concordance(corpus: Corpus) -> None:
    body = corpus.sentences.query("doc == 'kept'").iloc[[0]]
    words = body.assign(start=body["start"] + 3, end=body["start"] + 9)
    piece = show.concordance(words, corpus, width=80)
    assert "Tuesday" in piece.html
    cut = cut_html(piece.html, choose_excerpts([], corpus))
    assert "Tuesday" not in cut
    assert "met &amp; ate &lt;b&gt;.</td>" in cut


def test_a_text_of_three_sentences_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("They met. They ate. They left.", encoding="utf-8")
    short = read_corpus(tmp_path)
    excerpts = choose_excerpts([notebook(show.evidence(short.sentences, short))], short)
    assert chosen(excerpts) == set()
    cut = cut_html(show.evidence(short.sentences, short).html, excerpts)
    assert "3 sentences in the publisher’s text." in cut


def test_a_site_that_shows_more_is_refused(corpus: Corpus, tmp_path: Path) -> None:
    excerpts, site = choose_excerpts([], corpus), tmp_path / "site"
    site.mkdir()
    said = corpus.sentences.query("doc == 'kept'")["text"].iloc[:2]
    (site / "a.html").write_text("<p>" + "</p><p>".join(said.str.replace("<b>", "&lt;b>")))
    assert check_site(site, excerpts) == {"kept": 2}
    third = corpus.sentences.query("doc == 'kept'")["text"].iloc[2].replace('"', "")
    (site / "search.js").write_text(f"titles = ['{third}']", encoding="utf-8")
    with pytest.raises(ExcerptError, match="kept: 3 of its 8 sentences"):
        check_site(site, excerpts)


def test_the_stored_notebooks_cut_keep_to_the_share() -> None:
    corpus = read_corpus(ROOT / "seeds")
    paths = find_notebooks(ROOT / "notebooks")
    notebooks = [join_figures(read_notebook(path)) for path in paths]
    excerpts = choose_excerpts(notebooks, corpus)
    solutions = find_notebooks(ROOT / "notebooks" / "exercises" / "solutions")
    for path in [*paths, *solutions]:
        built = cut_notebook(read_notebook(path), excerpts)
        assert words_of(excerpts, built) <= chosen(excerpts), path.name
    for doc, count in (("blinken_in_china", 3), ("cbga_beijing_visit", 15)):
        assert sum(one == doc for one, _ in chosen(excerpts)) == count
