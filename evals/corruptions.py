"""Corruptions: a true claim made false, or true in a way that its sources don't bear out, in many kinds; the same ones at every run."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import altered_figures, altered_quotations, altered_speakers, altered_words, unsupported
from .claims import Claim, claims
from .corpus import Corpus

Corruption = Callable[[Claim, random.Random], "str | None"]
CorpusCorruption = Callable[[Claim, Corpus, random.Random], "str | None"]

INVENTED_NUMBER = "invented number"
WRONG_NUMBER = "wrong number"
_MOST = {"seeds": 20}  # of a kind; the seeds are one article
_MOST_ELSE = 60
_FURTHEST = 9  # beyond the last source's number

WORDS: dict[str, Corruption] = {
    "not dropped": altered_words.not_dropped,
    "not added": altered_words.not_added,
    "number changed": altered_figures.number_changed,
    "unit changed": altered_figures.unit_changed,
    "date changed": altered_figures.date_changed,
    "day added": altered_figures.day_added,
    "hedge removed": altered_words.hedge_removed,
    "modality changed": altered_words.modality_changed,
    "quantifier changed": altered_words.quantifier_changed,
    "opposite": altered_words.opposite,
    "cue changed": altered_words.cue_changed,
    "condition dropped": altered_words.condition_dropped,
    "quoted word replaced": altered_quotations.word_replaced,
    "quoted word dropped": altered_quotations.word_dropped,
    "quoted word added": altered_quotations.word_added,
    "quoted order changed": altered_quotations.order_changed,
    "paraphrase in marks": altered_quotations.paraphrase_in_marks,
    "report in marks": altered_quotations.report_in_marks,
    "roles swapped": altered_speakers.roles_swapped,
    "facts merged": altered_speakers.facts_merged,
    "cause invented": altered_speakers.cause_invented,
    "clause added": unsupported.clause_added,
    "circumstance added": unsupported.circumstance_added,
    "general knowledge": unsupported.knowledge,
    "other language": unsupported.other_language,
}
OF_CORPUS: dict[str, CorpusCorruption] = {
    "said by another": altered_speakers.another_said_it,
    "quotation of another of the sources": altered_speakers.quotation_of_sources,
    "speaker of the sources": altered_speakers.speaker_of_sources,
    "speaker of the corpus": altered_speakers.speaker_of_corpus,
    "quotation of another of the corpus": altered_speakers.quotation_of_corpus,
    "name changed": altered_speakers.name_changed,
    "role changed": altered_speakers.role_changed,
    "quotations spliced": altered_quotations.spliced,
    "clause of another article": unsupported.clause_of_another_article,
}
KINDS = (*WORDS, *OF_CORPUS, INVENTED_NUMBER, WRONG_NUMBER)


@dataclass(frozen=True)
class Corrupted:
    """A claim with what was made of it. Of the two kinds of numbers only ``cited`` is wrong, and ``text`` is the claim's own."""

    claim: Claim
    kind: str
    text: str
    cited: tuple[int, ...]


def corrupted(corpus: Corpus, given: Sequence[Claim] | None = None) -> list[Corrupted]:
    """All kinds, each of as many claims as it suits, up to a limit, chosen at random."""
    true = claims(corpus) if given is None else given
    found: list[Corrupted] = []
    for kind in KINDS:
        rng = random.Random(f"{corpus.suite}:{kind}")
        made: dict[str, Corrupted] = {}
        for claim in rng.sample(true, len(true)):
            if len(made) == _MOST.get(corpus.suite, _MOST_ELSE):
                break
            one = _corrupted(kind, claim, corpus, random.Random(f"{claim.id}:{kind}"))
            if one is not None:
                made.setdefault(f"{one.text} {one.cited if kind in (INVENTED_NUMBER, WRONG_NUMBER) else ''}", one)
        found += made.values()
    return found


def _corrupted(kind: str, claim: Claim, corpus: Corpus, rng: random.Random) -> Corrupted | None:
    if kind == INVENTED_NUMBER:
        invented = len(claim.sources) + rng.randint(1, _FURTHEST)
        return Corrupted(claim, kind, claim.text, rng.choice([(invented,), (*claim.support, invented)]))
    if kind == WRONG_NUMBER:
        wrong = [each.n for each in claim.sources if each.n not in claim.support]
        return Corrupted(claim, kind, claim.text, (rng.choice(wrong),)) if wrong else None
    text = WORDS[kind](claim, rng) if kind in WORDS else OF_CORPUS[kind](claim, corpus, rng)
    return None if text is None or text == claim.text else Corrupted(claim, kind, text, claim.support)
