"""An answer by a model: what stands up to the check, with the rest in the articles' own words."""

from collections.abc import Sequence

import pytest
from fakes import WordRelevance
from scripted import ScriptedLLM

from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.qa.answer import Answer
from onrecord.qa.assistant import Assistant
from onrecord.qa.write import CUT_SHORT, FRAGMENT, OWN_WORDS, REPEATED, SILENT, STANDS_IN, UNANSWERED, UNVERIFIED

DAM = Article(
    "“The dam is safe,” Ann Karsk, the mayor, said on Monday. “Nobody need leave the valley.”\n\n"
    "Karsk said that the mill would stay shut until May.",
    id="dam",
    published="2031-03-05",
    source="Gazette",
)
QUESTION = "What did Ann Karsk say?"
SAFE = "Ann Karsk said “The dam is safe” [1]."
LEAVE = "Ann Karsk said “Nobody need leave the valley” [1]."
MILL = "Karsk said that the mill would stay shut until May [2]."
FALSE = "Ann Karsk said that 40 people would leave the valley [1]."
FREE = "Ann Karsk told reporters that the dam was in no danger [1]."


@pytest.fixture
def news(index: Index) -> Index:
    index.add([DAM])
    return index


def told(answer: Answer) -> str:
    """Without the marks."""
    return " ".join(answer.text[piece.start : piece.end] for piece in answer.pieces if piece.kind in ("prose", "quote", "note", "heading"))


def asked(index: Index, *pieces: str | Exception) -> Answer:
    return Assistant(index, ScriptedLLM(*pieces)).ask(QUESTION)


def quotes(answer: Answer) -> list[str]:
    return sorted(citation.quote for citation in answer.citations)


def test_a_model_that_keeps_to_the_articles_writes_the_answer(news: Index) -> None:
    answer = asked(news, SAFE, " ", LEAVE, " ", MILL)
    assert answer.text == (
        "Ann Karsk said “The dam is safe”. [1] Ann Karsk said “Nobody need leave the valley”. [1] "
        "Karsk said that the mill would stay shut until May. [2]"
    )
    assert (answer.answered, answer.answerer, answer.removed) == (True, "scripted", ())
    assert [answer.text[piece.start : piece.end] for piece in answer.pieces if piece.kind == "quote"] == [
        "The dam is safe",
        "Nobody need leave the valley",
    ]


def test_what_is_not_borne_out_is_taken_out_and_told(news: Index) -> None:
    answer = asked(news, f"{SAFE} {FALSE} {LEAVE} {MILL}")
    assert "40" not in answer.text
    assert [each.text for each in answer.removed] == ["Ann Karsk said that 40 people would leave the valley."]
    assert answer.removed[0].why
    assert [each.status for each in answer.sentences] == ["verified", "removed", "verified", "verified"]


def test_what_is_in_too_free_words_stands_beside_the_answer_with_what_it_cites(news: Index) -> None:
    answer = asked(news, f"{SAFE} {FREE}")
    own = FREE.removesuffix(" [1].") + "."
    assert own not in answer.text and answer.removed == ()
    verified, free = answer.sentences
    assert (verified.status, verified.why, free.status, free.text) == ("verified", None, "unverified", own)
    (cited,) = (each for each in answer.citations if each.n in free.citations)
    assert cited.quote.startswith("“The dam is safe,”")
    assert {each.quote for each in answer.citations} == set(quotes(Assistant(news).ask(QUESTION)))


def test_a_quotation_in_free_words_is_the_articles_own_slice(news: Index) -> None:
    answer = asked(news, "Ann Karsk told reporters “the Dam  is safe” [1].")
    assert [(each.status, each.text) for each in answer.sentences] == [("unverified", "Ann Karsk told reporters “The dam is safe”.")]


def test_strictly_it_is_taken_out(news: Index) -> None:
    answer = Assistant(news, ScriptedLLM(f"{SAFE} {FREE}"), strict=True).ask(QUESTION)
    assert [each.status for each in answer.sentences] == ["verified", "removed"]
    assert [each.why for each in answer.removed] == [answer.sentences[1].why]


def test_where_nothing_is_verified_that_is_said(news: Index) -> None:
    answer, own = asked(news, FREE), Assistant(news).ask(QUESTION)
    assert answer.text == f"{own.text}\n\n{UNVERIFIED}"
    assert (answer.answerer, answer.citations, [each.status for each in answer.sentences]) == ("extractive", own.citations, ["unverified"])


