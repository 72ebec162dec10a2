"""Which sentences make an excerpt, and which excerpts are shown: sentences of a real index, judged by a word that stands in them."""

from collections.abc import Mapping

import pytest
from fakes import WordRelevance
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.index.index import Index
from onrecord.index.model import Article, Part, Span
from onrecord.index.sentences import split_sentences
from onrecord.qa.evidence import Evidence
from onrecord.qa.excerpts import choose
from onrecord.qa.question import parse
from onrecord.qa.relevance import Judged
from onrecord.qa.testimony import said_by

STORM = "Rain fell. Boats sank. Fish fled. Snow came. Wind rose."
QUOTES = (
    "“The dam at Alden is as safe as any house,” Mayor Ann Karsk said. "
    "“The wall of the dam has long and deep cracks,” engineer Jon Marsh said. "
    "“Nobody at all need leave the valley,” Mayor Ann Karsk said. "
    "“The fair will open on the third of June,” Mayor Ann Karsk said."
)


def judge(index: Index, sure: Mapping[str, float], *texts: str | Article) -> list[Judged]:
    index.add([each if isinstance(each, Article) else Article(each, id=f"{n}") for n, each in enumerate(texts)])
    return WordRelevance(sure).judge("?", index.search_sentences("rain", 50))


def chosen(index: Index, sure: Mapping[str, float], *texts: str | Article, most: int = 3) -> list[str]:
    return quotes(choose(judge(index, sure, *texts), most))


def quotes(evidence: list[Evidence]) -> list[str]:
    return [each.quote for each in evidence]


def test_of_nothing_nothing_is_chosen() -> None:
    assert choose([], 3) == []


# Neighbours


@pytest.mark.parametrize(
    ("sure", "excerpt"),
    [
        ({"Fish": 0.8}, "Fish fled."),
        ({"Fish": 0.8, "Snow": 0.33}, "Fish fled. Snow came."),
        ({"Fish": 0.8, "Snow": 0.31}, "Fish fled."),
        ({"Fish": 0.8, "Boats": 0.33}, "Boats sank. Fish fled."),
        ({"Fish": 0.8, "Boats": 0.31}, "Fish fled."),
        ({"Fish": 0.8, "Boats": 0.4, "Snow": 0.4}, "Boats sank. Fish fled. Snow came."),
        ({"Rain": 0.8, "Boats": 0.4}, "Rain fell. Boats sank."),
        ({"Wind": 0.8, "Snow": 0.4}, "Snow came. Wind rose."),
    ],
)
def test_neighbours_come_along_that_bear_on_it_too(index: Index, sure: dict[str, float], excerpt: str) -> None:
    assert chosen(index, sure, STORM, most=1) == [excerpt]


@pytest.mark.parametrize(
    ("sure", "telling"),
    [
        ({"Fish": 0.8}, [None]),
        ({"Fish": 0.8, "Boats": 0.4}, ["Fish fled."]),
        ({"Fish": 0.8, "Wind": 0.7, "Snow": 0.4}, ["Fish fled."]),
    ],
)
def test_of_several_sentences_the_telling_one_is_known(index: Index, sure: dict[str, float], telling: list[str | None]) -> None:
    evidence = choose(judge(index, sure, STORM), 1)
    assert [each.article.text[slice(*each.telling)] if each.telling else None for each in evidence] == telling


def test_at_most_one_on_either_side(index: Index) -> None:
    sure = {"Fish": 0.8, "Boats": 0.7, "Snow": 0.7, "Rain": 0.7, "Wind": 0.7}
    assert chosen(index, sure, STORM, most=1) == ["Boats sank. Fish fled. Snow came."]


@pytest.mark.parametrize("leaning", ["He", "She", "It", "They", "This wall", "Those", "Her aunt", "Both"])
def test_the_one_before_comes_along_if_the_sentence_leans_on_it(index: Index, leaning: str) -> None:
    assert chosen(index, {"fled": 0.8}, f"Rain fell. Boats sank. {leaning} fled. Snow came.") == [f"Boats sank. {leaning} fled."]


