"""Where words come from: a pasted excerpt, "who said ...?"."""

from __future__ import annotations

from dataclasses import replace

from ..index.index import Index
from ..index.lexical import WORD
from ..index.model import Article, Span, Statement
from .draft import Draft, unsure
from .evidence import Evidence, said_in, words_of
from .excerpts import SHOWN, WIDE, choose, spoken
from .facts import look_up
from .page import Block, spelled
from .question import Question
from .relevance import Judged, Relevance

_SHOWN = 3


def trace(index: Index, question: Question, excerpt: str) -> Draft | None:
    """The excerpt where it stands, with who said it; None if it stands nowhere. Asked for who said it, the whole of what was said."""
    found = [(article, span, _speaking(index, article, span)) for article, span in index.locate(excerpt)[: 2 * _SHOWN]]
    if not found:
        return None
    found.sort(key=lambda each: each[2] is None or each[2].speaker is None)  # a headline may quote what the text tells the speaker of
    evidence = [
        Evidence(article, words_of(article, statement) if statement and question.reverse else span, statement)
        for article, span, statement in found[:_SHOWN]
    ]
    article, _, statement = found[0]
    speaker = statement.speaker if statement else None
    if question.reverse and speaker is None:
        return unsure((Block(tuple(evidence)),), 0.0, "These words stand in the articles, but it isn't told who said them.")
    by_speaker: dict[str | None, list[Evidence]] = {}
    for each in evidence:
        by_speaker.setdefault(each.statement.speaker if each.statement else None, []).append(each)
    blocks = [Block(tuple(own), f"{f'{name}, in ' if name else ''}{_origin(own[0].article)}:") for name, own in by_speaker.items()]
    return Draft(tuple(blocks), 1.0, short=speaker if question.reverse else article.label)


def _speaking(index: Index, article: Article, span: Span) -> Statement | None:
    """The statement that a slice is, or lies in."""
    return said_in(span, index.statements(article=article.id))


def _origin(article: Article) -> str:
    """The headline between marks, so that it isn't read as the speaker's role; the outlet and the day."""
    return ", ".join(
        part for part in (f"“{article.label}”", article.source, spelled(article.published) if article.published else None) if part
    )


def who_said(index: Index, relevance: Relevance, question: Question) -> Draft:
    """Whose statements are on the topic, by each one who speaks to it; whoever the question names is not who is asked for."""
    among = [voice for speaker in index.speakers(question.among) for voice in speaker.voices] if question.among else []
    asked = set(WORD.findall(question.text)) - set(WORD.findall(question.among))
    judged = [
        each
        for each in look_up(index, relevance, question, replace(question.asked_in, voices=tuple(among) or None))
        if (speaker := _speaker(each)) and speaker[:1].isupper() and not asked.intersection(WORD.findall(speaker)[-1:])
    ]
    confidence = relevance.confidence(question.text, judged)
    evidence = [each for each in choose(judged, WIDE if question.wide else SHOWN) if each.statement]
    speakers = list(dict.fromkeys(each.statement.speaker for each in evidence if each.statement and each.statement.speaker))
    blocks = [
        Block(tuple(each for each in evidence if each.statement and each.statement.speaker == speaker), f"{speaker}:")
        for speaker in speakers
    ]
    if confidence < relevance.answered or not blocks:
        return unsure(blocks, confidence)
    return Draft(tuple(blocks), confidence, short=speakers[0])


def _speaker(judged: Judged) -> str | None:
    """Who says the sentence."""
    statement = spoken(judged.hit.sentence, judged.hit.hit.statements)
    return statement.speaker if statement else None
