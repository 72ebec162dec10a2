"""Sentences judged by a reader and the signals of search, with weights and a reader of the test's own."""

import json
import math
from collections.abc import Sequence
from itertools import permutations

import pytest

from onrecord.index.logistic import logistic
from onrecord.index.model import Article, Hit, Part, Passage, SentenceHit, Span
from onrecord.qa.reading.model import PackagedReader, PassageReading, ShortAnswer
from onrecord.qa.reading.passage import ReadPassage
from onrecord.qa.relevance import FITTED, Judged, Relevance, read_fitted, read_sentences, signals_of_whole

DAM = Article("Rain fell. The dam broke. Boats sank.\n\nKarsk fled.", id="dam", title="The dam")
FAIR = Article("The fair opened.", id="fair")
BY_READER = {
    "sentence": {"intercept": 0, "weights": {"reader": [1, 0, 1]}},
    "whole": {"intercept": -1, "weights": {"best": [2, 0, 1]}},
    "answered": 0.625,
}


class FakeReader(PackagedReader):
    """Gives the sentences that have one of these words its logit, and others -3; keeps what it read."""

    def __init__(self, logits: dict[str, float], answer: str = "", surely: float = -7.0) -> None:
        super().__init__()
        self.logits = logits
        self.answer = answer
        self.surely = surely
        self.asked: list[str] = []
        self.seen: list[ReadPassage] = []

    def read(self, question: str, passages: Sequence[ReadPassage]) -> list[PassageReading]:
        self.asked.append(question)
        self.seen += passages
        return [self._reading(passage) for passage in passages]

    def _reading(self, passage: ReadPassage) -> PassageReading:
        texts = [passage.article.text[slice(*each)] for each in passage.sentences]
        scores = tuple(next((logit for word, logit in self.logits.items() if word in text), -3.0) for text in texts)
        answers = tuple(self._short(passage.article.text, each) for each in passage.sentences)
        return PassageReading(scores, max(scores) + 1, answers)

    def _short(self, text: str, sentence: Span) -> ShortAnswer:
        at = text.find(self.answer, *sentence) if self.answer else -1
        return ShortAnswer(Span(at, at + len(self.answer)) if at >= 0 else None, self.surely)


def found(article: Article, sentence: str, passage: int = 1, dense: float = 0.25, words: float = 0.5, **parts: float) -> SentenceHit:
    """A sentence of a passage, which is the first paragraph."""
    end = article.text.find("\n\n") if "\n\n" in article.text else len(article.text)
    given = {name: Part(value, 0.0) for name, value in {"dense": dense, "words": words, **parts}.items()}
    hit = Hit(Passage(passage, article.id, 1, 0, end, article.text[:end]), article, 0.75, {}, Span(0, 1))
    start = article.text.index(sentence)
    return SentenceHit(Span(start, start + len(sentence)), hit, 0.0, given)


def hits() -> list[SentenceHit]:
    """As search gives them: the best first, not in the order of the text."""
    return [
        found(DAM, "The dam broke."),
        found(FAIR, "The fair opened.", 2),
        found(DAM, "Boats sank."),
        found(DAM, "Rain fell.", late=0.375),
    ]


def said(judged: Sequence[Judged]) -> list[str]:
    return [each.hit.hit.article.text[slice(*each.hit.sentence)] for each in judged]


def test_the_likeliest_first_with_the_probability_that_the_weights_give() -> None:
    judged = Relevance(BY_READER, FakeReader({"Boats": 2.0, "fair": 1.0, "Rain": -1.0})).judge("?", hits())
    assert said(judged) == ["Boats sank.", "The fair opened.", "Rain fell.", "The dam broke."]
    assert [each.relevance for each in judged] == [logistic(2.0), logistic(1.0), logistic(-1.0), logistic(-3.0)]


def test_those_alike_come_in_the_order_of_passages_and_sentences_however_they_were_found() -> None:
    relevance = Relevance(BY_READER, FakeReader({"fair": 2.0}))
    for order in permutations(hits()):
        assert said(relevance.judge("?", order)) == ["The fair opened.", "Rain fell.", "The dam broke.", "Boats sank."]


def test_each_passage_is_read_once_as_a_whole() -> None:
    reader = FakeReader({})
    Relevance(BY_READER, reader).judge("What broke?", hits())
    assert reader.asked == ["What broke?"]
    assert [(passage.article.id, passage.text) for passage in reader.seen] == [
        ("dam", "Rain fell. The dam broke. Boats sank."),
        ("fair", "The fair opened."),
    ]
    assert [[passage.article.text[slice(*each)] for each in passage.sentences] for passage in reader.seen] == [
        ["Rain fell.", "The dam broke.", "Boats sank."],
        ["The fair opened."],
    ]
    assert [passage.heading for passage in reader.seen] == ["The dam", "The fair opened."]


