import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.index.spelling import name_key, plain, word_key


@pytest.mark.parametrize(
    "spellings",
    ["Zelenskyy Zelensky Zelenskiy Zelenskij", "Müller Mueller Muller", "Sergei Sergey Sergej", "Oduya ODUYA oduya", "O’Dell O'Dell ODell"]
    + ["Šarnić Sarnic", "Aleksandr Alexandr", "Łukasz Lukasz", "Khodor Hodor"],
)
def test_spellings_of_one_name_have_one_key(spellings: str) -> None:
    assert len({name_key(spelling) for spelling in spellings.split()}) == 1


@pytest.mark.parametrize("pair", ["Karsk Karst", "Marsh Marx", "Johnson Johansson", "Scholz Schulz", "Lee Lehmann", "Joe Jo"])
def test_other_names_have_other_keys(pair: str) -> None:
    one, other = pair.split()
    assert name_key(one) != name_key(other)


def test_plain() -> None:
    assert plain("  Vojtek Šarnić’s “Tide-House” ") == "vojtek sarnic s tide house"


def test_british_and_american_words() -> None:
    assert [word_key(word) for word in ("Defence", "harbour", "Centre", "organisation")] == ["defense", "harbor", "center", "organization"]
    assert [word_key(word) for word in ("defense", "harbor", "center", "organization")] == ["defense", "harbor", "center", "organization"]


@given(st.text())
def test_any_text(text: str) -> None:
    assert name_key(plain(text)) == name_key(text)
    assert not any(character.isupper() for character in plain(text).encode("ascii", "ignore").decode())
