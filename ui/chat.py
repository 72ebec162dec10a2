"""The page where a person asks and reads: the chat, and beside it the article that a number stands in."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

import gradio as gr
from gradio import themes

from ..evals.markup import Html, join, tag
from ..index.errors import OnRecordError
from ..index.index import Index
from ..index.model import Span
from ..qa.answer import Answer
from ..qa.assistant import Assistant
from ..qa.language_model import name_of
from . import lists
from .browsing import speakers_tab
from .conversation import Conversation, questions_of, stopped
from .examples import example_questions
from .exporting import export_bar
from .feedback import remembered, wire
from .known import known
from .library import articles_tab
from .message import draft, message, question_link, trouble, working
from .reading import Cited, reading

_PAGE = Path(__file__).parent / "page"
JS = _PAGE.joinpath("chat.js").read_text(encoding="utf-8")
# Not as Gradio's `css`, which holds for what lies inside its container only.
HEAD = f"<style>{_PAGE.joinpath('chat.css').read_text(encoding='utf-8')}{lists.CSS}</style>"
_CACHE = (3600, 3600)  # seconds: how often uploads that a closed browser left behind are looked for, and how old they may get
_LONGEST_QUESTION = 10_000  # characters that the box takes
_ASK = "Ask what was said …"
_ASK_ON = "Follow up, or ask anew …"
_PACE = 0.1  # seconds between two drafts, so that an answer that is there at once is shown at once

THEME = themes.Base(
    primary_hue=themes.colors.slate,
    neutral_hue=themes.colors.stone,
    font=["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "sans-serif"],
    font_mono=["ui-monospace", "SFMono-Regular", "Menlo", "monospace"],
    radius_size=themes.sizes.radius_sm,
)


def build(index: Index, assistant: Assistant) -> gr.Blocks:
    """The page over an index, to be launched."""
    with gr.Blocks(title="On record", fill_height=True, fill_width=True, analytics_enabled=False, delete_cache=_CACHE) as page:
        masthead = gr.HTML(_masthead(index), elem_id="masthead", js_on_load=None)
        last = gr.State(None)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="main", scale=3), gr.Tabs(elem_id="tabs"):
                with gr.Tab("Ask", id="ask"), gr.Column(elem_id="conversation"):
                    chatbot = _chat(index, assistant, last)
                with gr.Tab("Who is on record", id="speakers") as speakers:
                    speaking = speakers_tab(index)
                with gr.Tab("Articles", id="articles") as articles:
                    library = articles_tab(index)
            with gr.Column(elem_id="beside", scale=2):
                _pane(index)
        wire(chatbot, index, remembered(last))

        def anew() -> tuple[Html, gr.Chatbot]:
            return _masthead(index), gr.Chatbot(placeholder=_welcome(assistant))

        for event in (page.load, library.changed.change):
            event(anew, None, [masthead, chatbot], api_visibility="private", show_progress="hidden")
        # Somebody else may have added articles since.
        for event in (page.load, speakers.select, library.changed.change):
            event(*speaking, api_visibility="private")
        for event in (page.load, articles.select):
            event(*library.refresh, api_visibility="private")
    _keep_queue_for_work(page)
    return page


def _keep_queue_for_work(page: gr.Blocks) -> None:
    """What is done at once doesn't go through the queue, but is answered where it is asked.

    Of several events that end at nearly one time Gradio's page can miss one, about once in twenty questions here; where that was the
    last of a question's, which unlocks the box, nothing more could be asked.
    """
    for event in page.fns.values():
        if not event.types_generator and not event.tracks_progress:
            event.queue = False


def _chat(index: Index, assistant: Assistant, last: gr.State) -> Conversation:
    """The conversation, the box, and the conversations before it; ``last`` holds the newest answer as JSON."""
    chatbot = Conversation(
        elem_id="chat", show_label=False, container=False, layout="panel", buttons=["copy"], latex_delimiters=[],
        placeholder=_welcome(assistant), scale=1, allow_tags=False, allow_file_downloads=False, autoscroll=False,
    )  # fmt: skip
    box = gr.Textbox(
        placeholder=_ASK, label="Your question", show_label=False, container=False,
        max_length=_LONGEST_QUESTION, lines=1, max_lines=6, submit_btn="Ask", stop_btn="Stop", elem_id="question",
    )  # fmt: skip

    switch = _switch(assistant)

    def reply(question: str, history: list[Any], by_model: bool = True) -> Generator[tuple[Html, Any, Any]]:
        # Gradio takes the placeholder away when a question is sent.
        yield from ((said, told, gr.Textbox(placeholder=_ASK_ON)) for said, told in replies(index, assistant, question, history, by_model))

    interface = gr.ChatInterface(
        reply,
        chatbot=chatbot,
        textbox=box,
        additional_inputs=[switch] if switch else None,
        additional_outputs=[last, box],
        editable=True,
        save_history=True,
        api_visibility="private",
        analytics_enabled=False,
    )
    # By a key of Gradio's own making, which is another one at each start, conversations would be lost with the server; it keeps no secret.
    interface.saved_conversations.storage_key, interface.saved_conversations.secret = f"onrecord {index.name}", "onrecord"
    interface.new_chat_button.icon = None
    with (beside := interface.new_chat_button.parent or interface):
        gr.HTML(_earlier(), elem_id="earlier", js_on_load=None)
        beside.children.insert(1, beside.children.pop())  # below the button for a new one
    with chatbot.parent or interface:  # below the box
        if switch:
            switch.unrender().render()
        export_bar(last, index)
    # When it is stopped, Gradio leaves the conversation as it is, at work.
    box.stop(stopped, [chatbot], [chatbot, interface.chatbot_state], queue=False, show_progress="hidden", api_visibility="private")
    return chatbot


def _switch(assistant: Assistant) -> gr.Checkbox | None:
    """Whether the model writes, or the articles' own words are shown; where there is a model."""
    if assistant.llm is None:
        return None
    return gr.Checkbox(value=True, label=f"Let {name_of(assistant.llm)} write the answer", container=False, elem_id="by-model", min_width=0)


