"""The slice that shows a statement, whose words a slice is, and which slices print the same."""

from typing import Literal

import pytest

from onrecord.index.index import Index
from onrecord.index.model import Article, Span, Statement
from onrecord.qa.evidence import Evidence, apart, leans, of_statement, said_in, without_reprints, words_of

TEXT = (
    "Mayor Ann Karsk told reporters that the dam was safe. “Nobody need leave,” she said, “and nobody will.” "
    "The old dam, which the valley had feared ever since it was built, would stay shut for good and all, Marsh said."
)
ARTICLE = Article(TEXT, id="dam", published="2031-03-05")


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def statement(
    kind: Literal["direct", "indirect", "mixed"],
    *content: str,
    source: str | None = None,
    cue: str | None = None,
    said_on: str | None = None,
) -> Statement:
    return Statement("dam", "Ann Karsk", at(source) if source else None, at(cue) if cue else None, tuple(map(at, content)), kind, said_on)


def shown(made: Statement) -> str:
    return TEXT[slice(*words_of(ARTICLE, made))]


def test_a_quotation_is_shown_by_itself() -> None:
    assert shown(statement("direct", "“Nobody need leave,”", source="she", cue="said")) == "“Nobody need leave,”"


def test_a_quotation_in_two_parts_is_shown_from_the_first_to_the_last() -> None:
    assert shown(statement("direct", "“Nobody need leave,”", "“and nobody will.”")) == "“Nobody need leave,” she said, “and nobody will.”"


def test_what_is_reported_is_shown_with_who_says_it_and_the_full_stop() -> None:
    made = statement("indirect", "that the dam was safe", source="Mayor Ann Karsk", cue="told")
    assert shown(made) == "Mayor Ann Karsk told reporters that the dam was safe."


def test_who_says_it_afterwards_is_shown_too() -> None:
    words = "would stay shut for good and all"
    end = TEXT.index("Marsh said") + len("Marsh said")
    made = Statement("dam", "Marsh", at("Marsh"), Span(end - 4, end), (at(words),), "indirect")
    assert shown(made) == f"{words}, Marsh said."


def test_who_says_it_far_away_is_not_shown() -> None:
    assert shown(statement("indirect", "would stay shut for good and all", source="Mayor Ann Karsk", cue="told")) == (
        "would stay shut for good and all"
    )


def test_of_words_too_many_to_show_the_longest_slice_stays() -> None:
    long = "a" * 1_000
    article = Article(f"{long} b {long}c", id="long")
    made = Statement("long", "Ann Karsk", None, None, (Span(0, 1_000), Span(1_003, 2_004)), "direct")
    assert words_of(article, made) == Span(1_003, 2_004)


def test_evidence_has_its_slice_and_its_day() -> None:
    made = of_statement(ARTICLE, statement("direct", "“Nobody need leave,”", said_on="2031-03-04"), 0.5)
    assert (made.quote, made.day, made.confidence) == ("“Nobody need leave,”", "2031-03-04", 0.5)
    assert of_statement(ARTICLE, statement("direct", "“Nobody need leave,”")).day == "2031-03-05"
    assert Evidence(Article("It rained.", id="a"), Span(0, 2)).day == ""


@pytest.mark.parametrize(
    ("slice_", "whose"),
    [
        ("“Nobody need leave,” she said", "direct"),
        ("Nobody need", "direct"),
        ("Mayor Ann Karsk told reporters that the dam was safe.", None),  # under half of it is what she says
        ("that the dam was safe. “Nobody", "indirect"),
        ("The old dam", None),
    ],
)
def test_whose_words_a_slice_is(slice_: str, whose: str | None) -> None:
    made = [statement("direct", "“Nobody need leave,”"), statement("indirect", "that the dam was safe")]
    found = said_in(at(slice_), made)
    assert (found and found.kind) == whose
    assert said_in(at(slice_), []) is None


@pytest.mark.parametrize(
    ("text", "leaning"), [("He left.", True), ("This was new.", True), ("Henry left.", False), ("Karsk said it.", False)]
)
def test_what_begins_with_a_pronoun_leans_on_what_stands_before_it(text: str, leaning: bool) -> None:
    assert leans(text) is leaning


def test_the_same_words_whatever_their_marks_are_one_with_the_other_articles() -> None:
    def words(id: str, text: str) -> Evidence:
        return Evidence(Article(text, id=id), Span(0, len(text)))

    first, other, again, third = (
        words("a", "“Nobody left,”"),
        words("b", "It rained"),
        words("a", "Nobody left."),
        words("c", "'Nobody' left!"),
    )
    found = without_reprints([first, other, again, third])
    assert [(each.quote, [other.article.id for other in others]) for each, others in found] == [
        ("“Nobody left,”", ["c"]),
        ("It rained", []),
    ]
    assert without_reprints([]) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The harbour of Orsk Bay will open in May, she said.", "The harbour in Orsk Bay will open in May, she said.", True),
        ("“The harbour will open in May,”", '"The harbour will open in May"', True),
        ("The storm took 12 boats out of the harbour.", "The storm took 13 boats out of the harbour.", False),
        ("The harbour will be ready by the first of May.", "The harbour will not be ready by the first of May.", False),
        ("The harbour is ready for the first of the ferries.", "The harbour isn’t ready for the first of the ferries.", False),
        ("The harbour will open in May.", "The ferry sails on Monday.", False),
    ],
)
def test_two_prints_of_one_statement_are_one_though_an_editor_changed_a_word(one: str, other: str, same: bool) -> None:
    first, second = Article(one, id="a"), Article(other, id="b")
    found = without_reprints([Evidence(each, Span(0, len(each.text))) for each in (first, second)])
    assert [(each.article.id, [other.article.id for other in also]) for each, also in found] == (
        [("a", ["b"])] if same else [("a", []), ("b", [])]
    )


def test_of_one_article_only_the_same_words_are_a_reprint() -> None:
    text = "The harbour of the bay will open in May. The harbour in the bay will open in May."
    article = Article(text, id="a")
    assert len(without_reprints([Evidence(article, Span(0, 40)), Evidence(article, Span(41, len(text)))])) == 2


def test_no_slice_that_lies_in_another_one() -> None:
    other = Article(TEXT, id="wire")
    whole, part = Evidence(ARTICLE, Span(0, 53)), Evidence(ARTICLE, Span(30, 53))
    over, elsewhere = Evidence(ARTICLE, Span(40, 60)), Evidence(other, Span(30, 53))
    assert apart([part, whole, over, elsewhere, whole]) == [whole, over, elsewhere]
    assert apart([part, part]) == [part]
    assert apart([]) == []


def test_what_is_reported_begins_with_its_sentence_where_that_only_names_who_or_when(index: Index) -> None:
    index.add([Article("Her agent, Silvio Ask, said there was no ink. Ask welcomed the pens, but he urged the board to wait.", id="ink")])
    article = index.article("ink")
    shown = [article.text[slice(*words_of(article, statement))] for statement in index.statements(article="ink")]
    assert shown[0] == "Her agent, Silvio Ask, said there was no ink."
    assert shown[-1] == "he urged the board to wait."
