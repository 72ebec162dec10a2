"""An answer before its citations are numbered, and its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..index.model import Article, Speaker
from .answer import Answer, Citation, IndexState, cite
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
        parts: list[str] = []
        for block in self.blocks:
            lines = [block.heading] if block.heading else []
            for each, reprints in without_reprints(block.evidence):
                citation = next((one for one in citations if _is(one, each)), None)
                if citation is None:
                    citation = _cited(len(citations) + 1, each)
                    citations.append(citation)
                lines.append(f"{_shown(each, block)} [{citation.n}]{_also_in(reprints)}")
            parts.append("\n".join(lines + ([block.note] if block.note else [])))
        return Answer(question, True, "\n\n".join(parts), tuple(citations), (), confidence, state, short=self.short)


def _cited(n: int, evidence: Evidence) -> Citation:
    return cite(n, evidence.article, evidence.span, evidence.statement)


def _is(citation: Citation, evidence: Evidence) -> bool:
    return (citation.article, citation.start, citation.end) == (evidence.article.id, *evidence.span)


def _shown(evidence: Evidence, block: Block) -> str:
    """The slice as it stands in the article; the day it was said goes before it, unless the heading has it."""
    day = evidence.statement.said_on if evidence.statement else None
    shown = spelled(day) if day else None
    words = f"[{evidence.context}] {evidence.quote}" if evidence.context else evidence.quote
    return words if shown is None or (block.heading or "").endswith(f", {shown}:") else f"({shown}) {words}"


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
