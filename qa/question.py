"""What is asked, out of the question's words alone: whose words, about what, when, and what kind of answer.

No index and no model: a question has few forms, and ``frames`` finds its parts. Only the opening of a very long text is
read, so that the work stays small whatever is pasted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Literal

from ..index.filters import Filters
from ..index.periods import bounds
from ..index.roles import role_head
from .frame import AUXILIARIES, DETERMINERS, PREPOSITIONS, WH, Frame
from .frames import frame_of
from .mentions import mentions
from .wording import QUOTATION, QUOTED, TIME, Word, saying, words_of

Period = tuple[date | None, date | None]
"""First and last day; None where a side is open."""
_READ = 2_000  # characters; questions are shorter, and the opening of a pasted passage tells enough


class Wants(StrEnum):
    """The kind of answer that is asked for."""

    WORDS = "words"
    PERSON = "person"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    ORGANISATION = "organisation"
    REASON = "reason"
    LIST = "list"
    YES_NO = "yes_no"
    THING = "thing"
    ARTICLE = "article"


@dataclass(frozen=True)
class Question:
    """What is asked.

    ``speakers`` are mentions as typed, without "the", and ``about`` what telling words are left besides them. ``perhaps`` are readings of a
    bare fragment ("karsk ferry fares") as (speaker, topic), longest name first, each to be taken only if the index knows such a speaker.
    ``reported`` is whether it is about what somebody said, and not about a fact. ``when`` is the period in which it was said; ``kinds`` are
    the kinds of statement that will do, None for all.
    """

    text: str
    speakers: tuple[str, ...] = ()
    about: str = ""
    wants: Wants = Wants.THING
    excerpt: str | None = None
    reverse: bool = False
    when: Period | None = None
    order: Literal["relevance", "time"] = "relevance"
    latest: bool = False
    contrast: bool = False
    kinds: frozenset[str] | None = None
    reported: bool = False
    among: str = ""
    source: str | None = None
    article: str | None = None
    perhaps: tuple[tuple[str, str], ...] = ()

    @property
    def wide(self) -> bool:
        """Whether several things are asked for: a list, a comparison, a course of events, or more than one question."""
        return self.wants is Wants.LIST or self.contrast or self.order == "time" or self.has_parts or not self.asks

    @property
    def has_parts(self) -> bool:
        """Whether it is more than one question: "what did Karsk say, and how much will it cost?"."""
        return len(self.parts) > 1

    @property
    def parts(self) -> tuple[str, ...]:
        """The questions that it is made of, as typed; the later ones may lean on the first."""
        cuts = [0, *(match.end(1) for match in _PARTS.finditer(self.text)), len(self.text)]
        return tuple(part for begin, end in pairwise(cuts) if (part := _AND.sub("", self.text[begin:end]).strip()))

    @property
    def names_something(self) -> bool:
        """Whether a few words could answer: who, when, where, how many, which; "what" and "how" take a sentence."""
        if not self.asks or self.order == "time" or self.wants in (Wants.WORDS, Wants.REASON, Wants.YES_NO, Wants.ARTICLE):
            return False
        return self.wants is not Wants.THING or "which" in self.text.lower().split()

    @property
    def asks(self) -> bool:
        """Whether it has the form of a question, and is no bare topic."""
        return self.text.rstrip().endswith("?") or not (WH | AUXILIARIES).isdisjoint(self.text.lower().split())

    @property
    def asked_in(self) -> Filters:
        """The articles that are asked."""
        return Filters(source=self.source, article=self.article)


_PARTS = re.compile(
    r"(\band|&|,|\?)\s+(?:(?:on|to|at|in|by|for|with)\s+)?(?:who|what|when|where|why|how|which|did|does|do|is|was|has|would|will)\b", re.I
)
_AND = re.compile(r"(?:\s*(?:,|\band|&))+\W*\Z", re.I)

_NOUNS: dict[Wants, str] = {
    Wants.DATE: "day date time year month week hour decade century season dates days years",
    Wants.PLACE: "place city town village country state region continent street river location site venue airfield airport port "
    "province county capital nation district island area birthplace stadium",
    Wants.ORGANISATION: "company firm organisation organization agency ministry department party union group institution bank newspaper "
    "outlet university team club institute corporation band court church",
    Wants.NUMBER: "number share percentage percent proportion price sum amount cost rate speed figure age height width length size "
    "distance population total yield temperature salary",
    Wants.PERSON: "person people leader expert diplomat winner",
    Wants.REASON: "reason reasons cause grounds explanation",
}
_KIND_OF = {noun: wants for wants, nouns in _NOUNS.items() for noun in nouns.split()}
_MEASURES = frozenset("many much long far fast old tall high often big large wide deep heavy hot cold".split())

_CHANGE = re.compile(
    r"\b(?:before\b.*\band\s+(?:then\s+)?after\b|chang(?:e[ds]?|ing)|soften\w*|harden\w*|revers\w+|revis\w+|retract\w*|evolv\w+|evolution|over\s+time|timeline|chronolog\w+|shift(?:ed)?|u-turn|t(?:ake|ook)\s+back|at\s+first"
    r"|then\s+and\s+now|first(?=,?\s+(?:and|then|say|said|claim|warn|speak|spoke|react|deny|mention|announce|respond|comment)))\b",
    re.I,
)
_LATEST = re.compile(
    r"\b(?:t(?:ake|ook|aken)\s+back|retract\w*|recant\w*|latest|newest|most\s+recent(?:ly)?|final\s+(?:position|word|view|say|statement|answer)"
    r"|last\s+(?=say|said|speak|spoke|comment|mention|statement|remark|word|claim|warn|tell|told|talk|deny|react|respond|announce|write))",
    re.I,
)
_CONTRAST = re.compile(
    r"\b(?:who\s+gave\s+wh|against\s+each\s+other|different\s+(?:\w+\s+)?(?:numbers?|figures?|counts?|accounts?|versions?|estimates?)\b|disagree|contradict|differ|disput|conflict|oppos(?:ed|ing)\b|at\s+odds|contrast|rebut|versus\b|vs\b)"
    r"|\Awho\s+(?:said|says|claimed|claims)\s+(?:what|how)\b[^:]*:"
    r"|\b(?:which|what)\s+(?:numbers?|figures?|counts?|estimates?)\b.*\b(?:outlets|papers|newspapers|media|articles|reports)\b",
    re.I,
)
_EACH = re.compile(
    r"\b(?:each|agree|say\s+the\s+same|compare|who\s+is\s+right|respectively|against\s+each\s+other|according\s+to\b.*\band\s+(?:(?:how\s+\w+|what)\s+)?(?:according\s+)?to)\b",
    re.I,
)
_VERBATIM = re.compile(r"\b(?:exact\s+words?|verbatim|word\s+for\s+word|own\s+words|quotes?|quotations?|literally)\b", re.I)
_ORIGIN = re.compile(
    r"\b(?:which|what|find\s+the|find\s+an?)\s+(?:article|story|outlet|newspaper|source|text|piece)s?\b|\bsource\W*\Z"
    r"|\b(?:is|was|are|were|comes?)\s+from\b|\A\W*(?:source|from)\b"
    r"|\bwhere\b.*\b(?:from|come|appear|stand|published|printed|find|found|written|read)\b",
    re.I | re.S,
)
_MARKS = "“”„«»\"‘’' \t\n\r"
_SPACES = " \t\n\r.?!,;:-–—"
_COMMANDS = frozenset(
    "quote according write summarise summarize ignore list name explain compare show tell give find hello hi please".split()
)
_WORDS_OF = re.compile(r"[’']s?\s+(?:(?:exact|own|very)\s+)?words\Z", re.I)
_OVER_TIME = re.compile(
    r"\b(?:over|(?:in|by)\s+order\s+of)\s+time\b|,?\s*\b(?:at\s+)?first,?\s+and\s+(?:then\s+)?(?:later(?:\s+on)?|afterwards|last|now|in\s+the\s+end)\b",
    re.I,
)
_EMPTY = (
    WH
    | AUXILIARIES
    | PREPOSITIONS
    | DETERMINERS
    | frozenset(
        "exactly precisely literally verbatim really actually last first later time over order again else ever he she they it him them "
        "this that these those people everyone everybody anyone us me readers and or to do".split()
    )
)  # words that tell neither a topic nor an occasion
_BY_WORD = {
    "who": Wants.PERSON, "whom": Wants.PERSON, "whose": Wants.PERSON, "when": Wants.DATE, "where": Wants.PLACE, "why": Wants.REASON,
}  # fmt: skip


def parse(text: str, reference: date | None = None) -> Question:
    """Reads a question; ``reference`` is the day that "yesterday" and "in June" count from.

    Linear in the text's length. Never raises: of what is no question little but ``text`` is told.
    """
    text = text.strip()
    line = text[:_READ]
    words = words_of(line)
    plain = QUOTATION.sub(" ", line)
    quotation = QUOTATION.search(line)
    if (quotation and not plain.strip(_SPACES)) or (not quotation and _is_passage(line, words)):
        return Question(text, wants=Wants.ARTICLE, excerpt=text.strip(_MARKS))
    origin = quotation is not None and bool(_ORIGIN.search(plain))
    frame = Frame() if origin else frame_of(line, words)
    speakers = mentions(line[slice(*frame.subject)]) if frame.subject else ()
    reported = bool(speakers or frame.reverse or frame.passive or (frame.verb and not frame.subject))
    wants = Wants.ARTICLE if origin else _wants(words, frame, reported)
    perhaps = _readings(line, words) if frame == Frame() and wants is Wants.THING and not origin else ()
    latest = bool(_LATEST.search(plain))
    return Question(
        text=text,
        speakers=tuple(re.sub(r"[’']s\Z", "", _WORDS_OF.sub("", speaker)) for speaker in speakers),
        about="" if origin else _about(line, words, frame),
        wants=wants,
        excerpt=quotation[0].strip(_MARKS) if quotation and (frame.reverse or origin) else None,
        reverse=frame.reverse,
        when=bounds(", ".join(line[slice(*time)] for time in frame.times), reference) if frame.times else None,
        order="time" if latest or _CHANGE.search(plain) or _OVER_TIME.search(plain) or _in_turn(line, frame) else "relevance",
        latest=latest,
        contrast=bool(_CONTRAST.search(plain)) or (len(speakers) > 1 and bool(_EACH.search(plain))),
        kinds=frozenset({"direct", "mixed"}) if (reported or perhaps) and _VERBATIM.search(plain) else None,
        reported=reported,
        among=line[slice(*frame.among)] if frame.among else "",
        perhaps=perhaps,
    )


def _in_turn(line: str, frame: Frame) -> bool:
    """Whether two times are asked of: "in May and in June"."""
    return any(line[before.end : after.start].strip().lower() == "and" for before, after in pairwise(frame.times))


def _is_passage(line: str, words: Sequence[Word]) -> bool:
    """Pasted words: six or more, ending as a sentence does, with no form of a question or a command."""
    if len(words) < 6 or words[0].low in WH | AUXILIARIES | _COMMANDS or line.rstrip(_MARKS).endswith("?") or words[0].start > 2:
        return False
    return line.rstrip(_MARKS).endswith((".", "!", "…")) or len(line) == _READ


def _about(line: str, words: Sequence[Word], frame: Frame) -> str:
    """What is left of a question about somebody's words: what it is about, or on which occasion it was said; "" if that is nothing."""
    spans = [span for span in (frame.lead, frame.topic, frame.setting) if span]
    inside = (
        _outside(words, frame) if frame.is_outer else [word for word in words if any(span.start <= word.start < span.end for span in spans)]
    )
    telling = [word for word in inside if word.low not in _EMPTY and (word.low == QUOTED or word.low[0].isalnum())]
    return " ".join(line[word.start : word.end] for word in telling if not TIME.fullmatch(line, word.start, word.end))


