"""Readers: models that mark the words of a text that answer a question, for those who have one; off unless one is named.

They are trained on questions with marked answers (SQuAD: Rajpurkar et al. 2016, https://arxiv.org/abs/1606.05250), the better ones also
on questions that the text doesn't answer (SQuAD 2.0: Rajpurkar et al. 2018, https://arxiv.org/abs/1806.03822). The answer is always a
slice of the text. What holds of loading a reranker holds here too: nothing is downloaded, no code but ours is run, no pickle is read.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ..index.errors import ModelError
from ..index.local_models import Logits, longest_input, model_folder, not_loaded, readable, require_trained, sigmoid

# The window, the overlap and the longest answer in word pieces, as such models are trained (Devlin et al. 2019,
# https://arxiv.org/abs/1810.04805, and its code for SQuAD).
_WINDOW = 384
_OVERLAP = 128
_LONGEST_ANSWER = 30
_BATCH = 16
# A model that was shown questions without an answer finds none here; one that wasn't marks some words all the same.
_UNANSWERED = (
    ("Who won the race on Sunday?", "Snow fell in the hills all night."),
    ("What does the ticket cost?", "Her uncle keeps bees."),
)


@dataclass(frozen=True)
class Reading:
    """What a reader found in a text: ``text[start:end]``, in characters, and nothing where both are 0."""

    start: int
    end: int
    score: float
    """From 0 to 1: how sure it is that the text answers the question."""


class Reader(Protocol):
    """What reads texts for the words that answer a question."""

    name: str

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """(n_texts,): of each text the best answer in it."""
        ...


@dataclass(frozen=True)
class _Window:
    """A stretch of a text with the question before it, as the model takes it."""

    text: str
    features: dict[str, list[int]]
    offsets: list[tuple[int, int]]
    """Each word piece's start and end in the text that it is from, in characters."""
    inside: list[bool]
    """Which word pieces are the text's, not the question's or special."""
    null: int
    """The word piece on which the model puts both ends of an answer that isn't there: [CLS]."""


@dataclass(frozen=True)
class _Span:
    """A window's best answer, in characters, with what the model gives it and what it gives to there being none."""

    start: int
    end: int
    logit: float
    null: float
    share: float
    """The softmax of its start times that of its end, over the window's text and its [CLS]."""


