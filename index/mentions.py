"""Words of a sentence, and the noun phrases in it that can name who spoke: beside a verb, to its left or its right.

There is no grammar here beyond lists of small words: a phrase ends where a mark, a conjunction or a verb stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .cues import CUES
from .model import Span

_WORD = re.compile(
    r"(?P<dots>(?:[^\W\d_]\.){2,})|(?P<title>(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Prof|Sens|Reps|Jr|Sr|Rev|St|Capt|Sgt|Maj|Adm|Del|Atty|Hon|Supt)\."
    r"|[A-Z]\.(?=\s+[A-Z])|[\w-]{1,8}\.(?=,))"
    r"|(?P<word>\w+(?:[’'.,&@/-]\w+)*)|(?P<mark>--|\.\.\.|[^\w\s])"
)
SUBJECT_PRONOUNS = frozenset("he she they we i you it who".split())
AUXILIARIES = frozenset(
    "has have had is are was were be been being do does did will would can could may might must should shall hasn't haven't hadn't "
    "isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't couldn't shouldn't".split()
)
BE = frozenset("is are was were be been being isn't aren't wasn't weren't".split())
_ADVERBS = frozenset(
    "also then later again still now even once just never not first both instead previously already often always soon long too "
    "meanwhile however though himself herself themselves itself thus perhaps further once more twice all reportedly quickly".split()
)
_TIME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday earlier last this week month year night morning afternoon "
    "evening on late early january february march april june july august september october november december jan feb aug sept oct nov dec "
    "weekend".split()
)
_ENDS_PHRASE = (
    frozenset(
        "that because while as when if but although though since after before until where whether"
        " what how why so yet than which whom whose "
        "or nor unless once whereas amid despite".split()
    )
    | AUXILIARIES
)
_PREPOSITIONS = frozenset(
    "in on at during after before by with from for of to as amid among over under since despite unlike about into like".split()
)
_OPENERS = frozenset("but and still meanwhile however then yet so now instead also indeed earlier later nor or even".split())
_NOT_SUBJECTS = frozenset(
    "his her its their our my your him them us me there here to in on at by with from of for and or but not than as the a an this that"
    " these "
    "those some any no".split()
)
_NEVER_NOUNS = frozenset("say tell think believe know insist argue want suggest".split())
LONGEST_PHRASE = 22
_REACH = 60  # tokens back to the verb whose subject is shared


@dataclass(frozen=True)
class Token:
    """A word, a mark, or a whole quotation, as a slice of the text."""

    start: int
    end: int
    text: str
    quotation: bool = False

    @property
    def low(self) -> str:
        return self.text.lower().replace("’", "'") if not self.quotation else ""

    @property
    def is_word(self) -> bool:
        return not self.quotation and (self.text[0].isalnum())

    @property
    def is_name(self) -> bool:
        return self.is_word and self.text[0].isupper()


def tokens(text: str, span: Span, quoted: Sequence[Span]) -> list[Token]:
    """The words and marks of ``text[span]``; each of ``quoted`` (in order, inside the span) is one token."""
    found: list[Token] = []
    at = span.start
    for quotation in quoted:
        found.extend(_words(text, at, quotation.start))
        found.append(Token(quotation.start, quotation.end, text[quotation.start : quotation.end], True))
        at = quotation.end
    found.extend(_words(text, at, span.end))
    return found


def _words(text: str, start: int, end: int) -> list[Token]:
    found: list[Token] = []
    for match in _WORD.finditer(text, start, end):
        word = match[0]
        # "Karsk's" before a verb is either a possessive or "Karsk is"; it is kept whole.
        found.append(Token(match.start(), match.end(), word))
    return found


def is_finite_cue(sentence: Sequence[Token], i: int) -> bool:
    """Whether a token is a verb of saying in the past tense or third person, so that a phrase can't reach over it."""
    cue = CUES.get(sentence[i].low)
    return cue is not None and not sentence[i].is_name and (cue.form == "past" or (cue.form == "s" and cue.lemma in _NEVER_NOUNS))


