"""Who said what: the statements in an article's text, as exact slices of it, by rules over words and quotation marks.

A sentence is read with each quotation in it as one token. Every verb of saying is looked up in ``cues``, its subject is sought to
the left ("Karsk said") or to the right ("said Karsk"), and what was said stands before the pair, after it, or around it. Quotations that
are left over go to the speaker of the same paragraph, to a colon before them, or, over paragraphs, to the quotation left open.
What has no speaker that can be told is kept without one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .clauses import Attribution, attributions
from .cues import CUES
from .mentions import Token, tokens
from .model import Span, Statement
from .sentences import paragraphs, quotations, split_sentences
from .speakers import Speakers

_OPENING_MARKS = "\"“„«‹‘'「『"
_CLOSING_MARKS = "\"”“»›’'」』"
_MARK = re.compile('["“”„«»「『]')  # those that are never apostrophes
_FEWEST_WORDS = 4  # a quotation of fewer words that nobody is said to have said may be a title or a turn of phrase


@dataclass
class _Draft:
    """A statement in the making: what it says can still grow with the next quotation."""

    source: Span | None
    cue: Span | None
    content: list[Span]
    paragraph: int
    quotes: set[Span] = field(default_factory=set[Span])


@dataclass(frozen=True)
class _Unit:
    """A sentence, or as many as stand in one quotation with the words around it."""

    paragraph: int
    span: Span
    quoted: tuple[Span, ...]


def extract(text: str, article: str = "") -> list[Statement]:
    """The statements in a text, in the order in which what they say begins; ``article`` is the id they will carry.

    Time grows with the length of the text. Nothing here fails, whatever the text.
    """
    drafts = _read(text)
    speakers = Speakers(text)
    marks = [match.start() for match in _MARK.finditer(text)]
    found: list[Statement] = []
    for draft in drafts:
        content = tuple(span for span in sorted(_trimmed(text, draft.content)) if span.start < span.end)
        if not any(map(str.isalnum, "".join(text[span.start : span.start + 200] for span in content[:20]))):
            continue
        name = speakers.name(draft.source)
        found.append(Statement(article, name, draft.source, draft.cue, content, _kind(text, draft, content, marks)))
    return sorted(found, key=lambda statement: statement.content[0])


def _read(text: str) -> list[_Draft]:
    drafts: list[_Draft] = []
    open_draft: _Draft | None = None  # its last quotation was left open at the end of a paragraph, or a colon ended it
    last: _Draft | None = None  # the last draft with a quotation in this paragraph
    latest: _Draft | None = None  # the last draft of all
    pending: list[Span] = []
    where = -1
    for unit in _units(text):
        if unit.paragraph != where:
            if pending:
                drafts.append(_orphan(text, pending, where, latest))
            latest = drafts[-1] if drafts else None
            pending, last, where = [], None, unit.paragraph
            if open_draft and not (unit.quoted and unit.quoted[0].start == unit.span.start):
                open_draft = None
        words = tokens(text, unit.span, unit.quoted)
        found = [_drafted(each, where) for each in attributions(words, first=unit.paragraph == 0)]
        used = {span for draft in found for span in draft.quotes}
        loose = [span for span in unit.quoted if span not in used]
        if _is_only_quotations(words):
            if open_draft:
                open_draft.content.extend(loose)
                last = open_draft
            elif last:
                last.content.extend(loose)
                last.quotes.update(loose)
            elif drafts and drafts[-1].paragraph == where and drafts[-1].source and all(_is_speech(text, span) for span in loose):
                last = _Draft(drafts[-1].source, None, loose, where, quotes=set(loose))
                drafts.append(last)
            else:
                pending.extend(loose)
        else:
            direct = next((draft for draft in found if draft.quotes), None)
            if pending and direct:
                direct.content[:0] = pending
                pending = []
            if direct:
                last = direct
            covered = _merged(found)
            whole = [span for span in loose if _is_speech(text, span) and not _inside(span, covered)]
            if whole and open_draft and unit.quoted[0] == whole[0] and not direct:
                open_draft.content.append(whole[0])
                last = open_draft
            elif whole and direct:
                direct.content.extend(whole)
            elif whole and words[0].quotation:
                pending.extend(whole)
            elif whole:
                found.append(_Draft(None, None, whole, where, quotes=set(whole)))
        drafts.extend(found)
        open_draft = _left_open(text, unit, found, open_draft or last)
    if pending:
        drafts.append(_orphan(text, pending, where, latest))
    return drafts


def _units(text: str) -> Iterator[_Unit]:
    """The sentences of a text; those inside one quotation, with the sentences it begins and ends in, are one unit."""
    for number, paragraph in enumerate(paragraphs(text)):
        quoted = quotations(text, paragraph)
        at = 0
        begin: int | None = None
        inside: list[Span] = []
        sentences = split_sentences(text, paragraph)
        for sentence, following in zip(sentences, [*sentences[1:], None], strict=True):
            begin = sentence.start if begin is None else begin
            while at < len(quoted) and quoted[at].start < sentence.end:
                inside.append(quoted[at])
                at += 1
            if inside and inside[-1].end > sentence.end:
                continue
            if inside and following and inside[-1].end == sentence.end and _names_speaker(text, following):
                continue
            yield _Unit(number, Span(begin, sentence.end), tuple(inside))
            begin, inside = None, []
        if begin is not None:
            yield _Unit(number, Span(begin, paragraph.end), tuple(inside))


def _names_speaker(text: str, sentence: Span) -> bool:
    """Whether a sentence is no more than "Karsk demanded.", which belongs to the quotation before it."""
    words = text[sentence.start : min(sentence.end, sentence.start + 60)].rstrip(".").split()
    return (
        2 <= len(words) <= 5
        and sentence.end - sentence.start < 60
        and (cue := CUES.get(words[-1])) is not None
        and cue.form in ("past", "s")
    )


def _drafted(found: Attribution, paragraph: int) -> _Draft:
    return _Draft(found.source, found.cue, list(found.content), paragraph, quotes=set(found.quotations))


def _orphan(text: str, pending: Sequence[Span], paragraph: int, before: _Draft | None) -> _Draft:
    """Quotations that nobody is said to have said: the speaker quoted at the end of the paragraph before goes on, or there is none."""
    goes_on = before and before.quotes and before.paragraph == paragraph - 1 and all(_is_speech(text, span) for span in pending)
    return _Draft(before.source if before and goes_on else None, None, list(pending), paragraph, quotes=set(pending))


def _left_open(text: str, unit: _Unit, found: Sequence[_Draft], before: _Draft | None) -> _Draft | None:
    """The draft that the next paragraph's quotation goes on with."""
    if unit.quoted and unit.quoted[-1].end == unit.span.end:
        mark = text[unit.quoted[-1].start]
        ends = text[unit.span.end - 1]
        if ends not in _CLOSING_MARKS or (mark in '"“' and ends == mark and unit.quoted[-1].end - unit.quoted[-1].start == 1):
            return found[-1] if found and unit.quoted[-1] in found[-1].quotes else before
    if text[unit.span.end - 1] == ":" and found and not found[-1].content:
        return found[-1]
    return None


