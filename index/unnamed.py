"""Those whom a text gives no name: "a spokesman for the bank", "the ministry"."""

from __future__ import annotations

import re

from .genders import gender_of_honorific, gender_of_role
from .roles import office

SMALL = frozenset("the a an some his her its their this that these those one another our my both several many other".split())
_COMMON = re.compile(r"[’'](?:s\s|\s)(?![^\W\d_a-z])|\s[a-z]+\Z")  # "Board’s report", "Board report": no proper names


def bare(mention: str) -> str:
    """A mention without "the" and its like before it."""
    word, _, rest = mention.partition(" ")
    return rest if word.lower() in SMALL else mention


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
