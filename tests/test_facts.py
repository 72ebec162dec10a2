"""Questions of fact: the sentences that tell, with the short answer in them, or that it isn't told."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.qa.answer import Answer
from onrecord.qa.assistant import Assistant
from onrecord.qa.facts import NOT_ANSWERED, WITHHELD
from onrecord.qa.reader import Reading

DAM = Article(
    "Mayor Ann Karsk said the Alden dam was safe. The dam was built in 1961 and holds 40 million cubic metres of water.\n\n"
    "The ferry from Alden to Port Selm was closed because of ice.\n\n"
    "The new owner of the sugar mill is Tam Brok, a baker.\n\n"
    "“The orchestra has 38 players,” conductor Ilo Quist said.\n\n"
    "The board declined to say how much the repair of the lighthouse would cost.",
    id="dam", title="Alden", published="2031-03-05", source="Gazette",
)  # fmt: skip
OTHER = Article("A cat was found on the roof of the town hall in Varn. The choir sang.", id="cat", published="2031-04-01", source="Herald")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Index.open(tmp_path_factory.mktemp("facts") / "news") as index:
        index.add([DAM, OTHER])
        yield Assistant(index)


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "quote", "short"),
    [
        ("when was the dam built?", "The dam was built in 1961 and holds 40 million cubic metres of water.", "1961"),
        ("who owns the sugar mill?", "The new owner of the sugar mill is Tam Brok, a baker.", "Tam Brok"),
        ("How many players does the orchestra have?", "“The orchestra has 38 players,” conductor Ilo Quist said.", "38"),
        ("where was the cat found?", "A cat was found on the roof of the town hall in Varn.", None),
    ],
)
def test_the_sentence_that_tells_is_cited(assistant: Assistant, question: str, quote: str, short: str | None) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert quote in quotes(answer)
    if short is not None:
        assert answer.short is not None and short in answer.short
    assert f"{quote} [{quotes(answer).index(quote) + 1}]" in answer.text
    assert answer.closest == ()


def test_the_short_answer_is_of_the_kind_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("when was the Alden dam built?")
    assert (answer.answered, answer.short) == (True, "1961")


def test_a_sentence_that_is_mostly_somebody_s_words_says_whose(assistant: Assistant) -> None:
    (citation, *_) = assistant.ask("How many players does the orchestra have?").citations
    assert (citation.speaker, citation.kind) == ("Ilo Quist", "direct")
    (citation, *_) = assistant.ask("why was the ferry closed?").citations
    assert (citation.speaker, citation.kind) == (None, "report")


@pytest.mark.parametrize(
    "question", ["what is the capital of Peru?", "how do I bake banana bread?", "qwzx vbnm", "who won the chess final?"]
)
def test_what_the_articles_do_not_say_is_not_answered(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.answered, answer.text, answer.citations, answer.short) == (False, NOT_ANSWERED, (), None)
    assert 1 <= len(answer.closest) <= 3
    assert answer.confidence < 0.5


def test_what_was_withheld_is_told_to_be_withheld(assistant: Assistant) -> None:
    answer = assistant.ask("how much will the repair of the lighthouse cost?")
    assert (answer.answered, answer.text) == (False, "The articles say that this wasn't told.")
    assert answer.closest[0].quote == "The board declined to say how much the repair of the lighthouse would cost."


def test_at_most_three_sentences_and_none_within_another(assistant: Assistant) -> None:
    for question in ("the Alden dam", "what about the dam?", "how much water does the dam hold?", "ferry ice"):
        answer = assistant.ask(question)
        spans = [(citation.article, citation.start, citation.end) for citation in answer.citations]
        assert len(spans) <= 3
        assert not any(a is not b and a[0] == b[0] and a[1] <= b[1] and b[2] <= a[2] for a in spans for b in spans)


def test_the_short_answer_stands_in_a_sentence_that_is_cited(assistant: Assistant) -> None:
    for question in ("when was the dam built?", "who owns the sugar mill?", "why was the ferry closed?", "how many players are there?"):
        answer = assistant.ask(question)
        assert answer.short is None or any(answer.short in quote for quote in quotes(answer))


def test_who_somebody_is_stands_beside_the_name(assistant: Assistant) -> None:
    answer = assistant.ask("Who is Ilo Quist?")
    assert (answer.answered, answer.short, quotes(answer)) == (
        True,
        "conductor",
        ["“The orchestra has 38 players,” conductor Ilo Quist said."],
    )
    answer = assistant.ask("Who is Tam Brok?")
    assert (answer.answered, answer.short) == (True, "baker")


def test_what_stands_behind_but_is_not_withheld(tmp_path: Path) -> None:
    text = "The board gave no reason for the delay, but the tanks were loaded onto barges at the old quay."
    with Index.open(tmp_path / "news") as index:
        index.add([Article(text, id="tanks"), OTHER])
        assistant = Assistant(index)
        told = assistant.ask("What were the tanks loaded onto at the old quay?")
        assert (told.answered, told.short) == (True, "barges")
        assert assistant.ask("What was the reason for the delay?").text == WITHHELD


def test_the_latest_is_that_of_the_newest_article(tmp_path: Path) -> None:
    early = Article("The disease is now on 12 farms of Varn, the board said.", id="early", published="2031-03-01")
    late = Article("The disease is now on 58 farms of Varn, the board said.", id="late", published="2031-04-01")
    with Index.open(tmp_path / "news") as index:
        index.add([early, late, DAM])
        answer = Assistant(index).ask("On how many farms of Varn is the disease, by the latest count?")
        assert (answer.short, [citation.article for citation in answer.citations]) == ("58", ["late"])


def test_one_of_several_things_said_is_no_short_answer(tmp_path: Path) -> None:
    said = Article(
        "“The mill will open,” Ann Karsk said. “The dam is safe,” she said later in Alden. Tam Brok said the lake was cold.", id="said"
    )
    with Index.open(tmp_path / "news") as index:
        index.add([said])
        assistant = Assistant(index)
        assert assistant.ask("What did Ann Karsk say?").short is None
        assert assistant.ask("What did Tam Brok say?").short == "the lake was cold"


def test_yes_or_no_where_the_sentence_is_plain(assistant: Assistant) -> None:
    assert assistant.ask("was the ferry closed because of ice?").short == "Yes"


class FirstWordReader:
    """Takes the first word of each text that holds ``of``, with a score that grows from text to text; nothing of others."""

    name = "first word"

    def __init__(self, of: str) -> None:
        self.of = of
        self.texts: list[str] = []

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        self.texts = list(texts)
        return [Reading(0, text.index(" ") if self.of in text else 0, n / 10) for n, text in enumerate(texts)]


def test_a_reader_finds_the_short_answer_in_the_sentences_that_are_shown(assistant: Assistant) -> None:
    reader = FirstWordReader("sugar mill")
    answer = Assistant(assistant.index, reader=reader).ask("who owns the sugar mill?")
    assert answer.short == "The"
    assert set(quotes(answer)) <= set(reader.texts)


def test_a_reader_that_finds_nothing_leaves_the_short_answer_out(assistant: Assistant) -> None:
    answer = Assistant(assistant.index, reader=FirstWordReader("zebra")).ask("who owns the sugar mill?")
    assert (answer.answered, answer.short) == (True, None)


def test_yes_or_no_has_no_short_answer_of_a_reader_either(assistant: Assistant) -> None:
    answer = Assistant(assistant.index, reader=FirstWordReader("ferry")).ask("was the ferry closed because of ice?")
    assert (answer.answered, answer.short) == (True, "Yes")
