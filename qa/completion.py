"""A follow-up completed by a language model, where the rules (``followup``) leave it as it is.

The model may only put words of the questions before into the one that was asked. What asks for anything else, or no longer asks
everything, is not taken; and the assistant asks it only where the question as it stands has no answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..index.lexical import WORD, content_words
from .answer import Cost
from .frame import WH
from .language_model import Reply
from .phrases import stem
from .prompt import escaped, template

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_EARLIER = 6  # questions that the model is told
_LONGEST = 300  # characters of a question
_LEANING = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|hers|its|their|this|that|these|those|there|then|one|ones|same|else|both|former|latter)\b", re.I
)
_SHORT = 4  # words, up to which a question may lean on others without a pronoun
_NEGATION = re.compile(r"\b(?:not|never|no|nobody|nothing|none|without)\b|n[’']t\b", re.I)


class Completion(NamedTuple):
    """``question`` is None where the model's doesn't pass."""

    question: str | None
    cost: Cost


def leans(question: str) -> bool:
    """Whether a question may need the ones before it to be understood."""
    return bool(_LEANING.search(question)) or len(WORD.findall(question)) <= _SHORT


def complete(llm: LLM, question: str, history: Sequence[str], seconds: float) -> Completion:
    """The question as the model completes it by the ones before, oldest first."""
    earlier = [" ".join(each.split()) for each in history[-_EARLIER:]]
    user = template("complete_user").substitute(
        earlier="\n".join(f"- {escaped(each[:_LONGEST])}" for each in earlier), question=escaped(" ".join(question.split()))
    )
    reply = Reply(llm, (("system", template("complete_system").template.strip()), ("user", user.strip())), seconds, 2 * _LONGEST)
    lines = [line.strip(" \"'“”*`") for line in "".join(reply).splitlines()]
    line = next((line for line in lines if line), "")
    passes = reply.error is None and not reply.cut and asks_the_same(line, question, earlier)
    return Completion(line if passes else None, Cost(0.0, *reply.tokens, reply.estimated))


def asks_the_same(completed: str, question: str, earlier: Sequence[str]) -> bool:
    """Whether the completed question asks all that the question does, and nothing but with words of the ones before."""
    if not completed or len(completed) > _LONGEST or completed in earlier or completed == question:
        return False
    before = _stems(" ".join(earlier))
    asked = _stems(_LEANING.sub(" ", question))
    now = _stems(completed)
    return asked <= now <= asked | before and _way(completed) == _way(question) and _negations(completed) == _negations(question)


def _stems(text: str) -> set[str]:
    """Of the words that tell something."""
    return {stem(word) for word in content_words(text)} if text.strip() else set()


def _way(question: str) -> list[str]:
    """The question words, "who" and "when"."""
    return [low for word in WORD.findall(question) if (low := word.lower()) in WH and not _LEANING.fullmatch(low)]


def _negations(question: str) -> int:
    return len(_NEGATION.findall(question))
