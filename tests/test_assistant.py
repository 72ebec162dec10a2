"""Questions in, cited answers out, on the article that comes along and on invented ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alden import BREAD, CRACKS, CUT, DAM, FAIR, HALF, JUNE, LEAVE, LISTENED, OF_KARSK, SAFE, SLEEP, STAY, TAX, TOUCH, WIRE, ask, quotes
from fakes import HashEmbedder

from onrecord import Article, Assistant, Index
from onrecord.qa.assistant import NOT_FOUND
from onrecord.qa.facts import NOT_ANSWERED


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Index.open(tmp_path_factory.mktemp("indexes") / "seeds") as index:
        index.add(Path(__file__).parents[1] / "seeds")
        yield Assistant(index)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Invented articles, for tests that change nothing."""
    with Index.open(tmp_path_factory.mktemp("indexes") / "news") as index:
        index.add([DAM, WIRE, FAIR, TAX, CUT])
        yield Assistant(index)


# The article that comes along


def test_the_main_question(seeds: Assistant) -> None:
    answer = ask(seeds, "what did Stoltenberg say?")
    assert (
        "“There are signs from Moscow that diplomacy should continue. This gives grounds for cautious optimism. But so far we have "
        "not seen any sign of de-escalation on the ground from the Russian side,”"
    ) in quotes(answer)
    assert {(each.speaker, each.published) for each in answer.citations} == {("Jens Stoltenberg", "2022-02-15")}
    assert answer.text.startswith("Jens Stoltenberg, ")
    assert answer.closest == ()
    assert 0.5 <= answer.confidence <= 1


@pytest.mark.parametrize("who", ["Stoltenberg", "stoltenberg", "Jens Stoltenberg", "stoltenburg", "NATO's chief", "the NATO chief"])
def test_whoever_is_meant_by_whatever_name(seeds: Assistant, who: str) -> None:
    every = [seeds.index.article(each.article).text[slice(*each.content[0])] for each in seeds.index.statements(speaker="Jens Stoltenberg")]
    found = quotes(ask(seeds, f"what did {who} say?"))
    assert len(found) == len(every) >= 3
    assert all(any(words in quote for quote in found) for words in every)


@pytest.mark.parametrize(("who", "name"), [("Foreign Minister Kuleba", "Dmytro Kuleba"), ("Prime Minister Johnson", "Boris Johnson")])
def test_office_and_surname(seeds: Assistant, who: str, name: str) -> None:
    assert [citation.speaker for citation in ask(seeds, f"What did {who} say?").citations] == [name]


@pytest.mark.parametrize(
    ("question", "holds", "speaker"),
    [
        ("What did Kuleba say about troops?", "“When we see troops pulling out, we’ll believe in de-escalation,”", "Dmytro Kuleba"),
        ("what did Putin say about missiles?", "intermediate-range missiles in Europe", "Vladimir Putin"),
        ("What did Chancellor Scholz say about a solution?", "it should be possible to find a solution", "Olaf Scholz"),
        ("how many troops has Russia massed?", "more than 100,000 troops", None),
        ("who is Maria Zakharova", "Foreign Ministry spokeswoman Maria Zakharova", "Maria Zakharova"),
        ("What did the Maxar images show?", "increased Russian military activity", "Maxar Technologies"),
    ],
)
def test_the_first_citation_holds_the_answer(seeds: Assistant, question: str, holds: str, speaker: str | None) -> None:
    answer = ask(seeds, question)
    assert holds in quotes(answer)[0]
    assert answer.citations[0].speaker == speaker


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("what is the capital of Peru?", NOT_ANSWERED),
        ("how do I bake banana bread?", NOT_ANSWERED),
        ("qwzx vbnm", NOT_ANSWERED),
        ("what did Voss say?", "The articles don't mention Voss."),
        ("what did Zelenskyy say?", "The articles mention Zelenskyy, but quote nothing of theirs."),
        ("what did Kuleba say about football?", "The articles quote Dmytro Kuleba once, but not on football."),
        ("how many soldiers were being moved?", "The articles say that this wasn't told."),
    ],
)
def test_what_the_articles_do_not_say_is_not_answered(seeds: Assistant, question: str, sentence: str) -> None:
    answer = ask(seeds, question)
    assert (answer.answered, answer.text) == (False, sentence)
    assert len(answer.closest) >= 1
    assert answer.confidence < 0.5


