"""Issues: invented reports, the codebook's own examples, back references, and every mistake."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.corpus import read_corpus
from communique.issues import (
    Codebook,
    CodebookError,
    code_issues,
    make_codebook,
    read_codebook,
)
from communique.patterns import compile_patterns

ROOT = Path(__file__).parent.parent
CODEBOOK = read_codebook(ROOT / "data" / "codebook.csv")
CASES = json.loads((ROOT / "tests" / "cases" / "issues.json").read_text(encoding="utf-8"))
COLUMNS = "issue,parent,label,definition,example,group,patterns,exclusions"
TRADE = "trade,,Trade,goods sold abroad,Ruritania cut its tariffs.,words"
UPPER_ISSUES = 22


def sentences(*texts: str, doc: str = "a", section: str = "") -> pd.DataFrame:
    starts = [sum(len(before) + 1 for before in texts[:n]) for n in range(len(texts))]
    table = pd.DataFrame({"sentence": range(1, len(texts) + 1), "start": starts, "text": texts})
    return table.assign(doc=doc, section=section, kind="sentence")


def coded(texts: list[str], codebook: Codebook = CODEBOOK, **options: bool) -> list[set[str]]:
    """Give the upper issues of each text."""
    mentions = code_issues(sentences(*texts), codebook, **options)
    return [
        set(mentions.loc[mentions["sentence"] == n, "parent"]) for n in range(1, len(texts) + 1)
    ]


def reports() -> dict[str, list[dict[str, Any]]]:
    """Gather the cases of one report: what its comment says before the semicolon."""
    found: dict[str, list[dict[str, Any]]] = {}
    for case in CASES:
        found.setdefault(case["comment"].split(";")[0], []).append(case)
    return found


def cases() -> list[Any]:
    fails = pytest.mark.xfail(strict=True)
    return [
        pytest.param(case, issues, id=case["text"][:50], marks=[fails] if "expect" in case else [])
        for report in reports().values()
        for case, issues in zip(report, coded([c["text"] for c in report]), strict=True)
    ]


@pytest.mark.parametrize(("case", "issues"), cases())
def test_cases(case: dict[str, Any], issues: set[str]) -> None:
    assert issues == set(case["issues"])


def test_examples_of_the_codebook_carry_their_issue() -> None:
    for issue, parent, example in CODEBOOK.issues[["issue", "parent", "example"]].itertuples(
        index=False
    ):
        assert parent in coded([example])[0], issue


def test_codebook_has_the_issues_of_the_guide() -> None:
    issues = CODEBOOK.issues
    assert issues["parent"].nunique() == UPPER_ISSUES
    finer = issues.loc[issues["parent"] != issues["issue"]]
    assert set(finer["issue"]) == {"relationship_climate", "dialogue_process"}
    assert set(finer["parent"]) == {"bilateral_relations"}


def test_seeds_offsets_are_exact_and_rows_are_in_order() -> None:
    corpus = read_corpus(ROOT / "seeds")
    mentions = code_issues(corpus.sentences, CODEBOOK)
    raw = dict(zip(corpus.documents["doc"], corpus.documents["raw"], strict=True))
    for doc, start, end, text in mentions[["doc", "start", "end", "text"]].itertuples(index=False):
        assert raw[doc][start:end] == text
    assert mentions.equals(
        mentions.sort_values(["doc", "start", "end", "issue"], ignore_index=True)
    )
    assert not mentions.duplicated(["doc", "start", "end", "issue"]).any()


def test_titles_and_headings_are_coded_but_inherit_nothing() -> None:
    table = sentences("Ruritania raised its tariffs.", "This issue", "A dispute over tariffs")
    table["kind"] = ["sentence", "heading", "title"]
    assert set(code_issues(table, CODEBOOK)["sentence"]) == {1, 3}


def test_nothing_to_code() -> None:
    columns = ["doc", "sentence", "start", "end", "text", "issue", "parent", "pattern"]
    assert list(code_issues(sentences("It rained all day."), CODEBOOK).columns) == columns
    assert code_issues(sentences("").iloc[:0], CODEBOOK).empty


# Back references

SMALL = make_codebook(
    {"trade": ["tariff*"], "arms": ["missile*"], "back_reference": ["this issue"]}
)


def test_general_reference_takes_the_issues_of_the_sentence_before() -> None:
    texts = ["Tariffs and missiles.", "They left this issue open.", "On this issue they differ."]
    assert coded(texts, SMALL) == [{"trade", "arms"}] * 3


def test_reference_needs_an_issue_just_before() -> None:
    assert coded(["Tariffs.", "It rained.", "They left this issue open."], SMALL)[2] == set()


def test_reference_is_not_needed_where_the_sentence_has_an_issue() -> None:
    assert coded(["Tariffs.", "This issue is missiles."], SMALL)[1] == {"arms"}


def test_reference_does_not_cross_headings_or_documents() -> None:
    first, second = sentences("Tariffs."), sentences("They left this issue open.")
    second = second.assign(start=100, sentence=2)
    for other in (second.assign(section="Elsewhere"), second.assign(doc="b")):
        assert len(code_issues(pd.concat([first, other]), SMALL)) == 1
    assert len(code_issues(pd.concat([first, second]), SMALL)) == 2


def test_reference_can_be_switched_off_and_says_what_it_is() -> None:
    table = sentences("Tariffs.", "They left this issue open.")
    assert len(code_issues(table, SMALL, back_reference=False)) == 1
    row = code_issues(table, SMALL).iloc[1]
    assert (row["text"], row["pattern"]) == ("this issue", "back_reference: this issue")


def test_reference_may_go_to_the_title(two_wars: Codebook) -> None:
    table = sentences("The north", "It rained.", "One.", "Two.", "Three.", "How the war goes on.")
    table["kind"] = ["title"] + ["sentence"] * 5
    assert code_issues(table, two_wars)["issue"].to_list() == ["north", "north"]


# Weak patterns, pronouns


@pytest.fixture
def weak_talks(tmp_path: Path) -> Codebook:
    return read_codebook(
        write(
            tmp_path,
            f"{TRADE},tariff*,",
            "relations,,Relations,how they stand,They quarrelled.,words,quarrel*,",
            "relations,,,,,weak,talks,",
            "customs,,Customs,goods,They searched goods.,weak,goods,",
            "back_reference,,,,,pronouns,they,",
        )
    )


def test_weak_pattern_yields_to_another_issue_only(weak_talks: Codebook) -> None:
    texts = ["Talks.", "Talks on tariffs.", "Talks and quarrels.", "Talks on goods."]
    assert coded(texts, weak_talks) == [
        {"relations"},
        {"trade"},
        {"relations"},
        {"relations", "customs"},
    ]


def test_weak_patterns_count_like_others_when_the_rule_is_off(weak_talks: Codebook) -> None:
    assert coded(["Talks on tariffs."], weak_talks, weak_yields=False) == [{"relations", "trade"}]


def test_pronoun_takes_over_issues_within_a_paragraph(weak_talks: Codebook) -> None:
    table = sentences("Tariffs rose.", "They were steep.", "They fell.", "The rain fell.")
    table["passage"] = [1, 1, 2, 2]
    assert code_issues(table, weak_talks)["sentence"].to_list() == [1, 2]
    assert code_issues(table, weak_talks)["pattern"].to_list()[1] == "back_reference: they"
    assert len(code_issues(table.drop(columns="passage"), weak_talks)) == 1
    assert len(code_issues(table, weak_talks, back_reference=False)) == 1


def write(folder: Path, *rows: str, header: str = COLUMNS) -> Path:
    path = folder / "codebook.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def two_wars(tmp_path: Path) -> Codebook:
    north, south = (
        f"{side},,{side},a war,It is in the {side}.,words,{side}" for side in ("north", "south")
    )
    refer = "{},,,,,back_reference,the war,"
    return read_codebook(
        write(tmp_path, f"{north},", refer.format("north"), f"{south},", refer.format("south"))
    )


def test_own_phrase_means_the_issue_named_last(two_wars: Codebook) -> None:
    texts = ["The north.", "The south.", "It rained.", "How the war goes on.", "Again the war."]
    assert coded(texts, two_wars)[3:] == [{"south"}, {"south"}]


def test_own_phrase_means_the_issue_of_its_sentence_first(two_wars: Codebook) -> None:
    assert coded(["The north.", "The war in the south."], two_wars)[1] == {"south"}


def test_own_phrase_reaches_back_three_sentences(two_wars: Codebook) -> None:
    far = ["The north.", "One.", "Two.", "Three.", "How the war goes on."]
    assert coded(far, two_wars)[4] == set()
    assert coded([far[0], *far[2:]], two_wars)[3] == {"north"}


# Mistakes in the file


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([f"{TRADE},,"], "line 2: it has no pattern"),
        ([f"{TRADE},tariff*;,"], "line 2: an empty pattern"),
        ([f"{TRADE},tariff*,;"], "line 2: an empty pattern"),
        ([f"{TRADE},tar*iff,"], "line 2: pattern “tar*iff”: * may only stand"),
        ([f"{TRADE},tariff*,tariff*"], "line 2: pattern “tariff*”: an exclusion cancels it"),
        ([f"{TRADE},tariff*,", ",,,,,more,duties,"], "line 3: it has no issue"),
        (
            [f"{TRADE},tariff*,", "trade,,,,,weak,tariff*,"],
            "line 3: “tariff*” stands in line 2 too; is it weak or not?",
        ),
        ([f"{TRADE},tariff*,", f"{TRADE},duties,"], "line 3: “trade” is described twice"),
        (
            [f"{TRADE},tariff*,", f"arms{TRADE[5:]},arms,", "trade,,,,,more,duties,"],
            "line 4: the id “trade” stands twice",
        ),
        ([f"trade,economy{TRADE[6:]},tariff*,"], "line 2: the parent “economy” is no issue"),
        ([f"trade,trade{TRADE[6:]},tariff*,"], "line 2: the parent “trade” has a parent, or is"),
        (
            [f"a,b{TRADE[6:]},tariff*,", f"b,a{TRADE[6:]},duties,"],
            "line 2: the parent “b” has a parent",
        ),
        (["trade,,,goods,An example.,words,tariff*,"], "line 2: the label of “trade” is missing"),
        (["trade,,Trade,,An example.,words,tariff*,"], "line 2: the definition of “trade”"),
        (["trade,,Trade,goods,,words,tariff*,"], "line 2: the example of “trade” is missing"),
        ([f"{TRADE},tariff*,,,"], "line 2: 10 cells under 8 columns"),
        ([f"{TRADE},tariff*"], "line 2: 7 cells under 8 columns"),
    ],
)
def test_mistakes_are_reported_with_their_line(
    tmp_path: Path, rows: list[str], message: str
) -> None:
    with pytest.raises(CodebookError) as error:
        read_codebook(write(tmp_path, *rows))
    assert f"codebook.csv, {message}" in str(error.value)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (COLUMNS + ",colour", "unknown column “colour”"),
        (COLUMNS.replace(",exclusions", ""), "no column exclusions"),
        (COLUMNS + ",issue", "the column “issue” stands twice"),
    ],
)
def test_wrong_columns(tmp_path: Path, header: str, message: str) -> None:
    with pytest.raises(CodebookError, match="line 1") as error:
        read_codebook(write(tmp_path, f"{TRADE},tariff*,", header=header))
    assert message in str(error.value)


def test_lines_are_counted_in_the_file_not_in_rows(tmp_path: Path) -> None:
    row = 'trade,,Trade,"goods\nsold",Ruritania cut its tariffs.,words,tariff*,'
    with pytest.raises(CodebookError, match="line 4"):
        read_codebook(write(tmp_path, row, "arms,,,,,words,missile*,"))


def test_a_spreadsheet_may_add_a_byte_order_mark(tmp_path: Path) -> None:
    path = write(tmp_path, f"{TRADE},tariff*,")
    path.write_text("\ufeff" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert read_codebook(path).issues["issue"].to_list() == ["trade"]


def test_make_codebook_names_the_issue() -> None:
    with pytest.raises(CodebookError, match="issue 2 of the patterns: pattern “\\*”"):
        make_codebook({"trade": ["tariff*"], "arms": ["*"]})


# What must hold for any text

LISTED = {
    issue: rows["pattern"].to_list()
    for issue, rows in CODEBOOK.patterns.query("group != 'back_reference'").groupby("issue")
    if issue not in ("every_issue", "back_reference")
}
TEXTS = [case["text"] for case in CASES]
some_texts = st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3)


@given(some_texts)
@settings(deadline=None, max_examples=30)
def test_coding_twice_gives_the_same(texts: list[str]) -> None:
    table = sentences(*texts)
    first = code_issues(table, CODEBOOK)
    assert first.equals(code_issues(table.iloc[::-1], CODEBOOK))


@given(st.sampled_from(TEXTS), st.sampled_from(["\u00a0", "\n", "  "]))
@settings(deadline=None, max_examples=60)
def test_blanks_and_line_breaks_change_no_code(text: str, blank: str) -> None:
    assert coded([text.replace(" ", blank)]) == coded([text])


@given(st.sampled_from(TEXTS))
@settings(deadline=None, max_examples=60)
def test_each_issue_is_found_by_its_own_patterns_alone(text: str) -> None:
    every = CODEBOOK.matcher.find(text)
    for issue in {hit.key for hit in every}:
        alone = compile_patterns({issue: LISTED[issue]}).find(text)
        assert {h for h in every if h.key == issue} <= set(alone)
