import pytest
from sourced import stretch, told

from onrecord.qa.alignment import align
from onrecord.qa.particulars import (
    contrary,
    is_known,
    wrong_amount,
    wrong_day,
    wrong_name,
    wrong_negation,
    wrong_quantity,
    wrong_relation,
)
from onrecord.qa.told import Told

SOURCE = told(
    "Some 40 farmers from Alden met on Tuesday after the county closed two mills. "
    "Most residents were against it, and three ships were sold."
)


def linked(sentence: str, source: Told):
    claim = stretch(sentence, source)
    return claim, source, align(claim.reading, claim.reading.content, source.reading)


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("About forty farmers met.", None),
        ("40 farmers met.", "“40” does not stand in the passage"),
        ("About 50 farmers met.", "“50” does not stand in the passage"),
        ("Two ships were sold.", "“Two ships” does not stand in the passage"),
        ("Two mills were closed.", None),
    ],
)
def test_numbers(sentence: str, why: str | None):
    assert wrong_amount(stretch(sentence, SOURCE), SOURCE) == why


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Farmers met on Tuesday.", None),
        ("Farmers met on 6 May 2031.", None),
        ("Farmers met in May 2031.", None),
        ("Farmers met on 7 May 2031.", "“7 May 2031” is not the day in the passage"),
        ("Farmers met on Monday.", "“Monday” is not the day in the passage"),
    ],
)
def test_days(sentence: str, why: str | None):
    assert wrong_day(stretch(sentence, SOURCE), SOURCE, []) == why


def test_the_day_on_which_it_was_said_may_be_told():
    claim = stretch("On 7 May 2031 Voss said that farmers met.", SOURCE)
    assert wrong_day(claim, SOURCE, [claim.span]) is None


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Farmers from Alden met.", None),
        ("Farmers from Selm met.", "“Selm” is not named in the passage"),
        ("Farmers, the Alden Post wrote, met.", None),
        ("Ane Voss met farmers.", "“Ane” is not named in the passage"),
    ],
)
def test_names(sentence: str, why: str | None):
    assert wrong_name(stretch(sentence, SOURCE), SOURCE) == why


def test_names_in_other_forms():
    source = told("The Varn Press Agency asked Ukrainian officials about Jean-Luc Marel.")
    assert [is_known(word, source) for word in ("VPA", "Ukraine", "Marel’s", "Jean-Luc", "Selm")] == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Most residents were against it.", None),
        ("All residents were against it.", "the passage does not say “all”"),
        ("Residents were against it.", "the passage says “most residents”"),
        ("Only residents were against it.", "the passage does not say “only”"),
    ],
)
def test_quantifiers(sentence: str, why: str | None):
    assert wrong_quantity(*linked(sentence, SOURCE)) == why


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Farmers met after the mills were closed.", None),
        ("Farmers met before the mills were closed.", None),
        ("Farmers met because the mills were closed.", None),
        ("Farmers met, and as a result the mills were closed.", "the passage does not say “as a result”"),
        ("Farmers met without residents.", "the passage has no “without”"),
        ("Residents were for it, as farmers were.", None),
    ],
)
def test_relations(sentence: str, why: str | None):
    source = told("Farmers met after the county closed two mills, over the price of grain.")
    assert wrong_relation(*linked(sentence, source)) == why


def test_a_word_too_many_that_denies():
    assert wrong_negation(*linked("The county did not close two mills.", SOURCE)) == "the passage does not say “not”"
    assert wrong_negation(*linked("The county closed two mills.", SOURCE)) is None


def test_the_contrary():
    assert contrary(*linked("Three ships were bought.", SOURCE)) == "the passage says “sold”, not “bought”"
    assert contrary(*linked("Three ships were sold.", SOURCE)) is None
