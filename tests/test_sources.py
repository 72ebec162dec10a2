"""Sources: whole sentences around a slice, and what is known of who speaks."""

from onrecord.index.model import Article, Span, Statement
from onrecord.qa.evidence import Evidence
from onrecord.qa.sources import sources_of

TEXT = "It rained all day. “The dam is safe,” Ann Karsk said on Monday. “Nobody need leave. Not one.”\n\nThe mill is shut."
DAM = Article(TEXT, id="dam", published="2031-03-05")


def at(quote: str) -> Span:
    return Span(TEXT.index(quote), TEXT.index(quote) + len(quote))


def test_the_sentences_around_a_slice() -> None:
    one, two, three = sources_of(
        [Evidence(DAM, at("The dam is safe")), Evidence(DAM, at("need leave. Not")), Evidence(DAM, at("day. “The"))]
    )
    assert (one.n, one.text) == (1, "“The dam is safe,” Ann Karsk said on Monday.")
    assert (two.n, two.text) == (2, "“Nobody need leave. Not one.”")
    assert (three.n, three.text) == (3, "It rained all day. “The dam is safe,” Ann Karsk said on Monday.")
    assert one.before == "It rained all day. "


def test_what_is_known_of_who_speaks_and_when() -> None:
    statement = Statement("dam", "Ann Karsk", at("Ann Karsk"), None, (at("The dam is safe"),), "direct", "2031-03-03", ("the mayor",))
    said, told = sources_of([Evidence(DAM, at("The dam is safe"), statement), Evidence(DAM, at("The mill"))])
    assert (said.speaker, said.names, said.day) == ("Ann Karsk", ("Ann Karsk", "the mayor"), "2031-03-03")
    assert (told.speaker, told.names, told.day) == (None, (), "2031-03-05")
    assert told.text == "The mill is shut."
