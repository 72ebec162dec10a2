"""The endpoints as tools for language models, called as a model's client does."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from fakes import HashEmbedder
from served import Served, apart_from_cost, stocked

from onrecord.index.index import Index
from onrecord.ui.guard import Login
from onrecord.ui.serving import Serving

pytest.importorskip("mcp", reason="the tools need the package mcp: pip install 'onrecord[mcp]'")

import httpx
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

QUESTION = "what did Oda Lind say?"
PASSWORD = "salt and herring"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """With a password, since the tools must work behind one."""
    with Index.open(tmp_path_factory.mktemp("served") / "news", embedder=HashEmbedder()) as index:
        with Served(stocked(index), Serving(mcp=True, login=Login("ann", PASSWORD))) as server:
            yield server


def session(served: Served, use: Callable[[ClientSession], Awaitable[Any]]) -> Any:
    async def used() -> Any:
        async with (
            httpx.AsyncClient(auth=("ann", PASSWORD), timeout=20) as client,
            streamable_http_client(f"{served.url}gradio_api/mcp/", http_client=client) as (read, write, _),
            ClientSession(read, write) as opened,
        ):
            await opened.initialize()
            return await use(opened)

    return asyncio.run(used())


def call(served: Served, name: str, **arguments: Any) -> tuple[bool, str]:
    """Whether it went wrong, and the text that a model reads."""
    result = session(served, lambda opened: opened.call_tool(name, arguments))
    (content,) = result.content
    return result.isError, content.text


def test_there_are_four_tools_with_all_their_parameters_described(served: Served) -> None:
    tools = session(served, lambda opened: opened.list_tools()).tools
    assert {tool.name: list(tool.inputSchema["properties"]) for tool in tools} == {
        "ask": ["question", "history"],
        "search": ["question", "k", "since", "until", "source", "speaker"],
        "statements": ["speaker", "about", "since", "until", "kind", "article", "limit"],
        "article": ["id", "version"],
    }
    assert {tool.name: tool.inputSchema.get("required", []) for tool in tools} == {
        "ask": ["question"], "search": ["question"], "statements": [], "article": ["id"],
    }  # fmt: skip
    for tool in tools:
        assert "news article" in tool.description
        assert all(len(about["description"]) > 15 for about in tool.inputSchema["properties"].values())
    (ask,) = (tool for tool in tools if tool.name == "ask")
    assert ask.description.startswith(
        "Answers a question about what was said in the news articles of this index, with the passages that it is from."
    )


def test_an_answer_is_the_same_json_as_everywhere(served: Served) -> None:
    wrong, text = call(served, "ask", question=QUESTION)
    assert not wrong
    assert apart_from_cost(json.loads(text)) == apart_from_cost(served.assistant.ask(QUESTION).to_json())
    assert "“We listened,”" in text  # letters, and no escapes


def test_the_other_tools_answer_too(served: Served) -> None:
    assert json.loads(call(served, "article", id="wire")[1])["text"] == served.index.article("wire").text
    assert [row["kind"] for row in json.loads(call(served, "statements", speaker="Karsk", article="dam")[1])] == ["indirect", "direct"]
    assert [row["article"] for row in json.loads(call(served, "search", question="spring fair", k=1)[1])] == ["fair"]


def test_bad_input_is_told_in_a_sentence(served: Served) -> None:
    assert call(served, "ask", question="") == (True, "the question is empty; ask something, say: what did the minister say?")
    assert call(served, "article", id="nowhere") == (True, "no article has the id 'nowhere'; the ids are listed by: onrecord articles")


def test_without_the_password_there_are_no_tools(served: Served) -> None:
    initialize = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    assert served.post("gradio_api/mcp/", initialize, headers={"Accept": "application/json, text/event-stream"}).status_code == 401
