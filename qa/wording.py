"""A question's words: split, without the politeness around them, with slips mended; and its quotations and times."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..index.cues import CUES


class Word(NamedTuple):
    """A word, a mark, or a whole quotation (``low`` is then ``QUOTED``).

    ``low`` is in lower case, with straight apostrophes; only the month of May, and a Will who is no auxiliary, keep a capital.
    """

    start: int
    end: int
    low: str


class Saying(NamedTuple):
    """A verb of saying: its bare form, and which form this is: "base", "s", "past" or "ing"."""

    lemma: str
    form: str


QUOTED = '"'
QUOTATION = re.compile(
    r"“[^”]{2,}(?:”|\Z)|«[^»]{2,}»|„[^“”]{2,}[“”]|\"[^\"]{2,}(?:\"|\Z)"
    r"|(?<![\w’'])(?:‘[^‘’]{2,}(?:’\w[^‘’]*)*’|'[^']{2,}(?:'\w[^']*)*')(?!\w)"
)
_WORD = re.compile(rf"{QUOTATION.pattern}|\w(?:[\w.&’'/-]*\w)?(?:[’'](?!\w))?|[^\w\s]")
_PADDING = re.compile(
    r"""(?:[\s,]|(?:and|but|so|or|ok|okay|well|hi|hey|hello|please|pls|then|now|also)\b(?!,?\s*\Z|,?\s+how\s+are)
    |(?:can|could|would|will)\s+you\s+(?:please\s+)?(?=tell|show|give|find|list|quote|explain|say|summari)
    |(?:tell|show|give|find|get|send|bring)\s+(?:me\s+|us\s+)?(?:about\s+)?(?=wh|(?:how|if|all|every|any|the|a|some|list|quotes?|statements?)\b)
    |list\s+(?:me\s+|us\s+)?(?=\w)
    |(?:i|we)(?:\s+would|\s+want|\s+need|[’']d)(?:\s+like)?\s+to\s+(?:know|see|hear|read|find\s+out)\s+(?:about\s+)?(?:if\s+)?
    |(?:do|does)\s+(?:you|anyone|anybody)\s+know\s+|(?:i\s+wonder|let\s+(?:me|us)\s+know|remind\s+me|any\s+idea)\s+)+""",
    re.I | re.X,
)

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_YEAR = r"(?:(?:1[5-9]|2[01])\d\d)"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = rf"""(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/{_YEAR}|(?:the\s+)?{_NTH}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?
    |{_MONTH}\s+{_NTH}(?:,?\s+{_YEAR})?|{_MONTH},?\s+{_YEAR}|{_DAY}(?:,?\s+(?:morning|afternoon|evening|night))?)"""
_UNIT = r"(?:day|week|month|year)s?"
_COUNT = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|(?:a\s+)?few|a\s+couple\s+of)"
_PART = r"(?:start|beginning|middle|end|close)\s+of"
TIME = re.compile(
    rf"""(?<![\w-])(?:
    (?:between|from)\s+(?:{_DATE}|{_MONTH}|{_NTH}|{_YEAR})\s+(?:and|to|until|till)\s+(?:{_DATE}|{_MONTH}|{_YEAR})
    |(?:(?:in|during|on|about|around)\s+)?(?:{_COUNT}\s+{_UNIT}|the\s+(?:day|week|month|year))\s+(?:before|after)\s+(?:the\s+)?(?:{_DATE}|{_MONTH})
    |(?:(?:in|during|over|for)\s+)?the\s+week\s+(?:of|beginning|starting|ending)\s+(?:on\s+)?{_DATE}
    |as\s+of\s+(?:{_DATE}|{_MONTH}|{_YEAR}|today)
    |(?:at|by|towards?|in|since|until|till|before|after|from)\s+the\s+{_PART}\s+(?:{_DATE}|{_MONTH}(?:\s+{_YEAR})?|{_YEAR}|last\s+{_UNIT})
    |(?:(?:earlier|later|back|late|early)\s+)?(?:in|on|during|since|before|after|until|till|by|from|over|of)\s+(?:the\s+)?
        (?:(?:early|mid|late|last|this)[\s-]+)?(?:{_DATE}|{_MONTH}|{_YEAR}|(?:past|last|previous)\s+(?:\w+\s+)?{_UNIT}|weekend)
    |(?:earlier\s+|later\s+)?(?:last|this|past|previous)\s+
        (?:week(?:end)?|month|year|morning|afternoon|evening|night|spring|summer|autumn|fall|winter|{_DAY}|{_MONTH})
    |{_COUNT}\s+{_UNIT}\s+ago
    |yesterday|today|tonight|{_DATE})(?![\w-])""",
    re.I | re.X,
)
"""Words that name a day or a period, with the preposition before them."""

# Fewer than in an article: "what did Karsk order, find, offer, discuss" asks for a fact oftener than for words.
_SAYING = frozenset(
    """say tell add note argue suggest claim insist acknowledge explain announce report write tweet reply respond ask declare predict joke
    admit concede confirm allege assert contend maintain stress emphasize emphasise reiterate remark complain lament quip recall warn
    caution believe think hope fear boast exclaim wonder retort quote recount concur counter proclaim repeat testify vow reckon demand
    criticize criticise praise accuse denounce condemn describe endorse dismiss deny welcome cite mention defend propose express reject
    blame mock belittle decry slam thank deem deride portray characterize characterise rebut ridicule outline promise recommend forecast
    doubt dispute remind assure reassure compare liken advocate answer imply clarify apologize urge call point refer talk speak comment
    object advise expect pledge regret predict assess justify estimate hint stipulate speculate accept""".split()
)
# Asked of people and told by their words, but hardly verbs of saying in an article.
_ALSO = {
    verb + ending: Saying(verb, form)
    for verb in ("react", "contradict", "disagree", "support", "oppose", "favour", "favor")
    for ending, form in (("", "base"), ("s", "s"), ("d" if verb.endswith("e") else "ed", "past"), ("ing", "ing"))
}
NOUNS_TOO = frozenset(
    "report note claim demand answer reply hope fear doubt talk call promise estimate forecast stress counter praise joke pledge "
    "support".split()
)
"""Verbs of saying that in a question may be nouns: "the talk show host"."""


def saying(low: str) -> Saying | None:
    """What verb of saying a word in lower case is, if it is one."""
    if low in _ALSO:
        return _ALSO[low]
    cue = CUES.get(low.replace("apologis", "apologiz"))
    return Saying(cue.lemma, cue.form) if cue and cue.lemma in _SAYING else None


_OF_MAY = re.compile(r"\b(?:in|of|since|before|after|until|till|by|early|late|mid|from|to|and|last|\d{1,2}(?:st|nd|rd|th)?)[\s-]+\Z", re.I)

# Words near a frame word's spelling that are words of their own.
_EXIST = frozenset("that hat how hen here were abut bout aid sad sid id as ay who wo whit hic wet thin odes doe dos hose the i a".split())
_FIRST = ("what", "where", "when", "which", "who")
_LATER = ("about", "say", "said")


def words_of(line: str) -> list[Word]:
    """The words and marks of a question, with the padding around it ("please tell me", "?") left out."""
    match = _PADDING.match(line)
    words = [Word(m.start(), m.end(), _low(line, m)) for m in _WORD.finditer(line, match.end() if match else 0)]
    while words and (words[-1].low in ("please", "pls") or not (words[-1].low == QUOTED or words[-1].low[0].isalnum())):
        words.pop()
    return [
        word._replace(low=_mended(word.low, _FIRST if i == 0 else ("did",) if i == 1 else _LATER))
        if i == 0 or not line[word.start].isupper() or line[word.start + 1 : word.start + 2].isupper()  # Mr Abt and Ms Sya keep theirs
        else word
        for i, word in enumerate(words)
    ]


def _low(line: str, match: re.Match[str]) -> str:
    if QUOTATION.fullmatch(match[0]):
        return QUOTED
    if match[0] in ("May", "Will") and match.start():
        return match[0]
    if match[0] == "may" and _OF_MAY.search(line, max(match.start() - 9, 0), match.start()):
        return "May"
    return match[0].lower().replace("’", "'")


def _mended(word: str, targets: tuple[str, ...]) -> str:
    """ "waht", "abuot", "sya", "wat": the word of the frame that was meant: two neighbours changed places, or a letter left out."""
    if word == "abt":
        return "about" if "about" in targets else word
    return word if word in _EXIST else next((target for target in targets if word in _SLIPS[target]), word)


def _slips(target: str) -> frozenset[str]:
    swapped = (target[:i] + target[i + 1] + target[i] + target[i + 2 :] for i in range(len(target) - 1))
    missing = (target[:i] + target[i + 1 :] for i in range(len(target)))
    return frozenset((*swapped, *missing))


_SLIPS = {target: _slips(target) for target in (*_FIRST, "did", *_LATER)}
