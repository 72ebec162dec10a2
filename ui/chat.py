"""The page where a person asks and reads: the chat, and beside it the article that a number stands in."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

import gradio as gr
from gradio import themes

from ..evals.markup import Html, join, tag
from ..index.errors import QuestionError
from ..index.index import Index
from ..index.model import Span
from ..qa.answer import Answer
from ..qa.assistant import Assistant
from .conversation import Conversation, questions_of
from .examples import example_questions
from .message import draft, message, plain, question_link, working
from .reading import Cited, reading

_PAGE = Path(__file__).parent / "page"
JS = _PAGE.joinpath("chat.js").read_text(encoding="utf-8")
# Not as Gradio's `css`, which holds for what lies inside its container only.
HEAD = f"<style>{_PAGE.joinpath('chat.css').read_text(encoding='utf-8')}</style>"
_LONGEST_QUESTION = 10_000  # characters that the box takes

THEME = themes.Base(
    primary_hue=themes.colors.slate,
    neutral_hue=themes.colors.stone,
    font=["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "sans-serif"],
    font_mono=["ui-monospace", "SFMono-Regular", "Menlo", "monospace"],
    radius_size=themes.sizes.radius_sm,
)


def build(index: Index, assistant: Assistant) -> gr.Blocks:
    """The page over an index, to be launched."""

    def reply(question: str, history: list[Any]) -> Generator[tuple[Html, Any]]:
        count, _ = index.extent()
        yield working(f"Looking through {count:,} article{'s' if count != 1 else ''} …"), gr.skip()
        written = ""
        try:
            for part in assistant.stream(question, questions_of(history)):
                if isinstance(part, Answer):
                    yield message(part, _labels(index, part)), part.to_json()
                else:
                    written += part
                    yield draft(written), gr.skip()
        except QuestionError as error:
            yield tag("section", tag("p", plain(str(error)), class_="refusal"), class_="abstention"), None

    def read(asked: Mapping[str, Any]) -> str:
        """The article for the pane: ``id``, ``version``, the number ``active`` and the ``slices`` as (number, start, end)."""
        cited = [Cited(int(n), Span(int(start), int(end))) for n, start, end in asked["slices"]]
        return reading(index, str(asked["id"]), int(asked["version"]), cited, int(asked["active"]))

    with gr.Blocks(title="On record", fill_height=True, fill_width=True, analytics_enabled=False) as page:
        masthead = gr.HTML(_masthead(index), elem_id="masthead", js_on_load=None)
        last = gr.State(None)
        with gr.Tabs(elem_id="tabs"), gr.Tab("Ask", id="ask"), gr.Row(elem_id="desk"):
            with gr.Column(elem_id="conversation", scale=3):
                chatbot = Conversation(
                    elem_id="chat", show_label=False, container=False, layout="panel", buttons=["copy"], latex_delimiters=[],
                    placeholder=_welcome(assistant), scale=1, allow_tags=False, allow_file_downloads=False,
                )  # fmt: skip
                gr.ChatInterface(
                    reply,
                    chatbot=chatbot,
                    textbox=gr.Textbox(
                        placeholder="Ask what was said …", label="Your question", show_label=False, container=False,
                        max_length=_LONGEST_QUESTION, lines=1, max_lines=6, submit_btn="Ask", stop_btn="Stop", elem_id="question",
                    ),
                    additional_outputs=[last],
                    editable=True,
                    save_history=True,
                    api_visibility="private",
                )  # fmt: skip
            with gr.Column(elem_id="beside", scale=2):
                gr.HTML("", elem_id="pane", server_functions=[read], js_on_load=JS)
        page.load(
            lambda: (_masthead(index), gr.Chatbot(placeholder=_welcome(assistant))), None, [masthead, chatbot], api_visibility="private"
        )
    return page


def _labels(index: Index, answer: Answer) -> dict[tuple[str, int], str]:
    """What the articles without a title are called."""
    untitled = {(each.article, each.version) for each in (*answer.citations, *answer.closest) if not each.title}
    return {(id, version): index.article(id, version).label for id, version in untitled}


def _masthead(index: Index) -> Html:
    count, _ = index.extent()
    return tag("header", tag("h1", "On record"), tag("p", f"{count:,} article{'s' if count != 1 else ''}", class_="extent"))


def _welcome(assistant: Assistant) -> Html:
    """Before the first question: what this is, and questions about the index's own people."""
    opening = join(
        tag("h2", "Ask what was said"),
        tag("p", "Every answer is made of the articles’ own words. Each has a number that shows them where they stand."),
    )
    if not assistant.index.extent()[0]:
        return tag("section", opening, tag("p", "There are no articles in this index yet: add some under “Articles”."), class_="welcome")
    asked = [tag("li", question_link(text, text)) for text in example_questions(assistant)]
    return tag("section", opening, tag("ul", *asked), class_="welcome")
