"""Outlets: no test below five documents, and from five on one that seldom cries wolf."""

from itertools import combinations
from statistics import mean, variance

import numpy as np
import pandas as pd
import pytest

from communique import compare, findings

EXACT = pytest.approx


def corpus(means: list[list[float]], sentences: int = 1) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make documents of so many equal sentences; a list of means for each outlet."""
    outlets = ["Freedonia", "Ruritania", "Sylvania"]
    rows = [(f"{outlets[i][0]}{j:02}", outlets[i], x) for i, own in enumerate(means)
            for j, x in enumerate(own)]  # fmt: skip
    documents = pd.DataFrame(rows, columns=["doc", "source", "score"])
    scores = documents[["doc", "score"]].loc[documents.index.repeat(sentences)]
    scores = scores.assign(instrument="VADER").reset_index(drop=True)
    return scores, documents[["doc", "source"]]


def null_corpus(
    seed: int, sizes: tuple[int, int], issues: int, tied: bool, shift: float = 0.0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw documents of two outlets that do not differ; sentences of a document are alike.

    Documents have 10 to 80 sentences; `tied`: the first outlet writes short, the second long.
    """
    rng = np.random.default_rng(seed)
    number = sum(sizes)
    lengths = rng.choice([10, 20, 40, 80], number)
    if tied:
        lengths = np.concatenate([rng.integers(5, 20, sizes[0]), rng.integers(40, 120, sizes[1])])
    docs = np.repeat(np.arange(number), lengths * (1 + (issues > 1)))
    tone = rng.normal(0, 0.15, number)[docs] + rng.normal(0, 0.4, len(docs))
    names = np.array([f"text_{i:02}" for i in range(number)])
    scores = pd.DataFrame({"doc": names[docs], "instrument": "VADER", "score": tone})
    if issues > 1:
        issue = rng.integers(0, issues, len(docs))
        scores["issue"] = np.array([f"issue_{i:02}" for i in range(issues)])[issue]
        scores.loc[(issue == 0) & (docs < sizes[0]), "score"] += shift
    else:
        scores.loc[docs < sizes[0], "score"] += shift
    return scores, pd.DataFrame({"doc": names, "source": np.repeat(["F", "S"], sizes)})


def test_two_texts_get_no_p_value() -> None:
    scores, documents = corpus([[0.4], [-0.2]], sentences=30)
    for table in (scores, scores.assign(issue="trade")):
        compared = compare.compare_outlets(table, documents)
        assert compared.empty
        assert {"p", "p_adjusted"} <= set(compared.columns)
        assert ("issue" in compared) == ("issue" in table)
        assert compare.leave_one_out(table, documents).empty


def test_two_texts_are_described() -> None:
    scores, documents = corpus([[0.4], [-0.2]], sentences=30)
    described = compare.describe_outlets(scores, documents)
    assert described[["documents", "sentences"]].to_numpy().tolist() == [[1, 30], [1, 30]]
    assert described["mean"].to_list() == EXACT([0.4, -0.2])
    assert described["sd"].isna().all()
    assert not described["enough"].any()
    told = findings.outlet_finding(compare.compare_outlets(scores, documents), described)
    assert told == (
        "No test between outlets: it takes 5 documents of each of two; "
        "there is 1 of Freedonia and 1 of Ruritania."
    )


def test_no_scores() -> None:
    scores, documents = corpus([[0.4], [-0.2]])
    compared = compare.compare_outlets(scores.head(0), documents)
    described = compare.describe_outlets(scores.head(0), documents)
    assert compared.empty
    assert described.empty
    told = findings.outlet_finding(compared, described)
    assert told == "No test between outlets: there are no two."


@pytest.mark.parametrize(("sizes", "rows"), [((4, 12), 0), ((5, 4), 0), ((5, 5), 1), ((5, 12), 1)])
def test_five_documents_of_each_outlet(sizes: tuple[int, int], rows: int) -> None:
    scores, documents = corpus([[0.1 * i for i in range(n)] for n in sizes])
    assert len(compare.compare_outlets(scores, documents, permutations=99)) == rows


def test_issue_that_four_documents_raise_has_no_row() -> None:
    scores, documents = corpus([[0.1, 0.3, 0.2, 0.5, 0.4], [0.2, 0.1, 0.6, 0.3, 0.5]])
    both = pd.concat([scores.assign(issue="trade"), scores.head(9).assign(issue="war")])
    assert compare.compare_outlets(both, documents)["issue"].to_list() == ["trade"]
    described = compare.describe_outlets(both, documents)
    assert described[~described["enough"]][["issue", "outlet"]].to_numpy().tolist() == [
        ["war", "Ruritania"]
    ]


