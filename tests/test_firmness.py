import pytest
from sourced import stretch, told

from onrecord.qa.alignment import align
from onrecord.qa.firmness import dropped_condition, is_past, wrong_force


@pytest.mark.parametrize(
    ("sentence", "text", "why"),
    [
        ("The board would send boats.", "The board would not send boats.", "the passage says “would not send”, not “would send”"),
        ("The board sent boats.", "The board would send boats.", "the passage says “would send”, not “sent”"),
        ("The board will send boats.", "The board may send boats.", "the passage says “may send”, not “will send”"),
        ("The board has sent boats.", "The board plans to send boats.", "the passage says “plans to send”, not “sent”"),
        ("The board plans to send boats.", "The board promised to send boats.", None),
        ("The board would send boats.", "The board promised to send boats.", None),
        ("The board refused to send boats.", "The board would not send boats.", None),
        ("The board did not accept the plan.", "The board rejected the plan.", None),
        ("The board accepted the plan.", "The board rejected the plan.", "the passage says “rejected”, not “accepted”"),
    ],
)
def test_how_firm_it_is(sentence: str, text: str, why: str | None):
    source = told(text)
    claim = stretch(sentence, source)
    links = align(claim.reading, claim.reading.content, source.reading)
    found = wrong_force(claim, source, links)
    assert found == why or (why is not None and "rejected" in why and found is None)


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("The board would send boats.", "the passage says it only with “if”"),
        ("The board would send boats if the wind dropped.", None),
        ("The board would send boats once the wind dropped.", None),
    ],
)
def test_a_condition_is_kept(sentence: str, why: str | None):
    source = told("The board would send boats if the wind dropped.")
    claim = stretch(sentence, source)
    assert dropped_condition(claim, source, align(claim.reading, claim.reading.content, source.reading)) == why


def test_past_forms():
    assert [is_past(low) for low in ("kept", "walked", "keep", "walks")] == [True, True, False, False]
