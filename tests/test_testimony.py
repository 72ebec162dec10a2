"""What the witnesses say: all of it or of much the newest, on a topic, in a period, on an occasion, in their exact words."""

from datetime import date
from pathlib import Path

import pytest
from fakes import HashEmbedder, WordGate

from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.qa import testimony
from onrecord.qa.answer import Answer, IndexState
from onrecord.qa.gate import Gate
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
    draft = testimony.testify(index, WordGate(sure_of), question, witnesses)
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
    assert answer.confidence == Gate().sure


def test_two_side_by_side_in_the_order_they_are_asked_for(news: Index) -> None:
    answer = ask(news, "What did Marsh and Karsk say?")
    assert answer.text == (
        f"Jon Marsh, Engineer:\n{CRACKS} [1]\n{SLEEP} [2]\n\nAnn Karsk, Mayor:\n{JUNE} [3]\n{SAFE} [4]\n(4 March 2031) {LEAVE} [5]"
    )


def test_one_who_is_silent_is_named_beside_the_one_who_speaks(news: Index) -> None:
    for who, sentence in (
        ("Quist", "The articles mention Quist, but quote nothing of theirs."),
        ("Voss", "The articles don't mention Voss."),
    ):
        answer = ask(news, f"What did Marsh and {who} say?")
        assert answer.text == f"Jon Marsh, Engineer:\n{CRACKS} [1]\n{SLEEP} [2]\n{sentence}"


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


@pytest.mark.parametrize("when", ["last week", "in May", "in 1990"])
def test_at_that_time_they_said_nothing(news: Index, when: str) -> None:
    assert refused(ask(news, f"what did Lind say {when}?")) == "The articles quote Oda Lind 4 times, but not at that time."


def test_exact_words_are_those_in_quotation_marks(news: Index) -> None:
    assert quotes(ask(news, "quote Karsk")) == [LEAVE]
    assert quotes(ask(news, "what did Marsh say verbatim?")) == [SLEEP]
    news.remove("dam")
    assert refused(ask(news, "quote Karsk")) == "The articles quote Karsk once, but not in those words."


def test_on_an_occasion(news: Index) -> None:
    assert quotes(ask(news, "what did Lind tell parliament?")) == [STAY, TOUCH]
    assert quotes(ask(news, "what did Lind say in Varn?")) == [HALF, LISTENED]
    assert refused(ask(news, "what did Lind say in Brussels?")) == "The articles quote Oda Lind 4 times, but not on that occasion."


@pytest.mark.parametrize("asked", ["what did Lind say in Brussels?", "what did Lind say in May?", "quote Quill"])
def test_beside_what_was_not_said_then_or_there_stands_what_comes_closest(news: Index, asked: str) -> None:
    news.add(Article("Quill said it rained.", id="quill"))
    answer = ask(news, asked)
    refused(answer)
    assert len(answer.closest) >= 1


def test_the_latest_is_what_was_said_on_the_newest_day(news: Index) -> None:
    assert quotes(ask(news, "what did Lind last say?")) == [HALF, LISTENED]
    assert quotes(ask(news, "what did Karsk last say?")) == [JUNE]


def test_over_time_is_oldest_first(news: Index) -> None:
    answer = ask(news, "how has Lind's view of the tax changed?", stay=0.8, fall=0.9)
    assert quotes(answer) == [STAY, HALF]
    assert quotes(ask(news, "what did Lind say about the tax?", stay=0.8, fall=0.9)) == [HALF, STAY]


@pytest.mark.parametrize(("wants", "short"), [("where", "Varn"), ("when", "Thursday")])
def test_where_and_when_something_was_said(index: Index, wants: str, short: str) -> None:
    index.add(Article("“We listened,” Lind said in Varn on Thursday.", id="a", published="2031-06-13"))
    answer = ask(index, f"{wants} did Lind speak?")
    assert (answer.short, quotes(answer)) == (short, ["“We listened,” Lind said in Varn on Thursday."])


@pytest.mark.parametrize(("who", "short"), [("Karsk", "Port Selm"), ("Lind", "Varn")])
def test_where_it_was_said_is_no_name_of_the_speaker(news: Index, who: str, short: str) -> None:
    assert ask(news, f"where did {who} speak?").short == short


# On a topic


