"""A sentence's prose and its quotations, and one word of it put in another's place."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable

QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"|(?<!\w)‘(?:[^’]|’(?=\w))*’(?!\w)")
_LONG_QUOTATION = 3  # words


def prose(text: str) -> str:
    """The text with each quotation blotted out, at the same places."""
    return QUOTED.sub(lambda match: "\0" * len(match[0]), text)


def quotations(text: str) -> list[re.Match[str]]:
    """Those of some words; a single one may be a turn of phrase."""
    return [match for match in QUOTED.finditer(text) if len(match[0].split()) >= _LONG_QUOTATION]


def has_word(text: str, word: str) -> bool:
    """Whether it stands there by itself, whatever the capitals."""
    if word.lower() not in text.lower():
        return False  # sooner known so
    return re.search(rf"(?<![\w.,])(?:{re.escape(word)})(?!\w|[.,]\d)", text, re.IGNORECASE) is not None


def replaced(
    text: str, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str | None], rng: random.Random, masked: str | None = None
) -> str | None:
    """One match in the prose, chosen at random among those that ``new`` has something for, replaced by that."""
    found = list(pattern.finditer(prose(text) if masked is None else masked))
    rng.shuffle(found)
    for match in found:
        put = new(match)
        if put is not None and put != match[0]:
            if match.start() == 0:
                put = put[:1].upper() + put[1:]
            return re.sub(r"  +", " ", text[: match.start()] + put + text[match.end() :])
    return None


def either(pairs: Iterable[str]) -> dict[str, str]:
    """Words with those that take their place, both ways, out of "one/other" pairs; an underscore is a blank."""
    found: dict[str, str] = {}
    for pair in pairs:
        one, other = pair.replace("_", " ").split("/")
        found.setdefault(one, other)
        found.setdefault(other, one)
    return found


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of these words by itself, the longest first, as they are written or with a capital."""
    return re.compile(r"(?<!-)\b(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + r")\b(?!-)")
