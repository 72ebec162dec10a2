"""What the articles tell of anything: how much of it, in which order, and under which line where none of it is a clear answer."""

from collections.abc import Sequence
from datetime import date

import pytest
from fakes import WordRelevance

from onrecord.index.filters import Filters
from onrecord.index.index import Index
from onrecord.index.model import Article, SentenceHit, Span
from onrecord.qa.answer import Answer, IndexState
from onrecord.qa.draft import NOTHING, UNSURE
from onrecord.qa.evidence import Evidence
from onrecord.qa.facts import PASSAGES, in_order, look_up, tell
from onrecord.qa.question import Question, parse
from onrecord.qa.relevance import Judged

RAIN, BOATS, FISH, SNOW, WIND, HAIL, MIST, FROST = TEXTS = (
    "Rain fell on the ferry.", "Boats sank in the bay.", "Fish fled to the south.", "Snow came to the hills.", "Wind rose over Alden.",
    "Hail broke a window.", "Mist lay upon Selm.", "Frost bit every apple.",
)  # fmt: skip
FOG = "Fog hid the ferry."
SOURCES = ("Gazette", "Herald")
SURE = {"Fish": 0.9, "Rain": 0.8, "Snow": 0.7, "Boats": 0.6, "Wind": 0.55, "Hail": 0.5, "Mist": 0.45, "Frost": 0.4}


@pytest.fixture
def weather(index: Index) -> Index:
    """A sentence an article, a day each: Rain on the 8th of March, Boats on the 7th, and so on to Frost on the 1st."""
    index.add(
        [Article(text, id=text.split()[0], published=f"2031-03-{8 - n:02}", source=SOURCES[n % 2]) for n, text in enumerate(TEXTS)],
    )
    return index


def told(index: Index, asked: str | Question, sure: dict[str, float], lead: str = UNSURE) -> Answer:
    question = parse(asked, date(2031, 3, 8)) if isinstance(asked, str) else asked
    return tell(index, WordRelevance(sure), question, lead).answer(question.text, IndexState(index.name, index.generation))


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def test_a_question_for_one_thing_has_three_excerpts_the_likeliest_first(weather: Index) -> None:
    answer = told(weather, "what happened to the ferry?", SURE)
    assert (answer.outcome, answer.confidence, answer.short) == ("answered", 0.9, None)
    assert answer.text == f"{FISH} [1]\n{RAIN} [2]\n{SNOW} [3]"
    assert [(each.article, each.speaker, each.kind) for each in answer.citations] == [
        ("Fish", None, "report"),
        ("Rain", None, "report"),
        ("Snow", None, "report"),
    ]


@pytest.mark.parametrize(
    "wide",
    ["ferry storm", "what happened to the ferry, and when did it sink?", "which ferries sank?", "who gave which figure for the boats?"],
)
def test_a_question_for_several_things_has_six(weather: Index, wide: str) -> None:
    assert parse(wide).wide
    assert quotes(told(weather, wide, SURE)) == [FISH, RAIN, SNOW, BOATS, WIND, HAIL]


def test_each_part_of_a_question_is_looked_up_and_a_sentence_counts_by_what_it_answers_best(weather: Index) -> None:
    class ByPart(WordRelevance):
        def judge(self, question: str, hits: Sequence[SentenceHit]) -> list[Judged]:
            asked.append(question)
            return WordRelevance({"Fish": 0.5} if question.startswith("where") else {"Rain": 0.6, "Fish": 0.1}).judge(question, hits)

    asked: list[str] = []
    question = parse("what fell on the ferry, and where did the fish flee?")
    judged = look_up(weather, ByPart({}), question, Filters())
    assert asked == [question.text, "what fell on the ferry", "where did the fish flee?"]
    assert [(each.hit.hit.article.id, each.relevance) for each in judged[:2]] == [("Rain", 0.6), ("Fish", 0.5)]
    assert len({(each.hit.hit.passage.id, each.hit.sentence) for each in judged}) == len(judged)


def test_what_is_far_less_likely_than_the_best_is_left_out(weather: Index) -> None:
    assert quotes(told(weather, "ferry storm", {"Fish": 0.9, "Rain": 0.3, "Snow": 0.2})) == [FISH, RAIN]


