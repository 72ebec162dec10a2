"""What is quoted by its place and not by marks: set off after a colon, opened by a dash, or the answer in an interview."""

from __future__ import annotations

import re

from .cues import CUES
from .drafts import Draft
from .forms import DASHES
from .model import Span

_WITHIN = re.compile(r"[.!?][-–—][ \t]+(?=[^\W\d_a-z])")
_LEAD = re.compile(r"(?:>[ \t]*|[-–—―][ \t]+)+")


def indent(text: str, start: int) -> int:
    """How far a line stands in; what is marked with ">" stands in furthest."""
    return start - text.rfind("\n", 0, start) - 1 if text[start] != ">" else 1 << 30


def is_saying(text: str, said: Draft, start: int) -> bool:
    """Whether "Karsk wrote:" says that the paragraph from ``start`` is a quotation: not "Karsk had three reasons:", nor before a list."""
    if not text[start].isalnum():
        return False
    cue = CUES.get(text[slice(*said.cue)].lower().split()[-1]) if said.cue else None
    return cue is not None and cue.says


def words_in(text: str, span: Span) -> Span:
    """The same slice without the dash or ">" that opens its line."""
    lead = _LEAD.match(text, *span)
    return Span(lead.end(), span.end) if lead else span


def dash_within(text: str, span: Span) -> int:
    """Where speech begins in a line, "He spoke.- It is late"; 0 where it doesn't. Where a line ended there a blank was lost."""
    return max((match.end() for match in _WITHIN.finditer(text, *span)), default=0)


def is_dashed(text: str, said: Draft) -> bool:
    """ "It is late - said Karsk"."""
    if not said.cue or not said.content or said.content[0].start > said.cue.start:
        return False
    teller = min(said.cue.start, said.source.start if said.source else said.cue.start)
    return text[said.content[-1].end : teller].strip() in DASHES
