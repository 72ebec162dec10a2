"""The bodies that an article names: "the ministry", "its spokesman", "a satellite company" are told by the full name near them."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from .nations import nation
from .roles import office
from .runs import RUN
from .small_words import OWNER
from .speaking import HEADS, KINDS
from .titles import BODY, OPENERS, TIMES

_FIRM = (
    "Technologies Line Lines Inc Inc. Corp Corp. Corporation Company Co. Group Motors Airlines Airways Industries "
    "Holdings Partners Systems Ltd Ltd. LLC plc PLC Brothers Associates Studios Laboratories Labs"
).split()
_OF_MANY = frozenset("company corporation group party bank".split())
_NEAREST_WITHIN = 500  # characters since "the company" was named
_CAP = r"[A-Z][\w’'&-]*"
_HEAD = "|".join(head.capitalize() for head in HEADS)
_LAST = "|".join(re.escape(word) for word in _FIRM)
_BODY_RUN = re.compile(
    rf"(?=[A-Z])(?:(?:{_CAP}[ \xa0](?:(?:and|&)[ \xa0](?={_CAP}[ \xa0]))?){{1,6}}(?:{_HEAD}|{_LAST})(?!\w)"  # "Alden Tide Board"
    rf"|(?:{_HEAD})[ \xa0](?:of|for|on)[ \xa0](?:the[ \xa0])?{_CAP}(?:[ \xa0](?:and[ \xa0])?{_CAP})*"  # "Ministry of Tides"
    rf"|{_CAP}[’']s?[ \xa0](?:[a-z]+[ \xa0]){{0,2}}ministry\b)"  # "Alden’s tide ministry"
)
_ARTICLE = re.compile(r"the[ \xa0]", re.IGNORECASE)
_KIND = "|".join(sorted(KINDS))
_SMALL = (
    r"(?!(?:the|and|or|of|for|in|at|to|by|that|which|said|says|has|had|is|was|its|his|her|told|with|from|as|but|when|while|one)\b)"
    r"[a-z][\w-]*|(?:US|UK|EU|U\.S\.|U\.K\.)(?:-[a-z]+)?|[A-Z][a-z]+(?:-based|n|ese|ish|h|an)"
)
_NAME = rf"{_CAP}(?:[ \xa0](?:&[ \xa0])?{_CAP}){{0,4}}"
# "the ferry operator Alden Line", and "Alden Line, a ferry operator".
_CALLED_BEFORE = re.compile(rf"(?:[Tt]he|[Aa]n?|[’']s)[ \xa0](?P<what>(?:(?:{_SMALL})[ \xa0]){{1,4}}(?:{_KIND}))[ \xa0](?P<name>{_NAME})")
_CALLED_AFTER = re.compile(
    rf"(?P<name>{_NAME}),[ \xa0](?:the|an?|another)[ \xa0](?P<what>(?:(?:{_SMALL})[ \xa0]){{1,4}}(?:{_KIND}))"
    r"(?=[,.;]|[ \xa0](?:that|which|based|in|of)\b)"
)
_UNNAMED = re.compile(rf"an?[ \xa0](?:[\w’'.-]+[ \xa0]){{1,6}}(?:{_KIND})\Z", re.IGNORECASE)
# The first words of a sentence soon after, by which one learns who "a satellite company" is: "Alden Systems’ photos", "Alden Systems said".
_INTRODUCED = re.compile(rf"(?<=[.!?”\"’\n])[ \xa0\n]{{1,3}}(?P<name>{_NAME}?)(?:[’']s?(?=[ \xa0][a-z])|[ \xa0](?:said|says|added)\b)")
_ADJECTIVE = re.compile(rf"[Tt]he[ \xa0][a-z][\w-]*[ \xa0](?P<name>{_NAME})\Z")  # "the independent Budget Office"
_INTRODUCED_WITHIN = 500  # characters on
_SPOKESMAN = re.compile(
    r"(?:an?|the|its|another)[ \xa0](?:[a-z]+[ \xa0])?spokes(?:man|woman|person)[ \xa0](?:for|of|at)[ \xa0](?P<body>.+)\Z"
    r"|(?:an?|the|another)[ \xa0](?P<owner>.+?)[’']?s?[ \xa0]spokes(?:man|woman|person)\Z",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"(?P<owner>.+?)(?:[’']s|(?<=s)[’'])[ \xa0](?:[a-z-]+[ \xa0]){0,3}"
    r"(?:reports?|figures|data|photos?|photographs?|pictures?|images?|imagery|footage|survey|study|review|statement|records|analysis)\Z"
)


class Bodies:
    """The bodies in one text, each where it is named in full."""

    def __init__(self, text: str, is_person: Callable[[str], bool] = frozenset[str]().__contains__) -> None:
        self._text = text
        self._is_person = is_person
        self._named: dict[str, dict[str, int]] | None = None
        self._firms: dict[str, list[str]] = {}
        self._called: dict[str, list[str]] | None = None

    def name(self, mention: str, at: int) -> str | None:
        """The full name for "the ministry", "the Board’s report", "a spokesman for the bank" or "a satellite company"; else None.

        Only where one body fits and no other. What a spokesman without a name says is the word of the body, and so is its report.
        """
        if (spoken := _SPOKESMAN.match(mention)) or (spoken := _WORK.match(mention)):
            owner = spoken.groupdict().get("body") or spoken["owner"]
            return self._body(owner, at) or self._body(f"the {owner}", at)
        if (described := _ADJECTIVE.match(mention)) and is_body(described["name"]):
            return described["name"]
        if _UNNAMED.match(mention):
            return self._introduced(mention, at)
        return self._short(mention, at)

    def _short(self, mention: str, at: int) -> str | None:
        word, _, rest = mention.partition(" ")
        rest = rest[:1].lower() + rest[1:]
        if word.lower() != "the" or " " in rest or rest not in HEADS:
            return None
        named = self._places().get(rest, {})
        before = [name for name, since in islice(named.items(), 2) if since < at]
        return before[0] if len(before) == 1 and (rest not in _OF_MANY or self._is_nearest(before[0], at)) else None

    def _is_nearest(self, name: str, at: int) -> bool:
        """Whether nothing else with a name of its own, as companies without "Ltd" have one, was spoken of since."""
        start = max(at - _NEAREST_WITHIN, 0)
        last = max(self._text.rfind(word, start, at) for word in {name, name.split()[0]})
        if last < 0:
            return False
        for run in RUN.finditer(self._text, last + len(name.split()[0]), at):
            words = [word for word in run[0].split() if word not in OPENERS and word not in TIMES and word not in name]
            if words and not nation(" ".join(words)) and not self._is_person(" ".join(words)):
                return False
        return True

    def _body(self, words: str, at: int) -> str | None:
        """The name in "the company", "the Alden Bank" or "Alden Line"; None for people and for what names no body."""
        if short := self._short(words, at):
            return short
        name = _ARTICLE.sub("", words, count=1)
        return name if is_body(name) or name.partition(" ")[2] and name.split()[-1] in _FIRM or name in self.called() else None

    def firm(self, word: str) -> str | None:
        """The firm whose name begins with a word and goes on with what only firms are called: "Alden Technologies" for "Alden"."""
        self._places()
        names = self._firms.get(word, [])
        return names[0] if len(names) == 1 else None

    def called(self) -> dict[str, list[str]]:
        """What the article says that bodies are, by their names: "ferry operator" of "the ferry operator Alden Line"."""
        if self._called is None:
            self._called = {}
            for pattern in (_CALLED_BEFORE, _CALLED_AFTER):
                for match in pattern.finditer(self._text):
                    what = self._called.setdefault(match["name"], [])
                    if match["what"] not in what:
                        what.append(match["what"])
        return self._called

    def _introduced(self, mention: str, at: int) -> str | None:
        """Who "a satellite company" is, which "reported" something, where the next sentences begin with a name not heard before."""
        end = at + _INTRODUCED_WITHIN
        names = {match["name"]: match.start("name") for match in _INTRODUCED.finditer(self._text, at + len(mention), end)}
        fresh = [name for name, since in names.items() if self._text.find(name, 0, since) < 0 and self._is_firm(name)]
        if len(fresh) != 1:
            return None
        what = mention.partition(" ")[2]
        known = self.called().setdefault(fresh[0], [])
        if what not in known:
            known.append(what)
        return fresh[0]

    def _is_firm(self, name: str) -> bool:
        words = name.split()
        return (len(words) > 1 and words[-1] in _FIRM) or is_body(name)

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
            last = OWNER.sub("", words[-1])
            head = next((head for head in (last.lower(), words[0].lower()) if head in HEADS), None)
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
