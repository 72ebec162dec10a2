import pytest

from onrecord.index.nations import is_nationality, nation


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
