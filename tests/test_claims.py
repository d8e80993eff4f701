"""Claims: cases, the default corpus, comparison of documents, and what holds for any text."""

import csv
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.claims import Against, Claim, compare, figures, match, same
from communique.claims import (
    ClaimCueError,
    find_claims,
    find_facts,
    make_claim_cues,
    read_claim_cues,
)
from communique.claims.lexicon import COLUMNS, STATUSES
from communique.compare import (
    against_record,
    claim_cells,
    compare_claims,
    contradictions,
    days_apart,
    relate_claims,
    shared_wording,
)
from communique.corpus import read_corpus
from communique.issues import code_issues, make_codebook, read_codebook
from communique.modes import code_modes, read_cues
from communique.split import split_sentences
from tests.invented import tables_of
from tests.invented_claims import CUES as INVENTED
from tests.invented_claims import claims_of
from tests.known import each_case, read_cases

ROOT = Path(__file__).parent.parent
CUES = read_claim_cues(ROOT / "data" / "claim_cues.csv")
BOOK = read_codebook(ROOT / "data" / "codebook.csv")
CASES = read_cases("claims")


def sentences_of(doc: str, text: str, mode: str = "reported") -> pd.DataFrame:
    rows = [
        (doc, number, 1, "", "sentence", start, end, text[start:end], 0.0, mode)
        for number, (start, end) in enumerate(split_sentences(text), start=1)
    ]
    names = ["doc", "sentence", "passage", "section", "kind", "start", "end", "text", "quoted"]
    return pd.DataFrame(rows, columns=[*names, "mode"])


