"""What is asked: a question completed by the ones before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Openings and pronouns that lean on something said before.
_LEANING = re.compile(
    r"^\s*(?:and|but|or|what about|how about)\b|\b(?:he|she|they|him|her|them|his|hers|their|it|its|that|this|there|those|these)\b", re.I
)


def completed(question: str, history: Sequence[str]) -> str:
    """The question with the one before it in front, if it can't be understood alone ("And where did he say it?")."""
    if history and _LEANING.search(question):
        return f"{completed(history[-1], history[:-1])} {question}"
    return question
