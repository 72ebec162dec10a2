from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.evals.excerpts import LONGEST, SHORTEST, Probe, make_probes, score_probe
from onrecord.index.index import Index
from onrecord.index.model import Article, Span
from onrecord.index.sentences import split_sentences
from onrecord.qa.answer import Answer, IndexState, cite
from onrecord.qa.assistant import Assistant

SHARED = "The harbour of Orsk Bay will open again in the second week of May, after a year of repairs to its wall."
OWN = "Ivo Tarn, who keeps the lighthouse on the cape, doubted that the cranes would be ready by the end of the month."
HARBOUR = Article(f"{SHARED}\n\n{OWN} So did others.", id="harbour", source="Bay Post", published="2031-02-06")
REPRINT = Article(f"From our reporter. {SHARED}", id="reprint", source="Cape Echo", published="2031-02-07")
SHORT = Article("Nothing happened. Nobody came.", id="short")
ARTICLES = {article.id: article for article in (HARBOUR, REPRINT, SHORT)}
PROBE = Probe("harbour", HARBOUR.text.index(OWN), HARBOUR.text.index(OWN) + len(OWN))


def excerpt(probe: Probe, articles: Mapping[str, Article] = ARTICLES) -> str:
    return articles[probe.article].text[probe.start : probe.end]


def answer(*slices: tuple[Article, Span]) -> Answer:
    citations = tuple(cite(n, article, span) for n, (article, span) in enumerate(slices, 1))
    return Answer("?", "answered" if citations else "nothing", "", citations, 0.5, IndexState("news", 1))


def test_what_stands_in_two_articles_is_no_probe() -> None:
    for seed in range(30):
        probes = make_probes(list(ARTICLES.values()), 3, seed)
        assert sorted(probe.article for probe in probes) == ["harbour", "reprint"]  # nothing in "short" is long enough
        texts = {probe.article: excerpt(probe) for probe in probes}
        assert texts["reprint"] == REPRINT.text
        assert texts["harbour"] in (OWN, f"{OWN} So did others.", f"{SHARED}\n\n{OWN}", HARBOUR.text)


def test_different_seeds_choose_differently() -> None:
    chosen = [[(probe.article, excerpt(probe)) for probe in make_probes(list(ARTICLES.values()), 1, seed)] for seed in range(30)]
    assert len({str(probes) for probes in chosen}) == 5  # four excerpts of one article, and one of the other


def test_the_choice_does_not_depend_on_the_order() -> None:
    choices = [make_probes(order, 2, 7) for order in permutations(ARTICLES.values())]
    assert choices == [choices[0]] * 6


def test_the_choice_is_the_same_for_ever() -> None:
    assert [make_probes(list(ARTICLES.values()), 1, seed) for seed in range(4)] == [
        [Probe("harbour", 0, 231)],
        [Probe("reprint", 0, 122)],
        [Probe("reprint", 0, 122)],
        [Probe("harbour", 105, 216)],
    ]


def test_at_most_n() -> None:
    assert [len(make_probes(list(ARTICLES.values()), n, 0)) for n in range(4)] == [0, 1, 2, 2]
    assert make_probes([], 5, 0) == []


def test_what_stands_twice_in_one_article_is_no_probe() -> None:
    assert make_probes([Article(f"{OWN}\n\nHe paused. So he did.\n\n{OWN}", id="twice")], 1, 0) != []
    for seed in range(20):
        (probe,) = make_probes([Article(f"{OWN}\n\nHe paused.\n\n{OWN}", id="twice")], 1, seed)
        assert probe.end - probe.start > len(OWN)


def test_words_that_are_parts_of_longer_ones_elsewhere_count() -> None:
    longer = Article("We saw a g" + SHARED.replace("The", "the")[:-1] + "ing around it.", id="longer")
    short = Article(SHARED.replace("The", "the")[:-1], id="a")
    assert [probe.article for probe in make_probes([longer, short], 2, 0)] == ["longer"]