def test_the_one_after_does_not_for_leaning_itself(index: Index) -> None:
    assert chosen(index, {"Karsk": 0.8}, "Karsk came. She fled.") == ["Karsk came."]


def test_a_leaning_sentence_at_the_head_stands_alone(index: Index) -> None:
    assert chosen(index, {"fled": 0.8}, "He fled. Snow came.") == ["He fled."]


def test_a_paragraph_s_end_is_no_wall(index: Index) -> None:
    assert chosen(index, {"fled": 0.8}, "Boats sank.\n\nThey fled.") == ["Boats sank.\n\nThey fled."]


def test_what_is_not_among_the_judged_comes_into_no_excerpt(index: Index) -> None:
    judged = judge(index, {"Fish": 0.8, "Snow": 0.7, "Boats": 0.7}, STORM)
    without = [each for each in judged if "Boats" not in STORM[slice(*each.hit.sentence)]]
    assert quotes(choose(without, 1)) == ["Fish fled. Snow came."]


def test_neighbours_are_those_in_the_text_not_among_the_judged(index: Index) -> None:
    """Boats and Snow aren't judged, so that Rain and Wind are next in the list, but not in the text."""
    judged = judge(index, {"Fish": 0.8, "Rain": 0.7, "Wind": 0.7}, STORM)
    kept = [each for each in judged if each.relevance > 0]
    assert quotes(choose(kept, 3)) == ["Fish fled.", "Rain fell.", "Wind rose."]


# Whose words


def test_never_across_another_speaker_s_words(index: Index) -> None:
    evidence = choose(judge(index, {"safe": 0.9, "cracks": 0.8, "valley": 0.7, "fair": 0.6}, QUOTES), 3)
    assert [(each.quote, each.statement and each.statement.speaker) for each in evidence] == [
        ("“The dam at Alden is as safe as any house,” Mayor Ann Karsk said.", "Ann Karsk"),
        ("“The wall of the dam has long and deep cracks,” engineer Jon Marsh said.", "Jon Marsh"),
        (
            "“Nobody at all need leave the valley,” Mayor Ann Karsk said. “The fair will open on the third of June,” Mayor Ann Karsk said.",
            "Ann Karsk",
        ),
    ]


def test_a_sentence_that_leans_on_another_speaker_s_words_stands_alone(index: Index) -> None:
    text = (
        "“The wall of the dam has long and deep cracks,” engineer Jon Marsh said. "
        "“It is as safe as any house in Alden,” Mayor Ann Karsk said."
    )
    (only,) = choose(judge(index, {"safe": 0.9}, text), 3)
    assert only.quote == "“It is as safe as any house in Alden,” Mayor Ann Karsk said."


def test_a_statement_only_where_nobody_else_speaks(index: Index) -> None:
    """The middle sentence is nobody's, so that it takes in what two people say before and after it: then it is neither's."""
    text = (
        "“The dam at Alden is as safe as any house,” Mayor Ann Karsk said. The dam was built long ago by hand. "
        "“The wall of the dam has long and deep cracks,” engineer Jon Marsh said."
    )
    (both,) = choose(judge(index, {"built": 0.9, "safe": 0.8, "cracks": 0.8}, text), 3)
    assert (both.quote, both.statement) == (text, None)


def test_the_article_s_own_words_are_no_statement(index: Index) -> None:
    text = "The dam was built long ago, by hand, and of stone from the hill. “It is safe,” Mayor Ann Karsk said."
    evidence = choose(judge(index, {"built": 0.9, "safe": 0.05}, text), 3)
    assert [(each.quote, each.statement) for each in evidence] == [(text[: text.index(" “")], None)]
    evidence = choose(judge(index, {"built": 0.9, "safe": 0.8}), 3)
    assert [(each.quote, each.statement) for each in evidence] == [(text, None)]


def test_words_of_those_who_must_be_the_ones_that_speak(index: Index) -> None:
    judged = judge(index, {"safe": 0.9, "cracks": 0.8, "valley": 0.7, "fair": 0.6}, QUOTES)
    for name, expected in (("Jon Marsh", ["cracks"]), ("Ann Karsk", ["safe", "valley"])):
        names = frozenset({name})
        evidence = choose([each for each in judged if said_by(each, names, parse("what did they say about it?"))], 3, by=names)
        assert [next(word for word in ("safe", "cracks", "valley", "fair") if word in each.quote) for each in evidence] == expected
        assert {each.statement.speaker if each.statement else None for each in evidence} == {name}


