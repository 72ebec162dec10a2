"""Those whom a text gives no name: "a spokesman for the bank", "the ministry"."""

from __future__ import annotations

import re

from .cast import OPENS_SENTENCE, Cast
from .genders import gender_of_honorific, gender_of_role
from .nations import is_nationality, nation
from .roles import office
from .speaking import is_common

SMALL = frozenset("the a an some his her its their this that these those one another our my both several many other".split())
_COMMON = re.compile(r"[’'](?:s\s|\s)(?![^\W\d_a-z])|\s[a-z]+\Z")  # "Board’s report", "Board report": no proper names

_PARTISANS = frozenset("tories republicans democrats conservatives liberals socialists communists greens nationalists".split())
_NAMES_BODY = re.compile(r"\w+(?<!s) (?:for|of)(?: the)? [^\W\d_a-z]")  # "Bank of Norland", but not "Lawyers of Norland"


def bare(mention: str) -> str:
    """A mention without "the" and its like before it."""
    word, _, rest = mention.partition(" ")
    return rest if word.lower() in SMALL else mention


def ends_office(word: str) -> bool:
    """Whether a word can end an office and not begin a name: "ministry", "Norland" or "F.B.I." in "director of the F.B.I. Ann Karsk"."""
    plain = word[0].islower() and word not in SMALL
    return plain or word.count(".") > 2 or (nation(word) is not None and not is_nationality(word))


def gender_of_unnamed(mention: str) -> str | None:
    """Of "a spokesman for the bank", by its noun; of "Mr Karsk", whom nothing else tells, by "Mr"."""
    if known := office(bare(mention)):
        return gender_of_role(known.head)
    words = mention.split()
    return gender_of_honorific(words[0]) if len(words) == 2 and words[1][0].isupper() else None


def described(mention: str) -> str:
    """A body, a document or somebody without a name, as the text has it: "the ministry"; a proper name goes without its article."""
    word, _, rest = mention.partition(" ")
    if word.lower() == "the" and rest[:1].isupper() and not office(rest) and not _COMMON.search(rest):
        return rest
    return mention[0].lower() + mention[1:] if word.lower() in SMALL else mention


def without_capital(cast: Cast, mention: str, at: int) -> str:
    """A mention that begins a sentence without the capital of its first word, where that is no name: "officials", "experience"."""
    first, _, rest = mention.partition(" ")
    low = first.lower()
    if not first[:1].isupper() or first[1:] != low[1:] or (rest and not rest[0].islower()) or _NAMES_BODY.match(mention):
        return mention
    opens = cast.text[max(at - 2, 0) : at].strip(" \n")[-1:] in OPENS_SENTENCE
    person = any(not cast.people[name].body for name in cast.by_last.get(first, []))
    if not opens or person or low in _PARTISANS or nation(first) or is_nationality(first):
        return mention
    return f"{low} {rest}".strip() if low in cast.small_words or is_common(low) else mention
