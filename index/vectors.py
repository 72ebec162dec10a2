"""The nearest vectors, by FAISS: derived from the catalog, and brought into line with it by ids alone.

A vector never changes under its id and ids are never reused. So what the catalog has and FAISS lacks is added, what FAISS has and the
catalog lacks is dropped, and that one rule serves a new index, a stale file, a torn one, and another process's changes alike.
Vectors are float16 in both, so that they can be compared bit by bit.
"""

from __future__ import annotations

import json
import os
import threading
import zlib
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from .catalog import Catalog, State
from .embedder import Array
from .schema import PLACES

Ids = npt.NDArray[np.int64]

_MAGIC = b"onrecord"  # the last eight bytes of the file; before them a JSON object, and before that its length in eight bytes
_KEYS = {"generation", "token", "rows", "dim", "crc32", "bytes"}
_BATCH = 16384  # vectors
_READ = 1 << 20  # bytes


class Vectors:
    """The vectors of the catalog in memory, and their copy on disk at ``path``."""

    def __init__(self, path: Path, dim: int) -> None:
        self.path = path
        self.dim = dim
        self._index: Any = self._empty()
        self._state: State | None = None  # of the catalog that these are the vectors of; None while there are none
        self._just_opened = True
        self._load()

    @property
    def generation(self) -> int:
        """Of the catalog that these are the vectors of; -1 while there are none."""
        return self._state.generation if self._state else -1

    def _empty(self) -> faiss.IndexIDMap:
        return faiss.IndexIDMap(faiss.IndexScalarQuantizer(self.dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT))

    @property
    def ids(self) -> Ids:
        """(n,) ascending: a vector's place in FAISS follows its id, since ids only grow."""
        return faiss.vector_to_array(self._index.id_map)

    @property
    def _rows(self) -> npt.NDArray[np.float16]:
        """(n, dim): FAISS's own memory, not a copy."""
        flat: Any = faiss.downcast_index(self._index.index)
        codes = flat.codes
        if not codes.size():
            return np.zeros((0, self.dim), np.float16)
        return faiss.rev_swig_ptr(codes.data(), codes.size()).view(np.float16).reshape(-1, self.dim)

    def sync(self, catalog: Catalog, save: bool = True) -> None:
        """Brings the vectors to the catalog's state. Call it in a transaction of the catalog's, so that its view holds still.

        The file is written if ``save``, and also if what it held was not in line when it was opened.

        Raises:
            CatalogDamaged: the catalog's own vectors can't be read.
        """
        state = catalog.state
        if state == self._state:
            self._just_opened = False
            return
        if self._state is None or not catalog.has_been(self._state):
            self._index, self._state = self._empty(), None
        wanted, present = catalog.embeddings.ids(), self.ids
        gone, missing = np.setdiff1d(present, wanted, assume_unique=True), np.setdiff1d(wanted, present, assume_unique=True)
        if len(gone):
            self._index.remove_ids(faiss.IDSelectorBatch(gone))
        vectors = catalog.embeddings.vectors(missing, self.dim)
        for start in range(0, len(missing), _BATCH):
            part = slice(start, start + _BATCH)
            self._index.add_with_ids(vectors[part].astype(np.float32), missing[part])
        self._state = state
        if save or self._just_opened:
            self._save(state)
        self._just_opened = False

    def _save(self, state: State) -> None:
        beside = self.path.with_name(f".{self.path.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            faiss.write_index(self._index, str(beside))
            size = beside.stat().st_size
            about = {**state._asdict(), "rows": int(self._index.ntotal), "dim": self.dim, "bytes": size, "crc32": _crc32(beside)}
            trailer = json.dumps(about).encode()
            with beside.open("ab") as file:
                file.write(trailer + len(trailer).to_bytes(8, "little") + _MAGIC)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.path)
        except (OSError, RuntimeError):  # FAISS raises RuntimeError where a disk is full
            # The file only spares the next start the time to derive it again; an index on a read-only disk can do without it.
            with suppress(OSError):
                beside.unlink(missing_ok=True)

    def _load(self) -> None:
        """Takes the file if it is whole and of this dimension; otherwise everything comes from the catalog."""
        about = _trailer(self.path)
        if about is None or about["dim"] != self.dim or about["crc32"] != _crc32(self.path, about["bytes"]):
            return
        index = faiss.read_index(str(self.path))
        self._index, self._state = index, State(about["generation"], about["token"])

    def passages_near(self, vector: Array, n: int, at_least: int = 0, passages: Ids | None = None) -> Ids:
        """Ids, ascending, of the passages that hold the ``n`` vectors nearest to ``vector`` (dim,), or as many more as it takes
        to have ``at_least`` passages; among ``passages`` only if given."""
        parameters, most = None, self._index.ntotal
        if passages is not None:
            at_least = min(at_least, len(passages))
            selected: Any = faiss.IDSelectorBatch(self.ids[self._rows_of(passages)])
            parameters = faiss.SearchParameters(sel=selected)  # pyright: ignore[reportCallIssue]  # added to the class at import
        while most:
            with _one_thread():
                _, ids = self._index.search(vector[None, :], min(n, most), params=parameters)
            found = np.unique(ids[ids >= 0] // PLACES)
            if len(found) >= at_least or n >= most:
                return found
            n *= 2
        return np.zeros(0, np.int64)

    def _rows_of(self, passages: Ids) -> Ids:
        """(n,) places in FAISS of all vectors of these passages, which must be ascending."""
        ids = self.ids
        starts, ends = np.searchsorted(ids, passages * PLACES), np.searchsorted(ids, (passages + 1) * PLACES)
        lengths = ends - starts
        return np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())

    def similarities(self, vector: Array, passages: Ids) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], Ids]:
        """For each passage (ids ascending): cosine of the whole, cosine of its nearest sentence, and that sentence's id."""
        if not len(passages):
            return np.zeros(0), np.zeros(0), np.zeros(0, np.int64)
        rows = self._rows_of(passages)
        ids = self.ids[rows]
        cosines = self._cosines(vector, rows)
        first = np.searchsorted(ids, passages * PLACES)
        several = np.diff(first, append=len(ids)) > 1
        of_sentences = cosines.copy()
        of_sentences[first[several]] = -2.0  # the whole is no sentence of its own, unless there is no other
        nearest = np.maximum.reduceat(of_sentences, first)
        is_nearest = of_sentences == np.repeat(nearest, np.diff(first, append=len(ids)))
        best = np.minimum.reduceat(np.where(is_nearest, ids, np.iinfo(np.int64).max), first)
        return cosines[first], nearest, best

    def cosines(self, vector: Array, ids: Ids) -> npt.NDArray[np.float64]:
        """(n,) of the vectors with these ids, all of which must be there."""
        return self._cosines(vector, np.searchsorted(self.ids, ids))

    def _cosines(self, vector: Array, rows: Ids) -> npt.NDArray[np.float64]:
        # Not by BLAS: its order of summing depends on how many rows there are, and a passage's score must not.
        return np.einsum("ij,j->i", self._rows[rows].astype(np.float32), vector).astype(np.float64)

    def vectors(self) -> npt.NDArray[np.float16]:
        """(n, dim) in the order of ``ids``: a copy, for the doctor."""
        return self._rows.copy()


@contextmanager
def _one_thread() -> Generator[None]:
    """For a single question, FAISS's threads cost more than they save, and most of all when many ask at once."""
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)


def _crc32(path: Path, size: int | None = None) -> int:
    """Of the file's first ``size`` bytes, or of all."""
    checksum = 0
    with path.open("rb") as file:
        while part := file.read(_READ if size is None else min(_READ, size)):
            checksum = zlib.crc32(part, checksum)
            size = None if size is None else size - len(part)
    return checksum


def _trailer(path: Path) -> dict[str, Any] | None:
    """What the file says of itself at its end; None if it is missing, or isn't as long as it says."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - 16, 0))
            end = file.read(16)
            length = int.from_bytes(end[:8], "little")
            if len(end) < 16 or end[8:] != _MAGIC or length > min(size - 16, 4096):
                return None
            file.seek(size - 16 - length)
            about = json.loads(file.read(length))
    except (OSError, ValueError):
        return None
    whole = isinstance(about, dict) and about.keys() == _KEYS and about["bytes"] == size - 16 - length
    return about if whole else None
