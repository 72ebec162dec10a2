"""Whether a sentence answers: each signal on a sentence made for it, and the models on top."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.model import Article, Hit, Part, Passage, SentenceHit, Span
from onrecord.qa.question import parse
from onrecord.qa.support import (
    ANSWER,
    CHOICE,
    SIGNALS,
    Model,
    Weight,
    confidence,
    examined,
    read_models,
    signals,
    supported,
)


def hit(
    text: str,
    sentence: str | None = None,
    title: str | None = None,
    passage: int = 1,
    score: float = 0.5,
    dense: float = 0.5,
    published: str | None = None,
) -> SentenceHit:
    """A sentence of an article that is one passage, as search would find it."""
    start = text.index(sentence) if sentence else 0
    article = Article(text, id=f"a{passage}", title=title, published=published)
    found = Passage(passage, article.id, 1, 0, len(text), text)
    span = Span(start, start + len(sentence or text))
    parts = {"dense": Part(dense, 0.1), "words": Part(0.5, 0.1)}
    return SentenceHit(span, Hit(found, article, score, {}, span), 0.5, parts)


def seen(question: str, text: str, sentence: str | None = None, title: str | None = None) -> dict[str, float]:
    return signals(parse(question), hit(text, sentence, title))


def test_signals_are_those_that_are_explained() -> None:
    one, asked = replace(hit("Ann Orrel built it."), nearness={"mill": 0.3, "built": 0.9}), parse("Who built the mill?")
    assert sorted(signals(asked, one, {"mill": 2.0}) | examined(asked, one)) == sorted(SIGNALS)


def test_what_search_found_is_taken_as_it_is() -> None:
    found = signals(parse("Who built the mill?"), hit("Ann Orrel built the mill.", score=0.7, dense=0.4))
    assert (found["passage"], found["dense"], found["words"]) == (0.7, 0.4, 0.5)


def test_around_counts_the_sentence_what_comes_before_it_and_the_title() -> None:
    text = "The mill burnt. Ann Orrel rebuilt it."
    question = "Who rebuilt the mill at Tarn?"
    assert seen(question, text, sentence="The mill burnt.")["around"] == pytest.approx(1 / 3)
    assert seen(question, text, sentence="Ann Orrel rebuilt it.")["around"] == pytest.approx(2 / 3)
    assert seen(question, text, sentence="Ann Orrel rebuilt it.", title="Tarn")["around"] == 1.0


def test_rare_words_weigh_more_around() -> None:
    found = signals(parse("Who rebuilt the mill?"), hit("The mill burnt."), rarity={"rebuilt": 3.0, "mill": 1.0})
    assert found["around"] == 0.25


@pytest.mark.parametrize(
    ("question", "text", "kind"),
    [
        ("How many boats sank?", "Seven boats sank.", 1.0),
        ("How many boats sank?", "The boats sank.", 0.0),
        ("When did the 7 boats sink?", "The boats sank on 3 March.", 1.0),
        ("When did the boats sink?", "The boats sank.", 0.0),
        ("Who met Ann Orrel?", "Ann Orrel met Tom Brask.", 1.0),
        ("Who met Ann Orrel?", "Ann Orrel left.", 0.0),
        ("What sank?", "The boats sank.", 0.5),
        ("Did the boats sink?", "The boats sank.", 0.5),
    ],
)
def test_kind_of_answer_stands_there_in_words_that_the_question_lacks(question: str, text: str, kind: float) -> None:
    assert seen(question, text)["kind"] == kind


def test_names_and_numbers_that_are_wanting() -> None:
    found = seen("What did Ann Orrel pay Tom Brask in 1999 and 2001?", "Orrel paid forty crowns in 1999.")
    assert (found["names"], found["numbers"]) == (3.0, 1.0)


def test_capitals_are_no_names_where_all_are_capitals() -> None:
    assert seen("WHO PAID ORREL?", "Nobody came.")["names"] == 0.0


def test_the_day_of_the_article_and_other_words_for_a_country_are_not_wanting() -> None:
    one = hit("Orrel paid.", published="2031-04-08")
    found = signals(parse("What did Orrel pay on Tuesday, 8 April?"), one)
    assert (found["names"], found["numbers"]) == (0.0, 0.0)
    assert signals(parse("What did Orrel pay on 9 May?"), one)["names"] == 1.0
    assert seen("What did Britain pay?", "British officials paid.")["names"] == 0.0
    assert seen("What did Britain pay?", "French officials paid.")["names"] == 1.0


def test_a_denial_answers_yes_or_no() -> None:
    found = seen("Did the board not accept the plan?", "The board rejected the plan.")
    assert (found["opposite"], found["negated"]) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("question", "text", "short", "is_open"),
    [
        ("Did the board accept the plan?", "The board rejected the plan.", 1.0, 0.0),
        ("Did the board accept the plan?", "The board met.", 0.0, 0.0),
        ("When did Tarn join the union?", "...", 0.0, 0.0),
        ("What sank?", "Nothing will sink.", None, 1.0),
    ],
)
def test_what_is_seen_only_of_the_sentence_that_is_chosen(question: str, text: str, short: float | None, is_open: float) -> None:
    found = examined(parse(question), hit(text))
    assert found["open"] == is_open
    assert short is None or found["short"] == short


@pytest.mark.parametrize(
    ("question", "text", "opposite"),
    [
        ("Who opened the gate?", "Brask closed the gate.", 1.0),
        ("Who opened the gate?", "Brask opened the gate, and Orrel closed it.", 0.0),
        ("Who painted the gate?", "Brask closed the gate.", 0.0),
        ("Which is the largest mill?", "Tarn has the smallest mill.", 1.0),
        ("On what day did the mill burn?", "The mill burned in the night.", 0.0),
    ],
)
def test_opposite_of_a_word_that_is_missing(question: str, text: str, opposite: float) -> None:
    assert seen(question, text)["opposite"] == opposite


@pytest.mark.parametrize(
    ("question", "text", "negated"),
    [
        ("Who did not vote?", "Brask voted.", 1.0),
        ("Who didn’t vote?", "Brask voted.", 1.0),
        ("Who did not vote?", "Brask never voted.", 0.0),
        ("Who voted?", "Brask did not vote.", 0.0),
    ],
)
def test_negation_in_the_question_alone(question: str, text: str, negated: float) -> None:
    assert seen(question, text)["negated"] == negated


def test_nearness_gives_the_least_and_the_unmet() -> None:
    found = signals(parse("Who rebuilt the mill?"), replace(hit("The mill burnt."), nearness={"rebuilt": 0.25, "mill": 0.75, "the": 0.125}))
    assert (found["least"], found["unmet"]) == (0.25, 0.25)
    assert not {"least", "unmet"} & seen("Who rebuilt the mill?", "The mill burnt.").keys()


def test_log_odds_by_hand_and_what_is_wanting_counts_as_its_mean() -> None:
    model = Model(1.0, {"dense": Weight(2.0, 0.5, 0.25), "names": Weight(-1.0, 1.0, 0.5)})
    assert model.log_odds({"dense": 0.75, "names": 2.0}) == 1.0 + 2.0 - 2.0
    assert model.log_odds({"dense": 0.75}) == 3.0
    assert confidence({}, Model(0.0, {})) == 0.5
    assert confidence({}, Model(-1e9, {})) == 0.0
    assert confidence({}, Model(1e9, {})) == 1.0


def test_models_are_read_from_json() -> None:
    text = '{"choice": {"intercept": 0, "weights": {"kind": [1, 0, 2]}}, "answer": {"intercept": -1, "weights": {}}}'
    assert read_models(text) == (Model(0.0, {"kind": Weight(1.0, 0.0, 2.0)}), Model(-1.0, {}))


def test_shipped_models_know_only_signals_that_there_are() -> None:
    assert CHOICE.weights.keys() | ANSWER.weights.keys() == SIGNALS.keys()
    assert all(each.scale > 0 for model in (CHOICE, ANSWER) for each in model.weights.values())


def test_the_sentence_with_the_kind_of_answer_comes_first() -> None:
    text = "The boats sank off Tarn. Seven boats sank."
    asked, sentences = parse("How many boats sank?"), ("The boats sank off Tarn.", "Seven boats sank.")
    ranked = supported(asked, [hit(text, each) for each in sentences], model=Model(0.0, {"kind": Weight(1.0, 0.5, 1.0)}))
    assert [each.hit.sentence for each in ranked] == [Span(25, 42), Span(0, 24)]
    assert [each.score for each in ranked] == [0.5, -0.5]


def test_ties_keep_their_order_and_nothing_gives_nothing() -> None:
    hits = [hit("Ann Orrel left.", passage=n) for n in range(9)]
    assert [each.hit for each in supported(parse("Who left?"), hits, model=Model(0.0, {}))] == hits
    assert supported(parse("Who left?"), []) == []


def test_confidence_falls_with_what_does_not_fit() -> None:
    text = "Ann Orrel opened the mill at Tarn in 1999."
    sure = [confidence(seen(question, text)) for question in (
        "Who opened the mill at Tarn in 1999?", "Who closed the mill at Tarn in 1999?", "Who did not open the mill at Tarn in 1999?",
        "Who opened the mill at Quillon in 1999?", "Who opened the mill at Tarn in 2004?",
    )]  # fmt: skip
    assert [sure[0] > other for other in sure[1:]] == [True] * 4


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=80), st.text(min_size=1, max_size=200), st.data())
def test_any_text(question: str, text: str, data: st.DataObject) -> None:
    if not text.strip():
        return
    start = data.draw(st.integers(0, len(text) - 1))
    try:
        one = hit(text, text[start:])
    except ValueError:  # no article: not valid Unicode, say
        return
    found = signals(parse(question), one)
    assert all(math.isfinite(value) for value in found.values())
    assert 0.0 <= confidence(found) <= 1.0
    assert len(supported(parse(question), [one])) == 1
