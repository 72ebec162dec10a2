"""Examples as the network takes them: word pieces, and where in them a sentence or an answer stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...index.model import Span
from ...qa.reading.passage import Pieces
from .examples import Asked, Claimed, Label


@dataclass(frozen=True)
class EncodedPassage:
    """``sentences`` are ranges of word pieces, each with whether it is ``right``; ``body`` is where the passage begins.

    ``answer`` is the first and the last word piece of the short answer, both 0 where there is none, and None where that isn't known.
    """

    ids: list[int]
    body: int
    sentences: list[tuple[int, int]]
    right: list[bool]
    answer: tuple[int, int] | None


@dataclass(frozen=True)
class EncodedQuestion:
    passages: list[EncodedPassage]


@dataclass(frozen=True)
class EncodedClaim:
    ids: list[int]
    label: Label


def encoded_questions(asked: Iterable[Asked], pieces: Pieces) -> Iterator[EncodedQuestion]:
    for one in asked:
        passages: list[EncodedPassage] = []
        for labelled in one.passages:
            read = pieces.of_passage(one.question, labelled.passage)
            kept = [(where, right) for where, right in zip(read.sentences, labelled.right, strict=True) if where[1] > where[0]]
            if kept:
                answer = read.covering(labelled.answer) if labelled.answer else Span(0, 0) if labelled.marked else None
                passages.append(EncodedPassage(read.ids, read.body, [where for where, _ in kept], [right for _, right in kept], answer))
        if passages:
            yield EncodedQuestion(passages)


def encoded_claims(claims: Iterable[Claimed], pieces: Pieces) -> list[EncodedClaim]:
    return [EncodedClaim(pieces.of_claim(one.claim, one.text), one.label) for one in claims]