def replies(index: Index, assistant: Assistant, question: str, history: list[Any], by_model: bool = True) -> Generator[tuple[Html, Any]]:
    """The message as it grows, each time with the answer's JSON, where there is one, or what leaves that as it is."""
    count, _ = index.extent()
    then = f"; then {name_of(assistant.llm)} writes, and each sentence is checked" if assistant.llm is not None and by_model else ""
    yield working(f"Looking through {_counted(count)}{then} …"), gr.skip()
    try:
        for written in _written(assistant, question, questions_of(history), by_model):
            if isinstance(written, Answer):
                yield message(written, known(index, written)), written.to_json()
            else:
                yield draft(written), gr.skip()
    except OnRecordError as error:
        yield trouble(str(error)), None


def _written(assistant: Assistant, question: str, earlier: list[str], by_model: bool) -> Generator[str | Answer]:
    """What is written of an answer, now and then, and at last the answer."""
    written, shown = "", time.monotonic()
    for part in assistant.stream(question, earlier, by_model=by_model):
        if isinstance(part, Answer):
            yield part
            return
        written += part
        if time.monotonic() - shown >= _PACE:
            shown = time.monotonic()
            yield written


def _pane(index: Index) -> gr.HTML:
    def read(asked: Mapping[str, Any]) -> str:
        """The article for the pane: ``id``, ``version``, the number ``active`` and the ``slices`` as (number, start, end)."""
        cited = [Cited(int(n), Span(int(start), int(end))) for n, start, end in asked["slices"]]
        return reading(index, str(asked["id"]), int(asked["version"]), cited, int(asked["active"]))

    return gr.HTML("", elem_id="pane", server_functions=[read], js_on_load=JS)


def _counted(articles: int) -> str:
    return f"{articles:,} article{'s' if articles != 1 else ''}"


def _masthead(index: Index) -> Html:
    return tag("header", tag("h1", "On record"), tag("p", _counted(index.extent()[0]), class_="extent"))


def _earlier() -> Html:
    """Heads the conversations before this one; where there is little room, the button unfolds them."""
    return join(tag("h2", "Earlier"), tag("button", "Earlier", type="button", aria_expanded="false"))


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
