from onrecord.qa.opposites import OPPOSITE, OPPOSITES
from onrecord.qa.phrases import stem


def test_opposites_are_mutual() -> None:
    assert all(word in OPPOSITE[other] for word, others in OPPOSITE.items() for other in others)
    assert not any(word in others for word, others in OPPOSITE.items())


def test_all_that_are_written_are_pairs() -> None:
    assert all(len(pair.split()) == 2 for pair in OPPOSITES.split(","))


def test_forms_of_a_word_have_the_same_opposites() -> None:
    assert OPPOSITE[stem("accepted")] == OPPOSITE[stem("accepts")] == {stem("reject"), stem("refuse")}