def skip_left(sentence: Sequence[Token], j: int) -> int:
    """Steps left from ``j`` over adverbs, auxiliaries and time ("on Tuesday also has"); the index of what stands before them."""
    while j >= 0:
        low = sentence[j].low
        if low in AUXILIARIES or low in _ADVERBS or (low.endswith("ly") and len(low) > 4 and not sentence[j].is_name):
            j -= 1
        elif low in _TIME and j > 0:
            j -= 1
        elif low.isdigit() and j > 0 and sentence[j - 1].low in _TIME:
            j -= 1
        elif low == "," and j > 1 and _is_interjection(sentence, j):
            j = _comma_before(sentence, j) - 1
        else:
            break
    return j


def _comma_before(sentence: Sequence[Token], j: int) -> int:
    """The index of the comma before the one at ``j``, or -1."""
    for k in range(j - 1, max(j - 40, -1), -1):
        if sentence[k].low == ",":
            return k
    return -1


def _is_interjection(sentence: Sequence[Token], j: int) -> bool:
    k = _comma_before(sentence, j)
    return (
        k > 0
        and j - k <= 3
        and all(t.low in _ADVERBS or t.low in ("however", "meanwhile", "in", "fact", "though") for t in sentence[k + 1 : j])
    )


def phrase_left(sentence: Sequence[Token], j: int, depth: int = 0) -> tuple[int, int] | None:
    """The noun phrase that ends at token ``j``, as (first, last) token; over "Karsk, the mayor, said" it gives "Karsk"."""
    last = j
    for _ in range(4):
        if j < 0:
            return None
        low = sentence[j].low
        if low == ")":
            k = next((k for k in range(j - 1, max(j - 12, -1), -1) if sentence[k].low == "("), -1)
            j = k - 1
        elif low == ",":
            k = _comma_before(sentence, j)
            if k <= 0 or not _is_apposition(sentence, k + 1, j):
                return None
            j = k - 1
        elif low in ("—", "–", "--") and j > 2:
            k = next((k for k in range(j - 1, max(j - 40, -1), -1) if sentence[k].low == low), -1)
            if k <= 0:
                return None
            j = k - 1
        else:
            break
    if j < 0 or not sentence[j].is_word:
        return None
    if sentence[j].low in SUBJECT_PRONOUNS:
        return j, j
    if sentence[j].low in _NOT_SUBJECTS or (sentence[j].low in CUES and is_finite_cue(sentence, j)):
        return None
    i = j
    while i > 0 and j - i < LONGEST_PHRASE and _joins(sentence, i):
        i -= 1
    phrase = _trimmed(sentence, i, j)
    if phrase and phrase[0] > 2 and sentence[phrase[0]].low in ("the", "a", "an", "one", "former") and sentence[phrase[0] - 1].low == ",":
        # "Karsk, the mayor of Alden, one of the towns, said": the first of them is the name.
        named = phrase_left(sentence, phrase[0] - 2, depth + 1) if sentence[phrase[0] - 2].is_name and depth < 3 and j < last else None
        return named or phrase
    return phrase


def _joins(sentence: Sequence[Token], i: int) -> bool:
    """Whether the word before token ``i`` belongs to the phrase."""
    before = sentence[i - 1]
    if not before.is_word or before.low in _ENDS_PHRASE or before.low in SUBJECT_PRONOUNS:
        return False
    if before.low == "and":
        return i > 1 and sentence[i - 2].is_word and (sentence[i - 2].is_name == sentence[i].is_name) and not is_finite_cue(sentence, i - 2)
    if before.low in ("there", "here", "him", "them", "us", "me"):
        return False
    return not is_finite_cue(sentence, i - 1)


