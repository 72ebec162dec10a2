"""The page: a text that knows what each slice of it is."""

import pytest

from onrecord.index.model import Article, Span, Statement
from onrecord.qa.check import Part
from onrecord.qa.evidence import Evidence
from onrecord.qa.page import Block, Page, spelled

DAM = Article("The dam is safe. The mill is shut.", id="dam")


def of(quote: str, speaker: str | None = None) -> Evidence:
    span = Span(DAM.text.index(quote), DAM.text.index(quote) + len(quote))
    return Evidence(DAM, span, Statement("dam", speaker, None, None, (span,), "direct", "2031-03-04") if speaker else None)


def pieces(page: Page) -> list[tuple[str, str, int | None]]:
    return [(piece.kind, page.text[piece.start : piece.end], piece.n) for piece in page.pieces]


def test_sentences_follow_each_other_with_their_numbers() -> None:
    page = Page()
    page.add_sentence([Part("prose", "Karsk said “"), Part("quote", "The dam is safe"), Part("prose", "”.")], [of("The dam is safe.")])
    page.add_sentence([Part("prose", "The mill is shut, she said.")], [of("The mill is shut."), of("The dam is safe.")])
    assert page.text == "Karsk said “The dam is safe”. [1] The mill is shut, she said. [1][2]"
    assert [(each.n, each.quote) for each in page.citations] == [(1, "The dam is safe."), (2, "The mill is shut.")]
    assert pieces(page) == [
        ("prose", "Karsk said “", None),
        ("quote", "The dam is safe", None),
        ("prose", "”.", None),
        ("mark", "[1]", 1),
        ("prose", "The mill is shut, she said.", None),
        ("mark", "[1]", 1),
        ("mark", "[2]", 2),
    ]


def test_what_sentences_leave_out_follows_in_blocks_and_notes() -> None:
    page = Page()
    page.add_sentence([Part("prose", "It is safe.")], [of("The dam is safe.")])
    page.add_note("In the articles' own words:")
    page.add_block(Block((of("The mill is shut.", "Ann Karsk"),), "Ann Karsk:", "There is more."))
    assert page.text == (
        "It is safe. [1]\n\nIn the articles' own words:\n\nAnn Karsk:\n(4 March 2031) The mill is shut. [2]\nThere is more."
    )
    assert [kind for kind, _, _ in pieces(page)] == ["prose", "mark", "note", "heading", "context", "quote", "mark", "note"]


def test_the_telling_sentence_of_a_quotation_is_a_slice_of_the_page() -> None:
    page = Page()
    whole = Span(0, len(DAM.text))
    page.add_block(Block((Evidence(DAM, whole, telling=of("The mill is shut.").span), of("The dam is safe.")), "Of Alden:"))
    told = [page.text[slice(*piece.telling)] for piece in page.pieces if piece.telling]
    assert (page.text, told) == ("Of Alden:\nThe dam is safe. The mill is shut. [1]\nThe dam is safe. [2]", ["The mill is shut."])


def test_a_note_that_comes_first_has_its_own_paragraph() -> None:
    page = Page()
    page.add_note("No clear answer. What comes nearest:")
    page.add_block(Block((of("The mill is shut."), of("The dam is safe."))))
    assert page.text == "No clear answer. What comes nearest:\n\nThe mill is shut. [1]\nThe dam is safe. [2]"
    assert [(each.n, each.quote) for each in page.citations] == [(1, "The mill is shut."), (2, "The dam is safe.")]
    assert pieces(page) == [
        ("note", "No clear answer. What comes nearest:", None),
        ("quote", "The mill is shut.", None),
        ("mark", "[1]", 1),
        ("quote", "The dam is safe.", None),
        ("mark", "[2]", 2),
    ]


def test_no_quotation_is_written_that_is_no_slice_of_its_article() -> None:
    with pytest.raises(ValueError, match=r"'The dam was safe' is no slice of 'dam', so it can't be quoted"):
        Page().add_sentence([Part("quote", "The dam was safe")], [of("The dam is safe.")])


def test_a_day_is_spelled() -> None:
    assert spelled("2022-02-05") == "5 February 2022"
