import pytest
from sourced import stretch, told

from onrecord.qa.alignment import align
from onrecord.qa.parties import Parties, agreement, parties
from onrecord.qa.readings import Reading


@pytest.mark.parametrize(
    ("sentence", "verb", "agent", "patient"),
    [
        ("The mayor of Alden sued the county.", "sued", "mayor", "county"),
        ("The county was sued by the mayor.", "sued", "mayor", "county"),
        ("The county was sued.", "sued", "", "county"),
    ],
)
def test_who_does_what_to_whom(sentence: str, verb: str, agent: str, patient: str):
    reading = Reading(sentence)
    found = parties(reading, next(i for i, token in enumerate(reading.tokens) if token.low == verb))
    assert [reading.tokens[at].low if at >= 0 else "" for at in found] == [agent, patient]
    assert isinstance(found, Parties)


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("The mayor sued the county.", None),
        ("The county was sued by the mayor.", None),
        ("The county sued the mayor.", "who does it to whom is the other way round with “sued”"),
        ("The mayor was sued by the county.", "who does it to whom is the other way round with “sued”"),
    ],
)
def test_they_may_not_change_places(sentence: str, why: str | None):
    source = told("The mayor sued the county.")
    claim = stretch(sentence, source)
    assert agreement(claim, source, align(claim.reading, claim.reading.content, source.reading)).swapped == why


def test_nobody_else_may_be_put_in_their_place():
    source = told("Ane Voss sued the county.")
    claim = stretch("Olaf Brun sued the county.", source)
    found = agreement(claim, source, align(claim.reading, claim.reading.content, source.reading))
    assert found.swapped == "the passage says this of Ane Voss, not of Olaf Brun"
