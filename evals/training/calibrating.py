"""``python -m onrecord.evals.training.calibrating GOLD=INDEX ...``: fits qa/relevance.json to gold, and says how well that carries over.

Two logistic layers (scikit-learn): whether a sentence is, or borders on, evidence; and whether a question has an answer at all. The
figures are from folds over the questions, so that no question is judged by weights that it helped to fit.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from ...index.index import Index
from ...index.model import SentenceHit, Span
from ...qa.assistant import Assistant
from ...qa.followup import completed
from ...qa.reading.model import packaged_reader
from ...qa.logistic import Model, Weight
from ...qa.relevance import FITTED, Judged, Relevance, read_fitted, read_sentences, signals_of_whole
from ..calibration import auroc
from ..metrics import covered
from ..questions import GoldQuestion, read_gold

FOLDS = 5
SENTENCE = ("reader", "passage_reader", "beside", "late", "dense", "words", "passage", "rank", "span")
WHOLE = ("best", "next", "reader", "passage_reader", "passage_reader_of_best", "late", "words", "most_words", "most_late", "dense", "length", "span")
_PASSAGES = 8
_SHOWN = 0.5  # of a slice's words that a sentence must hold to be right
_REGULAR = 0.1  # the inverse of the penalty on scaled weights


@dataclass
class Watched(Relevance):
    """Notes what every question's last judgement went by."""

    seen: dict[str, float] = field(default_factory=dict[str, float])

    def __init__(self) -> None:
        super().__init__()
        self.seen = {}

    def confidence(self, question: str, judged: Sequence[Judged]) -> float:
        sure = super().confidence(question, judged)
        if judged and (not self.seen or sure > self._sure):
            self.seen, self._sure = signals_of_whole(question, judged), sure
        return sure

    _sure: float = 0.0


def fitted_model(
    rows: Sequence[dict[str, float]], names: Sequence[str], labels: Sequence[bool], groups: Sequence[int]
) -> tuple[Model, npt.NDArray[np.float64]]:
    """A model on these signals, and the probabilities (n_rows,) that folds give."""
    x = np.array([[row[name] for name in names] for row in rows])
    y = np.array(labels)
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=_REGULAR, max_iter=2_000))
    folded = cross_val_predict(pipeline, x, y, groups=np.array(groups), cv=GroupKFold(FOLDS), method="predict_proba")[:, 1]
    pipeline.fit(x, y)
    scaler, layer = pipeline[0], pipeline[1]
    parts = zip(layer.coef_[0].tolist(), scaler.mean_.tolist(), scaler.scale_.tolist(), strict=True)
    return Model(float(layer.intercept_[0]), {name: Weight(*each) for name, each in zip(names, parts, strict=True)}), folded


def is_right(hit: SentenceHit, gold: GoldQuestion) -> bool:
    """Whether the sentence holds a good part of a slice of evidence."""
    text = hit.hit.article.text
    return any(
        slice.article == hit.hit.article.id and covered(text, Span(slice.start, slice.end), [hit.sentence]) >= _SHOWN for piece in gold.evidence for slice in piece
    )


@click.command()
@click.argument("pairs", nargs=-1, required=True, metavar="GOLD=INDEX ...")
@click.option("--out", type=click.Path(path_type=Path), default=FITTED)
def main(pairs: tuple[str, ...], out: Path) -> None:
    """Fits both layers on gold files, each with the index that it is about."""
    asked: list[tuple[Index, GoldQuestion]] = []
    for pair in pairs:
        path, _, where = pair.partition("=")
        index = Index.open(where, create=False)
        asked += [(index, gold) for gold in read_gold(Path(path), {article.id: article for article in index.articles()})]
    rows: list[dict[str, float]] = []
    labels: list[bool] = []
    groups: list[int] = []
    for n, (index, gold) in enumerate(asked):
        question = index.mended(completed(gold.question, gold.history))
        for hit, signals, _, _ in read_sentences(packaged_reader(), question, index.search_sentences(question, _PASSAGES)):
            rows.append(signals)
            labels.append(is_right(hit, gold))
            groups.append(n)
    model, folded = fitted_model(rows, SENTENCE, labels, groups)
    click.echo(f"sentences {len(rows)}, right {sum(labels)}; AUROC by folds {_auroc(folded, labels):.3f}")
    click.echo(f"first sentence right, of questions with one among the first {_PASSAGES} passages: {_first(folded, labels, groups):.3f}; by search alone {_first(np.array([row['rank'] for row in rows]), labels, groups):.3f}")
    fitted: dict[str, Any] = {**(read_fitted() if FITTED.exists() else {}), "sentence": model.to_json()}
    fitted.setdefault("whole", {"intercept": 0.0, "weights": {"best": [1.0, 0.0, 1.0]}})
    fitted.setdefault("answered", 0.5)
    out.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    read_fitted.cache_clear()
    wholes: list[dict[str, float]] = []
    answerable: list[bool] = []
    for index, gold in asked:
        watched = Watched()
        Assistant(index, relevance=watched).ask(gold.question, gold.history)
        if watched.seen:
            wholes.append(watched.seen)
            answerable.append(not gold.unanswerable)
    model, folded = fitted_model(wholes, WHOLE, answerable, list(range(len(wholes))))
    click.echo(f"questions {len(wholes)}, answerable {sum(answerable)}; AUROC by folds {_auroc(folded, answerable):.3f}")
    for name in WHOLE:
        click.echo(f"  {name} alone: {_auroc(np.array([row[name] for row in wholes]), answerable):.3f}")
    for least in np.arange(0.5, 0.95, 0.05):
        over = folded >= least
        y = np.array(answerable)
        click.echo(f"  from {least:.2f}: answered {over[y].mean():.2f} of the answerable, {over[~y].mean():.2f} of the others")
    fitted["whole"] = model.to_json()
    out.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")


def _auroc(scores: npt.NDArray[np.float64], labels: Sequence[bool]) -> float:
    y = np.array(labels)
    return auroc(scores[y].tolist(), scores[~y].tolist()) or 0.0


def _first(scores: npt.NDArray[np.float64], labels: Sequence[bool], groups: Sequence[int]) -> float:
    """Of the groups with a right one the share whose highest score is of a right one."""
    right: list[bool] = []
    for group in dict.fromkeys(groups):
        of_it = [i for i, each in enumerate(groups) if each == group]
        if any(labels[i] for i in of_it):
            right.append(labels[max(of_it, key=lambda i: scores[i])])
    return sum(right) / len(right)


if __name__ == "__main__":
    main()
