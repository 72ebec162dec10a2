"""How well a candidate fits a question: by its kind, by what stands beside it in its sentence, and by itself.

The figures are weights of a sum, chosen by hand: 1.0 is about as much as being of the right kind.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from ..index.model import Span
from .asked import STOPS, Asked
from .entities import Candidate
from .phrases import Sentence, read, stem
from .quantities import DATE_KINDS, UNIT_KINDS

_NAMING = frozenset("called named known titled nicknamed dubbed termed named".split())
_POINTING = frozenset("this these those that such it its his her their our my your he she they".split())
_SHELLS = frozenset(
    "number form series kind type sort majority group amount part lack set variety range case way ways fact thing things reason "
    "reasons result name term example examples one ones others other same order time times process piece pair lot total place work "
    "particular addition general account response accordance aspect aspects sense".split()
)
_ADJECTIVAL = ("al", "ic", "ous", "ive", "able", "ible", "ful", "ary", "less", "ish", "ant", "ent")
_AT_END = tuple(",.BVWCS")  # classes of words that no phrase goes on with
_WHERE = frozenset("in at on near inside outside".split())
_BE = frozenset("is are was were be been being".split())
_NUMBERS = UNIT_KINDS | {"count"}
_BY = 8  # words behind a verb in which "by" tells who did it

# What is asked, by wants: how welcome each kind of candidate is. Kinds that aren't listed are no answer.
_NAMES = {"person": 0.5, "place": 0.5, "organisation": 0.5, "name": 0.5, "part": 0.3}
WELCOME: dict[str, dict[str, float]] = {
    "number": {
        "count": 1.0, "money": 1.0, "percent": 1.0, "duration": 1.0, "speed": 1.0, "length": 1.0, "weight": 1.0, "volume": 1.0,
        "heat": 1.0, "times": 0.8,
        "age": 0.9, "ordinal": 0.3, "phrase": -1.0, "quotation": -0.5,
    },
    "date": {
        "clock": 1.0, "day": 1.1, "month": 1.0, "century": 1.0, "year": 1.0, "relative": 0.9,
        "part of date": 0.8, "range": 0.7, "range end": 0.7, "age": -0.5, "duration": -0.2, "phrase": -1.0, "whole": -1.2,
    },
    "person": {"person": 1.3, "name": 1.1, "organisation": 0.9, "place": 0.3, "people": 0.5, "phrase": 0.0, "list": 0.1, "whole": -0.4},
    "place": {"place": 1.2, "name": 0.8, "organisation": 0.6, "person": 0.2, "phrase": 0.0, "whole": -0.3, "list": 0.9},
    "organisation": {"organisation": 1.2, "name": 0.9, "place": 0.4, "person": 0.3, "phrase": 0.2, "people": 0.3, "whole": -0.2},
    "reason": {
        "reason": 1.5, "purpose": 0.9, "weak": 0.3, "phrase": -0.3, "whole": -0.1, "clause": 0.1, "doing": 0.1, "quotation": 0.2,
        "list": -0.2,
    },
    "list": {"list": 0.8, "phrase": 0.35, "whole": 0.2, "people": 0.4, "quotation": 0.2, "doing": 0.0, "clause": 0.0, **_NAMES},
    "thing": {
        "phrase": 0.6, "whole": 0.45, "list": 0.7, "people": 0.4, "quotation": 0.5, "nested": 0.5, "purpose": 0.2, "doing": 0.1,
        "clause": 0.2, "rest": 0.3, "count": -0.4, "year": -0.8, "money": 0.2, "percent": 0.3, "speed": 0.2, "volume": 0.2, "length": 0.2,
        "weight": 0.2, **_NAMES,
    },
    "words": {
        "quotation": 1.0, "nested": 1.3, "clause": 0.5, "phrase": 0.1, "whole": 0.1, "list": 0.1, "rest": 0.0, "purpose": 0.0,
        "said": 0.8,
    },
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A sentence as a question sees it: the stem of each word ("" for marks), and where each of the question's stems stands, in order."""

    sentence: Sentence
    stems: list[str]
    matches: dict[str, list[int]]


