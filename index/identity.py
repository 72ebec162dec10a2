"""Which voices are one speaker: names in their spellings, surnames, offices; and who is kept apart.

Precision first. One full name in two spellings is one speaker. A bare surname joins the one speaker who bears it; where several do, only
the one whose office it shares. Two people of one name, told apart by what they are, stay two. What nobody can tell stays apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from .bodies import is_body
from .model import Speaker
from .nations import nation
from .roles import KIN, role_class, role_head
from .spelling import name_key, plain, word_key
from .statement_table import Voice
from .titles import BODY

_PARTICLES = frozenset("von van der den de da di del della bin ibn al el la le du dos ter ten zu".split())
_LONGEST_NAME = 5  # words
_CLEARLY = 10  # times as often quoted as all others of the name: then those of whom nothing is told are taken for that one
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_LEGAL_FORMS = frozenset("technologies technology inc corp corporation ltd limited group plc company co holdings ag se sa gmbh".split())
SMALL = frozenset("the a an of for in at to and s his her its their our from".split())


class NameParts(NamedTuple):
    """A person's or body's name in parts, each as its key."""

    first: str
    middle: tuple[str, ...]
    last: str


def speakers_of(voices: Sequence[Voice]) -> list[Speaker]:
    """Those with a name, the most quoted first, and then those whom articles only describe ("officials")."""
    groups = [group for named in _by_name(voices) for group in _apart(named)]
    speakers = map(_speaker, _joined_surnames(_joined_spellings(groups)))
    return sorted(speakers, key=lambda one: (not is_named(one.name), -one.statements, one.name, one.roles))


# Names


@lru_cache(50_000)
def is_named(name: str) -> bool:
    """Whether it is the name of somebody or of a body, and no description ("officials", "a spokesman for the bank")."""
    words = name.split()
    while len(words) > 1 and words[0] in _PARTICLES:
        words = words[1:]
    return words[0][:1].isupper() or words[0][:1].isdigit()


def name_parts(words: Sequence[str]) -> NameParts | None:
    """The parts of a name; ``first`` is empty for a bare surname or a body of one word."""
    return _name_parts(" ".join(words))


@lru_cache(50_000)
def _name_parts(name: str) -> NameParts | None:
    words = name.split()
    kept = [word for word in words if plain(word) not in _PARTICLES] or list(words)
    suffixes = tuple(plain(word) for word in kept if plain(word) in _SUFFIXES)
    kept = [word for word in kept if plain(word) not in _SUFFIXES]
    keys = [key for word in kept if (key := name_key(word))]
    if not keys:
        return None
    return NameParts(keys[0] if len(keys) > 1 else "", (*keys[1:-1], *suffixes), keys[-1])


def _by_name(voices: Sequence[Voice]) -> list[list[Voice]]:
    """The voices of one name, in whatever spelling."""
    groups: defaultdict[Hashable, list[Voice]] = defaultdict(list)
    for voice in voices:
        name = name_parts(voice.name.split()) if is_named(voice.name) else None
        if name is None:
            key: Hashable = plain(voice.name)
        elif names_body(bare := _without_owner(voice.name)):
            key = content(bare.split())  # the Ministry of Health, the Health Ministry
        else:
            key = (name.first, name.last)
        groups[key].append(voice)
    return list(groups.values())


@lru_cache(50_000)
def names_body(name: str) -> bool:
    """Whether it names a body and no person: "the Alden Tide Board", "the Ministry of Tides"."""
    words = name.split()
    return len(words) > 1 and (is_body(name) or (words[0] in BODY and words[1] in ("of", "for", "on")))


def _without_owner(name: str) -> str:
    """ "Varn’s Institute of Tides" without whose it is."""
    words = name.split()
    return " ".join(words[1:]) if len(words) > 2 and words[0].endswith(("’s", "'s")) and words[1][:1].isupper() else name


def without_legal_form(name: str) -> str:
    """The first word's key of a name that goes on with nothing but "Technologies" or the like."""
    first, *rest = name.split()
    return name_key(first) if rest and all(plain(word) in _LEGAL_FORMS for word in rest) else ""


