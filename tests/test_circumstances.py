"""Where, when and on what occasion something was said, and what was withheld."""

import pytest

from onrecord.index.index import Index
from onrecord.index.model import Article, Span
from onrecord.qa.circumstances import is_withheld, on_occasion, tells_of_eve, told_beside
from onrecord.qa.evidence import Evidence, of_statement
from onrecord.qa.question import Wants

VOTE = Article(
    "The council of Alden voted on the harbour tax.\n\n"
    "“The tax stays,” Mayor Ann Karsk told reporters in Port Selm on Tuesday after the vote.\n\n"
    "Bread was cheap that spring.\n\n"
    "Karsk said the ferry would sail again. She spoke to pupils at the mill.",
    id="vote", title="Alden votes", published="2031-03-05",
)  # fmt: skip


def evidence(index: Index, *articles: Article) -> list[Evidence]:
    index.add(articles)
    return [of_statement(index.article(each.article), each) for each in index.statements()]


def quotes(found: list[Evidence]) -> list[str]:
    return [each.quote for each in found]


TAX, FERRY = "“The tax stays,”", "Karsk said the ferry would sail again."


@pytest.mark.parametrize(("wants", "short"), [(Wants.PLACE, "Port Selm"), (Wants.DATE, "Tuesday")])
def test_place_and_day_stand_in_the_sentence_beside_the_words(index: Index, wants: Wants, short: str) -> None:
    found = told_beside(index, evidence(index, VOTE), wants)
    assert found is not None
    assert found[1] == short
    assert found[0].quote == "“The tax stays,” Mayor Ann Karsk told reporters in Port Selm on Tuesday after the vote."
    assert found[0].statement is not None


def test_a_day_within_the_words_is_not_the_day_of_saying(index: Index) -> None:
    assert told_beside(index, evidence(index, Article("“It opened on Monday,” Karsk said.", id="a")), Wants.DATE) is None
    assert told_beside(index, [], Wants.DATE) is None
    assert told_beside(index, [Evidence(VOTE, Span(0, 46))], Wants.DATE) is None  # nobody’s words


@pytest.mark.parametrize(
    "text",
    [
        "Karsk said the fair would open.",
        "Karsk welcomed signals from Varn that the fair would open, but Marsh urged Alden to wait.",
        "Finance minister Oda Lind said the tax would stay.",
    ],
)
def test_a_name_that_no_in_or_at_stands_before_is_not_the_place_of_saying(index: Index, text: str) -> None:
    assert told_beside(index, evidence(index, Article(text, id="a")), Wants.PLACE) is None


def test_an_occasion_stands_beside_the_words_or_at_the_article_s_head(index: Index) -> None:
    found = evidence(index, VOTE)
    assert quotes(found) == [TAX, FERRY]
    assert quotes(on_occasion(found, "")) == [TAX, FERRY]
    assert quotes(on_occasion(found, "to reporters after the vote")) == [TAX]
    assert quotes(on_occasion(found, "at the mill")) == [FERRY]
    assert on_occasion(found, "in Brussels") == []
    assert on_occasion([], "in Brussels") == []


@pytest.mark.parametrize(
    "occasion",
    ["in the storm", "during the storm"],
)
def test_an_occasion_that_the_title_tells_holds_for_the_whole_article(index: Index, occasion: str) -> None:
    other = Article("Karsk said it rained.\n\nIt rained on.\n\nIt did.", id="rain", title="Storm over Alden")
    found = evidence(index, other, Article("Marsh said it snowed.", id="snow", title="Snow"))
    assert quotes(on_occasion(found, occasion)) == ["Karsk said it rained."]


@pytest.mark.parametrize(
    ("sentence", "withheld"),
    [
        ("The board declined to say how much it would cost.", True),
        ("Karsk did not name the donor.", True),
        ("Moscow gave no details on the move.", True),
        ("She refused to comment.", True),
        ("He never explained why.", True),
        ("They left without saying when.", True),
        ("It wouldn’t disclose the sum.", True),
        ("The board said how much it would cost.", False),
        ("Karsk gave no ground.", False),
        ("The dam did not break.", False),
    ],
)
def test_what_was_not_told(sentence: str, withheld: bool) -> None:
    assert is_withheld(Evidence(Article(sentence, id="a"), Span(0, len(sentence)))) is withheld


def test_a_person_s_own_words_withhold_nothing(index: Index) -> None:
    (said,) = evidence(index, Article("“I did not say that,” Karsk said.", id="a"))
    assert said.statement is not None and said.statement.kind == "direct"
    assert not is_withheld(said)


@pytest.mark.parametrize(
    ("question", "sentence", "withheld"),
    [
        ("How many came?", "The board gave no figures on how many came, but the tanks were put onto barges.", True),
        ("What were the tanks put onto?", "The board gave no figures on how many came, but the tanks were put onto barges.", False),
        ("Who won the seat of Varn?", "Ann Karsk, who refused to talk about the ferry, won the seat of Varn.", False),
        ("What did she say about the ferry?", "Ann Karsk, who refused to talk about the ferry, won the seat of Varn.", True),
        ("How much would the repair cost?", "The board declined to say how much the repair would cost.", True),
    ],
)
def test_what_is_withheld_is_what_was_asked_for(question: str, sentence: str, withheld: bool) -> None:
    assert is_withheld(Evidence(Article(sentence, id="a"), Span(0, len(sentence))), question) is withheld


def test_an_undated_statement_of_a_paper_that_names_its_own_day_is_not_of_the_day_before() -> None:
    def tells(text: str) -> bool:
        return tells_of_eve(Article(text, id="a", published="2031-03-05"))  # a Wednesday

    assert tells("Karsk said yesterday that the dam was safe.")
    assert tells("Karsk said the dam was safe.")
    assert not tells("Karsk said on Wednesday that the dam was safe.")
    assert not tells("On Wednesday Karsk spoke. The pictures were taken on Tuesday. It rained on Wednesday.")
