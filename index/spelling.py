"""One key for the spellings of one name: accents, transliteration, titles' dots, hyphens and apostrophes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "х": "x"})
# Zelenskyy, Zelensky, Zelenskiy; Müller, Mueller; Khodorkovsky, Hodorkovsky; Aleksandr, Alexandr; Loukanov, Lukanov.
_TRANSLITERATED = (
    (re.compile(r"i?[yj]+i?|ii"), "i"),
    (re.compile(r"(?<=[aou])e(?=[^e])"), ""),
    (re.compile("kh"), "h"),
    (re.compile("x"), "ks"),
    (re.compile("ou"), "u"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_OTHER = re.compile(r"[^\w ]+")
# British and American: defence, centre, harbour, organisation.
_WORDS = (
    (re.compile(r"our\b"), "or"),
    (re.compile(r"ence\b"), "ense"),
    (re.compile(r"tre\b"), "ter"),
    (re.compile(r"is(?=e|ing|ation)"), "iz"),
)


@lru_cache(50_000)
def plain(text: str) -> str:
    """Small letters without accents and marks: "Šarnić’s" becomes "sarnic s", and "O’Dell" "odell"."""
    text = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = re.sub(r"[’'](?=s\b)", " ", text)
    text = re.sub(r"[’'`.]", "", text)
    return " ".join(_OTHER.sub(" ", text).split())


@lru_cache(50_000)
def name_key(word: str) -> str:
    """The same for all usual spellings of one name: "zelenski" for Zelenskyy, Zelensky and Zelenskiy."""
    key = plain(word).replace(" ", "")
    for pattern, replacement in _TRANSLITERATED:
        key = pattern.sub(replacement, key)
    return key


@lru_cache(50_000)
def word_key(word: str) -> str:
    """The same for the British and the American spelling of a word."""
    key = plain(word)
    for pattern, replacement in _WORDS:
        key = pattern.sub(replacement, key)
    return key
