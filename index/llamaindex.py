"""The retriever as LlamaIndex sees it: passages become nodes with offsets and flat metadata."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from .model import Hit

if TYPE_CHECKING:
    from .index import Index

_FOR_MACHINES = ["article", "version", "start", "end", "passage", "url"]  # metadata that tells a language model nothing


class IndexRetriever(BaseRetriever):
    """Searches an index, sync and async. Filters are those of ``Index.search``.

    Nodes carry ``start_char_idx`` and ``end_char_idx`` in the article's text, and article, version, title, published and source in their
    metadata; their ids are stable and name article, version and slice.
    """

    def __init__(
        self,
        index: Index,
        k: int = 5,
        *,
        since: object = None,
        until: object = None,
        source: str | None = None,
        article: str | None = None,
        rerank: bool = True,
    ) -> None:
        super().__init__()
        self._index = index
        self._k = k
        self._since, self._until, self._source, self._article, self._rerank = since, until, source, article, rerank

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._index.search(
            query_bundle.query_str,
            self._k,
            since=self._since,
            until=self._until,
            source=self._source,
            article=self._article,
            rerank=self._rerank,
        )
        return [node(hit) for hit in hits]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


def node(hit: Hit) -> NodeWithScore:
    """A hit as a node with its score."""
    passage, article = hit.passage, hit.article
    about: dict[str, str | int | None] = {
        "article": article.id,
        "version": passage.version,
        "start": passage.start,
        "end": passage.end,
        "passage": passage.id,
        "title": article.title,
        "published": article.published,
        "source": article.source,
        "author": article.author,
        "url": article.url,
    }
    text = TextNode(
        id_=f"{article.id}@{passage.version}:{passage.start}-{passage.end}",
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata={key: value for key, value in about.items() if value is not None},
        excluded_llm_metadata_keys=_FOR_MACHINES,
        excluded_embed_metadata_keys=_FOR_MACHINES,
    )
    return NodeWithScore(node=text, score=hit.score)
