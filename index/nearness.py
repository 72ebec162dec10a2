"""Single sentences and statements compared with a question: finer than passages, and only for those that search has found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from .catalog import Catalog
from .filters import Filters
from .lexical import content_words, coverage
from .model import Hit, Part, SentenceHit, StatementHit
from .rerank import late_interaction
from .search import Question, search, word_idf
from .sentences import paragraphs
from .statement_table import Row
from .tracing import span
from .vectors import Vectors

_PASSAGES = 50  # looked through for statements
_WEIGHTS = {"passage": 0.1, "dense": 0.2, "late": 0.4, "words": 0.3, "around": 0.3}
_HEAD = 2  # paragraphs that tell what an article is about


class _Unit(NamedTuple):
    """What is compared: the vector ids of its sentences, its passage's score, its own words, and those that it is read among."""

    sentences: Sequence[int]
    passage: float
    text: str
    surroundings: str | None = None


@span("search_statements")
def search_statements(catalog: Catalog, vectors: Vectors, question: Question, k: int, filters: Filters) -> list[tuple[Row, StatementHit]]:
    """The ``k`` statements nearest to the question, best first, each with its row.

    ``parts`` are the score of the passage, the cosine of the statement's nearest sentence, late interaction with its sentences, the
    share of the question's words that stand in the statement's own, and "around" the share of them that its reader has met by then.
    """
    hits = {hit.passage.id: hit for hit in search(catalog, vectors, question, max(k, _PASSAGES), filters.of_passages(), rerank=False)}
    found = catalog.statements.in_passages(list(hits), filters)
    rows = {
        row.id: (row, hits[passage]) for passage, row in sorted(found, key=lambda each: hits[each[0]].score)
    }  # the best passage of each
    sentences = catalog.statements.sentences(list(rows))
    units = {id: _Unit(sentences.get(id, []), hit.score, _said(row, hit), _surroundings(row, hit)) for id, (row, hit) in rows.items()}
    parts = _compared(catalog, vectors, question, units)
    ranked = [(row, StatementHit(row.statement, hit.article, _score(parts[id]), parts[id])) for id, (row, hit) in rows.items()]
    return sorted(ranked, key=lambda each: (-each[1].score, each[0].id))[:k]


@span("search_sentences")
def search_sentences(catalog: Catalog, vectors: Vectors, question: Question, hits: Sequence[Hit]) -> list[SentenceHit]:
    """All sentences of these hits, best first; ``parts`` as for statements."""
    spans = catalog.embeddings.sentences([hit.passage.id for hit in hits])
    of_passage = {hit.passage.id: hit for hit in hits}
    parts = _compared(
        catalog,
        vectors,
        question,
        {
            id: _Unit([id], of_passage[passage].score, of_passage[passage].article.text[slice(*span)])
            for id, (passage, span) in spans.items()
        },
    )
    found = [SentenceHit(span, of_passage[passage], _score(parts[id]), parts[id]) for id, (passage, span) in spans.items()]
    return sorted(found, key=lambda each: (-each.score, each.hit.passage.id, each.sentence))


def _said(row: Row, hit: Hit) -> str:
    return " ".join(hit.article.text[slice(*span)] for span in row.statement.content)


def _surroundings(row: Row, hit: Hit) -> str:
    """What says what a statement is about, where it doesn’t itself: title and head of the article, its paragraph and the one before."""
    text, at = hit.article.text, row.statement.content[0].start
    spans = paragraphs(text)
    own = next(i for i, span in enumerate(spans) if at < span.end)
    near = [*spans[:_HEAD], *spans[max(own - 1, 0) : own + 1]]
    return " ".join([hit.article.title or "", *(text[slice(*span)] for span in near)])


def _score(parts: Mapping[str, Part]) -> float:
    return sum(part.share for part in parts.values())


def _compared(catalog: Catalog, vectors: Vectors, question: Question, units: Mapping[int, _Unit]) -> dict[int, dict[str, Part]]:
    """What each unit has in common with the question."""
    weigh = word_idf(catalog)
    words = {word: weigh(word) for word in content_words(question.text)}
    ids = np.unique(np.fromiter((id for unit in units.values() for id in unit.sentences), np.int64))
    cosines = dict(zip(ids.tolist(), vectors.cosines(question.vector, ids).tolist(), strict=True))
    late = _late(catalog, question, {id: unit.sentences for id, unit in units.items()}, ids.tolist())
    compared: dict[int, dict[str, Part]] = {}
    for id, unit in units.items():
        values = {"passage": unit.passage, "dense": max((cosines[each] for each in unit.sentences), default=0.0)}
        values |= {"late": late[id]} if id in late else {}
        values["words"] = coverage(words, unit.text)
        if unit.surroundings is not None:
            values["around"] = coverage(words, unit.surroundings)
        whole = sum(_WEIGHTS[name] for name in values)
        compared[id] = {name: Part(value, max(value, 0.0) * _WEIGHTS[name] / whole) for name, value in values.items()}
    return compared


def _late(catalog: Catalog, question: Question, units: Mapping[int, Sequence[int]], ids: Iterable[int]) -> dict[int, float]:
    """Late interaction of each unit's sentences with the question, where the embedder gives word pieces' vectors."""
    if question.tokens is None or not units:
        return {}
    codes = catalog.embeddings.codes(list(ids))
    texts = [[codes[id] for id in sentences if id in codes] for sentences in units.values()]
    met = late_interaction(question.text, question.tokens, texts, word_idf(catalog))
    return {unit: meeting.passage for unit, meeting in zip(units, met, strict=True)}
