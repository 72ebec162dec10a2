"""The retriever as LlamaIndex sees it: passages become nodes with offsets and flat metadata."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from .filters import Filters
from .model import Hit

if TYPE_CHECKING:
    from .index import Index

_ALL = Filters()
_FOR_MACHINES = ["article", "version", "start", "end", "passage", "url"]  # metadata that tells a language model nothing


class IndexRetriever(BaseRetriever):
    """Searches an index, sync and async. Made by ``Index.as_retriever``, whose filters they are.

    Nodes carry ``start_char_idx`` and ``end_char_idx`` in the article's text, and article, version, title, published, source and the
    speakers of what is said in them ("; " between) in their metadata; their ids are stable and name article, version and slice.
    """

    def __init__(self, index: Index, k: int = 5, filters: Filters = _ALL, rerank: bool = True) -> None:
        super().__init__()
        self._index = index
        self._k = k
        self._filters = filters
        self._rerank = rerank

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [node(hit) for hit in self._index.search_filtered(query_bundle.query_str, self._k, self._filters, self._rerank)]

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
        "speakers": "; ".join(hit.speakers) or None,
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
