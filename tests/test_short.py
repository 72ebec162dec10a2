"""The short answer, out of sentences judged by hand."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from onrecord.index.model import Article, Hit, Passage, SentenceHit, Span
from onrecord.qa import short
from onrecord.qa.evidence import Evidence
from onrecord.qa.question import Question, Wants
from onrecord.qa.reading.model import PackagedReader
from onrecord.qa.relevance import Judged
from onrecord.qa.short import short_answer

TEXT = (
    "Mayor Ann Karsk opened the wall on 5 May 2031. It cost $1.2 million, or 4.5% of the budget of Alden, her aunt’s town. "
    "Jon Marsh (the engineer) left."
)
WALL = Article(TEXT, id="wall")
ALL = [Evidence(WALL, Span(0, len(TEXT)))]


def judged(words: str, surely: float = 9.0, article: Article = WALL) -> Judged:
    """A sentence judged likely, in or beside which the reader marked these words."""
    start = article.text.index(words)
    hit = Hit(Passage(1, article.id, 1, 0, len(article.text), article.text), article, 1.0, {}, Span(0, 1))
    return Judged(SentenceHit(Span(0, 1), hit, 1.0, {}), {}, 0.9, Span(start, start + len(words)), surely)


def asked(wants: Wants, text: str = "Which was it?") -> Question:
    return Question(text, wants=wants)


def answer(wants: Wants, *found: str) -> str | None:
    return short_answer(asked(wants), [judged(words) for words in found], ALL)


# The words


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("1.2 million", "$1.2 million"),
        ("$1.2 million", "$1.2 million"),
        ("1.2 million,", "$1.2 million"),
        ("4.5", "4.5%"),
        ("4.5%", "4.5%"),
        ("arsk", "Karsk"),
        (" Ann Karsk ", "Ann Karsk"),
        ("Ann Kar", "Ann Karsk"),
        ("2031. ", "2031"),
    ],
)
def test_words_are_taken_whole_with_the_signs_that_belong_to_them(marked: str, expected: str) -> None:
    assert answer(Wants.THING, marked) == expected
    assert expected in TEXT


@pytest.mark.parametrize("sign", "$€£")
def test_any_currency_s_sign(sign: str) -> None:
    article = Article(f"{sign}5 was paid.", id="paid")
    assert short_answer(asked(Wants.NUMBER), [judged("5", article=article)], [Evidence(article, Span(0, 12))]) == f"{sign}5"


def test_marks_around_it_are_left_out() -> None:
    article = Article("He said: “The wall leaks.”", id="said")
    shown = [Evidence(article, Span(0, len(article.text)))]
    assert short_answer(asked(Wants.THING), [judged(": “The wall leaks.”", article=article)], shown) == "The wall leaks"
    assert short_answer(asked(Wants.THING), [judged(".”", article=article)], shown) is None


def test_what_is_longer_than_eighty_characters_is_not_short() -> None:
    for length, found in ((80, True), (81, False)):
        article = Article("x" * length, id="long")
        shown = [Evidence(article, Span(0, length))]
        assert (short_answer(asked(Wants.THING), [judged("x" * length, article=article)], shown) is not None) is found


# The kind


@pytest.mark.parametrize(
    ("wants", "fits", "unfit"),
    [
        (Wants.NUMBER, "1.2 million", "the budget"),
        (Wants.DATE, "5 May 2031", "the engineer"),
        (Wants.PERSON, "Jon Marsh", "the engineer"),
        (Wants.PERSON, "her aunt", "the wall"),
        (Wants.PLACE, "Alden", "the wall"),
        (Wants.ORGANISATION, "Alden", "the budget"),
        (Wants.LIST, "Ann Karsk", "the budget"),
    ],
)
def test_the_words_must_be_of_the_kind_that_is_asked_for(wants: Wants, fits: str, unfit: str) -> None:
    assert answer(wants, fits) in (fits, f"${fits}")
    assert answer(wants, unfit) is None
    assert answer(wants, unfit, fits) == answer(wants, fits)
    assert answer(Wants.THING, unfit) == unfit


@pytest.mark.parametrize(
    ("wants", "words"),
    [
        *((Wants.NUMBER, words) for words in ("seven", "Twice", "fifteen of them", "sixty", "dozens", "none")),
        *((Wants.DATE, words) for words in ("on Tuesday", "last month", "two years ago", "in the winter", "noon", "1871")),
    ],
)
def test_numbers_and_times_in_words(wants: Wants, words: str) -> None:
    article = Article(words, id="words")
    assert short_answer(asked(wants), [judged(words, article=article)], [Evidence(article, Span(0, len(words)))]) == words


@pytest.mark.parametrize("wants", [Wants.WORDS, Wants.REASON, Wants.ARTICLE])
def test_other_kinds_of_question_have_no_short_answer(wants: Wants) -> None:
    assert answer(wants, "Ann Karsk") is None


@pytest.mark.parametrize(
    "question",
    [
        Question("the wall of Alden"),  # a bare topic
        Question("What was it?", order="time"),
    ],
)
def test_nor_have_bare_topics_and_courses_of_events(question: Question) -> None:
    assert short_answer(question, [judged("Ann Karsk", 9.0)], ALL) is None
    assert short_answer(Question("Which was it?"), [judged("Ann Karsk", 9.0)], ALL) == "Ann Karsk"


@pytest.mark.parametrize("question", ["What was it?", "How did it look?"])
def test_what_and_how_are_answered_by_sentences_alone(question: str) -> None:
    assert short_answer(asked(Wants.THING, question), [judged("Alden")], ALL) is None


@pytest.mark.parametrize(("words", "is_one"), [("Alden opened", True), ("Alden has opened", False), ("“Sasha” Karsk and Jon Brok", True)])
def test_a_clause_with_a_name_in_it_is_no_name(words: str, is_one: bool) -> None:
    article = Article(words, id="words")
    found = short_answer(asked(Wants.PERSON), [judged(words, article=article)], [Evidence(article, Span(0, len(words)))])
    assert (found is not None) is is_one


# How sure it is


def test_the_reader_must_be_sure() -> None:
    found = [short_answer(asked(Wants.THING), [judged("Alden", surely)], ALL) for surely in (-5.0, 4.99, 5.0, 9.0)]
    assert found == [None, None, "Alden", "Alden"]


def test_of_the_three_likeliest_the_first_that_the_reader_is_sure_of() -> None:
    sure = [judged("Alden", -1.0), judged("Ann Karsk", 6.0), judged("the budget", 9.0), judged("Jon Marsh", 9.0)]
    assert short_answer(asked(Wants.THING), sure, ALL) == "Ann Karsk"
    assert short_answer(asked(Wants.THING), [sure[0], sure[0], sure[0], sure[1]], ALL) is None


def test_it_must_stand_in_what_is_shown() -> None:
    at = TEXT.index("Alden")
    for span, found in (((at, at + 5), "Alden"), ((at + 1, len(TEXT)), None), ((0, at + 4), None)):
        assert short_answer(asked(Wants.THING), [judged("Alden")], [Evidence(WALL, Span(*span))]) == found
    assert short_answer(asked(Wants.THING), [judged("Alden")], [Evidence(Article(TEXT, id="other"), Span(0, len(TEXT)))]) is None
    assert short_answer(asked(Wants.THING), [judged("Alden")], []) is None
    assert short_answer(asked(Wants.THING), [], ALL) is None


def test_sentences_without_words_marked_are_passed_over() -> None:
    unmarked = judged("Alden")
    unmarked = Judged(unmarked.hit, {}, 0.9, None, 9.0)
    assert short_answer(asked(Wants.THING), [unmarked] * 5, ALL) is None
    assert short_answer(asked(Wants.THING), [*[unmarked] * 5, judged("Alden")], ALL) == "Alden"


# Yes or no


class Told(PackagedReader):
    """Finds that every text bears a claim out, does neither or contradicts it as likely as it is told; keeps what it is asked."""

    def __init__(self, *row: float) -> None:
        super().__init__()
        self.row = row
        self.asked: list[tuple[str, list[str]]] = []

    def supports(self, claim: str, texts: Sequence[str]) -> npt.NDArray[np.float64]:
        self.asked.append((claim, list(texts)))
        return np.array([self.row] * len(texts))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ((0.8, 0.2, 0.0), "Yes"),
        ((0.79, 0.01, 0.2), None),
        ((0.1, 0.1, 0.8), "No"),
        ((0.21, 0.0, 0.79), None),
        ((0.0, 1.0, 0.0), None),
    ],
)
def test_yes_and_no_by_what_the_first_excerpt_bears_out(
    row: tuple[float, float, float], expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Told(*row)
    monkeypatch.setattr(short, "packaged_reader", lambda: reader)
    shown = [Evidence(WALL, Span(0, 46)), *ALL]
    question = asked(Wants.YES_NO, "Did Karsk open the wall?")
    assert short_answer(question, [judged("Alden", 9.0)], shown) == expected
    assert reader.asked == [("Did Karsk open the wall?", ["Mayor Ann Karsk opened the wall on 5 May 2031."])]


def test_without_an_excerpt_neither_yes_nor_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short, "packaged_reader", lambda: Told(1.0, 0.0, 0.0))
    assert short_answer(asked(Wants.YES_NO, "Did Karsk open the wall?"), [judged("Alden")], []) is None
    assert short_answer(asked(Wants.YES_NO, "Did Karsk open it and did it leak?"), [judged("Alden")], ALL) is None
