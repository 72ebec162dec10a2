"""What somebody is said to have said with "this" alone: it stands in the sentence or the paragraph before."""

import pytest

from onrecord.index.statements import extract


def told(text: str) -> list[tuple[str | None, str]]:
    return [(each.speaker, " … ".join(text[slice(*span)] for span in each.content)) for each in extract(text)]


@pytest.mark.parametrize(
    "behind",
    [
        "Ann Karsk said this in an interview with Coast Radio.",
        "Ann Karsk announced this on Tuesday.",
        "Ann Karsk, the mayor of Alden, stated this at a briefing.",
        "Ann Karsk said this while visiting the quay.",
        "Ann Karsk said this.",
        "Ann Karsk said this",
    ],
)
def test_the_sentence_before_it(behind: str) -> None:
    text = f"Nobody slept. The dam must be mended by May. {behind}"
    assert told(text) == [("Ann Karsk", "The dam must be mended by May.")]


def test_the_paragraph_before_it() -> None:
    text = (
        "The dam must be mended by May. No boat may pass.\n\nAnn Karsk, the mayor of Alden, said this on Tuesday. “We are late,” she said."
    )
    assert told(text) == [("Ann Karsk", "The dam must be mended by May. … No boat may pass."), ("Ann Karsk", "“We are late,”")]


@pytest.mark.parametrize(
    "text",
    [
        "Jon Brok said the dam was old. Ann Karsk said this in an interview.",
        "“The dam is old,” said Jon Brok.\n\nAnn Karsk said this in an interview.",
        "Rain fell. Wind rose. The dam broke. Boats sank.\n\nAnn Karsk said this in an interview.",
        "Ann Karsk said this in an interview.",
    ],
)
def test_nothing_is_theirs_that_is_somebody_elses_or_too_far_to_tell(text: str) -> None:
    assert not [said for speaker, said in told(text) if speaker == "Ann Karsk"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The dam is old. Ann Karsk said this was a pity.", "this was a pity"),
        ("The dam is old. Ann Karsk said this week that it would hold.", "that it would hold"),
        ("The dam is old. Ann Karsk said this: “It will hold.”", "“It will hold.”"),
    ],
)
def test_this_may_begin_what_is_said(text: str, said: str) -> None:
    assert told(text) == [("Ann Karsk", said)]