def _trimmed(sentence: Sequence[Token], i: int, j: int) -> tuple[int, int] | None:
    """The phrase without words that only open a sentence, and without a preposition's part before it."""
    if i > 0 and sentence[i - 1].low in AUXILIARIES:
        # "a company that has been watching the border said": the phrase is a relative clause's object.
        k = i - 1
        while k > 0 and (sentence[k].low in AUXILIARIES or sentence[k].low in _ADVERBS):
            k -= 1
        if sentence[k].low not in ("that", "which", "who") or k == 0:
            return None
        return phrase_left(sentence, k - 2 if sentence[k - 1].low == "," else k - 1, 4)
    while i < j and (sentence[i].low in _OPENERS or (sentence[i].low in _TIME and sentence[i].low not in ("this", "last"))):
        i += 1
    if i < j and sentence[i].low in _PREPOSITIONS:
        # "On Tuesday Karsk said": what stands after the last small word that can't be inside a name.
        k = j
        while k > i and sentence[k].low not in _PREPOSITIONS and sentence[k].low not in _TIME:
            k -= 1
        i = k + 1
        if i > j:
            return None
    if sentence[i].low in _PREPOSITIONS | _ENDS_PHRASE or sentence[i].low == "following" or (i == j and sentence[i].low in _ADVERBS):
        return None
    if sentence[i].low in _NOT_SUBJECTS and i == j and sentence[i].low not in ("this", "that", "some", "those", "these"):
        return None
    return i, j


_APPOSITION = frozenset("a an the who whose which one his her its their now then both also where".split()) | _PREPOSITIONS


def _is_apposition(sentence: Sequence[Token], i: int, j: int) -> bool:
    """Whether tokens ``i`` to ``j`` between two commas only say more of what stands before them."""
    if i >= j:
        return False
    first = sentence[i]
    if first.low in ("and", "but", "or") or first.low in SUBJECT_PRONOUNS - {"who"}:
        return False
    return first.low in _APPOSITION or first.is_word


def phrase_right(sentence: Sequence[Token], i: int) -> tuple[int, int] | None:
    """The noun phrase that begins at token ``i``, as (first, last) token."""
    if i >= len(sentence) or not sentence[i].is_word:
        return None
    if sentence[i].low in SUBJECT_PRONOUNS or sentence[i].low in ("him", "her", "them", "me", "us"):
        return i, i
    if sentence[i].low in _NOT_SUBJECTS - {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "some",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
    }:
        return None
    j = i
    while j + 1 < len(sentence) and j - i < LONGEST_PHRASE:
        after = sentence[j + 1]
        low = after.low
        if not after.is_word or low in _ENDS_PHRASE or low in SUBJECT_PRONOUNS or low in AUXILIARIES:
            break
        if low in _PREPOSITIONS and not (low in ("of", "for", "from") or (low in ("at", "in", "with") and not sentence[j].is_name)):
            break
        if low in _TIME or low in ("speaking", "referring", "told", "said", "there") or (low.endswith("ing") and not after.is_name):
            break
        if low == "and" and not (j + 2 < len(sentence) and sentence[j + 2].is_name == sentence[j].is_name):
            break
        j += 1
    return i, j


def main_subject(sentence: Sequence[Token], before: int) -> tuple[int, int] | None:
    """The subject that a participle or a second verb at token ``before`` shares: that of the nearest verb to its left that has one."""
    for said in (True, False):
        for i in range(before - 1, max(before - _REACH, 0), -1):
            token = sentence[i]
            if token.is_word and not token.is_name and (is_finite_cue(sentence, i) if said else _is_finite(token.low)):
                phrase = phrase_left(sentence, skip_left(sentence, i - 1))
                if phrase and sentence[phrase[0]].low not in ("it", "which", "that") and phrase[1] - phrase[0] < 14:
                    return phrase
    return None


def _is_finite(low: str) -> bool:
    """A guess: an auxiliary, a verb of saying, or a word in -ed."""
    cue = CUES.get(low)
    if cue is not None:
        return cue.form in ("past", "s", "base")
    return low in AUXILIARIES or (low.endswith("ed") and len(low) > 4) or low in _COMMON_PAST


_COMMON_PAST = frozenset(
    "went made took gave came got led met ran held won lost spoke began kept left sat stood put set hit fell drew visited".split()
)
