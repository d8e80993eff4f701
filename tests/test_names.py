"""Names: cases, the shipped list, and that exchanging one name for another changes nothing."""

import pickle
import random
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textblob.en import sentiment as textblob
from vaderSentiment import vaderSentiment as vader

from communique.corpus import toy_sentences
from communique.names import FILLER, NamesError, find_names, make_names, mask_names, read_names
from tests.known import each_case, read_cases

LISTED = Path(__file__).parents[1] / "data" / "names.csv"
SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
CASES = read_cases("names")
NAMES = read_names(LISTED)
WORDS = {"title", "prefix", "joining", "opening", "ordinary", "month"}
DOTTED = {"US": "U.S.", "UK": "U.K.", "UN": "U.N.", "EU": "E.U.", "USA": "U.S.A."}
SLOTS = [
    "{0} said it would talk.",
    "The talks with {0} stall.",
    "The {0} Foreign Ministry praised a {1} offer.",
    "{0}’s support for {1}’s offer is great.",
    "They met in {0}. No one from {1} came.",
    "It praised “{0}” and ‘{1}’, then left.",
    "The {0}-led bid, the {0}–{1} deal, {0}/{1} relations, anti-{0} laws.",
    "{0} President {1} spoke.",
    "U.S. Secretary of State {0} met Mr. {1} for good talks.",
    "{0}, {1} and {2} agree that {2}, too, is bad.",
    "Wang Yi of {0} told {1} the {2} plan.",
    "The Bank of {0} ({1}) helps [{2}].",
    "Rudolf {0} met {1} Rassendyll; Hope {2} agrees.",
    "It is bad — {0} is not! Is it {1}? Great {2} aims",
    "He said: “{0} is not good.” {1} left.",
    "May {0} win in May: former {1} aide",
    "Hopes for Great Talks: {0} to Meet {1}",
    "HOPE FOR TALKS IN {0} AND THE {1}, SAYS {2}",
    "{0} {1}\n{2} is not bad",
]


def listed_forms(table: pd.DataFrame) -> list[str]:
    rows = table[~table["kind"].isin(WORDS)]
    forms = [form.strip() for row in rows["forms"] for form in row.split(";") if form.strip()]
    return [*rows["name"], *forms, *DOTTED.values()]


FORMS = listed_forms(NAMES.table)
# “Great Britain” is itself a name, so that Britain cannot stand for others after “Great”.
fillings = st.lists(st.sampled_from(FORMS).filter(lambda form: form != "Britain"), min_size=3)
texts = st.lists(
    st.one_of(
        st.sampled_from([*FORMS, *NAMES.table["name"], FILLER, "the", "of", "Rassendyll", "hope"]),
        st.sampled_from(["A", "S.", "’s", "'", "“", "”", "(", ")", ".", "-", "\n\n", "N.R.", ":"]),
        st.text(max_size=3),
    ),
    max_size=12,
).flatmap(lambda parts: st.sampled_from([" ".join(parts), "".join(parts)]))


@each_case(CASES["find"])
def test_finding(case: dict[str, Any]) -> None:
    found = find_names(toy_sentences(case["text"]), NAMES)
    assert found["text"].to_list() == case["found"]
    assert found["name"].to_list() == case.get("names", found["name"].to_list())
    assert found["kind"].to_list() == case.get("kinds", found["kind"].to_list())


@each_case(CASES["mask"])
def test_masking(case: dict[str, Any]) -> None:
    assert mask_names(case["text"], NAMES).text == case["masked"]


@pytest.mark.parametrize("slots", SLOTS)
def test_every_listed_name_masks_alike(slots: str) -> None:
    shouted = slots.isupper() or slots.startswith("HOPE")
    chosen = [*random.Random(slots).sample(FORMS, 500), *DOTTED.values()]
    forms = [form.upper() if shouted else form for form in chosen if form != "Britain"]
    masked = {mask_names(slots.format(form, form, form), NAMES).text for form in forms}
    assert len(masked) == 1


@given(st.sampled_from(SLOTS), fillings, fillings)
def test_exchanging_names_changes_nothing(slots: str, some: list[str], other: list[str]) -> None:
    assert mask_names(slots.format(*some), NAMES)[0] == mask_names(slots.format(*other), NAMES)[0]


def test_exchanging_names_in_the_default_texts_changes_nothing() -> None:
    chance = random.Random(1)
    for path in SEEDS:
        for line in path.read_text(encoding="utf-8").splitlines():
            masked = mask_names(line, NAMES).text
            for start, end, *_, listed in NAMES.find(line):
                if listed:
                    other = line[:start] + chance.choice(FORMS) + line[end:]
                    assert mask_names(other, NAMES).text == masked


def test_scores_of_masked_texts_do_not_depend_on_names() -> None:
    analyser = vader.SentimentIntensityAnalyzer()
    for slots in SLOTS:
        chosen = random.Random(slots).sample(FORMS, 12)
        masked = [
            mask_names(slots.format(a, b, c), NAMES).text
            for a, b, c in zip(*[iter(chosen)] * 3, strict=True)
        ]
        assert len({textblob(text) for text in masked}) == 1
        assert len({analyser.polarity_scores(text)["compound"] for text in masked}) == 1


