import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import HashEmbedder
from llama_index.core import Settings
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.schema import TextNode

from onrecord.index.errors import QuestionError
from onrecord.index.index import Index
from onrecord.index.llamaindex import IndexRetriever, node
from onrecord.index.model import Article

RAIN = Article(
    "Rain fell. “It will pass,” said Ada Vell. " * 20,
    "a",
    "Weather",
    "2022-02-15",
    "Gazette",
    "Bo Lund",
    "https://news.example/1",
    "en",
    "CC0",
)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.open(tmp_path / "news", embedder=HashEmbedder()) as opened:
        opened.add([RAIN, Article("Snow fell.", id="b", published="2022-02-10"), Article("Hail fell.", id="c")])
        yield opened


def test_nodes_are_the_hits(index: Index):
    retriever = index.as_retriever(k=3)
    assert isinstance(retriever, BaseRetriever)
    found = retriever.retrieve("rain fell")
    assert found == [node(hit) for hit in index.search("rain fell", 3)]
    assert len(found) == 3
    for scored in found:
        assert isinstance(scored.node, TextNode)
        text = index.article(scored.metadata["article"], scored.metadata["version"]).text
        assert scored.node.text == text[scored.node.start_char_idx : scored.node.end_char_idx]


def test_a_node(index: Index):
    (hit,) = index.search("rain", 1)
    made = node(hit)
    start, end = hit.passage.start, hit.passage.end
    assert (made.score, made.node_id) == (hit.score, f"a@1:{start}-{end}")
    assert made.metadata == {
        "article": "a", "version": 1, "start": start, "end": end, "passage": hit.passage.id, "title": "Weather",
        "published": "2022-02-15", "source": "Gazette", "author": "Bo Lund", "url": "https://news.example/1",
        "speakers": "Ada Vell",
    }  # fmt: skip
    shown = made.node.get_content(metadata_mode="llm")  # pyright: ignore[reportArgumentType]  # an enumeration of strings
    assert shown == f"title: Weather\npublished: 2022-02-15\nsource: Gazette\nauthor: Bo Lund\nspeakers: Ada Vell\n\n{hit.passage.text}"


def test_metadata_is_flat(index: Index):
    for scored in index.as_retriever(k=5).retrieve("fell"):
        assert {type(value) for value in scored.metadata.values()} <= {str, int, float, type(None)}


def test_filters(index: Index):
    def articles(retriever: IndexRetriever) -> set[str]:
        return {scored.metadata["article"] for scored in retriever.retrieve("fell")}

    assert articles(index.as_retriever(since="2022-02-11")) == {"a"}
    assert articles(index.as_retriever(until="2022-02-11")) == {"b"}
    assert articles(index.as_retriever(source="Gazette")) == {"a"}
    assert articles(index.as_retriever(speaker="Vell")) == {"a"}
    assert articles(index.as_retriever(article="c")) == {"c"}
    assert articles(index.as_retriever(article="c", rerank=False)) == {"c"}


def test_async(index: Index):
    retriever = index.as_retriever(k=3, since="2022-02-11")

    async def several() -> list[list[str]]:
        found = await asyncio.gather(*(retriever.aretrieve(question) for question in ("rain", "snow", "rain")))
        return [[scored.node_id for scored in nodes] for nodes in found]

    expected = [[scored.node_id for scored in retriever.retrieve(question)] for question in ("rain", "snow", "rain")]
    assert asyncio.run(several()) == expected


def test_errors_come_through(index: Index):
    with pytest.raises(QuestionError, match="the question is empty"):
        index.as_retriever().retrieve(" ")
    with pytest.raises(QuestionError, match="is not a day"):
        index.as_retriever(since="tuesday").retrieve("rain")


def test_their_query_engine(index: Index):
    engine = RetrieverQueryEngine.from_args(index.as_retriever(k=2, article="a"), llm=MockLLM())
    response = engine.query("what fell?")
    assert [scored.node_id for scored in response.source_nodes] == [node(hit).node_id for hit in index.search("what fell?", 2, article="a")]
    assert index.search("what fell?", 1, article="a")[0].passage.text in str(response)
    again = asyncio.run(engine.aquery("what fell?"))
    assert [scored.node_id for scored in again.source_nodes] == [scored.node_id for scored in response.source_nodes]


def test_their_global_settings_are_left_alone(index: Index):
    before = dict(vars(Settings))
    index.as_retriever(k=2).retrieve("rain")
    asyncio.run(index.as_retriever(k=2).aretrieve("rain"))
    assert dict(vars(Settings)) == before
