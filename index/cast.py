"""The people that an article's text names: each run of capitalised words taken apart into titles and a name, and the roles around it.

One pass over the text. It knows where a paragraph, a sentence and a quotation begin only as well as telling "he" needs it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from .genders import gender_of_given, gender_of_role
from .nations import nation
from .roles import KIN, office
from .runs import RUN, Parsed, ends, parse, plain_name
from .speaking import is_common
from .titles import OPENERS, office_of, role_after, role_before

# None of this begins with a blank, or with a small letter that none of the small words above begins with; those are passed over.
_SCAN = re.compile(
    rf"(?![cf-tw-z \d,])(?:(?P<run>{RUN.pattern})|(?P<stop>[.!?…][.!?…]*(?=[”\"’»)\]]*\s))|(?P<line>\n)"
    r"|(?P<open>[“«])|(?P<close>[”»])|(?P<mark>\"|'')"
    r"|(?P<single>(?<!\w)[‘'](?=\w)|(?<=[.,!?…])[’'](?!\w)))"
)
# "the president of Norland Ann Karsk", as translations have it
_OFFICE_OF_COUNTRY = re.compile(
    r"\b(?:president|leader|minister|ambassador|head|premier|chancellor|secretary|envoy|representative|coordinator|chief|commissioner)\b"
    r"[^.,;:!?\n]{0,40}[ \xa0](?:of|to|in|for|on)[ \xa0](?:the[ \xa0])?\Z",
    re.IGNORECASE,
)
_SAID_AFTER = re.compile(r"[”\"’] (he|she) (?:said|says|added|wrote|told)\b")
_SMALL_WORD = re.compile(r"\b[a-z]+\b")
_OWNED = re.compile(r"[’']s\b|(?<=s)[’'](?=\s)")
_BEFORE = re.compile(r"((?<!\w)\w++|[^\w\s])\s*+\Z")
_NOT_SUBJECT = frozenset(
    "of to with by for from at in on after before against about alongside like than under over between among including via near behind "
    "beside toward towards into called named told asked".split()
)
OPENS_SENTENCE = ("", ".", "?", "!", "”", "“", '"', ":")
_CREDIT = re.compile(r"(?:photo|image|picture|video|credit)\w*(?:[ \xa0]by:?|[ \xa0]credit:?|:)[ \xa0]\Z", re.IGNORECASE)
_CREDITED = re.compile(r"[ \xa0]?/[ \xa0]?[^\W\d_a-z]")  # "Ann Karsk/Alden Press"
_CAPITALS = re.compile(r"(?:\A|\n)[^a-z\n]{20,}\Z")  # a line in capitals up to there


class Mention(NamedTuple):
    """A person's name at one place; ``key`` is a full name in ``Cast.people``, or a single word that may stand for one."""

    start: int
    end: int
    key: str
    paragraph: int
    sentence: int
    quoted: bool
    subject: bool
    gender: str | None


@dataclass
class Person:
    """One of the cast: the name, where it stands in full, the roles in order, and he or she if that is told."""

    name: str
    at: list[int] = field(default_factory=list[int])
    roles: dict[str, int] = field(default_factory=dict[str, int])
    gender: str | None = None
    certain: bool = False  # something but the capitals says that this is a person
    body: bool = False  # something says that it is none
    within: bool = False  # it stands inside a sentence, where capitals say more than where one begins

    @property
    def is_relative(self) -> bool:
        """Whether the text names a relative of somebody: one who bears a surname that another may have had first."""
        return any((held := office(role)) is not None and held.head in KIN for role in self.roles)

    def add(self, role: str, at: int) -> None:
        self.roles.setdefault(role, at)
        self.certain = True
        if self.gender is None and (known := office(role)):
            self.gender = gender_of_role(known.head)


