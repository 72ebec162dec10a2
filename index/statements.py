"""Who said what: the statements in an article's text, as exact slices of it, by rules over words and quotation marks.

A sentence is read with each quotation in it as one token. Every verb of saying is looked up in ``cues``, its subject is sought to
the left ("Karsk said") or to the right ("said Karsk"), and what was said stands before the pair, after it, or around it. Quotations that
are left over go to the speaker of the same paragraph, to a colon before them, or, over paragraphs, to the quotation left open.
What has no speaker that can be told is kept without one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .blocks import dash_within, indent, is_dashed, is_saying, words_in
from .clauses import attributions, may_attribute
from .drafts import Draft, Named, is_pronoun, is_said_before, kind_of, nested_apart, refer, reporting, trimmed, with_role, without_echoes
from .forms import DASHES, Attribution, signature
from .headings import is_heading
from .interviews import answer, asks, interviewed, label, turns
from .legible import Legible
from .model import Span, Statement
from .named import is_title
from .reported import is_reported
from .said_on import said_on
from .sentences import CLOSING_MARKS, Paragraph, layout, quotations, split_sentences
from .speakers import Speakers
from .supposed import is_supposed
from .tokens import Token, tokens
from .units import Unit, units_of
from .unnamed import SMALL

EXTRACTOR = "extractor 8"  # goes up when statements, speakers or days come out otherwise: an index then finds its statements anew
_MARK = re.compile('["“”„«»‹›「『]')  # those that are never apostrophes
_INNER_MARK = re.compile("[“‘\"'«„]")
_CAPTION = re.compile(r"(?:(?:picture|photo|image) )?caption:|(?:photo|photograph|picture|image|video|watch):", re.IGNORECASE)
# A question that begins with whom it is put to, a sentence in which somebody does something, and who is interviewed:
# "Mr Karsk, who rang?", "He shook his head.", "Ann Karsk received us".
_HONORED = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Captain|Minister|President|Mayor)\.?(?:[ \xa0][^\W\d_a-z][\w’'-]+){1,3}"
_ADDRESSED = re.compile(rf"({_HONORED}),[ \xa0]")
_ACTOR = re.compile(rf"(He|She|{_HONORED}|[^\W\d_a-z][\w’'-]+(?:[ \xa0][^\W\d_a-z][\w’'-]+){{1,2}})[ \xa0]([a-z]+)[ \xa0,.]")
_RECEIVED = re.compile(
    r"(He|She|(?:[^\W\d_a-z][\w’'-]+[ \xa0]){1,3}?[^\W\d_a-z][\w’'-]+)[ \xa0](?:received|welcomed|greeted|met|spoke[ \xa0](?:to|with)|"
    r"talked[ \xa0](?:to|with)|sat[ \xa0]down[ \xa0]with)[ \xa0](?:us|me)\b"
)
_LONGEST_QUESTION = 300  # characters
_LEAST_NESTED = 12  # characters
_MANY_WORDS = 7
_FEWEST_WORDS = 4  # a quotation of fewer words that nobody is said to have said may be a title or a turn of phrase


def extract(text: str, article: str = "", published: str | None = None, surely: bool = True) -> list[Statement]:
    """The statements in a text, in the order in which what they say begins; ``article`` is the id they will carry.

    ``published`` is the day, as "2022-02-15", by which "on Tuesday" is understood; without it only days written in full are.
    ``surely=False`` keeps what has the form of a statement and is likelier a deed ("recalled the ambassador").

    Time grows with the length of the text. Nothing here fails, whatever the text.
    """
    read = Legible(text)
    found = [each for each in _extracted(read.text, article, published) if not surely or is_reported(read.text, each)]
    return found if read.text == text else [_placed(each, read) for each in found]


def _placed(found: Statement, read: Legible) -> Statement:
    """The same in the text itself, where it was found in what is read of it."""
    source, cue = (span and read.origin(span) for span in (found.source, found.cue))
    return replace(found, source=source, cue=cue, content=tuple(map(read.origin, found.content)))


def _extracted(text: str, article: str, published: str | None) -> list[Statement]:
    paragraphs = _carried_on(text, layout(text))
    drafts = _read(text, paragraphs)
    speakers = Speakers(text)
    marks = [match.start() for match in _MARK.finditer(text)]
    named: list[Named] = []
    for draft in sorted(drafts, key=lambda each: each.source.start if each.source else -1):  # names are told in the order of the text
        content = tuple(span for span in sorted(trimmed(text, draft.content)) if span.start < span.end)
        if not any(map(str.isalnum, "".join(text[span.start : span.start + 200] for span in content[:20]))):
            continue
        named.append((speakers.name(draft.source), draft, content))
    named.sort(key=lambda each: each[2][0])
    named = without_echoes(text, list(nested_apart(text, named)))
    roles = {name: tuple(given) for name, given in speakers.roles().items()}
    found = [
        Statement(
            article,
            name,
            draft.source and with_role(text, draft.source),
            draft.cue,
            content,
            kind_of(text, draft, content, marks),
            roles=roles.get(name or "", ()),
        )
        for name, draft, content in named
    ]
    days = said_on(text, paragraphs, found, published)
    return [replace(each, said_on=day) if day else each for each, day in zip(found, days, strict=True)]


def _carried_on(text: str, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, with those as one quotation that open with a single mark, ‘, which is closed only in a later one."""
    carried: list[Paragraph] = []
    for number, paragraph in enumerate(paragraphs):
        start, end = paragraph.span
        opens = text[start] == "‘" and number + 1 < len(paragraphs) and text[paragraphs[number + 1].span.start] == "‘"
        if opens and not any(span.start == start for span in paragraph.quotations):
            paragraph = paragraph._replace(quotations=[Span(start, end)])
        carried.append(paragraph)
    return carried


