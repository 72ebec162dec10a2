"""Index: a named folder of articles, and the way into everything that is found in them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from .catalog import Catalog, EmbeddedPassage, Filters
from .doctor import Checkup, examine
from .embedder import DEFAULT_NAME, Embedder, load_embedder
from .embedding import PASSAGE_SETTINGS, embed_articles
from .errors import ArticleError, CatalogError, QuestionError
from .home import cache_folder, index_folder
from .model import Article, Hit, Passage, parse_day
from .names import Names
from .readers import Failure, Read, Sources
from .search import embed_question, search
from .vectors import Vectors

if TYPE_CHECKING:
    from .llamaindex import IndexRetriever

_CATALOG, _VECTORS = "catalog.sqlite3", "vectors.faiss"
_BATCH_CHARACTERS = 100_000  # of text embedded between two transactions: seconds of work, which is all that a crash can cost
MAX_K = 1000

Progress = Callable[[int, int, int], None]
"""Called as ``progress(bytes_done, bytes_in_all, articles_done)``."""


@dataclass
class Added:
    """What ``add`` did: ids of articles, and what could not be read, with reasons."""

    added: list[str] = field(default_factory=list[str])
    changed: list[str] = field(default_factory=list[str])
    unchanged: list[str] = field(default_factory=list[str])
    failed: list[Failure] = field(default_factory=list[Failure])


class Index:
    """Articles, and finding things in them. Open one with ``Index.open``; it may be used from several threads."""

    def __init__(self, folder: Path, embedder: Embedder, built_with: dict[str, str]) -> None:
        self.folder = folder
        self.embedder = embedder
        self._lock = threading.RLock()
        self._catalog = Catalog(folder / _CATALOG, built_with)
        self._vectors: Vectors | None = None

    @classmethod
    def open(cls, where: str | os.PathLike[str] = "default", *, embedder: Embedder | str | None = None, create: bool = True) -> Self:
        """The index of that name in the user's data folder, or at that path; made when it isn't there, unless ``create`` is False.

        ``embedder`` is an Embedder, or the name or path of a sentence-transformers model; left out, it is what the index was made with.

        Raises:
            CatalogError: there is no such index and ``create`` is False, or the folder holds something else.
            CatalogMismatch: the index was made with another embedder, or other passage settings.
            ModelError: the embedding model can't be loaded.
        """
        folder = index_folder(where)
        exists = (folder / _CATALOG).is_file()
        if not exists:
            _check_free(folder, create)
        if embedder is None:
            embedder = _embedder_of(folder) if exists else DEFAULT_NAME
        if isinstance(embedder, str):
            embedder = load_embedder(embedder, cache_folder())
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CatalogError(f"no index can be made at {folder}: {error.strerror}; name another place") from error
        return cls(folder, embedder, _built_with(embedder))

    @classmethod
    def rebuild(cls, where: str | os.PathLike[str], *, embedder: Embedder | str | None = None, progress: Progress | None = None) -> Self:
        """Makes all passages and vectors of an index anew, from the articles in its catalog, with this embedder and today's settings."""
        folder = index_folder(where)
        if not (folder / _CATALOG).is_file():
            _check_free(folder, create=False)
        if embedder is None:
            embedder = _embedder_of(folder)
        if isinstance(embedder, str):
            embedder = load_embedder(embedder, cache_folder())
        with closing(Catalog(folder / _CATALOG)) as catalog:
            made: dict[str, list[EmbeddedPassage]] = {}  # by the text's sha256
            while not _put_all(catalog, made, _built_with(embedder)):
                with catalog.transaction("DEFERRED"):
                    articles = list(catalog.articles(Filters()))
                for article in articles:
                    if article.sha256 not in made:
                        made[article.sha256] = embed_articles(embedder, [article.text])[0]
                    if progress is not None:
                        progress(len(made), len(articles), len(made))
        return cls.open(folder, embedder=embedder)

    def close(self) -> None:
        with self._lock:
            self._catalog.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def generation(self) -> int:
        """Goes up by one with every article that is added, changed or removed."""
        with self._reading() as catalog:
            return catalog.generation

    @contextmanager
    def _reading(self) -> Generator[Catalog]:
        """The catalog as it is at this moment, however long one reads."""
        with self._lock, self._catalog.transaction("DEFERRED"):
            yield self._catalog

    def _synced_vectors(self, catalog: Catalog, save: bool = False) -> Vectors:
        if self._vectors is None:
            self._vectors = Vectors(self.folder / _VECTORS, self.embedder.dim)
        self._vectors.sync(catalog, save)
        return self._vectors

    # Articles in and out

    def add(
        self, inputs: str | os.PathLike[str] | Article | Iterable[str | os.PathLike[str] | Article], progress: Progress | None = None
    ) -> Added:
        """Adds files, folders and Articles. One already there is left alone, or replaced if it has changed: its text as a new version.

        What can't be read is reported in ``failed``, and the others are added. An article is in with all that belongs to it, or not at all.
        """
        if isinstance(inputs, (str, os.PathLike, Article)):
            inputs = [inputs]
        sources = Sources(inputs, apart=self.folder)
        report = Added()
        names = Names()
        batch: list[Read] = []
        done = 0
        for read in sources:
            done += read.bytes
            if isinstance(read, Failure):
                report.failed.append(read)
                continue
            with self._reading() as catalog:
                read = replace(read, article=names.named(read, catalog))
            if read.article.id in {other.article.id for other in batch}:
                self._add_batch(batch, report)
                batch = []
            batch.append(read)
            if sum(len(other.article.text) for other in batch) >= _BATCH_CHARACTERS:
                self._add_batch(batch, report)
                batch = []
                _tell(progress, done, sources, report)
        self._add_batch(batch, report)
        with self._reading() as catalog:
            self._synced_vectors(catalog, save=True)
        _tell(progress, done, sources, report)
        return report

    def _add_batch(self, batch: list[Read], report: Added) -> None:
        """Adds articles with ids of their own, in one transaction."""
        with self._reading() as catalog:
            fresh = [read for read in batch if not _is_text(catalog.article(read.article.id), read.article.text)]
        texts = [read.article.text for read in fresh]
        passages = dict(zip([read.article.id for read in fresh], embed_articles(self.embedder, texts), strict=True))
        overtaken: list[Read] = []
        with self._lock, self._catalog.transaction():
            for read in batch:
                article, present = read.article, self._catalog.article(read.article.id)
                if present is not None and present == replace(article, version=present.version):
                    report.unchanged.append(article.id)
                    if read.origin is not None and self._catalog.origin(article.id) != read.origin:
                        self._catalog.set_origin(article.id, read.origin)
                elif article.id in passages or _is_text(present, article.text):
                    (report.added if present is None else report.changed).append(article.id)
                    self._catalog.put(article, read.origin, passages.get(article.id, []))
                else:  # its text was here at first, and another process has changed it since
                    overtaken.append(read)
        if overtaken:
            self._add_batch(overtaken, report)

    def remove(self, ids: str | Iterable[str]) -> list[str]:
        """Removes these articles in all their versions, all or none of them; returns their ids.

        Raises:
            ArticleError: one of them isn't there.
        """
        ids = [ids] if isinstance(ids, str) else list(dict.fromkeys(ids))
        with self._lock, self._catalog.transaction():
            for id in ids:
                if self._catalog.article(id) is None:
                    raise ArticleError(f"no article has the id {id!r}, so nothing was removed; the ids are listed by: onrecord articles")
                self._catalog.remove(id)
        with self._reading() as catalog:
            self._synced_vectors(catalog, save=True)
        return ids

    def article(self, id: str, version: int | None = None) -> Article:
        """The article as it is now, or as it was in that version.

        Raises:
            ArticleError: it isn't there.
        """
        found = None
        if _is_storable(id) and (version is None or 0 < version < 1 << 63):
            with self._reading() as catalog:
                found = catalog.article(id, version)
        if found is None:
            which = "" if version is None else f" in version {version}"
            raise ArticleError(f"no article has the id {id!r}{which}; the ids are listed by: onrecord articles")
        return found

    def articles(self, *, since: object = None, until: object = None, source: str | None = None) -> list[Article]:
        """The articles as they are now, newest first."""
        filters = _filters(since, until, source, None)
        with self._reading() as catalog:
            return list(catalog.articles(filters))

    def passages(self, article: str) -> list[Passage]:
        """The passages that the article with this id is cut into, in order.

        Raises:
            ArticleError: it isn't there.
        """
        self.article(article)
        with self._reading() as catalog:
            return catalog.passages_of(article)

    # Finding

    def search(
        self,
        question: str,
        k: int = 5,
        *,
        since: object = None,
        until: object = None,
        source: str | None = None,
        article: str | None = None,
        rerank: bool = True,
    ) -> list[Hit]:
        """The ``k`` passages that lie nearest to the question, best first.

        ``since`` and ``until`` are days of publication ("2022-02-15" or a ``date``), both included; ``source`` is an outlet,
        and ``article`` an id.
        ``rerank`` compares the first hits word by word too, for some milliseconds more.

        Raises:
            QuestionError: an empty or overlong question, a ``k`` that is no number of hits, a day that doesn't exist.
        """
        if not isinstance(k, int) or isinstance(k, bool) or not 1 <= k <= MAX_K:  # pyright: ignore[reportUnnecessaryIsInstance]  # from JSON, say
            raise QuestionError(f"k is {k!r}; it is the number of hits to return, from 1 to {MAX_K}")
        filters = _filters(since, until, source, article)
        embedded = embed_question(self.embedder, question)
        with self._reading() as catalog:
            return search(catalog, self._synced_vectors(catalog), embedded, k, filters, rerank)

    def as_retriever(
        self, k: int = 5, *, since: object = None, until: object = None, source: str | None = None, article: str | None = None
    ) -> IndexRetriever:
        """This search as a LlamaIndex retriever."""
        from .llamaindex import IndexRetriever  # seconds to import, and only for those who ask for it

        return IndexRetriever(self, k=k, since=since, until=until, source=source, article=article)

    def doctor(self) -> Checkup:
        """Checks that articles, passages, embeddings, full text and vectors agree, and makes anew what is derived and doesn't."""
        with self._lock:
            return examine(self._catalog, self.folder / _VECTORS, self.embedder.dim, self._forget_vectors)

    def _forget_vectors(self) -> None:
        self._vectors = None


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