def test_the_signals_of_a_sentence() -> None:
    judged = Relevance(BY_READER, FakeReader({"Rain": 0.5, "Boats": 2.0, "fair": 1.0}, "broke", 4.0)).judge("?", hits())
    signals = dict(zip(said(judged), (each.signals for each in judged), strict=True))
    shared = {"dense": 0.25, "words": 0.5, "passage": 0.75, "span": 4.0}
    assert signals == {
        "The dam broke.": {"reader": -3.0, "passage_reader": 3.0, "beside": 2.0, "late": 0.25, "rank": 1.0, **shared},
        "The fair opened.": {"reader": 1.0, "passage_reader": 2.0, "beside": -5.0, "late": 0.25, "rank": 1 / 2, **shared},
        "Boats sank.": {"reader": 2.0, "passage_reader": 3.0, "beside": -3.0, "late": 0.25, "rank": 1 / 3, **shared},
        "Rain fell.": {"reader": 0.5, "passage_reader": 3.0, "beside": -3.0, "late": 0.375, "rank": 1 / 4, **shared},
    }


@pytest.mark.parametrize(
    ("answer", "beside"),
    [
        ("Rain", {"Rain fell."}),
        ("dam", {"The dam broke."}),
        ("sank", {"Boats sank."}),
        ("opened", {"The fair opened."}),
        ("snow", set[str]()),
    ],
)
def test_a_short_answer_goes_with_its_sentence(answer: str, beside: set[str]) -> None:
    judged = Relevance(BY_READER, FakeReader({}, answer, 1.5)).judge("?", hits())
    short = {text: each.hit.hit.article.text[slice(*each.short)] for text, each in zip(said(judged), judged, strict=True) if each.short}
    assert short == dict.fromkeys(beside, answer)
    assert {each.surely for each in judged} == {1.5}


def test_what_tells_whether_there_is_an_answer_at_all() -> None:
    judged = [
        Judged(
            found(FAIR, "The fair opened."),
            {"reader": reader, "passage_reader": passage, "late": late, "words": words, "dense": 0.25, "span": span},
            relevance,
            None,
            span,
        )
        for reader, passage, late, words, span, relevance in (
            (1.0, 2.0, 0.5, 0.25, -1.0, 0.75),
            (3.0, 1.0, 0.25, 0.75, 2.0, 0.5),
            (0.0, 0.0, 0.0, 0.5, 0.0, 0.25),
            (-1.0, 4.0, 0.875, 1.0, 0.0, 0.125),
        )
    ]
    assert signals_of_whole("When did the fair open?", judged) == {
        "best": pytest.approx(math.log(3)),
        "next": 0.0,
        "passage_reader": 4.0,
        "passage_reader_of_best": 2.0,
        "late": 0.5,
        "words": 0.25,
        "most_words": 0.75,  # of the first three
        "dense": 0.25,
        "length": pytest.approx(math.log(3)),  # fair, open
        "span": 2.0,
    }
    assert signals_of_whole("Fair?", judged[:1])["next"] == -5.0


def test_the_confidence_is_that_of_the_whole() -> None:
    relevance = Relevance(BY_READER, FakeReader({"dam": 0.75}))
    judged = relevance.judge("What broke?", hits())
    assert relevance.confidence("What broke?", judged) == pytest.approx(logistic(2 * 0.75 - 1), rel=1e-9)
    assert relevance.answered == 0.625


def test_of_nothing_there_is_no_confidence() -> None:
    relevance = Relevance(BY_READER, FakeReader({}))
    assert relevance.judge("What broke?", []) == []
    assert relevance.confidence("What broke?", []) == 0.0


def test_what_is_shipped_weighs_signals_that_there_are() -> None:
    fitted = read_fitted()
    assert fitted == json.loads(FITTED.read_text("utf-8"))
    judged = Relevance(fitted, reader := FakeReader({})).judge("What broke?", hits())
    ((_, signals, _, _),) = read_sentences(reader, "What broke?", hits()[1:2])
    assert fitted["sentence"]["weights"].keys() <= signals.keys()
    assert fitted["whole"]["weights"].keys() <= signals_of_whole("What broke?", judged).keys()
    assert 0 < fitted["answered"] < 1
    assert all(scale > 0 for layer in ("sentence", "whole") for _, _, scale in fitted[layer]["weights"].values())
