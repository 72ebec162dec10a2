import pytest

from onrecord.qa.asked import asked_by, plain


def test_according_to_is_no_part_of_what_is_asked() -> None:
    assert plain("How fast was the boat, according to Ann Karsk?", "number") == ("How fast was the boat?", "number")
    assert plain("According to Karsk, how fast was it?", "number") == ("how fast was it?", "number")


def test_a_thing_out_of_what_was_said_is_a_thing() -> None:
    assert plain("What did Karsk say the price was?", "words") == ("what the price was", "thing")
    assert plain("What did Karsk say about the price?", "words") == ("What did Karsk say about the price?", "words")
    assert plain("What did Karsk say to Brandt when asked?", "words") == ("What did Karsk say to Brandt when asked?", "words")


@pytest.mark.parametrize(
    ("question", "verb", "side", "passive"),
    [
        ("Who opened the inquiry?", "open", -1, False),
        ("What did divers find?", "find", 1, False),
        ("What was threatened?", "threaten", -1, True),
        ("When did the inquiry open?", "open", 0, False),
        ("What the price was?", None, 0, False),
    ],
)
def test_the_gap_is_on_one_side_of_the_verb(question: str, verb: str | None, side: int, passive: bool) -> None:
    asked = asked_by(question)
    assert (asked.verb, asked.side, asked.passive) == (verb, side, passive)


@pytest.mark.parametrize(
    ("question", "focus", "measure"),
    [
        ("Which city opened the quay?", ("citi",), ()),
        ("What type of boats did they buy?", ("boat",), ()),
        ("How many goats did they buy?", ("goat",), ("count",)),
        ("How many years did it last?", ("year",), ("duration", "count")),
        ("How far did it drift?", ("far",), ("length", "percent")),
        ("What percentage voted?", ("percentag",), ("percent",)),
        ("In what year did it sink?", ("year",), ("year",)),
    ],
)
def test_the_noun_and_the_measure_that_are_asked_for(question: str, focus: tuple[str, ...], measure: tuple[str, ...]) -> None:
    asked = asked_by(question)
    assert (asked.focus, asked.measure) == (focus, measure)


def test_prepositions_before_the_question_word_and_at_the_end() -> None:
    assert asked_by("On what day did it sink?").prepositions == {"on"}
    assert asked_by("What were the boats loaded onto?").prepositions == {"onto"}
    assert asked_by("Where did it sink?").prepositions == set()


@pytest.mark.parametrize(
    ("question", "reverse"),
    [
        ("Who said the boat was safe?", True),
        ("Which minister has denied it?", True),
        ("Whose words are these?", True),
        ("Who opened the inquiry?", False),
        ("Who did Karsk blame?", False),
        ("Which dates had the captain reported?", False),
    ],
)
def test_who_said_is_told_from_who_did(question: str, reverse: bool) -> None:
    assert asked_by(question).reverse is reverse


def test_what_is_no_question_has_words_only() -> None:
    assert asked_by("") == asked_by("?!")
    assert asked_by("ferry fares").stems == {"ferri", "fare"}
