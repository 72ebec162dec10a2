"""All passages and vectors of a catalog made anew, from its articles."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from .adding import Progress
from .catalog import Catalog
from .embedded import EmbeddedPassage
from .embedder import Embedder
from .embedding import embed_articles
from .filters import Filters


def rebuild(path: Path, embedder: Embedder, built_with: Mapping[str, str], progress: Progress | None) -> None:
    """Others may add articles meanwhile: what has come to be since is embedded too, and all is exchanged in one transaction."""
    with closing(Catalog(path)) as catalog:
        made: dict[str, list[EmbeddedPassage]] = {}  # by the text's sha256
        while not _put_all(catalog, made, built_with):
            with catalog.transaction("DEFERRED"):
                articles = list(catalog.articles(Filters()))
            for article in articles:
                if article.sha256 not in made:
                    made[article.sha256] = embed_articles(embedder, [article.text])[0]
                if progress is not None:
                    progress(len(made), len(articles), len(made))


def _put_all(catalog: Catalog, made: Mapping[str, list[EmbeddedPassage]], built_with: Mapping[str, str]) -> bool:
    """Puts these passages, by their text's sha256, in the place of all that are there; False, with nothing done, if any are wanting."""
    with catalog.transaction():
        articles = list(catalog.articles(Filters()))
        if any(article.sha256 not in made for article in articles):
            return False
        catalog.forget_build(built_with)
        for article in articles:
            catalog.put_passages(article, made[article.sha256])
        return True
