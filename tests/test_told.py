from sourced import evidence, sources, told

from onrecord.index.model import Span
from onrecord.qa.sources import sources_of
from onrecord.qa.told import Told

TEXT = "Ane Voss, for the union, said: “We are tired.” The mayor, Olaf Brun, said that the strike would end."


def test_who_says_which_words():
    one = told(TEXT)
    assert [(each.speaker, each.cue, [one.text[slice(*part)] for part in each.content]) for each in one.sayings] == [
        ("Ane Voss", "say", ["“We are tired.”"]),
        ("Olaf Brun", "say", ["that the strike would end"]),
    ]
    assert "for the union" in one.sayings[0].names
    assert one.text[slice(*one.quoted[0])] == "“We are tired.”"


def test_a_block_without_marks_is_quoted_too():
    block = "The school will close in June, as nobody comes."
    text = f"Bert Hall wrote in a letter:\n\n{block}"
    one = Told((sources_of([evidence(text, Span(text.index(block), len(text)))])[0],))
    assert [one.text[slice(*span)] for span in one.quoted] == [block]


def test_several_sources_of_one_article_are_one_text():
    one = told("Rain fell.", "Ane Voss said that it would stop.")
    assert one.text == "Rain fell.\n\nAne Voss said that it would stop."
    assert [one.source_at(place).n for place in (0, 5, 12, 30)] == [1, 1, 2, 2]
    (saying,) = one.sayings
    assert one.text[slice(*saying.content[0])] == "that it would stop"


def test_what_is_known_beside_it():
    one = Told((sources(TEXT, title="Strike in Alden")[0],))
    assert {"alden", "voss", "brun", "post"} <= one.known
    assert one.outlet == ("Alden Post",) and one.days == {"2031-05-07"}


def test_of_a_long_article_only_what_lies_around_is_read():
    text = "The bank was shut. " * 4_000 + TEXT
    at = text.index("The mayor")
    one = Told((sources_of([evidence(text, Span(at, len(text)))])[0],))
    assert [each.speaker for each in one.sayings] == ["Olaf Brun"]
