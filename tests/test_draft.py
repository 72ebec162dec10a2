"""Citations numbered by first use, each slice once, reprints named, and what comes nearest under a line that says so."""

from typing import Any

import pytest

from onrecord.index.model import Article, Span, Speaker, Statement
from onrecord.qa.answer import Answer, IndexState
from onrecord.qa.draft import NEAREST, NOTHING, UNSURE, Draft, headed, nothing, unsure
from onrecord.qa.evidence import Evidence
from onrecord.qa.page import Block, spelled

DAM = Article(
    "The dam is safe. The wall has cracks. Nobody need leave. The mill is shut.", id="dam", published="2031-03-05", source="Gazette"
)
WIRE = Article("Nobody need leave. It rained.", id="wire", published="2031-03-06", source="Herald")
UNSIGNED = Article("It rained. NOBODY need leave", id="unsigned")
STATE = IndexState("news", 7)
KARSK = Speaker("Ann Karsk", ("Karsk",), ("mayor",), 3, (1,))


def of(article: Article, quote: str, speaker: str | None = None, said_on: str | None = None, roles: tuple[str, ...] = ()) -> Evidence:
    span = Span(article.text.index(quote), article.text.index(quote) + len(quote))
    statement = Statement(article.id, speaker, None, None, (span,), "direct", said_on, roles) if speaker else None
    return Evidence(article, span, statement)


def answer(*blocks: Block, **more: Any) -> Answer:
    return Draft(blocks, 0.123456, **more).answer("what?", STATE)


def numbered(found: Answer) -> list[tuple[int, str, str]]:
    return [(citation.n, citation.article, citation.quote) for citation in found.citations]


def test_the_text_has_each_slice_with_its_number() -> None:
    found = answer(Block((of(DAM, "The wall has cracks."), of(DAM, "The dam is safe."))), short="cracks")
    assert found.text == "The wall has cracks. [1]\nThe dam is safe. [2]"
    assert numbered(found) == [(1, "dam", "The wall has cracks."), (2, "dam", "The dam is safe.")]
    assert (found.question, found.answered, found.short, found.closest, found.index) == ("what?", True, "cracks", (), STATE)
    assert found.outcome == "answered"
    assert found.confidence == 0.1235


def test_blocks_have_headings_and_notes() -> None:
    found = answer(Block((of(DAM, "The dam is safe."),), "Ann Karsk:", "There are 2 more."), Block((of(WIRE, "It rained."),), "Jon Marsh:"))
    assert found.text == "Ann Karsk:\nThe dam is safe. [1]\nThere are 2 more.\n\nJon Marsh:\nIt rained. [2]"


def test_a_slice_that_comes_again_keeps_its_number() -> None:
    found = answer(Block((of(DAM, "The dam is safe."), of(WIRE, "It rained."))), Block((of(DAM, "The dam is safe."),)))
    assert found.text == "The dam is safe. [1]\nIt rained. [2]\n\nThe dam is safe. [1]"
    assert [n for n, _, _ in numbered(found)] == [1, 2]


def test_the_day_stands_before_what_was_said_unless_the_heading_has_it() -> None:
    said = of(DAM, "Nobody need leave.", "Ann Karsk", "2031-03-04")
    assert answer(Block((said,))).text == "(4 March 2031) Nobody need leave. [1]"
    assert answer(Block((said,), "Ann Karsk:")).text == "Ann Karsk:\n(4 March 2031) Nobody need leave. [1]"
    assert answer(Block((said,), "Ann Karsk, 4 March 2031:")).text == "Ann Karsk, 4 March 2031:\nNobody need leave. [1]"


def test_a_citation_says_whose_words_it_has_and_when_they_were_said() -> None:
    found = answer(Block((of(DAM, "Nobody need leave.", "Ann Karsk", "2031-03-04"), of(DAM, "The mill is shut."))))
    assert [(each.speaker, each.kind, each.said_on, each.published) for each in found.citations] == [
        ("Ann Karsk", "direct", "2031-03-04", "2031-03-05"),
        (None, "report", None, "2031-03-05"),
    ]


def test_the_same_words_in_other_outlets_are_cited_once_and_the_outlets_named() -> None:
    words = [of(DAM, "Nobody need leave."), of(WIRE, "Nobody need leave."), of(UNSIGNED, "NOBODY need leave")]
    found = answer(Block(tuple(words)))
    assert found.text == "Nobody need leave. [1] (also in Herald, It rained. NOBODY need leave)"
    assert numbered(found) == [(1, "dam", "Nobody need leave.")]


def pieces(found: Answer) -> list[tuple[str, str, int | None]]:
    return [(piece.kind, found.text[piece.start : piece.end], piece.n) for piece in found.pieces]


def test_an_unsure_answer_cites_what_comes_nearest_under_a_line_that_says_so() -> None:
    nearest = [
        Block((of(DAM, "Nobody need leave."), of(WIRE, "Nobody need leave."), of(DAM, "The dam is safe."))),
        Block((of(WIRE, "It rained."),)),
    ]
    found = unsure(nearest, 0.123456).answer("what?", STATE)
    assert found.text == (
        "No clear answer. What comes nearest:\n\nNobody need leave. [1] (also in Herald)\nThe dam is safe. [2]\n\nIt rained. [3]"
    )
    assert (found.outcome, found.answered, found.confidence, found.short) == ("unsure", False, 0.1235, None)
    assert numbered(found) == [(1, "dam", "Nobody need leave."), (2, "dam", "The dam is safe."), (3, "wire", "It rained.")]
    assert found.closest == found.citations
    assert pieces(found) == [
        ("note", UNSURE, None),
        ("quote", "Nobody need leave.", None),
        ("mark", "[1]", 1),
        ("also", " (also in Herald)", None),
        ("quote", "The dam is safe.", None),
        ("mark", "[2]", 2),
        ("quote", "It rained.", None),
        ("mark", "[3]", 3),
    ]


