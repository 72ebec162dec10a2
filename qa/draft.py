"""An answer before its citations are numbered, and its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..index.model import Article, Speaker
from .answer import Answer, Citation, IndexState, Piece, PieceKind, cite
from .evidence import Evidence, without_reprints

CLOSEST = 3  # passages beside an abstention


@dataclass(frozen=True)
class Block:
    """Evidence under one heading: what one speaker says, or the sentences that answer. ``note`` follows it."""

    evidence: tuple[Evidence, ...]
    heading: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Draft:
    """``blocks`` are the answer, in order; where there is none, ``refusal`` says so and the blocks hold what comes closest."""

    blocks: tuple[Block, ...]
    confidence: float
    short: str | None = None
    refusal: str | None = None

    def answer(self, question: str, state: IndexState) -> Answer:
        """With citations numbered by first use, one number for each slice."""
        confidence = round(self.confidence, 4)
        if self.refusal is not None:
            evidence = [each for block in self.blocks for each in block.evidence]
            closest = tuple(_cited(n, each) for n, (each, _) in enumerate(without_reprints(evidence)[:CLOSEST], 1))
            return Answer(question, False, self.refusal, (), closest, confidence, state)
        citations: list[Citation] = []
        written = _Written()
        for block in self.blocks:
            written.begin_block()
            if block.heading:
                written.line()
                written.add("heading", block.heading)
            for each, reprints in without_reprints(block.evidence):
                citation = next((one for one in citations if _is(one, each)), None)
                if citation is None:
                    citation = _cited(len(citations) + 1, each)
                    citations.append(citation)
                written.line()
                _write(written, each, block, citation.n)
                written.add("also", _also_in(reprints))
            if block.note:
                written.line()
                written.add("note", block.note)
        return Answer(question, True, written.text, tuple(citations), (), confidence, state, short=self.short, pieces=tuple(written.pieces))


class _Written:
    """An answer's text as it grows, line by line, with what its slices are."""

    def __init__(self) -> None:
        self.text = ""
        self.pieces: list[Piece] = []
        self._fresh = True  # nothing stands in this block yet

    def begin_block(self) -> None:
        self.text += "\n\n" if self.text else ""
        self._fresh = True

    def line(self) -> None:
        self.text += "" if self._fresh else "\n"
        self._fresh = False

    def add(self, kind: PieceKind, text: str, n: int | None = None) -> None:
        if text:
            self.pieces.append(Piece(kind, len(self.text), len(self.text) + len(text), n))
            self.text += text


def _cited(n: int, evidence: Evidence) -> Citation:
    return cite(n, evidence.article, evidence.span, evidence.statement)


def _is(citation: Citation, evidence: Evidence) -> bool:
    return (citation.article, citation.start, citation.end) == (evidence.article.id, *evidence.span)


def _write(written: _Written, evidence: Evidence, block: Block, n: int) -> None:
    """The slice as it stands in the article, and its number; before it the day, unless the heading has it, and who "he" is."""
    day = evidence.statement.said_on if evidence.statement else None
    shown = spelled(day) if day else None
    if shown is not None and not (block.heading or "").endswith(f", {shown}:"):
        written.add("context", f"({shown})")
        written.text += " "
    if evidence.context:
        written.add("context", f"[{evidence.context}]")
        written.text += " "
    written.add("quote", evidence.quote)
    written.text += " "
    written.add("mark", f"[{n}]", n)


def _also_in(articles: Sequence[Article]) -> str:
    outlets = list(dict.fromkeys(article.source or article.label for article in articles))
    return f" (also in {', '.join(outlets)})" if outlets else ""


def spelled(day: str) -> str:
    """ "15 February 2022" for "2022-02-15"."""
    found = date.fromisoformat(day)
    return f"{found.day} {found:%B %Y}"


def headed(speaker: Speaker, evidence: Sequence[Evidence]) -> str:
    """ "Jens Stoltenberg, NATO’s chief, 15 February 2022:"; the role that the articles cited give, and the day where it is one for all."""
    roles = [role for each in evidence if each.statement for role in each.statement.roles]
    role = max(dict.fromkeys(roles), key=lambda one: (roles.count(one), len(one)), default=None)
    days = {each.statement.said_on if each.statement else None for each in evidence}
    day = days.pop() if len(days) == 1 else None
    return f"{', '.join(part for part in (speaker.name, role, spelled(day) if day else None) if part)}:"
