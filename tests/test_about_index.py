"""Questions about the index itself: matched as a whole, and told from those that are asked of the articles."""

import pytest
from scripted import ScriptedLLM

from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.qa.about_index import GREETING, WELCOME, about_index
from onrecord.qa.answer import Answer, IndexState
from onrecord.qa.assistant import Assistant
from onrecord.qa.draft import Draft

ICE = Article(
    "Harbour master Ilo Quist said the Varn ferry would stay in port. “The ice is thick,” she said. “It has not read our timetable.”",
    id="ice", title="Ice at the quay", published="2031-01-08", source="The Bay Post",
)  # fmt: skip
FERRY = Article(
    "The notice was short. Ilo Quist said the ferry sails again.\n\nBaker Tam Brok said bread would be cheaper.",
    id="ferry", title="Ferry sails", published="2031-03-02", source="The Cape Echo",
)  # fmt: skip
MILL = Article("Nobody came. The mill of Selm burnt down.", id="mill", title="Mill gone", published="2030-11-30", source="The Bay Post")
NOTE = Article("An undated note of Selm.", id="note", title="Note")
LATER = [Article(f"Number {n} of the Selm papers. It is long.", id=f"n{n}", published=f"2031-04-0{n}") for n in range(1, 6)]


@pytest.fixture
def bay(index: Index) -> Index:
    index.add([ICE, FERRY, MILL, NOTE])
    return index


def drafted(index: Index, question: str) -> Draft:
    draft = about_index(index, question)
    assert draft is not None, question
    return draft


def answer(index: Index, question: str) -> Answer:
    return drafted(index, question).answer(question, IndexState("news", 1))


def told(index: Index, question: str) -> str:
    found = answer(index, question)
    assert (found.outcome, found.confidence, found.short) == ("answered", 1.0, None)
    return found.text


# Thanks, and hello


@pytest.mark.parametrize(
    "said",
    ["Thanks!", "thank you", "OK, thanks a lot.", "okay thank you very much", "  Thx ", "Cheers", "great", "Perfect!", "thanks again"],
)
def test_thanks(bay: Index, said: str) -> None:
    found = answer(bay, said)
    assert (found.outcome, found.text, found.citations, found.confidence) == ("nothing", WELCOME, (), 0.0)


@pytest.mark.parametrize(
    "said",
    ["Hi", "hello there!", "Hey", "Good morning", "good\n evening", "How are you today?", "Who are you?", "What can you do?", "help"],
)
def test_hello(bay: Index, said: str) -> None:
    found = answer(bay, said)
    assert (found.outcome, found.text, found.citations, found.confidence) == ("nothing", GREETING, (), 0.0)


# How many


@pytest.mark.parametrize(
    "question",
    [
        "How many articles are there?",
        "how many articles",
        "How many stories do you have in the index?",
        "how many news items are there in here ?",
        "how many texts have you got",
        "Number of articles in this index",
        "count of stories here",
    ],
)
def test_how_many_articles_there_are_of_how_many_outlets_and_from_when_on(bay: Index, question: str) -> None:
    assert told(bay, question) == "4 articles of 2 outlets, from 30 November 2030 to 2 March 2031."


def test_one_outlet_is_not_counted(index: Index) -> None:
    index.add([ICE, MILL])
    assert told(index, "how many articles are there?") == "2 articles, from 30 November 2030 to 8 January 2031."


def test_one_article_without_a_day(index: Index) -> None:
    index.add([NOTE])
    assert told(index, "how many articles are there?") == "1 article."


@pytest.mark.parametrize(
    ("published", "told_as"),
    [(["2031-01-01"], "1 article, of 1 January 2031."), (["2031-01-01", "2031-01-01", None], "3 articles, of 1 January 2031.")],
)
def test_a_single_day_is_told_once(index: Index, published: list[str | None], told_as: str) -> None:
    index.add([Article(f"Note {n}.", id=f"a{n}", published=day) for n, day in enumerate(published)])
    assert told(index, "how many articles are there?") == told_as


@pytest.mark.parametrize("opening", ["And", "and,", "So", "But", "OK,", "okay", "Well,"])
def test_a_word_that_leads_on_is_taken_off(bay: Index, opening: str) -> None:
    assert told(bay, f"{opening} how many articles are there?") == "4 articles of 2 outlets, from 30 November 2030 to 2 March 2031."


def test_articles_that_were_removed_are_not_counted(bay: Index) -> None:
    bay.remove("ferry")
    assert told(bay, "how many articles are there?") == "3 articles, from 30 November 2030 to 8 January 2031."


