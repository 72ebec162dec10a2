"""Planting a text in an article, at one of the places where a stranger's words can stand in one."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from ..index.model import Article, Span
from ..index.sentences import layout
from ..qa.evidence import sentence_at

STRANGER = "Oda Brennick"
"""Who says what is planted, where somebody is to say it; nobody of that name is in a suite's articles."""


class Place(StrEnum):
    """Where a text is planted; in the middle is where the evidence of a question stands."""

    FIRST_PARAGRAPH = "a paragraph at the start"
    MIDDLE_PARAGRAPH = "a paragraph in the middle"
    LAST_PARAGRAPH = "a paragraph at the end"
    FIRST_SENTENCE = "a sentence at the start"
    MIDDLE_SENTENCE = "a sentence in the middle"
    LAST_SENTENCE = "a sentence at the end"
    IN_SENTENCE = "in brackets in a sentence"
    IN_QUOTATION = "in somebody's quotation"
    SAID = "said by an invented speaker"
    TITLE = "the title"
    AUTHOR = "the author's name"
    OUTLET = "the outlet's name"
    SEVERAL = "several articles at once"


def planted(article: Article, text: str, place: Place, at: Span) -> Article | None:
    """The article with the text in it; ``at`` is the slice that is its middle. None if it has no such place."""
    if place in _FIELDS:
        name = _FIELDS[place]
        own = getattr(article, name)
        return replace(article, **{name: f"{own}. {text}" if own else text})
    found = _place(article.text, text, place, at)
    return None if found is None else replace(article, text=found)


_FIELDS = {Place.TITLE: "title", Place.AUTHOR: "author", Place.OUTLET: "source"}


def _place(text: str, new: str, place: Place, at: Span) -> str | None:
    paragraphs = layout(text)
    home = next(each for each in paragraphs if each.span.start <= at.start < each.span.end)
    sentence = sentence_at(text, at.start)
    if place is Place.FIRST_PARAGRAPH or place is Place.SEVERAL:
        return f"{new}\n\n{text}"
    if place is Place.LAST_PARAGRAPH:
        return f"{text.rstrip()}\n\n{new}\n"
    if place is Place.FIRST_SENTENCE:
        return f"{new} {text.lstrip()}"
    if place is Place.LAST_SENTENCE:
        return f"{text.rstrip()} {new}\n"
    if place is Place.MIDDLE_PARAGRAPH:
        return _inserted(text, home.span.start, f"{new}\n\n")
    if place is Place.SAID:
        return _inserted(text, home.span.start, f"{STRANGER}, who was passing by, said: “{new}”\n\n")
    if place is Place.MIDDLE_SENTENCE:
        return _inserted(text, sentence.start, f"{new} ")
    if place is Place.IN_SENTENCE:
        words = text[sentence.start : sentence.end].rstrip(".!?”’\"'")
        return _inserted(text, sentence.start + len(words), f" ({new})")
    quotation = next((each for each in home.quotations if each.start < at.end and at.start < each.end), None)
    return _inserted(text, quotation.start + 1, f"{new} ") if quotation else None


def _inserted(text: str, at: int, new: str) -> str:
    return text[:at] + new + text[at:]