def _read(text: str, paragraphs: Sequence[Paragraph]) -> list[Draft]:
    drafts: list[Draft] = []
    reading: _Paragraph | None = None
    speaking = turns(text, paragraphs)
    for unit in units_of(text, paragraphs):
        turn = False
        if reading is None or unit.paragraph != reading.number:
            if reading:
                reading.end()
            reading = _Paragraph(text, drafts, unit, reading)
            turn = label(text, unit.span.start) in speaking
        reading.take(unit, turn)
    if reading:
        reading.end()
    return drafts


class _Paragraph:
    """The quotations of one paragraph on their way to a speaker, and what the one before left open."""

    def __init__(self, text: str, drafts: list[Draft], first: Unit, before: _Paragraph | None) -> None:
        self._text, self._drafts, self.number = text, drafts, first.paragraph
        self._before = before
        self._begin = len(drafts)
        if before:
            before._before = None  # no chain of all paragraphs
        self._last: Draft | None = None  # the last draft with a quotation in this paragraph
        self._turn: Draft | None = None  # who has the word in a transcript
        self._pending: list[Span] = []  # quotations whose speaker may yet be named
        open_draft = before.open_draft if before else None  # its last quotation was left open at a paragraph's end, or a colon ended it
        self.open_draft = open_draft if first.quoted and first.quoted[0].start == first.span.start else None
        self._indent = indent(text, first.span.start)
        self._first_question = before._first_question if before else None
        self._question = asks(text, first.span.start)
        if self._question and self._first_question is None:
            self._first_question = first.span.start
        self._answerer: Span | None = before._answerer if before else None  # who is asked in an interview
        self._block = None if self.open_draft or before is None else self._unmarked(first.span.start, before, open_draft)
        self._line: list[Span] | None = [] if text[first.span.start] in DASHES else None  # what a dash opens, till it is told who says it
        self._heading = self.open_draft is None and self._block is None and is_heading(text, first)
        self._caption = _CAPTION.match(text, first.span.start) is not None
        self._unread = False  # words beside a quotation that waits may tell whose it is, but not to these rules
        self._asks = False  # it is a question put to somebody, whose answer the next one is
        self._read: list[Span] = []  # its sentences so far
        self._acted: Span | None = None  # the last sentence without a quotation, in which somebody may have done something

    def _unmarked(self, start: int, before: _Paragraph, said: Draft | None) -> Draft | None:
        """Who is quoted in this paragraph without marks: behind "Karsk wrote:", set off, or answering a question."""
        text = self._text
        if before._question and before._first_question is not None and (mark := answer(text, start)):
            source = before._answerer or interviewed(text, before._first_question)
            self._drafts.append(Draft(source, mark, [], self.number, verbatim=True))
            return self._drafts[-1]
        if before._block and self._indent and self._indent == before._indent:
            return before._block
        if said and said.source and not said.content and (self._indent > before._indent or is_saying(text, said, start)):
            said.verbatim = True
            return said
        return None

    def take(self, unit: Unit, turn: bool) -> None:
        """Enter the statements of the paragraph's next sentence, with which somebody's ``turn`` in a transcript may begin."""
        if self._block:
            words = words_in(self._text, unit.span)
            begin = self._block.cue.end if self._block.cue else 0  # behind "A."
            self._block.content.append(Span(min(max(words.start, begin), words.end), words.end))
            return
        if self._heading:
            return
        sentence = self._text[unit.span.start : unit.span.end]
        self._watch(unit, sentence)
        telling = unit.quoted or sentence[0] in DASHES or may_attribute(sentence)
        words = tokens(self._text, unit.span, unit.quoted) if telling else []
        if self._is_signature(words):
            return
        attributed = [] if is_supposed(sentence) else attributions(words, first=unit.paragraph == 0, turn=turn)
        found = [draft for each in attributed if self._refer(draft := _drafted(each, self.number))]
        self._read.append(unit.span)
        self._take_line(unit, found)
        self._turn = found[0] if attributed and attributed[0].goes_on else self._turn
        if self._turn and self._turn not in found:
            self._turn.content.append(unit.span)
        elif _is_only_quotations(words):
            self._take_quotations(unit.quoted)
        else:
            self._take_rest(unit, words, found)
        self._drafts.extend(found)
        self._drafts.extend(_quoted_within(self._text, unit))
        self.open_draft = _left_open(self._text, unit, found, self.open_draft or self._last)

    def _refer(self, draft: Draft) -> bool:
        """Gives "Karsk said this in an interview" what stands before it; False where that can't be told, or is somebody else's."""
        if not is_said_before(self._text, draft):
            return True
        if self._read:
            return refer(draft, self._read[-1:], self._drafts[self._begin :])
        before = self._before
        return before is not None and refer(draft, before._read, self._drafts[before._begin : self._begin])

    def _take_line(self, unit: Unit, found: Sequence[Draft]) -> None:
        """ "- It was late. We left - said Karsk": she says the sentences before too, back to the dash that begins the line or them."""
        dashed = [draft for draft in found if is_dashed(self._text, draft)]
        if self._line is not None and dashed:
            dashed[0].content[:0] = self._line
            for draft in dashed:
                draft.verbatim = True
        begins = dash_within(self._text, unit.span)
        if begins and not (dashed and dashed[-1].content[-1].end > begins):
            self._line = [Span(begins, unit.span.end)]
        elif self._line is not None:
            others = any(draft.source and _names_another(self._text, draft.source) for draft in found)
            self._line = None if others else [*self._line, words_in(self._text, unit.span)]

    def _watch(self, unit: Unit, sentence: str) -> None:
        """Note what an unsigned quotation after it may belong to: a question, or somebody's nod."""
        if unit.quoted:
            return
        self._asks = sentence[-1] == "?" and len(sentence) < _LONGEST_QUESTION and len(self._drafts) == self._begin
        told = _ADDRESSED.match(sentence) if self._asks else _RECEIVED.search(sentence) if " us" in sentence or " me" in sentence else None
        if told:
            self._answerer = Span(unit.span.start + told.start(1), unit.span.start + told.end(1))
        self._acted = unit.span

    def _is_signature(self, words: Sequence[Token]) -> bool:
        """ "— Ann Karsk, mayor" on a line of its own names who wrote the quotation above it."""
        if not words or words[0].text not in DASHES or len(words) > 16 or (name := signature(words, 0)) is None:
            return False
        above = self._drafts[-1] if self._drafts else None
        dash = Span(words[0].start, words[0].end)
        if self._pending:
            self._last = Draft(name, dash, self._pending, self.number, quotes=set(self._pending))
            self._drafts.append(self._last)
            self._pending = []
        elif above and above.cue is None and above.quotes and above.paragraph >= self.number - 1:
            above.source, above.cue = name, dash
        return True

    def _take_quotations(self, loose: Sequence[Span]) -> None:
        before = reporting(self._drafts[self._begin :])
        if self.open_draft:
            self.open_draft.content.extend(loose)
            self._last = self.open_draft
        elif self._last:
            self._last.content.extend(loose)
            self._last.quotes.update(loose)
        elif before and before.source and not self._turns_away(before) and all(_is_speech(self._text, span) for span in loose):
            self._last = Draft(before.source, None, list(loose), self.number, quotes=set(loose))
            self._drafts.append(self._last)
        else:
            self._pending.extend(loose)

    def _take_rest(self, unit: Unit, words: Sequence[Token], found: list[Draft]) -> None:
        """A sentence with quotations and words: what its verbs leave over goes to the one who is quoted in it."""
        used = {span for draft in found for span in draft.quotes}
        direct = next((draft for draft in found if draft.quotes), None)
        if direct:
            direct.content[:0] = self._pending
            self._pending = []
            self._last = direct
        covered = _merged(found)
        whole = [span for span in unit.quoted if span not in used and _is_speech(self._text, span) and not _inside(span, covered)]
        if not whole:
            return
        if self.open_draft and unit.quoted[0] == whole[0] and not direct:
            self.open_draft.content.append(whole[0])
            self._last = self.open_draft
        elif direct or (len(found) == 1 and found[0].source and any(_inside(span, covered) for span in unit.quoted)):
            (direct or found[0]).content.extend(whole)  # The roof “is old,” Karsk said, and soon “will fall, and with it the hall.”
        elif words[0].quotation:
            self._pending.extend(whole)
            self._unread = True
        elif not self._caption and (sentences := [span for span in whole if _opens_big(self._text, span)]):
            found.append(Draft(None, None, sentences, self.number, quotes=set(sentences)))

    def end(self) -> None:
        """Quotations that nobody is said to have said: the one quoted at the end of the paragraph before goes on, or there is none."""
        pending = self._pending
        if pending and not self._caption:
            speech = all(_is_speech(self._text, span) for span in pending)
            source = self._unsigned() if speech and not self._unread else None
            self._drafts.append(Draft(source, None, list(pending), self.number, quotes=set(pending)))

    def _turns_away(self, before: Draft) -> bool:
        """Whether a sentence about somebody or something else stands between a statement and a quotation."""
        ends = max(span.end for span in (before.cue, before.source, *before.content) if span)
        words = self._text[slice(*self._acted)].split(maxsplit=1) if self._acted and self._acted.start >= ends else ["he"]
        return words[0].lower() not in ("he", "she", "they")

    def _unsigned(self) -> Span | None:
        """Whose a quotation is that nobody is said to have said: his who did something before it, or was asked, or spoke last."""
        if self._acted and len(self._drafts) == self._begin:
            acted = _ACTOR.match(self._text, *self._acted)
            if acted and acted[2].endswith(("ed", "ook")):
                return Span(*acted.span(1))
        if self._before and self._before._asks and self._answerer:
            return self._answerer
        last = self._before.last_speaker(self._begin) if self._before else None
        if last and self._acted and self._acted.start < self._pending[0].start and self._text[slice(*last)].split()[0].lower() in SMALL:
            return None  # what "some critics" or "the album" said isn't gone on with behind other sentences
        return last

    def last_speaker(self, end: int) -> Span | None:
        """Who was quoted last in the paragraph, or the only one who said anything in it; its drafts end before ``end``."""
        drafts = self._drafts[self._begin : end]
        if drafts and drafts[-1].quotes:
            return drafts[-1].source
        sources = [draft.source for draft in drafts if draft.source]
        names = {self._text[source.start : source.end].lower() for source in sources if not is_pronoun(self._text, source)}
        pronouns = {self._text[source.start : source.end].lower() for source in sources} - names
        return sources[-1] if sources and len(names) <= 1 and len(pronouns) <= 1 else None


