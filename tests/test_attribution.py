import pytest
from sourced import stretch, told

from onrecord.qa.alignment import align
from onrecord.qa.attribution import force_of, frames, tellings, whose, wrong_cue, wrong_role, wrong_speaker, wrong_verb

SOURCE = told("Ane Voss, the union’s leader, said that the strike would end. Olaf Brun welcomed the deal and warned that money was short.")


def places(sentence: str):
    claim = stretch(sentence, SOURCE)
    (frame,) = frames(claim.reading.text)
    wanted = [i for i in claim.reading.content if frame.holds(claim.reading.tokens[i].start)]
    links = align(claim.reading, wanted, SOURCE.reading)
    return frame, claim, [link.told for link in links if link.told >= 0]


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Ane Voss said that the strike would end.", None),
        ("The union’s leader said that the strike would end.", None),
        ("She said that the strike would end.", None),
        ("Olaf Brun said that the strike would end.", "Olaf Brun did not say this; Ane Voss did"),
        ("Ane Voss said that money was short.", "Ane Voss did not say this; Olaf Brun did"),
        ("The Alden Post reported that the strike would end.", None),
    ],
)
def test_who_said_it(sentence: str, why: str | None):
    frame, _, found = places(sentence)
    assert wrong_speaker(frame, SOURCE, found) == why


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Ane Voss stated that the strike would end.", None),
        ("Ane Voss confirmed that the strike would end.", "the passage says “say”, not “confirm”"),
        ("Ane Voss did not say that the strike would end.", "the passage says “said”, without “not”"),
        ("Olaf Brun warned that money was short.", None),
    ],
)
def test_how_it_was_said(sentence: str, why: str | None):
    frame, claim, found = places(sentence)
    assert wrong_cue(frame, SOURCE, found, claim.reading) == why


def test_what_they_are():
    frame, claim, _ = places("Ane Voss, the baker, said that the strike would end.")
    assert wrong_role(frame, claim, SOURCE) == "the passage does not call anybody “baker”"
    frame, claim, _ = places("Ane Voss, the head of the union, said that the strike would end.")
    assert wrong_role(frame, claim, SOURCE) is None


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Olaf Brun praised the deal.", None),
        ("Olaf Brun criticised the deal.", "the passage does not say “criticised”"),
        ("Olaf Brun denied the deal.", "the passage does not say “denied”"),
    ],
)
def test_verbs_that_colour(sentence: str, why: str | None):
    claim = stretch(sentence, SOURCE)
    assert wrong_verb(claim, SOURCE, align(claim.reading, claim.reading.content, SOURCE.reading)) == why


def test_frames_and_tellings():
    sentence = "Ane Voss said that Olaf Brun rejected the deal."
    assert [each.mention for each in frames(sentence)] == ["Ane Voss"]
    assert [each.mention for each in tellings(sentence)] == ["Ane Voss", "Olaf Brun"]
    assert (force_of("welcome"), force_of("add")) == ("praise", "say")


def test_whose_words_they_are():
    claim = stretch("The strike would end.", SOURCE)
    found = whose(SOURCE, align(claim.reading, claim.reading.content, SOURCE.reading))
    assert found is not None and found.speaker == "Ane Voss"