def test_an_unsure_answer_has_no_short_one() -> None:
    block = Block((of(DAM, "The wall has cracks."),))
    assert Draft((block,), 0.4, "unsure", "cracks", UNSURE).answer("what?", STATE).short is None
    assert Draft((block,), 0.4, "answered", "cracks").answer("what?", STATE).short == "cracks"


def test_the_line_before_what_comes_nearest_may_be_another() -> None:
    block = Block((of(DAM, "The dam is safe."),), "Ann Karsk:")
    found = unsure([Block(()), block], 0.2, f"Nothing of Ann Karsk is clearly on that. {NEAREST}")
    assert found.blocks == (block,)
    assert found.answer("what?", STATE).text == (
        "Nothing of Ann Karsk is clearly on that. What comes nearest:\n\nAnn Karsk:\nThe dam is safe. [1]"
    )


@pytest.mark.parametrize(
    ("lead", "shown"),
    [
        (UNSURE, NOTHING),
        (f"Nothing of Ann Karsk is clearly on that. {NEAREST}", "Nothing of Ann Karsk is clearly on that."),
        ("The articles quote nothing of Ann Karsk.", "The articles quote nothing of Ann Karsk."),
    ],
)
@pytest.mark.parametrize("blocks", [[], [Block(())]])
def test_where_nothing_comes_near_there_is_nothing(blocks: list[Block], lead: str, shown: str) -> None:
    draft = unsure(blocks, 0.3, lead)
    assert draft == nothing(shown)
    found = draft.answer("what?", STATE)
    assert (found.outcome, found.answered, found.text, found.confidence) == ("nothing", False, shown, 0.0)
    assert (found.citations, found.closest, found.short, pieces(found)) == ((), (), None, [("note", shown, None)])


def test_nothing_says_so() -> None:
    assert nothing().answer("what?", STATE).text == "Nothing in these articles comes near that."


def test_a_line_before_an_answer_is_a_note() -> None:
    found = Draft((Block((of(DAM, "The dam is safe."),)),), 1.0, lead="2 articles mention Alden:").answer("what?", STATE)
    assert found.text == "2 articles mention Alden:\n\nThe dam is safe. [1]"
    assert (found.outcome, pieces(found)[0]) == ("answered", ("note", "2 articles mention Alden:", None))


def test_the_evidence_is_that_of_all_blocks_in_order() -> None:
    first, second, third = of(DAM, "The dam is safe."), of(WIRE, "It rained."), of(DAM, "The mill is shut.")
    assert Draft((Block((first, second)), Block(()), Block((third,))), 1.0).evidence == [first, second, third]


def test_format_strings_html_and_marks_in_an_article_are_quoted_as_they_are() -> None:
    text = "“<b>{0} %s {question}</b> [2] \\1 $x”"
    found = answer(Block((Evidence(Article(text, id="x", source="{}%d"), Span(0, len(text))),), "{heading} %s:"))
    assert (found.text, found.citations[0].quote, found.citations[0].source) == (f"{{heading}} %s:\n{text} [1]", text, "{}%d")


@pytest.mark.parametrize(("day", "shown"), [("2031-03-04", "4 March 2031"), ("2024-02-29", "29 February 2024")])
def test_a_day_spelled_out(day: str, shown: str) -> None:
    assert spelled(day) == shown


def test_a_heading_has_the_role_that_the_articles_cited_give_most_and_the_day_if_it_is_one() -> None:
    first = of(DAM, "The dam is safe.", "Ann Karsk", "2031-03-04", ("mayor",))
    again = of(DAM, "Nobody need leave.", "Ann Karsk", "2031-03-04", ("mayor", "mayor of Alden"))
    other = of(WIRE, "It rained.", "Ann Karsk", "2031-03-06")
    assert headed(KARSK, [first, again]) == "Ann Karsk, mayor, 4 March 2031:"
    assert headed(KARSK, [first, other]) == "Ann Karsk, mayor:"
    assert headed(KARSK, [other]) == "Ann Karsk, 6 March 2031:"
    assert headed(KARSK, [of(DAM, "The dam is safe.", "Ann Karsk")]) == "Ann Karsk:"


def test_the_same_words_of_two_people_are_not_one_quotation() -> None:
    found = answer(Block((of(DAM, "Nobody need leave.", "Ann Karsk"), of(WIRE, "Nobody need leave.", "Per Holt"))))
    assert [(each.article, each.speaker) for each in found.citations] == [("dam", "Ann Karsk"), ("wire", "Per Holt")]


def test_two_in_one_article_who_say_the_same_are_both_cited() -> None:
    text = Article("“No comment,” Karsk said. Holt said: “No comment.”", id="same")
    second = text.text.rindex("“No")
    karsk, holt = (
        Evidence(text, span, Statement("same", speaker, None, None, (span,), "direct"))
        for speaker, span in (("Ann Karsk", Span(0, 13)), ("Per Holt", Span(second, second + 13)))
    )
    assert [karsk.quote, holt.quote] == ["“No comment,”", "“No comment.”"]
    assert [each.speaker for each in answer(Block((karsk, holt))).citations] == ["Ann Karsk", "Per Holt"]


def test_a_day_is_not_taken_for_told_because_the_heading_ends_like_it() -> None:
    early = of(DAM, "The dam is safe.", "Ann Karsk", "2031-03-05")
    found = answer(Block((early,), "Ann Karsk, Dam watched, 15 March 2031:"))
    assert found.text == "Ann Karsk, Dam watched, 15 March 2031:\n(5 March 2031) The dam is safe. [1]"
