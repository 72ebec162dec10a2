"""The people that an article's text names: each run of capitalised words taken apart into titles and a name, and the roles around it.

One pass over the text. It knows where a paragraph, a sentence and a quotation begin only as well as telling "he" needs it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from .genders import gender_of_given, gender_of_honorific, gender_of_role
from .nations import is_nationality, nation
from .roles import KIN, office
from .titles import BODY, HONORIFICS, OPENERS, PLACES, SURNAMES, TIMES, office_of, role_after, role_before, title_length

_CAP = r"[^\W\d_a-z]\w*(?:[’'-](?!s\b)\w+)*"
_SHORT = "Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Prof|Sens|Reps|Jr|Sr|Rev|St|Capt|Sgt|Maj|Adm|Cmdr|Supt|Atty|Hon|Pres|Insp|Det"
_ARABIC = r"(?:al|el|ul|as|ash|an|ad)-"
_PIECE = rf"(?:{_ARABIC}[A-Z][\w’'-]+|d[’'][A-Z][\w’'-]+|(?:[A-Z]\.-?){{1,4}}|(?:{_SHORT})\.|{_CAP})"
_PARTICLES = r"(?:(?:van|von|der|den|de|la|le|del|della|di|da|du|dos|das|al|el|bin|bint|ibn|ben|abu|ter|ten|zu|y)[ \xa0]+){1,3}"
_NICKNAME = r"(?:[“\"‘(][A-Z][\w’'-]*(?:[ \xa0][A-Z][\w’'-]*)?[”\"’)][ \xa0]+)"
# A run of capitalised words, with what may stand small in a name, initials, and a nickname in quotation marks.
RUN = re.compile(
    r"(?<![\w@#-])(?<!\w[’'])(?:(?:al|el|de|van|von|bin)[ \xa0-]+(?=[A-Z]))?"
    rf"{_PIECE}(?:[ \xa0]+{_NICKNAME}?(?:{_PARTICLES}(?=[A-Z])|(?=[^\W\d_a-z])|(?={_ARABIC}|d[’'])){_PIECE})*(?:,[ \xa0](?:Jr|Sr)\.)?"
)
# None of this begins with a blank, or with a small letter that none of the small words above begins with; those are passed over.
_SCAN = re.compile(
    rf"(?![cf-tw-z \d,])(?:(?P<run>{RUN.pattern})|(?P<stop>[.!?…][.!?…]*(?=[”\"’»)\]]*\s))|(?P<line>\n)"
    r"|(?P<open>[“«])|(?P<close>[”»])|(?P<mark>\"|'')"
    r"|(?P<single>(?<!\w)[‘'](?=\w)|(?<=[.,!?…])[’'](?!\w)))"
)
# "the president of Norland Ann Karsk", as translations have it
_OFFICE_OF_COUNTRY = re.compile(
    r"\b(?:president|leader|minister|ambassador|head|premier|chancellor)\b[^.,;:!?\n]{0,40}[ \xa0](?:of|to|in)[ \xa0]\Z", re.IGNORECASE
)
_SAID_AFTER = re.compile(r"[”\"’] (he|she) (?:said|says|added|wrote|told)\b")
_SMALL_WORD = re.compile(r"\b[a-z]+\b")
_QUOTED_NAME = re.compile(r"[“\"‘(][^“”\"‘’()]*[”\"’)]\s*")
_OWNED = re.compile(r"[’']s\b|(?<=s)[’'](?=\s)")
_SUFFIXES = frozenset("Jr Jr. Sr Sr. II III IV".split())
_BEFORE = re.compile(r"((?<!\w)\w++|[^\w\s])\s*+\Z")
_NOT_SUBJECT = frozenset(
    "of to with by for from at in on after before against about alongside like than under over between among including via near behind "
    "beside toward towards into called named told asked".split()
)
_OPENS_SENTENCE = ("", ".", "?", "!", "”", "“", '"', ":")
_CREDIT = re.compile(r"(?:photo|image|picture|video|credit)\w*(?:[ \xa0]by:?|[ \xa0]credit:?|:)[ \xa0]\Z", re.IGNORECASE)
_CREDITED = re.compile(r"[ \xa0]?/[ \xa0]?[^\W\d_a-z]")  # "Ann Karsk/Alden Press"
_CAPITALS = re.compile(r"(?:\A|\n)[^a-z\n]{20,}\Z")  # a line in capitals up to there
_LONGEST_RUN = 12  # words; more is a headline in capitals, or a script without small letters


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
        return self._short.get(_ends(name), name)

    def is_accident(self, name: str) -> bool:
        """Whether a name is a sentence's first word and a surname: "Counting Karsk", "Big Karsk"."""
        person, first = self.people[name], name.partition(" ")[0].lower()
        return not (person.within or person.gender or person.roles) and (first.endswith("ing") or first in self._small_words)

    @cached_property
    def _small_words(self) -> frozenset[str]:
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
        if cut := office_of(self.text, start, run):
            start, run = start + cut, run[cut:]
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
            person.within = person.within or self.text[max(start - 2, 0) : start].strip()[-1:] not in _OPENS_SENTENCE
            self._describe(person, parsed, start, end)
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

    def _is_aside(self, start: int, end: int) -> bool:
        """Whether a name stands beside the text: as a photographer's, or in a headline in capitals."""
        if _CREDITED.match(self.text, end) or _CREDIT.search(self.text, max(start - 24, 0), start):
            return True
        return (
            self.text[start:end].isupper()
            and _CAPITALS.search(self.text, max(self.text.rfind("\n", 0, start), start - 200), end) is not None
        )

    def _person(self, name: str) -> Person:
        ends = _ends(name)
        key = self._short.setdefault(ends, name)
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
            within = before[-1:] not in _OPENS_SENTENCE and not before.endswith(("said", "says"))
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


