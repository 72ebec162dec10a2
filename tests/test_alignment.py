import numpy as np
from sourced import stretch, told

from onrecord.qa.alignment import Link, align, is_kin

SOURCE = told("The board decided to shut the plant. The Russian board later reopened the school.")


def linked(sentence: str) -> list[tuple[str, str, float]]:
    reading = stretch(sentence, SOURCE).reading
    found = align(reading, reading.content, SOURCE.reading)
    return [(reading.tokens[a].low, SOURCE.reading.tokens[b].low if b >= 0 else "", round(score, 2)) for a, b, score, _ in found]


def test_words_are_found_by_stem_family_and_table():
    assert linked("The board’s decision: close the plants.") == [
        ("board", "board", 1.0),
        ("decision", "decided", 0.85),
        ("close", "shut", 0.85),
        ("plants", "plant", 1.0),
    ]


def test_of_two_places_it_takes_the_one_beside_its_neighbours():
    reading = stretch("The board reopened the school.", SOURCE).reading
    (board, *_) = align(reading, reading.content, SOURCE.reading)
    assert SOURCE.reading.tokens[board.told - 1].low == "russian"


def test_a_contrary_word_is_marked():
    reading = stretch("The board opened the plant.", told("The board closed the plant.")).reading
    source = told("The board closed the plant.").reading
    assert align(reading, [2], source) == [Link(2, 2, 0.6, True)]


def test_a_word_is_found_by_its_vector_but_no_name_is():
    reading = stretch("The crew left Selm.", told("The sailors left Torvik.")).reading
    source = told("The sailors left Torvik.").reading
    nearness = np.full((len(reading.tokens), len(source.tokens)), 0.1, np.float32)
    nearness[3, 3] = nearness[1, 1] = 0.9
    assert align(reading, [3], source, nearness) == [Link(3, -1, 0.0)]


def test_kin():
    assert [is_kin(*pair) for pair in (("injured", "injuries"), ("minister", "ministry"), ("plan", "plant"))] == [True, False, False]
