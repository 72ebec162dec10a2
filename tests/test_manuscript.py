"""A model's text, as sentences with their numbers, whatever form it has and in whatever pieces it comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.qa.manuscript import LONGEST, Manuscript, Sentence


def read(text: str, step: int = 3, cut: bool = False) -> list[tuple[str, tuple[int, ...]]]:
    return [(sentence.text, sentence.cited) for sentence in sentences(text, step, cut)]


def sentences(text: str, step: int = 3, cut: bool = False) -> list[Sentence]:
    manuscript = Manuscript()
    found = [sentence for at in range(0, len(text), step) for sentence in manuscript.feed(text[at : at + step])]
    return [*found, *manuscript.close(cut)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam is safe [1]. The mill is shut [2].", [("The dam is safe.", (1,)), ("The mill is shut.", (2,))]),
        ("The dam is safe. [1] The mill is shut. [2]", [("The dam is safe.", (1,)), ("The mill is shut.", (2,))]),
        ("The dam is safe.[1][3] The mill is shut.", [("The dam is safe.", (1, 3)), ("The mill is shut.", ())]),
        ("The dam is safe [1, 3]. It rained [2-4].", [("The dam is safe.", (1, 3)), ("It rained.", (2, 3, 4))]),
        ("The dam is safe (passage 2). It rained (1).", [("The dam is safe.", (2,)), ("It rained.", (1,))]),
        ("The dam is safe 【3†source】. It rained [^4].", [("The dam is safe.", (3,)), ("It rained.", (4,))]),
        ("The dam is safe [Source 2]. It rained [n=3].", [("The dam is safe.", (2,)), ("It rained.", (3,))]),
        ("Karsk said “It holds. It will hold.” [1] It rained.", [("Karsk said “It holds. It will hold.”", (1,)), ("It rained.", ())]),
        ("**Karsk** said so [1].\n\n# News\n- It rained [2].", [("Karsk said so.", (1,)), ("News", ()), ("It rained.", (2,))]),
        ("1. It rained [2].\n2. The mill is shut [1].", [("It rained.", (2,)), ("The mill is shut.", (1,))]),
        ("The toll fell by 3.5 cents in 2031 (a record) [2].", [("The toll fell by 3.5 cents in 2031 (a record).", (2,))]),
        ("Karsk &amp; Sons shut the mill [1].", [("Karsk & Sons shut the mill.", (1,))]),
        (
            "It rained [1]. <b>The mill</b> is shut. [2] so they say",
            [("It rained.", (1,)), ("<b>The mill</b> is shut.", (2,)), ("so they say", ())],
        ),
        ("It rained\x00\x1b[1].", [("It rained.", (1,))]),
        ("[1] [2]", []),
        ("", []),
    ],
)
@pytest.mark.parametrize("step", [1, 7, 1000])
def test_sentences_and_their_numbers(text: str, expected: list[tuple[str, tuple[int, ...]]], step: int) -> None:
    assert read(text, step) == expected


def test_a_sentence_comes_when_the_next_one_has_begun() -> None:
    manuscript = Manuscript()
    assert list(manuscript.feed("It rained. ")) == []
    assert list(manuscript.feed("[2] ")) == []
    assert list(manuscript.feed("The mill")) == [Sentence("It rained.", (2,))]
    assert list(manuscript.close()) == [Sentence("The mill", ())]


def test_what_has_no_end_when_the_model_breaks_off_is_not_whole() -> None:
    assert sentences("It rained [1]. The mill is", cut=True) == [Sentence("It rained.", (1,)), Sentence("The mill is", (), whole=False)]
    assert sentences("It rained [1]. The mill is shut.", cut=True)[-1] == Sentence("The mill is shut.", ())


def test_of_a_sentence_without_end_the_beginning_is_told_once() -> None:
    found = sentences("a" * (3 * LONGEST) + " and so on. It rained [1].", 50)
    assert [(len(each.text), each.whole) for each in found] == [(LONGEST, False), (len("It rained."), True)]


@given(st.text(max_size=300), st.integers(1, 40))
def test_the_pieces_it_comes_in_make_no_difference(text: str, step: int) -> None:
    assert sorted(read(text, step)) == sorted(read(text, 1000))