def place(text: str, span: Span, asked: Asked) -> Place:
    """Reads the sentence ``text[span]`` for a question."""
    sentence = read(text, span)
    stems = [stem(word.low) if tag not in ",.Q" else "" for word, tag in zip(sentence.words, sentence.tags, strict=True)]
    matches: dict[str, list[int]] = {}
    for i, each in enumerate(stems):
        if each in asked.stems:
            matches.setdefault(each, []).append(i)
    return Place(sentence, stems, matches)


def fit(asked: Asked, wants: str, where: Place, each: Candidate) -> float:
    """A sum of what speaks for and against a candidate; about 2.5 where it is as likely right as wrong."""
    score = WELCOME.get(wants, WELCOME["thing"])[each.kind]
    if asked.stems:
        score += 0.8 * len(where.matches) / len(asked.stems)
    if asked.verb and asked.verb not in where.matches:
        score -= 0.2
    score += _measured(asked, each) - _known(asked, where, each)
    score += 1.2 * _nearness(where, each) + _beside_verb(asked, where, each) + _after_word(asked, wants, where.sentence, each)
    if asked.copula:
        score += _across_is(where, each)
    if asked.focus:
        score += _of_focus(asked, wants, where, each)
    if wants == "place":
        score += _in_place(where.sentence, each)
    if wants == "thing" and asked.focus and each.kind in UNIT_KINDS:
        score += 0.4  # "what pay rise"
    return score + _by_itself(asked, where, each) + _fullness(asked, wants, where.sentence.tags, each)


def _measured(asked: Asked, each: Candidate) -> float:
    """Above 0 for kilometres where "how far" is asked, a year where "what year" is; below it for another measure."""
    if each.kind == asked.edge:
        return 0.5
    if asked.measure and each.kind in _NUMBERS - set(asked.measure):
        return -0.7  # "six pages" where "how much does it cost" is asked
    if asked.measure[:1] in (("clock",), ("day",)) and each.kind in DATE_KINDS - set(asked.measure):
        return -0.5
    if each.kind in asked.measure or (each.kind == "part of date" and "year" in asked.measure):
        return 0.45 if each.kind in asked.measure[1:] else 0.6
    return 0.0


def _known(asked: Asked, where: Place, each: Candidate) -> float:
    """How much of a candidate the question says itself: no answer."""
    words, tags = where.sentence
    content = [i for i in range(each.first, each.last + 1) if where.stems[i] and words[i].low not in STOPS and tags[i] not in "D'"]
    new = [i for i in content if where.stems[i] not in asked.focus[-1:]]
    content = new or content  # "intermediate-range missiles" to "what type of missiles"
    if not content:
        return 0.0
    share = sum(where.stems[i] in asked.stems for i in content) / len(content)
    head = where.stems[each.last]
    return share + 0.8 * (share == 1) + 0.2 * (head in asked.stems and head not in asked.focus)


def _nearness(where: Place, each: Candidate) -> float:
    """From 0 to 1: how near the question's words stand, each by its nearest place outside the candidate."""
    near: list[float] = []
    for places in where.matches.values():
        before = bisect_left(places, each.first)
        after = bisect_left(places, each.last + 1)
        distances = [each.first - places[before - 1]] if before else []
        distances += [places[after] - each.last] if after < len(places) else []
        if distances:
            near.append(1 / (1 + min(distances) / 4))
    return sum(near) / len(near) if near else 0.0


def _after_word(asked: Asked, wants: str, sentence: Sentence, each: Candidate) -> float:
    """Above 0 after the question's own preposition, after "called" where a name is asked for, and after "by" where a doer is."""
    if not each.first:
        return 0.0
    before = [word.low for word in sentence.words[max(each.first - 2, 0) : each.first]]
    score = 0.4 * (before[-1] in asked.prepositions)
    if asked.named and (_NAMING.intersection(before) or before == ["known", "as"]):
        score += 1.2
    if wants in ("person", "organisation") and not asked.passive:
        score += 0.3 * (before[-1] == "by" or _named_behind(sentence, each))
    return score


