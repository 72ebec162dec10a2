"""Is this who spoke? Somebody as a sentence calls them, "Mr Quist", "the harbour master", compared with what the article calls them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ..index.genders import gender_of_given, gender_of_honorific
from ..index.lexical import WORD
from ..index.naming import SMALL, is_named, names_body
from ..index.nations import nation
from ..index.roles import fits, office
from ..index.spelling import name_key, plain, word_key
from .phrases import stem

_ANYBODY = frozenset(
    "he she it they we i you him her them who which that this these those his hers its their one another others someone somebody "
    "people many some both officials sources".split()
)
_HONORIFICS = frozenset("mr mrs ms miss mx dr sir dame lord lady prof professor".split())


@lru_cache(4096)
def is_anybody(mention: str) -> bool:
    """Whether words name nobody in particular: "he", "officials"."""
    words = plain(mention).split()
    return not words or words[-1] in _ANYBODY or all(word in SMALL or word in _ANYBODY for word in words)


def is_voice(mention: str, names: Iterable[str]) -> bool:
    """Whether one whom the article calls by any of these names, roles or descriptions may be called so."""
    return _is_voice(mention, tuple(dict.fromkeys(name for name in names if name)))


@lru_cache(4096)
def _is_voice(mention: str, names: tuple[str, ...]) -> bool:
    if is_anybody(mention):
        return True
    wanted = _name_words(mention)
    proper = [name for name in names if is_named(name) or _name_words(name)]
    if wanted and any(_same_name(mention, name) for name in proper):
        return True
    if len([word for word in wanted if not office(word) and not nation(word)]) > 1 and not names_body(mention):
        return _is_described(mention, names)
    if wanted and any(keys[-1:] == [name_key(wanted[-1])] for keys in ([name_key(word) for word in _name_words(name)] for name in proper)):
        return False  # somebody else of that name
    role = office(_without_article(mention))
    if role and not _has_person(mention) and any((held := office(_without_article(name))) and fits(role, held) for name in names):
        return True
    return _is_described(mention, names)


def _same_name(mention: str, name: str) -> bool:
    """The same last name, and no other first name or form of address."""
    asked, told = _name_words(mention), _name_words(name)
    if not asked or not told:
        return False
    asked_keys, told_keys = [name_key(word) for word in asked], [name_key(word) for word in told]
    if _is_short(asked, told) or _is_short(told, asked):
        return True
    if asked_keys[-1] != told_keys[-1]:
        # The last word may be no name: "Karsk’s ministry"; a body may be called by the words that matter.
        return set(asked_keys) <= set(told_keys) and len(asked_keys) > 1
    if len(asked_keys) > 1 and len(told_keys) > 1:
        first = asked_keys[-2] in told_keys[:-1] or asked_keys[0] in told_keys[:-1]
        initial = asked_keys[0][:1] == told_keys[0][:1] and 1 in (len(asked_keys[0]), len(told_keys[0]))
        return first or initial
    return not _genders_clash(mention, name)


def _is_short(short: list[str], long: list[str]) -> bool:
    """ "VPA" for the Varn Press Agency."""
    return len(short) == 1 and len(short[0]) > 1 and short[0].isupper() and short[0] == "".join(word[0] for word in long)


def _genders_clash(mention: str, name: str) -> bool:
    told = {gender_of_given(word) for word in name.split()} | {gender_of_honorific(word) for word in name.split()}
    asked = {gender_of_honorific(word) for word in mention.split()} | {gender_of_given(word) for word in mention.split()}
    told.discard(None)
    asked.discard(None)
    return bool(told and asked and told.isdisjoint(asked))


def _is_described(mention: str, names: tuple[str, ...]) -> bool:
    """Whether all that a description says stands in what the article calls them: "the hospital" for "Tarn General Hospital"."""
    asked = _stems(mention)
    told = frozenset(word for name in names for word in _stems(name))
    if asked and nation(mention):
        return any(_stems(name) == asked for name in names)  # Moscow is no word for Russia's president
    if not asked:
        return False
    if mention[:1].islower() or not _name_words(mention)[1:]:
        words = [word for word in WORD.findall(plain(mention.split(" of ")[0].split(" for ")[0])) if word not in SMALL]
        head = stem(word_key(words[-1])) if words else ""
        return asked <= told or (head in told and len(asked & told) * 2 >= len(asked))
    return asked <= told


@lru_cache(4096)
def _stems(words: str) -> frozenset[str]:
    found = [word for word in WORD.findall(plain(words)) if word not in SMALL and word not in _HONORIFICS and len(word) > 1]
    countries = {country.lower() for word in words.replace("’s", "").replace("'s", "").split() if (country := nation(word.strip(",.")))}
    named = {plain(word) for word in words.replace("’s", "").replace("'s", "").split() if nation(word.strip(",."))}
    return frozenset(stem(word_key(word)) for word in found if word not in named) | frozenset(countries)


@lru_cache(4096)
def _name_words(mention: str) -> list[str]:
    """The capitalised words that end a mention's name, without forms of address: ["Ilse", "Marrow"] of "Transport Minister Ilse Marrow"."""
    parts = mention.replace("’s", "").replace("'s", "").split(", ")
    named = next(
        (part for part in parts if len(part.split()) > 1 and all(word[:1].isupper() for word in part.split()) and not office(part)),
        parts[0],
    )
    words = [word.strip(",.;:()“”\"'") for word in named.split()]
    kept = [word for word in words if word[:1].isupper() and plain(word) not in _HONORIFICS and plain(word) not in SMALL]
    while len(kept) > 1 and office(kept[0]) and not gender_of_given(kept[0]):
        kept = kept[1:]
    return kept


@lru_cache(4096)
def _has_person(mention: str) -> bool:
    """Whether a name stands beside the role: "harbour master Tobin Marrow"."""
    head = mention.split()[-1:] if mention.split() else []
    return bool(head and head[0][:1].isupper() and not office(_without_article(mention)))


def _without_article(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if first.lower() in ("the", "a", "an", "its", "their", "his", "her") and rest else words
