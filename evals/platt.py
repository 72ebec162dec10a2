"""Scores made into probabilities, fitted on some articles and measured on others, so that no figure comes from what was fitted to.

scikit-learn, which comes with sentence-transformers, is imported at the first fit: it takes a second, and only fitting needs it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ..index.errors import OnRecordError
from ..qa.gate import Calibration
from .calibration import auroc, expected_calibration_error

FOLDS = 10
_FREE = 1e6  # inverse strength of L2: none to speak of

Floats = npt.NDArray[np.float64]


def logistic_regression(
    inputs: Floats, labels: npt.ArrayLike, weights: Floats | None = None, c: float = _FREE, intercept: bool = True
) -> Any:
    """scikit-learn's, fitted: ``inputs`` (n, n_inputs), ``labels`` (n,), ``c`` the inverse strength of L2.

    Raises:
        OnRecordError: scikit-learn isn't installed, or all labels are the same.
    """
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        raise OnRecordError("fitting needs scikit-learn, which isn't installed: pip install scikit-learn") from None
    if len(kinds := set(np.asarray(labels).tolist())) < 2:
        what = f"all {len(inputs)} examples to fit to are labelled {kinds.pop()}" if kinds else "there are no examples to fit to"
        raise OnRecordError(f"{what}; the gold must have some of either kind")
    return LogisticRegression(C=c, fit_intercept=intercept, max_iter=5000).fit(inputs, labels, sample_weight=weights)


def folds(groups: Sequence[str], most: int = FOLDS) -> list[set[str]]:
    """The groups dealt out to folds.

    Raises:
        OnRecordError: there is only one.
    """
    names = sorted(set(groups))
    if len(names) < 2:
        raise OnRecordError(f"the gold is about {', '.join(names) or 'nothing'}; to fit on some articles and measure on others takes two")
    return [set(names[i::most]) for i in range(min(most, len(names)))]


def balance(labels: Sequence[bool]) -> Floats:
    """(n,) weights under which both kinds weigh alike."""
    y = np.array(labels, bool)
    return np.where(y, 0.5 / max(y.mean(), 1e-9), 0.5 / max(1 - y.mean(), 1e-9))


def platt(odds: Sequence[float], labels: Sequence[bool], weights: Floats | None = None) -> Calibration:
    """Slope and intercept over log-odds, (n,); what there is nothing to learn from stays as it is.

    Platt 1999, with his targets, (n_positive + 1) / (n_positive + 2) and 1 / (n_negative + 2), under which few examples and those that
    are told apart without fault don't make it certain. Where the slope would be negative, the confidence is the same for all.
    """
    if not labels:
        return Calibration(1.0, 0.0)
    y, each = np.array(labels, bool), np.ones(len(labels)) if weights is None else weights
    targets = np.where(y, (y.sum() + 1) / (y.sum() + 2), 1 / ((~y).sum() + 2))
    twice = np.repeat([True, False], len(y))
    both = np.concatenate([each * targets, each * (1 - targets)])
    fitted = logistic_regression(np.tile(odds, 2)[:, None], twice, both)
    if fitted.coef_[0, 0] < 0:
        share = float(np.average(targets, weights=each))
        return Calibration(0.0, float(np.log(share / (1 - share))))
    return Calibration(float(fitted.coef_[0, 0]), float(fitted.intercept_[0]))


def cross_calibrated(odds: Sequence[float], labels: Sequence[bool], groups: Sequence[str], balanced: bool = False) -> list[float]:
    """(n,) probabilities, each by a calibration that was fitted without its group."""
    found = [0.0] * len(odds)
    for fold in folds(groups):
        rest = [i for i, group in enumerate(groups) if group not in fold]
        kept = [labels[i] for i in rest]
        fitted = platt([odds[i] for i in rest], kept, balance(kept) if balanced else None)
        for i in (i for i, group in enumerate(groups) if group in fold):
            found[i] = fitted.at(odds[i])
    return found


def figures(confidences: Sequence[float], labels: Sequence[bool]) -> dict[str, float | int | None]:
    """How well confidences tell what has an answer from what has none; None where one of the two is wanting."""
    yes = [c for c, label in zip(confidences, labels, strict=True) if label]
    no = [c for c, label in zip(confidences, labels, strict=True) if not label]
    return {
        "answerable": len(yes),
        "unanswerable": len(no),
        "auroc": _rounded(auroc(yes, no)),
        "expected_calibration_error": _rounded(expected_calibration_error(confidences, labels)),
        "refused, with 0.9 answered": _rounded(_refused_at(yes, no, 0.9)),
    }


def _refused_at(yes: Sequence[float], no: Sequence[float], answered: float) -> float | None:
    """The share of ``no`` below a threshold that so many of ``yes`` reach."""
    if not yes or not no:
        return None
    threshold = sorted(yes, reverse=True)[math.ceil(answered * len(yes)) - 1]
    return sum(c < threshold for c in no) / len(no)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
