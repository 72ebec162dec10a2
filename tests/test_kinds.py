import pytest

from onrecord.index.model import Span
from onrecord.qa.kinds import UNTOLD, kind
from onrecord.qa.phrases import stem
from onrecord.qa.question import Wants, parse


def of(question: str, text: str) -> float:
    known = frozenset(stem(word.lower().strip("?,")) for word in question.split())
    return kind(question, parse(question).wants, text, Span(0, len(text)), known)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("How many boats sank?", "Seven boats sank.", 1.0),
        ("How many boats sank?", "Some boats sank at seven.", UNTOLD),
        ("How many boats sank?", "The boats sank.", 0.0),
        ("How much did the boat cost?", "The boat cost 40 crowns.", 1.0),
        ("How much did the boat cost?", "The boat has seven sails.", UNTOLD),
        ("When did it sink?", "It sank on Monday.", 1.0),
        ("On what day did it sink?", "It sank in May.", UNTOLD),
        ("On what day did it sink?", "It sank on 3 May.", 1.0),
        ("Where did it sink?", "It sank off Varn.", 1.0),
        ("Where did it sink?", "It sank near Varn.", 1.0),
        ("Where did it sink?", "Varn heard that it sank.", UNTOLD),
        ("Why did it sink?", "It sank because it leaked.", 1.0),
        ("Why did it sink?", "It sank after a storm.", UNTOLD),
        ("Why did it sink?", "It sank.", 0.0),
        ("Who sank it?", "Ann Orrel sank it.", 1.0),
        ("What sank?", "The boat sank.", UNTOLD),
    ],
)
def test_kind_is_there_only_where_it_is_of_the_thing_asked_for(question: str, text: str, value: float) -> None:
    assert of(question, text) == value


def test_words_of_the_question_are_no_answer() -> None:
    assert of("Who met Ann Orrel?", "Ann Orrel left.") == 0.0
    assert kind("Who left?", Wants.PERSON, "Ann Orrel left.", Span(0, 15), frozenset()) == 1.0
