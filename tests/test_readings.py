from datetime import date

from onrecord.qa.force import Mood
from onrecord.qa.readings import Reading, root_of


def test_words_that_tell_something():
    reading = Reading("The ferry didn’t sail on Monday, because 70 boats were there.", date(2031, 5, 7))
    assert [reading.tokens[i].low for i in reading.content] == ["ferry", "sail", "boats"]
    assert [(each.value, each.bound) for each in reading.amounts] == [(70, "")]
    assert [each.first for each in reading.dates] == [date(2031, 5, 5)]


def test_what_is_drawn_together_is_two_words():
    reading = Reading("He can’t and won’t say that it cannot be.")
    assert [token.low for token in reading.tokens if token.tag in "BA"] == ["can", "not", "will", "not", "can", "not", "be"]
    assert reading.tokens[[token.low for token in reading.tokens].index("say")].force == (True, Mood.AHEAD, (4, 5))


def test_spellings_are_alike():
    assert root_of("harbours") == root_of("harbor") and root_of("organisation") == root_of("organization")


def test_numbers_in_a_time_are_kept_apart():
    reading = Reading("Two years ago 3 boats sank.", date(2031, 5, 7))
    assert [each.value for each in reading.amounts] == [3]
    assert sorted(each.value for each in reading.all_amounts) == [2, 3]


def test_places_are_found_by_name_family_and_country():
    index = Reading("Ukrainian officials decided on it.").index
    assert (index.keys["ukrainian"], index.nations["Ukraine"], index.families["decid"]) == ([0], [0], [2])


def test_nothing_is_read_out_of_nothing():
    assert Reading("").tokens == [] and Reading(" ").sentences == []
