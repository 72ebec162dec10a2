"""The bodies that an article names: "the ministry", "the company" are told by the full name before them."""

from __future__ import annotations

import re
from itertools import islice

from .roles import office
from .titles import BODY

_HEADS = (
    "ministry board court hospital union council commission committee agency institute university bank office department party federation "
    "guild association foundation authority group club museum society service bureau centre center company corporation administration "
    "registry trust church embassy"
).split()
_FIRM = (
    "Technologies Line Lines Inc Inc. Corp Corp. Corporation Company Co. Group Motors Airlines Airways Industries "
    "Holdings Partners Systems Ltd Ltd. LLC plc PLC Brothers Associates Studios Laboratories Labs"
).split()
_CAP = r"[A-Z][\w’'&-]*"
_HEAD = "|".join(head.capitalize() for head in _HEADS)
_LAST = "|".join(re.escape(word) for word in _FIRM)
_BODY_RUN = re.compile(
    rf"(?=[A-Z])(?:(?:{_CAP}[ \xa0](?:(?:and|&)[ \xa0](?={_CAP}[ \xa0]))?){{1,6}}(?:{_HEAD}|{_LAST})(?!\w)"  # "Alden Tide Board"
    rf"|(?:{_HEAD})[ \xa0](?:of|for|on)[ \xa0](?:the[ \xa0])?{_CAP}(?:[ \xa0](?:and[ \xa0])?{_CAP})*"  # "Ministry of Tides"
    rf"|{_CAP}[’']s?[ \xa0](?:[a-z]+[ \xa0]){{0,2}}ministry\b)"  # "Alden’s tide ministry"
)
_ARTICLE = re.compile(r"the[ \xa0]", re.IGNORECASE)
_OWNER = re.compile(r"[’']s?\Z")


class Bodies:
    """The bodies in one text, each where it is named in full."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._named: dict[str, dict[str, int]] | None = None
        self._firms: dict[str, list[str]] = {}

    def name(self, mention: str, at: int) -> str | None:
        """The full name for "the ministry" or "Alden", where one body before fits and no other; else None."""
        word, _, rest = mention.partition(" ")
        if word.lower() != "the" or " " in rest or rest not in _HEADS:
            return None
        named = self._places().get(rest, {})
        before = [name for name, since in islice(named.items(), 2) if since < at]
        return before[0] if len(before) == 1 else None

    def firm(self, word: str) -> str | None:
        """The firm whose name begins with a word and goes on with what only firms are called: "Alden Technologies" for "Alden"."""
        self._places()
        names = self._firms.get(word, [])
        return names[0] if len(names) == 1 else None

    def _places(self) -> dict[str, dict[str, int]]:
        if self._named is None:
            self._named = self._read()
        return self._named

    def _read(self) -> dict[str, dict[str, int]]:
        named: dict[str, dict[str, int]] = {}
        for match in _BODY_RUN.finditer(self._text):
            name = _ARTICLE.sub("", match[0], count=1)
            if " " not in name and "\xa0" not in name:
                continue
            words = name.split()
            last = _OWNER.sub("", words[-1])
            head = next((head for head in (last.lower(), words[0].lower()) if head in _HEADS), None)
            if head:
                named.setdefault(head, {}).setdefault(name, match.start())
            if words[-1] in _FIRM:
                firms = self._firms.setdefault(" ".join(words[:-1]), [])
                if name not in firms:
                    firms.append(name)
                if head != "company":
                    named.setdefault("company", {}).setdefault(name, match.start())
        return named


def is_body(run: str) -> bool:
    """Whether a run of capitalised words names a body and no person: "Alden Post"."""
    words = run.split()
    return len(words) > 1 and words[-1] in BODY and office(words[-1]) is None
