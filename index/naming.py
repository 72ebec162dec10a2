"""What is a name, and whose: of a person, of a body, of nobody; and its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from .bodies import HEADS, is_body
from .genders import gender_of_given
from .nations import is_nationality, nation
from .roles import office, role_class
from .spelling import name_key, plain
from .titles import BODY, OPENERS, SURNAMES, TIMES, title_length

_PARTICLES = frozenset("von van der den de da di del della bin ibn al el la le du dos ter ten zu".split())
_LONGEST_NAME = 5  # words
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_LEGAL_FORMS = frozenset("technologies technology inc corp corporation ltd limited group plc company co holdings ag se sa gmbh".split())
_LETTERS = 5  # at most, in what stands for a body's name
_OWNED = re.compile(r"(?:[’']s|(?<=s)[’'])\Z")
SMALL = frozenset("the a an of for in at to and s his her its their our from".split())
_BETWEEN = SMALL | frozenset("by on with into within over near about".split())


class NameParts(NamedTuple):
    """A person's or body's name in parts, each as its key."""

    first: str
    middle: tuple[str, ...]
    last: str


@lru_cache(50_000)
def is_named(name: str) -> bool:
    """Whether it is the name of somebody or of a body, and no description ("officials", "a spokesman for the bank"), no title without a
    name ("Foreign Minister"), no number."""
    words = name.split()
    while len(words) > 1 and words[0] in _PARTICLES:
        words = words[1:]
    last = words[-1]
    if not (words[0][:1].isupper() or (words[0][:1].isdigit() and len(words) > 1)):
        return False
    if len(words) == 1 and (last in OPENERS or last in TIMES or is_nationality(last)):
        return False
    if len(words) > 1 and last.islower() and plain(last) not in HEADS:
        return False  # "Alden officials"
    common = [i for i, word in enumerate(words) if word.islower() and word not in _BETWEEN and word not in _PARTICLES]
    if common and not last.islower() and not _BETWEEN.isdisjoint(words[common[-1] + 1 :]):
        return False  # "two of the directors at Alden"; but "the ferry operator Alden"
    return not is_title(name)


@lru_cache(50_000)
def is_title(name: str) -> bool:
    """Whether it is an office or work without anybody's name: "Foreign Minister", "Analysts"."""
    words = name.split()
    found = office(name) or (office(name[:-1]) if len(words) == 1 and name.endswith("s") else None)
    if found is None or (len(words) == 1 and role_class(found.head) == "party"):
        return False
    if len(words) == 1 or words[1] in ("of", "for"):
        return True
    is_name = words[-1] in SURNAMES or gender_of_given(words[0]) is not None or (words[-1].isupper() and len(words) > 2)  # "Karl Voss MP"
    return title_length([*words, "X"]) == len(words) and not is_name


@lru_cache(50_000)
def is_proper(name: str) -> bool:
    """Whether a name is well formed: nothing of the sentence before or after it, no headline's capitals, no owner's ending."""
    words = name.split()
    if not is_named(name) or words[0] in OPENERS or _OWNED.search(name):
        return False
    if not TIMES.isdisjoint(words) and BODY.isdisjoint(words):
        return False  # but "Sunday Post"
    if len(words) > 1 and all(word.isupper() for word in words) and max(map(len, words)) > _LETTERS:
        return False
    return all(word[:1].isupper() or word[:1].isdigit() or word in SMALL or word in _PARTICLES or word == "&" for word in words)


@lru_cache(50_000)
def is_person(name: str) -> bool:
    """Whether it may be a person's name: a few words with capitals, of one person."""
    words = name.split()
    if not 1 < len(words) <= _LONGEST_NAME or not is_proper(name) or names_body(name) or words[0][:1].isdigit():
        return False
    if nation(name) or (nation(words[0]) and not gender_of_given(words[0])) or (len(words[0]) > 2 and words[0].isupper()):
        return False  # "Norland Ann Karsk", "BBC Norland"
    return all(word[:1].isupper() or word in _PARTICLES for word in words)


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


@lru_cache(50_000)
def names_body(name: str) -> bool:
    """Whether it names a body and no person: "the Alden Tide Board", "the Ministry of Tides"."""
    words = name.split()
    return len(words) > 1 and (is_body(name) or (words[0] in BODY and words[1] in ("of", "for", "on")))


def without_owner(name: str) -> str:
    """ "Varn’s Institute of Tides" without whose it is, and "Varn’s" without what is his."""
    words = name.split()
    if len(words) == 1:
        return _OWNED.sub("", name) or name
    return " ".join(words[1:]) if len(words) > 2 and words[0].endswith(("’s", "'s")) and words[1][:1].isupper() else name


def without_legal_form(name: str) -> str:
    """The first word's key of a name that goes on with nothing but "Technologies" or the like."""
    first, *rest = name.split()
    return name_key(first) if rest and all(plain(word) in _LEGAL_FORMS for word in rest) else ""


@lru_cache(50_000)
def may_be_surname(name: str) -> bool:
    """Whether a single word may be somebody's surname: no country, no letters for a body, no office."""
    return is_proper(name) and not nation(name) and not is_letters(name)


@lru_cache(50_000)
def is_letters(name: str) -> bool:
    """Whether a word is the letters for a body: "IMF"."""
    return name.isupper() and 1 < len(name) <= _LETTERS and name.isalpha()


@lru_cache(50_000)
def letters(name: str) -> str:
    """The letters for a body with a long name: "NTB" for "Norland Tide Board"; empty for whatever else."""
    words = [word for word in name.split() if plain(word) not in SMALL]
    of_body = is_proper(name) and (names_body(name) or (len(words) > 2 and not BODY.isdisjoint(words)))
    return "".join(word[0] for word in words) if of_body else ""
