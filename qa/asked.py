"""What a question leaves open: the noun that names the answer's kind, the kinds of measure, the verb and the side of it to look on.

"What kind of stamp was on the letter?" asks for a stamp; "Who opened the inquiry?" for the subject of "opened".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..index.cues import CUES
from ..index.model import Span
from .phrases import Sentence, read, stem
from .wording import QUOTATION

LONGEST = 500  # characters of a question that are read

STOPS = frozenset(
    "the a an of to in on at for by with from as and or is are was were be been being do does did has have had what which who whom "
    "whose when where why how many much long old far fast often that this these those it its his her their he she they there not no "
    "into according than then if also can could will would should may might s 's say said says tell told any some one about most name "
    "named called call kind type sort did through after before during between".split()
)
"""Words too common to tell that a sentence is about the same thing."""

# "according to Karsk" tells whose words are wanted; the rest tells what.
_ASIDE = re.compile(
    r"^\s*according to [^,?]{1,80},\s*|,?\s+(?:according to|as [^,?]{1,40} (?:put|says?|said)\b)[^,?]{0,80}(?=[,?]|\Z)", re.IGNORECASE
)
# "What did Karsk say the price was?" asks for a thing out of what was said, and not for the whole of it.
_EMBEDDED = re.compile(
    r"what\s+(?:did|does|do|has|have)\s+[^?]{1,60}?\b(?:say|said|think|claim|believe|tell\s+(?:(?-i:[A-Z])\w+\s?){1,3})\s+(?:that\s+)?"
    r"(?P<rest>(?:the|a|an|there|it|he|she|they|his|her|its|their|(?-i:[A-Z])[\w’'-]*)\s[^?]*)", re.IGNORECASE,
)  # fmt: skip
_INNER = re.compile(
    r"\b(?:about|on)\s+(?P<rest>(?P<word>when|where|how\s(?:many|much|long|fast|far|often|old|soon))\s[^?]*)", re.IGNORECASE
)
_INNER_WANTS = {"when": "date", "where": "place"}
_WH = frozenset("what which who whom whose when where why how".split())
_BE = frozenset("is are was were been".split())
_SUBJECTS = frozenset("the a an there it he she they his her its their".split())
_HAVE = frozenset("has have had".split())
_AUX = frozenset("do does did is are was were has have had can could will would should may might must".split())
_PREPOSITIONS = frozenset(
    "in on at to by from of for with about after before during against into onto since until under over through between near "
    "upon as".split()
)
_SPEAKING = frozenset(
    "say says said tell told ask asked answer answered reply replied write wrote call called describe described warn claim put shout "
    "think add".split()
)
_ASKS_NAME = frozenset("name named names called call known term termed title titled nickname nicknamed".split())
_SORTS = frozenset("kind type sort kinds types sorts".split())
_BEGIN = frozenset("born birth begin began begun start started founded established".split())
_END = frozenset("die died death end ended fall fell collapse collapsed".split())
_MEASURES = {
    "long": ("duration", "length"), "far": ("length", "percent"), "fast": ("speed", "duration"), "old": ("age", "duration"),
    "often": ("times",),
    "much": ("money", "percent", "volume", "weight", "count"), "tall": ("length",), "high": ("length", "percent", "count"),
    "deep": ("length",), "wide": ("length",),
    "large": ("length", "count"), "big": ("length", "count"), "heavy": ("weight",), "hot": ("heat",), "cold": ("heat",),
    "soon": ("duration",), "many": ("count",),
}  # fmt: skip
_MEASURE_NOUNS = {
    "percentage": ("percent",), "percent": ("percent",), "share": ("percent", "count"), "proportion": ("percent", "count"),
    "price": ("money",), "cost": ("money",),
    "sum": ("money",), "amount": ("money", "count", "percent"), "salary": ("money",), "rate": ("percent", "count"),
    "speed": ("speed",), "age": ("age",), "distance": ("length",),
    "temperature": ("heat",), "height": ("length",), "length": ("length", "duration"), "size": ("count", "length"),
    "number": ("count",), "figure": ("count", "money"),
    "population": ("count",), "total": ("count", "money"),
    "time": ("clock", "duration", "day"), "year": ("year",), "years": ("year",), "day": ("day", "relative"),
    "date": ("day", "relative"), "dates": ("day", "relative"),
    "month": ("month",), "century": ("century",), "decade": ("year",), "days": ("day",), "hour": ("clock",),
}  # fmt: skip


_PAYING = frozenset(
    "cost costs costing pay pays paid price priced spend spent earn earned earns save saves saved owe owes owed worth charge charged fine "
    "fined sell sold buy bought donate donated invest invested borrow borrowed".split()
)
_UNITS = {
    "duration": "seconds minutes hours days weeks months years decades centuries",
    "length": "miles kilometers kilometres meters metres feet acres hectares",
    "money": "dollars euros pounds",
    "times": "times",
    "percent": "percent points",
    "weight": "tons tonnes kilograms pounds",
    "volume": "litres liters gallons barrels",
}
_UNIT_OF = {noun: kind for kind, nouns in _UNITS.items() for noun in nouns.split()}


@dataclass(frozen=True)
class Asked:
    """A question taken apart. Words are given by their stems.

    ``stems`` are its content words. ``focus`` are the words between "which" and the verb, the head last. ``measure`` are the kinds of
    number or date that fit, the best first. The answer stands before the ``verb`` where ``side`` is -1, after it where it is 1, and 0
    tells nothing. ``prepositions`` are those before the question word, or left at the end. ``copula``: there is no verb but "is".
    ``says``: it is about words. ``many``: "how many". ``plural``: several may be wanted. ``edge``: the end of "(1919–1980)" that is asked
    for. ``named``: it asks what something is called. ``reverse``: who said it. ``sort``: what kind of ``focus``.
    """

    stems: frozenset[str]
    focus: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    verb: str | None = None
    side: int = 0
    passive: bool = False
    prepositions: frozenset[str] = frozenset()
    copula: bool = False
    says: bool = False
    many: bool = False
    plural: bool = False
    edge: str = ""
    named: bool = False
    reverse: bool = False
    sort: bool = False


class _Gap(NamedTuple):
    """The question's verb by its place, the side of it on which the answer lies, whether it is a passive, whether there is only "is"."""

    verb: int | None
    side: int
    passive: bool = False
    copula: bool = False


