"""The page: what it is made of, and what it says at which moment. tests/browser/ drives it."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import gradio as gr
import pytest

from onrecord.index.errors import CatalogDamaged
from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.qa.answer import Answer
from onrecord.qa.assistant import Assistant
from onrecord.ui.chat import HEAD, JS, build, replies
from onrecord.ui.message import unfinished

TEXT = "Mara Vell, the mayor of Orsk Bay, said on Monday that the harbour would open in May."


def built(index: Index, assistant: Assistant) -> gr.Blocks:
    """The page, made while an event loop runs: where none does, Gradio makes some and leaves them open."""

    async def made() -> gr.Blocks:
        return build(index, assistant)

    with ThreadPoolExecutor(1) as other:  # in this one the browser's may be running
        return other.submit(lambda: asyncio.run(made())).result()


class Told(Assistant):
    """Streams what it is given."""

    def __init__(self, index: Index, *parts: str | Exception) -> None:
        super().__init__(index)
        self.parts = parts
        self.histories: list[list[str]] = []

    def stream(self, question: str, history: Sequence[str] = (), *, by_model: bool = True) -> Iterator[str | Answer]:
        self.histories.append(list(history))
        for part in self.parts:
            if isinstance(part, Exception):
                raise part
            yield part
        yield Assistant(self.index).ask(question, history)


def test_it_says_at_what_it_works_and_then_the_answer(index: Index) -> None:
    index.add([Article(TEXT, id="a", title="Harbour")])
    (working, _), (whole, told) = replies(index, Told(index), "what did Mara Vell say?", [])
    assert "Looking through 1 article …" in re.sub(r"&#(\d+);", lambda mark: chr(int(mark[1])), working)
    assert not unfinished(whole)
    assert told["answered"] is True
    assert [citation["article"] for citation in told["citations"]] == ["a"]


def test_what_is_wrong_is_said_as_a_message(index: Index) -> None:
    index.add([Article(TEXT, id="a")])
    said = list(replies(index, Told(index, CatalogDamaged("the index is torn; run: onrecord doctor")), "who?", []))
    assert said[-1][0] == (
        '<section class="abstention trouble"><p class="refusal">the index is torn&#59; run&#58; onrecord doctor</p></section>'
    )
    assert said[-1][1] is None
    assert "question" in list(replies(index, Assistant(index), "  ", []))[-1][0]


def test_questions_before_this_one_are_handed_on(index: Index) -> None:
    index.add([Article(TEXT, id="a")])
    assistant = Told(index)
    earlier = [{"role": "user", "content": "what did Mara Vell say?"}, {"role": "assistant", "content": "<section>"}]
    assert len(list(replies(index, assistant, "and when?", earlier))) == 2
    assert assistant.histories == [["what did Mara Vell say?"]]


def test_no_function_of_the_page_is_an_endpoint(index: Index) -> None:
    page = built(index, Assistant(index))
    assert page.get_api_info()["named_endpoints"] == {}
    assert page.get_api_info()["unnamed_endpoints"] == {}


def test_conversations_are_kept_under_the_same_key_at_each_start(index: Index) -> None:
    def kept() -> list[tuple[str, str]]:
        blocks = built(index, Assistant(index)).blocks.values()
        return [(each.storage_key, each.secret) for each in blocks if isinstance(each, gr.BrowserState) and each.default_value == []]

    assert kept() == kept() == [("onrecord news", "onrecord")]


def test_the_page_fetches_nothing_from_elsewhere(root: Path) -> None:
    assert [each for each in ("http://", "https://", "//", "@import", "url(") if each in HEAD.replace("/*", "").replace("*/", "")] == []
    assert re.findall(r"https?://\S+", JS) == []
    assert "eval(" not in JS


@pytest.mark.parametrize("file", ["chat.css", "chat.js"])
def test_the_files_of_the_page_are_packaged(root: Path, file: str) -> None:
    assert root.joinpath("ui", "page", file).is_file()
    assert '"onrecord.ui" = ["page/*' in root.joinpath("pyproject.toml").read_text("utf-8")