def test_what_the_model_leaves_out_follows_in_the_articles_own_words(news: Index) -> None:
    answer, own = asked(news, SAFE), Assistant(news).ask(QUESTION)
    assert answer.text.startswith(
        f"Ann Karsk said “The dam is safe”. [1]\n\n{OWN_WORDS}\n\nAnn Karsk, mayor, 3 March 2031:\nKarsk said that the mill"
    )
    assert quotes(answer) == quotes(own)
    assert (answer.confidence, answer.short) == (own.confidence, own.short)


@pytest.mark.parametrize("written", [FALSE, "Der Damm ist sicher, sagte Ann Karsk [1].", "Water boils at 100 degrees [2]."])
def test_where_nothing_is_borne_out_the_own_words_stand_in_and_say_so(news: Index, written: str) -> None:
    answer, own = asked(news, written), Assistant(news).ask(QUESTION)
    assert answer.text == f"{own.text}\n\n{STANDS_IN}"
    assert (answer.citations, answer.answerer, len(answer.removed)) == (own.citations, "extractive", 1)


@pytest.mark.parametrize(("written", "note"), [("", UNANSWERED), ("```json\n{}\n```", SILENT), ("[1] [2]", SILENT)])
def test_a_model_that_writes_nothing_is_told(news: Index, written: str, note: str) -> None:
    answer = asked(news, written)
    assert answer.text.startswith(Assistant(news).ask(QUESTION).text)
    assert (answer.answerer, answer.removed) == ("extractive", ())
    assert answer.text.split("\n\n")[-1] == note


def test_an_error_leaves_what_was_right_and_says_so(news: Index, caplog: pytest.LogCaptureFixture) -> None:
    answer = asked(news, SAFE, " Ann Karsk said that nobody", RuntimeError("the plug was pulled"))
    assert answer.text.startswith("Ann Karsk said “The dam is safe”. [1]")
    assert quotes(answer) == quotes(Assistant(news).ask(QUESTION))
    assert [each.text for each in answer.removed] == ["Ann Karsk said that nobody"]
    assert answer.text.endswith(f"\n\n{CUT_SHORT}")
    assert "scripted" in caplog.text  # what is wrong with which model is for whoever runs it


def test_a_model_that_can_not_be_asked_changes_nothing(news: Index, caplog: pytest.LogCaptureFixture) -> None:
    answer, own = asked(news, RuntimeError("the plug was pulled")), Assistant(news).ask(QUESTION)
    assert answer.text == f"{own.text}\n\n{UNANSWERED}"
    assert (answer.citations, answer.answerer, answer.removed) == (own.citations, "extractive", ())
    assert "scripted" in caplog.text


def test_it_is_said_once(news: Index) -> None:
    answer = asked(news, *[f"{SAFE} "] * 5)
    assert answer.text.count("The dam is safe") == 1
    assert {each.why for each in answer.removed} == {REPEATED}


@pytest.mark.parametrize(("written", "text"), [("# Dam [1]", "Dam"), ("| a | b | [1]", "| a | b |")])
def test_a_word_alone_is_no_sentence(news: Index, written: str, text: str) -> None:
    assert [(each.text, each.why) for each in asked(news, f"{written}\n\n{SAFE}").removed] == [(text, FRAGMENT)]


def test_what_stands_in_the_same_sentence_is_given_once_and_cited_whole(index: Index) -> None:
    index.add([Article("Karsk said the dam was “safe” and that the mill was “shut for good”.", id="dam")])
    llm = ScriptedLLM("Karsk said the dam was “safe” and that the mill was “shut for good” [1].")
    answer, own = Assistant(index, llm).ask("What did Karsk say?"), Assistant(index).ask("What did Karsk say?")
    assert llm.asked[0].count("<passage n=") == 1
    assert (quotes(answer), answer.removed) == (quotes(own), ())
    assert OWN_WORDS not in answer.text


def test_she_is_named_where_the_sentence_before_is_about_another(index: Index) -> None:
    paragraphs = ["Jon Marsh said that the fair was over.", "It rained.", "The mill is shut.", "Ann Karsk said that the dam was safe."]
    index.add([Article("\n\n".join(paragraphs) + " She said that nobody need leave.", id="dam")])
    question = "What did Ann Karsk and Jon Marsh say?"
    dam, leave, fair = (
        "Ann Karsk said that the dam was safe [1].",
        "She said that nobody need leave [2].",
        "Jon Marsh said that the fair was over [3].",
    )
    assert "safe. [1] She said that nobody need leave. [2]" in Assistant(index, ScriptedLLM(f"{dam} {leave} {fair}")).ask(question).text
    assert (
        "over. [1] [Ann Karsk] She said that nobody need leave. [2]"
        in Assistant(index, ScriptedLLM(f"{fair} {leave} {dam}")).ask(question).text
    )


