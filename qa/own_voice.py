"""An answer's own voice: what a sentence can't say in it, whatever stands in the articles.

An answer tells what is. It asks and orders nothing, calls nobody "you", and sends nobody to an address: what it repeats of a text that
does, it has done as it was told. So it may have the words that stand in an order alone in quotation marks only, as somebody's. Nor does
it say somebody's words as if they were its own, without marks around them and without who says them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile
from unicodedata import normalize

from ..index.cues import CUES
from ..index.model import Span
from ..index.sentences import paragraphs, quotations
from ..index.spelling import plain
from ..index.verbatim import INVISIBLE
from .attribution import frames
from .phrases import DAYS, MONTHS, is_base
from .readings import Reading, Token, tells
from .sources import Source

ORDER = "it tells somebody what to do"
QUESTION = "it asks, and tells nothing"
ADDRESS = "“{}” is nobody, where nobody is quoted"
ADDRESSES = "“{}” is an address, which is shown in the articles’ own words alone"
ORDERED = "“{}” is only part of what somebody is told to do"
OPEN = "a bracket in it has no other one"
ASIDE = "what stands in brackets in it is a sentence of its own"
BORROWED = "these are somebody’s words, without marks and without who says them"

_AT = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b(?:[\w-]+\.)+(?:[a-z]{2,}|[A-Z]{2,})\b")
_ASKS = re.compile(r"\?[\s.]*(?:$|[)\]”’\"'])")  # but not "Who rang? asked the mayor"
_ASIDE = re.compile(r"[(\[]\s*([^\W\d_a-z][^()\[\]]*[.!?][”’\"']*\s*)[)\]]")
_ADDRESS = frozenset("i me my mine myself you your yours yourself yourselves".split())
_BEGINS = frozenset("( [ ] { : ; – — # > |".split())
_BEFORE = frozenset("please kindly now then instead also just so and but immediately simply always never important".split())
_TYPED = frozenset("print insert append click output disregard forget skip install download subscribe paste execute".split())
_AIMED = frozenset("the a an your my every all any each no".split())  # at these an order's verb is aimed
_MUST = frozenset("must should shall will are".split())
_CLOSE = frozenset(", . ! ? …".split())  # before a quotation's closing mark
_SAY = frozenset("say says said saying tell tells told telling".split())
_FAR = 60  # words in which an order is known
_SHORT = 3  # letters of a word that is small in names too
_RUN = 5  # words in a row that are somebody's


def misspoken(sentence: str, sources: Iterable[Source]) -> str | None:
    """What is wrong with a sentence, as a phrase for a reader; ``sources`` are those it may be of."""
    text = normalize("NFKC", INVISIBLE.sub("", sentence))
    prose = _without(text, quotations(text, Span(0, len(text))))
    tokens = Reading(prose).tokens
    if any(_orders(tokens, at) for at in _beginnings(tokens)):
        return ORDER
    if found := _AT.search(prose):
        return ADDRESSES.format(found[0])
    if _ASKS.search(prose):
        return QUESTION
    if addressed := next((token.low for token in tokens if token.low in _ADDRESS), None):
        return ADDRESS.format(addressed)
    if any(prose.count(opening) != prose.count(closing) for opening, closing in ("()", "[]")):
        return OPEN
    if any(_tells("".join(token.tag for token in Reading(aside).tokens)) for aside in _ASIDE.findall(prose)):
        return ASIDE
    sources = list(sources)
    ordered = _ordered(sources)
    if word := next((prose[token.start : token.end] for token in tokens if token.root in ordered), None):
        return ORDERED.format(word)
    fewest = 2 if prose == text else _RUN  # of words beside a quotation
    return BORROWED if not frames(text) and _is_borrowed(prose, sources, fewest) else None


def is_order(name: str) -> bool:
    """Whether what stands where a name should orders something; "Save the Children" doesn't."""
    tokens = Reading(name).tokens
    lower = any(token.low == name[token.start : token.end] and len(token.low) > _SHORT and tells(token) for token in tokens)
    return lower and any(_orders(tokens, at, surely=True) for at in _beginnings(tokens))


