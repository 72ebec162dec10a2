"""The vectors in the catalog, and the slices of text that they stand for."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .database import Database
from .errors import CatalogDamaged
from .model import Span
from .schema import PLACES


class EmbeddingTable:
    """Of each passage the whole and its sentences. All is to be called in a transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def _count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM embeddings").fetchone()[0])

    def ids(self) -> npt.NDArray[np.int64]:
        """(n,) ascending."""
        return np.fromiter((row[0] for row in self._db.execute("SELECT id FROM embeddings ORDER BY id")), np.int64)

    def vectors(self, ids: npt.NDArray[np.int64], dim: int) -> npt.NDArray[np.float16]:
        """(n, dim), in the order of ``ids``, which must be ascending.

        Raises:
            CatalogDamaged: an id that isn't there, or a vector of another length.
        """
        whole = len(ids) == self._count()
        where, bound = ("", ()) if whole else ("WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids.tolist()),))
        out = np.empty((len(ids), dim), np.float16)
        n = 0
        for id, blob in self._db.execute(f"SELECT id, vector FROM embeddings {where} ORDER BY id", bound):
            if n >= len(ids) or id != ids[n] or len(blob) != 2 * dim:
                raise CatalogDamaged(
                    f"{self._db.path}: the vector {id} has {len(blob)} bytes where {2 * dim} were expected, "
                    "or wasn't expected at all; run: onrecord doctor"
                )
            out[n] = np.frombuffer(blob, "<f2")
            n += 1
        if n != len(ids):
            raise CatalogDamaged(f"{self._db.path}: {len(ids) - n} of {len(ids)} vectors are missing; run: onrecord doctor")
        return out

    def spans(self, vector_ids: Sequence[int]) -> dict[int, Span]:
        """The slices of their articles' texts that these vectors stand for."""
        rows = self._db.execute(
            'SELECT id, start, "end" FROM embeddings WHERE id IN (SELECT value FROM json_each(?))', (json.dumps(list(vector_ids)),)
        )
        return {id: Span(start, end) for id, start, end in rows}

    def sentences(self, passage_ids: Sequence[int]) -> dict[int, tuple[int, Span]]:
        """The sentences of these passages, by vector id: the passage's id and the slice of the article's text."""
        rows = self._db.execute(
            'SELECT id, passage_id, start, "end" FROM embeddings AS one WHERE passage_id IN (SELECT value FROM json_each(?)) '
            "AND (id % ? <> 0 OR NOT EXISTS (SELECT 1 FROM embeddings WHERE id = one.id + 1)) ORDER BY id",
            (json.dumps(list(passage_ids)), PLACES),
        )
        return {id: (passage, Span(start, end)) for id, passage, start, end in rows}

    def pieces(self, passage_ids: Sequence[int]) -> dict[int, dict[int, bytes]]:
        """The late interaction codes of these passages, for those that have any: by the vector id of each of their sentences."""
        rows = self._db.execute(
            "SELECT passage_id, id, pieces FROM embeddings "
            "WHERE pieces IS NOT NULL AND passage_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(list(passage_ids)),),
        )
        found: dict[int, dict[int, bytes]] = {}
        for passage_id, id, codes in rows:
            found.setdefault(passage_id, {})[id] = codes
        return found

    def codes(self, vector_ids: Sequence[int]) -> dict[int, bytes]:
        """The late interaction codes that stand beside these vectors, for those that have any."""
        rows = self._db.execute(
            "SELECT id, pieces FROM embeddings WHERE pieces IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(vector_ids)),),
        )
        return dict(rows)
