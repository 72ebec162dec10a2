import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.evals.calibration import (
    Bin,
    accuracy_over_all,
    auroc,
    expected_calibration_error,
    precision_over_attempted,
    reliability,
    risk_coverage,
)

SCORES = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 1.0])
ANSWERED = st.lists(st.tuples(SCORES, st.booleans()), min_size=1, max_size=12)


def test_auroc_by_hand():
    # Of 6 pairs: .9 beats all 3; .5 beats .2, ties with .5, loses to .7; 3 + 1 + 1/2 = 4.5
    assert auroc([0.9, 0.5], [0.5, 0.2, 0.7]) == 4.5 / 6
    assert auroc([3.0, 2.0], [1.0]) == 1.0
    assert auroc([1.0], [2.0, 3.0]) == 0.0
    assert auroc([0.5] * 4, [0.5] * 3) == 0.5


def test_auroc_needs_both_sides():
    assert auroc([], [0.5]) is None
    assert auroc([0.5], []) is None


@given(st.lists(SCORES, min_size=1, max_size=9), st.lists(SCORES, min_size=1, max_size=9))
@settings(deadline=None, max_examples=200)
def test_auroc_counts_pairs(positive: list[float], negative: list[float]):
    won = sum((p > n) + (p == n) / 2 for p in positive for n in negative)
    assert auroc(positive, negative) == pytest.approx(won / (len(positive) * len(negative)), abs=1e-15)
    assert auroc(negative, positive) == pytest.approx(1 - won / (len(positive) * len(negative)), abs=1e-15)


def test_risk_coverage_by_hand():
    # From the top: .9 right: 0 of 1; .8 wrong: 1 of 2; two at .5, one of them wrong: 2 of 4
    curve = risk_coverage([0.5, 0.9, 0.5, 0.8], [False, True, True, False])
    assert curve == [(0.25, 0.0), (0.5, 0.5), (1.0, 0.5)]


def test_a_curve_of_nothing_is_empty():
    assert risk_coverage([], []) == []


def test_every_confidence_needs_its_answer():
    with pytest.raises(ValueError, match="shorter"):
        risk_coverage([0.5, 0.6], [True])


@given(ANSWERED.flatmap(lambda answers: st.tuples(st.just(answers), st.permutations(answers))))
@settings(deadline=None, max_examples=200)
def test_the_order_of_answers_makes_no_difference(both: tuple[list[tuple[float, bool]], list[tuple[float, bool]]]):
    answers, shuffled = both
    curve = risk_coverage([c for c, _ in answers], [right for _, right in answers])
    assert risk_coverage([c for c, _ in shuffled], [right for _, right in shuffled]) == curve
    coverages = [coverage for coverage, _ in curve]
    assert coverages == sorted(set(coverages))
    assert curve[-1] == (1.0, sum(not right for _, right in answers) / len(answers))


def test_reliability_by_hand():
    confidences = [0.0, 0.5, 0.25, 0.75, 1.0, 1.0]
    correct = [False, True, False, True, True, False]
    # Edges belong to the bin below them: [0, .5] holds 0, .5 and .25, their mean .25; (.5, 1] holds .75, 1 and 1, their mean 2.75/3
    assert reliability(confidences, correct, bins=2) == [Bin(0.0, 0.5, 3, 0.25, 1 / 3), Bin(0.5, 1.0, 3, 2.75 / 3, 2 / 3)]
    # 3/6 * |1/3 - 1/4| + 3/6 * |2/3 - 2.75/3| = (1/12 + 1/4) / 2
    assert expected_calibration_error(confidences, correct, bins=2) == pytest.approx(1 / 6, abs=1e-15)


def test_bins_without_answers_are_left_out():
    assert reliability([0.95, 0.05], [True, True]) == [Bin(0.0, 0.1, 1, 0.05, 1.0), Bin(0.9, 1.0, 1, 0.95, 1.0)]
    assert reliability([], []) == []
    assert expected_calibration_error([], []) is None


@pytest.mark.parametrize("tenths", range(1, 11))
def test_a_tenth_is_the_upper_edge_of_its_bin(tenths: int):
    assert [(one.low, one.high) for one in reliability([tenths / 10], [True])] == [((tenths - 1) / 10, tenths / 10)]


@pytest.mark.parametrize("confidence", [-0.1, 1.5, float("nan")])
def test_a_confidence_is_from_0_to_1(confidence: float):
    with pytest.raises(ValueError, match=f"a confidence of {confidence}; it must be from 0 to 1"):
        expected_calibration_error([0.5, confidence], [True, True])


@given(ANSWERED, st.integers(1, 12))
@settings(deadline=None, max_examples=200)
def test_bins_hold_every_answer_once(answers: list[tuple[float, bool]], bins: int):
    confidences, correct = [c for c, _ in answers], [right for _, right in answers]
    held = reliability(confidences, correct, bins)
    assert sum(one.n for one in held) == len(answers)
    assert sum(one.n * one.accuracy for one in held) == pytest.approx(sum(correct))
    assert all(one.low <= one.confidence <= one.high + 1e-12 for one in held)
    error = expected_calibration_error(confidences, correct, bins)
    assert error is not None
    assert abs(sum(correct) - sum(confidences)) / len(answers) - 1e-12 <= error <= 1  # with one bin the former is all of it


def test_accuracy_and_precision():
    attempted, correct = [True, True, True, False], [True, False, True, True]
    assert precision_over_attempted(attempted, correct) == 2 / 3
    assert accuracy_over_all(correct) == 3 / 4
    assert precision_over_attempted([False], [True]) is None
    assert accuracy_over_all([]) is None