def _named_behind(sentence: Sentence, each: Candidate) -> bool:
    """ "by his lawyer, Ann Karsk": whether a name stands behind a doer and a comma."""
    if sentence.tags[each.first - 1] != ",":
        return False
    opening = next((k for k in range(each.first - 2, max(each.first - 7, -1), -1) if sentence.tags[k] not in "DNPX'"), None)
    return opening is not None and sentence.words[opening].low == "by"


def _beside_verb(asked: Asked, where: Place, each: Candidate) -> float:
    """Above 0 for a candidate on the side of the verb on which the answer should lie, below 0 on the other."""
    places = where.matches.get(asked.verb or "", [])
    if not places or not asked.side:
        return 0.0
    k = bisect_left(places, each.first)
    at = min(places[max(k - 1, 0) : k + 1], key=lambda i: min(abs(i - each.first), abs(i - each.last)))
    if each.first <= at <= each.last:
        return -0.1
    distance = each.first - at if each.first > at else each.last - at
    if (distance > 0) == (_side(asked, where.sentence, at) > 0):
        return 0.5 / (1 + (abs(distance) - 1) / 3)
    return -0.3


def _side(asked: Asked, sentence: Sentence, at: int) -> int:
    """The side of the sentence's verb: the other one where the question is active and the sentence passive, or the other way round."""
    words = sentence.words
    is_passive = sentence.tags[at] == "V" and any(word.low in _BE for word in words[max(at - 2, 0) : at])
    by = any(word.low == "by" for word in words[at + 1 : at + _BY])
    if asked.side == -1:
        return 1 if (by and not asked.passive) or (asked.passive and not is_passive) else -1
    return -1 if is_passive and not asked.passive else 1


def _across_is(where: Place, each: Candidate) -> float:
    """For "What is the capital of ...": on the other side of an "is" from the question's words, or in apposition to them."""
    words, tags = where.sentence
    if each.first and words[each.first - 1].low in _BE:
        return 0.5 if _matched(where, each.first - 6, each.first - 1) else 0.1
    if each.last + 1 < len(words) and words[each.last + 1].low in _BE:
        return 0.5 if _matched(where, each.last + 2, each.last + 9) else 0.1
    if each.first > 1 and tags[each.first - 1] == "," and _matched(where, each.first - 2, each.first - 1):
        return 0.3
    return 0.2 * (tags[each.first] == "P" and _matched(where, each.first - 1, each.first))


def _matched(where: Place, begin: int, end: int) -> bool:
    """Whether one of the words from ``begin`` to before ``end`` is in the question."""
    return any(each in where.matches for each in where.stems[max(begin, 0) : max(end, 0)])


def _of_focus(asked: Asked, wants: str, where: Place, each: Candidate) -> float:
    """For "which city", "what type of missiles", "how many troops": the noun in the candidate, or right beside it."""
    head, stems = asked.focus[-1], where.stems
    inside = head in stems[each.first : each.last + 1]
    if wants == "date":
        return 0.0  # "what day": that is its measure
    if asked.many:
        ahead = stems[each.last + 1 : each.last + 5]
        whole = ahead[:1] == [head] or (inside and each.kind == "count" and stems[each.last] != head)  # "23 votes to 19"
        return 0.8 if whole else 0.5 if head in ahead else 0.4 * inside
    if wants in ("person", "place", "organisation"):
        if "P" not in where.sentence.tags[each.first : each.last + 1]:
            return 0.0  # "a dredging company" is no name
        near = head in stems[max(each.first - 4, 0) : each.first] or head in stems[each.last + 1 : each.last + 5]
        return 1.0 if inside and each.first < each.last else 0.4 * near
    if each.kind == "list":
        tags, before = where.sentence.tags, stems[max(each.first - 3, 0) : each.first]
        if head in before and tags[each.first - 1] == "," and "P" in tags[each.first : each.last + 1]:
            return 1.3  # "two ships, the Tern and the Gull"
        hanging = any(word.low == "of" for word in where.sentence.words[each.first : each.first + 4])
        return 0.0 if not inside else 0.4 if hanging else 0.9
    if inside and each.last - each.first < 8:
        if each.first == each.last:
            return 0.0
        of = next((i for i in range(each.first, each.last) if where.sentence.tags[i] == "I"), None)
        if of is not None and head in stems[each.first : of] and wants == "thing" and not asked.sort:
            return 0.1  # "a rise of 6 percent" to "what rise"
        if of is not None and asked.sort and head not in stems[each.first : of]:
            return 0.2  # "the number of flat boats"
        return (1.3 if asked.sort else 1.0) if stems[each.last] == head and of is None else 0.6
    if asked.sort and each.kind not in ("quotation", "nested"):
        return -0.6
    return 0.5 * (head in stems[max(each.first - 2, 0) : each.first])