class ExtractiveReader:
    """A transformers model for question answering, by the path of its folder or by its name in the Hugging Face cache.

    Of a model that was shown questions without an answer, ``score`` is the softmax of the best span against there being none, that is
    of the sums of their two logits: the sigmoid of the difference. Of a longer text's windows the one with the highest counts. Below
    ``least`` the text is said to hold no answer: 0.5 is where the model itself changes its mind, 0 always gives the best span.

    A model that knows no such questions (SQuAD 1.1) can say where an answer would stand, not whether one does. ``knows_null`` tells
    them apart by two pairs that have none, read when the model is loaded. Its ``score`` is the softmax of the span's start times that
    of its end within its window: low where several places compete. ``least`` is not applied to it, and its score should not
    be taken for the probability that there is an answer.

    Long texts are read in overlapping windows, long questions are cut to half a window. Runs on the processor, in float32; the
    readings depend on the set of texts, neither on their order nor on the run.

    Raises:
        ModelError: the model isn't on this machine, isn't one for question answering, or computes no scores; from ``read`` too.
    """

    def __init__(self, name: str, least: float = 0.5) -> None:
        folder = model_folder(name, "reader", "ForQuestionAnswering")
        # Here, not above: they take seconds to import, and few load a reader.
        import torch
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer

        here: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(str(folder), **here)
            # eager: a configuration may name attention code that lies on the hub.
            self._model: Any = AutoModelForQuestionAnswering.from_pretrained(
                str(folder), use_safetensors=True, dtype=torch.float32, attn_implementation="eager", **here
            ).eval()
        except Exception as error:  # noqa: BLE001  # transformers raises a dozen unrelated classes for a model that can't be loaded
            raise not_loaded("reader", name, error) from error
        if not self._tokenizer.is_fast:
            raise ModelError(
                f"the reader {name!r} has a tokenizer that can't tell where in the text its word pieces stand; expected one with a "
                "tokenizer.json, so name another model"
            )
        require_trained("reader", name, self._model, folder)
        self._window = min(_WINDOW, longest_input(self._model, self._tokenizer))
        self._lock = threading.Lock()  # a tokenizer that pads and cuts can't be used by two threads at once
        self.name = str(folder) if Path(name).is_dir() else name
        self.least = least
        # What can't compute is refused here, not at the first question.
        spans = [span for question, text in _UNANSWERED for found in self._spans(question, [text]).values() for span in found]
        self.knows_null = any(span.null > span.logit for span in spans)

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        spans = self._spans(question, texts)
        return [self._reading(text, spans.get(text, [])) for text in texts]

    def _reading(self, text: str, spans: list[_Span]) -> Reading:
        """Of a text, out of its windows' best spans."""
        if not spans:
            return Reading(0, 0, 0.0)
        if not self.knows_null:
            best = max(spans, key=lambda span: span.logit)
            return Reading(*whole(text, best.start, best.end), best.share)
        best = max(spans, key=lambda span: span.logit - span.null)
        score = float(sigmoid(np.array([best.logit - best.null]))[0])
        return Reading(*whole(text, best.start, best.end), score) if score >= self.least else Reading(0, 0, score)

    def _spans(self, question: str, texts: Sequence[str]) -> dict[str, list[_Span]]:
        """Each window's best span by its text. Every text once and in one order, so that equal ones tie, whatever is read beside them."""
        spans: dict[str, list[_Span]] = {}
        try:
            with self._lock:
                windows = [window for text in sorted(set(texts)) if text.strip() for window in self._windows(question, text)]
                windows.sort(key=lambda window: len(window.offsets))  # batches of one length need no padding
                for first in range(0, len(windows), _BATCH):
                    batch = windows[first : first + _BATCH]
                    for window, (start, end) in zip(batch, self._logits(batch), strict=True):
                        if (span := best_span(window, start, end)) is not None:
                            spans.setdefault(window.text, []).append(span)
        except ModelError:
            raise
        except Exception as error:  # noqa: BLE001  # torch's errors of a model whose parts don't fit each other are of any class
            raise not_loaded("reader", self.name, error) from error
        return spans

    def _windows(self, question: str, text: str) -> Iterator[_Window]:
        question, room = self._cut(readable(question))
        encoded = self._tokenizer(
            question,
            readable(text),
            truncation="only_second",
            max_length=self._window,
            stride=min(_OVERLAP, room // 2),
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        names = [name for name in encoded if name in self._tokenizer.model_input_names]
        for number, (ids, offsets) in enumerate(zip(encoded["input_ids"], encoded["offset_mapping"], strict=True)):
            parts = zip(encoded.sequence_ids(number), offsets, strict=True)
            inside = [part == 1 and not text[start:end].isspace() and start < end for part, (start, end) in parts]
            cls = self._tokenizer.cls_token_id
            null = ids.index(cls) if cls in ids else 0
            yield _Window(text, {name: encoded[name][number] for name in names}, offsets, inside, null)

    def _cut(self, question: str) -> tuple[str, int]:
        """The question, cut to half a window, and how many word pieces of a text have room beside it."""
        offsets = self._tokenizer(
            question, add_special_tokens=False, truncation=True, max_length=self._window // 2, return_offsets_mapping=True
        )["offset_mapping"]
        special = self._tokenizer.num_special_tokens_to_add(pair=True)
        return question[: offsets[-1][1] if offsets else 0], self._window - len(offsets) - special

    def _logits(self, windows: Sequence[_Window]) -> Iterator[Logits]:
        """Of each window (2, n_pieces): how much each word piece is a start, and an end."""
        import torch  # see __init__

        features = {name: [window.features[name] for window in windows] for name in windows[0].features}
        padded = self._tokenizer.pad(features, return_tensors="pt", padding_side="right")
        with torch.inference_mode():
            output = self._model(**padded)
        logits = np.stack([output.start_logits.numpy(), output.end_logits.numpy()], axis=1).astype(np.float64)
        for window, found in zip(windows, logits, strict=True):
            if not np.isfinite(found[:, : len(window.offsets)]).all():
                raise ModelError(
                    f"the reader {self.name!r} gave numbers that are not finite for the text {window.text[:60]!r}: its weights are "
                    "damaged, so fetch it anew or name another"
                )
            yield found[:, : len(window.offsets)]


def load_reader(name: str, least: float = 0.5) -> Reader:
    """The model for question answering of this path or name, which must lie on this machine: see `ExtractiveReader`."""
    return ExtractiveReader(name, least)


def best_span(window: _Window, start: Logits, end: Logits) -> _Span | None:
    """The span with the largest sum of its start's logit and its end's, the first of several; None where the window has no text."""
    inside = np.array(window.inside)
    if not inside.any():
        return None
    n = len(inside)
    length = np.arange(n)[None, :] - np.arange(n)[:, None] + 1  # of the span from each row's word piece to each column's
    allowed = inside[:, None] & inside[None, :] & (length > 0) & (length <= _LONGEST_ANSWER)
    sums = np.where(allowed, start[:, None] + end[None, :], -np.inf)
    first, last = divmod(int(sums.argmax()), n)
    seen = inside.copy()
    seen[window.null] = True
    share = _softmax(start, seen)[first] * _softmax(end, seen)[last]
    null = start[window.null] + end[window.null]
    return _Span(window.offsets[first][0], window.offsets[last][1], float(sums[first, last]), float(null), float(share))


def _softmax(logits: Logits, seen: npt.NDArray[np.bool_]) -> Logits:
    """(n_pieces,) summing to 1 over the word pieces that are ``seen``, 0 for the others."""
    powers = np.exp(np.where(seen, logits, -np.inf) - logits[seen].max())
    return powers / powers.sum()


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks at its ends, grown where it would cut a word or a sign in two: word pieces may end within."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while 0 < start < end and _joined(text[start - 1], text[start]):
        start -= 1
    while start < end < len(text) and _joined(text[end - 1], text[end]):
        end += 1
    return start, end


def _joined(before: str, after: str) -> bool:
    """Whether two neighbours are one word or one sign.

    Only scripts with two cases are known to put blanks between words, so that other letters may be parted. Marks, joiners and
    skin tones belong to what is before them, and the letters of a flag to each other.
    """
    if unicodedata.category(after).startswith("M") or "\u200d" in (before, after) or "\U0001f3fb" <= after <= "\U0001f3ff":
        return True
    if all("\U0001f1e6" <= char <= "\U0001f1ff" for char in (before, after)):
        return True
    return all(char.isdigit() or char.lower() != char.upper() for char in (before, after))
