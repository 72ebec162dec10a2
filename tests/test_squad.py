import json
from pathlib import Path
from typing import Any

import pytest
from fakes import write

from onrecord.evals.datasets import DatasetError
from onrecord.evals.squad import SquadQuestion, read_squad
from onrecord.index.model import Article, Span

PARAGRAPH = "Orsk Bay has two harbours. The old harbour was built by Ivo Tarn."


def answer(text: str, start: Any) -> dict[str, Any]:
    return {"text": text, "answer_start": start}


def asked(**changes: Any) -> dict[str, Any]:
    return {"id": "q1", "question": "Who built it?", "answers": [answer("Ivo Tarn", 56)], "is_impossible": False, **changes}


def squad(tmp_path: Path, *questions: Any) -> Path:
    """A file of one article, whose second paragraph has these questions."""
    paragraphs = [{"context": "The bay is cold.", "qas": []}, {"context": PARAGRAPH, "qas": list(questions)}]
    return write(tmp_path / "dev.json", json.dumps({"version": "v2.0", "data": [{"title": "Orsk_Bay", "paragraphs": paragraphs}]}))


def test_paragraphs_become_articles(tmp_path: Path) -> None:
    articles, questions = read_squad(squad(tmp_path))
    assert articles == [
        Article("The bay is cold.", id="Orsk_Bay/1", title="Orsk_Bay"),
        Article(PARAGRAPH, id="Orsk_Bay/2", title="Orsk_Bay"),
    ]
    assert questions == []


def test_questions(tmp_path: Path) -> None:
    several = asked(answers=[answer("Ivo Tarn", 56), answer("Tarn", 60), answer("Ivo Tarn", 56)])
    none = asked(id="q2", question="Who burnt it?", answers=[], is_impossible=True, plausible_answers=[answer("Ivo Tarn", 56)])
    old = asked(id="q3", question="How many?", answers=[answer("two", 13)])
    del old["is_impossible"]  # as in version 1.1
    _, questions = read_squad(squad(tmp_path, several, none, old))
    assert questions == [
        SquadQuestion("q1", "Who built it?", "Orsk_Bay/2", (Span(56, 64), Span(60, 64)), False),
        SquadQuestion("q2", "Who burnt it?", "Orsk_Bay/2", (), True),
        SquadQuestion("q3", "How many?", "Orsk_Bay/2", (Span(13, 16),), False),
    ]
    assert [PARAGRAPH[start:end] for start, end in questions[0].answers] == ["Ivo Tarn", "Tarn"]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (asked(answers=[answer("Ivo Tarn", 55)]), 'answer 1: at 55 stands " Ivo Tar", not "Ivo Tarn"; mend \'answer_start\''),
        (
            asked(answers=[answer("Tarn", 60), answer("Ivo Tarn", 60)]),
            "answer 2: the answer goes from 60 to 68; that is no slice of the text of its 65 characters, whose end is exclusive",
        ),
        (
            asked(answers=[answer("Ivo Tarn", "56")]),
            'answer 1: the answer goes from "56" to "56"; both must be whole numbers, counting characters',
        ),
        (asked(answers=[]), "'is_impossible' is not true, and there are no answers; mend one of the two"),
        (asked(is_impossible=True), "'is_impossible' is true, and there are answers; mend one of the two"),
        (asked(is_impossible="no"), "'is_impossible' is \"no\"; it must be true or false"),
        (asked(answers="Ivo Tarn"), "'answers' is \"Ivo Tarn\"; it must be a list, in [ ]"),
        (asked(id=7), "'id' is 7; it must be text, in quotation marks"),
        (asked(id="q0"), 'the id "q0" stands there for a second time; give each question its own'),
        ("Who?", 'it is "Who?"; it must be an object, in { }'),
    ],
)
def test_a_wrong_question_is_named_by_its_place(tmp_path: Path, question: Any, message: str) -> None:
    path = squad(tmp_path, asked(id="q0"), question)
    with pytest.raises(DatasetError) as caught:
        read_squad(path)
    assert str(caught.value) == f'{path}: article 1 ("Orsk_Bay"), paragraph 2: question 2: {message}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"data":\n oops}', "is no JSON: Expecting value (line 2, column 2); it must be one whole JSON object"),
        ('{"version": "v2.0"}', "there is no 'data'; what is there: \"version\""),
        ('{"data": [{"title": "Bay"}]}', "article 1: there is no 'paragraphs'; what is there: \"title\""),
        (
            '{"data": [{"title": "Bay", "paragraphs": [{"context": " ", "qas": []}]}]}',
            'article 1 ("Bay"), paragraph 1: the article\'s text is empty; it needs at least one word',
        ),
        (
            '{"data": [{"title": "Bay", "paragraphs": []}, %s, %s]}'
            % ((('{"title": "Cape", "paragraphs": [{"context": "A.", "qas": []}]}'),) * 2),
            "article 3 (\"Cape\"), paragraph 1: the article id 'Cape/1' stands there for a second time; give each article its own",
        ),
    ],
)
def test_what_is_no_squad(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path / "dev.json", text)
    with pytest.raises(DatasetError) as caught:
        read_squad(path)
    assert str(caught.value) == f"{path}: {message}"
