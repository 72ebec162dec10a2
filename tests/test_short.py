import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.model import Span, Statement
from onrecord.index.sentences import split_sentences
from onrecord.index.statements import extract
from onrecord.qa.short import ShortAnswer, short_answer

TEXT = (
    "ALDEN (CP) - The ferry Tern hit the quay at Alden at 7.15 p.m. on 3 March, carrying more than 400 passengers and 22 crew. "
    "Ann Karsk, the mayor of Alden, said on Tuesday that the repair would cost 4.5 million euros because the hull had cracked. "
    "“We will open the quay again within six weeks,” she said. "
    "The inquiry, led by the retired judge Ivo Brandt, opened on Monday in the old town hall. "
    "Brandt was appointed by Prime Minister Lena Orsk. "
    "Divers found rope, a broken anchor and two bicycles under the wreck. "
    "The company that owns the Tern, Norholm Lines, raised its fares by 12 percent in 2019. "
    "A fisherman called the ship “a bathtub with a flag”. "
    "Norholm Lines sent a crane to Alden to lift the wreck. "
    "Karsk, 51, was born in Port Holm. The ferry was travelling at 14 knots."
)
SENTENCES = split_sentences(TEXT)


def answered(question: str, wants: str, text: str = TEXT, statement: Statement | None = None) -> str | None:
    found = short_answer(question, wants, text, split_sentences(text), statement)
    return text[slice(*found.span)] if found else None


@pytest.mark.parametrize(
    ("question", "wants", "answer"),
    [
        ("How many passengers was the Tern carrying?", "number", "more than 400"),
        ("How many crew were on the Tern?", "number", "22"),
        ("How much will the repair cost?", "number", "4.5 million euros"),
        ("What did Karsk say the repair would cost?", "words", "4.5 million euros"),
        ("By what percentage did Norholm Lines raise its fares?", "number", "12 percent"),
        ("How old is Karsk?", "number", "51"),
        ("How fast was the ferry travelling?", "number", "14 knots"),
        ("How long will it take to open the quay?", "number", "six weeks"),
        ("At what time did the Tern hit the quay?", "date", "7.15 p.m."),
        ("On what day did the Tern hit the quay?", "date", "3 March"),
        ("When did the inquiry open?", "date", "Monday"),
        ("In what year did Norholm Lines raise its fares?", "date", "2019"),
        ("Where did the Tern hit the quay?", "place", "Alden"),
        ("Where did the inquiry open?", "place", "the old town hall"),
        ("Where was Karsk born?", "place", "Port Holm"),
        ("Who leads the inquiry?", "person", "Ivo Brandt"),
        ("Who appointed Brandt?", "person", "Lena Orsk"),
        ("Who is the mayor of Alden?", "person", "Ann Karsk"),
        ("Who is Ann Karsk?", "person", "mayor of Alden"),
        ("Which company owns the Tern?", "organisation", "Norholm Lines"),
        ("Why will the repair cost so much?", "reason", "the hull had cracked"),
        ("Why did Norholm Lines send a crane?", "reason", "to lift the wreck"),
        ("What was found under the wreck?", "list", "rope, a broken anchor and two bicycles"),
        ("What was sent to Alden?", "thing", "a crane"),
        ("What did a fisherman call the ship?", "words", "a bathtub with a flag"),
    ],
)
def test_answer_is_the_slice_that_fits_the_question(question: str, wants: str, answer: str) -> None:
    assert answered(question, wants) == answer


def test_no_slice_answers_yes_or_no_or_where_an_excerpt_is_from() -> None:
    assert answered("Is the quay open?", "yes_no") is None
    assert answered("“a bathtub with a flag”", "article") is None


def test_no_sentences_and_no_candidates_give_none() -> None:
    assert short_answer("Who led the inquiry?", "person", TEXT, []) is None
    assert answered("When did it rain?", "date", "...") is None


