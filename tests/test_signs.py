from sourced import stretch, told

from onrecord.qa.alignment import align
from onrecord.qa.parties import agreement
from onrecord.qa.signs import SIGNS, Seen, beside_of, longest_run, signs

SOURCE = told("The county rejected the plan of the mill. Rain fell on Alden.")


def seen(sentence: str, cosine: float | None = None) -> dict[str, float]:
    claim = stretch(sentence, SOURCE)
    links = align(claim.reading, claim.reading.content, SOURCE.reading)
    return signs(claim, SOURCE, Seen(links, beside_of(claim, SOURCE, links), agreement(claim, SOURCE, links), cosine, False, (0.5, 0.1)))


def test_of_the_same_words_nothing_is_missing():
    found = seen("The county rejected the plan of the mill.", 0.9)
    assert set(found) == set(SIGNS)
    assert [found[name] for name in ("missing", "least", "gap", "run", "spread", "in order", "cosine")] == [0, 1, 0, 1, 0, 1, 0.9]


def test_what_is_missing_is_counted_by_kind():
    found = seen("The county painted the walls of the mill before Easter in Selm.")
    assert [found[name] for name in ("missing verbs", "missing nouns", "missing names", "gap")] == [1, 1, 2, 2]
    assert "cosine" not in found


def test_words_of_two_sentences_are_spread():
    assert seen("Rain fell on the mill.")["spread"] == 1


def test_what_stands_before_or_is_known_is_beside():
    claim = stretch("The Alden Post saw the county.", SOURCE)
    links = align(claim.reading, claim.reading.content, SOURCE.reading)
    assert [claim.reading.tokens[i].low for i in beside_of(claim, SOURCE, links)] == ["post"]


def test_longest_run():
    assert longest_run("a b c d".split(), "x b c y a b c".split()) == 3
    assert longest_run([], ["a"]) == 0