def plain(question: str, wants: str) -> tuple[str, str]:
    """The question without "according to", and the kind of answer.

    "What did Karsk say the price was?" becomes "what the price was", "What did Karsk say about how many came?" "how many came".
    """
    line = _ASIDE.sub("", " ".join(question[:LONGEST].split()))
    if wants != "words":
        return line, wants
    if inner := _INNER.search(line):
        return inner["rest"], _INNER_WANTS.get(inner["word"].lower(), "number")
    embedded = _EMBEDDED.match(line)
    return (f"what {embedded['rest']}", "thing") if embedded else (line, wants)


def asked_by(line: str) -> Asked:
    """Takes a question apart, as ``plain`` gives it. Of a line that is no question only the content words are told."""
    sentence = read(line, Span(0, len(line)))
    words, tags = sentence
    lows = [word.low for word in words]
    at = next((i for i, low in enumerate(lows) if low in _WH), None)
    stems = frozenset(stem(word.low) for word, tag in zip(words, tags, strict=True) if tag not in ",.QT'" and word.low not in STOPS)
    quoted = bool(QUOTATION.search(line))
    known = Asked(
        stems,
        says=quoted or bool(_SPEAKING.intersection(lows)),
        named=bool(_ASKS_NAME.intersection(lows)),
        edge="range" if _BEGIN.intersection(lows) else "range end" if _END.intersection(lows) else "",
    )
    if at is None:
        return known
    aux = next((i for i in range(at + 1, min(at + 10, len(lows))) if lows[i] in _AUX), None)
    gap = _gap(sentence, at, aux)
    if lows[at] == "what" and lows[at + 1 : at + 2] and lows[at + 1] in _SUBJECTS:
        gap = gap._replace(side=1 if gap.verb else 0)  # "what the price was", as ``plain`` has it
        aux = at + 1
    lead = _lead(lows[at + 1 : min(i for i in (aux, gap.verb, len(lows)) if i is not None and i > at)])
    focus = (
        [low for low in lead if low not in ("the", "a", "many", "much", "other")] if lows[at] in ("what", "which", "whose", "how") else []
    )
    several = bool(focus) and focus[-1].endswith("s") and not focus[-1].endswith(("ss", "us", "is"))
    return replace(
        known,
        focus=tuple(stem(low) for low in focus),
        measure=_measure(lows, at, lead, focus),
        verb=stem(lows[gap.verb]) if gap.verb is not None else None,
        side=gap.side,
        passive=gap.passive,
        prepositions=_prepositions(lows, tags, at),
        copula=gap.copula,
        many=lead[:1] == ["many"],
        sort=lows[at + 1 : at + 2] != [] and lows[at + 1] in _SORTS,
        plural=lows[at] != "how" and (several or lows[at + 1 : at + 2] in (["are"], ["were"])),
        reverse=_is_reverse(lows, tags, at) or (quoted and lows[at] == "who" and gap.side != 1),
    )


