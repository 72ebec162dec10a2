"""Corruptions of who: the speaker, a name, a role, who did it to whom, and two facts made one."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable

from ..qa.sources import Source
from .claim_forms import Told, told
from .claims import Claim
from .corpus import Corpus
from .prose import given, has_word, prose, replaced

_QUOTING = ("quoted", "quoted in part")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?: [A-ZÀ-ÖØ-Þ][\w’'-]+)*"
_NAMES = re.compile(rf"(?<=[a-z,;:\0] ){_NAME}")
_NO_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October "
    "November December I Mr Mrs Ms Miss Dr President Prime Minister Finance Transport Captain Professor Sir Judge Mayor Inspector "
    "Commander Chancellor Secretary-General Sept Oct Feb Jan Dec Aug Nov The A Bishop Chief Police Foreign Ministry Spokeswoman".split()
)
_ACTED = (
    "accused|criticised|criticized|praised|blamed|urged|asked|thanked|warned|told|met|sued|dismissed|defended|called on|attacked|answered|"
    "wrote to|replaced|succeeded|gave|showed|invited|left|followed|beat|supported|opposed|appointed|questioned|advised|called|joined|"
    "overtook|rejected|sent|spoke to|paid|owed|bought|sold|helped|saved|reminded|handed|watched|ordered|reproached|demanded|wanted"
)
_THING = r"(?:the|a|an|his|her|its|their) [a-z’'-]+(?: [a-z’'-]+)?|reporters|journalists|parliament|ministers|members|nobody"
_DONE = re.compile(
    rf"(?P<one>(?:{_NAME}|(?:[Tt]he|[Aa]|[Hh]is|[Hh]er) [a-z’'-]+))(?P<verb> (?:has |had |have )?(?:{_ACTED}) )(?P<other>(?:the )?{_NAME}|{_THING})(?=[ .,])"
)
_PREDICATE = re.compile(
    r"(?P<subject>.{3,60}?) (?P<verb>(?:was|were|is|are|has|have|had|will|would|could|can|should|must|did|does|do)\b .+)"
)
_BARE = frozenset("it he she they there this that these those nobody we i you".split())


def _parts(name: str) -> set[str]:
    return set(re.findall(r"\w{3,}", name.lower())) - {"the", "and", "for"}


def _mention(claim: Claim) -> str | None:
    """How the one who speaks is called in the claim; None for a pronoun, which stands for another one as well."""
    said = claim.told
    if said is None:
        return None
    for name in (said.name, f"{said.name[0].upper()}{said.name[1:]}", said.mention):
        if (
            name
            and has_word(prose(claim.text), name)
            and (name[0].isupper() or name[:4] == "the ")
            and len(name) > 2
            and name.lower() not in _BARE
        ):
            return name
    return None


def _is_other(one: Told, name: str, source: Source) -> bool:
    """Whether this name is somebody that the source doesn't speak of."""
    parts = _parts(name)
    return (
        bool(parts)
        and not parts & _parts(one.name)
        and not any(has_word(source.text, part) or has_word(" ".join(source.names), part) for part in parts)
    )


def _speakers(sources: Iterable[Source]) -> list[Told]:
    return [said for each in sources if (said := told(each.evidence)) is not None]


def _respoken(claim: Claim, names: list[str], rng: random.Random) -> str | None:
    said, mention = claim.told, _mention(claim)
    if said is None or mention is None or claim.form == "with role":
        return None
    fit = sorted({name for name in names if _is_other(said, name, claim.supporting[0])})
    if not fit:
        return None
    other = rng.choice(fit)
    at = prose(claim.text).find(mention)
    return f"{claim.text[:at]}{other[0].upper() + other[1:] if at == 0 else other}{claim.text[at + len(mention) :]}"


def speaker_of_sources(claim: Claim, rng: random.Random) -> str | None:
    return None if claim.form in _QUOTING else _respoken(claim, [each.name for each in _speakers(claim.sources)], rng)


def speaker_of_corpus(claim: Claim, corpus: Corpus, rng: random.Random) -> str | None:
    return None if claim.form in _QUOTING else _respoken(claim, _strangers(claim, corpus), rng)


def quotation_of_sources(claim: Claim, rng: random.Random) -> str | None:
    return _respoken(claim, [each.name for each in _speakers(claim.sources)], rng) if claim.form in _QUOTING else None


def quotation_of_corpus(claim: Claim, corpus: Corpus, rng: random.Random) -> str | None:
    return _respoken(claim, _strangers(claim, corpus), rng) if claim.form in _QUOTING else None


def _strangers(claim: Claim, corpus: Corpus) -> list[str]:
    """Those who speak somewhere, and of whom no source knows."""
    sources = given(claim)
    return [name for name in _all_speakers(corpus.suite, corpus) if not any(has_word(sources, part) for part in _parts(name))]


_SPEAKERS: dict[str, list[str]] = {}
_PLACES: dict[str, list[str]] = {}


