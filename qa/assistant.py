"""Assistant: a question in, a cited answer out; written by a language model where there is one, and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING

from ..index.index import Index
from ..index.lexical import content_words
from ..index.search import check_question, check_text
from ..index.spelling import plain
from .about_index import about_index
from .answer import Answer, Cost, IndexState
from .draft import NEAREST, NOTHING, UNSURE, Draft, nothing, unsure
from .evidence import Evidence
from .excerpts import WIDE, overlap
from .facts import tell
from .followup import completed, completed_parts
from .origins import trace, who_said
from .outlets import outlet_of, titled
from .page import Block
from .question import Question, Wants, parse
from .reader import Reader, load_reader
from .relevance import Relevance
from .short import read_short
from .testimony import testify
from .unasked import FOREIGN, NOTHING_ASKED, asks_nothing, is_foreign
from .witnesses import called, unheard

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

    from .entailment import Entailment
    from .query_engine import AnswerEngine
    from .write import Writer

SECONDS = 60.0  # for a language model's answer
NO_ARTICLES = "There are no articles in this index yet."
_TITLES = 20  # passages in whose articles a title is looked for
_PASTED = 8  # words, from which on a text that stands in an article is no question
THE_REST = "What the articles tell besides:"
NOT_FOUND = "These words don't stand in the articles."


class Assistant:
    """Answers questions out of an index: in the articles' own sentences, or in those of ``llm``, as far as the articles bear them out."""

    def __init__(
        self,
        index: Index,
        llm: LLM | None = None,
        *,
        reader: Reader | str | None = None,
        relevance: Relevance | None = None,
        entailment: Entailment | str | None = None,
        seconds: float = SECONDS,
        strict: bool = False,
    ) -> None:
        """``llm`` is any LlamaIndex LLM; it has so many ``seconds`` for an answer, and what it wrote until then counts. What of that can't
        be verified, and isn't wrong for sure, is among the answer's ``sentences``; ``strict`` removes it.

        ``reader`` is a Reader, or the name or path of an extractive question answering model, which then finds the short answers; and
        ``relevance`` judges what was found. The reader that comes along does both otherwise.
        ``entailment`` is the same for a model that tells whether a sentence follows from a text, for checking what ``llm`` writes.

        Raises:
            ModelError: a model can't be loaded.
        """
        self.index = index
        self.llm = llm
        self.reader = load_reader(reader) if isinstance(reader, str) else reader
        self.relevance = relevance or Relevance()
        self._writer = _writer(index, llm, entailment, seconds, strict) if llm is not None else None

    def ask(self, question: str, history: Sequence[str] = (), *, by_model: bool = True) -> Answer:
        """``history`` is the questions before this one, oldest first, for follow-ups like "and where did he say it?".

        "In June" and "last week" count from the day of the newest article. ``by_model=False`` leaves the language model out.

        Raises:
            QuestionError: an empty or overlong question.
        """
        *_, answer = self.stream(question, history, by_model=by_model)
        assert isinstance(answer, Answer)
        return answer

    def stream(self, question: str, history: Sequence[str] = (), *, by_model: bool = True) -> Iterator[str | Answer]:
        """The same answer as it is made: pieces of its text, and at last the whole Answer.

        What a language model writes comes sentence by sentence, each when it has been checked.
        """
        begun = perf_counter()
        check_question(question)
        for earlier in history:
            check_text(earlier)
        writer = self._writer if by_model else None
        asked, draft, answer = self._answered(question, history)
        spent = Cost()
        writer = None if draft.of_index else writer
        if writer and not answer.answered and history and asked == question:
            other, spent = writer.complete(question, history)
            if other and (found := self._answered(other, ()))[2].answered:
                asked, draft, answer = other, found[1], replace(found[2], question=question, asked=other)
        parts: Iterable[str | Answer] = (*answer.text.splitlines(keepends=True), answer)
        if writer and answer.answered:
            parts = writer.write(asked, draft, answer)
        for part in parts:
            if isinstance(part, Answer):
                cost = spent + (part.cost or Cost())
                yield replace(part, cost=replace(cost, seconds=round(perf_counter() - begun, 3)))
            elif part:
                yield part

    def _answered(self, question: str, history: Sequence[str]) -> tuple[str, Draft, Answer]:
        """The question as it is understood, and its answer in the articles' own words."""
        state = IndexState(self.index.name, self.index.generation)
        count, newest = self.index.extent()
        asked = self.index.mended(completed(question, history)) if count else question
        draft = self._drafted(question, asked, newest) if count else nothing(NO_ARTICLES)
        answer = replace(draft.answer(question, state), asked=None if asked == question else asked)
        return asked, draft, answer if draft.of_index or not count else replace(answer, reader=self.relevance.fingerprint)

    def _drafted(self, question: str, asked: str, newest: date | None) -> Draft:
        if pasted := self._pasted(question):
            return pasted
        if listing := about_index(self.index, question):
            return listing
        if asks_nothing(asked):
            return nothing(NOTHING_ASKED, of_index=True)
        draft = self._of_outlet(asked, newest)
        if is_foreign(asked):
            return unsure(draft.blocks, min(draft.confidence, self.relevance.answered), f"{FOREIGN} {NEAREST}")
        return draft

    def as_query_engine(self) -> AnswerEngine:
        """A LlamaIndex query engine whose answers are these."""
        from .query_engine import AnswerEngine  # seconds to import, and only for those who ask for it

        return AnswerEngine(self)

    def _pasted(self, text: str) -> Draft | None:
        """Where a text is from that stands in an article as it is, whatever it looks like."""
        pasted = Question(text, wants=Wants.ARTICLE)
        return trace(self.index, pasted, text) if len(text.split()) >= _PASTED else None

    def _of_outlet(self, text: str, newest: date | None) -> Draft:
        """Out of the article or the outlet's articles that are named, or of all; what an outlet was told may stand in others too."""
        if (title := titled(text)) and (id := self._named(title[0])):
            return self._draft(replace(parse(title[1], newest), article=id))
        outlet = outlet_of(text, self.index.sources())
        if outlet is None:
            return self._draft(parse(text, newest))
        draft = self._draft(replace(parse(outlet.text, newest), source=outlet.source))
        return draft if outlet.surely or draft.outcome == "answered" else self._draft(parse(text, newest))

    def _named(self, title: str) -> str | None:
        """The article of that title, or of one that begins so."""
        near = (hit.article for hit in self.index.search(title, _TITLES))
        return next((article.id for article in near if title and plain(article.title or "").startswith(plain(title))), None)

    def _draft(self, question: Question) -> Draft:
        parts = self._of_several(question)
        draft = _joined([self._found(part) for part in parts]) if parts else self._found(question)
        if self.reader and draft.outcome == "answered" and question.names_something:
            return replace(draft, short=read_short(self.reader, question, draft.evidence))
        return draft

    def _of_several(self, question: Question) -> list[Question]:
        """The parts of a question of which more than one asks for somebody's words: "what did Karsk say, and what did Brok say?"."""
        if question.excerpt or not question.has_parts or sum(bool(parse(part).speakers) for part in question.parts) < 2:
            return []
        _, newest = self.index.extent()
        return [replace(parse(text, newest), source=question.source, article=question.article) for text in completed_parts(question.parts)]

    def _found(self, question: Question) -> Draft:
        index, relevance = self.index, self.relevance
        if question.excerpt:
            return trace(index, question, question.excerpt) or tell(index, relevance, question, f"{NOT_FOUND} {NEAREST}")
        if question.reverse:
            said = who_said(index, relevance, question)
            told = said if said.outcome == "answered" else tell(index, relevance, question)
            return told if told.outcome == "answered" else self._both(said, told)
        question, witnesses = called(index, question)
        if any(witness.speakers for witness in witnesses):
            said = testify(index, relevance, question, witnesses)
            if said.outcome == "answered" and not question.has_parts:
                return said
            told = tell(index, relevance, question)
            return _with_the_rest(said, told) if said.outcome == "answered" else self._both(said, told)
        told = tell(index, relevance, question)
        if not witnesses:
            return told
        if told.outcome == "answered" and (of_them := _mentioning(told, [witness.mention for witness in witnesses])):
            return of_them
        confidence = min(told.confidence, relevance.answered)
        return unsure(told.blocks, confidence, f"{' '.join(unheard(index, witness) for witness in witnesses)} {NEAREST}")

    def _both(self, said: Draft, told: Draft) -> Draft:
        """Where the words of those who were asked for aren't clearly on it, these and what else comes near, the nearer first.

        That is no answer, however sure what is told is of itself: nobody is answered for by others.
        """
        besides = [replace(block, evidence=tuple(_not_in(said.blocks, block.evidence))) for block in told.blocks]
        best = [max((each.confidence for each in one.evidence), default=0.0) for one in (said, told)]
        blocks = (*said.blocks, *besides) if best[0] >= best[1] else (*besides, *said.blocks)
        lead = said.lead if said.lead and said.lead != NOTHING else UNSURE
        lead = lead if lead.endswith(NEAREST) or not told.evidence else f"{lead} {NEAREST}"
        return unsure(blocks, min(max(said.confidence, told.confidence), self.relevance.answered), lead)


