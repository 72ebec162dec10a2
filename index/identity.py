"""Which voices are one speaker: names in their spellings, surnames, offices; and who is kept apart.

Precision first. One full name in two spellings is one speaker. A bare surname joins the one speaker who bears it; where several do, only
the one whose office it shares. Two people of one name, told apart by what they are, stay two. What nobody can tell stays apart. A country
is one under all its names, and a body under its name and the letters for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from .model import Speaker
from .naming import (
    SMALL,
    is_letters,
    is_named,
    is_person,
    is_proper,
    letters,
    may_be_surname,
    name_parts,
    names_body,
    without_legal_form,
    without_owner,
)
from .nations import country, nation
from .roles import OF_ANY_LINE, office, role_class, same_office
from .spelling import plain, word_key
from .statement_table import Voice

CLEARLY = 10  # times as often quoted as all others of the name: then those of whom nothing is told are taken for that one
_USUAL = 3  # a word with a capital is no name if it stands without one at least once in so many times
_LONG = 5  # letters of a name in which one may be a slip
_EMPTY_TITLES = frozenset("dr prof professor doctor rev sir".split())


def speakers_of(voices: Sequence[Voice]) -> list[Speaker]:
    """Those with a name, the most quoted first, and then those whom articles only describe ("officials")."""
    groups = [group for named in _by_name(voices) for group in _apart(named)]
    speakers = map(_speaker, _joined_surnames(_joined_slips(_joined_spellings(groups))))
    return sorted(speakers, key=lambda one: (not is_named(one.name), -one.statements, one.name, one.roles))


# Names


def _by_name(voices: Sequence[Voice]) -> list[list[Voice]]:
    """The voices of one name, in whatever spelling."""
    groups: defaultdict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        groups[_key(voice.name)].append(voice)
    return list(groups.values())


def _key(written: str) -> str:
    """The same for all spellings of one name."""
    return _marks(written)[0]


@lru_cache(50_000)
def _marks(written: str) -> tuple[str, ...]:
    """What a name shares with all that could be taken for the same speaker, near spellings aside; first what all its spellings share."""
    bare = without_owner(written)
    name = name_parts(bare.split()) if is_named(written) else None
    if name is None:
        return (plain(written),)
    if land := country(bare):
        return (land,)
    # The Ministry of Health, the Health Ministry
    key = "".join(f"+{word}" for word in sorted(content(bare.split()))) if names_body(bare) else f"{name.first}|{name.last}"
    short = (name.last, without_legal_form(written), letters(written), written if is_letters(written) else "")
    return (key, *(f"~{each}" for each in short if each), *([plain(written)] if " " not in written else []))


def kinship(voice: Voice) -> tuple[str, ...]:
    """What a voice shares with every other that could be taken for the same speaker; those with nothing in common never are."""
    return _marks(voice.name)


def may_be_near(voice: Voice) -> tuple[Callable[[str], bool], set[str]]:
    """Whether another name may be this one in another transliteration, and the offices in which that counts."""
    return (lambda name: _near(name, voice.name)), _offices([voice])


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
    if len(clusters) == 1 or (clusters and _count(clusters[0][1]) >= CLEARLY * sum(_count(group) for _, group in clusters[1:])):
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
        if name and name.middle and is_named(voice.name) and not names_body(without_owner(voice.name))
        else ()
    )


# What one person may well be in turn; and what nobody is taken for who is something of another line.
_LINES = ({"government", "party", "military", "law", "business", "labour", "religion"}, {"sport"}, {"arts"}, {"science"}, {"private"})


def _kinds(voice: Voice) -> frozenset[str]:
    """What the roles of a voice say of who it is: by their nouns alone, for a "party chief" may have been anything before."""
    heads = {same_office(found.head) for role in voice.roles if (found := office(role))} - OF_ANY_LINE
    classes = {found for head in heads if (found := role_class(head))}
    return frozenset(str(i) for i, line in enumerate(_LINES) for each in classes if each in line)


def _joined_spellings(groups: list[list[Voice]]) -> list[list[Voice]]:
    """Joins names that are near each other ("Volodymyr", "Vladimir"; "Sarnic", "Sharnich") where the office is the same."""
    by_office: defaultdict[str, list[list[Voice]]] = defaultdict(list)
    joined: list[list[Voice]] = []
    for group in groups:
        held = sorted(_offices(group))
        near = (other for each in held for other in by_office[each] if _near(other[0].name, group[0].name))
        other = next(near, None)
        if other is None:
            joined.append(group)
            other = group
        else:
            other.extend(group)
        for each in held:
            if not any(known is other for known in by_office[each]):
                by_office[each].append(other)
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


def _joined_slips(groups: list[list[Voice]]) -> list[list[Voice]]:
    """Joins first names that are a letter off ("Rasmund", "Rasmunt") to the one of that surname who is clearly the usual one."""
    by_last: defaultdict[str, list[tuple[set[str], list[Voice]]]] = defaultdict(list)
    for group in groups:
        names = [name for voice in group if is_person(voice.name) and (name := name_parts(voice.name.split()))]
        if names and min(len(names[0].first), len(names[0].last)) >= _LONG:
            by_last[names[0].last].append(({name.first for name in names}, group))
    usual: dict[int, list[Voice]] = {}
    for same in by_last.values():
        for firsts, group in same:
            others = [each for other, each in same if any(OSA.distance(first, its) == 1 for first in firsts for its in other)]
            near = [each for each in others if _count(each) >= CLEARLY * _count(group)]
            if len(near) == 1 and not _conflict(near[0], group):
                usual[id(group)] = near[0]
    for group in groups:
        if (known := usual.get(id(group))) is not None and id(known) not in usual:
            known.extend(group)
    return [group for group in groups if id(group) not in usual or id(usual[id(group)]) in usual]


def _joined_surnames(groups: list[list[Voice]]) -> list[list[Voice]]:
    """Joins bare surnames, the letters for bodies, and companies without their legal form, to the group that they can only be, or that is
    clearly the usual one."""
    by_last: defaultdict[str, list[list[Voice]]] = defaultdict(list)
    bare: list[tuple[str, list[Voice]]] = []
    joined: list[list[Voice]] = []
    described = {plain(group[0].name): group for group in groups if not is_named(group[0].name) and " " not in group[0].name}
    for group in groups:
        name = name_parts(without_owner(group[0].name).split()) if is_named(group[0].name) else None
        if (common := described.get(plain(group[0].name))) and _USUAL * _count(common) >= _count(group) and common is not group:
            common.extend(group)  # "Police said", where others have "police"
            continue
        if name and not name.first and (may_be_surname(group[0].name) or is_letters(group[0].name)):
            bare.append((group[0].name if is_letters(group[0].name) else name.last, group))
            continue
        joined.append(group)
        if name and any(is_person(voice.name) for voice in group):
            by_last[name.last].append(group)
        if short := without_legal_form(group[0].name):
            by_last[short].append(group)
        if short := letters(group[0].name):
            by_last[short].append(group)
    # All is decided before any is joined, so that who is who doesn't hang on the order; of two who can't both be the bearer neither is.
    rivals: defaultdict[str, list[list[Voice]]] = defaultdict(list)
    for last, group in bare:
        rivals[last].append(group)
    decided = [(group, _bearer(group, by_last[last], rivals[last])) for last, group in bare]
    for group, bearer in decided:
        if bearer is None:
            joined.append(group)
        else:
            bearer.extend(group)
    return joined


def _bearer(group: list[Voice], bearers: Iterable[list[Voice]], rivals: Iterable[list[Voice]]) -> list[Voice] | None:
    """Whom a bare surname can only mean, or who is clearly the usual one; nobody who is so little known that it is a name by itself."""
    ranked = sorted((each for each in bearers if _count(group) < CLEARLY * _count(each)), key=lambda bearer: -_count(bearer))
    is_clear = bool(ranked) and (len(ranked) == 1 or _count(ranked[0]) >= CLEARLY * sum(map(_count, ranked[1:])))
    if is_clear and not _conflict(ranked[0], group) and not any(_conflict(rival, group) for rival in rivals):
        return ranked[0]
    fitting = [each for each in ranked if _offices(each) & _offices(group)]
    return fitting[0] if len(fitting) == 1 else None


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
        counts[without_owner(voice.name)] += voice.statements
        for role in voice.roles:
            roles[role] += voice.statements
    # A full name before a surname, else what is said most often; what is no well-formed name, only where there is nothing else, or where
    # it is a common word that begins a sentence here and there.
    common = not all(map(is_named, counts))
    names = sorted(counts, key=lambda name: (common == is_named(name), not is_proper(name), not is_person(name), -counts[name], name))
    # The spelling with its accents is the full one, however often they are left out.
    usual = plain(names[0])
    names.sort(key=lambda name: plain(name) != usual or name.isascii())
    return Speaker(names[0], tuple(names[1:]), _roles(roles), _count(voices), tuple(sorted(voice.id for voice in voices)))


def _roles(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The roles, each in its most usual spelling, the most usual one first; titles that say nothing of the work last."""
    usual = sorted(counts, key=lambda role: (-counts[role], role))
    spelled: dict[str, str] = {}
    summed: defaultdict[str, int] = defaultdict(int)
    for role in usual:
        spelled.setdefault(plain(role), role)
        summed[plain(role)] += counts[role]
    return tuple(spelled[key] for key in sorted(summed, key=lambda key: (key in _EMPTY_TITLES, -summed[key], spelled[key])))


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
