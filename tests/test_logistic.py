import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.index.logistic import Model, Weight, log_odds, logistic

ROW = {"intercept": -1, "weights": {"words": [2, 0.5, 0.25], "cosine": [-3, 0.2, 2]}}


def test_log_odds_are_the_intercept_and_the_weighted_scaled_signals():
    model = Model.of(ROW)
    assert model.log_odds({"words": 1.0, "cosine": 1.2}) == pytest.approx(-1 + 2 * 2 - 3 * 0.5)
    assert model.probability({"words": 0.625, "cosine": 0.2}) == 0.5


def test_a_signal_that_is_wanting_counts_as_its_mean_and_others_do_not_count():
    model = Model.of(ROW)
    assert model.log_odds({}) == model.log_odds({"words": 0.5, "cosine": 0.2}) == model.log_odds({"rain": 9.0}) == -1
    assert model.log_odds({"words": 1.0}) == 3


def test_a_model_as_json():
    model = Model.of(ROW)
    assert model == Model(-1.0, {"words": Weight(2.0, 0.5, 0.25), "cosine": Weight(-3.0, 0.2, 2.0)})
    assert model.to_json() == ROW
    assert Model.of(model.to_json()) == model
    assert Model(1 / 3, {"words": Weight(2 / 3, 1e-5, 12345.67891)}).to_json() == {
        "intercept": 0.3333,
        "weights": {"words": [0.6667, 0.0, 12345.6789]},
    }


@pytest.mark.parametrize(("odds", "probability"), [(0.0, 0.5), (math.log(3), 0.75), (-math.log(3), 0.25), (math.log(99), 0.99)])
def test_odds_and_probabilities(odds: float, probability: float):
    assert logistic(odds) == pytest.approx(probability, rel=1e-12)
    assert log_odds(probability) == pytest.approx(odds, abs=1e-12)


def test_what_is_far_off_is_told_apart_no_further():
    assert [log_odds(each) for each in (0.0, -1.0, 1e-30, 1.0, 2.0)] == [-50.0, -50.0, -50.0, 50.0, 50.0]
    assert logistic(50.0) == logistic(1e300) == logistic(math.inf) == 1.0
    assert logistic(-50.0) == logistic(-1e300) == logistic(-math.inf) == pytest.approx(1.9287498479639178e-22)


@given(st.floats(-30, 30))
def test_one_is_the_inverse_of_the_other(odds: float):
    assert log_odds(logistic(odds)) == pytest.approx(odds, abs=1e-2 if abs(odds) > 20 else 1e-6)


@given(st.floats(), st.floats())
def test_more_odds_are_no_less_likely(one: float, other: float):
    if not math.isnan(one) and not math.isnan(other):
        low, high = sorted((one, other))
        assert 0 < logistic(low) <= logistic(high) <= 1
