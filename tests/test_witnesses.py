"""Whose words are asked for: by name, by office, by what an article calls them."""

from collections.abc import Iterator

import pytest
from fakes import HashEmbedder

from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.qa.question import Wants, parse
from onrecord.qa.witnesses import Witness, called, unheard

ARTICLES = (
    Article("Mayor Ann Karsk said the dam was safe. Jon Marsh, a baker on the isle of Ulmey, said it was not.", id="dam"),
    Article("Per Holt, a baker in Varn, said bread was dear. Ilo Quist watched from the quay.", id="bread"),
    Article("Finance minister Oda Lind said the tax would stay. Norden’s tide ministry said the tide was late.", id="tax"),
    Article(
        "Asa Brun keeps the lamp of Skar Light. “It is dark,” he says. “I light it,” he said. Lena Holm said the lamp was old.",
        id="lamp",
        title="The last keeper of Skar Light",
    ),
    Article("Tove Marsh, composer of “The Baker’s Coat”, said it was long.", id="coat"),
    Article("Ilo Dahl, a composer of marches, said the band was short.", id="march"),
)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.open(tmp_path_factory.mktemp("witnesses") / "news", embedder=HashEmbedder()) as index:
        index.add(ARTICLES)
        yield index


KIN = (
    Article("“We shall sell,” farmer Tam Holm said. His sister, Anna Holm, said she would keep her field.", id="kin"),
    Article("The choir sang. Erik Holm said it was loud.", id="choir"),
    Article(
        "Ida Moen, who leads the opposition Hill Party, said the road was bad. The Tide Board said a woman with a hat had called.",
        id="party",
    ),
    Article("Ola Vik, the chief executive of the Selm Line, said the ferry would sail for the company as before.", id="line"),
    Article(
        "Kari Lunde, who trained the skater Mia Berg as a girl, said she never fell. The composer, Siv Aas, said “Our New Hat” was short.",
        id="skater",
    ),
    Article("A harbour official, who asked not to be named, said the crane was old.", id="crane"),
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.open(tmp_path_factory.mktemp("witnesses") / "town", embedder=HashEmbedder()) as index:
        index.add(KIN)
        yield index


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did Tam Holm's sister say?", []),
        ("What did the sister of Tam Holm say?", []),
        ("What did his sister say?", []),
        ("What did the opposition leader say?", ["Ida Moen"]),
        ("What did the skater's trainer Kari Lunde say?", ["Kari Lunde"]),
        ("What did the bank of the Selm Line say?", []),
        ("What did the unnamed harbour official say?", ["a harbour official"]),
        ("What did the woman with a hat say?", []),
        ("What did her trainer say?", []),
    ],
)
def test_relations_and_descriptions(town: Index, question: str, expected: list[str]) -> None:
    assert names(town, question) == [expected]


def names(index: Index, question: str) -> list[list[str]]:
    """The speakers that each witness of the question may be."""
    return [[speaker.name for speaker in witness.speakers] for witness in called(index, parse(question))[1]]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what did Karsk say?", [["Ann Karsk"]]),
        ("what did the mayor say about the dam?", [["Ann Karsk"]]),
        ("what did ann krask say?", [["Ann Karsk"]]),
        ("What did Karsk and Lind say?", [["Ann Karsk"], ["Oda Lind"]]),
        ("What did Quist say?", [[]]),
        ("What did the minister say?", [["Oda Lind"]]),
        ("how high is the dam?", []),
        ("what did the baker on Ulmey say?", [["Jon Marsh"]]),
        ("what did the baker from Varn say?", [["Per Holt"]]),
        ("what did the sailor on Ulmey say?", [[]]),
        ("what did Varn’s tide ministry say?", [[]]),
        ("what did Norden's tide ministry say?", [["Norden’s tide ministry"]]),
    ],
)
def test_witnesses(news: Index, question: str, expected: list[list[str]]) -> None:
    assert names(news, question) == expected


@pytest.mark.parametrize("mention", ["Finance Minister Lind", "Finance Minister Oda Lind", "Mayor Ann Karsk", "Mayor Karsk"])
def test_an_office_with_capitals_before_the_name(news: Index, mention: str) -> None:
    assert [len(found) for found in names(news, f"What did {mention} say?")] == [1]


def test_a_fragment_that_begins_with_a_speaker_is_a_question_for_their_words(news: Index) -> None:
    question, witnesses = called(news, parse("karsk dam"))
    assert (question.speakers, question.about, question.wants, question.reported) == (("karsk",), "dam", Wants.WORDS, True)
    assert [[speaker.name for speaker in witness.speakers] for witness in witnesses] == [["Ann Karsk"]]
    question, witnesses = called(news, parse("bread prices"))
    assert (question.speakers, witnesses) == ((), [])


def test_a_witness_has_the_voices_of_the_speakers_meant(news: Index) -> None:
    _, (known, unknown) = called(news, parse("What did karsk and Quist say?"))
    assert (known.mention, unknown.mention, unknown.voices) == ("karsk", "Quist", ())
    assert known.voices == known.speakers[0].voices


def test_the_unheard_are_told_from_the_unknown(news: Index) -> None:
    assert unheard(news, Witness("Quist", ())) == "The articles mention Quist, but quote nothing of theirs."
    assert unheard(news, Witness("Voss", ())) == "The articles don't mention Voss."