def _all_speakers(suite: str, corpus: Corpus) -> list[str]:
    if suite not in _SPEAKERS:
        _SPEAKERS[suite] = sorted({said.name for each in corpus.statements if (said := told(each)) is not None})
    return _SPEAKERS[suite]


def _all_names(corpus: Corpus) -> list[str]:
    if corpus.suite not in _PLACES:
        counted = Counter(match[0] for one in corpus.articles.values() for match in _NAMES.finditer(one.text))
        _PLACES[corpus.suite] = sorted(name for name, n in counted.items() if n > 1 and not _NO_NAMES & set(name.split()))
    return _PLACES[corpus.suite]


def name_changed(claim: Claim, corpus: Corpus, rng: random.Random) -> str | None:
    """A name that isn't the speaker's: of as many words, after the same "the" or none, and in none of the sources."""
    sources = given(claim)
    speaker = _parts(claim.told.name) if claim.told else set[str]()
    names = _all_names(corpus) or []

    def new(match: re.Match[str]) -> str | None:
        name = match[0]
        if set(name.split()) & _NO_NAMES or _parts(name) & speaker or claim.text[match.end() : match.end() + 1] in ("’", "'"):
            return None
        fit = [
            each for each in names if len(each.split()) == len(name.split()) and not any(has_word(sources, part) for part in _parts(each))
        ]
        return rng.choice(fit) if fit else None

    return replaced(claim.text, _NAMES, new, rng)


def role_changed(claim: Claim, corpus: Corpus, rng: random.Random) -> str | None:
    """Another speaker's role."""
    if claim.form != "with role" or claim.told is None or not claim.told.role:
        return None
    own = " ".join(claim.supporting[0].names).lower()
    roles = sorted(
        {said.role for each in corpus.statements if (said := told(each)) and said.role and "," not in said.role and "who" not in said.role}
    )
    fit = [role for role in roles if not any(has_word(own, part) for part in _parts(role)) and not has_word(given(claim), role)]
    return claim.text.replace(claim.told.role, rng.choice(fit), 1) if fit else None


def roles_swapped(claim: Claim, rng: random.Random) -> str | None:
    """ "A sued B" -> "B sued A"; and of two who are joined each with the other's words."""
    if claim.form == "joined":
        first, _, second = claim.text.partition(", while ")
        names = [said.name for said in _speakers(claim.supporting)]
        one, other = (next((name for name in names if half.lower().startswith(name.lower())), None) for half in (first, second))
        if not one or not other or _parts(one) & _parts(other):
            return None
        return f"{other[0].upper()}{other[1:]}{first[len(one) :]}, while {one}{second[len(other) :]}"

    def new(match: re.Match[str]) -> str | None:
        one, other = match["one"], match["other"]
        if one.lower() == other.lower() or one.split()[0] in _NO_NAMES - {"The", "A"} or "\0" in match[0]:
            return None
        if match.start() == 0:
            one = one if one.split()[0] not in ("The", "A", "His", "Her") else one[0].lower() + one[1:]
        return f"{other}{match['verb']}{one}"

    return replaced(claim.text, _DONE, new, rng)


def facts_merged(claim: Claim, rng: random.Random) -> str | None:
    """The claim's subject with what another source tells of its own."""
    said = claim.told
    if (
        said is None
        or not said.clause
        or claim.form not in ("said that", "says that", "according to", "in digits", "contracted", "with day")
    ):
        return None
    mine = _PREDICATE.fullmatch(said.clause)
    if mine is None or said.clause not in claim.text:
        return None
    others = [
        other
        for each in _speakers(claim.sources)
        if each.clause and each.name != said.name and (other := _PREDICATE.fullmatch(each.clause))
    ]
    others = [other for other in others if _number(other["verb"]) in ("", _number(mine["verb"])) and other["verb"] != mine["verb"]]
    if not others or mine["subject"].lower() in _BARE or len(mine["subject"].split()) > 8:
        return None
    return claim.text.replace(said.clause, f"{mine['subject']} {rng.choice(others)['verb']}", 1)


def _number(verb: str) -> str:
    first = verb.split()[0]
    return "one" if first in ("was", "is", "has", "does") else "more" if first in ("were", "are", "have", "do") else ""


def another_said_it(claim: Claim, rng: random.Random) -> str | None:
    """What somebody else said, added to what the speaker did."""
    said = claim.told
    if said is None or not claim.text.endswith(".") or prose(claim.text) != claim.text or claim.form in ("according to", "said afterwards"):
        return None
    fit = [
        each.clause
        for each in _speakers(claim.sources)
        if each.clause and not _parts(each.name) & _parts(said.name) and each.clause.split()[0] not in _BARE
    ]
    return f"{claim.text[:-1]}, and that {rng.choice(fit)}." if fit else None


def cause_invented(claim: Claim, rng: random.Random) -> str | None:
    """Two things side by side, the one made the other's cause."""
    if claim.form == "joined":
        return claim.text.replace(", while ", rng.choice([" because ", ", and as a result ", " only after "]), 1)
    return None