def _in_place(sentence: Sentence, each: Candidate) -> float:
    """Above 0 after "in" or "at"; less so for the second of "in the old house at Alden", which only tells where the first lies."""
    words, tags = sentence
    if each.kind == "list" and tags[each.first : each.last + 1].count("P") < 2:
        return -0.8
    before = next((k for k in (each.first - 1, each.first - 2) if k >= 0 and words[k].low in _WHERE), None)
    if before is None or (before == each.first - 2 and tags[each.first - 1] != "D"):
        return 0.0
    inner = before > 0 and tags[before - 1] in "NP" and any(word.low in _WHERE for word in words[max(before - 5, 0) : before - 1])
    return (0.6 if each.kind in ("phrase", "whole", "list") else 0.3) - 0.35 * inner


def _by_itself(asked: Asked, where: Place, each: Candidate) -> float:
    """What speaks for or against a candidate whatever the question's words are."""
    (words, tags), low = where.sentence, where.sentence.words[each.last].low
    following = tags[each.last + 1 : each.last + 2]
    ahead = words[each.last + 1].low if following else ""
    one = each.first == each.last
    score = 0.35 * (asked.plural and each.kind == "list") - 0.5 * (asked.sort and each.kind in _NAMES)
    if each.kind == "relative" and low in ("after", "before"):
        score -= 0.4  # "five days after" something else
    if each.kind == "purpose" and asked.verb is None:
        score -= 0.7  # nobody is tired in order to sleep
    if each.kind == "count" and low == "one" and not (asked.focus and asked.focus[-1] in where.stems[each.last + 1 : each.last + 3]):
        score -= 0.5
    if words[each.first].low in _POINTING and each.kind != "quotation":
        score -= 0.5  # "this reason", "their own": the answer stands elsewhere
    if low in _SHELLS and each.kind in ("phrase", "people"):
        score -= 0.4 if ahead == "of" else 0.2
    if one and each.kind == "phrase" and following in ("C", ",") and (low.endswith(_ADJECTIVAL) or tags[each.first] == "A"):
        score -= 0.5
    if one and each.kind in ("phrase", "name"):
        score -= 0.4 * (tags[each.first - 1 : each.first] == "B" and low.endswith(_ADJECTIVAL))  # "is responsible", "are subject"
        score -= 0.6 * (ahead == ":")  # "(Latin: ...)"
    if each.kind in _NAMES and tags[each.last] == "P":
        # "Norman" of "Norman towers", and a word with a capital only for opening the sentence
        score -= 0.6 * (following == "N" or (one and each.last == 0 and following in tuple("ICT")))
    if each.last < 6 and (each.first == 0 and ahead == "(" or (each.first and words[each.first - 1].low == "(" and ahead == ")")):
        score -= 0.5  # "ALDEN (CP) -"
    if asked.verb and where.stems[each.first] == asked.verb and not one:
        score -= 0.5  # "cost 4.5 million" to "what would it cost"
    return score


def _fullness(asked: Asked, wants: str, tags: str, each: Candidate) -> float:
    """Above 0 for a phrase of several words, for one that ends its clause, and for a name where a thing's name is asked for."""
    longer = 0.05 * (each.last - each.first) if wants == "date" else 0.0
    longer += (0.02 if wants == "place" else 0.12) * min(each.last - each.first, 3)
    ends = 0.2 * (wants not in ("person", "reason") and tags[each.last + 1 : each.last + 2] in _AT_END)
    name = 0.2 * (wants == "thing" and bool(asked.focus or asked.named) and "P" in tags[each.first : each.last + 1])
    return longer + ends + name
