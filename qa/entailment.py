"""Entailment models: whether a text bears a sentence out, by a model trained to tell, for those who have one; off unless one is named.

They are trained on pairs of sentences of which the first entails the second, contradicts it, or neither (Bowman et al. 2015,
https://arxiv.org/abs/1508.05326). What holds of loading a reranker holds here too: nothing is downloaded, no code but ours is run, no
pickle is read.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from ..index.errors import ModelError
from ..index.local_models import Logits, longest_input, model_folder, not_loaded, readable, require_trained

# torch and transformers are imported inside, when a model is loaded: they take seconds, and few load one.

_BATCH = 16
_ENTAILED = frozenset("entailment entail entails entailed".split())
_CONTRADICTED = frozenset("contradiction contradict contradicts contradicted".split())


class Entailed(NamedTuple):
    """From 0 to 1: how likely a text bears a sentence out, and how likely it says the contrary; 0 of a model that can't tell that."""

    entailed: float
    contradicted: float


class Entailment(Protocol):
    """What tells whether texts bear a sentence out."""

    name: str

    def judge(self, sentence: str, texts: Sequence[str]) -> list[Entailed]:
        """(n_texts,): what each text by itself makes of the sentence."""
        ...


class EntailmentModel:
    """A transformers model for sequence classification with a label for entailment, by its folder's path or by its name in the cache.

    A pair that is longer than the model's window is cut at the end of the text. Runs on the processor, in float32; the judgements
    depend on the set of texts, neither on their order nor on the run.

    Raises:
        ModelError: the model isn't on this machine, has no label that says entailment, or computes nothing; from ``judge`` too.
    """

    def __init__(self, name: str) -> None:
        folder = model_folder(name, "entailment model", "ForSequenceClassification")
        import torch
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        here: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(str(folder), **here)
            # eager: a configuration may name attention code that lies on the hub.
            self._model: Any = AutoModelForSequenceClassification.from_pretrained(
                str(folder), use_safetensors=True, dtype=torch.float32, attn_implementation="eager", **here
            ).eval()
        except Exception as error:  # noqa: BLE001  # transformers raises a dozen unrelated classes for a model that can't be loaded
            raise not_loaded("entailment model", name, error) from error
        require_trained("entailment model", name, self._model, folder)
        self._entailed, self._contradicted = labels_of(name, self._model.config.id2label)
        self._window = longest_input(self._model, self._tokenizer)
        self._lock = threading.Lock()  # a tokenizer that pads and cuts can't be used by two threads at once
        self.name = str(folder) if Path(name).is_dir() else name
        self.judge(".", ["."])  # what can't compute is refused here, not at the first sentence

    def judge(self, sentence: str, texts: Sequence[str]) -> list[Entailed]:
        unique = sorted(set(texts))  # so that batches, whose padding moves the last digits, don't depend on the order
        if not unique:
            return []
        logits = np.concatenate([self._logits(sentence, unique[i : i + _BATCH]) for i in range(0, len(unique), _BATCH)])
        if not np.isfinite(logits).all():
            raise ModelError(
                f"the entailment model {self.name!r} gave no finite numbers: its weights are damaged, so fetch it anew or name another"
            )
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        found = {
            text: Entailed(float(row[self._entailed]), 0.0 if self._contradicted is None else float(row[self._contradicted]))
            for text, row in zip(unique, shares, strict=True)
        }
        return [found[text] for text in texts]

    def _logits(self, sentence: str, texts: Sequence[str]) -> Logits:
        import torch

        try:
            with self._lock, torch.inference_mode():
                given = self._tokenizer(
                    [readable(text) for text in texts],
                    [readable(sentence)] * len(texts),
                    truncation="longest_first",
                    max_length=self._window,
                    padding=True,
                    return_tensors="pt",
                )
                return np.asarray(self._model(**given).logits.double().numpy(), np.float64)
        except Exception as error:  # noqa: BLE001  # torch's errors of a model whose parts don't fit each other are of any class
            raise not_loaded("entailment model", self.name, error) from error


def load_entailment(name: str) -> Entailment:
    """The model of this path or name, which must lie on this machine: see `EntailmentModel`."""
    return EntailmentModel(name)


def labels_of(name: str, labels: Mapping[int, str]) -> tuple[int, int | None]:
    """Which of a model's labels means that a text bears a sentence out, and which that it says the contrary, if one does.

    Raises:
        ModelError: no label, or more than one, has a name that says entailment.
    """
    names = [str(label).lower() for _, label in sorted(labels.items())]
    entailed = [i for i, label in enumerate(names) if label in _ENTAILED]
    contradicted = [i for i, label in enumerate(names) if label in _CONTRADICTED]
    if len(entailed) != 1 or len(names) < 2:
        raise ModelError(
            f"the entailment model {name!r} sorts pairs into {len(names)} labels ({', '.join(names[:5])}), and expected was one named "
            "entailment beside others; name a model that was trained on entailment, or rename the labels in its config.json (id2label)"
        )
    return entailed[0], contradicted[0] if contradicted else None
