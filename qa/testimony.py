"""Answers to "what did X say about Y?": X’s own statements on Y, and nobody else’s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from ..index.filters import Filters
from ..index.index import Index
from ..index.model import Speaker, Statement
from .draft import NEAREST, UNSURE, Draft, headed, unsure
from .evidence import Evidence, apart, attributed, of_statement, shared, without_reprints
from .excerpts import SHOWN, choose
from .facts import in_order, look_up
from .page import Block
from .question import Period, Question
from .relevance import Judged, Relevance
from .short import short_answer
from .witnesses import Witness, unheard

_BEARERS = 4  # speakers that one mention can mean ("the minister")
_LOOKED_THROUGH = 200  # statements of one speaker
_ALL = 12  # of them that are shown, where no topic is asked for; two prints of one are one


def testify(index: Index, relevance: Relevance, question: Question, witnesses: Sequence[Witness]) -> Draft:
    """What each of the witnesses says, one after the other."""
    distinct = list({witness.voices or (witness.mention,): witness for witness in witnesses}.values())
    drafts = [_of_witness(index, relevance, question, witness) for witness in distinct]
    heard = [draft for draft in drafts if draft.outcome == "answered"] or drafts
    blocks = tuple(block for draft in heard for block in draft.blocks)
    confidence = max(draft.confidence for draft in heard)
    if heard[0].outcome != "answered":
        leads = list(dict.fromkeys(draft.lead or "" for draft in drafts))
        return unsure(blocks, confidence, leads[0] if len(leads) == 1 else UNSURE)
    for witness, draft in zip(distinct, drafts, strict=True):
        if draft not in heard:
            blocks = _with_the_nearest(blocks, witness, draft)
    return Draft(blocks, confidence, short=heard[0].short if len(drafts) == 1 else None)


def _with_the_nearest(blocks: tuple[Block, ...], witness: Witness, draft: Draft) -> tuple[Block, ...]:
    """What comes nearest of one of whom nothing is clear, said to be that, or that there is nothing."""
    silent = f"Of {witness.mention} nothing clear was found."
    if draft.evidence:
        return (*blocks, replace(draft.blocks[0], heading=f"{silent} {NEAREST}"))
    return (*blocks[:-1], replace(blocks[-1], note=" ".join(part for part in (blocks[-1].note, silent) if part)))


def _of_witness(index: Index, relevance: Relevance, question: Question, witness: Witness) -> Draft:
    if not witness.speakers:
        return unsure((), 0.0, unheard(index, witness))
    filters = replace(_in_period(question.when), source=question.source, article=question.article, voices=witness.voices)
    if not question.about:
        return _everything(index, question, witness, filters)
    names = frozenset(speaker.name for speaker in witness.speakers)
    judged = [each for each in look_up(index, relevance, question, filters) if said_by(each, names, question)]
    confidence = relevance.confidence(question.text, judged)
    evidence = choose(judged, SHOWN, by=names)
    by_name: dict[str, list[Evidence]] = {}
    for each in evidence:
        if each.statement and each.statement.speaker:
            by_name.setdefault(each.statement.speaker, []).append(each)
    blocks = [_of_name(name, witness, in_order(question, own)) for name, own in by_name.items()]
    if confidence < relevance.answered or not blocks:
        return unsure(blocks, confidence, f"Nothing of {_named(witness)} is clearly on that. {NEAREST}")
    return Draft(tuple(blocks), confidence, short=short_answer(question, judged, evidence))


def _of_name(name: str, witness: Witness, evidence: Sequence[Evidence]) -> Block:
    """Under a role only where the name is one person's: what they say doesn't tell two of one name apart."""
    bearers = [speaker for speaker in witness.speakers if speaker.name == name]
    return _block(bearers[0], evidence) if len(bearers) == 1 else Block(tuple(evidence), f"{name}:")


def said_by(judged: Judged, names: frozenset[str], question: Question) -> bool:
    """Whether a good part of the sentence is something that one of these says, in the time and of the kind that is asked for."""
    sentence = judged.hit.sentence
    own = [each for each in judged.hit.hit.statements if each.speaker in names and shared(sentence, each) and _fits(each, question)]
    return sum(attributed(sentence, each) for each in own) >= (sentence.end - sentence.start) / 3


def _named(witness: Witness) -> str:
    return witness.speakers[0].name if len(witness.speakers) == 1 else f"“{witness.mention}”"


def _everything(index: Index, question: Question, witness: Witness, filters: Filters) -> Draft:
    """All that they say, or of much the latest; two of one name stay two."""
    blocks = [block for speaker in witness.speakers[:_BEARERS] if (block := _all_of(index, question, speaker, filters))]
    if not blocks:
        when = " in that time" if question.when else " in marks" if question.kinds else ""
        return unsure((), 0.0, f"The articles quote nothing of {_named(witness)}{when}.")
    return Draft(tuple(blocks), 1.0)


def _all_of(index: Index, question: Question, speaker: Speaker, filters: Filters) -> Block | None:
    filters = replace(filters, voices=speaker.voices)
    said = [each for each in index.statements_filtered(filters, _LOOKED_THROUGH) if _fits(each[1], question)]
    evidence = apart([of_statement(*each) for each in said])
    if not evidence:
        return None
    distinct = [first for first, _ in without_reprints(evidence)]
    shown = evidence[: evidence.index(distinct[_ALL])] if len(distinct) > _ALL else evidence
    block = _block(speaker, in_order(question, shown))
    more = len(distinct) - _ALL if len(said) < _LOOKED_THROUGH else index.count_statements(filters) - _ALL
    return replace(block, note=f"There are {more} more, of earlier articles.") if more > 0 and not question.latest else block


def _block(speaker: Speaker, evidence: Sequence[Evidence]) -> Block:
    return Block(tuple(evidence), headed(speaker, evidence))


def _in_period(when: Period | None) -> Filters:
    """What was said in a period; of what has no day of its own, what was printed by the day after it."""
    if when is None:
        return Filters()
    first, last = when
    return Filters(since=first.isoformat() if first else None, until=(last + timedelta(days=1)).isoformat() if last else None)


def _fits(statement: Statement, question: Question) -> bool:
    if question.kinds is not None and statement.kind not in question.kinds:
        return False
    last = question.when[1].isoformat() if question.when and question.when[1] else None
    return last is None or statement.said_on is None or statement.said_on <= last