def test_apart_without_overlap_by_hand() -> None:
    # Of the 252 ways to name five of ten texts, this one and its mirror image lie farthest apart.
    scores, documents = corpus([[0.1, 0.2, 0.3, 0.4, 0.5], [0.6, 0.7, 0.8, 0.9, 1.0]])
    row = compare.compare_outlets(scores, documents).iloc[0]
    assert row["p"] == row["p_adjusted"] == EXACT(2 / 252)
    assert row["difference"] == EXACT(-0.5)
    # Standard deviation √0.025 in both; 1 − 3 / 31 for few documents.
    assert row["g"] == EXACT(-0.5 / 0.025**0.5 * (28 / 31))
    assert (row["first_mean"], row["second_mean"]) == (EXACT(0.3), EXACT(0.8))


def welch(one: list[float], two: list[float]) -> float:
    return (mean(one) - mean(two)) ** 2 / (variance(one) / len(one) + variance(two) / len(two))


def test_all_ways_counted_one_by_one() -> None:
    one, two = [0.31, -0.12, 0.25, 0.4, 0.07], [0.02, -0.3, 0.11, -0.21, 0.26, -0.05]
    both, places = one + two, set(range(11))
    found = [
        welch([both[i] for i in own], [both[i] for i in places - set(own)])
        for own in combinations(range(11), 5)
    ]
    expected = sum(value >= welch(one, two) - 1e-12 for value in found) / len(found)
    assert len(found) == 462
    scores, documents = corpus([one, two])
    assert compare.compare_outlets(scores, documents)["p"].item() == EXACT(expected)


def test_drawn_p_is_near_the_exact_one_and_never_zero() -> None:
    one, two = [0.31, -0.12, 0.25, 0.4, 0.07], [0.02, -0.3, 0.11, -0.21, 0.26, -0.05]
    scores, documents = corpus([one, two])
    exact, drawn = (
        compare.compare_outlets(scores, documents, permutations=m)["p"].item() for m in (462, 461)
    )
    assert drawn != exact
    assert drawn == pytest.approx(exact, abs=0.04)
    apart, documents = corpus([[0.1 * i for i in range(9)], [9 + 0.1 * i for i in range(9)]])
    assert compare.compare_outlets(apart, documents, permutations=99)["p"].item() == 1 / 100


def test_same_scores_everywhere() -> None:
    scores, documents = corpus([[0.2] * 5, [0.2] * 6], sentences=3)
    row = compare.compare_outlets(scores, documents).iloc[0]
    assert (row["difference"], row["p"], row["p_adjusted"]) == (0, 1, 1)
    assert np.isnan(row["g"])


def test_no_spread_within_outlets() -> None:
    scores, documents = corpus([[0.0] * 5, [0.5] * 5])
    assert compare.compare_outlets(scores, documents)["p"].item() == EXACT(2 / 252)


def test_order_of_rows_does_not_matter() -> None:
    scores, documents = null_corpus(5, (5, 12), issues=4, tied=False)
    first = compare.compare_outlets(scores, documents, permutations=99)
    mixed = compare.compare_outlets(
        scores.sample(frac=1, random_state=1), documents[::-1], permutations=99
    )
    pd.testing.assert_frame_equal(first, mixed)


def test_exchanging_the_outlets_turns_the_sign_only() -> None:
    scores, documents = null_corpus(6, (5, 6), issues=1, tied=False)
    swapped = documents.assign(source=documents["source"].map({"F": "S", "S": "F"}))
    one, two = (compare.compare_outlets(scores, d).iloc[0] for d in (documents, swapped))
    assert one["difference"] == EXACT(-two["difference"])
    assert one["g"] == EXACT(-two["g"])
    assert one["p"] == EXACT(two["p"])


def test_scale_of_the_instrument_does_not_matter() -> None:
    scores, documents = null_corpus(7, (6, 6), issues=3, tied=True)
    other = scores.assign(score=scores["score"] * 40 + 7)
    one, two = (compare.compare_outlets(s, documents, permutations=199) for s in (scores, other))
    for column in ("p", "p_adjusted", "g"):
        assert one[column].to_list() == EXACT(two[column].to_list())


