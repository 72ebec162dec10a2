"""The frame of a question: slices of it for who speaks, the verb, the topic, the time."""

import pytest

from onrecord.qa.frames import frame_of
from onrecord.qa.mentions import mentions
from onrecord.qa.wording import words_of


def parts(line: str) -> list[str | None]:
    frame = frame_of(line, words_of(line))
    spans = (frame.subject, frame.verb, frame.topic, frame.setting, frame.times[0] if frame.times else None, frame.aside)
    return [line[slice(*span)] if span else None for span in spans]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("What did the mayor say on Monday about ice?", ["the mayor", "say", "ice", None, "on Monday", None]),
        ("What did Karsk tell Brok in Alden about ice?", ["Karsk", "tell", "ice", "Brok in Alden", None, None]),
        ("How old is Karsk, according to Brok?", ["Brok", None, None, None, None, ", according to Brok"]),
        ("Who said on Monday that ice melts?", [None, "said", "ice melts", None, "on Monday", None]),
        ("Why was it late, in Brok's words on 11 March?", ["Brok", None, None, None, "on 11 March", ", in Brok's words on 11 March"]),
        ("What was said in court about ice?", [None, "said", "ice", "in court", None, None]),
        ("What is the capital of Varn?", [None, None, None, None, None, None]),
    ],
)
def test_frames(line: str, expected: list[str | None]) -> None:
    assert parts(line) == expected


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("both Karsk and the mayor of Alden", ("Karsk", "mayor of Alden")),
        ("Trinidad and Tobago", ("Trinidad", "Tobago")),
        ("the dockers' and sailors' union", ("dockers' and sailors' union",)),
        ("Karsk’s latest letter", ("Karsk",)),
        ("the Sund photos", ("Sund",)),
        ("the interim report of the inquiry", ()),
        ("she", ()),
        ("one of her pupils", ("one of her pupils",)),
        ("Karsk and Karsk", ("Karsk",)),
        ("", ()),
    ],
)
def test_mentions(phrase: str, names: tuple[str, ...]) -> None:
    assert mentions(phrase) == names


@pytest.mark.parametrize(
    ("line", "subject", "topic"),
    [
        ("About the ferry, what did Karsk say?", "Karsk", "the ferry"),
        ("On the ferry, what did the mayor say?", "the mayor", "the ferry"),
        ("The ferry: what did Karsk say?", "Karsk", "The ferry"),
        ("Would the wall have held? What do Karsk and Brok say?", "Karsk and Brok", "Would the wall have held"),
        ("On the radio, what did Karsk say?", "Karsk", None),
        ("On Monday, what did Karsk say?", "Karsk", None),
        ("On the quay, what did Karsk say about ice?", "Karsk", "ice"),
    ],
)
def test_a_topic_that_stands_first(line: str, subject: str, topic: str | None) -> None:
    assert (parts(line)[0], parts(line)[2]) == (subject, topic)


@pytest.mark.parametrize(
    ("line", "subject", "verb"),
    [
        ("How did the head of the tide board seem to explain the loss?", "the head of the tide board", "explain"),
        ("How did the mayor come to describe the fire?", "the mayor", "describe"),
        ("What does Karsk appear to think about ice?", "Karsk", "think"),
        ("How did Karsk manage to deny it?", "Karsk", "deny"),
    ],
)
def test_a_verb_before_the_one_of_saying_names_nobody(line: str, subject: str, verb: str | None) -> None:
    assert parts(line)[:2] == [subject, verb]
