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


def sign_test(before: Sequence[float], after: Sequence[float]) -> float:
    """The exact two-sided p-value of the sign test: how likely at least so uneven a split of rises and falls is, were either as likely.

    p = min(1, 2 * P(X <= min(rises, falls))) with X ~ Binomial(rises + falls, 1/2); pairs without a difference don't count.
    Dixon and Mood 1946 (https://doi.org/10.1080/01621459.1946.10501898). Without a rise or a fall it is 1.
    """
    rises = sum(new > old for old, new in zip(before, after, strict=True))
    falls = sum(new < old for old, new in zip(before, after, strict=True))
    n = rises + falls
    ways = total = 1  # C(n, i) and its sum up to i, in whole numbers: exact, and fast for thousands of pairs
    for i in range(1, min(rises, falls) + 1):
        ways = ways * (n - i + 1) // i
        total += ways
    return min(1.0, 2 * total / 2**n)