def test_of_several_statements_of_theirs_that_in_the_likeliest_sentence(index: Index) -> None:
    judged = judge(index, {"fair": 0.9, "valley": 0.8}, QUOTES)
    (only,) = choose([each for each in judged if each.relevance > 0], 3, by=frozenset({"Ann Karsk"}))
    assert only.statement is not None
    assert only.quote.startswith("“Nobody at all") and only.quote.endswith("Mayor Ann Karsk said.")
    assert [QUOTES[slice(*each)] for each in only.statement.content] == ["“The fair will open on the third of June,”"]


# Quotations


@pytest.mark.parametrize("word", ["safe", "leave", "wait"])
def test_no_quotation_is_cut(index: Index, word: str) -> None:
    text = "Rain fell. “The dam is safe. Nobody need leave. We shall wait,” Mayor Ann Karsk said. Snow came."
    (only,) = choose(judge(index, {word: 0.9}, text), 3)
    assert only.quote == "“The dam is safe. Nobody need leave. We shall wait,” Mayor Ann Karsk said."
    assert only.statement and only.statement.speaker == "Ann Karsk"


@pytest.mark.parametrize(("length", "cut"), [(900, False), (901, True)])
def test_but_one_that_is_longer_than_an_excerpt(index: Index, length: int, cut: bool) -> None:
    quotation = f"“The dam is safe. {'X' * (length - 20)}.”"
    assert len(quotation) == length
    (only,) = choose(judge(index, {"dam": 0.9}, f"{quotation} Snow came."), 3)
    assert only.quote == ("“The dam is safe." if cut else quotation)


# Which are shown


def test_as_many_as_are_wanted_the_likeliest_first(index: Index) -> None:
    texts = ["Rain fell.", "Boats sank.", "Fish fled.", "Snow came."]
    judged = judge(index, {"Fish": 0.9, "Rain": 0.8, "Snow": 0.7, "Boats": 0.6}, *texts)
    assert [quotes(choose(judged, most)) for most in (1, 2, 3, 6)] == [
        ["Fish fled."],
        ["Fish fled.", "Rain fell."],
        ["Fish fled.", "Rain fell.", "Snow came."],
        ["Fish fled.", "Rain fell.", "Snow came.", "Boats sank."],
    ]


def test_none_that_is_four_times_less_likely_than_the_best(index: Index) -> None:
    assert chosen(index, {"Rain": 0.5, "Boats": 0.13, "Fish": 0.12}, "Rain fell.", "Boats sank.", "Fish fled.") == [
        "Rain fell.",
        "Boats sank.",
    ]


def test_distinct_stories_come_before_second_prints(index: Index) -> None:
    told = "The old mill at Varnholm burned to the ground on Tuesday night."
    again = "The old mill at Varnholm burned to the ground on Tuesday night, police say."
    sure = {"police": 0.7, "mill": 0.9, "Snow": 0.5, "Boats": 0.4}
    judged = judge(index, sure, told, again, "Snow came to the hills.", "Boats sank.")
    assert [quotes(choose(judged, most)) for most in (1, 2, 3, 4)] == [
        [told],
        [told, "Snow came to the hills."],
        [told, "Snow came to the hills.", "Boats sank."],
        [told, "Snow came to the hills.", "Boats sank.", again],
    ]


@pytest.mark.parametrize(
    ("first", "other", "same"),
    [
        ("Boats sank near Alden, storm.", "Red boats sank near Tarn.", True),  # three of five
        ("Boats sank near Alden late, wild storm.", "Red boats sank near Alden, fish well.", False),  # four of seven
        ("Boats sank near Alden, storm.", "Red boats sank near Tarn with many fish in deep water.", True),  # of the shorter one's words
    ],
)
def test_two_tell_the_same_that_share_three_words_of_five(index: Index, first: str, other: str, same: bool) -> None:
    judged = judge(index, {"storm": 0.9, "Red": 0.8, "Snow": 0.5}, first, other, "Snow came.")
    assert quotes(choose(judged, 2)) == [first, "Snow came." if same else other]


