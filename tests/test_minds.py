"""Questions for what somebody thinks, wants or feels, and for how they changed their mind."""

import pytest

from onrecord.qa.question import Wants, parse


@pytest.mark.parametrize(
    ("text", "speaker", "about", "wants"),
    [
        ("Why is Karsk cautiously optimistic?", "Karsk", "cautiously optimistic", Wants.REASON),
        ("What does Karsk have against the dam?", "Karsk", "dam", Wants.WORDS),
        ("What does the mayor make of the dam?", "mayor", "dam", Wants.WORDS),
        ("Why does Karsk oppose the dam?", "Karsk", "dam", Wants.REASON),
        ("How much does Karsk want for the dam?", "Karsk", "much dam", Wants.NUMBER),
        ("Was Karsk not satisfied with the deal?", "Karsk", "satisfied deal", Wants.YES_NO),
        ("What would Karsk do on day one?", "Karsk", "day one", Wants.WORDS),
        ("What did Jon Marsh notice before the crash?", "Jon Marsh", "crash", Wants.WORDS),
        ("How did the mayor of Alden justify the ban?", "mayor of Alden", "ban", Wants.WORDS),
    ],
)
def test_what_goes_on_in_somebody(text: str, speaker: str, about: str, wants: Wants) -> None:
    question = parse(text)
    assert (question.speakers, question.about, question.wants) == ((speaker,), about, wants)


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("Who is against the dam?", ""),
        ("Who supports the ban?", ""),
        ("Which head of government was not reassured by the report?", "head of government"),
        ("Which of the ministers opposed the ban?", "ministers"),
    ],
)
def test_who_thinks_so(text: str, among: str) -> None:
    question = parse(text)
    assert (question.reverse, question.among) == (True, among)


@pytest.mark.parametrize(
    "text",
    [
        "Did Karsk change her mind on the ferry?",
        "How did Karsk take back her words about the ferry?",
        "How did Karsk's tone on the ferry shift?",
        "Has Karsk ever softened her position towards the ferry?",
        "How has Karsk’s stance on the ferry changed over time?",
    ],
)
def test_a_change_of_mind_is_told_in_order(text: str) -> None:
    question = parse(text)
    assert (question.speakers, question.about, question.order, question.reported) == (("Karsk",), "ferry", "time", True)


@pytest.mark.parametrize(
    "text",
    ["What did Karsk do in May?", "Why does the ban need a vote in court?", "Who found the body?", "Who made the photos?", "Is it ready?"],
)
def test_what_is_no_mind(text: str) -> None:
    question = parse(text)
    assert not question.reverse
    assert question.speakers != ("Karsk",)
