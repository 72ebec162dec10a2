"""From a question to hits: dense and lexical search, mixed, and the first of them reranked by late interaction.

The mix is a convex combination, each part divided by its largest value for this question (with 0 as its least: "theoretical
min-max" in Bruch et al. 2023, https://arxiv.org/abs/2210.11934). Reciprocal rank fusion, which looks only at ranks, loses at the
first rank what the scores know. The weights are round numbers that did well on three unlike collections, questions on encyclopedia
paragraphs and headlines of two kinds of news; none is the best of any one of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from .catalog import Catalog
from .embedder import Array, Embedder, TokenEmbedder, TokenVectors
from .errors import QuestionError
from .filters import Filters
from .lexical import content_words
from .model import Hit, Part
from .rerank import idf, late_interaction
from .tracing import span
from .vectors import Ids, Vectors

MAX_QUESTION = 10_000  # characters; a long excerpt may be a question too
WEIGHTS = {"dense": 0.1, "dense_sentence": 0.5, "lexical": 0.4}
RERANKED = 30  # hits
RERANK_WEIGHTS = {"late": 0.25, "late_sentence": 0.25}  # the rest is for the score before
_DENSE_DEPTH = 100  # vectors nearest to the question whose passages become candidates; with four times as many the figures are the same
_LEXICAL_CANDIDATES = 40


@dataclass(frozen=True)
class Question:
    """A question as search needs it: its text, vector (dim,) of unit length, and the vectors of its word pieces if there are any."""

    text: str
    vector: Array
    tokens: TokenVectors | None


def check_question(text: str) -> None:
    """Raises:
    QuestionError: nothing to search for, too long, or no valid Unicode.
    """
    if not text.strip():
        raise QuestionError("the question is empty; ask something, say: what did the minister say?")
    if len(text) > MAX_QUESTION:
        raise QuestionError(f"the question has {len(text):,} characters; at most {MAX_QUESTION:,} are taken, so ask with less of it")
    check_text(text)


def check_text(text: str) -> None:
    """Raises:
    QuestionError: no valid Unicode.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise QuestionError(f"the question is no valid Unicode at character {error.start}; type it anew") from None


def embed_question(embedder: Embedder, text: str) -> Question:
    """Raises:
    QuestionError: as ``check_question`` does.
    """
    check_question(text)
    text = unicodedata.normalize("NFC", text)
    if isinstance(embedder, TokenEmbedder):
        tokens = embedder.embed_tokens([text])[0]
        return Question(text, tokens.pooled(), tokens)
    return Question(text, embedder.embed([text])[0], None)


Values = dict[str, npt.NDArray[np.float64]]
"""By the name of a way of searching: what it makes of each candidate, (n_candidates,)."""


@span("search")
def search(catalog: Catalog, vectors: Vectors, question: Question, k: int, filters: Filters, rerank: bool) -> list[Hit]:
    """The ``k`` best hits, best first, ties by passage id. ``vectors`` must be in line with the catalog."""
    ids, sentences, values = _candidates(catalog, vectors, question, k, filters)
    shares = {name: weight * _of_largest(values[name]) for name, weight in WEIGHTS.items()}
    order = _ranked(ids, shares)
    if rerank and question.tokens is not None and len(ids):
        first = order[:RERANKED]
        late, best = _late(catalog, question.text, question.tokens, ids[first], sentences[first])
        values |= {name: _scattered(late[name], first, len(ids)) for name in late}
        sentences[first] = best
        before = (1 - sum(RERANK_WEIGHTS.values())) / max(sum(share[order[0]] for share in shares.values()), 1e-9)
        shares = {name: share * before for name, share in shares.items()}
        shares |= {name: _scattered(weight * _of_largest(late[name]), first, len(ids)) for name, weight in RERANK_WEIGHTS.items()}
        order[:RERANKED] = first[_ranked(ids[first], {name: share[first] for name, share in shares.items()})]
    found = catalog.passages(ids[order[:k]].tolist())
    nearest = catalog.embeddings.spans(sentences[order[:k]].tolist())
    hits: list[Hit] = []
    for i in order[:k]:
        passage, article = found[int(ids[i])]
        parts = {name: Part(float(values[name][i]), float(shares[name][i])) for name in shares if not np.isnan(values[name][i])}
        hits.append(Hit(passage, article, sum(part.share for part in parts.values()), parts, nearest[int(sentences[i])]))
    return hits


def _ranked(ids: Ids, shares: Values) -> npt.NDArray[np.intp]:
    return np.lexsort((ids, -np.sum(list(shares.values()), axis=0)))


def _of_largest(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Each value as a part of the largest; below 0 counts as 0."""
    largest = values.max(initial=0.0)
    return np.maximum(values, 0.0) / largest if largest > 0 else np.zeros_like(values)


def _scattered(values: npt.NDArray[np.float64], places: npt.NDArray[np.intp], n: int) -> npt.NDArray[np.float64]:
    """(n,) with the values at these places, and nan where there is none."""
    out = np.full(n, np.nan)
    out[places] = values
    return out


def _candidates(catalog: Catalog, vectors: Vectors, question: Question, k: int, filters: Filters) -> tuple[Ids, Ids, Values]:
    """Passages that are near in either way: their ids, ascending; the id of each one's nearest sentence; what each way makes of them."""
    allowed = catalog.passage_ids(filters) if filters else None
    lexical = catalog.lexical(content_words(question.text), filters)
    near = vectors.passages_near(question.vector, max(_DENSE_DEPTH, 4 * k), k, allowed)
    ids = np.union1d(near, np.fromiter(lexical, np.int64)[:_LEXICAL_CANDIDATES])
    whole, sentence, sentences = vectors.similarities(question.vector, ids)
    return (
        ids,
        sentences,
        {
            "dense": whole,
            "dense_sentence": sentence,
            "lexical": np.array([lexical.get(id, 0.0) for id in ids.tolist()]),
        },
    )


def _late(catalog: Catalog, text: str, tokens: TokenVectors, ids: Ids, sentences: Ids) -> tuple[Values, Ids]:
    """Late interaction of these passages with the question, and the id of the sentence that it finds best in each."""
    codes = catalog.embeddings.pieces(ids.tolist())
    found = late_interaction(text, tokens, [list(codes.get(id, {}).values()) for id in ids.tolist()], word_idf(catalog))
    best = [
        [*codes.get(id, {}), nearest][meeting.best] for id, nearest, meeting in zip(ids.tolist(), sentences.tolist(), found, strict=True)
    ]
    late = {"late": np.array([meeting.passage for meeting in found]), "late_sentence": np.array([meeting.sentence for meeting in found])}
    return late, np.array(best, np.int64)


def word_idf(catalog: Catalog) -> Callable[[str], float]:
    """How much a word tells in this index."""
    n = catalog.count("passages")
    return cache(lambda word: idf(catalog.document_frequency(word), n))
