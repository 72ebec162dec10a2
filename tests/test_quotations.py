import pytest
from sourced import told

from onrecord.qa.quotations import is_by, places_of, quotations_in, speaker_named, straightened, stray_mark

SOURCE = told("Ane Voss said: “We are tired, and nobody listens.” The mayor, Olaf Brun, said that “a strike” would end.")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("He said ‘never’ to it.", ["never"]),
        ("„Wir gehen“, sagte er.", ["Wir gehen"]),
        ("``We go'', he said.", ["We go"]),
        ("`We go`, he said.", ["We go"]),
        ("He said: “We go", ["We go"]),
        ("The ministers' plan in the '90s wasn’t Alden’s.", []),
        ("“One,” he said. “Two.”", ["One,", "Two."]),
    ],
)
def test_what_stands_in_marks_is_a_quotation(sentence: str, words: list[str]):
    assert [each.words for each in quotations_in(straightened(sentence))] == words


def test_a_mark_without_its_other_one():
    for sentence, mark in (('We go" he said.', '"'), ("He said ’we go now.", "’"), ("The ministers’ plan.", None)):
        assert stray_mark(sentence, quotations_in(sentence)) == mark


def found(sentence: str) -> list[str]:
    (quotation,) = quotations_in(sentence)
    return [place.text for place in places_of(quotation, [SOURCE])]


def test_it_is_found_as_it_stands():
    assert found("She said: “WE are  tired”.") == ["We are tired"]
    assert found("She said: “We were tired”.") == []
    assert found("She said: “We … nobody listens”.") == ["We are tired, and nobody listens"]


def test_nothing_is_found_across_two_quotations():
    assert found("She said: “nobody listens … a strike”.") == []


def test_by_whom_it_is():
    (quotation,) = quotations_in("“We are tired”, Voss said.")
    (place,) = places_of(quotation, [SOURCE])
    assert speaker_named("“We are tired”, Voss said.", quotation) == "Voss"
    assert speaker_named("“We are tired”, she said.", quotation) is None
    assert [is_by(place, name) for name in ("Voss", "Olaf Brun")] == [True, False]
    assert place.is_spoken
