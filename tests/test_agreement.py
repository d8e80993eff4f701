"""Agreement: alpha against published worked examples, scores against hand-made ones."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.compare import agreement, code_errors, krippendorff_alpha, score_codes

NAN = np.nan
# Krippendorff 2011, section D: four observers, twelve units, missing values.
FOUR = pd.DataFrame(
    {
        "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        "C": [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    }
)
# The same paper, section B: two observers, five values.
TWO = pd.DataFrame({"A": list("aabbdcccedda"), "B": list("babbbcccedddd")[:12]})
SETS = st.frozensets(st.sampled_from("abcd"))
CODINGS = st.integers(1, 8).flatmap(
    lambda n: st.tuples(*[st.lists(SETS, min_size=n, max_size=n)] * 2)
)


def codes(sets: list[frozenset[str]]) -> dict[tuple[str, int], frozenset[str]]:
    return {("doc", number): labels for number, labels in enumerate(sets)}


@pytest.mark.parametrize(("level", "published"), [("nominal", 0.743), ("ordinal", 0.815)])
def test_alpha_of_the_worked_example_with_four_observers(level: str, published: float) -> None:
    assert krippendorff_alpha(FOUR, level) == pytest.approx(published, abs=0.0006)


def test_alpha_of_the_worked_example_with_two_observers() -> None:
    assert krippendorff_alpha(TWO) == pytest.approx(0.692, abs=0.0006)


def test_alpha_needs_a_known_level() -> None:
    with pytest.raises(ValueError, match="nominal or ordinal"):
        krippendorff_alpha(FOUR, "ratio")


def test_alpha_says_nothing_where_only_one_value_occurs() -> None:
    assert np.isnan(krippendorff_alpha(pd.DataFrame({"A": [1, 1], "B": [1, 1]})))


@given(st.lists(st.integers(0, 2), min_size=2, max_size=20))
def test_perfect_agreement_is_one(values: list[int]) -> None:
    alpha = krippendorff_alpha(pd.DataFrame({"A": values, "B": values}))
    assert np.isnan(alpha) if len(set(values)) == 1 else alpha == pytest.approx(1)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=20))
def test_alpha_does_not_know_who_is_first(pairs: list[tuple[int, int]]) -> None:
    frame = pd.DataFrame(pairs)
    for level in ("nominal", "ordinal"):
        one, other = krippendorff_alpha(frame, level), krippendorff_alpha(frame[[1, 0]], level)
        assert one == pytest.approx(other, nan_ok=True)


def test_scores_by_hand() -> None:
    reference = codes([frozenset("ab"), frozenset("a"), frozenset()])
    coded = codes([frozenset("a"), frozenset("ac"), frozenset("b")])
    table = score_codes(reference, coded, least=1).set_index("label")
    assert table.loc["a", ["precision", "recall", "f1"]].to_list() == [1, 1, 1]
    assert table.loc["b", ["precision", "recall", "f1"]].to_list() == [0, 0, 0]
    assert table.loc["micro", "precision"] == pytest.approx(2 / 4)
    assert table.loc["micro", "recall"] == pytest.approx(2 / 3)
    assert table.loc["macro", "f1"] == pytest.approx(0.5)


@given(CODINGS)
def test_alpha_of_labels_is_alpha_of_their_pairs(pair: tuple[list[frozenset[str]], ...]) -> None:
    one, two = pair
    labels = sorted(set().union(*one, *two))
    frame = pd.DataFrame([(x in a, x in b) for a, b in zip(one, two, strict=True) for x in labels])
    expected = krippendorff_alpha(frame) if labels else NAN
    table = agreement(codes(one), codes(two), resamples=2).set_index("measure")
    assert table.loc["alpha", "value"] == pytest.approx(expected, nan_ok=True)


def test_intervals_enclose_the_value_and_repeat() -> None:
    rng = np.random.default_rng(3)
    one = [frozenset(rng.choice(list("abc"), 1)) for _ in range(60)]
    two = [labels if rng.random() < 0.7 else frozenset("a") for labels in one]
    first, again = (agreement(codes(one), codes(two), seed=5) for _ in range(2))
    pd.testing.assert_frame_equal(first, again)
    assert (first["low"] < first["value"]).all()
    assert (first["value"] < first["high"]).all()


def test_nothing_coded_gives_no_figure() -> None:
    assert agreement({}, {}, resamples=2)[["value", "low", "high"]].isna().all().all()


def test_errors_name_what_was_missed_and_added() -> None:
    table = code_errors(codes([frozenset("ab")]), codes([frozenset("bc")]))
    assert table[["issue", "error"]].to_numpy().tolist() == [["a", "missed"], ["c", "added"]]
