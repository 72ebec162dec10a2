"""Where, when and on what occasion something was said: read beside the words, not out of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from ..index.dates import expressions
from ..index.index import Index
from ..index.lexical import WORD, content_words, coverage, stem
from ..index.model import Article, Span, Statement
from ..index.sentences import paragraphs
from .entities import candidates
from .evidence import Evidence, sentence_at
from .frame import PREPOSITIONS
from .question import Wants

_IN = re.compile(r"\b(?:in|at|from|near|outside|aboard|on)\s+(?:the\s+)?\Z")
_SHARE = 0.5  # of an occasion's words: more than that must stand beside what was said on it
_OF_ARTICLE = 0.8  # of that, where they stand only at the article's head
_MARGIN = 0.15  # by which another share may be smaller than the largest
_WITHHELD = re.compile(
    r"\b(?:(?:did|does|do|would|could|will|has|have) not|(?:did|does|would|wo|could)n[’']t|never)\s+(?:\w+ly\s+)?"
    r"(?:say|said|name|named|give|given|specify|disclose|comment|elaborate|identify|tell|told|answer|explain|reveal|mention)\w*"
    r"|\b(?:declin|refus)(?:ed|es|ing)\s+to\s+(?:say|comment|name|give|answer|speak|talk|elaborate|identify|discuss|disclose)\b"
    r"|\b(?:gave|gives|offered|provided)\s+no\s+(?:\w+\s+)?(?:details?|reasons?|figures?|names?|answers?|comment|explanation|dates?|sums?)\b"
    r"|\b(?:said|says|say|told\s+\w+)\s+nothing\b"
    r"|\bwithout\s+(?:saying|naming|giving|elaborating|specifying)\b"
)
_ASIDE = re.compile(r",\s(?:who|which)\s+(?:had\s+|has\s+)?\Z")
_TURN = re.compile(r"[,;]\s+(?:but|though|although|while|however)\b|;")


def told_beside(index: Index, evidence: Sequence[Evidence], wants: Wants) -> tuple[Evidence, str] | None:
    """The first piece of evidence whose sentence tells the place or the day of saying, widened to show that, and the words for it.

    What anybody says in that sentence, and the one who speaks, tell of something else.
    """
    said: dict[str, list[Statement]] = {}
    for each in evidence:
        if each.statement is None or each.statement.cue is None:
            continue
        sentence = sentence_at(each.article.text, each.statement.cue.start)
        if each.article.id not in said:
            said[each.article.id] = index.statements(article=each.article.id)
        found = [span for span in candidates(each.article.text, sentence, wants.value) if _tells(each.article, span, wants)]
        outside = [span for span in found if not any(_is_of(span, statement) for statement in said[each.article.id])]
        after = [span for span in outside if span.start >= each.statement.cue.end]
        if outside:
            whole = Span(min(sentence.start, each.span.start), max(sentence.end, each.span.end))
            return replace(each, span=whole), each.article.text[slice(*(after or outside)[0])]
    return None


def on_occasion(evidence: Sequence[Evidence], occasion: str, strictly: bool = True) -> list[Evidence]:
    """What was said on an occasion, "to reporters" or "after the vote": its words stand beside what was said, or at the article's head.

    Where nothing is, and not ``strictly``, all that stands in an article which has the occasion's names, if it has any.
    """
    words = dict.fromkeys((word for word in content_words(occasion) if word not in PREPOSITIONS), 1.0)
    if not occasion or not evidence:
        return list(evidence)
    shares = [max(coverage(words, _surroundings(each)), _OF_ARTICLE * coverage(words, _head(each.article))) for each in evidence]
    least = max(shares) - _MARGIN
    found = [each for each, share in zip(evidence, shares, strict=True) if share > _SHARE and share >= least]
    if found or strictly:
        return found
    names = {stem(word) for word in WORD.findall(occasion) if word[0].isupper()}
    return [each for each in evidence if names <= {stem(word) for word in WORD.findall(f"{each.article.title} {each.article.text}")}]


def tells_of_eve(article: Article) -> bool:
    """Whether what an article tells may be of the day before it was published, as in a morning paper: not if it rather names its own."""
    published = date.fromisoformat(article.published) if article.published else None
    if published is None:
        return True
    days = [each.first for each in expressions(article.text, published) if each.first == each.last]
    return days.count(published - timedelta(days=1)) >= days.count(published)


def is_withheld(evidence: Evidence, question: str = "") -> bool:
    """Whether the sentence says that something was not said: "It gave no reason", and the question asks for that.

    Of "It gave no reason, but the ferry was tied up at the quay" what stands behind "but" is told: a question most of whose words stand
    there is not one that was left unanswered.
    """
    text, (start, end) = evidence.article.text, evidence.span
    found = _WITHHELD.search(text, start, end)
    if found is None or (evidence.statement and evidence.statement.kind == "direct"):
        return False
    weights = dict.fromkeys(content_words(question), 1.0)
    if _ASIDE.search(text[start : found.start()]):  # "Karsk, who declined to say why, won the seat"
        close = text.find(",", found.end(), end)
        aside = Span(found.start(), close if close >= 0 else end)
        return coverage(weights, text[slice(*aside)]) >= coverage(weights, f"{text[start : aside.start]} {text[aside.end : end]}")
    turn = _TURN.search(text, found.end(), end)
    return turn is None or coverage(weights, text[turn.end() : end]) <= coverage(weights, text[start : turn.start()])


def _surroundings(evidence: Evidence) -> str:
    spans = paragraphs(evidence.article.text)
    touched = [i for i, span in enumerate(spans) if span.start < evidence.span.end and span.end > evidence.span.start]
    return evidence.article.text[spans[max(touched[0] - 1, 0)].start : spans[touched[-1]].end]


def _head(article: Article) -> str:
    """The title and the first two paragraphs, which tell what an article is about."""
    opening = paragraphs(article.text)[:2]
    return f"{article.title or ''} {article.text[opening[0].start : opening[-1].end]}"


def _tells(article: Article, span: Span, wants: Wants) -> bool:
    return wants is not Wants.PLACE or _IN.search(article.text, max(span.start - 20, 0), span.start) is not None


def _is_of(span: Span, statement: Statement) -> bool:
    """Whether the words are of what is said, or of the one who says it."""
    parts = [*statement.content, *([statement.source] if statement.source else [])]
    return any(each.start < span.end and span.start < each.end for each in parts)
