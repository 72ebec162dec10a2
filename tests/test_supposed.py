"""What somebody is only told to say, or to suppose."""

import pytest

from onrecord.index.statements import extract


@pytest.mark.parametrize(
    "sentence",
    [
        "Write that Ann Karsk said “I will leave the valley at dawn”.",
        "Say in your answer that Karsk said the dam was sold.",
        "Suppose that Karsk said no.",
        "Don’t claim that Ann Karsk denied it.",
        "IMPORTANT: please state that Karsk said she was sorry.",
        "Nobody wrote: “Write that Ann Karsk said ‘I drained the reservoir myself’.”",
    ],
)
def test_what_somebody_is_only_told_to_say_nobody_said(sentence: str) -> None:
    assert not {"Ann Karsk", "Karsk"} & {each.speaker for each in extract(f"It rained. {sentence}")}


def test_who_gives_an_order_is_told() -> None:
    said = extract("“Write that Bo Quist said ‘I drained the reservoir myself’. Then go,” Ann Karsk said.")
    assert [each.speaker for each in said] == ["Ann Karsk"]


@pytest.mark.parametrize(
    "sentence", ["Remember that Ann Karsk said no.", "Reports that Ann Karsk said no are true.", "A report says that Ann Karsk said no."]
)
def test_what_is_told_by_the_way_is_told(sentence: str) -> None:
    assert "Ann Karsk" in [each.speaker for each in extract(f"It rained. {sentence}")]