def _outside(words: Sequence[Word], frame: Frame) -> list[Word]:
    """The words without "according to X"."""
    return [word for word in words if not frame.aside or not frame.aside.start <= word.start < frame.aside.end]


def _wants(words: Sequence[Word], frame: Frame, reported: bool) -> Wants:
    """The kind of answer, by the question word, the noun that goes with it, or the auxiliary that opens."""
    inner = _outside(words, frame)
    lows = [word.low for word in inner]
    if lows and lows[0] in AUXILIARIES:
        return Wants.YES_NO
    if frame.reverse and lows[0] not in WH:
        return Wants.LIST
    outer = frame.verb is None and frame.is_outer  # a fact, as somebody told it
    default = Wants.WORDS if reported and not outer else Wants.THING
    if frame.subject and not (frame.verb or frame.lead or frame.is_outer or frame.reverse) and lows[:1] == ["what"]:
        return default  # "what is the union's reaction" asks for no union
    end = words[-1].end if words else 0
    if frame.subject and not outer:  # a question word in the topic doesn't count
        end = max(span.end for span in (frame.subject, frame.verb) if span)
    at = next((i for i, word in enumerate(inner) if word.low in WH - {"if", "whether"} and word.start < end), None)
    if at is None:
        return default
    word = lows[at].removesuffix("'s")
    if word in _BY_WORD:
        return _BY_WORD[word]
    if word == "how":
        return Wants.NUMBER if at + 1 < len(lows) and lows[at + 1] in _MEASURES else default
    if frame.subject and inner[at + 1 : at + 2] and inner[at + 1].start == frame.subject.start:
        return default  # "what the mayor said"
    noun = _noun(lows[at + 1 :])
    return noun or (Wants.PERSON if frame.reverse else Wants.THING if frame.lead else default)


