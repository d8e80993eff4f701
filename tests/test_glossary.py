"""The glossary: complete, linked once a page and in prose only, and escaped."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.codebook import read_codebook
from communique.glossary import (
    GlossaryError,
    Term,
    link_terms,
    plain_markdown,
    read_glossary,
    write_glossary,
)
from tests.known import each_case, read_cases

ROOT = Path(__file__).parents[1]
GLOSSARY = read_glossary(ROOT / "data" / "glossary.csv")
CASES = read_cases("glossary")
HEAD = "term,variants,definition,example,reference,url,anchor\n"


def term(name: str, *variants: str) -> Term:
    return Term(name, variants, "One. Two.", "Freedonia.", "Book 2000", "", f"term-{name}")


TOY = [term("keyness", "key word"), term("mode", "modes"), term("n", "n = 2"), term("F1")]


def titled(linked: str) -> str:
    return re.sub(r"\(#(term-\w+)\)", r'(#\1 "One. Two.")', linked)


@each_case(CASES["link"])
def test_terms_are_linked_where_they_should_be(case: dict[str, str]) -> None:
    assert link_terms(case["text"], TOY) == titled(case["linked"])


@each_case(CASES["errors"])
def test_mistakes_name_line_and_remedy(case: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "glossary.csv").write_text(HEAD + case["rows"], encoding="utf-8")
    with pytest.raises(GlossaryError, match=rf"glossary\.csv, line \d+: .*{case['said']}"):
        read_glossary(tmp_path / "glossary.csv")


def test_a_page_in_parts_links_a_term_once() -> None:
    linked: set[str] = set()
    parts = [link_terms("A keyness.", TOY, linked), link_terms("Keyness, modes.", TOY, linked)]
    assert parts == [titled("A [keyness](#term-keyness)."), titled("Keyness, [modes](#term-mode).")]


@given(st.text(alphabet="keynsmod `#*“”[]()<>|=$\n-1", max_size=80))
def test_nothing_but_links_is_added(text: str) -> None:
    linked = link_terms(text, TOY)
    assert re.sub(r'\[([^\[\]]*)\]\(#term-\w+ "One. Two."\)', r"\1", linked) == text


@given(st.text(max_size=200))
def test_any_text_can_be_linked_and_escaped(text: str) -> None:
    link_terms(text, GLOSSARY)
    assert "\n" not in plain_markdown(text)


def test_every_term_is_told_in_two_sentences_with_example_and_reference() -> None:
    assert 40 <= len(GLOSSARY) <= 80
    for one in GLOSSARY:
        sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z])", one.definition)
        assert len(sentences) == 2, one.term
        assert one.example.endswith((".", "”", "?")), one.term
        assert re.search(r"\d{4}|slp3", one.reference + one.url), one.term
        assert one.anchor.startswith("term-")


def test_cited_words_stand_in_the_texts() -> None:
    texts = " ".join(
        path.read_text(encoding="utf-8-sig") for path in (ROOT / "seeds").glob("*.txt")
    ).lower()
    for one in GLOSSARY:
        if re.search(r"\((?:SOFREP|CBGA)\)", one.example):
            for cited in re.findall(r"“([^”]+)”", one.example):
                assert cited.lower() in texts, (one.term, cited)


def test_the_codebook_label_in_an_example_exists() -> None:
    labels = set(read_codebook(ROOT / "data" / "codebook.csv").issues["label"])
    example = next(one.example for one in GLOSSARY if one.term == "codebook")
    assert set(re.findall(r"“([^”]+)”", example)) <= labels


def test_the_page_has_each_term_once_and_escaped() -> None:
    odd = term("odd")._replace(definition="<b>x</b> *y*. Two.", url="https://a.example/(b)")
    page = write_glossary([*GLOSSARY, odd], {"term-odd": [("01.ipynb", "1 · Sources")]})
    assert all(page.count(f"({one.anchor})=\n") == 1 for one in GLOSSARY)
    assert r"\<b\>x\</b\> \*y\*" in page
    assert "(https://a.example/%28b%29)" in page
    assert "*Used in* [1 · Sources](01.ipynb)" in page
    assert [len(mark) for mark in re.findall(r"^(#+) ", page, re.MULTILINE)].count(1) == 1
