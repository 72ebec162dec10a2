import threading

import pytest
from characters import Characters

from onrecord.qa.asking import _let_end, _Thoughts  # pyright: ignore[reportPrivateUsage]
from onrecord.qa.language_model import Reply, connect


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("It rained.", "It rained."),
        ("<think>Is it so? </think>\n\nIt rained.", "\n\nIt rained."),
        ("\n<Thinking>\n<b>a < b</b></Thinking>It rained.", "\nIt rained."),
        ("It rained. <think>And</think>Then it cleared.", "It rained. Then it cleared."),
        ("<think>Is it so, and so on", ""),
        ("It is < 3 and <thin", "It is < 3 and <thin"),
        ("<thinker>It rained.</thinker>", "<thinker>It rained.</thinker>"),
    ],
)
@pytest.mark.parametrize("step", [1, 3, 100])
def test_what_a_model_thinks_aloud_is_left_out_however_it_comes(text: str, answer: str, step: int) -> None:
    thoughts = _Thoughts()
    pieces = [thoughts.answer_in(text[at : at + step]) for at in range(0, len(text), step)]
    assert "".join([*pieces, thoughts.rest()]) == answer


def test_what_can_be_no_tag_is_not_held_back() -> None:
    thoughts = _Thoughts()
    pieces = ["It rained", " <", " 3 days", " <thi", "s>"]
    assert [thoughts.answer_in(piece) for piece in pieces] == ["It rained", " ", "< 3 days", " ", "<this>"]


def test_when_python_ends_no_thread_that_was_stopped_is_left() -> None:
    with Characters() as characters:
        assert list(Reply(connect(characters.url, "stall"), [("user", "What was said?")], 0.3)) == []
        _let_end()
        assert [each.name for each in threading.enumerate() if each.name == "onrecord-model"] == []