def test_on_a_topic_only_what_is_on_it_the_surest_first(news: Index) -> None:
    answer = ask(news, "what did Karsk say about the dam?", leave=0.6, safe=0.9, June=0.44)
    assert quotes(answer) == [SAFE, LEAVE]  # what is less than half as sure as the surest is left out
    assert answer.confidence == 0.9


def test_what_is_far_from_sure_is_left_out_even_beside_little(news: Index) -> None:
    assert quotes(ask(news, "what did Karsk say about the dam?", safe=0.5, June=0.29)) == [SAFE]


def test_what_is_said_right_before_or_after_it_is_shown_with_it(news: Index) -> None:
    assert quotes(ask(news, "what did Karsk say about the dam?", safe=0.9, leave=0.06)) == [SAFE, LEAVE]
    assert quotes(ask(news, "what did Karsk say about the dam?", safe=0.9, leave=0.04)) == [SAFE]
    assert quotes(ask(news, "what did Marsh say about sleep?", sleep=0.9, cracks=0.06)) == [SLEEP, CRACKS]


def test_at_most_five_on_a_topic(index: Index) -> None:
    index.add([Article(f"Karsk said plan {word} was ready.", id=word) for word in "one two three four five six".split()])
    found = quotes(ask(index, "what did Karsk say about plans?", one=0.9, two=0.8, three=0.7, four=0.6, five=0.55, six=0.54))
    assert found == [f"Karsk said plan {word} was ready." for word in "one two three four five".split()]


def test_not_on_the_topic_says_how_often_they_are_quoted_and_shows_what_comes_closest(news: Index) -> None:
    answer = ask(news, "what did Karsk say about bread?", safe=0.4)
    assert refused(answer) == "The articles quote Ann Karsk 3 times, but not on bread."
    assert answer.closest[0].quote == SAFE
    assert {each.speaker for each in answer.closest} == {"Ann Karsk"}
    assert answer.confidence == 0.4
    news.remove("dam")
    assert refused(ask(news, "what did Karsk say about bread?")) == "The articles quote Karsk once, but not on bread."


def test_one_on_the_topic_and_one_not(news: Index) -> None:
    answer = ask(news, "What did Marsh and Karsk say about the wall?", cracks=0.9)
    assert answer.text == (f"Jon Marsh, Engineer:\n{CRACKS} [1]\nThe articles quote Ann Karsk 3 times, but not on the wall.")


def test_neither_on_the_topic(news: Index) -> None:
    answer = ask(news, "What did Marsh and Karsk say about cheese?")
    assert refused(answer) == (
        "The articles quote Jon Marsh 2 times, but not on cheese. The articles quote Ann Karsk 3 times, but not on cheese."
    )


def test_what_somebody_would_not_tell_is_no_answer(index: Index) -> None:
    index.add(Article("Karsk declined to say how much the repair would cost.", id="a"))
    answer = ask(index, "what did Karsk say about the cost of the repair?", repair=0.9)
    assert refused(answer) == "The articles say that Karsk didn't tell."
    assert [each.quote for each in answer.closest] == ["Karsk declined to say how much the repair would cost."]


@pytest.mark.parametrize("asked", ["what did Lind say about the tax in May?", "what were Karsk's exact words about the fair?"])
def test_a_topic_touched_at_another_time_is_not_called_untouched(news: Index, asked: str) -> None:
    assert refused(ask(news, asked, tax=0.9, fall=0.9, stay=0.9, fair=0.9)).endswith((" at that time.", " in those words."))


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


def test_where_and_when_it_was_said_is_told_or_said_not_to_be(index: Index) -> None:
    index.add([Article("“The dam is safe,” Karsk told reporters in Alden.", id="alden"), Article("Marsh said the wall leaks.", id="wall")])
    assert ask(index, "where did Karsk say it?").short == "Alden"
    assert refused(ask(index, "where did Marsh say it?")) == "The articles quote Marsh, but don't tell where."
    assert refused(ask(index, "when did Marsh say it?")) == "The articles quote Marsh, but don't tell when."


def test_what_was_withheld_is_so_whichever_statement_comes_nearest(index: Index) -> None:
    index.add([Article("Karsk said the fungus was harmless. He did not say how the fungus had come.", id="fungus")])
    answer = ask(index, "what did Karsk say about how the fungus came?", harmless=0.9, come=0.6)
    assert refused(answer) == "The articles say that Karsk didn't tell."
