"""What somebody is told not to have said."""

import pytest

from onrecord.index.statements import extract


def kinds(text: str) -> list[tuple[str, str | None]]:
    return [(each.kind, each.speaker) for each in extract(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Karsk did not say the school would close.",
        "Ann Karsk never said that the school would close.",
        "Ann Karsk hasn’t told parents that the school would close.",
        "Ann Karsk left without saying that the school would close.",
        "It is not true that Ann Karsk said the school would close.",
        "It is a myth that Ann Karsk said the school would close.",
        "Ann Karsk did not say: “The school will close.”",
    ],
)
def test_denied(text: str) -> None:
    assert kinds(text) == [("denied", "Ann Karsk")]


@pytest.mark.parametrize("text", ["Nobody said that the school would close.", "No minister has said that the school would close."])
def test_denied_of_all(text: str) -> None:
    assert kinds(text) == [("denied", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Karsk said the school would not close.",
        "Ann Karsk denied that the school would close.",
        "Ann Karsk has not said whether the school will close.",  # open
        "Ann Karsk did not say which school would close.",
        "Ann Karsk does not believe that the school will close.",  # what she thinks
        "It is true that Ann Karsk said the school would close.",
        "Ann Karsk told nobody that the school would close.",
    ],
)
def test_said_after_all(text: str) -> None:
    assert kinds(text) == [("indirect", "Ann Karsk")]
