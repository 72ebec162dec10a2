"""Claims: true sentences about a suite's articles, as an editor would write them, each with sources that bear it out among others.

    for claim in claims(corpus_of("varn")):
        claim.text, claim.sources, claim.support

They are made by program out of who says what in the articles, and out of the gold's answers; the same ones at every run.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..qa.evidence import Evidence
from ..qa.sources import Source
from .claim_forms import FORMS, MINE, Told, closed, spoken, told
from .corpus import Corpus, known
from .questions import GoldQuestion

_PER_STATEMENT = 2  # forms
_RARE = frozenset(["with day", "without relative", "in digits", "contracted", "reported"])  # one of these comes first
_CONDITIONAL = re.compile(r"\b(?:if|unless|provided|as long as)\b", re.IGNORECASE)
_LONGEST = 60  # words of a sentence
_ASKED = re.compile(r"(Who|What|Where) (is|was|are|were|told|denied|called|compared|leads|read|took|won|said|pointed|thinks|wrote) (.+?)\?")


@dataclass(frozen=True, eq=False)
class Claim:
    """A sentence without its numbers; ``support`` are the numbers of the sources that it needs, each of them.

    ``told`` is what it was made of, by which it can be altered; None for a report, an answer, and two that are joined.
    """

    id: str
    text: str
    form: str
    suite: str
    sources: tuple[Source, ...]
    support: tuple[int, ...]
    told: Told | None = None

    @property
    def supporting(self) -> list[Source]:
        return [self.sources[n - 1] for n in self.support]

    @cached_property
    def given(self) -> str:
        """All that the sources show, and what stands before them, in lower case: what is not in it, none of them bears out."""
        return "\n".join(f"{each.before} {each.text} {' '.join(each.names)} {each.day}" for each in self.sources).lower()

    @property
    def article(self) -> str:
        """The id of the one that it is about first."""
        return self.supporting[0].article.id


def claims(corpus: Corpus) -> list[Claim]:
    """All of a suite's, in the order of its articles."""
    made: dict[str, Claim] = {}
    for n, (form, text, needed, said) in enumerate(_written(corpus)):
        rng = random.Random(f"{corpus.suite}:{n}:{form}")
        sources, support = corpus.sources(needed, rng)
        if text not in made:
            made[text] = Claim(f"{corpus.suite}-{n:04}", text, form, corpus.suite, sources, support, said)
    return list(made.values())


_Written = tuple[str, str, Sequence[Evidence], Told | None]


def _written(corpus: Corpus) -> Iterator[_Written]:
    before: tuple[Evidence, Told] | None = None
    for n, evidence in enumerate(corpus.statements):
        said = told(evidence)
        if said is None:
            continue
        rng = random.Random(f"{corpus.suite}:forms:{n}")
        possible = [(form, text) for form, write in FORMS.items() if (text := write(said, rng)) and len(text.split()) <= _LONGEST]
        rare = [each for each in possible if each[0] in _RARE or (each[0] == "as it is" and _CONDITIONAL.search(each[1]))]
        chosen = (rng.sample(rare, min(1, len(rare))) + rng.sample(possible, len(possible)))[: _PER_STATEMENT + bool(rare)]
        for form, text in dict(chosen).items():
            yield form, text, [evidence], said
        if said.clause and before and before[1].name != said.name and n % 3 == 0:
            yield "joined", _joined(before[1], said), [before[0], evidence], None
        if said.clause:
            before = evidence, said
    for report in corpus.reports:
        text = corpus.articles[report.article.id].text[slice(*report.span)]
        if "\n" not in text and 5 <= len(text.split()) <= _LONGEST and closed(text) and not MINE.search(text):
            yield "report", text, [report], None
    for question in corpus.questions:
        if (text := _answered(question)) is not None:
            evidence = corpus.evidence_at(*question.evidence[0][0])
            if all(quoted in known(evidence).text for quoted in re.findall('[“"]([^”"]+)', text)):
                yield "answer", text, [evidence], None


def _joined(one: Told, other: Told) -> str:
    first, second = (f"{said.name} {spoken(said.verb)} that {said.clause}" for said in (one, other))
    return f"{first[:1].upper()}{first[1:]}, while {second}."


def _answered(question: GoldQuestion) -> str | None:
    """A short answer put into its question: "Who leads the union?", "Ann Karsk" -> "Ann Karsk leads the union." """
    match = _ASKED.fullmatch(question.question)
    if match is None or not question.answers or len(question.evidence) != 1 or question.history or len(question.question.split()) < 4:
        return None
    asked, verb, rest = match.groups()
    answer = question.answers[0].rstrip(".")
    if asked == "Who" and not (verb in ("is", "are") and question.answers[0][:1].islower()):
        said = f"{answer} {verb} {rest}" if verb not in ("is", "are") else f"{rest} is {answer}"
    elif (
        verb in ("is", "was")
        and re.match(r"(?:the|a) |[A-Z]", rest)
        and ", according" not in rest
        and not rest.endswith(("held", "found", "in", "at"))
        and " when " not in rest
    ):
        said = f"{rest} {verb} {answer}"
    else:
        return None
    return f"{said[:1].upper()}{said[1:]}."