def test_a_model_without_end_is_stopped(news: Index) -> None:
    llm = ScriptedLLM(script=lambda _: [f"The dam cost {n} million [1]. " for n in range(10_000)])
    answer = Assistant(news, llm).ask(QUESTION)
    assert len(answer.removed) == 10


def test_sentences_come_when_they_are_checked_and_make_up_the_text(news: Index) -> None:
    parts = list(Assistant(news, ScriptedLLM(f"{SAFE} {FALSE} {LEAVE}")).stream(QUESTION))
    answer = parts.pop()
    assert isinstance(answer, Answer)
    assert parts[0] == "Ann Karsk said “The dam is safe”. [1]"
    assert "".join(str(part) for part in parts) == answer.text


def test_the_model_is_given_the_evidence_and_nothing_else(news: Index) -> None:
    news.add([Article("“The fair opens in June,” said Jon Marsh.", id="fair")])
    llm = ScriptedLLM(SAFE)
    Assistant(news, llm).ask(QUESTION)
    (prompt,) = llm.asked
    assert "Nobody need leave the valley" in prompt
    assert "fair" not in prompt


@pytest.mark.parametrize("question", ["What did Bo Quist say?", "What did Ann Karsk say about the harbour tax in Ostrava Bay?"])
def test_where_there_is_no_clear_answer_no_model_is_asked(news: Index, question: str) -> None:
    llm, relevance = ScriptedLLM("Bo Quist said that the dam is safe [1]."), WordRelevance({"safe": 0.4})
    answer = Assistant(news, llm, relevance=relevance).ask(question)
    assert (answer.outcome, quotes(answer), llm.asked) == ("unsure", ["“The dam is safe,” Ann Karsk, the mayor, said on Monday."], [])
    assert answer == Assistant(news, relevance=relevance).ask(question)


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("How many articles are there?", True),
        ("Who is quoted most?", True),
        ("Which articles mention the mill?", True),
        ("Thanks!", False),
        ("And what?", False),
    ],
)
def test_about_the_index_itself_no_model_is_asked(news: Index, question: str, answered: bool) -> None:
    """Not even to complete what may lean on an earlier question."""
    llm = ScriptedLLM("There are 40 articles [1].")
    answer = Assistant(news, llm).ask(question, [QUESTION])
    assert (answer.answered, answer.answerer, llm.asked) == (answered, "extractive", [])
    assert answer == Assistant(news).ask(question, [QUESTION])


def test_a_fact_is_told_out_of_its_excerpts(news: Index) -> None:
    llm = ScriptedLLM("The mill would stay shut until May, Karsk said [1].")
    answer = Assistant(news, llm, relevance=WordRelevance({"mill": 0.9})).ask("How long will the mill be shut?")
    assert answer.text == "The mill would stay shut until May, Karsk said. [1]"
    assert quotes(answer) == ["Karsk said that the mill would stay shut until May."]
    assert (answer.confidence, answer.answerer) == (0.9, "scripted")


def test_the_model_can_be_left_out(news: Index) -> None:
    llm = ScriptedLLM(SAFE)
    assert Assistant(news, llm).ask(QUESTION, by_model=False) == Assistant(news).ask(QUESTION)
    assert llm.asked == []


def test_where_no_passage_fits_the_window_the_own_words_say_so(news: Index) -> None:
    llm = ScriptedLLM(SAFE, window=300)
    answer = Assistant(news, llm).ask(QUESTION)
    assert (answer.answerer, llm.asked) == ("extractive", [])
    assert "context_window" in answer.text


def test_what_it_cost_is_told(news: Index) -> None:
    cost, free = asked(news, SAFE).cost, Assistant(news).ask(QUESTION).cost
    assert cost and cost.estimated and cost.prompt_tokens > 100 and 5 < cost.completion_tokens < 50
    assert free and (free.prompt_tokens, free.completion_tokens, free.estimated) == (0, 0, False)


def numbers(answer: Answer) -> Sequence[int]:
    return [citation.n for citation in answer.citations]


def test_numbers_run_by_first_use_whatever_the_model_calls_them(news: Index) -> None:
    answer = asked(news, f"{MILL} {SAFE}")
    assert answer.text.startswith("Karsk said that the mill would stay shut until May. [1] Ann Karsk said “The dam is safe”. [2]")
    assert numbers(answer) == [1, 2]
