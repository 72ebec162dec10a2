"""Where words come from: a pasted excerpt, "who said ...?"."""

from __future__ import annotations

from dataclasses import replace

from ..index.index import Index
from ..index.lexical import WORD
from ..index.model import Article, Span, Statement
from .draft import Draft
from .evidence import Evidence, of_statement_hit, said_in, words_of
from .gate import Gate
from .page import Block, spelled
from .question import Question, Wants

_LOOKED_AT = 30  # statements compared with what somebody is asked to have said
_SHOWN = 3
_OF_BEST = 0.8  # of what the best one has, that a further statement needs


def trace(index: Index, gate: Gate, question: Question, excerpt: str) -> Draft | None:
    """The excerpt where it stands, with who said it; None if it stands nowhere. Asked for who said it, the whole of what was said."""
    found = [(article, span, _speaking(index, article, span)) for article, span in index.locate(excerpt)[: 2 * _SHOWN]]
    if not found:
        return None
    found.sort(key=lambda each: each[2] is None or each[2].speaker is None)  # a headline may quote what the text tells the speaker of
    evidence = [
        Evidence(article, words_of(article, statement) if statement and question.reverse else span, statement, gate.sure)
        for article, span, statement in found[:_SHOWN]
    ]
    article, _, statement = found[0]
    speaker = statement.speaker if statement else None
    if question.reverse and speaker is None:
        return Draft((Block(tuple(evidence)),), 0.0, refusal="These words stand in the articles, but it isn't told who said them.")
    by_speaker: dict[str | None, list[Evidence]] = {}
    for each in evidence:
        by_speaker.setdefault(each.statement.speaker if each.statement else None, []).append(each)
    blocks = [Block(tuple(own), f"{f'{name}, in ' if name else ''}{_origin(own[0].article)}:") for name, own in by_speaker.items()]
    return Draft(tuple(blocks), gate.sure, speaker if question.reverse else article.label)


def _speaking(index: Index, article: Article, span: Span) -> Statement | None:
    """The statement that a slice is, or lies in."""
    return said_in(span, index.statements(article=article.id))


def _origin(article: Article) -> str:
    """The headline between marks, so that it isn't read as the speaker's role; the outlet and the day."""
    return ", ".join(
        part for part in (f"“{article.label}”", article.source, spelled(article.published) if article.published else None) if part
    )


def who_said(index: Index, gate: Gate, question: Question) -> Draft:
    """Whose statements are on the topic, by each one who speaks to it."""
    among = [voice for speaker in index.speakers(question.among) for voice in speaker.voices] if question.among else []
    found = index.search_statements(question.topic or question.text, _LOOKED_AT, replace(question.asked_in, voices=tuple(among) or None))
    # Who is named in the question is not who is asked for: "who disagreed with Karsk?"
    asked = set(WORD.findall(question.text)) - set(WORD.findall(question.among))
    hits = [hit for hit in found if hit.statement.speaker and not asked.intersection(WORD.findall(hit.statement.speaker)[-1:])]
    if question.among:  # "which official" is not told by "an official"
        hits = [hit for hit in hits if hit.statement.speaker and hit.statement.speaker[:1].isupper()]
    evidence = sorted((of_statement_hit(hit, gate.said(hit)) for hit in hits), key=lambda each: -each.confidence)
    best = evidence[0].confidence if evidence else 0.0
    confidence = gate.named(best) if evidence else 0.0
    if confidence < gate.answers:
        return Draft((Block(tuple(evidence)),), confidence, refusal=f"The articles don't say who {_asked(question)}.")
    enough = min(max(_OF_BEST * best, gate.cites), best)
    chosen = [each for each in evidence if each.confidence >= enough][:_SHOWN]
    speakers = list(dict.fromkeys(each.statement.speaker for each in chosen if each.statement and each.statement.speaker))
    speakers = speakers[:1] if question.among and question.wants is not Wants.LIST else speakers  # "which minister" is one
    blocks = tuple(
        Block(tuple(each for each in chosen if each.statement and each.statement.speaker == speaker), f"{speaker}:") for speaker in speakers
    )
    return Draft(blocks, confidence, speakers[0])


def _asked(question: Question) -> str:
    """ "said ..." of "Who said ...?"."""
    words = question.text.strip(" ?.!")
    first, _, rest = words.partition(" ")
    return rest if first.lower() == "who" and rest else "said that"
