"""Answers to "what did X say about Y?": X’s own statements on Y, and nobody else’s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from ..index.filters import Filters
from ..index.index import Index
from ..index.model import Statement
from .circumstances import is_withheld, on_occasion, told_beside
from .draft import Block, Draft, headed
from .evidence import Evidence, apart, of_statement, of_statement_hit
from .facts import short
from .gate import Gate
from .question import Period, Question, Wants
from .witnesses import Witness, unheard

_SHOWN = 12  # statements of one speaker without a topic
_ON_TOPIC = 5  # statements of one speaker on a topic
_LOOKED_AT = 50  # statements compared with the topic
_OF_BEST = 0.5  # of the best one's confidence, that a further statement needs


def testify(index: Index, gate: Gate, question: Question, witnesses: Sequence[Witness], filters: Filters) -> Draft:
    """What the witnesses say on the topic; each of them who says nothing on it is named as silent."""
    drafts = [_of_one(index, gate, question, witness, _in_period(filters, question.when)) for witness in witnesses]
    refusals = " ".join(draft.refusal for draft in drafts if draft.refusal)
    heard = [draft for draft in drafts if draft.refusal is None]
    if not heard:
        return Draft(
            tuple(block for draft in drafts for block in draft.blocks), max(draft.confidence for draft in drafts), refusal=refusals
        )
    blocks = [block for draft in heard for block in draft.blocks]
    if refusals:
        blocks[-1] = replace(blocks[-1], note=" ".join(part for part in (blocks[-1].note, refusals) if part))
    return Draft(tuple(blocks), min(draft.confidence for draft in heard), next((draft.short for draft in heard if draft.short), None))


def _of_one(index: Index, gate: Gate, question: Question, witness: Witness, filters: Filters) -> Draft:
    if not witness.speakers:
        return Draft((), 0.0, refusal=unheard(index, [witness]))
    filters = replace(filters, voices=witness.voices)
    if not question.topic:
        return _everything(index, gate, question, witness, filters)
    hits = index.search_statements(question.topic, _LOOKED_AT, filters)
    evidence = on_occasion([of_statement_hit(hit, gate.said(hit)) for hit in hits if _fits(hit.statement, question)], question.setting)
    evidence.sort(key=lambda each: -each.confidence)
    confidence = evidence[0].confidence if evidence else 0.0
    if confidence < gate.answers:
        count = index.count_statements(Filters(voices=witness.voices))
        return Draft((Block(tuple(evidence)),), confidence, refusal=_not_on_topic(question, witness, count))
    if question.wants is not Wants.YES_NO and is_withheld(evidence[0]):
        return Draft((Block(tuple(evidence)),), 1 - confidence, refusal=f"The articles say that {witness.name} didn't tell.")
    chosen = apart([each for each in evidence if each.confidence >= max(_OF_BEST * confidence, gate.cites)][:_ON_TOPIC])
    if question.wants is Wants.DATE and question.verb and (beside := told_beside(chosen[:1], question.wants)):
        return Draft(_blocks(witness, [beside[0]]), confidence, beside[1])
    return Draft(_blocks(witness, _ordered(question, chosen)), confidence, short(question, chosen))


def _everything(index: Index, gate: Gate, question: Question, witness: Witness, filters: Filters) -> Draft:
    """All that they say, or of much the latest."""
    said = [(article, statement) for article, statement in index.statements_filtered(filters, 10 * _SHOWN) if _fits(statement, question)]
    evidence = on_occasion([of_statement(article, statement) for article, statement in said], question.setting)
    if not evidence:
        when = "on that occasion" if said else "at that time" if question.when else "in those words"
        return Draft((), 0.0, refusal=f"The articles quote {witness.name}, but not {when}.")
    if question.wants in (Wants.PLACE, Wants.DATE) and (beside := told_beside(evidence, question.wants)):
        return Draft(_blocks(witness, [beside[0]]), gate.sure, beside[1])
    shown = evidence[:_SHOWN]
    more = max(index.count_statements(filters) - len(shown), 0) if len(evidence) > len(shown) else 0
    blocks = _blocks(witness, _ordered(question, shown))
    if more:
        blocks = (*blocks[:-1], replace(blocks[-1], note=f"There are {more} more, of earlier articles."))
    return Draft(blocks, gate.sure, short(question, shown))


def _ordered(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    if question.latest:
        newest = max(each.day for each in evidence)
        return [each for each in evidence if each.day == newest]
    return sorted(evidence, key=lambda each: each.day) if question.order == "time" else list(evidence)


def _blocks(witness: Witness, evidence: Sequence[Evidence]) -> tuple[Block, ...]:
    """Those of one speaker together, in the order in which each first comes."""
    of_speaker: dict[str, list[Evidence]] = {}
    for each in evidence:
        of_speaker.setdefault(each.statement.speaker or "" if each.statement else "", []).append(each)
    by_name = {speaker.name: speaker for speaker in witness.speakers}
    return tuple(Block(tuple(own), headed(by_name[name], own) if name in by_name else None) for name, own in of_speaker.items())


def _in_period(filters: Filters, when: Period | None) -> Filters:
    """What was said in a period; of what has no day of its own, what was printed by the day after it."""
    if when is None:
        return filters
    first, last = when
    return replace(filters, since=first.isoformat() if first else None, until=(last + timedelta(days=1)).isoformat() if last else None)


def _fits(statement: Statement, question: Question) -> bool:
    if question.kinds is not None and statement.kind not in question.kinds:
        return False
    last = question.when[1] if question.when else None
    return not (last and statement.said_on and statement.said_on > last.isoformat())


def _not_on_topic(question: Question, witness: Witness, count: int) -> str:
    times = "once" if count == 1 else f"{count} times"
    return f"The articles quote {witness.name} {times}, but not on {question.topic.strip(' .?!')}."