def _quoted_within(text: str, unit: Unit) -> list[Draft]:
    """Quotations inside others whose speaker is named there: “She asked me, ‘Are we late?’” has one by her."""
    found: list[Draft] = []
    for outer in unit.quoted:
        inside = Span(outer.start + 1, outer.end - 1)
        if inside.end - inside.start < _LEAST_NESTED or not _INNER_MARK.search(text, inside.start, inside.end):
            continue
        inner = quotations(text, inside)
        at = 0
        for sentence in split_sentences(text, inside):
            quoted: list[Span] = []
            while at < len(inner) and inner[at].start < sentence.end:
                if inner[at].start >= sentence.start:
                    quoted.append(inner[at])
                at += 1
            if quoted and not is_supposed(text[slice(*sentence)]):
                span = Span(sentence.start, max(sentence.end, quoted[-1].end))
                drafts = (_drafted(each, unit.paragraph) for each in attributions(tokens(text, span, quoted)))
                found.extend(
                    replace(draft, nested=True) for draft in drafts if draft.quotes and draft.source and _names_another(text, draft.source)
                )
    return found


def _names_another(text: str, source: Span) -> bool:
    return text[source.start : source.end].lower() not in ("i", "we", "you")


def _drafted(found: Attribution, paragraph: int) -> Draft:
    return Draft(found.source, found.cue, list(found.content), paragraph, set(found.quotations), found.denied)


