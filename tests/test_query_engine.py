"""The assistant as a LlamaIndex query engine."""

import asyncio
from collections.abc import Iterator

import pytest
from fakes import WordRelevance
from llama_index.core.schema import TextNode
from served import apart_from_cost

from onrecord import Article, Assistant, Index

TEXT = "Harbour master Ilo Quist said the ice was thick. “It has not read our timetable,” she said on Monday."


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.open(tmp_path_factory.mktemp("engine") / "bay") as index:
        index.add(Article(TEXT, id="ice", title="Ice", published="2031-01-08", source="The Bay Post"))
        yield index


def test_a_response_has_the_answer_s_text_and_its_citations_as_nodes(index: Index) -> None:
    answer = Assistant(index).ask("What did Quist say?")
    response = Assistant(index).as_query_engine().query("What did Quist say?")
    assert str(response) == answer.text
    assert apart_from_cost(response.metadata) == apart_from_cost(answer.to_json())
    assert len(answer.citations) == 2
    for scored, citation in zip(response.source_nodes, answer.citations, strict=True):
        node = scored.node
        assert isinstance(node, TextNode)
        assert TEXT[node.start_char_idx : node.end_char_idx] == node.text == citation.quote
        assert (node.metadata["n"], node.metadata["speaker"], node.metadata["kind"]) == (citation.n, "Ilo Quist", citation.kind)
    assert response.source_nodes[1].node.metadata["said_on"] == "2031-01-06"


def test_it_answers_asynchronously_too(index: Index) -> None:
    engine = Assistant(index).as_query_engine()
    assert str(asyncio.run(engine.aquery("What did Quist say?"))) == str(engine.query("What did Quist say?"))


def test_nothing_has_no_sources(index: Index) -> None:
    response = Assistant(index).as_query_engine().query("Which articles mention Karsk?")
    assert (str(response), response.source_nodes) == ("No article mentions Karsk.", [])
    assert response.metadata is not None
    assert (response.metadata["answered"], response.metadata["outcome"]) == (False, "nothing")


def test_what_is_no_clear_answer_has_what_comes_nearest_for_sources(index: Index) -> None:
    assistant = Assistant(index, relevance=WordRelevance({"timetable": 0.25}))
    response = assistant.as_query_engine().query("Why was the bread late?")
    said = "“It has not read our timetable,” she said on Monday."
    assert str(response) == f"No clear answer. What comes nearest:\n\n(6 January 2031) {said} [1]"
    assert response.metadata is not None
    assert (response.metadata["answered"], response.metadata["outcome"]) == (False, "unsure")
    assert response.metadata["closest"] == response.metadata["citations"]
    assert [(scored.node.get_content(), scored.score) for scored in response.source_nodes] == [(said, 0.25)]
