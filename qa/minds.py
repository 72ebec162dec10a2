"""Frames of what somebody thinks, wants or feels, and of how they changed their mind: no verb of saying, but answered by their words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..index.model import Span
from .frame import AUXILIARIES, BE, HAVE, TRYING, WH, Frame, over, undated, without
from .mentions import mentions
from .views import VIEWS
from .wording import FEELINGS, Word, minding

_LONGEST = 8  # words that name somebody
_ADVERB = re.compile(r"[a-z]{3,}ly|not|n't|so|very|too|still|also|even|ever|really|more|less|most|first|already")
_WITH = {"make": ("of",), "have": ("against",), "rule": ("out",)}  # verbs that tell a mind only with a word after them
_SIDES = frozenset(
    "support oppose back favour favor approve disapprove want prefer like dislike hate resent trust mistrust distrust".split()
)
_OPENERS = "about of from for with at by on that to out as"
_OF_MIND = rf"(?:minds?|tone|tune|line|promises?|pledges?|demands?|plans?|story|version|account|{VIEWS})"
_CHANGED = re.compile(
    rf"(?:(?:how|when|why|where|whether|if)\s+)?(?:did|does|do|has|have|had)\s+(?P<subject>[^,?:]{{2,80}}?)\s+(?:(?:ever|since|then|also|suddenly)\s+)?(?:{TRYING}\s+to\s+)?"
    r"(?:chang(?:e|ed)|t(?:ake|aken)\s+back|revis(?:e|ed)|revers(?:e|ed)|soften(?:ed)?|harden(?:ed)?|shift(?:ed)?|alter(?:ed)?|drop(?:ped)?"
    r"|abandon(?:ed)?|go(?:ne)?\s+back\s+on|back(?:ed)?\s+(?:down|away)\s+from|withdr(?:aw|awn)|retract(?:ed)?)\s+"
    rf"(?:his|her|its|their|the)\s+(?:\w+\s+)?{_OF_MIND}\b(?P<rest>.*)",
    re.I | re.S,
)
_ITS_CHANGE = re.compile(
    rf"(?:how|when|why)\s+(?:did|does|do|has|have|had)\s+(?P<subject>[^,?:]{{2,80}}?)(?:[’']s|(?<=s)[’'])\s+(?:\w+\s+)?{_OF_MIND}\b(?P<rest>.*?)\s+"
    r"(?:chang|evolv|shift|develop|soften|harden|alter)\w*(?P<time>.*)",
    re.I | re.S,
)


def changed(line: str, words: Sequence[Word]) -> Frame | None:
    """ "Did Karsk change her mind about the ferry?", "how did Karsk's tone on the ferry shift?"."""
    for pattern in (_CHANGED, _ITS_CHANGE):
        match = pattern.match(line, words[0].start, words[-1].end) if words else None
        if match and mentions(match["subject"]):
            rest = [word for word in words if match.start("rest") <= word.start < match.end("rest")]
            tail = [word for word in words if "time" in match.groupdict() and match.start("time") <= word.start]
            rest, times = undated(line, without(rest, "on about to of regarding for over towards toward"), first=True, last=True)
            _, more = undated(line, tail, first=True, last=True)
            return Frame(Span(*match.span("subject")), None, over(rest), None, (*times, *more))
    return None


def minded(line: str, words: Sequence[Word]) -> Frame | None:
    """ "Why is Karsk optimistic?", "what does Karsk have against bats?", "does Karsk want the ferry?"."""
    lows = [word.low for word in words]
    aux = next((i for i, low in enumerate(lows[:5]) if low in AUXILIARIES), None)
    if aux is None or (aux and not WH.intersection(lows[:aux])) or lows[0] in ("who", "whose"):
        return None
    for i in range(aux + 2, min(aux + 2 + _LONGEST, len(words))):
        if not _tells_mind(lows, aux, i):
            continue
        subject = list(words[aux + 1 : i])
        first = i
        while subject and _ADVERB.fullmatch(subject[-1].low):
            subject.pop()
            first = first - 1 if lows[i] in FEELINGS else i
        if not subject or not mentions(line[slice(*(over(subject) or (0, 0)))]) or WH.intersection(word.low for word in subject):
            return None
        rest, times = undated(line, words[first if lows[i] in FEELINGS else i + 1 :], first=True, last=True)
        rest = without(rest, f"not n't {_OPENERS}") or words[i : i + 1]
        lead = over(words[next((k + 1 for k in range(aux) if lows[k] in WH), aux) : aux])
        return Frame(over(subject), None, over(rest), None, times, lead, minded=True)
    return None


def who_minds(line: str, words: Sequence[Word]) -> Frame | None:
    """ "Who is against the dam?", "which head of government was not reassured by the report?"."""
    lows = [word.low for word in words]
    if lows[:1] not in (["who"], ["which"], ["who's"]):
        return None
    for i in range(1, min(2 + _LONGEST, len(words))):
        feels = lows[i] in FEELINGS and bool(BE.intersection(lows[:i]) or lows[0] == "who's")
        takes_side = minding(lows[i]) in _SIDES and not BE.intersection(lows[:i])
        if feels or takes_side:
            among = [word for word in words[1:i] if word.low not in AUXILIARIES and not _ADVERB.fullmatch(word.low)]
            if lows[0] == "which" and not among:
                return None
            rest, times = undated(line, words[i if feels else i + 1 :], first=True, last=True)
            own = over(without(among, "of the")) if lows[0] == "which" else None
            return Frame(None, over(words[i : i + 1]), over(without(rest, _OPENERS)), None, times, reverse=True, among=own, minded=True)
    return None


def _tells_mind(lows: Sequence[str], aux: int, i: int) -> bool:
    """Whether a word tells a mind, in the form that goes with the auxiliary."""
    if lows[i] in FEELINGS:
        return bool(BE.intersection((lows[aux], lows[i - 1]))) or lows[i - 1] in ("feel", "seem", "remain")
    verb = minding(lows[i]) or (lows[i] if lows[i] in ("have", "do") else None)
    if verb is None or lows[aux] in BE:
        return False
    if lows[i] == "do":
        return lows[aux] in ("would", "will") and lows[0] == "what"
    if (verb == lows[i]) is (lows[aux] in HAVE):
        return False
    if verb == "back" and (lows[i + 1 : i + 2] in ([], ["if"], ["to"], ["in"], ["from"], ["when"], ["up"])):
        return False  # "hold it back"
    return verb not in _WITH or lows[i + 1 : i + 2] == list(_WITH[verb])
