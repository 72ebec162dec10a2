"""Bodies by their full names: through spokesmen, reports, short names, and what an article says that they are."""

import pytest

from onrecord.index.bodies import Bodies

NEWS = (
    "The ferry operator Alden Line cut its fares. The Alden Tide Board said no. Ann Karsk met the Labour Ministry. "
    "Norden Systems, a satellite imagery company, took pictures."
)


def named(text: str, mention: str) -> str | None:
    return Bodies(text).name(mention, text.rindex(mention) if mention in text else len(text))


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("A spokesman for Alden Line", "Alden Line"),
        ("a spokeswoman for the board", "Alden Tide Board"),
        ("an Alden Line spokesman", "Alden Line"),
        ("a spokesperson for the Labour Ministry", "Labour Ministry"),
        ("a spokeswoman for Ann Karsk", None),
        ("a spokesman", None),
        ("the Board’s annual report", "Alden Tide Board"),
        ("Norden Systems’ photos", "Norden Systems"),
        ("Ann Karsk’s photos", None),
        ("the independent Alden Tide Board", "Alden Tide Board"),
        ("the board", "Alden Tide Board"),
        ("the court", None),
        ("a ferry operator", None),
    ],
)
def test_a_body_by_what_speaks_for_it(mention: str, name: str | None) -> None:
    assert named(NEWS, mention) == name


def test_what_an_article_says_that_bodies_are() -> None:
    assert Bodies(NEWS).called() == {"Alden Line": ["ferry operator"], "Norden Systems": ["satellite imagery company"]}


def test_who_is_meant_is_told_by_the_sentences_after() -> None:
    text = "A private satellite company reported more boats.\n\nNorden Systems’ photos showed a fleet. The pictures were new."
    bodies = Bodies(text)
    assert bodies.name("A private satellite company", 0) == "Norden Systems"
    assert bodies.called() == {"Norden Systems": ["private satellite company"]}


@pytest.mark.parametrize(
    "text",
    [
        "Norden Systems grew. A satellite company reported boats.\n\nNorden Systems’ photos showed a fleet.",  # known before
        "A satellite company reported boats. Norden Systems said so. Alden Line said no.",  # two
        "A satellite company reported boats. Ann Karsk said so.",  # a person
    ],
)
def test_who_is_meant_is_not_told(text: str) -> None:
    assert named(text, "A satellite company" if "A satellite company" in text else "a satellite company") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Alden Line cut its fares. On Monday the company said so.", "Alden Line"),
        ("Alden Line cut its fares, but Quistair did not. Last month the company said so.", None),
        (f"Alden Line cut its fares. {'It rained in the hills. ' * 30}Then the company said so.", None),
    ],
)
def test_the_company_is_the_one_named_last(text: str, name: str | None) -> None:
    assert Bodies(text).name("the company", text.rindex("the company")) == name
