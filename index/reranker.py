"""Cross encoders: question and text read together, for those who have such a model; off unless one is named.

A model is taken from this machine as it lies there. Nothing is downloaded, no code that comes with a model is run, and weights are
read from safetensors files alone, since the older kinds are pickles, which can run code.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from .errors import ModelError

# torch, transformers and sentence_transformers are imported inside, when a model is loaded: they take seconds, and few load one.
if TYPE_CHECKING:
    from torch import nn

Logits = npt.NDArray[np.float64]

_BATCH = 16
_LONGEST = 512  # time and memory grow with the square of the length, and passages are shorter
_TOKENIZERS = ("tokenizer.json", "vocab.txt", "vocab.json", "*.model")
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


def sigmoid(x: Logits) -> Logits:
    """1 / (1 + exp(-x)), in the form that can't overflow. Of a difference of two logits it is their softmax."""
    return 0.5 * (1 + np.tanh(x / 2))


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


# What every optional model goes through, be it a reranker or a reader of answers.


def model_folder(name: str, kind: str, head: str) -> Path:
    """The folder of a model that is on this machine, and that its configuration says is of this kind.

    ``kind`` is what messages call it; ``head`` is in the name of its architecture, as in ``BertForSequenceClassification``. A model
    of another architecture could be loaded too, but with a head of weights by chance.

    Raises:
        ModelError: no such folder, another architecture, an adapter, no tokenizer, or weights that are no safetensors.
    """
    folder = Path(name).resolve() if Path(name).is_dir() else _cached(name, kind)
    try:
        architectures = [str(architecture) for architecture in _json(folder / "config.json").get("architectures") or []]
        modules = _json(folder / "modules.json") if (folder / "modules.json").exists() else []
        parts = [folder / module["path"] for module in modules]
    except (OSError, ValueError, AttributeError, TypeError, KeyError) as error:
        raise not_loaded(kind, name, error) from error
    if not any(head in architecture for architecture in architectures):
        found = ", ".join(architectures) or "no architecture"
        raise ModelError(
            f"{name!r} is no {kind}: its config.json names {found}, and one with {head} was expected; name a model that was trained "
            f"as a {kind}"
        )
    if (folder / "adapter_config.json").exists():
        raise ModelError(
            f"the {kind} {name!r} is an adapter (it has an adapter_config.json), and a whole model was expected; merge it into its "
            "model first (merge_and_unload, then save_pretrained)"
        )
    if not any(path for pattern in _TOKENIZERS for path in folder.glob(pattern)):
        raise ModelError(
            f"the {kind} {name!r} has no tokenizer: expected {', '.join(_TOKENIZERS[:-1])} or {_TOKENIZERS[-1]} beside its weights, "
            "without which it knows no word; fetch it anew"
        )
    pickles = [place / "pytorch_model.bin" for place in parts if (place / "pytorch_model.bin").exists()]
    if not any(folder.glob("*.safetensors")) or any(not any(pickle.parent.glob("*.safetensors")) for pickle in pickles):
        found = ", ".join(sorted(path.name for path in folder.glob("*.bin"))) or "no weights"
        raise ModelError(
            f"the {kind} {name!r} has {found} where a *.safetensors file was expected: other weights are not read, since they are "
            "pickles, which can run code; take a version with model.safetensors, or save it anew with save_pretrained"
        )
    return folder


def _json(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _cached(name: str, kind: str) -> Path:
    from huggingface_hub import snapshot_download

    try:
        # By its folder in any case: for a name, the hub's client would ask the hub, whatever else it is told.
        return Path(snapshot_download(name, local_files_only=True))
    except Exception as error:  # noqa: BLE001  # the client raises unrelated classes for a name that is none, and one that isn't there
        raise not_loaded(kind, name, error) from error


def not_loaded(kind: str, name: str, error: Exception) -> ModelError:
    """What to raise for a model that isn't there, or that the libraries can't make sense of."""
    return ModelError(
        f"the {kind} {name!r} can't be used from this machine ({type(error).__name__}: {' '.join(str(error).split())[:200]}); give the "
        "path of a model's folder, or the name of a model that was fetched before (hf download NAME): nothing is downloaded here"
    )


def readable(text: str) -> str:
    """The same in as many characters, with ``?`` for each half of a surrogate pair, at which tokenizers raise."""
    return text.encode("utf-8", "replace").decode()


def require_trained(kind: str, name: str, model: nn.Module, folder: Path) -> None:
    """Refuses a model whose weights lack its head, which the libraries then fill by chance.

    Raises:
        ModelError: with the names of the first of them.
    """
    stored = _stored_names(folder)
    body = f"{getattr(model, 'base_model_prefix', '')}."
    head = [weight for weight, _ in model.named_parameters() if not weight.startswith(body) or ".pooler." in weight]
    missing = [weight for weight in head if weight not in stored and weight.removeprefix(body) not in stored]
    if missing:
        raise ModelError(
            f"the {kind} {name!r} is not trained: its weights lack {', '.join(missing[:3])}, without which what it says is chance; "
            f"name a model that was trained as a {kind}, or fetch this one anew"
        )


def _stored_names(folder: Path) -> set[str]:
    from safetensors import safe_open

    names: set[str] = set()
    for path in folder.glob("*.safetensors"):
        with safe_open(path, framework="numpy") as weights:
            names.update(weights.keys())
    return names


def longest_input(model: Any, tokenizer: Any) -> int:
    """How many word pieces, special ones included, a model is given at once: as many as it can read, and 512 at the most.

    Models of RoBERTa's family start to count positions behind that of padding, so that they have fewer than their table has rows.
    """
    limits = [_LONGEST, int(tokenizer.model_max_length), int(getattr(model.config, "max_position_embeddings", None) or _LONGEST)]
    for name, table in model.named_modules():
        if name.endswith("position_embeddings") and hasattr(table, "num_embeddings"):
            limits.append(table.num_embeddings - (0 if table.padding_idx is None else table.padding_idx + 1))
    return min(limit for limit in limits if limit > 0)