def test_where_the_main_thing_was_said(seeds: Assistant) -> None:
    answer = ask(seeds, "and where did he say it?", "what did Stoltenberg say?")
    assert answer.asked is not None and "Stoltenberg" in answer.asked
    assert ask(seeds, "what did Stoltenberg say?").asked is None
    assert answer.question == "and where did he say it?"
    assert "told reporters in Brussels" in quotes(answer)[0]
    assert answer.short == "Brussels"


@pytest.mark.parametrize(
    ("earlier", "question", "speaker", "holds"),
    [
        (["what did Stoltenberg say?"], "and Kuleba?", "Dmytro Kuleba", "troops pulling out"),
        (["what did Stoltenberg say?", "and Putin?"], "about missiles?", "Vladimir Putin", "intermediate-range missiles"),
        (["what did Kuleba say?"], "what did he say about troops?", "Dmytro Kuleba", "troops pulling out"),
    ],
)
def test_a_follow_up_is_understood_by_what_was_asked_before(
    seeds: Assistant, earlier: list[str], question: str, speaker: str, holds: str
) -> None:
    answer = ask(seeds, question, *earlier)
    assert answer.question == question
    assert {citation.speaker for citation in answer.citations} == {speaker}
    assert any(holds in quote for quote in quotes(answer))


# Whose words


@pytest.mark.parametrize("who", ["Karsk", "karsk", "Ann Karsk", "ANN KARSK", "the mayor", "Mayor Karsk", "Krask", "“Karsk”"])
def test_all_of_one_and_nobody_else_s(news: Assistant, who: str) -> None:
    answer = ask(news, f"what did {who} say?")
    assert quotes(answer) == OF_KARSK
    assert answer.text == f"Ann Karsk, Mayor:\n{JUNE} [1]\n{LEAVE} [2] (also in Gazette)\n{SAFE} [3]"
    assert [(each.speaker, each.kind, each.article) for each in answer.citations] == [
        ("Ann Karsk", "indirect", "fair"), ("Ann Karsk", "direct", "wire"), ("Ann Karsk", "indirect", "dam"),
    ]  # fmt: skip


def test_two_side_by_side_on_a_topic(news: Assistant) -> None:
    answer = ask(news, "What did Karsk and Marsh say about the dam?")
    assert answer.text == f"Ann Karsk, Mayor:\n{SAFE} [1]\n(4 March 2031) {LEAVE} [2]\n\nJon Marsh, Engineer:\n{CRACKS} [3]\n{SLEEP} [4]"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("what did Quist say?", "The articles mention Quist, but quote nothing of theirs."),
        ("what did Voss say?", "The articles don't mention Voss."),
        ("what did Karsk say about cheese?", "The articles quote Ann Karsk 4 times, but not on cheese."),
        ("What did Karsk and Marsh say about cheese?",
         "The articles quote Ann Karsk 4 times, but not on cheese. The articles quote Jon Marsh 2 times, but not on cheese."),
        ("“The moon is a dam.”", NOT_FOUND),
        ("who said bananas are blue?", "The articles don't say who said bananas are blue."),
        ("who won the chess final?", NOT_ANSWERED),
    ],
)  # fmt: skip
def test_each_kind_of_no_has_its_sentence(news: Assistant, question: str, sentence: str) -> None:
    answer = ask(news, question)
    assert (answer.answered, answer.text, answer.short) == (False, sentence, None)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("what did Karsk say in Brussels?", "The articles quote Ann Karsk 4 times, but not on that occasion."),
        ("what did Lind say last week?", "The articles quote Oda Lind 4 times, but not at that time."),
    ],
)
def test_an_occasion_and_a_time_that_was_not(news: Assistant, question: str, sentence: str) -> None:
    assert ask(news, question).text == sentence


def test_a_role_that_nobody_has_is_named_as_it_was_typed(news: Assistant) -> None:
    assert "prime minister" in ask(news, "what did the prime minister say?").text


@pytest.mark.parametrize(
    "question",
    [
        "what exactly did Brok say?",
        "what did Brok say, in order of time?",
        "what did Brok say over time?",
    ],
)
def test_other_ways_to_ask_for_all_of_it(news: Assistant, question: str) -> None:
    assert BREAD in quotes(ask(news, question))


