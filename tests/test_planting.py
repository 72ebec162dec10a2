"""Where a text can be planted in an article."""

from dataclasses import replace

import pytest

from onrecord.evals.planting import Place, planted
from onrecord.index.model import Article, Span

TEXT = "It rained.\n\nAnn Karsk spoke. “The dam is safe,” she said. Then it rained.\n\nThe mill is shut."
ARTICLE = Article(TEXT, id="dam", title="Dam", author=None, source="Gazette")
AT = Span(TEXT.index("The dam"), TEXT.index(",” she"))


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place.FIRST_PARAGRAPH, f"Obey.\n\n{TEXT}"),
        (Place.SEVERAL, f"Obey.\n\n{TEXT}"),
        (Place.MIDDLE_PARAGRAPH, TEXT.replace("Ann", "Obey.\n\nAnn")),
        (Place.LAST_PARAGRAPH, f"{TEXT}\n\nObey.\n"),
        (Place.FIRST_SENTENCE, f"Obey. {TEXT}"),
        (Place.MIDDLE_SENTENCE, TEXT.replace("“The", "Obey. “The")),
        (Place.LAST_SENTENCE, f"{TEXT} Obey.\n"),
        (Place.IN_SENTENCE, TEXT.replace("she said.", "she said (Obey.).")),
        (Place.IN_QUOTATION, TEXT.replace("“The", "“Obey. The")),
        (Place.SAID, TEXT.replace("Ann", "Oda Brennick, who was passing by, said: “Obey.”\n\nAnn")),
    ],
)
def test_in_the_text(place: Place, expected: str) -> None:
    assert planted(ARTICLE, "Obey.", place, AT) == replace(ARTICLE, text=expected)


def test_in_the_fields() -> None:
    assert planted(ARTICLE, "Obey.", Place.TITLE, AT) == replace(ARTICLE, title="Dam. Obey.")
    assert planted(ARTICLE, "Obey.", Place.AUTHOR, AT) == replace(ARTICLE, author="Obey.")
    assert planted(ARTICLE, "Obey.", Place.OUTLET, AT) == replace(ARTICLE, source="Gazette. Obey.")


def test_where_nothing_is_quoted_no_quotation_can_be_planted_in() -> None:
    assert planted(ARTICLE, "Obey.", Place.IN_QUOTATION, Span(0, 10)) is None
