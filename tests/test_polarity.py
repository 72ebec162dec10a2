import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.model import Span
from onrecord.qa.polarity import leaves_open, polarity


def told(question: str, sentence: str, known: str = "") -> bool | None:
    return polarity(question, sentence, Span(0, len(sentence)), known)


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("Was the dam built in 1961?", "The dam was built in 1961.", True),
        ("Did the board sell the mill?", "The board sold the mill.", True),
        ("Is the bridge safe?", "Engineers said the bridge was safe.", True),
        ("Is Alden ready to talk about ferries?", "Karsk said Alden was ready to talk about new ferries.", True),
        ("Did Ann Karsk speak to the board?", "Karsk did not speak to the board.", False),
        ("Has Karsk seen any ice on the quay?", "We have never seen ice on the quay, Karsk said.", False),
        ("Is the owner related to the mayor?", "The owner, who is not related to the mayor, left.", False),
        ("Is the quay open?", "The quay is closed.", False),
        ("Did the board accept the plan?", "The board flatly rejected the plan.", False),
        ("Is the dust dangerous to people?", "The board said that the dust was harmless to people.", False),
        ("Did the mayor say that the board wants a war?", "Karsk, the mayor, said the board did not want a war.", False),
        ("According to the board, does it plan to sell?", "The board denied that it plans to sell.", False),
        ("Does Karsk think it is hopeless?", "Karsk said: I refuse to say it is hopeless.", False),
        ("Will the school close?", "The council ruled out closing the school.", False),
        ("Had Karsk read the report?", "Asked about the report, Karsk said she had not read it.", False),
    ],
)
def test_yes_or_no_where_it_is_plain(question: str, sentence: str, verdict: bool) -> None:
    assert told(question, sentence) is verdict


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Did the board sell the mill?", "The board may sell the mill next year."),
        ("Did the board sell the mill?", "The board will sell the mill next year."),
        ("Did the board sell the mill?", "The board asked the owner to sell the mill."),
        ("Did the board sell the mill?", "The board promised to sell the mill."),
        ("Did the board sell the mill?", "Karsk asked whether the board had sold the mill."),
        ("Did the board sell the mill?", "The board met on Monday."),
        ("Did the board sell the mill?", "A fisherman sold a boat."),
        ("Did the board not sell the mill?", "The board sold the mill."),
        ("Has the mill closed for ever?", "Somebody taught the parrot to say that the mill had closed for ever."),
        ("Is Karsk in favour of selling the mill?", "The board was kept from selling the mill, although Karsk wanted it."),
        ("Did Karsk say how many boats sank?", "Karsk said that boats sank."),
        ("Did the board sell the mill?", "The board sold the mill, but had not sold the mill of Varn."),
        ("the mill", "The board sold the mill."),
    ],
)
def test_neither_where_it_is_left_open(question: str, sentence: str) -> None:
    assert told(question, sentence) is None


def test_what_is_known_beside_the_sentence_counts() -> None:
    sentence = "She denied that she had been shown the warning."
    assert told("Did the mayor see that the quay was shown the warning?", sentence) is None
    assert told("Had Mayor Ann Karsk been shown the harbour warning?", sentence, "Ann Karsk, the mayor") is False


@pytest.mark.parametrize(
    ("question", "sentence", "is_open"),
    [
        ("When did Alden join the union?", "Alden will not join the union.", True),
        ("When did Alden join the union?", "Alden was promised that it might join the union.", True),
        ("When did Alden join the union?", "Alden refused to join the union in 1990.", True),
        ("When did Alden join the union?", "Alden joined the union in 1990.", False),
        ("When did Alden join the union?", "Alden joined the union in 1990, and may join the bank.", False),
        ("When will Alden join the union?", "Alden will join the union in May.", False),
        ("Why did Alden not join the union?", "Alden did not join the union.", False),
        ("Who is the mayor?", "Karsk is not the mayor.", False),
    ],
)
def test_what_a_question_takes_for_granted_may_be_left_open(question: str, sentence: str, is_open: bool) -> None:
    assert leaves_open(question, sentence, Span(0, len(sentence))) is is_open


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.sampled_from("did is the board not say that it sold , mill if to deny of will ? Ann".split()), max_size=14).map(" ".join),
    st.lists(st.sampled_from("the board not said that it sold , mill if to deny of will . Ann “".split()), max_size=20).map(" ".join),
)
def test_any_words(question: str, sentence: str) -> None:
    assert told(question, sentence) in (True, False, None)
