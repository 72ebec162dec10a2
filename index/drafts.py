"""Statements in the making: what they say can still grow, who says it is a place in the text; and those that only echo another one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .cues import CUES
from .model import Span
from .sentences import OPENING_MARKS
from .titles import role_before

_SPEAKS_AGAIN = frozenset("he she they it i we you who".split())
_DETERMINER = re.compile(r"(?<!\w)((?:the|an?|its|his|her|their|our|my)\s)\Z", re.IGNORECASE)
# What is said in the sentence or the paragraph before: "Karsk said this in an interview".
_SAID_BEFORE = re.compile(
    r"this(?=\W*\Z|,?[ \xa0](?:in|at|on|during|while|when|after|before|to|via|by|through|as|following|today|yesterday)\b)", re.IGNORECASE
)
_LONGEST_BEFORE = 3  # sentences that "this" can mean
_LAST = 4  # drafts
_NEAR = 4  # drafts before and after that can hold another one


@dataclass
class Draft:
    """A statement in the making: what it says can still grow with the next quotation."""

    source: Span | None
    cue: Span | None
    content: list[Span]
    paragraph: int
    quotes: set[Span] = field(default_factory=set[Span])
    denied: bool = False  # it is told that it was not said
    verbatim: bool = False  # it is quoted by its place, not by marks
    nested: bool = False  # it stands in somebody else's quotation


Named = tuple[str | None, Draft, tuple[Span, ...]]
"""The speaker's name, the draft, and what it says, in order and without overlaps."""


def nested_apart(text: str, named: Iterable[Named]) -> Iterator[Named]:
    """The drafts, in order; in “I asked Marsh, and he said, ‘No.’” by Karsk, "he" is whom she names, not Karsk, nor anybody outside."""
    outer: tuple[str | None, int] = (None, -1)
    opens = 0
    for name, draft, content in named:
        if not draft.nested:
            opens = content[0].start if content[0].start >= outer[1] else opens
            outer = (name, max(outer[1], content[-1].end))
        elif name and draft.source and is_pronoun(text, draft.source) and content[0].start < outer[1]:
            known = name[0].isupper() and any(word in text[opens : draft.source.start] for word in name.split())
            name = name if name != outer[0] and known else None
        yield name, draft, content


def without_echoes(text: str, named: Sequence[Named]) -> list[Named]:
    """All but those that only say again a part of another: "he knew" in "Karsk said he knew it" and in "he knew it, says Karsk"."""
    return [
        one
        for i, one in enumerate(named)
        if not any(_echoes(text, one, other) for other in named[max(i - _NEAR, 0) : i + _NEAR + 1] if other is not one)
    ]


def _echoes(text: str, one: Named, other: Named) -> bool:
    (name, draft, content), (others_name, outer, others) = one, other
    source, cue = draft.source, draft.cue
    if source is None or cue is None or draft.nested or outer.cue is None:
        return False
    if text[slice(*source)].lower() not in _SPEAKS_AGAIN:
        return False
    inside = any(span.start <= source.start and cue.end <= span.end and span not in outer.quotes for span in others)
    if not inside or not content[-1].end <= max(others[-1].end, outer.cue.end, outer.source.end if outer.source else 0):
        return False
    # What is told before "she says" is hers, whoever "he" in it may be; and whom "she said she wanted" means is seldom somebody else.
    told = CUES.get(text[slice(*cue)].lower().rpartition(" ")[2])
    return name in (None, others_name) or outer.cue.start > source.start or not (told and told.says)


def reporting(drafts: Sequence[Draft]) -> Draft | None:
    """The last of some statements, or the one that reports it: "Karsk said the survey showed that"."""
    last = drafts[-1] if drafts else None
    for draft in reversed(drafts[-_LAST:]):
        if last and _holds(draft, last) and not _holds(last, draft):
            last = draft
    return last


def _holds(outer: Draft, inner: Draft) -> bool:
    source = inner.source
    return source is not None and any(span.start <= source.start < span.end for span in outer.content)


def with_role(text: str, source: Span) -> Span:
    """The slice that names who speaks, with the role before it: "the town’s mayor, Ann Karsk" for "Ann Karsk" between commas."""
    if not text.startswith(",", source.end) or not text[source.start].isupper() or text[max(source.start - 2, 0) : source.start] != ", ":
        return source
    role, start = role_before(text, source.start, "")
    if not role or start >= source.start:
        return source
    determiner = _DETERMINER.search(text, max(start - 12, 0), start)
    return Span(determiner.start(1) if determiner else start, source.end)


def is_pronoun(text: str, source: Span) -> bool:
    return text[source.start : source.end].lower() in ("he", "she", "they")


def trimmed(text: str, content: Iterable[Span]) -> Iterator[Span]:
    """Slices with no white space around them, each character in one slice only."""
    reached = 0
    for start, end in sorted(content):
        start = max(start, reached)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield Span(start, end)
            reached = end


def kind_of(text: str, draft: Draft, content: Sequence[Span], marks: Sequence[int]) -> Literal["direct", "indirect", "mixed", "denied"]:
    if draft.denied:
        return "denied"
    if draft.verbatim:
        return "direct"
    if all(text[span.start] in OPENING_MARKS and (span in draft.quotes or draft.cue is None) for span in content):
        return "direct"
    quoted = any(bisect_left(marks, span.start) < bisect_left(marks, span.end) for span in content)
    if all(text[span.start] in OPENING_MARKS for span in content) and quoted and draft.quotes:
        return "direct"
    return "mixed" if quoted or draft.quotes else "indirect"


def is_said_before(text: str, draft: Draft) -> bool:
    """Whether all that it says is "this"."""
    return not draft.quotes and bool(draft.content) and _SAID_BEFORE.match(text, *draft.content[0]) is not None


def refer(draft: Draft, before: Sequence[Span], others: Sequence[Draft]) -> bool:
    """Gives it the sentences before as what it says; False where these are too many, or hold what others say."""
    spoken = [span for other in others for span in other.content]
    if not 0 < len(before) <= _LONGEST_BEFORE or any(one.start < span.end and span.start < one.end for one in before for span in spoken):
        return False
    draft.content = list(before)
    return True
