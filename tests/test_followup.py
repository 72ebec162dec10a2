"""Follow-ups are completed by the questions before them into questions that stand alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.qa.followup import completed, completed_parts

FERRY = ["What did Lind say about the ferry?"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("and Kuleba?", "What did Kuleba say about the ferry?"),
        ("And the harbour master?", "What did the harbour master say about the ferry?"),
        ("And his sister?", "What did Lind’s sister say about the ferry?"),
        ("what about missiles?", "What did Lind say about missiles?"),
        ("What about Finland?", "What did Lind say about Finland?"),
        ("and about the strike?", "What did Lind say about the strike?"),
        ("and in June?", "What did Lind say about the ferry in June?"),
        ("And in Alden?", "What did Lind say about the ferry in Alden?"),
        ("where did he say it?", "where did Lind speak about the ferry?"),
        ("when was that?", "When did Lind speak about the ferry?"),
        ("why?", "Why did Lind say that about the ferry?"),
        ("to whom?", "To whom did Lind say that about the ferry?"),
        ("what exactly?", "What exactly did Lind say about the ferry?"),
        ("What else?", "What else did Lind say about the ferry?"),
        ("What else did she say?", "What else did Lind say?"),
        ("did he say anything about Finland?", "did Lind say anything about Finland?"),
        ("Did anyone deny it?", "Did anyone deny the ferry?"),
        ("who disagreed?", "Who disagreed with Lind about the ferry?"),
        ("who else?", "Who else spoke about the ferry?"),
        ("What did he say about it on Monday?", "What did Lind say about the ferry on Monday?"),
        ("And the mayor, what did she say about ice?", "What did the mayor say about ice?"),
        ("Who is she?", "Who is Lind?"),
        ("ok, and now the strike", "What did Lind say about the strike?"),
        ("the strike?", "What did Lind say about the strike?"),
        ("Brok?", "What did Brok say about the ferry?"),
        ("And according to the Gazette?", "What did Lind say about the ferry, according to the Gazette?"),
        ("In her own words?", "What were Lind’s own words on the ferry?"),
        ("exact words?", "What were Lind’s own words on the ferry?"),
        ("Who said the opposite?", "Who disagreed with Lind about the ferry?"),
        ("Did Brok agree?", "Did Brok agree with Lind about the ferry?"),
        ("And how did the union react?", "How did the union react to what Lind said about the ferry?"),
        ("How did that change?", "How did Lind’s position on the ferry change?"),
        ("Who met her there?", "Who met Lind?"),
        ("is that true?", "What did Lind say about the ferry? is that true?"),
    ],
)
def test_a_follow_up_is_completed(question: str, expected: str) -> None:
    assert completed(question, FERRY) == expected


@pytest.mark.parametrize(
    "question",
    [
        "What did Orsolya Lind say?",
        "And what did Brok say?",
        "Did Brok say that he wants war?",
        "What did Brok say when he met Karsk?",
        "What did the mayor say about her resignation?",
        "Where was the harbour master when he heard the engines?",
        "According to Karsk, does it rain in Alden?",
        "Who said that a photograph showed Brok?",
        "Who said “she gave it back to them”?",
        "who refused to say it was hopeless",
        "how many hermits live in Andorra?",
        "brok fares",
        "",
        "?",
    ],
)
def test_what_stands_alone_is_left_as_it_is(question: str) -> None:
    assert completed(question, FERRY) == question
    assert completed(question, []) == question


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        (["what did Lind say?", "and where?"], "what about ferries?", "where did Lind say that about ferries?"),
        (["What did Lind say?", "And Brok?"], "Where did he say it?", "Where did Brok say it?"),
        (["What did Lind say?", "Where did he say that?"], "What did he add?", "What did Lind add?"),
        (["Who is Maria Lind?"], "What did she say?", "What did Maria Lind say?"),
        (["What did Boris Brok say about Maria Lind?"], "And what did she say?", "What did Maria Lind say?"),
        (["What did Lind say in March about the ferry?"], "And in April?", "What did Lind say in April about the ferry?"),
        (["What did Lind say on 8 April?"], "and about ice?", "What did Lind say about ice on 8 April?"),
        (
            ["What did Lind say about the ban on 8 April?"],
            "What did she say about the ban two weeks before that?",
            "What did Lind say about the ban two weeks before 8 April?",
        ),
        (["What did Lind say on 3 March about ice?"], "And the day after?", "What did Lind say the day after 3 March about ice?"),
        (
            ["What did Lind say on 3 March about ice?", "Did she resign on 21 March?"],
            "What did she say about it two weeks later?",
            "What did Lind say about ice two weeks after 3 March?",
        ),
        (["What did Lind say in Brussels?"], "And in Varn?", "What did Lind say in Varn?"),
        (["What did the union say about ice?", "And the company?"], "Do they agree?", "Do the union and the company agree about ice?"),
        (["Who said that the dam was safe?"], "And that it was cheap?", "Who said that it was cheap?"),
        (["How many people died in the storm?"], "Says who?", "Who said how many people died in the storm?"),
        (["How many people were hurt in Varn?"], "Did that change?", "How did the number of people hurt in Varn change?"),
        (["What did Sund’s photos show?"], "When were they taken?", "When were Sund’s photos taken?"),
        (["On how many farms is rust?"], "And how many of them are on Ulmey?", "How many of the farms are on Ulmey?"),
        (["What did Lind say about Sweden?"], "And Finland?", "What did Lind say about Finland?"),
        (["what did lind say about war"], "and brok?", "what did brok say about war"),
        (["what did lind say about war"], "and missiles?", "what did lind say about missiles"),
        (["Where did Lind meet Brok?"], "When was that?", "When did Lind meet Brok?"),
        (["Did Lind resign?"], "Why?", "Why did Lind resign?"),
        (["How many people died?"], "and where?", "How many people died, and where?"),
        (["What did Lind say when she left the inquiry?"], "And Brok?", "What did Brok say when Lind left the inquiry?"),
        (["What happened?"], "What did he say?", "What happened? What did he say?"),
    ],
)
def test_by_what_was_asked_before(history: list[str], question: str, expected: str) -> None:
    assert completed(question, history) == expected


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=60),
            st.lists(
                st.sampled_from(
                    "and what about why did he she it say that Karsk the mayor ferry ? , in June who disagreed “ ” they were".split()
                ),
                max_size=9,
            ).map(" ".join),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_talk_is_followed(questions: list[str]) -> None:
    *history, question = questions
    assert completed(question, []) == question
    assert bool(completed(question, history).strip()) == bool(question.strip())


def test_a_long_text_is_no_follow_up() -> None:
    text = "and " * 25_000
    assert completed(text, FERRY * 1000) == text


def test_each_part_of_a_question_stands_alone() -> None:
    assert completed_parts(["what did Ann Karsk say", "where did she say it"]) == ["what did Ann Karsk say", "where did Ann Karsk say it?"]
    assert completed_parts(["who won"]) == ["who won"]
