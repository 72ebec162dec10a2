"""Fits gate.json: how likely a statement is on the topic that was asked about, and how likely anything is an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from ..index.errors import OnRecordError
from ..index.model import StatementHit
from ..qa.gate import Calibration, log_odds
from .fit_ways import Opened, Overheard, overhear
from .platt import cross_calibrated, figures, folds, logistic_regression, platt
from .thresholds import GRID, Judged, best_thresholds, held_out, shares

PARTS = ("late", "dense", "words", "passage", "around")
"""What search found out about a statement that tells whether it is on a topic."""

LEAST_REFUSED = 0.8  # of the unanswerable questions
_C = 10.0  # inverse strength of L2
CURVE = "threshold, full_evidence, refused"
_STEP = 5  # hundredths between two thresholds that are told

Overhearing = Sequence[Overheard]


@dataclass(frozen=True)
class Weighed:
    """Questions of one way, or several, with the log-odds of the best that was found for each, cross-validated by article."""

    rows: list[Overheard]
    odds: list[float]

    @property
    def answerable(self) -> list[bool]:
        return [row.answerable for row in self.rows]

    def calibration(self) -> Calibration:
        fitted = platt(self.odds, self.answerable)
        return Calibration(round(fitted.slope, 4), round(fitted.intercept, 4))

    def confidences(self) -> list[float]:
        """Each by a calibration that was fitted on other articles."""
        return cross_calibrated(self.odds, self.answerable, [row.group for row in self.rows])


def fit_said(rows: Overhearing) -> dict[str, float]:
    """Weights by the names of PARTS, and "intercept": a logistic regression on all statements of those whose words were asked for."""
    hits = [(hit, on) for row in rows if row.way == "heard" for hit, on in zip(row.hits, row.on_topic, strict=True)]
    if not hits:
        raise OnRecordError("no question of the gold asks for somebody's words on a topic; add some that do, answerable and not")
    fitted = logistic_regression(np.array([_values(hit) for hit, _ in hits]), [on for _, on in hits], c=_C)
    weights = {name: round(float(weight), 3) for name, weight in zip(PARTS, fitted.coef_[0], strict=True)}
    return {**weights, "intercept": round(float(fitted.intercept_[0]), 3)}


def _values(hit: StatementHit) -> list[float]:
    return [hit.parts[name].value if name in hit.parts else 0.0 for name in PARTS]


def cross_validated(suites: Sequence[Opened], rows: Overhearing, shipped: Mapping[str, Any]) -> list[Overheard]:
    """The rows again, each as it is overheard where what ``said`` weighs was fitted on other articles."""
    found: dict[str, Overheard] = {}
    for fold in folds([row.group for row in rows]):
        said = fit_said([row for row in rows if row.group not in fold])
        held = {row.id for row in rows if row.group in fold}
        found |= {row.id: row for row in overhear(suites, {**shipped, "said": said}, held)}
    return [found[row.id] for row in rows]


def fit_gate(suites: Sequence[Opened], shipped: Mapping[str, Any], rows: Overhearing, told: Mapping[str, float]) -> dict[str, Any]:
    """What gate.json is to hold; ``told`` are the cross-validated log-odds of the questions about facts, by id.

    ``cites`` stays as it is. ``sure`` is the share of answerable questions among those that needed no weighing, by Laplace's rule.
    """
    held = [replace(row, way="told") if row.id in told else row for row in cross_validated(suites, rows, shipped)]
    by_way = {way: [row for row in held if row.way == way] for way in ("heard", "named", "told", "sure", "none")}
    weighed = {
        "heard": _weighed(by_way["heard"]),
        # Few of the gold's questions ask who said something, so these are calibrated together with those above.
        "named": _weighed([*by_way["heard"], *by_way["named"]]),
        "told": Weighed(by_way["told"], [told[row.id] for row in by_way["told"]]),
    }
    sure = (sum(row.answerable for row in by_way["sure"]) + 1) / (len(by_way["sure"]) + 2)
    confidences = {row.id: sure if row.way == "sure" else 0.0 for row in held}
    for way in ("named", "heard", "told"):  # a question that two of them have is of the latter
        confidences |= dict(zip((row.id for row in weighed[way].rows), weighed[way].confidences(), strict=True))
    judged = {way: [_judged(row, confidences[row.id]) for row in own] for way, own in by_way.items()}
    parts = ([*judged["heard"], *judged["named"]], judged["told"], [*judged["sure"], *judged["none"]])
    answers, tells = best_thresholds(*parts, LEAST_REFUSED)
    counts = ", ".join(f"{len(own)} {way}" for way, own in by_way.items())
    return {
        "fitted on": f"{len(rows)} questions of the suites {' and '.join(suite.name for suite in suites)}: {counts}",
        "figures": {
            "cross-validated by article": {
                **{way: {**_report(each), CURVE: _curve(judged[way])} for way, each in weighed.items()},
                **{f"all of {suite.name}": _overall(suite.name, held, confidences) for suite in suites},
            },
            "full_evidence, refused; of all, by thresholds of other articles": _rounded(held_out(*parts, LEAST_REFUSED)),
        },
        "said": fit_said(rows),
        "calibration": {way: asdict(each.calibration()) for way, each in weighed.items()},
        "answers": answers,
        "tells": tells,
        "cites": shipped["cites"],
        "sure": round(sure, 3),
    }


def _weighed(rows: list[Overheard]) -> Weighed:
    return Weighed(rows, [log_odds(row.best) for row in rows])


def _judged(row: Overheard, confidence: float) -> Judged:
    return Judged(row.group, confidence, row.answerable, row.full, row.refused)


def _report(weighed: Weighed) -> dict[str, Any]:
    """Cross-validated, beside the calibration error on what was fitted to, which is what an evaluation with these numbers shows."""
    calibration = weighed.calibration()
    fitted = [calibration.at(odds) for odds in weighed.odds]
    error = figures(fitted, weighed.answerable)["expected_calibration_error"]
    return {**figures(weighed.confidences(), weighed.answerable), "expected_calibration_error where fitted": error}


def _curve(rows: Sequence[Judged]) -> list[list[float]]:
    return [[threshold, *_rounded(shares(rows, threshold))] for threshold in GRID[_STEP - 1 :: _STEP]]


def _overall(suite: str, rows: Overhearing, confidences: Mapping[str, float]) -> dict[str, float | int | None]:
    own = [row for row in rows if row.id.startswith(f"{suite}/")]
    return figures([confidences[row.id] for row in own], [row.answerable for row in own])


def _rounded(numbers: Sequence[float]) -> list[float]:
    return [round(number, 3) for number in numbers]
