"""Who "he" is: the man or woman whom the sentences before it speak of. None where two may be meant."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .cast import Cast, Mention
from .genders import HE, SHE, gender_of_role
from .introductions import roles_in
from .roles import office

PRONOUNS = frozenset(
    "he she they we i you it who which that this these those him his her hers their them us me one himself herself what "
    "there all both each others".split()
)
_ASKED = {
    **dict.fromkeys(("he", "him", "his", "himself"), HE),
    **dict.fromkeys(("she", "her", "hers", "herself"), SHE),
}
_REACH = 2500  # characters back to the one who is meant
_FAR = 6  # paragraphs back
_NEAR = 2  # sentences back
_PREPOSITION = re.compile(r"\s(?:of|for|in|at|from|with|on|to|by|near)\b")
_BESIDE = 400  # characters of a paragraph that speak of nobody but by a role
_LOOK_BACK = 40  # mentions
_NOBODY = frozenset("company group board deputy general private council".split())
_OWNED = re.compile(r"[’']s\b|(?<=s)[’'](?=\s)")
_ACTS = re.compile(r"[ \xa0][a-z]|, (?:who|an?|the|of) ")
_ASIDE = re.compile(r"[,”\"’][ \xa0]\Z")
_QUOTATION = re.compile(r"“[^”\n]*[”\n]|\"[^\"\n]*[\"\n]|(?<!\w)‘[^’\n]*(?:’(?=\w)[^’\n]*)*[’\n]")
# Somebody without a name at a sentence's beginning: "A woman in the crowd", "The captain".
_UNNAMED = re.compile(
    r"(?:\A|[.!?…][”\"’)]*\s+|\n\s*)(?:(?:At|Behind|From|In|Inside|Near|On|Outside)\s[^.,;:!?\n“”\"]{2,40},\s)?"
    r"((?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)(?:\s[\w’'-]+){1,4})"
)


class _Candidate(NamedTuple):
    """One who may be meant. ``rank``: 0 spoke, 1 is the subject of something, 2 is only mentioned."""

    start: int
    end: int
    name: str
    gender: str | None
    rank: int


class Focus:
    """Who spoke and who was spoken of so far, asked in the order of the text."""

    def __init__(self, cast: Cast, resolve: Callable[[Mention], str | None], by_role: Callable[[str, int], str | None]) -> None:
        self._cast = cast
        self._resolve = resolve
        self._by_role = by_role
        self._spoken: list[_Candidate] = []

    def spoke(self, start: int, end: int, name: str, gender: str | None) -> None:
        """Note who spoke, be it a person, a body or a document."""
        self._spoken.append(_Candidate(start, end, name, gender, 0))

    def pronoun(self, low: str, at: int) -> str | None:
        """The name for "he", "she", "it" or "they" at a place in the text, or None."""
        asked = _ASKED.get(low)
        if asked is None:
            return self._thing(low, at)
        name, sure = self._person(asked, at)
        name = name or self._role_alone(asked, at)
        if name is not None:
            self._spoken.append(_Candidate(at, at + len(low), name, asked, 0))
            person = self._cast.people.get(name)
            if sure and person and person.gender is None:
                person.gender = asked
        return name

    def meant(self, low: str, at: int) -> str | None:
        """The name for "his" or "her" at a place, without noting that anybody spoke."""
        return self._person(_ASKED[low], at)[0] if low in _ASKED else None

    def spoke_in(self, sentence: int) -> str | None:
        """Who spoke in a sentence, if only one did; of the last few who spoke."""
        names = {one.name for one in self._spoken[-_LOOK_BACK:] if self._cast.sentence(one.start) == sentence}
        return names.pop() if len(names) == 1 else None

    def _thing(self, low: str, at: int) -> str | None:
        """What "it" or "they" is: the body, the paper or the people that the sentence before quotes."""
        if low not in ("it", "they") or not self._spoken:
            return None
        last = self._spoken[-1]
        if last.start >= at or self._cast.paragraph(last.start) != self._cast.paragraph(at) or self._is_person(last):
            return None
        if self._cast.sentence(at) - self._cast.sentence(last.start) > 1 or (low == "they") != _is_plural(last.name):
            return None
        self._spoken.append(_Candidate(at, at + len(low), last.name, None, 0))
        return last.name

    def _is_person(self, one: _Candidate) -> bool:
        person = self._cast.people.get(one.name)
        if one.gender or person:
            return person is None or not person.body
        known = office(one.name.partition(" ")[2] if one.name.split()[0].lower() in ("a", "an", "the", "one", "another") else one.name)
        return known is not None

    def _person(self, asked: str, at: int) -> tuple[str | None, bool]:
        """The one whom the nearest sentence with somebody in it speaks of first of all, and whether nobody else can be meant."""
        cast = self._cast
        here, line = cast.sentence(at), cast.paragraph(at)
        aside = _ASIDE.search(cast.text, max(at - 3, 0), at) is not None
        mentioned: dict[str, _Candidate] = {}
        own: set[str] = set()
        told: set[str] = set()
        for sentence, group in self._sentences(at):
            fitting = [one for one in group if one.gender in (None, asked) and self._is_man_or_woman(one)]
            leading = [one for one in fitting if one.rank < 2 and one.name not in told]
            if sentence == here:
                # "At Karsk’s trial, in which he was told": Karsk, or the one of the sentence before.
                own.update(one.name for one in fitting if one.rank == 2 and _OWNED.match(cast.text, one.end))
            if sentence == here and aside:
                # "Karsk had won, he said": what is said is of Karsk, and so is not by him.
                told.update(one.name for one in leading if one.rank)
                leading = [one for one in leading if not one.rank]
            elif not leading and sentence < here:
                mentioned.update((one.name, one) for one in fitting if one.name not in mentioned)
            if not leading:
                unknown = [one for one in group if self._is_unknown(one, asked)] if sentence < here else []
                if unknown:
                    return self._alone(unknown, here, line), False
                continue
            best = min(leading, key=lambda one: (one.rank, not self._is_certain(one), one.start))
            if not self._may_be(best, leading, group, line) or (own and best.name not in own):
                return None, False
            others = mentioned.keys() - {best.name}
            apart = line - cast.paragraph(best.start)
            if apart > _FAR or (apart > 1 and others):
                return None, False
            if (other := self._between(best, asked, at)) is not None:
                return other or None, False
            return best.name, apart <= 1
        if len(mentioned) == 1 and not own:
            # Nobody does anything but is mentioned: "a fungus on the land of Ann Karsk. She said".
            one = next(iter(mentioned.values()))
            if self._is_certain(one) and line - cast.paragraph(one.start) <= 1 and self._between(one, asked, at) is None:
                return one.name, False
        return None, False

    def _role_alone(self, asked: str, at: int) -> str | None:
        """ "The captain raised his cap. He": the one without a name of whom alone the paragraph has spoken so far."""
        cast = self._cast
        begin = cast.text.rfind("\n", max(at - _BESIDE, 0), at) + 1
        if begin == 0 and at > _BESIDE:
            return None
        i = bisect_left(cast.starts, begin)
        if any(not mention.quoted and mention.start < at for mention in cast.mentions[i : i + _LOOK_BACK]):
            return None
        found: list[str] = []
        for match in _UNNAMED.finditer(_QUOTATION.sub(_blank, cast.text[begin:at])):
            words = _PREPOSITION.split(match[1], maxsplit=1)[0].split()
            known = next((n for n in range(2, len(words) + 1) if words[n - 1][0].islower() and office(" ".join(words[1:n]))), 0)
            while 0 < known < len(words) and office(" ".join(words[1 : known + 1])):
                known += 1  # "the deputy mayor"
            held = office(" ".join(words[1:known])) if known else None
            if held is None or words[known - 1] in _NOBODY or gender_of_role(held.head) not in (None, asked):
                return None
            found.append(" ".join(words[:known]))
        if len(set(found)) != 1 or not found[0].lower().startswith("the "):
            return None
        if len({role for role, _ in roles_in(cast, begin, at)}) > 1:  # "The captain met the mayor."
            return None
        return self._by_role(found[0], at) or found[0][0].lower() + found[0][1:]

    def _may_be(self, best: _Candidate, leading: list[_Candidate], group: list[_Candidate], line: int) -> bool:
        """Whether the first candidate of a sentence is the one of whom it speaks, and no other is."""
        last = self._spoken[-1] if self._spoken else None
        if best.rank and any(one.start < best.start and self._is_unknown(one, best.gender) for one in group):
            return False
        rivals = {one.name for one in leading if one.rank == best.rank and self._is_certain(one) >= self._is_certain(best)} - {best.name}
        if rivals:
            return bool(best.rank) and last is not None and last.name == best.name
        if best.rank and last and last.name != best.name and min(one.start for one in group if one.rank < 2) < best.start:
            # "Ms Karsk will face what Mr Ravel has. He ...": Ravel, or the man who spoke before.
            return last.gender not in (None, best.gender) or line - self._cast.paragraph(last.start) > 1
        return True

    def _sentences(self, at: int) -> Iterator[tuple[int, list[_Candidate]]]:
        """Those who spoke or are mentioned before a place, by sentence, the nearest first."""
        cast = self._cast
        mentions, i = cast.mentions, bisect_left(cast.starts, at) - 1
        j = len(self._spoken) - 1
        while j >= 0 and self._spoken[j].start >= at:
            j -= 1
        group: list[_Candidate] = []
        number = -1
        for _ in range(_LOOK_BACK):
            spoken = self._spoken[j] if j >= 0 else None
            mention = mentions[i] if i >= 0 else None
            if spoken and (mention is None or spoken.end > mention.start):
                one, j = spoken, j - 1
                if one.gender is None and (person := cast.people.get(one.name)):
                    one = one._replace(gender=person.gender)  # told since then
            elif mention:
                i -= 1
                name = None if mention.quoted else self._resolve(mention)
                if name is None:
                    continue
                person = cast.people.get(name)
                gender = mention.gender or (person.gender if person else None)
                one = _Candidate(mention.start, mention.end, name, gender, 1 if mention.subject else 2)
            else:
                break
            if one.start < at - _REACH:
                break
            sentence = cast.sentence(one.start)
            if sentence != number and group:
                yield number, group
                group = []
            number = sentence
            group.append(one)
        if group:
            yield number, group

    def _is_certain(self, one: _Candidate) -> bool:
        person = self._cast.people.get(one.name)
        return person.certain if person else True

    def _is_unknown(self, one: _Candidate, asked: str | None) -> bool:
        """Whether a name does something and may be a person's, or a ship's, for all that is known."""
        person = self._cast.people.get(one.name)
        if person is None or one.rank != 1 or person.certain or person.body or not _ACTS.match(self._cast.text, one.end):
            return False
        return person.gender is None or asked in (None, person.gender)

    def _alone(self, unknown: list[_Candidate], here: int, line: int) -> str | None:
        """The name that a sentence right before begins with, "Ann Karsk was first on board. She", or None."""
        one = unknown[0]
        near = self._cast.paragraph(one.start) == line and here - self._cast.sentence(one.start) <= _NEAR
        opens = self._cast.text[max(one.start - 2, 0) : one.start].strip(" ")[-1:] in ("", "\n", ".")
        return one.name if len(unknown) == 1 and near and opens and one.name.count(" ") == 1 else None

    def _is_man_or_woman(self, one: _Candidate) -> bool:
        """Whether a name can be a person's: "Skell Line" speaks too, and what only stands in the text in capitals may be a ship."""
        person = self._cast.people.get(one.name)
        if person is not None:
            return person.certain or (not person.body and one.rank == 0 and not _is_many(one.name))
        return self._is_person(one)

    def _between(self, one: _Candidate, asked: str, at: int) -> str | None:
        """The one without a name who comes into the text between, as a name if that can be told, "" if not; None if nobody does."""
        found = None
        for match in _UNNAMED.finditer(_QUOTATION.sub(_blank, self._cast.text[one.end : at])):
            words = match[1].split()
            known = next((n for n in range(2, len(words) + 1) if words[n - 1][0].islower() and office(words[n - 1])), 0)
            if not known or words[known - 1] in _NOBODY:
                continue
            phrase = " ".join(words[:known])
            held = office(" ".join(words[1:known]))
            if held is None or gender_of_role(held.head) not in (None, asked):
                continue
            found = self._by_role(phrase, one.end + match.start(1)) or "" if words[0].lower() == "the" else ""
        return None if found == one.name else found


def _is_many(name: str) -> bool:
    """Whether a name that opens a sentence is only a plural: "Ministers"."""
    return name.endswith("s") and office(name[:-1].lower()) is not None


def _is_plural(name: str) -> bool:
    return " and " in name or (name.endswith("s") and not name[:1].isupper() and not name.endswith("ss"))


def _blank(match: re.Match[str]) -> str:
    """As many blanks as a quotation is long, with its last mark, which may end a sentence."""
    return " " * (len(match[0]) - 2) + match[0][-2:]
