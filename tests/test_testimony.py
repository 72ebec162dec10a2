"""What the witnesses say: all of it or of much the newest, on a topic, in a period, on an occasion, in their exact words."""

from datetime import date
from pathlib import Path

import pytest
from fakes import HashEmbedder, WordRelevance

from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.qa import testimony
from onrecord.qa.answer import Answer, IndexState
from onrecord.qa.question import parse
from onrecord.qa.witnesses import called

DAM = Article(
    "Mayor Ann Karsk said the dam was safe. “Nobody need leave,” she told reporters in Port Selm on Tuesday.\n\n"
    "Engineer Jon Marsh warned of cracks in the wall. “I would not sleep under it,” Marsh said.\n\n"
    "The tower is old. Watchman Ilo Quist watched.",
    id="dam", title="Dam watched", published="2031-03-05", source="Gazette",
)  # fmt: skip
FAIR = Article("Karsk said the fair would open in June.", id="fair", title="Fair", published="2031-03-20", source="Herald")
TAX = Article(
    "Finance minister Oda Lind told parliament on 3 March that the tax would stay. “We will not touch it,” Lind said.",
    id="tax", title="Tax stays", published="2031-03-04", source="Gazette",
)  # fmt: skip
CUT = Article(
    "Finance minister Oda Lind said on Thursday that the tax would fall by half. “We listened,” she said in Varn.",
    id="cut", title="Tax falls", published="2031-06-13", source="Gazette",
)  # fmt: skip
SAFE, LEAVE, JUNE = "Mayor Ann Karsk said the dam was safe.", "“Nobody need leave,”", "Karsk said the fair would open in June."
CRACKS, SLEEP = "Engineer Jon Marsh warned of cracks in the wall.", "“I would not sleep under it,”"
STAY, TOUCH = "Finance minister Oda Lind told parliament on 3 March that the tax would stay.", "“We will not touch it,”"
HALF, LISTENED = "Finance minister Oda Lind said on Thursday that the tax would fall by half.", "“We listened,”"


@pytest.fixture
def news(index: Index) -> Index:
    index.add([DAM, FAIR, TAX, CUT])
    return index


def ask(index: Index, asked: str, **sure_of: float) -> Answer:
    question, witnesses = called(index, parse(asked, date(2031, 6, 13)))
    draft = testimony.testify(index, WordRelevance(sure_of), question, witnesses)
    return draft.answer(asked, IndexState(index.name, index.generation))


def quotes(answer: Answer) -> list[str]:
    assert answer.answered
    return [citation.quote for citation in answer.citations]


def refused(answer: Answer) -> str:
    assert (answer.answered, answer.citations) == (False, ())
    return answer.text


def test_all_that_one_says_and_nobody_else_newest_article_first(news: Index) -> None:
    answer = ask(news, "what did Karsk say?")
    assert answer.text == f"Ann Karsk, Mayor:\n{JUNE} [1]\n{SAFE} [2]\n(4 March 2031) {LEAVE} [3]"
    assert [(each.article, each.speaker, each.kind, each.said_on) for each in answer.citations] == [
        ("fair", "Ann Karsk", "indirect", None),
        ("dam", "Ann Karsk", "indirect", None),
        ("dam", "Ann Karsk", "direct", "2031-03-04"),
    ]
    assert answer.confidence == 1.0


def test_two_side_by_side_in_the_order_they_are_asked_for(news: Index) -> None:
    answer = ask(news, "What did Marsh and Karsk say?")
    assert answer.text == (
        f"Jon Marsh, Engineer:\n{CRACKS} [1]\n{SLEEP} [2]\n\nAnn Karsk, Mayor:\n{JUNE} [3]\n{SAFE} [4]\n(4 March 2031) {LEAVE} [5]"
    )


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("in March", [STAY, TOUCH]),
        ("on 3 March", [STAY, TOUCH]),
        ("since May", [HALF, LISTENED]),
        ("on Thursday", [HALF, LISTENED]),
        ("this week", [HALF, LISTENED]),
        ("in 2031", [HALF, LISTENED, STAY, TOUCH]),
        ("before June", [STAY, TOUCH]),
    ],
)
def test_in_a_period_counted_from_the_newest_article(news: Index, when: str, expected: list[str]) -> None:
    assert quotes(ask(news, f"what did Lind say {when}?")) == expected


