"""A chatbot that shows questions as they were typed: what looks like Markdown or HTML in them is text."""

from __future__ import annotations

import html
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any

import gradio as gr
from gradio import component_meta

from .message import plain, trouble, unfinished


@contextmanager
def _without_stub() -> Generator[None]:
    """Gradio writes a stub file beside the source of each class of components as it is made; a package must not change on disk."""
    writes = component_meta.create_or_modify_pyi
    component_meta.create_or_modify_pyi = lambda *_: None  # pyright: ignore[reportAttributeAccessIssue]
    try:
        yield
    finally:
        component_meta.create_or_modify_pyi = writes


with _without_stub():

    class Conversation(gr.Chatbot):
        """Questions are escaped on their way to the page, and read as they were typed on their way back."""

        is_template = True  # to the page it is a Chatbot

        def postprocess(self, value: Any) -> Any:
            return super().postprocess([_changed(each, plain) for each in value] if isinstance(value, list) else value)

        def preprocess(self, payload: Any) -> Any:
            return [_changed(each, typed) for each in super().preprocess(payload) or []]


def typed(shown: str) -> str:
    """What was typed, of what is shown for it."""
    return html.unescape(shown.replace("<br>", "\n"))


def questions_of(history: Sequence[Any]) -> list[str]:
    """What has been asked so far, out of a chatbot's turns."""
    return [text for turn in history if turn["role"] == "user" for text in _texts(turn["content"])]


def _texts(content: Any) -> list[str]:
    return [content] if isinstance(content, str) else [part["text"] for part in content if part.get("type") == "text"]


def _changed(turn: Any, change: Callable[[str], str]) -> Any:
    """A turn with its text changed, if it is a question."""
    if not isinstance(turn, dict) or turn.get("role") != "user":
        return turn
    content = turn["content"]
    if isinstance(content, str):
        return {**turn, "content": str(change(content))}
    parts = [
        {**part, "text": str(change(part["text"]))} if isinstance(part, dict) and part.get("type") == "text" else part for part in content
    ]
    return {**turn, "content": parts}


def stopped(turns: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """The conversation where the answer that was being made is said to be stopped; for the page, and for what is kept of it."""
    told = list(turns)
    if told and told[-1]["role"] == "assistant" and any(map(unfinished, _texts(told[-1]["content"]))):
        told[-1] = {**told[-1], "content": trouble("Stopped before there was an answer.")}
    return told, told
