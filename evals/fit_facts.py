"""Fits support.json: which sentence answers a question about a fact, and whether any does.

To the gold's questions about facts; and whether there is an answer, also to these questions changed so that there is none. A SQuAD 2.0
file is only measured on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..index.errors import OnRecordError
from ..index.index import Index
from ..index.model import SentenceHit, Span
from ..qa.followup import completed
from ..qa.gate import logistic
from ..qa.question import Question, parse
from ..qa.support import Model, Weight, examined, glanced, ordered
from .fit_changes import Changes
from .fit_ways import Opened
from .metrics import COVERED, covered
from .platt import Floats, balance, cross_calibrated, figures, folds, logistic_regression, platt
from .questions import Slice
from .squad import read_squad
from .suites import SEED

OF_CHOICE = ("passage", "dense", "words", "around", "least", "unmet", "kind", "short", "asks")
OF_ANSWER = ("dense", "kind", "short", "names", "numbers", "opposite", "negated", "open")
_C_CHOICE, _C_ANSWER = 0.03, 0.1  # inverse strength of L2
_PASSAGES = 5
_ALIKE = 1e-3  # standard deviation of a signal that is always the same, but for rounding
_NOTHING = -20.0  # log-odds where nothing was found


@dataclass(frozen=True)
class Row:
    """A question about a fact, with the sentences found for it and their signals; ``right[i]``: the sentence i holds an answer."""

    id: str
    group: str
    answerable: bool
    glances: list[dict[str, float]]
    examinations: list[dict[str, float]]
    right: list[bool]

    def best(self, choice: Model) -> int | None:
        """Which sentence is chosen; None where there are none."""
        return next((i for i, _, _ in ordered(self.glances, self.examinations.__getitem__, choice)), None)

    @property
    def seen(self) -> list[dict[str, float]]:
        """All signals of each sentence."""
        return [one | other for one, other in zip(self.glances, self.examinations, strict=True)]


Chosen = list[dict[str, float] | None]
"""The signals of each row's chosen sentence; None where there are none."""


def rows_of(suites: Sequence[Opened], ids: Collection[str]) -> tuple[list[Row], list[Row]]:
    """The questions with these ids; and those of them that have an answer, changed so that they have none, with "~" in their ids."""
    rows: list[Row] = []
    changed: list[Row] = []
    for suite in suites:
        texts = {each.id: completed(each.question, each.history) for each in suite.gold}
        changes = Changes(list(texts.values()), SEED)
        for each in suite.gold:
            id, text = f"{suite.name}/{each.id}", texts[each.id]
            if id not in ids:
                continue
            group = suite.group(each)
            slices = [slice for piece in each.evidence for slice in piece]
            rows.append(_row(suite.index, id, group, suite.read(text), slices))
            if slices:
                others = [(f"{id}~{kind}", suite.read(other)) for kind, other in changes.of(text)]
                changed += [_row(suite.index, other_id, group, question, []) for other_id, question in others]
    return rows, changed


def squad_rows(path: Path, folder: Path) -> list[Row]:
    """The questions of a SQuAD 2.0 file, by an index made in the folder."""
    articles, asked = read_squad(path)
    with Index.open(folder) as index:
        index.add(articles)
        return [
            _row(index, each.id, each.article, parse(each.text), [Slice(each.article, *span) for span in each.answers], whole=True)
            for each in asked
        ]


def _row(index: Index, id: str, group: str, question: Question, evidence: Sequence[Slice], whole: bool = False) -> Row:
    hits = index.search_sentences(question.text, _PASSAGES)
    rarity = index.rarity(question.text)
    glances = [glanced(question, hit, rarity) for hit in hits]
    examinations = [examined(question, hit) for hit in hits]
    return Row(id, group, bool(evidence), glances, examinations, [_holds(hit, evidence, whole) for hit in hits])


def _holds(hit: SentenceHit, evidence: Iterable[Slice], whole: bool) -> bool:
    """Whether the sentence covers a slice of the evidence; or, unless ``whole``, lies within one."""
    text = hit.hit.article.text
    spans = [Span(each.start, each.end) for each in evidence if each.article == hit.hit.article.id]
    return any(
        covered(text, span, [hit.sentence]) >= COVERED or (not whole and covered(text, hit.sentence, [span]) >= COVERED) for span in spans
    )


def fit_choice(rows: Sequence[Row]) -> Model:
    """Right sentences against the others of their question: a logistic regression on the differences, each question weighing alike."""
    seen = [each for row in rows for each in row.seen]
    told = [row for row in rows if any(row.right) and not all(row.right)]
    if not told:
        raise OnRecordError(
            f"none of {len(rows)} questions about facts finds a sentence that is right beside a wrong one; add some to the gold"
        )
    mean = _mean(_matrix(seen, OF_CHOICE))
    differences: list[Floats] = []
    weights: list[Floats] = []
    for row in told:
        right = np.array(row.right, bool)
        values = _filled(_matrix(row.seen, OF_CHOICE), mean)
        each = (values[right][:, None] - values[~right][None]).reshape(-1, len(OF_CHOICE))
        differences.append(each)
        weights.append(np.full(len(each), 1 / len(each)))
    d, w = np.concatenate(differences), np.concatenate(weights)
    scale = _scale(d)
    both = np.concatenate([d, -d]) / scale
    fitted = logistic_regression(both, np.repeat([True, False], len(d)), np.concatenate([w, w]), _C_CHOICE, intercept=False)
    return _model(0.0, OF_CHOICE, fitted.coef_[0], mean, scale)