def test_no_instrument_knows_the_filler() -> None:
    analyser = vader.SentimentIntensityAnalyzer()
    known = {*analyser.lexicon, *vader.BOOSTER_DICT, *vader.NEGATE, *vader.SENTIMENT_LADEN_IDIOMS}
    textblob("")  # loads its lexicon
    assert FILLER not in known | set(textblob)
    assert FILLER.isalpha()
    assert FILLER.islower()


@given(texts)
def test_masking_twice_is_masking_once(text: str) -> None:
    masked = mask_names(text, NAMES).text
    assert mask_names(masked, NAMES).text == masked


@given(texts)
def test_offsets_hold(text: str) -> None:
    found = find_names(toy_sentences(text), NAMES)
    assert [text[s:e] for s, e in zip(found["start"], found["end"], strict=True)] == [
        *found["text"]
    ]
    assert all(a <= b for a, b in zip(found["end"], found["start"][1:], strict=False))
    masked = mask_names(text, NAMES)
    last = 0
    for place in masked.places:
        assert masked.text[place.masked_start : place.masked_end] == FILLER
        assert masked.original_span(place.masked_start, place.masked_end) == place[:2]
        assert last <= place.start < place.end
        last = place.end
    for start in range(len(masked.text)):
        if not any(p.masked_start <= start < p.masked_end for p in masked.places):
            original = masked.original_span(start, start + 1)
            assert text[slice(*original)] == masked.text[start]


@given(st.text(alphabet="abcdefgh ,.;’\n"))
def test_small_letters_hold_no_names(text: str) -> None:
    assert mask_names(text, NAMES) == (text, ())


def test_a_long_text_ends_soon() -> None:
    text = "The United States’ A. B. Rassendyll of the House of the China “Mr. " + "the " * 40
    begin = time.perf_counter()
    mask_names(text * 1_000, NAMES)
    # It takes a second or two; minutes, were time not linear.
    assert time.perf_counter() - begin < 30


def test_names_belong_to_documents() -> None:
    table = pd.concat([toy_sentences("In Peking."), toy_sentences("To Rome.").assign(doc="b")])
    found = find_names(table, NAMES)
    assert found["doc"].to_list() == ["b", "toy"]
    assert found.index.to_list() == [0, 1]
    assert find_names(table[:0], NAMES).columns.to_list() == found.columns.to_list()


@pytest.mark.parametrize(
    ("rows", "remedy"),
    [
        ("Freedonia,state,,", "line 2: unknown kind “state”; write country"),
        (",country,,", "line 2: the name is empty"),
        ("Freedonia,country,,\nFreedonian,people,Sylvania,", "line 3: “Sylvania” is in no row"),
        ("Freedonia,country,,\nUnion,country,,Freedonia", "line 3: “Freedonia” stands in line 2"),
        ("freedonia,country,,", "line 2: “freedonia” has no capital"),
        ("Free*do,country,,", "line 2: pattern"),
        ("Freedonia,country", "line 2: 2 cells under 4 columns"),
    ],
)
def test_mistakes_name_line_and_remedy(tmp_path: Path, rows: str, remedy: str) -> None:
    path = tmp_path / "names.csv"
    path.write_text(f"name,kind,of,forms\n{rows}\n", encoding="utf-8")
    with pytest.raises(NamesError) as error:
        read_names(path)
    assert remedy in str(error.value)
    assert str(path) in str(error.value)


def test_a_name_known_from_elsewhere_in_the_document_opens_a_sentence() -> None:
    texts = "Mr. Sapt came.", "Sapt spoke, and will go.", "Will Mr. Will come?", "Sapt’s men left."
    found = find_names(toy_sentences(*texts), NAMES)
    assert found["text"].to_list() == ["Sapt", "Sapt", "Will", "Sapt"]


def test_headings_hold_listed_names_only() -> None:
    table = toy_sentences("Concerns Remain in China", "Both met Sapt.").assign(
        kind=["heading", "sentence"]
    )
    assert find_names(table, NAMES)["text"].to_list() == ["China", "Sapt"]


def test_names_can_be_sent_to_other_processes() -> None:
    again = pickle.loads(pickle.dumps(NAMES))
    assert again.find("in Peking with Mr. Sapt") == NAMES.find("in Peking with Mr. Sapt")


def test_another_filler() -> None:
    names = make_names({"Freedonia": "country"})
    assert mask_names("to Freedonia", names, "x").text == "to x"


def test_the_list_is_sound() -> None:
    names = NAMES.table[~NAMES.table["kind"].isin(WORDS)]
    assert not names["name"].duplicated().any()
    found = [NAMES.find(f"to {form}.")[-1].name for form in names["name"]]
    assert found == names["name"].to_list()
