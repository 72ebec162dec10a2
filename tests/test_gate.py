"""How sure is it: the logistic function of what search found, and the thresholds that come with its coefficients."""

import json
import math
from pathlib import Path

import pytest

from onrecord.index.model import Article, Part, Span, Statement, StatementHit
from onrecord.qa import gate
from onrecord.qa.gate import Gate


def hit(**values: float) -> StatementHit:
    statement = Statement("a", "Ann Karsk", None, None, (Span(0, 5),), "direct")
    return StatementHit(statement, Article("Words", id="a"), 0.5, {name: Part(value, 0.0) for name, value in values.items()})


@pytest.fixture
def fitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gate:
    """With numbers that can be worked out by hand."""
    numbers = json.loads(gate._FITTED.read_text(encoding="utf-8"))  # pyright: ignore[reportPrivateUsage]
    numbers["said"] = {"late": 4.0, "words": 2.0, "intercept": -3.0}
    path = tmp_path / "gate.json"
    path.write_text(json.dumps(numbers), encoding="utf-8")
    monkeypatch.setattr(gate, "_FITTED", path)
    return Gate()


def test_confidence_is_the_logistic_function_of_the_weighted_sum(fitted: Gate) -> None:
    assert fitted.said(hit(late=0.5, words=1.0, dense=9.0)) == pytest.approx(1 / (1 + math.exp(-(4 * 0.5 + 2 * 1.0 - 3))))
    assert fitted.said(hit(late=0.5, words=0.5)) == 0.5


def test_what_search_did_not_find_out_counts_as_nothing(fitted: Gate) -> None:
    assert fitted.said(hit(words=0.0)) == pytest.approx(1 / (1 + math.exp(3)))
    assert fitted.said(hit()) == pytest.approx(1 / (1 + math.exp(3)))


def test_no_value_is_too_large(fitted: Gate) -> None:
    assert fitted.said(hit(late=1e9)) == pytest.approx(1.0)
    assert fitted.said(hit(late=-1e9)) == pytest.approx(0.0)


def test_the_thresholds_that_come_along_are_confidences_in_their_order() -> None:
    fitted = Gate()
    assert 0 < fitted.cites <= fitted.answers < fitted.sure < 1


def test_the_nearer_the_surer() -> None:
    fitted = Gate()
    far, near, nearest = (fitted.said(hit(late=x, dense=x, words=x, passage=x)) for x in (0.0, 0.5, 1.0))
    assert 0 < far < fitted.cites
    assert far < near < nearest < 1
    assert nearest > fitted.answers
