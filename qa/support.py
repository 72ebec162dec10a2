"""How sure is it that a sentence of an article answers a question about a fact? Told by what can be seen; no language model.

``signals`` compares one sentence with the question, ``supported`` puts the sentences that search has found in order, and
``confidence`` says how likely it is that there is an answer at all. Both are logistic models over the signals. Their weights stand in
``support.json``, with what they were fitted on and how they did. A signal that is wanting counts as it is on average.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ..index.lexical import WORD, content_words
from ..index.model import SentenceHit
from .entities import candidates
from .phrases import stem
from .question import Question, Wants

SIGNALS = {
    "passage": "score of the passage that the sentence stands in",
    "dense": "cosine of the sentence with the question",
    "words": "share of the question's words that stand in the sentence, each weighing as it is rare in the index",
    "around": "the same, with what stands before the sentence in its passage, and the article's title",
    "least": "best cosine in the sentence of the question's word that is least like anything there",
    "unmet": "mean best cosine in the sentence of the question's words that don't stand there",
    "kind": "1 where a number, date, person or place is asked for and one stands there that the question lacks; 0 where not; else 0.5",
    "names": "how many words of the question's names stand neither there nor before it nor in the title; 3 at most",
    "numbers": "the same for the question's numbers; 2 at most",
    "opposite": "1 where a word of the question is missing in the passage and its opposite stands there",
    "negated": "1 where the question has a negation and the sentence has none",
}
"""What can be seen of a question and a sentence."""

_BEFORE = 400  # characters before the sentence, which may say who "he" is
_KINDS_OF = 6  # sentences in which the kind of answer is looked for: it is slow to find, and moves a sentence few places
_ALL_MET = 0.8  # "unmet" where there is none
_TELLING = frozenset((Wants.NUMBER, Wants.DATE, Wants.PERSON, Wants.PLACE))  # of other kinds every sentence has something
_IDLE = frozenset(("the", "a", "an", "of"))
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|unable|fail(?:s|ed)?|except|besides)\b|n[’']t\b", re.I
)

OPPOSITES = """more less, most least, many few, increase decrease, increase reduce, increase decline, rise fall, rise decline, rose fell,
raise lower, high low, higher lower, highest lowest, large small, larger smaller, largest smallest, big small, bigger smaller, biggest
smallest, long short, longer shorter, longest shortest, early late, earlier later, earliest latest, first last, before after, begin end,
began ended, start end, start finish, open close, win lose, won lost, accept reject, accept refuse, approve reject, agree refuse, allow
forbid, allow ban, allow prevent, allow block, permit prohibit, enable prevent, cause prevent, support oppose, agree disagree, include
exclude, same different, similar different, strong weak, stronger weaker, strengthen weaken, rich poor, old new, old young, older younger,
older newer, oldest youngest, oldest newest, north south, northern southern, east west, eastern western, left right, top bottom, upper
lower, above below, inside outside, internal external, public private, male female, man woman, men women, husband wife, son daughter,
father mother, brother sister, king queen, buy sell, bought sold, import export, enter leave, arrive leave, arrive depart, join leave,
birth death, born died, live die, create destroy, build destroy, success failure, succeed fail, legal illegal, possible impossible, able
unable, true false, good bad, better worse, best worst, fast slow, faster slower, fastest slowest, hot cold, warm cool, dry wet, light
dark, light heavy, easy difficult, easy hard, soft hard, thick thin, wide narrow, widen narrow, deep shallow, rural urban, ancient modern,
major minor, majority minority, maximum minimum, positive negative, love hate, friend enemy, ally enemy, attack defend, offensive
defensive, peace war, safe dangerous, all none, always never, gain lose, profit loss, grow shrink, expand shrink, expand contract, push
pull, up down, upward downward, improve worsen, solid liquid, simple complex, common rare, natural artificial, active passive, civil
criminal, black white, day night, summer winter, spring autumn, morning evening, teacher student, parent child, employer employee,
attacker victim, encourage discourage, appear disappear, confirm deny, admit deny, grant deny, hide reveal, lend borrow, send receive,
give take, gave took, remember forget, follow precede, plus minus, hire fire, appoint dismiss, guilty innocent, convict acquit, victory
defeat, advance retreat, add remove, cheap expensive, full empty"""
"""Pairs of words, as they are written."""


def opposites() -> dict[str, frozenset[str]]:
    """The stems of words with those of their opposites."""
    found: dict[str, set[str]] = {}
    for pair in OPPOSITES.split(","):
        one, other = map(stem, pair.split())
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


_OPPOSITE = opposites()


class _Asked(NamedTuple):
    """A question made ready to be compared with many sentences."""

    words: dict[str, str]  # the content words in lower case, in order, with their stems
    stems: frozenset[str]  # of all its words
    names: frozenset[str]  # stems of words with a capital, the first word aside
    numbers: frozenset[str]
    negated: bool


@lru_cache(64)
def _asked(text: str) -> _Asked:
    words = {word: stem(word) for word in content_words(text)}
    raw = WORD.findall(text)
    capitals = {word.lower() for word in raw[1:] if word[0].isupper()} if not text.isupper() else set[str]()
    numbers = frozenset(found for word, found in words.items() if any(letter.isdigit() for letter in word))
    names = frozenset(found for word, found in words.items() if word in capitals) - numbers
    return _Asked(words, frozenset(stem(word.lower()) for word in raw), names, numbers, bool(_NEGATION.search(text)))


@lru_cache(1024)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word.lower()) for word in WORD.findall(text))


def signals(question: Question, hit: SentenceHit, rarity: Mapping[str, float] | None = None) -> dict[str, float]:
    """What can be seen of one sentence, by the names of SIGNALS.

    Without the hit's ``nearness``, as with an embedder that gives no word pieces' vectors, "least" and "unmet" are wanting. ``rarity``
    is the weight of each of the question's words, alike if not given. Linear in the passage's length.
    """
    return _seen(question, hit, rarity) | {"kind": _kind(question, hit)}


def _seen(question: Question, hit: SentenceHit, rarity: Mapping[str, float] | None) -> dict[str, float]:
    """All that is quick to see."""
    asked, nearness = _asked(question.text), hit.nearness
    article, passage = hit.hit.article, hit.hit.passage
    start, end = hit.sentence
    sentence = article.text[start:end]
    here = _stems(sentence)
    around = here.union(_stems(article.text[max(passage.start, start - _BEFORE) : start]), _stems(article.title or ""))
    seen = {
        "passage": hit.hit.score,
        "dense": hit.parts["dense"].value,
        "words": hit.parts["words"].value,
        "around": _share(asked, around, rarity or {}),
        "names": float(min(len(asked.names - around), 3)),
        "numbers": float(min(len(asked.numbers - around), 2)),
        "opposite": float(_has_opposite(asked, around | _stems(passage.text))),
        "negated": float(asked.negated and not _NEGATION.search(sentence)),
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
    return any(found not in present and _OPPOSITE.get(found, frozenset()) & present for found in asked.words.values())


def _kind(question: Question, hit: SentenceHit) -> float:
    """Whether the kind of answer stands in the sentence, in words that the question lacks."""
    if question.wants not in _TELLING:
        return 0.5
    text, known = hit.hit.article.text, _asked(question.text).stems
    found = (word.lower() for span in candidates(text, hit.sentence, question.wants.value) for word in WORD.findall(text[slice(*span)]))
    return float(any(word not in _IDLE and stem(word) not in known for word in found))


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
    found = [_scored(hit, _seen(question, hit, rarity), model) for hit in hits]
    found.sort(key=lambda each: -each.score)
    looked_at = [_scored(each.hit, each.signals | {"kind": _kind(question, each.hit)}, model) for each in found[:_KINDS_OF]]
    found[:_KINDS_OF] = sorted(looked_at, key=lambda each: -each.score)
    return found


def _scored(hit: SentenceHit, seen: dict[str, float], model: Model) -> Support:
    return Support(hit, seen, model.log_odds(seen))


def confidence(seen: Mapping[str, float], model: Model = ANSWER) -> float:
    """From 0 to 1: how likely it is that the articles answer the question, by the signals of the sentence that does so best.

    As if half of all questions had an answer, so that 0.5 is where "rather not" begins, whoever asks.
    """
    odds = model.log_odds(seen)
    return 1 / (1 + math.exp(-odds)) if odds > -500 else 0.0  # exp can't hold more
