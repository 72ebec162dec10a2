"""Answers to "what did X say about Y?": X’s own statements on Y, and nobody else’s."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from ..index.cues import CUES
from ..index.filters import Filters
from ..index.index import Index
from ..index.model import Article, Speaker, Statement
from .circumstances import is_withheld, on_occasion, tells_of_eve, told_beside
from .contrast import over_time
from .draft import CLOSEST, Draft, headed
from .evidence import Evidence, apart, is_beside, of_statement, of_statement_hit
from .facts import short
from .gate import Gate
from .page import Block, spelled
from .question import Period, Question, Wants
from .topics import spoken_of
from .witnesses import Witness, asked_for, unheard

_BEARERS = 8  # speakers that one mention can mean ("the minister")
_PLAIN_VERBS = frozenset((None, *"say tell speak talk state comment remark add write answer reply respond react think".split()))
_SHOWN = 12  # statements of one speaker without a topic
_LOOKED_THROUGH = 200  # of them
_ON_TOPIC = 5  # statements of one speaker on a topic
_LOOKED_AT = 50  # statements compared with the topic
_OF_BEST = 0.5  # of what the best one has, that a further statement needs
_ADVERB = {Wants.PLACE: "where", Wants.DATE: "when"}
_IN_ONE_BREATH = 0.05  # that a statement beside one on the topic needs, to be shown with it


def testify(index: Index, gate: Gate, question: Question, witnesses: Sequence[Witness]) -> Draft:
    """What the witnesses say on the topic; each of them who says nothing on it is named as silent."""
    distinct = list({witness.voices or (witness.mention,): witness for witness in witnesses}.values())
    drafts = [
        _of_witness(index, gate, question, witness, replace(_in_period(question.when), source=question.source, article=question.article))
        for witness in distinct
    ]
    silent = " ".join(draft.refusal for draft in drafts if draft.refusal)
    joined = _joined(drafts)
    if joined.refusal is not None or not silent:
        return replace(joined, refusal=silent or None)
    last = joined.blocks[-1]
    return replace(joined, blocks=(*joined.blocks[:-1], replace(last, note=" ".join(part for part in (last.note, silent) if part))))


def _joined(drafts: Sequence[Draft]) -> Draft:
    """Those that answer, one after the other; if none does, all of them."""
    heard = [draft for draft in drafts if draft.refusal is None] or list(drafts)
    blocks = tuple(block for draft in heard for block in draft.blocks)
    refused = heard[0].refusal is not None
    confidence = max(draft.confidence for draft in heard) if refused else min(draft.confidence for draft in heard)
    return Draft(blocks, confidence, next((draft.short for draft in heard if draft.short), None), heard[0].refusal)


def _of_witness(index: Index, gate: Gate, question: Question, witness: Witness, filters: Filters) -> Draft:
    """Each of the speakers who can be meant by themselves: two of one name stay two."""
    if not witness.speakers:
        return Draft((), 0.0, refusal=unheard(index, [witness], question.text))
    drafts = [_of_speaker(index, gate, question, speaker, filters) for speaker in witness.speakers[:_BEARERS]]
    joined = _joined(drafts)
    if joined.refusal is None or len(drafts) == 1:
        return joined
    return replace(joined, refusal=_silence(index, question, witness.mention, replace(question.asked_in, voices=witness.voices)))


def _of_speaker(index: Index, gate: Gate, question: Question, speaker: Speaker, filters: Filters) -> Draft:
    filters = replace(filters, voices=speaker.voices)
    if not question.topic:
        return _everything(index, gate, question, speaker, filters)
    hits = index.search_statements(question.topic, _LOOKED_AT, filters)
    heard = [of_statement_hit(hit, gate.said(hit)) for hit in hits if _fits(hit.article, hit.statement, question)]
    evidence = on_occasion(heard, question.setting, strictly=False)
    evidence.sort(key=lambda each: -each.confidence)
    best = evidence[0].confidence if evidence else 0.0
    confidence = gate.heard(best) if evidence else 0.0
    if confidence < gate.answers:
        refusal = _silence(index, question, speaker.name, replace(question.asked_in, voices=speaker.voices))
        return Draft((Block(tuple(evidence)),), confidence, refusal=refusal)
    enough = min(max(_OF_BEST * best, gate.cites), best)
    changing = question.order == "time" and not question.latest
    withheld = any(is_withheld(each, question.text) for each in evidence if each.confidence >= enough)
    if withheld and not changing and question.wants is not Wants.YES_NO:
        return Draft((Block(tuple(evidence)),), 1 - confidence, refusal=f"The articles say that {speaker.name} didn't tell.")
    on_topic = over_time(evidence, gate.cites) if changing else [each for each in evidence if each.confidence >= enough][:_ON_TOPIC]
    chosen = apart(_in_one_breath(on_topic, [each for each in evidence if each.confidence >= _IN_ONE_BREATH]))
    if question.wants is Wants.DATE and question.verb and (beside := told_beside(index, chosen[:1], question.wants)):
        return Draft((_block(speaker, [beside[0]]),), confidence, beside[1])
    return Draft((_block(speaker, _ordered(question, chosen)),), confidence, short(question, chosen))


def _in_one_breath(chosen: Sequence[Evidence], others: Sequence[Evidence]) -> list[Evidence]:
    """Each, followed by what the speaker says right before and after it: half an utterance misleads."""
    found: list[Evidence] = []
    for each in chosen:
        beside = (one for one in others if one.article.id == each.article.id and is_beside(one, each))
        found += [one for one in (each, *sorted(beside, key=lambda one: one.span)) if one not in found]
    return found


def _everything(index: Index, gate: Gate, question: Question, speaker: Speaker, filters: Filters) -> Draft:
    """All that they say, or of much the latest."""
    said = [
        (article, statement)
        for article, statement in index.statements_filtered(filters, _LOOKED_THROUGH)
        if _fits(article, statement, question)
    ]
    evidence = apart(on_occasion([of_statement(*each) for each in _by_verb(said, question.verb)], question.setting))
    if not evidence and said and question.setting:
        draft = _of_speaker(index, gate, replace(question, topic=question.setting, setting=""), speaker, filters)
        if draft.refusal is None:  # the occasion is told in other words
            return draft
    if not evidence:
        others = replace(question.asked_in, voices=speaker.voices)
        near = Block(tuple(of_statement(*each) for each in index.statements_filtered(others, CLOSEST)))
        return Draft((near,), 0.0, refusal=_silence(index, question, speaker.name, others))
    if question.wants in _ADVERB and (draft := _circumstance(index, gate, question, speaker, evidence)):
        return draft
    shown = _ordered(question, evidence[:_SHOWN])
    block = _block(speaker, shown)
    more = len(evidence) - _SHOWN if len(said) < _LOOKED_THROUGH else index.count_statements(filters) - _SHOWN
    if more > 0 and not question.latest:
        block = replace(block, note=f"There are {more} more, of earlier articles.")
    return Draft((block,), gate.sure, short(question, shown))


def _circumstance(index: Index, gate: Gate, question: Question, speaker: Speaker, evidence: Sequence[Evidence]) -> Draft | None:
    """Where or when they said it; None where that may be told in what they say: "When did he last speak to the owner?"."""
    if beside := told_beside(index, evidence, question.wants):
        return Draft((_block(speaker, [beside[0]]),), gate.sure, beside[1])
    if question.setting:
        return None
    dated = [each for each in evidence if each.statement and each.statement.said_on]
    if question.wants is Wants.DATE and dated:
        return Draft((_block(speaker, dated[:1]),), gate.sure, spelled(dated[0].day))
    return Draft((Block(tuple(evidence)),), 0.0, refusal=f"The articles quote {speaker.name}, but don't tell {_ADVERB[question.wants]}.")


def _by_verb(said: Sequence[tuple[Article, Statement]], verb: str | None) -> list[tuple[Article, Statement]]:
    """Those told with the verb that was asked with ("What did he deny?"), if there are any and it says more than "say"."""
    if verb in _PLAIN_VERBS:
        return list(said)

    def told(article: Article, statement: Statement) -> bool:
        words = article.text[slice(*statement.cue)].lower().split() if statement.cue else []
        return any((cue := CUES.get(word)) is not None and cue.lemma == verb for word in words)

    return [each for each in said if told(*each)] or list(said)


def _ordered(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    if question.latest:
        newest = max(each.day for each in evidence)
        return [each for each in evidence if each.day == newest]
    return sorted(evidence, key=lambda each: each.day) if question.order == "time" else list(evidence)


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
    if last is None:
        return True
    if statement.said_on:
        return statement.said_on <= last
    return (article.published or last) <= last or tells_of_eve(article)


def _silence(index: Index, question: Question, name: str, filters: Filters) -> str:
    """ "The articles quote Karsk 3 times, but not on Finland in those days." """
    count = index.count_statements(filters)
    wanting = [
        spoken_of(question.topic) if question.topic else "",
        "on that occasion" if question.setting else "",
        "at that time" if question.when else "",
        "in those words" if question.kinds else "",
    ]
    missed = " ".join(part for part in wanting if part) or "in those words"
    articles = "This article" if question.article else f"The articles of {question.source}" if question.source else "The articles"
    does = "quotes" if question.article else "quote"
    name = asked_for(name, question.text)
    if not count:
        return f"{articles} {does} nothing of {name}."
    return f"{articles} {does} {name} {'once' if count == 1 else f'{count} times'}, but not {missed}."
