"""An answer before its citations are numbered, and its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..index.model import Speaker
from .answer import Answer, IndexState, Outcome
from .evidence import Evidence
from .page import Block, Page, spelled

NEAREST = "What comes nearest:"
UNSURE = f"No clear answer. {NEAREST}"
NOTHING = "Nothing in these articles comes near that."


@dataclass(frozen=True)
class Draft:
    """``blocks`` are what is shown, in order; ``lead`` stands before it, and says what it is where it is no clear answer."""

    blocks: tuple[Block, ...]
    confidence: float
    outcome: Outcome = "answered"
    short: str | None = None
    lead: str | None = None
    of_index: bool = False
    """Whether it is about the index itself, or about nothing, so that no language model has a part in it."""

    @property
    def evidence(self) -> list[Evidence]:
        return [each for block in self.blocks for each in block.evidence]

    def answer(self, question: str, state: IndexState) -> Answer:
        """In the articles' own words."""
        page = Page()
        if self.lead:
            page.add_note(self.lead)
        for block in self.blocks:
            page.add_block(block)
        return Answer(
            question,
            self.outcome,
            page.text,
            tuple(page.citations),
            round(self.confidence, 4),
            state,
            short=self.short if self.outcome == "answered" else None,
            pieces=tuple(page.pieces),
        )


def nothing(lead: str = NOTHING, of_index: bool = False) -> Draft:
    """There is nothing to show; ``lead`` says so."""
    return Draft((), 0.0, "nothing", lead=lead, of_index=of_index)


def unsure(blocks: Sequence[Block], confidence: float, lead: str = UNSURE) -> Draft:
    """What comes nearest, under a line that says so; or nothing at all."""
    kept = tuple(block for block in blocks if block.evidence)
    if kept:
        return Draft(kept, confidence, "unsure", lead=lead)
    return nothing(NOTHING if lead == UNSURE else lead.removesuffix(f" {NEAREST}"))


def headed(speaker: Speaker, evidence: Sequence[Evidence]) -> str:
    """ "Jens Stoltenberg, NATO’s chief, 15 February 2022:"; the role that the articles cited give, and the day where it is one for all."""
    roles = [role for each in evidence if each.statement for role in each.statement.roles]
    role = max(dict.fromkeys(roles), key=lambda one: (roles.count(one), len(one)), default=None)
    days = {each.statement.said_on if each.statement else None for each in evidence}
    day = days.pop() if len(days) == 1 else None
    return f"{', '.join(part for part in (speaker.name, role, spelled(day) if day else None) if part)}:"
