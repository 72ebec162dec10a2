"""How likely it is that a source bears a sentence out, by the signs of it.

The weights stand in check.json, with what they were fitted on and how they did (``python -m onrecord.evals.fitting``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..index.logistic import Model

_FITTED = Path(__file__).with_name("check.json")


@dataclass(frozen=True)
class Bearing:
    """Two logistic models over signs. From ``threshold`` on a sentence that no rule objects to is verified; ``plausible`` weighs what the
    rules found with the signs, and below ``least`` of it a sentence is removed."""

    model: Model
    threshold: float
    plausible: Model
    least: float

    def __call__(self, signs: Mapping[str, float]) -> float:
        return self.model.probability(signs)


def load_bearing(by_meaning: bool, fitted: Mapping[str, Any] | None = None) -> Bearing:
    """For words found by what they mean too, or by their forms alone; ``fitted`` is what check.json holds, or other numbers."""
    held: Mapping[str, Any] = json.loads(_FITTED.read_text("utf-8")) if fitted is None else fitted
    row = held["by meaning" if by_meaning else "by form"]
    plausible = row["plausible"]
    return Bearing(Model.of(row), float(row["threshold"]), Model.of(plausible), float(plausible["least"]))
