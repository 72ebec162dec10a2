"""``python -m onrecord.evals.training.calibrating GOLD=INDEX ...``: fits qa/relevance.json to gold, and says how well that carries over.

Two logistic models: whether a sentence is evidence, and whether a question has an answer at all. Every question is asked once, and what
the assistant judged is written down; so the models are fitted to what they will meet. The figures are from folds over the questions, so
that none is judged by weights that it helped to fit.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import numpy as np
import numpy.typing as npt

from ...index.index import Index
from ...index.logistic import Model, Weight
from ...index.model import SentenceHit, Span
from ...qa.assistant import Assistant
from ...qa.relevance import FITTED, Judged, Relevance, read_fitted, signals_of_whole
from ..calibration import auroc
from ..fit_claims import logistic_regression
from ..fitting import compact_json
from ..metrics import covered
from ..questions import GoldQuestion, read_gold

FOLDS = 5
SENTENCE = ("reader", "passage_reader", "beside", "late", "dense", "words", "passage", "rank")
WHOLE = ("best", "next", "passage_reader", "passage_reader_of_best", "late", "words", "most_words", "dense", "length", "span")
_SHOWN = 0.5  # of a slice's words that a sentence must hold to be right
_C = 0.1  # the inverse of the penalty on scaled weights
_GRID = np.arange(0.3, 0.95, 0.05)

Floats = npt.NDArray[np.float64]


class Watched(Relevance):
    """Keeps what it judged, and what it was asked to be sure of: each time the question as it was put, and the sentences."""

    def __init__(self) -> None:
        super().__init__()
        self.judged: list[Judged] = []
        self.seen: list[tuple[str, list[Judged]]] = []

    def judge(self, question: str, hits: Sequence[SentenceHit]) -> list[Judged]:
        judged = super().judge(question, hits)
        self.judged += judged
        return judged

    def confidence(self, question: str, judged: Sequence[Judged]) -> float:
        self.seen.append((question, list(judged)))
        return super().confidence(question, judged)


@dataclass(frozen=True)
class Case:
    """A question of the gold, and what was judged for it; what the confidence was asked of is one list of sentences, or several."""

    gold: GoldQuestion
    judged: list[Judged]
    seen: list[tuple[str, list[Judged]]]

    def sentences(self) -> Iterator[tuple[Judged, bool]]:
        """Each once, with whether it is evidence."""
        found = {(each.hit.hit.passage.id, each.hit.sentence): each for each in self.judged}
        for each in found.values():
            yield each, is_right(each.hit, self.gold)

    def rejudged(self, model: Model) -> dict[str, float] | None:
        """The signals of the whole by another model of sentences, of the list that it likes better; None if nothing was found."""
        lists = [
            (question, sorted((_by(model, each) for each in judged), key=lambda one: -one.relevance))
            for question, judged in self.seen
            if judged
        ]
        if not lists:
            return None
        return signals_of_whole(*max(lists, key=lambda one: one[1][0].relevance))


def _by(model: Model, judged: Judged) -> Judged:
    return replace(judged, relevance=model.probability(judged.signals))


def ask(index: Index, golds: Sequence[GoldQuestion]) -> Iterator[Case]:
    for gold in golds:
        watched = Watched()
        Assistant(index, relevance=watched).ask(gold.question, gold.history)
        yield Case(gold, watched.judged, watched.seen)


def is_right(hit: SentenceHit, gold: GoldQuestion) -> bool:
    """Whether the sentence holds a good part of a slice of evidence."""
    slices = [slice for piece in gold.evidence for slice in piece if slice.article == hit.hit.article.id]
    return any(covered(hit.hit.article.text, Span(slice.start, slice.end), [hit.sentence]) >= _SHOWN for slice in slices)


def fitted(rows: Sequence[dict[str, float]], names: Sequence[str], labels: Sequence[bool]) -> Model:
    """A model on these signals."""
    values = np.array([[row[name] for name in names] for row in rows])
    mean, scale = values.mean(axis=0), np.where(values.std(axis=0) > 1e-6, values.std(axis=0), 1.0)
    found = logistic_regression((values - mean) / scale, np.array(labels), np.ones(len(rows)), _C)
    parts = zip(found.coef_[0].tolist(), mean.tolist(), scale.tolist(), strict=True)
    return Model(float(found.intercept_[0]), {name: Weight(*each) for name, each in zip(names, parts, strict=True)})


def fit(cases: Sequence[Case]) -> tuple[Model, Model]:
    """The models "sentence" and "whole"."""
    labelled = [(each.signals, right) for case in cases for each, right in case.sentences()]
    sentence = fitted([dict(signals) for signals, _ in labelled], SENTENCE, [right for _, right in labelled])
    wholes = [(signals, not case.gold.unanswerable) for case in cases if (signals := case.rejudged(sentence))]
    return sentence, fitted([signals for signals, _ in wholes], WHOLE, [answerable for _, answerable in wholes])


def folded(cases: Sequence[Case]) -> Iterator[tuple[Case, Model, float]]:
    """Each case with the model of sentences, and the confidence, that were fitted without it."""
    for fold in range(FOLDS):
        sentence, whole = fit([case for n, case in enumerate(cases) if n % FOLDS != fold])
        for case in cases[fold::FOLDS]:
            signals = case.rejudged(sentence)
            yield case, sentence, whole.probability(signals) if signals else 0.0


def figures(cases: Sequence[Case]) -> dict[str, Any]:
    """How well folds do: the AUROC of the confidence, the share of questions whose first sentence is right, what thresholds give."""
    found = list(folded(cases))
    yes = [sure for case, _, sure in found if not case.gold.unanswerable]
    no = [sure for case, _, sure in found if case.gold.unanswerable]
    firsts = [
        (max(case.sentences(), key=lambda each: model.probability(each[0].signals))[1])
        for case, model, _ in found
        if any(right for _, right in case.sentences())
    ]
    by_search = [
        max(case.sentences(), key=lambda each: each[0].signals["rank"])[1]
        for case, _, _ in found
        if any(right for _, right in case.sentences())
    ]
    return {
        "questions": len(found),
        "auroc": round(auroc(yes, no) or 0.0, 3),
        "first sentence right, where one is among them": round(sum(firsts) / max(len(firsts), 1), 3),
        "the same by search alone": round(sum(by_search) / max(len(by_search), 1), 3),
        "answered of the answerable, and of the others, from": {
            f"{least:.2f}": [round(float(np.mean(np.array(each) >= least)), 2) for each in (yes, no)] for least in _GRID
        },
    }


@click.command()
@click.argument("pairs", nargs=-1, required=True, metavar="GOLD=INDEX ...")
@click.option("--out", type=click.Path(path_type=Path), default=FITTED, help="Where to write the numbers.")
def main(pairs: tuple[str, ...], out: Path) -> None:
    """Fits both models on gold files, each with the index that it is about."""
    cases: list[Case] = []
    for pair in pairs:
        path, _, where = pair.partition("=")
        with Index.open(where, create=False) as index:
            cases += ask(index, read_gold(Path(path), {article.id: article for article in index.articles()}))
    measured = figures(cases)
    click.echo(json.dumps(measured, indent=1))
    sentence, whole = fit(cases)
    numbers = {
        "fitted on": f"{len(cases)} questions",
        "sentence": sentence.to_json(),
        "whole": whole.to_json(),
        "answered": read_fitted()["answered"],
    }
    out.write_text(f"{compact_json(numbers)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
