import pytest

from onrecord.index.nations import country, is_nationality, nation, of_country, with_countries


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Russia", "Russia"),
        ("Russian", "Russia"),
        ("Russia’s", "Russia"),
        ("Moscow", "Russia"),
        ("Britain's", "UK"),
        ("the United Kingdom", "UK"),
        ("U.S.", "US"),
        ("The United States’", "US"),
        ("Laos’", "Laos"),
        ("South Korean", "South Korea"),
        ("Côte d'Ivoire", "Ivory Coast"),
        ("Czech Republic", "Czech Republic"),
        ("Brussels", "EU"),
        ("European Union", "EU"),
    ],
)
def test_a_country_by_any_of_its_words(word: str, country: str) -> None:
    assert nation(word) == country


@pytest.mark.parametrize("word", ["us", "Korean", "Kremlin", "Alden", "", "the", "russian"])
def test_what_names_no_country(word: str) -> None:
    assert nation(word) is None


def test_nationalities_are_no_countries() -> None:
    assert [is_nationality(word) for word in ("Russian", "Britons", "Russia", "Moscow")] == [True, True, False, False]


def test_a_country_s_name_is_no_capital_and_no_adjective() -> None:
    assert [country(name) for name in ("Britain", "United Kingdom", "London", "British", "Alden")] == ["UK", "UK", None, None, None]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("president of the united states", "president of the US"),
        ("uk pm", "UK pm"),
        ("norway's king", "Norway king"),
        ("the new zealand coach", "the New Zealand coach"),
        ("the mayor of alden", "the mayor of alden"),
    ],
)
def test_countries_in_whatever_letters(words: str, found: str) -> None:
    assert " ".join(with_countries(words.split())) == found


def test_how_an_office_in_a_country_stands_beside_a_name() -> None:
    assert of_country("king", ["Norway"], "Ann Karsk")[:3] == [
        "Norway king Ann Karsk",
        "Norway s king Ann Karsk",
        "king of Norway Ann Karsk",
    ]
    assert "Norwegian king Ann Karsk" in of_country("king", ["Norway"], "Ann Karsk")
    assert not [phrase for phrase in of_country("king", ["Norway"], "Ann Karsk") if "Oslo" in phrase]