def _is_text(article: Article | None, text: str) -> bool:
    return article is not None and article.text == text


def _is_storable(text: str) -> bool:
    """Whether SQLite can hold it: lone surrogates, which the command line may hand on, are no text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _tell(progress: Progress | None, done: int, sources: Sources, report: Added) -> None:
    if progress is not None:
        progress(done, sources.total_bytes, len(report.added) + len(report.changed) + len(report.unchanged))


def _filters(since: object, until: object, source: str | None, article: str | None) -> Filters:
    try:
        first, last = parse_day(since), parse_day(until)
    except ArticleError as error:
        raise QuestionError(f"since and until are days of publication: {error}") from None
    for name, value in (("source", source), ("article", article)):
        if value is not None and not _is_storable(value):
            raise QuestionError(f"the {name} to look in is no valid Unicode: {value!r:.60}; type it anew")
    if first and last and first > last:
        raise QuestionError(f"nothing is published since {first} and until {last}: the first day comes after the last")
    return Filters(first, last, source, article)


def _built_with(embedder: Embedder) -> dict[str, str]:
    return {"embedder": embedder.name, "dim": str(embedder.dim), "weights": embedder.fingerprint, "passages": PASSAGE_SETTINGS}


def _embedder_of(folder: Path) -> str:
    """The embedder's name that the index at ``folder`` was made with."""
    with closing(Catalog(folder / _CATALOG)) as catalog:
        return catalog.built_with().get("embedder", DEFAULT_NAME)


def _check_free(folder: Path, create: bool) -> None:
    """Raises: CatalogError: no index can be made at ``folder``, or none may be."""
    if not create:
        raise CatalogError(f"there is no index at {folder}; make one by adding articles: onrecord add FILES --index {folder.name}")
    if folder.is_dir() and any(not entry.name.startswith(".") for entry in folder.iterdir()):
        raise CatalogError(f"{folder} holds other files and no index; name another folder, so that nothing of them is touched")
    if folder.exists() and not folder.is_dir():
        raise CatalogError(f"{folder} is a file, and an index is a folder; name another")
