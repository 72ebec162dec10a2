"""Is there an answer at all? How sure it is that a statement is on the topic that was asked about.

A logistic regression on what search found out; its coefficients stand in gate.json, with what they were fitted on. support.py is for
questions of fact.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

from ..index.model import Part, StatementHit

_FITTED = Path(__file__).with_name("gate.json")


class Gate:
    """``answers`` is the confidence from which on somebody's words answer, ``cites`` that which further words need besides; ``tells`` that
    from which on a sentence answers a question of fact; ``sure`` is that of an answer which needs no weighing."""

    def __init__(self) -> None:
        fitted = json.loads(_FITTED.read_text(encoding="utf-8"))
        self._said: dict[str, float] = fitted["said"]
        self.answers: float = fitted["answers"]
        self.cites: float = fitted["cites"]
        self.tells: float = fitted["tells"]
        self.sure: float = fitted["sure"]

    def said(self, hit: StatementHit) -> float:
        """That a statement of the one who was asked for is on the topic."""
        return _logistic(self._said, hit.parts)


def _logistic(coefficients: Mapping[str, float], parts: Mapping[str, Part]) -> float:
    total = coefficients["intercept"] + sum(weight * parts[name].value for name, weight in coefficients.items() if name in parts)
    return 1 / (1 + math.exp(-max(min(total, 50.0), -50.0)))