def test_what_has_no_day_of_its_own_may_have_been_printed_the_day_after(news: Index) -> None:
    assert quotes(ask(news, "what did Karsk say on 4 March?")) == [SAFE, LEAVE]
    assert quotes(ask(news, "what did Karsk say on 5 March?")) == [SAFE]


def test_the_latest_is_what_was_said_on_the_newest_day(news: Index) -> None:
    assert quotes(ask(news, "what did Lind last say?")) == [HALF, LISTENED]
    assert quotes(ask(news, "what did Karsk last say?")) == [JUNE]


# On a topic


def test_of_much_the_newest_is_shown_and_the_rest_counted(index: Index) -> None:
    index.add([Article(f"Mayor Ann Karsk said plan {n} was ready.", id=f"n{n:02}", published=f"2031-03-{n:02}") for n in range(1, 16)])
    answer = ask(index, "what did Karsk say?")
    assert [each.article for each in answer.citations] == [f"n{n:02}" for n in range(15, 3, -1)]
    assert answer.text.endswith("\nThere are 3 more, of earlier articles.")


@pytest.mark.parametrize(("asked", "more"), [("quote Karsk", 3), ("what did Karsk last say?", 0)])
def test_what_is_not_shown_is_counted_by_what_was_asked_for(index: Index, asked: str, more: int) -> None:
    index.add(
        [
            Article(f"Karsk said plan {n} was ready. “Plan {n} is good,” Karsk said.", id=f"n{n:02}", published=f"2031-03-{n:02}")
            for n in range(1, 16)
        ]
    )
    assert ask(index, asked).text.partition("There are ")[2] == (f"{more} more, of earlier articles." if more else "")


# Who is who

GOALIE = Article("Goalkeeper Ann Karsk said her knee was fine.", id="knee", published="2031-03-06", source="Sport")


def test_two_of_one_name_are_shown_as_two(news: Index) -> None:
    news.remove("fair")
    news.add(GOALIE)
    assert ask(news, "what did Ann Karsk say?").text == (
        f"Ann Karsk, Mayor:\n{SAFE} [1]\n(4 March 2031) {LEAVE} [2]\n\n"
        f"Ann Karsk, Goalkeeper:\nGoalkeeper Ann Karsk said her knee was fine. [3]"
    )


def test_of_two_of_one_name_the_office_tells_which(news: Index) -> None:
    news.remove("fair")
    news.add(GOALIE)
    assert quotes(ask(news, "what did the goalkeeper say?")) == ["Goalkeeper Ann Karsk said her knee was fine."]
    assert quotes(ask(news, "what did Mayor Karsk say?")) == [SAFE, LEAVE]


@pytest.mark.parametrize("mention", ["Mayor Karsk", "Mayor Ann Karsk"])
def test_the_office_tells_which_beside_a_bare_surname_too(news: Index, mention: str) -> None:
    news.add(GOALIE)
    assert SAFE in quotes(ask(news, f"what did {mention} say?"))


def test_the_same_quotation_in_two_outlets_is_cited_once(news: Index) -> None:
    news.add(Article("“Nobody need leave,” Mayor Ann Karsk said.", id="wire", published="2031-03-06", source="Wire"))
    answer = ask(news, "quote Karsk")
    assert answer.text == "Ann Karsk, Mayor:\n“Nobody need leave,” [1] (also in Gazette)"
    assert [each.article for each in answer.citations] == ["wire"]


def test_the_same_words_on_two_days_were_said_twice(index: Index) -> None:
    index.add([Article(f"“No comment,” Karsk said on {day} June.", id=f"d{day}", published=f"2031-06-{day + 1:02}") for day in (1, 11)])
    assert ask(index, "what did Karsk say?").text.count("[") == 2


