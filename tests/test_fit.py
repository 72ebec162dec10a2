from onrecord.index.model import Span
from onrecord.qa.asked import asked_by
from onrecord.qa.entities import KINDS, found
from onrecord.qa.fit import WELCOME, fit, place


def scores(question: str, wants: str, text: str) -> dict[str, float]:
    """The best score of each candidate of a sentence, by its text."""
    asked, span = asked_by(question), Span(0, len(text))
    where = place(text, span, asked)
    best: dict[str, float] = {}
    for each in found(text, span, where.sentence):
        if each.kind in WELCOME[wants]:
            words = text[slice(*each.span)]
            best[words] = max(best.get(words, -9.0), fit(asked, wants, where, each))
    return best


def test_every_kind_of_answer_that_is_a_slice_has_its_weights() -> None:
    assert set(WELCOME) == {wants for wants, kinds in KINDS.items() if kinds}


def test_subject_and_object_are_told_apart() -> None:
    text = "Ann Karsk blamed Ivo Brandt."
    who = scores("Who blamed someone?", "person", text)
    whom = scores("Who did someone blame?", "person", text)
    assert who["Ann Karsk"] > who["Ivo Brandt"]
    assert whom["Ivo Brandt"] > whom["Ann Karsk"]


def test_passive_answers_the_active_question() -> None:
    both = scores("Who appointed Brandt?", "person", "Ivo Brandt was appointed by Lena Orsk.")
    assert both["Lena Orsk"] > both["Ivo Brandt"]


def test_the_number_beside_the_noun_is_the_one_counted() -> None:
    both = scores("How many goats were there?", "number", "There were 12 boats and 30 goats on the quay.")
    assert both["30"] > both["12"]


def test_what_the_question_says_itself_is_no_answer() -> None:
    both = scores("Where is Alden?", "place", "Alden lies in Norway.")
    assert both["Norway"] > both["Alden"]


def test_money_is_wanted_where_the_cost_is() -> None:
    both = scores("How much does the study cost?", "number", "The study of six pages cost 40 crowns.")
    assert both["40 crowns"] > both["six"] + 1


def test_the_sort_of_a_thing_is_told_before_it() -> None:
    found = scores("What type of boats does Alden want?", "thing", "Alden wants to limit the number of flat-bottomed boats in Varn.")
    assert max(found, key=lambda each: found[each]) == "flat-bottomed boats"


def test_names_behind_what_was_counted_are_the_list() -> None:
    found = scores("On which ships was ice found?", "list", "Ice was found on two of the three ships, the White Tern and the Grey Gull.")
    assert max(found, key=lambda each: found[each]) == "the White Tern and the Grey Gull"


def test_the_doer_is_named_behind_the_comma() -> None:
    found = scores(
        "Who read out the letter?", "person", "Ivo Brandt is ill, and his letter was read out on his behalf by his lawyer, Ann Karsk."
    )
    assert found["Ann Karsk"] > found["Ivo Brandt"]


def test_places_with_an_aside_between_them_are_one_list() -> None:
    found = scores("Where was ice seen?", "place", "Ice was seen in Alden, Varn, which Orsk bought in 1914, and western Tarn.")
    assert max(found, key=lambda each: found[each]) == "Alden, Varn, which Orsk bought in 1914, and western Tarn"