def read(*texts: str, mode: str = "reported") -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Give sentences, mentions and claims of documents a, b …"""
    frames = [sentences_of(chr(97 + n), text, mode) for n, text in enumerate(texts)]
    sentences = pd.concat(frames, ignore_index=True)
    mentions = code_issues(sentences, BOOK)
    return sentences, mentions, find_claims(sentences, mentions, CUES)


def documents(number: int) -> pd.DataFrame:
    names = [chr(97 + n) for n in range(number)]
    return pd.DataFrame({"doc": names, "source": names})


@each_case(CASES["sentences"])
def test_claims(case: dict[str, Any]) -> None:
    claims = read(case["text"], mode=case.get("mode", "reported"))[2]
    found = set(zip(claims["issue"], claims["status"], strict=True))
    assert found == {(issue, status) for issue, status in case["claims"]}


@each_case(CASES["statuses"])
def test_statuses_in_many_words(case: dict[str, Any]) -> None:
    assert case["status"] in set(read(case["text"])[2]["status"])


@each_case(CASES["pairs"])
def test_contradictions(case: dict[str, Any]) -> None:
    sentences, mentions, claims = read(case["a"], case["b"])
    found = contradictions(claims, find_facts(sentences, mentions, CUES))
    assert found[["issue", "kind"]].to_numpy().tolist() == case["against"]


@pytest.mark.parametrize("group", CUES.groups)
def test_each_example_shows_its_group(group: str) -> None:
    status, mode = CUES.groups[group].status, "reported"
    if CUES.groups[group].weight == 1 or group == "possibility":
        mode = "proposed" if status == "proposed" else mode
    example = CUES.examples[group]
    claims = read(example[0].upper() + example[1:].rstrip(".") + ".", mode=mode)[2]
    assert (status in set(claims["status"])) == (status != "none"), example


# ---------------------------------------------------------------- the default corpus
# These cases are regression tests. They are no evidence of how often the rules are right.


@pytest.fixture(scope="module")
def seeds() -> tuple[Any, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    corpus = read_corpus(ROOT / "seeds")
    sentences = code_modes(corpus.sentences, read_cues(ROOT / "data" / "mode_cues.csv"))
    mentions = code_issues(sentences, BOOK)
    claims = find_claims(sentences, mentions, CUES)
    return corpus, mentions, claims, find_facts(sentences, mentions, CUES)


def statuses(claims: pd.DataFrame, doc: str, issue: str) -> set[str]:
    return set(claims[(claims["doc"] == doc) & (claims["issue"] == issue)]["status"])


def test_talks_on_ai_are_new_in_one_text_and_ongoing_or_resuming_in_the_other(seeds: Any) -> None:
    corpus, mentions, claims, facts = seeds
    assert "new" in statuses(claims, "blinken_in_china", "artificial_intelligence")
    later = statuses(claims, "cbga_beijing_visit", "artificial_intelligence")
    assert later == {"ongoing", "resuming"}
    found = contradictions(claims, facts)
    row = found[found["issue"] == "artificial_intelligence"].iloc[0]
    assert (row["value_a"], row["value_b"]) == ("new", "ongoing; resuming")
    assert "initiation of a new dialogue" in row["text_a"]
    assert row["text_b"].startswith("The latter category")
    matrix = compare_claims(claims, mentions, corpus.documents).set_index("issue")
    assert matrix.loc["artificial_intelligence", "relation"] == "contradict"


def test_military_talks_are_upcoming_against_the_record(seeds: Any) -> None:
    corpus, _, claims, _ = seeds
    said = statuses(claims, "cbga_beijing_visit", "military_communication")
    assert "upcoming" in said
    assert "resuming" not in said
    record = pd.read_csv(ROOT / "data" / "chronology.csv", dtype=str, keep_default_na=False)
    against = against_record(claims, record, corpus.documents)
    row = against[against["issue"] == "military_communication"].iloc[0]
    assert (row["status"], row["record_status"], row["begin"]) == (
        "upcoming",
        "resuming",
        "2023-12-21",
    )


def test_hours_of_talks_and_days_of_a_trip_do_not_contradict(seeds: Any) -> None:
    facts = seeds[3]
    lengths = facts[facts["kind"] == "duration"]
    assert {"six hours", "three-day"} <= set(lengths["cue"])
    assert set(contradictions(seeds[2], facts)["kind"]) == {"status"}


def test_the_texts_are_six_weeks_apart(seeds: Any) -> None:
    (gap,) = days_apart(seeds[0].documents).values()
    assert gap == (38, 43)


def test_silent_though_on_the_agenda(seeds: Any) -> None:
    corpus, mentions, claims, _ = seeds
    agenda = pd.read_csv(ROOT / "data" / "agenda.csv")
    matrix = compare_claims(claims, mentions, corpus.documents, agenda)
    silent = set(matrix[matrix["relation"] == "silent"]["issue"])
    assert silent == {"human_rights", "middle_east", "north_korea", "people_exchanges"}


def test_agreement_with_what_coders_read(seeds: Any) -> None:
    raw = dict(zip(seeds[0].documents["doc"], seeds[0].documents["raw"], strict=True))
    claims = seeds[2]
    columns = ["doc", "start", "end", "text", "cue_start", "cue_end", "cue"]
    for doc, start, end, text, cue_start, cue_end, cue in claims[columns].to_numpy().tolist():
        assert raw[doc][start:end] == text
        assert raw[doc][max(cue_start, 0) : max(cue_end, 0)] == cue


# ---------------------------------------------------------------- documents side by side


def test_matrix_of_one_document_has_nothing_to_compare() -> None:
    _, mentions, claims = read("The trade talks resumed. They spoke about visas.")
    matrix = compare_claims(claims, mentions, documents(1))
    assert set(matrix["relation"]) == {"nothing to compare"}
    cells = matrix.set_index("issue")["a"]
    assert (cells["trade_economy"], cells["people_exchanges"]) == ("resuming", "–")


def test_relations_of_two_documents() -> None:
    one = "The arms control talks are frozen. They made progress on visas. Trade talks go on."
    two = "The arms control talks made progress. A visa deal was signed. Trade talks go on."
    _, mentions, claims = read(one, two + " They spoke about Taiwan.")
    found = relate_claims(claims, mentions, documents(2)).set_index("issue")["relation"].to_dict()
    assert found == {
        "arms_deterrence": "contradict",
        "people_exchanges": "differ",
        "trade_economy": "agree",
        "taiwan": "only one",
    }


def test_most_contradicted_issues_come_first() -> None:
    talks = "The {} talks on steel and wheat {}."
    texts = [
        talks.format("tariff", "resumed" if n % 2 else "are frozen")
        + (
            " Talks on nuclear warheads in Zenda go on."
            if n
            else " Talks on nuclear warheads in Zenda were terminated."
        )
        for n in range(6)
    ]
    _, mentions, claims = read(*texts)
    matrix = compare_claims(claims, mentions, documents(6))
    assert matrix["issue"].tolist()[:2] == ["trade_economy", "arms_deterrence"]
    assert matrix["pairs"].tolist()[:2] == [9, 5]


def test_a_text_that_contradicts_itself_is_shown() -> None:
    one = "The talks on steel tariffs and wheat quotas go on. It rained."
    _, mentions, claims = read(one + " The talks on steel tariffs and wheat quotas are frozen.")
    found = contradictions(claims)
    assert found[["doc_a", "doc_b"]].to_numpy().tolist() == [["a", "a"]]
    assert compare_claims(claims, mentions, documents(1))["within"].tolist() == [1]


def test_what_the_record_knows_later_than_a_text_is_left_out() -> None:
    _, _, claims = read("Military talks will start in May.")
    record = pd.DataFrame(
        [["2031-05-01", "Talks", "military_communication", "resuming", "military talks", "", "u"]],
        columns=[
            "begin",
            "event",
            "issue",
            "status",
            "phrases",
            "source_us",
            *["source_cn_or_agency"],
        ],
    )
    published = documents(1).assign(published_to=["2031-04-01"])
    assert against_record(claims, record, published).empty
    found = against_record(claims, record, published.assign(published_to="2031-06-01"))
    assert found[["status", "record_status", "source"]].to_numpy().tolist() == [
        ["upcoming", "resuming", "u"]
    ]


def test_the_same_sentence_does_not_contradict_itself() -> None:
    text = "Talks on steel tariffs and wheat quotas are ongoing, resuming or have ended."
    assert contradictions(read(text, text)[2]).empty


def test_cells_cite_their_sentences() -> None:
    _, mentions, claims = read("Trade talks resumed. The trade talks made progress.")
    cells = claim_cells(claims, mentions, documents(1)).set_index("issue")
    cell = cells.loc["trade_economy"]
    assert (cell["status"], cell["claims"], cell["sentences"]) == ("resuming; progress", 2, "1, 2")


def test_days_apart_without_dates_and_with_overlap() -> None:
    frame = documents(3).assign(
        published_from=["2031-05-01", "2031-05-03", ""],
        published_to=["2031-05-05", "2031-05-09", ""],
    )
    assert days_apart(frame) == {("a", "b"): (0, 8)}


@pytest.mark.parametrize("number", [1, 2, 40])
def test_any_number_of_documents(number: int) -> None:
    tables = tables_of(number)
    found = claims_of(tables)
    assert list(found.matrix)[4:] == list(tables.documents["doc"])
    assert set(found.claims["status"]) <= set(STATUSES)


# ---------------------------------------------------------------- shared wording


def test_shared_wording_has_offsets_in_both() -> None:
    one = "It rained. The ministers of both states will meet in the old town of Zenda in May."
    two = "“The ministers of both states will meet in the old town of Zenda”, he said."
    sentences = pd.concat([sentences_of("a", one), sentences_of("b", two)], ignore_index=True)
    (row,) = shared_wording(sentences).to_dict("records")
    assert row["words"] == 13
    assert one[row["start_a"] : row["end_a"]] == row["text_a"] == row["text_b"]
    assert two[row["start_b"] : row["end_b"]] == row["text_b"]
    assert shared_wording(sentences, least=14).empty


# ---------------------------------------------------------------- reading


def write(folder: Path, *lines: str) -> Path:
    path = folder / "cues.csv"
    path.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("often,a,2,,met,", "unknown status “often”; write new, resuming"),
        ("new,,2,,met,", "the group “” is empty or stands twice"),
        ("new,a,4,,met,", "weight “4”; write 1, 2 or 3"),
        ("new,a,2,gone,met,", "unknown status “gone” for negated"),
        ("new,a,2,, ; ,", "it has no patterns"),
        ("new,a,2,,{what},", "there is no list “what” above"),
        ("rule,a,,,met,", "no rule needs “a”; write negation"),
        ("new,a,2,,*,", "pattern “*”: "),
    ],
)
def test_mistakes(tmp_path: Path, row: str, problem: str) -> None:
    with pytest.raises(ClaimCueError) as error:
        read_claim_cues(write(tmp_path, row))
    assert "cues.csv, line 2: " in str(error.value)
    assert problem in str(error.value)


def test_lists_stand_for_a_choice(tmp_path: Path) -> None:
    cues = read_claim_cues(write(tmp_path, "list,it,,,talks,", "new,a,2,,new {it},"))
    assert [hit.pattern for hit in cues.matcher.find("New talks")] == ["new (talks)"]


def test_the_table_is_in_order() -> None:
    with (ROOT / "data" / "claim_cues.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["status"] for row in rows} >= set(STATUSES)
    assert all(row["example"] for row in rows)


# ---------------------------------------------------------------- any text

WORDS = ["talks", "on", "tariffs", "resumed", "not", ",", ".", "the former", "the latter", "and"]
WORDS += ["which", "agreed", "to", "six", "hours", "in Zenda", "while", "“", "no", "12", ";"]
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(TEXTS, TEXTS)
def test_offsets_hold_for_any_text(one: str, two: str) -> None:
    sentences, mentions, claims = read(one, two)
    raws = {"a": one, "b": two}
    facts = find_facts(sentences, mentions, CUES)
    for table in (claims, facts):
        columns = ["doc", "start", "end", "text", "cue_start", "cue_end", "cue"]
        for doc, start, end, text, cue_start, cue_end, cue in table[columns].to_numpy().tolist():
            assert raws[doc][start:end] == text
            assert raws[doc][max(cue_start, 0) : max(cue_end, 0)] == cue
    assert (contradictions(claims, facts)["sentence_a"] > 0).all()
    compare_claims(claims, mentions, documents(2))


def test_time_grows_with_the_text() -> None:
    book = make_codebook({"trade": ["tariff*"]})

    def seconds(times: int) -> float:
        text = "The talks on tariffs resumed, and they agreed to meet for six hours in Zenda. "
        sentences = sentences_of("a", text * times)
        mentions = code_issues(sentences, book)
        begun = perf_counter()
        find_claims(sentences, mentions, INVENTED)
        find_facts(sentences, mentions, INVENTED)
        return perf_counter() - begun

    seconds(10)
    assert seconds(800) < 40 * max(seconds(100), 0.01)


# ---------------------------------------------------------------- the benchmark


def test_benchmark_pairs_equal_claims_that_overlap() -> None:
    gold = [Claim("a.txt", 0, 10, "trade", "new"), Claim("a.txt", 0, 10, "trade", "ended")]
    found = [Claim("a.txt", 5, 20, "trade", "new"), Claim("a.txt", 11, 20, "trade", "ended")]
    assert match(found, gold) == [(found[0], gold[0])]
    assert compare(found, gold)["micro"] == figures(1, 2, 2)
    assert figures(1, 2, 4)["recall"] == 25


def test_benchmark_needs_the_issue_of_a_status_and_one_sentence() -> None:
    gold = Against("01", "trade", "status", ((0, 10), (0, 10)))
    assert same(gold._replace(spans=((20, 30), (5, 8))), gold)
    assert not same(gold._replace(spans=((20, 30), (10, 18))), gold)
    assert not same(gold._replace(issue="climate"), gold)
    fact = gold._replace(kind="fact")
    assert same(fact._replace(issue="climate"), fact)


def test_toy_cues() -> None:
    cues = make_claim_cues({"agreed": ["agreed"]}, {"negation": ["not"]})
    assert cues.groups["agreed"].weight == 2