def _lead(lows: Sequence[str]) -> list[str]:
    """The words before the verb, up to the noun that matters: "missiles" of "type of missiles", "number" of "number of ships"."""
    lead = [low for low in lows if low.isalnum() or "-" in low]
    if "of" not in lead[1:]:
        return lead
    of = lead.index("of", 1)
    return lead[of + 1 :] if lead[0] in _SORTS | {"one"} else lead[:of]


def _measure(lows: Sequence[str], at: int, lead: Sequence[str], focus: Sequence[str]) -> tuple[str, ...]:
    """The kinds of number or date that "how far", "how many years", "what percentage" or "what is the price" ask for."""
    if lead[:1] == ["many"] and focus and focus[-1] in _UNIT_OF:
        return _UNIT_OF[focus[-1]], "count"
    if lows[max(at - 1, 0)] == "at" and focus == ["time"]:
        return ("clock",)
    if lead[:1] == ["much"] and _PAYING.intersection(lows):
        return "money", "percent"
    if lows[at] == "how" and lead and lead[0] in _MEASURES:
        return _MEASURES[lead[0]]
    return next((_MEASURE_NOUNS[low] for low in reversed(focus or lows[at + 1 : at + 6]) if low in _MEASURE_NOUNS), ())


def _prepositions(lows: Sequence[str], tags: str, at: int) -> frozenset[str]:
    """The preposition before the question word ("On what day"), and one left at the end ("What were they loaded onto?")."""
    last = next((i for i in range(len(lows) - 1, at + 2, -1) if tags[i] not in ",.Q"), None)
    ends = [lows[last]] if last is not None else []
    return _PREPOSITIONS.intersection([*lows[max(at - 1, 0) : at], *ends])


def _is_reverse(lows: Sequence[str], tags: str, at: int) -> bool:
    """ "Who said ...", "which minister has denied ...", "whose words are ..."."""
    if lows[at] == "whose":
        return "words" in lows[at : at + 3]
    if lows[at] not in ("who", "which"):
        return False
    for i in range(at + 1, min(at + 6, len(lows))):
        cue = CUES.get(lows[i])
        if cue and cue.form in ("past", "s") and (lows[at] == "who" or i > at + 1):
            return True
        if lows[i] in _AUX and (lows[i] not in _HAVE or tags[i + 1 : i + 2] in tuple("DPO")):
            return False
    return False


def _gap(sentence: Sentence, at: int, aux: int | None) -> _Gap:
    """What is left open by a question whose question word stands at ``at``, and its first auxiliary at ``aux``."""
    words, tags = sentence
    lows = [word.low for word in words]
    adverbial = lows[at] in ("when", "where", "why", "how") or (at > 0 and lows[at - 1] in ("on", "in", "at", "by", "until", "since"))
    verbs = [i for i in range(at + 1, len(lows)) if tags[i] == "V"]
    if aux is None or (verbs and verbs[0] < aux and not adverbial):
        if not verbs and lows[at] in ("who", "what") and tags[at + 2 : at + 3] in tuple("DPOIT"):
            verbs = [at + 1]  # a verb that isn't listed: "What hampers the ..."
        return _Gap(verbs[0] if verbs else None, 0 if adverbial or not verbs else -1)
    be = lows[aux] in _BE
    if lows[aux] in ("do", "does", "did"):
        nouns = [i for i in range(len(lows) - 1, aux + 1, -1) if tags[i] in "VGN"]
        verb = next((i for i in verbs if i > aux + 1), nouns[0] if nouns else None)
        return _Gap(verb, 0 if adverbial else 1)
    follows = next((i for i in range(aux + 1, len(lows)) if tags[i] not in "AB"), None)
    if follows is not None and tags[follows] in "VG":
        return _Gap(follows, 0 if adverbial else -1, passive=tags[follows] == "V" and (be or "been" in lows or "be" in lows))
    verb = next((i for i in range(aux + 2, len(lows)) if tags[i] in "VG"), None)
    if verb is None:
        return _Gap(None, 0, copula=not adverbial)
    return _Gap(verb, 0 if adverbial else 1, passive=be)
