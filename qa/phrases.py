"""A sentence's words with a guess at the class of each, and the noun phrases that they make. Lists and endings, no model.

The class is one letter, so that a sentence is a string of letters and a phrase a regular expression over it:
N noun or adjective, P capitalised, X number, D determiner, A adverb, O pronoun, I preposition, T "to", B auxiliary, V verb, G in -ing,
C "and" or "or", S opens a clause, W "who" or "which", ' possessive, "," comma, Q quotation mark, "." any other mark.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..index.cues import CUES
from ..index.lexical import stem as stemmed
from ..index.model import Span

READ = 2_000  # characters of a sentence that are read; longer ones are lists, or no sentences

NUMBER_WORDS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion "
    "billions trillion dozen dozens half both twice once".split()
)
MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct "
    "nov dec".split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight".split())

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:Mr|Mrs|Ms|Dr|St|Sen|Gov|Gen|Lt|Col|Prof|Rev|Sgt|Capt|Jr|Sr|No)\.(?=\s)|[A-Z]\.(?=\s[A-Z])"
    r"|[’']s\b|(?<=s)[’'](?=\s)|[$£€¥]?\d+(?:[.,:/]\d+)*(?:[-–]\d+(?:[.,]\d+)*)?(?:st|nd|rd|th|s|%|[ap]m)?(?![^\W_])"
    r"|\w+(?:[&/@.-]\w+|[’'](?!s\b)\w+)*|[^\w\s]"
)
_DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your some any each every no all another such several many few most "
    "either neither".split()
)
_PRONOUNS = frozenset(
    "he she it they we i you him them us me himself herself itself themselves mine yours hers ours theirs there who's nobody "
    "somebody anybody everyone".split()
)
_PREPOSITIONS = frozenset(
    "in on at during after before by with from for of as amid among over under since despite unlike about into like against between "
    "without through across behind beyond within toward towards per alongside via outside inside following until upon onto off near "
    "around above below according next beside besides throughout concerning regarding than along up down out".split()
)
_AUXILIARIES = frozenset(
    "is are was were be been being am has have had do does did will would can could may might must should shall cannot can't won't "
    "don't didn't doesn't isn't aren't wasn't weren't hasn't haven't hadn't couldn't wouldn't shouldn't".split()
)
_OPENERS = frozenset("that because while when if although though whether where why how unless so but nor whereas lest once".split())
_RELATIVES = frozenset("who which whom whose what".split())
_ADVERBS = frozenset(
    "not also then later still now even just never first instead already often always soon too very more less much quite rather "
    "almost nearly again ago only however meanwhile therefore thus perhaps once twice far well ever largely here".split()
)
_NO_ADVERBS = frozenset(
    "family italy july supply reply assembly ally anomaly monopoly rely apply comply daily weekly monthly yearly early only".split()
)
_VERBS = """
ask become begin bring build buy call carry catch cause change choose close come consider contain continue cost create cut decide defeat
define describe develop die discover eat elect end establish expand explain fail fall feel find follow force form found gain get give go
grow happen have hear help hold include increase introduce invent invade join keep kill know lead learn leave let live look lose make
marry mean meet move need occur offer open own pass pay play produce prove provide put raise reach read receive refer reject remain
remove replace represent require resign result rule run say see sell send serve set settle show sign sit sleep speak spend stand start
stay stop study suffer suggest support take teach tell think threaten throw travel try turn understand use visit vote wait want wear win
work write accuse add admit agree allow announce appear apply appoint approve argue arrive arrest attack attend base believe belong
blame block break collapse collect compare complete conquer consist control convince convert damage deliver demand deny depend destroy
determine drop earn employ enter escape exist expect express extend face fight fill flee fly gather govern grant hide hit identify
ignore impose improve influence inherit injure inspire intend involve issue lack last launch lie limit lift maintain manage measure name
note obtain occupy order organise organize originate paint participate perform persuade plan prefer prepare prevent promise promote
propose protect publish purchase rank recall recover reduce refuse regard relate release rely report resist restore retain retire return
reveal rise save search seek seem separate share sink solve spread steal strengthen strike succeed suspend swear sweep transfer
translate treat warn withdraw worship yield owe bear bind draw drive ring shake shoot slide tear
accept acquit adopt cancel condemn confirm convict criticise criticize deploy dismiss evacuate overturn postpone ratify rebuild recognise
recognize repeal seize
""".split()
_IRREGULAR = {
    "become": "became", "begin": "began begun", "bring": "brought", "build": "built", "buy": "bought", "catch": "caught",
    "choose": "chose chosen",
    "come": "came", "cut": "cutting", "eat": "ate eaten", "fall": "fell fallen", "feel": "felt", "find": "found",
    "get": "got gotten getting",
    "give": "gave given", "go": "went gone goes", "grow": "grew grown", "hear": "heard", "hold": "held", "keep": "kept",
    "know": "knew known",
    "lead": "led", "leave": "left", "lose": "lost", "make": "made", "mean": "meant", "meet": "met", "pay": "paid", "put": "putting",
    "run": "ran running", "say": "said", "see": "saw seen", "sell": "sold", "send": "sent", "set": "setting", "show": "shown",
    "sit": "sat sitting",
    "sleep": "slept", "speak": "spoke spoken", "spend": "spent", "stand": "stood", "take": "took taken", "teach": "taught", "tell": "told",
    "think": "thought", "throw": "threw thrown", "understand": "understood", "wear": "wore worn", "win": "won winning",
    "write": "wrote written",
    "break": "broke broken", "fight": "fought", "flee": "fled", "fly": "flew flown", "hide": "hid hidden", "hit": "hitting",
    "lie": "lay lain lying",
    "rise": "rose risen", "seek": "sought", "sink": "sank sunk", "steal": "stole stolen", "strike": "struck", "swear": "swore sworn",
    "sweep": "swept", "withdraw": "withdrew withdrawn", "bear": "bore born borne", "bind": "bound", "draw": "drew drawn",
    "drive": "drove driven",
    "ring": "rang rung", "shake": "shook shaken", "shoot": "shot", "tear": "tore torn", "die": "dying",
    "stop": "stopped stopping", "plan": "planned planning", "prefer": "preferred", "refer": "referred referring", "occur": "occurred",
    "drop": "dropped", "admit": "admitted", "use": "used using uses",
}  # fmt: skip
_BASES = {form: base for base, forms in _IRREGULAR.items() for form in forms.split()}


def _inflected(verb: str) -> list[str]:
    if verb.endswith("y") and verb[-2] not in "aeou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied"]
    return [verb, verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s"), verb + ("d" if verb.endswith("e") else "ed")]


_VERB_FORMS = frozenset(form for verb in _VERBS for form in _inflected(verb)) | frozenset(_BASES)
_BARE = frozenset(_VERBS)
_NOUNS_AFTER_ALL = frozenset(
    "end force cause form rule control demand report change work works plan vote play share issue result attack order study influence "
    "lack name names power help support cost strike drop base set run need use uses lift search rise cut last close open lead saw "
    "lies fight place states note notes plans reports talks forces rules results issues".split()
)


class Word(NamedTuple):
    """A word or a mark, as a slice of the text; ``low`` is in lower case, with straight apostrophes."""

    start: int
    end: int
    low: str


class Sentence(NamedTuple):
    """The words of a sentence, and their classes in a string as long: ``len(words) == len(tags)``."""

    words: list[Word]
    tags: str


def read(text: str, span: Span) -> Sentence:
    """The first ``READ`` characters of a sentence as words with their classes."""
    words: list[Word] = []
    shapes: list[str] = []
    for match in _WORD.finditer(text, span.start, min(span.end, span.start + READ)):
        words.append(Word(match.start(), match.end(), match[0].lower().replace("’", "'")))
        shapes.append(match[0])
    tags: list[str] = []
    for i, word in enumerate(words):
        tags.append(
            _tag(
                word.low,
                shapes[i],
                tags[-1] if tags else ".",
                words[i + 1].low if i + 1 < len(words) else "",
                shapes[i + 1][:1] if i + 1 < len(words) else "",
            )
        )
    return Sentence(words, "".join(tags))


def _tag(low: str, shape: str, before: str, after: str, after_shape: str) -> str:
    """The class of one word, from the class before it and the word after it."""
    first = shape[0]
    if not (first.isalnum() or first in "$£€¥"):
        return "," if low == "," else "Q" if first in "\"“”„«»‘’'「」" and low not in ("'s", "'") else "'" if low in ("'s", "'") else "."
    if first.isdigit() or first in "$£€¥" or low in NUMBER_WORDS or low.split("-")[0] in NUMBER_WORDS and "-" in low:
        return "X"
    if low == "to":
        return "T"
    if low == "that" and before != "I" and (after in _DETERMINERS or after in _PRONOUNS or after_shape.isupper()):
        return "S"
    if low == "that" and (before in "NP'X" or after in _AUXILIARIES):
        return "W"
    for tag, listed in _CLOSED:
        if low in listed and not (tag == "B" and low == "may" and first == "M"):
            return tag
    if low.endswith("ly") and len(low) > 4 and low not in _NO_ADVERBS and first.islower():
        return "A"
    if first.isupper() and (before != "." or low not in _VERB_FORMS):
        return "P"
    return _open_class(low, before, after, after_shape)


def _open_class(low: str, before: str, after: str, after_shape: str) -> str:
    """Noun or verb? By its form, and by what stands beside it."""
    nominal = before in "DNX'" if low in _NOUNS_AFTER_ALL else before in "D'X"
    if low.endswith("ing") and len(low) > 5:
        return (
            "N"
            if before in "D'" and after in _PREPOSITIONS
            else "N"
            if before in "D'N" and after_shape.islower() and after not in _PREPOSITIONS | _DETERMINERS
            else "G"
        )
    if low in _VERB_FORMS or (low in CUES and CUES[low].form in ("past", "s") and low not in _NOUNS_AFTER_ALL):
        return "N" if nominal or (before == "I" and not low.endswith("ed")) else "V"
    if low.endswith("ed") and len(low) > 4 and not low.endswith(("eed", "hundred")):
        return "N" if before in "DIX'C," and after not in _PREPOSITIONS and after not in ("to", "") and after_shape.isalnum() else "V"
    if before == "T" and after in _DETERMINERS:
        return "V"
    return "N"


_CLOSED = (
    ("C", frozenset(("and", "or", "&"))),
    ("B", _AUXILIARIES),
    ("D", _DETERMINERS),
    ("O", _PRONOUNS),
    ("W", _RELATIVES),
    ("S", _OPENERS),
    ("I", _PREPOSITIONS),
    ("A", _ADVERBS),
)


def is_base(low: str) -> bool:
    """Whether it is a verb as it stands in an order: "write", not "wrote"."""
    return low in _BARE or (low in CUES and CUES[low].form == "base")


@lru_cache(maxsize=16_384)
def stem(low: str) -> str:
    """The stem of a word in lower case, alike for its forms, irregular ones too: "settled", "settles" -> "settl"; "held" -> "hold"."""
    return stemmed(_BASES.get(low, low).removesuffix("'s"))
