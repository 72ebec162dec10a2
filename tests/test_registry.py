import pytest

from onrecord.index.model import Span, Speaker, Statement
from onrecord.index.registry import Registry
from onrecord.index.statement_table import Row, Voice


def registry(*voices: str) -> Registry:
    """Of voices written as "Ann Karsk: mayor of Alden; farmer: 3"; roles and the number of statements may be left out."""
    made: list[Voice] = []
    for id, voice in enumerate(voices, 1):
        name, roles, count = (*voice.split(": "), "", "")[:3]
        made.append(Voice(id, name, tuple(role for role in roles.split("; ") if role), int(count or 1)))
    return Registry(made)


def who(*voices: str) -> list[tuple[str, tuple[int, ...]]]:
    """Each speaker's name and voices."""
    return [(speaker.name, speaker.voices) for speaker in registry(*voices).speakers]


def test_a_speaker_has_aliases_and_roles_and_counts() -> None:
    assert registry("Ann Karsk: mayor of Alden: 2", "Karsk: mayor of Alden; farmer: 3", "Ann Kársk: : 1").speakers == [
        Speaker("Ann Kársk", ("Ann Karsk", "Karsk"), ("mayor of Alden", "farmer"), 6, (1, 2, 3))
    ]


def test_the_most_quoted_come_first_and_the_nameless_last() -> None:
    assert [name for name, _ in who("officials: : 9", "Ann Karsk: : 1", "Jon Marsh: : 2", "a baker: : 1")] == [
        "Jon Marsh", "Ann Karsk", "officials", "a baker",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "voices",
    [
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky", "Volodymyr Zelenskiy"),
        ("Ann Karsk", "Karsk"),
        ("Ann B. Karsk", "Ann Karsk"),
        ("Hans Müller", "Hans Mueller"),
        ("Ursula von der Linden", "von der Linden"),
        ("Alden Technologies", "Alden"),
        ("Vojtek Šarnić: Sorrand’s water minister", "Wojtek Sharnich: Sorrand's water minister"),
        ("Varn’s Institute of Tides", "Institute of Tides"),
        ("Ministry of Health", "Health Ministry"),
        ("Hauliers’ Guild", "Hauliers' Guild"),
        ("Wolodymyr Karsk: Ruritanian president", "Wladimir Karsk: Ruritanian president"),
        ("the Alden council", "the Alden council"),
        ("Ann Karsk: German chancellor", "Ann Karsk: chancellor; lawyer"),
        ("Ann Karsk: actress", "Ann Karsk: mayor", "Ann Karsk: mayor; former actress"),
        ("Ann Karsk: mayor", "Ann Karsk: sister"),
    ],
)
def test_one_speaker(voices: tuple[str, ...]) -> None:
    assert len(registry(*voices).speakers) == 1


@pytest.mark.parametrize(
    "voices",
    [
        ("Ann Karsk", "Jon Karsk"),
        ("Ann Karsk", "Jon Karsk", "Karsk"),
        ("Ann Karsk: striker", "Ann Karsk: finance minister"),
        ("Ann Karsk: striker", "Ann Karsk: finance minister", "Ann Karsk"),
        ("George H. Marsh", "George W. Marsh"),
        ("Ann Karsk: striker", "Karsk: finance minister"),
        ("Alden University", "Alden"),
        ("a spokesman", "the spokesman"),
    ],
)
def test_speakers_kept_apart(voices: tuple[str, ...]) -> None:
    assert len(registry(*voices).speakers) == len(voices)


def test_a_bare_surname_goes_with_its_office_where_two_bear_it() -> None:
    assert who("Ann Karsk: transport minister: 3", "Jon Karsk: harbour master: 2", "Karsk: harbor master: 1") == [
        ("Ann Karsk", (1,)),
        ("Jon Karsk", (2, 3)),
    ]


KNOWN = registry(
    "Vojtek Šarnić: Ruritanian President: 9",
    "Olga Scholl: German Chancellor; former lawyer: 8",
    "Jens Stolten: NATO Secretary-General; NATO’s chief: 7",
    "Dora Marrow: transport minister: 6",
    "Tobin Marrow: harbour master of Tarnmouth: 5",
    "Alden Technologies: : 4",
    "Russia’s defence ministry: : 3",
    "Ann Karsk: former mayor of Alden: 2",
    "Bea Oduya: mayor of Alden: 2",
    "Cora Lind: Gazette’s chief editor; editor-in-chief: 1",
    "Dana Prokop: Ruritanian prime minister: 1",
    "officials: : 1",
)