def _left_open(text: str, unit: Unit, found: Sequence[Draft], before: Draft | None) -> Draft | None:
    """The draft that the next paragraph's quotation goes on with."""
    if unit.quoted and unit.quoted[-1].end == unit.span.end:
        mark = text[unit.quoted[-1].start]
        ends = text[unit.span.end - 1]
        if ends not in CLOSING_MARKS or (mark in '"“' and ends == mark and unit.quoted[-1].end - unit.quoted[-1].start == 1):
            return found[-1] if found and unit.quoted[-1] in found[-1].quotes else before
    if text[unit.span.end - 1] == ":" and found and not found[-1].content:
        return found[-1]
    return None


def _is_only_quotations(words: Sequence[Token]) -> bool:
    return any(word.quotation for word in words) and not any(word.is_word for word in words)


def _is_speech(text: str, span: Span) -> bool:
    """Whether a quotation is long enough, and ends as a sentence or its part does, to be somebody's words and no title."""
    inner = text[span.start + 1 : span.end].rstrip(CLOSING_MARKS + " ")
    return len(inner.split(maxsplit=_FEWEST_WORDS)) >= _FEWEST_WORDS and inner[-1:] in ".,?!…—–-" and not is_title(text, span)


def _opens_big(text: str, span: Span) -> bool:
    """Whether a quotation begins as a sentence does, or is long; other parts of a sentence in marks may be anybody's words."""
    if len(text[span.start : span.end].split(maxsplit=_MANY_WORDS)) > _MANY_WORDS:
        return True
    return next((c.isupper() for c in text[span.start + 1 : min(span.start + 12, span.end)] if c.isalnum()), False)


def _merged(drafts: Iterable[Draft]) -> list[Span]:
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
