"""Words that are quoted by their place and not by marks: behind a dash, set off after a colon, in a printed talk."""

import pytest

from onrecord.index.statements import extract


def told(text: str) -> list[tuple[str | None, str, list[str]]]:
    """Each statement as speaker, kind and content."""
    return [(each.speaker, each.kind, [text[slice(*span)] for span in each.content]) for each in extract(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- The water is high - said Ann Karsk.", [("Ann Karsk", "direct", ["The water is high"])]),
        ("The water is high - said Ann Karsk.", [("Ann Karsk", "indirect", ["The water is high"])]),
        ("The water is high – the ministry said on Monday.", [("the ministry", "indirect", ["The water is high"])]),
        (
            "- The water is high. We do not know why - said Ann Karsk.- It will fall - added Jon Marsh.",
            [("Ann Karsk", "direct", ["The water is high.", "We do not know why"]), ("Jon Marsh", "direct", ["It will fall"])],
        ),
        (
            "Then she spoke.- The water is high. It will fall - said Ann Karsk.",
            [("Ann Karsk", "direct", ["The water is high.", "It will fall"])],
        ),
        (
            "Jon Marsh said “no.”- The water is high - said Ann Karsk quoted by the Post.",
            [("Jon Marsh", "direct", ["“no.”"]), ("Ann Karsk", "indirect", ["The water is high"])],
        ),
        ("The new rules – said to be late – are old.", []),
        ("The deal - announced Monday - will be late.", []),
    ],
)
def test_speech_between_dashes(text: str, expected: list[tuple[str | None, str, list[str]]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bert Hall said:\n\n    The school will close.\n    The children will move.\n\nThe council met.",
            [("Bert Hall", "direct", ["The school will close.", "The children will move."])],
        ),
        (
            "Bert Hall wrote in a letter:\n\nThe school will close. The children will move.\n\nThe council met.",
            [("Bert Hall", "direct", ["The school will close.", "The children will move."])],
        ),
        (
            "Bert Hall issued a statement:\n\n> The school will close.\n> The children will move.\n\nThe council met.",
            [("Bert Hall", "direct", ["The school will close.", "The children will move."])],
        ),
        ("Bert Hall had three reasons:\n\nThe school was old. He was late.", []),
        ("Bert Hall has announced:\n\n- A new school\n- A new mill", []),
    ],
)
def test_a_block_after_a_colon(text: str, expected: list[tuple[str | None, str, list[str]]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_transcript_with_names(gap: str) -> None:
    text = gap.join(["Ann Karsk: Good morning.", "Jon Marsh: Is it dry?", "Ann Karsk: It is dry. It has not rained."])
    assert [(speaker, words) for speaker, _, words in told(text)] == [
        ("Ann Karsk", ["Good morning"]),
        ("Jon Marsh", ["Is it dry?"]),
        ("Ann Karsk", ["It is dry", "It has not rained."]),
    ]


def test_a_line_with_a_colon_is_no_transcript() -> None:
    assert told("The Alden Fair opens in June.\n\nOpening Hours: from nine to noon, every day.\n\nHow To Get There: by boat.") == []


@pytest.mark.parametrize("mark", [".", ":"])
def test_questions_and_answers(mark: str) -> None:
    turns = [f"Q{mark} Is it dry?", f"A{mark} It is dry. It has not rained.", f"Q{mark} And the dam?", f"A{mark} It holds."]
    text = "\n\n".join(["Ann Karsk, the mayor, spoke to us.", *turns])
    assert told(text) == [("Ann Karsk", "direct", ["It is dry.", "It has not rained."]), ("Ann Karsk", "direct", ["It holds."])]


def test_answers_of_nobody_who_can_be_told() -> None:
    text = "Ann Karsk, the mayor, and Jon Marsh, a baker, spoke to us.\n\nQ: Is it dry?\n\nA: It is dry."
    assert told(text) == [(None, "direct", ["It is dry."])]


@pytest.mark.parametrize("opening", ["And from Chairwoman Ilka Soren:", "And this from Ilka Soren:", "From Ilka Soren, the chair:"])
def test_from_somebody(opening: str) -> None:
    assert told(f"{opening} “The school will close.”") == [("Ilka Soren", "direct", ["“The school will close.”"])]
