"""Where a sentence keeps a source's wording but for a few words: what became of just these.

"She thought that the wind had to do with it" and "She knew that the wind had to do with it" have all other words in common, so that the
one word is no free rewording, but says something else, unless the two mean the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from typing import NamedTuple

from ..index.cues import CUES
from ..index.genders import gender_of_honorific
from ..index.model import Span
from ..index.nations import nation
from ..index.roles import office
from .alignment import Nearness, is_kin
from .force import DENYING
from .particulars import Stretch, denies
from .readings import Reading, Token
from .synonyms import ALIKE, CONTRARY
from .told import Told
from .voices import is_voice

_KEPT = 0.6  # of the sentence that must be the source's wording
_LONGEST = 4  # words of a change that is looked at
_BESIDE = 2  # words in common on each side of it, unless the sentence ends there
_MEANS_THE_SAME = 0.42  # cosine of two words in the same place from which on they do
_HEDGES = frozenset(
    "may might could would should must can cannot nearly almost about around roughly approximately some most several few many partly "
    "possibly perhaps probably likely alleged allegedly reportedly apparently suspected supposed potential if unless until not never no "
    "nobody nothing none neither nor without hardly refuse refused fail failed deny denied seem seems seemed appear appears plan plans "
    "planned want wants hope hopes try tried expected proposed".split()
)
_ROUNDS = frozenset("nearly almost about around roughly approximately some".split())
_MODALS = frozenset("may might could would should must can cannot will is are was were has have had".split())
_QUANTITIES = frozenset("all every each no some most many several few both half none any more less fewer least only".split())
_LIKELY = frozenset("likely unlikely possible impossible probable certain sure inevitable".split())
_LITTLE = frozenset(
    "the a an that this these those his her its their he she it they him them who which had has have was were is are be been to of".split()
)


class Change(NamedTuple):
    """Words of the claim in whose place other words stand in the source."""

    here: list[int]
    there: list[int]


def wrong_change(claim: Stretch, told: Told, nearness: Nearness | None, saying: Sequence[Span], quoted: Sequence[Span]) -> str | None:
    """A word exchanged for one of another meaning, put in, or left out, where all around it is kept.

    ``saying`` are the stretches of the claim about who says it, ``quoted`` those of the source that it quotes: both are looked at
    elsewhere.
    """
    apart = [*saying, *(each.span for each in claim.reading.dates)]
    mine = [i for i, token in claim.tokens() if _counts(token) and not _lies_in(token, apart)]
    theirs = [i for i, token in enumerate(told.reading.tokens) if _counts(token) and not _lies_in(token, quoted)]
    one, other = [_key(claim.reading.tokens[i]) for i in mine], [_key(told.reading.tokens[i]) for i in theirs]
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    if sum(block.size for block in blocks) < _KEPT * max(len(one), 1):
        return None
    if why := _broken_off(told, theirs, len(one), blocks):
        return why
    for change in _changes(mine, theirs, blocks):
        here = [claim.reading.tokens[i] for i in change.here]
        there = [told.reading.tokens[i] for i in change.there]
        if why := _left_out(here, there) or _exchanged(claim.reading, told, change, nearness):
            return why
    return None


def _broken_off(told: Told, theirs: Sequence[int], length: int, blocks: Sequence[Match]) -> str | None:
    """The source goes on with the verb that the sentence lacks: "said that members", of members who should check their fields."""
    last = blocks[-2] if len(blocks) > 1 else None
    if last is None or last.a + last.size != length or last.size < 2 * _BESIDE or last.b + last.size >= len(theirs):
        return None
    end, after = theirs[last.b + last.size - 1], theirs[last.b + last.size]
    ahead = told.reading.tokens[after]
    goes_on = after == end + 1 and (told.reading.tokens[end].tag in "NPO" and ahead.low in _MODALS or denies(ahead))
    goes_on = goes_on or (after <= end + 2 and ahead.low in ("if", "unless"))
    return f"the passage goes on: “{told.reading.tokens[after].low}”" if goes_on else None


def _lies_in(token: Token, spans: Sequence[Span]) -> bool:
    return any(each.start <= token.start < each.end for each in spans)


def _changes(mine: Sequence[int], theirs: Sequence[int], blocks: Sequence[Match]) -> Iterator[Change]:
    length = len(mine)
    for before, after in zip(blocks, blocks[1:], strict=False):
        a, b = before.a + before.size, before.b + before.size
        if (before.size < _BESIDE and before.a) or not before.size:
            continue
        if after.size < _BESIDE and not (after.size == 0 or after.a + after.size == length):
            continue
        here, there = list(mine[a : after.a]), list(theirs[b : after.b])
        if len(here) > _LONGEST or (len(there) > _LONGEST and after.size) or not (here or there):
            continue
        if after.size == 0:  # the sentence may go on in the source
            there = there[: len(here)]
        if here or there:
            yield Change(here, there)
    if blocks and blocks[0].size >= 2 * _BESIDE and 0 < blocks[0].a <= _LONGEST and blocks[0].b <= _LONGEST:
        yield Change(list(mine[: blocks[0].a]), list(theirs[max(0, blocks[0].b - blocks[0].a) : blocks[0].b]))


def _counts(token: Token) -> bool:
    return token.tag not in ",.Q" and token.low != "that"


def _key(token: Token) -> str:
    return {"n't": "not", "won't": "will"}.get(token.low, token.root if token.tag in "NPVGX" else token.low)


def _left_out(here: Sequence[Token], there: Sequence[Token]) -> str | None:
    shown = " ".join(token.low for token in there)
    denied = [any(denies(token) or token.root in DENYING for token in each) for each in (here, there)]
    if denied[0] != denied[1] and not any(other.root in CONTRARY.get(one.root, ()) for one in here for other in there):
        return f"the passage says “{shown}”" if denied[1] else f"the passage does not say “{' '.join(token.low for token in here)}”"
    if any(token.low in _HEDGES for token in here):
        return None
    dropped = [
        token for i, token in enumerate(there)
        if token.low in _HEDGES and (token.low not in _ROUNDS or any(after.tag == "X" for after in there[i + 1 : i + 2]))
    ]  # fmt: skip
    return f"the passage says “{shown}”" if dropped and len(here) <= len(there) else None


def _exchanged(claim: Reading, told: Told, change: Change, nearness: Nearness | None) -> str | None:
    here = [i for i in change.here if claim.tokens[i].low not in _LITTLE]
    there = [i for i in change.there if told.reading.tokens[i].low not in _LITTLE]
    ones, others = [claim.tokens[i] for i in here], [told.reading.tokens[i] for i in there]
    if not ones:
        return None
    if {t.low for t in ones} & _LIKELY and {t.low for t in ones} & _LIKELY != {t.low for t in others} & _LIKELY and others:
        return _instead(claim, change.here, told.reading, change.there)
    if {t.low for t in ones} & _QUANTITIES != {t.low for t in others} & _QUANTITIES and {t.low for t in ones} & _QUANTITIES and others:
        return _instead(claim, change.here, told.reading, change.there)
    if not others:
        return _for_pronoun(claim, told, change, ones)
    for i, one in zip(here, ones, strict=True):
        if one.tag not in "NPVGIA":  # numbers are looked at by themselves
            continue
        if any(_same(one, other, None if nearness is None else float(nearness[i, j])) for j, other in zip(there, others, strict=True)):
            continue
        if one.tag in "I" and not any(other.tag == "I" for other in others):
            continue
        if one.tag == "P" and (_is_named_so(one, claim, told) or not any(other.tag in "PO" for other in others)):
            continue
        if len(here) == len(there) or one.tag == "P":
            return _instead(claim, change.here, told.reading, change.there)
    return None


def _for_pronoun(claim: Reading, told: Told, change: Change, ones: Sequence[Token]) -> str | None:
    """A name that stands where the source has "he", or nothing: it must be that of somebody who can be meant."""
    pronouns = [i for i in change.there if told.reading.tokens[i].low in ("he", "she", "it", "they", "him", "her", "them")]
    named = [token for token in ones if token.tag == "P"]
    if not pronouns or not named:
        return None
    mention = " ".join(claim.text[token.start : token.end] for token in named)
    speakers = [saying.names for saying in told.sayings if any(name.lower() in ("he", "she", "it", "they") for name in saying.names)]
    if any(is_voice(mention, names) for names in speakers) or not speakers:
        return None
    return _instead(claim, change.here, told.reading, change.there)


def _is_named_so(token: Token, claim: Reading, told: Told) -> bool:
    """A title, or a name for one who speaks there."""
    shown = claim.text[token.start : token.end]
    return bool(gender_of_honorific(shown) or office(shown)) or any(is_voice(shown, saying.names) for saying in told.sayings)


def _same(one: Token, other: Token, cosine: float | None) -> bool:
    if one.root == other.root or is_kin(one.low, other.low) or other.root in ALIKE.get(one.root, ()):
        return True
    if one.tag == "P" or other.tag == "P":
        return nation(one.low.title()) is not None and nation(one.low.title()) == nation(other.low.title())
    says = CUES.get(one.low), CUES.get(other.low)
    if says[0] and says[1] and says[0].says and says[1].says:
        return True  # the verbs of saying are looked at by themselves
    return cosine is not None and cosine >= _MEANS_THE_SAME and one.tag not in "IX"


def _instead(claim: Reading, here: Sequence[int], told: Reading, there: Sequence[int]) -> str:
    shown, instead = _words(claim, here), _words(told, there)
    return f"the passage says “{instead}”, not “{shown}”" if instead else f"the passage does not say “{shown}”"


def _words(reading: Reading, places: Sequence[int]) -> str:
    if not places:
        return ""
    return " ".join(reading.text[reading.tokens[places[0]].start : reading.tokens[places[-1]].end].split())
