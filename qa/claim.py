"""A sentence that is to be checked, taken apart: its quotations, who it says said what, and its clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..index.model import Span
from .attribution import Frame, frames, tellings
from .quotations import Quotation, quotations_in, straightened
from .readings import Reading, Token

_JOINS = frozenset("while whereas and but though although".split())


@dataclass(frozen=True)
class Claim:
    """``text`` is the sentence in one line, with rare marks as common ones."""

    text: str
    quotations: list[Quotation]

    @property
    def span(self) -> Span:
        """The whole of it."""
        return Span(0, len(self.text))

    @cached_property
    def frames(self) -> list[Frame]:
        """Who says what."""
        return frames(self.text)

    @cached_property
    def tellings(self) -> list[Frame]:
        """The same, with those who want or reject something."""
        return tellings(self.text)

    def frames_of(self, span: Span) -> list[Frame]:
        """Who says what in a stretch; of "X said that A, and that B" the second clause is X's too."""
        own = [frame for frame in self.frames if span.start <= frame.mention_at.start < span.end]
        before = [frame for frame in self.frames if frame.mention_at.start < span.start]
        if not own and before and self.goes_on(span):
            return [before[-1]._replace(content=(span,))]
        return own

    def tellings_of(self, span: Span) -> list[Frame]:
        return [each for each in self.tellings if span.start <= each.cue_at.start < span.end]

    def goes_on(self, span: Span) -> bool:
        """Whether a clause goes on with what somebody says in the one before: "X said that A, and (that) B"."""
        if not span.start or any(span.start <= frame.mention_at.start < span.end for frame in self.frames):
            return False
        if self.text[slice(*span)].lstrip(" ,").lower().startswith("that "):
            return True
        joined = self.text[: span.start].rstrip().lower()
        return joined.endswith((" and", " but")) and any(frame.mention_at.start < span.start for frame in self.frames)

    @cached_property
    def _readings(self) -> dict[date | None, Reading]:
        return {}

    def reading(self, day: date | None = None) -> Reading:
        """Read as if written for an article of this day."""
        if day not in self._readings:
            self._readings[day] = Reading(self.text, day)
        return self._readings[day]

    @cached_property
    def clauses(self) -> list[Span]:
        """The stretches that say something each for itself: "A said x, while B said y". One, if there is no such seam."""
        return list(_clauses(self.reading(), [each.span for each in self.quotations]))


def claim_of(sentence: str) -> Claim:
    text = straightened(" ".join(sentence.split()))
    return Claim(text, quotations_in(text))


def _clauses(reading: Reading, quotations: Sequence[Span]) -> Iterator[Span]:
    tokens = reading.tokens
    begin, first = 0, 0
    for i, token in enumerate(tokens):
        if any(each.start <= token.start < each.end for each in quotations):
            continue
        before, after = tokens[i - 1].low if i else "", tokens[i + 1].low if i + 1 < len(tokens) else ""
        seam = token.low == ";" or (token.low in _JOINS and (before == "," or token.low in ("while", "whereas") or after == "that"))
        if seam and _is_clause(tokens[first:i]) and _is_clause(tokens[i + 1 :]):
            yield Span(begin, token.start)
            begin, first = token.end, i + 1
    yield Span(begin, len(reading.text))


def _is_clause(tokens: Sequence[Token]) -> bool:
    tags = "".join(token.tag for token in tokens)
    verb = min((at for at in (tags.find("V"), tags.find("B")) if at >= 0), default=-1)
    return verb > 0 and any(tag in "NPOX" for tag in tags[:verb])