def _is_only_quotations(words: Sequence[Token]) -> bool:
    return any(word.quotation for word in words) and not any(word.is_word for word in words)


def _is_speech(text: str, span: Span) -> bool:
    """Whether a quotation is long enough, and ends as a sentence or its part does, to be somebody's words and no title."""
    inner = text[span.start + 1 : span.end].rstrip(_CLOSING_MARKS + " ")
    return len(inner.split(maxsplit=_FEWEST_WORDS)) >= _FEWEST_WORDS and inner[-1:] in ".,?!…—–-"


def _merged(drafts: Iterable[_Draft]) -> list[Span]:
    """What the drafts hold, in order and without overlaps."""
    merged: list[Span] = []
    for span in sorted(span for draft in drafts for span in draft.content):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _inside(span: Span, covered: Sequence[Span]) -> bool:
    i = bisect_right(covered, Span(span.start, len(covered) and covered[-1].end)) - 1
    return i >= 0 and covered[i].start <= span.start and span.end <= covered[i].end


def _trimmed(text: str, content: Iterable[Span]) -> Iterator[Span]:
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


def _kind(text: str, draft: _Draft, content: Sequence[Span], marks: Sequence[int]) -> Literal["direct", "indirect", "mixed"]:
    if all(text[span.start] in _OPENING_MARKS and (span in draft.quotes or draft.cue is None) for span in content):
        return "direct"
    quoted = any(bisect_left(marks, span.start) < bisect_left(marks, span.end) for span in content)
    if all(text[span.start] in _OPENING_MARKS for span in content) and quoted and draft.quotes:
        return "direct"
    return "mixed" if quoted or draft.quotes else "indirect"
