"""The quick ways give exactly what the slow ones give: on invented news, and on any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.invented import make_texts
from communique.corpus import count_words
from communique.furniture import PARTS, PHRASES, is_boilerplate, is_quiet, phrases_in
from communique.layout import _is_paragraph, _line_kind
from communique.patterns import compile_patterns
from communique.split import LINE, _line_spans, _mask, _split_slowly, _trim, split_sentences
from communique.tokens import read_tokens
from communique.tone.weights import _BREAK, _joined, _plain_text
from communique.wordcounts import count_words_of


def listed(words: str) -> list[str]:
    return words.split("|")


NEWS = list(make_texts(0.2, seed=11))
WORDS = listed(
    "the|treaty|envoy|said|Mr|Gov|Mr.|U.S.|U.S|etc|p.m|a.m.|No|vs|St|Inc|Fig|ft|iii|x|3|12.5|2021|I"
    "|Ruritania’s|don't|May|and|Ph.D|NE|é|–|—|(|)|[1]|Photo:|why?|no!|…|Read more:|By Ann Other"
    "|https://t.co/x|@envoy|our newsletter|caption|# Talks|well-known|1.|a)|in_between|The|Zenda"
    "|REUTERS/Otto|contributed to this report|they met on the bridge and talked about it"
)
MARKS = [" ", " ", " ", ". ", ".", ".” ", ". “", '." ', '. "', ",", ", ", "  ", "'", "’ ", "“", "”"]
PIECES = st.lists(st.sampled_from(WORDS) | st.sampled_from(MARKS), max_size=40)
ANY = st.text(max_size=80) | PIECES.map("".join) | PIECES.map(" ".join)
LINES = ANY.map(lambda text: " ".join(text.split())).filter(bool)
relaxed = settings(deadline=None, max_examples=300)


def paragraphs() -> list[str]:
    return [line for text in NEWS for line in text.split("\n") if line]


def slow_spans(text: str) -> list[tuple[int, int]]:
    return _split_slowly(text, _mask(text))


def test_invented_news_is_split_the_same() -> None:
    assert all(split_sentences(text) == slow_spans(text) for text in paragraphs())


@relaxed
@given(ANY)
def test_any_text_is_split_the_same(text: str) -> None:
    assert split_sentences(text) == slow_spans(text)


@pytest.mark.parametrize(
    "after", ["Zenda went.", "The envoy.", "A treaty.", "“It was.”", "I left."]
)
@pytest.mark.parametrize("word", listed("treaty|Mr|Inc|Corp|etc|ft|Fig|May|Ltd|St|vs|Sept|approx"))
def test_a_word_ends_a_sentence_the_same(word: str, after: str) -> None:
    text = f"They went to the {word}. {after}"
    assert split_sentences(text) == slow_spans(text)


@relaxed
@given(st.lists(ANY, max_size=8))
def test_words_are_counted_the_same(texts: list[str]) -> None:
    assert count_words_of(texts).tolist() == [count_words(text) for text in texts]


def test_words_of_invented_news_are_counted_the_same() -> None:
    assert count_words_of(NEWS).tolist() == [count_words(text) for text in NEWS]


@relaxed
@given(st.text(alphabet="ab \n\r\t\x0b\x1c\x85\u00a0\u2028", max_size=60) | ANY)
def test_lines_stand_at_the_same_places(raw: str) -> None:
    spans = [_trim(raw, *line.span()) for line in LINE.finditer(raw)]
    assert _line_spans(raw) == [span for span in spans if span[0] < span[1]]


@relaxed
@given(st.lists(LINES, max_size=6))
def test_a_paragraph_of_a_quiet_text_is_one_by_all_rules(lines: list[str]) -> None:
    quiet = is_quiet(lines)
    for line in lines:
        assert is_boilerplate(line, phrases_in(lines)) == is_boilerplate(line)
        assert not (quiet and _is_paragraph(line)) or _line_kind(line, PHRASES) == "paragraph"


def test_paragraphs_of_invented_news_are_some_by_all_rules() -> None:
    sure = [line for line in paragraphs() if _is_paragraph(line) and is_quiet([line])]
    assert len(sure) > 200
    assert {_line_kind(line, PHRASES) for line in sure} == {"paragraph"}


def test_each_phrase_of_furniture_holds_a_part() -> None:
    assert [phrase for phrase in PHRASES if not any(part in phrase for part in PARTS)] == []


@relaxed
@given(st.lists(ANY, min_size=1, max_size=6))
def test_plain_texts_are_joined_the_same(texts: list[str]) -> None:
    assert _joined(texts) == _BREAK.join(map(_plain_text, texts))


@relaxed
@given(st.lists(ANY, min_size=1, max_size=6))
def test_what_cannot_hold_a_key_does_not(texts: list[str]) -> None:
    listed = {"a": ["treaty", "the treaty"], "b": ["envoy", "!the envoy"], "c": ["US"]}
    hits = compile_patterns(listed).find_in(read_tokens(texts))
    for number in range(len(texts)):
        keys = {hit.key for hit in hits[number]}
        assert keys <= {key for key in listed if hits.may_hold(number, {key})}
