"""Is there an answer at all? How sure it is that a statement is on the topic that was asked about, and that anything answers.

A logistic regression on what search found out, and a calibration of its best score; the numbers stand in gate.json, with what they
were fitted on (``python -m onrecord.evals.fitting``). support.py compares sentences with questions of fact.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..index.model import StatementHit

_FITTED = Path(__file__).with_name("gate.json")
_FAR = 50.0  # log-odds beyond which nothing is told apart


@dataclass(frozen=True)
class Calibration:
    """A score made into a probability: the logistic function of slope * log-odds of the score + intercept.

    Platt 1999, Probabilistic Outputs for Support Vector Machines. A slope is never negative: the better the score, the surer.
    """

    slope: float
    intercept: float

    def __call__(self, score: float) -> float:
        """Of a score from 0 to 1."""
        return self.at(log_odds(score))

    def at(self, odds: float) -> float:
        """Of its log-odds."""
        return logistic(self.slope * odds + self.intercept)


class Gate:
    """How likely it is that there is an answer, by the best that was found, and from where on that is enough.

    ``answers`` is the confidence from which on somebody's words answer, ``tells`` that from which on a sentence answers a question of
    fact; ``sure`` is that of an answer which needs no weighing. ``cites`` is no confidence: it is what ``said`` must be of words that
    are shown beside the best.
    """

    def __init__(self, fitted: Mapping[str, Any] | None = None) -> None:
        """``fitted`` is what gate.json holds, or other numbers under the same keys."""
        fitted = read_fitted() if fitted is None else fitted
        self._said: dict[str, float] = fitted["said"]
        self._calibrations = {way: Calibration(**numbers) for way, numbers in fitted["calibration"].items()}
        self.answers: float = fitted["answers"]
        self.cites: float = fitted["cites"]
        self.tells: float = fitted["tells"]
        self.sure: float = fitted["sure"]

    def said(self, hit: StatementHit) -> float:
        """That a statement of the one who was asked for is on the topic."""
        return logistic(self._said["intercept"] + sum(w * hit.parts[name].value for name, w in self._said.items() if name in hit.parts))

    def heard(self, best: float) -> float:
        """That somebody says something on the topic, by ``said`` of the best of their statements."""
        return self._calibrations["heard"](best)

    def named(self, best: float) -> float:
        """That anybody says it, by ``said`` of the best of all statements."""
        return self._calibrations["named"](best)

    def told(self, best: float) -> float:
        """That the articles tell a fact, by the ``confidence`` of the sentence that does so best."""
        return self._calibrations["told"](best)


def read_fitted() -> dict[str, Any]:
    """What gate.json holds."""
    return json.loads(_FITTED.read_text(encoding="utf-8"))


def logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-max(min(odds, _FAR), -_FAR)))


def log_odds(probability: float) -> float:
    """The inverse of ``logistic``."""
    if probability <= 0 or probability >= 1:
        return math.copysign(_FAR, probability - 0.5)
    return max(min(math.log(probability / (1 - probability)), _FAR), -_FAR)
