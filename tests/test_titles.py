import pytest

from onrecord.index.model import Span
from onrecord.index.speakers import Speakers


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        # An office with "of" in it, whole.
        ("Talks with US Secretary of State Ann Karsk ended.", ["US Secretary of State"]),
        ("The Secretary of Defense Ann Karsk left.", ["Secretary of Defense"]),
        ("It was former Secretary of State Ann Karsk.", ["former Secretary of State"]),
        # A word that is a verb elsewhere.
        ("It was Harbour press secretary Ann Karsk who came.", ["Harbour press secretary"]),
        ("First Minister Ann Karsk left.", ["First Minister"]),
        # A role and a name on two sides of a clause's end.
        ("After a word with the mayor, Ann Karsk left.", []),
        ("After a word with the mayor, Ann van der Karsk left.", []),
        ("It was the mayor, Ann Karsk.", ["mayor"]),
        ("It was the mayor, Ann Karsk and her aides.", ["mayor"]),
        ("Ann Karsk, then the mayor, knew.", ["then mayor"]),
        # Who speaks after somebody else's term as something.
        ("As she begins her second term as mayor, Ann Karsk.", []),
    ],
)
def test_the_roles_beside_a_name(text: str, roles: list[str]) -> None:
    (found,) = [each for name, each in Speakers(text).roles().items() if name.endswith("Karsk")]
    assert found == roles


def test_the_minister_is_not_the_shadow_minister() -> None:
    text = "Shadow tide minister Ann Karsk objected. Jon Marsh came. The tide minister said no."
    at = text.index("The tide minister")
    assert Speakers(text).name(Span(at, at + len("The tide minister"))) == "the tide minister"
