"""Articles' texts to embedded passages: split, embedded, pooled by sentence, coded for reranking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from .embedded import EmbeddedPassage, EmbeddedSlice
from .embedder import Array, Embedder, TokenEmbedder, TokenVectors
from .model import Span
from .passages import MAX_CHARACTERS, TARGET, PassageSpan, split_passages
from .rerank import encode

# Goes up when passages, sentences or codes come out otherwise than before: an index made before then says so and is rebuilt.
_SPLITTER = 1
PASSAGE_SETTINGS = f"splitter {_SPLITTER}, target {TARGET}, at most {MAX_CHARACTERS} characters"
_AT_ONCE = 32  # passages whose word pieces' vectors are in memory together, 0.2 MB each


def embed_articles(embedder: Embedder, texts: Sequence[str]) -> list[list[EmbeddedPassage]]:
    """For each text its passages, with their sentences and vectors."""
    spans = [split_passages(text, embedder.count_tokens, embedder.window) for text in texts]
    flat = [(text, passage) for text, passages in zip(texts, spans, strict=True) for passage in passages]
    embedded = iter(_embed_tokens(embedder, flat) if isinstance(embedder, TokenEmbedder) else _embed_texts(embedder, flat))
    return [[next(embedded) for _ in passages] for passages in spans]


def _embed_tokens(embedder: TokenEmbedder, passages: Sequence[tuple[str, PassageSpan]]) -> Iterator[EmbeddedPassage]:
    for start in range(0, len(passages), _AT_ONCE):
        part = passages[start : start + _AT_ONCE]
        tokens = embedder.embed_tokens([text[passage.start : passage.end] for text, passage in part])
        for (_, passage), vectors in zip(part, tokens, strict=True):
            yield _from_tokens(passage, vectors)


def _from_tokens(passage: PassageSpan, tokens: TokenVectors) -> EmbeddedPassage:
    pieces, offsets = tokens.pieces()

    def embedded(span: Span) -> EmbeddedSlice:
        start, end = span.start - passage.start, span.end - passage.start
        inside = (offsets[:, 0] >= start) & (offsets[:, 0] < end)
        return EmbeddedSlice(*span, tokens.pooled(start, end).astype(np.float16), encode(pieces[inside]))

    if len(passage.sentences) == 1:
        only = embedded(passage.sentences[0])
        return EmbeddedPassage(EmbeddedSlice(passage.start, passage.end, only.vector, only.pieces), ())
    whole = EmbeddedSlice(passage.start, passage.end, tokens.pooled().astype(np.float16))
    return EmbeddedPassage(whole, tuple(embedded(span) for span in passage.sentences))


def _embed_texts(embedder: Embedder, passages: Sequence[tuple[str, PassageSpan]]) -> Iterator[EmbeddedPassage]:
    """Without word pieces' vectors, sentences are embedded one by one."""
    for text, passage in passages:
        whole = Span(passage.start, passage.end)
        spans = [whole, *passage.sentences] if len(passage.sentences) > 1 else [whole]
        vectors: Array = embedder.embed([text[span.start : span.end] for span in spans])
        slices = [EmbeddedSlice(*span, vector.astype(np.float16)) for span, vector in zip(spans, vectors, strict=True)]
        yield EmbeddedPassage(slices[0], tuple(slices[1:]))
