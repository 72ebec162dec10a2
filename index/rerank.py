"""Late interaction: hits compared with the question word piece by word piece.

Each word piece of the question looks for its nearest in the passage, and the cosines are averaged: MaxSim as in ColBERT (Khattab and
Zaharia 2020, https://arxiv.org/abs/2004.12832), here with the vectors of the embedder itself, weighted by how rare the question's words
are in this index. Of a passage's word pieces only the sign of each dimension is kept, dim / 8 bytes a piece.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from .embedder import Array, TokenVectors
from .lexical import WORD, content_words

_LIMITING = threading.Lock()
_LEAST_WEIGHT = 0.5  # of a function word, and of one that stands everywhere: in a small index that may be the name that was asked for


def encode(vectors: Array) -> bytes:
    """The signs of (n_pieces, dim), one bit each: n_pieces * dim / 8 bytes."""
    return np.packbits(vectors > 0, axis=1).tobytes()


def cosines(pieces: Array, codes: bytes) -> Array:
    """(n_pieces, n_coded): of vectors of unit length (n_pieces, dim) with coded ones, each entry of those +1 or -1 over the root of dim."""
    dim = pieces.shape[1]
    bits = np.unpackbits(np.frombuffer(codes, np.uint8).reshape(-1, dim // 8), axis=1).astype(np.float32)
    # One thread: waiting for a second one costs more than so small a product, and ten times as much where other work keeps it busy.
    # The limit holds for the whole process while it holds, so one thread sets it at a time.
    with _LIMITING, _thread_pools().limit(limits=1, user_api="blas"):
        over_ones = pieces @ bits.T
    # With bits for signs: the sum over the ones, less that over the zeros, is twice the sum over the ones, less that over all.
    return (2 * over_ones - pieces.sum(axis=1, keepdims=True)) / np.float32(math.sqrt(dim))


@cache
def _thread_pools() -> ThreadpoolController:
    return ThreadpoolController()


def idf(document_frequency: int, n_passages: int) -> float:
    """How much a word tells: log(1 + (N - df + 0.5) / (df + 0.5)), as Lucene's BM25 has it, never negative."""
    return math.log(1 + (n_passages - document_frequency + 0.5) / (document_frequency + 0.5))


def piece_weights(question: str, offsets: npt.NDArray[np.int32], word_idf: Callable[[str], float]) -> Array:
    """(n_pieces,) summing to 1: each word piece weighs as the word that it lies in; punctuation weighs nothing."""
    weights = np.zeros(len(offsets), np.float32)
    content = set(content_words(question))
    for match in WORD.finditer(question):
        inside = (offsets[:, 0] >= match.start()) & (offsets[:, 1] <= match.end())
        if inside.any():
            word = match.group().lower()
            weights[inside] = max(_LEAST_WEIGHT, word_idf(word)) if word in content else _LEAST_WEIGHT
    return weights / weights.sum() if weights.sum() > 0 else np.full(len(offsets), 1 / max(len(offsets), 1), np.float32)


@dataclass(frozen=True)
class Interaction:
    """How a passage's word pieces meet the question's."""

    passage: float
    """Over the whole passage, the weighted mean of each question piece's best cosine."""
    sentence: float
    """The same over its best sentence alone."""
    best: int
    """Which sentence that is, from 0."""


def late_interaction(
    question: str, tokens: TokenVectors, passages: Sequence[Sequence[bytes]], word_idf: Callable[[str], float]
) -> list[Interaction]:
    """For each passage, given as the codes of its sentences in order."""
    pieces, offsets = tokens.pieces()
    weights = piece_weights(question, offsets, word_idf)
    # At one go, since matrix products like to be large; and each text once, since reprints must tie, and a product's last bits
    # depend on the column that it stands in.
    texts = list(dict.fromkeys(tuple(codes) for codes in passages))
    nearness = cosines(pieces, b"".join(code for codes in texts for code in codes))
    found: dict[tuple[bytes, ...], Interaction] = {}
    start = 0
    for codes in texts:
        lengths = np.array([len(code) * 8 // pieces.shape[1] for code in codes], np.int64)
        found[codes] = _interaction(nearness[:, start : start + lengths.sum()], weights, lengths)
        start += int(lengths.sum())
    return [found[tuple(codes)] for codes in passages]


def _interaction(nearness: Array, weights: Array, lengths: npt.NDArray[np.int64]) -> Interaction:
    """``nearness`` (n_question_pieces, n_passage_pieces) of one passage, whose sentences have these numbers of pieces."""
    if not nearness.size:
        return Interaction(0.0, 0.0, 0)
    full = np.flatnonzero(lengths)  # a sentence of nothing that the tokenizer knows has no pieces
    by_sentence = np.maximum.reduceat(nearness, (np.cumsum(lengths) - lengths)[full], axis=1)
    sums = weights @ by_sentence
    return Interaction(float(weights @ by_sentence.max(axis=1)), float(sums.max()), int(full[sums.argmax()]))
