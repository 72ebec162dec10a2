"""Whose words: from the mention beside the verb ("Stoltenberg", "he", "NATO’s chief") to a name, within one article.

A surname stands for the one full name in the article that ends with it; where two do, for the one that its title or what stands near
by tells, and else it stays as it is written. "He" is the man or woman who is spoken of, a role is the person who has it. Where the text
leaves it open there is no name: none for a pronoun, the words themselves for all others.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from .bodies import Bodies, is_body
from .cast import Cast, Mention
from .genders import HE, SHE, gender_of_given, gender_of_role
from .introductions import OF_A_PLACE, RELATIVE, in_turn, is_borne, last_run, name_given, one_of, role_before, surname_after
from .model import Span
from .nations import nation
from .pronouns import PRONOUNS, Focus
from .roles import Office, fits, office, role_head, same_office, same_offices
from .runs import RUN, Parsed, parse, plain_name
from .small_words import OWNER
from .speaking import can_speak
from .titles import OFFICE_OF, role_after
from .unnamed import bare, described, ends_office, gender_of_unnamed, without_capital

_CONJUNCTION = re.compile(r"[\s\xa0](?:and|or|&)[\s\xa0]")
_TAIL = re.compile(
    r"[\s\xa0]+(?:of|for|in|at|from|with|on|to|who|by|near|about|into|over|behind|between|against|outside|inside|during|after|before)[\s\xa0]|,(?!\d)|[(\[]|[\s\xa0](?:--|[—–-])[\s\xa0]"
)
_LATER = re.compile(r"[\s\xa0]+(?:during|after|before|in|at|on)[\s\xa0]")
_BEFORE_OBJECT = frozenset("of for to from by with and or the about against near under".split())  # "a spokeswoman for Ann Karsk"
_FOR_ANOTHER = re.compile(r"(?:spokes\w+|lawyer|attorney|solicitor|aide|advis[eo]r|agent)\Z")  # who speaks for the one named after "for"
_RELATIVE = re.compile(r"[\s\xa0]*[,(—–-]*[\s\xa0]*(?:\([^)]{1,12}\),?\s*)?")  # between a name and its "who"
_APPOSED = re.compile(r",[\s\xa0](?:\d{1,3},[\s\xa0])?(?:the |an? )?")  # between a name and the role after it
_CLITIC = re.compile(r"[’'](?:s|d|ve|ll|re|m)\Z")  # "he’s" speaks as "he" does
_SELF = re.compile(r"\s+(?:himself|herself|themselves|itself|alone|both|all|too|also)\Z")
_DETERMINED = re.compile(r"(?:the|this|that|its|his|her|their|our|my)\b|\S+[’']s?\s", re.IGNORECASE)
_NAME_AFTER = re.compile(
    r"(?:[ \xa0](?:on|of|in|at|for)(?:[ \xa0](?:the|a|an))?(?:[ \xa0][a-z][\w-]*){1,2})?"  # "the forecaster on duty, Ann Karsk"
    r",[ \xa0](?:(?:the|a|an|its|his|her|their)[ \xa0])?((?:[a-z][\w-]*[ \xa0]){0,4})(?=[^\W\d_a-z])"
)
_ENDS_NAME = frozenset(',.;:)—–-\n"”’')
# What somebody wrote, and where it was spoken of before: "his statement", "In a ruling of six pages the court said".
_PAPERS = "statement|letter|note|email|message|memo|ruling|judgment|judgement|verdict"
_PAPER = re.compile(rf"(?:the|this) ({_PAPERS})\Z", re.IGNORECASE)
_PAPER_BEFORE = re.compile(
    rf"(?:(?P<owner>\b(?:[Hh]is|[Hh]er)|[^\W\d_a-z][\w-]*(?:[ \xa0][^\W\d_a-z][\w-]*){{0,3}}[’']s?)|\b[Ii]n[ \xa0](?:an?|the))"
    rf"[ \xa0](?:[a-z-]+[ \xa0])?(?P<paper>{_PAPERS})\b"
)
_PAPER_REACH = 1500  # characters back to where it was spoken of
_ROLE_REACH = 600  # characters on to the name that a role without one before it belongs to
_NAMESAKES = 20  # more of one surname are a list, and none of them can be told
_HOLDERS = 20  # people with one role, the last ones
_NEAR = 400  # characters within which two of one surname can be mistaken for each other


class Speakers:
    """The names in one article's text, and who spoke last; ask in the order of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._cast = Cast(text)
        self._bodies = Bodies(text, self._is_known)
        self._focus = Focus(self._cast, self._resolved, self._by_role)
        self._spoke_at: dict[str, list[int]] = {}
        self._things: set[str] = set()  # what can't speak, but can be "it" in the next sentence
        self._paper: tuple[int, str] | None = None  # the paper that was quoted last, and its author
        self._newcomers: dict[str, int] = {}  # where "an economist" without a name comes in, by role
        self._holders: dict[str, list[tuple[int, str, Office]]] | None = None

    def name(self, source: Span | None) -> str | None:
        """The name for a mention, or None where a pronoun can't be told and for what can't speak: a report, a price."""
        name = self._name(source) if source else None
        return name if name and name not in self._things else None

    def _name(self, source: Span) -> str | None:
        mention = " ".join(self._text[source.start : source.end].split()).strip('“”"‘ ')
        low = _CLITIC.sub("", mention.lower()) if mention.count(" ") == 0 else mention.lower()
        if not mention:
            return None
        if low in ("who", "which", "that"):
            return self._antecedent(source.start)
        if low == "it" and self._paper and self._cast.paragraph(source.start) - self._cast.paragraph(self._paper[0]) <= 1:
            return self._paper[1]
        self._paper = None
        if low in PRONOUNS:
            return self._focus.pronoun(low, source.start)
        if (paper := _PAPER.match(mention)) and (author := self._author(paper[1].lower(), source.start)):
            self._paper = source.start, author
            return author
        mention = without_capital(self._cast, OWNER.sub("", _SELF.sub("", mention)).rstrip(), source.start)
        if name := self._bodies.name(mention, source.start):
            self._focus.spoke(source.start, source.end, name, gender_of_unnamed(mention))
            return name
        if (one := self._one_of(mention, source)) and " " in one and one[0].islower():
            self._focus.spoke(source.start, source.end, one, gender_of_unnamed(one))
            return one
        person = one or self._relative(mention, source) or self._person(mention, source.start) or self._apposed(mention, source)
        person = self._introduced(person, mention, source)
        if person is None and (person := self._by_role(mention, source.start)):
            self._cast.people[person].add(bare(mention), source.start)
        if person and " " not in person and (firm := self._bodies.firm(person)):
            person, mention = None, firm
        if person is not None:
            self._cast.add(person)
            self._focus.spoke(source.start, source.end, person, self._gender(person))
            self._note(person, source.start)
            return person
        name = described(mention)
        if mention.lower().startswith(("a ", "an ")) and (new := office(bare(_TAIL.split(mention, maxsplit=1)[0]))):
            self._newcomers[new.head] = source.start
        if not can_speak(mention):
            self._things.add(name)
        self._focus.spoke(source.start, source.end, name, gender_of_unnamed(mention))
        return name

    def _introduced(self, person: str | None, mention: str, source: Span) -> str | None:
        """The same, with the role of "Mr Karsk" from the sentence before; or who "the harbour master" is, from the one after."""
        cast = self._cast
        if person is None and mention.lower().startswith("the ") and office(bare(mention)):
            if self._by_role(mention, source.start) or not (named := surname_after(cast, bare(mention), source.end)):
                return None
            name = self._one(named.key, named.start, named.gender, titled=True)
            known = cast.people.get(name)
            if " " in name or (known and known.roles):
                return None
            cast.add(name)
            if (found := cast.people.get(name)) is None:
                return None
            found.gender = named.gender  # who else bears the surname does so with a full name
            found.add(bare(mention), source.start)
            return name
        if person and " " not in person and (known := cast.people.get(person)) and not known.roles:
            i = bisect_left(cast.starts, source.start)
            here = next((each for each in cast.mentions[i : i + 1] if each.end == source.end and each.gender), None)
            if here and (role := role_before(cast, here)):
                known.gender = here.gender
                known.add(*role)
        return person

    def _relative(self, mention: str, source: Span) -> str | None:
        """ "Jon Karsk" for "her brother Jon", where she is Ann Karsk."""
        match = RELATIVE.match(mention)
        if match is None or match["given"] in self._cast.by_last or not gender_of_role(match["kin"]):
            return None
        whose = match["whose"]
        owner = self._focus.meant(whose.lower(), source.start) if whose else self._person(match["owner"], source.start)
        if owner is None or " " not in owner or owner.startswith(f"{match['given']} "):
            return None
        known = self._cast.by_first.get(match["given"], [])
        full = self._cast.key_of(match["given"] + match["surname"]) if match["surname"] else known[0] if known else None
        name = full or f"{match['given']} {plain_name(owner).rpartition(' ')[2]}"
        person, kin = self._cast.enter(name), match["kin"].lower()
        person.add(f"{kin} of {owner}", source.start)
        gender = HE if whose and whose.lower() == "his" else SHE if whose else self._gender(owner)
        if gender and (role := in_turn(kin, gender)) and owner in self._cast.people:
            self._cast.people[owner].add(f"{role} of {name}", source.start)
        if role := role_after(self._text, source.end)[0]:
            person.add(role, source.end)
        return name

    def _author(self, paper: str, at: int) -> str | None:
        """Whose "the statement" is: his whose it was called, or who said something in it, where it was last spoken of."""
        places = _PAPER_BEFORE.finditer(self._text, max(at - _PAPER_REACH, 0), at)
        for match in reversed([match for match in places if match["paper"] == paper]):
            owner = match["owner"]
            if owner is None:
                found = self._focus.spoke_in(self._cast.sentence(match.start()))
            elif owner.lower() in PRONOUNS:
                found = self._focus.meant(owner.lower(), match.start())
            else:
                owner = OWNER.sub("", owner)
                found = self._person(owner, match.start()) or self._bodies.name(owner, match.start())
            if found and paper not in found.lower():
                return found
        return None

    def roles(self) -> dict[str, list[str]]:
        """For each name that ``name`` may return, the roles that the article gives, in order, each once; of a body, "ferry operator"."""
        return self._bodies.called() | {
            name: [role for role in sorted(person.roles, key=lambda role: person.roles[role]) if role_head(role)]
            for name, person in self._cast.people.items()
            if person.certain and self._resolved_name(name) == name
        }

    def _is_known(self, run: str) -> bool:
        """Whether a run of capitalised words is a person’s name, with or without a title."""
        name = parse(run).name
        person = self._cast.people.get(self._cast.key_of(name))
        return bool(person and person.certain) or name in self._cast.by_last

    def _resolved_name(self, name: str) -> str:
        return name if " " in name else self._one(name, 1 << 60, self._gender(name))

    def _gender(self, name: str) -> str | None:
        person = self._cast.people.get(name)
        return person.gender if person else None

    def _note(self, name: str, at: int) -> None:
        """Remember where a name was last spoken of, for the surname that two share."""
        places = self._spoke_at.setdefault(name, [])
        if not places or at > places[-1]:
            places.append(at)

    def _person(self, mention: str, at: int) -> str | None:
        """The name in "British Prime Minister Boris Johnson", "Johnson", "Mr Johnson of Alden"; None for "Johnson’s aides"."""
        if within := OFFICE_OF.search(mention):
            mention = mention[within.end() :].strip()
        head = _TAIL.split(mention, maxsplit=1)[0].strip()
        if head != mention and office(bare(head)) and not _FOR_ANOTHER.search(head) and (named := self._named_last(mention)):
            return named
        if _CONJUNCTION.search(mention):
            both = _CONJUNCTION.split(head)
            if len(both) != 2 or _CONJUNCTION.search(mention[len(head) :]) or office(both[0]) is None:
                return None
            head = both[1]
        run = last_run(head)
        if not run:
            return self._named_last(mention)
        if run in self._cast.by_last and (nation(run) or office(run)):  # a Ms Jordan, or a Mr King, but no Modern Norland
            return self._one(run, at, None) if office(run) or is_borne(self._cast, run) else None
        parsed = parse(run)
        if not parsed.name or parsed.body or is_body(run):
            return None
        if " " in parsed.name:
            return self._cast.key_of(self._cast.without_opener(parsed.name))
        if office(parsed.name) and not parsed.title and parsed.name not in self._cast.by_last:
            return None
        if parsed.name.isupper() and len(parsed.name) > 3:
            parsed = parsed._replace(name=self._lowered(parsed.name))
        common = nation(parsed.name) or head.lower().startswith(("the ", "a ", "an "))
        if common and not parsed.title and parsed.name not in self._cast.by_last:
            return None
        return self._one(parsed.name, at, parsed.gender, bool(parsed.title))

    def _named_last(self, mention: str) -> str | None:
        """The name that a role ends with, "the head of the Northern Council Ann Karsk", if the article knows her as a person."""
        if office(bare(mention)) is None:
            return None
        words = _LATER.split(mention, maxsplit=1)[0].split()
        for n in (2, 3):
            given, name = words[-n : 1 - n], " ".join(words[-n:])
            if len(words) <= n or words[-n - 1].lower() in _BEFORE_OBJECT or OWNER.search(words[-n - 1]) or nation(given[0]):
                continue
            if (person := self._cast.people.get(name)) and (person.certain or person.gender) and not person.body:
                return name
            if (
                (gender_of_given(given[0]) or ends_office(words[-n - 1]))
                and not parse(name).body
                and not office(given[0])
                and last_run(name) == name
                and not is_body(name)
            ):
                return self._cast.key_of(name)
        return None

    def _lowered(self, word: str) -> str:
        """The surname as the article writes it elsewhere, for "KARSK" in a transcript."""
        return next((known for known in (word.title(), word.capitalize()) if known in self._cast.by_last), word)

    def _resolved(self, mention: Mention) -> str | None:
        """The name that a mention in the text stands for, if it is one of a person."""
        if " " in mention.key:
            return mention.key
        fulls = self._cast.by_last.get(mention.key) or self._cast.by_first.get(mention.key)
        if not fulls:
            return mention.key if mention.key in self._cast.people else None
        return self._one(mention.key, mention.start, mention.gender)

    def _one(self, surname: str, at: int, gender: str | None, titled: bool = False) -> str:
        """The full name that a surname, or a given name, stands for; itself where that can't be told."""
        people = self._cast.people
        fulls = self._cast.by_last.get(surname, [])
        if not fulls and not titled:
            fulls = self._cast.by_first.get(surname, [])
            fulls = [name for name in fulls if people[name].certain] if len(fulls) <= _NAMESAKES and not nation(surname) else []
            return fulls[0] if len(fulls) == 1 else surname
        if len(fulls) > _NAMESAKES:
            return surname
        fulls = [name for name in fulls if not people[name].is_relative or self._before(name, at) >= 0]
        fulls = [name for name in fulls if not people[name].body] or fulls
        if len(fulls) > 1:
            fulls = [name for name in fulls if not self._cast.is_accident(name)] or fulls
        if gender:
            fulls = [name for name in fulls if people[name].gender in (None, gender)]
            fulls = [name for name in fulls if people[name].gender == gender] or fulls
        if len(fulls) > 1:
            fulls = [name for name in fulls if plain_name(name) == name] or fulls
        found = fulls[0] if len(fulls) == 1 else self._nearest(fulls, at)
        if found and gender and people[found].gender is None:
            people[found].gender = gender  # so the next "he", and the next namesake, can be told
        return found or surname

    def _nearest(self, names: list[str], at: int) -> str | None:
        """The one of some namesakes who was spoken of last, if the others were not near by."""
        last = sorted((self._before(name, at), name) for name in names)
        if len(last) < 2 or last[-1][0] < 0:
            return None
        (second, _), (first, name) = last[-2:]
        return name if second < 0 or (second < at - _NEAR and second < first - _NEAR // 2) else None

    def _before(self, name: str, at: int) -> int:
        """The last place before ``at`` where a name stands in full, or where one spoke whose name it is; -1 if there is none."""
        last = -1
        person = self._cast.people.get(name)
        for places in (person.at if person else [], self._spoke_at.get(name, [])):
            i = bisect_right(places, at)
            last = max(last, places[i - 1] if i else -1)
        return last

    def _antecedent(self, at: int) -> str | None:
        """Whom "who" stands for: the name right before it."""
        i = bisect_left(self._cast.starts, at) - 1
        if i < 0 or at - self._cast.mentions[i].end > 20 or not _RELATIVE.fullmatch(self._text, min(self._cast.mentions[i].end, at), at):
            return None
        name = self._resolved(self._cast.mentions[i])
        if name:
            self._focus.spoke(self._cast.mentions[i].start, at, name, self._gender(name))
        return name

    def _apposed(self, mention: str, source: Span) -> str | None:
        """The name beside a role: "its chief inspector, Ann Karsk, said", "Ann Karsk, head of the union, said"."""
        if _CONJUNCTION.search(_TAIL.split(mention, maxsplit=1)[0]) or office(bare(mention)) is None:
            return None
        if match := _NAME_AFTER.match(self._text, source.end):
            run = RUN.match(self._text, match.end())
            ends = (self._text[run.end() : run.end() + 1] or ".") in _ENDS_NAME or OF_A_PLACE.match(self._text, run.end()) if run else None
            if run and ends and (not match[1] or office(match[1].strip())):
                return self._known(parse(run[0]))
        i = bisect_left(self._cast.starts, source.start) - 1
        if i >= 0 and _APPOSED.fullmatch(self._text, min(self._cast.mentions[i].end, source.start), source.start):
            person = self._resolved(self._cast.mentions[i])
            known = self._cast.people[person].roles if person in self._cast.people else {}
            asked = office(bare(mention))
            # "Echoing Chancellor Ann Karsk, the mayor said": she is no mayor.
            return person if not known or any((held := office(role)) and asked and held.head == asked.head for role in known) else None
        return None

    def _one_of(self, mention: str, source: Span) -> str | None:
        """The name, or else the description, that stands behind "one of them"; or the name that "another passenger" gave."""
        if name := name_given(self._text, source.end):
            return self._known(parse(name)) or parse(name).name or None
        name, what = one_of(self._text, mention, source.end)
        if name:
            return self._known(parse(name)) if " " in parse(name).name else None
        return what if what and office(bare(_TAIL.split(what, maxsplit=1)[0])) else None

    def _known(self, parsed: Parsed) -> str | None:
        if parsed.body or not parsed.name:
            return None
        if " " in parsed.name:
            return self._cast.key_of(parsed.name)
        found = self._one(parsed.name, 1 << 60, parsed.gender)
        return found if found in self._cast.people else None

    def _by_role(self, mention: str, at: int) -> str | None:
        """The person who has the role in "the German chancellor" or "NATO’s chief"; None where there are two, or none."""
        asked = office(bare(mention)) if _DETERMINED.match(mention) and not _CONJUNCTION.search(mention) else None
        if asked is None or mention.lower().startswith(("its ", "his ", "her ", "their ", "our ", "my ")):
            return None
        gender = gender_of_role(asked.head)
        before: dict[str, int] = {}
        after: set[str] = set()
        for since, name, held in self._holders_of(asked, at):
            person = self._cast.people[name]
            if not fits(asked, held) or (gender and person.gender not in (None, gender)) or self._resolved_name(name) != name:
                continue
            if since <= at:
                last = max(self._before(name, at), since, before.get(name, -1))
                if last > self._newcomers.get(asked.head, -1):  # else "the economist" is another one
                    before[name] = last
            else:
                after.add(name)
        if len(before) > 1:
            (second, _), (first, name) = sorted((place, name) for name, place in before.items())[-2:]
            near = self._cast.paragraph(at) - self._cast.paragraph(first) <= 1
            return name if near and self._cast.paragraph(second) < self._cast.paragraph(first) else None
        found = list(before or after)
        return found[0] if len(found) == 1 else None

    def _holders_of(self, asked: Office, at: int) -> Iterator[tuple[int, str, Office]]:
        """The people whose role may be the one asked for, with the place where it is given: the last ones before, and those soon after."""
        if self._holders is None:
            self._holders = {}
            for name, person in self._cast.people.items():
                for role, since in person.roles.items():
                    if held := office(role):
                        for key in same_offices(held.head):
                            self._holders.setdefault(key, []).append((since, name, held))
            for holders in self._holders.values():
                holders.sort(key=lambda holder: holder[:2])
        holders = self._holders.get(same_office(asked.head), [])
        i = bisect_right(holders, at, key=lambda holder: holder[0])
        j = bisect_right(holders, at + _ROLE_REACH, key=lambda holder: holder[0])
        yield from holders[max(i - _HOLDERS, 0) : min(j, i + _HOLDERS)]
