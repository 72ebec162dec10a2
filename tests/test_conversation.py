"""A chatbot that shows questions as they were typed."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ui.conversation import Conversation, questions_of, stopped, typed
from onrecord.ui.message import draft, plain, trouble, working

TYPED = "a *b* <i>c</i>\n&amp; ![x](y)"


@given(st.text(st.characters(exclude_categories=["Cc", "Zl", "Zp"])))
@settings(deadline=None)
def test_what_is_shown_reads_back_as_it_was_typed(text: str) -> None:
    assert typed(plain(text)) == text


def turns(question: str, answer: str) -> list[dict[str, Any]]:
    return [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]


def test_questions_are_escaped_and_answers_left_alone() -> None:
    conversation = Conversation()
    shown = conversation.postprocess(turns(TYPED, "<section><b>bold</b></section>"))
    texts = [[part["text"] for part in turn["content"]] for turn in shown.model_dump()]
    assert texts == [[plain(TYPED)], ["<section><b>bold</b></section>"]]
    back = conversation.preprocess(shown)
    assert questions_of(back) == [TYPED]
    assert questions_of(turns(TYPED, "x")) == [TYPED]


@pytest.mark.parametrize("told", [working("Looking …"), draft("Mara Vell:")])
def test_an_answer_that_is_stopped_says_so(told: str) -> None:
    on_page, kept = stopped(turns("who?", told))
    assert on_page == kept == turns("who?", trouble("Stopped before there was an answer."))


@pytest.mark.parametrize("said", [[], turns("who?", trouble("No.")), turns("who?", "x")[:1]])
def test_what_is_not_being_made_stays(said: list[dict[str, Any]]) -> None:
    assert stopped(said) == (said, said)


def test_no_stub_is_written_beside_the_source(root: Path) -> None:
    subprocess.run([sys.executable, "-c", "import onrecord.ui.conversation"], check=True)
    assert list(root.joinpath("ui").glob("*.pyi")) == []
