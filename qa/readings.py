"""A text read once, to be compared with others: its words with their classes and force, its amounts, and its expressions of time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ..index.dates import Expression, expressions
from ..index.model import Span
from ..index.nations import nation
from ..index.sentences import split_sentences
from ..index.spelling import name_key, word_key
from .amounts import Amount, amounts, singles
from .force import Force, forces
from .phrases import Sentence, Word, read, stem

LEAST_FAMILY = 5  # letters that two words of a family have in common
_EMPTY = frozenset(
    "also then still now just even too however meanwhile therefore thus so very quite rather more most less least not never there here "
    "only about around nearly almost roughly approximately mr mrs ms miss own such other others same one ones thing things as well is "
    "both half according told meantime in up down out off over on away back together ago yet ever".split()
)
"""Words that tell nothing by themselves; those of them that do with others are looked at by themselves."""


class Token(NamedTuple):
    """A word as a slice of the text; ``tag`` is its class as in `phrases`, ``root`` its stem, alike for British and American spelling."""

    start: int
    end: int
    low: str
    root: str
    tag: str
    sentence: int
    force: Force
    """Its words are places in the whole list of tokens."""


class Index(NamedTuple):
    """Places of a text's words by stem, by the key of a name, by their first letters, and by the country that they name."""

    roots: dict[str, list[int]]
    keys: dict[str, list[int]]
    families: dict[str, list[int]]
    nations: dict[str, list[int]]


@dataclass(frozen=True)
class Reading:
    """A text, and the day by which "on Tuesday" in it is understood."""

    text: str
    day: date | None = None

    @cached_property
    def sentences(self) -> list[Span]:
        return split_sentences(self.text) if self.text.strip() else []

    @cached_property
    def tokens(self) -> list[Token]:
        found: list[Token] = []
        for number, span in enumerate(self.sentences):
            sentence = read(self.text, span)
            found.extend(_tokens(sentence, number, len(found)))
        return found

    @cached_property
    def amounts(self) -> list[Amount]:
        """Those that belong to no expression of time."""
        timed = [each.span for each in self.dates]
        return [each for each in amounts(self.text) if not any(s.start < each.span.end and each.span.start < s.end for s in timed)]

    @cached_property
    def all_amounts(self) -> list[Amount]:
        """With those in expressions of time: the two years of "two years ago"."""
        return [*amounts(self.text), *singles(self.text)]

    @cached_property
    def dates(self) -> list[Expression]:
        return expressions(self.text, self.day)

    @cached_property
    def content(self) -> list[int]:
        """Places of the words that tell something, amounts and times aside."""
        taken = [*(each.span for each in self.amounts), *(each.span for each in self.dates)]
        return [
            i
            for i, token in enumerate(self.tokens)
            if token.tag in "NPVGAX" and tells(token) and not any(s.start <= token.start < s.end for s in taken)
        ]

    @cached_property
    def roots(self) -> frozenset[str]:
        return frozenset(token.root for token in self.tokens)

    @cached_property
    def index(self) -> Index:
        found = Index(*(defaultdict[str, list[int]](list) for _ in range(4)))
        for i, token in enumerate(self.tokens):
            if token.tag in ",.Q'DCT":
                continue
            found.roots[token.root].append(i)
            shown = self.text[token.start : token.end]
            if shown[:1].isupper():
                found.keys[name_key(shown)].append(i)
                if country := nation(shown):
                    found.nations[country].append(i)
            if len(token.low) >= LEAST_FAMILY:
                found.families[token.low[:LEAST_FAMILY]].append(i)
        return found

    def at(self, place: int) -> int:
        """The token that begins at or after a place in the text."""
        return next((i for i, token in enumerate(self.tokens) if token.start >= place), len(self.tokens) - 1)


def tells(token: Token) -> bool:
    return token.low not in _EMPTY and any(map(str.isalnum, token.low))


def root_of(low: str) -> str:
    """The stem of a word in lower case, whichever way it is spelt."""
    low = f"{low[:-4]}ors" if low.endswith("ours") and len(low) > 5 else low
    return stem(word_key(low) or low)


_MODALS = frozenset("will would can could may might must should shall".split())
_BASES = {"ca": "can", "wo": "will", "sha": "shall", "can": "can"}


def _uncontracted(sentence: Sentence) -> Sentence:
    """ "don't" and "cannot" as two words each."""
    words, tags = list[Word](), ""
    for word, tag in zip(sentence.words, sentence.tags, strict=True):
        if word.low.endswith("n't") or word.low == "cannot":
            base = word.low[:-3]
            words += [Word(word.start, word.end - 3, _BASES.get(base, base)), Word(word.end - 3, word.end, "not")]
            tags += "BA"
        else:
            words.append(word)
            tags += tag
    for i in range(1, len(words)):
        before = i - 2 if tags[i - 1] == "A" and i > 1 else i - 1
        short = words[i].low.endswith("ed") and not words[i].low.endswith("eed") and tags[before] in "NPOB"  # "sued"
        if tags[i] == "N" and (words[before].low in _MODALS or short):
            tags = f"{tags[:i]}V{tags[i + 1 :]}"
    return Sentence(words, tags)


def _tokens(sentence: Sentence, number: int, offset: int) -> list[Token]:
    sentence = _uncontracted(sentence)
    pairs = zip(sentence.words, sentence.tags, forces(sentence), strict=True)
    return [
        Token(w.start, w.end, w.low, root_of(w.low), tag, number, force._replace(words=tuple(offset + i for i in force.words)))
        for w, tag, force in pairs
    ]
