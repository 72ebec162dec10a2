"""A question that was asked before, taken apart: what a follow-up can take over of it, or exchange."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..index.model import Span
from .frame import AUXILIARIES, PREPOSITIONS, WH, Frame
from .frames import frame_of
from .mentions import mentions
from .wording import QUOTATION, TIME, words_of

_NAME = re.compile(r"[^\W\da-z_][\w.-]*(?:(?:[’']s)?\s+(?:(?:of|the|van|de|al|bin|der|von)\s+)?[^\W\da-z_][\w.-]*)*")
_NO_NAMES = WH | AUXILIARIES | PREPOSITIONS | {"according", "quote", "i", "and", "but"}


@dataclass
class Earlier:
    """A question that stands alone, taken apart."""

    line: str
    frame: Frame = field(init=False)

    def __post_init__(self) -> None:
        self.line = self.line.strip()
        self.frame = frame_of(self.line, words_of(self.line))

    def part(self, span: Span | None) -> str:
        return self.line[slice(*span)] if span else ""

    @property
    def base(self) -> str:
        return self.line.rstrip(" ?.!")

    @property
    def speaker(self) -> str:
        """Who speaks, with determiner, as it can be set into another question."""
        phrase = self.part(self.frame.subject)
        return phrase if mentions(phrase) else ""

    @property
    def subject_matter(self) -> str:
        """The topic where it is a thing, "the ferry" of "about the ferry", and no clause."""
        topic = self.frame.topic
        return self.part(topic) if topic and re.search(r"\b(?:about|on|of|to|regarding)\s+\Z", self.line[: topic.start], re.I) else ""

    @property
    def about(self) -> str:
        """The topic as it can follow a verb: " about the ferry"."""
        return f" about {self.subject_matter}" if self.subject_matter else ""

    @property
    def owner(self) -> str:
        """ "Karsk’s"."""
        return f"{self.speaker}’s"

    def names(self) -> Iterator[str]:
        """Those that "he", "she" or "it" may mean: the speaker first, then the names in their order."""
        if self.speaker and len(mentions(self.speaker)) == 1:
            yield self.speaker
        plain = TIME.sub(blank, QUOTATION.sub(blank, self.line))
        opens = next((word for word in words_of(plain)), None)
        begin = opens.end if opens and opens.low in _NO_NAMES else 0
        found = [match for match in _NAME.finditer(plain, begin) if match[0].lower() not in _NO_NAMES]
        for match in found:
            name = match[0].rstrip(".")
            if name and name not in self.speaker:
                yield name
        if not found and not self.speaker and (role := re.search(r"\b(?:who|where)\s+(?:is|was)\s+((?:the\s+)?[\w\s]+)", self.base, re.I)):
            yield role[1]


def about_instead(phrase: str, last: Earlier) -> str | None:
    """The last question about something else."""
    if last.frame.topic and (last.subject_matter or last.frame.reverse):
        return f"{last.line[: last.frame.topic.start]}{phrase}{last.line[last.frame.topic.end :]}"
    if last.frame.topic and last.frame.verb:
        return f"{last.line[: last.frame.verb.end]} about {phrase}?"
    if last.frame.subject or last.frame.verb:
        begin = last.frame.verb.end if last.frame.verb else 0
        at = min((time.start for time in last.frame.times if time.start > begin), default=len(last.base))
        tail = f" {last.base[at:]}" if last.base[at:] else ""
        return f"{last.line[:at].rstrip(' ?.!')} about {phrase}{tail}?"
    return None


def in_place_of(phrase: str, last: Earlier) -> str:
    """The new speaker in the old one's form: "Karsk" for "Brok’s letter" is "Karsk’s letter"."""
    owned = re.fullmatch(r".+?([’']s?)(\s+\w+)", last.speaker)
    return phrase + "".join(owned.groups()) if owned and mentions(last.speaker)[0] != last.speaker.removeprefix("the ") else phrase


def blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
