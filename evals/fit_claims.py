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
from ..qa.signs import AGAINST, RULE, SIGNS, SOFT, may_be_free
from .checking import NUMBERS, Example, examples, paraphrased
from .corpus import corpus_of
from .paraphrases import SHIPPED
from .suites import SUITES

_C = 0.1  # inverse strength of L2
_BY_HAND = 10.0  # how much more a sentence by hand counts than one by program: they are few, and nearer to what is checked
_CAUGHT = {False: 0.96, True: 0.97}  # of the false sentences by program, and of those by hand, that must not be verified
_TRUE_SHOWN = 0.95  # of the true sentences, that must not be removed
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
    passed = [row for row in rows if not row.wrong]
    everything = _with_rules(rows)
    free = [row for row in everything if may_be_free(row.wrong)]
    rules = sorted({f"{RULE}{row.wrong}" for row in rows if row.wrong in SOFT})
    sure, plausible = _cross_validated(rows, passed, names), _cross_validated(everything, free, [*names, *rules])
    threshold, least = _threshold(rows, sure), _least(rows, plausible)
    models = _fitted(passed, names), _fitted(free, [*names, *rules])
    measured = {"fitted to, cross-validated by article": _figures(rows, sure, plausible, threshold, least)}
    if held_out:
        held = _with_rules(held_out)
        odds = [[_probability(model, row) for row in held] for model in models]
        measured["held out"] = _figures(held_out, odds[0], odds[1], threshold, least)
    return {
        "figures": measured,
        "threshold": threshold,
        **models[0].to_json(),
        "plausible": {"least": least, **models[1].to_json()},
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


def _with_rules(rows: Sequence[Row]) -> list[Row]:
    """With what the rules found as signs."""
    return [row._replace(signs=row.signs | {f"{RULE}{row.wrong}": 1.0}) if row.wrong else row for row in rows]


def _fitted(rows: Sequence[Row], names: Sequence[str]) -> Model:
    """Without signs whose weight would say the contrary of what they mean: such are chance."""
    while names:
        model = _fitted_once(rows, names)
        kept = [name for name in names if (model.weights[name].weight <= 0) == (name in AGAINST or name.startswith(RULE))]
        if len(kept) == len(names):
            return model
        names = kept
    raise OnRecordError(
        "no sign tells true sentences from false ones; the examples must be of both kinds, and no others than the checker's"
    )


def _fitted_once(rows: Sequence[Row], names: Sequence[str]) -> Model:
    values = np.array([[row.signs.get(name, 0.0) for name in names] for row in rows])
    labels = np.array([row.label for row in rows])
    mean, scale = values.mean(axis=0), np.where(values.std(axis=0) > 1e-3, values.std(axis=0), 1.0)
    weights: Floats = np.where([row.example.by_hand for row in rows], _BY_HAND, 1.0)
    found = logistic_regression((values - mean) / scale, labels, weights, _C)
    parts = zip(found.coef_[0].tolist(), mean.tolist(), scale.tolist(), strict=True)
    return Model(float(found.intercept_[0]), {name: Weight(*each) for name, each in zip(names, parts, strict=True)})


def _cross_validated(rows: Sequence[Row], fitted_to: Sequence[Row], names: Sequence[str]) -> list[float]:
    """(n,) probabilities, each by a model that was fitted without the sentences about its article."""
    found = [0.0] * len(rows)
    for fold in folds([row.example.article for row in rows]):
        model = _fitted([row for row in fitted_to if row.example.article not in fold], names)
        for i, row in enumerate(rows):
            if row.example.article in fold:
                found[i] = _probability(model, row)
    return found


def _probability(model: Model, row: Row) -> float:
    return model.probability({name: row.signs.get(name, 0.0) for name in model.weights})


def _threshold(rows: Sequence[Row], sure: Sequence[float]) -> float:
    """The lowest that so few of the false sentences reach: better a true one too few that is verified than a false one too many."""

    def caught(threshold: float, by_hand: bool) -> float:
        verified = [not row.wrong and p >= threshold for row, p in zip(rows, sure, strict=True) if _is(row, False, by_hand)]
        return 1 - sum(verified) / max(len(verified), 1)

    kinds = {row.example.by_hand for row in rows}
    return min((one for one in _GRID if all(caught(one, each) >= _CAUGHT[each] for each in kinds)), default=_GRID[-1])


def _least(rows: Sequence[Row], plausible: Sequence[float]) -> float:
    """The highest that so many of the true sentences reach, of those by hand where there are any."""
    by_hand = any(row.example.by_hand for row in rows)
    true = [p for row, p in zip(rows, plausible, strict=True) if _is(row, True, by_hand) and may_be_free(row.wrong)]
    return round(float(np.quantile(true, 1 - _TRUE_SHOWN)), 4) if true else 0.5


def _is(row: Row, label: bool, by_hand: bool) -> bool:
    return row.label == label and row.example.by_hand == by_hand


def _figures(rows: Sequence[Row], sure: Sequence[float], plausible: Sequence[float], threshold: float, least: float) -> dict[str, float]:
    """Shares of the sentences of each kind that are verified, and that are shown, verified or not."""
    made: dict[str, float] = {}
    for by_hand, who in ((False, "by program"), (True, "by hand")):
        for label, what in ((True, "true"), (False, "false")):
            of = [(row, p, q) for row, p, q in zip(rows, sure, plausible, strict=True) if _is(row, label, by_hand)]
            if of:
                verified = [not row.wrong and p >= threshold for row, p, _ in of]
                shown = [one or (may_be_free(row.wrong) and q >= least) for one, (row, _, q) in zip(verified, of, strict=True)]
                made[f"{what} verified, {who}"] = round(sum(verified) / len(of), 4)
                made[f"{what} shown, {who}"] = round(sum(shown) / len(of), 4)
    return made
