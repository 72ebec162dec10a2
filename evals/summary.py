"""Outcomes to figures: means with intervals, over all questions and by tag, and how well the confidence tells right from wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .bootstrap import bootstrap_interval
from .calibration import (
    accuracy_over_all,
    auroc,
    expected_calibration_error,
    precision_over_attempted,
    reliability,
    risk_coverage,
)
from .comparison import percentile
from .metrics import share
from .run import Outcome

SEED = 20220215
_DIGITS = 6  # of what is stored: enough to compare, and few enough to be the same on every machine
_BINS = 10


def summarize(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """What results.json holds of a suite."""
    tags = sorted({tag for outcome in outcomes for tag in outcome["tags"]})
    return {
        "n": len(outcomes),
        "measures": _measures(outcomes),
        "by_tag": {tag: _part([outcome for outcome in outcomes if tag in outcome["tags"]]) for tag in tags},
        "abstention": _abstention(outcomes),
        "curves": _curves(outcomes),
        "questions": {outcome["id"]: _rounded(outcome["measures"]) for outcome in outcomes},
    }


def times(seconds: Sequence[float]) -> dict[str, float]:
    """Milliseconds an answer."""
    return {f"p{p}_ms": round(percentile([1000 * second for second in seconds], p), 2) for p in (50, 95)}


def _part(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    return {"n": len(outcomes), "measures": _measures(outcomes)}


def _measures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The mean of each measure over the questions to which it applies, with its 95 % interval."""
    figures: dict[str, Any] = {}
    for name in outcomes[0]["measures"] if outcomes else ():
        values = [outcome["measures"][name] for outcome in outcomes if outcome["measures"][name] is not None]
        if values:
            low, high = bootstrap_interval(values, seed=SEED)
            figures[name] = _rounded({"value": sum(values) / len(values), "low": low, "high": high}) | {"n": len(values)}
    return figures


def _abstention(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """How well it knows what it doesn't know; None where there are no questions of that kind."""
    answerable = [outcome for outcome in outcomes if not outcome["unanswerable"]]
    unanswerable = [outcome for outcome in outcomes if outcome["unanswerable"]]
    attempted = [outcome["answer"]["answered"] for outcome in outcomes]
    right = [outcome["measures"]["correct"] == 1 for outcome in outcomes]
    return _rounded(
        {
            "auroc": auroc(_confidences(answerable), _confidences(unanswerable)),
            "expected_calibration_error": expected_calibration_error(_confidences(outcomes), _answerable(outcomes), _BINS),
            "precision_over_attempted": precision_over_attempted(attempted, right),
            "accuracy_over_all": accuracy_over_all(right),
            "coverage_on_answerable": share([outcome["answer"]["answered"] for outcome in answerable]),
            "accuracy_on_unanswerable": share([not outcome["answer"]["answered"] for outcome in unanswerable]),
            "median_words_cited": _median([outcome["measures"].get("words_cited") for outcome in outcomes]),
        }
    )


def _median(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return percentile(known, 50) if known else None


def _curves(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    confidences, answerable = _confidences(outcomes), _answerable(outcomes)
    bins = [
        _rounded({"low": b.low, "high": b.high, "confidence": b.confidence, "accuracy": b.accuracy}) | {"n": b.n}
        for b in reliability(confidences, answerable, _BINS)
    ]
    # A question that has no answer is a risk too: whoever answered it would be wrong.
    points = risk_coverage(confidences, [o["measures"]["correct"] == 1 and not o["unanswerable"] for o in outcomes])
    return {"risk_coverage": [[round(coverage, _DIGITS), round(risk, _DIGITS)] for coverage, risk in points], "reliability": bins}


def _confidences(outcomes: Sequence[Outcome]) -> list[float]:
    return [outcome["answer"]["confidence"] for outcome in outcomes]


def _answerable(outcomes: Sequence[Outcome]) -> list[bool]:
    """What the confidence is about: whether the articles answer the question."""
    return [not outcome["unanswerable"] for outcome in outcomes]


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value if value is None else round(float(value), _DIGITS) for name, value in values.items()}