def test_three_outlets_are_compared_two_by_two() -> None:
    low, high = [0.1, 0.15, 0.2, 0.12, 0.18], [0.8, 0.75, 0.9, 0.82, 0.88]
    scores, documents = corpus([low, [x + 0.01 for x in low], high])
    table = compare.compare_outlets(scores, documents, permutations=999)
    pairs = table[["first", "second"]].to_numpy().tolist()
    assert pairs == [["Freedonia", "Ruritania"], ["Freedonia", "Sylvania"],
                     ["Ruritania", "Sylvania"]]  # fmt: skip
    assert (table["p_adjusted"] >= table["p"]).all()
    assert (table["p_adjusted"] <= 0.05).to_list() == [False, True, True]


def test_one_issue_of_many_is_found() -> None:
    found = 0
    for seed in range(20):
        scores, documents = null_corpus(seed, (6, 12), issues=12, tied=False, shift=1.0)
        table = compare.compare_outlets(scores, documents, permutations=199)
        told = table[table["p_adjusted"] <= 0.05]["issue"].to_list()
        found += "issue_00" in told
    assert found >= 16


def test_clear_difference_is_found() -> None:
    rate = mean(
        compare.compare_outlets(*null_corpus(seed, (5, 12), 1, True, 0.5), permutations=199)["p"]
        .le(0.05)
        .item()
        for seed in range(40)
    )
    assert rate >= 0.9


def alarms(sizes: tuple[int, int], issues: int, corpora: int) -> float:
    """Give the share of corpora without any difference in which one is reported at 5%."""
    found = 0
    for seed in range(corpora):
        scores, documents = null_corpus(seed, sizes, issues, tied=seed % 2 == 1)
        table = compare.compare_outlets(scores, documents, permutations=99, seed=seed)
        found += not table.empty and table["p_adjusted"].min() <= 0.05
    return found / corpora


def test_false_alarms_of_one_comparison() -> None:
    assert 0.02 <= alarms((5, 12), issues=1, corpora=1_000) <= 0.06


def test_false_alarms_over_22_issues() -> None:
    assert 0.02 <= alarms((5, 12), issues=22, corpora=1_000) <= 0.06


def test_one_document_can_carry_a_difference() -> None:
    scores, documents = corpus([[0.3, 0.31, 0.32, 0.33, 0.34], [0.35, 0.36, 0.37, 0.38, 0.305]])
    row = compare.leave_one_out(scores, documents).iloc[0]
    full = compare.compare_outlets(scores, documents).iloc[0]
    assert row["p_low"] < full["p"] < row["p_high"]
    assert row["difference_low"] < full["difference"] < row["difference_high"]
    # Without the one text of Ruritania among Freedonia’s they lie apart, as in the mirror image.
    assert row["p_low"] == EXACT(2 / 126)
    assert row["p_high"] < 0.2


def test_leaving_out_keeps_the_rows_and_their_order() -> None:
    scores, documents = null_corpus(3, (5, 6), issues=3, tied=False)
    full = compare.compare_outlets(scores, documents, permutations=99)
    ranges = compare.leave_one_out(scores, documents, permutations=99)
    names = ["issue", "instrument", "first", "second"]
    assert ranges[names].equals(full[names])
    assert (ranges["difference_low"] < full["difference"]).all()
    assert (full["difference"] < ranges["difference_high"]).all()


def test_scores_of_an_unknown_document() -> None:
    scores, documents = corpus([[0.1] * 5, [0.2] * 5])
    with pytest.raises(ValueError, match="scores of “F00”: no such document; hand over its row"):
        compare.compare_outlets(scores, documents[1:])


def test_finding_names_the_clearest_difference() -> None:
    scores, documents = corpus([[0.1, 0.2, 0.3, 0.4, 0.5], [0.6, 0.7, 0.8, 0.9, 1.0]])
    compared = compare.compare_outlets(scores, documents)
    described = compare.describe_outlets(scores, documents)
    assert findings.outlet_finding(compared, described) == (
        "1 of 1 comparison between outlets shows a difference that chance makes in at most 5% of "
        "cases, clearest: Freedonia +0.30, Ruritania +0.80 under VADER (p = 0.008, g = −2.86)."
    )
    same, documents = corpus([[0.1, 0.2, 0.3, 0.4, 0.5], [0.1, 0.2, 0.3, 0.4, 0.5]])
    told = findings.outlet_finding(compare.compare_outlets(same, documents), described)
    assert told == (
        "Chance alone makes differences as large as those between outlets "
        "(1 comparison, smallest p = 1.00)."
    )
