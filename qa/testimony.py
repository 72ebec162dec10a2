"""Answers to "what did X say about Y?": X’s own statements on Y, and nobody else’s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from ..index.filters import Filters
from ..index.index import Index
from ..index.model import Article, Speaker, Statement
from .draft import NEAREST, UNSURE, Draft, headed, unsure
from .evidence import Evidence, apart, of_statement
from .excerpts import SHOWN, choose
from .facts import in_order, look_up
from .page import Block
from .question import Period, Question
from .relevance import Judged, Relevance
from .short import short_answer
from .witnesses import Witness, unheard

_BEARERS = 4  # speakers that one mention can mean ("the minister")
_LOOKED_THROUGH = 200  # statements of one speaker
_ALL = 12  # of them that are shown, where no topic is asked for


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
    silent = " ".join(
        f"Of {witness.mention} nothing clear was found." for witness, draft in zip(distinct, drafts, strict=True) if draft not in heard
    )
    if silent:
        blocks = (*blocks[:-1], replace(blocks[-1], note=" ".join(part for part in (blocks[-1].note, silent) if part)))
    return Draft(blocks, confidence, short=heard[0].short if len(drafts) == 1 else None)


def _of_witness(index: Index, relevance: Relevance, question: Question, witness: Witness) -> Draft:
    if not witness.speakers:
        return unsure((), 0.0, unheard(index, witness))
    filters = replace(_in_period(question.when), source=question.source, article=question.article, voices=witness.voices)
    if not question.about:
        return _everything(index, question, witness.speakers[0], replace(filters, voices=witness.speakers[0].voices))
    names = frozenset(speaker.name for speaker in witness.speakers)
    judged = [each for each in look_up(index, relevance, question, filters) if said_by(each, names)]
    confidence = relevance.confidence(question.text, judged)
    evidence = choose(judged, SHOWN, by=names)
    blocks = [
        _block(speaker, in_order(question, own))
        for speaker in witness.speakers[:_BEARERS]
        if (own := [each for each in evidence if each.statement and each.statement.speaker == speaker.name])
    ]
    if confidence < relevance.answered:
        return unsure(blocks, confidence, f"Nothing of {_named(witness)} is clearly on that. {NEAREST}")
    return Draft(tuple(blocks), confidence, short=short_answer(question, judged, evidence))


def said_by(judged: Judged, names: frozenset[str]) -> bool:
    """Whether a good part of the sentence is something that one of these says."""
    sentence = judged.hit.sentence
    return any(
        each.speaker in names
        and sum(max(0, min(sentence.end, span.end) - max(sentence.start, span.start)) for span in each.content)
        >= (sentence.end - sentence.start) / 3
        for each in judged.hit.hit.statements
    )


def _named(witness: Witness) -> str:
    return witness.speakers[0].name if len(witness.speakers) == 1 else f"“{witness.mention}”"


def _everything(index: Index, question: Question, speaker: Speaker, filters: Filters) -> Draft:
    """All that they say, or of much the latest."""
    said = [
        (article, statement)
        for article, statement in index.statements_filtered(filters, _LOOKED_THROUGH)
        if _fits(article, statement, question)
    ]
    evidence = apart([of_statement(*each) for each in said])
    if not evidence:
        when = " in that time" if question.when else ""
        return unsure((), 0.0, f"The articles quote nothing of {speaker.name}{when}.")
    block = _block(speaker, in_order(question, evidence[:_ALL]))
    more = len(evidence) - _ALL if len(said) < _LOOKED_THROUGH else index.count_statements(filters) - _ALL
    if more > 0 and not question.latest:
        block = replace(block, note=f"There are {more} more, of earlier articles.")
    return Draft((block,), 1.0)


def _block(speaker: Speaker, evidence: Sequence[Evidence]) -> Block:
    return Block(tuple(evidence), headed(speaker, evidence))


def _in_period(when: Period | None) -> Filters:
    """What was said in a period; of what has no day of its own, what was printed by the day after it."""
    if when is None:
        return Filters()
    first, last = when
    return Filters(since=first.isoformat() if first else None, until=(last + timedelta(days=1)).isoformat() if last else None)


def _fits(article: Article, statement: Statement, question: Question) -> bool:
    if question.kinds is not None and statement.kind not in question.kinds:
        return False
    last = question.when[1].isoformat() if question.when and question.when[1] else None
    return last is None or (statement.said_on or article.published or last) <= last