@pytest.mark.parametrize(("sure", "outcome", "lead"), [(0.5, "answered", ""), (0.49, "unsure", f"{UNSURE}\n\n")])
def test_it_is_an_answer_from_a_certain_confidence_on(weather: Index, sure: float, outcome: str, lead: str) -> None:
    answer = told(weather, "what happened to the ferry?", {"Fish": sure})
    assert (answer.outcome, answer.confidence, answer.text) == (outcome, sure, f"{lead}{FISH} [1]")
    assert answer.closest == (() if outcome == "answered" else answer.citations)


def test_of_what_comes_nearest_six_are_shown(weather: Index) -> None:
    low = {word: sure / 2 for word, sure in SURE.items()}
    assert quotes(told(weather, "what happened to the ferry?", low)) == [FISH, RAIN, SNOW, BOATS, WIND, HAIL]


@pytest.mark.parametrize(("sure", "confidence"), [(0.9, 0.5), (0.4, 0.4)])
def test_under_a_line_of_its_own_it_is_no_answer_however_sure(weather: Index, sure: float, confidence: float) -> None:
    answer = told(weather, "what happened to the ferry?", {"Fish": sure}, "No ferry is known. What comes nearest:")
    assert (answer.outcome, answer.confidence, answer.short) == ("unsure", confidence, None)
    assert answer.text == f"No ferry is known. What comes nearest:\n\n{FISH} [1]"


def test_where_there_is_nothing_the_line_says_that_alone(index: Index) -> None:
    assert tell(index, WordRelevance({}), parse("what happened?")).lead == NOTHING
    answer = told(index, "what happened?", {}, "No ferry is known. What comes nearest:")
    assert (answer.outcome, answer.text, answer.confidence, answer.citations) == ("nothing", "No ferry is known.", 0.0, ())


# Which articles are asked


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"source": "Gazette"}, [FISH, RAIN, WIND]),
        ({"source": "Herald"}, [SNOW, BOATS, HAIL]),
        ({"article": "Mist"}, [MIST]),
        ({"article": "Mist", "source": "Herald"}, []),
    ],
)
def test_of_an_outlet_or_an_article_alone(weather: Index, narrowed: dict[str, str], expected: list[str]) -> None:
    answer = told(weather, Question("what happened to the ferry?", **narrowed), SURE)  # pyright: ignore[reportArgumentType]
    assert quotes(answer) == expected


def test_the_sentences_of_eight_passages_are_read_the_likeliest_first(weather: Index) -> None:
    weather.add([Article(f"The choir sang song {n}. It rained {n} times.", id=f"c{n}") for n in range(9)])
    judged = look_up(weather, WordRelevance({"times": 0.3, "choir": 0.2}), parse("which song did the choir sing?"), Filters())
    assert len({each.hit.hit.passage.id for each in judged}) == PASSAGES == 8
    assert [each.relevance for each in judged] == [0.3] * 8 + [0.2] * 8


# Time


def test_by_time_where_a_course_of_events_is_asked_for(weather: Index) -> None:
    assert quotes(told(weather, "how has the ferry changed over time?", SURE)) == [HAIL, WIND, SNOW, FISH, BOATS, RAIN]


def test_of_the_latest_only_the_newest_day(weather: Index) -> None:
    assert quotes(told(weather, "what is the latest on the ferry?", SURE)) == [RAIN]
    weather.add(Article(FOG, id="Fog", published="2031-03-08"))
    assert quotes(told(weather, "what is the latest on the ferry?", {"Fog": 0.85, **SURE})) == [FOG, RAIN]


def test_what_comes_nearest_is_by_time_too(weather: Index) -> None:
    low = {word: sure / 2 for word, sure in SURE.items()}
    answer = told(weather, "how has the ferry changed over time?", low)
    assert (answer.outcome, quotes(answer)) == ("unsure", [HAIL, WIND, SNOW, FISH, BOATS, RAIN])


def test_order() -> None:
    first, second, undated = (
        Evidence(Article("Rain.", id=id, published=day), Span(0, 5)) for id, day in (("a", "2031-03-01"), ("b", "2031-03-02"), ("c", None))
    )
    shown = [second, undated, first]
    assert in_order(Question("?"), shown) == shown
    assert in_order(Question("?", order="time"), shown) == [undated, first, second]
    assert in_order(Question("?", order="time", latest=True), shown) == [second]
    assert in_order(Question("?", latest=True), [undated]) == [undated]
    assert in_order(Question("?", latest=True), []) == []