def test_a_changed_article_is_cited_as_it_is_now(folder: Path) -> None:
    with Index.open(folder, embedder=HashEmbedder()) as index:
        index.add(Article("Karsk said the dam was safe.", id="a"))
        assert quotes(ask(index, "what did Karsk say?")) == ["Karsk said the dam was safe."]
        index.add(Article("Karsk said the dam had broken.", id="a"))
        (citation,) = ask(index, "what did Karsk say?").citations
        assert (citation.quote, citation.version) == ("Karsk said the dam had broken.", 2)
        assert index.article("a", 1).text == "Karsk said the dam was safe."


def test_on_a_topic_the_surest_first_and_by_time_where_that_is_asked_for(news: Index) -> None:
    assert quotes(ask(news, "what did Lind say about the tax?", stay=0.8, fall=0.9)) == [HALF, STAY]
    assert quotes(ask(news, "how has Lind's view of the tax changed?", stay=0.8, fall=0.9)) == [STAY, HALF]
    assert ask(news, "what did Lind say about the tax?", stay=0.8, fall=0.9).confidence == 0.9


def test_what_is_far_from_sure_is_left_out(news: Index) -> None:
    assert quotes(ask(news, "what did Lind say about the tax?", stay=0.9, fall=0.2)) == [STAY]


def test_where_nothing_of_theirs_is_clearly_on_it_the_nearest_is_shown_as_that(news: Index) -> None:
    answer = ask(news, "what did Lind say about ice?", stay=0.2, fall=0.1)
    assert (answer.outcome, answer.confidence) == ("unsure", 0.2)
    assert answer.text == (
        "Nothing of Oda Lind is clearly on that. What comes nearest:\n\n"
        f"Oda Lind, Finance minister:\n(3 March 2031) {STAY} [1]\n(12 June 2031) {HALF} [2]"
    )


@pytest.mark.parametrize("who", ["Quist", "Voss"])
def test_one_of_whom_nothing_clear_is_found_is_named_beside_the_one_who_speaks(news: Index, who: str) -> None:
    answer = ask(news, f"What did Marsh and {who} say about cracks?", cracks=0.9, fall=0.1)
    assert (answer.text, answer.outcome) == (f"Jon Marsh, Engineer:\n{CRACKS} [1]\nOf {who} nothing clear was found.", "answered")


def test_of_one_of_whom_nothing_is_clear_the_nearest_is_shown_as_that(news: Index) -> None:
    answer = ask(news, "What did Marsh and Lind say about cracks?", cracks=0.9, fall=0.1)
    nearest = f"Of Lind nothing clear was found. What comes nearest:\n(12 June 2031) {HALF} [2]"
    assert (answer.text, answer.outcome) == (f"Jon Marsh, Engineer:\n{CRACKS} [1]\n\n{nearest}", "answered")


@pytest.mark.parametrize("when", ["last week", "in May", "in 1990"])
def test_at_that_time_they_said_nothing(news: Index, when: str) -> None:
    answer = ask(news, f"what did Lind say {when}?")
    assert (answer.outcome, answer.text, answer.citations) == ("nothing", "The articles quote nothing of Oda Lind in that time.", ())


def test_exact_words_are_those_in_quotation_marks(news: Index) -> None:
    assert quotes(ask(news, "quote Karsk")) == [LEAVE]
    news.remove("dam")
    assert ask(news, "quote Karsk").text == "The articles quote nothing of Karsk in marks."


def test_a_person_who_is_in_no_article_is_said_to_be_in_none(news: Index) -> None:
    assert ask(news, "What did Voss say?").text == "The articles don't mention Voss."
    assert ask(news, "What did Quist say?").text == "The articles mention Quist, but quote nothing of theirs."


def test_of_many_in_one_office_the_one_who_speaks_to_it_is_heard(index: Index) -> None:
    names = ("Aas", "Berg", "Dahl", "Foss", "Holm", "Lund")
    index.add([Article(f"Minister Jon {name} said the {name.lower()} quota was small.", id=name) for name in names])
    answer = ask(index, "what did the minister say about the lund quota?", lund=0.9)
    assert [each.speaker for each in answer.citations] == ["Jon Lund"]


def test_exact_words_and_times_hold_on_a_topic_too(news: Index) -> None:
    assert ask(news, "quote Karsk on the dam", safe=0.9).outcome != "answered"
    assert ask(news, "what did Lind say about the tax on 2 March?", stay=0.9).outcome != "answered"
