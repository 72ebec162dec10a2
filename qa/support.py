"""How sure is it that a sentence of an article answers a question about a fact? Told by what can be seen; no language model.

``signals`` compares one sentence with the question, ``supported`` puts the sentences that search has found in order, and
``confidence`` says how likely it is that there is an answer at all. Both are logistic models over the signals. Their weights stand in
``support.json``, with what they were fitted on and how they did. A signal that is wanting counts as it is on average.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ..index.lexical import WORD, content_words
from ..index.model import SentenceHit
from ..index.nations import nation
from .asked import LONGEST, asked_by
from .kinds import UNTOLD, kind
from .opposites import OPPOSITE
from .phrases import stem
from .polarity import leaves_open, polarity
from .question import Question, Wants
from .short import short_answer

SIGNALS = {
    "passage": "score of the passage that the sentence stands in",
    "dense": "cosine of the sentence with the question",
    "words": "share of the question's words that stand in the sentence, each weighing as it is rare in the index",
    "around": "the same, with what stands before the sentence in its passage, and the article's title",
    "least": "best cosine in the sentence of the question's word that is least like anything there",
    "unmet": "mean best cosine in the sentence of the question's words that don't stand there",
    "kind": "1 where a number, date, person, place or reason is asked for and one stands there that the question lacks; 0 where not",
    "short": "how well the best short answer in the sentence fits; of a question for yes or no, 1 where the sentence tells which",
    "open": "1 where the sentence denies what the question takes for granted, or leaves it open: promised, refused, might",
    "names": "how many words of the question's names stand neither there nor before it nor in the title; 3 at most",
    "numbers": "the same for the question's numbers; 2 at most",
    "opposite": "1 where a word of the question is missing in the passage and its opposite stands there",
    "asks": "1 where the sentence is itself a question",
    "negated": "1 where the question has a negation and the sentence has none",
}
"""What can be seen of a question and a sentence."""

_BEFORE = 400  # characters before the sentence, which may say who "he" is
_EXAMINED = 6  # sentences that are examined: it is slow, and moves a sentence few places
_MARKS = "\"“”„«»‹›‘’'」』 "
_ALL_MET = 0.8  # "unmet" where there is none
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|unable|fail(?:s|ed)?|except|besides)\b|n[’']t\b", re.I
)


class _Asked(NamedTuple):
    """A question made ready to be compared with many sentences."""

    words: dict[str, str]  # the content words in lower case, in order, with their stems
    stems: frozenset[str]  # of all its words
    names: frozenset[str]  # stems of words with a capital, the first word aside
    nations: dict[str, str]  # the countries that some of the names are of
    numbers: frozenset[str]
    negated: bool
    asks_for: frozenset[str]  # stems of "day" in "on what day"


@lru_cache(64)
def _asked(text: str) -> _Asked:
    words = {word: stem(word) for word in content_words(text)}
    raw = WORD.findall(text)
    capitals = {word.lower() for word in raw[1:] if word[0].isupper()} if not text.isupper() else set[str]()
    numbers = frozenset(found for word, found in words.items() if any(letter.isdigit() for letter in word))
    names = frozenset(found for word, found in words.items() if word in capitals) - numbers
    nations = {stem(word.lower()): country for word in raw if word.lower() in capitals and (country := nation(word))}
    focus = frozenset(asked_by(text[:LONGEST]).focus)
    return _Asked(words, frozenset(stem(word.lower()) for word in raw), names, nations, numbers, bool(_NEGATION.search(text)), focus)


@lru_cache(1024)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word.lower()) for word in WORD.findall(text))


def signals(question: Question, hit: SentenceHit, rarity: Mapping[str, float] | None = None) -> dict[str, float]:
    """What can be seen of one sentence, by the names of SIGNALS: at a glance, and on examination, which takes longer.

    Without the hit's ``nearness``, as with an embedder that gives no word pieces' vectors, "least" and "unmet" are wanting. ``rarity``
    is the weight of each of the question's words, alike if not given. Linear in the passage's length.
    """
    return glanced(question, hit, rarity) | examined(question, hit)


def _before(hit: SentenceHit) -> str:
    """What stands before the sentence in its passage, which may say who "he" is."""
    start = hit.sentence.start
    return hit.hit.article.text[max(hit.hit.passage.start, start - _BEFORE) : start]


def _speakers(hit: SentenceHit) -> str:
    """Who says what the sentence reports, with their roles, where it says only "he" or "Ms Karsk"."""
    start, end = hit.sentence
    said = [each for each in hit.hit.statements if any(part.start < end and start < part.end for part in each.content)]
    return " ".join(word for each in said for word in (each.speaker or "", *each.roles))


@lru_cache(256)
def _dated(day: str | None) -> frozenset[str]:
    """The words for the day of an article, which it needn't say itself."""
    if not day:
        return frozenset()
    found = date.fromisoformat(day)
    return frozenset(stem(word.lower()) for word in (str(found.day), f"{found:%B}", str(found.year), f"{found:%A}"))


@lru_cache(1024)
def _nations(text: str) -> frozenset[str]:
    """The countries that a text names, or whose people it does."""
    words = [word for word in WORD.findall(text) if word[0].isupper()]
    return frozenset(found for name in (*words, *map(" ".join, zip(words, words[1:], strict=False))) if (found := nation(name)))