def test_two_articles_with_the_same_words_stay_two_excerpts(index: Index) -> None:
    evidence = choose(judge(index, {"Rain": 0.9}, "Rain fell.", "Rain fell."), 3)
    assert [(each.article.id, each.quote) for each in evidence] == [("0", "Rain fell."), ("1", "Rain fell.")]


@pytest.mark.parametrize(
    ("sure", "expected"),
    [
        ({"Rain": 0.9, "Boats": 0.3, "Fish": 0.3}, ["Rain fell. Boats sank. Fish fled."]),
        ({"Rain": 0.9, "Boats": 0.5, "Fish": 0.3, "Snow": 0.3}, ["Rain fell. Boats sank.", "Fish fled. Snow came."]),  # four are too many
    ],
)
def test_excerpts_that_share_a_sentence_are_one_of_at_most_three(index: Index, sure: dict[str, float], expected: list[str]) -> None:
    evidence = choose(judge(index, sure, STORM), 3)
    assert quotes(evidence) == expected
    assert evidence[0].confidence == 0.9


def test_the_likeliest_sentence_is_always_shown(index: Index) -> None:
    """Also where a later sentence would take in its neighbour."""
    excerpts = chosen(index, {"Rain": 0.9, "Boats": 0.3, "Fish": 0.5}, STORM)
    assert "Rain fell." in excerpts[0]


def test_each_says_how_likely_it_is_and_how_it_was_found(index: Index) -> None:
    judged = judge(index, {"Fish": 0.8, "Boats": 0.4}, STORM, "The choir sang.")
    (only,) = choose(judged, 3)
    assert (only.quote, only.confidence, only.article.id) == ("Boats sank. Fish fled.", 0.8, "0")
    assert only.parts == judged[0].hit.parts
    assert isinstance(only.parts["dense"], Part)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.lists(st.sampled_from([0.9, 0.5, 0.3, 0.1, 0.0]), min_size=10, max_size=10), st.integers(1, 6))
def test_excerpts_are_exact_runs_of_whole_sentences_that_share_none(index: Index, relevances: list[float], most: int) -> None:
    twin = STORM.replace("came", "melted")
    if not list(index.articles()):
        index.add([Article(STORM, id="0"), Article(twin, id="1")])
    hits = sorted(index.search_sentences("rain", 50), key=lambda each: (each.hit.article.id, each.sentence))
    judged = sorted(
        (Judged(hit, {}, relevance, None, 0.0) for hit, relevance in zip(hits, relevances, strict=True)), key=lambda each: -each.relevance
    )
    evidence = choose(judged, most)
    assert 1 <= len(evidence) <= most
    assert any(
        each.article == judged[0].hit.hit.article and each.span.start <= judged[0].hit.sentence.start < each.span.end for each in evidence
    )
    taken: set[tuple[str, Span]] = set()
    for each in evidence:
        inside = [one for one in split_sentences(each.article.text) if each.span.start <= one.start and one.end <= each.span.end]
        assert (inside[0].start, inside[-1].end) == each.span
        assert len(inside) <= 3
        assert taken.isdisjoint((each.article.id, one) for one in inside)
        taken |= {(each.article.id, one) for one in inside}


def test_who_he_is_stands_before_an_excerpt_that_begins_with_him(index: Index) -> None:
    """Where what names him is in another passage."""
    named = "Harbour master Ilo Quist spoke at the quay. " + "The rain fell on the roofs of the old town all night. " * 12
    told = "He said the ferry would stay in the harbour until Monday. " + "The wind blew from the north and the sea was high. " * 12
    hits = judge(index, {"ferry": 0.9}, Article(f"{named.strip()}\n\n{told.strip()}", id="a", title="Ferry"))
    (only,) = choose(hits, 1)
    assert (only.quote, only.context) == ("He said the ferry would stay in the harbour until Monday.", "Ilo Quist")
