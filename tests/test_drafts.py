"""Statements that only say again a part of another one are left out, and the slice with the speaker's name has the role before it."""

import pytest

from onrecord.index.drafts import with_role
from onrecord.index.model import Span
from onrecord.index.statements import extract


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Karsk said he would call her “today”.", [("Karsk", "said")]),
        ("Karsk said that he wanted Ravel to leave.", [("Karsk", "said")]),
        ("He has thought about that, says Mr Karsk.", [("Karsk", "says")]),
        ("Karsk said Ravel wanted to leave.", [("Karsk", "said"), ("Ravel", "wanted")]),
        ("Asked whether he wanted her to go, Karsk said it was late.", [("Karsk", "said")]),
    ],
)
def test_no_echoes(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.speaker, text[slice(*each.cue)] if each.cue else None) for each in extract(text)] == expected


@pytest.mark.parametrize(
    ("text", "slice_"),
    [
        ("Her agent, Ann Karsk, said no.", "Her agent, Ann Karsk"),
        ("Norland’s water minister, Ann Karsk, said no.", "Norland’s water minister, Ann Karsk"),
        ("A lawyer for the bank, Ann Karsk, said no.", "A lawyer for the bank, Ann Karsk"),
        ("In Alden, Ann Karsk said no.", "Ann Karsk"),
        ("When it rained, Ann Karsk, the mayor, said no.", "Ann Karsk"),
    ],
)
def test_the_role_before_the_name(text: str, slice_: str) -> None:
    at = text.index("Ann Karsk")
    assert text[slice(*with_role(text, Span(at, at + 9)))] == slice_
