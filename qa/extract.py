"""An answer out of the articles' own sentences."""

from __future__ import annotations

from collections.abc import Sequence

from ..index.model import Article, Hit, Span
from ..index.passages import units

MOST = 3  # citations in an answer, and closest passages beside an abstention
_WORTH = 0.6  # of the best hit's score, that a further hit needs to be worth reading too


def best_slices(hits: Sequence[Hit]) -> list[tuple[Article, Span]]:
    """Of the best hits the sentence that comes nearest to the question, with the whole of any quotation that it is part of; each once."""
    slices: dict[tuple[str, Span], Article] = {}
    for hit in hits:
        if hit.score < _WORTH * hits[0].score:
            break
        slices.setdefault((hit.article.id, whole_quotations(hit)), hit.article)
    return [(article, span) for (_, span), article in slices.items()][:MOST]


def whole_quotations(hit: Hit) -> Span:
    """The hit's sentence, widened within the passage so that no quotation is cut."""
    passage = Span(hit.passage.start, hit.passage.end)
    for unit in units(hit.article.text, passage):
        if unit.start <= hit.sentence.start < unit.end:
            return unit
    return hit.sentence
