"""What is read at one go: a sentence, or the sentences that a quotation joins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .cues import CUES
from .model import Span
from .sentences import Paragraph


@dataclass(frozen=True)
class Unit:
    """A sentence, or as many as stand in one quotation with the words around it."""

    paragraph: int
    span: Span
    quoted: tuple[Span, ...]


def units_of(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Unit]:
    """The sentences of a text; those inside one quotation, with the sentences it begins and ends in, are one unit."""
    for number, (paragraph, sentences, quoted) in enumerate(paragraphs):
        at = 0
        begin: int | None = None
        inside: list[Span] = []
        for sentence, following in zip(sentences, [*sentences[1:], None], strict=True):
            begin = sentence.start if begin is None else begin
            while at < len(quoted) and quoted[at].start < sentence.end:
                inside.append(quoted[at])
                at += 1
            if inside and inside[-1].end > sentence.end:
                continue
            if inside and following and inside[-1].end == sentence.end and _names_speaker(text, following):
                continue
            yield Unit(number, Span(begin, sentence.end), tuple(inside))
            begin, inside = None, []
        if begin is not None:
            yield Unit(number, Span(begin, paragraph.end), tuple(inside))


def _names_speaker(text: str, sentence: Span) -> bool:
    """Whether a sentence is no more than "Karsk demanded.", which belongs to the quotation before it."""
    words = text[sentence.start : min(sentence.end, sentence.start + 60)].rstrip(".").split()
    return (
        2 <= len(words) <= 5
        and sentence.end - sentence.start < 60
        and (cue := CUES.get(words[-1])) is not None
        and cue.form in ("past", "s")
    )