# Joining and keeping apart


def _apart(voices: Sequence[Voice]) -> list[list[Voice]]:
    """Bearers of one name by middle names and by what they are; those of whom nothing is told join if there is only one to join."""
    found: list[list[Voice]] = []
    for named in _clusters(voices, lambda voice: frozenset(_middle(voice))):
        found.extend(_clusters(named, _kinds))
    return found


def _clusters(voices: Sequence[Voice], marks: Callable[[Voice], frozenset[str]]) -> list[list[Voice]]:
    """Voices that share a mark, directly or by others between them. Those without marks are with the only cluster, or with one that is
    clearly the usual one, or by themselves."""
    clusters: list[tuple[set[str], list[Voice]]] = []
    unmarked: list[Voice] = []
    for voice in voices:
        own = set(marks(voice))
        if not own:
            unmarked.append(voice)
            continue
        touching = [cluster for cluster in clusters if cluster[0] & own]
        clusters = [cluster for cluster in clusters if not cluster[0] & own]
        clusters.append((own.union(*(mark for mark, _ in touching)), [*(each for _, group in touching for each in group), voice]))
    if not unmarked:
        return [group for _, group in clusters]
    clusters.sort(key=lambda cluster: -_count(cluster[1]))
    if len(clusters) == 1 or (clusters and _count(clusters[0][1]) >= _CLEARLY * sum(_count(group) for _, group in clusters[1:])):
        clusters[0][1].extend(unmarked)
        return [group for _, group in clusters]
    return [*(group for _, group in clusters), unmarked]


def _count(voices: Iterable[Voice]) -> int:
    return sum(voice.statements for voice in voices)


def _middle(voice: Voice) -> tuple[str, ...]:
    """Initials of what stands between first name and surname, as one mark."""
    name = name_parts(voice.name.split())
    return (
        ("".join(part[0] for part in name.middle),)
        if name and name.middle and is_named(voice.name) and not names_body(_without_owner(voice.name))
        else ()
    )


# What one person may well be in turn; and what nobody is taken for who is something of another line.
_LINES = ({"government", "party", "military", "law", "business", "labour", "religion"}, {"sport"}, {"arts"}, {"science"}, {"private"})


def _kinds(voice: Voice) -> frozenset[str]:
    """What the roles of a voice say of who it is."""
    classes = {found for role in voice.roles if role_head(role) not in KIN and (found := role_class(role))}
    return frozenset(str(i) for i, line in enumerate(_LINES) for each in classes if each in line)


def _joined_spellings(groups: list[list[Voice]]) -> list[list[Voice]]:
    """Joins names that are near each other ("Volodymyr", "Vladimir"; "Sarnic", "Sharnich") where the office is the same."""
    by_office: defaultdict[str, list[list[Voice]]] = defaultdict(list)
    joined: list[list[Voice]] = []
    for group in groups:
        offices = sorted(_offices(group))
        near = (other for office in offices for other in by_office[office] if _near(other[0].name, group[0].name))
        other = next(near, None)
        if other is None:
            joined.append(group)
            other = group
        else:
            other.extend(group)
        for office in offices:
            if not any(each is other for each in by_office[office]):
                by_office[office].append(other)
    return joined


def _near(one: str, other: str) -> bool:
    """Whether two full names may be one in two transliterations."""
    first, second = (name_parts(name.split()) if is_named(name) else None for name in (one, other))
    if not (first and second and first.first and second.first):
        return False
    if first.last == second.last:
        return first.first[0] == second.first[0]
    close = OSA.distance(first.first, second.first) <= 1 and OSA.distance(first.last, second.last) <= 2
    return close and min(len(first.last), len(second.last)) > 5


