"""Questions and claims about an invented town, as files that training reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.evals.training.examples import (
    DATA,
    rows,
)

QUESTIONS = rows(DATA / "questions.jsonl")
CLAIMS = rows(DATA / "claims.jsonl")


def evidence(row: dict[str, Any]) -> list[dict[str, str]]:
    return [each for piece in row["evidence"] for each in piece]


TOWN = "Rain fell on Alden. The mill burned on Tuesday night. Nobody was hurt."
OTHERS = {"b": "The mill reopened. It cost a lot.", "c": "Karsk sang.", "d": "Boats sank off Tarn.", "e": "The fair opened in May."}


def lines(told: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the seconds that it took."""
    return [{key: value for key, value in line.items() if key != "s"} for line in told]