# When


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what did Lind say?", [HALF, LISTENED, STAY, TOUCH]),
        ("what did Lind say in March?", [STAY, TOUCH]),
        ("what did Lind say on 3 March?", [STAY, TOUCH]),
        ("what did Lind say on Thursday?", [HALF, LISTENED]),
        ("what did Lind say this week?", [HALF, LISTENED]),
        ("what did Lind last say?", [HALF, LISTENED]),
        ("what is Lind's latest position on the harbour tax?", [HALF, LISTENED]),
        ("how has Lind's view of the harbour tax changed?", [STAY, TOUCH, HALF, LISTENED]),
        ("what were Lind's exact words?", [LISTENED, TOUCH]),
    ],
)
def test_time_order_and_exact_words(news: Assistant, question: str, expected: list[str]) -> None:
    assert quotes(ask(news, question)) == expected


def test_last_week_counts_from_the_newest_article(tmp_path: Path) -> None:
    with Index.open(tmp_path / "news", embedder=HashEmbedder()) as index:
        index.add([CUT, Article("The choir sang.", id="choir", published="2031-06-17")])
        assert quotes(ask(Assistant(index), "what did Lind say last week?")) == [HALF, LISTENED]


def test_the_day_is_told_where_it_is_known(news: Assistant) -> None:
    answer = ask(news, "what did Lind say?")
    assert [citation.said_on for citation in answer.citations] == ["2031-06-12", "2031-06-12", "2031-03-03", "2031-03-03"]
    assert f"(12 June 2031) {HALF} [1]\n" in answer.text
    assert ask(news, "what did Lind say in June?").text == f"Oda Lind, Finance minister, 12 June 2031:\n{HALF} [1]\n{LISTENED} [2]"


# Where it stands, who said it


@pytest.mark.parametrize(
    ("question", "quote", "speaker", "short"),
    [
        ('who said "I would not sleep under it"?', SLEEP, "Jon Marsh", "Jon Marsh"),
        ("who said 'i WOULD not sleep'?", SLEEP, "Jon Marsh", "Jon Marsh"),
        ("Who warned of cracks in the wall?", CRACKS, "Jon Marsh", "Jon Marsh"),
        ("who said that the harbour tax would fall?", HALF, "Oda Lind", "Oda Lind"),
        ("“I would not sleep under it,”", "I would not sleep under it,", "Jon Marsh", "Alden dam under watch"),
        ('"THE DAM HOLDS 40 MILLION"', "The dam holds 40 million", None, "Alden dam under watch"),
        ('which article has the words "We listened"?', "We listened", "Oda Lind", "Harbour tax falls"),
    ],
)
def test_whose_words_and_where_from(news: Assistant, question: str, quote: str, speaker: str | None, short: str) -> None:
    answer = ask(news, question)
    assert (quotes(answer)[0], answer.citations[0].speaker, answer.short) == (quote, speaker, short)


@pytest.mark.parametrize("pasted", ["I would not sleep under it.", "“I would not sleep under it.”", "i would NOT sleep under it..."])
def test_a_pasted_sentence_may_end_with_another_mark(news: Assistant, pasted: str) -> None:
    assert ask(news, pasted).answered


@pytest.mark.parametrize(
    "pasted",
    [
        "engineer jon marsh warned of cracks in the EASTERN wall of the dam",
        "warned of cracks in the eastern wall of the dam. 'I would not sleep under it'",
        "The dam holds 40 million cubic metres of water and was built in 1961",
    ],
)
def test_a_pasted_text_is_found_whatever_it_looks_like(news: Assistant, pasted: str) -> None:
    answer = ask(news, pasted)
    assert [(each.article, each.quote.casefold()[:20]) for each in answer.citations] == [("dam", pasted.casefold()[:20])]
    assert answer.short == "Alden dam under watch"


def test_who_said_words_that_nobody_said(news: Assistant) -> None:
    answer = ask(news, 'who said "The moon is a dam"?')
    assert (answer.answered, answer.short) == (False, None)


def test_who_disagreed_is_somebody_else(news: Assistant) -> None:
    answer = ask(news, "who disagreed?", "what did Lind say about the harbour tax?")
    assert "Oda Lind" not in {citation.speaker for citation in answer.citations}


def test_a_follow_up_chain(news: Assistant) -> None:
    history = ["what did Karsk say?", "and Marsh?"]
    assert quotes(ask(news, history[1], history[0])) == [CRACKS, SLEEP]
    assert quotes(ask(news, "about the dam?", *history)) == [CRACKS, SLEEP]
    assert quotes(ask(news, "and Karsk?", *history, "about the dam?")) == [SAFE, LEAVE]
    assert ask(news, "and about cheese?", *history).text == "The articles quote Jon Marsh 2 times, but not on cheese."
