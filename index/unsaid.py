"""What somebody is told not to have said: "Karsk never said that it rained", "It is not true that Karsk said so"."""

from __future__ import annotations

from collections.abc import Sequence

from .forms import Attribution
from .mentions import BE
from .tokens import Token
from .verbs import WH, Verb, cue_of, first_of

_MINDS = frozenset("believe think hope fear reckon wonder".split())  # who does not believe it has a mind on it
_NOBODY = frozenset("nobody no-one none neither".split())
_OPEN = WH - {"that"} | {"which", "whose", "whom"}
_TRUE = frozenset("true right correct fact case".split())
_FALSE = frozenset("untrue false wrong incorrect lie myth".split())


def is_unsaid(sentence: Sequence[Token], verb: Verb, told: Attribution) -> bool:
    """Whether a verb of saying tells what nobody said. What somebody has "not said yet", as in "did not say whether", is only open."""
    if not verb.cue.says or verb.cue.lemma in _MINDS or not told.content:
        return False
    content = next((token.low for token in sentence if token.start >= told.content[0].start and token.is_word), "")
    if content in _OPEN and not sentence[verb.at].start > told.content[0].start:
        return False
    cue = cue_of(sentence, verb)
    words = [token for token in sentence if cue.start <= token.start < cue.end]
    left = sentence[verb.at - 1].low if verb.at else ""
    negated = any(map(_negates, words)) or (verb.shared and left == "without")
    return negated or _has_nobody(sentence, verb) or _is_called_untrue(sentence, verb)


def _negates(token: Token) -> bool:
    return token.low in ("not", "never", "cannot") or token.low.endswith("n't")


def _has_nobody(sentence: Sequence[Token], verb: Verb) -> bool:
    """ "Nobody said so", "No minister has said so": there is none of whom it is told."""
    if verb.subject is None:
        return False
    first = sentence[verb.subject[0]]
    return first.low in _NOBODY or (
        first.low == "no" and verb.subject[1] > verb.subject[0] and not sentence[verb.subject[0] + 1].text.isdigit()
    )


def _is_called_untrue(sentence: Sequence[Token], verb: Verb) -> bool:
    """Whether "it is not true that" stands before the verb's subject."""
    that = first_of(sentence, verb) - 1 if verb.subject and not verb.inverted else 0
    if that < 2 or sentence[that].low != "that":
        return False
    before = sentence[max(that - 5, 0) : that]
    if not any(token.low in BE or token.low == "'s" for token in before):
        return False
    return before[-1].low in _FALSE or (before[-1].low in _TRUE and any(map(_negates, before)))
