"""Whom articles describe as a question does."""

from collections.abc import Iterator

import pytest
from fakes import HashEmbedder

from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.qa.descriptions import described

ARTICLES = (
    Article(
        "For eleven months the chairman of Ashby Rovers had refused. “We said no,” said the chairman, Ludo Grange. "
        "The Rovers play Norrby Town on Sunday. “He cried,” the manager, Freya Holm, said.",
        id="sale",
        title="Rovers sell a striker to Norrby",
    ),
    Article("Norrby Town beat Ashby Rovers. Chairman Ludo Grange said the manager had his trust.", id="match", title="Norrby win"),
    Article(
        "Ambel Water has asked for more. Finance Director Ole Keele said there was room. The city of Skar is not supplied by it.",
        id="water",
        title="Ambel Water asks for more",
    ),
    Article(
        "The regional paper, the Norrby Tidings, had doubted it. Its editor, Rikke Moe-Sand, was asked how she knew. "
        "“We guessed,” she said.",
        id="paper",
    ),
    Article(
        "The vaccine of Hallo Works was safe. Coldway Freight had kept it. Its managing director, Magnus Thorn-Iversen, said that it rang.",
        id="vaccine",
    ),
    Article("Sorrel began to fill its lake. In Orle, Foreign Minister Emil Toller said nobody had told him.", id="lake"),
    Article("“It may rain,” said Siv Oldcastle in Orle, and may it soon.", id="rain"),
    Article("A third candidate, Bert Oke of the Harbour List, said he would rest. The Orchard Party won.", id="vote"),
    Article("Amy Strom, counsel for Lund, said it was short. Counsel for Reyl left without a word.", id="court"),
    Article("Finance Minister Xen Madder said the minister of justice, Amb Teal, would lead the review.", id="review"),
)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.open(tmp_path_factory.mktemp("descriptions") / "news", embedder=HashEmbedder()) as index:
        index.add(ARTICLES)
        yield index


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("Rovers chairman", ["Ludo Grange"]),
        ("chairman of the Rovers", ["Ludo Grange"]),
        ("Norrby chairman", []),
        ("Ambel finance director", ["Ole Keele"]),
        ("Ambel chairman", []),
        ("editor of the Norrby Tidings", ["Rikke Moe-Sand"]),
        ("managing director of Coldway Freight", ["Magnus Thorn-Iversen"]),
        ("Sorrel foreign minister", []),
        ("mayor of Orle", []),
        ("Orchard Party candidate", []),
        ("Harbour List candidate", ["Bert Oke"]),
        ("minister of culture", []),
        ("her editor", []),
        ("Lund’s counsel", ["Amy Strom"]),
        ("counsel for Reyl", []),
        ("Ludo Grange", []),
    ],
)
def test_who_holds_an_office_of_a_body(news: Index, mention: str, expected: list[str]) -> None:
    assert [each.name for each in described(news, mention, f"What did the {mention} say?")] == expected
