import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.lexical import MAX_WORDS, content_words, match_expression


def test_function_words_are_left_out():
    assert content_words("What will the minister open at the new harbour?") == ["minister", "open", "new", "harbour"]


def test_each_word_once_in_order():
    assert content_words("Harbour, harbour! Ferry; HARBOUR") == ["harbour", "ferry"]


def test_a_question_of_function_words_alone_keeps_them():
    assert content_words("who is it?") == ["who", "is", "it"]


def test_a_question_without_words():
    assert content_words("?! … 🦊") == []
    assert match_expression([]) == ""


def test_words_are_composed_as_the_full_text_has_them():
    assert content_words("re\u0301sume\u0301") == ["résumé"]


def test_long_questions_are_cut():
    assert content_words(" ".join(f"w{i}" for i in range(200))) == [f"w{i}" for i in range(MAX_WORDS)]


def test_words_are_quoted():
    assert match_expression(["near", 'a"b']) == '"near" OR "a""b"'


def passages_with(question: str, *texts: str) -> list[int]:
    """Which of the texts, from 1, FTS5 finds for a question."""
    db = sqlite3.connect(":memory:")
    try:
        db.execute("CREATE VIRTUAL TABLE t USING fts5 (text, tokenize = 'porter unicode61 remove_diacritics 2')")
        db.executemany("INSERT INTO t VALUES (?)", [(text,) for text in texts])
        words = content_words(question)
        return (
            [row[0] for row in db.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rowid", (match_expression(words),))]
            if words
            else []
        )
    finally:
        db.close()


@pytest.mark.parametrize(
    "question",
    [
        '" OR NEAR( * ^ col:',
        "text:rain",
        "a AND",
        "NOT",
        "rain*",
        "{a b}: rain",
        "'; DROP TABLE t; --",
        "NEAR(a b, 2)",
        "-rain + ^",
        '""',
        "_",
        "²",
    ],
)
def test_no_question_is_taken_for_syntax(question: str):
    assert passages_with(question, "Nothing of that.") == []


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=150)
def test_no_text_is_taken_for_syntax(question: str):
    passages_with(question, "Rain.")


def test_syntax_is_looked_up_as_words():
    assert passages_with('"rain" AND NEAR(snow)', "It rained.", "Snow fell nearby.", "Hail.", "Near the quay.") == [1, 2, 4]


@pytest.mark.parametrize(
    ("question", "text"),
    [("warnings", "She warned them."), ("cafe", "Le Café Bleu"), ("café", "le cafe bleu"), ("Cafe\u0301", "le café bleu"),
     ("résume\u0301", "Her re\u0301sumé"),
     ("日本", "日本"), ("مرحبا", "قال مرحبا"), ("हिन्दी", "वह हिन्दी"), ("foo_bar", "the foo_bar option")],
)  # fmt: skip
def test_inflections_accents_and_scripts(question: str, text: str):
    assert passages_with(question, text, "Something else.") == [1]