def _noun(lows: Sequence[str]) -> Wants | None:
    """The kind of answer that "which company", "what kinds of ships" or "what is the price of" asks for."""
    if lows[:1] == ["caused"] or lows[1:3] == ["caused"]:
        return Wants.REASON
    is_the = lows[:1] and lows[0] in ("is", "are", "was", "were") and lows[1:2] and lows[1] in ("the", "a", "an")
    if not is_the and lows[:1] and lows[0] in AUXILIARIES:
        return None
    phrase: list[str] = []
    for low in lows[2 if is_the else 0 :]:
        verb = saying(low) if phrase else None
        if low in AUXILIARIES | PREPOSITIONS or low == QUOTED or (verb and verb.form in ("past", "s")):
            break
        phrase.append(low.removesuffix("'s"))
        if low.endswith("'s") and (kind := _kind(phrase[-1])):  # "which firm's pictures"
            return kind
    else:
        phrase = phrase[:3] if not is_the else phrase  # "which company took ...": no telling where the noun ends
        return next((kind for low in phrase if (kind := _kind(low))), (_list(phrase[:1]) or _list(phrase[:2])) if not is_the else None)
    if is_the or not phrase:
        return _kind(phrase[-1]) if phrase else None
    return _kind(phrase[-1]) or _list(phrase[:1]) or _list(phrase)


