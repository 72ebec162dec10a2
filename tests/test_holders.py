from collections.abc import Sequence

import pytest

from onrecord.index.registry import Registry
from onrecord.index.statement_table import Voice


def found(mention: str, *voices: str) -> list[str]:
    """Who is found among voices written as "Ann Karsk: mayor of Alden; farmer: 3"."""
    made: list[Voice] = []
    for id, voice in enumerate(voices, 1):
        name, roles, count = (*voice.split(": "), "", "")[:3]
        made.append(Voice(id, name, tuple(role for role in roles.split("; ") if role), int(count or 1)))
    return [speaker.name for speaker in Registry(made).find(mention)]


NORWAY = (
    "Ann Karsk: Norwegian President: 40", "Jon Marsh: President; Norway’s president: 9", "President: : 50", "Foreign Minister: : 9",
    "Bea Oduya: Prime Minister of Norway: 7", "Carl Ravel: Norwegian leader: 3", "Dora Lind: French President: 60",
)  # fmt: skip


@pytest.mark.parametrize(
    ("mention", "names"),
    [
        ("the norwegian president", ["Ann Karsk", "Jon Marsh"]),
        ("Norway's president", ["Ann Karsk", "Jon Marsh"]),
        ("president of norway", ["Ann Karsk", "Jon Marsh"]),
        ("the norwegian pm", ["Bea Oduya"]),
        ("the norwegian leader", ["Carl Ravel"]),
        ("the french president", ["Dora Lind"]),
        ("the swedish president", []),
        ("french chancellor", []),
    ],
)
def test_who_holds_an_office_in_a_country_in_whatever_form_it_is_asked(mention: str, names: list[str]) -> None:
    assert found(mention, *NORWAY) == names


@pytest.mark.parametrize("mention", ["us president", "the president of the united states", "american president", "U.S. president"])
def test_the_letters_of_a_country_need_no_capitals(mention: str) -> None:
    assert found(mention, "Ann Karsk: American President", "Jon Marsh: president") == ["Ann Karsk"]


def test_one_called_so_in_passing_does_not_stand_beside_one_called_so_always() -> None:
    assert found("the mayor", "Ann Karsk: mayor: 60", "Jon Marsh: mayor: 3", "Bea Oduya: mayor: 2") == ["Ann Karsk", "Jon Marsh"]
    assert found("the mayor", "Bea Oduya: mayor: 2") == ["Bea Oduya"]


def test_whoever_is_the_minister_elsewhere_is_counted_where_it_is_said_without_the_country() -> None:
    voices = ("Ann Karsk: Norwegian premier: 1", "Ann Karsk: prime minister: 30", "Jon Marsh: Norwegian prime minister: 9")
    assert found("the norwegian prime minister", *voices) == ["Ann Karsk", "Jon Marsh"]


@pytest.mark.parametrize(
    ("mention", "names"),
    [
        ("the tide chancellor", ["Ann Karsk"]),
        ("the shadow tide chancellor", ["Jon Marsh"]),
        ("the tide leader", ["Carl Ravel"]),
        ("the Reform leader", ["Dora Lind"]),
        ("the Fed chairman", ["Eli Voss"]),
        ("leader of the Dyke Democrats", ["Fay Oster"]),
        ("the T.I.D.E. director", ["Gil Toll"]),
        ("UN secretary-general", ["Hal Corme"]),
    ],
)
def test_the_office_itself_goes_before_one_like_it(mention: str, names: list[str]) -> None:
    assert found(
        mention, "Ann Karsk: tide chancellor: 2", "Jon Marsh: shadow tide chancellor: 9", "Bea Oduya: tide chairman: 9",
        "Carl Ravel: tide leader: 2", "Dora Lind: Reform Party leader: 2", "Ida Pell: Alden Reform Party leader: 9",
        "Eli Voss: Federal Reserve chairman: 30", "Jan Lanier: Federated Boats chairman: 1", "Fay Oster: Dyke Democrat leader: 2",
        "Gil Toll: TIDE director: 2", "Hal Corme: UN chief: 2",
    ) == names  # fmt: skip


def test_a_title_that_stands_before_a_given_name_is_an_office() -> None:
    assert found("the pope", "Pope Oda: : 3", "the Pope: : 2", "ODA PREACHES ON: Pope: 9") == ["Pope Oda", "the Pope"]


def test_a_voice_that_is_only_a_title_comes_after_those_with_a_name() -> None:
    assert found("the president", "President: : 90", "the president: : 80", "Ann Karsk: president: 2") == [
        "Ann Karsk", "President", "the president",
    ]  # fmt: skip


def test_a_country_is_told_by_what_any_article_has_beside_the_name() -> None:
    voices = [
        Voice(1, "Ann Karsk", ("President",), 3),
        Voice(2, "Jon Marsh", ("President",), 9),
        Voice(3, "Bea Lind", ("tide minister",), 1),
    ]
    asked: list[str] = []

    def is_written(phrases: Sequence[str]) -> bool:
        asked.extend(phrases)
        return "Norwegian president Ann Karsk" in phrases or "Norway s tide minister Bea Lind" in phrases

    registry = Registry(voices, is_written)
    assert [speaker.name for speaker in registry.find("norway's president")] == ["Ann Karsk"]
    assert [speaker.name for speaker in registry.find("the norwegian tide minister")] == ["Bea Lind"]
    assert not registry.find("the norwegian mayor")
    assert {"president of Norway Jon Marsh", "Norwegian tide minister Bea Lind"} <= set(asked)
