"""What the rules read of a text, and where it stands in the text itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.index.legible import Legible
from onrecord.index.model import Span
from onrecord.index.statements import extract

MARKS = st.lists(
    st.sampled_from(["Ann", "said", "it", "tol-", "*", "**", "_", "[", "](", ")", "`", "``", "''", '"', " ", " ", " ,", " .", "\n", "\r\n"])
    | st.sampled_from(["\u200b", "\u00ad", "\ufeff", "e\u0301", "\u0301", "’s", "n’t"]),
    max_size=40,
).map("".join)


def said(text: str) -> list[tuple[str | None, str | None, str | None, list[str]]]:
    """Each statement as speaker, source, cue and content, in the text's own words."""
    return [
        (
            each.speaker,
            text[slice(*each.source)] if each.source else None,
            text[slice(*each.cue)] if each.cue else None,
            [text[slice(*span)] for span in each.content],
        )
        for each in extract(text)
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Zoe\u0308 Nu\u0301n\u0303ez", "Zoë Núñez"),
        ("Rhea\u200b Tol\u00adland\u2060", "Rhea Tolland"),
        ("\ufeffRhea Tolland", "Rhea Tolland"),
        ("Rhea Tol-\nland and Jean-\nBert", "Rhea Tolland and Jean-Bert"),
        ("the coun\u00ad\n  cil", "the council"),
        ("**Rhea** *Tolland* _said_ ***so***", "Rhea Tolland said so"),
        ("5 * 3 * 2, snake_case_name, * a point", "5 * 3 * 2, snake_case_name, * a point"),
        ("said [Dov Lanier](https://example.org/a_b)", "said Dov Lanier"),
        ("[sic] (so)", "[sic] (so)"),
        ("`` It is dry , '' said Ann .", "“It is dry,” said Ann."),
        ('Ann said : " It does n\'t rain . "', 'Ann said: "It doesn\'t rain."'),
        ('"It is dry, " said Ann. " It is. "', '"It is dry," said Ann. "It is."'),
        ("''It is dry,'' she said, ''and late.''", "''It is dry,'' she said, ''and late.''"),
    ],
)
def test_what_is_read(text: str, read: str) -> None:
    assert Legible(text).text == read


@pytest.mark.parametrize(
    ("text", "read", "slice_"),
    [
        ("Zoe\u0308 Nu\u0301n\u0303ez said", "Zoë Núñez", "Zoe\u0308 Nu\u0301n\u0303ez"),
        ("by Rhea Tol-\nland.", "Tolland", "Tol-\nland"),
        ("**Rhea** said", "Rhea", "Rhea"),
        ("`` It is dry , '' said Ann .", "“It is dry,”", "`` It is dry , ''"),
    ],
)
def test_a_slice_of_it_is_found_in_the_text(text: str, read: str, slice_: str) -> None:
    legible = Legible(text)
    start = legible.text.index(read)
    assert text[slice(*legible.origin(Span(start, start + len(read))))] == slice_


@given(MARKS)
@settings(max_examples=300)
def test_slices_follow_each_other_as_in_the_text(text: str) -> None:
    legible = Legible(text)
    spans = [legible.origin(Span(at, at + 1)) for at in range(len(legible.text))]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert all(one.start <= other.start and one.end <= other.end for one, other in zip(spans, spans[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zoe\u0308 Nu\u0301n\u0303ez said it was dry.", ("Zoë Núñez", "Zoe\u0308 Nu\u0301n\u0303ez", "said", ["it was dry"])),
        ("Rhea\u200b Tolland said it was dry.", ("Rhea Tolland", "Rhea\u200b Tolland", "said", ["it was dry"])),
        ("“It is dry,” Rhea Tolland sa\u00adid.", ("Rhea Tolland", "Rhea Tolland", "sa\u00adid", ["“It is dry,”"])),
        ("Rhea Tol-\nland told us that it was dry.", ("Rhea Tolland", "Rhea Tol-\nland", "told", ["that it was dry"])),
        ("**Rhea Tolland** told us that it was dry.", ("Rhea Tolland", "Rhea Tolland", "told", ["that it was dry"])),
        ("“It is dry,” said [Dov Lanier](https://example.org/).", ("Dov Lanier", "Dov Lanier", "said", ["“It is dry,”"])),
        ('" It is dry , " said Dov Lanier .', ("Dov Lanier", "Dov Lanier", "said", ['" It is dry , "'])),
        ("``It is dry,'' said Dov Lanier.", ("Dov Lanier", "Dov Lanier", "said", ["``It is dry,''"])),
    ],
)
def test_statements_are_slices_of_the_text_itself(text: str, expected: tuple[str, str, str, list[str]]) -> None:
    assert said(text) == [expected]


def test_an_accent_is_the_same_letter_however_it_is_written() -> None:
    assert [each.speaker for each in extract("Zoë Núñez said it was dry. “It is,” Nu\u0301n\u0303ez said.")] == ["Zoë Núñez", "Zoë Núñez"]
