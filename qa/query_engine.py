"""The assistant as LlamaIndex sees it: a query engine whose answers are ours, cited and checked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from .answer import Answer, Citation

if TYPE_CHECKING:
    from .assistant import Assistant

_FOR_MACHINES = ["article", "version", "start", "end", "n", "url"]  # metadata that tells a language model nothing


class AnswerEngine(BaseQueryEngine):
    """Answers queries by ``Assistant.ask``, sync and async.

    The response's text has its [1] marks; its source nodes are the citations in that order, with ``start_char_idx`` and ``end_char_idx``
    in the article's text, and speaker, kind and day in their metadata. ``response.metadata`` is the answer's JSON; where its ``outcome`` is
    "unsure" they are only what comes nearest, and where it is "nothing" there are none.
    """

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(callback_manager=None)
        self._assistant = assistant

    def _query(self, query_bundle: QueryBundle) -> Response:
        return response(self._assistant.ask(query_bundle.query_str))

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def response(answer: Answer) -> Response:
    return Response(
        answer.text, source_nodes=[node(citation, answer.confidence) for citation in answer.citations], metadata=answer.to_json()
    )


def node(citation: Citation, score: float) -> NodeWithScore:
    """A citation as a node; it has the answer's confidence for its score."""
    about: dict[str, str | int | None] = {
        name: getattr(citation, name)
        for name in (
            "n",
            "article",
            "version",
            "start",
            "end",
            "title",
            "published",
            "source",
            "author",
            "url",
            "speaker",
            "kind",
            "said_on",
        )
    }
    text = TextNode(
        id_=f"{citation.article}@{citation.version}:{citation.start}-{citation.end}",
        text=citation.quote,
        start_char_idx=citation.start,
        end_char_idx=citation.end,
        metadata={key: value for key, value in about.items() if value is not None},
        excluded_llm_metadata_keys=_FOR_MACHINES,
        excluded_embed_metadata_keys=_FOR_MACHINES,
    )
    return NodeWithScore(node=text, score=score)
