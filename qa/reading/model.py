"""The packaged reader: MiniLM fine-tuned to read, as an 8-bit ONNX graph of its own weights.

One pass over a question and a passage gives, for every word piece, the logits below. How it was trained, on what, and how well it does
stands in docs/reader.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from ...index.embedder import default_tokenizer, open_session, processors
from ...index.errors import ModelError
from ...index.model import Span
from .passage import PassagePieces, Pieces, ReadPassage

if TYPE_CHECKING:
    import onnxruntime

# Columns of the logits.
RELEVANT = 0  # of a sentence's word pieces, in the mean: that the sentence answers
START, END = 1, 2  # of the short answer; on [CLS]: that there is none
ANSWERED = 3  # on [CLS]: that the passage holds an answer
SUPPORT = slice(4, 7)  # on [CLS]: that the text bears the claim out, does neither, or contradicts it
HEADS = 7

WEIGHTS = Path(__file__).with_name("reader.onnx")
_KEPT = 256  # logits of what was read last, some 2 MB: the words of somebody, and all that is told, are often of the same passages
_LONGEST_ANSWER = 16  # word pieces
_UNREAD = -10.0  # the logit of a sentence that was cut off

Logits = npt.NDArray[np.float32]
Verdict = Literal["entailment", "neutral", "contradiction"]


@dataclass(frozen=True)
class PassageReading:
    """What the reader makes of a passage, all as logits.

    ``sentences`` (one for each of the passage's): that it answers. ``answered``: that the passage does. ``answers`` are the likeliest short
    answer in each sentence, as a slice of the article's text, with its logit against there being none in the passage.
    """

    sentences: tuple[float, ...]
    answered: float
    answers: tuple[ShortAnswer, ...]


class ShortAnswer(NamedTuple):
    """``span`` is None where a sentence has no words, or was cut off."""

    span: Span | None
    surely: float


class PackagedReader:
    """Reads passages for a question, and texts for a claim; the same texts always give the same numbers. May be shared by threads.

    Raises:
        ModelError: the weights are missing or damaged, when they are first used.
    """

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._weights = weights
        self._run = lru_cache(_KEPT)(self._run_anew)

    @cached_property
    def sha256(self) -> str:
        """Of the weights, in hexadecimal."""
        return hashlib.sha256(self._bytes).hexdigest()

    @cached_property
    def _bytes(self) -> bytes:
        try:
            return self._weights.read_bytes()
        except OSError as error:
            raise self._damaged(error.strerror or "unreadable") from error

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        weights = self._bytes
        try:
            return open_session(weights)
        except Exception as error:  # onnxruntime's own errors share no base class
            raise self._damaged(" ".join(str(error).split())[:120]) from error

    def _damaged(self, why: str) -> ModelError:
        return ModelError(
            f"the reader's weights at {self._weights} can't be used ({why}); install onrecord anew: pip install --force-reinstall onrecord"
        )

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(default_tokenizer())

    def read(self, question: str, passages: Sequence[ReadPassage]) -> list[PassageReading]:
        """(n_passages,), each read by itself, in as many threads as there are processors."""
        pieces = [self._pieces.of_passage(question, passage) for passage in passages]
        return [_reading(*each) for each in zip(pieces, self._logits([each.ids for each in pieces]), strict=True)]

    def supports(self, claim: str, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """(n_texts, 3), rows summing to 1: how likely each text bears the claim out, does neither, or contradicts it."""
        logits = self._logits([self._pieces.of_claim(claim, text) for text in texts])
        powers = np.exp(np.array([each[0, SUPPORT] - each[0, SUPPORT].max() for each in logits], np.float64).reshape(-1, 3))
        return powers / powers.sum(axis=1, keepdims=True)

    def _logits(self, sequences: Sequence[Sequence[int]]) -> list[Logits]:
        assert self._session  # opened once, before there are threads
        workers = min(len(sequences), processors())
        read = map(tuple, sequences)
        if workers < 2:
            return list(map(self._run, read))
        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(self._run, read))

    def _run_anew(self, ids: tuple[int, ...]) -> Logits:
        return np.asarray(self._session.run(None, {"ids": np.array([ids], np.int64)})[0])[0]


@cache
def packaged_reader() -> PackagedReader:
    """The one that all share."""
    return PackagedReader()


def _reading(pieces: PassagePieces, logits: Logits) -> PassageReading:
    scores = [float(logits[first:last, RELEVANT].mean()) if first < last else _UNREAD for first, last in pieces.sentences]
    answers = tuple(_short(pieces, logits, *each) for each in pieces.sentences)
    return PassageReading(tuple(scores), float(logits[0, ANSWERED]), answers)


def _short(pieces: PassagePieces, logits: Logits, begin: int, end: int) -> ShortAnswer:
    best = _best(logits[begin:end, START], logits[begin:end, END])
    if best is None:
        return ShortAnswer(None, _UNREAD)
    first, last = (begin - pieces.body + at for at in best[:2])
    return ShortAnswer(Span(pieces.offsets[first][0], pieces.offsets[last][1]), best[2] - float(logits[0, START] + logits[0, END]))


def _best(start: Logits, end: Logits) -> tuple[int, int, float] | None:
    """The first and last word piece of the likeliest span, and the sum of its two logits; None of no word pieces."""
    n = len(start)
    if n == 0:
        return None
    length = np.arange(n)[None, :] - np.arange(n)[:, None]
    sums = np.where((length >= 0) & (length < _LONGEST_ANSWER), start[:, None] + end[None, :], -np.inf)
    first, last = divmod(int(sums.argmax()), n)
    return first, last, float(sums[first, last])
