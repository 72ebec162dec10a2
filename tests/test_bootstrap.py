import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.evals import bootstrap
from onrecord.evals.bootstrap import Difference, bootstrap_interval, paired_difference

VALUES = st.lists(st.floats(-5, 5), min_size=1, max_size=15)


def test_the_interval_of_a_share_is_that_of_the_binomial():
    # 20 of 40: the mean of a sample is Binomial(40, 1/2) / 40. P(X <= 13) = 0.019 and P(X <= 14) = 0.040, and so from above
    assert bootstrap_interval([1.0] * 20 + [0.0] * 20, seed=1, samples=20_000) == (14 / 40, 26 / 40)


def test_a_lower_level_is_narrower():
    values = [float(i % 3 == 0) for i in range(60)]
    low, high = bootstrap_interval(values, seed=1)
    closer_low, closer_high = bootstrap_interval(values, seed=1, level=0.5)
    assert low < closer_low < 1 / 3 < closer_high < high


def test_the_same_seed_gives_the_same_interval():
    values = [0.0, 1.0, 0.5, 0.25, 0.9, 0.1, 0.4]
    assert bootstrap_interval(values, seed=3) == bootstrap_interval(values, seed=3)
    assert bootstrap_interval(values, seed=3) == bootstrap_interval(values[::-1], seed=3)
    assert bootstrap_interval(values, seed=3) != bootstrap_interval(values, seed=4)


def test_no_value_and_one_value():
    assert bootstrap_interval([], seed=1) == (-math.inf, math.inf)
    assert bootstrap_interval([0.3], seed=1) == (0.3, 0.3)


def test_equal_values_leave_no_doubt():
    assert bootstrap_interval([0.1] * 3, seed=1) == (0.1, 0.1)


def test_large_samples_are_drawn_in_parts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bootstrap, "_DRAWN_AT_ONCE", 10)
    low, high = bootstrap_interval([0.0, 1.0] * 8, seed=1, samples=501)
    # 16 even draws: Binomial(16, 0.5) / 16, whose quantiles are 4/16 and 12/16
    assert (low, high) == (0.25, 0.75)


@given(VALUES, st.integers(0, 99))
@settings(deadline=None, max_examples=60)
def test_an_interval_lies_within_the_values(values: list[float], seed: int):
    low, high = bootstrap_interval(values, seed=seed, samples=50)
    assert min(values) <= low <= high <= max(values)


def test_a_difference_is_after_less_before():
    before, after = [0.0, 0.0, 1.0, 0.0], [1.0, 0.0, 1.0, 1.0]
    difference = paired_difference(before, after, seed=1)
    assert difference.mean == 0.5  # (1 + 0 + 0 + 1) / 4
    assert difference == (0.5, *bootstrap_interval([1.0, 0.0, 0.0, 1.0], seed=1))
    assert (difference.low, difference.high) == (0.0, 1.0)


def test_pairs_are_kept_together():
    """Each question got a little better, however far they lie apart: that is beyond luck. Unpaired, it would drown."""
    before = [i / 100 for i in range(100)]
    after = [value + 0.01 for value in before]
    difference = paired_difference(before, after, seed=1)
    assert difference == pytest.approx((0.01, 0.01, 0.01), abs=1e-12)
    low, high = bootstrap_interval(before, seed=1)
    assert high - low > 0.1


def test_difference_of_no_questions_and_of_one():
    assert paired_difference([], [], seed=1) == Difference(0.0, -math.inf, math.inf)
    assert paired_difference([0.25], [1.0], seed=1) == Difference(0.75, 0.75, 0.75)


def test_every_question_needs_both():
    with pytest.raises(ValueError, match="longer"):
        paired_difference([1.0], [1.0, 0.0], seed=1)


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from([0.0, 0.5, 1.0])), min_size=1, max_size=12))
@settings(deadline=None, max_examples=60)
def test_a_difference_lies_within_its_interval_of_everything(pairs: list[tuple[float, float]]):
    before, after = [old for old, _ in pairs], [new for _, new in pairs]
    mean, low, high = paired_difference(before, after, seed=1, samples=200, level=1.0)
    differences = [new - old for old, new in pairs]
    assert mean == sum(differences) / len(differences)
    assert min(differences) <= low <= high <= max(differences)