# Which mention it


@pytest.mark.parametrize(
    "question",
    [
        "How many articles mention Ilo Quist?",
        "which articles name “Ilo Quist”?",
    ],
)
def test_the_articles_that_mention_something_the_newest_first_each_with_its_first_sentence_on_it(bay: Index, question: str) -> None:
    found = answer(bay, question)
    first = "Harbour master Ilo Quist said the Varn ferry would stay in port."
    assert (found.outcome, found.confidence) == ("answered", 1.0)
    assert found.text.split("\n", 1)[1] == (
        "\n“Ferry sails”, The Cape Echo, 2 March 2031:\nIlo Quist said the ferry sails again. [1]\n\n"
        f"“Ice at the quay”, The Bay Post, 8 January 2031:\n{first} [2]"
    )
    assert found.text.split("\n", 1)[0].lower() == "2 articles mention ilo quist:"
    assert [(each.n, each.article, each.quote) for each in found.citations] == [
        (1, "ferry", "Ilo Quist said the ferry sails again."),
        (2, "ice", first),
    ]


def test_one_article_mentions(bay: Index) -> None:
    assert told(bay, "which article mentions Tam Brok?") == (
        "1 article mentions Tam Brok:\n\n“Ferry sails”, The Cape Echo, 2 March 2031:\nBaker Tam Brok said bread would be cheaper. [1]"
    )


@pytest.mark.parametrize("end", ["here", "in here", "in the index", "in the index here", "in this index", "in the database"])
def test_where_they_are_looked_for_is_no_part_of_what_is_mentioned(bay: Index, end: str) -> None:
    assert told(bay, f"which articles mention Tam Brok {end}?").startswith("1 article mentions Tam Brok:\n")
    assert answer(bay, f"which articles mention Orla Vint {end}?").text == "No article mentions Orla Vint."


def test_an_article_without_day_and_outlet_comes_last_under_its_headline(bay: Index) -> None:
    assert told(bay, "how many articles mention Selm?") == (
        "2 articles mention Selm:\n\n“Mill gone”, The Bay Post, 30 November 2030:\nThe mill of Selm burnt down. [1]\n\n"
        "“Note”:\nAn undated note of Selm. [2]"
    )


def test_words_are_whole_ones(bay: Index) -> None:
    assert [each.article for each in answer(bay, "which articles mention ice?").citations] == ["ice"]  # and not that of the notice


def test_of_many_the_five_newest_are_shown(bay: Index) -> None:
    bay.add(LATER)
    found = answer(bay, "how many articles mention Selm?")
    assert found.text.startswith("7 articles mention Selm; the newest:\n\n“")
    assert [each.article for each in found.citations] == ["n5", "n4", "n3", "n2", "n1"]
    assert {each.quote for each in found.citations} == {f"Number {n} of the Selm papers." for n in range(1, 6)}
    bay.remove(["mill", "note"])
    assert answer(bay, "how many articles mention Selm?").text.startswith("5 articles mention Selm:\n\n“")


@pytest.mark.parametrize("what", ["Orla Vint", "%d {0}", "‘’ OR *", "the Varn ferries", "\ud800x"])
def test_what_no_article_mentions(bay: Index, what: str) -> None:
    found = answer(bay, f"which articles mention {what}?")
    assert (found.outcome, found.citations, found.confidence) == ("nothing", (), 0.0)
    assert found.text.startswith("No article mentions ")


def test_what_was_asked_for_is_named(bay: Index) -> None:
    assert answer(bay, "which articles mention “Orla  Vint”?").text == "No article mentions Orla Vint."


# The newest, and the oldest


@pytest.mark.parametrize(
    "question",
    [
        "What is the newest article?",
        "latest articles",
        "the most recent stories",
        "what’s the last article here?",
        "What are the latest texts",
    ],
)
def test_the_newest_articles_by_their_first_sentences(bay: Index, question: str) -> None:
    assert told(bay, question) == (
        "The newest articles:\n\n“Ferry sails”, The Cape Echo, 2 March 2031:\nThe notice was short. [1]\n\n"
        "“Ice at the quay”, The Bay Post, 8 January 2031:\nHarbour master Ilo Quist said the Varn ferry would stay in port. [2]\n\n"
        "“Mill gone”, The Bay Post, 30 November 2030:\nNobody came. [3]"
    )


