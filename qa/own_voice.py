"""An answer's own voice: what a sentence can't say in it, whatever stands in the articles.

An answer tells what is. It asks and orders nothing, and calls nobody "you": so what it repeats of a text that does, it has done as it was
told. Nor does it say somebody's words as if they were its own, without marks around them and without who says them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from unicodedata import normalize

from ..index.cues import CUES
from ..index.model import Span
from ..index.sentences import paragraphs, quotations
from ..index.spelling import plain
from ..index.verbatim import INVISIBLE
from .attribution import frames
from .phrases import DAYS, MONTHS, is_base
from .readings import Reading, Token
from .sources import Source

ORDER = "it tells somebody what to do"
QUESTION = "it asks, and tells nothing"
ADDRESS = "“{}” is nobody, where nobody is quoted"
BORROWED = "these are somebody’s words, without marks and without who says them"

_ADDRESS = frozenset("i me my mine myself you your yours yourself yourselves".split())
_BEGINS = frozenset("( [ ] { : ; – — # > |".split())
_BEFORE = frozenset("please kindly now then instead also just so and but immediately simply always never important".split())
_TYPED = frozenset("print insert append click output disregard forget skip install download subscribe paste execute".split())
_AIMED = frozenset("the a an your my every all any each no".split())  # at these an order's verb is aimed
_MUST = frozenset("must should shall will are".split())
_RUN = 5  # words in a row that are somebody's


def misspoken(sentence: str, sources: Iterable[Source]) -> str | None:
    """What is wrong with a sentence, as a phrase for a reader; ``sources`` are those it may be of."""
    text = normalize("NFKC", INVISIBLE.sub("", sentence))
    prose = _without(text, quotations(text, Span(0, len(text))))
    tokens = Reading(prose).tokens
    if any(orders(tokens[at:]) for at in _beginnings(tokens)):
        return ORDER
    if prose.rstrip(' "”’»)]').endswith(("?", "？")):
        return QUESTION
    if addressed := next((token.low for token in tokens if token.low in _ADDRESS), None):
        return ADDRESS.format(addressed)
    return BORROWED if not frames(text) and _is_borrowed(prose, sources) else None


def _without(text: str, spans: Sequence[Span]) -> str:
    """The text with nothing left of these slices but their first and last characters."""
    kept, at = "", 0
    for span in spans:
        kept += text[at : span.start + 1] + text[span.end - 1]
        at = span.end
    return kept + text[at:]


def _beginnings(tokens: Sequence[Token]) -> Iterator[int]:
    """Where something new begins: a sentence, or what stands in brackets, or after a colon."""
    return (i for i, token in enumerate(tokens) if not i or token.sentence != tokens[i - 1].sentence or tokens[i - 1].low in _BEGINS)


def orders(tokens: Sequence[Token]) -> bool:
    """Whether words that begin a sentence order something: a verb without anybody before it, or "you must"."""
    tokens = [token for token in tokens if token.sentence == tokens[0].sentence]
    first = next((i for i, token in enumerate(tokens) if token.low not in _BEFORE and token.tag not in ",.Q'"), len(tokens))
    tokens = tokens[first:]
    if len(tokens) < 2 or tokens[0].low in DAYS | MONTHS:
        return False
    one, two = tokens[:2]
    if (one.low in ("do", "let") and two.low in ("not", "us")) or (one.low == "you" and two.low in _MUST):
        return True
    tags = "".join(token.tag for token in tokens)
    if is_base(one.low) or one.low in _TYPED:
        goes_on = two.tag == "A" and "," in tags and _tells(tags[tags.index(",") :])  # "Put simply, the dam is safe"
        return not goes_on and (two.tag in "DOQWSXA.:" or not _tells(tags[1:]))
    return (
        one.tag in "PN"
        and not one.low.endswith("ing")
        and one.low not in CUES
        and two.low in _AIMED
        and not _tells(tags[1:].lstrip("DAX")[:1] + tags[1:].lstrip("DNPAXG'")[:1])
    )


def _tells(tags: str) -> bool:
    """Whether there is a verb that isn't one after "to"."""
    return any(tag in "VB" and tags[i - 1 : i] != "T" for i, tag in enumerate(tags))


def _is_borrowed(prose: str, sources: Iterable[Source]) -> bool:
    """Whether words in a row, or all, stand in quotation marks in a source, and nowhere without them."""
    words = plain(prose).split()
    if len(words) < 2:
        return False
    runs = [f" {' '.join(words[at : at + _RUN])} " for at in range(max(len(words) - _RUN, 0) + 1)]
    quoted, own = "", ""
    for source in sources:
        text, span = source.article.text, source.span
        inside = [
            Span(max(start, span.start), min(end, span.end))
            for part in paragraphs(text)
            if part.start < span.end and span.start < part.end
            for start, end in quotations(text, part)
            if start < span.end and span.start < end
        ]
        quoted += "".join(f"| {_folded(text[slice(*each)])} |" for each in inside)
        own += f"| {_folded(_without(source.text, [Span(s - span.start, e - span.start) for s, e in inside]))} |"
    return any(run in quoted and run not in own for run in runs)


def _folded(text: str) -> str:
    return plain(INVISIBLE.sub("", text))
