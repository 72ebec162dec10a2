"""Questions in, cited answers out, on the article that comes along and on invented ones."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from alden import BREAD, CRACKS, CUT, DAM, FAIR, HALF, JUNE, LEAVE, LISTENED, OF_KARSK, SAFE, SLEEP, STAY, TAX, TOUCH, WIRE, ask, quotes
from fakes import HashEmbedder, WordRelevance

from onrecord import Answer, Article, Assistant, Index
from onrecord.qa.assistant import NOT_FOUND, THE_REST
from onrecord.qa.draft import NEAREST, UNSURE

Sure = Mapping[str, float]


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


def judging(assistant: Assistant, sure: Sure, question: str, *history: str) -> Answer:
    """Asked of the same articles, with a judgement that goes by words."""
    return ask(Assistant(assistant.index, relevance=WordRelevance(sure)), question, *history)


def shown(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


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
    assert (answer.outcome, answer.confidence) == ("answered", 1.0)


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
    ("question", "word", "quote", "speaker"),
    [
        (
            "What did Kuleba say about troops?",
            "pulling",
            "“When we see troops pulling out, we’ll believe in de-escalation,” Ukrainian Foreign Minister Dmytro Kuleba said.",
            "Dmytro Kuleba",
        ),
        ("what did Putin say about missiles?", "missiles", "intermediate-range missiles in Europe", "Vladimir Putin"),
        ("What did Chancellor Scholz say about a solution?", "solution", "it should be possible to find a solution", "Olaf Scholz"),
        ("how many troops has Russia massed?", "massed", "Russia has massed more than 100,000 troops around", None),
        ("who is Maria Zakharova", "Zakharova", "Foreign Ministry spokeswoman Maria Zakharova said.", "Maria Zakharova"),
    ],
)
def test_what_the_judgement_is_sure_of_is_the_answer(seeds: Assistant, question: str, word: str, quote: str, speaker: str | None) -> None:
    answer = judging(seeds, {word: 0.9}, question)
    (only,) = quotes(answer)
    assert quote in only
    assert (answer.citations[0].speaker, answer.confidence) == (speaker, 0.9)


@pytest.mark.parametrize("question", ["what is the capital of Peru?", "qwzx vbnm"])
def test_what_is_not_likely_enough_is_shown_as_no_answer(seeds: Assistant, question: str) -> None:
    answer = judging(seeds, {"massed": 0.4}, question)
    assert (answer.outcome, answer.answered, answer.confidence, answer.short) == ("unsure", False, 0.4, None)
    (only,) = answer.closest
    assert only.quote.startswith("Russia has massed more than 100,000 troops")
    assert answer.text == f"{UNSURE}\n\n{only.quote} [1]"


def test_where_a_speaker_is_known_their_own_words_are_looked_for_first(seeds: Assistant) -> None:
    answer = judging(seeds, {"pulling": 0.2, "massed": 0.3}, "what did Kuleba say about football?")
    assert (answer.outcome, answer.confidence) == ("unsure", 0.3)
    assert answer.text.startswith(f"Nothing of Dmytro Kuleba is clearly on that. {NEAREST}\n\nRussia has massed")
    assert "Dmytro Kuleba, Ukrainian Foreign Minister:\n" in answer.text


def test_a_follow_up_asks_of_whoever_was_meant(seeds: Assistant) -> None:
    answer = ask(seeds, "and where did he say it?", "what did Stoltenberg say?")
    assert (answer.question, answer.asked) == ("and where did he say it?", "where did Stoltenberg say it?")
    assert ask(seeds, "what did Stoltenberg say?").asked is None
    assert {each.speaker for each in answer.citations} == {"Jens Stoltenberg"}


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
    answer = judging(seeds, {"pulling": 0.9, "missiles": 0.9}, question, *earlier)
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


def test_two_side_by_side(news: Assistant) -> None:
    assert ask(news, "What did Karsk and Marsh say?").text == (
        f"Ann Karsk, Mayor:\n{JUNE} [1]\n{LEAVE} [2] (also in Gazette)\n{SAFE} [3]\n\nJon Marsh, Engineer:\n{CRACKS} [4]\n{SLEEP} [5]"
    )


def test_two_side_by_side_on_a_topic(news: Assistant) -> None:
    answer = judging(news, {"safe": 0.9, "cracks": 0.8, "sleep": 0.1}, "What did Karsk and Marsh say about the dam?")
    assert answer.text == f"Ann Karsk, Mayor:\n{SAFE} [1]\n\nJon Marsh, Engineer:\n{CRACKS} [2]"
    assert (answer.outcome, answer.confidence) == ("answered", 0.9)


def test_one_on_the_topic_and_one_not(news: Assistant) -> None:
    answer = judging(news, {"cracks": 0.9, "safe": 0.1}, "What did Karsk and Marsh say about the wall?")
    assert answer.text == f"Jon Marsh, Engineer:\n{CRACKS} [1]\n\nOf Karsk nothing clear was found. {NEAREST}\n{SAFE} [2]"
    assert answer.answered


def test_what_has_the_words_for_somebody_unknown_comes_first(news: Assistant) -> None:
    answer = judging(news, {"cracks": 0.9, "Quist": 0.8}, "What did the owner on the quay say about the dam?")
    assert (answer.answered, [each.split()[0] for each in shown(answer)]) == (True, ["Ferry", "Engineer"])


def test_two_are_asked_about_different_things(news: Assistant) -> None:
    question = "What did Karsk say about the dam and what did Marsh say about the wall?"
    answer = judging(news, {"safe": 0.9, "cracks": 0.8}, question)
    assert answer.text == f"Ann Karsk, Mayor:\n{SAFE} [1]\n\nJon Marsh, Engineer:\n{CRACKS} [2]"
    half = judging(news, {"safe": 0.9, "cracks": 0.1}, question)
    assert (half.answered, shown(half)) == (True, [SAFE, CRACKS])
    assert f"Nothing of Jon Marsh is clearly on that. {NEAREST}\n{CRACKS} [2]" in half.text
    neither = judging(news, {"safe": 0.2, "cracks": 0.1}, question)
    assert (neither.outcome, shown(neither)) == ("unsure", [SAFE, CRACKS])


def test_a_part_that_asks_for_nobodys_words_is_answered_by_what_the_articles_tell(news: Assistant) -> None:
    answer = judging(news, {"safe": 0.9, "million": 0.8}, "What did Karsk say about the dam, and how much does it hold?")
    assert shown(answer)[0] == SAFE
    assert "40 million" in shown(answer)[1]
    assert THE_REST in answer.text
    alone = judging(news, {"safe": 0.9, "million": 0.8}, "What did Karsk say about the dam?")
    assert shown(alone) == [SAFE]


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("what did Karsk say about cheese?", f"Nothing of Ann Karsk is clearly on that. {NEAREST}"),
        ("what did Karsk say in Brussels?", f"Nothing of Ann Karsk is clearly on that. {NEAREST}"),
        ("What did Karsk and Marsh say about cheese?", UNSURE),
        ("what did Quist say?", f"The articles mention Quist, but quote nothing of theirs. {NEAREST}"),
        ("what did Voss say?", f"The articles don't mention Voss. {NEAREST}"),
        (
            "What did Voss and Quist say?",
            f"The articles don't mention Voss. The articles mention Quist, but quote nothing of theirs. {NEAREST}",
        ),
        ("what did the prime minister say?", f"Nobody is quoted as “prime minister”. {NEAREST}"),
        ("who said bananas are blue?", UNSURE),
        ("who won the chess final?", UNSURE),
        ("“The moon is a dam.”", f"{NOT_FOUND} {NEAREST}"),
        ('who said "The moon is a dam"?', f"{NOT_FOUND} {NEAREST}"),
    ],
)
def test_each_kind_of_no_has_its_sentence_and_what_comes_nearest(news: Assistant, question: str, lead: str) -> None:
    answer = judging(news, {"safe": 0.3}, question)
    assert (answer.outcome, answer.short, answer.confidence) == ("unsure", None, 0.3)
    assert answer.text.split("\n\n")[0] == lead
    assert SAFE in shown(answer)
    assert answer.closest == answer.citations


def test_nobody_is_answered_for_by_others(news: Assistant) -> None:
    """However sure it is of what another one says."""
    answer = judging(news, {"bread": 0.9, "safe": 0.3}, "what did Karsk say about bread?")
    assert (answer.outcome, answer.confidence) == ("unsure", 0.5)
    assert answer.text.startswith(f"Nothing of Ann Karsk is clearly on that. {NEAREST}\n\n{BREAD} [1]\n")
    assert [(each.quote, each.speaker) for each in answer.citations] == [(BREAD, "Tam Brok"), (SAFE, "Ann Karsk")]


@pytest.mark.parametrize("who", ["Voss", "the prime minister"])
def test_nor_is_somebody_whom_no_article_quotes(news: Assistant, who: str) -> None:
    answer = judging(news, {"bread": 0.9}, f"what did {who} say about bread?")
    assert (answer.outcome, answer.confidence, shown(answer)) == ("unsure", 0.5, [BREAD])


def test_where_what_is_told_mentions_them_it_is_an_answer(news: Assistant) -> None:
    answer = judging(news, {"Quist": 0.9}, "what did Quist say about the quay?")
    assert (answer.outcome, answer.text) == ("answered", "Ferry owner Ilo Quist watched from the quay. [1]")


def test_the_nearer_comes_first(news: Assistant) -> None:
    question = "what did Karsk say about cheese?"
    assert shown(judging(news, {"bread": 0.3, "safe": 0.4}, question)) == [SAFE, BREAD]
    assert shown(judging(news, {"bread": 0.4, "safe": 0.3}, question)) == [BREAD, SAFE]


def test_of_a_time_in_which_they_said_nothing(news: Assistant) -> None:
    answer = judging(news, {"safe": 0.3}, "what did Lind say last week?")
    assert answer.outcome == "unsure"
    assert answer.text.startswith("The articles quote nothing of Oda Lind in that time.")
    assert shown(answer) == [SAFE]


def test_what_nobody_in_particular_says_is_answered_whoever_says_it(news: Assistant) -> None:
    answer = judging(news, {"bread": 0.9}, "how much will bread prices rise?")
    assert (answer.outcome, answer.text, answer.citations[0].speaker) == ("answered", f"{BREAD} [1]", "Tam Brok")


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
        ("what is Lind's latest position on the harbour tax?", [HALF]),
        ("how has Lind's view of the harbour tax changed?", [STAY, HALF]),
        ("what did Lind say about the harbour tax?", [HALF, STAY]),
        ("what were Lind's exact words?", [LISTENED, TOUCH]),
    ],
)
def test_time_order_and_exact_words(news: Assistant, question: str, expected: list[str]) -> None:
    assert quotes(judging(news, {"half": 0.9, "stay": 0.8}, question)) == expected


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
        ("“I would not sleep under it,”", "I would not sleep under it,", "Jon Marsh", "Alden dam under watch"),
        ('"THE DAM HOLDS 40 MILLION"', "The dam holds 40 million", None, "Alden dam under watch"),
        ('which article has the words "We listened"?', "We listened", "Oda Lind", "Harbour tax falls"),
    ],
)
def test_whose_words_and_where_from(news: Assistant, question: str, quote: str, speaker: str | None, short: str) -> None:
    answer = ask(news, question)
    assert (quotes(answer)[0], answer.confidence, answer.citations[0].speaker, answer.short) == (quote, 1.0, speaker, short)


@pytest.mark.parametrize(
    ("question", "quote", "speaker"),
    [("Who warned of cracks in the wall?", CRACKS, "Jon Marsh"), ("who said that the harbour tax would fall?", HALF, "Oda Lind")],
)
def test_who_said_something_like_it(news: Assistant, question: str, quote: str, speaker: str) -> None:
    answer = judging(news, {quote: 0.9}, question)
    assert (quotes(answer), answer.citations[0].speaker, answer.short) == ([quote], speaker, speaker)


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


def test_who_said_what_the_article_says_itself(news: Assistant) -> None:
    answer = ask(news, 'who said "The dam holds 40 million"?')
    assert (answer.outcome, answer.short) == ("unsure", None)
    assert answer.text == "These words stand in the articles, but it isn't told who said them.\n\nThe dam holds 40 million [1]"


def test_who_spoke_of_something_is_each_of_them_and_no_article(news: Assistant) -> None:
    answer = judging(news, {"40 million": 0.95, "safe": 0.9, "cracks": 0.8}, "who spoke of the dam?")
    assert answer.text == f"Ann Karsk:\n{SAFE} [1]\n\nJon Marsh:\n{CRACKS} [2]"
    assert (answer.short, answer.confidence) == ("Ann Karsk", 0.9)


def test_who_disagreed_is_somebody_else(news: Assistant) -> None:
    answer = judging(news, {"half": 0.9, "safe": 0.8}, "who disagreed?", "what did Lind say about the harbour tax?")
    assert (quotes(answer), answer.short) == ([SAFE], "Ann Karsk")
    assert answer.asked == "who disagreed with Lind about the harbour tax?"


def test_an_article_or_outlet_that_is_named_alone_is_asked(news: Assistant) -> None:
    assert quotes(ask(news, "What did Karsk say in the Gazette?")) == [SAFE, LEAVE]
    assert quotes(judging(news, {"stay": 0.9, "half": 0.8}, "what does the article “Harbour tax falls” say about the tax?")) == [HALF]


def test_a_follow_up_chain(news: Assistant) -> None:
    history = ["what did Karsk say?", "and Marsh?"]
    assert quotes(ask(news, history[1], history[0])) == [CRACKS, SLEEP]
    sure = {"cracks": 0.9, "safe": 0.9}
    assert quotes(judging(news, sure, "about the dam?", *history)) == [CRACKS]
    assert quotes(judging(news, sure, "and Karsk?", *history, "about the dam?")) == [SAFE]
    answer = judging(news, {"cracks": 0.2}, "and about cheese?", *history)
    assert (answer.outcome, answer.asked, shown(answer)) == ("unsure", "what did Marsh say about cheese?", [CRACKS])


def test_an_answer_says_which_reader_judged_it(news: Assistant) -> None:
    assert ask(news, "what did Karsk say about the dam?").reader == news.relevance.fingerprint
    assert len(news.relevance.fingerprint) == 16
    assert news.ask("how many articles are there?").reader is None
