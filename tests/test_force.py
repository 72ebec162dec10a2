import pytest

from onrecord.index.model import Span
from onrecord.qa.force import Mood, forces
from onrecord.qa.phrases import read


@pytest.mark.parametrize(
    ("sentence", "word", "denied", "mood"),
    [
        ("The board would not send tanks.", "send", True, Mood.AHEAD),
        ("The board sent tanks.", "sent", False, Mood.FACT),
        ("The board denied that it had accepted the plan.", "accepted", True, Mood.FACT),
        ("The board never refused to sign.", "sign", False, Mood.FACT),
        ("The board plans to build a bridge.", "build", False, Mood.WANTED),
        ("The board agreed to build a bridge.", "build", False, Mood.BOUND),
        ("The board may have taken the money.", "taken", False, Mood.POSSIBLE),
        ("The board still has to approve the plan.", "approve", False, Mood.DUTY),
        ("The board is due to approve the plan.", "approve", False, Mood.AHEAD),
        ("If prices fall, the plant will close.", "fall", False, Mood.IF),
        ("The plant will close if prices fall.", "close", False, Mood.AHEAD),
        ("The board ruled out selling the plant.", "selling", True, Mood.FACT),
        ("Sorrand, which said it must be filled, sold the dam.", "sold", False, Mood.FACT),
        ("Nobody was hurt.", "hurt", True, Mood.FACT),
    ],
)
def test_what_bears_on_a_word(sentence: str, word: str, denied: bool, mood: Mood):
    read_ = read(sentence, Span(0, len(sentence)))
    at = next(i for i, each in enumerate(read_.words) if each.low == word)
    found = forces(read_)[at]
    assert (found.denied, found.mood) == (denied, mood)


def test_the_words_that_say_so_are_told():
    sentence = "The board would not send tanks."
    read_ = read(sentence, Span(0, len(sentence)))
    at = next(i for i, each in enumerate(read_.words) if each.low == "send")
    assert [read_.words[i].low for i in forces(read_)[at].words] == ["would", "not"]
