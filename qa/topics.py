"""The topic of a question, without the words that carry none, and apart from the occasion on which something was said."""

from __future__ import annotations

import re

from .wording import FEELINGS, TIME

_PRONOUN = r"(?:he|she|they|it|we|you|i|there)"
_BEING = r"(?:has|have|had|is|are|was|were|will|would|can|could|should|may|might|must|be|been|being)"
_CLAUSE = re.compile(
    rf"(?:what|why|how(?:\s+(?:much|many|long|far|often|soon))?|whether|if|when|where|who|which)\s+(?:(?:{_PRONOUN}\s+)?(?:{_BEING}\s+)*)?(?=\S)",
    re.I,
)
_HAPPENING = re.compile(
    rf"(?:{_BEING}\s+)*(?:happen(?:s|ed|ing)?|do(?:ne|ing|es)?|did|go(?:es|ing)?\s+on|went\s+on|t(?:ake|akes|ook)\s+place|occur(?:s|red)?"
    rf"|need(?:s|ed)?\s+to\s+(?:be\s+done|happen)|become\s+of)(?:\s+(?:on|at|in|to|with|about|after|during|for|of|next)|\s*\Z)\s*",
    re.I,
)
_OPENING = re.compile(rf"{_BEING}\s+(?=\S)", re.I)
_OWN = re.compile(r"\A(?:his|her|their|its)\s+(?=[a-z])")
_FINITE = frozenset(
    "is are was were be been has have had do does did will would can could should may might must he she they it we you i to not".split()
)
_PAST = re.compile(r"[a-z]{3,}ed|caused|happening|happen|find|say|said")
_STRANDED = re.compile(r"\s+(?:to|of|for|about|with|from|at|on|by)\Z", re.I)
_OCCASIONS = (
    r"(?:speech|address|interview|statement|conference|hearing|trial|inquiry|debate|meeting|summit|rally|visit|session|podcast|briefing"
    r"|ceremony|funeral|dinner|broadcast|programme|program|resignation|testimony|campaign)"
)
_AWAY = r"(?:(?:\w+\s+(?:hour|day|week|month|year)s?|the\s+(?:\w+\s+)?(?:hour|day|morning|evening|night|week|month|year))\s+)"
_OCCASION = re.compile(
    rf"(?:\A|\s+)(?P<occasion>(?:(?:shortly\s+|just\s+|right\s+|immediately\s+|both\s+)?{_AWAY}?(?:before|after|during|while|when|following|ahead\s+of)\s"
    rf"|on\s+the\s+(?:\w+\s+)?(?:day|eve|morning|evening|night|occasion|anniversary)\s+(?:of|after|before|when|that)\s"
    rf"|(?:in|at|during|on)\s+(?:his|her|their|its|the|an?)\s+(?:[\w’'-]+\s+){{0,3}}{_OCCASIONS}\b).*)\Z",
    re.I | re.S,
)


def bare_topic(topic: str) -> str:
    """ "what would happen to the dam" and "happened on the ferry" are about the dam and the ferry."""
    kept = topic
    if (clause := _CLAUSE.match(kept)) and clause.end() < len(kept):
        kept = kept[clause.end() :]
    happening = _HAPPENING.match(kept)
    if happening and (TIME.fullmatch(kept, happening.end()) or TIME.fullmatch(kept[happening[0].rstrip().rfind(" ") + 1 :])):
        return kept  # "would happen in May"
    if happening:
        kept = kept[happening.end() :]
    elif opening := _OPENING.match(kept):
        kept = kept[opening.end() :]
    return _STRANDED.sub("", _OWN.sub("", kept)).strip()


def spoken_of(topic: str) -> str:
    """What "but not ..." says of any topic: "on the ferry", and of what is no thing but a clause, "on that"."""
    words = topic.strip(" .?!").lower().split()
    clause = bool(_FINITE.intersection(words)) or not words or not FEELINGS.isdisjoint(words[:2]) or _PAST.fullmatch(words[0]) is not None
    return "on that" if clause else f"on {topic.strip(' .?!')}"


def tells_occasion(topic: str) -> bool:
    """Whether nothing but an occasion is told: "after the verdict", "two weeks after the crash"."""
    match = _OCCASION.match(topic)
    return match is not None and not _CLAUSE.match(topic.removeprefix("when"))


def apart_from_occasion(topic: str) -> tuple[str, str]:
    """ "the bats before going to court" is about the bats, said before going to court; a clause keeps its times to itself."""
    if (_CLAUSE.match(topic) and not tells_occasion(topic)) or not (match := _OCCASION.search(topic)):
        return topic, ""
    return topic[: match.start()].strip(" ,"), match["occasion"].strip()
