"""Questions about the index itself, and what isn't a question: how many articles there are, of whom, since when; thanks, and hello.

Matched as a whole, so that "how many articles of the treaty were changed?" is asked of the articles. None where the question is another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..index.index import Index
from ..index.model import Article, Span
from ..index.sentences import paragraphs, split_sentences
from .draft import Draft, nothing
from .evidence import Evidence
from .page import Block, spelled

_LISTED = 5  # articles
_NAMED = 8  # speakers
_ARTICLES = r"(?:articles?|stor(?:y|ies)|texts?|news\s+items?)"
_HERE = (
    r"(?:\s+(?:here|in\s+(?:here|there|the\s+index|this\s+index|your\s+index|the\s+database)|do\s+you\s+have|are\s+there|is\s+there"
    r"|have\s+you\s+got))*"
)
_AND = re.compile(r"\A(?:and|so|but|ok(?:ay)?|well)\b[\s,]*(?=\S)", re.I)
_THANKS = re.compile(
    r"(?:ok(?:ay)?,?\s+)?(?:thanks?(?:\s+you)?|thx|cheers|ta|great|perfect|nice)(?:\s+(?:a\s+lot|so\s+much|very\s+much|again))?", re.I
)
_HELLO = re.compile(
    r"(?:hi|hello|hey|good\s+(?:morning|afternoon|evening))(?:\s+there)?|how\s+are\s+you(?:\s+today)?|who\s+are\s+you|what\s+(?:can|do)\s+you\s+do|help",
    re.I,
)
_COUNT = re.compile(rf"how\s+many\s+{_ARTICLES}{_HERE}|(?:number|count)\s+of\s+{_ARTICLES}{_HERE}", re.I)
_MENTION = re.compile(rf"(?:how\s+many|which|what)\s+{_ARTICLES}\s+(?:mention|name)s?\s+(?P<what>.{{2,80}}?){_HERE}", re.I)
_ABOUT = re.compile(
    rf"what\s+(?:are|is)\s+(?:the|these|your|all\s+the)\s+{_ARTICLES}{_HERE}\s+about|what\s+(?:is|do\s+you\s+have)\s+in\s+(?:the|this|your)\s+index|what\s+{_ARTICLES}{_HERE}|what\s+do\s+you\s+know",
    re.I,
)
_MOST = re.compile(
    r"who\s+(?:is|was|are|gets?)\s+(?:the\s+)?(?:most(?:\s+often)?\s+(?:quoted|cited)(?:\s+(?:person|people|speakers?))?|quoted\s+(?:the\s+)?most(?:\s+often)?)"
    r"|(?:the\s+)?most\s+quoted\s+(?:person|people|speakers?)|who\s+(?:is|are)\s+(?:on\s+record|quoted(?:\s+here)?)|who\s+speaks\s+most",
    re.I,
)
_NEWEST = re.compile(
    rf"(?:what(?:[’']s|\s+(?:is|are|was|were))\s+)?(?:the\s+)?(?P<which>newest|latest|most\s+recent|last|oldest|earliest|first)\s+{_ARTICLES}{_HERE}",
    re.I,
)
WELCOME = "You’re welcome."
GREETING = "Ask what somebody said, or what happened; the answer is passages out of the articles, each with a number to open it."


def about_index(index: Index, question: str) -> Draft | None:
    text = _AND.sub("", " ".join(question.split()).strip(" ?.!,"))
    if _THANKS.fullmatch(text):
        return nothing(WELCOME, of_index=True)
    if _HELLO.fullmatch(text):
        return nothing(GREETING, of_index=True)
    answers: list[tuple[re.Pattern[str], Callable[[Index, re.Match[str]], Draft]]] = [
        (_COUNT, _count),
        (_MENTION, _mentioning),
        (_ABOUT, _contents),
        (_MOST, _most_quoted),
        (_NEWEST, _by_day),
    ]
    return next((answer(index, match) for pattern, answer in answers if (match := pattern.fullmatch(text))), None)


def _said(lead: str, articles: Sequence[tuple[Article, Span]] = ()) -> Draft:
    """A sentence about the index, and the articles that it is about, each with a slice of it."""
    blocks = tuple(Block((Evidence(article, span),), _headline(article)) for article, span in articles)
    return Draft(blocks, 1.0, lead=lead, of_index=True)


def _headline(article: Article) -> str:
    about = [f"“{article.label}”", article.source, spelled(article.published) if article.published else None]
    return f"{', '.join(part for part in about if part)}:"


def _opening(article: Article) -> tuple[Article, Span]:
    """The article with its first sentence."""
    return article, next(
        split_sentence for paragraph in paragraphs(article.text) for split_sentence in split_sentences(article.text, paragraph)
    )


def _count(index: Index, match: re.Match[str]) -> Draft:
    return _said(_extent(index.articles()))


def _extent(articles: Sequence[Article]) -> str:
    """ "463 articles of 12 outlets, from 3 January 2022 to 31 May 2024." """
    days = sorted(article.published for article in articles if article.published)
    outlets = {article.source for article in articles if article.source}
    of = f" of {len(outlets)} outlets" if len(outlets) > 1 else ""
    period = f", from {spelled(days[0])} to {spelled(days[-1])}" if len(set(days)) > 1 else f", of {spelled(days[0])}" if days else ""
    return f"{len(articles):,} article{'s' if len(articles) != 1 else ''}{of}{period}."


def _mentioning(index: Index, match: re.Match[str]) -> Draft:
    what = match["what"].strip(" ?.!\"“”'")
    found = index.mentioning(what)
    if not found:
        return nothing(f"No article mentions {what}.", of_index=True)
    newest = [(article, _sentence(article, span)) for article, span in found[:_LISTED]]
    n = len(found)
    return _said(
        f"{n:,} article{'s' if n != 1 else ''} mention{'' if n != 1 else 's'} {what}" + ("; the newest:" if n > _LISTED else ":"), newest
    )


def _sentence(article: Article, at: Span) -> Span:
    paragraph = next(each for each in paragraphs(article.text) if each.start <= at.start < each.end)
    return next(each for each in split_sentences(article.text, paragraph) if each.start <= at.start < each.end)


def _contents(index: Index, match: re.Match[str]) -> Draft:
    articles = index.articles()
    return _said(f"{_extent(articles)} Quoted most: {_quoted(index)}. The newest:", [_opening(article) for article in articles[:_LISTED]])


def _quoted(index: Index) -> str:
    named = [speaker for speaker in index.speakers() if speaker.name[:1].isupper()][:_NAMED]
    return ", ".join(f"{speaker.name} ({speaker.statements})" for speaker in named) or "nobody"


def _most_quoted(index: Index, match: re.Match[str]) -> Draft:
    return _said(f"Quoted most, with the number of statements: {_quoted(index)}.")


def _by_day(index: Index, match: re.Match[str]) -> Draft:
    dated = [article for article in index.articles() if article.published] or index.articles()
    oldest = match["which"].lower() in ("oldest", "earliest", "first")
    chosen = dated[-_LISTED:][::-1] if oldest else dated[:_LISTED]
    return _said(f"The {'oldest' if oldest else 'newest'} articles:", [_opening(article) for article in chosen])
