"""How much of a figure is luck: intervals, and whether a difference is one. The same seed gives the same result."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_DRAWN_AT_ONCE = 1_000_000  # so that thousands of samples of thousands of values stay within some 16 MB


class Difference(NamedTuple):
    """The mean of after less before, and its interval."""

    mean: float
    low: float
    high: float


def bootstrap_interval(values: Sequence[float], *, seed: int, samples: int = 2000, level: float = 0.95) -> tuple[float, float]:
    """The percentile bootstrap of the mean: Efron 1979 (https://doi.org/10.1214/aos/1176344552).

    The order of the values makes no difference. One value is its own interval; of no values any mean is possible: (-inf, inf).
    """
    if not values:
        return -math.inf, math.inf
    ordered = np.sort(np.asarray(values, np.float64))
    outside = (1 - level) / 2
    low, high = np.quantile(_means(ordered, seed, samples), [outside, 1 - outside])
    least, most = ordered[0], ordered[-1]  # a rounded mean of equal values may lie a last bit beyond them
    return float(np.clip(low, least, most)), float(np.clip(high, least, most))


def _means(values: NDArray[np.float64], seed: int, samples: int) -> NDArray[np.float64]:
    """Means of that many samples, each as many of the values as there are, drawn with replacement: (samples,)."""
    rng = np.random.Generator(np.random.PCG64(seed))  # by name: what default_rng is may change
    n = len(values)
    rows = max(1, _DRAWN_AT_ONCE // n)
    sizes = [min(rows, samples - done) for done in range(0, samples, rows)]
    parts: list[NDArray[Any]] = [values[rng.integers(n, size=(size, n))].mean(axis=1) for size in sizes]
    return np.concatenate(parts)


def paired_difference(
    before: Sequence[float], after: Sequence[float], *, seed: int, samples: int = 2000, level: float = 0.95
) -> Difference:
    """How much better ``after`` is than ``before``, with ``before[i]`` and ``after[i]`` of the same question.

    The paired bootstrap of Koehn 2004 (https://aclanthology.org/W04-3250/): questions are drawn, each with both its values. An interval
    without 0 is a difference beyond luck. Without questions there is no difference, and none that is ruled out: (0, -inf, inf).
    """
    differences = [new - old for old, new in zip(before, after, strict=True)]
    mean = math.fsum(differences) / len(differences) if differences else 0.0
    return Difference(mean, *bootstrap_interval(differences, seed=seed, samples=samples, level=level))
