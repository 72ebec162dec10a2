import pytest

from onrecord.index.model import Span
from onrecord.index.speakers import Speakers


def named(text: str, *mentions: str) -> list[str | None]:
    """The names for mentions, asked in the order in which they stand in the text."""
    speakers, at, names = Speakers(text), 0, list[str | None]()
    for mention in mentions:
        at = text.index(mention, at)
        names.append(speakers.name(Span(at, at + len(mention))))
        at += len(mention)
    return names


def test_full_name_then_surname_then_pronoun() -> None:
    text = "Prime Minister Ann Oduya spoke. Oduya said so. She added more. Mrs Oduya left."
    assert named(text, "Prime Minister Ann Oduya", "Oduya", "She", "Mrs Oduya") == ["Ann Oduya"] * 4


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("British Prime Minister Carl Ravel", "Carl Ravel"),
        ("Sen. Carl Ravel (R-Ky.)", "Carl Ravel"),
        ("the harbour’s longtime spokesman Carl Ravel", "Carl Ravel"),
        ("Carl Ravel of the Alden Institute", "Carl Ravel"),
        ("Carl Ravel himself", "Carl Ravel"),
        ("the Alden Post", "Alden Post"),
        ("the Bureau of Tides", "Bureau of Tides"),
        ("The harbour ministry", "the harbour ministry"),
        ("Ravel’s aides", "Ravel’s aides"),
        ("Karsk and Ravel", "Karsk and Ravel"),
    ],
)
def test_mention(mention: str, name: str) -> None:
    assert named(f"{mention} said so.", mention) == [name]


def test_a_role_is_the_person_near_by_who_has_it() -> None:
    text = (
        "The treaty’s chief praised them. “Good,” Secretary-General Jon Marsh said. Alden Governor Ann Oduya nodded. The governor said no."
    )
    assert named(text, "The treaty’s chief", "The governor") == ["Jon Marsh", "Ann Oduya"]


def test_a_role_that_two_have_is_nobody_s() -> None:
    assert named("Governor Jon Marsh met Governor Ann Oduya. The governor said no.", "The governor") == ["the governor"]


def test_a_surname_that_two_have_stays_as_it_is_written() -> None:
    text = "Ann Marsh met Jon Marsh. Later, Marsh said no."
    at = text.rindex("Marsh")
    assert Speakers(text).name(Span(at, at + 5)) == "Marsh"


def test_he_is_nobody_where_nobody_spoke_or_she_did() -> None:
    assert named("He said so.", "He") == [None]
    assert named("Mrs Ann Oduya spoke. He said so.", "Mrs Ann Oduya", "He") == ["Ann Oduya", None]
    assert named("Jon Marsh spoke. They said so.", "Jon Marsh", "They") == ["Jon Marsh", None]


def test_who_is_the_name_before_it() -> None:
    assert named("It was Jon Marsh, who said no.", "who") == ["Jon Marsh"]
