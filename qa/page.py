"""The page that an answer is written on: its text as it grows, what the slices of it are, and its citations by first use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..index.model import Article, Span
from .answer import Citation, Piece, PieceKind, cite
from .evidence import Evidence, without_reprints

if TYPE_CHECKING:
    from .check import Part  # which an answer without a language model needn't load


@dataclass(frozen=True)
class Block:
    """Evidence under one heading: what one speaker says, or the sentences that answer. ``note`` follows it."""

    evidence: tuple[Evidence, ...]
    heading: str | None = None
    note: str | None = None


class Page:
    """``text`` with its ``pieces``, and ``citations`` numbered from 1 by first use, one number for each slice."""

    def __init__(self) -> None:
        self.text = ""
        self.pieces: list[Piece] = []
        self.citations: list[Citation] = []
        self._fresh = True  # nothing stands in this paragraph yet

    def add_block(self, block: Block) -> None:
        """Each slice in a line of its own."""
        self._begin_paragraph()
        if block.heading:
            self._begin_line()
            self._add("heading", block.heading)
        for each, reprints in without_reprints(block.evidence):
            n = self.number(each)
            self._begin_line()
            self._add_slice(each, block.heading or "", n)
            self._add("also", _also_in(reprints))
        if block.note:
            self._begin_line()
            self._add("note", block.note)

    def add_sentence(self, parts: Iterable[Part], evidence: Iterable[Evidence], who: str | None = None) -> None:
        """A checked sentence, behind the one before, with the numbers of what bears it out; before it ``who`` "she" is.

        Raises:
            ValueError: a quotation in it stands in none of the evidence's articles.
        """
        evidence = list(evidence)
        numbers = sorted({self.number(each) for each in evidence})
        self.text += "" if not self.text else " "
        if who:
            self._add("context", f"[{who}]")
            self.text += " "
        for part in parts:
            if part.kind == "quote":
                self._add_quote(part.text, [each.article for each in evidence])
            else:
                self._add(part.kind, part.text)
        for n in numbers:
            self.text += " " if n == numbers[0] else ""
            self._add("mark", f"[{n}]", n)

    def add_note(self, note: str) -> None:
        """In a paragraph of its own."""
        self._begin_paragraph()
        self._begin_line()
        self._add("note", note)

    def number(self, evidence: Evidence) -> int:
        """The number under which a slice is cited, a new one where it isn't yet."""
        found = next((each for each in self.citations if _is(each, evidence)), None)
        if found is None:
            found = cited(len(self.citations) + 1, evidence)
            self.citations.append(found)
        return found.n

    def _begin_paragraph(self) -> None:
        self.text += "\n\n" if self.text else ""
        self._fresh = True

    def _begin_line(self) -> None:
        self.text += "" if self._fresh else "\n"
        self._fresh = False

    def _add(self, kind: PieceKind, text: str, n: int | None = None, telling: Span | None = None) -> None:
        if text:
            begin = len(self.text)
            within = Span(begin + telling.start, begin + telling.end) if telling else None
            self.pieces.append(Piece(kind, begin, begin + len(text), n, within))
            self.text += text

    def _add_quote(self, text: str, articles: Sequence[Article], telling: Span | None = None) -> None:
        """Whoever writes the answer: no other way leads a quotation onto the page."""
        if not any(text in article.text for article in articles):
            raise ValueError(f"{text[:60]!r} is no slice of {', '.join(repr(article.id) for article in articles)}, so it can't be quoted")
        self._add("quote", text, telling=telling)

    def _add_slice(self, evidence: Evidence, heading: str, n: int) -> None:
        """The slice as it stands in the article, and its number; before it the day, unless the heading has it, and who "he" is."""
        day = evidence.statement.said_on if evidence.statement else None
        shown = spelled(day) if day else None
        if shown is not None and not heading.endswith(f", {shown}:"):
            self._add("context", f"({shown})")
            self.text += " "
        if evidence.context:
            self._add("context", f"[{evidence.context}]")
            self.text += " "
        start, told = evidence.span.start, evidence.telling
        self._add_quote(evidence.quote, [evidence.article], Span(told.start - start, told.end - start) if told else None)
        self.text += " "
        self._add("mark", f"[{n}]", n)


def cited(n: int, evidence: Evidence) -> Citation:
    return cite(n, evidence.article, evidence.span, evidence.statement)


def _is(citation: Citation, evidence: Evidence) -> bool:
    return (citation.article, citation.start, citation.end) == (evidence.article.id, *evidence.span)


def _also_in(reprints: Sequence[Evidence]) -> str:
    outlets = list(dict.fromkeys(each.article.source or each.article.label for each in reprints))
    return f" (also in {', '.join(outlets)})" if outlets else ""


def spelled(day: str) -> str:
    """ "15 February 2022" for "2022-02-15"."""
    found = date.fromisoformat(day)
    return f"{found.day} {found:%B %Y}"
