"""Those whom a text gives no name."""

import pytest

from onrecord.index.unnamed import bare, described, gender_of_unnamed


@pytest.mark.parametrize(
    ("mention", "without", "name", "gender"),
    [
        ("The harbour master", "harbour master", "the harbour master", None),
        ("A spokeswoman for the bank", "spokeswoman for the bank", "a spokeswoman for the bank", "she"),
        ("The Alden Bank", "Alden Bank", "Alden Bank", None),
        ("The Alden Bank’s report", "Alden Bank’s report", "the Alden Bank’s report", None),
        ("Mr Karsk", "Mr Karsk", "Mr Karsk", "he"),
        ("officials", "officials", "officials", None),
    ],
)
def test_one_without_a_name(mention: str, without: str, name: str, gender: str | None) -> None:
    assert (bare(mention), described(mention), gender_of_unnamed(mention)) == (without, name, gender)