@pytest.mark.parametrize(
    ("mention", "names"),
    [
        ("Vojtek Šarnić", ["Vojtek Šarnić"]),
        ("sarnic", ["Vojtek Šarnić"]),
        ("President Šarnić", ["Vojtek Šarnić"]),
        ("Mr. Stolten", ["Jens Stolten"]),
        ("stolton", ["Jens Stolten"]),
        ("Jenz Stoltin", ["Jens Stolten"]),
        ("Secretary-General Stoltin", ["Jens Stolten"]),
        ("Jens Sdoltin", ["Jens Stolten"]),
        ("Jon Sdoltin", []),
        ("Sdoltin", []),
        ("the German chancellor", ["Olga Scholl"]),
        ("Germany’s chancellor", ["Olga Scholl"]),
        ("NATO’s chief", ["Jens Stolten"]),
        ("the NATO leader", ["Jens Stolten"]),
        ("nato secretary-general", ["Jens Stolten"]),
        ("the Gazette’s chief editor", ["Cora Lind"]),
        ("the Gazette editor-in-chief", ["Cora Lind"]),
        ("the NATO mayor", []),
        ("the Nato secretry-general", ["Jens Stolten"]),
        ("the transprt minster", ["Dora Marrow"]),
        ("the ruritanian presidnt", ["Vojtek Šarnić"]),
        ("Gazette’s premier", []),
        ("russian defence ministry", ["Russia’s defence ministry"]),
        ("ruritanian president", ["Vojtek Šarnić"]),
        ("Germany’s head", ["Olga Scholl"]),
        ("the chief physician of Alden Technologies", []),
        ("the Ruritanian PM", ["Dana Prokop"]),
        ("Marrow", ["Dora Marrow", "Tobin Marrow"]),
        ("Dora Marrow", ["Dora Marrow"]),
        ("harbor master Marrow", ["Tobin Marrow"]),
        ("the harbor master", ["Tobin Marrow"]),
        ("the transport minister", ["Dora Marrow"]),
        ("Alden Technologies", ["Alden Technologies"]),
        ("Alden", ["Alden Technologies"]),
        ("the defense ministry", ["Russia’s defence ministry"]),
        ("the Russian defence ministry", ["Russia’s defence ministry"]),
        ("the mayor of Alden", ["Bea Oduya"]),
        ("the former mayor of Alden", ["Ann Karsk"]),
        ("Mayor of Alden Oduya", ["Bea Oduya"]),
        ("Mayor of Varn Oduya", []),
        ("officials", ["officials"]),
        ("Jon Marrow", []),
        ("Macron", []),
        ("the French president", []),
        ("the", []),
        ("", []),
        ("?!", []),
    ],
)
def test_find(mention: str, names: list[str]) -> None:
    assert [speaker.name for speaker in KNOWN.find(mention)] == names


def test_a_statement_is_named_by_its_speaker() -> None:
    statement = Statement("a", "Karsk", Span(0, 5), None, (Span(6, 9),), "direct")
    known = registry("Ann Karsk", "Karsk")
    assert known.named(Row(7, 2, statement)).speaker == "Ann Karsk"
    assert known.named(Row(8, None, statement)) is statement


# Bodies, and who is at the head of them


BODIES = ("Russia’s tide ministry", "Finance Ministry", "Alden Line: ferry operator", "Ann Karsk: chief executive of Alden Line")


@pytest.mark.parametrize(
    ("mention", "names"),
    [
        ("Ukraine’s tide ministry", []),
        ("the Ukrainian tide ministry", []),
        ("Russia's tide ministry", ["Russia’s tide ministry"]),
        ("the tide ministry", ["Russia’s tide ministry"]),
        ("the transport ministry", []),
        ("Norland’s Finance Ministry", []),
        ("norland central ministry", []),
        ("the finance ministry", ["Finance Ministry"]),
        ("the ferry company", ["Alden Line"]),
        ("the ferry firm", ["Alden Line"]),
        ("the bus company", []),
        ("the boss of the ferry company", ["Ann Karsk"]),
        ("the ferry company's boss", ["Ann Karsk"]),
        ("the boss of the bus company", []),
    ],
)
def test_bodies(mention: str, names: list[str]) -> None:
    assert [speaker.name for speaker in registry(*BODIES).find(mention)] == names


@pytest.mark.parametrize(
    ("mention", "names"),
    [
        # A body by its letters, which no article uses; a country by another of its names, in small letters too.
        ("NTB", ["Norland Tide Board"]),
        ("the norland tide board", ["Norland Tide Board"]),
        ("Britain", ["United Kingdom"]),
        ("uk", ["United Kingdom"]),
        ("London", []),
        # What is somebody by itself is not looked for as the end of another's name.
        ("Tidemen", ["Tidemen"]),
        ("Varn", ["Varn"]),
        # Two in one, and a run that is no name, are found by neither's surname.
        ("Karsk", ["Ann Karsk"]),
    ],
)
def test_one_word_names(mention: str, names: list[str]) -> None:
    known = registry(
        "Norland Tide Board", "United Kingdom", "Tidemen: : 10", "Senior Tidemen: : 1", "Varn", "Union of Varn", "Ann Karsk",
        "Jon Marsh and Ann Karsk", "Last month the Karsk",
    )  # fmt: skip
    assert [speaker.name for speaker in known.find(mention)] == names


def test_a_union_s_leader_leads_no_party() -> None:
    found = registry("Ann Karsk: Reform Union leader", "Jon Marsh: union’s general secretary")
    assert [speaker.name for speaker in found.find("the union leader")] == ["Jon Marsh"]
    assert [speaker.name for speaker in found.find("leader of the Reform Union")] == ["Ann Karsk"]


def test_the_next_minister_is_no_minister_yet() -> None:
    found = registry("Ann Karsk: prime minister", "Jon Marsh: likely next prime minister")
    assert [speaker.name for speaker in found.find("the prime minister")] == ["Ann Karsk"]
    assert [speaker.name for speaker in found.find("the next prime minister")] == ["Jon Marsh"]