def _joined_surnames(groups: list[list[Voice]]) -> list[list[Voice]]:
    """Joins bare surnames, and companies without their legal form, to the group that they can only be, or that is clearly the usual one."""
    by_last: defaultdict[str, list[list[Voice]]] = defaultdict(list)
    bare: list[tuple[str, list[Voice]]] = []
    joined: list[list[Voice]] = []
    for group in groups:
        name = name_parts(group[0].name.split()) if is_named(group[0].name) else None
        if name and not name.first:
            bare.append((name.last, group))
            continue
        joined.append(group)
        if name and _is_person(group[0].name):
            by_last[name.last].append(group)
        if short := without_legal_form(group[0].name):
            by_last[short].append(group)
    # All is decided before any is joined, so that who is who doesn't hang on the order; of two who can't both be the bearer neither is.
    decided = [(group, _bearer(group, by_last[last], [other for its, other in bare if its == last])) for last, group in bare]
    for group, bearer in decided:
        if bearer is None:
            joined.append(group)
        else:
            bearer.extend(group)
    return joined


def _bearer(group: list[Voice], bearers: Iterable[list[Voice]], rivals: Iterable[list[Voice]]) -> list[Voice] | None:
    """Whom a bare surname can only mean, or who is clearly the usual one."""
    ranked = sorted(bearers, key=lambda bearer: -_count(bearer))
    is_clear = bool(ranked) and (len(ranked) == 1 or _count(ranked[0]) >= _CLEARLY * sum(map(_count, ranked[1:])))
    if is_clear and not _conflict(ranked[0], group) and not any(_conflict(rival, group) for rival in rivals):
        return ranked[0]
    fitting = [each for each in ranked if _offices(each) & _offices(group)]
    return fitting[0] if len(fitting) == 1 else None


def _is_person(name: str) -> bool:
    """Whether it may be a person's name: a few words with capitals, of one person."""
    words = name.split()
    return len(words) <= _LONGEST_NAME and "and" not in words and not names_body(name)


def _conflict(one: Iterable[Voice], other: Iterable[Voice]) -> bool:
    first, second = (frozenset[str]().union(*map(_kinds, group)) for group in (one, other))
    return bool(first and second) and not first & second


def _offices(voices: Iterable[Voice]) -> set[str]:
    """Their roles as a set of words each, in one string."""
    return {" ".join(sorted(words)) for voice in voices for role in voice.roles if len(words := content(role.split())) > 1}


def _speaker(voices: Sequence[Voice]) -> Speaker:
    counts: defaultdict[str, int] = defaultdict(int)
    roles: defaultdict[str, int] = defaultdict(int)
    for voice in voices:
        counts[_without_owner(voice.name)] += voice.statements
        for role in voice.roles:
            roles[role] += voice.statements
    names = sorted(counts, key=lambda name: (-min(len(name.split()), 2) if is_named(name) else 0, -counts[name], name))
    # The spelling with its accents is the full one, however often they are left out.
    usual = plain(names[0])
    names.sort(key=lambda name: plain(name) != usual or name.isascii())
    return Speaker(
        names[0], tuple(names[1:]), tuple(sorted(roles, key=lambda role: (-roles[role], role))), sum(counts.values()),
        tuple(sorted(voice.id for voice in voices)),
    )  # fmt: skip


# Descriptions


def content(words: Sequence[str]) -> frozenset[str]:
    """A description's words, by nation rather than "Russian" or "Russia’s", British or American."""
    return _content(" ".join(words))


@lru_cache(50_000)
def _content(description: str) -> frozenset[str]:
    found: set[str] = set()
    for word in description.split():
        bare = word.removesuffix("’s").removesuffix("'s").rstrip("’'")
        country = nation(bare) or nation(bare.capitalize())
        keys = [country] if country else word_key(word).split()
        found.update(key for key in keys if key not in SMALL)
    return frozenset(found)
