"""Whom a text introduces otherwise than by name and role side by side."""

import pytest

from onrecord.index.introductions import RELATIVE, in_turn
from onrecord.index.statements import extract


def said(text: str) -> list[tuple[str | None, tuple[str, ...]]]:
    """The speakers in their order, each with the roles that the text gives."""
    return [(each.speaker, each.roles) for each in extract(text)]


MINISTER = "Mara Vell, the minister, said no. “No,” she said.\n\n"


def test_a_role_and_then_a_surname_are_one() -> None:
    text = MINISTER + "Asked about it, the harbour master said that it was late. “It was dark,” said Mr Vell. “And cold.”"
    assert said(text)[2:] == [("Vell", ("harbour master",)), ("Vell", ("harbour master",))]


def test_a_surname_after_the_sentence_with_the_role() -> None:
    assert said(MINISTER + "Her namesake, the harbour master, kept out of it. Mr Vell said that it was late.")[2:] == [
        ("Vell", ("harbour master",))
    ]


def test_a_role_of_somebody_named_is_nobody_else_s() -> None:
    text = MINISTER + "Jon Ravel, the harbour master, wept. The harbour master said no. Mr Quist said yes."
    assert [speaker for speaker, _ in said(text)][2:] == ["Jon Ravel", "Quist"]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Her brother Jon called it late.", "Jon Karsk"),
        ("Ann Karsk’s younger sister Mara called it late.", "Mara Karsk"),
        ("Her friend Jon called it late.", "Jon"),
        ("Her brother Jon Ravel called it late.", "Jon Ravel"),
    ],
)
def test_a_relative_bears_the_same_name(sentence: str, name: str) -> None:
    assert said(f"Ann Karsk, 51, left the hall. She wept. {sentence}")[-1][0] == name


def test_who_is_no_relative() -> None:
    assert [RELATIVE.match(words) for words in ("Her brother", "The brother Jon", "Her boat Jon", "His father figure")] == [None] * 4


def test_he_is_the_one_whom_the_paragraph_calls_only_by_a_role() -> None:
    assert said("Ann Karsk left.\n\nThe captain raised his cap. It was late, he said.")[-1][0] == "the captain"
    assert said("The captain met the mayor. It was late, he said.")[-1][0] is None


def test_a_sister_and_a_brother_are_each_other_s() -> None:
    text = "Ann Karsk, 51, left the hall. She wept. Her brother Jon called it late. Ms Karsk said yes."
    assert said(text) == [("Jon Karsk", ("brother of Ann Karsk",)), ("Ann Karsk", ("sister of Jon Karsk",))]


@pytest.mark.parametrize(
    ("kin", "gender", "role"), [("brother", "she", "sister"), ("wife", "he", "husband"), ("wife", "she", None), ("son", "she", None)]
)
def test_what_somebody_is_in_turn(kin: str, gender: str, role: str | None) -> None:
    assert in_turn(kin, gender) == role