def _without(text: str, spans: Sequence[Span]) -> str:
    """The text with nothing left of these slices but their first and last characters."""
    kept, at = "", 0
    for span in spans:
        kept += text[at : span.start + 1] + text[span.end - 1]
        at = span.end
    return kept + text[at:]


def _beginnings(tokens: Sequence[Token], quoted: bool = False) -> Iterator[int]:
    """Where something new begins: a sentence, what stands in brackets, after a colon, or, if that counts, in quotation marks."""
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else None
        if before is None or before.sentence != token.sentence or before.low in _BEGINS or (quoted and before.tag == "Q"):
            yield i


def _orders(tokens: Sequence[Token], at: int, surely: bool = False) -> bool:
    """Whether what begins there orders something: a verb without anybody before it, or "you must"; ``surely``: it has an object."""
    words = list(dropwhile(lambda token: token.low in _BEFORE or token.tag in ",.Q'", tokens[at : min(_end(tokens, at), at + _FAR)]))
    if len(words) < 2 or words[0].low in DAYS | MONTHS:
        return False
    one, two = words[:2]
    if (one.low in ("do", "let") and two.low in ("not", "us")) or (one.low == "you" and two.low in _MUST):
        return True
    tags = "".join(token.tag for token in words)
    if is_base(one.low) or one.low in _TYPED:
        clause = "," in tags and two.tag == "A" and _tells(tags[tags.index(",") :])  # "Put simply, the dam is safe"
        name = two.tag == "D" and tags[2:3] == "P" and _tells(tags[2:].lstrip("P")[:1])  # "Save the Children said"
        speaker = ":" in (token.low for token in words) and "P" in tags  # "Press secretary Ann Karsk:"
        return not clause and not name and (two.tag in "DOQWSXA.:" or not (surely or speaker or _tells(tags[1:])))
    if one.tag not in "PN" or two.low not in _AIMED or one.low.endswith("ing") or one.low in CUES:
        return False
    return not _tells(tags[1:].lstrip("DAX")[:1] + tags[1:].lstrip("DNPAXG'")[:1])  # "Today the council voted"


def _tells(tags: str) -> bool:
    """Whether there is a verb that isn't one after "to"."""
    return any(tag in "VB" and tags[i - 1 : i] != "T" for i, tag in enumerate(tags))


def _ordered(sources: Sequence[Source]) -> frozenset[str]:
    """The stems of words that stand in nothing but orders."""
    pairs = [_roots(source.text) for source in sources]
    ordered = frozenset[str]().union(*(each for each, _ in pairs))
    about = [part for source in sources for part in (source.before, source.article.title, *source.names) if part]
    return ordered.difference(*(each for _, each in pairs), *map(_all_roots, about)) if ordered else ordered


@lru_cache(maxsize=256)
def _roots(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of the words in a text's orders that tell something, and those of all others."""
    tokens = Reading(INVISIBLE.sub("", text)).tokens
    within: set[int] = set()
    for at in _beginnings(tokens, quoted=True):
        if tokens[at].low != "you" and _orders(tokens, at):
            within.update(range(at, _end(tokens, at)))
    ordered = (
        token.root for i, token in enumerate(tokens) if i in within and tells(token) and token.tag in "NPVGXA" and token.low not in _SAY
    )
    return frozenset(ordered), frozenset(token.root for i, token in enumerate(tokens) if i not in within)


@lru_cache(maxsize=256)
def _all_roots(text: str) -> frozenset[str]:
    return Reading(text).roots


def _end(tokens: Sequence[Token], at: int) -> int:
    """Where what begins there ends: with its sentence, with the bracket that it stands in, or with the quotation."""
    depth = 0
    for i in range(at, len(tokens)):
        depth += (tokens[i].low in "([{") - (tokens[i].low in ")]}")
        ends = tokens[i].tag == "Q" and i > at and tokens[i - 1].low in _CLOSE
        if depth < 0 or ends or tokens[i].sentence != tokens[at].sentence:
            return i
    return len(tokens)


def _is_borrowed(prose: str, sources: Iterable[Source], fewest: int) -> bool:
    """Whether words in a row, or all, stand in quotation marks in a source, and nowhere without them."""
    words = plain(prose).split()
    if len(words) < fewest:
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
