"""How sure is it: the logistic function of what search found, and the thresholds that come with its coefficients."""

import json
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.model import Article, Part, Span, Statement, StatementHit
from onrecord.qa import gate
from onrecord.qa.gate import Gate, log_odds, logistic


def hit(**values: float) -> StatementHit:
    statement = Statement("a", "Ann Karsk", None, None, (Span(0, 5),), "direct")
    return StatementHit(statement, Article("Words", id="a"), 0.5, {name: Part(value, 0.0) for name, value in values.items()})


@pytest.fixture
def fitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gate:
    """With numbers that can be worked out by hand."""
    numbers = gate_json()
    numbers["said"] = {"late": 4.0, "words": 2.0, "intercept": -3.0}
    path = tmp_path / "gate.json"
    path.write_text(json.dumps(numbers), encoding="utf-8")
    monkeypatch.setattr(gate, "_FITTED", path)
    return Gate()


def gate_json() -> dict[str, Any]:
    return json.loads(gate._FITTED.read_text(encoding="utf-8"))  # pyright: ignore[reportPrivateUsage]


def test_confidence_is_the_logistic_function_of_the_weighted_sum(fitted: Gate) -> None:
    assert fitted.said(hit(late=0.5, words=1.0, dense=9.0)) == pytest.approx(1 / (1 + math.exp(-(4 * 0.5 + 2 * 1.0 - 3))))
    assert fitted.said(hit(late=0.5, words=0.5)) == 0.5


def test_what_search_did_not_find_out_counts_as_nothing(fitted: Gate) -> None:
    assert fitted.said(hit(words=0.0)) == pytest.approx(1 / (1 + math.exp(3)))
    assert fitted.said(hit()) == pytest.approx(1 / (1 + math.exp(3)))


def test_no_value_is_too_large(fitted: Gate) -> None:
    assert fitted.said(hit(late=1e9)) == pytest.approx(1.0)
    assert fitted.said(hit(late=-1e9)) == pytest.approx(0.0)


def test_a_calibration_bends_log_odds() -> None:
    calibrated = Gate({**gate_json(), "calibration": {way: {"slope": 2.0, "intercept": -1.0} for way in ("heard", "named", "told")}})
    expected = 1 / (1 + math.exp(-(2 * math.log(3) - 1)))
    assert [calibrated.heard(0.75), calibrated.named(0.75), calibrated.told(0.75)] == pytest.approx([expected] * 3)


@settings(deadline=None, max_examples=100)
@given(st.floats(0, 1), st.floats(0, 1))
def test_a_better_score_is_never_less_sure(one: float, other: float) -> None:
    fitted = Gate()
    low, high = sorted((one, other))
    for way in (fitted.heard, fitted.named, fitted.told):
        assert 0 <= way(low) <= way(high) <= 1


def test_log_odds_are_the_inverse_of_the_logistic_function() -> None:
    assert [logistic(log_odds(p)) for p in (0.0, 0.2, 0.5, 0.99, 1.0)] == pytest.approx([0.0, 0.2, 0.5, 0.99, 1.0])
    assert logistic(1e9) == 1.0


def test_the_numbers_that_come_along_are_complete_and_finite() -> None:
    numbers = gate_json()
    assert sorted(numbers) == ["answers", "calibration", "cites", "figures", "fitted on", "said", "sure", "tells"]
    assert sorted(numbers["said"]) == ["around", "dense", "intercept", "late", "passage", "words"]
    assert sorted(numbers["calibration"]) == ["heard", "named", "told"]
    assert all(each["slope"] > 0 and math.isfinite(each["intercept"]) for each in numbers["calibration"].values())
    assert all(0 < numbers[name] < 1 for name in ("answers", "tells", "cites", "sure"))


def test_what_is_found_can_be_too_little_and_enough() -> None:
    fitted = Gate()
    far, near, nearest = (fitted.said(hit(late=x, dense=x, words=x, passage=x)) for x in (0.0, 0.5, 1.0))
    assert 0 < far < fitted.cites
    assert far < near < nearest < 1
    assert fitted.heard(far) < fitted.answers < fitted.heard(nearest)
    assert fitted.told(0.1) < fitted.tells < fitted.told(0.95)
