"""An answer before its citations are numbered, and its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..index.model import Speaker
from .answer import Answer, IndexState
from .evidence import Evidence, without_reprints
from .page import Block, Page, cited, spelled

CLOSEST = 3  # passages beside an abstention


@dataclass(frozen=True)
class Draft:
    """``blocks`` are the answer, in order; where there is none, ``refusal`` says so and the blocks hold what comes closest."""

    blocks: tuple[Block, ...]
    confidence: float
    short: str | None = None
    refusal: str | None = None

    def answer(self, question: str, state: IndexState) -> Answer:
        """In the articles' own words."""
        confidence = round(self.confidence, 4)
        if self.refusal is not None:
            evidence = [each for block in self.blocks for each in block.evidence]
            closest = tuple(cited(n, each) for n, (each, _) in enumerate(without_reprints(evidence)[:CLOSEST], 1))
            return Answer(question, False, self.refusal, (), closest, confidence, state)
        page = Page()
        for block in self.blocks:
            page.add_block(block)
        return Answer(question, True, page.text, tuple(page.citations), (), confidence, state, short=self.short, pieces=tuple(page.pieces))


def headed(speaker: Speaker, evidence: Sequence[Evidence]) -> str:
    """ "Jens Stoltenberg, NATO’s chief, 15 February 2022:"; the role that the articles cited give, and the day where it is one for all."""
    roles = [role for each in evidence if each.statement for role in each.statement.roles]
    role = max(dict.fromkeys(roles), key=lambda one: (roles.count(one), len(one)), default=None)
    days = {each.statement.said_on if each.statement else None for each in evidence}
    day = days.pop() if len(days) == 1 else None
    return f"{', '.join(part for part in (speaker.name, role, spelled(day) if day else None) if part)}:"
