"""The day on which something was said, where the text supports one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from .cues import CUES, Cue
from .dates import CONTEXT, Expression, expressions
from .mentions import SUBJECT_PRONOUNS
from .model import Span, Statement
from .sentences import Paragraph

_TALKS = (
    r"(?:news|press)[ -]conference|briefing|interview|statement|speech|address|remarks|comments|letter|tweet|post|message|video|report|note"
    r"|hearing|session|summit|meeting|rally|debate|visit|ceremony|call|testimony|committee|lecture|event|conference|forum|appearance"
    r"|broadcast|podcast|television|TV|radio|Twitter|Facebook|Telegram"
)
_TALK = re.compile(rf"\b(?:{_TALKS})\b", re.IGNORECASE)
_SAME_TALK = re.compile(rf"\s+(?:[\w’']+\s+){{0,4}}(?:at|during|in)\s+(?:the|that)\s+(?:same\s+|joint\s+)?({_TALKS})\b")
_OTHER_TIME = re.compile(
    r"\b(?:earlier|previously|later|afterwards?|once|before|separate(?:ly)?|another|recently|repeatedly|often|always|long|past|ago)\b"
)
_SPEAKING = re.compile(
    r"(?:But |And |Also |Then )?(?:Speaking|Addressing|Asked|Testifying|Writing|Talking|Briefing|Responding|Appearing)\b"
)
_IN_TALK = re.compile(rf"(?:But |And |Also |Then )?(?:In|At|During|On)\s[^,]*\b(?:{_TALKS})\b", re.IGNORECASE)
_ITS_TALK = re.compile(r"(?:But |And |Also )?(?:In|At|During)\s(?:an?|his|her|its|their|the)\s(?:\w+\s)?\Z")
_OPENING = re.compile(
    r"(?:\A(?:(?:[\w’'-]+\s){0,3}[\w’'-]+,\s)?|[;—–]\s?|,\s(?:and|but|while)\s|[”\"’]\s)(?:(?:but|and|meanwhile|earlier|later|late|early|then|however|also),?\s)*(?:on\s)?\Z",
    re.IGNORECASE,
)
_DETERMINER = r"(?:(?:the|a|an|his|her|its|their|one)\s)?"
_STRAIGHT = re.compile(rf",?\s+{_DETERMINER}(?:[A-Z][\w’'.-]*\s+){{0,5}}\Z")
_ASIDE = re.compile(
    rf",?\s+(?:in|at|during|speaking|addressing|after|following|as|while|when|writing|hours)\b[^;:.“”\"]{{0,140}},\s+{_DETERMINER}\Z"
)
_AWAY = re.compile(rf"[^;:“”\"]{{0,200}},\s+{_DETERMINER}\Z")
_ADVERB = re.compile(r"(?:\w+ly|late|early|earlier|later|again|also|has|have|had|on)\Z")
_OTHER_EVENT = frozenset(
    "after before following since that who whom whose which when where while as because if whether how what why and but or nor over about "
    "amid against until till killed attack said says".split()
)
_PERFECT = frozenset("has have had".split())
_HEARERS = frozenset("tell ask inform remind assure warn address brief thank invite".split())
_BRACKETED = re.compile(r"\s\([^()“”\"]{0,40}\)")
_BREAKS = re.compile(r"[;:!?()“”\"«»]|\.\s")
_RUN = r"((?:[^\W\d_a-z][\w.’'-]*[ \xa0])*[^\W\d_a-z][\w’'-]*)"
_DATELINE = re.compile(r"(?:\A|\n)[A-Z]{3}[^a-z\n]*,\s\Z")
_VERB = re.compile(r"\s(?!(?:and|or|but|in|at|to|of|for|with|from|by|as|that|after|before|when|while|which|who|on|over|about)\b)[a-z]+\b")
_COMES = r"(?:came|comes|arrived|arrives|travelled|traveled|flew|visited|landed|went|left|met|hosted|was|were)\b"
_ACTS = re.compile(rf",?\s({_RUN[1:-1]}|he|she)\s[a-z]+\b")
_ACTOR = re.compile(rf"{_RUN}\s(?:on\s)?\Z")
_DEED = re.compile(
    rf"(?:[A-Z]{{3}}[^.]{{0,50}}\s[-–—]{{1,2}}\s)?{_RUN}(?:,\s[^,.]{{0,80}},)?\s(?!(?:and|or|in|at|to|of|for|with|from|by|is|are|will|has|had)\b|{_COMES})"
    r"(?:(?!(?:after|before|since|that|who|which|when|where|while|as|because|if|and|but|following|amid|until)\b)[\w’'.$£€%-]+\s){1,14}\Z"
)
_LONGEST_SPEECH = 8  # paragraphs without a word of the speaker
_NEWS = 14  # days; what was done before that is told as history, and what was said of it was said at some other time
_REACH = 220  # characters from a verb of saying to the day it was said


def said_on(text: str, paragraphs: Sequence[Paragraph], statements: Sequence[Statement], published: str | None) -> list[str | None]:
    """For each of an article's statements, in their order, the day on which it was said ("2022-02-15"), None where the text has no one day.

    A day counts that belongs to the act of saying: beside the verb ("said on Tuesday"), before the speaker ("On Tuesday Karsk said"),
    with the occasion ("Speaking at a news conference on Tuesday, Karsk said"). It holds for what the same speaker says next, until
    another time is named.
    """
    article = _Article(text, paragraphs, date.fromisoformat(published) if published else None)
    days: list[str | None] = []
    for statement in statements:
        day = article.day(statement)
        days.append(day.isoformat() if day else None)
    return days


class _Article:
    """An article's text, read from statement to statement."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], reference: date | None) -> None:
        self._text = text
        self._reference = reference
        self._sentences = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
        self._paragraphs = [paragraph.span for paragraph in paragraphs]
        quoted = [span for paragraph in paragraphs for span in paragraph.quotations]
        self._times = [time for time in expressions(text, reference) if _stands_alone(text, time, quoted)]
        self._passed = 0  # of the times
        # By name: the day of what each last said or did, and the paragraph they last spoke in.
        self._known: dict[str, tuple[date, int]] = {}
        self._talks: dict[str, date] = {}  # the day of "the news conference"
        self._last = ""  # who spoke last
        self._scene: tuple[date, int] | None = None  # the day that the last sentence of a paragraph opens with

    def day(self, statement: Statement) -> date | None:
        """The day of a statement; ask in the order of the text."""
        start = min(span.start for span in (statement.source, statement.cue, *statement.content) if span)
        self._read_on(start)
        where = _index(self._paragraphs, start)
        speaker = self._last = statement.speaker or ""
        time = self._beside(statement)
        if time is not None:
            day = time.first if time.first == time.last else None
        else:
            day = self._talk(statement)
            if day is None and not self._is_of_another_time(statement):
                day = self._carried(statement, where)
        if day and speaker:
            self._known[speaker] = day, where
        else:
            self._known.pop(speaker, None)
        return day

    def _carried(self, statement: Statement, where: int) -> date | None:
        """The day of what the speaker said or did before, or that the paragraph before ends with: "On Tuesday, Orlest denied it." """
        speaker, source = statement.speaker or "", statement.source
        surname = speaker.rpartition(" ")[2]
        known = self._known.get(speaker) or (self._known.get(surname) if surname[:1].isupper() else None)
        # Whom "he" stands for is a guess, the better the nearer.
        pronoun = source is not None and self._text[source.start : source.end].lower() in SUBJECT_PRONOUNS
        if known and where - known[1] <= (1 if pronoun else _LONGEST_SPEECH):
            return known[0]
        opens = statement.kind == "direct" and statement.content[0].start == self._paragraphs[where].start
        return self._scene[0] if opens and self._scene and self._scene[1] == where - 1 else None

    def _read_on(self, at: int) -> None:
        """Take note of the times before ``at``: whose deeds they date, and where the text goes on to another day."""
        while self._passed < len(self._times) and self._times[self._passed].span.start < at:
            time = self._times[self._passed]
            self._passed += 1
            if self._reference is None or time.last <= self._reference:
                self._note(time)

    def _note(self, time: Expression) -> None:
        sentence = self._sentence(time.span.start)
        where = _index(self._paragraphs, time.span.start)
        one = time.first == time.last
        before = self._text[max(sentence.start, time.span.start - _REACH) : time.span.start]
        after = self._text[time.span.end : time.span.end + _REACH]
        actor = None
        if _OPENING.match(before):
            self._known = {}
            self._scene = (time.first, where) if one and sentence.end == self._paragraphs[where].end else None
            actor = _ACTS.match(after)
        elif _VERB.match(after):
            actor = _ACTOR.search(before)
        if actor is None and time.span.start - sentence.start < _REACH:
            actor = _DEED.match(before)
        if actor and one and (self._reference is None or (self._reference - time.first).days <= _NEWS):
            name = self._last if actor[1] in ("he", "she") else actor[1]
            words = name.split()  # with the titles before it
            for i in range(max(len(words) - 1, 1)):
                self._known[" ".join(words[i:])] = time.first, where

    def _beside(self, statement: Statement) -> Expression | None:
        """The time that belongs to the act of saying, not after the day of publication."""
        cue, source = statement.cue, statement.source
        if cue is None:
            return None
        sentence = self._sentence(cue.start)
        if source is None or abs(source.start - cue.start) > _REACH:
            source = cue
        low = max(min(source.start, cue.start) - _REACH, sentence.start)
        high = min(max(source.end, cue.end) + _REACH, sentence.end)
        first = bisect_left(self._times, low, key=lambda time: time.span.start)
        for time in self._times[first : bisect_left(self._times, high, key=lambda time: time.span.start)]:
            if self._reference and time.first > self._reference:
                continue
            if self._belongs(time, statement, source, cue, sentence):
                self._note_talks(time, sentence)
                return time
        return None

    def _belongs(self, time: Expression, statement: Statement, source: Span, cue: Span, sentence: Span) -> bool:
        text, (start, end) = self._text, time.span
        if source.end <= start and end <= cue.start:  # "Karsk on Tuesday said"
            between = text[source.end : start].strip(" ,")
            form = CUES.get(text[cue.start : cue.end].lower())
            if form and form.form == "base":
                return False  # "those who today doubt it"
            return _is_adverbs(between) or bool(_SPEAKING.match(between.capitalize()))
        if source.start <= start and end <= source.end:
            return end == source.end
        if start >= cue.end:
            return self._is_after(time, statement, max(cue.end, source.end), cue)
        opening, tail = text[sentence.start : start], text[end : min(source.start, cue.start)]
        if len(opening) > _REACH:
            opening = text[start - _REACH : start]
        if _OPENING.search(opening):
            if tail.startswith(",") and text.startswith(",", max(source.end, cue.end)):
                return False  # "On Tuesday, it said, the bridge fell"
            return bool(_STRAIGHT.match(tail) or _ASIDE.match(tail))
        if _ITS_TALK.match(opening) and _TALK.match(text, end + 1, min(end + 60, sentence.end)):
            return True  # "In a Tuesday tweet the ministry said"
        if (_SPEAKING.match(opening) or _IN_TALK.match(opening)) and not _BREAKS.search(opening):
            return bool(_AWAY.match(tail) or _STRAIGHT.match(tail))
        return False

    def _is_after(self, time: Expression, statement: Statement, at: int, cue: Span) -> bool:
        """Whether only the occasion and those who listened lie between the verb and the time: "told reporters in Orlest on Tuesday"."""
        text, (start, end) = self._text, time.span
        gap = _BRACKETED.sub("", text[at:start])
        if start < at or _BREAKS.search(gap):
            return False
        words = gap.removesuffix(", on ").replace(",", " ,").split()
        if _is_adverbs(gap.strip(" ,")):
            return True
        within = any(span.start < start and end <= span.end and span.start >= cue.end for span in statement.content)
        form = CUES.get(text[cue.start : cue.end].split()[-1].lower())
        heard = form is not None and form.lemma in _HEARERS and len(words) < 5
        if any(word.lower() in _OTHER_EVENT for word in words) or len(words) > 14:
            return False
        if all(word[0].isupper() for word in words[: -1 if words[-1] == "on" else None]) and len(words) < 5:
            return True  # "accused Orlest on Tuesday of"
        to = text[end : end + 4] == " to "
        if within and not heard and not to and not _TALK.search(gap):
            return False
        if words[0] == "," and words.count(",") == 2 and at > cue.end:
            return words[-2] == "," and words[-1] == "on"  # "said Karsk, the mayor, on Tuesday"
        if words[0] == ",":
            return len(words) > 1 and words[1] in ("speaking", "addressing", "testifying", "in") and words.count(",") == 1
        if words[0] in ("in", "at", "during", "on", "via", "through", "to", "from", "with", "by") or _ADVERB.match(words[0]):
            return "," not in words
        return form is not None and "," not in words and (form.lemma in _HEARERS or to)

    def _note_talks(self, time: Expression, sentence: Span) -> None:
        if time.first == time.last:
            for match in _TALK.finditer(self._text, max(sentence.start, time.span.start - 80), min(sentence.end, time.span.end + 40)):
                self._talks[match[0].lower()] = time.first

    def _talk(self, statement: Statement) -> date | None:
        """The day of the occasion that the words after the verb go back to: "said at the news conference"."""
        if statement.cue is None:
            return None
        at = max(statement.cue.end, statement.source.end if statement.source else 0)
        match = _SAME_TALK.match(self._text, at, min(at + 80, self._sentence(statement.cue.start).end))
        return self._talks.get(match[1].lower()) if match else None

    def _is_of_another_time(self, statement: Statement) -> bool:
        """Whether the words around the verb say that it was said at some other time, or at all times."""
        cue, source = statement.cue, statement.source
        if cue is None:
            return False
        verb = self._text[cue.start : cue.end].lower().split()
        if source and 0 < cue.start - source.end < _REACH and not _PERFECT.isdisjoint(self._text[source.end : cue.start].lower().split()):
            return True  # "has not mentioned"
        form = CUES.get(verb[-1])
        if verb[0] in _PERFECT or (form is None and verb != [":"]) or (form and _is_no_saying(form)):
            return True
        sentence = self._sentence(cue.start)
        low = max(sentence.start, min(cue.start, source.start if source else cue.start) - 40, cue.start - _REACH)
        said = [Span(max(span.start, low), span.end) for span in statement.content if span.end > low and span.start < cue.end + 40]
        words = list(self._text[low : min(sentence.end, cue.end + 40)])
        for span in said:
            words[span.start - low : span.end - low] = " " * (min(span.end - low, len(words)) - (span.start - low))
        return bool(_OTHER_TIME.search("".join(words).lower())) or self._has_time(statement, sentence)

    def _has_time(self, statement: Statement, sentence: Span) -> bool:
        """Whether a time stands in the sentence, outside what was said."""
        first = bisect_left(self._times, sentence.start, key=lambda time: time.span.start)
        last = bisect_left(self._times, sentence.end, key=lambda time: time.span.start)
        starts = [time.span.start for time in self._times[first : min(last, first + 20)]]
        return any(not any(span.start <= start < span.end for span in statement.content) for start in starts)

    def _sentence(self, at: int) -> Span:
        return self._sentences[_index(self._sentences, at)]


def _index(spans: Sequence[Span], at: int) -> int:
    """Which of the spans, in order, ``at`` lies in or after."""
    return max(bisect_right(spans, at, key=lambda span: span.start) - 1, 0)


def _stands_alone(text: str, time: Expression, quoted: Sequence[Span]) -> bool:
    """Not in a quotation, nor "Tuesday’s", which dates a thing, nor in "ORLEST, 10 February (VPA) -"."""
    start, end = time.span
    i = _index(quoted, start)
    return (
        text[end : end + 2] not in ("’s", "'s")
        and not (quoted and quoted[i].start <= start < quoted[i].end)
        and not _DATELINE.search(text[max(start - CONTEXT, 0) : start])
    )


def _is_no_saying(form: Cue) -> bool:
    """Present tense, which is of no day, or a verb of thinking."""
    return form.form in ("s", "base") or not (form.says or form.takes_object)


def _is_adverbs(gap: str) -> bool:
    return len(gap) < 60 and all(_ADVERB.match(word) for word in gap.split())
