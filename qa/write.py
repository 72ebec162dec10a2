"""An answer by a language model, which is an editor that nobody trusts.

The articles' own answer comes first: its evidence is all that the model is given. Of what the model writes out of it a sentence is shown
when it has passed the check, and the others are told apart with the reason. Evidence that no such sentence cites follows in the
articles' own words. So no answer cites less than it would without a model, nor anything else.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ..index.lexical import WORD
from ..index.spelling import plain
from ..index.tracing import span, tell
from .answer import Answer, Cost, Removed, Written
from .check import Checker, Status, Verdict
from .completion import Completion, complete, leans
from .draft import Draft
from .evidence import Evidence, is_beside, without_reprints
from .language_model import Reply, budget, count_tokens, name_of
from .manuscript import Manuscript, Sentence
from .own_voice import misspoken
from .page import Page
from .prompt import prompt
from .sources import Source, sources_of

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_log = logging.getLogger(__name__)
OWN_WORDS = "In the articles’ own words:"
STANDS_IN = "What the model wrote isn’t borne out by the articles. These are their own words."
UNVERIFIED = "What the model wrote could not be verified. These are the articles’ own words."
UNANSWERED = "The model could not be asked. These are the articles’ own words."
CUT_SHORT = "The model did not come to its end."
SILENT = "The model wrote nothing that can be read. These are the articles’ own words."
CRAMPED = "No passage has room in what the model can read at once; these are the articles’ own words. Its context_window can be set."
OVERLONG = "it has no end, or too late a one, to be checked"
BROKEN_OFF = "the model broke off in the midst of it"
UNCLEAR = "whom or what its first word means is not in what was written before it"
FRAGMENT = "it is no sentence"
REPEATED = "it says the same again"

_LEANING = re.compile(r"(?:he|she|they|his|her|their|this|these|those)\b", re.IGNORECASE)
_PERSONAL = re.compile(r"(?:he|she|they|his|her|their)\b", re.IGNORECASE)
_FEWEST = 2  # words of a sentence, letters by themselves not counted
_MOST_SENTENCES = 40
_MOST_IN_A_ROW = 10  # sentences that fall one after the other, from which on the model is not listened to any more
_SHOWN = 300  # characters of a sentence that was taken out


class Writer:
    """Writes answers by ``llm``, which is given up after ``seconds``."""

    def __init__(self, llm: LLM, checker: Checker, seconds: float, strict: bool = False) -> None:
        """``strict`` removes what can't be verified."""
        self._llm = llm
        self._seconds = seconds
        self._checker = checker
        self._strict = strict

    def complete(self, question: str, history: Sequence[str]) -> Completion:
        """A follow-up as the model completes it, where it leans on the questions before."""
        return complete(self._llm, question, history, self._seconds) if leans(question) else Completion(None, Cost())

    def write(self, question: str, draft: Draft, answer: Answer) -> Iterator[str | Answer]:
        """The answer as it is made: pieces of its text, and at last the whole Answer. ``answer`` is the draft's own."""
        page, wrote = Page(), list[_Wrote]()
        found = _sources(draft)
        given = prompt(question, [source for source, _ in found], budget(self._llm), count_tokens)
        reply = Reply(self._llm, given.messages, self._seconds) if given.sources else None
        with span("write", current=False, sources=len(given.sources)) as traced:
            shown = 0
            for _ in self._kept(reply, given.sources, {source.n: slices for source, slices in found}, page, wrote) if reply else ():
                yield page.text[shown:]
                shown = len(page.text)
            cost = Cost(0.0, *reply.tokens, reply.estimated) if reply else Cost()
            removed = [Removed(each.text, each.why or "") for each in wrote if each.status == "removed"]
            tell(traced, removed=len(removed), prompt_tokens=cost.prompt_tokens, completion_tokens=cost.completion_tokens)
        kept = bool(page.text)
        _add_rest(page, draft)
        if note := _note(reply, kept, wrote):
            page.add_note(note)
        numbered = tuple(Written(each.text, each.status, each.why, _numbers(page, each.cited)) for each in wrote)
        if page.text[shown:]:
            yield page.text[shown:]
        yield replace(
            answer,
            text=page.text,
            citations=tuple(page.citations),
            pieces=tuple(page.pieces),
            sentences=numbered,
            removed=tuple(removed),
            answerer=name_of(self._llm) if kept else answer.answerer,
            cost=cost,
        )

    def _kept(
        self, reply: Reply, sources: Sequence[Source], slices: Mapping[int, Sequence[Evidence]], page: Page, wrote: list[_Wrote]
    ) -> Iterator[None]:
        """Goes on whenever another sentence stands on the page."""
        said: set[str] = set()
        before: list[Evidence] = []
        falling = 0
        for sentence in _sentences(reply):
            why = _unchecked(sentence, said, reply) or misspoken(sentence.text, sources)
            verdict = Verdict((), (), why)
            if why is None:
                with span("check", current=False):
                    verdict = self._checker.check(sentence.text, sources, sentence.cited)
            cited = [each for n in verdict.cites for each in slices[n]]
            who = _who(sentence.text, cited, before) if cited else None
            status, why = verdict.status, verdict.why
            if who == "":
                status, why = "removed", why or UNCLEAR
            if status == "unverified" and self._strict:
                status = "removed"
            if status == "removed":
                wrote.append(_Wrote(sentence.text[:_SHOWN], status, why, ()))
            else:
                wrote.append(_Wrote("".join(part.text for part in verdict.parts), status, why, cited))
                said.add(plain(sentence.text))
            if status == "verified":
                page.add_sentence(verdict.parts, cited, who)
                before = cited
                yield
            falling = falling + 1 if status == "removed" else 0
            if falling == _MOST_IN_A_ROW or len(said) == _MOST_SENTENCES:
                reply.close()
                return


