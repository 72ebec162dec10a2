"""Those whom a question knows only by what they are or wear."""

from collections.abc import Iterator

import pytest
from fakes import HashEmbedder

from onrecord.index.index import Index
from onrecord.index.model import Article
from onrecord.qa.strangers import strangers

ARTICLES = (
    Article("“It is not eight,” said one of them, a man in a green coat who would not give his name.", id="pay"),
    Article("Another passenger, a retired miner who gave no name, said the driver had shouted. A nurse said “No”.", id="tram"),
    Article("Another rider, a retired smith who gave his name only as Mr Brun, said it was dark. Ann Lund, a smith, said “No”.", id="dark"),
    Article("A nurse with a lamp said it was dark.", id="lamp"),
    Article("A spokesman, a tall smith with a cold, said the forge was shut.", id="forge"),
    Article("A spokesman said the bank was shut.", id="bank"),
    Article("A woman in a red hat called the police. The porter, Jon Marsh, said it was late.", id="hat"),
)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.open(tmp_path_factory.mktemp("strangers") / "news", embedder=HashEmbedder()) as index:
        index.add(ARTICLES)
        yield index


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("man in the green coat", ["a man in a green coat"]),
        ("retired miner", ["another passenger"]),
        ("retired driver", []),  # he is in what the passenger says
        ("retired smith", ["Brun"]),
        ("nurse", []),
        ("woman in the red hat", []),
        ("boy at the top of the hill", []),
        ("late porter", []),
        ("tall smith with a cold", []),  # "a spokesman" is called so in two articles
    ],
)
def test_who_is_known_by_what_they_are(news: Index, mention: str, expected: list[str]) -> None:
    assert [each.name for each in strangers(news, mention)] == expected
