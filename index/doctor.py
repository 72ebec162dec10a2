"""The doctor: does everything in the index agree with everything else?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .catalog import Catalog
from .errors import CatalogDamaged
from .schema import PLACES
from .vectors import Vectors

_SHOWN = 5  # of many faults of one kind


@dataclass(frozen=True)
class Checkup:
    """What the doctor found: ``problems`` that remain, what was ``repaired``, and how much was looked at."""

    articles: int
    passages: int
    embeddings: int
    statements: int
    generation: int
    problems: list[str]
    repaired: list[str]

    @property
    def healthy(self) -> bool:
        return not self.problems


def examine(catalog: Catalog, vectors_path: Path, dim: int, forget_vectors: Callable[[], None]) -> Checkup:
    """Looks at everything; rebuilds full text and vectors from the catalog where they disagree with it.

    ``forget_vectors`` is called when the vectors in memory must be read anew.
    """
    problems: list[str] = []
    repaired: list[str] = []
    with catalog.transaction():  # nobody writes meanwhile
        # First, since newer SQLite's own check looks at the full text too.
        fulltext = _fulltext_problem(catalog)
        if fulltext:
            catalog.execute("INSERT INTO fulltext (fulltext) VALUES ('rebuild')")
            still = _fulltext_problem(catalog)
            (problems if still else repaired).append(still or f"{fulltext}: the full text was made anew from the passages")
        problems += _catalog_problems(catalog, dim)
        if not problems:
            repaired += _repair_vectors(catalog, vectors_path, dim)
            forget_vectors()
        counts = {table: catalog.count(table) for table in ("articles", "passages", "embeddings", "statements")}
        return Checkup(**counts, generation=catalog.generation, problems=problems, repaired=repaired)


def _catalog_problems(catalog: Catalog, dim: int) -> Iterator[str]:
    faults = [row[0] for row in catalog.execute("PRAGMA integrity_check") if row[0] != "ok"]
    yield from _shown("SQLite's own check says: {}", faults)
    yield from _shown("table {} refers to rows that don't exist", sorted({row[0] for row in catalog.execute("PRAGMA foreign_key_check")}))
    yield from _shown("article {}: its text is not the one it was stored with", _changed_texts(catalog))
    yield from _shown("article {} has no passages", _column(catalog, _WITHOUT_PASSAGES))
    yield from _shown("passage {} belongs to an article's earlier version", _column(catalog, _OUTDATED))
    yield from _shown("passage {} is not the slice of its article that it says", _wrong_slices(catalog))
    yield from _shown("passage {} has no vector of its own", _column(catalog, _WITHOUT_VECTOR))
    yield from _shown("passage {} is not what its sentences make up", _wrong_sentences(catalog))
    yield from _shown("vector {} is not in its passage, or not of its size", _column(catalog, _misplaced(dim)))
    yield from _shown("statement {} is not made of slices of its article as it is now", list(catalog.statements.problems()))
    yield from _shown("vector {} is not of unit length", _wrong_lengths(catalog, dim))


_WITHOUT_PASSAGES = """
    SELECT id FROM articles WHERE current AND NOT EXISTS (
        SELECT 1 FROM passages WHERE article_id = articles.id AND passages.version = articles.version)"""
_OUTDATED = """
    SELECT passages.id FROM passages JOIN articles ON articles.id = article_id AND articles.version = passages.version
    WHERE NOT current"""
_WITHOUT_VECTOR = f"""
    SELECT id FROM passages WHERE NOT EXISTS (SELECT 1 FROM embeddings WHERE embeddings.id = passages.id * {PLACES})"""


def _misplaced(dim: int) -> str:
    return f"""
        SELECT embeddings.id FROM embeddings JOIN passages ON passages.id = passage_id
        WHERE embeddings.id / {PLACES} <> passage_id OR embeddings.start < passages.start OR embeddings."end" > passages."end"
            OR embeddings.start >= embeddings."end" OR length(vector) <> {2 * dim} OR length(pieces) % {max(dim // 8, 1)} <> 0"""


def _shown(message: str, faults: list[str]) -> Iterator[str]:
    yield from (message.format(fault) for fault in faults[:_SHOWN])
    if len(faults) > _SHOWN:
        yield f"... and {len(faults) - _SHOWN} more of that kind"


def _column(catalog: Catalog, query: str) -> list[str]:
    return [str(row[0]) for row in catalog.execute(query + " ORDER BY 1")]


def _changed_texts(catalog: Catalog) -> list[str]:
    rows = catalog.execute("SELECT id, version, text, sha256 FROM articles ORDER BY id, version")
    return [f"{id!r} version {version}" for id, version, text, sha256 in rows if hashlib.sha256(text.encode()).hexdigest() != sha256]


def _wrong_slices(catalog: Catalog) -> list[str]:
    rows = catalog.execute("""
        SELECT passages.id, passages.text, start, "end", articles.text FROM articles
        JOIN passages ON articles.id = article_id AND articles.version = passages.version ORDER BY passages.id""")
    return [str(id) for id, text, start, end, whole in rows if not (0 <= start < end <= len(whole) and whole[start:end] == text)]


def _wrong_sentences(catalog: Catalog) -> list[str]:
    """Passages whose sentences don't follow each other from start to end with nothing but white space between."""
    wrong: list[str] = []
    for id, text, start in catalog.execute("SELECT id, text, start FROM passages ORDER BY id").fetchall():
        # The first row is the whole passage, and alone where that is one sentence; ids name passage and place.
        rows = catalog.execute(f"""
            SELECT start, "end" FROM embeddings WHERE id > {id * PLACES} AND id < {(id + 1) * PLACES} ORDER BY id""").fetchall()
        ends = [start, *(end for _, end in rows)]
        starts = [*(begin for begin, _ in rows), start + len(text)]
        gaps = [(end, begin) for end, begin in zip(ends, starts, strict=True)] if rows else []
        if any(end > begin or text[max(end - start, 0) : max(begin - start, 0)].strip() for end, begin in gaps):
            wrong.append(str(id))
    return wrong


def _wrong_lengths(catalog: Catalog, dim: int) -> list[str]:
    """Vectors that are no direction; float16 rounds a length by a thousandth at most."""
    rows = catalog.execute(f"SELECT id, vector FROM embeddings WHERE length(vector) = {2 * dim} ORDER BY id").fetchall()
    vectors = np.frombuffer(b"".join(vector for _, vector in rows), "<f2").reshape(-1, dim).astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1)
    return [str(id) for (id, _), length in zip(rows, lengths, strict=True) if not 0.99 < length < 1.01]


def _fulltext_problem(catalog: Catalog) -> str | None:
    try:
        catalog.execute("INSERT INTO fulltext (fulltext, rank) VALUES ('integrity-check', 1)")
    except CatalogDamaged as error:
        return f"the full text doesn't match the passages ({error})"
    return None


def _repair_vectors(catalog: Catalog, path: Path, dim: int) -> list[str]:
    """Compares FAISS with the catalog bit by bit; where it differs the file is made anew. Returns what was wrong."""
    before = Vectors(path, dim)
    wrong = _vector_problem(before, catalog, dim) if before.generation == catalog.generation else _stale(before, path)
    if wrong is None:
        return []
    path.unlink(missing_ok=True)
    Vectors(path, dim).sync(catalog)
    after = Vectors(path, dim)
    still = _vector_problem(after, catalog, dim)
    if still or after.generation != catalog.generation:
        raise CatalogDamaged(f"{path} could not be made anew ({still or 'it was not written'}); is the disk full, or the folder read-only?")
    return [f"{wrong}: the vectors were made anew from the catalog, nothing was embedded again"]


def _stale(vectors: Vectors, path: Path) -> str:
    if vectors.generation < 0:
        return f"{path.name} is {'torn' if path.exists() else 'missing'}"
    return f"{path.name} is of generation {vectors.generation}"


def _vector_problem(vectors: Vectors, catalog: Catalog, dim: int) -> str | None:
    wanted = catalog.embeddings.ids()
    if not np.array_equal(vectors.ids, wanted):
        return f"{vectors.path.name} has {len(vectors.ids)} vectors, and the catalog {len(wanted)}, or others"
    if not np.array_equal(vectors.vectors().view(np.uint16), catalog.embeddings.vectors(wanted, dim).view(np.uint16)):
        return f"{vectors.path.name} holds other values than the catalog"
    return None
