"""Logistic models: signals by name in, log-odds out; what is fitted stands in JSON files beside the code that uses it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

_FAR = 50.0  # log-odds beyond which nothing is told apart


class Weight(NamedTuple):
    """Of one signal: its weight, per ``scale``, counted from its ``mean``."""

    weight: float
    mean: float
    scale: float


@dataclass(frozen=True)
class Model:
    """log-odds = intercept + sum of weight * (signal - mean) / scale."""

    intercept: float
    weights: Mapping[str, Weight]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Model:
        """Out of ``{"intercept": ..., "weights": {name: [weight, mean, scale]}}``."""
        return cls(float(row["intercept"]), {name: Weight(*map(float, each)) for name, each in row["weights"].items()})

    def log_odds(self, seen: Mapping[str, float]) -> float:
        """A signal that is wanting counts as its mean."""
        known = ((each, seen[name]) for name, each in self.weights.items() if name in seen)
        return self.intercept + sum(each.weight * (value - each.mean) / each.scale for each, value in known)

    def probability(self, seen: Mapping[str, float]) -> float:
        return logistic(self.log_odds(seen))

    def to_json(self) -> dict[str, Any]:
        """What ``of`` reads, to four digits."""
        return {
            "intercept": round(self.intercept, 4),
            "weights": {name: [round(number, 4) for number in each] for name, each in self.weights.items()},
        }


def logistic(odds: float) -> float:
    """1 / (1 + exp(-odds))."""
    return 1 / (1 + math.exp(-max(min(odds, _FAR), -_FAR)))


def log_odds(probability: float) -> float:
    """The inverse of ``logistic``."""
    if probability <= 0 or probability >= 1:
        return math.copysign(_FAR, probability - 0.5)
    return max(min(math.log(probability / (1 - probability)), _FAR), -_FAR)
