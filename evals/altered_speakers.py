"""Corruptions of who: the speaker, a name, a role, who did it to whom, and two facts made one."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from ..index.sentences import split_sentences
from ..qa.sources import Source
from .claim_forms import Told, told
from .claims import Claim
from .corpus import Corpus
from .prose import has_word, prose, replaced

_QUOTING = ("quoted", "quoted in part")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?: [A-ZÀ-ÖØ-Þ][\w’'-]+)*"
_FOLLOWING = (
    "is|was|has|had|have|will|would|and|or|to|in|on|at|by|for|from|with|that|which|who|of|as|before|after|said|says|did|could|not|until|than|"
    "were|are|because|but|when|while|should|into|over|against|during|since|about|told|asked|if"
)
_NAMES = re.compile(rf"(?<=[a-z,;:] )(?:{_NAME})(?=[.,;:]| (?:{_FOLLOWING})\b|$)")  # no adjective
_NO_NAMES = frozenset(
    "Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays Christmas Hospital Water Institute University Agriculture "
    "Assembly Chamber Hydrology St Office Board Union Court Bank Party Federation Guild Council Trust Commerce "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October "
    "November December I Mr Mrs Ms Miss Dr President Prime Minister Finance Transport Captain Professor Sir Judge Mayor Inspector "
    "Commander Chancellor Secretary-General Sept Oct Feb Jan Dec Aug Nov The A Bishop Chief Police Foreign Ministry Spokeswoman".split()
)
_ACTED = (
    "accused|criticised|criticized|praised|blamed|urged|asked|thanked|warned|told|sued|dismissed|defended|called on|attacked|answered|"
    "wrote to|replaced|succeeded|gave|showed|invited|followed|beat|supported|opposed|appointed|questioned|advised|called|joined|"
    "overtook|rejected|sent|spoke to|paid|owed|bought|sold|helped|saved|reminded|handed|watched|ordered|reproached|demanded|wanted"
)
_SMALL = r"(?:to|of|in|on|and|for|at|who|that|with|from|by|as|was|were|is|had|has|before|after|about|not)\b"
_THING = (
    rf"(?:the|a|an|his|her|its|their) (?!{_SMALL})[a-z’'-]+(?: (?!{_SMALL})[a-z’'-]+)?"
    "|reporters|journalists|parliament|ministers|members|nobody"
)
_DONE = re.compile(
    rf"(?P<one>(?<!of )(?<!in )(?:{_NAME}|(?:[Tt]he|[Aa]|[Hh]is|[Hh]er) (?!{_SMALL})[a-z’'-]+))"
    rf"(?P<verb> (?:has |had |have )?(?:{_ACTED}) )(?P<other>(?:the )?{_NAME}|{_THING})(?=[ .,])"
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
            and not name.endswith(("’s", "'s", "s’"))
            and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", prose(claim.text))
            and (name[0].isupper() or name[:4] == "the ")
            and len(name) > 2
            and name.lower() not in _BARE
        ):
            return name
    return None


_BODY = re.compile(
    r"^the |\b(?:Line|Board|Union|Water|Bank|Ministry|Court|Commerce|Trade|Hospital|Police|Office|Party|Federation|Guild|Council|Savings|"
    r"Institute|Commission|Authority|Association|Logistics|Biologics|Inspectorate|Growers|General|Trust|Provident|Technologies|NATO|Ambel)\b"
)


@lru_cache(maxsize=100_000)
def _may_speak_for(one: str, other: str, corpus: Corpus) -> bool:
    """Whether they are a person and a body, and some article names both in one sentence: what she said, "the company" has said."""
    if bool(_BODY.search(one)) == bool(_BODY.search(other)):
        return False
    return any(_parts(one) & words and _parts(other) & words for words in _sentence_words(corpus))


@lru_cache(maxsize=8)
def _sentence_words(corpus: Corpus) -> list[set[str]]:
    return [_parts(one.text[slice(*span)]) for one in corpus.articles.values() for span in split_sentences(one.text)]


def _is_other(one: Told, name: str, source: Source, corpus: Corpus) -> bool:
    """Whether this name is somebody that the source doesn't speak of, and who doesn't speak for those it does. A single word may be
    a capital that stands for its government, or a surname of two."""
    parts = _parts(name)
    if len(parts) < 2 or parts & _parts(one.name) or _may_speak_for(one.name, name, corpus):
        return False
    known = f"{source.text} {' '.join(source.names)}"
    return not any(has_word(known, part) for part in parts)


def _speakers(sources: Iterable[Source]) -> list[Told]:
    return [said for each in sources if (said := told(each.evidence)) is not None]


def _respoken(claim: Claim, names: Iterable[str], corpus: Corpus, rng: random.Random) -> str | None:
    said, mention = claim.told, _mention(claim)
    if said is None or mention is None or claim.form == "with role":
        return None
    fit = sorted({name for name in names if _is_other(said, name, claim.supporting[0], corpus)})
    if not fit:
        return None
    other = rng.choice(fit)
    at = re.search(rf"(?<!\w){re.escape(mention)}(?!\w)", prose(claim.text))
    assert at is not None  # so it was chosen
    return f"{claim.text[: at.start()]}{other[0].upper() + other[1:] if at.start() == 0 else other}{claim.text[at.end() :]}"


def speaker_of_sources(claim: Claim, corpus: Corpus, rng: random.Random) -> str | None:
    return None if claim.form in _QUOTING else _respoken(claim, [each.name for each in _speakers(claim.sources)], corpus, rng)


def speaker_of_corpus(claim: Claim, corpus: Corpus, rng: random.Random) -> str | None:
    return None if claim.form in _QUOTING else _respoken(claim, _strangers(claim, corpus), corpus, rng)


def quotation_of_sources(claim: Claim, corpus: Corpus, rng: random.Random) -> str | None:
    return _respoken(claim, [each.name for each in _speakers(claim.sources)], corpus, rng) if claim.form in _QUOTING else None


def quotation_of_corpus(claim: Claim, corpus: Corpus, rng: random.Random) -> str | None:
    return _respoken(claim, _strangers(claim, corpus), corpus, rng) if claim.form in _QUOTING else None


def _strangers(claim: Claim, corpus: Corpus) -> list[str]:
    """Those who speak somewhere, and of whom no source knows."""
    sources = claim.given
    return [name for name in {said.name for said in corpus.voices} if not any(has_word(sources, part) for part in _parts(name))]


def _kind(before: str) -> str:
    """What the word before a name tells of it."""
    word = before.split()[-1:]
    return "the" if word == ["the"] else "place" if word and word[0] in ("in", "at", "from", "near", "on", "to") else "other"


@lru_cache(maxsize=8)
def _all_names(corpus: Corpus) -> list[tuple[str, str]]:
    """Names that stand in the articles more than once, each with its kind."""
    found = [(match[0], _kind(one.text[: match.start()])) for one in corpus.articles.values() for match in _NAMES.finditer(one.text)]
    return sorted(
        each for each, n in Counter(found).items() if n > 1 and not _NO_NAMES & set(each[0].split()) and not set("’'") & set(each[0])
    )


def name_changed(claim: Claim, corpus: Corpus, rng: random.Random) -> str | None:
    """A name that isn't the speaker's: of as many words, after the same "the" or none, and in none of the sources."""
    sources = claim.given
    speaker = _parts(claim.told.name) if claim.told else set[str]()
    names = _all_names(corpus)

    def new(match: re.Match[str]) -> str | None:
        name = match[0]
        if set(name.split()) & _NO_NAMES or _parts(name) & speaker or claim.text[match.end() : match.end() + 1] in ("’", "'"):
            return None
        alike = [each for each, kind in names if kind == _kind(claim.text[: match.start()]) and len(each.split()) == len(name.split())]
        fit = [each for each in alike if not any(has_word(sources, part) for part in _parts(each))]
        return rng.choice(fit) if fit else None

    return replaced(claim.text, _NAMES, new, rng)


def role_changed(claim: Claim, corpus: Corpus, rng: random.Random) -> str | None:
    """Another speaker's role."""
    if claim.form != "with role" or claim.told is None or not claim.told.role:
        return None
    own = " ".join(
        [*claim.supporting[0].names, *(said.role or "" for said in corpus.voices if _parts(said.name) & _parts(claim.told.name))]
    )
    roles = sorted({said.role for said in corpus.voices if said.role and "," not in said.role and "who" not in said.role})
    fit = [role for role in roles if not any(has_word(own, part) for part in _parts(role)) and not has_word(claim.given, role)]
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
        if (
            one.lower() == other.lower()
            or {one.lower(), other.lower()} & _BARE
            or "\0" in match[0]
            or match[0].lower().startswith("the way")
        ):
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


def another_said_it(claim: Claim, corpus: Corpus, rng: random.Random) -> str | None:
    """What somebody else said, added to what the speaker did."""
    said = claim.told
    if said is None or not claim.text.endswith(".") or prose(claim.text) != claim.text or claim.form in ("according to", "said afterwards"):
        return None
    fit = [
        each.clause
        for each in _speakers(claim.sources)
        if each.clause
        and not _parts(each.name) & _parts(said.name)
        and not _may_speak_for(said.name, each.name, corpus)
        and each.clause.split()[0] not in _BARE
    ]
    return f"{claim.text[:-1]}, and that {rng.choice(fit)}." if fit else None


def cause_invented(claim: Claim, rng: random.Random) -> str | None:
    """Two things side by side, the one made the other's cause."""
    if claim.form == "joined":
        return claim.text.replace(", while ", rng.choice([" because ", ", and as a result ", " only after "]), 1)
    return None
