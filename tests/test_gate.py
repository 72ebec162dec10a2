"""Is there an answer at all?"""

import math

import pytest

from onrecord.index.model import Article, Hit, Part, Passage, Span
from onrecord.qa.gate import confidence, passing


def hit(**values: float) -> Hit:
    parts = {name: Part(value, 0.0) for name, value in values.items()}
    return Hit(Passage(1, "a", 1, 0, 5, "Words"), Article("Words", id="a"), 0.5, parts, Span(0, 5))


def test_confidence_is_the_logistic_function_of_late_interaction() -> None:
    assert confidence(hit(late=0.5, dense_sentence=0.0)) == pytest.approx(1 / (1 + math.exp(-(-15.8 + 35.2 * 0.5))))


def test_without_late_interaction_the_nearest_sentence_decides() -> None:
    assert confidence(hit(dense_sentence=0.5)) == pytest.approx(1 / (1 + math.exp(-(-11.1 + 24.3 * 0.5))))


def test_only_hits_at_or_over_the_threshold_pass_in_their_order() -> None:
    strong, weak, fair = hit(late=0.6), hit(late=0.44), hit(late=0.46)
    assert passing([strong, weak, fair]) == [strong, fair]
    assert passing([weak]) == []
