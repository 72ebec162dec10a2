"""The words of a question that are worth looking up."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import snowballstemmer

WORD = re.compile(r"\w+")
_FAMILY = 6  # letters that "diplomacy" and "diplomatic" have in common, at least
_RELATED = 0.7  # of a word that only another of its family stands for
MAX_WORDS = 64  # of a question; an expression of thousands would only match everything, slowly

# Function words: they stand in every passage and tell none from another. In news, so do the verbs of questions like "what did she say?".
STOP_WORDS = frozenset(
    """a about an and any are as at be been but by can could did do does for from had has have he her him his how i if in into is it its
    me my no not of on or our s said say says she should so such t tell than that the their them then there these they this those to told
    us was we were what when where which who whom whose why will with would you your""".split()
)


class _Stemmers(threading.local):
    """One for each thread: a stemmer keeps the word it works on."""

    def __init__(self) -> None:
        self.of_thread: Any = snowballstemmer.stemmer("porter")


_STEMMERS = _Stemmers()


def content_words(question: str) -> list[str]:
    """The question's words in lower case, each once, in order, function words left out; all of them if it has no other.

    "US", "WHO" and "IT" are names when the rest of the question isn't in capitals too.
    """
    question = unicodedata.normalize("NFC", question)  # the full text joins letters and accents; a word would be cut between them
    found = WORD.findall(question)
    names = set() if question.isupper() else {word for word in found if len(word) > 1 and word.isupper()}
    content = [word.lower() for word in found if word in names or word.lower() not in STOP_WORDS]
    return list(dict.fromkeys(content or [word.lower() for word in found]))[:MAX_WORDS]


@lru_cache(100_000)
def stem(word: str) -> str:
    """What a word's forms have in common, as the full text has it: Porter's stem, accents aside."""
    letters = unicodedata.normalize("NFKD", word.lower())
    return str(_STEMMERS.of_thread.stemWord("".join(letter for letter in letters if not unicodedata.combining(letter))))


def coverage(words: Mapping[str, float], text: str) -> float:
    """The share of these words, each with its weight, that stand in the text: in any inflection, or, for less, by one of their family."""
    present = {stem(word) for word in WORD.findall(text)}
    families = {word[:_FAMILY] for word in present if len(word) >= _FAMILY}
    whole = sum(words.values())

    def found(word: str) -> float:
        return 1.0 if word in present else _RELATED if word[:_FAMILY] in families and len(word) >= _FAMILY else 0.0

    return sum(weight * found(stem(word)) for word, weight in words.items()) / whole if whole else 0.0


def match_expression(words: Sequence[str]) -> str:
    """An FTS5 expression for passages that hold any of the words; each is quoted, so that none is taken for syntax."""
    return " OR ".join('"' + word.replace('"', '""') + '"' for word in words)