def chosen(rows: Sequence[Row], choice: Model) -> Chosen:
    places = [(row, row.best(choice)) for row in rows]
    return [None if place is None else row.glances[place] | row.examinations[place] for row, place in places]


def fit_answer(best: Chosen, answerable: Sequence[bool]) -> Model:
    """Whether there is an answer, by the chosen sentences; both kinds weigh alike."""
    seen, labels = zip(*((each, label) for each, label in zip(best, answerable, strict=True) if each is not None), strict=True)
    values = _matrix(seen, OF_ANSWER)
    mean = _mean(values)
    filled = _filled(values, mean)
    scale = _scale(filled)
    fitted = logistic_regression((filled - mean) / scale, labels, balance(labels), _C_ANSWER)
    return _model(float(fitted.intercept_[0]), OF_ANSWER, fitted.coef_[0], mean, scale)


def _matrix(seen: Sequence[dict[str, float]], names: Sequence[str]) -> Floats:
    """(n, n_names), nan where a signal is wanting."""
    return np.array([[each.get(name, np.nan) for name in names] for each in seen]).reshape(-1, len(names))


def _mean(values: Floats) -> Floats:
    """(n_names,) of what is known; 0 of what is wanting everywhere, as with an embedder that gives no word pieces' vectors."""
    known = ~np.isnan(values)
    return np.where(known, values, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)


def _filled(values: Floats, mean: Floats) -> Floats:
    return np.where(np.isnan(values), mean, values)


def _scale(values: Floats) -> Floats:
    """(n_names,) standard deviations; 1 where all are alike, so that nothing is divided by 0."""
    deviations = values.std(axis=0)
    return np.where(deviations > _ALIKE, deviations, 1.0)


def _model(intercept: float, names: Sequence[str], weights: npt.NDArray[Any], mean: Floats, scale: Floats) -> Model:
    parts = zip(weights.tolist(), mean.tolist(), scale.tolist(), strict=True)
    return Model(intercept, {name: Weight(*each) for name, each in zip(names, parts, strict=True)})


def odds_of(best: Chosen, answer: Model) -> list[float]:
    return [_NOTHING if each is None else answer.log_odds(each) for each in best]


def cross_validated(rows: Sequence[Row], changed: Sequence[Row]) -> tuple[float, list[float]]:
    """Share of answerable questions whose chosen sentence is right, and each question's log-odds; ``changed`` is only fitted to."""
    right: list[bool] = []
    odds = dict[str, float]()
    for fold in folds([row.group for row in rows]):
        fitted_to, added = ([row for row in each if row.group not in fold] for each in (rows, changed))
        held = [row for row in rows if row.group in fold]
        choice = fit_choice(fitted_to)
        both = [*fitted_to, *added]
        answer = fit_answer(chosen(both, choice), [row.answerable for row in both])
        odds |= dict(zip((row.id for row in held), odds_of(chosen(held, choice), answer), strict=True))
        right += _right(held, choice)
    return float(np.mean(right)), [odds[row.id] for row in rows]


def _right(rows: Sequence[Row], choice: Model) -> list[bool]:
    """Of the answerable questions, whether the chosen sentence holds the answer."""
    places = [(row, row.best(choice)) for row in rows if row.answerable]
    return [place is not None and row.right[place] for row, place in places]


def fit_support(suites: Sequence[Opened], ids: Collection[str], squad: Sequence[Row] = ()) -> tuple[dict[str, Any], dict[str, float]]:
    """What support.json is to hold, and the cross-validated log-odds of each question, by id.

    Both are calibrated as if half of all questions had an answer: 0 is where "rather not" begins, whoever asks.
    """
    rows, changed = rows_of(suites, ids)
    labels, groups = [row.answerable for row in rows], [row.group for row in rows]
    share, odds = cross_validated(rows, changed)
    held = cross_calibrated(odds, labels, groups, balanced=True)
    even = platt(odds, labels, balance(labels))
    choice = fit_choice(rows)
    both = [*rows, *changed]
    raw = fit_answer(chosen(both, choice), [row.answerable for row in both])
    weights = {name: each._replace(weight=even.slope * each.weight) for name, each in raw.weights.items()}
    answer = Model(even.slope * raw.intercept + even.intercept, weights)
    measured = figures(held, labels)
    del measured["expected_calibration_error"]  # by a calibration to another share of answerable questions than the gold's
    report = {"gold, cross-validated by article": {"sentence right": round(share, 4), **measured}}
    if squad:
        confidences = [logistic(odds) for odds in odds_of(chosen(squad, choice), answer)]
        right = round(float(np.mean(_right(squad, choice))), 4)
        report["SQuAD 2.0, not fitted to"] = {"sentence right": right, **figures(confidences, [row.answerable for row in squad])}
    changes = f"'answer' also on {len(changed)} of them changed so that nothing answers them"
    made = {
        "fitted on": f"{len(rows)} questions about facts of the suites {' and '.join(suite.name for suite in suites)}; {changes}",
        "figures": report,
        "choice": _json(choice),
        "answer": _json(answer),
    }
    return made, {row.id: even.slope * each + even.intercept for row, each in zip(rows, odds, strict=True)}


def _json(model: Model) -> dict[str, Any]:
    return {"intercept": round(model.intercept, 4), "weights": {name: [round(x, 4) for x in each] for name, each in model.weights.items()}}
