"""Evidence: a slice of an article that an answer can cite, with who says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from ..index.cues import CUES
from ..index.lexical import WORD, content_words
from ..index.model import Article, Part, Span, Statement
from ..index.sentences import paragraphs, split_sentences
from ..index.spelling import plain

_NEAR = 60  # characters between the one who speaks and what they say, which a slice may bridge
_LONGEST = 1_500  # characters of one slice
_LEANING = re.compile(r"(?:he|she|it|they|this|these|that|those|his|her|its|their|both)\b", re.IGNORECASE)
_MARKS = frozenset('"“”„«»‘')  # an apostrophe is none
_ALIKE = 3  # words at the beginning or the end of two prints of one statement
_NEARLY = 90  # percent of the characters of two prints of one statement
_NOT = re.compile(
    r"\b(?:no|not|never|nor|none|without|cannot|(?:is|are|was|were|do|does|did|has|have|had|wo|ca|could|would|should)nt)\b"
)  # as ``plain`` has them
_OVERLAP = 0.5  # of a slice that must be said by somebody for it to count as their words


@dataclass(frozen=True)
class Evidence:
    """A slice of an article's text; ``statement`` if it is somebody's words; ``confidence`` that it answers what was asked."""

    article: Article
    span: Span
    statement: Statement | None = None
    confidence: float = 1.0
    context: str | None = None
    """Who "he" is at the beginning of the slice, for showing it alone."""
    parts: Mapping[str, Part] = field(default_factory=dict[str, Part])
    telling: Span | None = None
    """Of several sentences the one that answers, beside which the others stand."""

    @property
    def quote(self) -> str:
        return self.article.text[slice(*self.span)]

    @property
    def day(self) -> str:
        """When it was said, or else published, for putting in order; "" if neither is known."""
        return (self.statement.said_on if self.statement else None) or self.article.published or ""


def of_statement(article: Article, statement: Statement, confidence: float = 1.0, parts: Mapping[str, Part] | None = None) -> Evidence:
    return Evidence(article, words_of(article, statement), statement, confidence, parts=parts or {})


def words_of(article: Article, statement: Statement) -> Span:
    """The slice that shows a statement: a quotation by itself; what is reported together with who says it, where that stands beside it."""
    said = Span(statement.content[0].start, statement.content[-1].end)
    if said.end - said.start > _LONGEST:
        said = max(statement.content, key=lambda span: span.end - span.start)
    if statement.kind == "direct":
        return said
    whole = said
    for span in sorted(
        (each for each in (statement.cue, statement.source) if each),
        key=lambda each: min(abs(each.end - said.start), abs(each.start - said.end)),
    ):
        joined = Span(min(span.start, whole.start), max(span.end, whole.end))
        if joined.end - joined.start - (whole.end - whole.start) - (span.end - span.start) <= _NEAR:
            whole = joined
    sentence_ends = article.text[whole.end : whole.end + 1]
    return Span(_opening(article.text, whole.start), whole.end + (sentence_ends in tuple('.?!”"')))


def sentence_at(text: str, at: int) -> Span:
    """The sentence that this character stands in."""
    paragraph = next(span for span in paragraphs(text) if span.start <= at < span.end)
    return next(span for span in split_sentences(text, paragraph) if span.start <= at < span.end)


def _opening(text: str, start: int) -> int:
    """Where the sentence begins, if what stands there before the slice is no more than who speaks or when: "Her agent, ", "On Tuesday "."""
    begins = sentence_at(text, start).start
    before = text[begins:start]
    told = any(word.lower() in CUES for word in WORD.findall(before)) or not _MARKS.isdisjoint(before)
    return start if told or len(before) > _NEAR else begins


def leans(text: str) -> bool:
    """Whether it begins with "he" or "this", so that only what stands before it tells who or what is meant."""
    return _LEANING.match(text) is not None


def is_beside(one: Evidence, other: Evidence) -> bool:
    """Whether two slices of one article stand in the same paragraph, or in neighbouring ones."""
    spans = paragraphs(one.article.text)
    first, second = (next(i for i, span in enumerate(spans) if each.span.start < span.end) for each in (one, other))
    return abs(first - second) <= 1


def said_in(span: Span, statements: Iterable[Statement]) -> Statement | None:
    """The statement that a slice mostly is; None where it is the article's own words, or several people's."""
    best = max(statements, key=lambda statement: shared(span, statement), default=None)
    return best if best and shared(span, best) >= _OVERLAP * (span.end - span.start) else None


def shared(span: Span, statement: Statement) -> int:
    """How many characters of a slice are part of what is said."""
    return sum(max(0, min(span.end, each.end) - max(span.start, each.start)) for each in statement.content)


def attributed(span: Span, statement: Statement) -> int:
    """How many characters of a slice are part of what is said, or of who says it: "Karsk said"."""
    beside = [each for each in (statement.source, statement.cue) if each]
    return shared(span, statement) + sum(max(0, min(span.end, each.end) - max(span.start, each.start)) for each in beside)


def without_reprints(evidence: Iterable[Evidence]) -> list[tuple[Evidence, list[Evidence]]]:
    """Each with those of other articles that print the same words of the same speaker, or nearly the same; the first one stays.

    Two prints are looked for among those that begin or end alike, so that the work grows with their number and not its square.
    """
    alike: dict[tuple[str | None, str, tuple[str, ...]], list[int]] = {}
    found: list[tuple[Evidence, list[Evidence]]] = []
    printed: list[str] = []
    for each in evidence:
        words = plain(each.quote)
        said, speaker = words.split(), each.statement.speaker if each.statement else None
        places = [alike.setdefault((speaker, *end), []) for end in (("first", tuple(said[:_ALIKE])), ("last", tuple(said[-_ALIKE:])))]
        near = dict.fromkeys(n for place in places for n in place)
        first = next((found[n] for n in near if _are_one(words, printed[n], found[n][0], each)), None)
        if first is None:
            for place in places:
                place.append(len(found))
            found.append((each, []))
            printed.append(words)
        elif each.article.id not in {first[0].article.id, *(other.article.id for other in first[1])}:
            first[1].append(each)
    return found


def _are_one(words: str, others: str, one: Evidence, other: Evidence) -> bool:
    """Whether two slices are one statement in two prints: the same words, or in another article but for small ones, with each "not"."""
    if not _may_be_one_day(one, other):
        return False
    if words == others:
        return True
    if one.article.id == other.article.id or fuzz.ratio(words, others) < _NEARLY:
        return False
    return all(sorted(told(words)) == sorted(told(others)) for told in (content_words, _NOT.findall))


def _may_be_one_day(one: Evidence, other: Evidence) -> bool:
    days = {each.statement.said_on for each in (one, other) if each.statement and each.statement.said_on}
    return len(days) < 2


def apart(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Each slice once, and none that lies in another one."""
    slices = list(dict.fromkeys((each.article.id, each.span) for each in evidence))
    outer = [one for one in slices if not any(_lies_in(one, other) for other in slices if other != one)]
    return [next(each for each in evidence if (each.article.id, each.span) == one) for one in outer]


def _lies_in(one: tuple[str, Span], other: tuple[str, Span]) -> bool:
    return one[0] == other[0] and other[1].start <= one[1].start and one[1].end <= other[1].end
