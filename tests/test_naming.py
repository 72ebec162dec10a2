import pytest

from onrecord.index.naming import NameParts, is_named, is_person, is_proper, letters, name_parts, names_body, without_legal_form


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("Ann Karsk", True), ("von der Linden", True), ("3rd Regiment", True), ("Ärztekammer Varn", True),
        ("officials", False), ("a spokesman for the bank", False), ("the mayor", False), ("van", False),
        # Titles alone, whoever is meant; but party's people, surnames, and letters behind a name.
        ("Mayor", False), ("Tide Minister", False), ("Secretary of State", False), ("Analysts", False),
        ("Conservatives", True), ("Ann Baker", True), ("Karl Voss MP", True),
        # What begins a sentence, a day, a number, a people.
        ("Meanwhile", False), ("Wednesday", False), ("54", False), ("Norwegian", False),
        ("Alden officials", False), ("Norland’s tide ministry", True), ("Omar al-Varn", True),
        ("Ten former directors at Alden", False), ("Figures gathered by Alden Line", False), ("Ferry operator Alden Line", True),
        ("Union of Norland Dockers", True),
    ],
)  # fmt: skip
def test_what_is_a_name(name: str, named: bool) -> None:
    assert is_named(name) is named


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Oda Karsk", NameParts("oda", (), "karsk")),
        ("Oda B. Karsk", NameParts("oda", ("b",), "karsk")),
        ("Karsk", NameParts("", (), "karsk")),
        ("Ursula von der Linden", NameParts("ursula", (), "linden")),
        ("Oda Marsh Jr", NameParts("oda", ("jr",), "marsh")),
        ("Šarnić", NameParts("", (), "sarnic")),
        ("...", None),
    ],
)
def test_the_parts_of_a_name(name: str, parts: NameParts | None) -> None:
    assert name_parts(name.split()) == parts


@pytest.mark.parametrize(
    ("name", "body"),
    [("Alden Tide Board", True), ("Ministry of Tides", True), ("Ann Karsk", False), ("Board", False), ("Port Selm", False)],
)
def test_what_names_a_body(name: str, body: bool) -> None:
    assert names_body(name) is body


@pytest.mark.parametrize(
    ("name", "short"),
    [("Alden Technologies", "alden"), ("Alden Holdings Ltd", "alden"), ("Alden", ""), ("Alden Harbour Ltd", ""), ("Ann Karsk", "")],
)
def test_a_company_without_its_legal_form(name: str, short: str) -> None:
    assert without_legal_form(name) == short


@pytest.mark.parametrize(
    ("name", "proper"),
    [
        ("Ann van der Karsk", True), ("Ministry of Tides", True), ("Sunday Post", True), ("NTB", True), ("ANN KARSK", True),
        ("Last month the NTB", False), ("This Ann Karsk", False), ("Ann Karsk Wednesday", False), ("KARSK PREACHES ON", False),
        ("Karsk’s", False), ("Alden agency Tidewire", False), ("officials", False),
    ],
)  # fmt: skip
def test_what_is_a_well_formed_name(name: str, proper: bool) -> None:
    assert is_proper(name) is proper


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Ann Karsk", True), ("Ann van der Karsk", True), ("Karsk", False), ("Alden Tide Board", False), ("Union of Karsk", False),
        ("Norway Varn Karsk", False), ("NTB Norland", False), ("Alden officials", False), ("New Zealand", False),
    ],
)  # fmt: skip
def test_what_may_be_a_person_s_name(name: str, person: bool) -> None:
    assert is_person(name) is person


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Norland Tide Board", "NTB"),
        ("Board of Tides and Dykes", "BTD"),
        ("Union of Norland Dockers", "UND"),
        ("Ann Karsk", ""),
        ("Alden Bank", "AB"),
    ],
)
def test_the_letters_for_a_body(name: str, short: str) -> None:
    assert letters(name) == short