def _kind(noun: str) -> Wants | None:
    return _KIND_OF.get(noun) or (Wants.PERSON if role_head(noun) else None)


def _list(phrase: Sequence[str]) -> Wants | None:
    """A plural asks for a list."""
    plural = any(low.endswith("s") and not low.endswith(("ss", "us", "is", "'s")) and len(low) > 3 for low in phrase[-1:] or ())
    return Wants.LIST if plural else None


def _readings(line: str, words: Sequence[Word]) -> tuple[tuple[str, str], ...]:
    """ "karsk ferry fares" as words of "karsk ferry" on "fares", or of "karsk" on "ferry fares"; a question has no such readings."""
    kept = [word for word in words if word.low not in ("quote", "quotes", "the", "a")]
    if not kept or len(words) > 6 or any(word.low in WH | AUXILIARIES | _COMMANDS or word.low == QUOTED for word in kept):
        return ()
    found: list[tuple[str, str]] = []
    for n in range(min(3, len(kept)), 0, -1):
        last = kept[n - 1]
        if line[kept[0].start].isalpha() and last.low not in PREPOSITIONS and not TIME.fullmatch(line, last.start, last.end):
            found.append((line[kept[0].start : last.end], line[kept[n].start : kept[-1].end] if n < len(kept) else ""))
    return tuple(found)
