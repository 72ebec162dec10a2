"""Two runs compared question by question."""

from collections.abc import Sequence
from typing import Any

import pytest

from onrecord.evals.regression import compare
from onrecord.index.errors import OnRecordError


def results(**measures: Sequence[float | None]) -> dict[str, Any]:
    """Of one suite, whose nth question has the nth value of each measure."""
    n = len(next(iter(measures.values())))
    return {"suites": {"bay": {"questions": {f"q{i}": {name: values[i] for name, values in measures.items()} for i in range(n)}}}}


def test_a_fall_on_every_question_is_worse_and_named() -> None:
    (change,) = compare(results(correct=[1.0] * 20), results(correct=[0.0] * 20))
    assert (change.suite, change.measure, change.before, change.after, change.n) == ("bay", "correct", 1.0, 0.0, 20)
    assert (change.low, change.high, change.verdict) == (-1.0, -1.0, "worse")
    assert (change.better, change.worse) == ((), tuple(f"q{i}" for i in range(20)))


def test_a_rise_is_better() -> None:
    (change,) = compare(results(correct=[0.0] * 20), results(correct=[1.0] * 20))
    assert (change.verdict, change.low, change.high, len(change.better)) == ("better", 1.0, 1.0, 20)


def test_one_question_of_twenty_is_noise() -> None:
    (change,) = compare(results(correct=[1.0] * 20), results(correct=[0.0] + [1.0] * 19))
    assert (change.verdict, change.after, change.worse) == ("same", 0.95, ("q0",))
    assert change.low < 0 == change.high


def test_the_same_is_the_same() -> None:
    (change,) = compare(results(correct=[1.0, 0.0]), results(correct=[1.0, 0.0]))
    assert (change.verdict, change.low, change.high, change.better, change.worse) == ("same", 0.0, 0.0, (), ())


def test_a_single_inexact_quotation_is_worse() -> None:
    (change,) = compare(results(quote_exact=[1.0] * 20), results(quote_exact=[0.0] + [1.0] * 19))
    assert change.verdict == "worse"


def test_where_less_is_better_a_rise_is_worse() -> None:
    (change,) = compare(results(forbidden_cited=[0.0] * 10), results(forbidden_cited=[1.0] * 10))
    assert (change.verdict, change.worse[0], change.better) == ("worse", "q0", ())
    (change,) = compare(results(forbidden_cited=[1.0] * 10), results(forbidden_cited=[0.0] * 10))
    assert change.verdict == "better"


@pytest.mark.parametrize("measure", ["evidence_shown", "first_right"])
def test_what_is_shown_of_the_evidence_and_first_is_held_too(measure: str) -> None:
    (change,) = compare(results(**{measure: [1.0] * 20}), results(**{measure: [0.0] * 20}))
    assert (change.measure, change.verdict) == (measure, "worse")


def test_questions_to_which_a_measure_does_not_apply_are_left_out() -> None:
    (change,) = compare(results(refused=[1.0, None, 1.0]), results(refused=[1.0, 1.0, None]))
    assert (change.n, change.before, change.after) == (1, 1.0, 1.0)


def test_what_is_neither_good_nor_bad_is_not_compared() -> None:
    changes = compare(
        results(correct=[1.0] * 20, words_cited=[14.0] * 20, unsure=[0.0] * 20),
        results(correct=[1.0] * 20, words_cited=[90.0] * 20, unsure=[1.0] * 20),
    )
    assert [(change.measure, change.verdict) for change in changes] == [("correct", "same")]


def test_nothing_in_common() -> None:
    with pytest.raises(OnRecordError, match="there is nothing to compare: the results before are of bay, and these of hills"):
        compare(results(correct=[1.0]), {"suites": {"hills": {"questions": {"q0": {"correct": 1.0}}}}})
    with pytest.raises(OnRecordError, match="no question in common"):
        compare(results(correct=[1.0]), {"suites": {"bay": {"questions": {"other": {"correct": 1.0}}}}})
