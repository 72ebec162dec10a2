"""What readers think of the answers, from the thumbs beside them."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import gradio as gr

from ..evals.feedback import Judgement, keep
from ..index.errors import OnRecordError
from ..index.index import Index

REASONS: tuple[str, ...] = ("Wrong speaker", "Not in the article", "Doesn’t answer the question", "There is an answer")
OPTIONS: tuple[str, ...] = ("Like", "Dislike", *REASONS)
"""For the chatbot's ``feedback_options``: the first two are thumbs, the others open beside them."""
_REMEMBERED = 50  # answers of one visit
_LOG = logging.getLogger(__name__)


def record(
    index: Index, question: str, history: Sequence[str], answer: Mapping[str, Any] | None, liked: bool | None, reason: str | None = None
) -> None:
    """Keeps what a reader thinks of an answer, in the index's folder; ``liked`` is None where it is taken back.

    Raises:
        OnRecordError: it can't be written.
    """
    keep(index.folder, Judgement.now(question, tuple(history), liked, reason, answer))


def remembered(last: gr.State) -> gr.State:
    """A state with the answers of this visit, in order, out of the one that holds the last."""
    answers = gr.State([])
    last.change(add, [answers, last], [answers], show_progress="hidden", api_visibility="private")
    return answers


def add(answers: list[Mapping[str, Any]], last: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    return [*answers, last][-_REMEMBERED:] if last else answers


def wire(chatbot: gr.Chatbot, index: Index, answers: gr.State) -> None:
    """Listens to the chatbot's thumbs; ``answers`` holds the JSON of the answers given so far, in order."""
    chatbot.feedback_options = OPTIONS

    def judge(turns: list[Any], answers: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None, event: gr.LikeData) -> None:
        asked = questions_before(turns, event.index)
        if not asked:
            return
        *history, question = asked
        liked, reason = opinion(event.liked)
        try:
            record(index, question, history, _answer_to(question, answers), liked, reason)
        except OnRecordError as error:
            _LOG.warning("feedback was not kept: %s", error)
            gr.Warning(f"Your opinion could not be kept: {error}")

    chatbot.like(judge, [chatbot, answers], None, show_progress="hidden", api_visibility="private", concurrency_limit=None)


def opinion(given: object) -> tuple[bool | None, str | None]:
    """Liked or not, and why not; None for one that was taken back."""
    if isinstance(given, bool):
        return given, None
    return (False, given) if given in REASONS and isinstance(given, str) else (None, None)


def questions_before(turns: Sequence[Any], place: object) -> list[str]:
    """The questions up to the turn at that place, the one that it answers last."""
    end = place[0] if isinstance(place, (list, tuple)) and place else place
    asked: list[str] = []
    for turn in turns[: end if isinstance(end, int) and end >= 0 else 0]:
        if not isinstance(turn, dict) or turn.get("role") != "user":
            continue
        content = turn.get("content")
        parts = [content] if isinstance(content, str) else [part.get("text") for part in content or () if isinstance(part, dict)]
        asked.append("\n".join(part for part in parts if isinstance(part, str)))
    return asked


def _answer_to(question: str, answers: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """The last answer to that question; none if the conversation was brought back from an earlier visit."""
    given = [answers] if isinstance(answers, Mapping) else answers or []
    return next((answer for answer in reversed(given) if answer.get("question") == question), None)
