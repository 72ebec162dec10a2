"""Cross encoders: question and text read together, for those who have such a model; off unless one is named.

A model is taken from this machine as it lies there. Nothing is downloaded, no code that comes with a model is run, and weights are
read from safetensors files alone, since the older kinds are pickles, which can run code.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from .errors import ModelError
from .local_models import Logits, longest_input, model_folder, not_loaded, readable, require_trained, sigmoid
from .model import Hit, Part

# torch and sentence_transformers are imported inside, when a model is loaded: they take seconds, and few load one.

_BATCH = 16
_POSITIVE = frozenset("label_1 1 yes true positive relevant duplicate is_duplicate entailment answer".split())
_NEGATIVE = frozenset("label_0 0 no false negative not_relevant irrelevant not_duplicate not_entailment no_answer".split())


class Reranker(Protocol):
    """What reads a question and a text together, and says how well the one answers the other."""

    name: str

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """(n_texts,) from 0 to 1, higher is better: for ranking, and a probability only as far as the model was trained to give one."""
        ...


class CrossEncoderReranker:
    """A sentence-transformers ``CrossEncoder``, by the path of its folder or by the name under which it lies on this machine already.

    A model of one logit is read through the sigmoid, whatever activation it was saved with (MS MARCO models are saved with none,
    and give any number). A model of two labels is read as the softmax of the positive one, which its configuration must name.

    A pair that is longer than the model's window is cut by its tokenizer, word piece by word piece from whichever of question
    and text is the longer: of a long text the end isn't seen. Runs on the processor, in float32. The scores depend on the set of
    texts, neither on their order nor on the run, and equal texts tie; among other texts the last digits may differ.

    Raises:
        ModelError: the model isn't on this machine, isn't a cross encoder, or computes no scores; from ``scores`` too.
    """

    def __init__(self, name: str) -> None:
        folder = model_folder(name, "reranker", "ForSequenceClassification")
        import torch
        from sentence_transformers import CrossEncoder

        try:
            self._model: Any = CrossEncoder(
                str(folder),
                device="cpu",
                trust_remote_code=False,
                local_files_only=True,
                # eager: a configuration may name attention code that lies on the hub.
                model_kwargs={"use_safetensors": True, "dtype": torch.float32, "attn_implementation": "eager"},
            )
        except Exception as error:  # noqa: BLE001  # these libraries raise a dozen unrelated classes for a model that can't be loaded
            raise not_loaded("reranker", name, error) from error
        require_trained("reranker", name, self._model.transformers_model, folder)
        self._model.max_seq_length = longest_input(self._model.transformers_model, self._model.tokenizer)
        self._identity = torch.nn.Identity()
        self._positive = positive_label(name, self._model.config.id2label)
        self._lock = threading.Lock()  # no library promises that two threads may use a tokenizer at once
        self.name = str(folder) if Path(name).is_dir() else name
        self.scores("?", ["."])  # what can't compute is refused here, not at the first question

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        unique = sorted(set(texts))  # so that batches, whose padding moves the last digits, don't depend on the order
        if not unique:
            return []
        pairs = [(readable(question), readable(text)) for text in unique]
        try:
            with self._lock:
                found = self._model.predict(pairs, batch_size=_BATCH, activation_fn=self._identity, show_progress_bar=False)
        except Exception as error:  # noqa: BLE001  # torch's errors of a model whose parts don't fit each other are of any class
            raise not_loaded("reranker", self.name, error) from error
        logits = np.asarray(found, np.float64).reshape(len(unique), -1)
        if not np.isfinite(logits).all():
            bad = int(np.flatnonzero(~np.isfinite(logits).all(axis=1))[0])
            raise ModelError(
                f"the reranker {self.name!r} gave {logits[bad].tolist()} for the text {unique[bad][:60]!r}, where finite numbers were "
                "expected: its weights are damaged, so fetch it anew or name another"
            )
        score = dict(zip(unique, probabilities(logits, self._positive).tolist(), strict=True))
        return [score[text] for text in texts]


def load_reranker(name: str) -> Reranker:
    """The cross encoder of this path or name, which must lie on this machine: see `CrossEncoderReranker`."""
    return CrossEncoderReranker(name)


def probabilities(logits: Logits, positive: int) -> Logits:
    """(n_texts, 1) by the sigmoid, or (n_texts, 2) by the softmax of the column ``positive``, to (n_texts,)."""
    margin = logits[:, 0] if logits.shape[1] == 1 else logits[:, positive] - logits[:, 1 - positive]
    return sigmoid(margin)


def positive_label(name: str, labels: Mapping[int, str]) -> int:
    """Which of a model's labels means that the text answers, or is near, the question.

    Raises:
        ModelError: there are three or more, or neither of two has a name that says so.
    """
    names = [label for _, label in sorted(labels.items())]
    if len(names) == 1:
        return 0
    known = [label.lower().replace("-", "_").replace(" ", "_") for label in names]
    yes, no = ([index for index, label in enumerate(known) if label in words] for words in (_POSITIVE, _NEGATIVE))
    if len(names) == 2 and len(yes) < 2 and len(no) < 2 and (yes or no):
        return yes[0] if yes else 1 - no[0]
    raise ModelError(
        f"the reranker {name!r} sorts pairs into {len(names)} labels ({', '.join(names[:5])}), and which of them means that a text answers "
        "can't be told; expected one score, or two labels of which one is named relevant, yes, positive, entailment or LABEL_1: name "
        "such a model, or rename the labels in its config.json (id2label)"
    )


def reranked(reranker: Reranker, question: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits in the order of the reranker's scores, which they then have, ties as they stood."""
    scores = reranker.scores(question, [hit.passage.text for hit in hits])
    made = [replace(hit, score=score, parts={**hit.parts, "cross": Part(score, score)}) for hit, score in zip(hits, scores, strict=True)]
    return sorted(made, key=lambda hit: -hit.score)
