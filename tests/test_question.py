"""Follow-ups are completed by the questions before them."""

import pytest

from onrecord.qa.question import completed


@pytest.mark.parametrize(
    ("question", "history", "expected"),
    [
        ("what did Orsolya Lind say?", [], "what did Orsolya Lind say?"),
        ("and where?", [], "and where?"),
        ("And the harbour?", ["what did Lind say?"], "what did Lind say? And the harbour?"),
        ("where did she say it?", ["what did Lind say?"], "what did Lind say? where did she say it?"),
        ("what about ferries?", ["what did Lind say?", "and on Tuesday?"], "what did Lind say? and on Tuesday? what about ferries?"),
        ("who is Tam Brok?", ["what did Lind say?"], "who is Tam Brok?"),
        ("how many hermits live in Andorra?", ["what did Lind say?"], "how many hermits live in Andorra?"),
    ],
)
def test_completed(question: str, history: list[str], expected: str) -> None:
    assert completed(question, history) == expected
