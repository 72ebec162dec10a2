"""Whose a quotation is, told behind it otherwise than by a verb of saying: "“We stay,” came the answer from Karsk"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .cues import CUES, NOUNS
from .forms import SAYING_NOUNS, Attribution, closes_speech, owner, told
from .mentions import AUXILIARIES, BE, PREPOSITIONS, is_finite, phrase_left, phrase_right
from .model import Span
from .quoted_as import said_as_quoted
from .tokens import Token

_REPLIES = SAYING_NOUNS | NOUNS | frozenset("response words message verdict assessment judgment judgement motto slogan".split())
_BEFORE_REPLY = BE | frozenset("came comes per in from those these".split())
_RELATIVES = frozenset("who which that whose where when".split())
_AGENTS = ("of", "from", "by")
_LONGEST_REPLY = 8  # words from the quotation to "reply"
_LONGEST_ASIDE = 60  # tokens from the one who speaks to the verb


def behind(sentence: Sequence[Token]) -> Attribution | None:
    """The attribution of the quotation that a sentence begins with, by the words right behind it."""
    if len(sentence) < 3 or not sentence[0].quotation:
        return None
    begin = next((i for i in range(1, len(sentence)) if sentence[i].is_word), 0)
    if begin == 0 or (not closes_speech(sentence, 0) and sentence[begin].low not in _BEFORE_REPLY):
        return None
    found = _quoted(sentence, begin) or _reply(sentence, begin) or _as_put(sentence, begin) or _verb(sentence, begin)
    if found is None:
        return None
    by = told(sentence, found[0], found[1], 0)
    to = sentence[found[1] + 1] if sentence[found[1]].low == "according" else sentence[found[1]]
    return replace(by, cue=Span(by.cue.start, to.end))


_Found = tuple[tuple[int, int], int]
"""The first and last token of the one who speaks, and the token that tells it."""


def _quoted(sentence: Sequence[Token], begin: int) -> _Found | None:
    """ "the Post quoted Karsk as saying", "according to Karsk"."""
    if sentence[begin].low == "according" and (agent := phrase_right(sentence, begin + 2)):
        return agent, begin
    pairs = ((said_as_quoted(sentence, k), k) for k in range(begin, min(begin + _LONGEST_ASIDE, len(sentence))))
    return next(((subject, k) for subject, k in pairs if subject), None)


def _reply(sentence: Sequence[Token], begin: int) -> _Found | None:
    """ "was Karsk’s reply", "came the answer from Karsk", "in the words of Karsk", "per a statement from Karsk"."""
    if sentence[begin].low not in _BEFORE_REPLY:
        return None
    for k in range(begin + 1, min(begin + _LONGEST_REPLY, len(sentence))):
        if not sentence[k].is_word:
            break
        if sentence[k].low not in _REPLIES or sentence[k].is_name:
            continue
        if (whose := owner(sentence, k - 1)) and whose[0] > begin:
            return whose, k
        if k + 2 < len(sentence) and sentence[k + 1].low in _AGENTS and (agent := phrase_right(sentence, k + 2)):
            return agent, k
    agent = phrase_right(sentence, begin + 1) if sentence[begin].low == "per" else None
    return (agent, begin) if agent else None


def _as_put(sentence: Sequence[Token], begin: int) -> _Found | None:
    """ "is how Karsk put it"."""
    if sentence[begin].low not in BE or begin + 3 >= len(sentence) or sentence[begin + 1].low != "how":
        return None
    verbs = (
        k for k in range(begin + 3, min(begin + _LONGEST_REPLY * 2, len(sentence))) if sentence[k].low == "put" or is_finite(sentence, k)
    )
    verb = next(verbs, 0)
    subject = phrase_left(sentence, verb - 1) if verb else None
    return (subject, verb) if subject and subject[0] == begin + 2 else None


def _verb(sentence: Sequence[Token], begin: int) -> _Found | None:
    """ "Karsk shrugged", "goes the song", and "Karsk, who had led the council, the town’s oldest, said"."""
    first = sentence[begin]
    if first.low in ("he", "she") or first.is_name:
        last = begin
        while first.is_name and last + 1 < len(sentence) and last - begin < 6 and sentence[last + 1].is_name:
            last += 1
        verb = last + 1
        if verb < len(sentence) and sentence[verb].low.endswith(("ed", "s")) and sentence[verb].low not in AUXILIARIES:
            return (begin, last), verb
    elif first.low.endswith(("ed", "s")) or is_finite(sentence, begin):
        agent = None if first.low in AUXILIARIES | PREPOSITIONS else phrase_right(sentence, begin + 1)
        if agent and (sentence[agent[0]].is_name or sentence[agent[0]].low in ("a", "an", "the")):
            return agent, begin
    for k in range(begin + 1, min(begin + _LONGEST_REPLY * 2, len(sentence))):
        if is_finite(sentence, k):
            agent = phrase_left(sentence, k - 1)
            if agent and agent[0] == begin:
                return agent, k
            break
    agent = phrase_right(sentence, begin)
    if agent and agent[1] + 1 < len(sentence) and sentence[agent[1] + 1].text == ",":
        for k in range(agent[1] + 3, min(agent[1] + _LONGEST_ASIDE, len(sentence))):
            cue = CUES.get(sentence[k].low)
            ends = sentence[k - 1].text == "," or not any(token.low in _RELATIVES for token in sentence[agent[1] : k])
            if ends and cue and cue.says and cue.form in ("past", "s") and not sentence[k].is_name:
                return agent, k
    return None
