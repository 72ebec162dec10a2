"""Articles into the catalog, some at a time: what has changed is embedded and read for its statements, and the rest left alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from .catalog import Catalog
from .embedder import Embedder
from .embedding import embed_articles
from .model import Article, Statement
from .names import Names
from .readers import Failure, Read, Sources
from .statements import EXTRACTOR, extract

_BATCH_CHARACTERS = 100_000  # of text embedded between two transactions: seconds of work, which is all that a crash can cost

Progress = Callable[[int, int, int], None]
"""Called as ``progress(bytes_done, bytes_in_all, articles_done)``."""


@dataclass
class Added:
    """What ``add`` did: ids of articles, and what could not be read, with reasons."""

    added: list[str] = field(default_factory=list[str])
    changed: list[str] = field(default_factory=list[str])
    unchanged: list[str] = field(default_factory=list[str])
    failed: list[Failure] = field(default_factory=list[Failure])


def statements_of(article: Article) -> list[Statement]:
    return extract(article.text, article.id, article.published)


class Adding:
    """Adds to a catalog that others may read and write meanwhile; ``lock`` is held while the catalog is used."""

    def __init__(self, catalog: Catalog, lock: threading.RLock, embedder: Embedder) -> None:
        self._catalog = catalog
        self._lock = lock
        self._embedder = embedder
        self._report = Added()

    def add(self, sources: Sources, progress: Progress | None) -> Added:
        names = Names()
        batch: list[Read] = []
        done = 0
        for read in sources:
            done += read.bytes
            if isinstance(read, Failure):
                self._report.failed.append(read)
                continue
            with self._lock, self._catalog.transaction("DEFERRED"):
                read = replace(read, article=names.named(read, self._catalog))
            if read.article.id in {other.article.id for other in batch}:
                self._put(batch)
                batch = []
            batch.append(read)
            if sum(len(other.article.text) for other in batch) >= _BATCH_CHARACTERS:
                self._put(batch)
                batch = []
                self._tell(progress, done, sources)
        self._put(batch)
        self._tell(progress, done, sources)
        return self._report

    def _put(self, batch: list[Read]) -> None:
        """Puts articles with ids of their own in, in one transaction."""
        with self._lock, self._catalog.transaction("DEFERRED"):
            present = {read.article.id: self._catalog.article(read.article.id) for read in batch}
        changed = [read.article for read in batch if not _is_same(present[read.article.id], read.article)]
        fresh = [article for article in changed if not _is_text(present[article.id], article.text)]
        with ThreadPoolExecutor(1) as beside:  # while the model computes, a processor can read
            reading = beside.submit(lambda: {article.id: statements_of(article) for article in changed})
            embedded = embed_articles(self._embedder, [article.text for article in fresh])
        passages = {article.id: of_one for article, of_one in zip(fresh, embedded, strict=True)}
        statements = reading.result()
        overtaken: list[Read] = []
        with self._lock, self._catalog.transaction():
            for read in batch:
                article, now = read.article, self._catalog.article(read.article.id)
                if _is_same(now, article):
                    self._report.unchanged.append(article.id)
                    if read.origin is not None and self._catalog.origin(article.id) != read.origin:
                        self._catalog.set_origin(article.id, read.origin)
                elif article.id in statements and (article.id in passages or _is_text(now, article.text)):
                    (self._report.added if now is None else self._report.changed).append(article.id)
                    self._catalog.put(article, read.origin, passages.get(article.id, []), statements[article.id], EXTRACTOR)
                else:  # it was here at first, and another process has changed it since
                    overtaken.append(read)
        if overtaken:
            self._put(overtaken)

    def _tell(self, progress: Progress | None, done: int, sources: Sources) -> None:
        report = self._report
        if progress is not None:
            progress(done, sources.total_bytes, len(report.added) + len(report.changed) + len(report.unchanged))


def _is_same(present: Article | None, article: Article) -> bool:
    return present is not None and present == replace(article, version=present.version)


def _is_text(present: Article | None, text: str) -> bool:
    return present is not None and present.text == text
