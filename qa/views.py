"""Frames that are told by a noun and not by a verb of saying: "Karsk's view of ...", "quotes by Karsk", "Karsk on the ferry"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..index.model import Span
from .frame import AUXILIARIES, DETERMINERS, WH, Frame, over, undated, without
from .mentions import mentions
from .wording import QUOTED, Word

_CHANGES = frozenset("change changes changed changing evolve evolved shift shifted differ develop developed".split())

VIEWS = (
    r"(?:positions?|views?|opinions?|stances?|reactions?|responses?|answers?|repl(?:y|ies)|statements?|comments?|remarks?|words|quotes?|"
    r"quotations?|warnings?|claims?|messages?|take|thoughts|explanations?|criticisms?|demands?|denials?|assessments?|accounts?|versions?)"
)
_ASKING = (
    r"(?P<asking>(?:(?:what|how)(?:\s+(?:is|was|are|were|did|does|do|has|have|had)(?:\s+been)?|[’']s)\s+"
    r"|(?:all|any|every|each|some|the|a|find|show|timeline|history|list|summary|overview)\s+(?:of\s+)?)*)"
)
_KIND = r"(?:(?:own|latest|last|first|exact|direct|official|public|initial|final|full|recent|new|main)\s+){0,2}"
_ON = r"(?:on|about|to|of|over|regarding|towards?|in|for|before|after|since|during|when|while|at)"
_VIEW = re.compile(
    rf"{_ASKING}(?P<subject>[^,?:]{{2,80}}?)(?P<owns>[’']s|[’'](?=\s)|(?<=[^\Wse])s|)\s+{_KIND}{VIEWS}(?=\s+(?:{_ON}|{'|'.join(_CHANGES)})\b|\W*\Z)(?P<rest>.*)",
    re.I | re.S,
)
_VIEW_BY = re.compile(
    rf"{_ASKING}{_KIND}{VIEWS}\s+(?:(?:made|given|issued)\s+)?(?:of|by|from)\s+(?P<subject>[^,?:]{{2,80}}?)"
    rf"(?P<owns>)(?P<rest>(?:\s+(?:{_ON}|since|from|before|after|when|{'|'.join(_CHANGES)})\b.*)?)[\s?.!]*\Z",
    re.I | re.S,
)
_BY_AFTER = re.compile(
    r"(?:anything|something|any\s+\w+|all|everything)\s+(?:about|on|regarding)\s+(?P<rest>[^,?]+?)\s+(?:from|by)\s+(?P<subject>[^,?]{2,60}?)\W*\Z",
    re.I,
)
_QUOTE = re.compile(
    r"(?P<asking>quotes?\s+)(?:of\s+|from\s+|by\s+)?(?P<owns>)(?!what\b|how\b)(?P<subject>[^,?:]{2,60}?)(?P<rest>\s+(?:on|about|regarding)\s.*|[\s?.!]*\Z)",
    re.I | re.S,
)
_ON_TOPIC = re.compile(r"(?P<subject>[^,?:.]{2,60}?)\s+(?:on|about|abt|re|regarding)\s+(?P<rest>.+)", re.I | re.S)
_NO_SPEAKER = re.compile(
    r"(?:.*\s)?(?:attacks?|war|tax|ban|talks?|vote|reports?|law|deal|decision|debate|strikes?|news|updates?|information|info|sanctions?|"
    r"pressure|work|impact|effects?|limits?|restrictions?|duty|articles?|more|less|go|going|based|facts?|details|\w*thing)"
    r"|(?:write|make|compose|draw|summari[sz]e|explain|compare|ignore|give|translate|answer|help|describe|tell|show|list|name|find)\b.*",
    re.I | re.S,
)


def view(line: str, words: Sequence[Word]) -> Frame | None:
    """ "Karsk's reaction to ...", "all statements by Karsk about ...", "quote Karsk on ..."."""
    if not words or words[0].low in AUXILIARIES:
        return None
    for pattern in (_QUOTE, _VIEW_BY, _VIEW):
        match = pattern.match(line, words[0].start, words[-1].end)
        if not match or not mentions(match["subject"]) or (not match["owns"] and pattern is _VIEW and not match["rest"].strip(" ?.!")):
            continue
        inside = [word.low for word in words if match.start("subject") <= word.start < match.end("subject")]
        unowned = pattern is _VIEW and not match["owns"] and (match["asking"] or len(inside) > 4)
        if unowned or (WH | AUXILIARIES).intersection(inside) or inside[-1] in DETERMINERS or (not match["asking"] and len(inside) > 6):
            continue
        rest = [word for word in words if word.start >= match.start("rest")]
        change = next((i for i, word in enumerate(rest) if word.low in _CHANGES), len(rest))
        rest = rest[:change] or rest[change + 1 :]  # "on the ferry change", "differ on the ferry"
        rest, times = undated(line, without(rest, "on about to of regarding for that over toward towards quote"), first=True, last=True)
        return Frame(Span(*match.span("subject")), None, over(rest), None, times)
    return None


def on_topic(line: str, words: Sequence[Word]) -> Frame | None:
    """ "Karsk on the ferry", "anything about the ferry from Karsk"."""
    if words and (turned := _BY_AFTER.match(line, words[0].start)) and mentions(turned["subject"]):
        rest, times = undated(line, [word for word in words if turned.start("rest") <= word.start < turned.end("rest")], last=True)
        return Frame(Span(*turned.span("subject")), None, over(rest), None, times)
    if not words or words[0].low in WH | AUXILIARIES or not (match := _ON_TOPIC.match(line, words[0].start, words[-1].end)):
        return None
    inside = [word.low for word in words if word.start < match.end("subject")]
    if len(inside) > 6 or (WH | AUXILIARIES | {QUOTED}).intersection(inside) or _NO_SPEAKER.fullmatch(match["subject"]):
        return None
    rest, times = undated(line, [word for word in words if word.start >= match.start("rest")], last=True)
    if not rest or WH.intersection((rest[0].low, rest[-1].low)) or not mentions(match["subject"]):
        return None
    return Frame(Span(*match.span("subject")), None, over(rest), None, times)