class Parsed(NamedTuple):
    """A run of capitalised words taken apart; ``offset`` is where the name begins in it."""

    title: str
    role: str  # the title without "Mr" and its like
    name: str
    offset: int
    gender: str | None
    body: bool


@lru_cache(maxsize=16384)
def parse(run: str) -> Parsed:
    """Titles and name of a run: "British Prime Minister" and "Boris Johnson"; the name is empty where there is none."""
    words = _QUOTED_NAME.sub("", run).split() if "“" in run or '"' in run or "(" in run or "‘" in run else run.split()
    nobody = Parsed("", "", "", 0, None, False)
    if len(words) > _LONGEST_RUN:
        return nobody
    first = 0
    while first < len(words) - 1 and (words[first] in OPENERS or (words[first] in TIMES and BODY.isdisjoint(words[first + 1 :]))):
        first += 1
    while len(words) > first + 1 and words[-1] in TIMES:
        words.pop()
    if words[first] in OPENERS:
        return nobody
    if len(words) - first == 3 and nation(words[first]) and gender_of_given(words[first + 1]):
        first += 1  # "Norland Ann Karsk", of "the president of Norland Ann Karsk"
    cut = first + title_length(words[first:])
    if (len(words) - cut > 1 and (words[cut] in PLACES or not BODY.isdisjoint(words[cut:]))) or words[-1] in BODY:
        name = " ".join(words[first:])
        return Parsed("", "", name, run.find(words[first]), None, True)
    titles, name = words[first:cut], words[cut:]
    if not name:
        return nobody
    if len(name) == 1 and (name[0] in TIMES or (not titles and nation(name[0]))):
        return nobody
    if (titles or len(name) > 1) and office(name[-1]) and name[-1] not in SURNAMES and gender_of_given(name[0]) is None:
        return nobody  # "Prime Minister"
    if len(name) > 5 or (len(name) > 1 and (nation(" ".join(name)) or is_nationality(name[0]))):
        return Parsed("", "", " ".join(words[first:]), run.find(words[first]), None, True)
    gender = next((known for word in titles if (known := gender_of_honorific(word))), None)
    role = " ".join(word for word in titles if word.rstrip(".").lower() not in HONORIFICS)
    if role and gender is None and (known := office(role)):
        gender = gender_of_role(known.head)
    title = " ".join(titles)
    offset = max(run.find(title), 0) + len(title) + 1 if title else max(run.find(name[0]), 0)
    return Parsed(title, role, _upright(" ".join(name)), offset, gender, False)


def _upright(name: str) -> str:
    """A name of a transcript, "ANN O’KARSK", as it is written elsewhere; single words in capitals may be letters, "FBI"."""
    if " " in name and name.isupper() and all(len(word.rstrip(".")) > 2 or word.endswith(".") for word in name.split()):
        return " ".join(word if word.endswith(".") else word.title().replace("’S", "’s").replace("'S", "'s") for word in name.split())
    return name


def plain_name(name: str) -> str:
    """A name without "Jr." and its like."""
    words = name.replace(",", "").split()
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in _SUFFIXES else words)


def _ends(name: str) -> str:
    """First and last word of a name, with "Jr." where it has one: one person’s, whether or not a middle name stands between."""
    words = name.replace(",", "").split()
    suffix = [word.rstrip(".") for word in words[-1:] if word in _SUFFIXES and len(words) > 2]
    core = words[: len(words) - len(suffix)]
    if any(word[0].islower() for word in core[1:-1]):
        return " ".join([*core, *suffix])
    return " ".join([core[0], core[-1], *suffix])