class Cast:
    """The people in one text. ``people`` are those with a full name, or with a title; ``mentions`` are in the order of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.people: dict[str, Person] = {}
        self.mentions: list[Mention] = []
        self.lines: list[int] = []
        self._stops: list[int] = []
        self._short: dict[str, str] = {}  # "Ann Karsk" for "Ann M. Karsk": without what stands between first and last word
        self._places: set[str] = set()
        self._scan()
        self.starts = [mention.start for mention in self.mentions]
        self.by_last: dict[str, list[str]] = {}
        self.by_first: dict[str, list[str]] = {}
        for name in self.people:
            words = plain_name(name).split()
            if len(words) > 1:
                self.by_first.setdefault(words[0], []).append(name)
                for cut in range(1, len(words)):
                    # "van der Meer" for "Ann van der Meer", and "Meer" too.
                    if cut == len(words) - 1 or words[cut][0].islower():
                        self.by_last.setdefault(" ".join(words[cut:]), []).append(name)
        self._settle()

    def paragraph(self, at: int) -> int:
        """The number of the line of text that a place stands in."""
        return bisect_left(self.lines, at)

    def sentence(self, at: int) -> int:
        """The number of the sentence that a place stands in."""
        return bisect_left(self._stops, at)

    def add(self, name: str) -> None:
        """Take one who speaks for a person, although nobody is called more than "Karsk": no place, and no letters as in "FBI"."""
        if name not in self.people and name not in self._places and not name.isupper():
            self.people[name] = Person(name)

    def enter(self, name: str) -> Person:
        """Take a full name in that the text doesn't write out, so that its first name stands for it."""
        first, _, last = name.partition(" ")
        for names, key in ((self.by_first, first), (self.by_last, last)):
            if name not in names.setdefault(key, []):
                names[key].append(name)
        return self.people.setdefault(name, Person(name))

    def key_of(self, name: str) -> str:
        """The name under which the cast has a full name: "Ann Karsk" for "Ann M. Karsk"."""
        return self._short.get(ends(name), name)

    def without_opener(self, name: str) -> str:
        """A name without the words before it that the text has it without elsewhere: "Ann Karsk" for "Foreign Affairs Ann Karsk"."""
        words = name.split()
        cuts = (" ".join(words[i:]) for i in range(len(words) - 1))
        return next((cut for cut in cuts if self.key_of(cut) in self.people), name)

    def is_accident(self, name: str) -> bool:
        """Whether a name is a sentence's first word and a surname: "Counting Karsk", "Big Karsk"."""
        person, first = self.people[name], name.partition(" ")[0].lower()
        return not (person.within or person.gender or person.roles) and (first.endswith("ing") or first in self.small_words)

    @cached_property
    def small_words(self) -> frozenset[str]:
        return frozenset(_SMALL_WORD.findall(self.text))

    def _scan(self) -> None:
        quoted = ""
        for match in _SCAN.finditer(self.text):
            kind = match.lastgroup
            if kind == "run":
                self._enter(match.start(), match.end(), bool(quoted))
            elif kind == "stop":
                self._stops.append(match.start())
            elif kind == "line":
                quoted = ""
                at = match.start()
                if not self.lines or self.text[self.lines[-1] : at].strip():
                    self.lines.append(at)
                    self._stops.append(at)
            elif kind == "open":
                quoted = quoted or "“"
            elif kind == "close":
                quoted = ""
            elif kind == "mark":
                quoted = "" if quoted == '"' else quoted or '"'
            elif match[0] == "‘" or (match[0] == "'" and not quoted):
                quoted = quoted or "‘"
            elif quoted == "‘":
                quoted = ""

    def _enter(self, start: int, end: int, quoted: bool) -> None:
        """Note the person in a run of capitalised words, if one is in it."""
        run = self.text[start:end]
        if run in OPENERS:
            return
        begins = start
        cut, its_office = office_of(self.text, start, run)
        start, run = start + cut, run[cut:]
        if before := self._before_name(run, start):
            start, run = start + before, run[before:]
        country, _, rest = run.partition(" ")
        if rest.count(" ") == 1 and nation(country) and _OFFICE_OF_COUNTRY.search(self.text, max(start - 60, 0), start):
            start, run = start + len(country) + 1, rest
        parsed = parse(run)
        if not parsed.name:
            return
        offset = start + parsed.offset
        name = parsed.name
        full = " " in name
        if full:
            person = self._person(name)
            key = person.name
            if not parsed.body and not quoted:
                person.at.append(offset)
            person.within = person.within or self.text[max(start - 2, 0) : start].strip()[-1:] not in OPENS_SENTENCE
            self._describe(person, parsed, start, end)
            if its_office and not parsed.body:
                person.add(its_office, begins)
        elif parsed.title:
            key = name
            if parsed.role or parsed.gender:
                person = self.people.setdefault(name, Person(name))
                person.at.append(offset)
                person.certain = True
                person.gender = person.gender or parsed.gender
                self._describe(person, parsed, start, end)
        else:
            key = name
        owner = _OWNED.match(self.text, end) is not None
        before = _BEFORE.search(self.text, max(start - 24, 0), start)
        word = before[1].lower() if before else ""
        if not full and word in ("in", "near", "outside"):
            self._places.add(name)
        if parsed.body or (not parsed.title and word == "the"):
            if full:
                self.people[key].body = True
            return
        quoted = quoted or self._is_aside(start, end)
        subject = not owner and word not in _NOT_SUBJECT and not (parsed.offset and run.partition(" ")[0].lower() in _NOT_SUBJECT)
        self.mentions.append(Mention(offset, end, key, len(self.lines), len(self._stops), quoted, subject, parsed.gender))

    def _before_name(self, run: str, start: int) -> int:
        """How much of a run is no name: "Norland " of "the president of Norland Ann Karsk", "Defiant " of "Defiant Ann Karsk"."""
        words = run.split()
        if len(words) < 3 or gender_of_given(words[0]):
            return 0
        given = next((i for i in range(1, len(words) - 1) if gender_of_given(words[i])), 0)
        if cut := given or (len(words) < 5 and nation(words[0]) is not None):
            before = " ".join(words[:cut])
            if _OFFICE_OF_COUNTRY.search(self.text, max(start - 60, 0), start):
                return len(before) + 1
            opens = self.text[max(start - 2, 0) : start].strip()[-1:] in OPENS_SENTENCE
            low = before.lower()
            if given == 1 and opens and not office(before) and (low in self.small_words or is_common(low)):
                return len(before) + 1
        return 0

    def _is_aside(self, start: int, end: int) -> bool:
        """Whether a name stands beside the text: as a photographer's, or in a headline in capitals."""
        if _CREDITED.match(self.text, end) or _CREDIT.search(self.text, max(start - 24, 0), start):
            return True
        return (
            self.text[start:end].isupper()
            and _CAPITALS.search(self.text, max(self.text.rfind("\n", 0, start), start - 200), end) is not None
        )

    def _person(self, name: str) -> Person:
        key = self._short.setdefault(ends(name), name)
        return self.people.setdefault(key, Person(key))

    def _describe(self, person: Person, parsed: Parsed, start: int, end: int) -> None:
        """The roles before and after a name, and what they tell of him or her."""
        if parsed.body:
            return
        if parsed.gender and person.gender is None:
            person.gender = parsed.gender
        if parsed.title:
            person.certain = True
        before, at = role_before(self.text, start, parsed.role)
        if before:
            person.add(before, at)
        if " " in parsed.name:
            before = self.text[max(start - 6, 0) : start].rstrip()
            within = before[-1:] not in OPENS_SENTENCE and not before.endswith(("said", "says"))
            role, certain = role_after(self.text, end, within)
            person.certain = person.certain or certain
            if role:
                person.add(role, end)

    def _settle(self) -> None:
        """Give full names what was said with the surname alone ("Mr Karsk", "President Karsk"), and genders by given names."""
        alone = Counter(mention.key for mention in self.mentions if " " not in mention.key)
        for mention in self.mentions:
            key = mention.key
            if " " in key or key in self.by_last or key in self.by_first or key.isupper() or key in self._places:
                continue
            if alone[key] < 2 and key not in self.people:
                continue
            # Nobody gives a full name: "Karsk is a close ally. Karsk, who ..."
            person = self.people.setdefault(key, Person(key))
            person.certain = person.certain or self.text.startswith(", who ", mention.end)
        for name, person in self.people.items():
            if " " not in name:
                continue
            given = gender_of_given(name.split()[0])
            person.gender = person.gender or given
            person.certain = person.certain or given is not None or (not person.body and plain_name(name).rpartition(" ")[2] in alone)
        for name, person in list(self.people.items()):
            fulls = self.by_last.get(name, [])
            fitting = [full for full in fulls if person.gender is None or self.people[full].gender in (None, person.gender)]
            if " " not in name and len(fitting) == 1:
                owner = self.people[fitting[0]]
                if owner.is_relative and person.at[:1] < owner.at[:1]:
                    continue  # "Mayor Karsk said so. His daughter Ann Karsk"
                if owner.gender is None and person.gender and (said := self._called_after(owner)) not in (None, person.gender):
                    owner.gender = said  # "Ann Karsk said “...,” she said. Mr Karsk": another one
                    continue
                for role, at in person.roles.items():
                    owner.add(role, at)
                owner.gender = owner.gender or person.gender
                owner.certain = True

    def _called_after(self, person: Person) -> str | None:
        """ "he" or "she" behind the quotation in the paragraph where a full name stands first, if no other name is between."""
        start = person.at[0] + len(person.name) if person.at else len(self.text)
        end = self.text.find("\n", start)
        said = _SAID_AFTER.search(self.text, start, end if end >= 0 else len(self.text))
        if said is None:
            return None
        between = self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, said.start())]
        return said[1] if all(mention.quoted for mention in between) else None
