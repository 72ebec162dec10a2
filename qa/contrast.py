"""What is said against each other: the words of each side, or the figures that differ, side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ..index.index import Index
from ..index.lexical import STOP_WORDS, WORD, content_words, stem
from ..index.model import Span, Statement
from .draft import Draft, headed
from .evidence import Evidence, of_statement_hit
from .facts import evidence_of
from .gate import Gate
from .page import Block, spelled
from .quantities import dates, numbers
from .question import Question, Wants
from .support import Support, confidence, supported
from .witnesses import Witness

_LOOKED_AT = 50  # statements compared with the topic
_PASSAGES = 12
_SHOWN = 6  # figures, or statements over time
_TOGETHER = 0.6  # of what all sides have at their best, that an article in which all of them speak needs
_OF_BEST = 0.5  # of what a side's best one has in that article, that a further statement needs
# The kind of number that a noun asks for; any thing else is counted.
_MEASURES = {
    "speed": "speed",
    **dict.fromkeys("cost price sum yield fine budget salary bill damage loss profit debt".split(), "money"),
    **dict.fromkeys("share rate percentage turnout proportion inflation".split(), "percent"),
}
_FRAMING = frozenset(
    """how what which who do did does have has the of different report article outlet account give gave given differ on for say said against
    each other about change changed put number count figure toll total estimate various""".split()
)
_CHANGING = re.compile(r"\b(?:chang|ris|grow|grew|evolv|differ|rose|fall|fell|increas|contradict|develop)\w*\b", re.I)
_FRAMED = frozenset(map(stem, _FRAMING))
_TIMELY = frozenset(("ordinal", "duration", "times", "age"))
_LEAST = 0.3  # of what a statement on the topic needs, that one needs which stands beside another side's
_AS_GOOD = 3.0  # log-odds that a further figure may lie behind the best one
_COUNTED = re.compile(r"\b(?:how\s+many|number|count|figure|toll|speed|cost|price|share|rate|sum|estimate|total|percentage)s?\b", re.I)


def side_by_side(index: Index, gate: Gate, question: Question, witnesses: Sequence[Witness]) -> Draft | None:
    """What each of the witnesses says, out of an article in which all of them speak to it; None where there is none."""
    pools = [_words_of(index, gate, question, witness) for witness in witnesses]
    if len(pools) < 2 or not all(pools) or gate.heard(max(pool[0].confidence for pool in pools)) < gate.answers:
        return None
    articles = set[str].intersection(*({each.article.id for each in pool} for pool in pools))
    enough = _TOGETHER * sum(pool[0].confidence for pool in pools)
    together = [_of_sides([[each for each in pool if each.article.id == id] for pool in pools]) for id in sorted(articles)]
    together = [sides for sides in together if sum(side[0].confidence for side in sides) >= enough]
    if not together:
        return None
    best = max(together, key=lambda sides: (_differing(sides) is not None, sum(side[0].confidence for side in sides)))
    blocks = tuple(Block(tuple(side), _heading(index, side)) for side in best)
    return Draft(blocks, gate.heard(max(side[0].confidence for side in best)))


def _of_sides(sides: Sequence[Sequence[Evidence]]) -> list[list[Evidence]]:
    """Of each side the figure, where these differ, or else the best that it says, two statements at most."""
    return _differing(sides) or [[each for each in side if each.confidence >= _OF_BEST * side[0].confidence][:2] for side in sides]


def figures(index: Index, gate: Gate, question: Question) -> Draft | None:
    """The numbers that the articles give for one thing, each under who gives it; None where they don't differ."""
    words = _thing(question.topic or question.text)
    kind = next((_MEASURES[word.lower()] for word in words if word.lower() in _MEASURES), "count")
    thing = set(map(stem, words))
    if not thing:
        return None
    topic = " ".join(words if kind != "count" else ["number", "of", *words])
    asked = Question(f"What is the {topic}?", topic=topic, wants=Wants.NUMBER)
    hits = index.search_sentences(topic, _PASSAGES, question.asked_in)
    found = [each for each in supported(asked, hits, index.rarity(topic)) if _gives(each, kind, thing)]
    if not found or (sure := gate.told(confidence(found[0].signals))) < gate.tells:
        return None
    told: dict[frozenset[str], Evidence] = {}
    for each in found:
        if each.score >= found[0].score - _AS_GOOD:
            told.setdefault(_units(each.hit.hit.article.text, each.hit.sentence)[kind], evidence_of(each, sure))
    if len(told) < 2:
        return None
    evidence = sorted(list(told.values())[:_SHOWN], key=lambda each: each.day)
    return Draft(tuple(Block((each,), _origin(each)) for each in evidence), sure)


