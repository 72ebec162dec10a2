"""Fits index/reported.json, by which what is reported is told from what is done, to attributions that people marked: a minute.

    python -m onrecord.evals.fit_reported TRAIN.jsonl DEV.jsonl

Both are as ``onrecord.evals.attributions`` reads them. It prints how well content is found in the second, by how sure one asks to be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click
import numpy as np

from ..index.model import Statement
from ..index.reported import FITTED, may_be_deed, signs, weighed
from ..index.statements import extract
from .attribution_scores import attribution_scores
from .attributions import AttributedArticle, read_attributions
from .fitting import compact_json
from .metrics import words

_C = 0.3  # the inverse strength of L1, which leaves the few signs that tell
_SEEN = 8  # times that a sign must be seen
_RIGHT = 0.5  # of a statement's words that people must have marked
_LEAST = 0.7  # chosen on statements of other news, read by hand: surely so, a right one in hundreds is lost
_GRID = (0.0, 0.6, 0.65, 0.7, 0.75)


class Found(NamedTuple):
    statement: Statement
    signs: set[str]
    """Empty where it can be no deed."""
    right: bool


@click.command()
@click.argument("train", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("dev", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=FITTED, help="Where to write the weights.")
def main(train: Path, dev: Path, out: Path) -> None:
    """Fits reported.json."""
    rows = [found for article in read_attributions(train) for found in found_in(article)]
    fitted_to = [found for found in rows if found.signs]
    made = fit(fitted_to)
    articles = read_attributions(dev)
    in_dev = [found_in(article) for article in articles]
    figures = {}
    for least in _GRID:
        kept = {
            each.article.id: [one.statement for one in found if _kept(one, made, least)]
            for each, found in zip(articles, in_dev, strict=True)
        }
        scores = attribution_scores(articles, kept)
        figures[str(least)] = [round(each, 4) for each in (scores.precision, scores.recall, scores.f1)]
        click.echo(f"from {least}: precision, recall, F1 of content {figures[str(least)]}")
    described = f"{len(fitted_to)} statements without marks, behind their verb, of {train.name}"
    held = {"fitted on": described, "figures": figures, "least": _LEAST, **made}
    out.write_text(f"{compact_json(held)}\n", encoding="utf-8")


def found_in(attributed: AttributedArticle) -> list[Found]:
    """All that is extracted, however sure, with whether people marked it."""
    text = attributed.article.text
    marked = words(text, [span for each in attributed.attributions for span in each.content])
    rows: list[Found] = []
    for each in extract(text, published=attributed.article.published, surely=False):
        said = words(text, each.content)
        rows.append(Found(each, signs(text, each) if may_be_deed(text, each) else set(), len(said & marked) >= _RIGHT * len(said)))
    return rows


def fit(rows: Sequence[Found]) -> dict[str, Any]:
    """The intercept, and the weights that are not 0."""
    from sklearn.linear_model import LogisticRegression  # a second to import, and only fitting needs it

    counts = Counter(sign for row in rows for sign in row.signs)
    names = sorted(sign for sign, n in counts.items() if n >= _SEEN)
    inputs = np.array([[name in row.signs for name in names] for row in rows], np.float64)
    model = LogisticRegression(C=_C, l1_ratio=1.0, solver="liblinear", random_state=0).fit(inputs, [row.right for row in rows])
    weights = {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True) if abs(weight) >= 0.001}
    return {"intercept": round(float(model.intercept_[0]), 3), "weights": weights}


def _kept(found: Found, made: dict[str, Any], least: float) -> bool:
    return not found.signs or weighed(found.signs, made) >= least


if __name__ == "__main__":
    main()
