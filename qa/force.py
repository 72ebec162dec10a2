"""How firmly something is said: is it so, will it be, may it be, is it only wanted; and is it denied? Word by word of a sentence.

"would not send": "send" is denied and lies ahead. Two sentences agree on a word that both have if they are of the same force there.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from ..index.cues import CUES
from .phrases import Sentence, Word, stem


class Mood(StrEnum):
    """What a verb stands in. Only what is so needs no word for it."""

    FACT = "is so"
    AHEAD = "will be"
    POSSIBLE = "may be"
    DUTY = "should be"
    WANTED = "is wanted"
    BOUND = "is agreed on"
    IF = "only if"


class Force(NamedTuple):
    """Of one word: whether it is denied, its mood, and the words that say so, for telling a reader."""

    denied: bool
    mood: Mood
    words: tuple[int, ...]


NOT = frozenset("not never no neither nor cannot hardly scarcely barely without none nobody nothing n't nowhere".split())
DENYING = frozenset(
    stem(word)
    for word in "deny refuse decline fail avoid prevent refute exclude stop reject forbid ban block unable unwilling dispute rebut "
    "oppose lack impossible unlikely doubt".split()
)
_AHEAD = frozenset("will would shall 'll won't wouldn't".split())
_POSSIBLE = frozenset("may might could can can't cannot couldn't mightn't".split())
_DUTY = frozenset("must should ought shouldn't mustn't".split())
_PERHAPS = frozenset("perhaps possibly maybe likely probably potentially reportedly allegedly apparently supposedly seemingly".split())
_ALLEGED = frozenset(stem(word) for word in "alleged suspected possible potential likely probable apparent supposed seem appear".split())
_WANTING = frozenset(
    stem(word)
    for word in "want plan hope intend seek aim consider propose ask urge call offer threaten try attempt wish demand request "
    "expect prepare ready recommend suggest encourage advise order instruct invite remind proposal intention".split()
)
_BOUND = frozenset(stem(word) for word in "promise pledge vow agree decide undertake guarantee commit".split())
_IFS = frozenset("if unless whether provided providing lest".split())
_REACH = 9  # words before a verb that can bear on it
_STOPS = frozenset(".QW")
_NEW_CLAUSE = frozenset("but because although though while whereas however so since after before when as than until".split())


def forces(sentence: Sentence) -> list[Force]:
    """For each word what bears on it: the words before it in its clause, and the verb of saying that governs it where that denies."""
    return [_force(sentence, at) for at in range(len(sentence.words))]


def _force(sentence: Sentence, at: int) -> Force:
    words, tags = sentence
    denied, mood, seen = False, Mood.FACT, list[int]()
    verbs = subjects = plainly = 0
    i, left = at, _REACH
    while i > 0 and left > 0:
        i, left = i - 1, left - 1
        low, tag = words[i].low, tags[i]
        if tag == "," and tags[i + 1] in "BV" and (opened := _relative(words, tags, i)) is not None:
            i = opened  # "Sorrand, which said it must be filled, is ready": the clause between bears on nothing outside of it
            continue
        if tag in _STOPS or low in _NEW_CLAUSE or low == ";" or low == ":" or (tag == "," and (subjects or verbs)):
            break
        root = stem(low)
        if low in _IFS:
            mood = Mood.IF
            seen.append(i)
            break
        is_subject = tag in "OPN" and tags[i + 1] in "VBA"
        negates = low in NOT or low.endswith("n't") or root in DENYING
        negates = negates or (low == "out" and i > 0 and stem(words[i - 1].low) == "rule") or (low == "yet" and words[i + 1].low == "to")
        if negates and not (low == "no" and tags[i + 1 : i + 2] in ("", ",")) and not (low == "without" and verbs):
            plain = low in NOT or low.endswith("n't")
            if (root not in DENYING or tags[at] in "VGBN") and not (plain and plainly):
                denied = not denied  # of two plain words, "cannot and will not say", the second denies no more
                seen.append(i)
            plainly += plain
        found = _mood(low, root, tag) or _to_come(words, tags, i)
        if found and mood is Mood.FACT and not (found in (Mood.WANTED, Mood.BOUND) and not _governs(tags, i, at)):
            mood = found
            seen.append(i)
        if tag == "S" or low == "that":
            near = range(i, max(i - 4, -1), -1)
            verb = next((k for k in near if tags[k] == "V" and (words[k].low in CUES or stem(words[k].low) in DENYING)), None)
            if verb is not None and stem(words[verb].low) in DENYING:
                denied = not denied
                seen.append(verb)
            break
        verbs += tag == "V" and i != at
        subjects += is_subject
        if subjects and tag in "OP" and verbs:
            break
    denied, seen = _denied_behind(sentence, at, denied, seen)
    return Force(denied, mood, tuple(sorted(seen)))


def _relative(words: list[Word], tags: str, comma: int) -> int | None:
    """The comma at which a clause with "who" or "which" begins that ends at this one."""
    for i in range(comma - 1, max(comma - 30, -1), -1):
        if tags[i] == "," and words[i + 1].low in ("who", "which", "whose"):
            return i
        if tags[i] == ".":
            return None
    return None


def _governs(tags: str, i: int, at: int) -> bool:
    """Whether a verb of wanting has the later word in what is wanted: "plans to build", "called for a stop", "wants it shut"."""
    between = tags[i + 1 : at]
    return "T" in between or "I" in between or tags[at] in "GN" or tags[i] in "V" and "S" in between


def _to_come(words: list[Word], tags: str, i: int) -> Mood | None:
    """ "have to", "is to", "is due to", "is going to"."""
    if tags[i] != "B" or i + 2 >= len(words):
        return None
    low, after = words[i].low, words[i + 1].low
    if after == "to" and tags[i + 2] in "VNB":
        return Mood.DUTY if low in ("have", "has", "had") else Mood.AHEAD
    return Mood.AHEAD if after in ("due", "set", "going", "about", "scheduled", "expected") and words[i + 2].low == "to" else None


def _mood(low: str, root: str, tag: str) -> Mood | None:
    if low in _AHEAD:
        return Mood.AHEAD
    if low in _POSSIBLE or low in _PERHAPS or root in _ALLEGED:
        return Mood.POSSIBLE
    if root in _BOUND and tag in "VG":
        return Mood.BOUND
    if low in _DUTY:
        return Mood.DUTY
    return Mood.WANTED if root in _WANTING and tag in "VGN" else None


def _denied_behind(sentence: Sentence, at: int, denied: bool, seen: list[int]) -> tuple[bool, list[int]]:
    """ "is not", "has never": a verb that is itself the auxiliary is denied by what follows it."""
    words, tags = sentence
    if tags[at] == "B" and at + 1 < len(words) and (words[at + 1].low in NOT or words[at].low.endswith("n't")):
        return not denied, [*seen, at + 1]
    return denied, seen
