"""The folder of an index: what lies in it, what it was made with, and whether one may be made there."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from .catalog import Catalog
from .embedder import DEFAULT_NAME, Embedder
from .embedding import PASSAGE_SETTINGS
from .errors import CatalogError

CATALOG, VECTORS, SPEAKERS = "catalog.sqlite3", "vectors.faiss", "speakers.json"


def built_with(embedder: Embedder) -> dict[str, str]:
    return {"embedder": embedder.name, "dim": str(embedder.dim), "weights": embedder.fingerprint, "passages": PASSAGE_SETTINGS}


def embedder_of(folder: Path) -> str:
    """The embedder's name that the index at ``folder`` was made with."""
    with closing(Catalog(folder / CATALOG)) as catalog:
        return catalog.built_with().get("embedder", DEFAULT_NAME)


def check_free(folder: Path, create: bool) -> None:
    """Raises: CatalogError: no index can be made at ``folder``, or none may be."""
    if not create:
        raise CatalogError(f"there is no index at {folder}; make one by adding articles: onrecord add FILES --index {folder.name}")
    if folder.is_dir() and any(not entry.name.startswith(".") for entry in folder.iterdir()):
        raise CatalogError(f"{folder} holds other files and no index; name another folder, so that nothing of them is touched")
    if folder.exists() and not folder.is_dir():
        raise CatalogError(f"{folder} is a file, and an index is a folder; name another")
