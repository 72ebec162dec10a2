"""Index: a named folder of articles, and the way into everything that is found in them."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from .adding import Added, Adding, Progress, statements_of
from .catalog import Catalog, State
from .doctor import Checkup, examine
from .embedder import DEFAULT_NAME, Embedder, load_embedder
from .errors import ArticleError, CatalogError, QuestionError
from .filters import Filters, checked_filters, is_storable
from .home import cache_folder, index_folder
from .locate import locate, mentioning
from .model import Article, Hit, Passage, SentenceHit, Span, Speaker, Statement, StatementHit
from .nearness import search_sentences, search_statements
from .opening import CATALOG, SPEAKERS, VECTORS, built_with, check_free, embedder_of
from .readers import Sources
from .rebuilding import rebuild
from .registry import Registry, up_to_date
from .reranker import Reranker, load_reranker, reranked
from .search import RERANKED, Question, embed_question, search
from .statements import EXTRACTOR
from .vectors import Vectors
from .vocabulary import mended

if TYPE_CHECKING:
    from .llamaindex import IndexRetriever

_EXTRACTED_AT_ONCE = 100  # articles between two transactions when a new extractor goes over all of them
MAX_K = 1000
_ALL = Filters()


class Index:
    """Articles, and finding things in them. Open one with ``Index.open``; it may be used from several threads."""

    def __init__(self, folder: Path, embedder: Embedder, built_with: dict[str, str], reranker: Reranker | None = None) -> None:
        self.folder = folder
        self.embedder = embedder
        self.reranker = reranker
        self._lock = threading.RLock()
        self._catalog = Catalog(folder / CATALOG, built_with)
        self._vectors: Vectors | None = None
        self._registry: tuple[State, Registry] | None = None
        self._extent: tuple[State, tuple[int, date | None]] | None = None
        self._extract_again()

    @classmethod
    def open(
        cls,
        where: str | os.PathLike[str] = "default",
        *,
        embedder: Embedder | str | None = None,
        reranker: Reranker | str | None = None,
        create: bool = True,
    ) -> Self:
        """The index of that name in the user's data folder, or at that path; made when it isn't there, unless ``create`` is False.

        ``embedder`` is an Embedder, or the name or path of a sentence-transformers model; left out, it is what the index was made with.
        ``reranker`` is a Reranker, or the name or path of a cross encoder, which then orders the first hits.

        Raises:
            CatalogError: there is no such index and ``create`` is False, or the folder holds something else.
            CatalogMismatch: the index was made with another embedder, or other passage settings.
            ModelError: the embedding model can't be loaded.
        """
        folder = index_folder(where)
        exists = (folder / CATALOG).is_file()
        if not exists:
            check_free(folder, create)
        if embedder is None:
            embedder = embedder_of(folder) if exists else DEFAULT_NAME
        if isinstance(embedder, str):
            embedder = load_embedder(embedder, cache_folder())
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CatalogError(f"no index can be made at {folder}: {error.strerror}; name another place") from error
        if isinstance(reranker, str):
            reranker = load_reranker(reranker)
        return cls(folder, embedder, built_with(embedder), reranker)

    @classmethod
    def rebuild(cls, where: str | os.PathLike[str], *, embedder: Embedder | str | None = None, progress: Progress | None = None) -> Self:
        """Makes all passages and vectors of an index anew, from the articles in its catalog, with this embedder and today's settings."""
        folder = index_folder(where)
        if not (folder / CATALOG).is_file():
            check_free(folder, create=False)
        if embedder is None:
            embedder = embedder_of(folder)
        if isinstance(embedder, str):
            embedder = load_embedder(embedder, cache_folder())
        rebuild(folder / CATALOG, embedder, built_with(embedder), progress)
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
            self._vectors = Vectors(self.folder / VECTORS, self.embedder.dim)
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
        report = Adding(self._catalog, self._lock, self.embedder).add(Sources(inputs, apart=self.folder), progress)
        with self._reading() as catalog:
            self._synced_vectors(catalog, save=True)
        return report

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
        if is_storable(id) and (version is None or 0 < version < 1 << 63):
            with self._reading() as catalog:
                found = catalog.article(id, version)
        if found is None:
            which = "" if version is None else f" in version {version}"
            raise ArticleError(f"no article has the id {id!r}{which}; the ids are listed by: onrecord articles")
        return found

    def articles(self, *, since: object = None, until: object = None, source: str | None = None) -> list[Article]:
        """The articles as they are now, newest first."""
        filters = checked_filters(since, until, source)
        with self._reading() as catalog:
            return list(catalog.articles(filters))

    def extent(self) -> tuple[int, date | None]:
        """How many articles there are, and the day of the newest of those that have one."""
        with self._reading() as catalog:
            state = catalog.state
            if self._extent is None or self._extent[0] != state:  # it takes a look at every article
                count, newest = catalog.extent()
                self._extent = (state, (count, date.fromisoformat(newest) if newest else None))
            return self._extent[1]

    def sources(self) -> list[str]:
        """The outlets of the articles as they are now."""
        with self._reading() as catalog:
            return catalog.sources()

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
        speaker: str | None = None,
        rerank: bool = True,
    ) -> list[Hit]:
        """The ``k`` passages that lie nearest to the question, best first.

        ``since`` and ``until`` are days of publication ("2022-02-15" or a ``date``), both included; ``source`` is an outlet,
        ``article`` an id, and ``speaker`` a name or role of whom something in the passage is said by.
        ``rerank`` compares the first hits word by word too, for some milliseconds more.

        Raises:
            QuestionError: an empty or overlong question, a ``k`` that is no number of hits, a filter that makes no sense.
        """
        return self.search_filtered(question, k, checked_filters(since, until, source, article, speaker), rerank)

    def search_filtered(self, question: str, k: int, filters: Filters, rerank: bool = True) -> list[Hit]:
        """``search`` with its filters as one object."""
        _check_k(k)
        embedded = embed_question(self.embedder, question)
        with self._reading() as catalog:
            return self._search(catalog, embedded, k, filters, rerank)

    def _search(self, catalog: Catalog, question: Question, k: int, filters: Filters, rerank: bool) -> list[Hit]:
        registry = self._registry_of(catalog)
        looked_at = max(k, RERANKED) if self.reranker and rerank else k
        hits = search(catalog, self._synced_vectors(catalog), question, looked_at, _resolved(filters, registry), rerank)
        if self.reranker and rerank:
            hits = reranked(self.reranker, question.text, hits)[:k]
        by_passage: dict[int, list[Statement]] = {}
        for passage, row in catalog.statements.in_passages([hit.passage.id for hit in hits], Filters()):
            by_passage.setdefault(passage, []).append(registry.named(row))
        return [replace(hit, statements=tuple(by_passage.get(hit.passage.id, ()))) for hit in hits]

    def search_sentences(self, question: str, k: int, filters: Filters = _ALL) -> list[SentenceHit]:
        """The sentences of the ``k`` passages nearest to the question, best first.

        Raises:
            QuestionError: as ``search`` does.
        """
        _check_k(k)
        embedded = embed_question(self.embedder, question)
        with self._reading() as catalog:
            hits = self._search(catalog, embedded, k, filters, rerank=True)
            return search_sentences(catalog, self._synced_vectors(catalog), embedded, hits)

    def as_retriever(
        self,
        k: int = 5,
        *,
        since: object = None,
        until: object = None,
        source: str | None = None,
        article: str | None = None,
        speaker: str | None = None,
        rerank: bool = True,
    ) -> IndexRetriever:
        """This search as a LlamaIndex retriever."""
        from .llamaindex import IndexRetriever  # seconds to import, and only for those who ask for it

        return IndexRetriever(self, k, checked_filters(since, until, source, article, speaker), rerank)

    # Who said what

    def statements(
        self,
        *,
        speaker: str | Speaker | None = None,
        about: str | None = None,
        since: object = None,
        until: object = None,
        kind: str | None = None,
        article: str | None = None,
        source: str | None = None,
    ) -> list[Statement]:
        """Who said what: of the newest article first, in the order of its text; with ``about`` only what is near that, nearest first.

        ``speaker`` is a name, an alias or a role ("Stoltenberg", "the NATO chief"), or one of ``speakers``. ``since`` and ``until`` are
        days on which it was said, or published where the text doesn't tell when it was said. ``kind`` is "direct", "indirect" or "mixed".

        Raises:
            QuestionError: a filter that makes no sense, an empty topic.
        """
        filters = checked_filters(since, until, source, article, None if isinstance(speaker, Speaker) else speaker, kind)
        if isinstance(speaker, Speaker):
            filters = replace(filters, voices=speaker.voices)
        if about is not None:
            return [hit.statement for hit in self.search_statements(about, MAX_K, filters) if hit.is_near]
        with self._reading() as catalog:
            registry = self._registry_of(catalog)
            return [registry.named(row) for row in catalog.statements.find(_resolved(filters, registry))]

    def locate(self, words: str, filters: Filters = _ALL) -> list[tuple[Article, Span]]:
        """Where these words stand, whatever marks and capitals they were typed with; "..." in them stands for what was left out."""
        if not is_storable(words):
            return []
        with self._reading() as catalog:
            return locate(catalog, words, filters)

    def mentioning(self, words: str) -> list[tuple[Article, Span]]:
        """All articles in which these words stand, newest first, each with the first place."""
        with self._reading() as catalog:
            return mentioning(catalog, words) if is_storable(words) else []

    def mended(self, text: str) -> str:
        """The text with small slips of the keyboard put right, by the words that the articles have."""
        with self._reading() as catalog:
            return mended(catalog, text)

    def search_statements(self, topic: str, k: int, filters: Filters) -> list[StatementHit]:
        """The ``k`` statements that lie nearest to a topic, best first.

        Raises:
            QuestionError: an empty or overlong topic, a ``k`` that is no number of hits.
        """
        _check_k(k)
        embedded = embed_question(self.embedder, topic)
        with self._reading() as catalog:
            registry = self._registry_of(catalog)
            hits = search_statements(catalog, self._synced_vectors(catalog), embedded, k, _resolved(filters, registry))
            return [replace(hit, statement=registry.named(row)) for row, hit in hits]

    def statements_filtered(self, filters: Filters, most: int) -> list[tuple[Article, Statement]]:
        """At most so many statements, each with its article, of the newest article first."""
        with self._reading() as catalog:
            registry = self._registry_of(catalog)
            rows = catalog.statements.find(_resolved(filters, registry), most)
            articles = {row.statement.article: catalog.article(row.statement.article) for row in rows}
            return [(article, registry.named(row)) for row in rows if (article := articles[row.statement.article])]

    def count_statements(self, filters: Filters) -> int:
        with self._reading() as catalog:
            return catalog.statements.count(_resolved(filters, self._registry_of(catalog)))

    def speakers(self, mention: str | None = None, surely: bool = False) -> list[Speaker]:
        """All who say anything in the articles, the most quoted first; or those whom a name, an alias or a role can mean.

        ``surely`` leaves out those who are only meant if the mention holds a typing error, or describes them.
        """
        with self._reading() as catalog:
            registry = self._registry_of(catalog)
            return registry.speakers if mention is None else registry.find(mention, surely)

    def _registry_of(self, catalog: Catalog) -> Registry:
        kept, self._registry = self._registry, None  # if it is broken off, nothing half done stays
        self._registry = up_to_date(kept, catalog, self.folder / SPEAKERS)
        return self._registry[1]

    def _extract_again(self) -> None:
        """Finds the statements anew in articles of which another extractor found them; nothing is embedded for that."""
        with self._reading() as catalog:
            outdated = catalog.statements.outdated(EXTRACTOR)
        for start in range(0, len(outdated), _EXTRACTED_AT_ONCE):
            with self._lock, self._catalog.transaction():
                for id in outdated[start : start + _EXTRACTED_AT_ONCE]:
                    if (article := self._catalog.article(id)) is not None:
                        self._catalog.put_statements(article, statements_of(article), EXTRACTOR)

    def doctor(self) -> Checkup:
        """Checks that articles, passages, embeddings, full text and vectors agree, and makes anew what is derived and doesn't."""
        with self._lock:
            return examine(self._catalog, self.folder / VECTORS, self.embedder.dim, self._forget_vectors)

    def _forget_vectors(self) -> None:
        self._vectors = None


def _resolved(filters: Filters, registry: Registry) -> Filters:
    """With the voices that are meant by the speaker."""
    if filters.speaker is None:
        return filters
    return replace(filters, voices=tuple(voice for speaker in registry.find(filters.speaker) for voice in speaker.voices))


def _check_k(k: int) -> None:
    if not isinstance(k, int) or isinstance(k, bool) or not 1 <= k <= MAX_K:  # pyright: ignore[reportUnnecessaryIsInstance]  # from JSON, say
        raise QuestionError(f"k is {k!r}; it is the number of hits to return, from 1 to {MAX_K}")
