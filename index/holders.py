"""Who holds an office, over all articles: by how exactly a phrase asks for it, and by how often articles give it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from .model import Speaker
from .naming import is_proper
from .roles import Office, fits, office, role_class, same_office, same_offices
from .statement_table import Voice

_IN_PASSING = 20  # times as often somebody else is called so: then it was a slip, or long ago
_SHORTEST = 3  # letters of a word that stands for a longer one: "Fed", "Lib Dem"
_OF_ANY_BODY = frozenset({"party"})
_OF_MANY_NATIONS = frozenset({"secretary-general", "director-general"})  # who are mostly called "the NATO chief"
# Titles that stand before a given name and are called with it: "Pope Oda".
_WITH_GIVEN_NAME = frozenset("pope king queen prince princess emperor empress patriarch sultan".split())


class Holding(NamedTuple):
    """An office as articles give it to somebody, with the line of work that it is."""

    office: Office
    line: str | None


def holdings(voices: Iterable[Voice]) -> Counter[Holding]:
    """The offices of one speaker, each with the number of statements made in it."""
    found: Counter[Holding] = Counter()
    for voice in voices:
        first = voice.name.partition(" ")[0]
        titles = (*voice.roles, first) if first.lower() in _WITH_GIVEN_NAME else voice.roles
        held = {Holding(known, role_class(title)) for title in titles if (known := office(title))}
        found.update(dict.fromkeys(held, voice.statements))
    return found


def asked_as(held: Iterable[Holding]) -> frozenset[str]:
    """The nouns under which somebody with these offices may be asked for."""
    nouns = {word for each in held for word in (*same_offices(each.office.head), each.office.head)}
    return frozenset(nouns | _OF_MANY_NATIONS if any(same_office(each.office.head) == "chief" for each in held) else nouns)


def holders(asked: Office, line: str | None, among: Iterable[tuple[Speaker, Mapping[Holding, int]]]) -> list[Speaker]:
    """Those who hold the office most exactly: the one most often called so first, and nobody who is called so only in passing."""
    fitting = [(speaker, held, each, near) for speaker, held in among for each in held if (near := _nearness(asked, each.office))]
    of_line = [each for each in fitting if line in (None, each[2].line)]  # "the union’s leader" leads no party
    fitting = of_line if line and of_line else fitting
    named = [each for each in fitting if is_proper(each[0].name)]
    if not (fitting := named or fitting):
        return []
    best = min(near for *_, near in fitting)
    found = {speaker.voices: (speaker, _often(asked, held, best)) for speaker, held, _, near in fitting if near == best}
    ranked = sorted(found.values(), key=lambda one: (-one[1], -one[0].statements, one[0].name))
    return [speaker for speaker, often in ranked if often * _IN_PASSING >= ranked[0][1]]


def _nearness(asked: Office, held: Office) -> tuple[bool, bool, int] | None:
    """How far the office that somebody holds is from the one asked for: whether it says more, whether words are cut short, and whether its
    noun is the same, one of the same meaning, or a wider one. None where it is another office."""
    meant = {word: {other for other in held.words if _is_short(word, other)} for word in asked.words - held.words}
    if not all(meant.values()):
        return None
    wanted, has = same_office(asked.head), same_office(held.head)
    if wanted in _OF_MANY_NATIONS and has == "chief" and (asked.words or asked.nations):
        asked = replace(asked, head="chief")
    if not fits(replace(asked, words=asked.words & held.words), held):
        return None
    cut_short = any(word.rstrip("s") not in {other.rstrip("s") for other in others} for word, others in meant.items())
    more = held.words - asked.words - _OF_ANY_BODY - frozenset[str]().union(*meant.values())
    noun = 2 if wanted != has else 1 if wanted == "chief" and asked.head != held.head else 0
    return bool(more) or cut_short, cut_short, noun


def _is_short(word: str, other: str) -> bool:
    """Whether of two words one is the other’s beginning: "Fed" and "Federal", "Democrats" and "Dem"."""
    return min(len(word), len(other)) >= _SHORTEST and (word.startswith(other) or other.startswith(word))


def _often(asked: Office, held: Mapping[Holding, int], best: tuple[bool, bool, int]) -> int:
    """In how many statements somebody is called so, or by less of it: "President" of one who is the French one elsewhere."""
    less = replace(asked, words=frozenset(), nations=frozenset())
    return sum(
        count
        for each, count in held.items()
        if ((near := _nearness(asked, each.office)) and near <= best)
        or (not each.office.words and not each.office.nations and fits(less, each.office))
    )


def fit_together(asked: Office, held: Iterable[Holding]) -> bool:
    """ "NATO secretary-general" of one who is "NATO’s chief" here and "Secretary-General" there."""
    offices = [each.office for each in held]
    words = frozenset[str]().union(*(each.words for each in offices))
    return asked.words <= words and any(fits(replace(asked, words=frozenset()), each) and not each.words for each in offices)
