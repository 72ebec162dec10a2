import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.model import Span
from onrecord.qa.entities import KINDS, candidates
from onrecord.qa.question import Wants


def found(text: str, wants: str) -> list[str]:
    return [text[slice(*span)] for span in candidates(text, Span(0, len(text)), wants)]


def test_every_kind_of_answer_has_its_kinds_of_candidates() -> None:
    assert set(KINDS) == {wants.value for wants in Wants}


@pytest.mark.parametrize(
    ("text", "wants", "expected"),
    [
        ("Prime Minister Lena Orsk met Ann Karsk.", "person", ["Lena Orsk", "Ann Karsk"]),
        ("An official of the ministry wrote it.", "person", ["An official", "An official of the ministry"]),
        ("It sank in Port Holm, near Norway.", "place", ["Port Holm", "Norway"]),
        ("He kept it in the old town hall.", "place", ["the old town hall"]),
        ("The Alden Seafarers Union struck.", "organisation", ["The Alden Seafarers Union", "Alden Seafarers Union"]),
        ("The Court of Ports ruled.", "organisation", ["The Court", "Court of Ports"]),
        ("It had 193 passengers on 3 March.", "number", ["193"]),
        ("It had 193 passengers on 3 March.", "date", ["3 March"]),
        ("It sank because the hull had cracked.", "reason", ["the hull had cracked"]),
        ("It sank due to a storm, they said.", "reason", ["a storm"]),
        ("They sent a crane to lift the wreck.", "reason", ["to lift the wreck"]),
        ("He kept quiet for fear of the sea.", "reason", ["for fear of the sea"]),
        ("They found rope, a broken anchor and two bicycles.", "list", ["rope, a broken anchor and two bicycles"]),
        ("She called it “a bathtub with a flag”.", "words", ["a bathtub with a flag"]),
    ],
)
def test_candidates_are_those_of_the_kind_asked_for(text: str, wants: str, expected: list[str]) -> None:
    assert found(text, wants) == expected


def test_things_are_phrases_short_and_long() -> None:
    assert found("The danger of a second wave on the coast grew.", "thing") == [
        "The danger",
        "The danger of a second wave",
        "The danger of a second wave on the coast",
        "a second wave",
        "a second wave on the coast",
        "the coast",
    ]


def test_a_date_is_no_thing() -> None:
    assert "Monday" not in found("The inquiry opened on Monday.", "thing")


def test_candidates_lie_inside_the_sentence() -> None:
    text = "Ann Karsk sailed. Ivo Brandt stayed. Lena Orsk slept."
    assert [text[slice(*span)] for span in candidates(text, Span(18, 36), "person")] == ["Ivo Brandt"]


@settings(deadline=None, max_examples=100)
@given(text=st.text(max_size=120), wants=st.sampled_from(sorted(KINDS)))
def test_candidates_are_slices_whatever_the_text(text: str, wants: str) -> None:
    for span in candidates(text, Span(0, len(text)), wants):
        assert 0 <= span.start <= span.end <= len(text)
