"""Is it reported speech? How surely a verb and what follows it tell somebody's words, thoughts or wishes, and not a deed of theirs.

"Karsk recalled the storm" and "Karsk recalled the ambassador" have one form. A logistic model weighs the verb, its subject and what
follows, as people marked attributions in news (PolNeAR: Newell et al. 2018, https://aclanthology.org/L18-1524/); the weights stand in
reported.json (``python -m onrecord.evals.fit_reported``). What stands in marks, or before the verb ("..., Karsk wrote"), is no question.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from .cues import CUES
from .logistic import logistic
from .mentions import AUXILIARIES
from .model import Statement
from .naming import is_named
from .small_words import ARTICLES, PREPOSITIONS, RELATIVE

FITTED = Path(__file__).with_name("reported.json")
_WORD = re.compile(r"[\w’'-]+")
_PRONOUNS = frozenset("he she they it i we you this these those them him us".split())
_SUBJECTS = frozenset("he she they it i we you there this these those".split())
_NEAR = 10  # words in which a clause has its verb
_CLAUSE = frozenset("how why whether what when where if".split())
_CLOSED = (
    PREPOSITIONS | RELATIVE | ARTICLES | _PRONOUNS | _CLAUSE | frozenset("not more some any all is are was were has have had will".split())
)
"""The words that count as they are; others would tell what the news was about."""


def is_reported(text: str, statement: Statement) -> bool:
    """Whether a statement of the text is likely enough to be one."""
    return not may_be_deed(text, statement) or probability(text, statement) >= fitted()["least"]


def may_be_deed(text: str, statement: Statement) -> bool:
    """Whether it has a form that a deed can have: a verb, and without marks what follows it."""
    if statement.kind != "indirect" or statement.cue is None or statement.cue.end > statement.content[0].start:
        return False
    return any(word in CUES for word in _words(text[slice(*statement.cue)]))


def probability(text: str, statement: Statement) -> float:
    """That people would mark it as something that somebody says, thinks or wants."""
    return weighed(signs(text, statement), fitted())


def weighed(seen: Iterable[str], weights: Mapping[str, Any]) -> float:
    """The probability by these signs; ``weights`` are as reported.json holds them."""
    return logistic(weights["intercept"] + sum(weights["weights"].get(sign, 0.0) for sign in seen))


def signs(text: str, statement: Statement) -> set[str]:
    """What is seen, of what may be a deed: its verb (as a bare form), its subject, and how what is reported stands beside them."""
    assert statement.cue is not None
    first, cue = statement.content[0], statement.cue
    words = _words(text[slice(*cue)])
    verb = next(CUES[word] for word in reversed(words) if word in CUES)
    lemma, form = verb.lemma, verb.form
    content = _words(text[first.start : first.start + 60])
    opens = content[0] if content else ""
    before = _words(text[max(first.start - 20, 0) : first.start])[-1:]
    behind = _words(text[cue.end : cue.end + 25])[:1]
    follows = _complement(content, before)
    n = sum(len(_words(text[slice(*span)])) for span in statement.content)
    length = "1-2" if n < 3 else "3-5" if n < 6 else "6-11" if n < 12 else "12-"
    source = text[slice(*statement.source)] if statement.source else ""
    subject = _subject(source)
    found = {
        f"verb {lemma}", f"form {form}", f"verb {lemma}, form {form}", f"verb {lemma}, {follows}", f"verb {lemma}, subject {subject}",
        f"verb {lemma}, length {length}", follows, f"subject {subject}", f"length {length}",
        f"speaker {'none' if statement.speaker is None else 'name' if is_named(statement.speaker) else 'description'}",
    }  # fmt: skip
    found |= {f"opens {word}" for word in (opens,) if word in _CLOSED} | {f"behind {word}" for word in behind if word in _CLOSED}
    found |= {f"subject opens {word}" for word in _words(source)[:1] if word in _CLOSED} | {f"verb opens {words[0]}" for _ in words[1:2]}
    return found | {f"between {mark}" for mark in ",:" if mark in text[cue.end : first.start]}


def _complement(content: Sequence[str], before: Sequence[str]) -> str:
    """The form of what follows the verb, by its first words and the word before them."""
    if content[:1] == ["to"]:
        return "infinitive"
    if before == ["that"] or _CLAUSE.intersection(content[:1]):
        return "that" if before == ["that"] else "question"
    if _SUBJECTS.intersection(content[:1]) or not AUXILIARIES.isdisjoint(content[1:_NEAR]):
        return "clause"
    return "thing"


def _subject(source: str) -> str:
    words = _WORD.findall(source)
    if not words:
        return "none"
    if source.lower() in _PRONOUNS | RELATIVE:
        return "pronoun"
    return "name" if words[-1][0].isupper() else "description"


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


@cache
def fitted() -> dict[str, Any]:
    """What reported.json holds: "weights" by sign, "intercept", and "least", the probability from which on a statement counts."""
    return json.loads(FITTED.read_text("utf-8"))