def glanced(question: Question, hit: SentenceHit, rarity: Mapping[str, float] | None) -> dict[str, float]:
    """The signals that are quick to see."""
    asked, nearness = _asked(question.text), hit.nearness
    article, passage = hit.hit.article, hit.hit.passage
    start, end = hit.sentence
    sentence = article.text[start:end]
    here = _stems(sentence)
    before = _before(hit)
    around = here.union(_stems(before), _stems(article.title or ""), _stems(_speakers(hit)))
    named = around | _dated(article.published)
    missing = asked.names - named
    if missing and asked.nations:
        there = _nations(f"{before} {sentence}")
        missing -= {name for name, country in asked.nations.items() if country in there}
    yes_no = question.wants is Wants.YES_NO  # what is denied there is answered
    seen = {
        "passage": hit.hit.score,
        "dense": hit.parts["dense"].value,
        "words": hit.parts["words"].value,
        "around": _share(asked, around, rarity or {}),
        "names": float(min(len(missing), 3)),
        "numbers": float(min(len(asked.numbers - named), 2)),
        "opposite": float(not yes_no and _has_opposite(asked, around | _stems(passage.text))),
        "asks": float(sentence.rstrip(_MARKS).endswith("?")),
        "negated": float(not yes_no and asked.negated and not _NEGATION.search(sentence)),
    }
    if nearness:
        known = [nearness[word] for word in asked.words if word in nearness]
        unmet = [nearness[word] for word, found in asked.words.items() if word in nearness and found not in here]
        seen |= {"least": min(known, default=1.0), "unmet": sum(unmet) / len(unmet) if unmet else _ALL_MET}
    return seen


def _share(asked: _Asked, present: frozenset[str], rarity: Mapping[str, float]) -> float:
    """Of the question's words, by weight, those present."""
    weights = {word: rarity.get(word, 1.0) for word in asked.words}
    whole = sum(weights.values())
    return sum(weights[word] for word, found in asked.words.items() if found in present) / whole if whole else 0.0


def _has_opposite(asked: _Asked, present: frozenset[str]) -> bool:
    missing = set(asked.words.values()) - present - asked.asks_for
    return any(OPPOSITE.get(found, frozenset()) & present for found in missing)


def examined(question: Question, hit: SentenceHit) -> dict[str, float]:
    """The signals that are slow to see: "kind", "short" and "open"."""
    text, wants = hit.hit.article.text, question.wants
    if wants is Wants.YES_NO:
        told = polarity(question.text, text, hit.sentence, f"{hit.hit.article.title or ''} {_speakers(hit)} {_before(hit)}")
        return {"kind": UNTOLD, "short": float(told is not None), "open": 0.0}
    found = short_answer(question.text, (Wants.THING if wants is Wants.WORDS else wants).value, text, [hit.sentence])
    return {
        "kind": kind(question.text, wants, text, hit.sentence, _asked(question.text).stems),
        "short": found.score if found else 0.0,
        "open": float(leaves_open(question.text, text, hit.sentence)),
    }


class Weight(NamedTuple):
    """Of one signal: its weight, per ``scale``, counted from its ``mean``."""

    weight: float
    mean: float
    scale: float


@dataclass(frozen=True)
class Model:
    """log-odds = intercept + sum of weight * (signal - mean) / scale."""

    intercept: float
    weights: Mapping[str, Weight]

    def log_odds(self, seen: Mapping[str, float]) -> float:
        """A signal that is wanting counts as its mean."""
        known = ((each, seen[name]) for name, each in self.weights.items() if name in seen)
        return self.intercept + sum(each.weight * (value - each.mean) / each.scale for each, value in known)


def read_models(text: str) -> tuple[Model, Model]:
    """The models "choice" and "answer" out of the JSON that the fitting wrote."""
    row: dict[str, Any] = json.loads(text)
    made = [
        Model(float(row[name]["intercept"]), {signal: Weight(*map(float, each)) for signal, each in row[name]["weights"].items()})
        for name in ("choice", "answer")
    ]
    return made[0], made[1]


CHOICE, ANSWER = read_models(Path(__file__).with_name("support.json").read_text("utf-8"))


class Support(NamedTuple):
    """A sentence with its signals; ``score`` is the log-odds by which sentences are put in order."""

    hit: SentenceHit
    signals: dict[str, float]
    score: float


def supported(
    question: Question, hits: Sequence[SentenceHit], rarity: Mapping[str, float] | None = None, model: Model = CHOICE
) -> list[Support]:
    """The sentences, the one that answers most likely first, ties in the order given; ``rarity`` as for ``signals``."""
    seen = [glanced(question, hit, rarity) for hit in hits]
    order = ordered(seen, lambda i: examined(question, hits[i]), model)
    return [Support(hits[i], signals, score) for i, signals, score in order]


def ordered(
    seen: Sequence[dict[str, float]], examine: Callable[[int], dict[str, float]], model: Model
) -> list[tuple[int, dict[str, float], float]]:
    """Which sentence comes first, by its place in ``seen``, with its signals and log-odds; only the first of them are examined."""
    scores = [model.log_odds(each) for each in seen]
    order = sorted(range(len(seen)), key=lambda i: -scores[i])
    full = {i: seen[i] | examine(i) for i in order[:_EXAMINED]}
    first = sorted(((i, each, model.log_odds(each)) for i, each in full.items()), key=lambda one: -one[2])
    return [*first, *((i, seen[i], scores[i]) for i in order[_EXAMINED:])]


def confidence(seen: Mapping[str, float], model: Model = ANSWER) -> float:
    """From 0 to 1: how likely it is that the articles answer the question, by the signals of the sentence that does so best.

    As if half of all questions had an answer, so that 0.5 is where "rather not" begins, whoever asks.
    """
    odds = model.log_odds(seen)
    return 1 / (1 + math.exp(-odds)) if odds > -500 else 0.0  # exp can't hold more
