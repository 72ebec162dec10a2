from onrecord.qa.readings import root_of
from onrecord.qa.synonyms import ALIKE, CONTRARY


def test_words_stand_for_each_other():
    assert root_of("purchased") in ALIKE[root_of("bought")]
    assert root_of("closed") in ALIKE[root_of("shut")]
    assert root_of("killed") not in ALIKE[root_of("injured")]


def test_words_are_contrary():
    assert root_of("criticised") in CONTRARY[root_of("welcomed")]
    assert root_of("fell") in CONTRARY[root_of("rose")]


def test_no_word_is_both():
    assert [(one, other) for one, others in ALIKE.items() for other in others if other in CONTRARY.get(one, ())] == []
