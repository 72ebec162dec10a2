"""Spans tell how long and how many, and no word of anybody's."""

import pytest
from fakes import WordRelevance
from traced import KeepingTracer

from onrecord.index import tracing
from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.index.tracing import span, tell
from onrecord.qa.assistant import Assistant


@pytest.fixture
def tracer(monkeypatch: pytest.MonkeyPatch) -> KeepingTracer:
    kept = KeepingTracer()
    monkeypatch.setattr(tracing, "_tracer", kept)
    return kept


def test_a_span_has_counts_and_ends(tracer: KeepingTracer) -> None:
    with span("search", k=3) as outer, span("inner"):
        tell(outer, hits=2)
    assert [(each.name, each.within, each.attributes, each.ended, each.failed) for each in tracer.spans] == [
        ("onrecord.search", None, {"onrecord.k": 3, "onrecord.hits": 2}, True, False),
        ("onrecord.inner", "onrecord.search", {}, True, False),
    ]


def test_of_an_error_the_class_is_told_and_no_word(tracer: KeepingTracer) -> None:
    with pytest.raises(ValueError, match="Karsk"), span("search"):
        raise ValueError("what did Karsk say?")
    (only,) = tracer.spans
    assert (only.attributes, only.failed, only.ended) == ({"error.type": "ValueError"}, True, True)


def test_a_span_that_is_not_the_current_one_can_have_parts(tracer: KeepingTracer) -> None:
    with span("write", current=False) as write:
        with span("search"):
            pass
        with span("check", write, current=False):
            pass
    assert [(each.name, each.within) for each in tracer.spans] == [
        ("onrecord.write", None),
        ("onrecord.search", None),
        ("onrecord.check", "onrecord.write"),
    ]


def test_a_question_is_searched_for_within_the_caller_s_span(tracer: KeepingTracer, index: Index) -> None:
    index.add([Article("“The dam is safe,” Ann Karsk said on Monday.", id="dam")])
    with span("mine"):
        Assistant(index, relevance=WordRelevance({"dam": 0.9})).ask("What did Ann Karsk say about the dam?")
    assert [(each.name, each.within) for each in tracer.spans[1:]] == [
        ("onrecord.search", "onrecord.mine"),
        ("onrecord.search_sentences", "onrecord.mine"),
    ]
    assert all(isinstance(value, int) for each in tracer.spans for value in each.attributes.values())