class _Wrote(NamedTuple):
    """What is shown has the article's own slice for each quotation."""

    text: str
    status: Status
    why: str | None
    cited: Sequence[Evidence]


def _numbers(page: Page, cited: Sequence[Evidence]) -> tuple[int, ...]:
    return tuple(sorted({page.number(each) for each in cited}))


def _sentences(reply: Reply) -> Iterator[Sentence]:
    manuscript = Manuscript()
    for piece in reply:
        yield from manuscript.feed(piece)
    yield from manuscript.close(reply.cut)


def _unchecked(sentence: Sentence, said: set[str], reply: Reply) -> str | None:
    """Why a sentence falls before it is checked."""
    if not sentence.whole:
        return BROKEN_OFF if reply.cut else OVERLONG
    if sum(len(word) > 1 for word in WORD.findall(sentence.text)) < _FEWEST:
        return FRAGMENT
    return REPEATED if plain(sentence.text) in said else None


def _who(sentence: str, cited: Sequence[Evidence], before: Sequence[Evidence]) -> str | None:
    """The name for "she" at the beginning of a sentence, where the one before is about somebody else; "" where nobody can tell."""
    if not _LEANING.match(sentence):
        return None
    speakers, others = ({each.statement.speaker if each.statement else None for each in evidence} for evidence in (cited, before))
    if speakers == others != {None} or any(
        one.article.id == other.article.id and is_beside(one, other) for one in cited for other in before
    ):
        return None
    speaker = speakers.pop() if len(speakers) == 1 else None
    return speaker if speaker and _PERSONAL.match(sentence) else ""


def _sources(draft: Draft) -> list[tuple[Source, list[Evidence]]]:
    """All that the draft's own answer would cite, each with the slices that lie in its sentences: those are given to a model once."""
    found = [each for block in draft.blocks for each, _ in without_reprints(block.evidence)]
    whole = sources_of({_slice(each): each for each in reversed(found)}[key] for key in dict.fromkeys(map(_slice, found)))
    slices: dict[int, list[Evidence]] = {}
    for each in whole:
        holder = max([each, *(other for other in whole if _holds(other, each))], key=lambda one: (one.span.end - one.span.start, -one.n))
        slices.setdefault(holder.n, []).append(each.evidence)
    given = [each for each in whole if each.n in slices]
    return list(zip(sources_of(each.evidence for each in given), (slices[each.n] for each in given), strict=True))


def _holds(one: Source, other: Source) -> bool:
    """Whether all that one tells stands in the other, by the same speaker; of two that are alike the first holds the second."""
    inside = one.span.start <= other.span.start and other.span.end <= one.span.end and one.article.id == other.article.id
    return inside and one.speaker == other.speaker and (one.span != other.span or one.n < other.n)


def _slice(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.article.id, evidence.span.start, evidence.span.end


def _add_rest(page: Page, draft: Draft) -> None:
    """The evidence that isn't cited yet, under its headings."""
    cited = {(each.article, each.start, each.end) for each in page.citations}
    said = {_words(each) for block in draft.blocks for each in block.evidence if _slice(each) in cited}
    wrote = bool(page.text)
    begun = False
    for block in draft.blocks:
        left = tuple(each for each in block.evidence if _words(each) not in said)
        if not left and not (wrote and block.note):
            continue
        if wrote and left and not begun:
            page.add_note(OWN_WORDS)
            begun = True
        if left:
            page.add_block(replace(block, evidence=left))
        elif block.note:
            page.add_note(block.note)


def _words(evidence: Evidence) -> tuple[str, str | None]:
    """What reprints have in common."""
    return plain(evidence.quote), evidence.statement.speaker if evidence.statement else None


def _note(reply: Reply | None, kept: bool, wrote: Sequence[_Wrote]) -> str | None:
    """What the reader should know of the model, if it did not do what it was asked for."""
    if reply is None:
        return CRAMPED
    if reply.error is not None:
        _log.warning("%s", reply.error)  # for whoever runs this: it names the server and its settings
        return CUT_SHORT if kept else UNANSWERED
    if kept:
        return None
    if any(each.status == "unverified" for each in wrote):
        return UNVERIFIED
    return STANDS_IN if wrote else SILENT
