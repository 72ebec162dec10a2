"""Fits check.json: how likely a source bears a sentence out, by the signs of it, where no rule has found anything wrong.

To sentences made by program out of the suites' articles, true ones and corrupted ones, and to the paraphrases written by hand about
them. What is about a suite that is held out is only measured on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..index.embedder import Embedder
from ..index.errors import OnRecordError
from ..index.logistic import Model, Weight
from ..qa.check import Checker
from ..qa.signs import AGAINST, SIGNS
from .checking import NUMBERS, Example, examples, paraphrased
from .corpus import corpus_of
from .paraphrases import SHIPPED
from .suites import SUITES

_C = 0.1  # inverse strength of L2
_BY_HAND = 5.0  # how much more a sentence by hand counts than one by program: they are few, and nearer to what is checked
_CAUGHT = 0.88  # of the false sentences by hand, and of those by program, that a threshold must catch
_GRID = [round(0.01 * i, 2) for i in range(20, 91)]
_LEXICAL = frozenset(("by meaning", "short of", "cosine", "least", "next", "mean"))  # those that need an embedder's vectors


Floats = npt.NDArray[np.float64]


class Row(NamedTuple):
    """An example compared with its sources; ``wrong`` where a rule has found something, whatever the signs."""

    example: Example
    signs: dict[str, float]
    wrong: str
    """The name of the rule; "" for none."""

    @property
    def label(self) -> bool:
        return self.example.label


def rows_of(checker: Checker, given: Iterable[Example]) -> list[Row]:
    """Each sentence with the sources that it needs, or cites; those left out that cite sources of several articles, or quote wrongly."""
    rows: list[Row] = []
    for one in given:
        numbers = one.support if one.label else [n for n in one.cited if 0 < n <= len(one.sources)]
        sources = [one.sources[n - 1] for n in numbers]
        if one.kind in NUMBERS or len({source.article.id for source in sources}) != 1:
            continue
        compared = checker.compare(one.text, sources)
        if compared is not None:
            rows.append(Row(one, compared.signs, compared.rule))
    return rows


def fit_claims(rows: Sequence[Row], held_out: Sequence[Row] = (), names: Sequence[str] = tuple(SIGNS)) -> dict[str, Any]:
    """What check.json is to hold under the name of a way of seeing.

    Raises:
        OnRecordError: there is too little to fit to.
    """
    odds = _cross_validated(rows, names)
    threshold = _threshold(rows, odds)
    model = _fitted(rows, names)
    measured = {"fitted to, cross-validated by article": _figures(rows, odds, threshold)}
    if held_out:
        measured["held out"] = _figures(held_out, [_probability(model, row) for row in held_out], threshold)
    return {
        "figures": measured,
        "threshold": threshold,
        **model.to_json(),
    }


def fit_both(embedder: Embedder, fitted_to: Sequence[Example], held_out: Sequence[Example]) -> dict[str, Any]:
    """All of check.json: one model for words found by meaning too, one for their forms alone."""
    made: dict[str, Any] = {"fitted on": f"{len(fitted_to)} sentences about {', '.join(sorted({one.suite for one in fitted_to}))}"}
    for way, checker in (("by meaning", Checker(embedder)), ("by form", Checker())):
        names = [name for name in SIGNS if way == "by meaning" or name not in _LEXICAL]
        made[way] = fit_claims(rows_of(checker, fitted_to), rows_of(checker, held_out), names)
    return made


def fit_checker(embedder: Embedder) -> dict[str, Any]:
    """The same of the sentences that come along.

    Raises:
        OnRecordError: articles or paraphrases can't be read.
    """
    by_hand = paraphrased(SHIPPED, [corpus_of(name) for name in SUITES])
    fitted_to = [one for name, suite in SUITES.items() if not suite.held_out for one in examples(name)]
    held_out = [one for one in by_hand if SUITES[one.suite].held_out]
    return fit_both(embedder, [*fitted_to, *(one for one in by_hand if one not in held_out)], held_out)


def logistic_regression(inputs: Floats, labels: npt.ArrayLike, weights: Floats, c: float) -> Any:
    """scikit-learn's, fitted: ``inputs`` (n, n_inputs), ``labels`` (n,), ``c`` the inverse strength of L2.

    Raises:
        OnRecordError: all labels are the same.
    """
    from sklearn.linear_model import LogisticRegression  # a second to import, and only fitting needs it

    if len(kinds := set(np.asarray(labels).tolist())) < 2:
        what = f"all {len(inputs)} examples to fit to are labelled {kinds.pop()}" if kinds else "there are no examples to fit to"
        raise OnRecordError(f"{what}; there must be some of either kind")
    return LogisticRegression(C=c, max_iter=5000).fit(inputs, labels, sample_weight=weights)


def folds(groups: Sequence[str], most: int = 10) -> list[set[str]]:
    """The groups dealt out to folds.

    Raises:
        OnRecordError: there is only one.
    """
    names = sorted(set(groups))
    if len(names) < 2:
        raise OnRecordError(
            f"the sentences are about {', '.join(names) or 'nothing'}; to fit on some articles and measure on others takes two"
        )
    return [set(names[i::most]) for i in range(min(most, len(names)))]


def _fitted(rows: Sequence[Row], names: Sequence[str]) -> Model:
    """Without signs whose weight would say the contrary of what they mean: such are chance."""
    passed = [row for row in rows if not row.wrong]
    while names:
        model = _fitted_once(passed, names)
        kept = [name for name in names if (model.weights[name].weight <= 0) == (name in AGAINST)]
        if len(kept) == len(names):
            return model
        names = kept
    raise OnRecordError(
        "no sign tells true sentences from false ones; the examples must be of both kinds, and no others than the checker's"
    )


def _fitted_once(passed: Sequence[Row], names: Sequence[str]) -> Model:
    values = np.array([[row.signs.get(name, 0.0) for name in names] for row in passed])
    labels = np.array([row.label for row in passed])
    mean, scale = values.mean(axis=0), np.where(values.std(axis=0) > 1e-3, values.std(axis=0), 1.0)
    weights: Floats = np.where([row.example.by_hand for row in passed], _BY_HAND, 1.0)
    found = logistic_regression((values - mean) / scale, labels, weights, _C)
    parts = zip(found.coef_[0].tolist(), mean.tolist(), scale.tolist(), strict=True)
    return Model(float(found.intercept_[0]), {name: Weight(*each) for name, each in zip(names, parts, strict=True)})


def _cross_validated(rows: Sequence[Row], names: Sequence[str]) -> list[float]:
    """(n,) probabilities, each by a model that was fitted without the sentences about its article."""
    found = [0.0] * len(rows)
    for fold in folds([row.example.article for row in rows]):
        model = _fitted([row for row in rows if row.example.article not in fold], names)
        for i, row in enumerate(rows):
            if row.example.article in fold:
                found[i] = _probability(model, row)
    return found


def _probability(model: Model, row: Row) -> float:
    return model.probability(row.signs)


def _threshold(rows: Sequence[Row], odds: Sequence[float]) -> float:
    """The lowest that catches so many of the false sentences: better a true one too few than a false one too many."""
    by_hand = {row.example.by_hand for row in rows}
    able = [one for one in _GRID if all(_share(rows, odds, one, label=False, by_hand=each) >= _CAUGHT for each in by_hand)]
    return min(able, default=_GRID[-1])


def _share(rows: Sequence[Row], odds: Sequence[float], threshold: float, label: bool, by_hand: bool) -> float:
    """Of the true ones those kept, of the false ones those caught."""
    of = [(row, p) for row, p in zip(rows, odds, strict=True) if row.label == label and row.example.by_hand == by_hand]
    kept = [not row.wrong and p >= threshold for row, p in of]
    return sum(each == label for each in kept) / max(len(kept), 1)


def _figures(rows: Sequence[Row], odds: Sequence[float], threshold: float) -> dict[str, float]:
    made: dict[str, float] = {}
    for by_hand, who in ((False, "by program"), (True, "by hand")):
        for label, what in ((True, "true kept"), (False, "false caught")):
            if any(row.label == label and row.example.by_hand == by_hand for row in rows):
                made[f"{what}, {who}"] = round(_share(rows, odds, threshold, label, by_hand), 4)
    return made
