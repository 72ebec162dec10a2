"""What a terminal shows of an answer."""

import pytest

from onrecord.index.model import Article, Span
from onrecord.qa.answer import IndexState
from onrecord.qa.draft import Draft
from onrecord.qa.evidence import Evidence
from onrecord.qa.page import Block
from onrecord.ui import terminal

STORM = Article("It rained. Boats\x1b[31m sank. Snow came.", id="storm")


def test_the_telling_sentence_is_bold_and_obeys_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    monkeypatch.setattr(terminal, "echo", lambda text="": lines.append(text))
    monkeypatch.delenv("NO_COLOR", raising=False)
    evidence = Evidence(STORM, Span(0, len(STORM.text)), telling=Span(11, 27))
    terminal.show_answer(Draft((Block((evidence,)),), 0.9).answer("storm", IndexState("news", 1)))
    assert lines[0] == "It rained. \x1b[1mBoats\ufffd[31m sank.\x1b[0m Snow came. [1]"
    monkeypatch.setenv("NO_COLOR", "1")
    terminal.show_answer(Draft((Block((evidence,)),), 0.9).answer("storm", IndexState("news", 1)))
    assert "It rained. Boats\ufffd[31m sank. Snow came. [1]" in lines
