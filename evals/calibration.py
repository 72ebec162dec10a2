"""Does the confidence tell right from wrong, and when to say nothing? A measure of nothing at all is None."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np

from .metrics import share


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """How often a positive scores above a negative, a tie counting half: the area under the ROC curve. None if one side is empty.

    It is Mann and Whitney's U / (n_positive * n_negative); Hanley and McNeil 1982 (https://doi.org/10.1148/radiology.143.1.7063747).
    """
    if not positive or not negative:
        return None
    ordered = np.sort(np.asarray(negative, np.float64))
    below = np.searchsorted(ordered, positive, "left")
    not_above = np.searchsorted(ordered, positive, "right")
    return float((below + not_above).sum() / (2 * len(positive) * len(negative)))


def risk_coverage(confidences: Sequence[float], correct: Sequence[bool]) -> list[tuple[float, float]]:
    """(coverage, risk) for each confidence that answers have, from the highest: the share answered at or above it, and of these the wrong.

    Answers with the same confidence come in together, so the order in which they are given makes no difference.
    El-Yaniv and Wiener 2010 (https://www.jmlr.org/papers/v11/el-yaniv10a.html).
    """
    ranked = sorted(zip(confidences, correct, strict=True), key=itemgetter(0), reverse=True)
    points: list[tuple[float, float]] = []
    answered = wrong = 0
    for _, tied in groupby(ranked, key=itemgetter(0)):
        for _, is_correct in tied:
            answered += 1
            wrong += not is_correct
        points.append((answered / len(ranked), wrong / answered))
    return points


@dataclass(frozen=True)
class Bin:
    """Answers with a confidence above ``low`` and up to ``high``; the first bin has those with 0 too."""

    low: float
    high: float
    n: int
    confidence: float
    """The mean; a calibrated confidence is equal to the accuracy."""
    accuracy: float


def reliability(confidences: Sequence[float], correct: Sequence[bool], bins: int = 10) -> list[Bin]:
    """A reliability diagram: ``bins`` of equal width, from low to high, without those that hold no answer.

    Guo et al. 2017 (https://proceedings.mlr.press/v70/guo17a.html), section 2: bin m has the confidences in ((m - 1) / M, m / M].

    Raises:
        ValueError: a confidence that is not from 0 to 1.
    """
    edges = [m / bins for m in range(bins + 1)]
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, is_correct in zip(confidences, correct, strict=True):
        if not 0 <= confidence <= 1:
            raise ValueError(f"a confidence of {confidence!r}; it must be from 0 to 1")
        held[bisect_left(edges, confidence, 1) - 1].append((confidence, is_correct))
    return [
        Bin(edges[m], edges[m + 1], len(one), sum(c for c, _ in one) / len(one), sum(right for _, right in one) / len(one))
        for m, one in enumerate(held)
        if one
    ]


def expected_calibration_error(confidences: Sequence[float], correct: Sequence[bool], bins: int = 10) -> float | None:
    """ECE = the sum over bins of (n_bin / n) * |accuracy - confidence|: equation 3 in Guo et al. 2017, as above.

    Raises:
        ValueError: a confidence that is not from 0 to 1.
    """
    held = reliability(confidences, correct, bins)
    return sum(one.n * abs(one.accuracy - one.confidence) for one in held) / len(confidences) if held else None


def precision_over_attempted(attempted: Sequence[bool], correct: Sequence[bool]) -> float | None:
    """Of the questions that got an answer, the share whose answer is right: "correct given attempted".

    Wei et al. 2024, SimpleQA (https://arxiv.org/abs/2411.04368).
    """
    return share([is_correct for was_attempted, is_correct in zip(attempted, correct, strict=True) if was_attempted])


def accuracy_over_all(correct: Sequence[bool]) -> float | None:
    """Of all questions, the share that was dealt with rightly. What wasn't attempted is wrong, unless there was no answer to give."""
    return share(correct)
