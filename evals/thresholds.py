"""From which confidence on to answer: as many answers with all their evidence, and as many refusals where there is none, as can be had."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from .platt import folds

GRID = [round(0.01 * i, 2) for i in range(1, 100)]
_ALIKE = 0.01  # by which two means differ by chance: half their standard error with some 500 questions
_ROUNDING = 1e-9


class Judged(NamedTuple):
    """A question with its confidence, whether it has an answer, and whether all evidence is shown if it is answered.

    ``refused``: whatever the threshold.
    """

    group: str
    confidence: float
    answerable: bool
    full: bool
    refused: bool


def shares(rows: Sequence[Judged], threshold: float) -> tuple[float, float]:
    """How many of the answerable are answered with all evidence, and how many of the others refused; 0 where there are none."""
    full, refused = _counts(rows, threshold)
    return full / max(sum(row.answerable for row in rows), 1), refused / max(sum(not row.answerable for row in rows), 1)


def _counts(rows: Sequence[Judged], threshold: float) -> tuple[int, int]:
    answered = [row.confidence >= threshold and not row.refused for row in rows]
    full = sum(a and row.answerable and row.full for a, row in zip(answered, rows, strict=True))
    return full, sum(not a and not row.answerable for a, row in zip(answered, rows, strict=True))


def best_thresholds(
    words: Sequence[Judged], facts: Sequence[Judged], others: Sequence[Judged], least_refused: float
) -> tuple[float, float]:
    """One for words and one for facts: where the mean of the two ``shares`` over all questions is largest, or as good as.

    Only such as refuse at least so many; where none do, those that refuse the most. Of several as good those that answer most, and of
    these the middle one. ``others`` have no threshold: they are answered unless they are refused anyway.
    """
    everything = [*words, *facts, *others]
    n_yes = max(sum(row.answerable for row in everything), 1)
    n_no = max(sum(not row.answerable for row in everything), 1)
    # (n_thresholds, 2) each; of both together (n_thresholds, n_thresholds, 2)
    of_words, of_facts = (np.array([_counts(rows, threshold) for threshold in GRID]) for rows in (words, facts))
    both = (of_words[:, None] + of_facts[None] + np.array(_counts(others, 0.0))) / (n_yes, n_no)
    full, refused = both[..., 0], both[..., 1]
    enough = refused >= min(least_refused, refused.max()) - _ROUNDING
    mean = np.where(enough, (full + refused) / 2, -1.0)
    best = mean >= mean.max() - _ALIKE
    for share in (full, refused):
        best &= share >= share[best].max() - _ROUNDING
    rows_with = np.flatnonzero(best.any(axis=1))
    at = rows_with[len(rows_with) // 2]
    columns = np.flatnonzero(best[at])
    return GRID[at], GRID[columns[len(columns) // 2]]


def held_out(words: Sequence[Judged], facts: Sequence[Judged], others: Sequence[Judged], least_refused: float) -> tuple[float, float]:
    """The two ``shares`` over all questions, those about each article by the thresholds that are best for the other articles."""
    everything = [*words, *facts, *others]
    full = refused = 0
    for fold in folds([row.group for row in everything]):
        rest = [_apart(rows, fold, within=False) for rows in (words, facts, others)]
        answers, tells = best_thresholds(rest[0], rest[1], rest[2], least_refused)
        for rows, threshold in ((words, answers), (facts, tells), (others, 0.0)):
            counts = _counts(_apart(rows, fold, within=True), threshold)
            full, refused = full + counts[0], refused + counts[1]
    n_yes = sum(row.answerable for row in everything)
    return full / max(n_yes, 1), refused / max(len(everything) - n_yes, 1)


def _apart(rows: Sequence[Judged], groups: Collection[str], within: bool) -> list[Judged]:
    return [row for row in rows if (row.group in groups) == within]