@pytest.mark.parametrize("question", ["What is the oldest article?", "the earliest stories", "What was the first article in the index?"])
def test_the_oldest_articles(bay: Index, question: str) -> None:
    found = answer(bay, question)
    assert found.text.startswith("The oldest articles:\n\n“Mill gone”, The Bay Post, 30 November 2030:\nNobody came. [1]\n\n“Ice at")
    assert [each.article for each in found.citations] == ["mill", "ice", "ferry"]


def test_five_of_them_are_shown(bay: Index) -> None:
    bay.add(LATER)
    assert [each.article for each in answer(bay, "newest articles").citations] == ["n5", "n4", "n3", "n2", "n1"]
    assert [each.article for each in answer(bay, "oldest articles").citations] == ["mill", "ice", "ferry", "n1", "n2"]


def test_where_none_has_a_day_all_are_looked_at(index: Index) -> None:
    index.add([NOTE])
    assert told(index, "newest article") == "The newest articles:\n\n“Note”:\nAn undated note of Selm. [1]"


# Who is quoted, and what there is


@pytest.mark.parametrize(
    "question",
    [
        "Who is quoted most?",
        "who is the most quoted person?",
        "Who gets quoted the most often?",
        "the most quoted speakers",
        "who is on record?",
        "Who is quoted here?",
        "who speaks most",
    ],
)
def test_who_is_quoted_most(bay: Index, question: str) -> None:
    assert told(bay, question) == "Quoted most, with the number of statements: Ilo Quist (3), Tam Brok (1)."


def test_nobody_is(index: Index) -> None:
    index.add([NOTE])
    assert told(index, "who is quoted most?") == "Quoted most, with the number of statements: nobody."


@pytest.mark.parametrize(
    "question",
    [
        "What are the articles about?",
        "what is in the index?",
        "What do you have in this index?",
        "What articles do you have?",
        "what stories are there?",
        "What do you know?",
    ],
)
def test_what_there_is(bay: Index, question: str) -> None:
    found = answer(bay, question)
    assert found.text.startswith(
        "4 articles of 2 outlets, from 30 November 2030 to 2 March 2031. Quoted most: Ilo Quist (3), Tam Brok (1). The newest:\n\n"
        "“Ferry sails”, The Cape Echo, 2 March 2031:\nThe notice was short. [1]\n\n"
    )
    assert [each.article for each in found.citations] == ["ferry", "ice", "mill", "note"]


# Near misses, which are asked of the articles


@pytest.mark.parametrize(
    "question",
    [
        "how many articles of the treaty were changed?",
        "How many articles does the treaty have?",
        "how many people are there?",
        "how many ferries do you have?",
        "what are the articles of the treaty about?",
        "what articles of the law were changed?",
        "what is in the harbour?",
        "what do you know about the Varn ferry?",
        "What is the newest ferry?",
        "what is the latest article of the treaty about?",
        "first article of the constitution",
        "who is quoted on the ferry?",
        "who is the most popular person?",
        "Who speaks most often of bread?",
        "what did Ilo Quist say?",
        "who are you talking about?",
        "thanks to whom did the ferry sail?",
        "Thanks, and when did the mill burn down?",
        "hello, who burnt the mill?",
        "help for whom?",
        "what can you do about the ice?",
        "which articles mention",
        "which articles mention X?",
        "did any articles mention Ilo Quist?",
        "which articles cover the Varn ferry?",
        "how many articles are about bread?",
        "and how many articles does the treaty have?",
        f"which articles mention {'x' * 81}?",
        "",
        "?!",
    ],
)
def test_other_questions_are_not_about_the_index(bay: Index, question: str) -> None:
    assert about_index(bay, question) is None


@pytest.mark.parametrize(
    "question",
    [
        "Thanks!",
        "Hello",
        "How many articles are there?",
        "which articles mention Tam Brok?",
        "which articles mention Orla Vint?",
        "what is the newest article?",
        "who is quoted most?",
        "what is in the index?",
    ],
)
def test_a_language_model_has_no_part_in_it(bay: Index, question: str) -> None:
    assert drafted(bay, question).of_index
    llm = ScriptedLLM("There are 40 articles [1].")
    found = Assistant(bay, llm).ask(question, ["What did Ilo Quist say?"])
    assert (found.text, found.answerer, llm.asked) == (answer(bay, question).text, "extractive", [])


def test_a_draft_says_what_it_shows(bay: Index) -> None:
    draft = drafted(bay, "which articles mention Tam Brok?")
    assert (draft.outcome, draft.lead) == ("answered", "1 article mentions Tam Brok:")
    assert [(each.article.id, each.quote, each.statement) for each in draft.evidence] == [
        ("ferry", "Baker Tam Brok said bread would be cheaper.", None)
    ]