def test_who_said_it_is_named_where_the_statement_has_a_pronoun() -> None:
    text = "Ann Karsk opened the quay. “It was time,” she said."
    (statement,) = extract(text)
    assert statement.speaker == "Ann Karsk"
    found = short_answer("Who said it was time?", "person", text, split_sentences(text)[1:], statement)
    assert found == ShortAnswer(Span(0, 9), 0.9)


def test_who_said_it_is_no_pronoun() -> None:
    text = "“It was time,” she said."
    statement = Statement("", None, Span(15, 18), Span(19, 23), (Span(0, 14),), "direct")
    assert answered("Who said it was time?", "person", text, statement) != "she"


def test_name_is_not_found_inside_another_word() -> None:
    text = "Annual fees rose. “It was time,” Ann said."
    statement = Statement("", "Ann", Span(33, 36), Span(37, 41), (Span(18, 32),), "direct")
    found = short_answer("Who said it was time?", "person", text, split_sentences(text), statement)
    assert found is not None
    assert found.span == Span(33, 36)


def test_words_are_what_the_statement_says_without_marks() -> None:
    text = "“We will not sell the boats,” Karsk said."
    assert answered("What did Karsk say about the boats?", "words", text, extract(text)[0]) == "We will not sell the boats"


def test_words_in_marks_are_preferred_to_the_clause_around_them() -> None:
    text = "Karsk said that the plan was “a letter to nobody”."
    assert answered("What did Karsk say about the plan?", "words", text, extract(text)[0]) == "a letter to nobody"


def test_words_quoted_inside_a_quotation_are_preferred() -> None:
    text = "“He came to my boat and he said, ‘Sell it, Ann,’” Karsk said."
    assert answered("What did the man say to Karsk?", "words", text, extract(text)[0]) == "Sell it, Ann"


def test_words_over_several_sentences_are_one_answer() -> None:
    text = "Karsk wrote: “All well. No wind. Send bread.”"
    (statement,) = extract(text)
    assert answered("What did Karsk write?", "words", text, statement) == "All well. No wind. Send bread"


def test_first_sentence_is_preferred() -> None:
    text = "The quay was closed on Monday. The quay was closed on Friday."
    first, second = split_sentences(text)
    for sentences, day in ([first, second], "Monday"), ([second, first], "Friday"):
        found = short_answer("When was the quay closed?", "date", text, sentences)
        assert found is not None
        assert text[slice(*found.span)] == day


def test_score_is_higher_where_the_kind_and_the_place_fit() -> None:
    sure = short_answer("How many passengers was the Tern carrying?", "number", TEXT, SENTENCES)
    unsure = short_answer("How many goats did the queen buy?", "number", TEXT, SENTENCES)
    assert sure is not None
    assert unsure is not None
    assert sure.score > 0.9
    assert unsure.score < 0.6


@settings(deadline=None, max_examples=150)
@given(
    question=st.text(max_size=80)
    | st.sampled_from(["Who said it?", "What is the name of it?", "How many of the boats were there in what year?"]),
    text=st.text(max_size=200) | st.lists(st.sampled_from(TEXT.split() + ["“", "”", "‘", "(", ",", "1", "\n"]), max_size=40).map(" ".join),
    wants=st.sampled_from("words person number date place organisation reason list yes_no thing article nonsense".split()),
)
def test_answer_is_a_slice_of_the_text_whatever_it_is(question: str, text: str, wants: str) -> None:
    sentences = split_sentences(text)
    for statement in [None, *extract(text)[:2]]:
        found = short_answer(question, wants, text, sentences, statement)
        if found:
            assert 0 <= found.span.start < found.span.end <= len(text)
            assert 0 <= found.score <= 1
            assert text[slice(*found.span)].strip()


@pytest.mark.parametrize("piece", ["Ann ", "a, ", "“", "one ", "1, ", "of the X ", "because ", "a b, c and d of e ", "very "])
def test_only_the_opening_of_an_endless_sentence_is_read(piece: str) -> None:
    text = piece * 20_000
    found = short_answer(f"What {piece} of {piece}?", "thing", text, [Span(0, len(text))])
    assert found is None or found.span.end <= 2_000 + len(piece)