def _joined(drafts: Sequence[Draft]) -> Draft:
    """The parts one after the other, with no more of each than there is room for; what isn't clear is headed as that."""
    most = max(WIDE // len(drafts), 1)
    answered = any(draft.outcome == "answered" for draft in drafts)
    blocks: list[Block] = []
    for draft in drafts:
        fresh = (replace(block, evidence=tuple(_not_in(blocks, block.evidence))) for block in draft.blocks)
        shown = [block for block in fresh if block.evidence]
        if answered and draft.outcome != "answered" and shown:
            shown[0] = replace(shown[0], heading=draft.lead)
        left = most
        for block in shown:
            if left > 0:
                blocks.append(replace(block, evidence=block.evidence[:left]))
                left -= len(block.evidence)
    confidence = max(draft.confidence for draft in drafts)
    return Draft(tuple(blocks), confidence) if answered else unsure(blocks, confidence)


def _with_the_rest(said: Draft, told: Draft) -> Draft:
    """Of a question with several parts not all may ask for what somebody says: behind that comes what the articles tell."""
    rest = _not_in(said.blocks, told.evidence)[: max(WIDE - len(said.evidence), 0)]
    return replace(said, blocks=(*said.blocks, Block(tuple(rest), THE_REST))) if rest else said


def _not_in(blocks: Iterable[Block], evidence: Iterable[Evidence]) -> list[Evidence]:
    """Those that share no words with what is shown."""
    shown = [each for block in blocks for each in block.evidence]
    return [each for each in evidence if not any(overlap(each, other) for other in shown)]


def _mentioning(draft: Draft, mentions: Sequence[str]) -> Draft | None:
    """What has the most of the words for somebody whom nobody is known to be, "the baker on Ulmey", first; None where nothing has any."""
    words = {word for mention in mentions for word in content_words(mention)}
    shared = {id(each): len(words.intersection(content_words(each.quote))) for each in draft.evidence}
    if not any(shared.values()):
        return None
    ordered = (tuple(sorted(block.evidence, key=lambda each: -shared[id(each)])) for block in draft.blocks)
    return replace(draft, blocks=tuple(replace(block, evidence=own) for block, own in zip(draft.blocks, ordered, strict=True)))


def _writer(index: Index, llm: LLM, entailment: Entailment | str | None, seconds: float, strict: bool) -> Writer:
    from .check import Checker  # with what it needs, for those who have a model alone
    from .entailment import load_entailment
    from .write import Writer

    checker = Checker(index.embedder, load_entailment(entailment) if isinstance(entailment, str) else entailment)
    return Writer(llm, checker, seconds, strict)
