"""What the index knows beyond an answer."""

from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.qa.answer import Answer, IndexState, Outcome, cite
from onrecord.ui.known import Known, known

TEXT = "Mara Vell, the mayor of Orsk Bay, said the harbour would open in May. Ilo Quist said it would not."


def answer(index: Index, id: str, outcome: Outcome = "answered") -> Answer:
    article = index.article(id)
    statements = sorted(index.statements(article=id), key=lambda each: each.content[0])
    citations = tuple(cite(n, article, each.content[0], each) for n, each in enumerate(statements, 1))
    return Answer("who?", outcome, "", citations, 1.0, IndexState("news", 1))


def test_roles_are_those_that_the_cited_article_gives(index: Index) -> None:
    index.add(
        [Article(TEXT, id="a", title="Harbour"), Article("Mara Vell, the treasurer, said nothing was paid.", id="b", title="Accounts")]
    )
    assert known(index, answer(index, "a")) == Known(roles={1: "mayor of Orsk Bay"})
    assert known(index, answer(index, "b")) == Known(roles={1: "treasurer"})
    assert known(index, answer(index, "a", "unsure")) == Known(roles={1: "mayor of Orsk Bay"})


def test_articles_without_a_title_have_a_label(index: Index) -> None:
    index.add([Article(TEXT, id="a")])
    assert known(index, answer(index, "a")).labels == {("a", 1): index.article("a").label}
    assert known(index, answer(index, "a", "unsure")).labels == {("a", 1): index.article("a").label}


def test_roles_of_a_later_version_are_not_those_of_the_cited_one(index: Index) -> None:
    index.add([Article(TEXT, id="a", title="Harbour")])
    cited = answer(index, "a")
    index.add([Article(TEXT.replace("mayor of Orsk Bay", "clerk"), id="a", title="Harbour")])
    assert known(index, cited) == Known()
