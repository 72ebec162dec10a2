"""Did this change make it better? Two runs compared question by question."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..index.errors import OnRecordError
from .bootstrap import paired_difference
from .summary import SEED

# Measures whose fall, beyond noise, is a failure; where less is better, the sign says so.
GUARDED = {
    "hit@1": 1, "hit@5": 1, "recall@10": 1, "nDCG@10": 1, "evidence_recall": 1, "evidence_shown": 1, "first_right": 1, "full_evidence": 1,
    "token_f1": 1, "citation_precision": 1, "refused": 1, "correct": 1, "speaker_right": 1, "speaker_wrong": -1, "said_on_right": 1,
    "forbidden_cited": -1, "quote_exact": 1,
}  # fmt: skip
# These are promises: a single question on which they are broken anew is no noise.
_PROMISED = {"quote_exact"}
_NAMED = 10  # ids in a line

Verdict = Literal["better", "worse", "same"]


@dataclass(frozen=True)
class Change:
    """What became of one measure in one suite, over the questions that both runs have."""

    suite: str
    measure: str
    before: float
    after: float
    low: float
    """Of the 95 % interval of the mean difference, after less before."""
    high: float
    n: int
    better: tuple[str, ...]
    """Ids of the questions that got better, and below those that got worse."""
    worse: tuple[str, ...]
    verdict: Verdict

    def __str__(self) -> str:
        ids = "".join(f"; {what}: {_some(ids)}" for what, ids in (("better", self.better), ("worse", self.worse)) if ids)
        interval = f"{self.low:+.3f} to {self.high:+.3f}"
        return f"{self.suite} {self.measure} {self.before:.3f} -> {self.after:.3f} ({interval}, n = {self.n}){ids}"


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:_NAMED]) + (f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else "")


def read_results(path: Path) -> dict[str, Any]:
    """A results.json as ``onrecord eval --out`` writes it.

    Raises:
        OnRecordError: it is something else.
    """
    try:
        results = json.loads(path.read_bytes())
    except ValueError as error:
        raise OnRecordError(f"{path} is no JSON ({error}); give the results.json that onrecord eval --out has written") from None
    suites = results.get("suites") if isinstance(results, dict) else None
    if not isinstance(suites, dict) or not all(isinstance(suite, dict) and "questions" in suite for suite in suites.values()):
        raise OnRecordError(f"{path} holds no results; give the results.json that onrecord eval --out has written")
    return results


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Every measure of every suite that both results have.

    Raises:
        OnRecordError: they have nothing in common.
    """
    changes = [
        change
        for suite in sorted(before["suites"].keys() & after["suites"].keys())
        for measure in GUARDED
        if (change := _change(suite, measure, before["suites"][suite]["questions"], after["suites"][suite]["questions"])) is not None
    ]
    if not changes:
        raise OnRecordError(
            f"there is nothing to compare: the results before are of {', '.join(before['suites']) or 'no suite'}, "
            f"and these of {', '.join(after['suites']) or 'no suite'}, with no question in common; run the same suites"
        )
    return changes


def _change(suite: str, measure: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Change | None:
    ids = [id for id in before if id in after and before[id].get(measure) is not None and after[id].get(measure) is not None]
    if not ids:
        return None
    sign = GUARDED[measure]
    old, new = [before[id][measure] for id in ids], [after[id][measure] for id in ids]
    _, low, high = paired_difference(old, new, seed=SEED)
    better = tuple(id for id in ids if sign * (after[id][measure] - before[id][measure]) > 0)
    worse = tuple(id for id in ids if sign * (after[id][measure] - before[id][measure]) < 0)
    fallen, risen = (high < 0, low > 0) if sign > 0 else (low > 0, high < 0)
    verdict: Verdict = "worse" if fallen or (measure in _PROMISED and worse) else "better" if risen else "same"
    return Change(suite, measure, sum(old) / len(ids), sum(new) / len(ids), low, high, len(ids), better, worse, verdict)