WORDS = st.lists(st.sampled_from(["harbour", "open", "Vell", "said", "the", "crane", "late"]), min_size=5, max_size=20)
SENTENCES = WORDS.map(lambda words: " ".join(words).capitalize() + ".")
TEXTS = st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join)


@settings(deadline=None, max_examples=50)
@given(st.lists(TEXTS, min_size=1, max_size=5), st.integers(0, 3))
def test_every_probe_is_one_place_of_whole_sentences(texts: list[str], seed: int) -> None:
    articles = {str(n): Article(text, id=str(n)) for n, text in enumerate([*texts, texts[0][:60] + " and more."])}
    probes = make_probes(list(articles.values()), 9, seed)
    assert len({probe.article for probe in probes}) == len(probes)
    for probe in probes:
        text = excerpt(probe, articles)
        assert SHORTEST <= len(text) <= LONGEST
        assert sum(text in article.text for article in articles.values()) == 1
        inside = [span for span in split_sentences(articles[probe.article].text) if probe.start <= span.start and span.end <= probe.end]
        assert (inside[0].start, inside[-1].end, len(inside) <= 3) == (probe.start, probe.end, True)


def test_a_right_answer() -> None:
    assert score_probe(PROBE, answer((HARBOUR, Span(PROBE.start, PROBE.end)), (REPRINT, Span(0, 4))), ARTICLES) == {
        "article_right": True,
        "source_right": True,
        "published_right": True,
        "place_right": True,
        "all_right": True,
    }


def test_only_the_first_citation_counts() -> None:
    scores = score_probe(PROBE, answer((REPRINT, Span(PROBE.start, len(REPRINT.text))), (HARBOUR, Span(PROBE.start, PROBE.end))), ARTICLES)
    assert set(scores.values()) == {False}


def test_what_an_unsure_answer_cites_counts_as_well() -> None:
    unsure = replace(answer((HARBOUR, Span(PROBE.start, PROBE.end))), outcome="unsure")
    assert set(score_probe(PROBE, unsure, ARTICLES).values()) == {True}


def test_no_citation_is_wrong() -> None:
    assert set(score_probe(PROBE, answer(), ARTICLES).values()) == {False}


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("who keeps the lighthouse on the cape, doubted that the", False),  # 10 of the excerpt's 21 tokens
        ("who keeps the lighthouse on the cape, doubted that the cranes", True),  # 11 of 21
    ],
)
def test_half_of_the_tokens_make_the_place_right(words: str, right: bool) -> None:
    start = HARBOUR.text.index(words)
    scores = score_probe(PROBE, answer((HARBOUR, Span(start, start + len(words)))), ARTICLES)
    assert (scores["article_right"], scores["place_right"], scores["all_right"]) == (True, right, right)


def test_the_same_slice_of_another_article_is_another_place() -> None:
    other = Article(HARBOUR.text, id="other", source="Bay Post", published="2031-02-08")
    assert score_probe(PROBE, answer((other, Span(PROBE.start, PROBE.end))), {**ARTICLES, "other": other}) == {
        "article_right": False,
        "source_right": True,
        "published_right": False,
        "place_right": False,
        "all_right": False,
    }


def test_what_the_article_does_not_have_cannot_be_wrong() -> None:
    bare = Article(OWN, id="bare")
    probe = Probe("bare", 0, len(OWN))
    assert score_probe(probe, answer((bare, Span(0, len(OWN)))), {"bare": bare}) == {
        "article_right": True,
        "source_right": None,
        "published_right": None,
        "place_right": True,
        "all_right": True,
    }
    assert score_probe(probe, answer(), {"bare": bare}) == {
        "article_right": False,
        "source_right": None,
        "published_right": None,
        "place_right": False,
        "all_right": False,
    }


def test_the_assistant_can_be_probed(index: Index) -> None:
    index.add(ARTICLES.values())
    scores = score_probe(PROBE, Assistant(index).ask(excerpt(PROBE)), ARTICLES)
    assert list(scores) == ["article_right", "source_right", "published_right", "place_right", "all_right"]
