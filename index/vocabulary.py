"""Words that stand nowhere in the articles, mended to those that do: "propoganda" to "propaganda"."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from .catalog import Catalog
from .lexical import STOP_WORDS, WORD, stem

_SHORTEST = 6  # letters; a shorter word is too near to others
_STEMS_APART = 3  # letters
_TRIED = 8  # words


def mended(catalog: Catalog, text: str) -> str:
    """The text with each word that no article has, and that is one slip off a word that some have, in that word's place.

    A slip is a letter wrong, missing, too many, or two of them exchanged; the first letter must be right. Names with a capital stay.
    """
    pieces: list[str] = []
    done = 0
    for match in WORD.finditer(text):
        word = match.group()
        if len(word) >= _SHORTEST and word.isalpha() and word.islower() and word not in STOP_WORDS and not catalog.document_frequency(word):
            pieces += [text[done : match.start()], _nearest(catalog, word) or word]
            done = match.end()
    return "".join(pieces) + text[done:]


def _nearest(catalog: Catalog, word: str) -> str | None:
    """The most frequent of the words that are one slip off: "intellignece" has not the stem of "intelligence"."""
    wanted = stem(word)
    distances = sorted(
        (distance, -count, term)
        for term, count in catalog.terms(wanted[:1])
        if (distance := OSA.distance(term, wanted, score_cutoff=_STEMS_APART)) <= _STEMS_APART
    )
    for _, _, term in distances[:_TRIED]:
        near = catalog.spelled_out(term)
        if near and OSA.distance(near, word) == 1:  # of a stem a slip is too little: "position" is none of "post"
            return near
    return None