def _thing(topic: str) -> list[str]:
    """ "Grey Heron" and "speed": the words for what is counted or measured, of "the reports differ on the speed of the Grey Heron"."""
    before, _, after = _CHANGING.sub("\0", topic, count=1).partition("\0")
    for part in (before, after):
        if words := [word for word in WORD.findall(part) if stem(word.lower()) not in _FRAMED and word.lower() not in STOP_WORDS]:
            return words
    return []


def _gives(support: Support, kind: str, thing: set[str]) -> bool:
    """Whether a sentence has a number of that kind; what is counted must be named there too."""
    text, sentence = support.hit.hit.article.text, support.hit.sentence
    return kind in _units(text, sentence) and (kind != "count" or thing <= set(map(stem, WORD.findall(text[slice(*sentence)]))))


def asks_figures(question: Question) -> bool:
    """Whether numbers that differ are asked for, and nobody's words in particular."""
    in_time = question.order == "time" and not question.latest
    return not question.speakers and (question.contrast or in_time) and _COUNTED.search(question.text) is not None


def over_time(evidence: Iterable[Evidence], least: float) -> list[Evidence]:
    """The best on each day, in order: how somebody's words changed."""
    best: dict[str, Evidence] = {}
    for each in evidence:
        if each.confidence >= least and (each.day not in best or best[each.day].confidence < each.confidence):
            best[each.day] = each
    kept = sorted(best.values(), key=lambda each: -each.confidence)[:_SHOWN]
    return sorted(kept, key=lambda each: each.day)


def _words_of(index: Index, gate: Gate, question: Question, witness: Witness) -> list[Evidence]:
    """What is on the topic, of a witness or of whom an article calls so ("the company"); the best first."""
    topic = question.topic or question.setting or question.text
    filters = question.asked_in
    hits = index.search_statements(topic, _LOOKED_AT, replace(filters, voices=witness.voices)) if witness.speakers else []
    named = set(map(stem, content_words(witness.mention)))
    hits += [
        hit
        for hit in index.search_statements(topic, _LOOKED_AT, filters)
        if hit not in hits and named <= _called(hit.article.text, hit.statement)
    ]
    evidence = [each for hit in hits if _in_time(each := of_statement_hit(hit, gate.said(hit)), question)]
    return sorted((each for each in evidence if each.confidence >= _LEAST * gate.cites), key=lambda each: -each.confidence)


def _in_time(evidence: Evidence, question: Question) -> bool:
    """Whether something was said in the period asked for, or printed by the day after it."""
    if question.when is None or not evidence.day:
        return question.when is None
    first, last = question.when
    day = date.fromisoformat(evidence.day)
    late = timedelta(days=0 if evidence.statement and evidence.statement.said_on else 1)
    return (first is None or day >= first) and (last is None or day - late <= last)


def _called(text: str, statement: Statement) -> set[str]:
    """The words for whoever speaks, in this article."""
    source = text[slice(*statement.source)] if statement.source else ""
    return set(map(stem, WORD.findall(" ".join((source, *statement.roles)))))


def _differing(sides: Sequence[Sequence[Evidence]]) -> list[list[Evidence]] | None:
    """Of each side the best statement with a number, where these are of one kind and differ."""
    held = [[(each, _units(each.article.text, each.span)) for each in side] for side in sides]
    kinds = set[str].intersection(*({kind for _, units in side for kind in units} for side in held))
    for kind in sorted(kinds):
        firsts = [next((each, units[kind]) for each, units in side if kind in units) for side in held]
        if len({number for _, number in firsts}) == len(firsts):
            return [[each] for each, _ in firsts]
    return None


def _units(text: str, span: Span) -> dict[str, frozenset[str]]:
    """By kind ("percent"), the numbers in a slice; those of times are no figures."""
    read = list(numbers(text, span))
    timely = [where for where, kind in read if kind in _TIMELY] + [where for where, _ in dates(text, span)]
    found: dict[str, set[str]] = {}
    for where, kind in read:
        if kind not in _TIMELY and not any(where.start < time.end and time.start < where.end for time in timely):
            found.setdefault(kind, set()).add(" ".join(text[slice(*where)].lower().split()))
    return {kind: frozenset(each) for kind, each in found.items()}


def _heading(index: Index, side: Sequence[Evidence]) -> str:
    statement = side[0].statement
    name = statement.speaker if statement and statement.speaker else ""
    speaker = next((each for each in index.speakers(name) if each.name == name), None) if name else None
    return headed(speaker, side) if speaker else f"{name or side[0].article.label}:"


def _origin(evidence: Evidence) -> str:
    """ "Ann Karsk, Gazette, 5 March 2031:"; who gives the figure, where and when."""
    speaker = evidence.statement.speaker if evidence.statement else None
    parts = (speaker, evidence.article.source or evidence.article.label, spelled(evidence.day) if evidence.day else None)
    heading = ", ".join(part for part in parts if part)
    return f"{heading[:1].upper()}{heading[1:]}:"
