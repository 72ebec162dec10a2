import pytest

from onrecord.qa.claim import claim_of


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("Voss said x was so, while Brun said y was not.", ["Voss said x was so, ", " Brun said y was not."]),
        ("Rain fell; the boats sailed.", ["Rain fell", " the boats sailed."]),
        ("Voss said the strike would end and that pay would rise.", ["Voss said the strike would end ", " that pay would rise."]),
        ("Voss and Brun met.", ["Voss and Brun met."]),
        ("Voss said: “Rain fell; we stayed.”", ["Voss said: “Rain fell; we stayed.”"]),
    ],
)
def test_clauses_that_say_something_for_themselves(sentence: str, clauses: list[str]):
    claim = claim_of(sentence)
    assert [claim.text[slice(*span)] for span in claim.clauses] == clauses


def test_what_goes_on_in_one_voice():
    claim = claim_of("Voss said the strike would end and that pay would rise.")
    first, second = claim.clauses
    assert [claim.goes_on(span) for span in (first, second)] == [False, True]
    assert [frame.mention for frame in claim.frames_of(second)] == ["Voss"]
    other = claim_of("Voss said the strike would end, while the boats sailed.")
    assert other.frames_of(other.clauses[1]) == []


def test_a_sentence_is_read_in_one_line():
    assert claim_of(" Rain \n fell. ").text == "Rain fell."
