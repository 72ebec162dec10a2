import pytest

from onrecord.index.naming import NameParts, is_named, name_parts, names_body, without_legal_form


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("Ann Karsk", True), ("von der Linden", True), ("3rd Regiment", True), ("Ärztekammer Varn", True),
        ("officials", False), ("a spokesman for the bank", False), ("the mayor", False), ("van", False),
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
