"""Paragraphs, sentences and quotations of a news text, as exact slices of it: rules, no model, in time linear in the text.

The rules are for English news; other scripts work as far as their full stops and blanks go. Where a rule can't know,
it leaves two sentences together: too long a sentence can still be read, half of one can't.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from .model import Span

# A line break, a paragraph, a blank: what Python's \s knows, so that nothing but \s ever lies between two spans.
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[•‣◦▪●*·–—-]|\d{1,2}[.)])\s")
_NARROWEST_WRAP, _WIDEST_WRAP = 60, 120  # characters; text wrapped by a machine has lines about as long as these, or between

# Each part of this pattern may be empty or takes all it can get, so that matching never goes back over a long run.
# A mark that can also open a quotation closes one only where no word follows on it.
_STOP = re.compile(
    r"""(?P<stop>[.!?…‥‼⁇⁈⁉؟۔।॥。！？｡]+)
        (?P<close>(?:[”’»›)\]}」』）】]|["'“‘«](?!\w)|[\u00a0\u202f]»)*)
        (?P<gap>\s*)""",
    re.VERBOSE,
)
_GLUED = re.compile(r"[\"“«„]?")
_STRAIGHT = '"'
_NEXT = re.compile(r"[^\w.!?…]*(?P<word>\w*)(?P<dot>\.?)")  # goes no further than the next stop, so each text is read once
_BEFORE = re.compile(r"[\w.&-]*\Z")
_LONGEST_ABBREVIATION = 12
_LETTERS_WITH_DOTS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_UNSPACED_STOPS = "。！？｡"  # after these no blank is written
_CERTAIN_STOPS = "؟۔।॥"  # in scripts without capitals, and used for nothing else
OPENING_MARKS = "\"“„«‹‘'「『»›”‚"
CLOSING_MARKS = "\"”“»›’'」』«‹‘"
_QUOTES = frozenset("\"'”’»«“‘›」』")

# Never the end of a sentence.
_TITLES = frozenset(
    "Mr Mrs Ms Messrs Mme Mlle Dr Drs Prof Sen Sens Rep Reps Gov Govs Gen Lt Col Sgt Cpl Pvt Capt Cmdr Maj Adm Brig Supt Insp Det "
    "Rev Revs Hon Pres Amb Fr Msgr Mt Ft vs v cf viz e.g i.e E.g I.e".split()
)
# The end of a sentence only where one of _STARTERS follows; so too an initial, and letters with dots ("U.S.", "a.m.").
_ABBREVIATIONS = frozenset(
    "St Jr Sr Inc Ltd Corp Co Cos Bros plc Dept Univ Assn Ave Blvd Rd Hwy etc al est approx ca Ph.D "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri "
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass "
    "Md Mich Minn Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo".split()
)
_BEFORE_NUMBERS = frozenset("No Nos no nos p pp Art Fig Figs Sec Vol vol Ch Op".split())  # "No. 10", but also "He said no."
_STARTERS = frozenset(
    "The A An This That These Those There Here He She It They We You I His Her Its Their Our My Your "
    "But And Or So Yet If When While As At By For From In On Of To With Without After Before Since Until During Under Over Among Between "
    "Although Though Because However Meanwhile Still Then Now Once Last Earlier Later Also Not Nor Only Both Some Many Most All "
    "What Who Why How Where Which Asked Speaking Mr Mrs Ms Dr".split()
)
# “Really?” Ravel said. A name, or a name with its titles, and then a verb of speech.
_ATTRIBUTION = re.compile(
    r"(?:[^\W\d_a-z][\w.’'-]*\s+){1,4}"
    r"(?:said|says|asked|asks|added|adds|replied|told|tells|wrote|writes|tweeted|shouted|cried|exclaimed|wondered|joked|answered|responded|continued)\b"
)

# Which marks open a quotation, and which of those each closing mark can close, the likelier first.
_MARK = re.compile(r"[\"“”„«»‹›‘’‚'「」『』](?:(?<=')')?")  # with "''" as one
_OPENING = frozenset(["''", *"\"“”„«»‹›‘‚'「『"])
_CLOSES = {
    "''": ("''",), '"': ('"',), "”": ("“", "„", "”"), "“": ("„", "“"), "»": ("«", "»"), "«": ("»",), "›": ("‹", "›"), "‹": ("›",),
    "’": ("‘", "‚"), "‘": ("‚",), "'": ("'",), "」": ("「",), "』": ("『",),
}  # fmt: skip
_UNDIRECTED = frozenset(["''", '"', "'", "”"])  # only what stands around them tells whether they open
_AFTER_CLOSING = frozenset(",.;:!?)]—–-")
_APOSTROPHES = frozenset("‘’‚'")


class Paragraph(NamedTuple):
    """A paragraph with its sentences and its quotations, each in order."""

    span: Span
    sentences: list[Span]
    quotations: list[Span]


def layout(text: str) -> list[Paragraph]:
    """The paragraphs of a text, for those who need all that is in them."""
    return [Paragraph(span, list(_sentences_of(text, span)), quotations(text, span)) for span in paragraphs(text)]


def paragraphs(text: str, span: Span | None = None) -> list[Span]:
    """The paragraphs of a text, or of its slice ``span``, in order and trimmed; nothing but white space lies outside them.

    A blank line ends a paragraph, and so does U+2029. A single line break ends one when both hold:

    - it was meant: the next line opens with a bullet, or its first word would still have fitted on the line.
      Lines over 120 characters are not wrapped by a machine, so in a block that has one every break was meant;
      and no machine wraps at less than 60.
    - the next line doesn't go on in lower case.
    """
    return list(_paragraphs(text, span))


@lru_cache(maxsize=64)  # an answer asks for those of its few articles again and again
def _paragraphs(text: str, span: Span | None) -> tuple[Span, ...]:
    offset = span.start if span else 0
    body = text[span.start : span.end] if span else text
    found: list[Span] = []
    for block in _blocks(body):
        width = max(line.end - line.start for line in block)
        begin = block[0].start
        for line, following in pairwise(block):
            if _is_meant(body, line, following, width):
                found.append(Span(offset + begin, offset + line.end))
                begin = following.start
        found.append(Span(offset + begin, offset + block[-1].end))
    return tuple(found)


def _blocks(text: str) -> Iterator[list[Span]]:
    """Runs of lines with no blank line between them, each line trimmed."""
    block: list[Span] = []
    for match in _LINE.finditer(text):
        line = match[0].strip()
        if not line:
            continue
        start = match.start() + match[0].index(line[0])
        if block:
            gap = text[block[-1].end : start]
            if "\u2029" in gap or len(_BREAK.findall(gap)) > 1:
                yield block
                block = []
        block.append(Span(start, start + len(line)))
    if block:
        yield block


def _is_meant(text: str, line: Span, following: Span, width: int) -> bool:
    if _BULLET.match(text, following.start, following.end):
        return True
    if text[following.start].islower():
        return False
    if width > _WIDEST_WRAP:
        return True
    # A word too long for the widest of lines needn't be looked at to its end.
    first_word = text[following.start : min(following.end, following.start + _WIDEST_WRAP)].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(first_word) <= max(width, _NARROWEST_WRAP)


def split_sentences(text: str, span: Span | None = None) -> list[Span]:
    """The sentences of a text, or of its slice ``span``, in order and trimmed; nothing but white space lies outside them.

    Marks that close a quotation or a bracket after the stop belong to the sentence. A paragraph's end always ends one, and
    inside a paragraph a line break is a blank like others. A stop doesn't end a sentence before a word in lower case, so
    “Are you sure?” he asked. is one.
    """
    return [sentence for paragraph in paragraphs(text, span) for sentence in _sentences_of(text, paragraph)]


def _sentences_of(text: str, paragraph: Span) -> Iterator[Span]:
    begin = paragraph.start
    marks, counted = 0, begin  # straight ones, up to a place
    for match in _STOP.finditer(text, paragraph.start, paragraph.end):
        if match.end() < paragraph.end and _ends_sentence(text, match, begin, paragraph.end):
            end = match.end("close")
            if not match["gap"] and text[end] == _STRAIGHT:
                marks, counted = marks + text.count(_STRAIGHT, counted, end), end
                end += marks % 2  # in '"It was over."He left' the mark closes, and in 'He left."It is over"' it opens
            yield Span(begin, end)
            begin = end + len(match["gap"])
    if begin < paragraph.end:
        yield Span(begin, paragraph.end)


def _ends_sentence(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    """Whether the stop ends the sentence that began at ``begin``; the paragraph goes on to ``end``."""
    stop, at = match["stop"], match.start()
    if at - begin < 4 and not any(map(str.isalnum, text[begin:at])):
        return False  # a sentence has a word: '... and', '"… The'
    if stop[-1] in _UNSPACED_STOPS:
        return True
    if not match["gap"]:
        return _lacks_blank(text, match, end)
    if stop[-1] in _CERTAIN_STOPS:
        return True
    following = _NEXT.match(text, match.end(), end)
    assert following is not None  # every part of the pattern may be empty
    word = following["word"]
    if not word:
        return following.end() == end
    if word[0].islower() and not word[1:2].isupper():  # but "iPhone" may open a sentence
        return False
    starter = word in _STARTERS and not following["dot"]  # "A" in "A. Ravel" is an initial
    quoted = not _QUOTES.isdisjoint(match["close"])
    if "!" in stop or "?" in stop:
        return starter or not (quoted and _ATTRIBUTION.match(text, match.end(), end))
    if stop != "." or text[at - 1].isspace():
        return _ellipsis_ends(text, at, word, starter)
    return _full_stop_ends(text, at, begin, word, starter, quoted)


def _lacks_blank(text: str, match: re.Match[str], end: int) -> bool:
    """ "it was over.He left": a blank was lost, as careless extraction does; but not in "3.5", "example.com", "U.S.A.".

    A quotation's mark may stand between: 'it was over."He left'.
    """
    begins = _GLUED.match(text, match.end(), end)
    assert begins is not None  # every part of the pattern may be empty
    after = text[begins.end() : min(begins.end() + 2, end)]
    before = text[max(match.start() - 2, 0) : match.start()]
    return len(after) == 2 and after[0].isupper() and after[1].islower() and len(before) == 2 and before.isalpha() and before.islower()


def _ellipsis_ends(text: str, at: int, word: str, starter: bool) -> bool:
    """Words left out between blanks may be from the middle of a sentence; and "I" opens no sentence for sure."""
    return word != "I" and (starter or not text[at - 1].isspace())


def _full_stop_ends(text: str, at: int, begin: int, word: str, starter: bool, quoted: bool) -> bool:
    match = _BEFORE.search(text, max(begin, at - _LONGEST_ABBREVIATION), at)
    token = match[0] if match else ""
    before = token.rpartition("-")[2]  # "Vice-Adm.", "(R-Ala.)"
    if before in _TITLES:
        return False
    if before in _BEFORE_NUMBERS and word[0].isdigit():
        return False
    if before.isdigit() and len(before) < 3 and at - len(before) == begin:
        return False  # "1. First of all": the number of a list
    initial = len(token) == 1 and token.isupper() and token != "I" and not quoted  # not in "Jay-Z.", "AT&T.", “Cell Block H.”
    if initial or before in _ABBREVIATIONS or _LETTERS_WITH_DOTS.fullmatch(before):
        return starter
    return True


def quotations(text: str, paragraph: Span) -> list[Span]:
    """The quotations in a paragraph, with their marks, in order; of those inside others only the outermost.

    A quotation left open reaches to the paragraph's end, as those do that go on in the next one; but a single mark left open
    is an apostrophe. A paragraph that mixes curly and straight marks (“We stay,") is read as if all were straight.
    """
    opened: dict[str, int] = {}
    found: list[Span] = []
    mixed = _mixes_marks(text, paragraph)
    for match in _MARK.finditer(text, *paragraph):
        mark = '"' if mixed and match[0] in "“”" else match[0]
        opens = _can_open(text, mark, match, paragraph, mark in opened)
        opening = next((opening for opening in _CLOSES.get(mark, ()) if opening in opened), None)
        if opening == mark and mark not in _UNDIRECTED and not _ends_here(text, match, paragraph):
            opening = None
        if opening and not (opens and mark in _UNDIRECTED) and _can_close(text, mark, match, paragraph):
            found.append(Span(opened.pop(opening), match.end()))
        elif opens and mark in _OPENING:
            opened.setdefault(mark, match.start())
    found.extend(Span(start, paragraph.end) for mark, start in opened.items() if mark not in _APOSTROPHES)
    return _outermost(sorted(found))


def _mixes_marks(text: str, paragraph: Span) -> bool:
    """Whether a curly mark lacks the other one, as in “We stay,", where no „ before it shows that “ closes."""
    unequal = text.count("“", *paragraph) != text.count("”", *paragraph)
    return unequal and text.find('"', *paragraph) >= 0 and text.find("„", *paragraph) < 0


def _around(text: str, match: re.Match[str], paragraph: Span) -> tuple[str, str]:
    """The characters before and after a mark, a blank where the paragraph ends."""
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    after = text[match.end()] if match.end() < paragraph.end else " "
    return before, after


def _can_open(text: str, mark: str, match: re.Match[str], paragraph: Span, is_open: bool) -> bool:
    before, after = _around(text, match, paragraph)
    if mark not in _UNDIRECTED:
        return mark not in _APOSTROPHES or not (before.isalnum() or after.isspace())
    begins = before.isspace() or before in "([{-–—/:\"“„«'‘" or (before in ".!?" and mark == _STRAIGHT and after.isupper() and not is_open)
    return begins and not after.isspace() and after not in ",;:!?)]}" and (mark != "'" or after.isalpha())


def _can_close(text: str, mark: str, match: re.Match[str], paragraph: Span) -> bool:
    """Not the apostrophe in "don't" or "the '90s"."""
    before, after = _around(text, match, paragraph)
    return mark not in _APOSTROPHES or not (before.isspace() or after.isalnum())


def _ends_here(text: str, match: re.Match[str], paragraph: Span) -> bool:
    """Whether a mark that should only open a quotation ends one, as in “We stay“, she said."""
    before, after = _around(text, match, paragraph)
    return not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)


def _outermost(spans: Iterable[Span]) -> list[Span]:
    outermost: list[Span] = []
    for span in spans:
        if outermost and span.start < outermost[-1].end:
            outermost[-1] = Span(outermost[-1].start, max(outermost[-1].end, span.end))
        else:
            outermost.append(span)
    return outermost
