"""Optional models, a reranker or a reader, as they lie on this machine: what all of them go through before they are used.

Nothing is downloaded, no code that comes with a model is run, and weights are read from safetensors files alone, since the older kinds are
pickles, which can run code.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from .errors import ModelError

# torch and transformers are imported inside, when a model is loaded: they take seconds, and few load one.
if TYPE_CHECKING:
    from torch import nn

Logits = npt.NDArray[np.float64]

_LONGEST = 512  # time and memory grow with the square of the length, and passages are shorter
_TOKENIZERS = ("tokenizer.json", "vocab.txt", "vocab.json", "*.model")


def sigmoid(x: Logits) -> Logits:
    """1 / (1 + exp(-x)), in the form that can't overflow. Of a difference of two logits it is their softmax."""
    return 0.5 * (1 + np.tanh(x / 2))


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
