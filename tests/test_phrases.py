import pytest

from onrecord.index.model import Span
from onrecord.qa.phrases import READ, read, stem


def test_words_are_slices_with_a_class_each() -> None:
    text = "See: The judge’s clerk sat down."
    words, tags = read(text, Span(5, len(text)))
    assert [text[word.start : word.end] for word in words] == ["The", "judge", "’s", "clerk", "sat", "down", "."]
    assert [word.low for word in words][2] == "'s"
    assert tags == "DN'NVI."


def test_only_the_opening_of_an_endless_sentence_is_read() -> None:
    text = "sea " * 10_000
    assert read(text, Span(0, len(text))).words[-1].end <= READ


@pytest.mark.parametrize(
    "forms",
    [
        "settle settles settled settling",
        "hold holds held holding",
        "carry carries carried carrying",
        "stop stops stopped stopping",
        "city cities",
        "announce announced announcement",
        "approve approval approved",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


def test_other_words_have_other_stems() -> None:
    assert len({stem(word) for word in "boat bread news bus glass".split()}) == 5
