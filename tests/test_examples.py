"""Questions to begin with are about the index's own people, and each gets an answer."""

from scripted import ScriptedLLM

from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.qa.assistant import Assistant
from onrecord.ui.examples import example_questions

HARBOUR = (
    "Mara Vell, the mayor of Orsk Bay, said the harbour would open in May. “The harbour is ready,” Vell said. Vell said the harbour of the "
    "town was deep.\n\nIlo Quist, the harbour master, said the ferry would sail on Monday. Quist said the ferry was safe."
)


def test_of_an_empty_index_there_are_none(index: Index) -> None:
    assert example_questions(Assistant(index)) == []


def test_of_an_index_in_which_nobody_speaks_there_are_none(index: Index) -> None:
    index.add([Article("The ferry has a crew of nine.", id="a")])
    assert example_questions(Assistant(index)) == []


def test_they_are_about_those_who_speak_and_get_an_answer(index: Index) -> None:
    index.add([Article(HARBOUR, id="a", title="Harbour to open")])
    assistant = Assistant(index)
    questions = example_questions(assistant)
    assert questions[0] == "What did Mara Vell say?"
    assert all(assistant.ask(question).answered for question in questions)
    assert len(questions) == len(set(questions)) <= 4
    assert any("Ilo Quist" in question for question in questions)


def test_no_language_model_is_asked_for_them(index: Index) -> None:
    index.add([Article(HARBOUR, id="a")])
    llm = ScriptedLLM("The harbour would open in May [1].")
    assert example_questions(Assistant(index, llm)) == example_questions(Assistant(index))
    assert llm.asked == []


def test_there_are_no_more_than_asked_for(index: Index) -> None:
    index.add([Article(HARBOUR, id="a")])
    assert len(example_questions(Assistant(index), k=1)) == 1
