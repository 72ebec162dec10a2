"""Is there an answer at all? How sure it is that a statement, or a sentence, answers what was asked.

Logistic regressions on what search found out; coefficients in gate.json, with what they were fitted on and how.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

from ..index.model import Part, SentenceHit, StatementHit
from .question import Question

_FITTED = Path(__file__).with_name("gate.json")


class Gate:
    """``answers`` is the confidence from which on there is an answer, ``cites`` that which a further citation needs besides."""

    def __init__(self) -> None:
        fitted = json.loads(_FITTED.read_text(encoding="utf-8"))
        self._said: dict[str, float] = fitted["said"]
        self._told: dict[str, float] = fitted["told"]
        self.answers: float = fitted["answers"]
        self.cites: float = fitted["cites"]
        self.sure: float = fitted["sure"]

    def said(self, hit: StatementHit) -> float:
        """That a statement of the one who was asked for is on the topic."""
        return _logistic(self._said, hit.parts)

    def told(self, question: Question, hit: SentenceHit) -> float:
        """That a sentence answers a question of fact."""
        return _logistic(self._told, hit.parts)


def _logistic(coefficients: Mapping[str, float], parts: Mapping[str, Part]) -> float:
    total = coefficients["intercept"] + sum(weight * parts[name].value for name, weight in coefficients.items() if name in parts)
    return 1 / (1 + math.exp(-max(min(total, 50.0), -50.0)))
